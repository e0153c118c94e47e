"""Saving does not overwrite somebody else's newer work."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage import (
    ChangedOnDisk,
    NotJson,
    SaveError,
    StorageError,
    open_journey,
    parse,
    save_journey,
    to_bytes,
)
from cjm_desktop.storage.errors import keeping_failed, reading_failed, writing_failed

OURS, THEIRS = Journey(title="Ours"), Journey(title="Theirs")


def test_open_change_save_save_again(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    first = save_journey(OURS, path, None)
    opened = open_journey(path)
    assert opened.stamp == first
    second = save_journey(THEIRS, path, opened.stamp)
    third = save_journey(OURS, path, second)
    assert open_journey(path).journey == OURS
    assert third != second


def test_somebody_elses_change_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(OURS, path, None)
    save_journey(THEIRS, path, None)
    with pytest.raises(ChangedOnDisk, match="another program has changed it since it was opened") as caught:
        save_journey(OURS, path, stamp)
    assert caught.value.exit_code == 3
    assert caught.value.path == path
    assert open_journey(path).journey == THEIRS
    save_journey(OURS, path, None)  # “overwrite”
    assert open_journey(path).journey == OURS


def test_a_change_of_the_same_length_and_time_in_another_file_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(Journey(title="Ours"), path, None)
    save_journey(Journey(title="0urs"), path, None)
    os.utime(path, ns=(stamp.mtime_ns, stamp.mtime_ns))
    with pytest.raises(ChangedOnDisk):
        save_journey(OURS, path, stamp)


def test_a_change_within_one_tick_of_a_coarse_clock_is_seen(tmp_path: Path) -> None:
    """The same file written twice in the two seconds that are one to a stick: the same time, size and number on the disk."""
    path = tmp_path / "a.cjm"
    save_journey(Journey(title="Ours"), path, None)
    second = path.stat().st_mtime_ns // 1_000_000_000 * 1_000_000_000
    os.utime(path, ns=(second, second))
    stamp = open_journey(path).stamp
    path.write_bytes(to_bytes(Journey(title="0urs")))
    os.utime(path, ns=(second, second))
    with pytest.raises(ChangedOnDisk):
        save_journey(OURS, path, stamp)


def test_a_touched_or_copied_file_is_still_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(OURS, path, None)
    os.utime(path, ns=(1, 1))
    stamp = save_journey(OURS, path, stamp)
    path.rename(tmp_path / "moved")
    path.write_bytes((tmp_path / "moved").read_bytes())
    save_journey(OURS, path, stamp)


def test_a_vanished_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(OURS, path, None)
    path.unlink()
    save_journey(THEIRS, path, stamp)
    assert path.read_bytes() == to_bytes(THEIRS)


def test_a_folder_in_its_place_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(OURS, path, None)
    path.unlink()
    path.mkdir()
    with pytest.raises(SaveError):
        save_journey(OURS, path, stamp)
    assert path.is_dir()


def test_what_a_newer_program_wrote_beside_the_journey_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_text(
        '{"format": "cjm-journey", "version": 1, "app": "x", "names": "left out", "recovery": {}, '
        '"review": {"by": ["é", 1.5, null]}, "journey": {"title": "One"}, "z": []}',
        encoding="utf-8",
    )
    opened = open_journey(path)
    assert opened.beside == {"review": {"by": ["é", 1.5, None]}, "z": []}
    save_journey(opened.journey, path, opened.stamp, opened.beside)
    again = open_journey(path)
    assert (again.journey, again.beside) == (opened.journey, opened.beside)
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert list(tree) == ["format", "version", "app", "journey", "review", "z"], "ours are written anew, others stay"


def test_what_could_not_be_written_again_beside_the_journey_is_refused() -> None:
    data = b'{"format": "cjm-journey", "version": 1, "journey": {}, "later": [1e400]}'
    with pytest.raises(NotJson, match=r"too large \(later\[0\]\)"):
        parse(data, Path("a.cjm"))


@pytest.mark.parametrize("failed", [reading_failed, writing_failed, keeping_failed])
def test_whatever_the_operating_system_says_is_said_in_our_words(tmp_path: Path, failed: Callable[[Path, OSError], StorageError]) -> None:
    """Its own are in one language, and not always the person's."""
    for number in (*errno.errorcode, 0, 9_999):
        told = failed(tmp_path / "a.cjm", OSError(number, os.strerror(number)) if number else OSError("anything")).message
        values = [value for value in told.values.values() if not isinstance(value, Message)]
        assert all(value == str(tmp_path / "a.cjm") for value in values), number
        assert number != errno.ENOTDIR or "not a folder" in str(told)

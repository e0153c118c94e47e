"""What became of a file behind our back is seen, what means nothing is not told, and looking costs next to nothing."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_desktop.document import Journey
from cjm_desktop.storage import Stamp, open_journey, save_journey, to_bytes, watching
from cjm_desktop.storage.watching import SETTLED, Fate, Sight, Watcher

OURS, THEIRS = Journey(title="Ours"), Journey(title="Theirs")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


class Clock:
    """A clock that the test puts on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.cjm"
    save_journey(OURS, path, None)
    return path


def watcher(path: Path, clock: Clock | None = None) -> Watcher:
    return Watcher(path, open_journey(path).stamp, clock or Clock())


def twice(one: Watcher) -> Sight:
    """What two looks see: once may be chance."""
    one.look()
    return one.look()


def test_another_programs_change_is_read(file: Path) -> None:
    one = watcher(file)
    assert one.look().fate is Fate.SAME
    file.write_bytes(to_bytes(THEIRS))
    seen = one.look()
    assert seen.fate is Fate.CHANGED and seen.opened is not None and seen.opened.journey == THEIRS
    assert seen.stamp == open_journey(file).stamp
    assert one.look() is seen, "told once"
    file.write_bytes(to_bytes(OURS))
    assert one.look().fate is Fate.SAME, "they took it back"


def test_the_same_bytes_are_no_change(file: Path, tmp_path: Path) -> None:
    one = watcher(file)
    same = one.look()
    os.utime(file, ns=(1, 1))
    assert one.look() is same
    (tmp_path / "new").write_bytes(file.read_bytes())
    (tmp_path / "new").replace(file)
    assert one.look() is same


def test_a_change_within_one_tick_is_seen_when_the_tick_is_over(file: Path) -> None:
    """The time, the size and the number on the disk stay what they were."""
    clock = Clock()
    os.utime(file, ns=(2 * 10**9, 2 * 10**9))
    one = watcher(file, clock)
    one.look()
    file.write_bytes(to_bytes(Journey(title="0urs")))
    os.utime(file, ns=(2 * 10**9, 2 * 10**9))
    assert one.look().fate is Fate.SAME, "nobody can see it yet"
    clock.now = SETTLED
    assert one.look().fate is Fate.CHANGED


def test_a_file_at_rest_is_read_once_and_then_only_looked_at(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, reads = Clock(), []
    read = watching.read_file
    monkeypatch.setattr(watching, "read_file", lambda path: (reads.append(path), read(path))[1])
    one = watcher(file, clock)
    for _ in range(20):
        one.look()
        clock.now += 1
    assert len(reads) == 1


def test_what_cannot_be_read_is_a_change_with_a_reason(file: Path) -> None:
    one = watcher(file)
    file.write_bytes(b"{half")
    assert one.look().fate is Fate.SAME, "somebody may be writing it"
    seen = one.look()
    assert seen.fate is Fate.CHANGED and seen.opened is None and "a.cjm" in str(seen.reason)
    file.write_bytes(to_bytes(THEIRS))
    assert one.look().opened is not None


def test_a_renamed_file_is_found_and_a_copy_is_not_taken_for_it(file: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.cjm").write_bytes(file.read_bytes())
    one = watcher(file)
    file.rename(tmp_path / "b.cjm")
    assert one.look().fate is Fate.SAME, "it may be on its way"
    seen = one.look()
    assert seen.fate is Fate.MOVED and seen.path == tmp_path / "b.cjm" and one.look() is seen
    (tmp_path / "b.cjm").unlink()
    assert one.look().fate is Fate.GONE
    (tmp_path / "copy.cjm").rename(file)
    assert one.look().fate is Fate.SAME, "it is back"


def test_a_number_that_was_used_again_is_not_the_file(file: Path, tmp_path: Path) -> None:
    one = watcher(file)
    one.look()
    file.write_bytes(to_bytes(THEIRS))
    file.rename(tmp_path / "b.cjm")
    assert twice(one).fate is Fate.GONE


def test_what_nfs_calls_a_removed_file_is_not_its_new_name(file: Path, tmp_path: Path) -> None:
    one = watcher(file)
    file.rename(tmp_path / ".nfs00000000deadbeef.cjm")
    assert twice(one).fate is Fate.GONE


@POSIX
def test_a_link_is_watched_where_it_leads(file: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.cjm"
    link.symlink_to(file)
    one = watcher(link)
    file.rename(tmp_path / "b.cjm")
    seen = twice(one)
    assert seen.fate is Fate.MOVED and seen.path == tmp_path / "b.cjm" and seen.linked, "what it led to, and not the link"


def test_a_stick_that_was_pulled_out(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    file = tmp_path / "stick" / "a.cjm"
    save_journey(OURS, file, None)
    one = watcher(file)
    (tmp_path / "stick").rename(tmp_path / "pocket")
    assert twice(one).fate is Fate.AWAY
    (tmp_path / "pocket").rename(tmp_path / "stick")
    assert one.look().fate is Fate.SAME


def test_a_stick_that_was_pulled_out_of_a_folder_that_stays(file: Path) -> None:
    stamp = open_journey(file).stamp
    one = Watcher(file, replace(stamp, disk=stamp.disk + 1), Clock())
    data = file.read_bytes()
    file.unlink()
    assert twice(one).fate is Fate.AWAY, "nobody deleted it"
    file.write_bytes(data)
    assert one.look().fate is Fate.SAME


def test_the_same_file_on_what_is_another_disk_now_is_known_by_that(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick or share may come back under another number; then what is deleted from it is deleted, and not out of reach."""
    real = open_journey(file).stamp
    one = Watcher(file, replace(real, disk=real.disk + 1), Clock())
    one._signature = (0, 0, 0)  # it was away, and is looked at anew
    seen = one.look()
    assert seen.fate is Fate.SAME and seen.stamp == real
    assert one.look() is seen, "told once"
    file.unlink()
    assert twice(one).fate is Fate.AWAY, "as long as nobody takes the new stamp over"
    again = Watcher(file, real, Clock())
    assert twice(again).fate is Fate.GONE
    assert real.still_matches(file), "it may be saved again"


def test_a_file_known_by_its_content_alone_is_that_file(file: Path) -> None:
    """After a crash no more is remembered of it."""
    real = open_journey(file).stamp
    invented = Stamp(0, -1, 0, real.digest, real.disk)
    assert invented.still_matches(file)
    assert Watcher(file, invented, Clock()).look().stamp == real
    file.write_bytes(to_bytes(THEIRS))
    assert not invented.still_matches(file)
    assert not Stamp(0, -1, 0, "").still_matches(file)


def test_what_could_not_be_read_and_still_cannot_is_no_change(file: Path) -> None:
    os.truncate(file, 65 * 1024 * 1024)
    one = Watcher(file, Stamp(0, -1, 0, ""), Clock())
    assert twice(one).fate is Fate.SAME
    file.write_bytes(to_bytes(THEIRS))
    assert one.look().fate is Fate.CHANGED


@pytest.mark.parametrize("cause", [errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EACCES])
def test_a_share_that_does_not_answer(cause: int, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = watcher(file)

    def stat(self: Path, **_more: object) -> os.stat_result:
        raise OSError(cause, os.strerror(cause))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        assert one.look().fate is Fate.SAME, "once may be chance"
        assert one.look().fate is Fate.AWAY
    assert one.look().fate is Fate.SAME


def test_a_folder_in_its_place(file: Path) -> None:
    one = watcher(file)
    file.unlink()
    file.mkdir()
    assert one.look().fate is Fate.GONE


def test_a_file_known_by_its_digest_alone(file: Path) -> None:
    digest = open_journey(file).stamp.digest
    assert Watcher(file, Stamp(0, -1, 0, digest), Clock()).look().fate is Fate.SAME
    assert Watcher(file, Stamp(0, -1, 0, "0" * 64), Clock()).look().fate is Fate.CHANGED

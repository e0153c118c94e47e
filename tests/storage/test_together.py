"""Several files into one folder: all of them or none, and a sentence that says so."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop.storage import SaveError, atomic, write_together

FILES = [("1 a.pdf", b"new a"), ("2 b.pdf", b"new b"), ("3 c.pdf", b"new c")]


def held(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_folder_holds_every_file(tmp_path: Path) -> None:
    write_together(tmp_path / "pack", FILES)
    assert held(tmp_path / "pack") == dict(FILES)


def test_files_of_others_stay_and_ours_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "2 b.pdf").write_bytes(b"old b")
    (tmp_path / "mine.txt").write_bytes(b"mine")
    write_together(tmp_path, FILES)
    assert held(tmp_path) == {**dict(FILES), "mine.txt": b"mine"}


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, when: int
) -> None:
    folder = tmp_path / "pack"
    if there:
        folder.mkdir()
        (folder / "2 b.pdf").write_bytes(b"old b")
    before = held(folder) if there else None
    written = 0
    write = os.write

    def full(handle: int, data: Any) -> int:
        nonlocal written
        written += 1
        if written == when:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(atomic.os, "write", full)
    with pytest.raises(SaveError, match=r"the disk is full.*The folder is as it was") as caught:
        write_together(folder, FILES)
    assert FILES[when - 1][0] in str(caught.value)
    assert ".cjm-" not in str(caught.value)
    assert (held(folder) if there else folder.exists()) == (before if there else False)


@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_file_that_cannot_be_replaced_brings_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: int
) -> None:
    """As where a viewer holds one of them open."""
    (tmp_path / "1 a.pdf").write_bytes(b"old a")
    (tmp_path / "3 c.pdf").write_bytes(b"old c")
    before = held(tmp_path)
    moved, rename = 0, atomic.rename

    def refused(source: Path, target: Path) -> None:
        nonlocal moved
        moved += 1
        if moved == when:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        rename(source, target)

    monkeypatch.setattr(atomic, "rename", refused)
    with pytest.raises(SaveError, match="another program is using it"):
        write_together(tmp_path, FILES)
    assert held(tmp_path) == before


def test_a_folder_of_that_name_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "3 c.pdf").mkdir()
    (tmp_path / "1 a.pdf").write_bytes(b"old a")
    with pytest.raises(SaveError, match="there is a folder of that name"):
        write_together(tmp_path, FILES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1 a.pdf", "3 c.pdf"]
    assert (tmp_path / "1 a.pdf").read_bytes() == b"old a"


def test_no_folder_to_make_it_in_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="its folder does not exist"):
        write_together(tmp_path / "none" / "pack", FILES)

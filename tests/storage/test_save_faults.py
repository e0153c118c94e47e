"""Every call to the system on the way of a save fails once, in every way: the old file stays whole, or the new one is there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop.document import Journey
from cjm_desktop.storage import SaveError, atomic, open_journey, save_journey, to_bytes

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = Journey(title="Old"), Journey(title="New", goals=("x" * 500,))
#: All that a save may ask of the system, but for looking whether a path is a link.
CALLS = tuple("open write fsync fstat fchmod fchown close replace rename stat access statvfs scandir unlink".split())
NUMBERS = (
    errno.EACCES, errno.EBUSY, errno.EDQUOT, errno.EFBIG, errno.EINVAL, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG, errno.ENODEV,
    errno.ENOENT, errno.ENOSPC, errno.ENOSYS, errno.ENOTDIR, errno.ENOTSUP, errno.EPERM, errno.EROFS, errno.ESTALE, errno.ETIMEDOUT,
)  # fmt: skip


class Faults:
    """Counts the calls of a save and lets one of them fail, after or instead of doing what it should."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.calls: list[str] = []
        self.failing: tuple[int, int] | None = None
        self._folder = str(folder)
        self._handles: set[int] = set()
        for name in CALLS:
            if hasattr(os, name):
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            first = args[0] if args else None
            ours = first in self._handles if isinstance(first, int) else str(first).startswith(self._folder)
            if not ours:
                return real(*args, **more)
            number = len(self.calls)
            self.calls.append(name)
            fails = self.failing is not None and self.failing[0] == number
            if fails and name != "close":
                assert self.failing is not None
                raise OSError(self.failing[1], os.strerror(self.failing[1]))
            out = real(*args, **more)
            if name == "open":
                self._handles.add(out)
            if name == "close":
                self._handles.discard(first)  # type: ignore[arg-type]
                if fails:  # a handle is gone even where closing it says that not all was written
                    assert self.failing is not None
                    raise OSError(self.failing[1], os.strerror(self.failing[1]))
            return out

        return call


def attempt(folder: Path, failing: tuple[int, int] | None, *, fresh: bool) -> tuple[list[str], SaveError | None]:
    """Save over an old file, or as a new one, with one call failing; gives the calls made and the error."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "a.cjm"
    if not fresh:
        path.write_bytes(to_bytes(OLD))
    expected = None if fresh else open_journey(path).stamp
    error = None
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(patch, folder)
        faults.failing = failing
        try:
            save_journey(NEW, path, expected)
        except SaveError as caught:
            error = caught
        calls = faults.calls
    if error is None:
        assert open_journey(path).journey == NEW, "what is said to be saved is saved"
    elif fresh:
        assert not path.exists()
    else:
        assert path.read_bytes() == to_bytes(OLD)
    return calls, error


@pytest.mark.parametrize("fresh", [False, True], ids=["over an old file", "as a new file"])
def test_every_call_may_fail_in_every_way(fresh: bool, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    calls, error = attempt(folder, None, fresh=fresh)
    assert error is None
    assert {"open", "write", "fsync", "fstat", "close", "scandir", "stat"} <= set(calls) and {"replace", "rename"} & set(calls)
    refused = set()
    for number, name in enumerate(calls):
        for cause in NUMBERS:
            _calls, error = attempt(folder, (number, cause), fresh=fresh)
            if error is not None:
                refused.add(name)
                assert "a.cjm" in str(error) and "was not saved" in str(error), (name, cause, str(error))
                told = str(error).rpartition(". ")[2].split()[0]
                assert told in ("Save", "Try", "Free", "Close", "Connect", "Choose"), f"what to do: {error}"
                assert error.exit_code == 3
            left = [path.name for path in folder.iterdir() if path.name != "a.cjm"]
            assert left == [], (name, os.strerror(cause), left)
    assert {"open", "write", "fsync", "close"} <= refused and {"replace", "rename"} & refused


@pytest.mark.parametrize("cause", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_share_that_cannot_say_whether_it_wrote_takes_the_file(cause: int, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    calls, _ = attempt(folder, None, fresh=False)
    for number, name in enumerate(calls):
        if name == "fsync":
            assert attempt(folder, (number, cause), fresh=False)[1] is None


# ------------------------------------------------------------------------------------------------ shares


def refusing(cause: int, *, always: bool = False) -> Callable[..., Any]:
    """A rename over a file, or any at all, that a share refuses."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Any:
        if always or os.path.lexists(target):
            raise OSError(cause, os.strerror(cause))
        return real(self, target)

    return replace


@pytest.mark.parametrize("cause", [errno.EEXIST, errno.EACCES, errno.EPERM, errno.ENOTSUP])
def test_a_share_that_renames_over_no_file_takes_the_new_one(cause: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ("é" * 125 + ".cjm")
    save_journey(OLD, path, None)
    monkeypatch.setattr(Path, "replace", refusing(cause))
    save_journey(NEW, path, None)
    assert open_journey(path).journey == NEW
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("cause", "words"), [(errno.EXDEV, "does not let the old file be replaced"), (errno.EACCES, "no permission to write in its folder")]
)
def test_a_share_that_renames_nothing_at_all_keeps_the_old_file(
    cause: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.cjm"
    save_journey(OLD, path, None)
    monkeypatch.setattr(Path, "replace", refusing(cause, always=True))
    monkeypatch.setattr(Path, "rename", refusing(cause, always=True))
    with pytest.raises(SaveError, match=words):
        save_journey(NEW, path, None)
    assert open_journey(path).journey == OLD and [one.name for one in tmp_path.iterdir()] == ["a.cjm"]


def test_a_share_that_loses_the_second_step_gives_the_old_file_its_name_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cjm"
    save_journey(OLD, path, None)
    real = Path.rename

    def rename(self: Path, target: Path) -> Any:
        if self.suffix == ".tmp":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refusing(errno.EEXIST))
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(SaveError, match="the disk reported an error"):
        save_journey(NEW, path, None)
    assert open_journey(path).journey == OLD and [one.name for one in tmp_path.iterdir()] == ["a.cjm"]


def test_a_share_whose_answer_was_lost_has_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NFS asks again when no answer comes; the second time there is nothing left under the old name."""
    path = tmp_path / "a.cjm"
    save_journey(OLD, path, None)
    real = Path.replace

    def replace(self: Path, target: Path) -> Any:
        real(self, target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    save_journey(NEW, path, None)
    assert open_journey(path).journey == NEW


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names that are no text")
def test_any_name_that_a_disk_takes_is_saved_and_opened_again(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["ordner mit leerzeichen und 文字 " * 5] * 12)
    deep.mkdir(parents=True)
    for name in (os.fsdecode(b"\xff\xfe.cjm"), "a\u0301 \u202e.cjm", "\n.cjm", "x" * 251 + ".cjm", "CON.cjm"):
        for folder in (tmp_path, deep):
            stamp = save_journey(OLD, folder / name, None)
            save_journey(NEW, folder / name, stamp)
            assert open_journey(folder / name).journey == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_a_file_that_was_protected_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    stamp = save_journey(OLD, path, None)
    path.chmod(0o444)
    with pytest.raises(SaveError, match="write-protected"):
        save_journey(NEW, path, stamp)
    assert open_journey(path).journey == OLD


def test_a_disk_that_takes_nothing_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic.os, "write", lambda _handle, _data: 0)
    with pytest.raises(SaveError, match="the disk is full"):
        save_journey(NEW, path, None)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"


def test_the_document_stays_unsaved_when_saving_fails(tmp_path: Path) -> None:
    from cjm_desktop.analysis import read
    from cjm_desktop.document import Message
    from cjm_desktop.ui.mapdesk import DiskShelf
    from cjm_desktop.ui.session import Session

    folder = tmp_path / "f"
    folder.mkdir()
    path = folder / "a.cjm"
    save_journey(OLD, path, None)
    session = Session(analyse=read, shelf=DiskShelf())
    session.open(path)
    session.commit(Message("x"), NEW)
    for name in ("open", "write", "fsync", "close", "replace"):
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, folder)
            real = getattr(os, name)

            def failing(*args: Any, real: Callable[..., Any] = real, name: str = name, **more: Any) -> Any:
                if name in ("write", "fsync", "close") or str(args[0]).endswith(".tmp"):
                    if name == "close":
                        real(*args, **more)
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                return real(*args, **more)

            patch.setattr(atomic.os, name, failing)
            with pytest.raises(SaveError, match="the disk reported an error"):
                session.save()
            assert faults.calls
        assert session.dirty and session.path == path
        assert open_journey(path).journey == OLD
    session.save()
    assert not session.dirty and open_journey(path).journey == NEW


# ------------------------------------------------------------------------------------------------ for real

PROGRAM = """
    import sys
    from pathlib import Path
    from cjm_desktop.document import Journey
    from cjm_desktop.storage import SaveError, open_journey, save_journey

    path = Path(sys.argv[1])
    try:
        save_journey(Journey(title="New", goals=("x" * 15_000,) * 20), path, None)
    except SaveError as error:
        print(error)
    print("STANDS", open_journey(path).journey.title, sorted(p.name for p in path.parent.iterdir()))
"""


PULLED = """
import subprocess, sys
from pathlib import Path
from cjm_desktop.document import Journey
from cjm_desktop.storage import SaveError, open_journey, save_journey
path = Path(sys.argv[1])
opened = open_journey(path)
subprocess.run(["umount", "-l", str(path.parent)], check=True)
try:
    save_journey(Journey(title="New"), path, opened.stamp)
except SaveError as error:
    print(error)
print("LEFT", sorted(p.name for p in path.parent.iterdir()))
"""


def mounted(script: str, path: Path, program: str = "") -> str:
    """Run the program in a name space of its own in which something is mounted; skips where the system does not let us."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        pytest.skip("needs Linux name spaces")
    if subprocess.run([unshare, "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("name spaces are not allowed here")
    code = textwrap.dedent(program or PROGRAM)
    whole = f'{script} || exit 77; exec "$PYTHON" -c "$CODE" "$FILE"'
    env = {**os.environ, "PYTHON": sys.executable, "CODE": code, "FILE": str(path), "DIR": str(path.parent), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([unshare, "-rm", "sh", "-c", whole], env=env, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_disk_of_a_few_hundred_kilobytes_is_full(tmp_path: Path) -> None:
    """A file system of 192 kB: the old file fits, the new one beside it does not."""
    path = tmp_path / "disk" / "a.cjm"
    path.parent.mkdir()
    (tmp_path / "old.cjm").write_bytes(to_bytes(OLD))
    said = mounted(f'mount -t tmpfs -o size=192k none "$DIR" && cp "{tmp_path}/old.cjm" "$FILE"', path)
    assert "the disk is full" in said
    assert "STANDS Old ['a.cjm']" in said, "nothing half-written is left to fill the disk"


def test_nothing_is_saved_into_the_empty_place_of_a_stick_that_was_pulled_out(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "a.cjm"
    path.parent.mkdir()
    (tmp_path / "old.cjm").write_bytes(to_bytes(OLD))
    said = mounted(f'mount -t tmpfs none "$DIR" && cp "{tmp_path}/old.cjm" "$FILE"', path, PULLED)
    assert "cannot be reached" in said or "is gone" in said
    assert "LEFT []" in said


def test_a_disk_that_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "disk" / "a.cjm"
    path.parent.mkdir()
    path.write_bytes(to_bytes(OLD))
    said = mounted('mount --bind "$DIR" "$DIR" && mount -o remount,ro,bind "$DIR"', path)
    assert "the disk is read-only" in said
    assert "STANDS Old ['a.cjm']" in said

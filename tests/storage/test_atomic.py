"""Writing: the old file or the new one, never half of each, and a sentence for whatever stands in the way."""

from __future__ import annotations

import errno
import os
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cjm_desktop.storage import SaveError, atomic, write_atomically

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


def litter(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".cjm-")]


def test_a_new_file(tmp_path: Path) -> None:
    status = write_atomically(tmp_path / "a.cjm", b"one")
    assert (tmp_path / "a.cjm").read_bytes() == b"one"
    assert (status.st_size, status.st_ino) == (3, (tmp_path / "a.cjm").stat().st_ino)
    assert litter(tmp_path) == []


def test_an_old_file_is_replaced_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"a longer old text")
    other_name = tmp_path / "b.cjm"
    os.link(path, other_name)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert other_name.read_bytes() == b"a longer old text"


def test_a_megabyte_arrives_whole(tmp_path: Path) -> None:
    data = os.urandom(1 << 20)
    write_atomically(tmp_path / "a", data)
    assert (tmp_path / "a").read_bytes() == data
    write_atomically(tmp_path / "a", b"")
    assert (tmp_path / "a").read_bytes() == b""


@POSIX
def test_the_mode_stays_and_a_new_file_heeds_the_mask(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"x")
    path.chmod(0o640)
    write_atomically(path, b"y")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "b.cjm", b"y")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "b.cjm").stat().st_mode) == 0o640


@POSIX
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"x")
    if os.geteuid() == 0:
        os.chown(path, 12345, 23456)
    before = path.stat()
    write_atomically(path, b"y")
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


@POSIX
def test_who_may_not_give_a_file_away_leaves_it_to_its_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"x")
    path.chmod(0o664)
    if os.geteuid() != 0:
        pytest.skip("only root can lay a colleague's file down")
    os.chown(path, 12345, 23456)
    really, taken = os.fchown, [23456]

    def as_a_person(handle: int, user: int, group: int) -> None:
        if user != -1 or group not in taken:
            raise PermissionError(errno.EPERM, "not yours")
        really(handle, user, group)

    monkeypatch.setattr(os, "fchown", as_a_person)
    write_atomically(path, b"y")
    assert (path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == (23456, 0o664)
    taken.clear()
    os.chown(path, 12345, 23457)
    write_atomically(path, b"z")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644, "another group gets in no further than everybody"


#: user::rw, user:1001:rw, group::r, mask::rw, other::-, as Linux keeps it.
ACL = struct.pack("<I" + "HHI" * 5, 2, 1, 6, 2**32 - 1, 2, 6, 1001, 4, 4, 2**32 - 1, 16, 6, 2**32 - 1, 32, 0, 2**32 - 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="access lists as Linux has them")
def test_the_access_list_and_tags_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"x")
    try:
        os.setxattr(path, "system.posix_acl_access", ACL)
        os.setxattr(path, "user.project", b"onboarding")
    except OSError:
        pytest.skip("this disk keeps no access lists")
    before = stat.S_IMODE(path.stat().st_mode)
    write_atomically(path, b"y")
    assert os.getxattr(path, "system.posix_acl_access") == ACL
    assert os.getxattr(path, "user.project") == b"onboarding"
    assert stat.S_IMODE(path.stat().st_mode) == before

    def not_here(*_given: object) -> None:
        raise OSError(errno.ENOTSUP, "no lists here")

    monkeypatch.setattr(os, "setxattr", not_here)
    write_atomically(path, b"z")
    assert stat.S_IMODE(path.stat().st_mode) & 0o070 == 0, "what was the mask of a list is no right of the group"


@POSIX
def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.cjm"
    link.symlink_to(tmp_path / "real" / "a.cjm")
    write_atomically(link, b"through a dangling link")
    assert link.is_symlink()
    write_atomically(link, b"again")
    assert (tmp_path / "real" / "a.cjm").read_bytes() == b"again"
    assert link.is_symlink()


def test_it_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, atomic.rename
    monkeypatch.setattr(atomic.os, "fsync", lambda handle: (done.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(atomic, "rename", lambda a, b: (done.append("rename"), rename(a, b))[1])
    write_atomically(tmp_path / "a", b"x")
    assert done == ["fsync", "rename", "fsync"] if sys.platform != "win32" else ["fsync", "rename"]


def refused(path: Path, words: str, data: bytes = b"new") -> None:
    with pytest.raises(SaveError, match=words) as caught:
        write_atomically(path, data)
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith("“")
    assert str(caught.value).endswith(".")


def test_what_must_not_be_replaced(tmp_path: Path) -> None:
    refused(tmp_path, "there is a folder of that name")
    refused(tmp_path / "no" / "a.cjm", "its folder does not exist")
    (tmp_path / "file").write_bytes(b"old")
    refused(tmp_path / "file" / "a.cjm", "a part of its path is not a folder")
    refused(tmp_path / ("x" * 300), "the name is too long for this disk")
    refused(Path("a\0b"), "is not a possible file name")
    (tmp_path / "file").chmod(0o444)
    refused(tmp_path / "file", "the file is write-protected")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert litter(tmp_path) == []


@POSIX
def test_pipes_and_loops(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "it is a device, not an ordinary file")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(tmp_path / "loop", "a link that leads back to itself")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "you have no permission to write in its folder"),
        (errno.EIO, "the disk reported an error"),
        (errno.ENODEV, "its disk or network folder cannot be reached"),
        (errno.ERANGE, r"was not saved: error \d+ of the computer\."),
    ],
)
@pytest.mark.parametrize("where", ["open", "write", "fsync", "rename"])
def test_trouble_at_any_moment_leaves_the_old_file_and_no_litter(
    where: str, number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(b"old")

    def trouble(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    if where == "rename":
        monkeypatch.setattr(atomic, "_put_over", trouble)
    else:
        monkeypatch.setattr(atomic.os, where, trouble)
    refused(path, words)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert litter(tmp_path) == []


def test_a_short_write_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write: Callable[..., int] = os.write
    monkeypatch.setattr(atomic.os, "write", lambda handle, data: write(handle, data[:3]))
    write_atomically(tmp_path / "a", b"in small bites")
    assert (tmp_path / "a").read_bytes() == b"in small bites"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_yesterdays_litter_goes_todays_stays(tmp_path: Path) -> None:
    names = (".cjm-0000aaaa.tmp", ".cjm-0000bbbb.tmp", ".cjm-notes.txt", "cjm-0000cccc.tmp")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
        if "bbbb" not in name:
            os.utime(tmp_path / name, (0, time.time() - 90_000))
    write_atomically(tmp_path / "a", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*names[1:], "a"])


@POSIX
def test_a_file_on_a_disk_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.cjm").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    refused(tmp_path / "a.cjm", "the file is write-protected")
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    refused(tmp_path / "a.cjm", "the disk is read-only")


@POSIX
def test_a_full_disk_for_real(tmp_path: Path) -> None:
    """The size limit of a process stands in for a full disk: the kernel refuses the write half-way."""
    path = tmp_path / "a.cjm"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys\n"
        "from cjm_desktop.storage import SaveError, write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    write_atomically(sys.argv[1], b'x' * 100_000)\n"
        "except SaveError as error:\n    print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, cwd=root, check=True
    )
    assert "the disk does not take files this large" in done.stdout
    assert path.read_bytes() == b"old"
    assert litter(tmp_path) == []


@POSIX
def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    """Eight writers are killed while they save in a loop; every time the file is one whole version."""
    path = tmp_path / "a.cjm"
    path.write_bytes(b"0" * 100_000)
    program = (
        "import sys\nfrom cjm_desktop.storage.atomic import write_atomically\nprint('on', flush=True)\nn = 0\n"
        "while True:\n    n += 1\n    write_atomically(sys.argv[1], str(n % 10).encode() * 100_000)\n"
    )
    root = Path(__file__).resolve().parents[2]
    for i in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, cwd=root
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "on\n"
            time.sleep(0.013 * (i + 1) % 0.05)
            writer.kill()
        data = path.read_bytes()
        assert len(data) == 100_000
        assert len(set(data)) == 1

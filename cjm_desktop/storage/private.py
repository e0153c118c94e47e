"""Folders of the platform's state that only this user may look into, and what is done in them: recovery copies, history, knocks.

Contract. :func:`made` gives such a folder or raises; somebody else's, and a link, is none (:func:`is_ours`). :func:`put` writes a file
whole or not at all, readable for its owner only; :func:`opened` reads an ordinary one, follows no link and waits for no pipe.
:func:`locked` takes a lock of the operating system on an open file: however a process ends, its locks are gone with it.
:func:`path_tree` and :func:`path_of` put paths into JSON and read them again, for not every name of a file is text. All raise ``OSError``
as it comes.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .atomic import flush, flush_folder, rename

#: How files are opened here: bytes as they are, not for programs that are started, and no link is followed.
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
#: Not to wait for ever for somebody to write into a pipe.
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
#: The ending of what is being written.
TEMPORARY = ".tmp"
# Far behind what stands in the file: Windows lets nobody read the bytes under a lock.
_LOCKED_BYTE = 1 << 30
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL)
_HELD = (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK)
_LONGEST_PATH = 32_768


def state_folder() -> Path:
    """Where this platform's programs keep what they need to go on where they were. It need not be there yet."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "CJM Desktop"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "CJM Desktop"
    state = os.environ.get("XDG_STATE_HOME", "")
    # The standard says that a relative one is to be ignored.
    return (Path(state) if state.startswith("/") else home / ".local" / "state") / "cjm-desktop"


# ------------------------------------------------------------------------------------------------ folders


def made(folder: Path) -> Path:
    """The folder, made where it is not there, for its owner only. Raises ``OSError`` where it is a link or somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not _ours(status):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if sys.platform != "win32" and status.st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def is_ours(folder: Path) -> bool:
    """Whether there is such a folder, and it is this user's."""
    try:
        return _ours(folder.lstat())
    except OSError:
        return False


def _ours(status: os.stat_result) -> bool:
    return stat.S_ISDIR(status.st_mode) and (sys.platform == "win32" or status.st_uid == os.geteuid())


# ------------------------------------------------------------------------------------------------ files


def put(place: Path, data: bytes, mark: str = "") -> None:
    """Write a file, whole or not at all, over what is there; as long as it is being written its name is ``.MARK…`` with
    :data:`TEMPORARY`. Raises ``OSError``; what was there is there then."""
    temporary = place.parent / f".{mark}{secrets.token_hex(4)}{TEMPORARY}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | PLAIN, 0o600)
    try:
        try:
            view = memoryview(data)
            while view:
                count = os.write(handle, view)
                if count <= 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                view = view[count:]
            flush(handle)
        finally:
            os.close(handle)
        rename(temporary, place)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    flush_folder(place.parent)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[int]:
    """A handle to read an ordinary file by; no link is followed and no pipe waited for. Raises ``OSError``."""
    handle = os.open(path, os.O_RDONLY | PLAIN | AT_ONCE)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        yield handle
    finally:
        os.close(handle)


def locked(handle: int, *, new: bool) -> bool:
    """Take the lock of an open file; ``False`` when it is taken. ``new``: nobody but us can know this file yet, or what is in it is no
    process number. Raises ``OSError``."""
    try:
        if sys.platform == "win32":
            import msvcrt  # there is one only there

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl  # there is none on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno in _NO_LOCKS:
            # WORKAROUND: some network folders have no locks. There a process number is better than nothing: taken by another program
            # meanwhile, the file waits until that one has ended.
            return new or not _runs(said(handle))
        raise
    return True


def said(handle: int) -> bytes:
    """What stands in a lock file, by its open handle. Raises ``OSError``."""
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 32)


def _runs(number: bytes) -> bool:
    """Whether there is a process of the number in a lock file."""
    if not number.strip().isdigit() or sys.platform == "win32":
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


# ------------------------------------------------------------------------------------------------ paths in JSON


def path_tree(path: Path) -> dict[str, str]:
    """A path as JSON has it."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return {"path_base64": base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}
    return {"path": text}


def path_of(tree: Mapping[str, Any]) -> Path | None:
    """The path in what :func:`path_tree` gave; ``None`` where there is none that makes sense."""
    text = tree.get("path")
    if not isinstance(text, str):
        with contextlib.suppress(TypeError, ValueError):
            text = base64.b64decode(tree.get("path_base64") or b"", validate=True).decode("utf-8", "surrogatepass")
    sound = isinstance(text, str) and 0 < len(text) < _LONGEST_PATH and "\0" not in text and Path(text).is_absolute()
    return Path(text) if sound and isinstance(text, str) else None

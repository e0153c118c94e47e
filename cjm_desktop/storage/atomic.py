"""Writing a file so that it is either the old one or the new one, never half of each.

Contract: :func:`write_atomically` puts ``data`` at ``path``, or raises :class:`~.errors.SaveError` and leaves
what was there. Steps: follow links to the real file → refuse folders, devices and write-protected files → write
a short-named temporary file in the same folder with the old file's mode and owner → flush it to the disk →
rename it over the target → flush the folder. A power cut at any moment leaves one whole file. Temporary files
that a crash left behind are removed when they are a day old.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from pathlib import Path

from cjm_desktop.document.message import Message

from .errors import SaveError, shown, writing_failed

_PREFIX, _SUFFIX = ".cjm-", ".tmp"
_DAY = 86_400.0
#: Where Linux keeps who else may read and write a file.
_ACL = "system.posix_acl_access"
# What shares say that do not rename over a file.
_NOT_OVER = (errno.EEXIST, errno.EACCES, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP)
#: The longest name of a file, in bytes, that disks agree on.
_LONGEST = 255


def write_atomically(path: str | os.PathLike[str], data: bytes) -> os.stat_result:
    """Write ``data`` to ``path`` whole or not at all; gives the status of the new file.

    Raises :class:`~.errors.SaveError` with a sentence naming the file for every way in which this can fail.
    """
    asked = Path(path)
    try:
        real = Path(os.path.realpath(asked))
        old = _target(asked, real)
        return _replace(real, data, old)
    except ValueError as error:  # a NUL in the name
        raise SaveError(Message("“{file}” is not a possible file name. Choose another one.", file=shown(asked)), asked) from error
    except OSError as error:
        raise writing_failed(asked, error) from error


def make_folder(path: str | os.PathLike[str]) -> None:
    """Make a folder for several files, unless it is there; the folders above it must be.

    Raises :class:`~.errors.SaveError` with a sentence when it cannot be made.
    """
    asked = Path(path)
    try:
        asked.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise SaveError(
            Message("“{file}” cannot be a folder: there is a file of that name.", file=shown(asked)), asked
        ) from error
    except ValueError as error:  # a NUL in the name
        raise SaveError(Message("“{file}” is not a possible file name. Choose another one.", file=shown(asked)), asked) from error
    except OSError as error:
        raise writing_failed(asked, error) from error


def _target(asked: Path, real: Path) -> os.stat_result | None:
    """The status of the file to be replaced, or ``None`` for a new one; refuses what must not be replaced."""
    try:
        old = real.stat()
    except FileNotFoundError:
        if not real.parent.exists():
            raise
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(old.st_mode):
        raise SaveError(
            Message("“{file}” was not saved: it is a device, not an ordinary file. Save it under another name.", file=shown(asked)),
            asked,
        )
    # Renaming over a write-protected file would succeed wherever the folder is writable; root may write everything.
    if not old.st_mode & 0o222 or not os.access(real, os.W_OK):
        if sys.platform != "win32" and os.statvfs(real).f_flag & os.ST_RDONLY:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        raise SaveError(
            Message(
                "“{file}” was not saved: the file is write-protected. Save it under another name.",
                file=shown(asked),
            ),
            asked,
        )
    return old


def temporary_beside(path: Path) -> Path:
    """A name for a temporary file in the folder of ``path``, short enough for every disk."""
    return path.parent / f"{_PREFIX}{secrets.token_hex(4)}{_SUFFIX}"


def written_beside(path: Path, data: bytes) -> Path:
    """Write ``data`` whole under a temporary name beside ``path`` (beside the real file, where that is a link), which keeps what it
    holds; gives the temporary file. Raises ``OSError``, and :class:`~.errors.SaveError` for a ``path`` that must not be replaced."""
    real = Path(os.path.realpath(path))
    temporary, _status = _written(real, data, _target(path, real))
    return temporary


def moved_over(temporary: Path, real: Path) -> None:
    """Give a temporary file its name, over what is there, and make that last. Raises ``OSError``."""
    _put_over(temporary, real)
    flush_folder(real.parent)


def _replace(real: Path, data: bytes, old: os.stat_result | None) -> os.stat_result:
    temporary, status = _written(real, data, old)
    try:
        _put_over(temporary, real)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    flush_folder(real.parent)
    return real.stat() if sys.platform == "win32" else status


def _written(real: Path, data: bytes, old: os.stat_result | None) -> tuple[Path, os.stat_result]:
    """A new temporary file with ``data`` and the owner and mode of the ``old`` one; it is gone again when that fails."""
    _sweep(real.parent)
    temporary = temporary_beside(real)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # Beside a file that others may not read there is no moment in which they could.
    handle = os.open(temporary, flags, 0o666 if old is None else 0o600)
    try:
        try:
            view = memoryview(data)
            while view:
                done = os.write(handle, view)
                if not done:  # a disk that takes nothing and does not say why
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                view = view[done:]
            if old is not None:
                _dress(handle, real, old)
            flush(handle)
            status = os.fstat(handle)
        finally:
            os.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary, status


def flush(handle: int) -> None:
    """Bring a file to the disk; a network share that cannot say so has at least taken it."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise


def _dress(handle: int, real: Path, old: os.stat_result) -> None:
    """Give the new file the owner, group, mode, access list and tags of the old one at ``real``, as far as we may.

    Who may not give a file away may still give it to a group of their own: in a shared folder colleagues go on saving. Where group or
    access list cannot be kept nobody gets in by that: the group may then do no more than everybody.
    """
    if sys.platform == "win32":
        return
    new, mode = os.fstat(handle), stat.S_IMODE(old.st_mode)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        for owner in (old.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, old.st_gid)
                break
    listed = _marked(handle, real)
    if not listed or os.fstat(handle).st_gid != old.st_gid:
        mode &= ~0o070 | (mode & 0o007) << 3
    with contextlib.suppress(OSError):
        os.fchmod(handle, mode)


def _marked(handle: int, real: Path) -> bool:
    """Give the new file the tags of the old one at ``real`` and its access list, which no default of the folder may replace; gives
    whether the list is the same."""
    if not hasattr(os, "listxattr"):
        return True
    try:
        names = os.listxattr(real)
        if _ACL not in names and _ACL in os.listxattr(handle):
            os.removexattr(handle, _ACL)
    except OSError:
        return True  # a disk that knows neither
    listed = True
    for name in names:
        if name == _ACL or name.startswith("user."):
            try:
                os.setxattr(handle, name, os.getxattr(real, name))
            except OSError:
                listed = listed and name != _ACL
    return listed


def _put_over(source: Path, target: Path) -> None:
    """Give a file another's name; on a share that lets no name be taken from another file, that one makes room first."""
    try:
        rename(source, target)
    except OSError as error:
        if error.errno not in _NOT_OVER or not os.path.lexists(target):
            raise
        # WORKAROUND: some shares refuse to rename over a file (EEXIST, EACCES). Between the two steps the old file is whole under
        # another name, that a person can see, and so it stays should the power go just then.
        spare = _spare(target)
        try:
            target.rename(spare)
        except OSError:
            raise error from None
        try:
            source.rename(target)
        except BaseException:
            spare.rename(target)
            raise
        with contextlib.suppress(OSError):
            spare.unlink()


def _spare(path: Path) -> Path:
    """A name for the old file while the new one takes its place."""
    name = f"{path.name}.old-{secrets.token_hex(2)}"
    return path.with_name(name if len(os.fsencode(name)) <= _LONGEST else f"{_PREFIX}{secrets.token_hex(4)}.old")


def rename(source: Path, target: Path) -> None:
    """Give a file the name of another one, over it. Raises ``OSError``."""
    # WORKAROUND: on Windows virus scanners and cloud folders hold a new file for a moment and the rename is refused
    # (winerror 5, 32, 33); measured elsewhere as one in twenty-five replaces. Waiting up to 1.6 s makes it none.
    patience = 0.05
    number = _number(source)
    while True:
        try:
            source.replace(target)
            return
        except OSError as error:
            # A network file system asks twice when an answer is lost: the second time there is nothing left to rename.
            if isinstance(error, FileNotFoundError) and number is not None and _number(source) is None and _number(target) == number:
                return
            if getattr(error, "winerror", None) not in (5, 32, 33) or patience > 0.9:
                raise
            time.sleep(patience)
            patience *= 2


def _number(path: Path) -> tuple[int, int] | None:
    """By what a disk knows a file, whatever it is called."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut. Not every file system can; the file is whole either way."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove our own temporary files that a crash left behind more than a day ago."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        limit = time.time() - _DAY
        for entry in entries:
            if not (entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)):
                continue
            with contextlib.suppress(OSError):
                if (
                    entry.is_file(follow_symlinks=False)
                    and entry.stat(follow_symlinks=False).st_mtime < limit
                ):
                    Path(entry.path).unlink()

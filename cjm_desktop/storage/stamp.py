"""How a file looked when we last read or wrote it, so that nobody's newer work is overwritten unasked.

Contract: :meth:`Stamp.of_bytes` remembers a file right after reading or writing it; :meth:`Stamp.still_matches`
tells later whether the file on disk is still that one. Time, size and inode are compared first; only when they
differ is the content read and its hash compared, because copying tools, cloud folders and ``touch`` change the
time and not the text. A time in whole seconds is that of a disk or share that knows no finer ones: there the content
is compared too, since a file may be written twice within one second. A file that has vanished counts as unchanged:
there is nothing of anybody's left to overwrite. But where its folder is on another disk now, a stick was pulled out and
left the empty place where it stood: what is saved there is hidden as soon as the stick is back.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

#: No journey is larger (bytes), as :mod:`.reading` has it with room to spare.
_MOST = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stamp:
    """Modification time in nanoseconds, size in bytes (-1: not known), inode, SHA-256 of the content, and which disk it is on
    (0: not known)."""

    mtime_ns: int
    size: int
    inode: int
    digest: str
    disk: int = 0

    @classmethod
    def of_bytes(cls, data: bytes, status: os.stat_result, path: Path | None = None) -> Stamp:
        """The stamp of a file whose content and status have just been read, at ``path``."""
        return cls(status.st_mtime_ns, len(data), status.st_ino, hashlib.sha256(data).hexdigest(), disk_of(path) if path else 0)

    def still_matches(self, path: Path) -> bool:
        """Whether the file at ``path`` still holds what it held. Raises ``OSError`` when that cannot be found out, ``ENODEV``
        where the file's disk is gone."""
        try:
            status = path.stat()
        except FileNotFoundError:
            if is_pulled(path, self.disk):
                raise OSError(errno.ENODEV, os.strerror(errno.ENODEV)) from None
            return True
        same = (status.st_mtime_ns, status.st_size, status.st_ino) == (self.mtime_ns, self.size, self.inode)
        if same and status.st_mtime_ns % 1_000_000_000:
            return True
        # Of what is only remembered by its content the size is not known.
        sized = status.st_size == self.size if self.size >= 0 else bool(self.digest) and status.st_size <= _MOST
        if not sized or not stat.S_ISREG(status.st_mode):
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.digest


def is_pulled(path: Path, disk: int) -> bool:
    """Whether a file that was on ``disk`` (0: not known) is gone with it, and left the empty place where that stood."""
    return bool(disk) and not os.path.exists(path) and disk_of(path) not in (0, disk)


def disk_of(path: Path) -> int:
    """Which disk the folder of a file is on; 0 where there is no such folder. A file itself may tell of another one, as in layered
    file systems."""
    try:
        return Path(os.path.realpath(path)).parent.stat().st_dev
    except OSError:
        return 0

"""What became of a file behind our back: written by another program, called something else, gone.

Contract. A :class:`Watcher` knows a file and how it was when it was last read or saved here; each :meth:`Watcher.look` asks the disk once
and gives a :class:`Sight`. The same sight comes back as the same object as long as nothing happens, and costs one ``stat``. Shares tell
nobody what happens on them, so that looking is all there is. Nothing is written and nothing raised.

* A file that holds the same bytes is the same, whatever its times say. Times are coarse (two seconds on FAT): a file whose time and
  size have not changed is read once more when :data:`SETTLED` seconds have passed, for it may have been written twice within one tick.
* A file that is not there is *gone* when two looks have not found it: many programs save by putting another in its place. The same file
  under another name in the same folder (its number on the disk, and what it held) has *moved*; what network file systems call a file
  that somebody still reads (``.nfs…``) has not.
* What is no journey, half a file for instance, counts when two looks have found the same: somebody may be writing it.
* A folder, disk or share that is not there is *away*; so is one of which only the empty place is left.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cjm_desktop.document import Message, Problem

from .envelope import SUFFIX
from .errors import OpenError
from .reading import Opened, opened_of, read_file
from .stamp import Stamp, is_pulled

#: Seconds after which a time on a disk is another one: two are those of FAT, and the rest is the clock's.
SETTLED = 3.0
#: Names in a folder that are looked at when a file is searched.
_MOST_NAMES = 5_000


class Fate(Enum):
    """What became of a file."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"
    AWAY = "away"


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """One look. ``stamp`` is how the file is now, where it is (changed or moved; of one that is the same: where the disk is
    another one now, or no more than its content was known, and it is to be known by this from now on); ``path`` where it has
    moved to. Of a changed file ``opened`` is what it holds, or ``reason`` says why that cannot be read; ``when`` is its time (seconds since
    1970)."""

    fate: Fate
    stamp: Stamp | None = None
    opened: Opened | None = None
    reason: Message | None = None
    #: What is wrong in a journey that is not sound.
    problems: tuple[Problem, ...] = ()
    path: Path | None = None
    when: float = 0.0
    #: The name that is known is that of a link, and what it led to has moved.
    linked: bool = False


_SAME, _GONE, _AWAY = Sight(Fate.SAME), Sight(Fate.GONE), Sight(Fate.AWAY)


class Watcher:
    """Watches one file since it was read or saved."""

    def __init__(self, path: Path, stamp: Stamp, clock: Callable[[], float] = time.monotonic) -> None:
        """``stamp`` is how the file was then; an invented one (of a file only known by its digest) will do."""
        self.path, self.stamp = path, stamp
        # Where it can be found again: beside the real file, under the name of its folder that the person knows.
        self._home = Path(os.path.realpath(path)) if path.is_symlink() else path
        self._clock = clock
        #: The last sight, how the file looked then, when that was first seen, and whether it was read again since.
        self._last = _SAME
        self._signature = (stamp.mtime_ns, stamp.size, stamp.inode)
        # As the file itself tells it, which may be another one than its folder's; a stick may come back as another one.
        self._disk: int | None = None
        self._since = clock()
        self._settled = False
        self._missed = False
        #: The digest of something that is no journey, and was seen once.
        self._doubt = ""

    def look(self) -> Sight:
        """What the disk says now."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return self._lost()
        except NotADirectoryError:
            return self._told(_AWAY)
        except (OSError, ValueError):
            return self._unreachable()
        self._missed = False
        signature = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self._last.fate in (Fate.SAME, Fate.CHANGED) and signature == self._signature and self._disk in (None, status.st_dev)
        self._disk = status.st_dev
        if known and (self._settled or self._clock() - self._since < SETTLED):
            return self._last
        if not stat.S_ISREG(status.st_mode):
            return self._told(_GONE)
        if known:
            self._settled = True
        else:
            self._signature, self._since, self._settled = signature, self._clock(), False
        return self._told(self._read())

    # ------------------------------------------------------------------ inside

    def _told(self, sight: Sight) -> Sight:
        """The sight, as the object it was before if it is that."""
        last = self._last
        if last is sight:
            return last
        same = last.fate is sight.fate and last.path == sight.path and (last.stamp and last.stamp.digest) == (
            sight.stamp and sight.stamp.digest
        )
        if sight.fate is Fate.SAME:
            same = same and last.stamp == sight.stamp
        if not same:
            self._last = sight
        return self._last

    def _read(self) -> Sight:
        try:
            data, status = read_file(self.path)
        except OpenError as error:
            if not self.stamp.digest:
                return _SAME  # it could not be read then either
            return Sight(Fate.CHANGED, Stamp(0, -1, 0, ""), reason=error.message)
        stamp = Stamp.of_bytes(data, status, self.path)
        if stamp.digest == self.stamp.digest:
            known = self.stamp.size >= 0 and stamp.disk == self.stamp.disk
            return _SAME if known else Sight(Fate.SAME, stamp)
        last = self._last
        if last.fate is Fate.CHANGED and last.stamp is not None and last.stamp.digest == stamp.digest:
            return last
        try:
            return Sight(Fate.CHANGED, stamp, opened_of(data, status, self.path), when=status.st_mtime)
        except OpenError as error:
            if self._doubt != stamp.digest:
                # Somebody may be writing it just now: it is read again at the next look.
                self._doubt = stamp.digest
                self._signature = (0, -1, 0)
                return self._last
            return Sight(Fate.CHANGED, stamp, reason=error.message, problems=error.problems, when=status.st_mtime)

    def _lost(self) -> Sight:
        """It is not there: since the last look already, and where to?"""
        if not self._missed:
            self._missed = True
            return self._last
        moved = self._found()
        if moved is not None:
            return self._told(moved)
        try:
            there = self._home.parent.is_dir()
        except OSError:
            there = False
        # A stick that was pulled out may leave the empty folder where it stood, on another disk.
        return self._told(_GONE if there and not is_pulled(self.path, self.stamp.disk) else _AWAY)

    def _unreachable(self) -> Sight:
        """The disk reports an error, a share does not answer: once may be chance."""
        if not self._missed:
            self._missed = True
            return self._last
        return self._told(_AWAY)

    def _found(self) -> Sight | None:
        """The file under another name in its folder."""
        last = self._last
        if last.fate is Fate.MOVED and last.path is not None and last.stamp is not None:
            with contextlib.suppress(OSError):
                if last.path.stat().st_ino == last.stamp.inode:
                    return last
        with contextlib.suppress(OSError), os.scandir(self._home.parent) as entries:
            for _, entry in zip(range(_MOST_NAMES), entries, strict=False):
                if not entry.name.lower().endswith(SUFFIX) or entry.name.startswith("."):
                    continue
                with contextlib.suppress(OSError, OpenError):
                    # What the folder itself says of it is not enough on Windows.
                    status = Path(entry.path).lstat()
                    if status.st_ino != self._signature[2] or not stat.S_ISREG(status.st_mode):
                        continue
                    # Numbers are used again, soon on some disks.
                    data, status = read_file(Path(entry.path))
                    stamp = Stamp.of_bytes(data, status, Path(entry.path))
                    if stamp.digest == self.stamp.digest:
                        return Sight(Fate.MOVED, stamp, path=self._home.with_name(entry.name), linked=self._home != self.path)
        return None

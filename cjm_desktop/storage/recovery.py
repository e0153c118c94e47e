"""Recovery copies: what was not saved yet, kept away from the user's files so that nothing of it is lost.

Contract. In a private folder of the platform's state (:func:`recovery_folder`) every open document with unsaved work has these files:

* ``TOKEN.cjm``: an ordinary journey file that a person could open, with an object ``recovery`` beside the journey (the document's
  file or none, the digest of what that file held, when, and what stood in a line not entered yet);
* ``TOKEN.damaged`` (to :data:`MOST_DAMAGED` of them): the copy as it was found, where it could not be read as a whole and somebody goes on
  with what could; it goes with the copy, when the work was saved or thrown away;
* ``TOKEN.lock``: held open under a lock of the operating system as long as the process lives. However the process ends, the lock
  is gone with it and the copy is an orphan, at once and never before. Process numbers are not trusted: they are used again.

:class:`Entry` is such a pair in this process's hands, its lock taken. A copy is written whole or not at all, readable for its owner
only, and no link is followed. What is found may be anything: it is bounded, and what cannot be read is told as
:class:`~.errors.OpenError` and left alone. An entry that was put aside (:meth:`Entry.keep`) says so to the next one who finds it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeGuard

from pydantic_core import from_json

from cjm_desktop.document import Journey, Message, clean_line

from .copy_text import RECOVERY, CopyText
from .envelope import beside_of
from .errors import OpenError, SaveError, TooNew, Unreadable, keeping_failed, shown
from .moments import seconds_of
from .private import (
    AT_ONCE,
    PLAIN,
    TEMPORARY,
    is_ours,
    locked,
    made,
    opened,
    path_of,
    path_tree,
    put,
    said,
    state_folder,
)
from .reading import MAX_BYTES, parse, read_file
from .salvage import Salvaged, salvaged_of

_TOKEN = re.compile(r"[0-9a-f]{16}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COPY, _LOCK = ".cjm", ".lock"
_KEPT = b"kept\n"
_DAMAGED = ".damaged"
#: Damaged copies of one document that are kept beside what was restored of them.
MOST_DAMAGED = 3
# The object beside the journey adds this much at most.
_MORE_BYTES = 1024 * 1024
#: As many characters as a line that words are typed into takes.
_LONGEST_LINE = 32_767
#: Entries that are looked at, the newest ones first.
MOST = 100


def recovery_folder() -> Path:
    """Where all of this user's recovery copies are. It need not be there yet."""
    return state_folder() / "recovery"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from: its file (``None``: it has none yet), the SHA-256 of what that held (empty: not known), what
    stood ``beside`` the journey in it and is only kept, and which ``disk`` the file is on (0: not known, as in copies of versions that
    did not remember it)."""

    path: Path | None = None
    digest: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)
    disk: int = 0


@dataclass(frozen=True, slots=True)
class Recovered:
    """What an entry holds: the journey, where it belongs, when it was written (seconds since 1970), and ``line``, what stood in a line
    that was not entered yet. ``damaged`` is what was lost, where the copy could not be read as a whole."""

    journey: Journey
    origin: Origin
    when: float
    line: str = ""
    damaged: Salvaged | None = None


class Entry:
    """A recovery copy in the hands of this process: its lock is taken until :meth:`close`, :meth:`keep` or :meth:`end`."""

    def __init__(self, folder: Path, token: str, handle: int, *, kept: bool = False) -> None:
        """Use :func:`begin` or :func:`orphans`."""
        self._folder, self.token, self._handle = folder, token, handle
        #: Somebody was asked about it before and put it aside.
        self.kept = kept
        self._text = CopyText()
        # The copy that is there could not be read as a whole: it is not to be written over.
        self._damaged = False

    @property
    def path(self) -> Path:
        """The copy."""
        return self._folder / f"{self.token}{_COPY}"

    @property
    def written(self) -> bool:
        """Whether there is a copy."""
        return os.path.lexists(self.path)

    @property
    def when(self) -> float:
        """When the copy was written, by its file (seconds since 1970); now when that is not known."""
        try:
            return self.path.lstat().st_mtime
        except OSError:
            return time.time()

    def write(self, journey: Journey, origin: Origin, line: str = "", *, patient: bool = False) -> None:
        """Write the copy, whole or not at all. Raises :class:`~.errors.SaveError`; the copy before is there then, if the folder is."""
        data = self._text.of(journey, _about(origin, line), origin.beside, patient=patient)
        try:
            if not self._still_ours():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._set_aside()
            put(self.path, data, f"{self.token}-")
        except OSError as error:
            raise keeping_failed(self.path, error) from error
        if self.kept:
            # Somebody works on it again: should this process end as the one before did, it is to be offered again.
            self.kept = False
            self._mark(_own_mark())

    def read(self) -> Recovered:
        """What the copy holds; of a damaged one what can be read, with what was lost. Raises :class:`~.errors.OpenError` where nothing
        can be, and for one of a newer program."""
        try:
            status = self.path.lstat()
        except OSError:
            status = None
        if status is not None and not stat.S_ISREG(status.st_mode):
            raise Unreadable(Message("“{file}” is a device, not an ordinary file.", file=shown(self.path)), self.path)
        data, status = read_file(self.path, MAX_BYTES + _MORE_BYTES)
        try:
            journey, _version = parse(data, self.path)
        except TooNew:
            raise
        except OpenError:
            rest = salvaged_of(data)
            if rest is None:
                raise
            self._damaged = True
            return _recovered(rest.journey, dict(rest.recovery), {}, status.st_mtime, rest)
        tree = from_json(data.removeprefix(b"\xef\xbb\xbf"))
        about = tree.get(RECOVERY)
        return _recovered(journey, about if isinstance(about, dict) else {}, beside_of(tree), status.st_mtime)

    def _asides(self) -> list[Path]:
        """Where damaged copies are, or could be."""
        return [self._folder / f"{self.token}{_DAMAGED}{number or ''}" for number in range(MOST_DAMAGED)]

    def _set_aside(self) -> None:
        """Keep a damaged copy under another name before it is written over. Raises ``OSError``."""
        if not self._damaged:
            return
        free = next((place for place in self._asides() if not os.path.lexists(place)), None)
        if free is not None:
            with opened(self.path) as handle, os.fdopen(os.dup(handle), "rb") as file:
                data = file.read(MAX_BYTES + _MORE_BYTES)
            put(free, data, f"{self.token}-")
        self._damaged = False

    def remove(self) -> None:
        """The copy goes: what it held is saved or refused. Raises :class:`~.errors.SaveError` when it stays."""
        try:
            self.path.unlink(missing_ok=True)
            for place in self._asides():
                place.unlink(missing_ok=True)
        except OSError as error:
            raise keeping_failed(self.path, error) from error

    def end(self) -> None:
        """The copy and its lock go for good. What cannot be removed stays, without a word: nothing is lost by it."""
        with contextlib.suppress(SaveError):
            self.remove()
        self.close()

    def keep(self) -> None:
        """Let go of it; whoever finds it next learns that it was put aside."""
        self._mark(_KEPT)
        self.kept = True
        self.close()

    def _mark(self, text: bytes) -> None:
        """Write into the lock file."""
        with contextlib.suppress(OSError):
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.ftruncate(self._handle, 0)
            os.write(self._handle, text)

    def close(self) -> None:
        """Let go of it: a copy that is there is an orphan from now on; where there is none, nothing is left. A second call does
        nothing."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        lock = self._folder / f"{self.token}{_LOCK}"
        alone = not self.written
        if alone and sys.platform != "win32":
            with contextlib.suppress(OSError):
                lock.unlink()
        os.close(handle)
        if alone and sys.platform == "win32":  # an open file cannot be removed there
            with contextlib.suppress(OSError):
                lock.unlink()

    def _still_ours(self) -> bool:
        """Whether the lock is still the one in the folder: a folder that was emptied must not get a copy that nobody guards."""
        if self._handle < 0:
            return False
        try:
            return os.path.samestat(os.fstat(self._handle), os.lstat(self._folder / f"{self.token}{_LOCK}"))
        except OSError:
            return False


def begin(folder: Path | None = None) -> Entry:
    """A new entry without a copy yet; makes the folder. Raises :class:`~.errors.SaveError` when that cannot be."""
    place = folder if folder is not None else recovery_folder()
    try:
        made(place)
        while True:
            token = secrets.token_hex(8)
            handle = _claimed(place, token, new=True)
            if handle is not None:
                return Entry(place, token, handle)
    except OSError as error:
        raise keeping_failed(place, error) from error


def orphans(folder: Path | None = None) -> list[Entry]:
    """The entries that no living process holds, each with its lock taken for this one, the newest copies first; at most :data:`MOST`.

    What ended processes left behind without a copy is removed on the way. Somebody else's folder, or none, has none.
    """
    place = folder if folder is not None else recovery_folder()
    try:
        if not is_ours(place):
            return []
        names = os.listdir(place)
    except OSError:
        return []
    found: list[Entry] = []
    for token in sorted({name.partition(".")[0] for name in names if name.endswith((_COPY, _LOCK))}):
        if not _TOKEN.fullmatch(token):
            continue
        try:
            handle = _claimed(place, token)
        except OSError:
            continue
        if handle is None:
            continue
        entry = Entry(place, token, handle, kept=_was_kept(handle))
        _sweep(place, names, token)
        if entry.written:
            found.append(entry)
        else:
            entry.close()
    found.sort(key=lambda entry: entry.when, reverse=True)
    for entry in found[MOST:]:
        entry.close()
    return found[:MOST]


# ------------------------------------------------------------------------------------------------ the locks


def _claimed(folder: Path, token: str, *, new: bool = False) -> int | None:
    """The handle of a token's lock file, locked; ``None`` when somebody else holds it. Raises ``OSError``."""
    path = folder / f"{token}{_LOCK}"
    flags = os.O_RDWR | os.O_CREAT | PLAIN | AT_ONCE
    try:
        handle = os.open(path, flags | (os.O_EXCL if new else 0), 0o600)
    except FileExistsError:
        return None
    try:
        status = os.fstat(handle)
        taken = stat.S_ISREG(status.st_mode) and locked(handle, new=new)
        # Its owner may have removed it between our opening and our locking it: then the lock guards nothing.
        if taken and os.path.samestat(status, os.lstat(path)):
            if new:
                os.write(handle, _own_mark())
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _own_mark() -> bytes:
    """What stands in the lock file of a document that is open."""
    return f"{os.getpid()}\n".encode()


def _was_kept(handle: int) -> bool:
    try:
        return said(handle) == _KEPT
    except OSError:
        return False


def _sweep(folder: Path, names: list[str], token: str) -> None:
    """Remove what a token's process was writing when it ended."""
    for name in names:
        if name.startswith(f".{token}-") and name.endswith(TEMPORARY):
            with contextlib.suppress(OSError):
                (folder / name).unlink()


# ------------------------------------------------------------------------------------------------ the object beside the journey


def _about(origin: Origin, line: str) -> dict[str, Any]:
    about: dict[str, Any] = {}
    if origin.path is not None:
        about |= path_tree(origin.path)
    if origin.digest:
        about["digest"] = origin.digest
    if origin.disk:
        about["disk"] = origin.disk
    about["when"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    if line:
        about["line"] = clean_line(line)
    return about


def _recovered(
    journey: Journey, about: dict[str, Any], beside: dict[str, Any], written: float, damaged: Salvaged | None = None
) -> Recovered:
    """What is said beside a journey, as far as it makes sense: a journey is worth having without it."""
    digest, line, disk = about.get("digest"), about.get("line"), about.get("disk")
    when = seconds_of(about.get("when"))
    sound = isinstance(digest, str) and _DIGEST.fullmatch(digest)
    return Recovered(
        journey,
        Origin(path_of(about), digest if sound and isinstance(digest, str) else "", beside, disk if _is_disk(disk) else 0),
        written if when is None else when,
        clean_line(line[:_LONGEST_LINE]) if isinstance(line, str) else "",
        damaged,
    )


def _is_disk(found: object) -> TypeGuard[int]:
    """Whether this can be the number of a disk."""
    return type(found) is int and 0 < found < 1 << 64

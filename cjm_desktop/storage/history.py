"""Dated versions of each document, kept away from it, so that what was saved over is not lost.

Contract. In a private folder of the platform's state, beside the recovery copies (:func:`history_folder`), every document that was saved
has a folder with a file for each version: a line that tells about it, and the bytes of its journey file, packed whole or as what differs
from one that is packed whole (:mod:`.delta`). No version needs more than one other, each says the SHA-256 of what comes out, and what
does not come out that way is damaged: told as :class:`~.errors.OpenError`, never half of it given, the others untouched. All is readable
for its owner only, no link is followed, and what is read is bounded.

A history belongs to a path. No mark in the journey file ties them: it would travel with every copy and every mail, and two files with one
mark would share one history. It follows its document all the same (:meth:`Archive.of`): a file whose very bytes are a version of a
document that is not at its place any more was renamed or moved, and takes that history with it. While the other file is still there, or
its disk is not (a stick that was pulled out), it is a copy: its own history begins by telling where it comes from, and the other one stays.

Versions are thinned (:mod:`.thinning`), and all histories together have :data:`MOST_BYTES`: the oldest of what is kept for months goes
first, the newest version of a document never.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from cjm_desktop.document import Journey, Message

from .delta import made_from, told_from
from .errors import OpenError, Unreadable, keeping_failed
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
    state_folder,
)
from .reading import MAX_BYTES, parse_whole, read_file
from .stamp import disk_of
from .thinning import kept, monthly
from .version_line import ENDING, damaged, head_of, is_digest, is_time, name_of, when_of

#: Most bytes of all histories together.
MOST_BYTES = 256 * 1024 * 1024
#: Most versions of one document that are looked at, the newest ones.
MOST = 2_000
#: Most documents whose histories are looked at.
_MOST_DOCUMENTS = 5_000
#: A version is packed as a difference when that takes less than this share of the whole.
_WORTH = 0.125
_LINE = 4_096
_ABOUT, _LOCK = "about.json", "lock"
#: A version, and one that was let go but that others still differ from.
_ENDING, _BASE = ENDING, ".base"
_FOLDER = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[0-9]{15}-[0-9a-f]{8}(?:\.version|\.base)")
#: How often, and how long apart (s), somebody else's hand on a history is waited for.
_TRIES, _PAUSE = 40, 0.05
#: A day (s): a clock that is further ahead was wrong, and a file that is written for longer is given up.
_CLOCK = 86_400.0
#: For so long (s) versions differ from one that is packed whole; then another is.
_DAY = 86_400.0


class Why(StrEnum):
    """What a version was kept for."""

    #: The document was saved.
    SAVED = "saved"
    #: How the file was when it was opened, before it was first saved over.
    OPENED = "opened"
    #: What the file held, and what this program could not read: a newer one had written it, or it was damaged.
    UNREAD = "unread"
    #: How the document stood before its file was loaded again,
    REVERTED = "reverted"
    #: before an older version was restored,
    RESTORED = "restored"
    #: before what two people did was merged.
    MERGED = "merged"


#: What a version was kept for, in words.
REASONS: Mapping[Why, Message] = {
    Why.SAVED: Message("Saved"),
    Why.OPENED: Message("As the file was before"),
    Why.UNREAD: Message("The file before; not readable here"),
    Why.REVERTED: Message("Before the file was loaded again"),
    Why.RESTORED: Message("Before a version was restored"),
    Why.MERGED: Message("Before two versions were merged"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when it was kept (seconds since 1970), why, the SHA-256 of its bytes and of the ``file`` it was read from (the same,
    unless the file was written otherwise), how many touchpoints it has, and how many bytes it takes here."""

    when: float
    why: Why
    digest: str
    file: str
    touchpoints: int
    size: int
    name: str
    base: str = ""
    #: What tells about it cannot be read: only its time is known.
    damaged: bool = False

    def holds(self, digest: str) -> bool:
        """Whether a file of this digest was this version."""
        return digest in (self.digest, self.file)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a history begins: the document it was copied from, or saved as another, and when."""

    path: Path
    when: float


def history_folder() -> Path:
    """Where all histories are. It need not be there yet."""
    return state_folder() / "history"


class Archive:
    """The history of one document. Made by :meth:`of`; nothing is written before :meth:`add`."""

    def __init__(self, path: Path, root: Path | None = None) -> None:
        """``root`` is where histories are, if not where all of this user's are."""
        self.path = Path(os.path.realpath(path))
        self._root = root if root is not None else history_folder()
        self._place = self._root / _key(self.path)

    @classmethod
    def of(cls, path: Path, digest: str = "", root: Path | None = None) -> Archive:
        """The history of the document at ``path``. ``digest`` is the SHA-256 of what it holds: a document without a history may have
        been renamed or moved, and then its history comes along."""
        archive = cls(path, root)
        if digest and not archive._place.is_dir():
            other = archive._ancestor(digest)
            if other is not None and other._gone():
                archive._take_over(other)
        return archive

    # ------------------------------------------------------------------ what there is

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions, the oldest first; none where the store is somebody else's or not there. Damaged lines are passed over."""
        found: list[Version] = []
        for name in self._names():
            version = self._told(name)
            if version is not None:
                found.append(version)
        return tuple(found)

    @property
    def listed(self) -> tuple[Version, ...]:
        """All versions with those that are damaged, the oldest first: what is shown to people, who shall know that there was one."""
        return tuple(self._told(name) or _torn(name) for name in self._names())

    @property
    def newest(self) -> Version | None:
        """The newest version."""
        return next(filter(None, map(self._told, reversed(self._names()))), None)

    @property
    def origin(self) -> Origin | None:
        """The document that this one was copied from or saved as another of, if it was."""
        about = self._about().get("origin")
        if not isinstance(about, dict):
            return None
        path, when = path_of(about), about.get("when")
        return Origin(path, float(when)) if path is not None and when is not None and is_time(when) else None

    def find(self, digest: str) -> Version | None:
        """The newest version that a file of this SHA-256 was: the common ground of two who went on from it."""
        return next((version for version in reversed(self.versions) if digest and version.holds(digest)), None)

    def data(self, version: Version) -> bytes:
        """The journey file that a version was. Raises :class:`~.errors.OpenError` when it is damaged or gone, and is not to be had of a
        version with the same bytes or of the document's own file either."""
        try:
            return self._unpacked(version)
        except OpenError:
            for other in self.versions:
                if other.digest == version.digest and other.name != version.name:
                    with contextlib.suppress(OpenError):
                        return self._unpacked(other)
            with contextlib.suppress(OpenError):
                there = read_file(self.path)[0]
                if hashlib.sha256(there).hexdigest() == version.digest:
                    return there
            raise

    def _unpacked(self, version: Version) -> bytes:
        """What is packed as a version. Raises :class:`~.errors.OpenError`."""
        place = self._place / version.name
        packed, head = self._packed(version.name)
        base = head.get("base", "")
        try:
            plain = _unpacked(packed)
            if base:
                key = self._whole(base)
                if key is None:
                    raise ValueError("what it differs from is gone")
                plain = made_from(key, plain, MAX_BYTES)
        except (ValueError, zlib.error) as error:
            raise damaged(place) from error
        if hashlib.sha256(plain).hexdigest() != version.digest:
            raise damaged(place)
        return plain

    def journey(self, version: Version) -> Journey:
        """The journey that a version holds, of whatever format it was. Raises :class:`~.errors.OpenError`."""
        return self.opened(version)[0]

    def opened(self, version: Version) -> tuple[Journey, Mapping[str, Any]]:
        """As :meth:`journey`, with what stood beside it in the file."""
        return parse_whole(self.data(version), self._place / version.name)

    # ------------------------------------------------------------------ changes

    def add(
        self, data: bytes, touchpoints: int, why: Why = Why.SAVED, *, file: str = "", when: float | None = None, origin: Path | None = None
    ) -> Version | None:
        """Keep a journey file as a version; ``None`` when it is what the newest one is. Thins what is there.

        ``file`` is the SHA-256 of the file it was read from, where that was written otherwise. ``origin`` is the document this one was
        saved as another of, told where the history begins with it. Raises :class:`~.errors.SaveError`; what was there is there then.
        """
        digest = hashlib.sha256(data).hexdigest()
        try:
            made(self._root)
            fresh = not self._place.is_dir()
            made(self._place)
            with self._alone() as alone:
                if fresh or not self._about():
                    self._introduce(digest, file, origin)
                else:
                    self._note_disk()
                now = time.time()
                if alone:
                    self._bring_back(max(now, when or 0.0))
                newest = self.newest
                if newest is not None and newest.digest == digest:
                    if alone and not self._is_whole(newest):
                        self._write(data, digest, touchpoints, newest.why, file or digest, newest.when, alone=False, name=newest.name)
                    return None
                moment = when if when is not None else now
                # What is done last stays last, in whatever steps the clock goes.
                if when is None and newest is not None and moment <= newest.when:
                    moment = newest.when + 0.001
                version = self._write(data, digest, touchpoints, why, file or digest, moment, alone=alone)
                if alone:
                    self._thin(moment)
                return version
        except OSError as error:
            raise keeping_failed(self._place, error, earlier=True) from error

    def throw_away(self) -> None:
        """The whole history of the document goes. Raises :class:`~.errors.SaveError` when something stays."""
        if not is_ours(self._place):
            return
        try:
            with self._alone():
                for name in os.listdir(self._place):
                    if name != _LOCK:
                        (self._place / name).unlink(missing_ok=True)
            # Not before it is let go: an open file cannot be removed on Windows.
            (self._place / _LOCK).unlink(missing_ok=True)
            self._place.rmdir()
        except OSError as error:
            raise keeping_failed(self._place, error, earlier=True) from error

    # ------------------------------------------------------------------ inside: versions

    def _names(self, *endings: str) -> list[str]:
        """The files of versions, the oldest first."""
        if not is_ours(self._root) or not is_ours(self._place):
            return []
        try:
            names = [name for name in os.listdir(self._place) if name.endswith(endings or _ENDING) and _NAME.fullmatch(name)]
        except OSError:
            return []
        return sorted(names)[-MOST:]

    def _told(self, name: str) -> Version | None:
        """What the first line of a version's file says; ``None`` where that makes no sense."""
        try:
            with opened(self._place / name) as handle:
                size = os.fstat(handle).st_size
                head = head_of(os.read(handle, _LINE).partition(b"\n")[0])
        except (OSError, ValueError):
            return None
        return _version(head, name, size)

    def _packed(self, name: str) -> tuple[bytes, dict[str, Any]]:
        """What is packed in a version's file, and its first line. Raises :class:`~.errors.OpenError`."""
        place = self._place / name
        try:
            with opened(place) as handle, os.fdopen(os.dup(handle), "rb") as file:
                data = file.read(MAX_BYTES + _LINE + 1)
            line, _end, packed = data.partition(b"\n")
            if len(data) > MAX_BYTES + _LINE:
                raise ValueError("too long")
            return packed, head_of(line)
        except OSError as error:
            raise Unreadable(Message("This version is not there any more."), place) from error
        except ValueError as error:
            raise damaged(place) from error

    def _whole(self, digest: str) -> bytes | None:
        """The bytes of a version that is packed whole."""
        for name in reversed(self._names(_ENDING, _BASE)):
            version = self._told(name)
            if version is not None and version.digest == digest and not version.base:
                with contextlib.suppress(OpenError, zlib.error, ValueError):
                    plain = _unpacked(self._packed(name)[0])
                    if hashlib.sha256(plain).hexdigest() == digest:
                        return plain
        return None

    def _write(
        self, data: bytes, digest: str, touchpoints: int, why: Why, file: str, when: float, *, alone: bool, name: str = ""
    ) -> Version:
        """Write a version, over the damaged one of a ``name`` if there is one. What it would differ from is read again: it may be damaged,
        or old, and no more than a day's versions shall hang on one file. What others hang on is kept whole."""
        packed, base = zlib.compress(data, 6), ""
        # Without the lock somebody else may be taking away what this one would differ from.
        key = self._key_version() if alone else None
        hanging = any(version.base == digest for version in self.versions)
        if key is not None and not hanging and abs(when - key.when) < _DAY:
            plain = self._whole(key.digest)
            if plain is not None:
                with contextlib.suppress(UnicodeDecodeError):
                    less = zlib.compress(told_from(plain, data), 6)
                    if len(less) < _WORTH * len(packed):
                        packed, base = less, key.digest
        head: dict[str, Any] = {"version": 1, "why": why.value, "digest": digest, "touchpoints": touchpoints}
        if file != digest:
            head["file"] = file
        if base:
            head["base"] = base
        line = json.dumps(head, separators=(",", ":")).encode() + b"\n"
        name = name or name_of(when)
        put(self._place / name, line + packed)
        version = _version(head, name, len(line) + len(packed))
        assert version is not None
        return version

    def _is_whole(self, version: Version) -> bool:
        """Whether a version comes out of what is kept here."""
        with contextlib.suppress(OpenError):
            return bool(self._unpacked(version))
        return False

    def _key_version(self) -> Version | None:
        """The newest version that is packed whole."""
        names = reversed(self._names(_ENDING, _BASE))
        return next((one for one in map(self._told, names) if one is not None and not one.base), None)

    def _bring_back(self, now: float) -> None:
        """What was kept while the clock was far ahead would be the newest for years: it was kept before now."""
        ahead = [name for name in self._names() if when_of(name) > now + _CLOCK]
        for at, name in enumerate(ahead):
            with contextlib.suppress(OSError):
                os.rename(self._place / name, self._place / name_of(now - (len(ahead) - at) / 1000))

    def _thin(self, now: float) -> None:
        """Let go what nobody needs, and what was being written when a program ended."""
        for name in os.listdir(self._place):
            if name.endswith(TEMPORARY):
                with contextlib.suppress(OSError):
                    if (self._place / name).lstat().st_mtime < time.time() - _CLOCK:
                        os.unlink(self._place / name)
        every = self.versions
        worth = kept([version.when for version in every], now)
        self._drop([version for version in every if version.when not in worth])
        make_room(self._root, now, self._place)

    def _drop(self, going: list[Version]) -> None:
        """Let versions go; one that others differ from stays under another name as long as they do."""
        names = {version.name for version in going}
        needed = {version.base for version in self.versions if version.name not in names}
        for version in going:
            place = self._place / version.name
            with contextlib.suppress(OSError):
                if version.digest in needed and not version.base:
                    os.rename(place, place.with_suffix(_BASE))
                else:
                    os.unlink(place)
        for name in self._names(_BASE):
            base = self._told(name)
            if base is None or base.digest not in needed:
                with contextlib.suppress(OSError):
                    os.unlink(self._place / name)

    # ------------------------------------------------------------------ inside: the folder

    def _about(self) -> dict[str, Any]:
        """What is said about the document; empty where nothing sensible is."""
        try:
            with opened(self._place / _ABOUT) as handle:
                about = json.loads(os.read(handle, 64 * 1024))
        except (OSError, ValueError, RecursionError):
            return {}
        return about if isinstance(about, dict) and path_of(about) is not None else {}

    def _introduce(self, digest: str, file: str, origin: Path | None) -> None:
        """Say whose history this is, and where it comes from."""
        about: dict[str, Any] = {**path_tree(self.path), **self._disk()}
        if origin is None:
            other = self._ancestor(file or digest)
            origin = other.path if other is not None else None
        if origin is not None and Path(os.path.realpath(origin)) != self.path:
            about["origin"] = {**path_tree(Path(os.path.realpath(origin))), "when": round(time.time(), 3)}
        put(self._place / _ABOUT, json.dumps(about).encode())

    def _ancestor(self, digest: str) -> Archive | None:
        """Another document of which a version is this very file, the one that was kept last first."""
        found: list[tuple[float, Archive]] = []
        for place in places(self._root):
            if place == self._place:
                continue
            path = path_of(Archive._at(place)._about())
            if path is None or _key(path) != place.name:
                continue
            other = Archive(path, self._root)
            version = other.find(digest)
            if version is not None:
                # One that is gone from its place was moved; that comes before one that was copied.
                found.append((version.when + (1e12 if other._gone() else 0.0), other))
        return max(found, key=lambda one: one[0])[1] if found else None

    def _take_over(self, other: Archive) -> None:
        """The history of a document that was moved here comes along."""
        with contextlib.suppress(OSError):
            os.rename(other._place, self._place)
            about = {**self._about(), **path_tree(self.path), **self._disk()}
            put(self._place / _ABOUT, json.dumps(about).encode())

    def _disk(self) -> dict[str, int]:
        """Which disk the document is on; nothing where it is not there."""
        return {"disk": disk} if os.path.lexists(self.path) and (disk := disk_of(self.path)) else {}

    def _note_disk(self) -> None:
        """Disks may have other numbers when the computer was started again."""
        about, disk = self._about(), self._disk()
        if disk and about.get("disk") != disk["disk"]:
            put(self._place / _ABOUT, json.dumps({**about, **disk}).encode())

    def _gone(self) -> bool:
        """Whether the document is not at its place any more, though the disk is there: what is left of its path is still on that one."""
        if os.path.lexists(self.path):
            return False
        for folder in self.path.parents:
            try:
                return folder.stat().st_dev == self._about().get("disk")
            except OSError as error:
                if not isinstance(error, FileNotFoundError | NotADirectoryError):
                    break
        return False

    @classmethod
    def _at(cls, place: Path) -> Archive:
        """The history in a folder, whoever's it is."""
        archive = cls(place, place.parent)
        archive._place = place
        return archive

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Keeps other programs' hands off the history; gives whether that could be had within some seconds."""
        flags = os.O_RDWR | os.O_CREAT | PLAIN | AT_ONCE
        try:
            handle = os.open(self._place / _LOCK, flags, 0o600)
        except OSError:
            yield False
            return
        try:
            taken = False
            if stat.S_ISREG(os.fstat(handle).st_mode):
                for _try in range(_TRIES):
                    with contextlib.suppress(OSError):
                        taken = locked(handle, new=True)
                    if taken:
                        break
                    time.sleep(_PAUSE)
            yield taken
        finally:
            os.close(handle)


def has_versions(path: Path, root: Path | None = None) -> bool:
    """Whether versions of the document at ``path`` are kept, by a look into one folder."""
    return bool(Archive(path, root)._names())


def places(root: Path) -> list[Path]:
    """The folders of all histories."""
    if not is_ours(root):
        return []
    try:
        names = sorted(name for name in os.listdir(root) if _FOLDER.fullmatch(name))
    except OSError:
        return []
    return [root / name for name in names[:_MOST_DOCUMENTS] if is_ours(root / name)]


def make_room(root: Path, now: float, spared: Path | None = None, most: int | None = None) -> None:
    """Let the oldest versions go until all histories together take no more than ``most`` bytes: first those that are kept for months, then
    the others, the newest of each document never. ``spared`` is the history that is being written: its lock is taken already."""
    limit = most if most is not None else MOST_BYTES
    sizes: list[tuple[bool, float, Path, str, int]] = []
    total = 0
    for place in places(root):
        names = Archive._at(place)._names(_ENDING, _BASE)
        newest = next((name for name in reversed(names) if name.endswith(_ENDING)), "")
        for name in names:
            with contextlib.suppress(OSError):
                size = (place / name).lstat().st_size
                total += size
                when = when_of(name)
                if name.endswith(_ENDING) and name != newest:
                    sizes.append((not monthly(when, now), when, place, name, size))
    if total <= limit:
        return
    going: dict[Path, list[str]] = {}
    for _recent, _time, place, name, size in sorted(sizes):
        if total <= limit:
            break
        going.setdefault(place, []).append(name)
        total -= size
    for place, names in going.items():
        archive = Archive._at(place)
        with contextlib.nullcontext(True) if place == spared else archive._alone() as alone:
            if alone:
                archive._drop([version for version in archive.versions if version.name in names])


# ------------------------------------------------------------------------------------------------ what is read is looked at first


def _key(path: Path) -> str:
    """What the folder of a document's history is called."""
    text = os.path.normcase(path)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _version(head: dict[str, Any], name: str, size: int) -> Version | None:
    """What a first line says, if it makes sense."""
    digest, base, count, when = head.get("digest"), head.get("base", ""), head.get("touchpoints"), when_of(name)
    file = head.get("file", digest)
    sound = (
        head.get("version") == 1
        and is_digest(digest)
        and is_digest(file)
        and (base == "" or is_digest(base))
        and type(count) is int
        and 0 <= count < 10_000_000
        and is_time(when)
        and head.get("why") in tuple(Why)
    )
    if not sound:
        return None
    return Version(when, Why(head["why"]), head["digest"], str(file), head["touchpoints"], size, name, base)


def _torn(name: str) -> Version:
    """A version of which only the name of its file is known."""
    return Version(when_of(name), Why.SAVED, "", "", 0, 0, name, damaged=True)


def _unpacked(packed: bytes) -> bytes:
    """What was packed. Raises ``zlib.error`` and ``ValueError``."""
    tool = zlib.decompressobj()
    plain = tool.decompress(packed, MAX_BYTES + 1)
    if len(plain) > MAX_BYTES or not tool.eof:
        raise ValueError("too long, or cut off")
    return plain

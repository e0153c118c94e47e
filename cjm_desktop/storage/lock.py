"""Who works on a file: a small file beside it says so, so that two people do not write over each other.

Contract. :func:`take` puts a lock beside a document and gives it as a :class:`Lock`, raises :class:`Held` where somebody else has it open,
and gives ``None`` where there can be no lock (a read-only folder, a share that refuses): that is no obstacle to opening. The lock of
``NAME.cjm`` is ``.~lock.NAME.cjm.cjm-lock`` in the same folder (beside the real file, where that is a link), made with ``O_EXCL`` and
readable for everybody who may look into the folder. It holds, as JSON, the person (login and full name as the system says them), the
computer, since when, the program, and a token. Every :data:`BEAT` seconds it is written anew, which is its sign of life.

A lock is stale, and taken without a question, when the process that made it is gone from this very computer (its number *and* the moment
it started, for numbers are used again; or the computer was started anew since), or when no sign of life came for :data:`STALE` seconds.
Ages are read from the clock of the disk that holds the lock where they matter: clocks differ, those of shares by hours.

What stands in a lock may be anything: it is read without following a link or waiting for a pipe, bounded, and every word of it is fit to be
shown. Nothing here is waited for longer than the disk takes.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import hashlib
import json
import os
import re
import secrets
import stat
import sys
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cjm_desktop import __version__
from cjm_desktop.document import Message, clean_line

from .atomic import temporary_beside
from .errors import SaveError, shown
from .moments import moment_of, seconds_of
from .stamp import disk_of, is_pulled

#: Seconds between two signs of life: a folder that is kept in a cloud carries each of them away.
BEAT = 600.0
#: Seconds without a sign of life after which nobody is there any more: longer than the night between two days of work, through which a
#: computer may sleep with the file open; less than a day, so that who crashed yesterday is in nobody's way today.
STALE = 16 * 3_600.0
#: Seconds without a sign of life that are worth a word: three were missed.
SILENT = 3 * BEAT
#: Seconds after which a lock that is empty or not whole is that of a program, or a computer, that ended in between.
_EMPTY = 60.0
#: Seconds by which another computer's clock may be ahead.
_AHEAD = 86_400.0
_PREFIX, _SUFFIX = ".~lock.", ".cjm-lock"
_FORMAT = "cjm-lock"
_MOST_BYTES = 4_096
_MOST_LETTERS = 80
#: Letters of it that a sentence shows.
_SHOWN = 40
#: More marks on a letter than any language sets.
_PILED = re.compile("(?<=[\u0300-\u036f]{2})[\u0300-\u036f]+")
#: The longest name of a file, in bytes, that disks agree on.
_LONGEST = 255
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open. ``since`` and ``beat``, the last sign of life, are seconds since 1970; ``user``, ``name`` and ``host`` may be
    empty, and are fit to be shown. ``own``: the same person on the same computer. ``silent``: no sign of life for a while."""

    token: str = ""
    user: str = ""
    name: str = ""
    host: str = ""
    since: float = 0.0
    beat: float = 0.0
    own: bool = False
    silent: bool = False

    @property
    def who(self) -> str:
        """The person's name, or login, or nothing; short enough for a sentence, and turning nothing round in it."""
        return _in_sentence(self.name or self.user)

    @property
    def where(self) -> str:
        """What the computer is called, fit for a sentence as well."""
        return _in_sentence(self.host)

    def told(self) -> Message:
        """The sentence that says who has the file open, where, and since when."""
        when = moment(self.since)
        if self.own:
            return Message("You have had it open in another window since {when}.", when=when)
        if self.who and self.host:
            return Message("{person} has had it open on “{computer}” since {when}.", person=self.who, computer=self.where, when=when)
        if self.who:
            return Message("{person} has had it open since {when}.", person=self.who, when=when)
        return Message("Somebody has had it open since {when}.", when=when)

    def life(self) -> Message | None:
        """The sentence about a computer that has fallen silent."""
        if not self.silent or self.own:
            return None
        return Message(
            "There has been no sign of life from there since {when}: that computer may be asleep, or out of reach.", when=moment(self.beat)
        )


class Held(Exception):
    """Somebody else has the file open."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder
        super().__init__(str(holder.told()))


class Locked(SaveError):
    """A file was not written because somebody has it open."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        message = Message("“{file}” was not saved. {held} Save it under another name.", file=shown(path), held=holder.told())
        super().__init__(message, path)


def moment(when: float, now: float | None = None) -> Message | str:
    """A moment (seconds since 1970) as it is said within a sentence: the time today, else with its day; that it is not known, where it is
    none a person can mean."""
    then, today = moment_of(when), moment_of(time.time() if now is None else now)
    if then is None:
        return Message("an unknown time")
    if today is not None and then.date() == today.date():
        return f"{then:%H:%M}"
    return Message("{day}, {time}", day=then.date(), time=f"{then:%H:%M}")


def lock_path(path: str | os.PathLike[str]) -> Path:
    """Where the lock of a file is, whether there is one or not."""
    real = Path(os.path.realpath(path))
    name = f"{_PREFIX}{real.name}{_SUFFIX}"
    if len(os.fsencode(name)) > _LONGEST:
        name = f"{_PREFIX}{hashlib.sha256(os.fsencode(real.name)).hexdigest()[:32]}{_SUFFIX}"
    return real.parent / name


class Lock:
    """A lock of this process, until :meth:`release`. May be used from several threads."""

    def __init__(self, real: Path, place: Path, token: str, text: bytes) -> None:
        """Use :func:`take` or :func:`take_over`."""
        #: The real file it guards, no link.
        self.real = real
        self.place, self.token, self._text = place, token, text
        self._last = time.time()
        self._disk = disk_of(real)
        self._over = False
        self._one = threading.Lock()

    def guards(self, path: str | os.PathLike[str]) -> bool:
        """Whether it is the lock of this file."""
        return Path(os.path.realpath(path)) == self.real

    def look(self) -> Holder | None:
        """Whoever has taken the file over, or ``None`` as long as it is ours. Gives the sign of life when it is time; a lock that is
        gone, as after a clearing-up, is made again, but not where only the empty place of a stick is left. What cannot be found out now
        changes nothing."""
        with self._one:
            if self._over:
                return None
            try:
                handle = os.open(self.place, os.O_RDWR | _PLAIN)
            except FileNotFoundError:
                return self._again()
            except OSError:
                return None
            try:
                with os.fdopen(handle, "r+b", buffering=0) as file:
                    if file.read(_MOST_BYTES + 1) == self._text:
                        self._beat(file.fileno())
                        return None
            except OSError:
                return None
            return _holder(self.place)

    def release(self) -> None:
        """The file is free again, if it was ours. A second call does nothing; what cannot be removed will be stale."""
        with self._one:
            if self._over:
                return
            self._over = True
            with contextlib.suppress(OSError, Held):
                found = _holder(self.place)
                if found is not None and found.token == self.token:
                    self.place.unlink()

    def _beat(self, handle: int) -> None:
        """Write the very same again: the disk that holds it sets the time, by its own clock."""
        if 0 <= time.time() - self._last < BEAT:
            return
        self._last = time.time()
        with contextlib.suppress(OSError):
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, self._text)

    def _again(self) -> Holder | None:
        if is_pulled(self.real, self._disk):
            return None
        try:
            _make(self.place, self._text)
        except FileExistsError:
            return _holder(self.place)
        except OSError:
            return None
        return None


def take(path: str | os.PathLike[str], disk: int = 0) -> Lock | None:
    """Lock a file for this process; ``None`` where no lock can be, as where the ``disk`` it is known to be on (0: not known) is gone.
    Raises :class:`Held` when somebody has it open."""
    return None if is_pulled(Path(os.path.realpath(path)), disk) else _take(path, over=False)


def take_over(path: str | os.PathLike[str]) -> Lock | None:
    """Lock a file whoever has it open; they are told at their next look. ``None`` where that cannot be.

    Raises :class:`Held` when somebody else was quicker.
    """
    return _take(path, over=True)


def peek(path: str | os.PathLike[str]) -> Holder | None:
    """Who has a file open, or ``None``: nobody, or one who is gone. Nothing is changed by looking."""
    try:
        place = lock_path(path)
        found = _holder(place)
        return None if found is None or _stale(place, found) else found
    except (OSError, ValueError):
        return None


def refuse_when_open(path: str | os.PathLike[str]) -> None:
    """Raise :class:`Locked` for a file that somebody has open, this person in another window included."""
    holder = peek(path)
    if holder is not None:
        raise Locked(Path(path), holder)


# ------------------------------------------------------------------------------------------------ taking


def _take(path: str | os.PathLike[str], *, over: bool) -> Lock | None:
    try:
        real = Path(os.path.realpath(path))
        if real.exists() and not real.is_file():
            return None  # beside a device or a folder there is nothing to guard
        place = lock_path(real)
        token = secrets.token_hex(16)
        text = _text(token)
        for _ in range(8):
            try:
                _make(place, text)
                return Lock(real, place, token, text)
            except FileExistsError:
                found = _holder(place)
            if found is None:
                continue
            if not over and not _stale(place, found):
                raise Held(found)
            over = False
            _remove(place, found.token)
    except (OSError, ValueError):
        return None
    return None


def _make(place: Path, text: bytes) -> None:
    """Make a lock that was not there, whole: a power cut leaves none or all of it. Raises ``OSError``; ``FileExistsError`` when there is
    one."""
    if hasattr(os, "link"):
        finished = temporary_beside(place)
        try:
            _write(finished, text)
            os.link(finished, place)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EROFS, errno.EACCES):
                raise
        else:
            _hide(place)
            return
        finally:
            with contextlib.suppress(OSError):
                finished.unlink()
    # Here are no links: a lock that is not whole is known for what it is after a minute.
    _write(place, text)
    _hide(place)


def _write(place: Path, text: bytes) -> None:
    """Write a file that was not there, down to the disk. Raises ``OSError``; then it is not there."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o644)
    try:
        if hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):
                os.fchmod(handle, 0o644)  # whatever the mask: the others are to read who it is
        if os.write(handle, text) != len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with contextlib.suppress(OSError):
            os.fsync(handle)  # some shares cannot; then it is as good as it can be
    except BaseException:
        os.close(handle)
        with contextlib.suppress(OSError):
            place.unlink()
        raise
    os.close(handle)


def _remove(place: Path, token: str) -> None:
    """Take a lock away that was judged to be ``token``'s; one that was put there meanwhile is put back. Raises ``OSError``."""
    aside = temporary_beside(place)
    try:
        place.rename(aside)
    except FileNotFoundError:
        return
    found = _holder(aside)
    if found is not None and found.token != token:
        with contextlib.suppress(OSError):
            os.link(aside, place)
    aside.unlink(missing_ok=True)


def _hide(place: Path) -> None:
    if sys.platform == "win32":
        import ctypes  # a dot hides nothing there

        ctypes.windll.kernel32.SetFileAttributesW(str(place), 0x2)


# ------------------------------------------------------------------------------------------------ what stands in it


def _text(token: str) -> bytes:
    """What stands in a lock of this process."""
    user, name = _person()
    about = {
        "format": _FORMAT,
        "version": 1,
        "program": f"CJM Desktop {__version__}",
        "user": user,
        "name": name,
        "host": _host(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "token": token,
        "process": _process(),
    }
    return (json.dumps(about, indent=1) + "\n").encode("ascii")


def _holder(place: Path) -> Holder | None:
    """Who a lock says it is; ``None`` when there is none. Raises ``OSError`` for what is no ordinary file."""
    found = _looked(place)
    if found is None:
        return None
    data, beat = found
    age = time.time() - beat
    return holder_of(data, beat, silent=age > SILENT and _age(place, beat) > SILENT)


def holder_of(data: bytes, beat: float, *, silent: bool = False) -> Holder:
    """Who the bytes of a lock say that it is, whatever they are; ``beat`` is the time of the file."""
    tree = _tree(data)
    user, host = _word(tree, "user"), _word(tree, "host")
    since = seconds_of(tree.get("since"))
    if since is None:
        since = beat
    if not 0 < since <= time.time() + _AHEAD:
        since = min(beat, time.time())  # nobody opens a file in the future
    return Holder(
        token=_word(tree, "token"),
        user=user,
        name=_word(tree, "name"),
        host=host,
        since=since,
        beat=beat,
        own=bool(user) and (user, host) == (_person()[0], _host()),
        silent=silent,
    )


def _looked(place: Path) -> tuple[bytes, float] | None:
    """What stands in a lock, bounded, and its time. Raises ``OSError`` for what is no ordinary file."""
    try:
        handle = os.open(place, os.O_RDONLY | _PLAIN)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return file.read(_MOST_BYTES + 1), status.st_mtime


def _tree(data: bytes) -> dict[str, Any]:
    """What stands in a lock, or nothing where that makes no sense."""
    tree: Any = None
    if len(data) <= _MOST_BYTES:
        with contextlib.suppress(ValueError, RecursionError):
            tree = json.loads(data)
    return tree if isinstance(tree, dict) and tree.get("format") == _FORMAT else {}


def _in_sentence(word: str) -> str:
    """A word of a lock as it stands in a sentence: elided, and by itself where its letters run from right to left, for these would turn
    round what stands beside them (Unicode's bidirectional algorithm, isolates)."""
    text = word if len(word) <= _SHOWN else word[: _SHOWN - 1].rstrip() + "…"
    if any(unicodedata.bidirectional(ch) in ("R", "AL", "AN") for ch in text):
        return f"\u2068{text}\u2069"
    return text


def _word(tree: Mapping[str, Any], key: str) -> str:
    """A word of a lock, fit to be shown."""
    text = tree.get(key)
    if not isinstance(text, str):
        return ""
    # No control or format character is printable; marks that are piled up on one letter would cover what stands above it.
    seen = _PILED.sub("", "".join(ch if ch.isprintable() else " " for ch in unicodedata.normalize("NFC", text[:400])))
    return clean_line(seen)[:_MOST_LETTERS].strip()


def _stale(place: Path, holder: Holder) -> bool:
    """Whether nobody is there any more."""
    found = _looked(place)
    if found is None:
        return True
    data, beat = found
    tree = _tree(data)
    if not tree:
        alive = {name: found[1].decode("ascii", "replace") for name, found in _parts(data)}
        here = alive.get("machine") == _machine() and alive.get("id", "").isdigit()
        runs = here and not _gone({**alive, "id": int(alive["id"])})
        return _age(place, beat) > (STALE if runs else _EMPTY)
    process = tree.get("process")
    if isinstance(process, dict) and holder.host == _host() and _gone(process):
        return True
    return time.time() - beat > STALE and _age(place, beat) > STALE


def _parts(data: bytes) -> list[tuple[str, re.Match[bytes]]]:
    """What a lock that is not whole still says of the process that made it."""
    searched = ((name, re.search(rb'"%s": "?([^",\n]{1,80})"?[,\n]' % name.encode(), data)) for name in ("machine", "start", "space", "id"))
    return [(name, found) for name, found in searched if found is not None]


def _age(place: Path, beat: float) -> float:
    """How old a time on the disk of ``place`` is, by that disk's own clock if it lets us ask."""
    now = time.time()
    with contextlib.suppress(OSError):
        probe = temporary_beside(place)
        handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o600)
        try:
            now = os.fstat(handle).st_mtime
        finally:
            os.close(handle)
            probe.unlink(missing_ok=True)
    return now - beat


# ------------------------------------------------------------------------------------------------ person, computer, process


@cache
def _person() -> tuple[str, str]:
    """Login and full name, as far as the system knows them."""
    user = name = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    if sys.platform != "win32":
        with contextlib.suppress(OSError, KeyError):
            import pwd  # there is none on Windows

            entry = pwd.getpwuid(os.geteuid())
            user, name = entry.pw_name, entry.pw_gecos.partition(",")[0].replace("&", entry.pw_name.capitalize())
    seen = {"user": user, "name": name}
    return _word(seen, "user"), _word(seen, "name")


@cache
def _host() -> str:
    """What this computer is called."""
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return _word({"host": name}, "host")


@cache
def _process() -> Mapping[str, str | int]:
    """By what this process can be known again on the same computer, and on no other one."""
    return {"machine": _machine(), "start": _start_of_computer(), "space": _space(), "id": os.getpid(), "began": _began(os.getpid())}


def _gone(process: Mapping[str, Any]) -> bool:
    """Whether a process that said so of itself on this computer is gone for certain."""
    machine, pid = _machine(), process.get("id")
    if process.get("machine") != machine or not machine or not isinstance(pid, int) or not 0 < pid < 1 << 31:
        return False
    if process.get("start") != _start_of_computer():
        return True
    if process.get("space") != _space():
        return False  # it counts its processes otherwise (a container): nothing is known
    if sys.platform != "win32":
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            pass
    began, said = _began(pid), process.get("began")
    if sys.platform == "win32" and began == "":
        return True
    return bool(said) and began not in ("", "?") and began != said


@cache
def _machine() -> str:
    """A name for this computer that differs from all others of the same host name, and tells nothing."""
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            return hashlib.sha256(b"cjm-desktop lock " + Path(place).read_bytes()[:64].strip()).hexdigest()[:16]
    return hashlib.sha256(b"cjm-desktop lock " + _host().encode()).hexdigest()[:16]


@cache
def _start_of_computer() -> str:
    """Another word after each start of the computer, where the system has one."""
    with contextlib.suppress(OSError):
        return _word({"x": Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:40]}, "x")
    return ""


@cache
def _space() -> str:
    """The space in which process numbers are counted, where the system has several."""
    with contextlib.suppress(OSError):
        return _word({"x": os.readlink("/proc/self/ns/pid")}, "x")
    return ""


def _began(pid: int) -> str:
    """When a process began, in the system's own measure; ``?`` where it does not say, empty on Windows when there is none."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # only as much as its times
        if not handle:
            return "?" if kernel.GetLastError() == 5 else ""
        times = [wintypes.FILETIME() for _ in range(4)]
        told = kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, times))
        kernel.CloseHandle(wintypes.HANDLE(handle))
        if not told or times[1].dwHighDateTime:  # it has ended, and somebody still asks for it
            return "?" if not told else ""
        return str((times[0].dwHighDateTime << 32) | times[0].dwLowDateTime)
    with contextlib.suppress(OSError, IndexError):
        # Its name, in brackets, may hold anything.
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode("ascii")
    return "?"

"""The file of the settings: lines ``key="text"`` under headings in brackets, read by hand because the file may have been written by anyone.

Contract. What stands in the file is text and stays text: nothing in it is ever made into an object. Qt's own reader of such files is not
used, for it makes an object of whatever a value says it is (``@Variant(…)``), Python's own (``pickle``) among them, before anybody can
look at it: a file of settings from elsewhere would then be a program. Values that begin with ``@`` count as not set, and are gone with
the next writing. Files that Qt wrote for earlier versions of this program are read, and Qt could read what is written here.

The file is bounded in bytes, lines and the length of each, read when it is first asked for, never waited for, and written whole or not
at all, readable for its owner only; a link in its place is followed. What another running program wrote meanwhile is kept: only what was
set here is changed, under a lock (a file beside it). A file that cannot be read at that moment is taken for what it held before, and
one that never could be is not written over. Nothing is raised; a file that cannot be written leaves the values as they are until the
program ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

#: The largest file, in bytes (of a larger one what stands further down is not read); the longest line, in bytes; and how many keys that
#: nobody here knows are kept.
LARGEST, LONGEST, MOST = 16_000_000, 8_000_000, 1_000
_KEY = re.compile(r"[A-Za-z0-9_./%-]{1,200}")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,4})|(.))", re.DOTALL)
_SIGNS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", '"': '"', "\\": "\\", "'": "'", "?": "?"}
_GENERAL = "General"
#: Between the further parts of a key.
_DEEPER = "\\"
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
#: How often, and how long apart (s), another program's hand on the file is waited for.
_TRIES, _PAUSE = 100, 0.01


def own_path() -> Path:
    """Where this user's settings are, as every version of the program had it."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        said = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(said) if said.startswith("/") else Path.home() / ".config"
    return folder / "cjm-desktop" / "cjm-desktop.ini"


class SettingsFile:
    """The texts of one file of settings by their keys, such as ``window/side``."""

    def __init__(self, path: Path | None = None, known: frozenset[str] = frozenset()) -> None:
        """The settings in a file, or in the user's own, whose folder is this program's and is made where it is not there. ``known`` keys
        are found however many others there are."""
        self._path, self._own, self._known = path if path is not None else own_path(), path is None, known
        found = _read(self._path, known)
        self._texts: dict[str, str] = found or {}
        # Whether it was ever known what the file holds.
        self._seen = found is not None
        self._blank = False
        self._set: dict[str, str] = {}
        self._one = threading.RLock()

    def text(self, key: str) -> str | None:
        """The text of a key, or ``None`` where there is none."""
        return self._texts.get(key)

    def put(self, key: str, text: str, *, again: bool = False) -> bool:
        """Remember a text; :meth:`write` puts it into the file, and ``again`` even if it was known before. Gives whether it is to be
        written."""
        with self._one:
            if not again and self._texts.get(key) == text:
                return False
            self._texts[key] = self._set[key] = text
            return True

    def forget(self) -> None:
        """No key has a text any more; the file stays as it is."""
        with self._one:
            self._texts, self._set, self._seen, self._blank = {}, {}, False, True

    def write(self) -> bool:
        """Put what was set into the file, if anything was; gives whether the file holds it all."""
        from cjm_desktop.storage.private import put  # not before somebody looks at a window

        with self._one:
            if not self._set:
                return True
            try:
                place = Path(os.path.realpath(self._path))
                if self._own:
                    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                # What another program writes between our reading and our writing would be gone with it.
                with _alone(place):
                    now = _read(self._path, self._known)
                    if now is None and not self._seen:
                        return False
                    texts = (self._texts if now is None else now) | self._set
                    put(place, _lines(texts).encode("ascii", "replace"))
            except OSError:
                return False
            self._texts, self._set, self._seen = self._texts if self._blank else texts, {}, not self._blank
            return True


# ------------------------------------------------------------------------------------------------ reading and writing


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Nobody else writes the file meanwhile. Nothing that is only remembered is waited for long: where the lock cannot be had it is
    written without one."""
    from cjm_desktop.storage.private import PLAIN, locked  # as above

    handle = -1
    with contextlib.suppress(OSError):
        handle = os.open(place.with_name(f".{place.name}.lock"), os.O_RDWR | os.O_CREAT | PLAIN | _AT_ONCE, 0o600)
    try:
        with contextlib.suppress(OSError):
            for _try in range(_TRIES if handle >= 0 and stat.S_ISREG(os.fstat(handle).st_mode) else 0):
                if locked(handle, new=True):
                    break
                time.sleep(_PAUSE)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _read(path: Path, known: frozenset[str]) -> dict[str, str] | None:
    """The texts in a file, as far as there is one and it makes sense; ``None`` for one that cannot be read now."""
    data = b""
    try:
        handle = os.open(path, _OPEN)
        with os.fdopen(handle, "rb") as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                data = file.read(LARGEST)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    except OSError:
        return None
    texts: dict[str, str] = {}
    heading = ""
    others = 0
    for raw in data.splitlines():
        if not raw or len(raw) > LONGEST or raw[:1] in b";#":
            continue
        line = raw.decode("utf-8", "replace").strip()
        if line.startswith("["):
            heading = line[1:-1] if line.endswith("]") else ""
            continue
        name, sign, value = line.partition("=")
        name = name.strip().replace("\\", "/")
        key = name if heading in ("", _GENERAL) else f"{heading}/{name}"
        if not sign or not _KEY.fullmatch(key):
            continue
        text = _told(value.strip())
        if text is None:
            texts.pop(key, None)
        elif key in texts or key in known:
            texts[key] = text
        elif others < MOST:
            texts[key] = text
            others += 1
    return texts


def _told(value: str) -> str | None:
    """What a value says; ``None`` for one that is not a text."""
    if len(value) >= 2 and value.startswith('"') and value.endswith('"'):
        value = value[1:-1]
    elif "," in value:
        return None  # several values
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _SIGNS.get(found[2], ""), value)
    if text.startswith("@@"):
        return text[1:]
    return None if text.startswith("@") else text


def _lines(texts: dict[str, str]) -> str:
    """The file that holds these texts."""
    under: dict[str, list[str]] = {_GENERAL: []}
    for key, text in sorted(texts.items()):
        heading, _, name = key.partition("/") if "/" in key else ("", "", key)
        under.setdefault(heading or _GENERAL, []).append(f'{name.replace("/", _DEEPER)}="{_escaped(text)}"')
    return "\n".join(f"[{heading}]\n" + "\n".join(lines) + "\n" for heading, lines in under.items() if lines)


def _escaped(text: str) -> str:
    out: list[str] = []
    was_escape = False
    for ch in "@" + text if text.startswith("@") else text:
        if ch in '\\"':
            out.append("\\" + ch)
            was_escape = False
        elif " " <= ch <= "~" and not (was_escape and ch in "0123456789abcdefABCDEF"):
            out.append(ch)
            was_escape = False
        else:
            # In UTF-16, as Qt has it; always four digits.
            data = ch.encode("utf-16-be", "surrogatepass")
            out += [f"\\x{data[at : at + 2].hex()}" for at in range(0, len(data), 2)]
            was_escape = True
    return "".join(out)

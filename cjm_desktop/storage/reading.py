"""Opening a journey file that may be anything at all.

Contract: :func:`open_journey` gives a sound :class:`~cjm_desktop.document.Journey` or raises an
:class:`~.errors.OpenError`, each stage with its own: can it be read → is it small enough → is it JSON → is it
ours → is it too new → migrate → validate. Nothing is ever written. Whatever can be opened can also be saved
again.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import math
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from cjm_desktop.document import Journey, Message, Problem

from .doubled import TWICE, doubled_keys
from .envelope import FORMAT, LEFT_OUT, NAMES, beside_of
from .errors import (
    NotJson,
    NotMigrated,
    NotOurs,
    OpenError,
    TooBig,
    TooNew,
    Unreadable,
    not_sound,
    place_of,
    problems_of,
    reading_failed,
    shown,
)
from .migrations import CURRENT, migrated
from .stamp import Stamp

#: Largest file that is read, in bytes.
MAX_BYTES = 64 * 1024 * 1024
#: Most values in a file, judged by its commas before it is parsed: each could cost an error of its own, and 250 bytes of memory.
#: Five thousand touchpoints with all that is known of them have a tenth of it.
MAX_VALUES = 800_000
# With more faults than this only those at the beginning of each list are put into words: a hostile file can hold
# millions, and a sentence for each would take minutes.
_MOST_FAULTS = 1000
_FIRST = 20
_NO_NUMBER = re.compile(rb"NaN|Infinity")


@dataclass(frozen=True, slots=True)
class Opened:
    """A journey from a file, how the file looked, and the older version it was migrated from, if any.

    ``beside`` is what stands beside the journey in the file and means nothing here; it is to be saved with it.
    """

    journey: Journey
    stamp: Stamp
    migrated_from: int | None
    beside: Mapping[str, Any] = field(default_factory=dict)


def open_journey(path: str | os.PathLike[str]) -> Opened:
    """Read the journey file at ``path``. Raises :class:`~.errors.OpenError` with a sentence naming file and place."""
    place = Path(path)
    data, status = read_file(place)
    return opened_of(data, status, place)


def opened_of(data: bytes, status: os.stat_result, path: Path) -> Opened:
    """The journey in what :func:`read_file` gave; ``path`` serves the sentences and tells its disk. Raises :class:`~.errors.OpenError`."""
    with _collector_resting():
        journey, version, beside = _sound(data, path)
    return Opened(journey, Stamp.of_bytes(data, status, path), None if version == CURRENT else version, beside)


@contextlib.contextmanager
def _collector_resting() -> Iterator[None]:
    """Keeps Python from looking for garbage while thousands of records are made that all stay: half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_file(path: Path, limit: int = MAX_BYTES) -> tuple[bytes, os.stat_result]:
    """The content of an ordinary file of at most ``limit`` bytes, and its status. Raises :class:`~.errors.OpenError`."""
    try:
        # Not to wait for ever for somebody to write into a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISDIR(status.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(
                    Message("“{file}” is a device, not an ordinary file.", file=shown(path)), path
                )
            data = b"" if status.st_size > limit else file.read(limit + 1)
    except ValueError as error:  # a NUL in the name
        raise Unreadable(Message("“{file}” is not a possible file name.", file=shown(path)), path) from error
    except OSError as error:
        raise reading_failed(path, error) from error
    if status.st_size > limit or len(data) > limit:
        raise TooBig(
            Message(
                "“{file}” is larger than {limit} MB; no journey is that large.",
                file=shown(path),
                limit=limit // 1_048_576,
            ),
            path,
        )
    return data, status


def parse(data: bytes, path: Path) -> tuple[Journey, int]:
    """The journey in the bytes of a file, and the version it was written in; ``path`` only serves the sentences."""
    journey, version, _beside = _sound(data, path)
    return journey, version


def parse_whole(data: bytes, path: Path) -> tuple[Journey, Mapping[str, Any]]:
    """The journey in the bytes of a file, and what stands beside it there; as :func:`parse`."""
    journey, _version, beside = _sound(data, path)
    return journey, beside


def _sound(data: bytes, path: Path) -> tuple[Journey, int, dict[str, Any]]:
    """The journey in the bytes of a file, the version it was written in, and what stands beside it."""
    newest, version, beside = _brought_up_to_date(data, path)
    try:
        return Journey.model_validate_json(newest, strict=True), version, beside
    except ValidationError as error:
        count = error.error_count()
        if count > _MOST_FAULTS:
            raise not_sound(path, _first_faults(newest), count) from None
        raise not_sound(path, problems_of(error)) from error


def names_left_out(data: bytes) -> bool:
    """Whether the bytes of a file that :func:`parse` reads say that real names were taken out of it."""
    return bool(_json(data.removeprefix(b"\xef\xbb\xbf"), Path()).get(NAMES) == LEFT_OUT)


def _brought_up_to_date(data: bytes, path: Path) -> tuple[bytes, int, dict[str, Any]]:
    """The journey part of a file as JSON of the newest version, not validated yet, the version it had, and what stands beside it.

    JSON once more, because strictness (no ``"7"`` and no ``true`` for a number) is defined for JSON input; and
    the tree is gone before the records are made.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    tree = _json(data, path)
    version = _version(tree, path)
    if doubled := doubled_keys(data, tree):
        raise not_sound(path, [Problem(place.removeprefix("journey."), TWICE) for place in doubled])
    journey = tree["journey"]
    if version < CURRENT:
        try:
            journey = migrated(journey, version)
        except ValueError as error:
            raise NotMigrated(
                Message(
                    "“{file}” says it has format version {version}, but it is not built like one.",
                    file=shown(path),
                    version=version,
                ),
                path,
            ) from error
    newest = to_json(journey)
    if b"Infinity" in newest:
        _refuse_infinite(journey, path)
    beside = beside_of(tree)
    if beside and b"Infinity" in to_json(beside):
        _refuse_infinite(beside, path)
    return newest, version, beside


def _first_faults(data: bytes) -> list[Problem]:
    """The faults of a journey whose lists are cut after their first few items."""

    def cut(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: cut(value) for key, value in list(node.items())[:_MOST_FAULTS]}
        return [cut(item) for item in node[:_FIRST]] if isinstance(node, list) else node

    try:
        Journey.model_validate_json(to_json(cut(from_json(data))), strict=True)
    except ValidationError as error:
        # A fault of the whole is a contradiction that the cutting itself has made.
        if all(detail["loc"] for detail in error.errors(include_url=False, include_input=False)):
            return problems_of(error)[:_MOST_FAULTS]
    return [Problem("", Message("It holds a great many wrong values."))]


def _json(data: bytes, path: Path) -> Any:
    file = shown(path)
    if not data.strip():
        raise NotJson(Message("“{file}” is empty.", file=file), path)
    if data.count(b",") > MAX_VALUES:
        raise TooBig(Message("“{file}” holds more values than any journey has.", file=file), path)
    try:
        tree = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise _not_json(str(error), data, path) from error
    return tree


def _not_json(reason: str, data: bytes, path: Path) -> OpenError:
    file = shown(path)
    where = re.search(r"line (\d+) column (\d+)", reason)
    place = {"line": where[1], "column": str(max(1, int(where[2])))} if where else {"line": "1", "column": "1"}
    if "recursion" in reason:
        return NotJson(
            Message(
                "“{file}” is nested too deeply to be a journey (line {line}).", file=file, line=place["line"]
            ),
            path,
        )
    if "EOF" in reason:
        return NotJson(
            Message(
                "“{file}” is cut off: it ends in the middle, at line {line}.", file=file, line=place["line"]
            ),
            path,
        )
    if (encoding := other_encoding(data)) is not None:
        return NotJson(
            Message(
                "“{file}” is text, but not in UTF-8 (line {line}). Another program has probably saved it in {encoding}; "
                "save it as UTF-8 there.",
                file=file,
                line=encoding[1],
                encoding=encoding[0],
            ),
            path,
        )
    if data.lstrip()[:1] not in (b"{", b"["):
        return NotJson(Message("“{file}” is not a journey file.", file=file), path)
    column = int(place["column"])
    line = data.split(b"\n", int(place["line"]))[int(place["line"]) - 1 :][:1] or [b""]
    # The reader points at the number's first or last character.
    if _NO_NUMBER.search(line[0][max(0, column - 10) : column + 9]):
        return NotJson(
            Message(
                "“{file}” is damaged: line {line}, column {column} has NaN or Infinity, which are no numbers. "
                "Where there is no grade, write null.",
                file=file,
                **place,
            ),
            path,
        )
    if "surrogate" in reason or "hex escape" in reason:
        return NotJson(
            Message(
                "“{file}” is damaged: line {line}, column {column} holds only half of a character.",
                file=file,
                **place,
            ),
            path,
        )
    return NotJson(
        Message(
            "“{file}” is damaged: line {line}, column {column} cannot be read as JSON.", file=file, **place
        ),
        path,
    )


def other_encoding(data: bytes) -> tuple[str, int] | None:
    """What a journey that is not UTF-8 was saved in, and the line that shows it; ``None`` for anything else."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("UTF-16", 1) if "{" in data[:64].decode("utf-16", "replace") else None
    if data.lstrip()[:1] != b"{":
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Half a character as three bytes is damage; a lone byte above 127 is an older way to write “é”.
        alone = data[error.start : error.start + 1] != b"\xed"
        return ("Windows-1252", data.count(b"\n", 0, error.start) + 1) if alone else None
    return None


def _refuse_infinite(tree: Any, path: Path) -> None:
    """Numbers too large for a computer, such as 1e400, become infinite and could not be written again."""
    waiting: list[tuple[tuple[int | str, ...], Any]] = [((), tree)]
    while waiting:
        place, node = waiting.pop()
        if isinstance(node, dict):
            waiting.extend(((*place, key), value) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend(((*place, i), value) for i, value in enumerate(node))
        elif isinstance(node, float) and not math.isfinite(node):
            raise NotJson(
                Message(
                    "“{file}” is damaged: it holds a number that is too large ({place}).",
                    file=shown(path),
                    place=place_of(place),
                ),
                path,
            )


def _version(tree: Any, path: Path) -> int:
    """The version of a file that is ours and that we can read."""
    file = shown(path)
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise NotOurs(Message("“{file}” is not a journey of CJM Desktop.", file=file), path)
    version = tree.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise NotOurs(
            Message("“{file}” does not say which version of the format it has (version).", file=file), path
        )
    if version > CURRENT:
        raise TooNew(
            Message(
                "“{file}” was made by a newer CJM Desktop (format {version}; this program reads up to {current}). "
                "Update the program to open it.",
                file=file,
                version=min(version, 10**9),
                current=CURRENT,
            ),
            path,
        )
    if not isinstance(tree.get("journey"), dict):
        raise NotOurs(Message("“{file}” holds no journey (journey).", file=file), path)
    return version

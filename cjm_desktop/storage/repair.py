"""What can still be read of a file that is no sound JSON any more: cut off, overwritten in places, mended by hand.

Contract: :func:`readable` gives the tree of all that stands before, and where lines can be told apart between and after, the damaged
places, with a sentence for each of them; ``None`` when nothing can be read. It never raises and costs at most a few times what reading
a sound file of that size costs.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic_core import from_json

from cjm_desktop.document import Message, Problem

# Bytes read in all while looking for a way past the damage, and places passed.
_MOST_READ = 100 * 1024 * 1024
_MOST_PLACES = 40
_WHERE = re.compile(r"line (\d+) column (\d+)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HALF = re.compile(rb"(?<!\\)((?:\\\\)*)(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})")


def readable(data: bytes, encoding: str = "utf-8") -> tuple[Any, list[Problem]] | None:
    """The tree of what can be read, infinite numbers and ``NaN`` included, and what was lost on the way."""
    text, problems = _in_utf8(data, encoding)
    if (found := _CONTROLS.search(text)) is not None:
        problems.append(_lost(text, found.start(), Message("There are characters that no text has; they were left out.")))
        text = _CONTROLS.sub(b" ", text)
    return _past_the_damage(text, problems)


def _in_utf8(data: bytes, encoding: str) -> tuple[bytes, list[Problem]]:
    """The text in UTF-8, without halves of characters."""
    problems: list[Problem] = []
    try:
        if encoding == "utf-8":
            data.decode("utf-8")
        else:
            data = data.decode(encoding, "replace").removeprefix("\ufeff").encode()
            problems.append(Problem("", Message("The file was read as {encoding}; compare letters with accents.", encoding=encoding)))
    except UnicodeDecodeError as error:
        problems.append(_lost(data, error.start, Message("There are letters that cannot be read; “�” stands for them.")))
        data = data.decode("utf-8", "replace").encode()
    whole = _HALF.sub(lambda match: match[1] + (match[2] or b"\\ufffd"), data)
    if whole != data:
        problems.append(Problem("", Message("There are letters that cannot be read; “�” stands for them.")))
    return whole, problems


def _past_the_damage(text: bytes, problems: list[Problem]) -> tuple[Any, list[Problem]] | None:
    left = _MOST_READ
    for _ in range(_MOST_PLACES):
        at = _fault(text)
        if at is None:
            return from_json(text, allow_inf_nan=True), problems
        left -= 3 * len(text)
        if at < 0 or left < 0:
            break
        if at >= len(text):
            return _before(text, at, problems)
        # A comma that is missing, one too many, or a line that is damaged: what leads farthest on is taken.
        start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at) % (len(text) + 1)
        comma = text.rfind(b",", 0, at + 1)
        ways = [(text[:at] + b"," + text[at:], 1), (text[:start] + text[end:], start - end)]
        if comma >= 0 and not text[comma + 1 : at].strip():
            ways.append((text[:comma] + b" " + text[comma + 1 :], 0))
        best, shift, gone = text, 0, at
        for way, longer in ways:
            next_ = _fault(way)
            reached = len(text) + 1 if next_ is None else next_ - longer
            if reached > gone:
                best, shift, gone = way, longer, reached
        if best is text:
            return _before(text, at, problems)
        if shift < 0:
            problems.append(_lost(text, at, Message("This line cannot be read; it was left out.")))
        text = best
    at = _fault(text)
    return None if at is None or at < 0 else _before(text, at, problems)


def _fault(text: bytes) -> int | None:
    """Where reading fails, counted in bytes: the end for a text that is cut off, -1 where no way leads on; ``None`` for a sound one."""
    try:
        from_json(text, allow_inf_nan=True)
    except ValueError as error:
        said = str(error)
        where = _WHERE.search(said)
        if where is None or "recursion" in said or "out of range" in said:
            return -1
        if "EOF" in said:
            return len(text)
        at = 0
        for _ in range(int(where[1]) - 1):
            at = text.find(b"\n", at) + 1
        return min(max(at + int(where[2]) - 1, 0), len(text) - 1)
    return None


def _before(text: bytes, at: int, problems: list[Problem]) -> tuple[Any, list[Problem]] | None:
    """What stands before the place where reading fails."""
    modes: tuple[Literal["trailing-strings", "on"], ...] = ("trailing-strings", "on")
    for back in range(4):
        for mode in modes:
            try:
                tree = from_json(text[: max(0, at - back)], allow_inf_nan=True, allow_partial=mode)
            except ValueError:
                continue
            lost = Message("The file cannot be read any further; what came after this line is lost.")
            return tree, [*problems, _lost(text, at, lost)]
    return None


def _lost(text: bytes, at: int, what: Message) -> Problem:
    return Problem("", Message("Line {number}: {what}", number=text.count(b"\n", 0, at) + 1, what=what))

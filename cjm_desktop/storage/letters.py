"""The letters of a damaged journey file: its bytes as a text that can be looked at.

Contract. :func:`text_of` never raises: halves of letters, letters in an older way of writing and signs that no text has become letters,
“�”, or the end of a line where many of them stand in a row, and what was done is told. It costs a step for each byte.
"""

from __future__ import annotations

import re

from cjm_desktop.document import Message, Problem

# From so many on in a row they are a gap; one alone stands for a letter.
_GAP = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]{4,}")
# More of a gap says nothing.
_LONG_GAP = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HALF = re.compile(rb"(?<!\\)((?:\\\\)*)(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})")
#: What is said of signs that no text has.
GARBLED = Message("There are characters that no text has; they were left out.")


def text_of(data: bytes, encoding: str) -> tuple[str, list[Problem]]:
    """The text of a damaged file, and what is to be told of its letters."""
    problems: list[Problem] = []
    if encoding.upper().startswith("UTF-16"):
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
        problems.append(Problem("", Message("The file was read as {encoding}; compare letters with accents.", encoding=encoding)))
    else:
        text, old = _by_lines(data, encoding)
        if old:
            problems.append(Problem("", Message("The file was read as {encoding}; compare letters with accents.", encoding=encoding)))
    if _CONTROL.search(text):
        problems.append(Problem("", GARBLED))
        # A block that was never written, or overwritten, has a line before it and another behind it.
        text = _CONTROL.sub("\ufffd", _GAP.sub(lambda gap: "\n" + gap[0][1:_LONG_GAP], text))
    if "\\u" not in text:
        return text.encode("utf-8", "replace").decode("utf-8"), problems
    whole = _HALF.sub(lambda match: match[1] + (match[2] or b"\\ufffd"), text.encode("utf-8", "replace"))
    return whole.decode("utf-8"), problems


def _by_lines(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text, and whether it was written in the older ``encoding``: then no line with an accent in it is UTF-8."""
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    told: list[str | bytes] = []
    accents = False
    for line in data.split(b"\n"):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            told.append(line)
        else:
            accents = accents or not text.isascii()
            told.append(text)
    old = encoding.lower() != "utf-8" and not accents
    errors = encoding if old else "utf-8"
    return "\n".join(line if isinstance(line, str) else line.decode(errors, "replace") for line in told), old

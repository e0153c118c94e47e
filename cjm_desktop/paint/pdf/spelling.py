"""How PDF spells texts, names, colours and paths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cjm_desktop.layout.sheet import Segment
from cjm_desktop.paint.numbers import number

_PLAIN = re.compile(r"[\x20-\x7e]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def utf16(text: str) -> str:
    """UTF-16 (big endian) in hexadecimal digits. A lone surrogate becomes a question mark."""
    return text.encode("utf-16-be", "replace").hex().upper()


def string(text: str) -> str:
    """A text string: readable where it is ASCII, UTF-16 otherwise."""
    if _PLAIN.fullmatch(text):
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{utf16(text)}>"


def name(text: str) -> str:
    """A name without its slash, of at most 100 bytes: letters, digits and ``+-._`` as they are, ``-`` for all else."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "+-._") else "-" for c in text)[:100]


def rgb(value: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of ``#RRGGBB``. Raises ``ValueError`` for anything else."""
    if not _COLOUR.fullmatch(value):
        raise ValueError(f"“{value}” is not a colour; colours on a sheet look like #1A2B3C.")
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


@lru_cache(maxsize=512)
def colour(value: str) -> str:
    """The three operands of ``rg`` for ``#RRGGBB``. Raises ``ValueError`` for anything else."""
    return " ".join(number(channel / 255) for channel in rgb(value))


def path(segments: Iterable[Segment]) -> str:
    """Path construction operators for a sheet's segments."""
    out: list[str] = []
    for segment in segments:
        kind = segment[0]
        if kind == "Z":
            out.append("h")
        else:
            out.append(" ".join(map(number, segment[1:])) + {"M": " m", "L": " l", "C": " c"}[kind])
    return "\n".join(out)

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


@lru_cache(maxsize=512)
def colour(value: str) -> str:
    """The three operands of ``rg`` for ``#RRGGBB``. Raises ``ValueError`` for anything else."""
    if not _COLOUR.fullmatch(value):
        raise ValueError(f"“{value}” is not a colour; colours on a sheet look like #1A2B3C.")
    return " ".join(number(int(value[i : i + 2], 16) / 255) for i in (1, 3, 5))


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

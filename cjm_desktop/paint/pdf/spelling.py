"""How PDF spells numbers, texts, names and colours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cjm_desktop.layout.sheet import Segment

_PLAIN = re.compile(r"[\x20-\x7e]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def number(value: float) -> str:
    """A number with at most three decimals and nothing superfluous: ``12.5``, ``-.25``, ``0``.

    Raises ``ValueError`` or ``OverflowError`` for what is not a finite number: a broken page must not be written.
    """
    return thousandths(round(value * 1000))


def thousandths(value: int) -> str:
    """The same for a whole number of thousandths."""
    whole, rest = divmod(abs(value), 1000)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest:03d}".rstrip("0")


def exact(value: float) -> str:
    """A number with up to eight decimals, for matrices and page boxes. Raises ``ValueError`` when not finite."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("A length on the sheet is not a number.")
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def utf16(text: str) -> str:
    """UTF-16 (big endian) in hexadecimal digits. A lone surrogate becomes a question mark."""
    return text.encode("utf-16-be", "replace").hex().upper()


def string(text: str) -> str:
    """A text string: readable where it is ASCII, UTF-16 otherwise."""
    if _PLAIN.fullmatch(text):
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{utf16(text)}>"


def name(text: str) -> str:
    """A name without its slash; everything but letters, digits, ``+``, ``-``, ``.`` and ``_`` is escaped."""
    return "".join(
        c if c.isascii() and (c.isalnum() or c in "+-._") else "".join(f"#{b:02X}" for b in c.encode("utf-8", "replace"))
        for c in text
    )


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

"""What a reader sees as one character, however many it is written with.

Contract. Pure functions of the text; a bounded, practical part of UAX #29 (Unicode text segmentation): marks, joiners,
variation selectors, skin tones, flags and tags, and the vowels of Thai and Lao.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

_ZWJ = "\u200d"


def clusters_of(text: str) -> list[tuple[int, str]]:
    """Cut a text into what a reader sees as one character each: (index, characters).

    Marks, variation selectors, skin tones and joiners stay with what they follow; what a joiner joins stays, too, and
    two regional indicators make one flag.
    """
    starts = []
    flag = False
    if text.isascii():
        return list(enumerate(text))
    for i, character in enumerate(text):
        regional = "\U0001f1e6" <= character <= "\U0001f1ff"
        joined = i > 0 and (_leads(text[i - 1]) or _extends(character) or (regional and flag))
        flag = regional and not flag
        if not joined:
            starts.append(i)
    return [(a, text[a:b]) for a, b in pairwise([*starts, len(text)])]


def _leads(character: str) -> bool:
    """Whether what follows belongs to this character: a joiner, or a vowel written before its consonant."""
    return character == _ZWJ or "\u0e40" <= character <= "\u0e44" or "\u0ec0" <= character <= "\u0ec4"


def _extends(character: str) -> bool:
    if character < "\u0300":
        return False
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character in (_ZWJ, "\u200c")
        or "\u0e30" <= character <= "\u0e3a"
        or "\u0e45" <= character <= "\u0e4e"
        or "\u0eb0" <= character <= "\u0ebc"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def invisible(character: str) -> bool:
    """Whether a character has no picture of its own: controls, joiners, variation selectors, spaces."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp") or (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )

"""Where a word may be hyphenated, in Danish, Dutch, Hungarian, Swedish and English.

Contract. :meth:`Hyphens.points` gives the places of a word with what stands before and after the break, the longest
beginning first; in Hungarian the letters may change there ("asszony": "asz-", "szony"). Other languages have no places.
At least three letters stay on each side.

The patterns are those of the installed pyphen package (Liang's method, TeX: The Program §919 ff.). They are read from
its dictionary files by our own reader: pyphen parses every pattern when it loads a language (Hungarian: 105,000 of them,
most of a second), while here a file is split into a table of raw patterns and only those that a word meets are parsed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Dictionary of each language that is hyphenated.
FILES = {"da": "da_DK", "nl": "nl_NL", "hu": "hu_HU", "sv": "sv", "en": "en_GB"}
_SIDE = 3
_MOST_WORDS = 20_000
_PART = re.compile(r"(\d?)(\D?)")
_NO_DIGITS = b"0123456789"

#: Changed letters at a break: what replaces them ("sz=sz"), where they begin counted from the break, how many they are.
_Change = tuple[str, int, int]
#: A parsed pattern: where its values begin, the values, and the change that each odd value brings.
_Parsed = tuple[int, tuple[int, ...], tuple[_Change | None, ...]]


class _Patterns:
    """The patterns of one dictionary file, parsed when a word first meets them."""

    def __init__(self, path: Path) -> None:
        first, _, body = path.read_bytes().partition(b"\n")
        encoding = first.decode("ascii").strip()
        raw = body.decode(encoding).split("\n")
        # Digits are stripped from the whole file at once, as bytes: ten times faster than pattern by pattern.
        bare = body.translate(None, _NO_DIGITS).decode(encoding).split("\n")
        self._raw: dict[str, str] = dict(zip(bare, raw, strict=True))
        for plain, pattern in zip(bare, raw, strict=True):
            if "/" in plain and "%" not in plain:
                del self._raw[plain]
                self._raw[plain.partition("/")[0]] = pattern
        self._parsed: dict[str, _Parsed | None] = {}
        self._longest = max(map(len, self._raw))

    def _pattern(self, letters: str) -> _Parsed | None:
        raw = self._raw.get(letters)
        if raw is None:
            return None
        if letters not in self._parsed:
            self._parsed[letters] = _parse(raw)
        return self._parsed[letters]

    def breaks(self, word: str) -> list[tuple[int, _Change | None]]:
        """The places of a lower-case word, and how its letters change there."""
        dotted = f".{word}."
        values = [0] * (len(dotted) + 1)
        changes: list[_Change | None] = [None] * len(values)
        raw = self._raw
        for i in range(len(dotted) - 1):
            for j in range(i + 1, min(i + self._longest, len(dotted)) + 1):
                if dotted[i:j] not in raw:
                    continue
                parsed = self._pattern(dotted[i:j])
                if parsed is None:
                    continue
                at = i + parsed[0]
                for k, (value, change) in enumerate(zip(parsed[1], parsed[2], strict=True)):
                    if value > values[at + k]:
                        values[at + k], changes[at + k] = value, change
        return [(i - 1, changes[i]) for i, value in enumerate(values) if value % 2]


def _parse(raw: str) -> _Parsed | None:
    """A pattern such as ``.di1a`` or ``as3szon/sz=sz,2,3``; ``None`` for one without values."""
    pattern, _, alternative = raw.strip().partition("/")
    parts = _PART.findall(pattern)
    values = tuple(int(digit or 0) for digit, _ in parts)
    if not any(values):
        return None
    changes: list[_Change | None] = [None] * len(values)
    if alternative:
        letters, start, cut = alternative.split(",")
        begin = int(start) + (1 if pattern.startswith(".") else 0)
        for k, value in enumerate(values):
            if value % 2:
                changes[k] = (letters, begin - k - 1, int(cut))
    return 0, values, tuple(changes)


class Hyphens:
    """Hyphenation in several languages; a language is read when its first word is asked for, once for all."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def points(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        """What may stand before and after a break in a word, without the hyphen; the longest beginning first.

        ``language`` is a tag such as ``hu`` or ``en-GB``. Only runs of letters are words: anything else has no places.
        """
        key = (language, word)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            found = self._known[key] = self._find(word, language)
        return found

    def _find(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        lower = word.lower()
        if len(word) < 2 * _SIDE or not word.isalpha() or len(lower) != len(word):
            return ()
        tag = language.replace("_", "-").split("-")[0].lower()
        patterns = _patterns(tag) if tag in FILES else None
        if patterns is None:
            return ()
        points = []
        for at, change in reversed(patterns.breaks(lower)):
            if not _SIDE <= at <= len(word) - _SIDE:
                continue
            if change is None:
                points.append((word[:at], word[at:]))
                continue
            letters, start, cut = change
            before, _, after = (letters.upper() if word.isupper() else letters).partition("=")
            points.append((word[: at + start] + before, after + word[at + start + cut :]))
        return tuple(points)


@cache
def _patterns(language: str) -> _Patterns | None:
    """The patterns of a language, the same for all: those of Hungarian take 19 MB, and window, press and interface have their own words
    each. What two threads parse at once is the same."""
    path = _dictionary(language)
    return None if path is None else _Patterns(path)


def _dictionary(language: str) -> Path | None:
    """The dictionary file of a language inside the installed pyphen package, which is found but not imported."""
    spec = find_spec("pyphen")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "dictionaries" / f"hyph_{FILES[language]}.dic"
    return path if path.is_file() else None

"""Where a text may be broken into lines, before any width is known.

Contract. :func:`paragraphs` cuts a text at its line ends; :func:`words` finds the unbreakable stretches between breaking
spaces, with a number and its unit ("21 °C", "1 140", "3 d") and a dash with what it follows kept together;
:func:`soft_points` finds the places inside a word: after a hyphen, en dash or slash between longer parts, around an em
dash, at a zero-width space or a soft hyphen, and between ideographs. Positions are character indices. Pure functions of
the text.
"""

from __future__ import annotations

import re
import unicodedata

#: Line ends of every kind a document may hold.
_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
#: Spaces that a line may be broken at. No-break spaces (U+00A0, U+2007, U+202F) are not among them.
_SPACES = re.compile("[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")

_UNITS = (
    "%|‰|°[CF]?|€|£|\\$|kr\\.?|Ft|EUR|DKK|SEK|HUF|USD|GBP|km|cm|mm|kg|g|mg|m|m²|m³|l|kB|MB|GB|TB|W|kW|kWh|V|A|Hz|pt|px|"
    "ms|s|sec|sek|min\\.?|mp|h|hrs?|u|t|d|w|wk|mth|mo|yr|×|x"
)
#: A space between a number and its unit, or between groups of three digits, holds its line together, and a dash stands
#: with the word before it.
_GLUE = re.compile(
    f"(?<=\\d) (?=(?:{_UNITS})(?![\\w°]))|(?<=\\d) (?=\\d{{3}}(?!\\d))|(?<=[€£$§№]) (?=\\d)| (?=[–—] )"
)

_SOFT = re.compile(
    "[-\u2010\u2013/\u2014\u200b\u00ad\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_AFTER = "-\u2010\u2013/"
_LETTERS = 3
#: Ideographs and kana, between any two of which a line may end.
_IDEOGRAPHS = (
    ("\u2e80", "\u2fdf"), ("\u3041", "\u30ff"), ("\u3105", "\u312f"), ("\u31a0", "\u31ff"), ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
#: Signs that may not begin a line, and signs that may not end one (kinsoku, JIS X 4051).
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〕〉》〙〗’”)]},.:;!?…‥%‰ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = frozenset("（［｛「『【〔〈《〘〖‘“([{¥￥$€£＄")


def paragraphs(text: str) -> list[str]:
    """The text's own lines. Tabs become spaces and other control characters, which have no picture, are left out."""
    return _ENDS.split(_CONTROLS.sub("", text.replace("\t", " ")))


def words(paragraph: str) -> list[tuple[int, int]]:
    """The stretches (start, end) between breaking spaces; spaces at both ends of the paragraph belong to none."""
    glued = {match.start() for match in _GLUE.finditer(paragraph)} if " " in paragraph else frozenset[int]()
    found, at = [], 0
    for match in _SPACES.finditer(paragraph):
        start, end = match.span()
        if end - start == 1 and start in glued:
            continue
        if start > at:
            found.append((at, start))
        at = end
    if at < len(paragraph):
        found.append((at, len(paragraph)))
    return found


def has_soft_points(word: str) -> bool:
    """Whether a word may have soft points: a cheap first question."""
    return _SOFT.search(word) is not None


def soft_points(word: str) -> tuple[int, ...]:
    """Where a line may end inside a word: the index of the first character after the break, ascending."""
    if not has_soft_points(word):
        return ()
    return tuple(i for i in range(1, len(word)) if _may_break(word, i))


def _may_break(word: str, i: int) -> bool:
    before, after = word[i - 1], word[i]
    if before in "\u200b\u00ad":
        return True
    if before in _AFTER:
        return (
            after not in _AFTER
            and _letters_before(word, i - 1) >= _LETTERS
            and _letters_after(word, i) >= _LETTERS
        )
    if before == "\u2014" or after == "\u2014":
        return before != " " and after not in _NOT_FIRST and not (before == after == "\u2014")
    if not (_ideographic(before) or _ideographic(after)):
        return _wide(before) and after not in _NOT_FIRST and before not in _NOT_LAST and not _extends(after)
    return (
        after not in _NOT_FIRST
        and before not in _NOT_LAST
        and not _extends(after)
        and not _joined(before, after)
    )


def _letters_before(word: str, end: int) -> int:
    count = 0
    while count < _LETTERS and end > 0 and word[end - 1].isalnum():
        count, end = count + 1, end - 1
    return count


def _letters_after(word: str, start: int) -> int:
    count = 0
    while count < _LETTERS and start + count < len(word) and word[start + count].isalnum():
        count += 1
    return count


def _ideographic(character: str) -> bool:
    return character >= "\u2e80" and any(first <= character <= last for first, last in _IDEOGRAPHS)


def _wide(character: str) -> bool:
    """Punctuation of East Asian text, after which a line may end."""
    return "\u3001" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


def _extends(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _joined(before: str, after: str) -> bool:
    """No-break spaces and joiners hold on both sides."""
    return before in "\u00a0\u202f\u2060\u2007\u200d" or after in "\u00a0\u202f\u2060\u2007"

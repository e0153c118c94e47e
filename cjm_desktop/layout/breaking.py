"""Where a text may be broken into lines, before any width is known.

Contract. :func:`paragraphs` cuts a text at its line ends; :func:`words` finds the unbreakable stretches between breaking
spaces, with a number and its unit ("21 °C", "1 140", "3 d") and a dash with what it follows kept together;
:func:`soft_points` finds the places inside a word: after a hyphen, en dash or slash between longer parts, around an em
dash, at a zero-width space or a soft hyphen, between ideographs and kana, and between the words of Thai. Positions are
character indices. Pure functions of the text.

The rules for ideographs are those of UAX #14 (Unicode line breaking) that a poster meets: a line may end beside an
ideograph (LB31), but not before closing brackets, stops and signs that cannot begin a line (LB13, LB21; the strict set
of JIS X 4051), not after opening ones (LB14), nor within a pair of dashes or dots (LB22) or between a sign and its
number (LB23a–25). Korean is written with spaces and broken at them. Thai (LB1, class SA) needs to know its words:
:mod:`.thai` says where they end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from . import thai

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
    "[-\u2010\u2013/\u2014\u200b\u00ad\u0e01-\u0e5b\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
#: Scripts that are written without spaces between words: South-East Asian ones, ideographs and kana.
_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_THAI = re.compile("[\u0e01-\u0e5b]+")
#: Thai signs that belong to the word before them: abbreviation and repetition.
_THAI_TAIL = "ฯๆ"
_AFTER = "-\u2010\u2013/"
_LETTERS = 3
#: Ideographs and kana, between any two of which a line may end.
_IDEOGRAPHS = (
    ("\u2e80", "\u2fdf"), ("\u3041", "\u30ff"), ("\u3105", "\u312f"), ("\u31a0", "\u31ff"), ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\uff66", "\uff9f"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
#: Signs that may not begin a line, and signs that may not end one (UAX #14 CL, CP, EX, IS, NS, PO; PR, OP; JIS X 4051).
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）］｝」』】〕〉》〙〗〛｠〞〟’”»›)]},.:;!?…‥%‰％‰℃°〜～–‐゠·‼⁇⁈⁉｡､･ﾞﾟｰ｣"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
)
_NOT_LAST = frozenset("（［｛「『【〔〈《〘〖〚｟〝｢‘“«‹([{¥￥$＄€£￡№＃#＠@")
#: Signs that stand in pairs.
_PAIRED = frozenset("—…‥〳〴〵")


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


def unspaced(word: str) -> bool:
    """Whether a word holds a script that is written without spaces, so that it may be a whole sentence."""
    return _UNSPACED.search(word) is not None


def soft_points(word: str) -> tuple[int, ...]:
    """Where a line may end inside a word: the index of the first character after the break, ascending."""
    if not has_soft_points(word):
        return ()
    eastern = _thai_points(word, thai.points)
    return tuple(i for i in range(1, len(word)) if i in eastern or _may_break(word, i))


def likely_points(word: str) -> tuple[int, ...]:
    """Where words of Thai may end though it is not sure: better than breaking them anywhere."""
    return tuple(sorted(_thai_points(word, thai.likely_points))) if _THAI.search(word) else ()


def _thai_points(word: str, points: Callable[[str], tuple[int, ...]]) -> frozenset[int]:
    """Where Thai words end, with what they stand beside; never before a sign that belongs to the word before."""
    found: set[int] = set()
    for stretch in _THAI.finditer(word):
        start, end = stretch.span()
        found.update(start + at for at in points(stretch.group()))
        for edge in (start, end):  # beside ideographs and Latin words, but not beside digits and signs
            if 0 < edge < len(word) and word[edge - 1].isalpha() and word[edge].isalpha():
                found.add(edge)
    return frozenset(
        i
        for i in found
        if word[i] not in _THAI_TAIL
        and not _extends(word[i])
        and not ("\u0e40" <= word[i - 1] <= "\u0e44")  # a vowel written before its consonant
        and word[i] not in "ะาำๅ"
    )


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
    if _extends(after) or _joined(before, after) or (before == after and before in _PAIRED):
        return False
    if before == "\u2014" or after == "\u2014":
        return before != " " and after not in _NOT_FIRST
    if not (_eastern(before) or _eastern(after)):
        return False
    return after not in _NOT_FIRST and before not in _NOT_LAST


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


def _eastern(character: str) -> bool:
    """Ideographs, kana, and the wide punctuation that stands between them: what a line may be broken beside."""
    return character >= "\u2e80" and (
        "\u3001" <= character <= "\u303f"
        or "\uff00" <= character <= "\uff65"
        or any(first <= character <= last for first, last in _IDEOGRAPHS)
    )


def _extends(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _joined(before: str, after: str) -> bool:
    """No-break spaces and joiners hold on both sides."""
    return before in "\u00a0\u202f\u2060\u2007\u200d" or after in "\u00a0\u202f\u2060\u2007"

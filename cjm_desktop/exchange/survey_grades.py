"""Grades as surveys hold them: numbers on a scale of the survey's own, words, smileys; and where on any scale they lie.

Contract. A :class:`Rating` turns the text of a cell into a share, 0 for the worst answer and 1 for the best, which any document's scale can
take. :func:`rating_of` proposes one for the answers of a column: what is seen decides, not what it may be called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cjm_desktop.document import Message

from .fields import folded, number_of, number_text

#: Scales that surveys ask on, the usual ones first.
SCALES: tuple[tuple[float, float], ...] = (
    (1, 5),
    (0, 10),
    (1, 10),
    (-2, 2),
    (1, 7),
    (0, 5),
    (1, 4),
    (1, 3),
    (-5, 5),
    (-3, 3),
    (0, 100),
    (-100, 100),
)
# “5 – very satisfied”, “4 (good)”, “4/5”, “7 out of 10”: the number that comes first counts.
_LEADING = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)(?:\s*[-–—:=(.)]+\s*[^\d\s].*|\s*/\s*\d+|\s+[^\d\s].*)", re.DOTALL)

# Five steps from worst to best, as survey programs put them, in the five languages.
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        "very dissatisfied", "very unsatisfied", "very bad", "very poor", "terrible", "awful", "strongly disagree", "much worse",
        "meget utilfreds", "meget dårlig", "meget dårligt", "helt uenig",
        "zeer ontevreden", "heel slecht", "zeer slecht", "helemaal oneens", "helemaal mee oneens",
        "nagyon elégedetlen", "nagyon rossz", "egyáltalán nem ért egyet",
        "mycket missnöjd", "mycket dålig", "mycket dåligt", "instämmer inte alls",
        "😡", "😠", "😭", "😢", "😞", "☹", "☹️", ":-((", ":((",
    ),
    (
        "dissatisfied", "unsatisfied", "bad", "poor", "disagree", "worse",
        "utilfreds", "dårlig", "dårligt", "uenig",
        "ontevreden", "slecht", "oneens", "mee oneens",
        "elégedetlen", "rossz", "nem ért egyet",
        "missnöjd", "dålig", "dåligt", "instämmer inte",
        "🙁", "😟", "😕", ":-(", ":(",
    ),
    (
        "neutral", "neither", "okay", "ok", "so-so", "average", "fair", "neither satisfied nor dissatisfied", "neither agree nor disagree",
        "hverken eller", "hverken tilfreds eller utilfreds", "middel",
        "neutraal", "niet tevreden, niet ontevreden", "noch tevreden noch ontevreden", "matig",
        "semleges", "közepes", "is-is",
        "varken eller", "varken nöjd eller missnöjd", "medel",
        "😐", "😑", "😶", ":-|", ":|",
    ),
    (
        "satisfied", "good", "agree", "better",
        "tilfreds", "god", "godt", "enig",
        "tevreden", "goed", "eens", "mee eens",
        "elégedett", "jó", "egyetért",
        "nöjd", "bra", "instämmer",
        "🙂", "😊", "☺", "☺️", ":-)", ":)",
    ),
    (
        "very satisfied", "very good", "excellent", "great", "strongly agree", "much better",
        "meget tilfreds", "meget god", "meget godt", "fremragende", "helt enig",
        "zeer tevreden", "heel goed", "zeer goed", "uitstekend", "helemaal eens", "helemaal mee eens",
        "nagyon elégedett", "nagyon jó", "kiváló", "teljesen egyetért",
        "mycket nöjd", "mycket bra", "utmärkt", "instämmer helt",
        "😀", "😃", "😄", "😁", "😍", "🤩", ":-d", ":d", ":-))", ":))",
    ),
)
# Nobody's grade: the question was left out, or the person did not know.
_NOTHING = frozenset(
    folded(word)
    for word in (
        "-", "–", "—", "n/a", "na", "n.a.", "none", "null", "nan", "?", "don't know", "do not know", "dont know", "not applicable",
        "no answer", "skipped", "ved ikke", "ikke relevant", "intet svar", "ubesvaret", "weet niet", "weet ik niet", "n.v.t.", "nvt",
        "geen mening", "geen antwoord", "nem tudom", "nem tudja", "nincs válasz", "nem releváns", "vet ej", "vet inte", "ej svar",
        "inte relevant", "ej relevant",
    )
)  # fmt: skip


def _word(text: str) -> str:
    """A word of an answer as it is compared; smileys have a colon of their own, which a heading's is not."""
    bare = text.strip().casefold()
    return folded(text) if any(ch.isalpha() and ord(ch) > 99 for ch in bare) or not bare.startswith(":") else bare


_SHARE: Mapping[str, float] = MappingProxyType(
    {_word(word): at / (len(_STEPS) - 1) for at, words in enumerate(_STEPS) for word in words}
)


class Unread(ValueError):
    """A cell that holds no grade; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Rating:
    """The scale of a survey: the number that is ``worst`` and the one that is ``best``; the worst may be the higher one.

    Words and smileys are read on any of them.
    """

    worst: float = 1.0
    best: float = 5.0

    def share(self, text: str) -> float | None:
        """How good an answer is, from 0 to 1; ``None`` for no answer. Raises :class:`Unread` for what is no grade on this scale."""
        word = _word(text)
        if not word or word in _NOTHING:
            return None
        known = _SHARE.get(word)
        if known is not None:
            return known
        value = _number(text)
        if value is None:
            raise Unread(Message("“{text}” is no grade.", text=_shortened(text)))
        low, high = sorted((self.worst, self.best))
        if not low <= value <= high:
            raise Unread(
                Message(
                    "{value} does not lie between {low} and {high}.",
                    value=number_text(float(value)),
                    low=number_text(float(low)),
                    high=number_text(float(high)),
                )
            )
        return (value - self.worst) / (self.best - self.worst)


def is_grade(text: str) -> bool:
    """Whether a text could be a grade on some scale."""
    return _word(text) in _SHARE or _number(text) is not None


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no answer."""
    word = _word(text)
    return not word or word in _NOTHING


def rating_of(answers: Iterable[str]) -> Rating:
    """The scale that answers seem to be on: the narrowest of :data:`SCALES` that holds all numbers, of the longer ones one whose upper
    half was used; that of five steps where there are words only."""
    numbers = [value for text in answers if _word(text) not in _SHARE and (value := _number(text)) is not None]
    if not numbers:
        return Rating()
    low, high = min(numbers), max(numbers)
    fitting = [
        (worst, best)
        for worst, best in sorted(SCALES, key=lambda ends: (ends[1] - ends[0], ends[0] != 1))
        # Three or four steps are rare, and five on which nobody went to the end look the same.
        if worst <= low and high <= best and (low < 0 or worst >= 0) and best not in (3.0, 4.0)
    ]
    for worst, best in fitting:
        if best <= 5 or high > (worst + best) / 2:
            return Rating(worst, best)
    return Rating(*fitting[0]) if fitting else Rating(low, max(high, low + 1))


def _number(text: str) -> float | None:
    bare = text.strip()
    try:
        return number_of(bare)
    except ValueError:
        found = _LEADING.fullmatch(bare)
        return number_of(found[1]) if found else None


def _shortened(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= 40 else f"{bare[:39]}…"

"""Grades as surveys hold them: numbers on a scale of the survey's own, words, smileys; and where on any scale they lie.

Contract. A :class:`Rating` turns the text of a cell into a share, 0 for the worst answer and 1 for the best, which any document's scale can
take. :func:`scale_of` proposes one for the answers of a table, and says when that is only a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from cjm_desktop.document import Message, Scale

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


@dataclass(frozen=True, slots=True)
class ScaleGuess:
    """The scale that answers seem to be on, and the ``others`` that are nearly as likely; with any of them, or when too many answers lie
    beyond the scale, it is not ``sure`` but a guess, which a person decides. ``seen`` are the lowest and the highest number, if any."""

    rating: Rating
    others: tuple[Rating, ...] = ()
    sure: bool = True
    seen: tuple[float, float] | None = None


def scale_of(answers: Iterable[str], own: tuple[float, float] | None = None) -> ScaleGuess:
    """The scale of some answers; ``own`` is the one of the journey, which comes first where as much speaks for another.

    Extremes alone decide nothing: a scale is the likelier the more answers it holds and the fewer of its steps they leave out, as if each
    step were as likely as the others, at half the weight, since the answers of one person go together. Few answers beyond it (5 in a
    step were as likely as the others, at half the weight, since the answers of one person go together. Few answers beyond it (5 in a
    hundred, or two of twenty or more) are slips of the pen, which cost it something. A scale nearly as likely (e² times less), one
    hardly wider that holds the slips, one that lacks only the worst step and few answers on it, and a better half that nobody used make
    it a guess. Words alone are sure.
    """
    numbers = [value for text in answers if _word(text) not in _SHARE and (value := _number(text)) is not None]
    if not numbers:
        return ScaleGuess(Rating())
    counts = sorted(Counter(numbers).items())
    seen = counts[0][0], counts[-1][0]
    # Where numbers below 0 are more than slips of the pen, a scale with such is meant, and else none.
    below = len(numbers) > 1 and not _few(sum(n for value, n in counts if value < 0), len(numbers))
    wanted = [ends for ends in dict.fromkeys((*SCALES, *((own,) if own else ()))) if ends == own or (ends[0] < 0) == below]
    # Three or four steps are rare, and five on which nobody went to the end look the same.
    wanted = [ends for ends in wanted if ends == own or ends[1] not in (3.0, 4.0)]
    weighed = sorted((_weighed(ends, counts, own) for ends in wanted), key=lambda one: -one.merit)
    holding = [one for one in weighed if 2 * one.beyond <= len(numbers)]
    if not holding:
        return ScaleGuess(Rating(seen[0], max(seen[1], seen[0] + 1)), (), False, seen)
    best = holding[0]
    others = tuple(one for one in holding[1:] if _rivals(best, one, len(numbers)))
    sure = not others and _few(best.beyond, len(numbers)) and best.upwards
    return ScaleGuess(Rating(*best.ends), tuple(Rating(*one.ends) for one in others[:3]), sure, seen)


def scales_holding(grades: Sequence[float], most: int = 2) -> tuple[Scale, ...]:
    """The usual scales on which all of some grades lie, the narrowest first, with their middle as the neutral grade."""
    if not grades:
        return ()
    low, high = min(grades), max(grades)
    fitting = sorted((ends for ends in SCALES if ends[0] <= low and high <= ends[1]), key=lambda ends: ends[1] - ends[0])
    return tuple(scale_between(*map(float, ends)) for ends in fitting[:most])


def scale_between(lowest: float, highest: float) -> Scale:
    """The scale of a document between two ends, the neutral grade in the middle; grades snap to a twentieth of it, at least to ones."""
    span = highest - lowest
    return Scale(lowest=lowest, highest=highest, neutral=lowest + span / 2, step=max(1.0, span / 20), fine=max(0.1, span / 100))


def rating_of(answers: Iterable[str], own: tuple[float, float] | None = None) -> Rating:
    """The scale that answers seem to be on, sure or not: that of :func:`scale_of`."""
    return scale_of(answers, own).rating


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A scale, how likely it is (a logarithm), how many answers lie beyond it, and whether its better half was used."""

    ends: tuple[float, float]
    merit: float
    beyond: int
    upwards: bool

    @property
    def steps(self) -> float:
        return self.ends[1] - self.ends[0] + 1


#: How much more the journey's own scale is expected, how much less one that few surveys use and one of whose better half nobody made
#: use; what an answer beyond a scale costs it; and how near is nearly as likely: logarithms.
_OWN, _RARE, _HALF, _SLIP, _NEAR = 2.0, 1.0, 2.0, 3.0, 2.0
#: The weight of an answer, and so many times wider is hardly wider.
_WEIGHT, _HARDLY = 0.5, 2.0
_USUAL = frozenset({(1, 5), (1, 7), (0, 10), (1, 10), (0, 100), (-2, 2), (-5, 5)})


def _weighed(ends: tuple[float, float], counts: Sequence[tuple[float, int]], own: tuple[float, float] | None) -> _Weighed:
    worst, best = ends
    inside = [(value, n) for value, n in counts if worst <= value <= best]
    held = sum(n for _, n in inside)
    beyond = sum(n for _, n in counts) - held
    merit = -_WEIGHT * held * log(best - worst + 1) - _SLIP * beyond
    merit += _OWN if ends == own else 0.0 if ends in _USUAL else -_RARE
    upwards = bool(inside) and inside[-1][0] > (worst + best) / 2
    if best > 5 and not upwards:
        merit -= _HALF
    return _Weighed(ends, merit, beyond, upwards)


def _rivals(best: _Weighed, other: _Weighed, count: int) -> bool:
    """Whether another scale than the likeliest may be meant as well."""
    if other.merit > best.merit - _NEAR:
        return True
    (worst, most), (low, high) = best.ends, other.ends
    if other.beyond < best.beyond and other.steps <= _HARDLY * best.steps and low <= worst and most <= high:
        return True
    return most == high and low == worst + 1 and other.beyond > best.beyond and _few(other.beyond, count)


def _few(beyond: int, count: int) -> bool:
    """Whether so many answers of all are few enough for slips of the pen."""
    return beyond <= 0.05 * count or (beyond <= 2 and count >= 20)


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

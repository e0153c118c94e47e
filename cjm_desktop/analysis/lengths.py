"""Lengths of time as people say them: one rule for cards, gaps, lanes and sentences, so that no two of them contradict each other. Pure.

Contract. What somebody wrote down is told in its own unit (:func:`written`). What is reckoned from several of those, or from the times
between them, is told as it is remembered (:func:`remembered`): in the longest unit of which it makes one or more; from three on in whole
ones; seven days are a week and 21 hours a day; from ten days on nothing has decimals: “17 d”, not “2.4 wk”; and where that is not nearly
all of it, that it is only about so much. Work is counted in hours (:func:`worked`), since a day of work is no day of waiting.
Sentences get a length as a message (:func:`in_words`); the map, which is printed in a language of its own, writes the same
:class:`Length` with its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import Duration, Message
from .figures import figure

#: Minutes in each unit, the shortest first (see ``Duration.minutes``).
MINUTES = {"min": 1.0, "h": 60.0, "d": 1_440.0, "w": 10_080.0}
_WRITTEN = {
    "min": Message("{amount} min"),
    "h": Message("{amount} h"),
    "d": Message("{amount} d"),
    "w": Message("{amount} wk"),
}
#: What differs by no more than this share from what is said needs no “about”.
_SAME = 0.03
#: From so many minutes on a length is told in days; from so much of a unit on in whole ones, weeks always; work from so many hours on.
_A_DAY, _WHOLE, _WHOLE_HOURS = 18 * 60.0, 3, 10


@dataclass(frozen=True, slots=True)
class Length:
    """An ``amount`` of a ``unit`` (a key of :data:`MINUTES`); ``about``: it is only nearly so much."""

    amount: float
    unit: str
    about: bool = False


def written(duration: Duration) -> Length:
    """A length as somebody wrote it down."""
    return Length(duration.amount, duration.unit)


def remembered(minutes: float) -> Length:
    """A length of so many minutes as people remember it."""
    known = minutes
    for shorter, longer in pairwise(MINUTES):
        if MINUTES[longer] - MINUTES[shorter] / 2 <= minutes < MINUTES[longer]:
            minutes = MINUTES[longer]
    if _A_DAY <= minutes < MINUTES["d"]:
        minutes = MINUTES["d"]
    unit = _longest(minutes, "w")
    amount = minutes / MINUTES[unit]
    if unit == "w" and amount < _WHOLE and abs(amount - round(amount)) > _SAME * amount:
        unit, amount = "d", minutes / MINUTES["d"]
    amount = float(round(amount)) if amount >= _WHOLE or unit == "w" else round(amount, 1)
    return Length(amount, unit, abs(amount * MINUTES[unit] - known) > _SAME * known)


def summed(lengths: Sequence[Duration]) -> Length:
    """The sum of some lengths: of one alone as it is written down."""
    return written(lengths[0]) if len(lengths) == 1 else remembered(sum(length.minutes for length in lengths))


def worked(minutes: float) -> Length:
    """So many minutes of work, in none longer than hours."""
    unit = _longest(minutes, "h")
    amount = minutes / MINUTES[unit]
    return Length(round(amount, 0 if amount >= _WHOLE_HOURS else 1), unit)


def in_words(length: Length) -> Message:
    """A length as a part of a sentence."""
    plain = Message(_WRITTEN[length.unit].template, amount=figure(length.amount))
    return Message("about {length}", length=plain) if length.about else plain


def _longest(minutes: float, most: str) -> str:
    """The longest unit, none longer than ``most``, of which some minutes make one or more."""
    units = list(MINUTES)[: list(MINUTES).index(most) + 1]
    return next((unit for unit in reversed(units) if minutes >= MINUTES[unit]), "min")

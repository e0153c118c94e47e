"""Lengths of time in the printed language: one place for the words of units on cards, in the lane of time and in gaps.

The window and the command line write the same lengths as messages, see :mod:`cjm_desktop.analysis.lengths`: a map is printed in a language
of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cjm_desktop.document import Duration

from .words import Words

#: Minutes in each unit, the shortest first.
MINUTES = {"min": 1.0, "h": 60.0, "d": 1_440.0, "w": 10_080.0}


def unit_word(unit: str, words: Words) -> str:
    """The word for a unit of time."""
    return {"min": words.unit_minutes, "h": words.unit_hours, "d": words.unit_days, "w": words.unit_weeks}[unit]


def as_written(duration: Duration, words: Words) -> str:
    """A length as somebody wrote it down, in its own unit: “3 d”."""
    return f"{words.number(duration.amount)}\u00a0{unit_word(duration.unit, words)}"


def in_words(minutes: float, words: Words, longest: str = "w") -> str:
    """A length of time in the longest unit of which it makes one or more, none longer than ``longest``; from ten on in whole ones."""
    return _rounded(minutes, list(MINUTES)[: list(MINUTES).index(longest) + 1], 10, words)


#: What differs by no more than this share from what is said needs no “about”.
_SAME = 0.03
#: From so many minutes on a length is told in days.
_A_DAY = 18 * 60.0


def roughly(minutes: float, words: Words) -> str:
    """The same for what is only known as well as people remember it: from three on in whole ones, and seven days are a week; as people say
    it, 21 hours are a day, and from ten days on nothing has decimals: “17 d”, not “2.4 wk”."""
    return _remembered(minutes, words)[0]


def about(minutes: float, words: Words) -> str:
    """The same, and that it is only about so much where that is not nearly all of it: “about 6 wk”."""
    said, told = _remembered(minutes, words)
    return said if abs(told - minutes) <= _SAME * minutes else words.about_so_long.format(length=said)


def waited(minutes: float, words: Words, told: Duration | None = None) -> str:
    """A wait in words, the same in the lane of time and in the gap between two cards: as its card tells it, where that is its length;
    else as it is remembered."""
    return about(minutes, words) if told is None else as_written(told, words)


def _remembered(minutes: float, words: Words) -> tuple[str, float]:
    """A length as it is remembered, in words and in minutes."""
    for shorter, longer in pairwise(MINUTES):
        if MINUTES[longer] - MINUTES[shorter] / 2 <= minutes < MINUTES[longer]:
            minutes = MINUTES[longer]
    if _A_DAY <= minutes < MINUTES["d"]:
        minutes = MINUTES["d"]
    unit = next((one for one in reversed(MINUTES) if minutes >= MINUTES[one]), "min")
    amount = minutes / MINUTES[unit]
    if unit == "w" and amount < 3 and abs(amount - round(amount)) > _SAME * amount:
        unit, amount = "d", minutes / MINUTES["d"]
    whole = amount >= 3 or unit == "w"
    amount = float(round(amount)) if whole else round(amount, 1)
    return f"{words.number(amount)}\u00a0{unit_word(unit, words)}", amount * MINUTES[unit]


def _rounded(minutes: float, units: Sequence[str], whole: float, words: Words) -> str:
    unit = next((one for one in reversed(units) if minutes >= MINUTES[one]), "min")
    amount = minutes / MINUTES[unit]
    return f"{words.number(float(round(amount, 0 if amount >= whole else 1)))}\u00a0{unit_word(unit, words)}"

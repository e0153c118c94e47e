"""Lengths of time in the printed language: the words of units on cards, in the lane of time and in gaps.

Which unit and how exactly is said in :mod:`cjm_desktop.analysis.lengths`, which sentences in the window go by as well: a map is printed
in a language of its own, and says the same.
"""

from __future__ import annotations

from dataclasses import replace

from cjm_desktop.analysis.lengths import Length, remembered, written
from cjm_desktop.document import Duration

from .words import Words


def unit_word(unit: str, words: Words) -> str:
    """The word for a unit of time."""
    return {"min": words.unit_minutes, "h": words.unit_hours, "d": words.unit_days, "w": words.unit_weeks}[unit]


def in_words(length: Length, words: Words) -> str:
    """A length: “3 d”, “about 6 wk”."""
    said = f"{words.number(length.amount)}\u00a0{unit_word(length.unit, words)}"
    return words.about_so_long.format(length=said) if length.about else said


def as_written(duration: Duration, words: Words) -> str:
    """A length as somebody wrote it down, in its own unit: “3 d”."""
    return in_words(written(duration), words)


def roughly(minutes: float, words: Words) -> str:
    """A length as it is remembered, where it is no more than a bound: without “about”."""
    return in_words(replace(remembered(minutes), about=False), words)


def about(minutes: float, words: Words) -> str:
    """A length as it is remembered."""
    return in_words(remembered(minutes), words)


def waited(minutes: float, words: Words, told: Duration | None = None) -> str:
    """A wait in words, the same in the lane of time and in the gap between two cards: as its card tells it, where that is its length;
    else as it is remembered."""
    return about(minutes, words) if told is None else as_written(told, words)

"""Lengths of time as people say them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Duration, Message
from .figures import figure

#: Units from the longest: how many minutes each has (see ``Duration.minutes``), and how a length in it is written.
_UNITS = (("w", 10_080.0), ("d", 1_440.0), ("h", 60.0), ("min", 1.0))
_WRITTEN = {
    "min": Message("{amount} min"),
    "h": Message("{amount} h"),
    "d": Message("{amount} d"),
    "w": Message("{amount} wk"),
}


def sum_in_words(lengths: Sequence[Duration]) -> Message:
    """The sum of some lengths: in their own unit where they share one, else in the longest unit of which it makes one or more."""
    units = {length.unit for length in lengths}
    if len(units) == 1:
        return Message(_WRITTEN[units.pop()].template, amount=figure(sum(length.amount for length in lengths)))
    minutes = sum(length.minutes for length in lengths)
    unit, size = next((one for one in _UNITS if minutes >= one[1]), _UNITS[-1])
    return Message(_WRITTEN[unit].template, amount=figure(minutes / size))


def minutes_in_words(minutes: float, *, hours: bool = False) -> Message:
    """A number of minutes in the longest unit of which it makes one or more, from ten on in whole ones; with ``hours`` in none longer than
    hours, as work is counted."""
    units = _UNITS[2:] if hours else _UNITS
    unit, size = next((one for one in units if minutes >= one[1]), units[-1])
    amount = minutes / size
    return Message(_WRITTEN[unit].template, amount=figure(round(amount, 0 if amount >= 10 else 1)))

"""How long is waited after each touchpoint before the next one begins (METHOD step 7). Pure.

Contract. A wait lasts from the end of a touchpoint to the start of the next. A card of waiting or silence has no length of its own on
this clock: what it takes is the wait after it, also where nobody knows when it goes on, and where nothing comes after it. Times run
forwards: a touchpoint that is said to begin before what stands left of it has ended begins when that ends. Of a touchpoint without a time
it is not known on which side of it was waited: the wait then stands before the next one with a time, and is no more than an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..document import Duration, Kind, Touchpoint

#: Cards on which nothing happens but time going by.
QUIET = frozenset((Kind.WAITING, Kind.SILENCE))
#: Sums of decimal fractions leave less than this (minutes) where nothing is waited.
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Wait:
    """``minutes`` (more than 0) between the touchpoints ``after`` and ``after + 1`` (places in the journey), or after the last.
    ``told``: the same by the word of the card that is waited on, where it is one card's own. Not ``sure``: at most so long,
    because a part of it may have been waited before a touchpoint without a time. ``spent``: how long (minutes) the card before it is, one
    of waiting or silence, by its own word."""

    after: int
    minutes: float
    sure: bool = True
    told: Duration | None = field(default=None, compare=False)
    spent: float = field(default=0.0, compare=False)

    @property
    def rest(self) -> float:
        """What is waited (minutes) after the end of the card before it; 0 where that card is all of the wait."""
        left = self.minutes - self.spent
        return left if left > _NOTHING else 0.0


def waits(touchpoints: Sequence[Touchpoint]) -> tuple[Wait, ...]:
    """The waits between neighbours, from left to right; what is not known, or nothing, is left out."""
    return tuple(_each(touchpoints))


def is_waited(touchpoints: Sequence[Touchpoint]) -> bool:
    """Whether there is any wait whose length is known; found at the first of them."""
    return next(_each(touchpoints), None) is not None


def _each(touchpoints: Sequence[Touchpoint]) -> Iterator[Wait]:
    clock: float | None = None  # how late it was when the card before had been dealt with; None: nobody has said when anything is
    told, coarse = 0.0, 0.0  # what was waited on the card before by its own word, and the unit in which a time was last said
    sure = True
    said: Duration | None = None  # the word of the card before
    for i, t in enumerate(touchpoints):
        minutes, known = told, True
        if t.when is not None:
            start, unit = t.when.minutes, _unit(t.when)
            if clock is not None and (start - clock >= told or told - (start - clock) > max(coarse, unit)):
                # Where times are told in weeks, a card that says three days more contradicts nothing: then it is right.
                minutes, known = start - clock, sure
            clock, coarse, sure = start if clock is None else max(start, clock), unit, True
        elif clock is not None:
            clock, sure = clock + told, sure and t.kind in QUIET
        if i and minutes > _NOTHING:
            yield Wait(i - 1, minutes, known, said if minutes == told else None, told)
        length = 0.0 if t.duration is None else t.duration.minutes
        told, said = (length, t.duration) if t.kind in QUIET else (0.0, None)
        if clock is not None:
            clock += length - told
    if told > _NOTHING:
        yield Wait(len(touchpoints) - 1, told, told=said, spent=told)


def _unit(when: Duration) -> float:
    """The unit (minutes) in which a time is said; 0 of something is the very beginning."""
    return Duration(amount=1, unit=when.unit).minutes if when.amount else 0.0

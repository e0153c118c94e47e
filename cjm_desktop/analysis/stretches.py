"""Stretches of the journey in which nothing is heard or nothing happens: silences and waits (METHOD step 7)."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Journey, Kind, Message, Touchpoint
from .lengths import in_words, summed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cards of one kind in a row: their ids, and how long they take together in ``minutes`` as far as it is written down (``None``: not
    at all). ``length`` says that as people do. ``alike`` are the first cards of the others that are as long, as far as anybody can tell;
    ``unmeasured`` says whether there are others of which no time, or not all of it, is written down while it is of this one."""

    touchpoints: tuple[str, ...]
    minutes: float | None
    length: Message | None
    alike: tuple[str, ...] = ()
    unmeasured: bool = False


def longest(journey: Journey, kind: Kind) -> Stretch | None:
    """The longest stretch of cards of a kind; ``None`` when there is no such card.

    The longest by time, among the stretches of which a time is written down; where none is, the one with the most cards. Of equal ones
    the earlier.
    """
    runs: list[list[Touchpoint]] = []
    before: Kind | None = None
    for t in journey.touchpoints:
        if t.kind is kind:
            if before is not kind:
                runs.append([])
            runs[-1].append(t)
        before = t.kind
    if not runs:
        return None
    stretches = [(run, [t.duration for t in run if t.duration is not None]) for run in runs]
    timed = [(run, lengths, sum(length.minutes for length in lengths)) for run, lengths in stretches if lengths]
    if timed:
        run, lengths, most = max(timed, key=lambda one: one[2])
        alike = tuple(other[0].id for other, _lengths, minutes in timed if minutes == most and other is not run)
        unmeasured = any(len(known) < len(other) for other, known in stretches if other is not run)
        return Stretch(tuple(t.id for t in run), most, in_words(summed(lengths)), alike, unmeasured)
    run = max(runs, key=len)
    return Stretch(tuple(t.id for t in run), None, None, tuple(one[0].id for one in runs if one is not run and len(one) == len(run)))

"""Stretches of the journey in which nothing is heard or nothing happens: silences and waits (METHOD step 7)."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Duration, Journey, Kind, Message, Touchpoint

#: Units from the longest: how many minutes each has (see ``Duration.minutes``), and how a length in it is written.
_UNITS = (("w", 10_080.0), ("d", 1_440.0), ("h", 60.0), ("min", 1.0))
_WRITTEN = {
    "min": Message("{amount} min"),
    "h": Message("{amount} h"),
    "d": Message("{amount} d"),
    "w": Message("{amount} wk"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cards of one kind in a row: their ids, and how long they take together in ``minutes`` as far as it is written down (``None``: not
    at all). ``length`` says that as people do."""

    touchpoints: tuple[str, ...]
    minutes: float | None
    length: Message | None


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
    timed = [(run, lengths) for run, lengths in stretches if lengths]
    if timed:
        run, lengths = max(timed, key=lambda one: sum(length.minutes for length in one[1]))
        return Stretch(tuple(t.id for t in run), sum(length.minutes for length in lengths), in_words(lengths))
    run = max(runs, key=len)
    return Stretch(tuple(t.id for t in run), None, None)


def in_words(lengths: list[Duration]) -> Message:
    """The sum of some lengths: in their own unit where they share one, else in the longest unit of which it makes one or more."""
    units = {length.unit for length in lengths}
    minutes = sum(length.minutes for length in lengths)
    if len(units) == 1:
        unit: str = units.pop()
        amount = sum(length.amount for length in lengths)
    else:
        unit, size = next((one for one in _UNITS if minutes >= one[1]), _UNITS[-1])
        amount = minutes / size
    return Message(_WRITTEN[unit].template, amount=float(amount))

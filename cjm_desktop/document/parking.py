"""Touchpoints that were taken off the map and kept whole, so that putting them back loses nothing."""

from __future__ import annotations

from pydantic import Field

from .base import MAX_RECORDS, Count, Id, Record
from .framing import Reading
from .people import Answer
from .timeline import Touchpoint

_Many = Field(default=(), max_length=MAX_RECORDS)


class ParkedAnswer(Record):
    """What a respondent told about a parked touchpoint; ``interview`` is whose answers it goes back to."""

    interview: Id
    answer: Answer


class ParkedReading(Record):
    """What a round measured at a parked touchpoint."""

    round: Id
    reading: Reading


class ParkedCard(Record):
    """A touchpoint in the parking lot, with everything that hung on it.

    ``place`` is how many of the texts of ``Journey.parking`` stand above it in the lot (cards between the same two texts stand in
    their own order); ``at`` how many touchpoints stood before it on the map. ``opportunities`` hang on it again when it goes back.
    """

    touchpoint: Touchpoint
    place: Count = 0
    at: Count = 0
    opportunities: tuple[Id, ...] = _Many
    answers: tuple[ParkedAnswer, ...] = _Many
    readings: tuple[ParkedReading, ...] = _Many

"""Reads a file of survey answers for its dialog, in the worker: the table, a proposal or what is remembered, and what that comes to.

Contract. Knows no window. One :class:`SurveyReading` serves one dialog; what was read of the file is kept, so that another mapping costs
only the reading of the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import fsum
from pathlib import Path

from cjm_desktop.document import Journey, Round
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.survey import Answers, DayOf, Survey, SurveyMap, answers_in, measured, same_round
from cjm_desktop.exchange.survey_grades import Rating
from cjm_desktop.exchange.survey_guess import Proposal, map_of_dict, suggested, valid_for
from cjm_desktop.storage import read_file


@dataclass(frozen=True)
class Read:
    """A table, how it is understood and what it says. ``known``: the mapping is one that was used for such a table before.

    ``scales`` is empty where the scale of the answers is clear; else the scale that is taken and those that may be meant as well, each
    with the mean of the touchpoints that it comes to (``None`` without grades). ``same`` is the round that says the very same.
    """

    answers: Answers
    proposal: Proposal
    how: SurveyMap
    survey: Survey
    known: bool
    scales: tuple[tuple[Rating, float | None], ...] = ()
    same: Round | None = None


class SurveyReading:
    """Reads one file."""

    def __init__(self, path: Path, journey: Journey, day_of: DayOf, remembered: Mapping[str, object]) -> None:
        """``remembered`` holds mappings by :func:`key_of` the tables they were used for."""
        self.path, self.journey, self._day_of, self._remembered = path, journey, day_of, remembered
        self._data: bytes | None = None
        self._tables: dict[tuple[str, str], tuple[Answers, Proposal]] = {}

    def read(
        self, encoding: str, separator: str, how: SurveyMap | None, cancelled: Callable[[], bool], *, whole_rows: bool = False
    ) -> Read:
        """What the file says. ``encoding`` and ``separator`` are found out where they are empty, and so is the mapping where there is
        none; ``whole_rows`` as :func:`~cjm_desktop.exchange.survey.measured` has it. Raises :class:`~cjm_desktop.exchange.ImportFailed`,
        a storage error, or :class:`~cjm_desktop.exchange.survey.Stopped`."""
        if self._data is None:
            self._data = read_file(self.path)[0]
        found = self._tables.get((encoding, separator))
        if found is None:
            answers = answers_in(self.path.name, self._data, encoding=encoding, separator=separator)
            found = self._tables[encoding, separator] = answers, suggested(answers, self.journey, self._day_of)
        answers, proposal = found
        known = False
        if how is None or not _fits(how, answers):
            how, known = self._usual(answers, proposal)
        survey = measured(answers, how, self.journey, self._day_of, whole_rows=whole_rows, cancelled=cancelled)
        scales: list[tuple[Rating, float | None]] = []
        if not known and not proposal.scale.sure and how.rating == proposal.scale.rating:
            scales.append((how.rating, _mean(survey)))
            for other in proposal.scale.others:
                asked = measured(
                    answers, replace(how, rating=other), self.journey, self._day_of, whole_rows=whole_rows, cancelled=cancelled
                )
                scales.append((other, _mean(asked)))
        return Read(answers, proposal, how, survey, known, tuple(scales), same_round(survey, self.journey) if survey.readings else None)

    def _usual(self, answers: Answers, proposal: Proposal) -> tuple[SurveyMap, bool]:
        tree = self._remembered.get(key_of(answers))
        if isinstance(tree, dict):
            ids = {card.id for card in self.journey.touchpoints}
            places = tree.get("places")
            kept = {name: one for name, one in places.items() if one in ids} if isinstance(places, dict) else {}
            try:
                how = map_of_dict({**tree, "places": kept}, answers, self.journey)
            except ImportFailed:
                return proposal.how, False
            if valid_for(how, answers, self.journey):
                return how, True
        return proposal.how, False


def _mean(survey: Survey) -> float | None:
    grades = sorted(one.grade for one in survey.readings if one.grade is not None)
    return fsum(grades) / len(grades) if grades else None


def key_of(answers: Answers) -> str:
    """What tables with the same names of columns have in common."""
    return hashlib.sha256(answers.key.encode()).hexdigest()[:16]


def _fits(how: SurveyMap, answers: Answers) -> bool:
    return all(name in answers.header for name in (how.touchpoint, how.grade, how.respondent, how.date) if name)

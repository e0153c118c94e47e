"""Reading 10,000 rows of a survey, beside what Python's own csv reader takes for the file alone."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from journeys import journey_of

from cjm_desktop.exchange.survey import answers_in, measured
from cjm_desktop.exchange.survey_guess import suggested
from cjm_desktop.i18n.days import day_of

if TYPE_CHECKING:
    from conftest import Board

ROWS, COLUMNS = 10_000, 30


def test_ten_thousand_answers(board: Board, seconds: Callable[..., float]) -> None:
    journey = journey_of(COLUMNS)
    chance = random.Random(1)
    out = io.StringIO()
    write = csv.writer(out, delimiter=";")
    write.writerow(["Respondent", "Date", *(f"{k}. {card.title}" for k, card in enumerate(journey.touchpoints, 1))])
    for k in range(ROWS):
        write.writerow([f"r{k}", f"{1 + k % 28}.5.2027", *(chance.choice(("1", "2,5", "4", "5", "")) for _ in range(COLUMNS))])
    text = out.getvalue()
    data = text.encode()

    def read() -> int:
        answers = answers_in("answers.csv", data)
        how = suggested(answers, journey, _day).how
        survey = measured(answers, how, journey, _day)
        assert len(how.places) == COLUMNS and not survey.bad
        return survey.rows

    assert read() == ROWS
    bare = seconds(lambda: list(csv.reader(io.StringIO(text), delimiter=";")))
    board.add(f"a survey of {ROWS:,} rows, {COLUMNS} columns", seconds(read), "s", goal=1.5, yardstick=bare, beside="csv alone")


def _day(text: str) -> date | None:
    return day_of(text, "en", date(2027, 5, 1))

"""What is said of a sheet before it is printed: briefly, of the right thing, and nothing that helps nobody."""

from __future__ import annotations

import math

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.advice import advise
from cjm_desktop.layout.findings import called, unreadable
from cjm_desktop.layout.told import LEAST_READ
from tests.layout.maps import composer, sample


def sheet_of(journey: Journey, paper: str) -> MapSheet:
    return composer().series(journey, read(journey), Paper.named(paper, portrait=False), distance=1.0, sheets=1)[0]


def said(sheet: MapSheet, place: str) -> list[str]:
    return [str(problem.message) for problem in sheet.problems if problem.place == place]


def test_type_that_nobody_reads_is_called_so_and_no_advice_ends_in_such_type() -> None:
    journey = sample("new-colleague")
    small = journey.replace(poster=journey.poster.replace(paper="100x100mm", sheets=1))
    sheet = sheet_of(small, "100x100mm")
    assert sheet.body_pt < LEAST_READ
    assert any("too small to be read from any distance" in one for one in said(sheet, "poster.paper"))
    assert unreadable(sheet.problems)
    found = advise(small, read(small), composer(), seconds=math.inf)
    assert found
    assert all(one.outcome.smallest_pt >= 0.75 * LEAST_READ for one in found)


def test_a_long_text_is_called_by_its_beginning() -> None:
    assert called("A  title\nof two lines") == "A title of two lines"
    assert called("x" * 80) == "x" * 80
    assert called("word " * 400) == ("word " * 16)[:79].rstrip() + "…"
    journey = sample("new-laptop")
    first = journey.touchpoints[0].replace(title="Really " * 300)
    found = sheet_of(journey.replace(touchpoints=(first, *journey.touchpoints[1:])), "A4").problems
    assert any("Really" in str(one.message) for one in found)
    assert max(len(str(one.message)) for one in found) < 400


def test_a_long_line_of_ones_own_in_the_foot_is_said_of_that_line() -> None:
    journey = sample("new-laptop")
    poster = journey.poster.replace(footer="Everybody who told us about their first weeks and more " * 9)
    sheet = sheet_of(journey.replace(poster=poster), "A3")
    assert said(sheet, "poster.footer") == [
        "The line of your own in the poster’s foot is too long and was shortened; say it in fewer words."
    ]
    assert said(sheet, "imprint") == []

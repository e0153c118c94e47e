"""What is said of a sheet before it is printed: briefly, of the right thing, and nothing that helps nobody."""

from __future__ import annotations

import math
from dataclasses import replace

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Message, Problem
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.advice import Outcome, _better, advise
from cjm_desktop.layout.findings import called, of_series, unreadable
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


def test_a_series_tells_of_its_type_once_and_of_the_smallest() -> None:
    def told(size: float, reach: float, body: float = 7.0) -> Problem:
        text = "The text is {body} pt and the smallest type {size} pt, readable from {reach} m"
        return Problem("poster.paper", Message(text, body=body, size=size, reach=reach))

    small_print = Problem("poster.paper", Message("The small print is {size} pt, up to {reach} m", size=3.0, reach=0.2))
    flat = [Problem("poster.paper", Message("flat: {height} mm", height=height)) for height in (12, 9)]
    other = Problem("parties[0].name", Message("too long"), "p")
    series = [told(5.5, 0.4), other, flat[0], told(4.0, 0.3), other, flat[1], small_print]
    found = of_series((problem, at) for at, problem in enumerate(series))
    assert found == [(told(4.0, 0.3), 3), (other, 1), (flat[1], 5)]


def test_a_series_says_once_what_its_compact_sheets_leave_out() -> None:
    def told(what: Message) -> Problem:
        return Problem("poster.lanes", Message("Set compactly: {what}.", what=what))

    n, who = Message("n is not printed"), Message("who stands on the cards")
    (one,) = of_series([(told(n), 0), (told(Message("{first}, and {then}", first=n, then=who)), 1), (told(who), 2)])
    assert one[1] == 0
    assert "n is not printed, and who stands on the cards" in str(one[0].message)


def test_no_advice_ends_in_text_that_a_finding_calls_unreadable() -> None:
    """On a strip of 3 × 0.1 m leaving out a lane gave 3.5 pt “that can be read from 0.3 m”."""
    journey = sample("new-laptop")
    strip = journey.replace(poster=journey.poster.replace(paper="3000x100mm", sheets=1))
    assert sheet_of(strip, "3000x100mm").body_pt < LEAST_READ
    found = advise(strip, read(strip), composer(), seconds=math.inf)
    assert found
    assert all(one.outcome.body_pt >= LEAST_READ for one in found)


def test_half_a_point_is_not_worth_a_click() -> None:
    now = Outcome(body_pt=7.0, smallest_pt=5.0, reach=0.416, cut=0, sheets=1, width=420, height=297)
    little = replace(now, smallest_pt=5.6, reach=0.5)
    much = replace(now, smallest_pt=6.1, reach=0.5)
    assert not _better(little, now, 1.0)
    assert _better(much, now, 1.0)
    assert _better(little, now, 0.5), "it solves all"
    assert _better(replace(now, smallest_pt=5.0), replace(now, cut=2), 1.0), "nothing is shortened any more"

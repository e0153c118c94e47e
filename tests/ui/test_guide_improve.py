"""Step 10 of the guide: the feedback point, the day of the next look, and rounds with their figures and averages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Interview, Reading, Round
from cjm_desktop.method import StepState, progress
from cjm_desktop.ui.fields import ChoiceField, DayField
from cjm_desktop.ui.guide.readings import ReadingsWindow
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.guide.step_improve import Means, months_ahead
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    readings = (Reading(touchpoint="t1", grade=5, answers=4), Reading(touchpoint="t2", grade=1, answers=4))
    journey = small_journey().with_(
        rounds=(Round(id="r1", name="Spring", date="2025-04-08", readings=readings),)
    )
    made = workspace(tmp_path, journey, language=request.param)
    made.side.turn_to("guide")
    made.guide.go(10)
    QApplication.processEvents()
    yield made
    shut(made)


def _hand() -> QWidget:
    QApplication.processEvents()
    hand = QApplication.focusWidget()
    assert hand is not None
    return hand


def _column(room: Workspace) -> Any:
    return room.guide.page.sections["guide.fields"].body


def test_feedback_is_planned_and_the_step_done(room: Workspace) -> None:
    question, channel, when, reader, review = _column(room).fields
    for field, words in ((question, "What now?"), (when, "After a month"), (reader, "Ida")):
        field.edit.setFocus()
        QTest.keyClicks(field.edit, words)
    assert isinstance(channel, ChoiceField)
    channel.box.setFocus()
    QTest.keyClick(channel.box, Qt.Key.Key_Down)
    assert isinstance(review, DayField)
    review.edit.setFocus()
    QTest.keyClicks(review.edit, "2027-01-31")
    room.desk.flush()
    plan = room.session.journey.feedback
    assert (plan.question, plan.when, plan.reader, plan.review) == (
        "What now?",
        "After a month",
        "Ida",
        "2027-01-31",
    )
    assert plan.channel == "c1"
    assert progress(room.session.journey)[10].state is StepState.DONE


def test_the_next_look_is_set_with_a_click(room: Workspace) -> None:
    chips = [one for one in _column(room).findChildren(QToolButton) if one.property("role") == "chip"]
    assert len(chips) == 3
    QTest.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert room.session.journey.feedback.review == months_ahead(date.today(), 3).isoformat()
    assert months_ahead(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_ahead(date(2026, 12, 31), 1) == date(2027, 1, 31)


def test_the_next_round_is_measured_down_the_column(room: Workspace) -> None:
    button = next(
        one for one in _column(room).findChildren(type(room.guide.next)) if one.property("role") == "primary"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window = room.window_.findChildren(ReadingsWindow)[0]
    assert len(room.session.journey.rounds) == 2
    assert "2" in window.windowTitle()
    for grade in ("6", "2,5", "9"):
        QTest.keyClicks(_hand(), grade)
        QTest.keyClick(_hand(), Qt.Key.Key_Return)
    hand = _hand()
    assert isinstance(hand, QLineEdit)
    assert hand is window.lines[2][0].edit, "the hand stays in the last line"
    QTest.keyClick(hand, Qt.Key.Key_Tab)
    QTest.keyClicks(_hand(), "7")
    QTest.keyClick(_hand(), Qt.Key.Key_Up)
    assert _hand() is window.lines[1][1].edit
    read = {one.touchpoint: one for one in room.session.journey.rounds[1].readings}
    assert [read[ident].grade for ident in ("t1", "t2", "t3")] == [6, 2.5, 9]
    assert read["t3"].answers == 7
    window.follow()
    assert room.ui.number(5.8) in window.mean.text()
    assert room.ui.number(1.3) in window.mean.text(), "compared where both rounds measured"
    assert [mark.grade for mark, ident, _ in window._marks if ident == "r1"] == [5, 1, None]
    room.window_.actions_["undo"].trigger()
    assert room.session.journey.rounds[1].readings[-1].answers is None


def test_averages_are_compared_with_the_map(room: Workspace) -> None:
    means = room.guide.page.findChildren(Means)[0]
    # Without a day of its own the map was there before the round; 7 and 3 became 5 and 1.
    day = room.ui.words.short_day("2025-04-08")
    assert [line[0].text() for line in means.lines] == [room.ui.text("The map"), f"Spring · {day}"]
    assert [line[1].grade for line in means.lines] == [5, 3]
    assert means.lines[0][2].text() == ""
    assert means.lines[1][2].text() == f"(−{room.ui.number(2.0, 1)})" and not means.lines[1][3].isVisible()
    # With interviews of a later day it is the “after”, and says where it was compared when the averages are of other touchpoints.
    journey = room.session.journey
    cards = (journey.touchpoints[0], journey.touchpoints[1], journey.touchpoints[2].replace(grade=9.0))
    room.session.adopt(journey.with_(interviews=(Interview(id="i1", date="2026-01-01"),), touchpoints=cards))
    until(lambda: means.lines[0][0].text().startswith("Spring"))
    assert means.lines[1][2].text() == f"(+{room.ui.number(2.0, 1)})"
    why = means.lines[1][3]
    assert why.isVisible() and f"{room.ui.number(3.0, 1)} → {room.ui.number(5.0, 1)}" in why.text()
    assert means.isVisible()
    QTest.mouseClick(room.guide.page.findChildren(Rows)[0].rows[0].bin, Qt.MouseButton.LeftButton)
    until(lambda: not means.isVisible())


def test_a_round_is_written_like_any_small_record(room: Workspace) -> None:
    rows = room.guide.page.findChildren(Rows)[0]
    rows.rows[-1].go()
    QTest.keyClicks(_hand(), "Autumn")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    assert [one.name for one in room.session.journey.rounds] == ["Spring", "Autumn"]


def test_a_table_goes_with_its_round(room: Workspace) -> None:
    row = room.guide.page.findChildren(Rows)[0].rows[0]
    QTest.mouseClick(row.findChildren(type(room.guide.next))[0], Qt.MouseButton.LeftButton)
    window = room.window_.findChildren(ReadingsWindow)[0]
    assert _hand() is window.lines[2][0].edit, "the first that is missing"
    QTest.mouseClick(row.bin, Qt.MouseButton.LeftButton)
    until(lambda: not window.isVisible())

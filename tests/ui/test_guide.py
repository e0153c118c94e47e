"""The guide at the side: its marks come from the document, its pages go with it, and it comes back where it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Traveller, TravellerNoun
from cjm_desktop.method import STEPS, StepState
from cjm_desktop.press import VIEWS
from cjm_desktop.ui.guide.page import SHEETS
from cjm_desktop.ui.guide.panel import STEP_OF_PLACE
from cjm_desktop.ui.panels.leads import LeadRow
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    made.side.turn_to("guide")
    QApplication.processEvents()
    yield made
    shut(made)


def _states(room: Workspace) -> list[StepState]:
    return [mark.state for mark in room.guide.rail.marks]


def _said(room: Workspace) -> list[str]:
    return [label.text() for label in room.guide.page.findChildren(QLabel)]


def test_marks_come_from_the_document_and_not_from_going_on(room: Workspace) -> None:
    before = _states(room)
    assert before[7] is StepState.DONE, "three cards in phases"
    assert before[0] is StepState.EMPTY
    for _ in STEPS:
        room.guide.next.click()
    assert room.guide.step == 10
    assert not room.guide.next.isEnabled()
    assert _states(room) == before
    room.session.adopt(Journey())
    until(lambda: _states(room)[7] is StepState.EMPTY)


def test_back_and_forth_and_along_the_rail(room: Workspace) -> None:
    assert room.guide.step == 0
    assert not room.guide.previous.isEnabled()
    room.guide.next.click()
    assert room.guide.step == 1
    QTest.mouseClick(room.guide.rail.marks[8], Qt.MouseButton.LeftButton)
    assert room.guide.step == 8
    assert [mark.isChecked() for mark in room.guide.rail.marks].index(True) == 8
    room.guide.rail.marks[8].setFocus()
    QTest.keyClick(room.guide.rail.marks[8], Qt.Key.Key_Left)
    assert room.guide.step == 7
    room.guide.previous.click()
    assert room.guide.step == 6
    assert any("Plan the map" in said for said in _said(room))


def test_the_open_step_comes_back_with_the_next_window(room: Workspace, tmp_path: Path) -> None:
    room.guide.go(6)
    assert room.ui.settings.get("window/guide_step") == 6
    assert room.ui.settings.get("window/side") == "guide"


def test_f8_hides_the_guide_and_brings_it_back_where_it_was(room: Workspace) -> None:
    room.guide.go(4)
    action = room.window_.actions_["guide"]
    assert action.isChecked()
    action.trigger()
    assert not room.window_.left.isVisible()
    assert not room.window_.actions_["guide"].isChecked()
    action.trigger()
    assert room.guide.isVisible()
    assert room.guide.step == 4
    room.window_.actions_["journey_panel"].trigger()
    assert room.journey_panel.isVisible()
    assert not room.guide.isVisible()
    action.trigger()
    assert room.guide.isVisible()


def test_what_is_missing_goes_away_when_it_is_there(room: Workspace) -> None:
    room.guide.go(6)
    page = room.guide.page

    def missing() -> list[str]:
        return [row.accessibleName() for row in page._missing.rows]

    assert missing() == [
        "Write down what the customer wants to achieve.",
        "Write down what the customer expects.",
    ]
    journey = room.session.journey
    room.session.adopt(journey.replace(goals=("Work",), expectations=("A laptop",)))
    until(lambda: missing() == ["Everything this step asks for is there."])


def test_a_hint_leads_to_its_place(room: Workspace) -> None:
    room.guide.go(8)
    rows = [row for row in room.guide.page._worth.rows if isinstance(row, LeadRow)]
    assert rows
    rows[0].click()
    assert room.selection.record[0] == "touchpoint"


def test_places_that_only_the_guide_knows_open_its_step(room: Workspace) -> None:
    room.side.turn_to("journey")
    for place, step in STEP_OF_PLACE.items():
        room.desk.sought.emit("", f"{place}[0].title")
        assert room.side.name == "guide"
        assert room.guide.step == step


def test_the_traveller_is_called_what_the_document_calls_it(room: Workspace) -> None:
    room.guide.go(3)
    assert any("the customer should look back" in said for said in _said(room))
    guest = Traveller(noun=TravellerNoun.OWN, word="hotel guest")
    room.session.adopt(small_journey().replace(traveller=guest))
    until(lambda: any("the hotel guest should look back" in said for said in _said(room)))


def test_a_sheet_of_the_step_goes_to_the_printer(room: Workspace) -> None:
    assert {step.sheet for step in STEPS} - {""} == set(SHEETS)
    assert set(SHEETS) <= set(VIEWS)
    room.guide.go(5)
    room.guide.page.print_button.click()
    dialog = room.export_dialog
    assert dialog is not None
    assert dialog.form.kind == "interview"
    dialog.reject()


def test_every_mark_says_what_it_is(room: Workspace) -> None:
    names = [mark.accessibleName() for mark in room.guide.rail.marks]
    assert len(set(names)) == len(STEPS)
    assert names[7] == "Step 7: Touchpoints, done"
    assert sum(mark.focusPolicy() is Qt.FocusPolicy.StrongFocus for mark in room.guide.rail.marks) == 1


def test_how_many_are_missing_stands_right_under_the_aim(room: Workspace) -> None:
    room.guide.go(4)
    page = room.guide.page
    missing, fields = page.sections["guide.missing"], page.sections["guide.fields"]
    assert missing.y() < fields.y()
    assert missing.folded and missing.count.text() == "3"
    assert missing.header.accessibleName().endswith(": 3")
    in_sight = page.viewport().rect()
    assert in_sight.contains(missing.header.mapTo(page.viewport(), missing.header.rect().center()))
    QTest.mouseClick(missing.header, Qt.MouseButton.LeftButton)
    assert page._missing.isVisible() and len(page._missing.rows) == 3


def test_a_low_page_keeps_number_minutes_and_question(room: Workspace) -> None:
    page = room.guide.page
    for high in (900, 330, 200):
        page.resize(page.width(), high)
        assert not page._eyebrow.isHidden() and not page._question.isHidden(), high
        assert page._aim.isHidden() == (high < 400)
        assert page._title.toolTip() == (page._aim.text() if high < 400 else "")

"""“What the map says” while nothing is selected: findings to walk through, the map pointing at what each is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from rooms import Answers, shut, until, workspace

from cjm_desktop import edits
from cjm_desktop.analysis.finding_rules import FindingGroup, FindingKind
from cjm_desktop.analysis.findings import findings
from cjm_desktop.document import Journey, Message, Touchpoint
from cjm_desktop.storage import templates
from cjm_desktop.ui.panels.findings import FEW, FindingList
from cjm_desktop.ui.panels.reading import ReadingForm
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, templates.load("new-colleague", "en"), Answers())
    yield made
    shut(made)


def told(room: Workspace) -> FindingList:
    """The list, as soon as it has read the map."""
    form = room.inspector.form
    assert isinstance(form, ReadingForm)
    until(lambda: form.findings._read is room.session.journey)
    return form.findings


def framed(room: Workspace) -> int:
    return room.canvas_._overlay.framed


def test_the_weightiest_come_first_all_on_demand_and_one_subject_alone(room: Workspace) -> None:
    shown = told(room)
    found = findings(room.session.journey)
    assert shown.found == found
    assert [row.finding for row in shown.rows] == list(found[:FEW])
    assert room.inspector.form.sections["reading.findings"].count.text() == str(len(found))  # type: ignore[union-attr]
    shown.more.click()
    assert len(shown.rows) == len(found)
    shown.filter.setCurrentIndex(shown.filter.findData(FindingGroup.TIME.value))
    shown.filter.activated.emit(shown.filter.currentIndex())
    wanted = [one for one in found if one.rule.group is FindingGroup.TIME]
    assert [row.finding for row in shown.rows] == wanted
    assert shown.filter.currentText().endswith(f"({len(wanted)})")


def test_arrow_keys_walk_and_the_map_points_without_selecting(room: Workspace) -> None:
    shown = told(room)
    first, second = shown.rows[:2]
    fall = next(row for row in shown.rows if row.finding.kind is FindingKind.FALL)
    first.lead.setFocus(Qt.FocusReason.TabFocusReason)
    assert room.selection.pointed == first.finding.touchpoints
    QTest.keyClick(first.lead, Qt.Key.Key_Down)
    assert second.lead.hasFocus()
    assert set(room.selection.pointed) == set(second.finding.touchpoints)
    second = fall
    second.lead.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(second.finding.touchpoints) == 2  # where it ends, and where it began
    QTest.keyClick(second.lead, Qt.Key.Key_Right)
    assert room.selection.pointed[0] == second.finding.touchpoints[1] == second.place
    assert second.lead.accessibleDescription() == room.desk.record("touchpoints", second.place).title  # type: ignore[union-attr]
    until(lambda: framed(room) > 0)
    assert room.selection.record == ("journey", "")
    QTest.keyClick(second.lead, Qt.Key.Key_End)
    assert shown.rows[-1].lead.hasFocus()
    QTest.keyClick(shown.rows[-1].lead, Qt.Key.Key_Home)
    assert first.lead.hasFocus()
    shown.filter.setFocus(Qt.FocusReason.TabFocusReason)
    assert room.selection.pointed == ()
    assert framed(room) == 0


def test_enter_goes_to_work_there(room: Workspace) -> None:
    row = told(room).rows[1]
    row.lead.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row.lead, Qt.Key.Key_Return)
    assert room.selection.ids == (row.place,)
    assert room.selection.pointed == ()


def test_from_the_card_there_is_a_way_back_to_the_finding(room: Workspace) -> None:
    """By the button or Escape in the panel with the keyboard on it; by Escape on the map in sight; not from a card chosen otherwise."""
    inspector, looked = room.inspector, room.canvas_
    room.canvas_.fit()
    row = told(room).rows[3]
    for back in (lambda: inspector.back.click(), lambda: QTest.keyClick(inspector, Qt.Key.Key_Escape)):
        row.lead.click()
        assert room.selection.ids == (row.place,) and not inspector.back.isHidden()
        back()
        assert row.lead.hasFocus() and inspector.back.isHidden()
        assert room.selection.ids == () and room.selection.pointed[0] == row.place
    row.lead.click()
    until(lambda: looked._text_px >= looked._ui.scale * 6.8)  # the card can be read
    room.selection.clear()
    assert inspector.back.isHidden() and isinstance(inspector.form, ReadingForm)
    row.lead.click()
    room.selection.set(["t-silence"] if row.place != "t-silence" else room.session.journey.touchpoints[0].id)
    assert inspector.back.isHidden()


def test_it_is_told_why(room: Workspace) -> None:
    row = next(row for row in told(room).rows if row.finding.rule.sources)
    assert row.why.isHidden()
    row.ask.click()
    assert not row.why.isHidden()
    assert row.finding.rule.why.template in row.why.text()
    assert str(row.finding.rule.sources[0]) in row.why.text()
    row.ask.click()
    assert row.why.isHidden()


def test_what_is_said_follows_every_change_but_not_the_hand(room: Workspace) -> None:
    shown = told(room)
    before = shown.found
    room.session.begin()
    room.session.preview(edits.set_grade(room.session.journey, ["t-silence"], 9))
    shown.read()
    assert shown.found == before
    room.session.cancel()
    room.desk.change(Message("Change"), lambda journey: edits.set_grade(journey, ["t-silence"], 9))
    assert told(room).found != before


def test_an_empty_map_says_what_would_make_it_speak(tmp_path: Path, qapp: Any) -> None:
    room = workspace(tmp_path, Journey(touchpoints=(Touchpoint(id="t0", grade=3),)))
    shown = told(room)
    assert not shown.rows
    assert shown.list.rows[0].text().startswith("Nothing yet.")  # type: ignore[attr-defined]
    assert shown.head.isHidden()
    shut(room)

"""Step 5 of the guide: respondents, what they told along the touchpoints, what nobody told about, average grades for the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Answer, Basis, GradedBy, Interview, Journey, Message, Met, Method
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.method import StepState, progress
from cjm_desktop.ui.fields import SegmentField
from cjm_desktop.ui.guide.averages import TakeWindow
from cjm_desktop.ui.guide.coverage import Coverage
from cjm_desktop.ui.guide.faces import Faces, FacesField
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.guide.talk import TalkWindow
from cjm_desktop.ui.keymap import native
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.workspace import Workspace


def _told() -> Journey:
    return small_journey().replace(
        interviews=(
            Interview(
                id="i1",
                pseudonym="Wren",
                answers=(Answer(touchpoint="t1", grade=4), Answer(phase="f1", quote="Hm")),
            ),
            Interview(
                id="i2",
                pseudonym="Heron",
                method=Method.SHADOWING,
                answers=(Answer(touchpoint="t1", grade=5),),
            ),
        )
    )


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, _told(), language=request.param)
    made.side.turn_to("guide")
    made.guide.go(5)
    QApplication.processEvents()
    yield made
    shut(made)


def _hand() -> QWidget:
    QApplication.processEvents()
    hand = QApplication.focusWidget()
    assert hand is not None
    return hand


def _rows(room: Workspace) -> Rows:
    return room.guide.page.findChildren(Rows)[0]


def _talk(room: Workspace, at: int) -> TalkWindow:
    row = _rows(room).rows[at]
    QTest.mouseClick(row.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return next(one for one in room.window_.findChildren(TalkWindow) if one.isVisible())


def _answers(room: Workspace, ident: str) -> dict[str | None, Answer]:
    record = next(one for one in room.session.journey.interviews if one.id == ident)
    return {answer.touchpoint or answer.phase: answer for answer in record.answers}


def test_a_respondent_is_written_down_and_told_along_the_journey(room: Workspace) -> None:
    room.session.adopt(small_journey())
    until(lambda: len(_rows(room).rows) == 1)
    _rows(room).rows[0].go()
    QTest.keyClicks(_hand(), "Finch")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    ident = room.session.journey.interviews[0].id
    window = _talk(room, 0)
    assert "Finch" in window.windowTitle()
    hand = _hand()
    assert isinstance(hand, QPlainTextEdit), "the first thing to ask is what happened"
    QTest.keyClicks(hand, "Asked twice")
    QTest.keyClick(hand, Qt.Key.Key_Return)
    QTest.keyClicks(_hand(), "Waited")
    QTest.keyClick(_hand(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(_hand(), "and waited")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    QTest.keyClicks(_hand(), "It came")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    told = _answers(room, ident)
    assert [told[card].happened for card in ("t1", "t2", "t3")] == [
        "Asked twice",
        "Waited\nand waited",
        "It came",
    ]
    assert sum(row.editor is not None for row in window.rows) == 1
    assert progress(room.session.journey)[5].state is StepState.DONE


def test_digits_grade_down_the_journey(room: Workspace) -> None:
    window = _talk(room, 1)
    row = next(one for one in window.rows if one.place.touchpoint == "t2")
    window.go(row, 0)
    assert row.editor is not None
    row.editor.findChildren(Faces)[0].setFocus()
    for digit in (Qt.Key.Key_3, Qt.Key.Key_0):
        QTest.keyClick(_hand(), digit)
        QTest.keyClick(_hand(), Qt.Key.Key_PageDown)
    told = _answers(room, "i2")
    assert (told["t2"].grade, told["t3"].grade) == (3.0, 10.0)
    assert room.session.journey.touchpoints[1].grade == 3.0, "the map keeps its own grades"
    room.window_.actions_["undo"].trigger()
    assert "t3" not in _answers(room, "i2")


def test_what_is_typed_after_the_faces_is_never_lost(room: Workspace) -> None:
    window = _talk(room, 1)
    cards = [row for row in window.rows if row.place.touchpoint is not None]
    window.go(cards[0], -1)
    QTest.keyClick(_hand(), "3")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    assert isinstance(_hand(), QPlainTextEdit), "from the last field to the first of the next row"
    QTest.keyClicks(_hand(), "Waited")
    window.go(cards[2], -1)
    assert isinstance(_hand(), Faces)
    for letter in "Came 2 days late":
        # Each where the keyboard is by then.
        QTest.keyClicks(_hand(), letter)
    room.desk.flush()
    told = _answers(room, "i2")
    assert (told["t1"].grade, told["t2"].happened) == (3.0, "Waited")
    assert (told["t3"].happened, told["t3"].grade) == ("Came 2 days late", None), "from the first letter on"


def test_a_grade_off_the_scale_stays_in_sight_with_its_sentence(room: Workspace) -> None:
    window = _talk(room, 1)
    cards = [row for row in window.rows if row.place.touchpoint is not None]
    window.go(cards[0], -1)
    assert cards[0].editor is not None
    grade = cards[0].editor.fields[-1]
    assert isinstance(grade, FacesField)
    before = _answers(room, "i2").get("t1")
    grade.edit.setFocus()
    grade.edit.selectAll()
    QTest.keyClicks(grade.edit, "11")
    QTest.keyClick(grade.edit, Qt.Key.Key_Return)
    # Enter does not lead away from what is no grade.
    assert _hand() is grade.edit and cards[1].editor is None and "10" in grade._error.text()
    QTest.keyClick(grade.edit, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert cards[0].editor is not None and grade.edit.text() == "11" and grade._error.isVisible()
    assert _answers(room, "i2").get("t1") == before
    grade.edit.setFocus()
    grade.edit.selectAll()
    QTest.keyClicks(grade.edit, "9")
    window.go(cards[1], 0)
    assert cards[0].editor is None and _answers(room, "i2")["t1"].grade == 9.0


def test_tab_goes_through_the_fields_and_on_to_the_next_row(room: Workspace) -> None:
    window = _talk(room, 1)
    cards = [row for row in window.rows if row.place.touchpoint is not None]
    window.go(cards[0], 0)
    before = [row.editor is not None for row in cards]
    assert before[0]
    for _ in range(16):
        QTest.keyClick(_hand(), Qt.Key.Key_Tab)
        if cards[1].editor is not None:
            break
    assert cards[1].editor is not None
    assert cards[0].editor is None
    assert cards[1].editor.isAncestorOf(_hand())
    QTest.keyClick(_hand(), Qt.Key.Key_Backtab)
    assert cards[0].editor is not None, "and back again"


def test_a_row_shows_what_was_told(room: Workspace) -> None:
    window = _talk(room, 0)
    words = room.ui.text("about the whole phase")
    first, card = window.rows[:2]
    assert first.place.phase == "f1"
    assert "Hm" in first.accessibleName()
    assert words not in first.accessibleName()
    assert "Asks" in card.accessibleName()
    assert "4" in card.accessibleName()
    window.go(card, 0)
    assert card.editor is not None
    met = card.editor.fields[5]
    QTest.mouseClick(met.segments.buttons()[2], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert _answers(room, "i1")["t1"].met is Met.NO
    until(lambda: room.ui.text("Not met") in card.accessibleName())


def test_what_is_removed_undone_and_done_again_is_said_by_name(room: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("cjm_desktop.ui.afterwards.announce", lambda _over, text: heard.append(text))
    ui, said = room.ui, room.window_.message
    what = ui.text("{what} “{name}”").format(what=ui.text("Remove a respondent"), name="Wren")
    key = ui.text("{key} takes it back").format(key=native("Ctrl+Z"))
    _rows(room).rows[0].bin.setFocus()
    QTest.keyClick(_hand(), Qt.Key.Key_Space)
    QApplication.processEvents()
    told = [ui.text("Done: {what}").format(what=what) + " · " + key]
    assert said.text() == told[0]
    for ident, text in ("undo", "Undone: {what}"), ("redo", "Done again: {what}"), ("undo", "Undone: {what}"):
        room.window_.actions_[ident].trigger()
        QApplication.processEvents()
        told.append(ui.text(text).format(what=what))
        assert said.text() == told[-1]
    assert heard == told
    # A card on the map: another one is selected with it, and its hint does not talk over this. Of a grade, whose it is.
    room.selection.set(["t2"])
    room.canvas_.setFocus()
    QTest.keyClick(room.canvas_, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert ui.text("{what} “{name}”").format(what=ui.text("Remove touchpoint"), name="Waits") in said.text()
    room.selection.set(["t1"])
    QTest.keyClick(room.canvas_, Qt.Key.Key_9)
    QApplication.processEvents()
    room.window_.actions_["undo"].trigger()
    QApplication.processEvents()
    assert "Asks" in said.text()
    assert len(heard) == len(told) + 2


def test_the_window_goes_with_its_respondent_and_with_the_document(room: Workspace) -> None:
    window = _talk(room, 0)
    QTest.mouseClick(_rows(room).rows[0].bin, Qt.MouseButton.LeftButton)
    until(lambda: not window.isVisible())
    assert [one.pseudonym for one in room.session.journey.interviews] == ["Heron"]
    other = _talk(room, 0)
    assert other.isVisible()
    QTest.keyClick(_hand(), Qt.Key.Key_Escape)
    assert not other.isVisible()
    other = _talk(room, 0)
    room.session.adopt(Journey())
    assert not other.isVisible()


def test_what_nobody_told_about_is_seen_and_led_to(room: Workspace) -> None:
    coverage = room.guide.page.findChildren(Coverage)[0]
    assert [tile.told for tile in coverage.tiles] == [2, 0, 0]
    assert "1" in coverage.sentence.text()
    QTest.mouseClick(coverage.tiles[2], Qt.MouseButton.LeftButton)
    assert room.selection.ids == ("t3",)
    assert len({tile.accessibleName() for tile in coverage.tiles}) == 3


def test_averages_go_to_the_map_as_one_step(room: Workspace) -> None:
    page = room.guide.page
    words = room.ui.text("Average grades …")
    opener = next(one for one in page.findChildren(QPushButton) if one.text() == words)
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    window = room.window_.findChildren(TakeWindow)[0]
    assert [(one.touchpoint, one.grade, one.answers) for _, one in window.ticks] == [("t1", 4.5, 2)]
    tick = window.ticks[0][0]
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert not window.take_button.isEnabled(), "nothing is ticked"
    QTest.keyClick(tick, Qt.Key.Key_Space)
    before = room.session.journey
    QTest.mouseClick(window.take_button, Qt.MouseButton.LeftButton)
    assert room.session.journey.touchpoints[0].grade == 4.5
    assert room.session.insights.basis["t1"] is Basis.OBSERVED
    assert not window.isVisible()
    until(lambda: not opener.isEnabled())
    room.session.undo()
    assert room.session.journey is before


def test_real_names_stay_in_their_field(room: Workspace) -> None:
    window = _talk(room, 0)
    real = window.head.fields[5].focusProxy()
    assert real is not None
    real.setFocus()
    QTest.keyClicks(real, "Margaret Hale")
    room.desk.flush()
    assert room.session.journey.interviews[0].respondent == "Margaret Hale"
    window.follow()
    assert "Margaret" not in window.windowTitle()
    seen = " ".join(str(widget.property("text") or "") for widget in room.guide.page.findChildren(QWidget))
    assert "Margaret" not in seen


def test_a_hint_about_a_respondent_leads_to_that_one(room: Workspace) -> None:
    room.guide.go(2)
    room.desk.sought.emit("i2", "interviews[1].last_experience")
    assert room.guide.step == 5
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, TalkWindow) and one.isVisible())
    assert window.ident == "i2"
    assert any(field.isAncestorOf(_hand()) and field.link.key == "interviews.i2.last_experience" for field in window.head.fields)
    QTest.keyClick(_hand(), Qt.Key.Key_Escape)
    room.desk.sought.emit("", "interviews[1].pseudonym")
    assert _rows(room).rows[1].isAncestorOf(_hand())
    room.desk.sought.emit("", "interviews")
    assert _rows(room).rows[2].isAncestorOf(_hand())


def test_in_another_language_no_window_keeps_the_old_words(tmp_path: Path, qapp: Any) -> None:
    room = workspace(tmp_path, _told())
    room.side.turn_to("guide")
    room.guide.go(5)
    QApplication.processEvents()
    window = _talk(room, 0)
    row = next(one for one in window.rows if one.editor is not None)
    assert row.editor is not None
    QTest.keyClicks(_hand(), "It rained")
    made = renewed(room, catalogue_for("sv"))
    QApplication.processEvents()
    assert not [
        one for one in QApplication.topLevelWidgets() if isinstance(one, TalkWindow) and one.isVisible()
    ]
    assert "It rained" in {
        answer.happened for one in made.session.journey.interviews for answer in one.answers
    }
    shut(made)


def _made_by(room: Workspace) -> list[Any]:
    """The buttons that choose who makes the grades: the group, the mean, the middle."""
    field = next(one for one in room.guide.page.findChildren(SegmentField) if one.link.label == Message("Change where grades come from"))
    return list(field.segments.buttons())


def test_answers_make_the_grades_and_give_way_to_a_hand(room: Workspace) -> None:
    was = room.session.journey
    group, mean, _middle = _made_by(room)
    mean.click()
    card = room.session.journey.touchpoints[0]
    assert (card.grade, card.graded_by) == (4.5, GradedBy.ANSWERS)
    room.selection.set(("t1",))
    until(lambda: room.inspector.form is not None and room.inspector.form.source.said.text() != "")
    source = room.inspector.form.source
    number = room.ui.number
    assert number(4.5) in source.said.text() and number(4) in source.said.text() and number(5) in source.said.text()
    assert source.take.isHidden()
    # A hand on the map sets it against them, and says so.
    room.canvas_.setFocus()
    QTest.keyClick(room.canvas_, Qt.Key.Key_9)
    until(lambda: not source.take.isHidden())
    assert room.session.journey.touchpoints[0].graded_by is GradedBy.GROUP
    source.take.click()
    assert room.session.journey.touchpoints[0].grade == 4.5
    group.click()
    assert [t.grade for t in room.session.journey.touchpoints] == [9.0, *[t.grade for t in was.touchpoints[1:]]]
    for _ in range(4):
        room.session.undo()
    assert room.session.journey is was


def test_what_was_told_stands_beside_a_typed_grade_and_is_taken_with_a_click(room: Workspace) -> None:
    room.selection.set(("t1",))
    until(lambda: room.inspector.form is not None and room.inspector.form.source.said.text() != "")
    source = room.inspector.form.source
    assert not source.isHidden() and not source.take.isHidden()
    source.take.click()
    assert (room.session.journey.touchpoints[0].grade, room.session.journey.touchpoints[0].graded_by) == (4.5, None)
    until(source.take.isHidden)
    room.selection.set(("t2",))
    until(lambda: source.isHidden() or room.inspector.form.source.isHidden())

"""Step 8 of the guide: touchpoints are graded one after the other, with digits, faces and words, and with what was told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Answer, Basis, EmotionWord, Interview, Journey, Scale, Touchpoint
from cjm_desktop.ui.guide.grading import Stepper
from cjm_desktop.ui.guide.step_emotions import Rests
from cjm_desktop.ui.workspace import Workspace

_WORDS = (
    EmotionWord(word="glad", grade=9),
    EmotionWord(word="calm", grade=6),
    EmotionWord(word="lost", grade=2),
)


def _journey() -> Journey:
    small = small_journey()
    loose = (Touchpoint(id="t4", phase="f2", title="Uses it"), Touchpoint(id="t5", phase="f2", title="Tells"))
    told = Interview(id="i1", answers=(Answer(touchpoint="t4", grade=4.0),))
    return small.with_(touchpoints=(*small.touchpoints, *loose), emotions=_WORDS, interviews=(told,))


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "sv"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, _journey(), language=request.param)
    made.side.turn_to("guide")
    made.guide.go(8)
    QApplication.processEvents()
    yield made
    shut(made)


def _grading(room: Workspace) -> Stepper:
    return room.guide.page.findChildren(Stepper)[0]


def _card(room: Workspace, ident: str) -> Touchpoint:
    return next(card for card in room.session.journey.touchpoints if card.id == ident)


def test_digits_and_enter_grade_all_that_have_none(room: Workspace) -> None:
    grading = _grading(room)
    assert grading.title.text() == "Gets it", "the first without a grade"
    assert grading.progress.text().startswith("2 ")
    faces = grading.grade.faces
    faces.setFocus()
    for digit in "902":
        QTest.keyClick(faces, digit)
        QTest.keyClick(faces, Qt.Key.Key_Return)
        assert faces.hasFocus()
    assert [_card(room, ident).grade for ident in ("t3", "t4", "t5")] == [9.0, 10.0, 2.0]
    assert [_card(room, ident).emotion for ident in ("t3", "t4", "t5")] == ["glad", "glad", "lost"]
    until(lambda: grading.progress.text().startswith("5 "))
    assert grading.bar.value() == grading.bar.maximum() == 5


def test_a_digit_does_not_fall_on_a_grade_that_stands(room: Workspace) -> None:
    grading = _grading(room)
    room.guide.go(7)
    room.selection.set(("t1",))
    room.guide.go(8)
    assert _card(room, "t1").grade is not None
    assert (grading.title.text(), room.selection.ids) == ("Gets it", ("t3",)), "the first without a grade"
    assert grading.again.isHidden()
    room.guide.go(7)
    room.selection.set(("t5",))
    room.guide.go(8)
    assert (grading.title.text(), room.selection.ids) == ("Tells", ("t5",)), "a selected one without a grade is meant"
    cards = tuple(card.replace(grade=card.grade or 5.0) for card in room.session.journey.touchpoints)
    room.session.adopt(room.session.journey.replace(touchpoints=cards))
    room.guide.go(7)
    room.selection.set(("t2",))
    room.guide.go(8)
    grading = _grading(room)
    until(lambda: not grading.again.isHidden())
    assert grading.title.text() == "Waits"
    assert grading.again.text() in grading.grade.faces.accessibleDescription()


def test_the_card_on_the_map_is_the_one_that_is_graded(room: Workspace) -> None:
    grading = _grading(room)
    room.selection.set(("t1",))
    assert grading.title.text() == "Asks"
    grading.grade.faces.setFocus()
    QTest.keyClick(grading.grade.faces, Qt.Key.Key_Right)
    assert grading.title.text() == "Waits"
    assert room.selection.ids == ("t2",)
    QTest.keyClick(grading.grade.faces, Qt.Key.Key_Up)
    assert _card(room, "t2").grade == 4.0
    QTest.keyClick(grading.grade.faces, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert _card(room, "t2").grade == 3.9
    QTest.keyClick(grading.grade.faces, Qt.Key.Key_Delete)
    assert _card(room, "t2").grade is None
    QTest.mouseClick(grading.previous, Qt.MouseButton.LeftButton)
    assert grading.title.text() == "Asks"
    assert not grading.previous.isEnabled()


def test_faces_are_clicked_and_figures_typed(room: Workspace) -> None:
    grading = _grading(room)
    faces = grading.grade.faces
    box = faces._box(4).center().toPoint()
    QTest.mouseClick(faces, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box)
    assert _card(room, "t3").grade == 10.0
    QTest.mouseClick(faces, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(box))
    assert _card(room, "t3").grade is None, "a second click takes it back"
    edit = grading.grade.edit
    edit.setFocus()
    QTest.keyClicks(edit, "7,5")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert _card(room, "t3").grade == 7.5
    assert grading.title.text() == "Uses it"


def test_a_word_is_chosen_or_written_and_learned(room: Workspace) -> None:
    grading = _grading(room)
    chips = [chip for chip in grading._chips.findChildren(QToolButton) if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["glad", "calm", "lost"], (
        "from end to end before there is a grade"
    )
    QTest.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert _card(room, "t3").emotion == "calm"
    QTest.keyClick(grading.grade.faces, "9")
    assert _card(room, "t3").emotion == "calm", "a chosen word stays"
    edit = grading.word.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "over the moon")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert _card(room, "t3").emotion == "over the moon"
    assert "over the moon" in {e.word for e in room.session.journey.emotions}
    assert grading.title.text() == "Uses it"


def test_what_was_told_is_taken_with_a_click(room: Workspace) -> None:
    grading = _grading(room)
    assert not grading.told.isVisible()
    room.selection.set(("t4",))
    assert grading.told.isVisible()
    assert "4" in grading.told.text()
    QTest.mouseClick(grading.told, Qt.MouseButton.LeftButton)
    assert _card(room, "t4").grade == 4.0
    assert not grading.told.isVisible()


def test_digits_off_the_scale_are_told(room: Workspace) -> None:
    grades = {"t1": 4.0, "t2": 3.0}
    cards = tuple(card.replace(grade=grades.get(card.id)) for card in _journey().touchpoints)
    room.session.adopt(_journey().with_(scale=Scale(lowest=1, highest=5, neutral=3), touchpoints=cards))
    grading = _grading(room)
    until(lambda: grading.grade.faces.scale_.highest == 5)
    QTest.keyClick(grading.grade.faces, "7")
    assert _card(room, "t3").grade is None
    assert grading.grade._error.isVisible()
    QTest.keyClick(grading.grade.faces, "5")
    assert _card(room, "t3").grade == 5.0
    assert not grading.grade._error.isVisible()


def test_what_grades_rest_on_for_all_and_for_the_selected(room: Workspace) -> None:
    rests = room.guide.page.findChildren(Rests)[0]
    QTest.mouseClick(rests.buttons[Basis.OBSERVED], Qt.MouseButton.LeftButton)
    assert [card.basis for card in room.session.journey.touchpoints] == [Basis.OBSERVED] * 2 + [None] * 3
    room.selection.set(("t2", "t3"))
    assert "1" in rests.whose.text()
    QTest.mouseClick(rests.buttons[Basis.ASSUMED], Qt.MouseButton.LeftButton)
    assert [card.basis for card in room.session.journey.touchpoints][:3] == [
        Basis.OBSERVED,
        Basis.ASSUMED,
        None,
    ]
    until(lambda: rests.now.text().count("1") == 2)


def test_without_cards_there_is_nothing_to_grade(room: Workspace) -> None:
    room.session.adopt(Journey())
    until(lambda: not _grading(room).isVisible())


def _far(room: Workspace, count: int = 40) -> None:
    """A long journey, of which the map shows the beginning."""
    cards = tuple(Touchpoint(id=f"f{i}", phase="f2", title=f"Far {i}", grade=5.0 if i < count - 2 else None) for i in range(count))
    room.session.adopt(_journey().with_(touchpoints=cards, interviews=()))
    room.guide.go(7)
    QApplication.processEvents()
    room.canvas.camera.go_to_end(-1)


def _in_sight(room: Workspace, ident: str) -> bool:
    box = room.canvas._map.box(ident)
    return box is not None and room.canvas.camera.sees(QRectF(box.x, box.y, box.w, box.h))


def test_the_map_shows_the_card_before_the_first_digit(room: Workspace) -> None:
    _far(room)
    assert not room.selection.ids and not _in_sight(room, "f38")
    QTest.keyClick(room.window_, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert room.guide.step == 8
    grading = _grading(room)
    assert grading.title.text() == "Far 38"
    assert room.selection.ids == ("f38",) and _in_sight(room, "f38")


def test_the_faces_mark_what_they_grade(room: Workspace) -> None:
    """The step was open already, or the selection was given up: the keyboard in the faces marks the card again."""
    grading = _grading(room)
    grading.word.edit.setFocus()
    room.selection.clear()
    assert grading.title.text() == "Gets it"
    grading.grade.faces.setFocus()
    assert room.selection.ids == ("t3",)

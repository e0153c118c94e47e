"""The ten steps by keys alone: from step to step with the cursor where one writes, and never a keyboard that is nowhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from rooms import shut, workspace

from cjm_desktop.document import Candidate, Journey, Opportunity, Participant, Party, Persona
from cjm_desktop.ui.guide.faces import Faces
from cjm_desktop.ui.guide.rows import Row

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(tmp_path, request):
    made = workspace(tmp_path, language=request.param)
    made.window_.activateWindow()
    made.canvas_.setFocus()
    yield made
    shut(made)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    for _ in range(3):
        QApplication.processEvents()


def in_guide(room) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and room.guide.page.isAncestorOf(focus)


def test_ctrl_page_down_goes_through_the_steps_with_the_cursor_where_one_writes(room):
    room.turn_side("guide")
    room.canvas_.setFocus()
    press(K.Key_F6)
    assert in_guide(room) and room.guide.step == 0
    QTest.keyClicks(QApplication.focusWidget(), "why")
    for step in range(1, 11):
        press(K.Key_PageDown, CTRL)
        assert room.guide.step == step
        assert in_guide(room), f"step {step}"
        shown = QApplication.focusWidget()
        assert shown.visibleRegion().boundingRect() == shown.rect(), f"step {step}: the field is in sight"
    assert room.session.journey.charter.purpose == "why"
    press(K.Key_PageDown, CTRL)
    assert room.guide.step == 10
    press(K.Key_PageUp, CTRL)
    assert room.guide.step == 9 and in_guide(room)


def test_the_steps_of_cards_begin_with_what_one_does_there(room):
    room.turn_side("guide")
    room.guide.go(8)
    room.guide.begin()
    assert isinstance(QApplication.focusWidget(), Faces)
    room.session.adopt(Journey(title="Empty"))
    room.guide.go(7)
    room.guide.begin()
    assert isinstance(QApplication.focusWidget(), QPushButton)
    fields = room.guide.page.sections["guide.fields"].body
    assert QApplication.focusWidget() is fields.findChildren(QPushButton)[0]
    assert "Ctrl+L" in QApplication.focusWidget().toolTip()
    press(K.Key_Return)
    assert QApplication.focusWidget() is room.capture.bar.line, "what the group says is typed at once"


def test_opportunities_begin_with_a_field_of_the_first_one(room):
    some = (Opportunity(id="o1", title="Call back"), Opportunity(id="o2", title="Tell at once", votes=3))
    room.session.adopt(room.session.journey.replace(opportunities=some))
    room.turn_side("guide")
    room.guide.go(8)
    picked = room.selection.record
    press(K.Key_PageDown, CTRL)
    assert QApplication.focusWidget().text() == "Tell at once"
    assert room.selection.record == picked, "the map stays where it is"
    QTest.keyClicks(QApplication.focusWidget(), "!")
    room.desk.flush()
    assert "!" in room.session.journey.opportunities[1].title


def test_grading_begins_with_the_first_card_and_goes_on_with_the_first_without_a_grade(room):
    journey = room.session.journey
    bare = tuple(card.replace(grade=None) for card in journey.touchpoints)
    room.session.adopt(journey.replace(touchpoints=bare))
    room.turn_side("guide")
    room.guide.go(7)
    room.selection.set(("t3",))
    press(K.Key_PageDown, CTRL)
    assert room.selection.ids == ("t1",)
    for digit in (K.Key_4, K.Key_6):
        press(digit)
        press(K.Key_Return)
    assert [card.grade for card in room.session.journey.touchpoints] == [4.0, 6.0, None]
    assert room.selection.ids == ("t3",)
    room.selection.set(("t2",))
    room.guide.go(7)
    room.guide.go(8)
    assert room.selection.ids == ("t3",), "the next digit does not fall on a grade that stands"


def test_a_guide_out_of_sight_comes_back_where_it_was(room):
    room.turn_side("guide")
    room.guide.go(3)
    room.show_panel("journey_panel", False)
    press(K.Key_PageDown, CTRL)
    assert room.side.shows("guide") and room.guide.step == 3 and in_guide(room)
    press(K.Key_F9)
    assert room.side.shows("journey")
    press(K.Key_PageDown, CTRL)
    assert room.side.shows("guide") and room.guide.step == 3 and in_guide(room)


def test_f8_brings_the_guide_with_the_keyboard_and_hides_it_without_losing_that(room):
    press(K.Key_F8)
    assert in_guide(room)
    press(K.Key_F8)
    assert room.window_.left.isHidden()
    assert QApplication.focusWidget() is room.canvas_
    press(K.Key_F6)
    assert room.window_.right.isAncestorOf(QApplication.focusWidget())
    press(K.Key_F10)
    assert QApplication.focusWidget() is room.canvas_


def test_a_step_that_is_folded_away_begins_at_its_title(room):
    room.turn_side("guide")
    section = room.guide.page.sections["guide.fields"]
    section.fold(True)
    room.guide.begin()
    assert QApplication.focusWidget() is section.header
    section.fold(False)


def height(widget: QWidget, body: QWidget) -> int:
    """How far down something stands; all that is in a card of a list counts as the card, whose bin comes last."""
    above = widget
    while above is not body and not isinstance(above, Row):
        above = above.parentWidget()
    shown = widget if above is body else above
    return shown.mapTo(body, shown.rect().topLeft()).y()


def stops(room) -> list[QWidget]:
    """What Tab comes to in the fields of the step that is open."""
    body = room.guide.page.sections["guide.fields"].body
    room.guide.begin()
    found = []
    while body.isAncestorOf(QApplication.focusWidget()):
        found.append(QApplication.focusWidget())
        press(K.Key_Tab)
    return found


@pytest.mark.parametrize("step", range(11))
def test_tab_goes_through_a_step_from_top_to_bottom(room, step):
    journey = room.session.journey
    card = journey.touchpoints[0]
    room.session.adopt(
        journey.replace(
            touchpoints=(*journey.touchpoints[:2], journey.touchpoints[2].replace(grade=8.0)),
            charter=journey.charter.replace(participants=(Participant(id="k1", name="Ann"), Participant(id="k2", name="Bo"))),
            candidates=(Candidate(id="n1", title="One"), Candidate(id="n2", title="Two", chosen=True)),
            parties=(*journey.parties, Party(id="p2", name="HR", colour=1)),
            personas=(Persona(id="a1", name="Ida"), Persona(id="a2", name="Per")),
            opportunities=(Opportunity(id="o1", title="Better", touchpoints=(card.id,)),),
        )
    )
    room.turn_side("guide")
    room.guide.go(step)
    room._refresh()
    body = room.guide.page.sections["guide.fields"].body
    found = stops(room)
    heights = [height(one, body) for one in found]
    # What stands side by side is not equally high.
    side = 20
    assert all(after > before - side for before, after in pairwise(heights)), heights
    least = (8, 10, 9, 7, 8, 1, 4, 5, 3, 4, 6)
    assert len(found) >= least[step]

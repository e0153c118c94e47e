"""The keyboard between map and panels, panels that lead the map, and writing on the map that other commands take in."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions as pytestqt_exceptions
from rooms import shut, workspace

from cjm_desktop.document import Message, Phase, Touchpoint
from cjm_desktop.storage import open_journey
from cjm_desktop.ui.panels.lists import RecordList

K = Qt.Key


@pytest.fixture
def room(tmp_path):
    made = workspace(tmp_path)
    made.window_.activateWindow()
    made.canvas_.setFocus()
    made.selection.set(("t2",))
    settle(made)
    yield made
    shut(made)


def settle(made) -> None:
    for _ in range(4):
        QApplication.processEvents()
    made._refresh()
    QApplication.processEvents()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def area(made) -> str:
    focus = QApplication.focusWidget()
    areas = {"map": made.canvas_, "left": made.window_.left, "right": made.window_.right}
    return next((name for name, one in areas.items() if one is focus or one.isAncestorOf(focus)), "")


def test_f6_goes_round_map_and_panels_and_back(room):
    assert area(room) == "map"
    seen = []
    for _ in range(3):
        press(K.Key_F6)
        seen.append(area(room))
    assert seen == ["left", "right", "map"]
    seen = []
    for _ in range(3):
        press(K.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        seen.append(area(room))
    assert seen == ["right", "left", "map"]
    room.show_panel("journey_panel", False)
    press(K.Key_F6)
    assert area(room) == "right"


def test_f6_comes_back_to_the_field_that_was_left(room):
    field = room.inspector.form.emotion.edit
    field.setFocus()
    press(K.Key_F6)
    assert area(room) == "map"
    press(K.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is field


def test_escape_in_a_field_drops_the_typing_and_then_leads_to_the_map(room):
    field = room.inspector.form.title.edit
    field.setFocus()
    QTest.keyClicks(field, "x")
    press(K.Key_Escape)
    assert field.text() == "Waits"
    assert area(room) == "right"
    press(K.Key_Escape)
    assert area(room) == "map"
    assert room.session.undo_label is None
    assert room.selection.ids == ("t2",), "the map's own Escape was not pressed"
    press(K.Key_Right)
    assert room.selection.ids == ("t3",)


def test_escape_leads_to_the_map_from_every_kind_of_field(room):
    for frame in (room.window_.left, room.window_.right):
        widget, tried = frame.nextInFocusChain(), 0
        while widget is not frame:
            ready = widget.isVisibleTo(frame) and widget.isEnabled() and frame.isAncestorOf(widget)
            if ready and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                widget.setFocus()
                press(K.Key_Escape)
                assert area(room) == "map", widget
                tried += 1
            widget = widget.nextInFocusChain()
        assert tried > 5


def test_a_phase_clicked_in_the_list_comes_into_sight(room):
    phases = tuple(Phase(id=f"f{i}", name=f"Phase {i}") for i in range(1, 9))
    cards = tuple(Touchpoint(id=f"t{i}", phase=f"f{i // 10 + 1}", title=f"Card {i}") for i in range(80))
    room.session.adopt(room.session.journey.replace(phases=phases, touchpoints=cards))
    room.canvas_.reveal("t79")
    settle(room)
    box = room.canvas_.sheet.box("f1")
    assert room.canvas_.camera.sight.left() > box.x + box.w
    phase_list = next(one for one in room.journey_panel.findChildren(RecordList) if one.list_name == "phases")
    rows = phase_list.list
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center()
    )
    settle(room)
    assert room.selection.record == ("phase", "f1")
    assert room.canvas_.camera.sight.contains(QPointF(box.x, box.y))
    assert area(room) == "left", "the keyboard stays in the list"


def test_ctrl_s_saves_what_is_being_written_on_a_card(room, tmp_path):
    path = tmp_path / "kept.cjm"
    room.session.save(path)
    room.canvas_.setFocus()
    room.canvas_.edit("t2", "title")
    QTest.keyClicks(room.canvas_, "Waits for days")
    room.window_.actions_["zoom_in"].trigger()
    assert room.canvas_.editing.active is not None, "coming nearer does not end the writing"
    room.window_.actions_["save"].trigger()
    assert open_journey(path).journey.touchpoints[1].title == "Waits for days"
    assert not room.session.dirty


def test_closing_takes_in_what_is_being_written(room):
    room.canvas_.edit("t2", "title")
    QTest.keyClicks(room.canvas_, "Waits for days")
    room.window_.close()
    assert room.session.journey.touchpoints[1].title == "Waits for days"
    assert room.window_.isVisible(), "asked, and the answer was to stay"


def test_what_is_typed_while_the_window_is_destroyed_reaches_no_dead_widget(tmp_path):
    made = workspace(tmp_path)
    made.setParent(None)
    session, selection = made.session, made.selection
    made.printing.stop()
    shiboken6.delete(made.window_)
    # Any complaint of a slot would come through here.
    with pytestqt_exceptions() as complaints:
        session.commit(Message("Rename journey"), session.journey.replace(title="Typed last"))
        selection.set(("t1",))
    shiboken6.delete(made)
    assert not complaints


def test_f6_comes_to_the_text_of_the_outline_and_not_to_its_cross(room):
    room.outline._middle.show_beside(room.outline.panel)
    settle(room)
    room.canvas_.setFocus()
    press(Qt.Key.Key_F6)
    assert room.outline.panel.editor.hasFocus()

"""The parking lot: thoughts come and go between it and the map, each with one undo entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from rooms import Answers, shut, small_journey, ui

from cjm_desktop.document import Kind, Quote
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K = Qt.Key


@pytest.fixture(scope="module", params=["nl", "sv"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Workspace]:
    shell = MainWindow(ui(tmp_path_factory.mktemp("room"), request.param))
    shell.resize(1366, 768)
    made = Workspace(shell, MapDesk(shell.ui), Answers())
    made.session.adopt(small_journey())
    shell.show()
    yield made
    shut(made)


@pytest.fixture
def room(window: Workspace) -> Workspace:
    window.session.adopt(small_journey().replace(parking=("Who pays?", "* Calls @phone 3\nTwice.")))
    window.capture.parking.hide()
    window.window_.activateWindow()
    window.show_map()
    QApplication.processEvents()
    return window


def opened(room: Workspace) -> Any:
    QTest.keyClick(room.window_, K.Key_F7)
    QApplication.processEvents()
    assert room.window_.actions_["parking"].isChecked()
    return room.capture.parking


def dropped(room: Workspace, data: QMimeData, spot: QPointF) -> bool:
    """Drag something over the map and let it go; gives whether the map took it."""
    port, hand = room.canvas_.viewport(), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(spot.toPoint(), copy, data, *hand)
    QApplication.sendEvent(port, entering)
    dropping = QDropEvent(spot, copy, data, *hand)
    QApplication.sendEvent(port, dropping)
    QApplication.processEvents()
    return entering.isAccepted() and dropping.isAccepted()


def rows(lot: Any) -> list[str]:
    return [lot.list.item(i).text() for i in range(lot.list.count())]


def test_it_shows_what_is_parked(room: Workspace) -> None:
    lot = opened(room)
    assert rows(lot) == ["Who pays?", "* Calls @phone 3"]
    assert lot.badge.text() == "2"
    assert QApplication.focusWidget() is lot.list
    QTest.keyClick(lot.list, K.Key_Escape)
    assert lot.isHidden()
    assert QApplication.focusWidget() is room.canvas_


def test_thoughts_are_added_edited_and_removed(room: Workspace) -> None:
    lot = opened(room)
    QTest.keyClicks(lot.new, "Ask HR")
    QTest.keyClick(lot.new, K.Key_Return)
    assert room.session.journey.parking[2] == "Ask HR"
    lot.list.setFocus()
    lot.list.setCurrentRow(1)
    QTest.keyClick(lot.list, K.Key_F2)
    editor = lot.list.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "* Rings @phone 4")
    QTest.keyClick(editor, K.Key_Return)
    QApplication.processEvents()
    assert room.session.journey.parking[1] == "* Rings @phone 4\nTwice.", "what stands below the first line stays"
    lot.list.setCurrentRow(0)
    QTest.keyClick(lot.list, K.Key_Delete)
    assert rows(lot) == ["* Rings @phone 4", "Ask HR"]
    room.session.undo()
    assert rows(lot)[0] == "Who pays?"


def test_enter_makes_a_card_in_one_step(room: Workspace) -> None:
    room.selection.set(("t1",))
    lot = opened(room)
    lot.list.setCurrentRow(1)
    QTest.keyClick(lot.list, K.Key_Return)
    card = room.session.journey.touchpoints[1]
    assert (card.title, card.kind, card.channel, card.grade, card.text) == ("Calls", Kind.OWN_ACTION, "c1", 3, "Twice.")
    assert rows(lot) == ["Who pays?"]
    assert room.selection.ids == (card.id,)
    room.session.undo()
    assert len(room.session.journey.touchpoints) == 3
    assert len(room.session.journey.parking) == 2


def test_it_is_dragged_onto_the_map(room: Workspace) -> None:
    lot = opened(room)
    canvas = room.canvas_
    canvas.fit()
    QApplication.processEvents()
    box = canvas.sheet.box("t2")
    assert box is not None
    spot = QPointF(canvas.camera.to_view(QPointF(box.x + 0.1 * box.w, box.y + box.h / 2)))
    data = lot.list.mimeData([lot.list.item(0)])
    assert dropped(room, data, spot)
    assert [t.title for t in room.session.journey.touchpoints] == ["Asks", "Who pays?", "Waits", "Gets it"]
    assert room.session.journey.parking == ("* Calls @phone 3\nTwice.",)
    room.session.undo()
    assert room.session.journey.parking[0] == "Who pays?"


def test_other_texts_are_still_dropped_as_cards(room: Workspace) -> None:
    opened(room)
    data = QMimeData()
    data.setText("From elsewhere")
    spot = room.canvas_.viewport().rect().center()
    dropped(room, data, QPointF(spot))
    assert "From elsewhere" in [t.title for t in room.session.journey.touchpoints]


def test_a_selected_card_is_parked_and_comes_back(room: Workspace) -> None:
    card = room.session.journey.touchpoints[0].replace(text="On Monday.", quotes=(Quote(text="Hello?"),))
    room.session.adopt(small_journey().replace(touchpoints=(card, *small_journey().touchpoints[1:])))
    lot = opened(room)
    assert not lot.take_in.isEnabled()
    room.selection.set(("t1",))
    assert lot.take_in.isEnabled()
    QTest.mouseClick(lot.take_in, Qt.MouseButton.LeftButton)
    assert [t.id for t in room.session.journey.touchpoints] == ["t2", "t3"]
    assert room.session.journey.parking == ('Asks @Phone !7 "Hello?"\nOn Monday.',)
    lot.list.setCurrentRow(0)
    lot.to_map()
    back = room.session.journey.touchpoints[-1]
    assert (back.title, back.text, back.grade, back.channel) == ("Asks", "On Monday.", 7, "c1")
    assert [q.text for q in back.quotes] == ["Hello?"]

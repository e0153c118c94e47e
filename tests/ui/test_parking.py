"""The parking lot: thoughts come and go between it and the map, each with one undo entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from rooms import Answers, shut, small_journey, ui

from cjm_desktop.document import (
    Answer,
    Duration,
    Interview,
    Journey,
    Kind,
    Opportunity,
    Persona,
    PersonaGrade,
    Quote,
    ServiceLevel,
)
from cjm_desktop.storage import parse, to_bytes
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K = Qt.Key


pytestmark = pytest.mark.in_turn("window")


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


def full_journey() -> Journey:
    """A journey with a card on which much hangs."""
    base = small_journey()
    card = base.touchpoints[0].replace(
        text="On Monday.", quotes=(Quote(text="Hello?", interview="v1"),), votes=2, decisive=True, expectation="Soon", met="no",
        when=Duration(amount=2, unit="d"), desired=8.0, basis="observed", systems=("ITSM",),
        personas=(PersonaGrade(persona="k2", grade=2.0),), service_levels=(ServiceLevel(name="Reply", target=8),),
    )  # fmt: skip
    return base.replace(
        personas=(Persona(id="k1", name="Ane"), Persona(id="k2", name="Bo")),
        interviews=(Interview(id="v1", answers=(Answer(touchpoint="t1", grade=3), Answer(touchpoint="t2", grade=5))),),
        opportunities=(Opportunity(id="o1", touchpoints=("t1",), title="Call back"),),
        touchpoints=(card, *base.touchpoints[1:]),
    )


def test_a_parked_card_comes_back_with_everything_that_hung_on_it(room: Workspace) -> None:
    before = full_journey()
    room.session.adopt(before)
    lot = opened(room)
    assert not lot.take_in.isEnabled()
    room.selection.set(("t1",))
    assert lot.take_in.isEnabled()
    QTest.mouseClick(lot.take_in, Qt.MouseButton.LeftButton)
    away = room.session.journey
    assert [t.id for t in away.touchpoints] == ["t2", "t3"]
    assert rows(lot) == ["Asks"]
    told = lot.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    ui = room.window_.ui
    for word in ("Before", "Phone", "7", ui.plural("{n} answer", "{n} answers", 1).format(n=1)):
        assert word in told
    # Saved and opened meanwhile.
    room.session.adopt(parse(to_bytes(away), Path("there.cjm"))[0])
    lot.list.setFocus()
    lot.list.setCurrentRow(0)
    QTest.keyClick(lot.list, K.Key_Return)
    assert room.session.journey == before
    assert room.selection.ids == ("t1",)
    assert lot.list.count() == 0
    room.session.undo()
    assert room.session.journey == away


def test_a_parked_card_is_dragged_into_another_phase(room: Workspace) -> None:
    room.session.adopt(full_journey())
    lot = opened(room)
    room.selection.set(("t1",))
    lot.park_selected()
    canvas = room.canvas_
    canvas.fit()
    QApplication.processEvents()
    box = canvas.sheet.box("t3")
    assert box is not None
    spot = QPointF(canvas.camera.to_view(QPointF(box.x + 0.9 * box.w, box.y + box.h / 2)))
    assert dropped(room, lot.list.mimeData([lot.list.item(0)]), spot)
    made = room.session.journey
    assert [(t.id, t.phase) for t in made.touchpoints] == [("t2", "f1"), ("t3", "f2"), ("t1", "f2")]
    assert made.touchpoints[2].votes == 2
    assert made.opportunities[0].touchpoints == ("t1",)
    assert [a.grade for a in made.interviews[0].answers if a.touchpoint == "t1"] == [3]


def test_a_parked_card_is_renamed_and_keeps_the_rest(room: Workspace) -> None:
    room.session.adopt(full_journey())
    lot = opened(room)
    room.selection.set(("t1",))
    lot.park_selected()
    lot.list.setFocus()
    QTest.keyClick(lot.list, K.Key_F2)
    editor = lot.list.findChild(QLineEdit)
    assert editor.text() == "Asks", "only the title is edited"
    QTest.keyClicks(editor, "Rings")
    QTest.keyClick(editor, K.Key_Return)
    QApplication.processEvents()
    assert room.session.journey.parked[0].touchpoint == full_journey().touchpoints[0].replace(title="Rings")


def test_rows_are_moved_by_keys_buttons_and_hand(room: Workspace) -> None:
    room.selection.set(("t1",))
    lot = opened(room)
    lot.park_selected()
    assert rows(lot) == ["Who pays?", "* Calls @phone 3", "Asks"]
    lot.list.setFocus()
    assert lot.list.currentRow() == 2
    QTest.keyClick(lot.list, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(lot.list, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rows(lot) == ["Asks", "Who pays?", "* Calls @phone 3"]
    assert lot.list.currentRow() == 0
    QTest.keyClick(lot.list, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rows(lot)[0] == "Asks"
    assert not lot.up.isEnabled()
    QTest.mouseClick(lot.down, Qt.MouseButton.LeftButton)
    assert rows(lot) == ["Who pays?", "Asks", "* Calls @phone 3"]
    room.session.undo()
    assert rows(lot) == ["Asks", "Who pays?", "* Calls @phone 3"]
    # By hand: the first below the last.
    port, hand = lot.list.viewport(), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    data, box = lot.list.mimeData([lot.list.item(0)]), lot.list.visualItemRect(lot.list.item(2))
    spot = QPointF(box.center().x(), box.bottom() - 1)
    QApplication.sendEvent(port, QDragEnterEvent(spot.toPoint(), Qt.DropAction.CopyAction, data, *hand))
    moving = QDragMoveEvent(spot.toPoint(), Qt.DropAction.CopyAction, data, *hand)
    QApplication.sendEvent(port, moving)
    assert moving.isAccepted()
    QApplication.sendEvent(port, QDropEvent(spot, Qt.DropAction.CopyAction, data, *hand))
    assert rows(lot) == ["Who pays?", "* Calls @phone 3", "Asks"]
    room.session.undo()
    assert rows(lot)[0] == "Asks"


def test_many_rows_take_the_room_there_is(room: Workspace) -> None:
    room.session.adopt(small_journey().replace(parking=tuple(f"Thought {n}" for n in range(60))))
    lot = opened(room)
    QApplication.processEvents()
    high = lot.list.sizeHintForRow(0)
    assert lot.list.height() >= 7 * high
    assert room.canvas_.height() > 0.3 * room.window_.height(), "the map keeps its room"
    room.session.adopt(small_journey().replace(parking=("One",)))
    QApplication.processEvents()
    assert lot.list.height() < 5 * high

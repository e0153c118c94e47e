"""Step 7 of the guide: cards in front, behind, afterwards and in the silence, counted, and all of them to go to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Kind, Phase, Touchpoint
from cjm_desktop.ui.guide.step_touchpoints import Cards, Kinds, Questions, aftercare_phase
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "da"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey().replace(language="hu"), language=request.param)
    made.side.turn_to("guide")
    made.guide.go(7)
    QApplication.processEvents()
    yield made
    shut(made)


def _questions(room: Workspace) -> Questions:
    return room.guide.page.findChildren(Questions)[0]


def _ask(room: Workspace, name: str, *written: str) -> None:
    QTest.mouseClick(_questions(room).buttons[name], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    for words in written:
        assert room.canvas_.editing.active is not None, "one writes at once"
        QTest.keyClicks(room.canvas_, words)
        QTest.keyClick(room.canvas_, Qt.Key.Key_Return)
    if room.canvas_.editing.active is not None:
        QTest.keyClick(room.canvas_, Qt.Key.Key_Escape)


def _titles(room: Workspace) -> list[str]:
    return [card.title for card in room.session.journey.touchpoints]


def test_earlier_and_later_stand_at_the_ends_and_are_written_at_once(room: Workspace) -> None:
    _ask(room, "earlier", "Wonders")
    assert _titles(room) == ["Wonders", "Asks", "Waits", "Gets it"]
    _ask(room, "later", "Uses it", "Tells others")
    assert _titles(room) == ["Wonders", "Asks", "Waits", "Gets it", "Uses it", "Tells others"]
    phases = [card.phase for card in room.session.journey.touchpoints]
    assert phases == ["f1", "f1", "f1", "f2", "f2", "f2"]


def test_an_empty_card_is_taken_back_and_a_written_one_is_one_step(room: Workspace) -> None:
    before = room.session.journey
    _ask(room, "earlier")
    assert room.session.journey is before
    _ask(room, "earlier", "Wonders")
    room.session.undo()
    assert room.session.journey == before


def test_the_aftercare_gets_its_phase_in_the_language_of_the_document(room: Workspace) -> None:
    assert aftercare_phase(room.session.journey) is None
    _ask(room, "aftercare", "Asks back")
    journey = room.session.journey
    added = aftercare_phase(journey)
    assert added is journey.phases[-1]
    assert added is not None
    assert added.name == "Utókövetés"
    assert journey.touchpoints[-1].phase == added.id
    _ask(room, "aftercare", "Thanks")
    assert len(room.session.journey.phases) == 3
    assert _titles(room)[-2:] == ["Asks back", "Thanks"]


def test_a_silence_lies_between_the_selected(room: Workspace) -> None:
    room.selection.clear()
    assert not _questions(room).buttons["silent"].isEnabled()
    room.selection.set(("t2", "t3"))
    assert _questions(room).buttons["silent"].isEnabled()
    assert "Waits" in _questions(room).where.text()
    _ask(room, "silent", "Nothing")
    card = room.session.journey.touchpoints[2]
    assert (card.title, card.kind, card.phase) == ("Nothing", Kind.SILENCE, "f1")


def test_kinds_are_counted_and_select_their_cards(room: Workspace) -> None:
    kinds = room.guide.page.findChildren(Kinds)[0]
    journey = small_journey().with_(
        touchpoints=(Touchpoint(id="t0", title="Loose", kind=Kind.WAITING), *small_journey().touchpoints)
    )
    room.session.adopt(journey)
    until(lambda: "1" in kinds.buttons[Kind.WAITING].text())
    assert kinds.buttons[Kind.CONTACT].text().strip().startswith("3")
    assert not kinds.buttons[Kind.SILENCE].isEnabled()
    QTest.mouseClick(kinds.buttons[Kind.CONTACT], Qt.MouseButton.LeftButton)
    assert room.selection.ids == ("t1", "t2", "t3")
    QTest.mouseClick(kinds.buttons[None], Qt.MouseButton.LeftButton)
    assert room.selection.ids == ("t0",)
    room.session.adopt(small_journey())
    until(lambda: not kinds.buttons[None].isVisible())


def test_the_list_goes_with_the_map_both_ways(room: Workspace) -> None:
    cards = room.guide.page.findChildren(Cards)[0]
    texts = [cards.item(i).text() for i in range(cards.count())]
    assert texts == ["Before", "1. Asks", "2. Waits", "After", "3. Gets it"]
    cards.setFocus()
    cards.setCurrentRow(1)
    assert room.selection.ids == ("t1",)
    QTest.keyClick(cards, Qt.Key.Key_Down)
    QTest.keyClick(cards, Qt.Key.Key_Down)
    assert room.selection.ids == ("t3",), "the name of a phase is passed over"
    room.selection.set(("t1",))
    assert cards.currentRow() == 1


def test_an_empty_map_begins_here(room: Workspace) -> None:
    room.session.adopt(Journey(phases=(Phase(id="f1", name="All"),)))
    _ask(room, "later", "A need", "A try")
    assert _titles(room) == ["A need", "A try"]
    assert {card.phase for card in room.session.journey.touchpoints} == {"f1"}

"""Step 0 of the guide: the list of who is at the table grows under the hand, and the rest of the charter is written beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from rooms import shut, until, workspace

from cjm_desktop.document import Journey, ScopeKind, Situation, TravellerNoun
from cjm_desktop.i18n.guide import guide_texts
from cjm_desktop.method import StepState, progress
from cjm_desktop.ui.fields import (
    ChoiceField,
    LineField,
    LongLine,
    SegmentField,
    TextField,
    TicksField,
    WordsField,
)
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "da"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, Journey(), language=request.param)
    made.side.turn_to("guide")
    made.guide.go(0)
    QApplication.processEvents()
    yield made
    shut(made)


def _rows(room: Workspace) -> Rows:
    return room.guide.page.findChildren(Rows)[0]


def _hand() -> QLineEdit | LongLine:
    QApplication.processEvents()
    hand = QApplication.focusWidget()
    assert isinstance(hand, QLineEdit | LongLine)
    return hand


def _names(room: Workspace) -> list[str]:
    return [one.name for one in room.session.journey.charter.participants]


def _list(room: Workspace, *names: str) -> Rows:
    rows = _rows(room)
    rows.rows[-1].go()
    for name in names:
        QTest.keyClicks(_hand(), name)
        QTest.keyClick(_hand(), Qt.Key.Key_Return)
    return rows


def test_typing_and_enter_makes_one_after_the_other(room: Workspace) -> None:
    rows = _list(room, "Mia", "Olaf", "Zsofia")
    assert _names(room) == ["Mia", "Olaf", "Zsofia"]
    assert len(rows.rows) == 4
    assert rows.rows[3].isAncestorOf(_hand()), "the cursor is in the empty card"
    assert not rows.rows[3].exists
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    assert _names(room) == ["Mia", "Olaf", "Zsofia"], "Enter in the empty card adds nobody"
    assert len({one.id for one in room.session.journey.charter.participants}) == 3


def test_what_is_begun_and_erased_leaves_no_trace(room: Workspace) -> None:
    before = room.session.journey
    rows = _list(room)
    QTest.keyClicks(_hand(), "Mia")
    room.desk.flush()
    assert _names(room) == ["Mia"]
    for _ in "Mia":
        QTest.keyClick(_hand(), Qt.Key.Key_Backspace)
    QTest.keyClick(_hand(), Qt.Key.Key_Tab)
    assert room.session.journey == before
    until(lambda: len(rows.rows) == 1)


def test_undo_takes_a_card_back_and_the_hand_stays(room: Workspace) -> None:
    rows = _list(room, "Mia")
    QTest.keyClicks(_hand(), "Ida")
    room.desk.flush()
    rows.refresh()
    assert len(rows.rows) == 3
    room.session.undo()
    until(lambda: len(rows.rows) == 2)
    assert rows.rows[1].isAncestorOf(_hand())
    assert _hand().text() == ""
    QTest.keyClicks(_hand(), "Eva")
    QTest.keyClick(_hand(), Qt.Key.Key_Return)
    assert _names(room) == ["Mia", "Eva"]


def test_arrows_go_and_move_and_the_bin_removes(room: Workspace) -> None:
    rows = _list(room, "Mia", "Ida", "Eva")
    QTest.keyClick(_hand(), Qt.Key.Key_Up)
    assert _hand().text() == "Eva"
    QTest.keyClick(_hand(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _names(room) == ["Mia", "Eva", "Ida"]
    assert _hand().text() == "Eva", "the cursor goes with the card"
    QTest.keyClick(_hand(), Qt.Key.Key_Down)
    assert _hand().text() == "Ida"
    QTest.mouseClick(rows.rows[1].bin, Qt.MouseButton.LeftButton)
    assert _names(room) == ["Mia", "Ida"]
    assert _hand().text() == "Ida"
    QTest.keyClick(_hand(), Qt.Key.Key_Down)
    assert not rows.rows[2].exists
    QTest.keyClick(_hand(), Qt.Key.Key_Backspace)
    assert _hand().text() == "Ida", "Backspace in the empty card goes back"


def test_tab_goes_through_the_cards_from_the_top(room: Workspace) -> None:
    rows = _list(room, "Mia", "Ida")
    QApplication.processEvents()
    rows.rows[0].go()
    met: list[int] = []
    while True:
        now = QApplication.focusWidget()
        at = next((i for i, row in enumerate(rows.rows) if now is not None and row.isAncestorOf(now)), None)
        if at is None or len(met) > 30:
            break
        met.append(at)
        QApplication.processEvents()
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert met == sorted(met)
    assert set(met) == {0, 1, 2}
    assert (met.count(0), met.count(1)) == (4, 5), "the bin, name, department, role, the words to tick"
    # From the card that is begun neither way leads to a bin.
    bins = [row.bin for row in rows.rows]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        rows.rows[2].go()
        QTest.keyClick(_hand(), key)
        QApplication.processEvents()
        assert QApplication.focusWidget() not in bins
    assert rows.rows[1].isAncestorOf(QApplication.focusWidget())
    assert rows.rows[1].bin.accessibleName() == f"{rows.remove_text}: Ida"


def test_department_role_and_ticks_of_somebody(room: Workspace) -> None:
    rows = _list(room, "Mia")
    row = rows.rows[0]
    _, department, role, flags = row.fields
    assert isinstance(department, LineField)
    assert isinstance(flags, WordsField)
    QTest.keyClick(_hand(), Qt.Key.Key_Up)
    QTest.keyClick(_hand(), Qt.Key.Key_Tab)
    QTest.keyClicks(_hand(), "IT")
    QTest.keyClick(_hand(), Qt.Key.Key_Tab)
    QTest.keyClicks(_hand(), "Agent")
    QTest.mouseClick(flags.buttons[2], Qt.MouseButton.LeftButton)
    QTest.keyClick(flags.buttons[0], Qt.Key.Key_Space)
    mia = room.session.journey.charter.participants[0]
    assert (mia.department, mia.role) == ("IT", "Agent")
    assert (mia.affected, mia.implements, mia.front_line) == (True, False, True)
    assert role is row.fields[2]


def test_the_charter_is_filled_and_the_step_done(room: Workspace) -> None:
    page = room.guide.page
    column = page.sections["guide.fields"].body
    purpose, situations, pains, scope, need, ends, noun = column.fields
    for field, said in ((purpose, "At work by lunch"), (pains, "Calls"), (need, "A job"), (ends, "Three months on")):
        assert isinstance(field, TextField)
        assert isinstance(field.edit, QPlainTextEdit)
        field.edit.setFocus()
        QTest.keyClicks(field.edit, said)
    assert isinstance(situations, TicksField)
    QTest.mouseClick(situations.ticks[3], Qt.MouseButton.LeftButton)
    QTest.keyClick(situations.ticks[0], Qt.Key.Key_Space)
    assert isinstance(scope, SegmentField)
    QTest.mouseClick(scope.segments.buttons()[0], Qt.MouseButton.LeftButton)
    _list(room, "Mia")
    charter = room.session.journey.charter
    assert charter.purpose == "At work by lunch"
    assert charter.situations == (Situation.MANY_SYSTEMS, Situation.GAPS)
    assert charter.scope is ScopeKind.ONE_NEED
    assert (charter.pains, charter.need, charter.ends) == ("Calls", "A job", "Three months on")
    assert progress(room.session.journey)[0].state is StepState.DONE
    assert isinstance(noun, ChoiceField)


def test_the_own_word_is_typed_in_one_go_and_the_guide_takes_it_over(room: Workspace) -> None:
    page = room.guide.page
    noun = page.sections["guide.fields"].body.fields[-1]
    assert isinstance(noun, ChoiceField)
    assert noun.box.count() == len(TravellerNoun)
    noun.box.setFocus()
    QTest.keyClick(noun.box, Qt.Key.Key_End)
    until(lambda: room.session.journey.traveller.noun is TravellerNoun.OWN)
    word = next(field for field in page.findChildren(LineField) if field.link.key == "journey.traveller.word")
    until(word.isVisible)
    QTest.keyClick(noun.box, Qt.Key.Key_Tab)
    hand = _hand()
    QTest.keyClicks(hand, "borger")
    room.desk.flush()
    QApplication.processEvents()
    QTest.keyClicks(hand, "ven")
    assert QApplication.focusWidget() is hand, "the page is not made anew under the hand"
    QTest.keyClick(hand, Qt.Key.Key_Tab)
    QTest.keyClicks(_hand(), "borgervenrejse")
    room.desk.flush()
    traveller = room.session.journey.traveller
    assert (traveller.word, traveller.compound) == ("borgerven", "borgervenrejse")
    told = guide_texts(room.ui.words.language, room.ui.words.traveller)[0]
    assert any("borgerven" in line for line in told.do)
    until(lambda: [line.text() for line in page._do] == list(told.do))


def test_a_hint_leads_into_the_field(room: Workspace) -> None:
    room.side.turn_to("journey")
    room.desk.sought.emit("", "charter.need")
    assert room.side.name == "guide"
    need = QApplication.focusWidget()
    assert isinstance(need, QPlainTextEdit)
    QTest.keyClicks(need, "A job")
    room.desk.flush()
    assert room.session.journey.charter.need == "A job"
    room.desk.sought.emit("", "charter.participants")
    assert _rows(room).rows[-1].isAncestorOf(_hand())
    room.desk.sought.emit("", "candidates[0].title")
    assert room.guide.step == 1
    assert _rows(room).rows[-1].isAncestorOf(_hand())

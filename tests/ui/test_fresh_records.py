"""Records just added are named like new cards: Escape and Enter keep the words and lead back to the map; boxes offer to add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget
from rooms import shut, workspace

from cjm_desktop.ui.fields import ChoiceField
from cjm_desktop.ui.fields.finder import Finder
from cjm_desktop.ui.fields.long_line import LongLine
from cjm_desktop.ui.panels.lists import RecordList
from cjm_desktop.ui.panels.touchpoint import TouchpointForm
from cjm_desktop.ui.workspace import Workspace

_ADDS = {
    "add_phase": ("phases", "name"),
    "add_persona": ("personas", "name"),
    "add_channel": ("channels", "name"),
    "add_party": ("parties", "name"),
    "add_opportunity": ("opportunities", "title"),
}


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    made.window_.activateWindow()
    QApplication.processEvents()
    yield made
    shut(made)


def focused() -> Any:
    return QApplication.focusWidget()


def names(room: Workspace, list_name: str, field: str = "name") -> list[str]:
    return [getattr(record, field) for record in getattr(room.session.journey, list_name)]


def test_a_fresh_name_is_kept_and_the_map_has_the_keyboard(room: Workspace) -> None:
    keys = [Qt.Key.Key_Escape, Qt.Key.Key_Return]
    for i, (action, (list_name, field)) in enumerate(_ADDS.items()):
        room.commands.run(action)
        assert isinstance(focused(), QLineEdit | LongLine), action
        QTest.keyClicks(focused(), "Settling in")
        QTest.keyClick(focused(), keys[i % 2])
        assert "Settling in" in names(room, list_name, field)
        assert focused() is room.canvas_, action
        room.session.undo()
        room.session.undo()
        assert "Settling in" not in names(room, list_name, field)


def test_a_fresh_record_left_as_it_came_goes_away_again(room: Workspace) -> None:
    before = room.session.journey
    for action in _ADDS:
        room.selection.set(("t2",))
        room.commands.run(action)
        assert room.session.journey != before
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert room.session.journey == before, action
        assert room.selection.ids == ("t2",)
        assert focused() is room.canvas_


def test_in_a_record_that_was_there_escape_still_drops(room: Workspace) -> None:
    room.selection.set_record("phase", "f1")
    room.edit_in_inspector()
    QTest.keyClicks(focused(), "x")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert names(room, "phases") == ["Before", "After"]
    assert isinstance(focused(), QLineEdit)


def test_a_fresh_record_is_fresh_only_until_it_is_left(room: Workspace) -> None:
    room.commands.run("add_phase")
    QTest.keyClicks(focused(), "Settling in")
    ident = room.desk.fresh
    assert ident
    room.selection.set(("t1",))
    room.selection.set_record("phase", ident)
    assert room.desk.fresh == ""
    assert "Settling in" in names(room, "phases")


def test_a_name_typed_in_its_row_is_kept_too(room: Workspace) -> None:
    channels = next(part for part in room.journey_panel.findChildren(RecordList) if part.list_name == "channels")
    for key, name in ((Qt.Key.Key_Escape, "Pigeon post"), (Qt.Key.Key_Return, "Smoke")):
        channels.add_record()
        assert isinstance(focused(), QLineEdit)
        QTest.keyClicks(focused(), name)
        QTest.keyClick(focused(), key)
        QApplication.processEvents()
        assert names(room, "channels")[-1] == name
        assert focused() is room.canvas_
    assert len(names(room, "channels")) == 4


def test_adding_from_a_card_puts_the_cursor_into_the_name(room: Workspace) -> None:
    room.selection.set(("t1",))
    box(room, "Add a channel …").activated.emit(4)
    QTest.keyClicks(focused(), "Fax")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert names(room, "channels") == ["Phone", "Portal", "Fax"]
    assert room.session.journey.touchpoints[0].channel == room.session.journey.channels[2].id


# ---------------------------------------------------------------------- choosing by typing


def box(room: Workspace, last: str) -> QComboBox:
    """The box of the touchpoint form whose last row reads so."""
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    fields = [f for f in form.top.fields if isinstance(f, ChoiceField)]
    return next(f.box for f in fields if f.box.itemText(f.box.count() - 1).endswith(last))


def find(room: Workspace, last: str, words: str) -> Finder:
    target = box(room, last)
    target.setFocus()
    QTest.keyClick(target, words[0])
    finder = target.findChildren(Finder)[-1]
    QTest.keyClicks(finder.edit, words[1:])
    return finder


def rows(finder: Finder) -> list[str]:
    wanted = finder.findChild(QListWidget)
    assert isinstance(wanted, QListWidget)
    return [wanted.item(i).text() for i in range(wanted.count())]


def test_a_name_that_is_not_in_the_list_is_added_and_not_taken_for_another(room: Workspace) -> None:
    room.selection.set(("t2",))
    before = room.session.journey
    finder = find(room, "Add a channel …", "Pigeon post")
    assert rows(finder) == ["Add “Pigeon post”"]
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    journey = room.session.journey
    assert names(room, "channels") == ["Phone", "Portal", "Pigeon post"]
    assert journey.touchpoints[1].channel == journey.channels[2].id
    assert box(room, "Add a channel …").currentText() == "Pigeon post"
    assert room.selection.ids == ("t2",)
    room.session.undo()
    assert room.session.journey == before


def test_what_is_in_the_list_is_found_by_any_of_its_words(room: Workspace) -> None:
    room.selection.set(("t1",))
    finder = find(room, "Add a channel …", "orta")
    assert rows(finder) == ["Portal", "Add “orta”"]
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    assert room.session.journey.touchpoints[0].channel == "c2"
    assert names(room, "channels") == ["Phone", "Portal"]


def test_parties_and_phases_are_offered_too(room: Workspace) -> None:
    room.selection.set(("t1",))
    QTest.keyClick(find(room, "Add a party …", "Facilities").edit, Qt.Key.Key_Return)
    assert names(room, "parties") == ["IT", "Facilities"]
    room.selection.set(("t2",))
    finder = find(room, "After", "before")
    assert rows(finder) == ["1. Before"]
    finder.close()
    QTest.keyClick(find(room, "After", "Between").edit, Qt.Key.Key_Return)
    assert names(room, "phases") == ["Before", "Between", "After"]
    assert room.session.journey.touchpoints[1].phase == room.session.journey.phases[1].id


def test_escape_leaves_the_box_as_it_was(room: Workspace) -> None:
    room.selection.set(("t1",))
    before = room.session.journey
    finder = find(room, "Add a channel …", "Pigeon")
    QTest.keyClick(finder.edit, Qt.Key.Key_Escape)
    assert room.session.journey is before
    assert box(room, "Add a channel …").currentText() == "Phone"

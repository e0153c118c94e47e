"""The settings window: made of the settings' own table, at once in sight, the same as the menus, and there again in a window made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, ui, until, workspace
from shiboken6 import isValid

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.fields.combo import Combo
from cjm_desktop.ui.fields.ticks import Tick
from cjm_desktop.ui.preferences import GROUPS, PREFERENCES, REMEMBERED, put
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.settings import SETTINGS
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    yield made
    if isValid(made):
        shut(made)


def test_every_setting_is_a_preference_or_says_what_it_remembers() -> None:
    shown = {one.key for one in PREFERENCES}
    assert shown <= set(SETTINGS)
    untold = [key for key in SETTINGS if key not in shown and not any(key.startswith(begin) for begin in REMEMBERED)]
    assert untold == []
    assert all(any(key.startswith(begin) for key in SETTINGS) for begin in REMEMBERED), "nothing is remembered that is not there"
    assert {one.group for one in PREFERENCES} == {name for name, _ in GROUPS}


def test_its_choices_are_the_values_that_a_setting_can_have(tmp_path: Path, qapp: QApplication) -> None:
    words = ui(tmp_path)
    for one in PREFERENCES:
        row = SETTINGS[one.key]
        if one.choices is None:
            assert type(row.default) is bool
            continue
        offered = one.choices(words)
        assert all(offered.values())
        assert one.default in offered
        assert set(offered) == (set(row.allowed) or set(offered))


def test_a_change_is_in_sight_at_once_and_can_all_be_put_back(room: Workspace) -> None:
    QTest.keyClick(room.canvas_, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = room.tuning.dialog
    assert dialog is not None
    assert dialog.all_back.isEnabled(), "the test's own language is not the system's"
    theme, dark = dialog.controls["appearance/theme"], dialog.controls["present/dark"]
    assert isinstance(theme, Combo)
    assert isinstance(dark, Tick)
    before = room.ui.look
    theme.setFocus()
    QTest.keyClick(theme, Qt.Key.Key_End)
    theme.activated.emit(theme.currentIndex())
    assert room.ui.settings.get("appearance/theme") == "dark"
    assert room.ui.look is not before
    QTest.keyClick(dark, Qt.Key.Key_Space)
    assert room.ui.settings.get("present/dark") is True
    dialog.all_back.click()
    assert [room.ui.settings.get(one.key) for one in PREFERENCES] == [one.default for one in PREFERENCES]
    assert theme.currentData() == "system"
    assert not dark.isChecked()
    assert not dialog.all_back.isEnabled()


def test_it_stays_open_where_it_was_when_it_makes_the_window_anew(room: Workspace) -> None:
    dialog = room.tuning.open("language")
    until(lambda: dialog.controls["language"].hasFocus())
    put(room.ui, "language", "hu")
    made = renewed(room, catalogue_for("hu"))
    try:
        again = made.tuning.dialog
        assert again is not None
        assert again.windowTitle() == "Beállítások"
        until(lambda: again.controls["language"].hasFocus())
        again.accept()
    finally:
        shut(made)


def test_its_keys_lead_to_the_table_of_keys(room: Workspace) -> None:
    asked: list[str] = []
    room.commands.run = asked.append  # type: ignore[method-assign]
    room.tuning.open().keys.click()
    assert asked == ["keys"]
    assert room.tuning.dialog is None

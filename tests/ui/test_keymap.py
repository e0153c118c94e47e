"""Keys that a person has changed: one key, one action; nothing that writes; and back again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, ui, workspace

from cjm_desktop.app import application
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui import keytext
from cjm_desktop.ui.actions import ACTIONS
from cjm_desktop.ui.dialogs.sheets import KeysSheet
from cjm_desktop.ui.keymap import Keymap, portable
from cjm_desktop.ui.keytext import sequence
from cjm_desktop.ui.qt_words import put_qt_words
from cjm_desktop.ui.settings import Settings

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def keymap(tmp_path, qapp):
    return Keymap(Settings(tmp_path / "settings.ini"))


def test_the_usual_keys_are_fit_and_each_has_one_action(keymap):
    seen = {}
    for row in ACTIONS.values():
        for key in row.keys:
            assert keymap.unfit(key) is None, (row.id, key)
            assert seen.setdefault(portable(key), row.id) == row.id
            assert keymap.holder(key) == row.id


@pytest.mark.parametrize("key", ["A", "7", "Return", "Shift+K", "Ctrl+C", "Ctrl+A", "Alt+Left", "Del", "Up", "F2", ""])
def test_keys_that_write_or_belong_to_the_map_are_refused(keymap, key):
    assert keymap.unfit(key) is not None
    if key:
        with pytest.raises(ValueError, match=key[-1]):
            keymap.give("save", key)


def test_a_key_goes_from_one_action_to_the_other_and_is_kept(keymap, tmp_path):
    keymap.give("pack", "Ctrl+P")
    assert keymap.keys("pack") == ("Ctrl+P",) and keymap.keys("print") == ()
    assert keymap.usual("print") == ["pack"]
    keymap._settings.sync()
    again = Keymap(Settings(tmp_path / "settings.ini"))
    assert again.keys("pack") == ("Ctrl+P",) and again.holder("Ctrl+P") == "pack"
    again.give_back("print")
    assert again.keys("print") == ("Ctrl+P",) and again.keys("pack") == () and not again.any_changed
    again.give("redo", "Ctrl+Shift+F9")
    assert again.changed_one("redo")
    again.give_all_back()
    assert again.keys("redo") == ACTIONS["redo"].keys and not again.any_changed


def test_settings_of_another_version_do_no_harm(keymap):
    keymap._settings.set("keys/changed", {"no such action": ["Ctrl+J"], "save": "Ctrl+J", "open": [3, "Ctrl+J"]})
    assert keymap.keys("save") == ("Ctrl+S",)
    assert keymap.keys("open") == ("Ctrl+J",)


@pytest.fixture
def room(tmp_path):
    made = workspace(tmp_path)
    made.window_.activateWindow()
    made.canvas_.setFocus()
    QApplication.processEvents()
    yield made
    shut(made)


def sheet_of(room) -> KeysSheet:
    room.open_keys()
    QApplication.processEvents()
    return room.window_.findChild(KeysSheet)


def press(sheet: KeysSheet, ident: str, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    button = sheet.changes.buttons[ident]
    button.setFocus()
    QTest.keyClick(button, K.Key_Space)
    assert button.waiting
    QTest.keyClick(button, K.Key_Control)
    assert button.waiting
    QTest.keyClick(button, key, modifiers)
    assert not button.waiting


def test_a_new_key_works_at_once_and_menus_show_it(room):
    sheet = sheet_of(room)
    press(sheet, "switch_view", K.Key_J, CTRL)
    sheet.accept()
    action = room.window_.actions_["switch_view"]
    assert action.shortcuts() == [QKeySequence("Ctrl+J")]
    assert "Ctrl+J" in action.toolTip() and "Ctrl+J" in room.window_.actions_["poster"].toolTip()
    QApplication.processEvents()
    room.window_.activateWindow()
    room.canvas_.setFocus()
    QApplication.processEvents()
    before = room.canvas_.flow
    QTest.keyClick(room.canvas_, K.Key_F4)
    assert room.canvas_.flow == before
    QTest.keyClick(room.canvas_, K.Key_J, CTRL)
    QApplication.processEvents()
    assert room.canvas_.flow != before


def test_a_key_that_was_taken_away_does_nothing_on_the_map_either(room):
    room.selection.set(("t1",))
    room.window_.keymap.give("duplicate", "Ctrl+J")
    QTest.keyClick(room.canvas_, K.Key_D, CTRL)
    assert len(room.session.journey.touchpoints) == 3
    QTest.keyClick(room.canvas_, K.Key_J, CTRL)
    assert len(room.session.journey.touchpoints) == 4


def test_a_conflict_names_the_other_action_and_has_a_way_out(room):
    sheet = sheet_of(room)
    talk = sheet.changes.talk
    press(sheet, "pack", K.Key_P, CTRL)
    assert "Ctrl+P" in talk.sentence.text() and "Print" in talk.sentence.text()
    assert talk.choice.isVisible() and QApplication.focusWidget() is talk.take
    assert room.window_.keymap.keys("pack") == ()
    talk.leave.click()
    assert room.window_.keymap.keys("print") == ("Ctrl+P",)
    assert QApplication.focusWidget() is sheet.changes.buttons["pack"]
    press(sheet, "pack", K.Key_P, CTRL)
    talk.take.click()
    assert room.window_.keymap.keys("pack") == ("Ctrl+P",) and room.window_.keymap.keys("print") == ()
    assert sheet.changes.buttons["print"].text() == "–"
    assert sheet.changes.backs["print"].isVisible()
    # Back to the usual one: the other has it now, and is asked about.
    sheet.changes.backs["print"].click()
    assert talk.choice.isVisible()
    talk.take.click()
    assert not room.window_.keymap.any_changed and not sheet.changes.all_back.isEnabled()
    sheet.accept()


def test_escape_changes_nothing_backspace_takes_the_key_and_all_come_back(room):
    sheet = sheet_of(room)
    keymap = room.window_.keymap
    press(sheet, "save", K.Key_Escape)
    assert sheet.isVisible() and keymap.keys("save") == ("Ctrl+S",)
    press(sheet, "save", K.Key_S)
    assert keymap.keys("save") == ("Ctrl+S",) and "writes text" in sheet.changes.talk.sentence.text()
    press(sheet, "save", K.Key_Backspace)
    assert keymap.keys("save") == ()
    sheet.changes.all_back.click()
    assert keymap.keys("save") == ("Ctrl+S",)
    sheet.accept()


def test_f1_and_the_question_mark_open_the_table_and_a_text_keeps_its_own(room):
    field = room.journey_panel.title.focusProxy()
    field.setFocus()
    QTest.keyClick(field, K.Key_Question, SHIFT)
    assert room.window_.findChild(KeysSheet) is None and "?" in field.text()
    room.canvas_.setFocus()
    QTest.keyClicks(room.canvas_, "?")
    QApplication.processEvents()
    sheet = room.window_.findChild(KeysSheet)
    assert sheet.isVisible()
    sheet.accept()


def test_the_table_holds_every_key_in_a_small_window(tmp_path):
    for language in ("en", "hu"):
        sheet = KeysSheet(ui(tmp_path, language))
        sheet.show()
        QApplication.processEvents()
        assert {r.id for r in ACTIONS.values() if r.keys} <= set(sheet.changes.buttons)
        for one in sheet.changes.buttons.values():
            assert one.width() >= one.sizeHint().width() and one.height() >= one.fontMetrics().height()
            assert one.accessibleName()
        sheet.close()


@pytest.mark.parametrize("language", ["da", "hu", "nl", "sv"])
def test_keys_of_our_tables_are_themselves_in_every_language(language, request):
    app = application()
    request.addfinalizer(lambda: put_qt_words(app, catalogue_for("en")))
    before = {key: sequence(key) for row in ACTIONS.values() for key in (*row.keys, row.shown, "Ctrl+Return", "Ctrl+Enter", "Ctrl+Ins")}
    put_qt_words(app, catalogue_for(language))
    assert {key: sequence(key) for key in before} == before
    assert sequence("Ctrl+Enter") != sequence("Ctrl+Return") and portable("Ctrl+Enter") == "Ctrl+Enter"


def test_no_key_is_read_in_the_words_of_a_language():
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(keytext.__file__).parent.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"QKeySequence\((?!QKeyCombination|event\.|f?\"?\)|QKeySequence|modifiers)", line) and "``" not in line
    ]
    assert found == []

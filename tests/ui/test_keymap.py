"""Keys that a person has changed: one key, one action; nothing that writes; and back again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from rooms import shut, ui, workspace

from cjm_desktop.app import application
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui import keytext
from cjm_desktop.ui.actions import ACTIONS, MENUS, Group
from cjm_desktop.ui.dialogs.key_change import KeyButton
from cjm_desktop.ui.dialogs.sheets import KeysSheet
from cjm_desktop.ui.keymap import ROWS, Keymap, portable
from cjm_desktop.ui.keytext import sequence
from cjm_desktop.ui.outline import keys as outline
from cjm_desktop.ui.present import keys as present
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.qt_words import put_qt_words
from cjm_desktop.ui.renewal import renewed
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
    room.helping.keys()
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
    # Escape leaves it as well, and the sheet stays.
    QTest.keyClick(talk.take, K.Key_Escape)
    assert sheet.isVisible() and not talk.choice.isVisible()
    assert QApplication.focusWidget() is sheet.changes.buttons["pack"]
    press(sheet, "pack", K.Key_P, CTRL)
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


# ------------------------------------------------------------------------------------------------ keys of one place


def test_the_usual_keys_of_a_place_are_fit_and_meet_no_action(keymap):
    own = [row for ident, row in ROWS.items() if ":" in ident]
    assert {row.place for row in own} == {"present", "outline"} and len(own) >= 12
    for row in own:
        assert callable(getattr(Presentation, row.name)) if row.place == "present" else row.name in ("up", "down")
        for key in row.keys:
            assert keymap.unfit(key, row.id) is None and keymap.holder(key, row.id) == ""


@pytest.mark.parametrize("key", ["7", "Return", "Escape", "PgDown", "Home", "Tab", ".", "Up", "F2", "Space", "Ctrl+C"])
def test_a_presentation_keeps_the_keys_of_map_and_remote_control(keymap, key):
    said = keymap.unfit(key, "present:toggle_spotlight")
    assert said is not None and "presentation needs" in str(said)
    with pytest.raises(ValueError, match=re.escape(key)):
        keymap.give("present:toggle_spotlight", key)


def test_a_letter_serves_the_presentation_and_writes_in_the_outline(keymap):
    assert keymap.unfit("X", "present:toggle_spotlight") is None
    assert "writes text" in str(keymap.unfit("X", "outline:up")) and "writes text" in str(keymap.unfit("X", "save"))
    assert keymap.unfit("Ctrl+A", "outline:up") is not None and keymap.unfit("Alt+Left", "outline:up") is None


def test_two_places_may_share_a_key_but_not_with_an_action(keymap):
    keymap.give("present:toggle_dark", "Ctrl+J")
    assert keymap.holder("Ctrl+J", "outline:up") == "" and keymap.holder("Ctrl+J", "save") == "present:toggle_dark"
    keymap.give("outline:up", "Ctrl+J")
    assert keymap.keys("present:toggle_dark") == ("Ctrl+J",)
    keymap.give("save", "Ctrl+J")
    assert keymap.keys("present:toggle_dark") == keymap.keys("outline:up") == ()
    assert keymap.holder("B", "present:toggle_dark") == "present:toggle_blank"
    keymap.give("present:toggle_dark", "B")
    assert keymap.keys("present:toggle_blank") == ()
    assert keymap.usual("present:toggle_blank") == ["present:toggle_dark"]
    keymap.give_all_back()
    assert keymap.keys("present:toggle_dark") == ("D",) and not keymap.any_changed


def test_a_changed_key_of_the_presentation_works_and_its_button_says_so(room):
    sheet = sheet_of(room)
    press(sheet, "present:toggle_dark", K.Key_B)
    assert "B" in sheet.changes.talk.sentence.text() and sheet.changes.talk.choice.isVisible()
    sheet.changes.talk.leave.click()
    assert room.window_.keymap.keys("present:toggle_dark") == ("D",)
    press(sheet, "present:toggle_dark", K.Key_5)
    assert "presentation needs" in sheet.changes.talk.sentence.text()
    press(sheet, "present:toggle_dark", K.Key_N)
    sheet.accept()
    room.presenter.begin()
    QApplication.processEvents()
    shown = room.presenter.showing
    dark = room.ui.settings.get("present/dark")
    QTest.keyClick(shown.canvas, K.Key_D)
    assert room.ui.settings.get("present/dark") == dark
    QTest.keyClick(shown.canvas, K.Key_N)
    assert room.ui.settings.get("present/dark") != dark
    QTest.keyClick(shown.canvas, K.Key_Tab)
    assert shown.strip.buttons["toggle_dark"].toolTip().endswith("(N)")
    room.presenter.end()


def test_a_changed_key_moves_a_line_of_the_outline(room):
    room.turn_outline()
    editor = room.outline.panel.editor
    QApplication.processEvents()
    line = next(n for n, text in enumerate(editor.lines) if "Waits" in text)
    editor.go(line)
    room.outline.panel._help()
    assert "Alt+↑" in room.outline.panel.help.text()
    room.window_.keymap.give("outline:up", "Ctrl+Shift+Up")
    before = editor.lines
    QTest.keyClick(editor, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.lines == before
    QTest.keyClick(editor, K.Key_Up, CTRL | SHIFT)
    assert editor.lines != before
    assert [t.title for t in room.session.journey.touchpoints][:2] == ["Waits", "Asks"]
    editor.go(next(n for n, text in enumerate(editor.lines) if "Waits" in text))
    room.outline.panel._help()
    assert "Ctrl+Shift+Up" in room.outline.panel.help.text()


def test_the_sheet_lists_the_keys_of_the_outline_too(room):
    sheet = sheet_of(room)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for _keys, does in (*outline.SHOWN, *present.SHOWN):
        assert room.ui.text(does) in words
    assert {row.id for row in (*outline.OWN, *present.OWN)} <= set(sheet.changes.buttons)
    sheet.accept()


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_every_letter_of_a_menu_is_of_one_entry(language):
    say = catalogue_for(language).text
    groups = [(entry.text, entry.ids) for _title, entries in MENUS for entry in entries if isinstance(entry, Group)]
    for title, entries in (*MENUS, *groups):
        texts = [entry.text if isinstance(entry, Group) else ACTIONS[entry].text for entry in entries if entry != "-"]
        letters = [found[1].lower() for text in texts if (found := re.search("&(.)", say(text)))]
        assert sorted(letters) == sorted(set(letters)), (say(title), letters)
    assert "&" in say(ACTIONS["outline"].text)
    titles = [re.search("&(.)", say(title))[1].lower() for title, _idents in MENUS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("language", "key", "letter"), [("hu", K.Key_F, "F"), ("da", K.Key_F, "F"), ("nl", K.Key_B, "B")])
def test_the_letter_of_a_menu_is_refused_in_the_language_of_the_window(tmp_path, language, key, letter):
    room = workspace(tmp_path, language=language)
    try:
        sheet = sheet_of(room)
        press(sheet, "outline", key, Qt.KeyboardModifier.AltModifier)
        title = room.ui.text("&File").replace("&", "")
        said = room.ui.text("{key} opens the menu “{menu}”.").format(key=f"Alt+{letter}", menu=title)
        assert sheet.changes.talk.sentence.text() == said
        assert not room.window_.keymap.any_changed
        # Another letter is free for it.
        press(sheet, "outline", K.Key_Q, Qt.KeyboardModifier.AltModifier)
        assert room.window_.keymap.keys("outline") == ("Alt+Q",)
    finally:
        shut(room)


def test_a_letter_that_another_language_has_for_a_menu_stays_the_key_that_it_was_made(tmp_path):
    room = workspace(tmp_path, language="en")
    room.window_.keymap.give("outline", "Alt+B")
    made = renewed(room, catalogue_for("nl"))
    try:
        made.window_.activateWindow()
        made.canvas_.setFocus()
        QApplication.processEvents()
        titles = [action.text() for action in made.window_.menuBar().actions()]
        assert "Bestand" in titles and "&Bestand" not in titles
        QTest.keyClick(made.canvas_, K.Key_B, Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()
        assert made.outline_shown()
        made.window_.keymap.give_back("outline")
        assert "&Bestand" in [action.text() for action in made.window_.menuBar().actions()]
    finally:
        shut(made)


def test_with_tab_one_comes_to_keys_in_sight_and_enter_changes_them(room):
    sheet = sheet_of(room)
    sheet.resize(sheet.width(), 300)
    QApplication.processEvents()
    sheet.setFocus()
    order = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or sheet, K.Key_Tab)
        QApplication.processEvents()
        at = QApplication.focusWidget()
        order.append(at)
        if isinstance(at, KeyButton):
            assert not at.visibleRegion().isEmpty() and at.visibleRegion().boundingRect().height() == at.height()
    keys = [one for one in order if isinstance(one, KeyButton)]
    assert len(keys) > 8
    assert len({one.x() for one in keys}) == 1, "down one side before the other"
    QTest.keyClick(keys[-1], K.Key_Return)
    assert sheet.isVisible() and keys[-1].waiting
    QTest.keyClick(keys[-1], K.Key_J, CTRL)
    assert not keys[-1].waiting and sheet.isVisible()
    # What is said of a key takes room under the table: the key stays in sight, asked about and changed.
    for ident in ("start", "capture", "merge", "undo"):
        press(sheet, ident, K.Key_J, CTRL)
        assert sheet.changes.talk.choice.isVisible()
        for _ in range(4):
            QApplication.processEvents()
        button = sheet.changes.buttons[ident]
        assert button.visibleRegion().boundingRect().height() == button.height(), ident
        sheet.changes.talk.take.click()
        for _ in range(4):
            QApplication.processEvents()
        assert button.visibleRegion().boundingRect().height() == button.height(), ident
    sheet.accept()

"""The outline beside the map, with real keys: what is typed changes the map, what changes on the map is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import Answers, shut, small_journey, ui, until, workspace

from cjm_desktop.document import EmotionWord, Journey, Message, Opportunity, Phase, Touchpoint
from cjm_desktop.edits import change_touchpoints, set_grade
from cjm_desktop.exchange.fields import header_of
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.columns import units
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.outline.editor import Editor, is_bare, swapped
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K, CTRL, SHIFT, ALT = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def journey(language: str) -> Journey:
    return small_journey().replace(
        language=language,
        emotions=(EmotionWord(word="glad", grade=8), EmotionWord(word="sad", grade=3)),
        opportunities=(Opportunity(id="o1", title="Ring back", touchpoints=("t1", "t2")),),
    )


pytestmark = pytest.mark.in_turn("window")


@pytest.fixture(scope="module", params=["en", "da"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Workspace]:
    shell = MainWindow(ui(tmp_path_factory.mktemp("outline"), request.param))
    shell.resize(1366, 768)
    made = Workspace(shell, MapDesk(shell.ui), Answers())
    made.session.adopt(journey(request.param))
    shell.show()
    yield made
    shut(made)


@pytest.fixture
def room(window: Workspace) -> Workspace:
    window.session.adopt(journey(window.ui.words.language))
    window.selection.clear()
    window.window_.activateWindow()
    window.show_map()
    QApplication.processEvents()
    if window.outline.shown:
        window.outline._close()
    opened(window)
    return window


def opened(room: Workspace) -> Editor:
    QTest.keyClick(room.window_, K.Key_L, CTRL | SHIFT)
    QApplication.processEvents()
    editor: Editor = room.outline.panel.editor
    assert QApplication.focusWidget() is editor
    return editor


def word(room: Workspace, english: str, danish: str) -> str:
    return danish if room.ui.words.language == "da" else english


def to(room: Workspace, text: str) -> Editor:
    """Goes with the arrow keys to the end of a line."""
    editor: Editor = room.outline.panel.editor
    at = editor.lines.index(text)
    while editor.line != at:
        # A long line takes several keys.
        QTest.keyClick(editor, K.Key_Down if editor.line < at else K.Key_Up)
    QTest.keyClick(editor, K.Key_End)
    return editor


def rested(room: Workspace) -> None:
    panel = room.outline.panel
    until(lambda: not panel._rest.isActive())
    QApplication.processEvents()


def card(room: Workspace, ident: str) -> Touchpoint:
    return next(t for t in room.session.journey.touchpoints if t.id == ident)


def test_it_shows_the_map_in_the_words_of_the_journey(room: Workspace) -> None:
    kanal, grade = word(room, "channel", "kanal"), word(room, "grade", "karakter")
    party, chance = word(room, "party", "part"), word(room, "opportunity", "mulighed")
    assert room.outline.panel.editor.lines == [
        "# My new laptop", "", "## Before", "",
        "- Asks", f"  - {kanal}: Phone", f"  - {grade}: 7", f"  - {chance}: Ring back",
        "- Waits", f"  - {kanal}: Portal", f"  - {grade}: 3", f"  - {chance}: Ring back", "",
        "## After", "", "- Gets it", f"  - {party}: IT",
    ]  # fmt: skip


def test_typing_changes_the_map_after_a_rest_as_one_entry_for_each_line(room: Workspace) -> None:
    before = room.session.journey
    editor = to(room, "- Asks")
    QTest.keyClicks(editor, " them")
    rested(room)
    assert card(room, "t1").title == "Asks them"
    QTest.keyClicks(editor, " twice")
    rested(room)
    assert card(room, "t1").title == "Asks them twice"
    assert card(room, "t2") is before.touchpoints[1]
    QTest.keyClick(editor, K.Key_Down)
    QTest.keyClick(editor, K.Key_End)
    QTest.keyClicks(editor, "x")
    rested(room)
    assert [c.name for c in room.session.journey.channels] == ["Phone", "Portal", "Phonex"]
    QTest.keyClick(editor, K.Key_Z, CTRL)
    assert room.session.journey.channels == before.channels
    assert card(room, "t1").title == "Asks them twice"
    QTest.keyClick(editor, K.Key_Z, CTRL)
    assert room.session.journey is before
    QApplication.processEvents()
    assert "- Asks" in editor.lines
    QTest.keyClick(editor, K.Key_Z, CTRL | SHIFT)
    QApplication.processEvents()
    assert "- Asks them twice" in editor.lines


@pytest.mark.parametrize(
    ("language", "typed", "unit", "written"), [("da", "6 u", "w", "6 uger"), ("nl", "6 u", "h", "6 uur"), ("sv", "3 v", "w", "3 v")]
)
def test_durations_are_typed_and_written_as_the_language_has_them(
    room: Workspace, language: str, typed: str, unit: str, written: str
) -> None:
    room.session.adopt(journey(language))
    QApplication.processEvents()
    editor = to(room, "- Asks")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    word = header_of("duration", language)
    cursor = editor.textCursor()
    cursor.select(cursor.SelectionType.LineUnderCursor)
    cursor.insertText(f"  - {word}: {typed}")
    rested(room)
    duration = card(room, "t1").duration
    assert duration is not None
    assert (duration.amount, duration.unit) == (int(typed[0]), unit)
    room.session.adopt(room.session.journey)
    QApplication.processEvents()
    assert f"  - {word}: {written}" in editor.lines


def test_undo_takes_in_what_is_still_being_typed(room: Workspace) -> None:
    before = room.session.journey
    editor = to(room, "- Asks")
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, K.Key_Z, CTRL)
    QApplication.processEvents()
    assert room.session.journey is before
    assert "- Asks" in editor.lines


def test_enter_makes_the_next_card_and_tab_its_details(room: Workspace) -> None:
    editor = to(room, "- Asks")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClicks(editor, "Asks again")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, f"{word(room, 'grade', 'karakter')}: 2,5")
    QTest.keyClick(editor, K.Key_Return)
    assert editor.lines[editor.line] == "- "
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, f"{word(room, 'channel', 'kanal')}: phone")
    rested(room)
    made = room.session.journey.touchpoints[1]
    assert (made.title, made.phase, made.grade, made.channel, made.emotion) == ("Asks again", "f1", 2.5, "c1", "sad")
    assert [t.id for t in room.session.journey.touchpoints if t.id != made.id] == ["t1", "t2", "t3"]
    assert room.selection.record == ("touchpoint", made.id)
    # After a detail comes a card, and an empty card becomes a phase.
    for _ in range(2):
        QTest.keyClick(editor, K.Key_Return)
    QTest.keyClicks(editor, "Then")
    QTest.keyClick(editor, K.Key_Return)
    rested(room)
    assert [p.name for p in room.session.journey.phases] == ["Before", "Then", "After"]
    assert [t.phase for t in room.session.journey.touchpoints][2] == room.session.journey.phases[1].id
    # The suggested word is written when the cursor has left the card.
    assert f"  - {word(room, 'emotion', 'følelse')}: sad" in editor.lines


def test_an_empty_item_is_left_with_enter_and_number_signs_in_it_make_a_phase(room: Workspace) -> None:
    editor: Editor = room.outline.panel.editor
    to(room, "- Gets it")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClicks(editor, "Thanks")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, "a note")
    QTest.keyClick(editor, K.Key_End, CTRL)
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    assert editor.lines[editor.line] == "  - "
    assert room.ui.text("Enter again: a new card · ## and a blank: a new phase") in room.outline.panel.help.text()
    QTest.keyClicks(editor, "## New phase")
    assert editor.lines[-3:] == ["  - a note", "", "## New phase"]
    QTest.keyClick(editor, K.Key_Return)
    assert room.outline.panel.help.text() == room.ui.text("Enter again: a new phase · Tab: a detail of the card above")
    QTest.keyClicks(editor, "First in it")
    rested(room)
    last = room.session.journey.touchpoints[-1]
    made = room.session.journey.phases[-1]
    assert (made.name, last.title, last.phase) == ("New phase", "First in it", made.id)
    assert room.session.journey.touchpoints[-2].text == "a note"
    # One that is pasted, and Enter on what is empty.
    QTest.keyClick(editor, K.Key_Return)
    QGuiApplication.clipboard().setText("## Pasted")
    QTest.keyClick(editor, K.Key_V, CTRL)
    rested(room)
    assert room.session.journey.phases[-1].name == "Pasted"
    to(room, "  - a note")
    for sign in ("- ", "## "):
        QTest.keyClick(editor, K.Key_Return)
        assert editor.lines[editor.line] == sign
    # Amid words they are what they are.
    to(room, "- First in it")
    QTest.keyClicks(editor, " # ")
    assert editor.lines[editor.line] == "- First in it # "


def test_after_a_detail_enter_does_what_the_hint_says_of_each_line(room: Workspace) -> None:
    editor, grade, told = to(room, "- Gets it"), word(room, "grade", "karakter"), room.outline.panel.help
    QTest.keyClick(editor, K.Key_End, CTRL)
    at_detail = room.ui.text("Enter: next card · Enter, Tab: another detail · Shift+Tab: card")
    assert (editor.lines[editor.line][:4], told.text().startswith(at_detail)) == ("  - ", True)
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClicks(editor, "Says goodbye")
    assert told.text() == room.ui.text("Enter: next card · Tab: detail of a card · Shift+Tab: phase · {keys}: move").format(
        keys=editor.moving
    )
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, f"{grade}: 6,5")
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, "waves")
    assert told.text().startswith(at_detail)
    rested(room)
    made = room.session.journey.touchpoints[-1]
    assert (made.title, made.grade, made.text, len(room.session.journey.touchpoints)) == ("Says goodbye", 6.5, "waves", 4)
    # From a detail amid others the card comes after them all; amid its words a detail is divided.
    to(room, f"  - {grade}: 6,5")
    QTest.keyClick(editor, K.Key_Return)
    assert editor.lines[-3:] == [f"  - {grade}: 6,5", "  - waves", "- "]
    to(room, "  - waves")
    QTest.keyClick(editor, K.Key_Left)
    QTest.keyClick(editor, K.Key_Return)
    assert editor.lines[-3:-1] == ["  - wave", "  - s"]
    # The title, a phase and a line with nothing in it.
    for line, hint in (
        ("# My new laptop", "Enter: first card"),
        ("## After", "Enter: first card · Tab: card · {keys}: move"),
        ("", "Tab: detail of a card · Shift+Tab: card · ## and a blank: a new phase"),
    ):
        to(room, line)
        QApplication.processEvents()
        assert told.text() == room.ui.text(hint).format(keys=editor.moving)
    QTest.keyClick(editor, K.Key_Backtab)
    assert editor.lines[editor.line] == "- "


def test_where_somebody_types_stays_in_sight_when_the_hint_grows(room: Workspace) -> None:
    editor: Editor = room.outline.panel.editor
    editor.insertPlainText("\n" * 60)
    QTest.keyClick(editor, K.Key_End, CTRL)
    editor.resize(editor.width(), editor.height() - 3 * editor.fontMetrics().lineSpacing())
    assert editor.viewport().rect().contains(editor.cursorRect())


def test_enter_divides_after_an_emoji_where_the_cursor_is(room: Workspace) -> None:
    editor = to(room, "- Asks")
    editor.textCursor().insertText(" 🎉🎉👩‍👧 og ringer 𝄞 igen")
    for _ in " igen":
        QTest.keyClick(editor, K.Key_Left)
    QTest.keyClick(editor, K.Key_Return)
    assert [line for line in editor.lines if "🎉" in line or "igen" in line] == ["- Asks 🎉🎉👩‍👧 og ringer 𝄞", "- igen"]
    at = editor.lines.index("- Asks 🎉🎉👩‍👧 og ringer 𝄞")
    bold = editor.document().findBlockByNumber(at).layout().formats()[-1]
    assert (bold.start, bold.start + bold.length) == (2, units(editor.lines[at])), "the whole title is bold"
    editor.mark([at])
    assert editor.extraSelections()[0].cursor.selectedText() == editor.lines[at]
    editor.go(at)
    assert editor.textCursor().atBlockEnd()
    QTest.keyClick(editor, K.Key_Tab)
    assert (editor.textCursor().atBlockEnd(), editor.column) == (True, len(editor.lines[at]))
    QTest.keyClick(editor, K.Key_Backtab)


def test_a_word_that_follows_the_grade_is_not_taken_for_deleted(room: Workspace) -> None:
    editor = to(room, f"  - {word(room, 'grade', 'karakter')}: 7")
    QTest.keyClick(editor, K.Key_Backspace)
    QTest.keyClicks(editor, "8")
    rested(room)
    assert card(room, "t1").emotion == "glad"
    QTest.keyClicks(editor, ".5")
    rested(room)
    assert (card(room, "t1").grade, card(room, "t1").emotion) == (8.5, "glad")


def test_lines_turn_into_phases_and_back(room: Workspace) -> None:
    editor = to(room, "- Waits")
    QTest.keyClick(editor, K.Key_Backtab)
    assert [p.name for p in room.session.journey.phases] == ["Before", "Waits", "After"]
    QTest.keyClick(editor, K.Key_Tab)
    assert [p.name for p in room.session.journey.phases] == ["Before", "After"]
    assert [t.title for t in room.session.journey.touchpoints] == ["Asks", "Waits", "Gets it"]
    assert card(room, "t2").grade == 3


def test_a_line_moves_with_what_is_under_it(room: Workspace) -> None:
    waits = card(room, "t2")
    editor = to(room, "- Waits")
    QTest.keyClick(editor, K.Key_Up, ALT)
    assert [t.id for t in room.session.journey.touchpoints] == ["t2", "t1", "t3"]
    assert card(room, "t2") is waits
    assert editor.lines[editor.line] == "- Waits"
    for _ in range(2):
        QTest.keyClick(editor, K.Key_Down, ALT)
    assert [(t.id, t.phase) for t in room.session.journey.touchpoints] == [("t1", "f1"), ("t2", "f2"), ("t3", "f2")]
    assert editor.lines[:5] == ["# My new laptop", "", "## Before", "", "- Asks"]
    assert editor.lines[8:12] == ["", "## After", "", "- Waits"]
    to(room, "## After")
    QTest.keyClick(editor, K.Key_Up, ALT)
    assert [p.id for p in room.session.journey.phases] == ["f2", "f1"]
    assert [t.id for t in room.session.journey.touchpoints] == ["t2", "t3", "t1"]


def test_the_map_changes_the_text_and_only_there(room: Workspace) -> None:
    editor = to(room, "- Gets it")
    room.desk.change(Message("Grade"), lambda j: set_grade(j, ["t1"], 9))
    QApplication.processEvents()
    assert f"  - {word(room, 'grade', 'karakter')}: 9" in editor.lines
    assert editor.lines[editor.line] == "- Gets it"


def test_the_cursor_selects_on_the_map_and_the_map_scrolls_the_text(room: Workspace) -> None:
    editor = to(room, "- Waits")
    assert room.selection.ids == ("t2",)
    to(room, "## After")
    assert room.selection.record == ("phase", "f2")
    room.canvas_.setFocus()
    room.selection.set(("t1",))
    assert editor.lines[editor.line] == "- Asks"


def test_what_is_not_understood_is_told_and_kept(room: Workspace) -> None:
    grade = word(room, "grade", "karakter")
    before = room.session.journey
    editor = to(room, f"  - {grade}: 7")
    QTest.keyClicks(editor, " or so")
    rested(room)
    assert room.session.journey is before
    assert "7 or so" in room.outline.panel.help.text()
    assert len(editor.extraSelections()) == 1
    to(room, "- Gets it")
    room.desk.change(Message("Title"), lambda j: change_touchpoints(j, ["t1"], title="Asks them"))
    QApplication.processEvents()
    assert f"  - {grade}: 7 or so" in editor.lines
    assert "- Asks them" in editor.lines
    assert card(room, "t1").grade == 7


def test_an_opportunity_has_one_name_under_every_card(room: Workspace) -> None:
    chance = word(room, "opportunity", "mulighed")
    editor: Editor = room.outline.panel.editor
    to(room, f"  - {chance}: Ring back")
    QTest.keyClicks(editor, " soon")
    rested(room)
    assert [o.title for o in room.session.journey.opportunities] == ["Ring back soon"]
    assert editor.lines.count(f"  - {chance}: Ring back soon") == 2


def test_cut_and_pasted_it_is_the_same_card(room: Workspace) -> None:
    room.desk.change(Message("Votes"), lambda j: change_touchpoints(j, ["t2"], votes=4, note="kept"))
    QApplication.processEvents()
    editor = to(room, "- Waits")
    QTest.keyClick(editor, K.Key_Home)
    for _ in range(4):
        QTest.keyClick(editor, K.Key_Down, SHIFT)
    QTest.keyClick(editor, K.Key_X, CTRL)
    rested(room)
    assert [t.id for t in room.session.journey.touchpoints] == ["t1", "t3"]
    to(room, f"  - {word(room, 'party', 'part')}: IT")
    editor.insertPlainText("\n")
    QTest.keyClick(editor, K.Key_V, CTRL)
    rested(room)
    assert [t.id for t in room.session.journey.touchpoints] == ["t1", "t3", "t2"]
    assert (card(room, "t2").votes, card(room, "t2").note, card(room, "t2").phase) == (4, "kept", "f2")
    assert room.session.journey.opportunities[0].touchpoints == ("t1", "t2")


def test_it_waits_while_a_gesture_runs(room: Workspace) -> None:
    editor = to(room, "- Asks")
    shown = editor.lines
    room.session.begin()
    room.session.preview(set_grade(room.session.journey, ["t2"], 6))
    QApplication.processEvents()
    assert editor.lines == shown
    QTest.keyClicks(editor, "!")
    QTest.qWait(450)
    assert card(room, "t1").title == "Asks"
    room.session.finish(Message("Grade"))
    rested(room)
    assert (card(room, "t1").title, card(room, "t2").grade) == ("Asks!", 6)


def test_escape_and_the_key_lead_back_to_the_map(room: Workspace) -> None:
    editor: Editor = room.outline.panel.editor
    QTest.keyClick(editor, K.Key_Escape)
    assert QApplication.focusWidget() is room.canvas_
    assert room.outline_shown()
    QTest.keyClick(room.window_, K.Key_L, CTRL | SHIFT)
    assert QApplication.focusWidget() is editor
    assert room.ui.settings.get("window/outline") is True
    assert room.window_.actions_["outline"].isChecked()
    QTest.keyClick(editor, K.Key_L, CTRL | SHIFT)
    assert not room.outline_shown()
    assert room.ui.settings.get("window/outline") is False
    assert QApplication.focusWidget() is room.canvas_
    QTest.keyClick(room.window_, K.Key_L, CTRL | SHIFT)


def test_a_screen_reader_reads_text_with_a_name(room: Workspace) -> None:
    editor: Editor = room.outline.panel.editor
    interface = QAccessible.queryAccessibleInterface(editor)
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name)
    assert interface.text(QAccessible.Text.Description)


def test_another_document_is_shown_from_its_beginning(room: Workspace) -> None:
    room.session.adopt(Journey(title="Other", phases=(Phase(id="f1", name="Only"),)))
    QApplication.processEvents()
    assert room.outline.panel.editor.lines == ["# Other", "", "## Only"]


def test_another_document_opened_while_it_was_hidden(room: Workspace) -> None:
    QTest.keyClick(room.window_, K.Key_L, CTRL | SHIFT)
    assert not room.outline_shown()
    room.session.adopt(Journey(title="Other", phases=(Phase(id="f1", name="Only"),)))
    opened(room)
    assert room.outline.panel.editor.lines == ["# Other", "", "## Only"]


def test_what_is_refused_stays_in_the_text_until_it_fits(room: Workspace) -> None:
    before = room.session.journey
    editor = to(room, "# My new laptop")
    refused: list[object] = []
    room.desk.refused.connect(refused.append)
    goal = word(room, "goal", "mål")
    editor.insertPlainText("\n" + "\n".join(f"- {goal}: {n}" for n in range(201)))
    rested(room)
    room.outline.panel.flush()
    assert room.session.journey is before
    assert refused
    room.desk.change(Message("Grade"), lambda j: set_grade(j, ["t1"], 9))
    QApplication.processEvents()
    assert f"- {goal}: 200" in editor.lines
    to(room, f"- {goal}: 200")
    for _ in range(len(f"- {goal}: 200") + 1):
        QTest.keyClick(editor, K.Key_Backspace)
    rested(room)
    assert len(room.session.journey.goals) == 200
    assert card(room, "t1").grade == 9
    QApplication.processEvents()
    assert f"  - {word(room, 'grade', 'karakter')}: 9" in editor.lines


def test_what_was_typed_last_and_not_understood_goes_with_the_undo_key(room: Workspace) -> None:
    before = room.session.journey
    editor, grade = to(room, "- Gets it"), word(room, "grade", "karakter")
    shown = editor.lines
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClicks(editor, "Thanks")
    rested(room)
    made = room.session.journey
    QTest.keyClick(editor, K.Key_Return)
    QTest.keyClick(editor, K.Key_Tab)
    QTest.keyClicks(editor, f"{grade}: lovely")
    rested(room)
    assert "lovely" in room.outline.panel.help.text()
    # The document knows nothing of that line: its last step stays.
    QTest.keyClick(editor, K.Key_Z, CTRL)
    assert room.session.journey is made
    assert f"  - {grade}: lovely" not in editor.lines
    assert "lovely" not in room.outline.panel.help.text()
    assert "- Thanks" in editor.lines
    QTest.keyClick(editor, K.Key_Z, CTRL)
    QApplication.processEvents()
    assert room.session.journey is before
    assert editor.lines == shown


def test_undo_and_redo_take_lines_along_that_are_not_understood(room: Workspace) -> None:
    editor, grade = to(room, f"  - {word(room, 'party', 'part')}: IT"), word(room, "grade", "karakter")
    shown, before = editor.lines, room.session.journey
    QApplication.clipboard().setText(f"\n- Thanks\n  - {grade}: lovely\nand so on\n- Goes home")
    QTest.keyClick(editor, K.Key_V, CTRL)
    rested(room)
    after = editor.lines
    assert [t.title for t in room.session.journey.touchpoints][3:] == ["Thanks", "Goes home"]
    assert len(editor.extraSelections()) == 2
    room.session.undo()
    QApplication.processEvents()
    assert room.session.journey is before
    assert (editor.lines, editor.extraSelections()) == (shown, [])
    assert room.outline.panel.help.property("role") == "hint"
    room.session.redo()
    QApplication.processEvents()
    assert editor.lines == after
    assert len(editor.extraSelections()) == 2


def test_what_is_refused_as_a_whole_goes_with_the_undo_key(room: Workspace) -> None:
    before, editor = room.session.journey, to(room, "# My new laptop")
    shown = editor.lines
    editor.insertPlainText("\n" + "\n".join(f"- {word(room, 'goal', 'mål')}: {n}" for n in range(201)))
    rested(room)
    QTest.keyClick(editor, K.Key_Z, CTRL)
    QApplication.processEvents()
    assert room.session.journey is before
    assert editor.lines == shown


def test_blanks_at_the_end_of_a_text_are_kept_unseen(room: Workspace) -> None:
    room.desk.change(Message("Text"), lambda j: change_touchpoints(j, ["t3"], text="R&#D gives it \n  at last "))
    QApplication.processEvents()
    editor = to(room, "- Gets it")
    at = editor.line
    assert editor.lines[at + 1 : at + 3] == [f"  - {word(room, 'text', 'tekst')}: R&#D gives it", "      at last"]
    QTest.keyClicks(editor, "!")
    rested(room)
    assert (card(room, "t3").title, card(room, "t3").text) == ("Gets it!", "R&#D gives it \n  at last ")


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        *[("- ", True), ("##", True), ("  - ", True), ("  - karakter:", True)],
        *[("  - hm:", False), ("", False), ("- a", False), ("- grade:", False)],
    ],
)
def test_lines_that_are_just_begun(line: str, bare: bool) -> None:
    assert is_bare(line) is bare


def test_goals_do_not_change_places_with_cards() -> None:
    lines = ["# x", "", "- goal: a", "", "- Card", "  - text: b", "  - grade: 2", "", "## P"]
    assert swapped(lines, 4, -1) is None
    assert swapped(lines, 2, 1) is None
    moved = swapped(lines, 6, -1)
    assert moved is not None
    assert (moved[0][5:7], moved[1]) == (["  - grade: 2", "  - text: b"], 5)
    assert swapped(lines, 8, -1) is None


def test_it_is_open_again_in_a_window_made_anew(tmp_path: Path, qapp: Any) -> None:
    old = workspace(tmp_path, journey("en"))
    old.outline.turn()
    old.outline.panel.editor.go(0)
    QTest.keyClicks(old.outline.panel.editor, "!")
    made = renewed(old, catalogue_for("hu"))
    try:
        QApplication.processEvents()
        assert made.session.journey.title == "My new laptop!"
        assert made.outline_shown()
        assert made.outline.panel.editor.lines[0] == "# My new laptop!"
        assert made.outline.panel.editor.accessibleName() == "A térkép vázlata"
    finally:
        shut(made)

"""The keyboard on the map: adding, writing, grading, moving, clipboard, and what a screen reader hears."""

from __future__ import annotations

import pytest
from canvas_kit import ALT, CTRL, SHIFT, Bench, journey, landed, settle, titles
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Journey, Message, Scale
from cjm_desktop.ui.canvas.keys import KEYS

K = Qt.Key


@pytest.fixture
def bench(qtbot):
    bench = Bench(journey())
    qtbot.addWidget(bench.canvas)
    return bench


def test_enter_adds_the_next_card_and_its_words_are_one_undo_entry(bench):
    before = bench.session.journey
    bench.selection.set(("t1",))
    bench.key(K.Key_Return)
    new = bench.order[2]
    assert bench.canvas.editing.where == (new, "title")
    assert bench.card(new).phase == "p0"
    bench.type("Rings the bell")
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.where == (new, "text")
    bench.type("Twice.")
    bench.key(K.Key_Return, CTRL)
    assert bench.canvas.editing.active is None
    assert bench.card(new).title == "Rings the bell"
    assert bench.card(new).text == "Twice."
    assert str(bench.session.undo_label) == "Add touchpoint"
    assert bench.undo_all() == 1
    assert bench.session.journey == before


def test_cards_added_with_enter_come_one_after_the_other(bench):
    before = bench.session.journey
    bench.selection.set(("t1",))
    bench.key(K.Key_Return)
    for words in ("Rings the bell", "Waits", "Walks in"):
        bench.type(words)
        bench.key(K.Key_Return)
        assert bench.canvas.editing.where[1] == "title"
    bench.key(K.Key_Return)
    assert bench.canvas.editing.active is None
    assert [t.title for t in bench.session.journey.touchpoints[2:5]] == [
        "Rings the bell",
        "Waits",
        "Walks in",
    ]
    assert len(bench.order) == len(before.touchpoints) + 3, "the empty one is gone"
    assert bench.undo_all() == 3
    assert bench.session.journey == before


def test_enter_in_the_title_of_an_old_card_adds_none(bench):
    count = len(bench.order)
    bench.canvas.edit("t3", "title")
    bench.type("One")
    bench.key(K.Key_Return)
    assert bench.canvas.editing.active is None
    assert len(bench.order) == count


def test_escape_takes_an_empty_new_card_back(bench):
    before = bench.session.journey
    bench.selection.set(("t1",))
    bench.key(K.Key_Return)
    bench.key(K.Key_Escape)
    assert bench.session.journey == before
    assert bench.session.undo_label is None
    assert bench.selection.ids == ("t2",)


def test_escape_keeps_what_was_written_into_a_new_card(bench):
    before = bench.session.journey
    bench.selection.set(("t1",))
    bench.key(K.Key_Return)
    new = bench.order[2]
    bench.type("What the room just said")
    bench.key(K.Key_Escape)
    assert bench.canvas.editing.active is None
    assert bench.card(new).title == "What the room just said"
    assert bench.selection.ids == (new,)
    assert str(bench.session.undo_label) == "Add touchpoint"
    assert bench.undo_all() == 1
    assert bench.session.journey == before
    # Taken back and done again, the card comes with its words.
    bench.session.redo()
    assert bench.card(new).title == "What the room just said"


def test_escape_in_the_empty_text_of_a_new_card_keeps_its_title(bench):
    bench.selection.set(("t1",))
    bench.key(K.Key_Return)
    new = bench.order[2]
    bench.type("Rings the bell")
    bench.key(K.Key_Tab)
    bench.key(K.Key_Escape)
    assert bench.card(new).title == "Rings the bell"
    assert bench.undo_all() == 1


def test_a_title_is_renamed_in_place(bench):
    bench.selection.set(("t3",))
    bench.key(K.Key_F2)
    # As an input method or a keyboard with such letters sends them.
    typed = QInputMethodEvent()
    typed.setCommitString("Őszi ünnep  ")
    QApplication.sendEvent(bench.canvas, typed)
    bench.key(K.Key_Return)
    assert bench.card("t3").title == "Őszi ünnep"
    assert str(bench.session.undo_label) == "Edit title"
    assert bench.undo_all() == 1


def test_two_texts_of_an_old_card_are_two_undo_entries(bench):
    bench.canvas.edit("t3", "title")
    bench.type("One")
    bench.key(K.Key_Tab)
    bench.type("Two")
    bench.key(K.Key_Return, CTRL)
    assert (bench.card("t3").title, bench.card("t3").text) == ("One", "Two")
    assert bench.undo_all() == 2


def test_escape_drops_what_was_typed_and_a_click_elsewhere_keeps_it(bench):
    bench.canvas.edit("t3", "text")
    bench.type("Dropped")
    bench.key(K.Key_Escape)
    assert bench.card("t3").text == "What happens at step 3."
    assert bench.session.undo_label is None
    bench.canvas.edit("t3", "text")
    bench.type("Kept")
    bench.click(QPoint(3, 3))
    assert bench.card("t3").text == "Kept"


def test_tab_goes_on_to_the_next_card_and_back(bench):
    bench.canvas.edit("t3", "text")
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.where == ("t4", "title")
    assert bench.selection.ids == ("t4",)
    bench.key(K.Key_Backtab)
    assert bench.canvas.editing.where == ("t3", "text")


def test_double_click_edits_what_is_under_the_pointer(bench):
    edit = bench.canvas.sheet.editor("t2", "text")
    bench.double_click(bench.spot(edit.x + 5, edit.y + 1))
    assert bench.canvas.editing.where == ("t2", "text")
    edit = bench.canvas.sheet.editor("p1", "name")
    bench.double_click(bench.spot(edit.x + 5, edit.y + 1))
    assert bench.canvas.editing.where == ("p1", "name")
    bench.type("Settling in")
    bench.key(K.Key_Return)
    assert bench.session.journey.phases[1].name == "Settling in"
    edit = bench.canvas.sheet.editor("", "title")
    bench.double_click(bench.spot(edit.x + 5, edit.y + 2))
    bench.type("A new life")
    bench.key(K.Key_Return)
    assert bench.session.journey.title == "A new life"
    bench.canvas.edit("o0", "title")
    bench.type("Call ahead")
    bench.key(K.Key_Return)
    assert bench.session.journey.opportunities[0].title == "Call ahead"


def test_double_click_on_an_empty_map_adds_the_first_card(qtbot):
    bench = Bench(Journey(title="Empty"))
    qtbot.addWidget(bench.canvas)
    bench.double_click(QPoint(600, 400))
    assert len(bench.order) == 1
    assert bench.canvas.editing.where == (bench.order[0], "title")


def test_the_caret_stands_where_the_text_is_painted(bench):
    """Editing shows the same line breaks at the same place: the ink before and after opening nearly matches."""
    bench.canvas.zoom_to(250)
    bench.canvas.reveal("t2")
    edit = bench.canvas.sheet.editor("t2", "title")
    corner = bench.spot(edit.x, edit.y - 0.5 * edit.size)
    opposite = bench.spot(edit.x + edit.w, edit.y + edit.h)
    bench.selection.clear()
    settle()

    def ink() -> list[float]:
        image = bench.canvas.viewport().grab().toImage()
        out = []
        for y in range(corner.y() + 6, opposite.y()):
            row = range(corner.x(), opposite.x())
            out.append(sum(255 - image.pixelColor(x, y).lightness() for x in row) / 255)
        return out

    before = ink()
    bench.canvas.edit("t2", "title")
    item = bench.canvas.editing.active
    cursor = item.textCursor()
    cursor.clearSelection()
    item.setTextCursor(cursor)
    settle()
    after = ink()
    assert sum(before) > 50
    shifts = {
        d: sum(abs(a - b) for a, b in zip(before[3:-3], after[3 + d :], strict=False)) for d in range(-3, 4)
    }
    assert abs(min(shifts, key=shifts.__getitem__)) <= 1


def test_text_too_small_to_read_is_flown_to(qtbot):
    bench = Bench(journey(60))
    qtbot.addWidget(bench.canvas)
    # What can just be read stays where it is: somebody who has the whole height in sight goes on having it.
    bench.canvas.fit_height()
    bench.canvas.zoom_to(bench.canvas.zoom_percent * 7.0 / bench.canvas._text_px)
    scale = bench.canvas.camera.scale
    bench.canvas.edit("t2", "title")
    qtbot.wait(60)
    assert bench.canvas.camera.scale == scale
    bench.canvas.editing.drop()
    bench.canvas.fit()
    bench.canvas.edit("t2", "title")
    landed(bench)
    assert bench.canvas.camera.scale > 1.5 * scale


def test_digits_grade_what_is_selected(bench):
    bench.selection.set(("t1", "t2"))
    bench.key(K.Key_9)
    assert {bench.card("t1").grade, bench.card("t2").grade} == {9.0}
    assert bench.card("t1").emotion == "happy"
    bench.key(K.Key_0)
    assert bench.card("t2").grade == 10.0
    assert bench.undo_all() == 2


def test_a_digit_off_the_scale_says_so(bench):
    cards = tuple(t.replace(grade=None) for t in bench.session.journey.touchpoints)
    bench.session.adopt(
        bench.session.journey.replace(
            scale=Scale(lowest=-2, highest=2, neutral=0), touchpoints=cards, emotions=()
        )
    )
    settle()
    bench.selection.set(("t1",))
    bench.key(K.Key_7)
    assert bench.card("t1").grade is None
    assert "from -2 to 2" in bench.hints[-1]
    bench.key(K.Key_0)
    assert bench.card("t1").grade == 0.0


def test_up_and_down_grade_in_steps_that_are_one_run(bench):
    bench.selection.set(("t1",))
    grade = bench.card("t1").grade
    bench.key(K.Key_Up)
    bench.key(K.Key_Up)
    assert bench.card("t1").grade == grade + 2
    bench.key(K.Key_Down, SHIFT)
    assert bench.card("t1").grade == pytest.approx(grade + 1.9)
    assert bench.undo_all() == 1


def test_arrows_select_and_shift_extends(bench):
    bench.key(K.Key_Right)
    assert bench.selection.ids == ("t0",)
    bench.key(K.Key_Right)
    bench.key(K.Key_Right, SHIFT)
    bench.key(K.Key_Right, SHIFT)
    assert bench.selection.ids == ("t1", "t2", "t3")
    bench.key(K.Key_Left, SHIFT)
    assert bench.selection.ids == ("t1", "t2")
    bench.key(K.Key_End)
    assert bench.selection.ids == ("t7",)
    bench.key(K.Key_Home, SHIFT)
    assert len(bench.selection.ids) == 8
    bench.key(K.Key_Escape)
    assert bench.selection.ids == ()
    bench.key(K.Key_A, CTRL)
    assert len(bench.selection.ids) == 8


def test_alt_and_arrows_move_back_too(bench):
    bench.selection.set(("t4", "t5"))
    bench.key(K.Key_Left, ALT)
    assert {bench.card("t4").phase, bench.card("t5").phase} == {"p0"}
    bench.key(K.Key_Left, ALT)
    assert bench.order == ["t0", "t1", "t2", "t4", "t5", "t3", "t6", "t7"]


def test_delete_removes_and_selects_a_neighbour(bench):
    bench.selection.set(("t2", "t3"))
    bench.key(K.Key_Delete)
    assert bench.order == ["t0", "t1", "t4", "t5", "t6", "t7"]
    assert bench.selection.ids == ("t4",)
    bench.key(K.Key_Backspace)
    assert bench.selection.ids == ("t5",)
    bench.selection.set_record("phase", "p0")
    bench.key(K.Key_Delete)
    assert [p.id for p in bench.session.journey.phases] == ["p1"]
    bench.selection.set_record("opportunity", "o0")
    bench.key(K.Key_Delete)
    assert bench.session.journey.opportunities == ()
    assert bench.undo_all() == 4


def test_copy_cut_paste_and_duplicate(bench):
    bench.selection.set(("t1", "t2"))
    bench.key(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Card number 1\nCard number 2"
    bench.selection.set(("t7",))
    bench.key(K.Key_V, CTRL)
    assert titles(bench)[-2:] == ["Card number 1", "Card number 2"]
    assert bench.selection.ids == tuple(bench.order[-2:])
    bench.key(K.Key_X, CTRL)
    assert len(bench.order) == 8
    bench.selection.set(("t0",))
    bench.key(K.Key_D, CTRL)
    assert titles(bench)[:2] == ["Card number 0"] * 2
    assert bench.undo_all() == 3


def test_pasted_lines_become_cards(bench):
    QGuiApplication.clipboard().setText("- Looks it up\n- Writes a mail\n")
    bench.selection.set(("t0",))
    bench.key(K.Key_V, CTRL)
    assert titles(bench)[1:3] == ["Looks it up", "Writes a mail"]
    assert bench.card(bench.order[1]).phase == "p0"


def test_lines_with_signs_mean_on_the_map_what_they_mean_in_quick_entry(bench):
    before = bench.session.journey
    QGuiApplication.clipboard().setText("Calls twice !cross 2 #Front Desk\nMeets Jan\nSets #this under it")
    bench.selection.set(("t0",))
    bench.key(K.Key_V, CTRL)
    called, met, _ = (bench.card(ident) for ident in bench.order[1:4])
    assert (called.title, called.emotion, called.grade, called.phase) == ("Calls twice", "cross", 2, "p0")
    assert bench.session.journey.parties[-1].name == "Front Desk"
    assert (met.title, met.grade) == ("Meets Jan", None)
    assert bench.selection.ids == tuple(bench.order[1:4])
    assert "Front Desk" in bench.hints[-1] and "3 (#this)" in bench.hints[-1]
    assert bench.undo_all() == 1
    QGuiApplication.clipboard().setText("Meets Jan @home")
    bench.key(K.Key_V, CTRL)
    assert "Meets Jan @home" in titles(bench), "one new name alone is prose"
    assert bench.session.journey.channels == before.channels
    assert bench.undo_all() == 1
    # A phase before its title is one here too, with and without blanks.
    QGuiApplication.clipboard().setText("First day > Gets a laptop\nFirst week>Meets everybody !proud8")
    bench.key(K.Key_V, CTRL)
    assert [phase.name for phase in bench.session.journey.phases[-2:]] == ["First day", "First week"]
    met = next(card for card in bench.session.journey.touchpoints if card.title == "Meets everybody")
    assert (met.emotion, met.grade) == ("proud", 8)


@pytest.mark.parametrize("text", [" \n\t\r\n  ", "", "\x0b\x0c"])
def test_pasting_nothing_says_so(bench, text):
    QApplication.clipboard().setText(text)
    before = bench.session.journey
    bench.key(K.Key_V, CTRL)
    assert bench.session.journey is before
    assert "no text on the clipboard" in bench.hints[-1]


def test_a_soft_break_within_a_line_is_a_space(bench):
    bench.selection.set(("t7",))
    QApplication.clipboard().setText("Rings the bell\x0bat the gate\n\x0cWaits\n")
    bench.key(K.Key_V, CTRL)
    assert titles(bench)[8:] == ["Rings the bell at the gate", "Waits"]
    bench.canvas.edit("t0", "title")
    bench.key(K.Key_V, CTRL)
    bench.key(K.Key_Return)
    assert titles(bench)[0] == "Rings the bell at the gate Waits"


def dropped(bench: Bench, data: QMimeData, at: QPoint, offered: Qt.DropAction) -> tuple[bool, Qt.DropAction]:
    """Whether a drop was taken, and as what."""
    how = (offered, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, *how)
    QApplication.sendEvent(bench.canvas.viewport(), enter)
    if not enter.isAccepted():
        return False, enter.dropAction()
    QApplication.sendEvent(bench.canvas.viewport(), QDragMoveEvent(at, *how))
    event = QDropEvent(QPointF(at), *how)
    QApplication.sendEvent(bench.canvas.viewport(), event)
    settle()
    return event.isAccepted(), event.dropAction()


def test_text_becomes_cards_where_it_is_dropped_and_stays_where_it_came_from(bench):
    text = QMimeData()
    text.setText("Dropped here")
    place = bench.on_card("t5", 0.9)
    copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
    assert dropped(bench, text, place, move) == (False, move), "the other program may delete what is moved"
    assert "Dropped here" not in titles(bench)
    assert dropped(bench, text, place, copy | move) == (True, copy)
    assert titles(bench)[6] == "Dropped here"
    assert bench.card(bench.order[6]).phase == "p1"


def test_files_are_left_to_the_window_and_leaving_is_no_surprise(bench, tmp_path, recwarn, capfd):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.cjm"))])
    assert not dropped(bench, data, QPoint(300, 300), Qt.DropAction.CopyAction)[0]
    QApplication.sendEvent(bench.canvas.viewport(), QDragLeaveEvent())
    assert capfd.readouterr().err == ""


def test_every_key_of_the_table_names_something_the_canvas_does(bench):
    for name, _arguments in KEYS.values():
        assert callable(getattr(bench.canvas, name))


def test_keys_do_nothing_on_an_empty_map(qtbot):
    bench = Bench(Journey())
    qtbot.addWidget(bench.canvas)
    before = bench.session.journey
    for (key, modifiers), (name, _arguments) in KEYS.items():
        if name not in ("add_next", "edit_selected", "paste"):
            bench.key(key, modifiers)
    assert bench.session.journey is before


def test_ctrl_z_while_typing_undoes_text_only(bench):
    bench.canvas.edit("t3", "title")
    bench.type("abc")
    bench.key(K.Key_Z, CTRL)
    assert bench.canvas.editing.active is not None
    assert bench.session.undo_label is None


def test_zoom_to_selection_and_reveal(bench, qtbot):
    bench.selection.set(("t6",))
    scale = bench.canvas.camera.scale
    bench.canvas.zoom_to_selection()
    landed(bench)
    assert bench.canvas.camera.scale > scale * 1.3
    box = bench.canvas.sheet.box("t6")
    assert bench.canvas.camera.sight.contains(QPointF(box.x + box.w / 2, box.y + box.h / 2))


def test_a_screen_reader_finds_a_list_of_touchpoints(bench):
    speech = bench.canvas.speech
    assert speech.records() == (*bench.order, "p0", "p1", "o0")
    name, description = speech.text("t2")
    assert name.startswith("3. Card number 2, calm 8")
    assert description == "Contact, Phone, Phase 0. What happens at step 2."
    bench.selection.set(("t2",))
    assert speech.current() == "t2"
    assert speech.selected("t2")
    assert not speech.selected("t1")
    assert not speech.rect("t2").isEmpty()
    interface = QAccessible.queryAccessibleInterface(bench.canvas)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == 11
    child = interface.child(2)
    assert child.role() == QAccessible.Role.ListItem
    assert child.text(QAccessible.Text.Name) == name
    assert child.state().selected
    assert interface.indexOfChild(child) == 2


def test_another_document_closes_the_editor_and_fits(bench):
    bench.canvas.edit("t3", "title")
    QTest.keyClicks(bench.canvas, "x")
    bench.session.adopt(journey(4))
    settle()
    assert bench.canvas.editing.active is None
    assert titles(bench)[3] == "Card number 3"


def override(bench: Bench, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
    """Whether the canvas keeps a key from the menus."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    QApplication.sendEvent(bench.canvas, event)
    return event.isAccepted()


def test_menus_do_not_take_the_keys_of_a_text_or_of_a_hand_that_holds_a_card(bench):
    assert not override(bench, K.Key_Return, CTRL)
    bench.canvas.edit("t3", "text")
    assert override(bench, K.Key_Return, CTRL)
    assert override(bench, K.Key_Delete)
    assert not override(bench, K.Key_S, CTRL)
    bench.key(K.Key_Escape)
    start = bench.on_card("t1")
    bench.press(start)
    bench.pull(start, bench.on_card("t2", 0.8))
    assert override(bench, K.Key_V, CTRL)
    QGuiApplication.clipboard().setText("One more")
    bench.canvas.paste()
    bench.key(K.Key_Escape)
    assert bench.session.undo_label is None


def test_the_zoom_stays_while_cards_are_added(qtbot):
    bench = Bench(Journey())
    qtbot.addWidget(bench.canvas)
    bench.canvas.resize(900, 500)
    settle()
    before = bench.canvas.zoom_percent
    bench.key(K.Key_Return)
    for k in range(12):
        bench.type(f"Step {k}")
        bench.key(K.Key_Return)
    assert bench.canvas.zoom_percent == before
    box = bench.canvas.sheet.box(bench.order[-1])
    assert bench.canvas.camera.sight.contains(box.x + box.w / 2, box.y + 1)


def test_another_size_of_paper_is_shown_as_a_whole(bench):
    bench.canvas.set_flow("poster")
    settle()
    assert bench.canvas.camera.fitted
    journey = bench.session.journey
    poster = journey.poster.replace(paper="A3")
    bench.session.commit(Message("Change the poster"), journey.with_(poster=poster))
    settle()
    assert bench.canvas.camera.fitted
    sight, sheet = bench.canvas.camera.sight, bench.canvas.sheet
    assert sight.width() >= sheet.width and sight.height() >= sheet.height


def test_the_selected_card_stays_in_sight_from_one_view_to_the_other(qtbot):
    bench = Bench(journey(60))
    qtbot.addWidget(bench.canvas)
    bench.selection.set(("t50",))
    for flow in ("poster", "timeline"):
        bench.canvas.set_flow(flow)
        settle()
        box = bench.canvas.sheet.box("t50")
        assert bench.canvas.camera.sight.contains(box.x + box.w / 2, box.y + box.h / 2), flow

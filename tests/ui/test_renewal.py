"""A window made anew in another language or size: nothing of the person's is lost on the way."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from rooms import shut, small_journey, until, workspace
from shiboken6 import createdByPython, delete

from cjm_desktop.app import settle
from cjm_desktop.document import Message
from cjm_desktop.edits.parking import park
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.present.timer_sign import TimerSign
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def rooms(tmp_path: Path, qapp: Any) -> Iterator[list[Workspace]]:
    made = [workspace(tmp_path)]
    yield made
    for room in made[-1:]:
        shut(room)


def _in_words(rooms: list[Workspace], language: str) -> Workspace:
    rooms.append(renewed(rooms[-1], catalogue_for(language)))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return rooms[-1]


def test_the_new_window_speaks_the_language(rooms: list[Workspace]) -> None:
    made = _in_words(rooms, "da")
    assert made.ui.words.language == "da"
    assert made.window_.isVisible()
    assert made.map_shown
    menu = made.window_.menuBar().actions()[0]
    assert menu.text() == catalogue_for("da").text("&File")


def test_menus_and_tips_name_keys_in_the_language_of_the_window(rooms: list[Workspace]) -> None:
    for language, left in (("hu", "Bal"), ("nl", "Pijl links"), ("en", "Left")):
        made = _in_words(rooms, language)
        settle(made.window_)
        earlier = made.window_.actions_["earlier"]
        assert earlier.text() == catalogue_for(language).text("Move &earlier") + f"\tAlt+{left}"
        assert f"Alt+{left}" in earlier.toolTip()


def test_document_file_and_history_go_on(rooms: list[Workspace], tmp_path: Path) -> None:
    old = rooms[0]
    old.session.save(tmp_path / "a.cjm")
    saved = old.session.journey
    old.session.commit(Message("Rename"), saved.model_copy(update={"title": "Other"}))
    made = _in_words(rooms, "hu")
    assert made.session.journey.title == "Other"
    assert made.session.path == tmp_path / "a.cjm"
    assert made.session.dirty
    assert made.session.undo_label == Message("Rename")
    made.session.undo()
    assert made.session.journey is saved
    assert not made.session.dirty
    assert made.canvas_.sheet.title == saved.title
    made.session.redo()
    made.session.save()
    assert not made.session.changed_on_disk()


def test_typing_not_yet_taken_over_is_kept(rooms: list[Workspace]) -> None:
    old = rooms[0]
    old.canvas_.setFocus()
    old.journey_panel.title.setFocus()
    editor = old.journey_panel.title.focusProxy() or old.journey_panel.title
    assert editor is not None
    QApplication.sendEvent(editor, _letter("X"))
    made = _in_words(rooms, "nl")
    assert "X" in made.session.journey.title


def test_selection_view_and_place_stay(rooms: list[Workspace]) -> None:
    old = rooms[0]
    old.set_view("poster")
    old.selection.set(("t2",))
    old.canvas_.zoom_to(140.0)
    place, size = old.canvas_.camera.centre, old.window_.size()
    made = _in_words(rooms, "sv")
    assert made.canvas_.flow == "poster"
    assert made.selection.ids == ("t2",)
    assert made.canvas_.zoom_percent == pytest.approx(140.0, rel=0.01)
    assert made.canvas_.camera.centre.x() == pytest.approx(place.x(), abs=3.0)
    assert made.window_.size() == size


def test_the_start_page_stays_the_start_page(rooms: list[Workspace]) -> None:
    rooms[0].show_start()
    made = _in_words(rooms, "da")
    assert not made.map_shown


def test_what_is_left_of_the_old_window_does_not_hear_the_new_one(rooms: list[Workspace]) -> None:
    heard: list[object] = []
    rooms[0].session.changed.connect(heard.append)
    made = _in_words(rooms, "da")
    heard.clear()
    made.session.commit(Message("Rename"), small_journey())
    assert heard == []


def _letter(letter: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, letter)


# ------------------------------------------------------------------------------------------------ keys


def test_a_key_is_changed_in_the_last_of_many_windows(rooms: list[Workspace]) -> None:
    for language, size in (("da", 150), ("nl", 100), ("hu", 200), ("sv", 100), ("en", 125)):
        rooms[-1].ui.settings.set("appearance/size", size)
        rooms[-1].window_.keymap.give("save", "F7")
        made = _in_words(rooms, language)
        made.window_.keymap.give("save", "F8")
        assert made.window_.actions_["save"].shortcut().toString() == "F8"
    old = rooms[0].window_.keymap
    old.give("save", "F9")  # nobody hears it any more
    assert rooms[-1].window_.actions_["save"].shortcut().toString() == "F8"


def test_a_menu_that_is_gone_is_no_error_when_a_key_changes(rooms: list[Workspace]) -> None:
    window = rooms[0].window_
    delete(window.menuBar().actions()[-1].menu())
    window.keymap.give("save", "F8")
    assert window.actions_["save"].shortcut().toString() == "F8"


def test_the_menus_go_and_stay_as_python_knows(rooms: list[Workspace]) -> None:
    bar = rooms[0].window_.menuBar()
    assert all(createdByPython(action.menu()) for action in bar.actions())


def test_a_window_that_is_gone_does_not_dress_the_program_when_the_desktop_turns_dark(rooms: list[Workspace]) -> None:
    dressed: list[str] = []
    rooms[0].ui.refresh_look = lambda: dressed.append("old")  # type: ignore[method-assign]
    made = _in_words(rooms, "da")
    made.ui.refresh_look = lambda: dressed.append("new")  # type: ignore[method-assign]
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert dressed == ["new"]


# ------------------------------------------------------------------------------------------------ what goes on


def test_somebody_goes_on_writing_in_the_same_field(rooms: list[Workspace]) -> None:
    old = rooms[0]
    old.side.turn_to("guide")
    old.guide.go(0)
    old.guide.page.findChildren(Rows)[0].rows[0].go()
    QTest.keyClicks(QApplication.focusWidget(), "Anna Hom")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    made = _in_words(rooms, "hu")
    QTest.keyClicks(QApplication.focusWidget(), "l")
    made.desk.flush()
    assert [one.name for one in made.session.journey.charter.participants] == ["Anna Holm"]
    assert not QApplication.focusWidget().visibleRegion().isEmpty(), "in sight"
    # In the inspector too, and in a text of several lines.
    made.selection.set(("t2",))
    made.inspector.write_in("text")
    QTest.keyClicks(QApplication.focusWidget(), "One")
    made = _in_words(rooms, "da")
    QTest.keyClicks(QApplication.focusWidget(), " two")
    made.desk.flush()
    assert made.session.journey.touchpoints[1].text == "One two"
    # Whoever is at the map stays there.
    made.canvas_.setFocus()
    assert _in_words(rooms, "sv").canvas_.hasFocus()


def test_nothing_of_the_old_window_stays_in_memory(rooms: list[Workspace]) -> None:
    """Also when somebody was writing in a panel: Qt was asked where, and kept the map it came across."""
    _in_words(rooms, "da")
    rooms[-1].window_.actions_["add_persona"].trigger()
    gone = weakref.ref(rooms[-1].canvas_)
    _in_words(rooms, "hu")
    rooms[:] = rooms[-1:]

    def nothing_left() -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.unfreeze()
        gc.collect()
        return gone() is None

    # To walk through all that a run has in memory takes long: not before what is under way is done.
    for _ in range(20):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    until(nothing_left)
    gc.freeze()


def test_the_timer_of_an_exercise_runs_on(rooms: list[Workspace]) -> None:
    old = rooms[0].presenter.countdown
    old.set(10)
    old.start()
    made = _in_words(rooms, "da").presenter.countdown
    assert made.running
    assert 590 < made.seconds <= 600
    assert not old.running
    assert not rooms[-1].window_.statusBar().findChild(TimerSign).isHidden()
    made.pause()
    made = _in_words(rooms, "hu").presenter.countdown
    assert made.on
    assert not made.running
    assert 590 < made.seconds <= 600


def test_words_half_typed_in_the_parking_lot_stay(rooms: list[Workspace]) -> None:
    room = rooms[0]
    room.session.commit(Message("Rename"), park(room.session.journey, ["first", "second"]))
    room.capture.turn("parking")
    lot = room.capture.parking
    QTest.keyClicks(lot.new, "half a thou")
    lot.list.setCurrentRow(1)
    lot.list.setFocus()
    QTest.keyClick(lot.list, Qt.Key.Key_F2)
    editor = lot.list.viewport().findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "other words")
    made = _in_words(rooms, "sv")
    assert made.capture.shown("parking")
    assert made.capture.parking.new.text() == "half a thou"
    assert list(made.session.journey.parking) == ["first", "other words"]
    assert made.session.held  # a recovery copy has them


def test_the_presentation_keeps_words_votes_and_place(rooms: list[Workspace]) -> None:
    shown = rooms[0].presenter.begin()
    QApplication.processEvents()
    shown.go_on()
    shown.go_on()
    shown.toggle_votes()
    shown.turn_bar()
    assert shown.bar is not None
    QTest.keyClicks(shown.bar.line, "half a thou")
    halt = shown.halt
    made = _in_words(rooms, "nl").presenter.showing
    assert made is not None and made is not shown
    assert made.bar is not None and made.bar.isVisible()
    assert made.bar.line.text == "half a thou"
    assert made.votes
    assert made.halt == halt and halt is not None
    rooms[-1].presenter.end()


def test_the_map_stays_where_it_is_through_many_languages(rooms: list[Workspace]) -> None:
    canvas = rooms[0].canvas_
    canvas.zoom_to(180.0)
    canvas.camera.pan(40, 30)
    rooms[0].capture.turn("parking")
    QApplication.processEvents()
    corner = canvas.camera.sight.topLeft()
    for language in ("da", "hu", "nl"):
        made = _in_words(rooms, language)
        now = made.canvas_.camera.sight.topLeft()
        assert now.x() == pytest.approx(corner.x(), abs=0.6)
        assert now.y() == pytest.approx(corner.y(), abs=0.6)


# ------------------------------------------------------------------------------------------------ room for the panels


def test_a_panel_that_gave_way_to_large_type_comes_back_as_wide_as_it_was(rooms: list[Workspace]) -> None:
    room = rooms[0]
    room.window_.resize(1366, 720)
    QApplication.processEvents()
    room.ui.settings.set("window/panel_widths", [300, 328])
    for size, both in ((200, False), (100, True)):
        rooms[-1].ui.settings.set("appearance/size", size)
        made = _in_words(rooms, "da")
        made.window_.resize(1366, 720)
        QApplication.processEvents()
        assert not made.window_.left.isHidden()
        assert made.window_.right.isHidden() is not both
    assert made.ui.settings.get("window/panel_widths") == [300, 328]
    assert made.window_.left.width() == 300
    assert made.window_.right.width() == 328


def test_a_panel_that_somebody_hid_stays_hidden(rooms: list[Workspace]) -> None:
    rooms[0].window_.resize(1366, 720)
    rooms[0].show_panel("inspector", False)
    for size in (200, 100):
        rooms[-1].ui.settings.set("appearance/size", size)
        made = _in_words(rooms, "da")
        assert made.window_.right.isHidden()


def test_the_start_page_has_no_panels_in_another_size(rooms: list[Workspace]) -> None:
    rooms[0].window_.resize(1366, 720)
    rooms[0].ui.settings.set("appearance/size", 200)
    made = _in_words(rooms, "da")
    assert made.window_.right.isHidden()
    made.show_start()
    made.ui.settings.set("appearance/size", 100)
    made = _in_words(rooms, "da")
    assert made.window_.left.isHidden() and made.window_.right.isHidden()
    made.show_map()
    assert not made.window_.left.isHidden() and not made.window_.right.isHidden()


def test_a_line_of_the_outline_that_nobody_understands_is_kept(rooms: list[Workspace]) -> None:
    old = rooms[0]
    old.outline.turn()
    editor = old.outline.panel.editor
    editor.go(editor.blockCount() - 1)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClicks(editor, "grade: eleven or twelve")
    typed, at = editor.lines, (editor.line, editor.column)
    before = old.session.journey
    made = _in_words(rooms, "nl")
    here = made.outline.panel.editor
    assert here.lines == typed and (here.line, here.column) == at
    assert "grade: eleven or twelve" in here.lines[-1] and here.hasFocus()
    # It is taken back by itself, not the card above it.
    QTest.keyClick(here, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "eleven" not in "\n".join(here.lines)
    assert made.session.journey.touchpoints == before.touchpoints

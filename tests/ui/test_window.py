"""The window: real events in, one undo entry out; files opened, saved, refused and dropped; closing asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from rooms import Answers, shut, small_journey, ui, until, workspace

from cjm_desktop.app import furnish, show_journey
from cjm_desktop.document import Kind, Message
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.ui.actions import ACTIONS, MENUS, menu_ids
from cjm_desktop.ui.commands import Commands
from cjm_desktop.ui.files import told_path
from cjm_desktop.ui.panels.touchpoint import TouchpointForm
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def room(tmp_path: Path, qapp: Any, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, answers=answers)
    yield made
    shut(made)


def title_form(room: Workspace, ident: str) -> TouchpointForm:
    """The inspector's form, with the cursor at the end of the title."""
    room.selection.set((ident,))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    form.title.setFocus()
    form.title.edit.end(False)
    return form


def test_every_action_has_a_method_and_every_menu_row_an_action() -> None:
    for row in ACTIONS.values():
        assert hasattr(Commands, f"do_{row.id}"), row.id
        assert not row.menu or hasattr(Commands, f"fill_{row.id}"), row.id
    listed = [ident for _, entries in MENUS for ident in menu_ids(entries)]
    assert sorted(listed) == sorted(ACTIONS), "each action stands in exactly one menu"


def test_no_key_is_taken_twice() -> None:
    keys = [key for row in ACTIONS.values() for key in row.keys]
    assert len(keys) == len(set(keys))


def test_every_fact_a_row_asks_for_exists(room: Workspace) -> None:
    assert {row.when for row in ACTIONS.values() if row.when} <= set(room.commands.facts())


def test_typing_in_the_inspector_is_one_undo_entry_named_in_the_menu(room: Workspace) -> None:
    form = title_form(room, "t1")
    QTest.keyClicks(form.title.edit, " for one")
    room.desk.flush()
    QTest.keyClicks(form.title.edit, " soon")
    room.canvas_.setFocus()
    QApplication.processEvents()
    assert room.session.journey.touchpoints[0].title == "Asks for one soon"
    assert "Rename touchpoint" in room.window_.actions_["undo"].text()
    room.window_.actions_["undo"].trigger()
    assert room.session.journey.touchpoints[0].title == "Asks"
    assert not room.window_.actions_["undo"].isEnabled()
    assert "Rename touchpoint" in room.window_.actions_["redo"].text()
    until(lambda: form.title.edit.text() == "Asks")


def test_ctrl_z_in_a_field_is_the_programs_undo(room: Workspace) -> None:
    room.window_.activateWindow()
    QTest.qWaitForWindowActive(room.window_)
    room.commands.run("add_phase")
    form = title_form(room, "t1")
    QTest.keyClicks(form.title.edit, "x")
    QTest.keyClick(form.title.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.session.journey.touchpoints[0].title == "Asks"
    QTest.keyClick(form.title.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(room.session.journey.phases) == 2, "what was done before the field was entered too"
    QTest.keyClick(form.title.edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(form.title.edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert room.session.journey.touchpoints[0].title == "Asksx"
    until(lambda: form.title.edit.text() == "Asksx")


def test_save_reopen_revert_and_the_title_bar(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    assert room.window_.windowTitle() == "My new laptop[*] — Not saved yet — CJM Desktop"
    form = title_form(room, "t1")
    QTest.keyClicks(form.title.edit, "!")
    target = tmp_path / "laptop"
    answers.paths = [target]
    room.window_.actions_["save"].trigger()
    saved = tmp_path / "laptop.cjm"
    assert open_journey(saved).journey.touchpoints[0].title == "Asks!", "typing not yet committed is saved too"
    assert not room.window_.isWindowModified()
    assert room.ui.settings.recent == (saved,)
    QTest.keyClicks(form.title.edit, "?")
    room.desk.flush()
    assert room.window_.isWindowModified()
    assert not room.window_.actions_["save"].shortcut().isEmpty()
    room.window_.actions_["revert"].trigger()
    assert room.session.journey.touchpoints[0].title == "Asks!"
    assert not room.window_.isWindowModified()
    room.session.undo()
    assert room.session.journey.touchpoints[0].title == "Asks!?"


def test_a_change_by_somebody_else_is_asked_about(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "a.cjm"
    answers.paths = [path]
    assert room.files.save()
    theirs = room.session.journey.replace(title="Theirs")
    room.commands.run("add_phase")
    save_journey(theirs, path, None)
    assert not room.files.save()
    assert "changed_on_disk" in answers.asked
    assert open_journey(path).journey.title == "Theirs"
    answers.answers["changed_on_disk"] = ["overwrite"]
    assert room.files.save()
    assert open_journey(path).journey.title == "My new laptop"
    room.commands.run("add_phase")
    save_journey(theirs, path, None)
    answers.answers["changed_on_disk"] = ["reload"]
    assert not room.files.save()
    assert room.session.journey.title == "Theirs"
    room.session.undo()
    assert room.session.journey.title == "My new laptop"


def test_another_file_is_never_replaced_unasked(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    other = tmp_path / "Other v1.2.cjm"
    other.write_bytes(b"theirs")
    answers.paths = [tmp_path / "Other v1.2", None]
    assert not room.files.save_as()
    assert answers.asked_about == ["Other v1.2.cjm"], "the name is the one the file would have"
    assert other.read_bytes() == b"theirs"
    answers.answers["replace"] = ["no", "yes"]
    answers.paths = [tmp_path / "Other v1.2", other]
    assert room.files.save_as()
    assert room.session.path == other
    assert open_journey(other).journey.title == "My new laptop"


def test_saving_as_itself_is_a_plain_save(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "a.cjm"
    answers.paths = [path, tmp_path / "a", tmp_path / "a"]
    assert room.files.save()
    room.commands.run("add_phase")
    assert room.files.save_as()
    assert "replace" not in answers.asked
    save_journey(small_journey().replace(title="Theirs"), path, None)
    room.commands.run("add_phase")
    assert not room.files.save_as()
    assert answers.asked[-1] == "changed_on_disk"
    assert open_journey(path).journey.title == "Theirs"


def test_a_failed_save_can_go_elsewhere(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    answers.paths = [tmp_path / "no such folder" / "a.cjm", tmp_path / "b.cjm"]
    answers.answers["save_failed"] = ["retry", "elsewhere"]
    assert room.files.save()
    assert answers.asked.count("save_failed") == 2
    assert "no such folder" in answers.reasons[0]
    assert (tmp_path / "b.cjm").is_file()


def test_a_bad_file_is_told_and_leaves_the_document_alone(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    bad = tmp_path / "bad.cjm"
    bad.write_text("{ not json", encoding="utf-8")
    before = room.session.journey
    assert not room.files.open(bad)
    assert "bad.cjm" in answers.reasons[0]
    assert room.session.journey is before
    assert room.map_shown


@pytest.mark.parametrize(("answer", "closes", "written"), [("cancel", False, False), ("discard", True, False), ("save", True, True)])
def test_closing_with_unsaved_work_asks(
    room: Workspace, tmp_path: Path, answers: Answers, answer: str, closes: bool, written: bool
) -> None:
    room.commands.run("add_phase")
    answers.answers["unsaved"] = [answer]
    answers.paths = [tmp_path / "kept.cjm"]
    assert room.window_.close() is closes
    assert answers.asked[0] == "unsaved"
    assert (tmp_path / "kept.cjm").is_file() is written


def test_closing_a_saved_journey_asks_nothing(room: Workspace, answers: Answers) -> None:
    assert room.window_.close()
    assert answers.asked == []


def test_a_file_dropped_on_the_window_opens(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "dropped.cjm"
    save_journey(small_journey().replace(title="Dropped"), path, None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    for place in (room.window_, room.canvas_.viewport()):
        room.session.adopt(small_journey())
        room.session.commit(Message("Change"), small_journey().replace(title="Mine"))
        copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
        rest = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        only_moved = QDragEnterEvent(QPoint(5, 5), move, *rest)
        QApplication.sendEvent(place, only_moved)
        assert not only_moved.isAccepted(), "the other program may delete what is moved"
        assert room.window_.drop_sign.words == ""
        enter = QDragEnterEvent(QPoint(5, 5), copy | move, *rest)
        QApplication.sendEvent(place, enter)
        assert (enter.isAccepted(), enter.dropAction()) == (True, copy)
        assert room.window_.drop_sign.words == "Drop to open: dropped.cjm"
        assert room.window_.drop_sign.width() > 0.9 * room.window_.width()
        QApplication.sendEvent(room.window_, QDragLeaveEvent())
        assert room.window_.drop_sign.words == ""
        QApplication.sendEvent(place, QDragEnterEvent(QPoint(5, 5), copy, *rest))
        answers.answers["unsaved"] = ["discard"]
        drop = QDropEvent(QPointF(5, 5), copy | move, *rest)
        QApplication.sendEvent(room.window_, drop)
        assert (drop.isAccepted(), drop.dropAction()) == (True, copy)
        assert room.window_.drop_sign.words == ""
        assert answers.asked.count("unsaved") == 0, "nothing is asked while the other program waits"
        QApplication.processEvents()
        assert answers.asked.pop() == "unsaved"
        assert room.session.journey.title == "Dropped"
    assert room.window_.windowTitle().startswith("Dropped")


def test_the_start_page_begins_journeys_and_lists_recent_files(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "mine.cjm"
    save_journey(small_journey(), path, None)
    room.files.open(path)
    room.window_.actions_["start"].trigger()
    assert not room.map_shown
    assert not room.window_.actions_["export"].isEnabled()
    assert not room.window_.left.isVisible()
    assert room.welcome._recent.count() == 1
    room.welcome._segments.group.idClicked.emit(3)
    room.welcome.examples["new-colleague"].click()
    assert room.map_shown
    assert room.session.journey.language == "hu"
    assert room.session.path is None
    assert room.window_.left.isVisible()
    room.show_start()
    room.welcome.tiles["sign-in"].click()
    assert (room.session.journey.language, room.session.journey.interviews) == ("hu", ())
    assert room.session.journey.title == "Nem tudok belépni"


def test_new_is_an_empty_map_to_type_on(room: Workspace, answers: Answers) -> None:
    room.commands.run("add_phase")
    room.window_.actions_["new"].trigger()
    assert answers.asked == ["unsaved"]
    assert room.session.journey.touchpoints, "nothing is dropped unasked"
    answers.answers["unsaved"] = ["discard"]
    room.window_.actions_["new"].trigger()
    assert room.map_shown
    assert room.session.path is None
    assert not room.session.journey.touchpoints
    for title in ("Signs", "Waits"):
        QTest.keyClick(room.canvas_, Qt.Key.Key_Return)
        QTest.keyClicks(room.canvas_, title)
    QTest.keyClick(room.canvas_, Qt.Key.Key_Return)
    assert [card.title for card in room.session.journey.touchpoints][:2] == ["Signs", "Waits"]


def test_journeys_of_one_name_are_told_apart(room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    paths = [tmp_path / folder / "a & b.cjm" for folder in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        save_journey(small_journey(), path, None)
        assert room.files.open(path)
        assert room.window_.windowTitle() == f"My new laptop[*] — {told_path(path)} — CJM Desktop"
    assert told_path(paths[0]) == str(Path("~") / "one" / "a & b.cjm")
    menu = QMenu()
    room.commands.fill_recent(menu)
    assert [action.text() for action in menu.actions()][:2] == [
        f"a && b.cjm   –   {Path('~') / folder}" for folder in ("two", "one")
    ]
    long = told_path(Path("/x") / ("folder" * 30) / "the name.cjm")
    assert (len(long), long[:2], long[-12:]) == (64, "/x", "the name.cjm")


def test_a_fault_in_a_file_is_told_without_its_consequences(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "twice.cjm"
    save_journey(small_journey(), path, None)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"id": "t2"', '"id": "t1"'), encoding="utf-8")
    assert not room.files.open(path)
    assert answers.asked == ["damaged"]
    assert len(answers.reasons) == 1
    assert answers.reasons[0].startswith("Touchpoint 2 “Waits”, id: ")


def test_what_can_be_read_of_a_damaged_file_opens_as_a_copy_when_it_is_wanted(
    room: Workspace, tmp_path: Path, answers: Answers
) -> None:
    before, path = room.session.journey, tmp_path / "cut.cjm"
    save_journey(small_journey(), path, None)
    damaged = path.read_bytes()
    damaged = damaged[: damaged.index(b'"id": "t3"')]
    path.write_bytes(damaged)
    assert not room.files.open(path)
    assert room.session.journey is before, "nothing happens without an answer"
    answers.answers["damaged"] = ["yes"]
    assert room.files.open(path)
    assert [t.title for t in room.session.journey.touchpoints[:2]] == [t.title for t in small_journey().touchpoints[:2]]
    assert (room.session.path, room.session.dirty, path.read_bytes()) == (None, True, damaged)
    # Nothing that could be read, and nothing that is ours, is not offered.
    for data in (b"no journey", b'{"format": "cjm-journey", "version": 2, "journey": {"title": "Later"}}'):
        path.write_bytes(data)
        answers.asked.clear()
        room.session.adopt(small_journey())
        assert not room.files.open(path)
        assert answers.asked == ["open_failed"]


def test_commands_on_touchpoints(room: Workspace) -> None:
    room.selection.set(("t1", "t2"))
    room.commands.run("decisive")
    assert [t.decisive for t in room.session.journey.touchpoints] == [True, True, False]
    assert room.window_.actions_["decisive"].isChecked()
    room.commands.run("decisive")
    assert not any(t.decisive for t in room.session.journey.touchpoints)
    menu = room.window_.actions_["kind"].menu()
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.text() == "Silence").trigger()
    assert [t.kind for t in room.session.journey.touchpoints] == [Kind.SILENCE, Kind.SILENCE, Kind.CONTACT]
    menu = room.window_.actions_["grade"].menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert room.session.journey.touchpoints[1].grade == 10
    room.selection.set(("t2",))
    room.commands.run("add_phase")
    phases = [t.phase for t in room.session.journey.touchpoints]
    assert phases[0] == "f1"
    assert phases[1] not in ("f1", "f2")
    assert phases[2] == "f2"
    assert room.selection.record[0] == "phase"
    room.commands.run("delete")
    assert [t.phase for t in room.session.journey.touchpoints] == ["f1", "f1", "f2"]


def test_undo_is_off_while_a_gesture_runs(room: Workspace) -> None:
    room.commands.run("add_phase")
    assert room.window_.actions_["undo"].isEnabled()
    room.session.begin()
    assert not room.window_.actions_["undo"].isEnabled()
    room.session.cancel()
    assert room.window_.actions_["undo"].isEnabled()


def test_one_key_switches_between_timeline_and_poster(room: Workspace) -> None:
    room.window_.activateWindow()
    QTest.qWaitForWindowActive(room.window_)
    QTest.keyClick(room.window_, Qt.Key.Key_F4)
    assert room.canvas_.flow == "poster"
    assert room.window_.actions_["poster"].isChecked()
    assert not room.window_.actions_["timeline"].isChecked()
    QTest.keyClick(room.window_, Qt.Key.Key_F4)
    assert room.canvas_.flow == "timeline"


def test_enter_on_the_map_then_typing_makes_a_named_card(room: Workspace) -> None:
    room.selection.set(("t3",))
    room.canvas_.setFocus()
    QTest.keyClick(room.canvas_, Qt.Key.Key_Return)
    QTest.keyClicks(room.canvas_.viewport(), "Signs")
    QTest.keyClick(room.canvas_.viewport(), Qt.Key.Key_Escape)
    assert len(room.session.journey.touchpoints) in (3, 4)


def test_panels_hide_and_come_back_and_are_remembered(room: Workspace) -> None:
    room.window_.actions_["journey_panel"].trigger()
    assert not room.window_.left.isVisible()
    assert room.ui.settings.get("window/journey_panel") is False
    room.window_.actions_["journey_panel"].trigger()
    assert room.window_.left.isVisible()


def test_the_status_bar_tells_paper_smallest_type_and_distance(room: Workspace) -> None:
    # Where the bar is narrow the words go first (test_elided.py).
    room.window_.resize(1366, 768)
    QApplication.processEvents()
    assert room.window_.paper_button.text().startswith("A0")
    map_before = room.canvas_.geometry()
    until(lambda: room.window_.reach_button.isVisible())
    QApplication.processEvents()
    assert room.canvas_.geometry() == map_before, "the map moved under what the bar says"
    assert re.search(r"\d+ pt .* [\d.]+ m", room.window_.reach_button.text())


def test_nothing_is_clipped_at_1366_by_768(room: Workspace) -> None:
    window = room.window_
    window.resize(1366, 768)
    QApplication.processEvents()
    bar = window.tool_bar
    extension = bar.findChild(object, "qt_toolbar_ext_button")
    assert extension is None or not extension.isVisible(), "the toolbar has no room"  # type: ignore[attr-defined]
    assert room.canvas_.width() > 600
    right = window.right.mapTo(window, QPoint(window.right.width(), 0)).x()
    assert right <= window.width()
    for panel in (room.journey_panel, room.inspector):
        assert panel.width() <= panel.parentWidget().width()


def test_light_and_dark_are_put_on_at_once(room: Workspace) -> None:
    room.ui.set_theme("dark")
    assert room.ui.look.dark
    assert QApplication.palette().window().color().name().upper() == room.ui.look.surface
    room.ui.set_theme("light")
    assert not room.ui.look.dark


def test_every_menu_opens(room: Workspace) -> None:
    room.selection.set(("t1",))
    for ident, row in ACTIONS.items():
        if row.menu:
            menu = room.window_.actions_[ident].menu()
            menu.aboutToShow.emit()
            assert menu.actions(), ident


def test_before_it_is_furnished_no_key_reaches_the_map_and_no_order_is_lost(tmp_path: Path, qapp: Any) -> None:
    path = tmp_path / "j.cjm"
    save_journey(small_journey(), path, None)
    window = MainWindow(ui(tmp_path))
    window.show()
    window.activateWindow()
    desk, error = show_journey(window, path)
    QApplication.processEvents()
    assert error is None
    assert not desk.canvas.hasFocus()
    before = desk.session.journey
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_3)
    assert desk.session.journey is before
    window.actions_["import"].trigger()
    assert window.asked == "import"
    made = furnish(window, path, desk)
    assert desk.canvas.hasFocus()
    shut(made)

"""The history in a window: versions follow the saves, the dialog compares and restores, and nothing is lost by looking."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton
from rooms import Answers, shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Message
from cjm_desktop.edits import set_grade
from cjm_desktop.storage import open_journey, save_journey, to_bytes
from cjm_desktop.storage.history import Archive, Why, history_folder
from cjm_desktop.storage.recovery import Origin, begin
from cjm_desktop.ui.dialogs.history import HistoryDialog
from cjm_desktop.ui.dialogs.order_fields import press
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.dialogs.recover import RecoverDialog
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def room(tmp_path: Path, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, answers=answers)
    yield made
    shut(made)


def grade(room: Workspace, value: float, ident: str = "t1") -> None:
    room.session.commit(Message("Grade"), set_grade(room.session.journey, [ident], value))


def three_saves(room: Workspace, file: Path) -> None:
    room.session.save(file)
    for value in (1.0, 9.0):
        grade(room, value)
        room.session.save()
    assert room.versions.wait()


def whys(file: Path) -> list[Why]:
    return [version.why for version in Archive(file).versions]


def in_dialog(room: Workspace, do: Callable[[HistoryDialog], object]) -> None:
    """Open the history, wait until it shows something, and do something there."""
    failed: list[BaseException] = []

    def work() -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, HistoryDialog))
        try:
            until(lambda: dialog.shown is not None or bool(dialog.pane.empty_text.text()))
            do(dialog)
        except BaseException as error:
            failed.append(error)
        dialog.reject()

    QTimer.singleShot(0, room, work)
    room.window_.actions_["history"].trigger()
    if failed:
        raise failed[0]


def choose(dialog: HistoryDialog, row: int) -> None:
    dialog.list.setCurrentRow(row)
    until(lambda: dialog.shown is not None)


# ------------------------------------------------------------------------------------------------ what is kept


def test_each_save_is_a_version_and_what_the_file_held_before_the_first_one_too(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    save_journey(small_journey(), file, None)
    assert room.files.open(file)
    grade(room, 1)
    room.session.save()
    room.session.save()
    grade(room, 2)
    room.session.save()
    assert room.versions.wait()
    assert whys(file) == [Why.OPENED, Why.SAVED, Why.SAVED]
    archive = Archive(file)
    assert [archive.journey(version).touchpoints[0].grade for version in archive.versions] == [7, 1, 2]
    assert archive.find(room.session.digest) == archive.newest


def test_what_was_not_saved_is_kept_before_the_file_is_loaded_again(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    grade(room, 4)
    assert room.files.revert()
    assert room.versions.wait()
    archive = Archive(file)
    assert archive.newest is not None
    assert archive.newest.why is Why.REVERTED
    assert archive.journey(archive.newest).touchpoints[0].grade == 4


def test_what_somebody_else_has_written_over_is_kept_when_theirs_is_loaded(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    save_journey(small_journey(), file, None)
    assert room.files.open(file)
    save_journey(small_journey().model_copy(update={"title": "Theirs"}), file, None)
    room.session.revert()
    assert room.versions.wait()
    archive = Archive(file)
    assert [archive.journey(version) for version in archive.versions] == [small_journey()]


def test_a_file_that_is_replaced_is_kept_in_its_own_history_and_a_new_one_tells_where_it_comes_from(
    room: Workspace, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.cjm", tmp_path / "two.cjm"
    other = small_journey().model_copy(update={"title": "Another journey"})
    save_journey(other, two, None)
    room.session.save(one)
    grade(room, 2)
    room.session.save(two, overwrite=True)
    assert room.versions.wait()
    archive = Archive(two)
    assert [archive.journey(version).title for version in archive.versions] == ["Another journey", "My new laptop"]
    assert archive.origin is not None
    assert archive.origin.path == one.resolve()
    assert len(whys(one)) == 1


def test_a_disk_that_takes_no_history_stops_nobody(room: Workspace, tmp_path: Path, own_home: Path) -> None:
    state = own_home / "home" / ".local" / "state" / "cjm-desktop"
    state.mkdir(parents=True)
    (state / "history").write_text("in the way")
    told: list[object] = []
    room.versions.failed.connect(told.append)
    room.session.save(tmp_path / "a.cjm")
    until(lambda: bool(told))
    assert open_journey(tmp_path / "a.cjm").journey == room.session.journey


# ------------------------------------------------------------------------------------------------ the dialog


def test_an_earlier_version_is_compared_restored_as_one_step_and_undone(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    grade(room, 3)
    unsaved = room.session.journey
    seen: list[list[str]] = []

    def do(dialog: HistoryDialog) -> None:
        assert dialog.list.count() == 3
        until(lambda: dialog.list.next_untold() is None)
        assert "Grade: 1 → 9" in dialog.list.lines(0)[2]
        choose(dialog, 2)
        seen.append([dialog.changes.item(at).text() for at in range(dialog.changes.count())])
        assert dialog.view.lead_to("t1")
        assert not dialog.view.lead_to("nobody")
        press(dialog.against, "before")
        dialog._compare()
        until(lambda: dialog.shown is not None)
        assert not dialog.shown.both.differences, "the first one has none before it"  # type: ignore[union-attr]
        dialog.restore.click()

    in_dialog(room, do)
    assert seen == [["Touchpoint “Asks”", "Grade: 7 → 3"]]
    assert room.session.journey == small_journey()
    assert str(room.session.undo_label).startswith("Restore the version of")
    room.session.undo()
    assert room.session.journey is unsaved
    assert room.versions.wait()
    archive = Archive(file)
    assert archive.newest is not None
    assert archive.newest.why is Why.RESTORED
    assert archive.journey(archive.newest) == unsaved, "and not only as long as the window is open"


def test_a_version_opens_as_a_copy_and_is_saved_as_a_file_of_its_own(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    file, copy = tmp_path / "a.cjm", tmp_path / "copy.cjm"
    three_saves(room, file)
    before = file.read_bytes()
    answers.paths = [file, copy]

    def save(dialog: HistoryDialog) -> None:
        choose(dialog, 2)
        dialog.save.click()

    in_dialog(room, save)
    assert file.read_bytes() == before, "never over the file that is open"
    assert answers.asked.count("open_failed") == 1
    assert open_journey(copy).journey == small_journey()

    def open_(dialog: HistoryDialog) -> None:
        choose(dialog, 2)
        dialog.copy.click()

    in_dialog(room, open_)
    assert room.session.path is None
    assert room.session.dirty
    assert room.session.journey == small_journey()


def test_the_history_is_thrown_away_after_one_question_and_the_file_stays(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    before = file.read_bytes()

    def answer() -> None:
        question = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question))
        next(b for b in question.findChildren(QPushButton) if b.property("role") == "danger").click()

    def do(dialog: HistoryDialog) -> None:
        QTimer.singleShot(0, dialog, answer)
        dialog.away.click()
        assert dialog.list.count() == 0
        assert dialog.pane.empty_title.text() == "There is no version yet."
        assert not dialog.restore.isEnabled()

    in_dialog(room, do)
    assert not whys(file)
    assert file.read_bytes() == before


def test_a_journey_without_a_file_says_why_there_is_nothing(room: Workspace) -> None:
    def do(dialog: HistoryDialog) -> None:
        assert dialog.pane.empty_title.text() == "This journey has no file yet."
        assert not dialog.restore.isEnabled()
        assert not dialog.away.isEnabled()

    in_dialog(room, do)


def test_a_damaged_version_is_told_and_the_others_are_shown(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    archive = Archive(file)
    place = archive._place / archive.versions[1].name  # the newest could be had from the document's file
    place.write_bytes(place.read_bytes()[:-4])

    def do(dialog: HistoryDialog) -> None:
        dialog.list.setCurrentRow(1)
        until(lambda: "damaged" in dialog.pane.empty_text.text())
        assert not dialog.restore.isEnabled()
        choose(dialog, 2)
        assert dialog.pane.currentWidget() is dialog.view
        until(lambda: dialog.list.next_untold() is None)
        assert dialog.list.lines(1)[2] == "What it changed cannot be read."

    in_dialog(room, do)


def test_a_map_that_was_compared_before_is_looked_at_in_the_same_place(room: Workspace, tmp_path: Path) -> None:
    wide = small_journey()
    cards = tuple(wide.touchpoints[2].model_copy(update={"id": f"x{i}"}) for i in range(40))
    room.session.adopt(Journey.model_validate(wide.model_copy(update={"touchpoints": (*wide.touchpoints, *cards)})))
    three_saves(room, tmp_path / "a.cjm")

    def do(dialog: HistoryDialog) -> None:
        choose(dialog, 1)
        dialog.view.camera.go_to_end(1)
        dialog.view.camera.zoom(1.5)
        scale = dialog.view.camera.scale
        choose(dialog, 2)
        assert dialog.view.camera.scale == pytest.approx(scale)
        until(lambda: dialog.view.camera.sight.left() < 200)  # what differs is at the beginning
        dialog.view.camera.stop()
        dialog.view.camera.pan(40, 0)
        place = dialog.view.camera.sight.left()
        choose(dialog, 1)
        assert dialog.view.camera.sight.left() == pytest.approx(place), "it is in sight already"

    in_dialog(room, do)


def test_of_many_versions_only_those_in_sight_are_read(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    room.session.save(file)
    archive = Archive(file)
    # That of the saving is kept in the background: later it would be one like it among the others, and none.
    until(lambda: len(archive.versions) == 1)
    for value in range(60):
        changed = set_grade(small_journey(), ["t1"], 1.0 + value % 9)
        archive.add(to_bytes(changed), 3)

    def do(dialog: HistoryDialog) -> None:
        assert dialog.list.count() == 61
        until(lambda: dialog.list.next_untold() is None)
        assert dialog.list.lines(0)[2]
        assert not dialog.list.lines(50)[2]
        dialog.list.scrollToItem(dialog.list.item(50))
        until(lambda: bool(dialog.list.lines(50)[2]))
        assert not dialog.list.lines(25)[2]

    in_dialog(room, do)


# ------------------------------------------------------------------------------------------------ a file that cannot be opened


def _answer(room: Workspace, key: str, row: int = 0) -> list[str]:
    """Answer the question about a file that cannot be opened, and open the version in a row of what comes then; gives what was asked."""
    told: list[str] = []

    def dialogs() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Question):
            told.extend(made.text() for made in dialog.buttons.values())
            told.extend(one.toPlainText() for one in dialog.findChildren(QPlainTextEdit))
            QTimer.singleShot(0, room, dialogs)
            dialog.buttons[key].click()
        elif isinstance(dialog, HistoryDialog):
            until(lambda: dialog.shown is not None)
            choose(dialog, row)
            assert not dialog.restore.isVisible() and dialog.copy.isVisible()
            dialog.copy.click()
        else:  # it is still being read what there is
            QTimer.singleShot(10, room, dialogs)

    QTimer.singleShot(0, room, dialogs)
    return told


@pytest.mark.parametrize("gone", [True, False])
def test_the_earlier_versions_of_a_file_that_is_damaged_or_gone_are_offered_where_it_fails(
    room: Workspace, tmp_path: Path, gone: bool, answers: Answers
) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    room.files.new("empty", "en")
    damaged = b"" if gone else file.read_bytes()[:40]
    file.unlink() if gone else file.write_bytes(damaged)
    told = _answer(room, "earlier", 1)
    assert room.files.open(file)
    assert "Earlier versions …" in told
    session = room.session
    assert session.path == file and session.dirty and session.journey.touchpoints[0].grade == 1.0
    assert file.exists() is not gone and (gone or file.read_bytes() == damaged), "nothing is written before it is saved"
    assert file in room.ui.settings.recent
    answers.answers["holds_unread"] = ["cancel", "replace"]
    assert room.files.save() is gone, "what stands there is replaced only when somebody says so"
    assert gone or file.read_bytes() == damaged
    assert room.files.save() and open_journey(file).journey.touchpoints[0].grade == 1.0
    assert answers.asked == ([] if gone else ["holds_unread"] * 2)
    assert room.versions.wait()
    archive = Archive(file)
    kept = [archive.data(version) for version in archive.versions if version.why is Why.UNREAD]
    assert kept == ([] if gone else [damaged]), "and is kept as it was"
    grade(room, 3.0)
    assert room.files.save() and len(answers.asked) == 2 * (not gone), "asked once"


def test_a_version_beside_a_file_of_a_newer_program_asks_and_keeps_that_file(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    file, copy = tmp_path / "a.cjm", tmp_path / "saved.cjm"
    three_saves(room, file)
    newer = re.sub(rb'"version": \d+', b'"version": 99', file.read_bytes(), count=1)
    room.files.new("empty", "en")
    file.write_bytes(newer)
    pressed: list[str] = []

    def enter() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Question):
            pressed.extend(key for key, made in dialog.buttons.items() if made.isDefault())
            dialog.reject()
        else:
            QTimer.singleShot(10, room, enter)

    QTimer.singleShot(0, room, enter)
    assert not room.files.open(file)
    assert pressed == ["cancel"], "nobody comes to an older version by Enter alone"
    _answer(room, "earlier", 1)
    assert room.files.open(file)
    answers.answers["holds_unread"] = ["elsewhere", "replace"]
    answers.paths = [copy]
    assert room.files.save() and room.session.path == copy
    assert file.read_bytes() == newer
    _answer(room, "earlier", 1)
    assert room.files.open(file) and room.files.save()
    assert open_journey(file).journey.touchpoints[0].grade == 1.0
    raw = tmp_path / "newer.cjm"
    answers.paths = [raw]

    def save(dialog: HistoryDialog) -> None:
        dialog.list.setCurrentRow(next(at for at, one in enumerate(dialog.past.versions) if one.why is Why.UNREAD))  # type: ignore[union-attr]
        until(lambda: bool(dialog.pane.empty_text.text()))
        dialog.save.click()

    in_dialog(room, save)
    assert raw.read_bytes() == newer, "what was replaced is a file again, byte for byte"


def test_work_that_was_not_saved_comes_first_where_its_file_is_damaged(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    stamp = room.session.stamp
    room.files.new("empty", "en")
    entry = begin()
    entry.write(small_journey().replace(title="Not saved yet"), Origin(file, stamp.digest if stamp is not None else ""))
    entry.close()
    file.write_bytes(file.read_bytes()[:200])
    told: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Question):
            told.extend(key for key, made in dialog.buttons.items() if made.isDefault())
            QTimer.singleShot(10, room, act)
            dialog.buttons["recover"].click()
        elif isinstance(dialog, RecoverDialog):
            dialog.restore.click()
        else:
            QTimer.singleShot(10, room, act)

    QTimer.singleShot(0, room, act)
    assert room.files.open(file)
    assert told == ["recover"] and room.session.journey.title == "Not saved yet" and room.session.path == file


def test_what_cannot_be_kept_is_not_replaced(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    room.files.new("empty", "en")
    file.write_bytes(b"")
    os.truncate(file, 65 * 1024 * 1024)
    _answer(room, "earlier", 1)
    assert room.files.open(file) and room.session.stamp is not None, "it is watched, and looked at before it is written"
    answers.answers["holds_unread"] = ["replace"]
    assert not room.files.save()
    assert answers.asked == ["holds_unread", "save_failed"] and "nor be kept" in answers.reasons[-1]
    assert file.stat().st_size == 65 * 1024 * 1024 and room.session.dirty
    # A history that takes nothing: what cannot be read is not replaced, a journey only when somebody says so.
    file.write_bytes(b"half a fi")
    shutil.rmtree(history_folder())
    history_folder().write_text("in the way")
    answers.answers["holds_unread"] = ["replace"]
    assert not room.files.save() and file.read_bytes() == b"half a fi"
    other = tmp_path / "other.cjm"
    save_journey(small_journey(), other, None)
    there = other.read_bytes()
    room.session.save(tmp_path / "mine.cjm")
    answers.paths, answers.answers["not_kept"] = [other, other], ["cancel", "replace"]
    answers.answers["replace"] = ["yes", "yes"]
    assert not room.files.save_as() and other.read_bytes() == there
    assert answers.asked[-1] == "not_kept" and str(history_folder()) not in answers.reasons[-1]
    assert room.files.save_as() and other.read_bytes() != there


def test_what_stood_beside_a_version_goes_with_it(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    file, copy = tmp_path / "a.cjm", tmp_path / "copy.cjm"
    save_journey(small_journey(), file, None, {"review": "by Ann"})
    room.files.open(file)
    grade(room, 1.0)
    assert room.files.save() and room.versions.wait()
    in_dialog(room, lambda dialog: (choose(dialog, 1), dialog.copy.click()))
    answers.paths = [copy]
    assert room.files.save() and open_journey(copy).beside == {"review": "by Ann"}
    room.files.new("empty", "en")
    file.unlink()
    suggested: list[Path] = []
    answers.save_path = lambda path: suggested.append(path)  # type: ignore[method-assign, func-returns-value]
    archive = Archive(file)
    assert not room.looking_back.save(file, archive, archive.versions[0])
    assert suggested[0].parent == tmp_path and suggested[0].name.startswith("a 20"), "the place and name of the file that was lost"


def test_what_can_be_read_of_a_damaged_file_is_told_in_words_beside_its_versions(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    room.files.new("empty", "en")
    data = file.read_bytes()
    at = data.index(b'"grade"', data.index(b'"id": "t2"'))
    file.write_bytes(data[:at] + b'"gr\n##' + data[at + 7 :])
    told = _answer(room, "rest")
    assert room.files.open(file)
    assert room.session.path is None and len(room.session.journey.touchpoints) > 2
    assert "Touchpoint 2 “" in told[-1] and "touchpoints[" not in told[-1] and "column" not in told[-1]


def test_a_recent_file_that_is_gone_stays_as_long_as_there_are_versions(room: Workspace, tmp_path: Path) -> None:
    file, never = tmp_path / "a.cjm", tmp_path / "b.cjm"
    three_saves(room, file)
    room.files.new("empty", "en")
    for path in (never, file):
        room.ui.settings.add_recent(path)
    file.unlink()
    menu = QMenu()
    room.commands.fill_recent(menu)
    assert ["earlier versions" in action.text() for action in menu.actions()][:2] == [True, False]
    _answer(room, "cancel")
    assert not room.files.open(file) and file in room.ui.settings.recent
    assert not room.files.open(never) and never not in room.ui.settings.recent


def test_a_version_whose_beginning_is_damaged_stands_in_the_list(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.cjm"
    three_saves(room, file)
    archive = Archive(file)
    place = archive._place / archive.versions[1].name
    place.write_bytes(b"\0" * 40)
    assert [version.damaged for version in archive.listed] == [False, True, False]

    def look(dialog: HistoryDialog) -> None:
        assert dialog.list.lines(1)[1] == "Damaged"
        dialog.list.setCurrentRow(1)
        until(lambda: "damaged" in dialog.pane.empty_text.text())

    in_dialog(room, look)


def test_a_file_with_a_time_nobody_can_mean_is_one_row_among_the_versions(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "laptop.cjm"
    three_saves(room, file)
    (Archive(file)._place / "999999999999999-aaaaaaaa.version").write_bytes(b"{}\n")
    rows: list[tuple[str, str, str]] = []
    in_dialog(room, lambda dialog: rows.extend(dialog.list.lines(at) for at in range(dialog.list.count())))
    assert len(rows) > 3 and rows[0][:2] == ("Time unknown", "Damaged")
    assert all(not when.startswith("Time") for when, _what, _changed in rows[1:])

"""The window and its file: who has it open, what became of it on the disk, and that nothing is lost or written over by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rooms import Answers, Workspace, shut, small_journey, ui, until, workspace

from cjm_desktop.document import Message, Touchpoint
from cjm_desktop.storage import Stamp, open_journey, save_journey, to_bytes
from cjm_desktop.storage.history import Archive
from cjm_desktop.storage.lock import Lock, lock_path, peek, take_over
from cjm_desktop.storage.reading import MAX_BYTES
from cjm_desktop.ui import guard, watch
from cjm_desktop.ui.dialogs.question import Answer
from cjm_desktop.ui.file_strip import FileStrip
from cjm_desktop.ui.renewal import renewed

NAME = "laptop.cjm"
THEIRS = small_journey().model_copy(update={"title": "Theirs"})


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "NEAR_MS", 20)
    monkeypatch.setattr(watch, "FAR_MS", 20)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    save_journey(small_journey(), path, None)
    return path


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def room(tmp_path: Path, answers: Answers, qapp: Any) -> Iterator[Workspace]:
    (tmp_path / "settings").mkdir()
    made = workspace(tmp_path / "settings", answers=answers)
    yield made
    shut(made)


@pytest.fixture
def opened(room: Workspace, file: Path) -> Workspace:
    assert room.files.open(file)
    return room


@pytest.fixture
def other(file: Path) -> Iterator[Callable[[], Lock]]:
    """Another program has the file open, taking it over where it must."""
    held: list[Lock] = []

    def hold() -> Lock:
        lock = take_over(file)
        assert lock is not None
        held.append(lock)
        return lock

    yield hold
    for lock in held:
        lock.release()


def strip(room: Workspace) -> str:
    shown = room.on_file.strip
    return shown.text.text() if shown is not None and not shown.isHidden() else ""


def says(room: Workspace, words: str) -> None:
    until(lambda: words in strip(room))


def silent(room: Workspace) -> None:
    until(lambda: not strip(room))


def press(room: Workspace, answer: str) -> None:
    assert room.on_file.strip is not None
    room.on_file.strip.buttons[answer].click()


def write(room: Workspace, title: str = "Mine") -> None:
    room.session.commit(Message("x"), room.session.journey.model_copy(update={"title": title}))


# ------------------------------------------------------------------------------------------------ two people


def test_the_file_is_locked_as_long_as_it_is_open(opened: Workspace, file: Path, tmp_path: Path, answers: Answers) -> None:
    assert peek(file) is not None
    answers.paths = [tmp_path / "other.cjm"]
    assert opened.files.save_as()
    assert peek(file) is None and peek(tmp_path / "other.cjm") is not None
    opened.session.adopt(small_journey())
    assert not lock_path(tmp_path / "other.cjm").exists()
    assert opened.files.open(file)
    opened.window_.close()
    assert not lock_path(file).exists()
    assert answers.asked == ["save_path"], "nobody was asked about who has what open"


def test_a_file_that_is_open_elsewhere_opens_read_only(
    room: Workspace, file: Path, other: Callable[[], Lock], answers: Answers, tmp_path: Path
) -> None:
    held = other()
    before = file.read_bytes()
    assert room.files.open(file)
    assert answers.asked == ["locked"] and answers.reasons[0].startswith("You have had it open in another window since")
    assert "Read-only." in strip(room) and room.window_.windowTitle().count("(read-only)") == 1
    assert room.window_.saved_label.text() == "Read-only"
    write(room)
    answers.paths = [file, tmp_path / "mine.cjm"]
    answers.answers["replace"] = ["yes"]
    answers.answers["save_failed"] = ["elsewhere"]
    assert room.files.save(), "saving asks for another name, and takes this one for none"
    assert answers.asked == ["locked", "save_path", "save_failed", "save_path"]
    assert "was not saved. You have had it open" in answers.reasons[-1]
    assert file.read_bytes() == before and open_journey(tmp_path / "mine.cjm").journey.title == "Mine"
    assert not strip(room) and held.look() is None


def test_who_waited_may_write_when_the_other_has_closed_it(room: Workspace, file: Path, other: Callable[[], Lock]) -> None:
    held = other()
    room.files.open(file)
    save_journey(THEIRS, file, None)
    says(room, "was saved elsewhere")
    press(room, "load")
    assert room.session.journey.title == "Theirs" and not room.session.dirty
    says(room, "Read-only.")
    held.release()
    says(room, "has been closed in the other window")
    press(room, "edit")
    silent(room)
    write(room)
    assert room.files.save() and open_journey(file).journey.title == "Mine"


def test_what_was_closed_elsewhere_is_taken_by_saving(room: Workspace, file: Path, other: Callable[[], Lock]) -> None:
    held = other()
    room.files.open(file)
    write(room)
    held.release()
    says(room, "has been closed in the other window")
    assert room.files.save() and open_journey(file).journey.title == "Mine"
    assert not strip(room) and peek(file) is not None
    assert room.on_file.guard.lock is not None and room.on_file.guard.lock.look() is None


def test_a_copy_is_a_new_document(room: Workspace, file: Path, other: Callable[[], Lock], answers: Answers, tmp_path: Path) -> None:
    held = other()
    answers.answers["locked"] = ["copy"]
    assert room.files.open(file)
    assert room.session.path is None and room.session.dirty and room.session.journey == small_journey()
    assert room.files.name == "laptop – copy.cjm" and not strip(room)
    held.release()
    assert not lock_path(file).exists()


def test_nothing_is_opened_for_who_thinks_better_of_it(room: Workspace, file: Path, other: Callable[[], Lock], answers: Answers) -> None:
    held = other()
    answers.answers["locked"] = ["cancel", "over"]
    write(room, "Untouched")
    answers.answers["unsaved"] = ["discard", "discard"]
    assert not room.files.open(file) and not room.files.open(file)
    assert answers.asked[-1] == "take_over"
    assert room.session.journey.title == "Untouched" and room.session.path is None and held.look() is None


def test_the_window_that_has_it_open_is_brought_forward(
    opened: Workspace, file: Path, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "second").mkdir()
    asking = Answers()
    second = workspace(tmp_path / "second", answers=asking)
    asking.answers["locked"] = ["show", "show"]
    came: list[bool] = []
    opened.on_file.watch.knocked.connect(lambda: came.append(True))
    assert not second.files.open(file) and second.files.guard.shown_elsewhere
    assert came == [True] and second.session.path is None and asking.asked == ["locked"]
    opened.on_file.watch.end()
    monkeypatch.setattr(guard, "_PATIENCE_S", 0.1)
    assert not second.files.open(file) and not second.files.guard.shown_elsewhere
    assert asking.asked[-1] == "no_answer"
    shut(second)


def test_taking_over_and_being_taken_over(opened: Workspace, file: Path, other: Callable[[], Lock], answers: Answers) -> None:
    write(opened, "Not saved")
    held = other()
    says(opened, "taken over in another window")
    assert opened.session.dirty and opened.session.journey.title == "Not saved", "what is not saved is kept"
    assert not opened.files.save() and answers.asked == ["save_path"]
    answers.answers["take_over"] = ["yes"]
    press(opened, "over")
    silent(opened)
    assert held.look() is not None
    assert opened.files.save() and open_journey(file).journey.title == "Not saved"


def test_who_was_taken_over_is_told_of_what_is_not_saved_also_when_the_other_saves(
    opened: Workspace, file: Path, other: Callable[[], Lock]
) -> None:
    write(opened)
    other()
    says(opened, "taken over")
    save_journey(THEIRS, file, None)
    says(opened, "was saved elsewhere")
    assert "What you have not saved is still here" in strip(opened)
    assert opened.on_file.strip is not None and set(opened.on_file.strip.buttons) == {"elsewhere", "compare", "load"}
    press(opened, "load")
    until(lambda: not opened.session.dirty)
    until(lambda: "What you have not saved" not in strip(opened))


def test_a_lock_that_is_lost_before_anybody_looked_is_seen_when_saving(
    opened: Workspace, file: Path, other: Callable[[], Lock], answers: Answers
) -> None:
    before = file.read_bytes()
    opened.on_file.watch.end()
    other()
    write(opened)
    assert not opened.files.save()
    assert answers.asked == ["save_failed"] and file.read_bytes() == before and opened.session.dirty


def test_saving_onto_a_file_that_somebody_has_open_is_refused(
    room: Workspace, file: Path, other: Callable[[], Lock], answers: Answers
) -> None:
    other()
    before = file.read_bytes()
    answers.paths, answers.answers["replace"] = [file], ["yes"]
    assert not room.files.save_as()
    assert answers.asked == ["save_path", "replace", "save_failed"] and file.read_bytes() == before and room.session.path is None


def test_a_window_made_anew_has_the_same_lock(file: Path, tmp_path: Path, qapp: Any) -> None:
    (tmp_path / "settings").mkdir()
    opened = workspace(tmp_path / "settings")
    opened.files.open(file)
    lock = opened.on_file.guard.lock
    made = renewed(opened, opened.ui.words)
    assert made.on_file.guard.lock is lock and lock is not None and lock.look() is None and not strip(made)
    save_journey(THEIRS, file, None)
    says(made, "was changed elsewhere")
    shut(made)
    assert not lock_path(file).exists()


# ------------------------------------------------------------------------------------------------ what becomes of the file


def test_a_change_is_told_and_loaded_as_one_step(opened: Workspace, file: Path, answers: Answers) -> None:
    save_journey(THEIRS, file, None)
    says(opened, "was changed elsewhere")
    assert opened.session.journey.title == small_journey().title, "nothing is loaded unasked"
    write(opened)
    says(opened, "and you have changed it here")
    press(opened, "load")
    silent(opened)
    assert opened.session.journey.title == "Theirs" and not opened.session.dirty
    opened.session.undo()
    assert opened.session.journey.title == "Mine"
    assert answers.asked == []


def test_keep_mine_is_asked_once_for_this_very_change(opened: Workspace, file: Path, answers: Answers) -> None:
    save_journey(THEIRS, file, None)
    says(opened, "was changed elsewhere")
    press(opened, "mine")
    silent(opened)
    assert opened.session.dirty, "what is here is not what is in the file"
    assert opened.files.save() and answers.asked == []
    assert open_journey(file).journey == small_journey()
    save_journey(THEIRS, file, None)
    says(opened, "was changed elsewhere")
    press(opened, "mine")
    save_journey(THEIRS.model_copy(update={"title": "Theirs again"}), file, None)
    says(opened, "was changed elsewhere")
    assert not opened.files.save() and answers.asked == ["changed_on_disk"], "another change is another question"


def test_what_keep_mine_replaces_is_a_version_to_the_byte(opened: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = to_bytes(THEIRS).replace(b"{", b"{ ", 1)
    file.write_bytes(theirs)
    says(opened, "was changed elsewhere")
    press(opened, "mine")
    assert opened.session.saved is None and opened.session.dirty
    # Whatever becomes of what is kept afterwards: theirs is kept before it is written over.
    with monkeypatch.context() as patch:
        patch.setattr(opened.versions._archivist, "keep", lambda _wish: None)
        assert opened.files.save()
    archive = Archive(file)
    assert [archive.data(version) for version in archive.versions] == [theirs]
    assert archive.versions[0].touchpoints == len(THEIRS.touchpoints) and archive.journey(archive.versions[0]) == THEIRS
    # What a merge has taken in, too.
    again = to_bytes(THEIRS.model_copy(update={"title": "Theirs, once more"}))
    file.write_bytes(again)
    opened.on_file.merged(Stamp.of_bytes(again, file.stat(), file))
    assert opened.files.save() and opened.versions.wait()
    assert [archive.data(version) for version in archive.versions] == [theirs, again, file.read_bytes()]


def test_what_a_colleague_saved_before_lost_work_came_back_is_told_and_asked_about(room: Workspace, file: Path, answers: Answers) -> None:
    began = open_journey(file)
    save_journey(THEIRS, file, began.stamp)
    mine = began.journey.model_copy(update={"title": "Mine, before the power cut"})
    room.session.restore(mine, file, began.stamp, open_journey(file), {})
    says(room, "was changed elsewhere")
    assert not room.files.save()
    assert answers.asked == ["changed_on_disk"]
    assert open_journey(file).journey.title == "Theirs"


def test_own_saves_and_changes_that_mean_nothing_are_not_told(opened: Workspace, file: Path) -> None:
    seen: list[object] = []
    opened.on_file.watch.seen.connect(seen.append)
    for title in ("One", "Two", "Three"):
        write(opened, title)
        assert opened.files.save()
        before = len(seen)
        until(lambda before=before: len(seen) > before)
        assert not strip(opened)
    file.write_bytes(file.read_bytes().replace(b"{", b"{ ", 1))
    before = len(seen)
    until(lambda: len(seen) > before)
    assert not strip(opened) and not opened.session.dirty
    write(opened, "Four")
    assert opened.files.save(), "nor asked about when saving"


def test_a_file_that_cannot_be_read_any_more(opened: Workspace, file: Path) -> None:
    file.write_bytes(b"half a fi")
    says(opened, "cannot be read now")
    reasons = opened.files.asks.reasons  # type: ignore[attr-defined]
    assert not opened.files.save() and reasons == ["unreadable"], "nothing that cannot be read is offered to be loaded"
    assert set(opened.on_file.strip.buttons) == {"elsewhere", "mine"}  # type: ignore[union-attr]
    assert str(file.parent) not in strip(opened), "where it is, its window says"
    press(opened, "mine")
    assert opened.files.save(), opened.files.asks.reasons  # type: ignore[attr-defined]
    assert open_journey(file).journey == small_journey()


def test_what_cannot_be_kept_is_not_offered_to_be_replaced(opened: Workspace, file: Path) -> None:
    with file.open("r+b") as grown:
        grown.truncate(MAX_BYTES + 1)
    says(opened, "cannot be read now")
    assert set(opened.on_file.strip.buttons) == {"elsewhere"}  # type: ignore[union-attr]


def test_what_somebody_else_wrote_can_be_compared_before_it_is_written_over(
    opened: Workspace, file: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.ui.dialogs.compare import CompareDialog

    seen: list[str] = []
    choices = ["", "mine"]

    def ask(self: CompareDialog) -> str:
        seen.append(self.details.text())
        return choices.pop(0)

    monkeypatch.setattr(CompareDialog, "ask", ask)
    monkeypatch.setattr(opened.on_file.watch, "look", lambda: None)  # nobody has seen it before the save
    write(opened)
    save_journey(THEIRS, file, None)
    answers.answers["changed_on_disk"] = ["compare", "compare"]
    assert opened.files.save()
    assert answers.asked == ["changed_on_disk", "changed_on_disk"], "only looked at is asked again, kept is saved"
    assert len(seen) == 2 and "Theirs" in seen[0]
    assert open_journey(file).journey.title == "Mine"
    assert [version.touchpoints for version in Archive(file).versions][:1] == [len(THEIRS.touchpoints)]


def test_a_name_without_a_place_to_break_stays_in_the_strip(opened: Workspace, file: Path) -> None:
    file.rename(file.with_name("ő" * 120 + ".cjm"))
    says(opened, "was renamed")
    shown = opened.on_file.strip
    assert shown is not None
    words = shown.text.text().replace("\u200b", " ").split()
    assert max(map(shown.text.fontMetrics().horizontalAdvance, words)) < shown.text.width()


def test_a_renamed_file_is_followed_when_asked_to(opened: Workspace, file: Path, tmp_path: Path) -> None:
    write(opened)
    file.rename(tmp_path / "renamed.cjm")
    says(opened, "was renamed to “renamed.cjm”")
    press(opened, "follow")
    silent(opened)
    assert opened.session.path == tmp_path / "renamed.cjm" and opened.session.dirty
    assert opened.files.save() and not file.exists()
    assert not lock_path(file).exists() and peek(tmp_path / "renamed.cjm") is not None


def test_saving_follows_a_renamed_file_and_leaves_no_second_one(opened: Workspace, file: Path, tmp_path: Path) -> None:
    write(opened)
    file.rename(tmp_path / "renamed.cjm")
    says(opened, "was renamed to “renamed.cjm”")
    assert opened.files.save() and not file.exists()
    assert open_journey(tmp_path / "renamed.cjm").journey.title == "Mine"


def test_a_deleted_file_makes_the_document_unsaved_and_is_written_again(opened: Workspace, file: Path) -> None:
    file.unlink()
    says(opened, "is not there any more")
    assert opened.session.dirty
    press(opened, "save")
    silent(opened)
    assert open_journey(file).journey == small_journey() and not opened.session.dirty


def test_a_stick_that_is_pulled_out_and_put_back(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    (tmp_path / "stick").mkdir()
    file = tmp_path / "stick" / NAME
    save_journey(small_journey(), file, None)
    room.files.open(file)
    (tmp_path / "stick").rename(tmp_path / "pocket")
    says(room, "cannot be reached")
    assert room.session.dirty
    press(room, "save")
    assert answers.asked == ["save_failed"] and "its folder does not exist" in answers.reasons[-1]
    (tmp_path / "pocket").rename(tmp_path / "stick")
    silent(room)
    assert not room.session.dirty


def test_nothing_is_asked_of_the_disk_under_a_hand(opened: Workspace, file: Path) -> None:
    opened.session.begin()
    until(lambda: not opened.on_file.watch._busy)
    file.write_bytes(to_bytes(THEIRS))
    opened.on_file.watch.look()
    assert not opened.on_file.watch._busy and not strip(opened)
    opened.session.cancel()
    says(opened, "was changed elsewhere")


def test_the_differences_are_shown_in_words(opened: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_desktop.ui.dialogs.compare import CompareDialog

    shown: list[str] = []

    def ask(self: CompareDialog) -> str:
        shown.append(self.details.text())
        return "load"

    monkeypatch.setattr(CompareDialog, "ask", ask)
    save_journey(THEIRS, file, None)
    says(opened, "was changed elsewhere")
    press(opened, "compare")
    silent(opened)
    assert "“Theirs”" in shown[0] and opened.session.journey.title == "Theirs"


def test_the_answers_stand_under_the_sentence_where_there_is_no_room(tmp_path: Path, qapp: Any) -> None:
    shown = FileStrip(ui(tmp_path, "hu"))
    answers = [Answer(key, text) for key, text in (("a", "Mentés másként …"), ("b", "A sajátom marad"), ("c", "Összehasonlítás …"))]
    shown.tell("history", "Valaki más módosította (08:14), és itt is módosult: „laptop.cjm”.", answers)
    for width, under in ((1400, False), (320, True), (1400, False)):
        shown.resize(width, shown.sizeHint().height())
        until(lambda under=under: (shown.buttons["c"].y() > shown.text.geometry().bottom()) == under)
        shown.resize(width, max(shown.heightForWidth(width), shown.sizeHint().height()))
        until(lambda: all(b.width() >= b.sizeHint().width() for b in shown.buttons.values()))
        assert max(b.geometry().right() for b in shown.buttons.values()) < width
    shown.close()


def test_a_locked_file_at_the_start_is_asked_about_before_it_is_shown(file: Path, other: Callable[[], Lock]) -> None:
    from cjm_desktop import app

    assert not app._open_elsewhere(file)
    other()
    assert app._open_elsewhere(file)




def test_an_answer_about_a_file_that_changed_again_meanwhile_says_so(
    opened: Workspace, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_desktop.ui.dialogs.compare import CompareDialog

    again = THEIRS.replace(title="Theirs again")

    def ask(self: CompareDialog) -> str:
        save_journey(again, file, None)
        until(lambda: opened.on_file._sight.opened is not None and opened.on_file._sight.opened.journey == again)
        return "load"

    monkeypatch.setattr(CompareDialog, "ask", ask)
    save_journey(THEIRS, file, None)
    says(opened, "was changed elsewhere")
    press(opened, "compare")
    assert "changed again" in opened.window_.message.text()
    assert opened.session.journey == small_journey() and "was changed elsewhere" in strip(opened)


def test_a_stick_put_back_after_a_crash_is_saved_to_without_a_question(room: Workspace, file: Path, answers: Answers) -> None:
    """Of its file nothing is known then but what it held, and that it still does."""
    stamp = open_journey(file).stamp
    room.session.restore(THEIRS, file, Stamp(0, -1, 0, stamp.digest, stamp.disk + 1), None, {})
    room.files.shown.emit()
    until(lambda: room.session.stamp == stamp)
    assert room.files.save()
    assert not answers.asked and open_journey(file).journey == THEIRS


def test_a_fault_in_what_somebody_else_wrote_is_told_by_the_name_of_the_field(opened: Workspace, file: Path) -> None:
    file.write_bytes(to_bytes(THEIRS).replace(b'"grade":', b'"grade": 99, "was":', 1))
    says(opened, "cannot be read now")
    assert "touchpoints[" not in strip(opened) and "Touchpoint 1" in strip(opened)


def test_where_both_have_changed_it_nothing_of_mine_is_called_removed(tmp_path: Path, qapp: Any) -> None:
    from cjm_desktop.ui.dialogs.compare import CompareDialog

    common = small_journey()
    last = common.touchpoints[-1].phase
    mine = common.replace(touchpoints=(*common.touchpoints, Touchpoint(id="mine", title="Of mine", phase=last)))
    theirs = common.replace(touchpoints=(*common.touchpoints, Touchpoint(id="theirs", title="Of theirs", phase=last)))
    both = CompareDialog(ui(tmp_path), None, NAME, mine, theirs, False, both=True)
    assert "Only in yours: Touchpoint “Of mine”" in both.details.text()
    assert "Only in theirs: Touchpoint “Of theirs”" in both.details.text()
    assert [key for key, button in both.buttons.items() if button.isDefault()] == ["merge"]
    locked = CompareDialog(ui(tmp_path), None, NAME, mine, theirs, True, both=True)
    assert "Only in yours: Touchpoint “Of mine”" in locked.details.text()
    assert list(locked.buttons) == ["", "load"] and locked.buttons[""].isDefault() and not locked.buttons["load"].isDefault()
    one = CompareDialog(ui(tmp_path), None, NAME, common, theirs, False)
    assert "Added: Touchpoint “Of theirs”" in one.details.text()
    assert [key for key, button in one.buttons.items() if button.isDefault()] == ["load"]

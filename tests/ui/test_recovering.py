"""Work that was not saved is offered once, told in words, restored, kept or thrown away; and nothing of it is ever lost unasked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.storage.history import Archive
from cjm_desktop.storage.recovery import Origin, begin, orphans, recovery_folder
from cjm_desktop.storage.stamp import disk_of
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.dialogs.recover import RecoverDialog
from cjm_desktop.ui.workspace import Workspace
from tests.ui.rooms import Answers, shut, small_journey, until, workspace


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(tmp_path: Path, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, Journey(), answers)
    yield made
    shut(made)


def died(journey: Journey, path: Path | None = None, line: str = "", saved: Journey | None = None, digest: str = "") -> str:
    """A program that ended with this unsaved; gives the token. ``saved`` is written to the file first."""
    if saved is not None and path is not None:
        digest = save_journey(saved, path, None).digest
    entry = begin()
    entry.write(journey, Origin(path, digest), line)
    entry.close()
    return entry.token


def there() -> list[str]:
    """The tokens of what is kept now, whoever holds it."""
    return sorted(path.stem for path in recovery_folder().glob("*.cjm"))


def offered(does: Callable[[RecoverDialog], object], ask: Callable[[], None]) -> list[str]:
    """Do something with the dialog that ``ask`` opens; gives the names it listed, none when it did not come."""
    names: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, RecoverDialog):
            names.extend(dialog.name(find) for find in dialog.found)
            does(dialog)

    watch = QTimer()
    watch.setInterval(20)
    watch.timeout.connect(lambda: act() if not names else None)
    watch.start()
    ask()
    watch.stop()
    return names


def agreed() -> None:
    """Say yes to the question that stands over the dialog."""
    question = QApplication.activeModalWidget()
    assert isinstance(question, Question)
    question.buttons["away"].click()


def test_a_start_with_nothing_to_recover_asks_nothing(window: Workspace) -> None:
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == []
    assert not recovery_folder().exists()
    window.recover()
    assert "no unsaved work" in window.window_.message.text()


def test_what_is_restored_is_the_document_unsaved_and_still_copied(window: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "laptop.cjm"
    changed = small_journey().replace(title="Never saved")
    token = died(changed, file, "Phones @Phone", small_journey())
    seen: list[str] = []

    def restore(dialog: RecoverDialog) -> None:
        seen.extend([dialog.state.text(), dialog.details.text()])
        dialog.restore.click()

    assert offered(restore, window.recovering.at_start) == ["Never saved"]
    assert seen[0] == "2 changes are not in the file:"
    assert "Title: “My new laptop” → “Never saved”" in seen[1]
    assert "Phones @Phone" in seen[1]
    session = window.session
    assert (session.journey, session.path, session.dirty) == (changed, file, True)
    assert window.map_shown
    assert window.capture.bar.line.text == "Phones @Phone"
    assert there() == [token]
    assert orphans() == []
    assert window.files.save()
    assert open_journey(file).journey == changed
    window.capture.bar.line.write("")
    until(lambda: there() == [])
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == []


def test_undo_takes_what_was_restored_back_to_the_file(window: Workspace, tmp_path: Path) -> None:
    died(small_journey().replace(title="Never saved"), tmp_path / "laptop.cjm", saved=small_journey())
    offered(lambda dialog: dialog.restore.click(), window.recovering.at_start)
    window.session.undo()
    assert window.session.journey == small_journey()
    assert not window.session.dirty


@pytest.mark.parametrize("known", [True, False], ids=["now", "copies of earlier versions"])
def test_the_stick_that_was_pulled_out_before_the_restart_is_known(
    window: Workspace, tmp_path: Path, answers: Answers, known: bool
) -> None:
    """All that is left is the empty folder where it stood: what is saved there would be hidden as soon as the stick is back."""
    stick = tmp_path / "stick"
    stick.mkdir()
    entry = begin()
    disk = disk_of(stick / "laptop.cjm")
    entry.write(small_journey().replace(title="Never saved"), Origin(stick / "laptop.cjm", "a" * 64, disk=disk + 1 if known else 0))
    entry.close()
    window.on_file.begin()
    offered(lambda dialog: dialog.restore.click(), window.recovering.at_start)
    until(lambda: window.on_file.strip is not None and window.on_file.strip.isVisible())
    strip = window.on_file.strip
    assert strip is not None
    if known:
        assert "cannot be reached" in strip.text.text()
        assert strip.buttons["elsewhere"].property("role") == "primary"
        window.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Typed on"))
        assert not window.files.save() and answers.asked == ["save_failed"]
        assert list(stick.iterdir()) == [], "neither a file nor a lock"
        assert there() == [entry.token]
        assert window.keeper.now()
        assert json.loads(entry.path.read_bytes())["recovery"]["disk"] == disk + 1, "the next start knows it as well"
    else:
        assert window.files.save()


def test_a_new_journey_comes_back_without_a_file(window: Workspace) -> None:
    died(small_journey())
    seen: list[str] = []

    def restore(dialog: RecoverDialog) -> None:
        seen.append(dialog.state.text())
        dialog.restore.click()

    offered(restore, window.recovering.at_start)
    assert seen == ["A journey with 3 touchpoints that was never saved."]
    assert (window.session.path, window.session.dirty) == (None, True)


def test_a_file_that_somebody_wrote_meanwhile_is_not_overwritten_unasked(window: Workspace, tmp_path: Path, answers: Answers) -> None:
    file = tmp_path / "laptop.cjm"
    died(small_journey().replace(title="Mine"), file, saved=small_journey())
    save_journey(small_journey().replace(title="Theirs"), file, None)
    seen: list[str] = []

    def restore(dialog: RecoverDialog) -> None:
        seen.append(dialog.state.text())
        dialog.restore.click()

    offered(restore, window.recovering.at_start)
    assert "written again meanwhile" in seen[0]
    assert not window.files.save()
    assert answers.asked == ["changed_on_disk"]
    assert open_journey(file).journey.title == "Theirs"
    answers.answers["changed_on_disk"] = ["overwrite"]
    assert window.files.save()
    assert open_journey(file).journey.title == "Mine"


def test_a_file_that_cannot_be_read_is_not_overwritten_unasked(window: Workspace, tmp_path: Path, answers: Answers) -> None:
    file = tmp_path / "laptop.cjm"
    died(small_journey().replace(title="Mine"), file, saved=small_journey())
    file.write_bytes(b"torn by somebody")
    offered(lambda dialog: dialog.restore.click(), window.recovering.at_start)
    assert not window.files.save()
    assert answers.asked == ["holds_unread"]
    assert file.read_bytes() == b"torn by somebody"
    answers.answers["holds_unread"] = ["replace"]
    assert window.files.save() and answers.asked == ["holds_unread"] * 2, "one question is enough"
    assert [Archive(file).data(one) for one in Archive(file).versions][:1] == [b"torn by somebody"]


def test_what_is_kept_for_later_is_not_offered_again_but_can_be_asked_for(window: Workspace) -> None:
    token = died(small_journey())
    assert offered(lambda dialog: dialog.later.click(), window.recovering.at_start) == ["My new laptop"]
    assert there() == [token]
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == []
    assert "File, Recover" in window.window_.message.text()
    assert offered(lambda dialog: dialog.restore.click(), window.recover) == ["My new laptop"]
    assert window.session.dirty


def test_what_is_thrown_away_is_asked_about_once_and_gone(window: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "laptop.cjm"
    died(small_journey().replace(title="Away"), file, saved=small_journey())
    kept = died(Journey(title="Stays"))
    before = file.read_bytes()

    def throw(dialog: RecoverDialog) -> None:
        dialog.list.setCurrentRow([dialog.name(find) for find in dialog.found].index("Away"))
        QTimer.singleShot(50, agreed)
        dialog.away.click()
        assert [dialog.name(find) for find in dialog.found] == ["Stays"]
        dialog.reject()

    assert sorted(offered(throw, window.recovering.at_start)) == ["Away", "Stays"]
    assert there() == [kept]
    assert file.read_bytes() == before


def test_of_several_the_rest_is_kept(window: Workspace) -> None:
    died(Journey(title="One"))
    died(Journey(title="Two"))
    names = offered(lambda dialog: dialog.restore.click(), window.recovering.at_start)
    assert sorted(names) == ["One", "Two"]
    assert len(there()) == 2
    other = ({"One", "Two"} - {window.session.journey.title}).pop()
    assert offered(lambda dialog: dialog.reject(), window.recover) == [other]


def test_a_start_with_a_file_offers_what_belongs_to_it_alone(window: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "laptop.cjm"
    died(Journey(title="Another"))
    assert offered(lambda dialog: dialog.reject(), lambda: window.recovering.at_start(file)) == []
    died(small_journey().replace(title="Its own"), file, saved=small_journey())
    assert offered(lambda dialog: dialog.reject(), lambda: window.recovering.at_start(file)) == ["Its own"]
    assert len(there()) == 2
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == ["Another"]


def test_what_its_file_holds_already_needs_nobody(window: Workspace, tmp_path: Path) -> None:
    died(small_journey(), tmp_path / "laptop.cjm", saved=small_journey())
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == []
    assert there() == []


def test_a_damaged_copy_is_told_and_stays(window: Workspace) -> None:
    token = died(small_journey())
    path = recovery_folder() / f"{token}.cjm"
    path.write_bytes(b"\0" * 100)
    seen: list[object] = []

    def look(dialog: RecoverDialog) -> None:
        seen.extend([dialog.state.text(), dialog.details.text(), dialog.restore.isEnabled(), dialog.list.item(0).toolTip()])
        dialog.reject()

    offered(look, window.recovering.at_start)
    assert seen[0] == "This copy is damaged and cannot be restored."
    assert str(path.parent) not in str(seen[1]), "nobody is troubled with where copies are …"
    assert seen[2:] == [False, str(path)], "… and who can do something with it learns it from the tip"
    assert path.exists()


def test_of_a_damaged_copy_what_can_be_read_is_restored(window: Workspace, tmp_path: Path) -> None:
    changed = small_journey().replace(title="Changed")
    token = died(changed, tmp_path / "laptop.cjm", saved=small_journey())
    path = recovery_folder() / f"{token}.cjm"
    data = path.read_bytes()
    at = data.index(b'"grade"')
    path.write_bytes(data[:at] + b"#\n#" + data[at + 8 :])
    seen: list[str] = []

    def look(dialog: RecoverDialog) -> None:
        seen.extend([dialog.state.text(), dialog.details.text()])
        dialog.restore.click()

    offered(look, window.recovering.at_start)
    assert seen[0].startswith("This copy is damaged. 3 touchpoints in it can be read")
    assert "Touchpoint 1 “" in seen[1] and "touchpoints[" not in seen[1]
    assert (window.session.journey.title, window.session.path) == ("Changed", tmp_path / "laptop.cjm")


def test_a_copy_of_a_newer_program_is_not_called_damaged(window: Workspace) -> None:
    token = died(small_journey())
    path = recovery_folder() / f"{token}.cjm"
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 99', 1))
    seen: list[object] = []

    def look(dialog: RecoverDialog) -> None:
        seen.extend([dialog.list.item(0).text(), dialog.state.text(), dialog.restore.isEnabled()])
        dialog.reject()

    offered(look, window.recovering.at_start)
    assert "Copy of a newer program" in str(seen[0]) and "newer" in str(seen[1]) and seen[2] is False
    assert path.exists()


def test_unsaved_work_in_the_window_is_asked_about_before_it_gives_way(window: Workspace, answers: Answers) -> None:
    died(small_journey())
    window.session.adopt(Journey(title="Mine"), dirty=True)
    offered(lambda dialog: dialog.restore.click(), window.recover)
    assert answers.asked == ["unsaved"]
    assert window.session.journey.title == "Mine"
    assert offered(lambda dialog: dialog.reject(), window.recover) == ["My new laptop"]


def test_that_nothing_can_be_kept_is_told_once_and_calmly(window: Workspace) -> None:
    recovery_folder().parent.mkdir(parents=True, exist_ok=True)
    recovery_folder().write_bytes(b"in the way")
    for name in ("One", "Two"):
        assert window.desk.change(Message("Edit title"), lambda journey, name=name: journey.replace(title=name))  # type: ignore[misc]
        window.keeper.now()
    until(lambda: window.unkept.strip is not None)
    strip = window.unkept.strip
    assert strip is not None and not strip.isHidden() and "cannot be kept safe" in strip.text.text()
    assert window.session.dirty
    recovery_folder().unlink()
    assert window.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Three"))
    assert window.keeper.now()
    assert len(there()) == 1
    until(strip.isHidden)


@pytest.mark.parametrize(("answer", "left"), [("cancel", 1), ("discard", 0), ("save", 0)])
def test_closing_leaves_a_copy_only_of_what_was_neither_saved_nor_refused(
    tmp_path: Path, answers: Answers, answer: str, left: int
) -> None:
    made = workspace(tmp_path, answers=answers)
    answers.answers["unsaved"] = [answer]
    answers.paths = [tmp_path / "saved.cjm"]
    try:
        assert made.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Not saved"))
        assert made.keeper.now()
        assert len(there()) == 1
        assert made.window_.close() is (answer != "cancel")
        assert len(there()) == left
        assert (tmp_path / "saved.cjm").exists() is (answer == "save")
        if not left:
            assert list(recovery_folder().iterdir()) == []
    finally:
        shut(made)


def test_another_document_in_the_window_ends_the_copy_of_what_was_refused(window: Workspace, answers: Answers) -> None:
    answers.answers["unsaved"] = ["discard"]
    assert window.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Not wanted"))
    assert window.keeper.now()
    assert window.files.new("empty", "en")
    until(lambda: there() == [])


def test_as_long_as_nothing_can_be_kept_it_is_said_over_the_map(window: Workspace) -> None:
    window.session.adopt(small_journey(), dirty=True)
    window.keeper.failed.emit(Message("“{file}” was not saved: the disk is full. Free some space or save it elsewhere.", file="a"))
    strip = window.unkept.strip
    assert strip is not None and not strip.isHidden()
    assert "Save often" in strip.text.text() and "disk is full" in strip.text.text() and "save" in strip.buttons
    window.keeper.kept.emit(window.session.journey)
    assert strip.isHidden()

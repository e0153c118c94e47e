"""The recovery copy follows the hand: every change, and every word that is not in the document yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage.recovery import Recovered, begin, orphans
from cjm_desktop.ui import keeper as keeping
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.fields import LineField, Link
from cjm_desktop.ui.keeper import Keeper
from cjm_desktop.ui.mapdesk import DiskShelf
from cjm_desktop.ui.outline.panel import OutlinePanel
from tests.ui.rooms import desk as made_desk
from tests.ui.rooms import small_journey, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return made_desk(tmp_path)


@pytest.fixture
def keeper(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    monkeypatch.setattr(keeping, "SOON_MS", 20)
    made = Keeper(desk, folder=folder)
    yield made
    made.end()


def rename(desk: Desk, title: str) -> None:
    assert desk.change(Message("Edit title"), lambda journey: journey.replace(title=title))


def copy(folder: Path) -> Recovered | None:
    """What the one copy in the folder holds, read as its owner does."""
    from cjm_desktop.storage.recovery import Entry

    found = list(folder.glob("*.cjm"))
    assert len(found) <= 1
    return Entry(folder, found[0].stem, -1).read() if found else None


def title(folder: Path) -> str:
    held = copy(folder)
    return held.journey.title if held is not None else ""


def typed_title(desk: Desk) -> LineField:
    link = Link(lambda j: j.title, lambda j, value: j.replace(title=value), Message("Edit title"), "title")
    field = LineField(desk, link)
    field.refresh()
    return field


def test_nothing_is_written_of_what_nobody_changed(keeper: Keeper, desk: Desk, folder: Path) -> None:
    keeper.look()
    desk.session.adopt(small_journey())
    assert keeper.now()
    assert not folder.exists()


def test_a_change_is_copied_and_the_copy_goes_when_it_is_undone_or_saved(
    keeper: Keeper, desk: Desk, folder: Path, tmp_path: Path
) -> None:
    rename(desk, "Changed")
    until(lambda: title(folder) == "Changed")
    desk.session.undo()
    until(lambda: copy(folder) is None)
    rename(desk, "Again")
    until(lambda: title(folder) == "Again")
    desk.session.save(tmp_path / "journey.cjm")
    until(lambda: copy(folder) is None)
    rename(desk, "After")
    until(lambda: title(folder) == "After")
    held = copy(folder)
    assert held is not None
    assert held.origin.path == tmp_path / "journey.cjm"
    assert held.origin.digest == desk.session.digest


def test_the_copy_holds_what_is_saved_before_the_file_does(
    keeper: Keeper, desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed right after, nobody is offered something older than the file."""
    seen: list[tuple[str, Path | None]] = []
    save = DiskShelf.save

    def watched(*given: object) -> object:
        held = copy(folder)
        seen.append((held.journey.title, held.origin.path) if held is not None else ("", None))
        return save(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(DiskShelf, "save", watched)
    rename(desk, "One")
    until(lambda: title(folder) == "One")
    rename(desk, "Two")
    desk.session.save(tmp_path / "a.cjm")
    rename(desk, "Three")
    desk.session.save(tmp_path / "b.cjm")
    assert seen == [("Two", tmp_path / "a.cjm"), ("Three", tmp_path / "b.cjm")]
    desk.session.save()
    assert len(seen) == 3
    until(lambda: copy(folder) is None)


def test_what_the_hand_is_doing_is_copied_too(keeper: Keeper, desk: Desk, folder: Path) -> None:
    session = desk.session
    session.begin()
    session.preview(session.journey.replace(title="Under the hand"))
    until(lambda: title(folder) == "Under the hand")
    session.cancel()
    until(lambda: copy(folder) is None)


def test_words_in_a_field_are_copied_before_they_are_in_the_document(keeper: Keeper, desk: Desk, folder: Path) -> None:
    field = typed_title(desk)
    field._timer.setInterval(60_000)
    field.edit.end(False)
    QTest.keyClicks(field.edit, "!")
    until(lambda: title(folder) == "My new laptop!")
    QTest.keyClicks(field.edit, "?")
    until(lambda: title(folder) == "My new laptop!?")
    assert desk.session.journey.title == "My new laptop"
    assert desk.session.undo_label is None
    field.drop()
    until(lambda: copy(folder) is None)


def test_a_line_that_is_not_entered_is_copied_beside_the_journey(keeper: Keeper, desk: Desk, folder: Path) -> None:
    owner = object()
    desk.session.hold(owner, "Phones the desk  @Phone")
    until(lambda: (held := copy(folder)) is not None and held.line == "Phones the desk @Phone")
    desk.session.hold(owner, None)
    until(lambda: copy(folder) is None)


def test_a_name_that_is_typed_into_a_list_is_copied_beside_the_journey(keeper: Keeper, desk: Desk, folder: Path) -> None:
    line = QLineEdit("IT")
    desk.follow(line)
    assert not desk.session.held
    line.end(False)
    QTest.keyClicks(line, " desk")
    until(lambda: (held := copy(folder)) is not None and held.line == "IT desk")
    # Gone, as an editor in a list is when its row has the name.
    line.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    until(lambda: copy(folder) is None)


def test_words_that_cannot_be_taken_do_not_cost_the_document_its_copy(keeper: Keeper, desk: Desk, folder: Path) -> None:
    def broken(_journey: Journey) -> Journey:
        raise ZeroDivisionError

    rename(desk, "Kept")
    desk.session.hold(desk, broken)
    assert keeper.now()
    assert title(folder) == "Kept"
    desk.session.hold(desk, None)


def test_a_line_of_the_outline_is_copied_while_it_is_typed(keeper: Keeper, desk: Desk, folder: Path) -> None:
    panel = OutlinePanel(desk)
    panel.show()
    panel._pause = 60_000
    editor = panel.editor
    editor.go(editor.lines.index("- Asks") if "- Asks" in editor.lines else next(i for i, x in enumerate(editor.lines) if "Asks" in x))
    QTest.keyClicks(editor, " twice")

    def there() -> bool:
        held = copy(folder)
        return held is not None and any("twice" in t.title for t in held.journey.touchpoints)

    until(there)
    assert all("twice" not in t.title for t in desk.journey.touchpoints)
    panel.take(force=True)
    panel.deleteLater()


def test_another_document_and_the_end_leave_nothing_behind(keeper: Keeper, desk: Desk, folder: Path) -> None:
    rename(desk, "Refused")
    until(lambda: title(folder) == "Refused")
    desk.session.adopt(Journey(title="Another"))
    until(lambda: copy(folder) is None)
    rename(desk, "Of the other")
    until(lambda: title(folder) == "Of the other")
    keeper.end()
    assert list(folder.iterdir()) == []
    rename(desk, "After the end")
    keeper.look()
    assert list(folder.iterdir()) == []


def test_what_cannot_be_kept_is_told_once(keeper: Keeper, desk: Desk, folder: Path) -> None:
    folder.write_bytes(b"in the way")
    told: list[Message] = []
    keeper.failed.connect(told.append)
    for name in ("One", "Two", "Three"):
        rename(desk, name)
        assert keeper.now() or True
    until(lambda: bool(told))
    assert len(told) == 1
    folder.unlink()
    rename(desk, "Four")
    until(lambda: title(folder) == "Four")


def test_a_window_that_gives_way_hands_its_copy_over(keeper: Keeper, desk: Desk, folder: Path, tmp_path: Path) -> None:
    rename(desk, "Mine")
    until(lambda: title(folder) == "Mine")
    token = next(folder.glob("*.cjm")).stem
    other = made_desk(tmp_path)
    other.session.carry_on(desk.session)
    after = Keeper(other, folder=folder)
    after.carry_on(keeper)
    assert next(folder.glob("*.cjm")).stem == token
    rename(other, "Yours")
    until(lambda: title(folder) == "Yours")
    keeper.end()
    assert title(folder) == "Yours"
    after.end()
    assert list(folder.iterdir()) == []


def test_what_was_found_stays_one_copy_and_is_one_step_from_its_file(keeper: Keeper, desk: Desk, folder: Path, tmp_path: Path) -> None:
    session, file = desk.session, tmp_path / "journey.cjm"
    session.save(file)
    from cjm_desktop.storage import open_journey
    from cjm_desktop.storage.recovery import Origin

    dead = begin(folder)
    dead.write(session.journey.replace(title="Unsaved"), Origin(file, session.digest))
    dead.close()
    (entry,) = orphans(folder)
    held, opened = entry.read(), open_journey(file)
    session.restore(held.journey, file, opened.stamp, opened)
    keeper.adopt(entry)
    assert session.dirty
    assert session.journey.title == "Unsaved"
    assert keeper.now()
    assert title(folder) == "Unsaved"
    session.undo()
    assert not session.dirty
    assert session.journey.title == "My new laptop"
    until(lambda: copy(folder) is None)
    session.redo()
    session.save()
    assert open_journey(file).journey.title == "Unsaved"


def test_keys_count_as_typing_in_a_field_with_the_keyboard(keeper: Keeper, desk: Desk, folder: Path) -> None:
    field = typed_title(desk)
    field.show()
    field.edit.end(False)
    assert not desk.session.held
    QTest.keyClicks(field.edit, "x")
    assert len(desk.session.held) == 1
    field.flush()
    assert not desk.session.held
    field.deleteLater()

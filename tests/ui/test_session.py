"""The session: whatever is done, undone, redone, begun and cancelled, each version comes back exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cjm_desktop.document import Journey, Message, Touchpoint
from cjm_desktop.ui.mapdesk import DiskShelf
from cjm_desktop.ui.selection import Selection
from cjm_desktop.ui.session import Change, Session

LABEL = Message("Rename")


@dataclass(frozen=True)
class Held:
    """What the shelf in these tests gives for a file."""

    journey: Journey
    stamp: Any
    migrated_from: int | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)


class MemoryShelf:
    """Files in a dictionary."""

    def __init__(self) -> None:
        self.files: dict[Path, Journey] = {}
        self.writes = 0

    def open(self, path: Path) -> Any:
        return Held(self.files[path], id(self.files[path]))

    def save(self, journey: Journey, path: Path, expected: Any, beside: Mapping[str, Any]) -> Any:
        if expected is not None and expected != id(self.files[path]):
            raise OSError("changed on disk")
        self.files[path] = journey
        self.writes += 1
        return id(journey)

    def fresh(self, template: str, language: str) -> Journey:
        return Journey(title=template, language=language)

    def changed_on_disk(self, path: Path, stamp: Any) -> bool:
        return bool(stamp != id(self.files[path]))


def make(journey: Journey | None = None) -> tuple[Session, MemoryShelf]:
    shelf = MemoryShelf()
    return Session(journey, analyse=lambda j: j.title, shelf=shelf), shelf  # type: ignore[arg-type, return-value]


def titled(journey: Journey, title: str) -> Journey:
    return journey.replace(title=title)


def test_a_run_of_typing_is_one_entry_and_typing_back_leaves_none(qapp: Any) -> None:
    session, _ = make()
    start = session.journey
    for text in ("M", "My", "My j"):
        session.commit(LABEL, titled(session.journey, text), merge="title")
    assert session.undo_label == LABEL
    session.undo()
    assert session.journey is start and not session.dirty and session.undo_label is None
    session.redo()
    assert session.journey.title == "My j"
    session.undo()
    session.commit(LABEL, titled(start, "x"), merge="title")
    session.commit(LABEL, titled(start, ""), merge="title")
    assert session.journey is start and session.undo_label is None and not session.dirty


def test_leaving_the_field_ends_the_run(qapp: Any) -> None:
    session, _ = make()
    session.commit(LABEL, titled(session.journey, "a"), merge="title")
    session.end_run()
    session.commit(LABEL, titled(session.journey, "b"), merge="title")
    session.undo()
    assert session.journey.title == "a"


def test_a_commit_that_changes_nothing_is_no_entry(qapp: Any) -> None:
    session, _ = make(Journey(title="a"))
    seen: list[Change] = []
    session.changed.connect(seen.append)
    assert not session.commit(LABEL, titled(session.journey, "a"))
    assert session.undo_label is None and not seen


def test_a_gesture_previews_and_makes_one_entry(qapp: Any) -> None:
    session, _ = make()
    start = session.journey
    seen: list[Change] = []
    session.changed.connect(seen.append)
    session.begin()
    for text in ("1", "2", "3"):
        session.preview(titled(start, text))
    assert session.journey.title == "3" and not session.dirty
    assert [c.gesture for c in seen] == [True] * 3
    session.undo()
    assert session.journey.title == "3", "undo must be off while a gesture runs"
    assert session.undo_label is None
    session.finish(LABEL)
    assert seen[-1].before is start and seen[-1].after.title == "3" and not seen[-1].gesture
    session.undo()
    assert session.journey is start


def test_a_cancelled_gesture_never_happened(qapp: Any) -> None:
    session, _ = make()
    session.commit(LABEL, titled(session.journey, "a"))
    session.undo()
    start = session.journey
    session.begin()
    session.preview(titled(start, "z"))
    session.cancel()
    assert session.journey is start and not session.dirty
    assert session.redo_label == LABEL, "a cancelled gesture must not cost what can be redone"
    session.begin()
    session.preview(titled(start, "z"))
    session.preview(titled(start, ""))
    assert not session.finish(LABEL)
    assert session.journey is start and session.redo_label == LABEL


def test_commit_inside_a_gesture_is_refused(qapp: Any) -> None:
    session, _ = make()
    session.begin()
    with pytest.raises(RuntimeError):
        session.commit(LABEL, Journey(title="x"))
    with pytest.raises(RuntimeError):
        session.begin()
    session.cancel()
    with pytest.raises(RuntimeError):
        session.finish(LABEL)
    with pytest.raises(RuntimeError):
        session.preview(Journey())


def test_save_open_revert_and_the_dirty_mark(qapp: Any) -> None:
    session, shelf = make()
    marks: list[bool] = []
    session.dirty_changed.connect(lambda: marks.append(session.dirty))
    with pytest.raises(ValueError, match="needs a path"):
        session.save()
    session.commit(LABEL, titled(session.journey, "a"))
    session.save(Path("a.cjm"))
    assert session.path == Path("a.cjm") and not session.dirty and shelf.files[Path("a.cjm")].title == "a"
    session.undo()
    assert session.dirty, "undoing past the save is a change"
    session.redo()
    assert not session.dirty
    session.commit(LABEL, titled(session.journey, "b"))
    session.revert()
    assert session.journey.title == "a" and not session.dirty
    session.undo()
    assert session.journey.title == "b" and session.dirty, "a revert can be taken back"
    assert marks == [True, False, True, False, True, False, True]


def test_a_file_changed_by_somebody_else_is_not_overwritten(qapp: Any) -> None:
    session, shelf = make()
    path = Path("a.cjm")
    shelf.files[path] = Journey(title="theirs, first")
    session.open(path)
    session.commit(LABEL, titled(session.journey, "mine"))
    assert not session.changed_on_disk()
    shelf.files[path] = Journey(title="theirs, second")
    assert session.changed_on_disk()
    with pytest.raises(OSError):
        session.save()
    assert session.dirty and session.journey.title == "mine"
    session.save(overwrite=True)
    assert shelf.files[path].title == "mine" and not session.dirty


def test_new_and_adopt_start_over(qapp: Any) -> None:
    session, _ = make()
    session.commit(LABEL, titled(session.journey, "a"))
    opened: list[None] = []
    session.opened.connect(lambda: opened.append(None))
    session.new("empty", "hu")
    assert (
        session.journey.language == "hu"
        and session.undo_label is None
        and not session.dirty
        and session.path is None
    )
    session.adopt(Journey(title="recovered"), Path("lost.cjm"), dirty=True)
    assert session.dirty and session.path == Path("lost.cjm") and len(opened) == 2


def test_insights_are_read_once_for_each_version(qapp: Any) -> None:
    read: list[str] = []

    def analyse(journey: Journey) -> Any:
        read.append(journey.title)
        return journey.title

    session = Session(analyse=analyse)
    assert session.insights == session.insights == ""
    session.commit(LABEL, titled(session.journey, "a"))
    assert session.insights == "a" and session.insights == "a"
    assert read == ["", "a"]


def test_selection_keeps_timeline_order_and_forgets_what_is_gone(qapp: Any) -> None:
    cards = tuple(Touchpoint(id=i) for i in "abc")
    session, _ = make(Journey(touchpoints=cards))
    selection = Selection(session)
    told: list[tuple[str, ...]] = []
    selection.changed.connect(lambda: told.append(selection.ids))
    selection.set(["c", "a", "nobody"])
    assert (
        selection.ids == ("a", "c") and selection.current == "a" and selection.record == ("touchpoint", "a")
    )
    selection.set(["c", "a"])
    assert len(told) == 1, "selecting the same again is no news"
    selection.toggle("b")
    assert selection.ids == ("a", "b", "c") and selection.current == "b"
    session.commit(LABEL, session.journey.replace(touchpoints=cards[:1]))
    assert selection.ids == ("a",) and selection.current == "a"
    session.undo()
    assert selection.ids == ("a",)
    selection.toggle("a")
    assert selection.record == ("journey", "")
    selection.set_record("phase", "nobody")
    assert selection.record == ("journey", "")


class Machine(RuleBasedStateMachine):
    """Any sequence of commits, gestures, undo and redo against a plain list of versions."""

    def __init__(self) -> None:
        super().__init__()
        self.session, _ = make()
        self.versions = [self.session.journey]
        self.at = 0

    def _goto(self, title: str) -> None:
        if title != self.versions[self.at].title:
            del self.versions[self.at + 1 :]
            self.versions.append(self.session.journey)
            self.at += 1

    @precondition(lambda self: not self.session.in_gesture)
    @rule(title=st.sampled_from("abc"))
    def commit(self, title: str) -> None:
        self.session.commit(LABEL, titled(self.session.journey, title))
        self._goto(title)

    @precondition(lambda self: not self.session.in_gesture)
    @rule()
    def begin(self) -> None:
        self.session.begin()

    @precondition(lambda self: self.session.in_gesture)
    @rule(title=st.sampled_from("abc"))
    def preview(self, title: str) -> None:
        self.session.preview(titled(self.session.journey, title))
        assert self.session.journey.title == title

    @precondition(lambda self: self.session.in_gesture)
    @rule()
    def finish(self) -> None:
        title = self.session.journey.title
        self.session.finish(LABEL)
        self._goto(title)

    @rule()
    def cancel(self) -> None:
        self.session.cancel()

    @rule()
    def undo(self) -> None:
        if not self.session.in_gesture:
            self.at = max(0, self.at - 1)
        self.session.undo()

    @rule()
    def redo(self) -> None:
        if not self.session.in_gesture:
            self.at = min(len(self.versions) - 1, self.at + 1)
        self.session.redo()

    @invariant()
    def the_version_in_force_is_the_expected_one(self) -> None:
        if not self.session.in_gesture:
            assert self.session.journey is self.versions[self.at]
            assert self.session.dirty == (self.at > 0)
            assert (self.session.undo_label is None) == (self.at == 0)


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_what_stands_beside_the_journey_in_its_file_goes_with_it(tmp_path: Path) -> None:
    shelf = DiskShelf()
    path, other = tmp_path / "a.cjm", tmp_path / "b.cjm"
    path.write_text('{"format": "cjm-journey", "version": 1, "journey": {"title": "One"}, "later": [1]}', encoding="utf-8")
    session = Session(analyse=lambda j: j.title, shelf=shelf)  # type: ignore[arg-type, return-value]
    session.open(path)
    session.commit(LABEL, titled(session.journey, "Two"))
    session.save()
    assert shelf.open(path).beside == {"later": [1]}
    session.commit(LABEL, titled(session.journey, "Three"))
    session.save(other)
    assert shelf.open(other).beside == {"later": [1]}
    session.adopt(Journey(title="Another"))
    session.save(tmp_path / "c.cjm")
    assert shelf.open(tmp_path / "c.cjm").beside == {}

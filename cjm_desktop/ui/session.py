"""The session: the open document, its file and its history. The only place where the document in the window
changes.

Contract. Everything in the window observes a :class:`Session` and changes the document only through
:meth:`commit` or through a gesture (:meth:`begin`, :meth:`preview`, then :meth:`finish` or :meth:`cancel`).
A gesture makes no undo entry until it is finished; cancelled, the document is the very object it was. Undo
and redo are off while a gesture runs.

Storage errors (``cjm_desktop.storage.StorageError``) leave :meth:`open`, :meth:`save`, :meth:`new` and
:meth:`revert` with the document untouched; the caller shows their sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from cjm_desktop.document import Journey, Message

from .history import History

if TYPE_CHECKING:
    from cjm_desktop.analysis import Insights
    from cjm_desktop.storage import Opened, Stamp

#: Words that are being typed: what makes a journey with them, or a line that is not entered yet.
Held = Callable[[Journey], Journey] | str


@dataclass(frozen=True, slots=True)
class Change:
    """The document went from ``before`` to ``after``; untouched records are the same objects in both.

    ``gesture`` tells that a gesture is running: what follows may still take it back. When a gesture is
    finished, one more change reports the whole of it (``before``: the document when it began) with
    ``gesture`` off. ``label`` is what the entry of the history is called that the change made, took back (``step`` is ``undone``) or
    made again (``redone``); without one it was none of these.
    """

    before: Journey
    after: Journey
    gesture: bool = False
    label: Message | None = None
    step: str = ""


class Shelf(Protocol):
    """Where documents come from and go to. Every method may raise ``StorageError``."""

    def open(self, path: Path) -> Opened:
        """Read a file."""

    def save(self, journey: Journey, path: Path, expected: Stamp | None, beside: Mapping[str, Any]) -> Stamp:
        """Write a file; refuse when the file on disk is not ``expected`` any more (``None``: do not look). ``beside`` is what stood
        beside the journey in its file and is only kept."""

    def fresh(self, template: str, language: str) -> Journey:
        """A new document made from a template."""

    def changed_on_disk(self, path: Path, stamp: Stamp) -> bool:
        """Whether somebody else has written the file since ``stamp`` was taken."""


class Session(QObject):
    """The open document with its file, its history and what was read from it."""

    #: Carries a :class:`Change`.
    changed = Signal(object)
    #: Another document is open now (after ``changed``): views go back to their first sight of it.
    opened = Signal()
    #: An entry was undone or done again (after ``changed``; carries the same :class:`Change`): views show what that changed.
    stepped = Signal(object)
    path_changed = Signal()
    dirty_changed = Signal()
    history_changed = Signal()
    #: Somebody types what is not in the document yet (:meth:`hold`), or has stopped to.
    held_changed = Signal()
    #: The document is about to be written to a file (its :class:`pathlib.Path`).
    saving = Signal(object)
    #: It was written there; :attr:`path` and :attr:`digest` say where and what.
    stored = Signal()
    #: What is in the document's file is about to take its place as a whole.
    overturning = Signal()

    def __init__(
        self,
        journey: Journey | None = None,
        *,
        analyse: Callable[[Journey], Insights],
        settle: Callable[[Journey, Journey], Journey] | None = None,
        shelf: Shelf | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``analyse`` is ``cjm_desktop.analysis.read``; ``settle`` is given the document before and after an edit and gives what follows
        from it (``edits.AnswerGrades``). Without a ``shelf`` the document lives in memory only."""
        super().__init__(parent)
        start = journey if journey is not None else Journey()
        self._history = History(start)
        self._saved: Journey | None = start
        self._shelf = shelf
        self._analyse = analyse
        self._settle = settle if settle is not None else lambda _before, after: after
        self._read: tuple[Journey, Insights] | None = None
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._beside: Mapping[str, Any] = {}
        self._previewed: Journey | None = None
        self._was_dirty = False
        self.migrated_from: int | None = None
        self._held: dict[object, Held] = {}
        self._gone = self._unseen = False

    # ------------------------------------------------------------------ what there is

    @property
    def journey(self) -> Journey:
        """The document as it is now, in the middle of a gesture too."""
        return self._previewed if self._previewed is not None else self._history.present

    @property
    def insights(self) -> Insights:
        """What the document means, read once for each version."""
        journey = self.journey
        if self._read is None or self._read[0] is not journey:
            self._read = (journey, self._analyse(journey))
        return self._read[1]

    @property
    def path(self) -> Path | None:
        """The document's file; ``None`` until it was saved once."""
        return self._path

    @property
    def stamp(self) -> Stamp | None:
        """How the document's file was when it was last read or saved here."""
        return self._stamp

    @property
    def saved(self) -> Journey | None:
        """What the document's file held then; ``None`` when that is not known: every version of the document is unsaved then."""
        return self._saved

    @property
    def unseen(self) -> bool:
        """Whether the document was never read from its file, and nobody has said that what is there may be replaced."""
        return self._unseen

    @property
    def file_disk(self) -> int:
        """Which disk the document's file was on when it was last read or written (0: not known)."""
        return self._stamp.disk if self._stamp is not None else 0

    @property
    def digest(self) -> str:
        """SHA-256 of what the document's file held when it was last read or saved here; empty without one."""
        return self._stamp.digest if self._stamp is not None else ""

    @property
    def beside(self) -> Mapping[str, Any]:
        """What stood beside the journey in the document's file and is only kept."""
        return self._beside

    @property
    def held(self) -> Mapping[object, Held]:
        """What is typed and not in the document yet, by who holds it."""
        return self._held

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by closing now. A running gesture does not count."""
        return self._gone or self._history.present is not self._saved

    @property
    def in_gesture(self) -> bool:
        """Whether a gesture runs."""
        return self._previewed is not None

    @property
    def undo_label(self) -> Message | None:
        """What undo takes back; ``None`` when it can do nothing now."""
        return None if self.in_gesture else self._history.undo_label

    @property
    def redo_label(self) -> Message | None:
        """What redo does again; ``None`` when it can do nothing now."""
        return None if self.in_gesture else self._history.redo_label

    # ------------------------------------------------------------------ changes

    def hold(self, owner: object, typed: Held | None) -> None:
        """Somebody types: ``typed`` gives a journey with the words as they stand now, or is a line that is no part of one before it is
        entered; ``None`` when they are in the document or given up. Nothing changes by it, but a recovery copy holds them."""
        if typed:
            self._held[owner] = typed
        elif self._held.pop(owner, None) is None:
            return
        self.held_changed.emit()

    def commit(self, label: Message, after: Journey, merge: str = "") -> bool:
        """One change, one undo entry called ``label``. Gives whether the document is different now.

        The same non-empty ``merge`` key within the same run of edits joins the last entry. :meth:`end_run`,
        undo, redo, a save and any other commit end a run. Raises ``RuntimeError`` while a gesture runs.
        """
        if self.in_gesture:
            raise RuntimeError("commit() while a gesture runs: finish() or cancel() it first")
        before = self._history.present
        if not self._history.push(label, self._settle(before, after), merge):
            return False
        self._tell(Change(before, self._history.present, label=label))
        return True

    def end_run(self) -> None:
        """The next commit is an entry of its own, whatever its merge key (a field was left, for instance)."""
        self._history.close_run()

    def begin(self) -> None:
        """Start a gesture. Raises ``RuntimeError`` when one runs already."""
        if self.in_gesture:
            raise RuntimeError("begin() while a gesture runs")
        self._history.close_run()
        self._previewed = self._history.present
        self.history_changed.emit()

    def preview(self, after: Journey) -> None:
        """Show what the gesture would give. No undo entry. Raises ``RuntimeError`` when no gesture runs."""
        before = self._previewed
        if before is None:
            raise RuntimeError("preview() without begin()")
        after = self._settle(self._history.present, after)
        if after is before:
            return
        self._previewed = after
        self.changed.emit(Change(before, after, gesture=True))

    def finish(self, label: Message) -> bool:
        """End the gesture with what was previewed last, as one undo entry; none when that equals the
        start."""
        last = self._previewed
        if last is None:
            raise RuntimeError("finish() without begin()")
        start = self._history.present
        self._previewed = None
        if self._history.push(label, last):
            self._history.close_run()
            self._tell(Change(start, last, label=label))
            return True
        if last is not start:
            self.changed.emit(Change(last, start))
        self.history_changed.emit()
        return False

    def cancel(self) -> None:
        """Drop the gesture: the document is the very object it was before. Does nothing when none runs."""
        last = self._previewed
        if last is None:
            return
        self._previewed = None
        start = self._history.present
        if last is not start:
            self.changed.emit(Change(last, start))
        self.history_changed.emit()

    def undo(self) -> None:
        """Take the last entry back; nothing while a gesture runs."""
        if not self.in_gesture and (step := self._history.undo()) is not None:
            self._step(Change(step.after, step.before, label=step.label, step="undone"))

    def redo(self) -> None:
        """Do the entry taken back last again; nothing while a gesture runs."""
        if not self.in_gesture and (step := self._history.redo()) is not None:
            self._step(Change(step.before, step.after, label=step.label, step="redone"))

    # ------------------------------------------------------------------ the file

    def open(self, path: Path) -> None:
        """Read a file and work on it from now on."""
        opened = self._disk.open(path)
        self._replace(opened.journey, path, opened.stamp)
        self._beside = opened.beside
        self.migrated_from = opened.migrated_from

    def new(self, template: str, language: str) -> None:
        """Start a document without a file from a template (``empty``, ``new-colleague`` …) in a language."""
        self._replace(self._disk.fresh(template, language), None, None)

    def adopt(self, journey: Journey, path: Path | None = None, *, dirty: bool = False) -> None:
        """Work on a document that came from somewhere else (an import, a recovery copy, a sample)."""
        self._replace(journey, path, None)
        if dirty:
            self._saved = None
            self._note_dirty()

    def restore(
        self, journey: Journey, path: Path | None, stamp: Stamp | None, saved: Opened | None, beside: Mapping[str, Any] | None = None
    ) -> None:
        """Go on with what a recovery copy held. It is unsaved, and one undo step away from ``saved``, its file, if that can be read.

        ``stamp`` is how the file was when that work began, so that saving notices who has written it since: what somebody else wrote
        is never taken for what was saved here. ``beside`` is what stood beside the journey then.
        """
        self._replace(saved.journey if saved is not None else journey, path, stamp)
        self._beside = saved.beside if saved is not None else beside or {}
        if saved is None:
            self._saved, self._unseen = None, path is not None
            self._note_dirty()
            return
        if stamp is not None and stamp.digest != saved.stamp.digest:
            self._saved = None
        before = self._history.present
        if self._history.push(Message("Restore unsaved work"), journey):
            self._tell(Change(before, journey))

    def carry_on(self, other: Session) -> None:
        """Go on with the document, the file and the history of another session, which nobody may use any more."""
        other.cancel()
        self._replace(other._history.present, other._path, other._stamp)
        self._history, self._saved, self.migrated_from = other._history, other._saved, other.migrated_from
        self._beside, self._gone, self._unseen = other._beside, other._gone, other._unseen
        self.history_changed.emit()
        self._note_dirty()

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the document to its file, or to ``path``, which becomes its file.

        A file that somebody else changed since it was read is refused by storage unless ``overwrite`` is set.
        Raises ``ValueError`` when there is neither a file nor a path.
        """
        target = path if path is not None else self._path
        if target is None:
            raise ValueError("save() needs a path: the document has no file yet")
        self.cancel()
        self._history.close_run()
        journey = self._history.present
        same = self._path is not None and target == self._path
        self.saving.emit(target)
        stamp = self._disk.save(journey, target, self._stamp if same and not overwrite else None, self._beside)
        self._saved, self._stamp, self._gone, self._unseen = journey, stamp, False, False
        self.migrated_from = None
        if not same:
            self._path = target
            self.path_changed.emit()
        self._note_dirty()
        self.stored.emit()

    def revert(self) -> None:
        """Go back to what is on disk; one undo entry, so that it can be taken back. Nothing without a
        file."""
        if self._path is None:
            return
        self.cancel()
        opened = self._disk.open(self._path)
        before = self._history.present
        self.overturning.emit()
        self._history.close_run()
        changed = self._history.push(Message("Revert to saved"), opened.journey)
        self._saved, self._stamp, self._beside = self._history.present, opened.stamp, opened.beside
        self._gone = self._unseen = False
        if changed:
            self._tell(Change(before, self._history.present))
        self._note_dirty()

    def changed_on_disk(self) -> bool:
        """Whether somebody else has written the document's file since it was read or saved here."""
        if self._path is None or self._stamp is None:
            return False
        return self._disk.changed_on_disk(self._path, self._stamp)

    def file_gone(self, gone: bool) -> None:
        """The document's file is not there any more, or is again: as long as it is not, all of the document is unsaved."""
        if self._path is not None:
            self._gone = gone
            self._note_dirty()

    def file_moved(self, path: Path, stamp: Stamp) -> None:
        """Go on with the document's file under the name that somebody else gave it; ``stamp`` is how it is there."""
        self._path, self._stamp, self._gone = path, stamp, False
        self.path_changed.emit()
        self._note_dirty()

    def file_same(self, stamp: Stamp) -> None:
        """Somebody else wrote the file, and it means what it meant: saving does not ask about it."""
        self._stamp = stamp

    def keep_mine(self, stamp: Stamp) -> None:
        """Somebody else wrote the file, as ``stamp`` tells, and that is not wanted: the next save replaces exactly that."""
        self._stamp, self._saved, self._unseen = stamp, None, False
        self._note_dirty()

    # ------------------------------------------------------------------ inside

    @property
    def _disk(self) -> Shelf:
        if self._shelf is None:
            raise RuntimeError("this session was made without a shelf: it has no files")
        return self._shelf

    def _replace(self, journey: Journey, path: Path | None, stamp: Stamp | None) -> None:
        self.cancel()
        before = self._history.present
        self._history = History(journey)
        self._saved = journey
        self._stamp = stamp
        self._beside = {}
        self._gone = self._unseen = False
        self.migrated_from = None
        moved = path != self._path
        self._path = path
        self.changed.emit(Change(before, journey))
        if moved:
            self.path_changed.emit()
        self.history_changed.emit()
        self._note_dirty()
        self.opened.emit()

    def _step(self, change: Change) -> None:
        self._tell(change)
        self.stepped.emit(change)

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
        self.history_changed.emit()
        self._note_dirty()

    def _note_dirty(self) -> None:
        if self.dirty != self._was_dirty:
            self._was_dirty = self.dirty
            self.dirty_changed.emit()

"""The undo history: which versions of the document there were, and what each step is called.

Contract. No Qt. A step is (before, after, label); versions are frozen and share their untouched records, so
a step costs a few kilobytes. Steps with the same non-empty ``merge`` key that follow each other directly
are one step; a step that ends where it began vanishes, and the version in force is again the very object it
was before (so “unsaved” is an ``is`` test).
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Journey, Message

#: Steps kept. A step of a 5,000-touchpoint map is some 40 kB, so this bounds the history to about 80 MB.
MOST_STEPS = 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the person did: what it is called, and the document before and after it."""

    label: Message
    before: Journey
    after: Journey
    merge: str = ""


class History:
    """Done and undone steps around the version in force (:attr:`present`)."""

    __slots__ = ("_done", "_open", "_undone", "present")

    def __init__(self, present: Journey) -> None:
        self.present = present
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False

    def push(self, label: Message, after: Journey, merge: str = "") -> bool:
        """Make ``after`` the version in force; ``False`` when it equals the one in force (nothing happens
        then)."""
        if after is self.present or after == self.present:
            return False
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if merge and self._open and last is not None and last.merge == merge:
            self._done.pop()
            if after == last.before:
                self.present = last.before
                self._open = False
                return True
            self._done.append(Step(last.label, last.before, after, merge))
        else:
            self._done.append(Step(label, self.present, after, merge))
            del self._done[:-MOST_STEPS]
        self._open = bool(merge)
        self.present = after
        return True

    def close_run(self) -> None:
        """End the current run of edits: the next push makes a step of its own whatever its merge key."""
        self._open = False

    def undo(self) -> Step | None:
        """Take the last step back; ``None`` when there is none."""
        self._open = False
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.present = step.before
        return step

    def redo(self) -> Step | None:
        """Do the step taken back last again; ``None`` when there is none."""
        self._open = False
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self.present = step.after
        return step

    @property
    def undo_label(self) -> Message | None:
        """What :meth:`undo` would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> Message | None:
        """What :meth:`redo` would do again."""
        return self._undone[-1].label if self._undone else None

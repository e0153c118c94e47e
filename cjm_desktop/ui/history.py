"""The undo history: which versions of the document there were, and what each step is called.

Contract. No Qt. A step is (before, after, label); versions are frozen and share their untouched records, so
a step costs a few kilobytes. Steps with the same non-empty ``merge`` key that follow each other directly
are one step; a step that ends where it began vanishes, and the version in force is again the very object it
was before (so “unsaved” is an ``is`` test).

Bounded in steps and in bytes: the oldest steps leave, the newest one never, whatever it holds; so what was just done can always be
taken back, and after many hours the menu simply ends at an earlier moment of the day. Nothing leaves by undoing or doing again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from cjm_desktop.document import Journey, Message, unshared

#: Steps kept at most. A step of a map of 300 touchpoints is some 7 kB.
MOST_STEPS = 2_000
#: Bytes that the versions to go back to may hold besides the one in force (:func:`cjm_desktop.document.unshared`). It is some 1,400
#: steps of a map of 5,000 touchpoints; what reaches it on a map of usual size is pictures that were taken out or exchanged.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the person did: what it is called, and the document before and after it.

    ``held`` is what the version before it keeps in memory that the one after it does not, in bytes.
    """

    label: Message
    before: Journey
    after: Journey
    merge: str = ""
    held: int = 0


class History:
    """Done and undone steps around the version in force (:attr:`present`)."""

    __slots__ = ("_done", "_open", "_undone", "held", "present")

    def __init__(self, present: Journey) -> None:
        self.present = present
        #: Bytes that the steps to take back hold, all together.
        self.held = 0
        self._done: deque[Step] = deque()
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
            self._leave(self._done.pop())
            if after == last.before:
                self.present = last.before
                self._open = False
                return True
            label, before = last.label, last.before
        else:
            before = self.present
        self._enter(Step(label, before, after, merge, unshared(before, after)))
        while len(self._done) > 1 and (len(self._done) > MOST_STEPS or self.held > MOST_BYTES):
            self._leave(self._done.popleft())
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
        self._leave(step)
        self._undone.append(step)
        self.present = step.before
        return step

    def redo(self) -> Step | None:
        """Do the step taken back last again; ``None`` when there is none."""
        self._open = False
        if not self._undone:
            return None
        step = self._undone.pop()
        self._enter(step)
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

    def _enter(self, step: Step) -> None:
        self._done.append(step)
        self.held += step.held

    def _leave(self, step: Step) -> None:
        self.held -= step.held

"""What keys and buttons do to the map: one method per intention, each one undo entry.

Contract. :class:`MapActions` changes the session's document through ``edits`` and the clipboard's text formats, and moves the
selection along. It knows no widget. What cannot be done is said through ``complain`` and leaves everything as it was. The formats of the
clipboard are loaded when something is copied or pasted: the map is seen before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from cjm_desktop import edits
from cjm_desktop.document import Journey, Kind, Message, Touchpoint, fresh_id

from ..selection import Selection
from ..session import Session
from .writing import written

if TYPE_CHECKING:
    from cjm_desktop.exchange import ImportFailed

#: The largest grade a digit key can stand for: the key 0 means ten.
_TEN = 10
# More letters than a group writes down in a day.
_MOST_SPOKEN = 100_000
# Word processors break a line within a paragraph with a vertical tab, and a page with a form feed: no new card begins there.
_SOFT = {0x0B: " ", 0x0C: " "}


class Complain(Protocol):
    """Takes a sentence for the person at the keyboard."""

    def __call__(self, message: Message) -> None:
        """Says it."""


class MapActions:
    """The intentions of somebody who works on the map."""

    def __init__(
        self,
        session: Session,
        selection: Selection,
        complain: Complain,
        refused: Callable[[ImportFailed, Callable[[], object]], object] | None = None,
    ) -> None:
        """``refused`` gets what is wrong with a table that was to be pasted, and what pastes the rest of it."""
        self._session, self._selection, self._complain = session, selection, complain
        self._refused = refused or (lambda error, _rest: complain(error.message))

    # ------------------------------------------------------------------ adding and removing

    def add(self, at: int, phase: str | None) -> str:
        """Adds an empty touchpoint before the one at ``at`` in ``phase`` and selects it; gives its id, empty if refused.

        What is typed into it next joins the same undo entry (see :func:`new_card_merge`).
        """
        card = Touchpoint(id=fresh_id("t"), phase=phase, kind=Kind.CONTACT)
        done = self._do(
            Message("Add touchpoint"),
            lambda journey: edits.add_touchpoints(journey, (card,), at),
            merge=new_card_merge(card.id),
        )
        if not done:
            return ""
        self._selection.set((card.id,))
        return card.id

    def add_after(self, record: str = "") -> str:
        """Adds a touchpoint after a record's, in the same phase; without one, after the selection or at the end."""
        journey = self._session.journey
        anchor = record or self._selection.current or (self._selection.ids[-1] if self._selection.ids else "")
        kind, ident = self._selection.record
        if not anchor and kind == "phase":
            inside = [i for i, t in enumerate(journey.touchpoints) if t.phase == ident]
            return self.add(inside[-1] + 1 if inside else len(journey.touchpoints), ident)
        at = _position(journey, anchor)
        if at is None:
            last = journey.touchpoints[-1] if journey.touchpoints else None
            phase = last.phase if last else (journey.phases[0].id if journey.phases else None)
            return self.add(len(journey.touchpoints), phase)
        return self.add(at + 1, journey.touchpoints[at].phase)

    def take_back(self, ident: str) -> None:
        """Removes a card that was just added and stayed empty; the undo entry vanishes with it."""
        neighbour = self._beside((ident,))
        self._do(
            Message("Add touchpoint"),
            lambda journey: edits.remove_touchpoints(journey, (ident,)),
            merge=new_card_merge(ident),
        )
        self._selection.set((neighbour,) if neighbour else ())

    def remove(self) -> None:
        """Removes what is selected: cards, a phase or an opportunity."""
        kind, ident = self._selection.record
        ids = self._selection.ids
        if ids:
            neighbour = self._beside(ids)
            label = Message("Remove touchpoint") if len(ids) == 1 else Message("Remove touchpoints")
            if self._do(label, lambda journey: edits.remove_touchpoints(journey, ids)):
                self._selection.set((neighbour,) if neighbour else ())
        elif kind == "phase":
            self._do(Message("Remove phase"), lambda journey: edits.remove_phase(journey, ident))
        elif kind == "opportunity":
            self._do(
                Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", ident)
            )

    def duplicate(self) -> None:
        """Copies the selected cards to where they stand and selects the copies."""
        ids = self._selection.ids
        new = [fresh_id("t") for _ in ids]
        label = Message("Duplicate touchpoint") if len(ids) == 1 else Message("Duplicate touchpoints")
        if ids and self._do(label, lambda journey: edits.duplicate_touchpoints(journey, ids, new)):
            self._selection.set(new)

    # ------------------------------------------------------------------ clipboard texts

    def fragment(self) -> tuple[str, str]:
        """The selected cards for the clipboard: the program's own text, and their titles for everybody else."""
        from cjm_desktop.exchange import copy_fragment

        journey, wanted = self._session.journey, set(self._selection.ids)
        titles = "\n".join(t.title for t in journey.touchpoints if t.id in wanted)
        return copy_fragment(journey, self._selection.ids), titles

    def cut(self) -> None:
        """Removes the selected cards after they were copied."""
        ids = self._selection.ids
        if ids:
            neighbour = self._beside(ids)
            label = Message("Cut touchpoint") if len(ids) == 1 else Message("Cut touchpoints")
            if self._do(label, lambda journey: edits.remove_touchpoints(journey, ids)):
                self._selection.set((neighbour,) if neighbour else ())

    def paste(
        self, text: str, at: int | None = None, phase: str | None = None, *, lenient: bool = False
    ) -> tuple[str, ...]:
        """Makes cards of the clipboard's text at a place, or after the selection; gives their ids.

        Lines with the signs of quick entry mean the same as in its bar. ``lenient`` leaves out the values of a table that do not fit.
        """
        from cjm_desktop.exchange import ImportFailed, paste_text

        if self._session.in_gesture:
            return ()
        journey = self._session.journey
        text = text.translate(_SOFT)
        if at is None:
            last = _position(journey, self._selection.ids[-1]) if self._selection.ids else None
            if last is None and journey.touchpoints:
                last = len(journey.touchpoints) - 1
            at = 0 if last is None else last + 1
            phase = journey.touchpoints[last].phase if last is not None else None
        spoken = self._spoken(text, at, phase)
        if spoken:
            return spoken
        try:
            pasted = paste_text(journey, text, at, phase, lenient=lenient)
        except ImportFailed as error:
            self._refused(error, lambda: self.paste(text, at, phase, lenient=True))
            return ()
        if pasted.ids:
            self._session.commit(
                Message("Paste touchpoint") if len(pasted.ids) == 1 else Message("Paste touchpoints"),
                pasted.journey,
            )
            self._selection.set(pasted.ids)
        for problem in pasted.problems[:1]:
            self._complain(problem.message)
        if not pasted.ids and not pasted.problems:
            self.nothing_to_paste()
        return pasted.ids

    def _spoken(self, text: str, at: int, phase: str | None) -> tuple[str, ...]:
        """Makes cards of lines written for quick entry; none (and nothing done) of any other text."""
        from cjm_desktop.edits.capture import capture
        from cjm_desktop.exchange.fields import icon_of
        from cjm_desktop.exchange.thought import SIGILS, Known
        from cjm_desktop.exchange.thought_lines import has_signs, thoughts_in

        from ..capture.news import told_of

        if len(text) > _MOST_SPOKEN or "\t" in text or text.lstrip().startswith("{") or not any(sign in text for sign in (*SIGILS, ">")):
            return ()
        journey = self._session.journey
        known = Known.of(journey)
        read = thoughts_in(text, known)
        if not any(has_signs(thought, known) for _number, thought in read):
            return ()
        before = journey.touchpoints[at - 1] if 0 < at <= len(journey.touchpoints) else None
        after = before.id if before is not None and before.phase == phase else phase or ""
        try:
            made = capture(journey, [thought for _number, thought in read], after, fresh_id, icon_of)
        except edits.EditError:
            return ()
        self._session.commit(Message("Paste touchpoint") if len(made.ids) == 1 else Message("Paste touchpoints"), made.journey)
        self._selection.set(made.ids)
        self._complain(told_of(made, [(number, thought.left[0]) for number, thought in read if thought.left]))
        return made.ids

    def nothing_to_paste(self) -> None:
        """Says that the clipboard holds no words."""
        self._complain(Message("There is no text on the clipboard to make cards of."))

    # ------------------------------------------------------------------ grading

    def grade_digit(self, digit: int, persona: str = "") -> None:
        """Gives the selected cards the grade of a digit key, of a further ``persona`` or of the map's own line; 0 is ten, or nought where
        ten is off the scale."""
        scale = self._session.journey.scale
        wanted = _TEN if digit == 0 and scale.holds(_TEN) else digit
        if not scale.holds(wanted):
            self._complain(
                Message(
                    "The scale of this journey runs from {low} to {high}.",
                    low=f"{scale.lowest:g}",
                    high=f"{scale.highest:g}",
                )
            )
            return
        ids = self._selection.ids
        self._do(Message("Grade"), lambda journey: edits.grade_line(journey, ids, float(wanted), persona))

    def step_grade(self, steps: int, *, fine: bool = False, persona: str = "") -> None:
        """Lifts or lowers the grades of the selected cards by steps of the scale, those of a further ``persona`` or of the map's own line;
        a missing grade starts at neutral."""

        def change(journey: Journey) -> Journey:
            scale = journey.scale
            step = scale.fine if fine else scale.step
            for ident in self._selection.ids:
                at = _position(journey, ident)
                if at is None:
                    continue
                grade = edits.grade_of(journey.touchpoints[at], persona)
                if grade is None:
                    new = scale.snapped(scale.neutral, fine=fine)
                else:
                    new = min(scale.highest, max(scale.lowest, round(grade + steps * step, 6)))
                journey = edits.grade_line(journey, (ident,), new, persona)
            return journey

        self._do(Message("Grade"), change, merge=f"grade{persona}:" + ",".join(self._selection.ids[:8]))

    def clear_grade(self) -> None:
        """Makes gaps of the selected cards' grades: not known."""
        ids = self._selection.ids
        self._do(Message("Remove grade"), lambda journey: edits.grade_with_word(journey, ids, None))

    # ------------------------------------------------------------------ moving

    def shift(self, step: int) -> None:
        """Moves the selected cards one place to the left (−1) or right (1); phases are crossed one border at a time."""
        ids = self._selection.ids
        if ids:
            label = Message("Move touchpoint") if len(ids) == 1 else Message("Move touchpoints")
            self._do(label, lambda journey: shifted(journey, ids, step), merge="shift:" + ",".join(ids[:8]))

    # ------------------------------------------------------------------ text

    def write(self, record: str, field: str, text: str, *, fresh: bool = False) -> bool:
        """Puts a text that was edited in place into its record; ``record`` is empty for the journey's own fields.

        The words of a ``fresh`` card join the undo entry that added it. Gives whether anything changed.
        """
        if self._session.in_gesture:
            return False
        try:
            label, after = written(self._session.journey, record, field, text)
        except edits.EditError as error:
            self._complain(error.message)
            return False
        if after is self._session.journey:
            return False
        return self._session.commit(label, after, new_card_merge(record) if fresh else "")

    # ------------------------------------------------------------------ inside

    def _do(self, label: Message, change: Callable[[Journey], Journey], *, merge: str = "") -> bool:
        """Commits a change under a label; gives whether the document is different now."""
        if self._session.in_gesture:
            return False
        before = self._session.journey
        try:
            after = change(before)
        except edits.EditError as error:
            self._complain(error.message)
            return False
        if after is before:
            return False
        return self._session.commit(label, after, merge)

    def _beside(self, ids: Sequence[str]) -> str:
        """The card to select when these are gone: the next one, else the one before."""
        touchpoints = self._session.journey.touchpoints
        gone = set(ids)
        last = max((i for i, t in enumerate(touchpoints) if t.id in gone), default=-1)
        after = next((t.id for t in touchpoints[last + 1 :] if t.id not in gone), "")
        return after or next((t.id for t in reversed(touchpoints[: last + 1]) if t.id not in gone), "")


def new_card_merge(ident: str) -> str:
    """The merge key under which a new card and the first words typed into it are one undo entry."""
    return f"new:{ident}"


def shifted(journey: Journey, ids: Sequence[str], step: int) -> Journey:
    """The journey with some touchpoints one place further in a direction.

    At the border of a phase they join the next phase first, without passing a card.
    """
    moving = set(ids)
    touchpoints = journey.touchpoints
    group = [i for i, t in enumerate(touchpoints) if t.id in moving]
    if not group:
        return journey
    edge = group[-1] if step > 0 else group[0]
    phase = touchpoints[edge].phase
    others = [t for t in touchpoints if t.id not in moving]
    at = sum(1 for t in touchpoints[: group[0]] if t.id not in moving)
    beside = at if step > 0 else at - 1
    if group[-1] - group[0] >= len(group):
        # Scattered cards are gathered at the edge first.
        at = sum(1 for t in touchpoints[:edge] if t.id not in moving)
        return edits.move_touchpoints(journey, ids, at, phase)
    if 0 <= beside < len(others) and others[beside].phase == phase:
        return edits.move_touchpoints(journey, ids, at + step, phase)
    names: list[str | None] = [p.id for p in journey.phases]
    if any(t.phase is None for t in touchpoints):
        names.insert(0, None)
    rank = names.index(phase) + step
    if not 0 <= rank < len(names):
        return journey
    return edits.move_touchpoints(journey, ids, at, names[rank])


def _position(journey: Journey, ident: str) -> int | None:
    if not ident:
        return None
    return next((i for i, t in enumerate(journey.touchpoints) if t.id == ident), None)

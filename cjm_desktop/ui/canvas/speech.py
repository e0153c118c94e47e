"""The map in words: what the canvas answers a screen reader (see :mod:`.accessible`)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QGraphicsView

from cjm_desktop import edits
from cjm_desktop.document import Message, Touchpoint
from cjm_desktop.layout import PERSONA_POINT

from ..selection import Selection
from ..session import Change, Session
from . import accessible
from .camera import Camera
from .persona_points import parts, persona_points
from .stage import Stage


class Speech:
    """Names, places, grades and states of what is on the map of a session's journey; changes are told as they come."""

    def __init__(
        self,
        view: QGraphicsView,
        session: Session,
        selection: Selection,
        stage: Stage,
        camera: Camera,
        number: Callable[[float | None, int | None], str],
    ) -> None:
        """``number`` writes a number as people do."""
        self._number = number
        self._view, self._session, self._selection = view, session, selection
        self._stage, self._camera = stage, camera
        session.changed.connect(self._tell)

    def name(self) -> str:
        """The map's name."""
        return self._stage.sheet.title

    def records(self) -> tuple[str, ...]:
        """The touchpoints in order, then the phases, then the opportunities, then the points of personas with graphs of their own."""
        journey = self._session.journey
        cards = tuple(card.id for card in journey.touchpoints)
        points = tuple(record for record, _ in persona_points(journey))
        return (*cards, *(phase.id for phase in journey.phases), *(one.id for one in journey.opportunities), *points)

    def kind(self, record: str) -> str:
        """``touchpoint``, ``phase``, ``opportunity`` or ``point``."""
        if parts(record)[1]:
            return "point"
        if self._stage.sheet.index_of(record) is not None:
            return "touchpoint"
        return "phase" if any(phase.id == record for phase in self._session.journey.phases) else "opportunity"

    def value(self, record: str) -> str:
        """A touchpoint's grade with the word for it, or a persona's; empty when it has none, and for what has no grade."""
        card, persona = self._card(record), parts(record)[1]
        grade = edits.grade_of(card, persona) if card else None
        if card is None or grade is None:
            return ""
        return ", ".join(filter(None, (self._number(grade, None), edits.emotion_of(card, persona))))

    def grade(self, record: str) -> accessible.Told:
        """A touchpoint's grade, the lowest and the highest of the scale, and its step; ``None`` without a grade."""
        card, scale = self._card(record), self._session.journey.scale
        grade = edits.grade_of(card, parts(record)[1]) if card else None
        return None if grade is None else (grade, scale.lowest, scale.highest, scale.step)

    def give_grade(self, record: str, grade: float) -> None:
        """Grades a touchpoint, unless a hand is on the map."""
        session = self._session
        if not session.in_gesture:
            ident, persona = parts(record)
            session.commit(Message("Change the grade"), edits.grade_line(session.journey, (ident,), grade, persona))

    def _card(self, record: str) -> Touchpoint | None:
        index = self._stage.sheet.index_of(parts(record)[0])
        cards = self._session.journey.touchpoints
        return cards[index] if index is not None and index < len(cards) else None

    def text(self, record: str) -> tuple[str, str]:
        """A record's name and description."""
        journey, (ident, persona) = self._session.journey, parts(record)
        if persona:
            return self._stage.sheet.spoken(ident, persona), ""
        index = self._stage.sheet.index_of(record)
        if index is not None:
            sheet, text = self._stage.sheet, " ".join(journey.touchpoints[index].text.split())
            return sheet.spoken(record), ". ".join(filter(None, (sheet.described(record), text)))
        phase = next((one for one in journey.phases if one.id == record), None)
        if phase is not None:
            return phase.name, phase.note
        found = next((one for one in journey.opportunities if one.id == record), None)
        return (found.title, found.text) if found is not None else ("", "")

    def rect(self, record: str) -> QRect:
        """Where a touchpoint's card, a phase, an opportunity or a persona's point is on the screen."""
        ident, persona = parts(record)
        sheet = self._stage.sheet
        box = sheet.cell(ident, PERSONA_POINT + persona) if persona else sheet.box(record)
        if box is None:
            return QRect()
        corner = self._camera.to_view(QPointF(box.x, box.y)).toPoint()
        scale = self._camera.scale
        size = QPointF(box.w * scale, box.h * scale).toPoint()
        return QRect(
            self._view.viewport().mapToGlobal(corner), self._view.viewport().mapToGlobal(corner + size)
        )

    def current(self) -> str:
        """The touchpoint the keyboard acts on."""
        return self._selection.current

    def selected(self, record: str) -> bool:
        """Whether a record is selected."""
        return record in self._selection.ids or self._selection.record[1] == record

    def _tell(self, change: Change) -> None:
        if not change.gesture:
            accessible.tell_changes(self._view, change.before, change.after)

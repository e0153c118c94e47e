"""Which text of the map is being edited, and what happens when it ends.

Contract. :class:`Editing` opens one :class:`~.inline_editor.InlineEditor` at a time and writes its text into the document when it
ends, as one undo entry; until then the map shows it as a draft, so that the card grows with its words. Tab leads from a title to
its text and on to the next card, and in a lane of the group's own to the cell of the next touchpoint. Cards that are added with
Enter come one after the other: Enter in the title of one adds the next, and Enter in an empty one ends the row.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsView

from cjm_desktop.document import Kind
from cjm_desktop.paint.qt import MapScene

from ..selection import Selection
from .actions import MapActions
from .camera import Camera
from .inline_editor import Ended, InlineEditor, contains
from .overlay import Overlay
from .stage import POSTER, Stage
from .writing import OWN_LANE

#: Text smaller than this many pixels cannot be edited where it is: the canvas flies in until it has the second size.
_SMALLEST, _COMFORTABLE = 6.5, 15.0
# What takes a line on a card, or a slip in a lane, while its text has no words, which would take none. It is never seen: the
# editor lies on it.
_BLANK = "."


class Editing(QObject):
    """The caret on the map. ``closed`` is emitted when an edit ended and none followed."""

    closed = Signal()

    def __init__(
        self,
        view: QGraphicsView,
        scene: MapScene,
        stage: Stage,
        camera: Camera,
        actions: MapActions,
        selection: Selection,
        overlay: Overlay,
        refresh: Callable[[], None],
    ) -> None:
        """``refresh`` composes and shows the map anew."""
        super().__init__(view)
        self._refresh = refresh
        self._view, self._scene, self._stage, self._camera = view, scene, stage, camera
        self._actions, self._selection, self._overlay = actions, selection, overlay
        self._item: InlineEditor | None = None
        self._record = self._field = ""
        self._was = ""
        self._fresh = ""
        self._row = False
        self._cell = ("", "")

    @property
    def cell(self) -> tuple[str, str]:
        """The cell that F2 writes in, as the field of a touchpoint: the one clicked or written in last, while its touchpoint and
        no other is selected; empty when there is none."""
        return self._cell if self._selection.ids == self._cell[:1] else ("", "")

    def mark(self, record: str, field: str = "") -> None:
        """Take a cell to be the one that is meant from now on, or none."""
        self._cell = (record, field) if field else ("", "")

    @property
    def active(self) -> InlineEditor | None:
        """The open editor."""
        return self._item

    @property
    def where(self) -> tuple[str, str]:
        """Record and field that are being edited; empty when none is."""
        return (self._record, self._field) if self._item is not None else ("", "")

    def holds(self, place: QPointF) -> bool:
        """Whether a place (mm) lies on the open editor."""
        return self._item is not None and contains(self._item, place)

    def open(self, record: str, field: str, *, fresh: bool = False, row: bool = False) -> bool:
        """Edits a field in place; gives whether there is such a text on the sheet.

        ``fresh`` says that the card was just added: Esc takes an empty one back but keeps what was written, and its words join its
        undo entry. ``row``
        says that it is one of a row: Enter adds the next.
        """
        self.keep()
        editor = self._stage.sheet.editor(record, field)
        if editor is None:
            return False
        if fresh:
            self._fresh = record
        elif record != self._fresh:
            self._fresh = ""
        self._row = fresh and row
        self._record, self._field, self._was = record, field, editor.text
        in_lane = field.startswith(OWN_LANE)
        self.mark(record, field if in_lane else "")
        item = InlineEditor(editor, self._ground(record, in_lane), self._overlay.accent)
        self._item = item
        self._scene.addItem(item)
        item.ended.connect(self._end)
        item.typed.connect(self._draft)
        box = QRectF(editor.x, editor.y, editor.w, editor.h)
        if editor.size * self._camera.scale < _SMALLEST:
            card = None if in_lane else self._stage.sheet.box(record)
            middle = QRectF(card.x, card.y, card.w, card.h).center() if card else box.center()
            self._camera.fly(_COMFORTABLE / editor.size, middle)
        else:
            self._camera.reveal(box)
        self._view.setFocus()
        item.start()
        self._draft()
        return True

    def follow(self) -> None:
        """The sheet changed: keeps the editor on its text, or drops it when that is gone."""
        if self._item is None:
            return
        editor = self._stage.sheet.editor(self._record, self._field)
        if editor is None:
            self.drop()
        else:
            self._item.place(editor)

    def keep(self) -> None:
        """Ends the edit and keeps the text."""
        if self._item is not None:
            self._item.end(Ended.KEEP)

    def drop(self) -> None:
        """Ends the edit without a trace."""
        if self._item is not None:
            self._item.end(Ended.DROP)

    # ------------------------------------------------------------------ inside

    def _ground(self, record: str, in_lane: bool) -> str:
        """The colour under a text as it is painted, so that its own colour stays readable on it."""
        sheet = self._stage.sheet
        if not sheet.bands:
            return sheet.paper
        theme, journey = sheet.bands[0].setting.theme, sheet.journey
        if in_lane:
            return theme.card
        if not record:
            return theme.header if sheet.flow == POSTER else theme.paper
        rank = next((i for i, phase in enumerate(journey.phases) if phase.id == record), None)
        if rank is not None:
            return theme.phase(rank, len(journey.phases))
        at = sheet.index_of(record)
        kind = journey.touchpoints[at].kind if at is not None else Kind.CONTACT
        return {Kind.WAITING: theme.waiting, Kind.SILENCE: theme.paper}.get(kind, theme.card)

    def _end(self, how: Ended) -> None:
        item = self._item
        if item is None:
            return
        self._item = None
        record, field, text = self._record, self._field, item.said
        drafted, self._stage.draft = self._stage.draft is not None, None
        self._stage.hold(None)
        item.hide()
        item.clearFocus()
        self._scene.removeItem(item)
        item.deleteLater()
        fresh = bool(record) and record == self._fresh
        # Escape is pressed to be done as often as to take back, and in front of an audience nobody has a second go at words just
        # heard: what was written into a new card stays, and Undo takes the card away. Where there were words before, those return.
        kept = (
            (how is not Ended.DROP or fresh)
            and text != self._was
            and self._actions.write(record, field, text, fresh=fresh)
        )
        if drafted and not kept:
            self._refresh()
        if how is Ended.ENTER and self._row and fresh and not self._empty(record):
            following = self._actions.add_after(record)
            if following and self.open(following, "title", fresh=True, row=True):
                return
        if how is Ended.DROP or (how is Ended.ENTER and self._row):
            if fresh and self._empty(record):
                self._actions.take_back(record)
            self._fresh = ""
        if how in (Ended.NEXT, Ended.BACK) and self._go(record, field, 1 if how is Ended.NEXT else -1):
            return
        self.closed.emit()

    def _draft(self) -> None:
        """The map shows what was typed so far."""
        item = self._item
        if item is None:
            return
        text = item.said
        draft = (self._record, self._field, text) if text != self._was else None
        self._stage.hold(draft)
        room = self._field == "text" or self._field.startswith(OWN_LANE)
        if not text and room and self._stage.sheet.index_of(self._record) is not None:
            # The card makes room for the first line before there is one: the caret stands on it, not below it. And a lane whose
            # only text was taken out stays on the poster while the caret is in it.
            draft = (self._record, self._field, _BLANK)
        if draft != self._stage.draft:
            self._stage.draft = draft
            self._refresh()

    def _empty(self, record: str) -> bool:
        card = next((t for t in self._stage.sheet.journey.touchpoints if t.id == record), None)
        return card is not None and not card.title and not card.text

    def _go(self, record: str, field: str, step: int) -> bool:
        """Opens the next or the previous text."""
        sheet = self._stage.sheet
        if field.startswith(OWN_LANE):
            return self._go_along(record, field, step)
        fields = [name for name in ("title", "text") if sheet.editor(record, name) is not None]
        at = fields.index(field) + step if field in fields else -1
        if 0 <= at < len(fields):
            return self.open(record, fields[at], fresh=record == self._fresh, row=self._row)
        other = sheet.neighbour(record, step) if sheet.index_of(record) is not None else None
        if other is None or other == record:
            return False
        self._selection.set((other,))
        return self.open(other, "title" if step > 0 else "text")

    def _go_along(self, record: str, field: str, step: int) -> bool:
        """Opens the cell of the next or the previous touchpoint in the same lane; a band that has no such lane is passed over."""
        sheet = self._stage.sheet
        at, touchpoints = sheet.index_of(record), sheet.journey.touchpoints
        while at is not None and 0 <= (at := at + step) < len(touchpoints):
            other = touchpoints[at].id
            if sheet.editor(other, field) is not None:
                self._selection.set((other,))
                return self.open(other, field)
        return False

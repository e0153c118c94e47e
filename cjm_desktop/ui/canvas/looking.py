"""Where the canvas looks: the whole, a height that can be read, the selection, nearer and further away.

Contract. :class:`Looking` is the part of the canvas that moves its camera over the map when a menu, a button or a key asks for
it. None of it changes the document or the selection.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from cjm_desktop.document import Message
from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.sheet import PT

from ..selection import Selection
from ..shared import Ui
from .camera import Camera
from .stage import POSTER, Stage

_STEP = 1.25
# The body text of a timeline that opens is at most this many pixels high: nearer shows too little of the line. And at least
# so many where that brings the whole height of the band into sight.
_READABLE_PX, _LEGIBLE_PX = 11.5, 6.8
# So many sheets are shown side by side when a poster is first seen; of more the first.
_FEW_SHEETS = 3
# Pixels by which a view may have moved and still be the same: a scroll bar that goes moves its middle.
_SLIP = 32.0


class Looking:
    """What the canvas shows of the map; mixed into it."""

    camera: Camera
    _selection: Selection
    _stage: Stage
    _ui: Ui
    # Where the view was (its left end and middle, mm) before it showed everything, and where and how that was shown.
    _left: tuple[float, float] | None = None
    _whole: tuple[float, QPointF] | None = None

    def _tell(self, message: Message | None) -> None:
        """Says a sentence in the status bar."""
        raise NotImplementedError

    def _look(self) -> None:
        """Tells the scene what is in sight."""
        raise NotImplementedError

    @property
    def _map(self) -> MapSheet:
        return self._stage.sheet

    @property
    def zoom_percent(self) -> float:
        """100 is true size on this screen."""
        return 100.0 * self.camera.scale / self.camera.true_scale

    def fit(self) -> None:
        """Shows the whole map, or of a very long one as much as there can be; says so, and how to come nearer."""
        if not self._shows_whole:
            self._left = (self.camera.sight.left(), self.camera.centre.x())
        whole = self.camera.fit()
        self._whole = (self.camera.scale, self.camera.centre)
        if not whole:
            self._tell(Message("The journey is too long to be shown as a whole: this is as much as fits."))
        elif self._text_px < _LEGIBLE_PX * self._ui.scale:
            self._tell(Message("This is everything. Ctrl+2 comes near enough to read it."))
        self._look()

    def fit_height(self) -> None:
        """The height of the map fills the view: a long timeline can be read, and the selection is in the middle.

        Without one, or with one that is too long to have a middle worth looking at: where the person was before everything was
        shown, else what was in the middle.
        """
        self._tell(None)
        middle: float | None = self.camera.centre.x()
        if self._shows_whole:
            left, centre = self._left or (0.0, 0.0)
            middle = 0.0 if left <= 0.0 else centre
        elif self.camera.fitted:
            middle = None
        reach = self._selected_reach
        if not reach.isNull():
            wide = self.camera.sight.width() * self.camera.scale / self.camera.height_scale
            if reach.width() <= wide:
                middle = reach.center().x()
            elif middle is None or not reach.left() <= middle <= reach.right():
                middle = reach.left()
        self.camera.fit_height(middle)
        self._look()

    def forget_place(self) -> None:
        """Another document: where the person was in the earlier one means nothing."""
        self._left = self._whole = None

    @property
    def _shows_whole(self) -> bool:
        """Whether the view still shows everything as :meth:`fit` left it."""
        if self._whole is None:
            return False
        scale, centre = self._whole
        slip = (self.camera.centre - centre) * self.camera.scale
        return math.isclose(scale, self.camera.scale, rel_tol=1e-6) and slip.manhattanLength() < _SLIP

    def begin(self) -> None:
        """Shows a map as it is first seen: the whole poster, of one on many sheets the first; a timeline from its beginning, so
        near that it can be read."""
        sheet = self._map
        if len(sheet.pages) > _FEW_SHEETS:
            self._show_page(0, fly=False)
        elif sheet.flow == POSTER or not sheet.journey.touchpoints:
            self.camera.fit()
        else:
            text = sheet.body_pt * PT / self._ui.scale
            band = sheet.bands[0]
            foot = band.lanes.bottom + 0.8 * band.m.em
            self.camera.begin(
                (foot, sheet.reading_height), nearest=_READABLE_PX / text, furthest=_LEGIBLE_PX / text
            )
        self._look()

    def turn(self, step: int) -> None:
        """Goes to the next (1) or previous (−1) of several sheets; from the sight of all, to the first or last."""
        pages = self._map.pages
        if len(pages) < 2:
            return
        sight = self.camera.sight
        seen = [k for k, page in enumerate(pages) if sight.contains(QRectF(page.x, page.y, page.w, page.h))]
        if len(seen) > 1:
            self._show_page(0 if step > 0 else len(pages) - 1)
        else:
            at = self._map.page_at(sight.center().x()) + step
            self._show_page(max(0, min(len(pages) - 1, at)))

    def _show_page(self, number: int, *, fly: bool = True) -> None:
        """Brings one of several sheets into sight and says which it is."""
        pages = self._map.pages
        page = pages[number]
        self.camera.show_box(QRectF(page.x, page.y, page.w, page.h), self.camera.true_scale, fly=fly)
        self._tell(
            Message(
                "Sheet {number} of {count}. PgUp and PgDown turn the sheets.",
                number=number + 1,
                count=len(pages),
            )
        )
        self._look()

    def zoom_in(self) -> None:
        """One step nearer."""
        self._zoom(_STEP)

    def zoom_out(self) -> None:
        """One step further away."""
        self._zoom(1 / _STEP)

    def zoom_to(self, percent: float) -> None:
        """Zooms to per cent of true size."""
        self._zoom(percent / self.zoom_percent)

    def true_size(self) -> None:
        """One millimetre on paper is one on the screen."""
        about = self._selected_in_sight
        self._zoom(self.camera.true_scale / self.camera.scale)
        if about is not None:
            self.camera.reveal(about)

    def _zoom(self, factor: float) -> None:
        """Zooms about what is selected while that is in sight, else about the middle of the view."""
        about = self._selected_in_sight
        if about is None:
            self.camera.zoom(factor)
        else:
            self.camera.zoom_about(factor, self.camera.to_view(about.center()))

    def zoom_to_selection(self) -> None:
        """Flies to what is selected, or fits the map when nothing is."""
        box = self._selected_reach
        if box.isNull():
            self.fit()
        else:
            self.camera.show_box(box, most=2.2 * self.camera.true_scale)

    def reveal(self, record: str) -> None:
        """Scrolls a touchpoint, phase or opportunity into sight; of a phase wider than the view, its beginning."""
        box = self._map.box(record)
        if box is not None:
            self.camera.reveal(QRectF(box.x, box.y, box.w, box.h))

    def read_at(self, record: str) -> None:
        """As :meth:`reveal`, and near enough to read its card."""
        box = self._map.box(record)
        if box is None:
            return
        card, small = QRectF(box.x, box.y, box.w, box.h), self._text_px / self._ui.scale
        if small >= _LEGIBLE_PX:
            self.camera.reveal(card)
            return
        near, column, sight = _READABLE_PX / small, self._reach(record), self.camera.sight
        whole = column.height() * near <= sight.height() and column.width() * near <= sight.width()
        self.camera.fly(self.camera.scale * near, (column if whole else card).center())

    def bring(self, records: Sequence[str]) -> None:
        """Glides to the first of some records and as many of the next as there is room for, unless one looks at them already: at one
        at least, and at half as many as there is room for."""
        boxes = [QRectF(b.x, b.y, b.w, b.h) for b in map(self._map.box, records) if b is not None]
        if not boxes:
            return
        room, together, count = self.camera.free, boxes[0], 1
        for box in boxes[1:]:
            wider = together.united(box)
            if wider.width() > room.width() or wider.height() > room.height():
                break
            together, count = wider, count + 1
        seen = sum(map(self.camera.sees, boxes))
        if not seen or 2 * seen < count:
            self.camera.glide_to(together)

    @property
    def _selected_in_sight(self) -> QRectF | None:
        """The box (mm) of the record that is selected, the current one of several, if its middle is in sight."""
        box = self._map.box(self._selection.current or self._selection.record[1])
        if box is None:
            return None
        found = QRectF(box.x, box.y, box.w, box.h)
        return found if self.camera.sight.contains(found.center()) else None

    @property
    def _text_px(self) -> float:
        """Size of the body text on the screen."""
        return self._map.body_pt * PT * self.camera.scale

    @property
    def _selected_reach(self) -> QRectF:
        """All that is selected (mm); null for nothing on the map."""
        box = QRectF()
        for record in self._selection.ids or (self._selection.record[1],):
            box = box.united(self._reach(record))
        return box

    def _reach(self, record: str) -> QRectF:
        """A record's card and its column down to the graph (mm)."""
        boxes = [box for box in (self._map.box(record), self._map.column(record)) if box is not None]
        out = QRectF()
        for box in boxes:
            out = out.united(QRectF(box.x, box.y, box.w, box.h))
        return out

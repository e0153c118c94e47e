"""The map as one scene in millimetres: a Sheet's parts become items, and only what changed is painted anew.

Contract. :meth:`MapScene.show` takes a new Sheet, :meth:`MapScene.look` tells what is in sight (mm) and at
which scale (device pixels per mm). Only parts near the span in sight exist as items, so five thousand
touchpoints cost as much as fifty. A part that is the same object as before is left alone, one whose items
are the same is only moved, another is painted anew. When very many parts are a few pixels wide, one layer
paints them all as bars. The scene takes no mouse and no keys: the view asks the layout.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmapCache
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QStyleOptionGraphicsItem,
    QWidget,
)

from cjm_desktop.layout.sheet import Curve, Item, Link, Mark, Part, PartKind, Rect, Sheet, Spread, Tag, Text

from .guard import guarded
from .ink import SMALLEST_PATH, Stroke, Tools, prepare
from .still import StillGraph

if TYPE_CHECKING:
    from .curve import Graph

#: A part narrower than this many device pixels is one bar of its ``detail`` colour.
BAR_BELOW = 4.0
#: A card narrower than this many device pixels loses its small shapes, and paths below the second number of
#: pixels with them.
SIMPLE_BELOW = 40.0
SIMPLE_SMALLEST = 6.0
#: More parts than this in sight are painted by one layer once they are this many device pixels narrow.
MANY = 900
MANY_BELOW = 20.0
#: What lies over the parts: selection frames, editors. Parts stay far below.
OVERLAY = 1e6
# Room around a part for antialiasing, in mm.
_EDGE = 0.3
# How far beyond what is in sight items are kept, as a share of its width.
_AHEAD = 0.1

# Changes of an emotion line this far (mm) outside what is in sight still matter: its areas and caps reach into it.
_NEAR = 20.0
# A strip that covers nothing.
_NOTHING = (float("-inf"), 1.0)

_CARDLIKE = frozenset({PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY, PartKind.PARTY, PartKind.CELL})
# What is kept as pictures while a hand moves something: it stays as it is, or only moves, in most frames.
_PICTURED = _CARDLIKE | {PartKind.POINT, PartKind.NUMBER}
_PICTURE_PIXELS = 600_000
# Room for those pictures in Qt's cache, in kB: a screen of 3840 × 2160 twice over. They go when the hand lets go.
_PICTURES_KB = 66_000
# Whose words a strip over the left edge would cut.
_WORDED = frozenset({PartKind.POINT, PartKind.PERSONA})
# Within a layer, later kinds lie over earlier ones, whatever came into sight first.
_RANK = {kind: i / 1000.0 for i, kind in enumerate(PartKind)}

# Marks that may follow a moment later when something is moved elsewhere; a grade can change them far away.
_MAY_WAIT = frozenset({PartKind.GROUND, PartKind.POINT, PartKind.PARTY, PartKind.OPPORTUNITY})
# That moment: time enough to paint what is under the hand, and less than a frame.
_LATE_MS = 8
# Sheets beside the one that the hand is over follow when it rests for so long, one after the other.
_BESIDE_MS = 60
# Parts of which there is one for a touchpoint or an opportunity, on whatever sheet it is.
_ONCE = _CARDLIKE - {PartKind.PARTY} | {PartKind.POINT, PartKind.NUMBER}
# From this layer on parts are in the hand.
_IN_HAND = 20
# More parts of one kind and record than this are on no sheet.
_PER_SHEET = 10_000

Key = tuple[str, str, int]


class PartItem(QGraphicsRectItem):
    """One part. ``paints`` counts how often it was painted, for tests and benchmarks."""

    def __init__(self, part: Part, tools: Tools) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.part = part
        self.paints = 0
        self._tools = tools
        self._strokes: list[Stroke] = []
        # The words of a point among them, and how much of their ink is seen.
        self._words: list[Stroke] = []
        self._shown = 1.0
        # Where they begin (mm of the part), found once: it is asked of every point in each frame of a map that moves sideways.
        self._begin: float | None = None
        self._prepare()
        self.setPos(part.x, part.y)
        self.setZValue(part.layer + _RANK[part.kind])

    def keep_picture(self, wanted: bool, scale: float) -> None:
        """Whether Qt keeps a picture of it, at ``scale`` device pixels per mm, instead of asking for it in every frame.

        Only of what belongs to one touchpoint or opportunity, neither tiny nor very large.
        """
        part = self.part
        wanted = (
            wanted
            and part.kind in _PICTURED
            and part.w * scale >= SIMPLE_BELOW
            and part.w * part.h * scale * scale <= _PICTURE_PIXELS
        )
        modes = QGraphicsItem.CacheMode
        if wanted != (self.cacheMode() is modes.DeviceCoordinateCache):
            self.setCacheMode(modes.DeviceCoordinateCache if wanted else modes.NoCache)
            # Qt sees no difference; but a picture lies on whole pixels, and text that shifts by half of one is seen.
            self.update()

    def take(self, part: Part) -> None:
        """Shows another state of the part: left alone, moved, or painted anew."""
        old, self.part = self.part, part
        if old is part:
            return
        if (old.x, old.y) != (part.x, part.y):
            self.setPos(part.x, part.y)
        if old.layer != part.layer:
            self.setZValue(part.layer + _RANK[part.kind])
        if (old.w, old.h, old.detail) == (part.w, part.h, part.detail) and _alike(old, part):
            return
        self._prepare()
        self.update()

    def _prepare(self) -> None:
        part = self.part
        items: Sequence[Item] = part.items
        words: list[Item] = []
        if part.kind in _WORDED:
            words = [item for item in items if isinstance(item, Text | Rect)]
            items = [item for item in items if not isinstance(item, Text | Rect)]
        self._strokes = prepare(items, self._tools, curves=part.kind is not PartKind.CURVE)
        self._words = prepare(words, self._tools) if words else []
        self._begin = min((stroke.bounds.left() for stroke in self._words if stroke.bounds is not None), default=None)
        # A part says what it owns; an arrow's tip or a label may stick out of that.
        box = QRectF(0.0, 0.0, part.w, part.h) if self._strokes or self._words else QRectF()
        for stroke in (*self._strokes, *self._words):
            if stroke.bounds is not None:
                box = box.united(stroke.bounds)
        self.setRect(box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the part with the detail its size on the device deserves."""
        self.paints += 1
        part = self.part
        matrix = painter.deviceTransform()
        scale = (matrix.m11() ** 2 + matrix.m12() ** 2) ** 0.5
        width = part.w * scale
        if width < BAR_BELOW and part.detail is not None:
            painter.fillRect(QRectF(0.0, 0.0, part.w, part.h), QColor(part.detail))
            return
        smallest = SIMPLE_SMALLEST if width < SIMPLE_BELOW and part.kind in _CARDLIKE else SMALLEST_PATH
        exposed = option.exposedRect
        for stroke in self._strokes:
            bounds = stroke.bounds
            if bounds is None or bounds.intersects(exposed):
                stroke.draw(painter, scale, smallest, False, exposed)
        if self._words and self._shown > 0.0:
            painter.setOpacity(self._shown)
            for stroke in self._words:
                stroke.draw(painter, scale, smallest, False, exposed)
            painter.setOpacity(1.0)

    def reach(self, edge: float, fade: float) -> None:
        """Leaves out words that begin left of ``edge`` (mm on the sheet); over the ``fade`` (mm) right of it they grow fainter."""
        if self._begin is None:
            return
        shown = min(1.0, max(0.0, (self.part.x + self._begin - edge) / fade))
        if shown != self._shown:
            self._shown = shown
            self.update()


def _apart(part: Part, focus: QRectF) -> bool:
    """Whether a part may wait: it lies beside the focus and belongs to one touchpoint or opportunity."""
    if part.kind not in _MAY_WAIT or not part.record:
        return False
    beside = part.x > focus.right() or part.x + part.w < focus.left()
    return beside or part.y > focus.bottom() or part.y + part.h < focus.top()


def _alike(old: Part, part: Part) -> bool:
    """Whether two parts look the same; emotion lines aside, which are graphs of their own and know what changed.

    Equal items are nearly always the same objects. Those that are not (a header made anew) are compared by value,
    which costs far less than painting them and all that lies under them.
    """
    if old.items is part.items:
        return True
    if part.kind is PartKind.CURVE:
        return _still(old) == _still(part)
    return old.items == part.items


def _still(part: Part) -> list[Item]:
    """What a part with an emotion line shows besides it."""
    return [item for item in part.items if not isinstance(item, Curve | Tag | Mark | Link)]


def papers_of(sheet: Sheet) -> tuple[QRectF, ...]:
    """The sheets of paper (mm): one, unless a layout lays several side by side (:class:`cjm_desktop.layout.sheet.Spread`)."""
    if isinstance(sheet, Spread):
        return tuple(QRectF(page.x, page.y, page.w, page.h) for page in sheet.pages)
    return (QRectF(0.0, 0.0, sheet.width, sheet.height),)


class SummaryItem(QGraphicsItem):
    """All parts that are only a few pixels wide, as bars of their colour, in one item."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.parts: dict[Key, Part] = {}
        self._box = QRectF()

    def boundingRect(self) -> QRectF:
        """The whole sheet (mm)."""
        return self._box

    def take(self, parts: dict[Key, Part], box: QRectF) -> None:
        """Shows these parts; only where one differs from before is painted anew."""
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box
        old, self.parts = self.parts, parts
        if not old and not parts:
            return
        # Over the grounds, where the parts themselves would be.
        self.setZValue(max((part.layer for part in parts.values()), default=0) + 0.5)
        dirty = QRectF()
        for key in old.keys() | parts.keys():
            one, two = old.get(key), parts.get(key)
            if one is not two:
                for part in (one, two):
                    if part is not None:
                        dirty = dirty.united(QRectF(part.x, part.y, part.w, part.h))
        if not dirty.isNull():
            self.update(dirty.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Bars, without antialiasing: they are narrower than what it could smooth."""
        exposed: QRectF = option.exposedRect
        left, right, top, bottom = exposed.left(), exposed.right(), exposed.top(), exposed.bottom()
        colors: dict[str, QColor] = {}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for part in self.parts.values():
            if part.detail is None or part.x > right or part.x + part.w < left:
                continue
            if part.y > bottom or part.y + part.h < top:
                continue
            color = colors.get(part.detail)
            if color is None:
                color = colors[part.detail] = QColor(part.detail)
            painter.fillRect(QRectF(part.x, part.y, part.w, part.h), color)


class MapScene(QGraphicsScene):
    """One map in millimetres. Views may show it at different scales; the last :meth:`look` decides what
    exists.
    """

    def __init__(self, parent: QObject | None = None, *, live: bool = True) -> None:
        """``live=False`` leaves pyqtgraph unloaded until :meth:`enliven`; the picture is the same."""
        super().__init__(parent)
        self.tools = Tools()
        self.sheet: Sheet | None = None
        #: Colour around the sheet.
        self.desk = QColor("#d9dde3")
        self._items: dict[Key, PartItem] = {}
        self._graphs: dict[Key, Graph | StillGraph] = {}
        self._make_graph: Callable[[], Graph | StillGraph] = StillGraph
        self._summary = SummaryItem()
        self.addItem(self._summary)
        self._papers: tuple[QRectF, ...] = ()
        # The middle (mm) between each sheet of paper and the next.
        self._borders: list[float] = []
        self._sight = QRectF()
        self._scale = 1.0
        self._left = self._right = 0.0
        # Where the strip ends that lies over the left edge of what is in sight, and how far its words fade (mm).
        self._strip: tuple[float, float] | None = None
        self._moving = False
        #: The room in Qt's cache as it was before a hand began to move something, as long as it does.
        self._usual_kb: int | None = None
        self._behind: set[int] = set()
        # The sheet on which something was left for a moment later.
        self._late_on: int | None = None
        # Whether there are so many parts that the tiny ones are painted by one layer.
        self._summing = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._follow)
        if live:
            self.enliven()

    def enliven(self) -> None:
        """Lets pyqtgraph carry the emotion lines from now on, in the place of still ones; loads it if need be."""
        # Not above: with numpy it takes as long to load as Qt, and the first map is painted before.
        from .curve import Graph

        if self._make_graph is Graph:
            return
        self._make_graph = Graph
        for graph in self._graphs.values():
            self.removeItem(graph)
        self._graphs.clear()
        for key, item in self._items.items():
            if item.part.kind is PartKind.CURVE:
                self._graph(key, item.part)

    @property
    def part_items(self) -> tuple[PartItem, ...]:
        """The parts that exist as items now."""
        return tuple(self._items.values())

    def item(self, kind: PartKind, record: str) -> PartItem | None:
        """The first part of a kind that belongs to a record, if it exists as an item now."""
        first = self._items.get((kind.value, record, 0))
        if first is None and len(self._papers) > 1:
            found = (self._items.get((kind.value, record, page * _PER_SHEET)) for page in range(1, len(self._papers)))
            return next(filter(None, found), None)
        return first

    @property
    def graphs(self) -> tuple[Graph | StillGraph, ...]:
        """The emotion graphs that exist now."""
        return tuple(self._graphs.values())

    def show(self, sheet: Sheet, focus: QRectF | None = None) -> None:
        """Shows a sheet, reconciled with what is there by part.

        While a hand moves something, ``focus`` is where people look (mm): what changes elsewhere follows a moment later, in a
        frame of its own, and other sheets of paper when the hand rests. Qt paints the one rectangle around all that changed in
        a frame, so a mark that goes at the far end of the line would have the whole line painted with it. Meanwhile cards and
        points are kept as pictures; at rest they are drawn, because a picture lies on whole pixels.
        """
        self._keep_pictures(focus is not None)
        old, self.sheet = self.sheet, sheet
        papers, self._papers = self._papers, papers_of(sheet)
        if papers != self._papers:
            self._borders = [(a.right() + b.left()) / 2 for a, b in pairwise(self._papers)]
        if old is None or (old.width, old.height, old.paper) != (sheet.width, sheet.height, sheet.paper):
            self._resize(old, sheet)
        elif papers != self._papers:
            self.update()
        self._reconcile(focus)

    def _keep_pictures(self, moving: bool) -> None:
        if moving == self._moving:
            return
        self._moving = moving
        if moving and QPixmapCache.cacheLimit() < _PICTURES_KB:
            self._usual_kb = QPixmapCache.cacheLimit()
            QPixmapCache.setCacheLimit(_PICTURES_KB)
        for item in self._items.values():
            item.keep_picture(moving, self._scale)
        if not moving and self._usual_kb is not None:
            # Else the room would fill in a long day with marks of rows and windows that are gone: Qt drops one of them in half a minute.
            QPixmapCache.setCacheLimit(self._usual_kb)
            self._usual_kb = None

    def catch_up(self) -> None:
        """Shows now what was left for a moment later."""
        self._late.stop()
        self._reconcile()

    def _follow(self) -> None:
        """Shows what was left for later on one sheet of paper, and then on the next."""
        if not self._behind and len(self._papers) == 1:
            self._reconcile()
            return
        # The rest of the sheet that the hand is over comes first.
        page, wait = self._late_on, _BESIDE_MS
        self._late_on = None
        if page is None:
            page, wait = (self._behind.pop() if self._behind else None), _LATE_MS
        if page is not None:
            self._place_all(self._parts_on({page}), {page})
        if self._behind:
            self._late.start(wait)

    def look(self, rect: QRectF, scale: float) -> None:
        """What is in sight (mm) at which scale (device pixels per mm): items come and go at its borders."""
        self._sight = QRectF(rect)
        zoomed = scale != self._scale
        self._scale = scale
        if zoomed or rect.left() < self._left or rect.right() > self._right:
            self._reconcile()

    def cover(self, strip: tuple[float, float] | None) -> None:
        """What lies over the left edge of what is in sight: where it ends, and over how much beside it words grow fainter (mm).

        The words of a point that begins under it are not drawn: what is left of them would read like another word.
        """
        if strip == self._strip:
            return
        self._strip = strip
        for item in self._items.values():
            if item.part.kind in _WORDED:
                item.reach(*(strip or _NOTHING))

    def _resize(self, old: Sheet | None, sheet: Sheet) -> None:
        self.setSceneRect(QRectF(0.0, 0.0, sheet.width, sheet.height))
        if old is None or old.paper != sheet.paper:
            self.update()
            return
        # Only the strips between the old and the new edge of the paper.
        low, high = sorted((old.width, sheet.width))
        self.update(QRectF(low - 1, -1.0, high - low + 2, max(old.height, sheet.height) + 2))
        low, high = sorted((old.height, sheet.height))
        self.update(QRectF(-1.0, low - 1, max(old.width, sheet.width) + 2, high - low + 2))

    def _reconcile(self, focus: QRectF | None = None) -> None:
        if self.sheet is None:
            return
        ahead = self._sight.width() * _AHEAD
        self._left, self._right = self._sight.left() - ahead, self._sight.right() + ahead
        every = set(range(len(self._papers)))
        near = every
        if focus is not None and len(every) > 1:
            near = {self._page_at(focus.center().x())}
        self._behind = {k for k in every - near if self._sees(k)}
        parts = self._parts_on(near)
        if near == every:
            self._summing = len(parts) > MANY
        late = self._place_all(parts, near, focus)
        self._late_on = min(near) if late else None
        if late or self._behind:
            self._late.start(_LATE_MS if late else _BESIDE_MS)
        elif focus is None:
            self._late.stop()

    def _place_all(self, parts: dict[Key, Part], pages: set[int], focus: QRectF | None = None) -> bool:
        """Makes the items of some sheets those of their ``parts``; gives whether something was left for a moment later."""
        assert self.sheet is not None
        late = False
        tiny: dict[Key, Part] = {}
        if self._summing:
            limit = MANY_BELOW / self._scale
            tiny = {k: p for k, p in parts.items() if p.detail is not None and p.w < limit}
        whole = len(pages) == len(self._papers)

        def elsewhere(part: Part) -> bool:
            return not whole and self._page_of(part) not in pages

        gone = [
            k for k, item in self._items.items() if (k not in parts and not elsewhere(item.part)) or k in tiny
        ]
        kept = {k: p for k, p in self._summary.parts.items() if k not in parts and elsewhere(p)}
        self._summary.take({**kept, **tiny}, QRectF(0.0, 0.0, self.sheet.width, self.sheet.height))
        for key in gone:
            if focus is not None and _apart(self._items[key].part, focus):
                late = True
            else:
                self._drop(key)
        for key, part in parts.items():
            item = self._items.get(key)
            if (item is not None and item.part is part) or key in tiny:
                continue
            if focus is not None and _apart(part, focus):
                late = True
            else:
                self._place(key, item, part)
        return late

    # ------------------------------------------------------------------ sheets side by side

    def _sees(self, page: int) -> bool:
        """Whether a sheet is in sight, or nearly."""
        paper = self._papers[page]
        return paper.left() < self._right and paper.right() > self._left

    def _page_at(self, x: float) -> int:
        """Which of the sheets side by side is nearest to a place (mm), counted from 0."""
        return bisect(self._borders, x)

    def _page_of(self, part: Part) -> int:
        """The sheet that a part is on; a line begins left of all sheets and ends on its own."""
        return bisect(self._borders, part.x + (part.w if part.kind is PartKind.CURVE else part.w / 2))

    def _parts_on(self, pages: set[int]) -> dict[Key, Part]:
        """The parts on some sheets and in sight, and what the hand holds, by kind, record and, where these repeat, their number."""
        assert self.sheet is not None
        if len(self._papers) == 1:
            return self._keyed((part, 0) for part in self.sheet.parts(self._left, self._right))
        found: list[tuple[Part, int]] = []
        for page in sorted(pages):
            if self._sees(page):
                paper = self._papers[page]
                # The same span whenever this sheet is asked for, so that the layout gives what it gave before.
                for part in self.sheet.parts(paper.left(), paper.right()):
                    on = self._page_of(part)
                    if on == page or (part.layer >= _IN_HAND and on not in pages):
                        found.append((part, on))
        return self._keyed(found)

    @staticmethod
    def _keyed(parts: Iterable[tuple[Part, int]]) -> dict[Key, Part]:
        """Parts, each with its sheet, by kind, record and, where these repeat (signs of no record), their number on the sheet."""
        out: dict[Key, Part] = {}
        for part, page in parts:
            kind, record = part.key
            number = 0 if part.kind in _ONCE else page * _PER_SHEET
            key = (kind, record, number)
            while key in out:
                key = (kind, record, key[2] + 1)
            out[key] = part
        return out

    def _place(self, key: Key, item: PartItem | None, part: Part) -> None:
        if item is None:
            item = self._items[key] = PartItem(part, self.tools)
            item.keep_picture(self._moving, self._scale)
            self.addItem(item)
        else:
            item.take(part)
        if part.kind in _WORDED:
            item.reach(*(self._strip or _NOTHING))
        if part.kind is PartKind.CURVE:
            self._graph(key, part)

    def _graph(self, key: Key, part: Part) -> None:
        curves = [item for item in part.items if isinstance(item, Curve)]
        graph = self._graphs.get(key)
        if not curves:
            if graph is not None:
                self.removeItem(self._graphs.pop(key))
            return
        if graph is None:
            graph = self._graphs[key] = self._make_graph()
            self.addItem(graph)
        graph.setZValue(part.layer + _RANK[part.kind] + 0.0005)
        graph.show_curves(
            curves, part.x, part.y, part.w, self._sight.left() - _NEAR, self._sight.right() + _NEAR
        )

    def _drop(self, key: Key) -> None:
        self.removeItem(self._items.pop(key))
        graph = self._graphs.pop(key, None)
        if graph is not None:
            self.removeItem(graph)

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The desk and the paper on it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        rect = QRectF(rect)
        if self.sheet is None:
            painter.fillRect(rect, self.desk)
        else:
            if not any(paper.contains(rect) for paper in self._papers):
                painter.fillRect(rect, self.desk)
            for paper in self._papers:
                if paper.intersects(rect):
                    painter.fillRect(rect & paper, QColor(self.sheet.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)

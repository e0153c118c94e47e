"""The numbers of votes on the map while people vote: each where it covers no word and no sign, at its card.

Contract. :class:`Badges` shows a number for each record that has votes, of the same size at every zoom as far as there is room for it: over
an edge of its card or within it, where nothing is written; smaller where that takes it; never over another number. Where the map is so
small that nobody reads its words all are of one size, no wider than the cards, and where that is too small to read they are dots. All
places are of the sheet (mm).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.sheet import Part, Path, Text
from cjm_desktop.paint.qt import OVERLAY
from cjm_desktop.paint.qt.guard import guarded
from cjm_desktop.paint.shapes import bounds

from ..canvas.view import MapCanvas
from ..shared import Ui
from ..theme import FAMILY

#: Points to a millimetre; words smaller than this (pixels) are read by nobody.
_PT, _READ = 25.4 / 72, 3.5
#: Sizes that are tried, of the whole one.
_SIZES = (1.0, 0.85, 0.72, 0.6)
#: Without a number (pixels).
_DOT = 8
#: How much of a number may stand out at the side of its card; air around what is written (parts of its height).
_OUT, _AIR = 0.3, 0.06
#: Signs are no larger than so many times the type beside them: what is larger is ground.
_SIGN = 3.0
#: The camera has come to rest (ms).
_REST_MS = 60

Box = tuple[float, float, float, float]


class Badge(QGraphicsItem):
    """The number of votes of a card, in pixels from where its upper left corner is."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui, self._text, self._share = ui, "", 1.0
        self._font = QFont(FAMILY)
        self._font.setWeight(QFont.Weight.Bold)
        self.setZValue(OVERLAY + 20)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def say(self, votes: int, share: float = 1.0) -> None:
        """Show a number, in a share of its whole size."""
        if (self._text, self._share) != (str(votes), share):
            self.prepareGeometryChange()
            self._text, self._share = str(votes), share
        self.update()

    def size(self, votes: int, share: float) -> tuple[float, float]:
        """How wide and high a number is in a share of the whole size (pixels)."""
        if not share:
            return self._ui.px(_DOT), self._ui.px(_DOT)
        high = share * self._ui.px(22)
        self._font.setPixelSize(max(1, round(share * self._ui.px(13))))
        return max(high, QFontMetricsF(self._font).horizontalAdvance(_told(str(votes), share)) + 0.6 * high), high

    def boundingRect(self) -> QRectF:
        """In pixels."""
        return QRectF(QPointF(), QPointF(*self.size(int(self._text or 0), self._share)))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A pill with a dot and the number."""
        look, box = self._ui.look, self.boundingRect().adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent_ink), 1.5))
        painter.setBrush(QColor(look.accent))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if not self._share:
            return
        painter.setFont(self._font)
        painter.setPen(QColor(look.accent_ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _told(self._text, self._share))


class Badges(QObject):
    """Puts the numbers on a map and keeps them clear of its words."""

    def __init__(self, ui: Ui, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._ui, self._canvas = ui, canvas
        self._wanted: dict[str, int] = {}
        self.shown: dict[str, Badge] = {}
        self._ink: dict[Part, tuple[Box, ...]] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.place)
        canvas.camera.changed.connect(self._moved)
        for bar in (canvas.horizontalScrollBar(), canvas.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)

    def _moved(self) -> None:
        if self._wanted:
            self._rest.start()

    def wear(self) -> None:
        """Another look: other colours at the same places."""
        for badge in self.shown.values():
            badge.update()

    def show(self, votes: Mapping[str, int]) -> None:
        """Show these numbers and no others."""
        self._wanted = dict(votes)
        for record in [known for known in self.shown if known not in self._wanted]:
            self._canvas.map_scene.removeItem(self.shown.pop(record))
        for record in self._wanted:
            if record not in self.shown:
                self.shown[record] = Badge(self._ui)
                self._canvas.map_scene.addItem(self.shown[record])
        self.place()

    def place(self) -> None:
        """Give each number in sight its place."""
        sheet, scale = self._canvas.sheet, self._canvas.camera.scale
        sight = self._canvas.camera.sight
        left, right = sight.left() - sight.width() / 2, sight.right() + sight.width() / 2
        cards: dict[str, Box] = {}
        for record, badge in self.shown.items():
            box = sheet.box(record)
            badge.setVisible(box is not None)
            if box is not None and box.x < right and box.x + box.w > left:
                cards[record] = (box.x, box.y, box.x + box.w, box.y + box.h)
            elif box is not None:
                # Nobody sees it; when it comes into sight it gets a place of its own.
                badge.say(self._wanted[record])
                badge.setPos(box.x, box.y)
        read = bool(cards) and sheet.body_pt * _PT * scale >= _READ
        ink = self._written(sheet, left, right) if read else ()
        common = _SIZES[0] if read else self._common(cards, scale)
        placed: list[Box] = []
        for record, card in cards.items():
            badge, votes = self.shown[record], self._wanted[record]
            sizes = [(share, *_over(badge.size(votes, share), scale)) for share in (_SIZES if read else (common,))]
            slim = [one for one in sizes if one[1] <= card[2] - card[0]] or sizes[-1:]
            share, (x, y, x1, y1) = free_place(card, slim, ink, placed)
            placed.append((x, y, x1, y1))
            badge.say(votes, share)
            badge.setPos(QPointF(x, y))

    def _common(self, cards: Mapping[str, Box], scale: float) -> float:
        """The share in which every number is as narrow as its card; nought where none is."""
        for share in _SIZES:
            if all(self.shown[one].size(self._wanted[one], share)[0] <= (box[2] - box[0]) * scale for one, box in cards.items()):
                return share
        return 0.0

    def _written(self, sheet: MapSheet, left: float, right: float) -> list[Box]:
        """What is written in a span of the sheet."""
        known, self._ink = self._ink, {}
        for part in sheet.parts(left, right):
            self._ink[part] = known[part] if part in known else tuple(written(part))
        return [box for boxes in self._ink.values() for box in boxes]


def written(part: Part) -> Iterator[Box]:
    """The words and small signs of a part, on the sheet."""
    type_size = max((item.size for item in part.items if isinstance(item, Text)), default=0.0)
    for item in part.items:
        found = bounds(item) if isinstance(item, Text | Path) else None
        if found is None:
            continue
        x0, y0, x1, y1 = found
        if isinstance(item, Text) and not item.angle:
            # Words reach from the top of their capitals to the foot of their descenders.
            y0, y1 = item.y - 0.75 * item.size, item.y + 0.22 * item.size
        elif max(x1 - x0, y1 - y0) > _SIGN * type_size:
            continue
        yield part.x + x0, part.y + y0, part.x + x1, part.y + y1


def free_place(
    card: Box, sizes: Sequence[tuple[float, float, float]], ink: Iterable[Box], placed: Sequence[Box]
) -> tuple[float, Box]:
    """The share and the place of a number at a card: the largest of ``sizes`` (share, width, height) that covers nothing of ``ink`` and
    none of those that are ``placed``, first over the upper edge at the right; where there is none, what covers least of it.
    """
    left, top, right, bottom = card
    _, wide, high = sizes[0]
    near = [box for box in ink if box[0] < right + wide and box[2] > left - wide and box[1] < bottom + high and box[3] > top - high]
    beside = [box for box in placed if box[0] < right + wide and box[2] > left - wide and box[1] < bottom + high and box[3] > top - high]
    best: tuple[float, float, Box] | None = None
    for share, w, h in sizes:
        air = _AIR * h
        for x, y in _tries(card, w, h):
            box = (x, y, x + w, y + h)
            over = sum(_common(box, other, air) for other in near) + 1000 * sum(_common(box, other, 0.0) for other in beside)
            if over <= 0:
                return share, box
            if best is None or over < best[0]:
                best = over, share, box
    assert best is not None
    return best[1], best[2]


def _tries(card: Box, w: float, h: float) -> Iterator[tuple[float, float]]:
    """Where the upper left corner of a number may be, best first."""
    left, top, right, bottom = card
    last = right + _OUT * h - w
    steps = max(0, min(12, int((last - left) / (0.5 * h))))
    xs = [last - k * 0.5 * h for k in range(steps + 1)]
    for y in (top - 0.5 * h, top - 0.65 * h, top - 0.8 * h, top - 0.92 * h):
        for x in xs:
            yield x, y
    for y in (bottom - 0.5 * h, bottom - 0.3 * h, bottom - 0.8 * h):
        for x in xs:
            yield x, y
    rows = max(0, min(12, int((bottom - top - h) / (0.4 * h))))
    for k in range(rows + 1):
        for x in xs[:6]:
            yield x, bottom - h - k * 0.4 * h


def _common(one: Box, other: Box, air: float) -> float:
    """How much two boxes have in common, the second with air around it."""
    w = min(one[2], other[2] + air) - max(one[0], other[0] - air)
    h = min(one[3], other[3] + air) - max(one[1], other[1] - air)
    return w * h if w > 0 and h > 0 else 0.0


def _over(size: tuple[float, float], scale: float) -> tuple[float, float]:
    return size[0] / scale, size[1] / scale


def _told(votes: str, share: float) -> str:
    """The number with its dot; alone where room is scarce."""
    return f"● {votes}" if share >= _SIZES[1] else votes

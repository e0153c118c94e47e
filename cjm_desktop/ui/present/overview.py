"""The whole journey in one picture for the wall: phases, the line with its faces, and the words of its peaks and dips.

Contract. A long map that is made as small as the screen has type that nobody reads. An :class:`Overview` lies over it instead and draws
the journey anew for the room it has (:attr:`Overview.draft`): no type is smaller than the least size, and what has no room in that size
is left out, titles of the most telling cards last. Further personas have their lines with marks and names, thin and under the map's own.
Nothing is drawn over a map without cards, which says itself how to begin. A click leads to what lies under it (``chosen``). It never
takes the keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Touchpoint
from cjm_desktop.layout.columns import stretches
from cjm_desktop.layout.curve import LazyCurve
from cjm_desktop.layout.label import is_suggested
from cjm_desktop.layout.others import Other, felt, shown_of
from cjm_desktop.layout.sheet import Bezier, Known, Path
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.theme import Theme, zone_of

from ..piece import draw_path, paint_face
from ..session import Change, Session
from ..shared import Ui
from ..theme import FAMILY
from .canvas import RoomCanvas
from .look import type_px

_STYLES = {"regular": QFont.Weight.Normal, "italic": QFont.Weight.Normal, "semibold": QFont.Weight.DemiBold, "bold": QFont.Weight.Bold}
#: Everything in sizes of type: height of a line, the title, a phase too narrow for its name, what stays free at the foot (a sentence of
#: the presentation stands there), and over and under the line for words.
_LEAD, _TITLE, _NARROW, _FOOT, _APART = 1.28, 1.5, 4.5, 4.2, 5.4
#: Widths (sizes of type) and lines of a card's words, the next where there is no place for the one before.
_SHAPES = ((8.5, 3), (12.0, 2), (18.0, 1))
#: Radius of a face: of a peak or dip, of any other (sizes of type), and as shares of the distance between two.
_FACE, _SMALL, _FACE_SHARE, _SMALL_SHARE = 1.0, 0.6, 0.62, 0.38
#: A face smaller than this (pixels) is none.
_LEAST_FACE = 3.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text in a box (pixels): its style, its size (pixels) and colour."""

    box: QRectF
    text: str
    style: str
    size: int
    colour: str
    middle: bool = True


@dataclass(slots=True)
class Draft:
    """What is drawn, in pixels."""

    words: list[Words] = field(default_factory=list)
    grounds: list[tuple[QRectF, str]] = field(default_factory=list)
    faces: list[tuple[QRectF, float | None, str, str]] = field(default_factory=list)
    line: list[Bezier] = field(default_factory=list)
    #: Lines of further personas: whose, its stretches, and where its marks are.
    others: list[tuple[Other, list[Bezier], list[QPointF]]] = field(default_factory=list)
    leaders: list[QLineF] = field(default_factory=list)
    neutral: QLineF = field(default_factory=QLineF)
    #: What a click leads to: a box, kind and id of the record.
    spots: list[tuple[QRectF, str, str]] = field(default_factory=list)
    #: Ids of the touchpoints whose words found room.
    named: list[str] = field(default_factory=list)


class _Drafting:
    """Finds the place of everything in a box of ``width`` × ``height`` pixels, in type of ``px`` pixels."""

    def __init__(self, session: Session, ui: Ui, theme: Theme, typesetter: Typesetter, width: float, height: float, px: int) -> None:
        self._journey, self._insights = session.journey, session.insights
        self._ui, self._theme, self._type = ui, theme, typesetter
        self._width, self._height, self._px = width, height, px
        self._out = Draft()
        # Where faces, line and words are; where words are; what leads from words to their face.
        self._taken: list[QRectF] = []
        self._worded: list[QRectF] = []
        self._led: list[QRectF] = []

    def draft(self) -> Draft:
        """All of it."""
        top = self._phases(self._title())
        if self._journey.touchpoints:
            self._line(top)
        return self._out

    def _wrapped(self, text: str, style: str, size: int, width: float, most: int) -> tuple[str, ...]:
        return self._type.wrap(text, style, max(1.0, width / size), self._journey.language, most).texts

    def _write(self, box: QRectF, lines: tuple[str, ...], style: str, size: int, colour: str, *, middle: bool = True) -> None:
        lead = _LEAD * size
        for k, text in enumerate(lines):
            line = QRectF(box.left(), box.top() + k * lead, box.width(), lead)
            self._out.words.append(Words(line, text, style, size, colour, middle))

    def _title(self) -> float:
        px, size = self._px, round(_TITLE * self._px)
        title = self._journey.title or self._ui.text("Untitled journey")
        lines = self._wrapped(title, "bold", size, self._width - 2 * px, 2)
        box = QRectF(px, 0.5 * px, self._width - 2 * px, _LEAD * size * len(lines))
        self._write(box, lines, "bold", size, self._theme.ink, middle=False)
        return box.bottom() + 0.5 * px

    def _phases(self, top: float) -> float:
        """The phases over the columns of their cards; gives where they end."""
        px, theme, journey = self._px, self._theme, self._journey
        runs = stretches(journey)
        slots = sum(run.slots for run in runs)
        self._pitch = (self._width - 2 * px) / max(1, slots)
        self._x: list[float] = [0.0] * len(journey.touchpoints)
        rows, at, high = [], 0, 0
        for run in runs:
            for k, i in enumerate(range(run.start, run.stop)):
                self._x[i] = px + (at + k + 0.5) * self._pitch
            left, width = px + at * self._pitch, run.slots * self._pitch
            at += run.slots
            if run.phase is None:
                continue
            inner, number = width - 0.8 * px, str(run.rank + 1)
            lines: tuple[str, ...] = ()
            if run.phase.name and inner >= _NARROW * px:
                lines = self._wrapped(run.phase.name, "semibold", px, inner, 3)
            elif width >= 0.7 * px * len(number):
                lines = (number,)
            high = max(high, len(lines))
            rows.append((run, QRectF(left, top, width, 0.0), lines))
        if not rows:
            return top
        height = _LEAD * px * high + 0.6 * px
        for run, box, lines in rows:
            box.setHeight(height)
            block = box.adjusted(0.0, 0.0, -min(3.0, 0.1 * box.width()), 0.0)
            self._out.grounds.append((block, theme.phase(run.rank, len(journey.phases))))
            free = (height - _LEAD * px * len(lines)) / 2
            self._write(block.adjusted(0.0, free, 0.0, 0.0), lines, "semibold", px, theme.phase_ink)
            assert run.phase is not None
            self._out.spots.append((box, "phase", run.phase.id))
        return top + height

    def _line(self, top: float) -> None:
        px, journey, scale, theme = self._px, self._journey, self._journey.scale, self._theme
        foot = self._height - _FOOT * px
        self._numbers(foot)
        top, foot = top + 0.3 * px, foot - 0.3 * px
        apart = min(0.27 * (foot - top), _APART * px)
        high, low = top + apart, foot - apart

        def at(i: int) -> tuple[float, float] | None:
            grade = journey.touchpoints[i].grade
            return None if grade is None else (self._x[i], low - scale.share(grade) * (low - high))

        def known(i: int) -> Known:
            basis = self._insights.basis.get(journey.touchpoints[i].id)
            return Known.OBSERVED if basis == Known.OBSERVED.value else Known.ASSUMED

        every = range(len(journey.touchpoints))
        curve = LazyCurve(len(every), at, known, lambda _left, _right: every)
        self._out.line = [one for one in map(curve.stretch, every) if one is not None]
        self._others(high, low)
        y = low - scale.share(scale.neutral) * (low - high)
        self._out.neutral = QLineF(px, y, self._width - px, y)
        ranked = list(_telling(self._insights, journey.touchpoints, scale.neutral))
        telling = set(ranked)
        for i in every:
            place, t = at(i), journey.touchpoints[i]
            r = min(_FACE * px, _FACE_SHARE * self._pitch) if i in telling else min(_SMALL * px, _SMALL_SHARE * self._pitch)
            x, middle = place or (self._x[i], y)
            box = QRectF(x - r, middle - r, 2 * r, 2 * r)
            fill, ink = theme.zone(zone_of(t.grade, scale)) if t.grade is not None else (theme.paper, theme.secondary)
            self._out.faces.append((box, None if t.grade is None else scale.share(t.grade), fill, ink))
            self._out.spots.append((box.adjusted(-2.0, -2.0, 2.0, 2.0), "touchpoint", t.id))
            self._taken.append(box)
        for one in self._out.line:
            self._taken += [QRectF(x - 2.0, line - 2.0, 4.0, 4.0) for x, line in _points(one)]
        for i in ranked:
            self._name(i, top, foot)
        for other, line, marks in self._out.others:
            self._name_other(other, line, marks, top, foot)

    def _others(self, high: float, low: float) -> None:
        """The lines of further personas between the heights (pixels) of the best grade and the worst."""
        journey, scale = self._journey, self._journey.scale
        every = range(len(journey.touchpoints))
        for other in shown_of(journey, self._insights.told):

            def at(i: int, ident: str = other.persona.id) -> tuple[float, float] | None:
                said = felt(journey.touchpoints[i], ident)
                return None if said is None or said.grade is None else (self._x[i], low - scale.share(said.grade) * (low - high))

            def known(i: int, whose: Other = other) -> Known:
                return Known.OBSERVED if whose.solid(journey.touchpoints[i]) else Known.ASSUMED

            curve = LazyCurve(len(every), at, known, lambda _left, _right: every)
            line = [one for one in map(curve.stretch, every) if one is not None]
            marks = [QPointF(*place) for place in map(at, every) if place is not None]
            self._out.others.append((other, line, marks))

    def _name_other(self, other: Other, line: list[Bezier], marks: list[QPointF], top: float, foot: float) -> None:
        """The name of a further persona beside one of its marks, the last first: where lines end they are furthest apart."""
        px = self._px
        name = other.persona.name.strip() or f"{self._ui.text('Persona')} {other.rank + 2}"
        (said,) = self._wrapped(name, "semibold", px, 16 * px, 1)[:1] or (name,)
        width = self._type.wrap(said, "semibold", 1e4, self._journey.language).width * px + 0.3 * px
        own = [QRectF(x - 1.0, y - 1.0, 2.0, 2.0) for one in line for x, y in _points(one)]
        y = self._out.neutral.y1()
        own.append(QRectF(self._out.neutral.p1(), self._out.neutral.p2()).adjusted(0.0, -1.0, 0.0, 1.0))
        # On the paper if possible, else on what is coloured between the map's own line and neutral; and over or under no face of that line,
        # whose name it would seem to be.
        areas = [QRectF(x - 2.0, min(height, y), 4.0, abs(height - y)) for one in self._out.line for x, height in _points(one)]
        areas += [face.adjusted(0.0, -1.3 * px, 0.0, 1.3 * px) for face, *_rest in self._out.faces]
        for coloured, reach in ((areas, 0.8 * px), ([], 1.5 * px)):
            covered = (*self._taken, *self._led, *own, *coloured)
            for mark in reversed(marks):
                spot = QRectF(mark.x() - 0.4 * px, mark.y() - 0.4 * px, 0.8 * px, 0.8 * px)
                for up in (True, False):
                    for box in _places(spot, width, _LEAD * px, up, (px, self._width - px), (top, foot), px, reach):
                        if not any(box.intersects(taken) for taken in covered):
                            self._taken.append(box)
                            self._worded.append(box)
                            self._write(box, (said,), "semibold", px, other.ink(self._theme))
                            return

    def _numbers(self, top: float) -> None:
        """Numbers of cards, as many as have room."""
        count, px = len(self._x), self._px
        each = max(1, -(-round(0.75 * px * (len(str(count)) + 0.6)) // max(1, round(self._pitch))))
        for i in range(0, count, each):
            width = max(self._pitch * each, 2.0 * px)
            box = QRectF(self._x[i] - width / 2, top, width, _LEAD * px)
            self._write(box, (str(i + 1),), "regular", px, self._theme.secondary)

    def _name(self, i: int, top: float, foot: float) -> None:
        """The words of a telling card near its face, where they cover nothing; nowhere when there is no such place."""
        px, t, theme = self._px, self._journey.touchpoints[i], self._theme
        assert t.grade is not None
        face = self._out.faces[i][0]
        up = t.grade >= self._journey.scale.neutral
        title = t.title or self._ui.text("Untitled touchpoint")
        feels = f"{t.emotion[:1].upper() + t.emotion[1:]} {self._ui.number(round(t.grade, 2))}".strip()
        for most, rows in _SHAPES:
            lines = self._wrapped(title, "semibold", px, most * px, rows)
            # A feeling is one word that nobody wants to guess.
            style = "italic" if is_suggested(t) else "regular"
            said = self._wrapped(feels, style, px, max(_SHAPES[1][0], most) * px, 1)
            width = max(self._type.wrap(line, "semibold", 1e4, self._journey.language).width for line in (*lines, *said)) * px + 0.3 * px
            box = self._place(face, width, _LEAD * px * (len(lines) + len(said)), up, top, foot)
            if box is not None:
                break
        else:
            return
        lead = _leader(face, box, up, px)
        self._taken.append(box)
        self._worded.append(box)
        self._out.spots.append((box, "touchpoint", t.id))
        self._out.named.append(t.id)
        self._write(box, lines, "semibold", px, theme.ink)
        self._write(box.adjusted(0.0, _LEAD * px * len(lines), 0.0, 0.0), said, style, px, theme.secondary)
        if lead is not None:
            self._led.append(_strip(lead))
            self._out.leaders.append(lead)

    def _place(self, face: QRectF, width: float, height: float, up: bool, top: float, foot: float) -> QRectF | None:
        """Where words of a size (pixels) cover nothing and nothing covers what leads from them to their face."""
        px = self._px
        for box in _places(face, width, height, up, (px, self._width - px), (top, foot), px):
            lead = _leader(face, box, up, px)
            around = box.adjusted(-0.3 * px, 0.0, 0.3 * px, 0.0)
            covers = any(around.intersects(other) for other in (*self._taken, *self._led))
            if not covers and (lead is None or not any(_strip(lead).intersects(other) for other in self._worded)):
                return box
        return None


def _leader(face: QRectF, box: QRectF, up: bool, px: int) -> QLineF | None:
    """From words to their face, where they do not stand at it."""
    edge, rim = (box.bottom(), face.top()) if up else (box.top(), face.bottom())
    if abs(edge - rim) <= 0.5 * px:
        return None
    x = max(box.left() + 2.0, min(face.center().x(), box.right() - 2.0))
    return QLineF(x, edge, face.center().x(), rim)


def _strip(lead: QLineF) -> QRectF:
    """What a leader takes."""
    return QRectF(lead.p1(), lead.p2()).normalized().adjusted(-3.0, 0.0, 3.0, 0.0)


def _telling(insights: Insights, touchpoints: tuple[Touchpoint, ...], neutral: float) -> Iterator[int]:
    """Peaks and dips, the most telling first."""
    ends = {insights.highest, insights.deepest}
    found = {*insights.peaks, *insights.dips, *ends}
    own = [i for i, t in enumerate(touchpoints) if t.id in found and t.grade is not None]

    def rank(i: int) -> tuple[bool, bool, float]:
        t = touchpoints[i]
        return t.id not in ends, t.id not in insights.highlights, -abs((t.grade or 0.0) - neutral)

    yield from sorted(own, key=rank)


def _places(
    face: QRectF,
    width: float,
    height: float,
    up: bool,
    across: tuple[float, float],
    down: tuple[float, float],
    px: int,
    reach: float = 1e9,
) -> Iterator[QRectF]:
    """Where the words of a face may stand: near it first, then further away, ``reach`` pixels at most."""
    step = 0.5 * px
    begin = edge = face.top() - 0.2 * px - height if up else face.bottom() + 0.2 * px
    while down[0] <= edge and edge + height <= down[1] and abs(edge - begin) <= reach:
        for shift in (0.0, -0.25, 0.25, -0.45, 0.45):
            x = face.center().x() - width / 2 + shift * width
            yield QRectF(max(across[0], min(x, across[1] - width)), edge, width, height)
        edge += -step if up else step


def _points(one: Bezier) -> Iterator[tuple[float, float]]:
    """Points of a stretch of the line."""
    count = max(4, round((one.x3 - one.x0) / 6.0))
    for k in range(count + 1):
        t = k / count
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * one.x0 + b * one.x1 + c * one.x2 + d * one.x3, a * one.y0 + b * one.y1 + c * one.y2 + d * one.y3


class Overview(QWidget):
    """Draws it."""

    #: Kind and id of what was clicked.
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, ui: Ui, session: Session, canvas: RoomCanvas, theme: Theme) -> None:
        super().__init__(parent)
        self._ui, self._session, self._canvas, self._theme = ui, session, canvas, theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(ui.text("Whole map"))
        canvas.camera.changed.connect(self._lift)
        session.changed.connect(self._follow)
        self.hide()

    def _follow(self, _change: Change) -> None:
        """The document is another. (A method, not a function of its own: it is not called when the showing is over.)"""
        self.update()

    def put_on(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.update()

    def come(self) -> None:
        """All of the map is in sight, and this over it where nobody could read that."""
        self._canvas.show_all()
        self.setVisible(not self._canvas.whole_reads and bool(self._session.journey.touchpoints))

    def _lift(self) -> None:
        """The map came nearer, whoever brought it."""
        if self._canvas.camera.scale > 1.02 * self._canvas.whole_scale:
            self.hide()

    @property
    def draft(self) -> Draft:
        """What is drawn now."""
        px = type_px(self.window().height())
        typesetter = self._canvas.composer.typesetter
        return _Drafting(self._session, self._ui, self._theme, typesetter, self.width(), self.height(), px).draft()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leads to what is there."""
        at = event.position()
        spots = [(box, kind, record) for box, kind, record in self.draft.spots if box.contains(at)]
        if spots and event.button() is Qt.MouseButton.LeftButton:
            _box, kind, record = min(spots, key=lambda spot: QLineF(spot[0].center(), at).length())
            self.chosen.emit(kind, record)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Not the map's under it."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nor this."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        draft, theme = self.draft, self._theme
        px = type_px(self.window().height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.paper))
        for box, colour in draft.grounds:
            painter.fillRect(box, QColor(colour))
        self._paint_areas(painter, draft)
        painter.setPen(QPen(QColor(theme.secondary), max(1.0, 0.05 * px), Qt.PenStyle.DashLine))
        painter.drawLine(draft.neutral)
        painter.setPen(QPen(QColor(theme.secondary), max(1.0, 0.06 * px)))
        painter.drawLines(draft.leaders)
        self._paint_others(painter, draft, px)
        for one in draft.line:
            pen = QPen(QColor(theme.ink), max(2.0, 0.2 * px), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            if one.known is not Known.OBSERVED:
                pen.setDashPattern([2.2, 1.3])
            painter.strokePath(_stroke(one), pen)
        for box, share, fill, ink in draft.faces:
            if share is not None and box.width() / 2 >= _LEAST_FACE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.paper))
                painter.drawEllipse(box.adjusted(-2.0, -2.0, 2.0, 2.0))
                paint_face(painter, box, share, fill, ink)
            elif share is None:
                painter.setPen(QPen(QColor(ink), 1.5))
                painter.setBrush(QColor(fill))
                painter.drawEllipse(box.adjusted(1.0, 1.0, -1.0, -1.0))
        for words in draft.words:
            font = QFont(FAMILY)
            font.setPixelSize(words.size)
            font.setWeight(_STYLES[words.style])
            font.setItalic(words.style == "italic")
            painter.setFont(font)
            painter.setPen(QColor(words.colour))
            side = Qt.AlignmentFlag.AlignHCenter if words.middle else Qt.AlignmentFlag.AlignLeft
            flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
            painter.drawText(words.box, flags, words.text)
        painter.end()

    def _paint_others(self, painter: QPainter, draft: Draft, px: int) -> None:
        """Lines of further personas, each in its own ink and with its own marks: solid where told, in its own dashes where assumed."""
        theme, wide = self._theme, max(1.5, 0.1 * px)
        for other, line, marks in draft.others:
            pen = QPen(QColor(other.ink(theme)), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
            for known in (Known.OBSERVED, Known.ASSUMED):
                if known is Known.ASSUMED:
                    pen.setDashPattern([length / wide for length in other.dash(wide)])
                # One path, so that dashes go on from stretch to stretch.
                whole = QPainterPath()
                for one in line:
                    if one.known is not known:
                        continue
                    if not whole.elementCount() or whole.currentPosition() != QPointF(one.x0, one.y0):
                        whole.moveTo(one.x0, one.y0)
                    whole.cubicTo(one.x1, one.y1, one.x2, one.y2, one.x3, one.y3)
                painter.strokePath(whole, pen)
            for mark in marks:
                for item in other.mark(mark.x(), mark.y(), 0.32 * px, theme):
                    if isinstance(item, Path):
                        draw_path(painter, item)

    def _paint_areas(self, painter: QPainter, draft: Draft) -> None:
        """Between line and neutral, in the colour of what is felt."""
        y, theme = draft.neutral.y1(), self._theme
        for colour, over in ((theme.positive_area, True), (theme.negative_area, False)):
            painter.save()
            painter.setClipRect(QRectF(0.0, 0.0 if over else y, self.width(), y if over else self.height() - y))
            # One path: between two there would be a seam.
            whole = QPainterPath()
            whole.setFillRule(Qt.FillRule.WindingFill)
            for one in draft.line:
                path = _stroke(one)
                path.lineTo(QPointF(one.x3, y))
                path.lineTo(QPointF(one.x0, y))
                path.closeSubpath()
                whole.addPath(path)
            painter.fillPath(whole, QColor(colour))
            painter.restore()


def _stroke(one: Bezier) -> QPainterPath:
    path = QPainterPath(QPointF(one.x0, one.y0))
    path.cubicTo(one.x1, one.y1, one.x2, one.y2, one.x3, one.y3)
    return path

"""A map in small: header, phases, line with faces, cards, in the colours of a theme, as it is seen or printed.

Contract. :func:`paint_sample` draws with nothing but a theme's roles, so that what a role means is seen at a glance; with words
it is a picture to read (:class:`Sample`), without them one to recognise a theme by (:class:`ThemeCard`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cjm_desktop.layout.colour import Vision, luminance, seen, srgb
from cjm_desktop.layout.theme import Theme

from ..piece import paint_face
from ..shared import Ui
from ..theme import interface_font


class Eyes(StrEnum):
    """Who looks at the map, or what prints it."""

    USUAL = "usual"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Words:
    """What a sample says: title, a label of the header, a card's title, an opportunity's title."""

    title: str
    label: str
    card: str
    opportunity: str


def as_seen(colour: str, eyes: Eyes) -> str:
    """A colour as it looks to those eyes, or printed in black."""
    if eyes is Eyes.GREY:
        light = luminance(colour)
        return srgb((light, light, light))
    return seen(colour, Vision(eyes))


class _Brush:
    """A painter that knows the theme and the eyes."""

    def __init__(self, painter: QPainter, theme: Theme, eyes: Eyes) -> None:
        self.p, self._theme, self._eyes = painter, theme, eyes

    def colour(self, role: str) -> QColor:
        """The colour of a role, or a colour itself, as it is seen."""
        value = role if role.startswith("#") else str(getattr(self._theme, role))
        return QColor(as_seen(value, self._eyes))

    def box(self, rect: QRectF, role: str, edge: str = "", round_: float = 0.0, wide: float = 1.0) -> None:
        """A filled box, with an edge if one is named."""
        self.p.setPen(QPen(self.colour(edge), wide) if edge else Qt.PenStyle.NoPen)
        self.p.setBrush(self.colour(role))
        self.p.drawRoundedRect(rect, round_, round_)

    def text(self, rect: QRectF, text: str, role: str, font: QFont, *, middle: bool = False) -> None:
        """A line of text, smaller where its room asks for that, and cut where even that does not help."""
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if wide > rect.width() > 0:
            font = QFont(font)
            font.setPixelSize(max(1, int(font.pixelSize() * max(_SMALLER, (rect.width() - 1) / wide))))
        self.p.setFont(font)
        self.p.setPen(self.colour(role))
        shown = self.p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        side = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft
        self.p.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def bar(self, x: float, y: float, wide: float, high: float, role: str) -> None:
        """What stands for a line of text where there is no room for words."""
        self.box(QRectF(x, y, wide, high), role, round_=high / 2)


#: A line of the sample may be so much smaller where it is long.
_SMALLER = 0.75
#: The grades of the sample's three touchpoints as shares of the scale: good, neutral, bad.
_GRADES = (0.85, 0.5, 0.14)


def paint_sample(
    painter: QPainter, rect: QRectF, theme: Theme, words: Words | None, ui: Ui, eyes: Eyes = Eyes.USUAL
) -> None:
    """Draw the sample into a rectangle; without ``words``, bars stand for them."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    edge.addRoundedRect(rect, ui.px(6), ui.px(6))
    painter.setClipPath(edge)
    brush = _Brush(painter, theme, eyes)
    brush.box(rect, "paper")
    head = rect.height() * (0.25 if words is None else 0.23)
    top = QRectF(rect.left(), rect.top(), rect.width(), head)
    _header(brush, top, theme, words, ui)
    band = QRectF(rect.left(), top.bottom(), rect.width(), rect.height() * (0.12 if words is None else 0.14))
    _phases(brush, band, theme, words is not None, ui)
    body = QRectF(rect.left(), band.bottom(), rect.width(), rect.bottom() - band.bottom())
    _body(brush, body, theme, words, ui)
    painter.restore()


def _header(brush: _Brush, rect: QRectF, theme: Theme, words: Words | None, ui: Ui) -> None:
    brush.box(rect, "header")
    if theme.header == theme.paper:
        brush.box(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), "header_rule")
    pad = ui.px(8 if words else 6)
    side = rect.height() - 2 * (pad - ui.px(2))
    disc = QRectF(rect.right() - pad - side, rect.center().y() - side / 2, side, side)
    if words is None:
        brush.bar(
            rect.left() + pad,
            rect.top() + rect.height() * 0.26,
            rect.width() * 0.46,
            ui.px(3.4),
            "header_ink",
        )
        brush.bar(
            rect.left() + pad,
            rect.top() + rect.height() * 0.60,
            rect.width() * 0.28,
            ui.px(2.4),
            "header_accent",
        )
    else:
        room = disc.left() - rect.left() - 2 * pad
        title = interface_font(ui.scale, 13)
        title.setWeight(QFont.Weight.Bold)
        half = rect.height() / 2
        brush.text(
            QRectF(rect.left() + pad, rect.top() + ui.px(3), room, half), words.title, "header_ink", title
        )
        small = interface_font(ui.scale, 9.6)
        small.setWeight(QFont.Weight.DemiBold)
        brush.text(
            QRectF(rect.left() + pad, rect.top() + half - ui.px(1), room, half - ui.px(3)),
            words.label,
            "header_accent",
            small,
        )
    brush.box(disc, "header_disc", round_=side / 2)
    paint_face(
        brush.p,
        disc.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2),
        0.85,
        brush.colour("positive").name(),
        brush.colour("positive_ink").name(),
    )


def _phases(brush: _Brush, rect: QRectF, theme: Theme, named: bool, ui: Ui) -> None:
    wide = rect.width() / 3
    font = interface_font(ui.scale, 10)
    font.setWeight(QFont.Weight.Bold)
    for i in range(3):
        box = QRectF(rect.left() + i * wide, rect.top(), wide + 0.5, rect.height())
        brush.box(box, theme.phase(i, 3))
        if named:
            brush.text(box, str(i + 1), "phase_ink", font, middle=True)
        else:
            brush.bar(
                box.center().x() - wide * 0.2, box.center().y() - ui.px(1), wide * 0.4, ui.px(2), "phase_ink"
            )


def _body(brush: _Brush, rect: QRectF, theme: Theme, words: Words | None, ui: Ui) -> None:
    p = brush.p
    brush.box(rect, "ground")
    gap = ui.px(7 if words else 4)
    cards = ui.px(26) if words else rect.height() * 0.24
    line = QRectF(rect.left(), rect.top() + gap, rect.width(), rect.height() - cards - 2.6 * gap)
    wide = rect.width() / 3
    face = min(line.height() * 0.36, ui.px(22))
    points = [
        QPointF(rect.left() + (i + 0.5) * wide, line.bottom() - face / 2 - share * (line.height() - face))
        for i, share in enumerate(_GRADES)
    ]
    middle = line.center().y()
    for first, role in ((0, "positive_area"), (1, "negative_area")):
        path = QPainterPath(QPointF(rect.left() if first == 0 else points[1].x(), middle))
        if first == 0:
            path.lineTo(QPointF(rect.left(), points[0].y()))
        for point in points[first : first + 2]:
            path.lineTo(point)
        if first:
            path.lineTo(QPointF(rect.right(), points[2].y()))
            path.lineTo(QPointF(rect.right(), middle))
        path.closeSubpath()
        p.fillPath(path, brush.colour(role))
    p.setPen(QPen(brush.colour("grid"), 1))
    p.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
    p.setPen(QPen(brush.colour("ink"), ui.px(2)))
    p.drawPolyline([QPointF(rect.left(), points[0].y()), *points, QPointF(rect.right(), points[2].y())])
    zones = (("positive", "positive_ink"), ("neutral", "neutral_ink"), ("negative", "negative_ink"))
    for point, share, (fill, ink) in zip(points, _GRADES, zones, strict=True):
        ring = QRectF(point.x() - face / 2 - 1.5, point.y() - face / 2 - 1.5, face + 3, face + 3)
        brush.box(ring, "paper", round_=ring.width() / 2)
        paint_face(
            p,
            ring.adjusted(1.5, 1.5, -1.5, -1.5),
            share,
            brush.colour(fill).name(),
            brush.colour(ink).name(),
        )
    _cards(
        brush,
        QRectF(rect.left() + gap, rect.bottom() - cards - gap, rect.width() - 2 * gap, cards),
        words,
        ui,
    )


def _cards(brush: _Brush, rect: QRectF, words: Words | None, ui: Ui) -> None:
    """A touchpoint's card on the left, an opportunity's on the right."""
    gap = ui.px(8 if words else 5)
    wide = (rect.width() - gap) / 2
    card = QRectF(rect.left(), rect.top(), wide, rect.height())
    chance = QRectF(card.right() + gap, rect.top(), wide, rect.height())
    brush.box(card.adjusted(0.5, 0.5, -0.5, -0.5), "card", "rule", ui.px(3))
    brush.box(chance.adjusted(0.5, 0.5, -0.5, -0.5), "card", "opportunity", ui.px(3))
    side = min(rect.height() - ui.px(6), ui.px(15))
    sign = QRectF(chance.left() + ui.px(4), chance.center().y() - side / 2, side, side)
    brush.box(sign, "opportunity", round_=side / 2)
    brush.p.setPen(QPen(brush.colour("opportunity_ink"), max(1.0, side / 8)))
    reach, c = side * 0.26, sign.center()
    brush.p.drawLine(QPointF(c.x() - reach, c.y()), QPointF(c.x() + reach, c.y()))
    brush.p.drawLine(QPointF(c.x(), c.y() - reach), QPointF(c.x(), c.y() + reach))
    left = sign.right() + ui.px(4)
    if words is None:
        for x, room, role in (
            (card.left() + ui.px(4), wide - ui.px(12), "ink"),
            (left, chance.right() - left - ui.px(6), "opportunity"),
        ):
            brush.bar(x, rect.center().y() - ui.px(1.5), room * 0.85, ui.px(2.6), role)
        return
    font = interface_font(ui.scale, 10.6)
    font.setWeight(QFont.Weight.DemiBold)
    brush.text(card.adjusted(ui.px(6), 0, -ui.px(4), 0), words.card, "ink", font)
    brush.text(
        QRectF(left, chance.top(), chance.right() - left - ui.px(3), chance.height()),
        words.opportunity,
        "opportunity",
        font,
    )


class Sample(QWidget):
    """The sample to read; :meth:`show_theme` and :attr:`eyes` change what it shows."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui, self._words = ui, words
        self.theme: Theme | None = None
        self.eyes = Eyes.USUAL
        self.setFixedHeight(ui.px(186))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(ui.text("A map in these colours"))

    def show_theme(self, theme: Theme) -> None:
        """Show the sample in another theme."""
        if theme != self.theme:
            self.theme = theme
            self.update()

    def look_with(self, eyes: Eyes) -> None:
        """Show the sample as other eyes see it."""
        self.eyes = eyes
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.theme is None:
            return
        p = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_sample(p, rect, self.theme, self._words, self._ui, self.eyes)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(QColor(self._ui.look.rule), 1))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect, self._ui.px(6), self._ui.px(6))
        p.end()


class ThemeCard(QAbstractButton):
    """A theme to choose: a small map in its colours, and its name."""

    def __init__(self, ui: Ui, name: str, text: str) -> None:
        super().__init__()
        self._ui, self.name = ui, name
        self.theme: Theme | None = None
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_theme(self, theme: Theme) -> None:
        """Draw the card in a theme (with a company's colours in it)."""
        if theme != self.theme:
            self.theme = theme
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ui.px(112), self._ui.px(84) + self._lines())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.px(84), self.sizeHint().height())

    def _lines(self) -> int:
        return self.fontMetrics().height() + self._ui.px(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, look = self._ui, self._ui.look
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad = ui.px(4)
        picture = QRectF(pad, pad, self.width() - 2 * pad, self.height() - self._lines() - pad)
        if self.theme is not None:
            paint_sample(p, picture, self.theme, None, ui)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(QColor(look.rule), 1))
        p.drawRoundedRect(picture, ui.px(6), ui.px(6))
        if self.isChecked() or self.underMouse() or self.hasFocus():
            strong = look.ink if self.hasFocus() else look.accent if self.isChecked() else look.field_rule
            p.setPen(QPen(QColor(strong), 2 if self.isChecked() or self.hasFocus() else 1))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ui.px(9), ui.px(9))
        font = interface_font(ui.scale, 12.4)
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        p.setFont(font)
        below = QRectF(pad, picture.bottom(), picture.width(), self.height() - picture.bottom() - ui.px(2))
        if self.isChecked():
            side = ui.px(14)
            wide = min(below.width(), p.fontMetrics().horizontalAdvance(self.text()) + side + ui.px(4))
            left = below.center().x() - wide / 2
            ui.icons.paint(p, QRectF(left, below.center().y() - side / 2, side, side), "check", look.accent)
            below.setLeft(left + side + ui.px(4))
            below.setWidth(wide - side - ui.px(4) + 1)
        p.setPen(QColor(look.ink if self.isChecked() else look.text))
        shown = p.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(below.width()))
        p.drawText(below, int(Qt.AlignmentFlag.AlignCenter), shown)
        p.end()

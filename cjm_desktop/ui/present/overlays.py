"""What lies over the map in a presentation: the spotlight, the blank screen, the timer's clock and sentences.

Contract. Plain widgets over the canvas; none takes the mouse or the keyboard. :class:`Spotlight` dims everything but a disc,
:class:`Curtain` is a black screen, :class:`Clock` shows a :class:`~.countdown.Countdown` in a corner, :class:`Note` says a sentence
for a while, or until it says another.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QLabel, QWidget

from ..shared import Ui
from ..theme import FAMILY, Look
from .countdown import Countdown

#: How dark it is outside the disc (0–255), and the disc's radius as a share of the screen's height: usual, least, most.
_DIM = 196
_RADIUS, _SMALLEST, _LARGEST = 0.2, 0.06, 0.6
#: One click of a wheel (120 eighths of a degree) changes the radius by this factor.
_CLICK = 1.12
#: The pulse at the end of the time: so many changes, so far apart (ms): less than three a second, so that it flashes nobody.
_PULSES, _PULSE_MS = 10, 450
#: How long a sentence stays.
_NOTE_MS = 6_000


class _Over(QWidget):
    """A widget that only shows."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        """``name`` is what screen readers call it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.hide()


class Note(QLabel):
    """A sentence over the map."""

    #: It came, went or says something else.
    turned = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._rest.timeout.connect(lambda: self.say(""))
        self._room = QRect()
        self._kept = ""
        #: Where a sentence stands instead, so that it covers nothing (pixels of the parent); none: over the map.
        self._aside = QRect()
        #: Whether it stands there now.
        self.beside = False
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence for a while; none: only what is kept, if anything."""
        self._rest.stop()
        self.setText(text or self._kept)
        self.setVisible(bool(self.text()))
        self.place(self._room, self._aside)
        if text:
            self._rest.start()
        self.turned.emit()

    def keep(self, text: str) -> None:
        """Show a sentence until there is another to be kept, whenever nothing else is said; none: nothing."""
        self._kept = text
        if not self._rest.isActive():
            self.say("")

    def place(self, room: QRect, aside: QRect | None = None) -> None:
        """Stand at the lower edge of a box (pixels of the parent), in its middle: phases and cards are above; or at the right in a box
        ``aside`` where the first one has no room to spare, if all of it has room there."""
        self._room, self._aside = room, aside or QRect()
        self.beside = False
        if room.isEmpty() or self.isHidden():
            return
        whole = self.fontMetrics().horizontalAdvance(self.text()) + self.fontMetrics().height() * 2
        width = min(whole, round(0.6 * self._aside.width()))
        high = max(self.fontMetrics().height(), self.heightForWidth(width))
        if not self._aside.isEmpty() and high <= self._aside.height():
            self.beside = True
            self.setGeometry(self._aside.right() + 1 - width, self._aside.center().y() - high // 2, width, high)
            self.raise_()
            return
        width = min(whole, round(0.9 * room.width()))
        self.resize(width, max(self.fontMetrics().height(), self.heightForWidth(width)))
        self.move(room.center().x() - width // 2, room.bottom() - self.height() - self.fontMetrics().height() // 2)
        self.raise_()


class Spotlight(_Over):
    """Everything is dimmed but a disc."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent, name)
        self._at = QPointF()
        self._share = _RADIUS

    @property
    def radius(self) -> float:
        """Of the disc (pixels)."""
        return self._share * self.height()

    def shine(self, at: QPointF) -> None:
        """The disc is here (pixels of this widget) now."""
        before = self._disc()
        self._at = QPointF(at)
        # Two discs, and not the box around both.
        self.update(QRegion(before).united(QRegion(self._disc())))

    def turn(self, delta: int) -> None:
        """Larger or smaller, by eighths of a degree of a wheel."""
        self._share = max(_SMALLEST, min(_LARGEST, self._share * _CLICK ** (delta / 120)))
        self.update()

    def _disc(self) -> QRect:
        r = self.radius + 2
        return QRectF(self._at.x() - r, self._at.y() - r, 2 * r, 2 * r).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        path.addRect(QRectF(self.rect()))
        path.addEllipse(self._at, self.radius, self.radius)
        painter.fillPath(path, QColor(4, 7, 14, _DIM))
        painter.end()


class Curtain(_Over):
    """A black screen: everybody looks at who speaks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.end()


class Clock(_Over):
    """What is left of the time, in a corner."""

    def __init__(self, ui: Ui, parent: QWidget, countdown: Countdown, look: Look) -> None:
        super().__init__(parent)
        self._ui, self._countdown, self._look = ui, countdown, look
        self._bright = False
        self._left = 0
        self._font = QFont(FAMILY)
        self._font.setWeight(QFont.Weight.Bold)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._beat)
        countdown.changed.connect(self._show)

    def put_on(self, look: Look, px: int) -> None:
        """Another look; ``px`` is the least size of type."""
        self._look = look
        self._font.setPixelSize(round(1.5 * px))
        self._show()

    def pulse(self) -> None:
        """Changes its colour for some seconds: the time is over."""
        self._left = _PULSES
        self._pulse.start()

    @property
    def pulsing(self) -> bool:
        """Whether it does so now."""
        return self._pulse.isActive()

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(self._font)
        return QSize(
            round(lines.horizontalAdvance("000:00") + 1.5 * lines.height()), round(1.5 * lines.height())
        )

    def _show(self) -> None:
        one = self._countdown
        self.setAccessibleName(self._ui.text("Timer: {time} left").format(time=one.text))
        self.setVisible(one.on)
        self.resize(self.sizeHint())
        self.update()

    def _beat(self) -> None:
        self._left -= 1
        self._bright = self._left > 0 and not self._bright
        if self._left <= 0:
            self._pulse.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        one, look = self._countdown, self._look
        ended = one.seconds <= 0
        ground = look.accent if self._bright or (ended and not self._pulse.isActive()) else look.header
        ink = look.accent_ink if ground == look.accent else look.header_ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.header_rule))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if not one.running and not ended:
            # Paused: said by a sign as well, not by standing still alone.
            bar = box.height() * 0.07
            for x in (0.22, 0.34):
                painter.fillRect(
                    QRectF(box.height() * x, box.height() * 0.34, bar, box.height() * 0.32), QColor(ink)
                )
        painter.setPen(QColor(ink))
        painter.setFont(self._font)
        # In the middle, with room for the sign on its left: the figures stay where they are when the time does.
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one.text)
        painter.end()

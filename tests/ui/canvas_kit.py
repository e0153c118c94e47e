"""A canvas in a window of its own, and a hand to work on it: shared by the tests of the canvas."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.analysis import read
from cjm_desktop.document import Channel, EmotionWord, Journey, Message, Opportunity, Phase, Touchpoint
from cjm_desktop.layout import Composer, IconSet, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.ui.canvas import MapCanvas
from cjm_desktop.ui.selection import Selection
from cjm_desktop.ui.session import Session
from cjm_desktop.ui.theme import LIGHT, load_fonts

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class PlainUi(QObject):
    """As much of the window's words and colours as a canvas needs, in English."""

    look_changed = Signal()
    look = LIGHT
    scale = 1.0

    def say(self, message: Message) -> str:
        return str(message)

    def number(self, value: float | None, digits: int | None = None) -> str:
        return "" if value is None else f"{value:g}"


@cache
def typesetter() -> Typesetter:
    load_fonts()
    return Typesetter(FontSet.shipped())


def composer() -> Composer:
    words = printed_words(lambda _context, english: english, "en")
    return Composer(typesetter(), load_theme("house"), IconSet.shipped(), words)


def journey(n: int = 8, phases: int = 2) -> Journey:
    """Touchpoints t0 … in equal phases p0 …, with grades between 2 and 9."""
    return Journey(
        title="My new job",
        channels=(Channel(id="c0", name="Phone", icon="phone"),),
        emotions=(
            EmotionWord(word="angry", grade=2.0),
            EmotionWord(word="calm", grade=6.0),
            EmotionWord(word="happy", grade=9.0),
        ),
        phases=tuple(Phase(id=f"p{i}", name=f"Phase {i}") for i in range(phases)),
        touchpoints=tuple(
            Touchpoint(
                id=f"t{i}",
                phase=f"p{i * phases // n}",
                title=f"Card number {i}",
                text=f"What happens at step {i}.",
                channel="c0",
                emotion="calm",
                emotion_suggested=True,
                grade=float(2 + (i * 3) % 8),
            )
            for i in range(n)
        ),
        opportunities=(Opportunity(id="o0", title="Tell them sooner", touchpoints=("t1",)),) if n > 1 else (),
    )


class Bench:
    """A canvas with its session and selection, and what a hand and a keyboard do to it."""

    def __init__(self, document: Journey, size: tuple[int, int] = (1500, 900)) -> None:
        self.session = Session(document, analyse=read)
        self.selection = Selection(self.session)
        self.hints: list[str] = []
        self.canvas = MapCanvas(self.session, self.selection, composer(), PlainUi())
        self.canvas.hint.connect(self.hints.append)
        self.canvas.resize(*size)
        self.canvas.show()
        self.canvas.setFocus()
        settle()

    @property
    def order(self) -> list[str]:
        return [t.id for t in self.session.journey.touchpoints]

    def card(self, ident: str) -> Touchpoint:
        return next(t for t in self.session.journey.touchpoints if t.id == ident)

    def spot(self, x: float, y: float) -> QPoint:
        """A place on the sheet (mm) as a place in the window."""
        return self.canvas.camera.to_view(QPointF(x, y)).toPoint()

    def on_card(self, ident: str, across: float = 0.5, down: float = 2.0) -> QPoint:
        box = self.canvas.sheet.box(ident)
        assert box is not None
        return self.spot(box.x + across * box.w, box.y + down)

    def on_point(self, ident: str, up: float = 0.0) -> QPoint:
        point = self.canvas.sheet.point(ident)
        assert point is not None
        return self.spot(point[0], point[1] - up)

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.canvas.viewport(), LEFT, modifiers, at)

    def pull(self, start: QPoint, end: QPoint, steps: int = 10) -> None:
        for k in range(1, steps + 1):
            QTest.mouseMove(self.canvas.viewport(), start + (end - start) * k / steps)
            QApplication.processEvents()

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, at)
        settle()

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.pull(start, end)
        self.release(end)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, at)
        settle()

    def double_click(self, at: QPoint) -> None:
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NONE, at)
        settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifiers)
        settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.canvas, text)
        settle()

    def undo_all(self) -> int:
        """Takes everything back; gives how many entries there were."""
        n = 0
        while self.session.undo_label is not None:
            self.session.undo()
            n += 1
        return n


def settle(times: int = 4) -> None:
    for _ in range(times):
        QApplication.processEvents()


def landed(bench: Bench) -> None:
    """Let the camera arrive where it flies to, if it does, however slow the computer is."""
    settle()
    end = time.monotonic() + 20.0
    while (flight := bench.canvas.camera.flight) is not None and flight.state() is not QVariantAnimation.State.Stopped:
        assert time.monotonic() < end, "it never arrived"
        QApplication.processEvents()
        time.sleep(0.005)
    settle()


def titles(bench: Bench) -> Sequence[str]:
    return [t.title for t in bench.session.journey.touchpoints]

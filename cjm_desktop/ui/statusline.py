"""The status bar: what can be done now, what was just done, and how the poster would print.

Contract. :class:`StatusLine` writes into the labels and buttons of the window's status bar and asks nothing else of it. What was just
done can be read whole for its eight seconds: where the bar is too narrow for it and for figures, the timer and signs, it lies over these.
The poster's figures (smallest type, how far it reads, what should be known) are worked out beside the window's thread once the document has
rested, never under a hand.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStatusBar, QStyle, QStyleOption, QWidget
from shiboken6 import isValid

from cjm_desktop.document import Message
from cjm_desktop.press import PrintOrder

from .elided import Elided
from .printing import Printing, Proof
from .selection import Selection
from .session import Session
from .shared import Ui
from .window import MainWindow

#: How long the document rests before the poster's figures are worked out again.
_REST_MS = 1_200
#: Above this many touchpoints the figures are worked out in the export dialog only.
_MOST_FOR_FIGURES = 400
#: How long a sentence stays.
_SAY_MS = 8_000


class _Over(Elided):
    """What was just done, over what else stands in the status bar. What it lies over in part it covers whole."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__("", "")
        self._bar = bar
        self.setParent(bar)
        # The words of the label under it, which says them to assistive technology.
        self.setObjectName("said")
        self.hide()

    def lie(self, words: Elided, need: int) -> None:
        """Show the words of a label over it and as much more of the bar as they need, in pixels; nothing where the label is as wide."""
        bar = self._bar
        left = words.x()
        if words.text() != self.text():
            self.say(words.text())
        self.setVisible(words.width() < need)
        right = max([left + need, *(one.geometry().right() + 1 for one in self.beside(words) if one.x() < left + need)])
        # The line above the bar stays.
        self.setGeometry(left, 1, min(right, bar.width()) - left, bar.height() - 1)
        self.raise_()

    def beside(self, words: Elided) -> list[QWidget]:
        """What is to be seen in the bar but the words."""
        found = [one for one in self._bar.children() if isinstance(one, QWidget)]
        return [one for one in found if one not in (self, words) and not one.isHidden()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing shines through."""
        ground = QStyleOption()
        ground.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, ground, painter, self)
        painter.end()
        super().paintEvent(event)


class StatusLine(QObject):
    """The status bar of one window."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        selection: Selection,
        printing: Printing,
        map_shown: Callable[[], bool],
    ) -> None:
        """``map_shown`` tells whether the map is in sight, not the start page."""
        super().__init__(window)
        self._window, self._session, self._selection = window, session, selection
        self._printing, self._map_shown = printing, map_shown
        self._ui: Ui = window.ui
        #: What can be done where something else is in the map's place; empty: the map is in sight.
        self.elsewhere: Callable[[], str] = str
        self._proof: Proof | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._measure)
        self._hush = QTimer(self)
        self._hush.setSingleShot(True)
        self._hush.setInterval(_SAY_MS)
        self._hush.timeout.connect(self.say_hint)
        #: What is to be seen of the poster's figures, wherever there is room.
        self._wanted: dict[QWidget, bool] = {}
        self.over = _Over(window.statusBar())
        window.statusBar().installEventFilter(self)
        window.message.installEventFilter(self)

    @property
    def _gone(self) -> bool:
        """Whether the window is being destroyed: what loses the keyboard then still hands in what was typed, and all is told."""
        return not (isValid(self) and isValid(self._window) and isValid(self._rest))

    # ------------------------------------------------------------------ room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar has another width, or what is left of it for the words."""
        if event.type() is QEvent.Type.Resize and not self._gone:
            if watched is self._window.message:
                self._cover()
            else:
                self._share_room()
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        """Where the words have no room the poster's figures give way: they stand in the export dialog too. A hint has half of the bar."""
        window = self._window
        wide = window.statusBar().width()
        need = self._need if self._hush.isActive() else min(self._need, wide // 2)
        permanent = (window.problem_button, window.reach_button, window.paper_button, window.saved_label)
        shown: dict[QWidget, bool] = {one: self._wanted.get(one, not one.isHidden()) for one in permanent}
        # The timer and the number of parked thoughts come and go by themselves.
        shown |= {one: True for one in self.over.beside(window.message) if one not in shown}
        for giving in (None, window.reach_button, window.paper_button):
            if giving is not None:
                shown[giving] = False
            if wide - sum(one.sizeHint().width() + self._ui.px(12) for one, on in shown.items() if on) >= need:
                break
        for one, on in shown.items():
            if one in self._wanted:
                one.setVisible(on)
        self._cover()

    @property
    def _need(self) -> int:
        """How wide the words are with what is around them, in pixels."""
        words = self._window.message
        return words.fontMetrics().horizontalAdvance(words.text()) + self._ui.px(18)

    def _cover(self) -> None:
        """What was just done can be read, whatever else the bar has to show."""
        if self._hush.isActive():
            self.over.lie(self._window.message, self._need)
        else:
            self.over.hide()

    # ------------------------------------------------------------------ sentences

    def _write(self, text: str) -> None:
        self._window.say(text)
        self._share_room()

    def say(self, text: str) -> None:
        """A sentence for some seconds."""
        if not self._gone:
            self._hush.start()
            self._write(text)

    def tell(self, message: Message) -> None:
        """A sentence of the program's for some seconds."""
        self.say(self._ui.say(message))

    def say_hint(self) -> None:
        """What can be done now, when there is nothing else to say."""
        if self._gone:
            return
        self._hush.stop()
        _, kind = self._ui.text, self._selection.record[0]
        if not self._map_shown():
            text = _("Begin with a template, or drop a file here.")
        elif self.elsewhere():
            text = self.elsewhere()
        elif not self._session.journey.touchpoints:
            text = _("Enter adds the first card. A list you paste becomes cards, line by line.")
        elif len(self._selection.ids) > 1:
            text = _("Drag them together, or change them all in the inspector.")
        elif kind == "touchpoint":
            text = _(
                "Enter: next card · F2: write · 1–9, 0: grade · Alt+←→: move · drag the point up or down"
            )
        else:
            text = _("Double-click to add a card · F4: timeline or poster · Ctrl+wheel: zoom")
        self._write(text)

    def show_zoom(self, percent: float) -> None:
        """How large the map is, per cent of true size."""
        if self._map_shown():
            self._window.tell_zoom(f"{self._ui.number(percent, 0 if percent >= 10 else 1)} %")

    # ------------------------------------------------------------------ the poster's figures

    def rest(self) -> None:
        """The document is another than before: work its figures out when it has rested."""
        if not self._gone:
            self._rest.start()

    def forget(self) -> None:
        """Another document is open: the figures are not its."""
        self._proof = None

    def put_away(self) -> None:
        """The map is not in sight, and neither is what is said of it."""
        for button in (self._window.problem_button, self._window.reach_button, self._window.paper_button):
            button.hide()
        self._wanted = {}
        self._window.tell_zoom("")

    def show_figures(self) -> None:
        """Paper, smallest type and reading distance, and how many things should be looked at, as far as they are known."""
        ui, window, proof = self._ui, self._window, self._proof
        _, settings = ui.text, self._session.journey.poster
        shown = self._map_shown()
        turn = _("portrait") if settings.orientation == "portrait" else _("landscape")
        window.paper_button.setText(
            f"{settings.paper} {turn}" if "x" not in settings.paper.lower() else settings.paper
        )
        self._wanted = {window.paper_button: shown, window.reach_button: shown and proof is not None}
        window.paper_button.setVisible(shown)
        window.reach_button.setVisible(shown and proof is not None)
        window.problem_button.setVisible(shown and proof is not None and proof.count > 0)
        if proof is None:
            self._share_room()
            return
        window.reach_button.setText(
            _("smallest type {size} pt · readable from up to {distance} m").format(
                size=ui.number(proof.smallest_pt), distance=ui.number(proof.legible_from)
            )
        )
        count = proof.count
        window.problem_button.setText(
            ui.plural("{n} thing to look at", "{n} things to look at", count).format(n=count)
        )
        window.problem_button.setProperty("state", "warning")
        window.problem_button.style().unpolish(window.problem_button)
        window.problem_button.style().polish(window.problem_button)
        self._share_room()

    def _measure(self) -> None:
        """Work out, beside the window's thread, how the poster would print."""
        journey = self._session.journey
        if not self._map_shown() or len(journey.touchpoints) > _MOST_FOR_FIGURES:
            self._proof = None
            self.show_figures()
            return
        if self._session.in_gesture or QApplication.mouseButtons().value:
            self._rest.start()
            return

        def done(proof: Proof) -> None:
            self._proof = proof
            self.show_figures()

        self._printing.proof(journey, PrintOrder(), done, lambda _reason: None, owner=self, key="figures")

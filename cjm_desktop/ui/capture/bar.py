"""The bar under the map: one line for each thought, and what it will make.

Contract. Enter adds a card after the selected one (at the end of a selected phase, else of the journey), selects and shows it, and the
bar waits for the next; Shift+Enter parks the line. Each Enter, and each paste of several lines, is one undo entry. Nothing is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from cjm_desktop.document import Journey, Message, fresh_id
from cjm_desktop.edits.capture import Captured, capture
from cjm_desktop.edits.parking import lot, park
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Known, Part, Thought, parse
from cjm_desktop.exchange.thought_lines import thoughts_in

from ..canvas import accessible
from ..canvas.view import MapCanvas
from ..desk import Desk
from ..panels.form import button, label, small_button
from ..session import Change
from ..shared import Ui
from .line import Line
from .news import added, told_of
from .preview import Preview

#: Narrower than this (on a usual screen) the buttons stand in a row of their own, and the line gets a whole one.
_ONE_ROW_PX = 600
#: Rows of the chips, and of the line where it is narrow.
_CHIP_ROWS, _LINE_ROWS = 3, 2
#: In a window lower than this (on a usual screen) there are fewer rows, and none for the buttons.
_LOW_PX, _LOW_CHIP_ROWS = 450, 2


class Bar(QFrame):
    """Takes thoughts at talking speed."""

    #: It wants to be closed; the keyboard goes to the map.
    closing = Signal()
    #: The parking lot is to be shown or hidden.
    lot_asked = Signal()
    #: Whether it may grow: a second row for the buttons, more rows of chips. Else where it is narrow the buttons have no words.
    grows = True

    def __init__(self, desk: Desk, canvas: MapCanvas, ui: Ui | None = None) -> None:
        """``canvas`` shows what was added; ``ui`` is the window's own unless sizes and look are to be others."""
        super().__init__()
        self.desk, self._canvas = desk, canvas
        self.ui = ui = ui if ui is not None else desk.ui
        _ = ui.text
        self.setProperty("role", "panel")
        self.line = Line(ui, self._icon)
        self.line.entered.connect(self.enter)
        self.line.parked.connect(self.park)
        self.line.pasted.connect(self.paste)
        self.line.left.connect(self.closing)
        self.line.textChanged.connect(self._show)
        self.line.textChanged.connect(lambda: desk.session.hold(self.line, self.line.text.strip() or None))
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        inner = QVBoxLayout()
        inner.setContentsMargins(ui.px(12), ui.px(8), ui.px(10), ui.px(8))
        inner.setSpacing(ui.px(6))
        column.addLayout(inner)
        row = QHBoxLayout()
        row.setSpacing(ui.px(6))
        row.addWidget(self.line, 1)
        self.add = button(ui, "", "plus", lambda: self.enter(self.line.text), "primary")
        self.add.setToolTip(_("Add the card (Enter)"))
        self.add.setAccessibleName(_("Add the card"))
        self.lot = button(ui, "", "layers", lambda: self._park_or_show(), "")
        self.lot.setToolTip(
            _("Put the line into the parking lot (Shift+Enter); without one, open the parking lot")
        )
        self._row, self._buttons = row, QHBoxLayout()
        self._buttons.setSpacing(ui.px(6))
        self._apart = False
        row.addWidget(self.add)
        row.addWidget(self.lot)
        row.addWidget(small_button(ui, "x", _("Close (Esc)"), self.closing.emit))
        inner.addLayout(row)
        inner.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self.preview = Preview(ui)
        self.preview.most_rows = _CHIP_ROWS if self.grows else 1
        self._tall = 1
        self.help = label("", "hint", wrap=True)
        self.help.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._foot = QStackedWidget()
        self._foot.addWidget(self.help)
        self._foot.addWidget(self.preview)
        self._fit_foot()
        inner.addWidget(self._foot)
        told = _("A number is a grade after a sign or a quote: @phone 3, !angry 3, !3. After a word it belongs to the title: Windows 10.")
        self.help.setToolTip(told)
        self.line.setAccessibleDescription(told)
        desk.session.changed.connect(self._follow)
        ui.look_changed.connect(self.update)
        self.hide()

    def _follow(self, change: Change) -> None:
        """The document changed; a gesture that goes on is left alone."""
        if not change.gesture:
            self.refresh()

    def refresh(self) -> None:
        """Follow the document: its names, and how many thoughts are parked."""
        if self.isHidden():
            return
        self.line.know(Known.of(self.desk.journey))
        self._name_buttons()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the line gets a row for itself."""
        super().resizeEvent(event)
        self._arrange()
        self._name_buttons()
        self._fit_foot()

    def _arrange(self) -> None:
        """The buttons stand beside the line, or in a row under it; in a low window the rows are for what was understood."""
        if not self.grows:
            return
        narrow, low = self.width() < self.ui.px(_ONE_ROW_PX), self.window().height() < self.ui.px(_LOW_PX)
        self.line.let_wrap(_LINE_ROWS if narrow else 1)
        self.preview.most_rows = _LOW_CHIP_ROWS if low else _CHIP_ROWS
        apart = narrow and not low
        if apart == self._apart:
            return
        self._apart = apart
        for at, one in enumerate((self.add, self.lot)):
            (self._row if apart else self._buttons).removeWidget(one)
            (self._buttons if apart else self._row).insertWidget(at if apart else at + 1, one)

    def _fit_foot(self) -> None:
        """As high as the hint, or as the chips of what is typed; it grows while a line is typed and goes back when that is gone."""
        if not self.grows or not self.line.text.strip():
            self._tall = 1
        else:
            self._tall = max(self._tall, self.preview.rows)
        spacing, wide = self.help.fontMetrics().lineSpacing(), max(1, self.width() - self.ui.px(22))
        hint = min(3 * spacing, max(2 * spacing, self.help.heightForWidth(wide))) if self.grows else 2 * spacing
        self._foot.setFixedHeight(max(self.ui.px(30), hint, self.preview.high(self._tall)))

    def _name_buttons(self) -> None:
        _ = self.ui.text
        wide = self.width() >= self.ui.px(_ONE_ROW_PX)
        count = len(lot(self.desk.journey))
        add = _("Add")
        words = wide or self._apart
        self.add.setText(f" {add}" if words else "")
        self.line.setPlaceholderText(_("What happens next?") if words else "")
        pieces = _("Phase > title  @channel  !emotion 3  #party  “quote”")
        signs = _(".. silence · zz waiting · * own action · !3 grade alone · ? assumed · Up: last line · Shift+Enter: park")
        # A line ends between two signs and never between a sign and what it means.
        signs = signs.replace(" ", "\u00a0").replace("\u00a0·\u00a0", "\u00a0· ")
        self.help.setText(f"{pieces}   ·   {signs}" if wide else pieces)
        parked = " ".join(filter(None, (_("Park") if words else "", f"({count})" if count else "")))
        self.lot.setText(f" {parked}" if parked else "")
        self.lot.setAccessibleName(
            self.ui.plural("Parking lot: {n} thought", "Parking lot: {n} thoughts", count).format(
                n=count
            )
        )

    # ------------------------------------------------------------------ what is typed

    def enter(self, text: str) -> None:
        """Add the card that a line describes; nothing for one that says nothing."""
        thought = parse(text, self._known()).thought
        if not thought.blank and self._add([thought], Message("Add touchpoint")):
            self.line.remember(text)
        self.line.setFocus()

    def paste(self, text: str) -> None:
        """Add a card for each line."""
        read = thoughts_in(text, self._known())
        label_ = Message("Paste touchpoint") if len(read) == 1 else Message("Paste touchpoints")
        thoughts = [thought for _number, thought in read]
        left = [(number, thought.left[0]) for number, thought in read if thought.left]
        # Dividing rules and lone signs: everything else becomes a card, or the phase of the cards after it.
        idle = sum(1 for line in text.splitlines() if line.strip()) - len(thoughts)
        if thoughts and self._add(thoughts, label_, idle, left, pasted=True):
            self.line.remember("")

    def park(self, text: str) -> None:
        """Put the line into the parking lot."""
        if text.strip() and self.desk.change(Message("Park a thought"), lambda j: park(j, [text])):
            self.line.remember(text)
            self._say(Message("Parked: {title}", title=text.strip()))
        self.line.setFocus()

    def _park_or_show(self) -> None:
        if self.line.text.strip():
            self.park(self.line.text)
        else:
            self.lot_asked.emit()

    def _add(
        self, thoughts: list[Thought], label_: Message, idle: int = 0, left: Sequence[tuple[int, str]] = (), *, pasted: bool = False
    ) -> bool:
        desk = self.desk
        done: list[Captured] = []

        def add(journey: Journey) -> Journey:
            done.append(capture(journey, thoughts, self._after(), fresh_id, icon_of))
            return done[-1].journey

        changed = desk.change(label_, add)
        if not done or (not changed and done[-1].journey is not desk.journey):
            return False
        made = done[-1]
        if made.ids:
            desk.session.end_run()
            desk.selection.set(made.ids, made.ids[-1])
            self._canvas.reveal(made.ids[-1])
            self._tell(made, idle, left, news=pasted)
        elif made.phase:
            desk.selection.set_record("phase", made.phase)
            self._canvas.reveal(made.phase)
        return True

    def _tell(self, made: Captured, idle: int, left: Sequence[tuple[int, str]], *, news: bool) -> None:
        """Say what was added, which names came new with it or were taken for others (``news``), in which lines of a paste a sign stayed
        in the title (``left``: number and word), and how many say nothing.

        The cards need not be in view, and the keyboard is elsewhere.
        """
        said = told_of(made, left) if news else added(made)
        if idle:
            out = (
                Message("One line says nothing and was left out.")
                if idle == 1
                else Message("{n} lines say nothing and were left out.", n=idle)
            )
            said = Message("{first} {then}", first=said, then=out)
        self._say(said)

    def _say(self, message: Message) -> None:
        self.desk.told.emit(message)
        accessible.announce(self.line, self.ui.say(message))

    def _after(self) -> str:
        """The card, or the phase, after which the next one goes."""
        kind, ident = self.desk.selection.record
        if kind == "touchpoint" and self.desk.selection.ids:
            return self.desk.selection.current or self.desk.selection.ids[-1]
        return ident if kind == "phase" else ""

    # ------------------------------------------------------------------ what is shown

    def _known(self) -> Known:
        return Known.of(self.desk.journey)

    def _show(self) -> None:
        text = self.line.text
        if text.strip():
            journey = self.desk.journey
            self.preview.show_thought(journey, parse(text, self.line.known).thought)
        self._foot.setCurrentWidget(self.preview if text.strip() else self.help)
        self._fit_foot()

    def _icon(self, part: Part, name: str) -> QIcon:
        journey, icons = self.desk.journey, self.ui.icons
        if part is Part.CHANNEL:
            return icons.icon(next((c.icon for c in journey.channels if c.name == name), "circle"))
        return icons.icon({Part.PHASE: "flag", Part.PARTY: "users", Part.EMOTION: "smile"}[part])

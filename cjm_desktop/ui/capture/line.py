"""The line one types thoughts into: its pieces in colour, names completed, lines typed before called back.

Contract. The line knows nothing of the document but the names in :attr:`Line.known`. It tells what was entered (:attr:`Line.entered`),
parked (:attr:`Line.parked`) or pasted (:attr:`Line.pasted`, several lines) and is emptied by who took it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QSizePolicy

from cjm_desktop.exchange.thought import Known, Part, parse

from ..columns import column, index
from ..shared import Ui
from .completing import Completion, completion

_ROLES = {
    Part.PHASE: "opportunity",
    Part.KIND: "secondary",
    Part.TITLE: "ink",
    Part.CHANNEL: "accent",
    Part.EMOTION: "danger",
    Part.GRADE: "danger",
    Part.PARTY: "opportunity",
    Part.QUOTE: "secondary",
    Part.ASSUMED: "secondary",
}
_BOLD = (Part.PHASE, Part.KIND, Part.GRADE)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Lines that can be called back.
_MEMORY = 50


class _Colours(QSyntaxHighlighter):
    """Each piece of the line in its colour (its sign says the same)."""

    def __init__(self, document: QTextDocument, ui: Ui, known: Callable[[], Known]) -> None:
        super().__init__(document)
        self._ui, self._known = ui, known

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        for span in parse(text, self._known()).spans:
            form = QTextCharFormat()
            form.setForeground(QColor(self._ui.look.colour(_ROLES[span.part])))
            if span.part in _BOLD:
                form.setFontWeight(QFont.Weight.Bold)
            form.setFontItalic(span.part is Part.QUOTE)
            start = column(text, span.start)
            self.setFormat(start, column(text, span.end) - start, form)


class Line(QPlainTextEdit):
    """One line."""

    entered = Signal(str)
    parked = Signal(str)
    #: Several lines at once, what stood in the line included.
    pasted = Signal(str)
    #: Escape, when there was nothing else to leave.
    left = Signal()

    def __init__(self, ui: Ui, icon_of: Callable[[Part, str], QIcon]) -> None:
        """``icon_of`` gives the icon of a name that is offered."""
        super().__init__()
        self._ui, self._icon_of = ui, icon_of
        self.known = Known()
        self._before: list[str] = []
        self._at = 0
        self._found: Completion | None = None
        self._hushed = False
        self._rows = self._most_rows = 1
        self.setObjectName("thought")
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(ui.px(4))
        self._fit_height()
        self.setAccessibleName(ui.text("A thought in one line"))
        self._colours = _Colours(self.document(), ui, lambda: self.known)
        ui.look_changed.connect(self._colours.rehighlight)
        self.offer = QListWidget(self)
        self.offer.setProperty("role", "popup")
        self.offer.setObjectName("offer")
        self.offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offer.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.offer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offer.setAccessibleName(ui.text("Names that fit"))
        self.offer.itemClicked.connect(lambda _item: self.take())
        self.offer.hide()
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._look)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs another height."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_height()

    def _fit_height(self) -> None:
        """The line, its margin, and padding and frame of the style sheet."""
        px = self._ui.px
        self.setFixedHeight(self._rows * QFontMetrics(self.font()).lineSpacing() + 2 * px(4) + 2 * px(2) + 4)

    def let_wrap(self, rows: int) -> None:
        """Where it is too long for its width it takes up to so many rows of the screen."""
        if rows == self._most_rows:
            return
        self._most_rows = rows
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth if rows > 1 else QPlainTextEdit.LineWrapMode.NoWrap)
        wrap = QTextOption.WrapMode
        self.setWordWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if rows > 1 else wrap.NoWrap)
        self._count_rows()

    def _count_rows(self) -> None:
        """As high as what stands in it asks for."""
        rows = 1
        if self._most_rows > 1:
            block = self.document().begin()
            self.document().documentLayout().blockBoundingRect(block)  # lays it out
            rows = max(1, min(self._most_rows, block.layout().lineCount()))
        if rows != self._rows:
            self._rows = rows
            self._fit_height()
            self.verticalScrollBar().setValue(0)
            self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for another height."""
        super().resizeEvent(event)
        self._count_rows()

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.toPlainText()

    def write(self, text: str) -> None:
        """Put something else into the line, the cursor at its end."""
        self.setPlainText(" ".join(text.splitlines()))
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def carry_on(self, other: Line) -> None:
        """Go on with what stands in another line and what was typed there before."""
        self._before = list(other._before)
        self._at = len(self._before)
        self.write(other.text)

    def remember(self, text: str) -> None:
        """Keep a line to be called back, and empty the line."""
        if text.strip() and text not in self._before[-1:]:
            self._before = [*self._before, text][-_MEMORY:]
        self._at = len(self._before)
        self.write("")

    def know(self, known: Known) -> None:
        """Other names may be used from now on."""
        if known != self.known:
            self.known = known
            self._colours.rehighlight()

    # ------------------------------------------------------------------ completing

    def _typed(self) -> None:
        self._hushed = False
        self._count_rows()
        self._look()

    def _look(self) -> None:
        """Offer what fits where the cursor stands."""
        cursor = self.textCursor()
        found = None
        if not self._hushed and self.hasFocus() and not cursor.hasSelection():
            found = completion(self.text, index(self.text, cursor.position()), self.known)
        self._found = found
        if found is None:
            self.offer.hide()
            return
        self.offer.clear()
        for name in found.names:
            self.offer.addItem(QListWidgetItem(self._icon_of(found.part, name), name))
        self.offer.setCurrentRow(0 if found.eager else -1)
        self._place_offer()

    def _place_offer(self) -> None:
        """Over the line, since the line is at the foot of the window."""
        ui, offer, window = self._ui, self.offer, self.window()
        if offer.parentWidget() is not window:
            offer.setParent(window)
        rows = offer.count()
        high = sum(offer.sizeHintForRow(i) for i in range(rows)) + 2 * offer.frameWidth() + ui.px(8)
        wide = min(max(offer.sizeHintForColumn(0) + ui.px(36), ui.px(200)), ui.px(420))
        offer.resize(wide, high)
        corner = self.mapTo(window, QPoint(self.cursorRect().left() - ui.px(12), 0))
        x = max(0, min(corner.x(), window.width() - wide))
        offer.move(x, max(0, corner.y() - high - ui.px(4)))
        offer.raise_()
        offer.show()

    def take(self) -> None:
        """Write the name that is marked, or the first one."""
        found = self._found
        if found is None:
            return
        name = found.names[max(0, self.offer.currentRow())]
        cursor = self.textCursor()
        cursor.setPosition(column(self.text, found.start))
        cursor.setPosition(column(self.text, found.end), cursor.MoveMode.KeepAnchor)
        text = found.text(name, self.known)
        if self.text[found.end : found.end + 1].isspace():
            text = text.rstrip()
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.setFocus()

    def _step(self, by: int) -> None:
        """Go through the names that are offered, else through the lines typed before."""
        if self.offer.isVisible():
            row = self.offer.currentRow()
            count = self.offer.count()
            self.offer.setCurrentRow((row + by) % count if row >= 0 else (0 if by > 0 else count - 1))
            return
        at = max(0, min(len(self._before), self._at + by))
        if at == self._at:
            return
        self._at = at
        self.write(self._before[at] if at < len(self._before) else "")
        self._hushed = True
        self._look()

    # ------------------------------------------------------------------ keys and pasting

    def event(self, event: QEvent) -> bool:
        """Undo is the line's own as long as it has something to take back, and then the program's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            document = self.document()
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                # A new card, for the rest of the window; here the line says which.
                event.accept()
                return True
            if (event.matches(undo) and not document.isUndoAvailable()) or (
                event.matches(redo) and not document.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter (with Ctrl whatever is offered), Shift+Enter, Tab, arrows and Escape mean something of their own here."""
        key, shown = event.key(), self.offer.isVisible()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            if shift:
                self.parked.emit(self.text)
            elif shown and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.offer.currentRow() >= 0:
                self.take()
            else:
                self.entered.emit(self.text)
        elif key == Qt.Key.Key_Tab and shown:
            self.take()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape:
            if shown:
                self._hushed = True
                self._look()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab completes while names are offered, and leaves the line otherwise."""
        return False if forward and self.offer.isVisible() else super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Names are offered only to who types."""
        super().focusOutEvent(event)
        self.offer.hide()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Any text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text of one line goes into the line; several lines are thoughts of their own. Names are offered to who types, not for these."""
        self.offer.hide()
        text = source.text().strip("\r\n")
        if "\n" not in text and "\r" not in text:
            self.textCursor().insertText(text.replace("\t", " "))
            self._hushed = True
            self._look()
            return
        cursor = self.textCursor()
        line = self.text
        before, after = line[: index(line, cursor.selectionStart())], line[index(line, cursor.selectionEnd()) :]
        self.pasted.emit(f"{before}{text}{after}".replace("\t", " "))

"""Editing a text where it is painted: the layout's font, line height and width, so that words stay where they are.

Contract. An :class:`InlineEditor` is a text item in the scene, laid out at 1000 px per em and scaled to millimetres, so that its
line breaks do not depend on the zoom. It never changes a document: it emits ``ended`` with what the person wants.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneDragDropEvent,
    QGraphicsSceneMouseEvent,
    QGraphicsTextItem,
    QStyle,
    QStyleOptionGraphicsItem,
    QWidget,
)

from cjm_desktop.document import clean_line, clean_text
from cjm_desktop.layout import Editor
from cjm_desktop.paint.qt import OVERLAY
from cjm_desktop.paint.qt.guard import guarded

from ..theme import FAMILY

#: Pixels per em of the text's own layout. Below some 100 px Qt rounds advances, and lines break elsewhere than on paper.
_EM = 1000.0
_WEIGHTS = {
    "regular": QFont.Weight.Normal,
    "italic": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
    "extrabold": QFont.Weight.ExtraBold,
}
_CARET = 0.07  # em


class Ended(Enum):
    """How an edit ended."""

    KEEP = "keep"
    #: Enter in a line: kept, and on to the next card where one adds cards one after the other.
    ENTER = "enter"
    DROP = "drop"
    NEXT = "next"
    BACK = "back"


def text_font(style: str) -> QFont:
    """The layout's font of a style at 1000 px, set as the layout sets it: kerned, without ligatures, unhinted."""
    font = QFont(FAMILY)
    font.setPixelSize(int(_EM))
    font.setWeight(_WEIGHTS.get(style, QFont.Weight.Normal))
    font.setItalic(style == "italic")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "clig", "calt"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


class InlineEditor(QGraphicsTextItem):
    """A caret in a text of the map."""

    #: Emitted once, with an :class:`Ended`.
    ended = Signal(object)
    #: Other words than before.
    typed = Signal()

    def __init__(self, editor: Editor, ground: str, accent: str) -> None:
        """``ground`` is the colour under the text, ``accent`` that of the frame (``#RRGGBB``)."""
        super().__init__()
        self._k = editor.size / _EM
        self._over = False
        self._multiline = editor.multiline
        self._least = editor.h
        self._ground, self._accent = QColor(ground), QColor(accent)
        font = text_font(editor.style)
        self._line = QTextBlockFormat()
        self._line.setLineHeight(editor.leading / self._k, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        # A fixed line height puts what is more than the font's own height above the letters.
        self._first = editor.leading - QFontMetricsF(font).descent() * self._k
        self.setFont(font)
        self.document().setDocumentMargin(0.0)
        self.setDefaultTextColor(QColor(editor.colour))
        self.setPlainText(editor.text)
        self.setScale(self._k)
        self.setTextWidth(editor.w / self._k)
        # Otherwise the caret would be one unit wide: a thousandth of an em.
        self.document().documentLayout().setProperty("cursorWidth", max(1, round(_CARET * _EM)))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setAcceptDrops(False)
        self.setZValue(OVERLAY + 50)
        self._format()
        self.document().contentsChanged.connect(self._format)
        self.document().contentsChanged.connect(self.typed)
        self.place(editor)

    def place(self, editor: Editor) -> None:
        """Puts the text where the layout has it (now)."""
        self.setPos(editor.x, editor.baseline - self._first)
        if editor.h != self._least:
            self.prepareGeometryChange()
            self._least = editor.h

    @property
    def said(self) -> str:
        """The text, made fit for its field."""
        text = self.toPlainText()
        return clean_text(text).strip("\n") if self._multiline else clean_line(text)

    def start(self, *, select: bool = True) -> None:
        """Takes the keyboard, with everything selected."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        if not select:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def end(self, how: Ended) -> None:
        """Ends the edit; a second call does nothing."""
        if not self._over:
            self._over = True
            self.ended.emit(how)

    # ------------------------------------------------------------------ Qt

    def boundingRect(self) -> QRectF:
        """The text and its frame."""
        return self._frame().adjusted(-200.0, -200.0, 200.0, 200.0)

    def _frame(self) -> QRectF:
        """The ground under the text (item units): at least what was painted there, with room for the eye."""
        box = super().boundingRect()
        bottom = max(box.bottom(), self._least / self._k + 0.25 * _EM)
        return QRectF(box.left(), box.top(), box.width(), bottom - box.top()).adjusted(
            -0.3 * _EM, -0.05 * _EM, 0.3 * _EM, 0.2 * _EM
        )

    def shape(self) -> QPainterPath:
        """What takes the mouse: all that is painted. Qt's own is the words only, and a click beside them would end the edit."""
        path = QPainterPath()
        path.addRect(self.boundingRect())
        return path

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """The ground, its frame and the text."""
        pen = QPen(self._accent, 1.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(self._frame(), 0.2 * _EM, 0.2 * _EM)
        plain = QStyleOptionGraphicsItem(option)
        # Qt would draw a dotted frame around the focus.
        plain.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        super().paint(painter, plain, widget)  # type: ignore[arg-type]

    def sceneEvent(self, event: QEvent) -> bool:
        """Keeps Tab, which Qt would take to move the focus."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().sceneEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops; Tab and Shift+Tab go on and back; Enter ends a title, Ctrl+Enter any text."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            self.end(Ended.DROP)
        elif key == Qt.Key.Key_Tab:
            self.end(Ended.NEXT)
        elif key == Qt.Key.Key_Backtab:
            self.end(Ended.BACK)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (control or not self._multiline):
            self.end(Ended.KEEP if control else Ended.ENTER)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._insert(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)
            self.ensure_caret()
        event.accept()

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """The middle button puts in what is marked somewhere, on systems that do so."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)
            return
        place = self.document().documentLayout().hitTest(event.pos(), Qt.HitTestAccuracy.FuzzyHit)
        cursor = self.textCursor()
        cursor.setPosition(max(place, 0))
        self.setTextCursor(cursor)
        self._insert(QGuiApplication.clipboard().text(QClipboard.Mode.Selection))
        event.accept()

    def dropEvent(self, event: QGraphicsSceneDragDropEvent) -> None:
        """A text that is dropped is put in where it fell."""
        place = self.document().documentLayout().hitTest(event.pos(), Qt.HitTestAccuracy.FuzzyHit)
        cursor = self.textCursor()
        cursor.setPosition(max(place, 0))
        self.setTextCursor(cursor)
        self._insert(event.mimeData().text())
        event.accept()

    def _insert(self, text: str) -> None:
        """Put in words only: Qt would take over fonts, colours and pictures from where a text comes from, and open their files."""
        text = text.replace("\v", " ").replace("\f", " ")
        self.textCursor().insertText(clean_text(text) if self._multiline else clean_line(text))

    def ensure_caret(self) -> None:
        """Keeps the caret in sight while somebody types."""
        cursor = self.textCursor()
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        if line.isValid():
            x = line.cursorToX(cursor.positionInBlock())
            # PySide gives the x and the position it belongs to; its annotations say neither.
            left = float(x[0] if isinstance(x, tuple) else x)  # type: ignore[arg-type]
            top = cursor.block().layout().position().y() + line.y()
            self.ensureVisible(QRectF(left, top, 1.0, line.height()), 24, 24)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the text keeps it; a menu or another window is not leaving."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in stays:
            self.end(Ended.KEEP)

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        """No menu of Qt's own: it would offer formats and speak another language than the window."""
        event.accept()

    def _format(self) -> None:
        """Gives every paragraph the line height; typing and pasting make new ones."""
        document = self.document()
        wanted = self._line.lineHeight()
        blocks = (document.findBlockByNumber(i) for i in range(document.blockCount()))
        if all(block.blockFormat().lineHeight() == wanted for block in blocks):
            return
        document.blockSignals(True)
        cursor = QTextCursor(document)
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(self._line)
        cursor.endEditBlock()
        document.blockSignals(False)


def contains(editor: InlineEditor, place: QPointF) -> bool:
    """Whether a place on the sheet (mm) lies on an editor."""
    return editor.boundingRect().contains(editor.mapFromScene(place))

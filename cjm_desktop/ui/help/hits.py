"""Draws what was found in the help: where it stands in bold, then what stands around it, the words that were looked for underlined.

Contract. A :class:`HitRow` draws the items of a list that have a title and an excerpt (:data:`TITLE`, :data:`EXCERPT`); all others as the
list does. Words are drawn as they are written and never as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..palette.search import folded
from ..shared import Ui

#: Where an item has its title and its excerpt.
TITLE, EXCERPT = Qt.ItemDataRole.UserRole + 10, Qt.ItemDataRole.UserRole + 11
_EDGE = 6


class HitRow(QStyledItemDelegate):
    """Draws the rows of a list of hits."""

    def __init__(self, ui: Ui, over: QListWidget) -> None:
        super().__init__(over)
        self._ui, self._list = ui, over
        #: What was looked for, folded.
        self.words: Sequence[str] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words need at the width of the list."""
        text = self._text(option, index)
        if text is None:
            return super().sizeHint(option, index)
        return QSize(round(text.textWidth()), round(text.size().height()) + 2 * self._ui.px(_EDGE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The ground as the list has it, and our words on it."""
        text = self._text(option, index)
        if text is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        self._list.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, self._list)
        chosen = bool(plain.state & QStyle.StateFlag.State_Selected)
        look = self._ui.look
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(look.accent_tint_ink if chosen else look.text))
        painter.save()
        box = option.rect
        painter.translate(box.left() + self._ui.px(_EDGE), box.top() + self._ui.px(_EDGE))
        painter.setClipRect(QRectF(0, 0, box.width(), box.height()))
        text.documentLayout().draw(painter, context)
        painter.restore()

    def _text(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QTextDocument | None:
        title = index.data(TITLE)
        if not title:
            return None
        made = QTextDocument()
        made.setDocumentMargin(0)
        made.setDefaultFont(option.font)
        made.setHtml(f"<b>{escape(title)}</b><br>{underlined(index.data(EXCERPT), self.words)}")
        made.setTextWidth(self._list.viewport().width() - 2 * self._ui.px(_EDGE) - 2)
        return made


def underlined(text: str, words: Sequence[str]) -> str:
    """A text as HTML in which every word that begins as one of the folded ``words`` is underlined."""
    out, at = [], 0
    for found in re.finditer(r"\w+", text):
        if words and folded(found[0]).startswith(tuple(words)):
            out += [escape(text[at : found.start()]), f"<u>{escape(found[0])}</u>"]
            at = found.end()
    return "".join((*out, escape(text[at:])))

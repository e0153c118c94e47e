"""What differs between two versions, for every window that shows it: under headings, a line for each change, changed words marked.

Contract. :class:`ChangeList` shows what it is given, at most so many lines; the words that are gone are struck through, those that came
are bold and underlined, so that neither needs a colour. A line that belongs to a record carries its id in :data:`RECORD`; a screen reader
hears each line with its heading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cjm_desktop.analysis.change_values import MARKS
from cjm_desktop.analysis.changes import Difference, How, grouped

from ..columns import units
from ..shared import Ui

#: The id of the record that a line is about.
RECORD = int(Qt.ItemDataRole.UserRole)
_MARKED, _LEVEL = RECORD + 1, RECORD + 2
#: What a line is: a heading, a line below one, or one that stands alone.
_HEADING, _BELOW, _ALONE = range(3)
_Index = QModelIndex | QPersistentModelIndex


class ChangeList(QListWidget):
    """A list of changes."""

    def __init__(self, ui: Ui, name: str) -> None:
        """``name`` is what a screen reader calls it."""
        super().__init__()
        self._ui = ui
        #: Whether there are signs before the lines.
        self.pinned = False
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Lines(ui, self))

    def show_changes(
        self,
        differences: Sequence[Difference],
        most: int,
        on_map: Callable[[str], bool] | None = None,
        others: Sequence[str] = (),
        first: Sequence[str] = (),
    ) -> None:
        """Show these, at most so many. ``on_map`` says whether a record has a place that a click shows; ``others`` are further lines,
        and so are those that stand ``first``."""
        ui = self._ui
        self.clear()
        self.pinned = on_map is not None
        pin, tip = ui.icons.icon("map-pin", "secondary"), ui.text("Shows the place on the map")
        for text in first:
            self._line(text, "", _ALONE, "", None, "")
        for group in grouped(differences[:most]):
            head = ui.say(group.about)
            record = group.differences[0].record
            icon = pin if on_map is not None and record and on_map(record) else None
            whole = len(group.differences) == 1 and group.differences[0].how is not How.CHANGED
            if not whole:
                self._line(head, head, _HEADING, record, icon, tip)
            for one in group.differences:
                said = ui.say(one.message if whole else one.marked)
                self._line(said, "" if whole else head, _ALONE if whole else _BELOW, record, icon if whole else None, tip if icon else "")
        for text in others:
            self._line(text, "", _ALONE, "", None, "")
        more = len(differences) - most
        if more > 0:
            self._line(ui.plural("And {n} change more.", "And {n} changes more.", more).format(n=more), "", _ALONE, "", None, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are broken to the width, and so as high as that makes them: Qt asks again for a list only when its height changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def say(self, lines: Sequence[str]) -> None:
        """Show these lines and no changes."""
        self.show_changes((), 0, None, lines)

    def text(self) -> str:
        """Everything that stands there, a line for each; those below a heading begin with a sign."""
        lines = (self.item(at) for at in range(self.count()))
        return "\n".join(("•  " if item.data(_LEVEL) == _BELOW else "") + item.text() for item in lines)

    def _line(self, marked: str, head: str, level: int, record: str, icon: QIcon | None, tip: str) -> None:
        plain = marked
        for mark in MARKS:
            plain = plain.replace(mark, "")
        item = QListWidgetItem(plain)
        item.setData(_MARKED, marked)
        item.setData(_LEVEL, level)
        item.setData(RECORD, record)
        if level == _BELOW:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{head}. {plain}")
        if level == _HEADING:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if icon is not None:
            item.setIcon(icon)
            item.setToolTip(tip)
        self.addItem(item)


class _Lines(QStyledItemDelegate):
    """Draws headings and lines, broken to the width of the list."""

    def __init__(self, ui: Ui, view: ChangeList) -> None:
        super().__init__(view)
        self._ui, self._view = ui, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the broken text."""
        _layout, height = self._laid(index, QFont(option.font), self._view.viewport().width())
        return QSize(0, round(height + self._above(index) + self._ui.px(6)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One line."""
        ui, look = self._ui, self._ui.look
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        marked = bool(state & QStyle.StateFlag.State_Selected)
        level = index.data(_LEVEL)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if level != _HEADING and (marked or state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(QColor(look.accent) if marked else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_tint if marked else look.hover))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), ui.px(5), ui.px(5))
        layout, _height = self._laid(index, QFont(option.font), option.rect.width())
        top = box.top() + self._above(index)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon) and not icon.isNull():
            side = ui.px(14)
            icon.paint(painter, round(box.left()) + ui.px(6), round(top) + ui.px(2), side, side)
        painter.setPen(QColor(look.accent_tint_ink if marked else look.ink))
        layout.draw(painter, QPointF(box.left() + self._left(index), top))
        painter.restore()

    def _above(self, index: _Index) -> int:
        level = index.data(_LEVEL)
        return self._ui.px(3 if level == _BELOW or not index.row() else 9 if level == _HEADING else 5)

    def _left(self, index: _Index) -> int:
        """Where the text begins: behind the room for a sign, when any line of the list has one."""
        if self._view.pinned:
            return self._ui.px(26)
        return self._ui.px(18 if index.data(_LEVEL) == _BELOW else 8)

    def _laid(self, index: _Index, font: QFont, width: int) -> tuple[QTextLayout, float]:
        """The text of a line, broken, and how high it is."""
        level = index.data(_LEVEL)
        font.setBold(level == _HEADING)
        text, formats = _formats(str(index.data(_MARKED)))
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(formats)
        room = max(self._ui.px(60), width - self._left(index) - self._ui.px(8))
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


def _formats(marked: str) -> tuple[str, list[QTextLayout.FormatRange]]:
    """A text without its marks, and how what stood between them is written."""
    gone, come = QTextCharFormat(), QTextCharFormat()
    gone.setFontStrikeOut(True)
    come.setFontWeight(QFont.Weight.Bold)
    come.setFontUnderline(True)
    plain: list[str] = []
    ranges: list[QTextLayout.FormatRange] = []
    length = start = 0
    for ch in marked:
        if ch in (MARKS[0], MARKS[2]):
            start = length
        elif ch in (MARKS[1], MARKS[3]):
            one = QTextLayout.FormatRange()
            one.start, one.length = start, length - start
            one.format = gone if ch == MARKS[1] else come
            ranges.append(one)
        else:
            plain.append(ch)
            length += units(ch)
    return "".join(plain), ranges

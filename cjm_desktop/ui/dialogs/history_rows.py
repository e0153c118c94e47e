"""The list of versions: when, how many touchpoints, why it was kept, and what it changed against the one before.

Contract. Rows are the newest first. What a version changed comes later (:meth:`VersionList.tell`), for rows in sight; each row says all of
it to a screen reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cjm_desktop.analysis.changes import Difference, How
from cjm_desktop.analysis.overlaid import ON_THE_MAP
from cjm_desktop.storage.history import REASONS, Version, Why

from ..moments import moment_in_words
from ..shared import Ui

_LINES = int(Qt.ItemDataRole.UserRole)
#: Rows below those in sight whose changes are found out too.
_AHEAD = 4
#: Changes that the tip of a row names.
_IN_TIP = 12
_Index = QModelIndex | QPersistentModelIndex


def moments(ui: Ui, versions: Sequence[Version]) -> list[str]:
    """When each version was kept; to the second where two are of one minute."""
    minutes = Counter(int(version.when // 60) for version in versions)
    return [moment_in_words(ui, version.when, seconds=minutes[int(version.when // 60)] > 1) for version in versions]


def in_a_line(ui: Ui, differences: Sequence[Difference]) -> tuple[str, str]:
    """What a version changed: the first of it in a line, and more of it in several; there is something."""
    # What happened to cards comes first: by that people know a version again.
    told = sorted(differences, key=lambda one: (one.kind not in ON_THE_MAP, one.how is How.CHANGED))
    said = [ui.say(one.message) for one in told[:_IN_TIP]]
    more = len(differences) - 1
    line = said[0]
    if more:
        line = f"{line}  " + ui.plural("and {n} more", "and {n} more", more).format(n=more)
    if len(differences) > _IN_TIP:
        rest = len(differences) - _IN_TIP
        said.append(ui.plural("And {n} change more.", "And {n} changes more.", rest).format(n=rest))
    return line, "\n".join(said)


class VersionList(QListWidget):
    """The versions of a document."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setAccessibleName(ui.text("Versions, the newest first"))
        self.setItemDelegate(_Rows(ui, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._untold: list[int] = []

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these."""
        self.clear()
        ui = self._ui
        for version, when in zip(versions, moments(ui, versions), strict=True):
            count = ui.plural("{n} touchpoint", "{n} touchpoints", version.touchpoints).format(n=version.touchpoints)
            item = QListWidgetItem()
            what = ui.text("Damaged") if version.damaged else ui.say(REASONS[version.why])
            if not version.damaged and version.why is not Why.UNREAD:
                what = f"{count}  ·  {what}"
            item.setData(_LINES, (when, what, ""))
            self._name(item)
            self.addItem(item)
        self._untold = list(range(len(versions) - 1))
        if versions:
            self._put(len(versions) - 1, ui.text("The first one"), "")

    def next_untold(self) -> int | None:
        """The row whose changes should be found out next: the first in sight, or nearly; ``None`` when all there are told."""
        first = max(0, self.indexAt(self.viewport().rect().topLeft()).row())
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        last = self.count() if last < 0 else last + _AHEAD
        return next((at for at in self._untold if first <= at <= last), None)

    def tell(self, at: int, differences: Sequence[Difference] | None) -> None:
        """Say what the version in a row changed against the one before (``None``: it cannot be known)."""
        if at in self._untold:
            self._untold.remove(at)
        ui = self._ui
        if differences is None:
            self._put(at, ui.text("What it changed cannot be read."), "")
            return
        if not differences:
            self._put(at, ui.text("No change"), "")
            return
        self._put(at, *in_a_line(ui, differences))

    def lines(self, at: int) -> tuple[str, str, str]:
        """What a row says."""
        found: tuple[str, str, str] = self.item(at).data(_LINES)
        return found

    def _put(self, at: int, third: str, tip: str) -> None:
        if not 0 <= at < self.count():
            return
        item = self.item(at)
        first, second, _third = item.data(_LINES)
        item.setData(_LINES, (first, second, third))
        item.setToolTip(tip)
        self._name(item)

    def _name(self, item: QListWidgetItem) -> None:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(line for line in item.data(_LINES) if line))


class _Rows(QStyledItemDelegate):
    """Three lines: when; how much and why; what changed."""

    def __init__(self, ui: Ui, parent: VersionList) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Room for three lines."""
        return QSize(0, 3 * option.fontMetrics.height() + self._ui.px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row."""
        ui, look = self._ui, self._ui.look
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = QFont(option.font)
        marked = bool(state & QStyle.StateFlag.State_Selected)
        ink, soft = (look.accent_tint_ink, look.accent_tint_ink) if marked else (look.ink, look.secondary)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5)
        if marked or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(look.accent) if marked else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_tint if marked else look.hover))
            painter.drawRoundedRect(inner, ui.px(6), ui.px(6))
        line = option.fontMetrics.height()
        left, wide, top = box.left() + ui.px(10), box.width() - ui.px(20), box.top() + ui.px(8)
        for text, bold, colour in zip(index.data(_LINES), (True, False, False), (ink, soft, soft), strict=True):
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRect(left, top, wide, line), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += line
        painter.restore()

"""Which touchpoints somebody told about: a small tile for each, with the number of respondents (METHOD step 5)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ..desk import Desk
from ..panels.form import label
from .beside import flowing


class Tile(QToolButton):
    """One touchpoint: filled with a figure when somebody told about it, a dashed box when nobody did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._ui = desk.ui
        self.told = 0
        self.setFixedSize(desk.ui.px(22), desk.ui.px(22))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled or dashed, so that it is not told by colour alone."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.told:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(box, ui.px(4), ui.px(4))
            painter.setPen(QColor(look.accent_ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.told))
        else:
            painter.setPen(QPen(QColor(look.secondary), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(look.surface))
            painter.drawRoundedRect(box, ui.px(4), ui.px(4))
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.ink), 1.6))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ui.px(5), ui.px(5))
        painter.end()


class Coverage(QWidget):
    """A sentence and the tiles, in the order of time; a click shows the touchpoint on the map."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tiles: list[Tile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.ui.px(6))
        self.sentence = label("", "strong", wrap=True)
        column.addWidget(self.sentence)
        self._box, self._flow = flowing(desk.ui.px(2))
        column.addWidget(self._box)

    def refresh(self) -> None:
        """Count again."""
        desk, ui = self.desk, self.desk.ui
        cards, answers = desk.journey.touchpoints, desk.session.insights.answers
        others = len(self.tiles) != len(cards)
        if others:
            # Out of sight, or the tiles would be laid out anew for each of them.
            self._box.hide()
        while len(self.tiles) < len(cards):
            tile = Tile(desk)
            at = len(self.tiles)
            tile.clicked.connect(lambda _=False, at=at: self._go(at))
            self.tiles.append(tile)
            self._flow.addWidget(tile)
            tile.show()
        while len(self.tiles) > len(cards):
            gone = self.tiles.pop()
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        told = sum(1 for card in cards if answers.get(card.id))
        words = ui.plural("{n} of {all} touchpoint told about", "{n} of {all} touchpoints told about", len(cards))
        self.sentence.setText(words.format(n=told, all=len(cards)))
        for number, (tile, card) in enumerate(zip(self.tiles, cards, strict=True), 1):
            tile.told = answers.get(card.id, 0)
            said = ui.plural("{n} respondent", "{n} respondents", tile.told).format(n=tile.told)
            if not tile.told:
                said = ui.text("nobody yet")
            name = f"{number}. {card.title or ui.text('Untitled touchpoint')}: {said}"
            tile.setToolTip(name)
            tile.setAccessibleName(name)
            tile.update()
        if others:
            self._flow.invalidate()
            self._box.show()

    def _go(self, at: int) -> None:
        cards = self.desk.journey.touchpoints
        if at < len(cards):
            self.desk.selection.seek("touchpoint", cards[at].id)

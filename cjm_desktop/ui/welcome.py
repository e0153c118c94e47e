"""The start page: what to do first, templates in five languages, and the files of last time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.i18n.languages import english_first
from cjm_desktop.storage import shown

from .fields import Option, Segments
from .files import told_path
from .names import named
from .shared import Ui

#: Templates offered, in order: name, icon.
TEMPLATES = (("empty", "file-plus"), ("new-colleague", "user-round"), ("new-laptop", "laptop"))
#: Below this height of the page the mark makes room.
_ROOM_FOR_THE_LINE = 730
_LANGUAGES = tuple((language.code, language.name) for language in english_first())


class Line(QWidget):
    """The mark of the program: an emotion line with its peaks and dips."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setMinimumHeight(ui.px(112))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, ui = self._ui.look, self._ui
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        w, h = self.width(), self.height()
        heights = (0.55, 0.2, 0.72, 0.42, 0.86, 0.3, 0.14)
        pad = ui.px(12)
        xs = [pad + i * (w - 2 * pad) / (len(heights) - 1) for i in range(len(heights))]
        ys = [pad + v * (h - 2 * pad) for v in heights]
        path = QPainterPath()
        path.moveTo(xs[0], ys[0])
        for i in range(len(xs) - 1):
            middle = (xs[i] + xs[i + 1]) / 2
            path.cubicTo(middle, ys[i], middle, ys[i + 1], xs[i + 1], ys[i + 1])
        p.setPen(QPen(QColor(look.rule), 1, Qt.PenStyle.DashLine))
        p.drawLine(0, round(h / 2), w, round(h / 2))
        p.setPen(QPen(QColor(look.ink), ui.px(2.5)))
        p.drawPath(path)
        p.setPen(QPen(QColor(look.surface), ui.px(2)))
        for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
            good = heights[i] < 0.5
            p.setBrush(QColor(look.positive if good else look.negative))
            r = ui.px(7 if heights[i] in (min(heights), max(heights)) else 5)
            p.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
        p.end()


class Welcome(QScrollArea):
    """The start page."""

    #: Template and language.
    begin = Signal(str, str)
    #: A recent file.
    picked = Signal(object)
    #: “Open …” was clicked.
    browse = Signal()
    #: Back to the open document.
    back = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._pictures: list[tuple[QLabel, str]] = []
        _ = ui.text
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("desk")
        outer = QGridLayout(inner)
        outer.setContentsMargins(ui.px(16), ui.px(16), ui.px(16), ui.px(16))
        page = QFrame()
        page.setObjectName("page")
        page.setMaximumWidth(ui.px(760))
        page.setMinimumWidth(min(ui.px(560), 640))
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        outer.addWidget(page, 1, 1)
        for edge in (0, 2):
            outer.setColumnStretch(edge, 1)
            outer.setRowStretch(edge, 1)
        outer.setColumnStretch(1, 8)
        column = QVBoxLayout(page)
        column.setContentsMargins(ui.px(36), ui.px(24), ui.px(36), ui.px(28))
        column.setSpacing(ui.px(10))
        self._line = Line(ui)
        column.addWidget(self._line)
        column.addWidget(self._label(_("Which journey do we look at today?"), "display"))
        column.addWidget(
            self._label(
                _(
                    "Put what people go through on cards, give each a grade, and take the poster to the print shop. "
                    "Everything stays in one file on this computer."
                ),
                "hint",
            )
        )
        languages = QHBoxLayout()
        languages.addWidget(self._label(_("Language of the map"), "caption", wrap=False))

        chosen = ui.settings.get("start/language") or ui.words.language
        self._language = chosen if chosen in dict(_LANGUAGES) else "en"
        self._segments = Segments(ui, [Option(code, name) for code, name in _LANGUAGES])
        self._segments.press(self._language)
        self._segments.group.idClicked.connect(self._speak)
        languages.addWidget(self._segments)
        languages.addStretch(1)
        column.addSpacing(ui.px(8))
        column.addLayout(languages)
        column.addSpacing(ui.px(4))
        grid = QGridLayout()
        grid.setSpacing(ui.px(12))
        texts = {
            "empty": (_("Empty journey"), _("Your own, from the first card")),
            "new-colleague": (_("A new colleague"), _("The first weeks, with two silences")),
            "new-laptop": (_("A new laptop"), _("From the need to the desk")),
        }
        self.tiles: dict[str, QPushButton] = {}
        for i, (name, icon) in enumerate(TEMPLATES):
            tile = self._tile(icon, *texts[name], partial(self._begin, name))
            grid.addWidget(tile, 0, i)
            grid.setColumnStretch(i, 1)
            self.tiles[name] = tile
        column.addLayout(grid)
        row = QHBoxLayout()
        self.open_button = QPushButton(" " + _("Open a file …"))
        self.open_button.setIcon(ui.icons.icon("folder-open"))
        self.open_button.clicked.connect(self.browse)
        row.addWidget(self.open_button)
        self.back_button = QPushButton(_("Back to the map"))
        self.back_button.setProperty("role", "quiet")
        self.back_button.setIcon(ui.icons.icon("arrow-left", "accent"))
        self.back_button.clicked.connect(self.back)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addSpacing(ui.px(4))
        column.addLayout(row)
        self._recent_title = self._label(_("Recent"), "eyebrow", wrap=False)
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(ui.px(2))
        column.addLayout(self._recent)
        self.setWidget(inner)
        self._draw()
        ui.look_changed.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has more use for the files of last time than for the mark."""
        super().resizeEvent(event)
        self._line.setVisible(event.size().height() >= self._ui.px(_ROOM_FOR_THE_LINE))

    def _draw(self) -> None:
        """Pictures do not follow the look by themselves, as icons do."""
        ui = self._ui
        for label, icon in self._pictures:
            label.setPixmap(ui.icons.pixmap(icon, ui.px(24), ui.look.accent, self.devicePixelRatioF()))

    def refresh(self, *, can_go_back: bool) -> None:
        """Show the recent files that still exist; ``can_go_back`` offers the way to the open document."""
        self.back_button.setVisible(can_go_back)
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = [path for path in self._ui.settings.recent if _is_file(path)][:5]
        for path in found:
            line = QPushButton(f"{named(path.stem)}   –   {named(told_path(path.parent))}".replace("&", "&&"))
            line.setProperty("role", "reading")
            line.setIcon(self._ui.icons.icon("file-text", "secondary"))
            line.setToolTip(shown(path))
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.clicked.connect(lambda _=False, path=path: self.picked.emit(path))
            self._recent.addWidget(line)
        self._recent_title.setVisible(bool(found))

    def _label(self, text: str, role: str, *, wrap: bool = True) -> QLabel:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        made.setWordWrap(wrap)
        return made

    def _tile(self, icon: str, title: str, text: str, does: Callable[[], None]) -> QPushButton:
        ui = self._ui
        tile = QPushButton()
        tile.setProperty("role", "tile")
        tile.setAccessibleName(f"{title}. {text}")
        tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(tile)
        column.setContentsMargins(ui.px(16), ui.px(14), ui.px(16), ui.px(14))
        column.setSpacing(ui.px(4))
        picture = QLabel()
        self._pictures.append((picture, icon))
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addWidget(picture)
        column.addSpacing(ui.px(10))
        for words, role in ((title, "strong"), (text, "hint")):
            label = self._label(words, role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        # Titles stand on one line however long the texts under them are.
        column.addStretch(1)
        tile.clicked.connect(lambda _checked=False: does())
        return tile

    def _speak(self, at: int) -> None:
        self._language = _LANGUAGES[at][0]
        self._segments.press(self._language)
        self._ui.settings.set("start/language", self._language)

    def _begin(self, template: str) -> None:
        self.begin.emit(template, self._language)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False

"""The start page: templates in five languages, worked examples, a walk through the program, and the files of last time.

Contract. It decides nothing: every button emits a signal. On a wide page the files of last time and the examples stand beside the
templates, on a narrow one or in large type under them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
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
TEMPLATES = (
    ("empty", "file-plus"),
    ("onboarding", "user-round"),
    ("laptop", "laptop"),
    ("sign-in", "key-round"),
    ("moving", "truck"),
    ("meeting-room", "calendar"),
    ("application", "landmark"),
)
#: Samples offered, in order.
SAMPLES = ("new-colleague", "new-laptop", "big")
#: Below this height of the page the mark makes room.
_ROOM_FOR_THE_LINE = 730
#: From this width of the page on, files and examples stand at the side of the templates.
_ROOM_FOR_THE_SIDE = 940
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


class Tile(QPushButton):
    """A large button that is as high as the words in it, also where they wrap (Qt's own asks only its own, empty text)."""

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need, in logical pixels."""
        inside = self.layout()
        return super().sizeHint().height() if inside is None else max(inside.heightForWidth(width), inside.minimumSize().height())

    def sizeHint(self) -> QSize:
        """The size of what is in it."""
        inside = self.layout()
        return super().sizeHint() if inside is None else inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No narrower than its longest word."""
        inside = self.layout()
        return super().minimumSizeHint() if inside is None else inside.minimumSize()


class Welcome(QScrollArea):
    """The start page."""

    #: Template or sample, and language.
    begin = Signal(str, str)
    #: The walk through the program is wanted, on a sample in this language.
    walk = Signal(str)
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
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("desk")
        outer = QGridLayout(inner)
        outer.setContentsMargins(ui.px(16), ui.px(16), ui.px(16), ui.px(16))
        page = QFrame()
        page.setObjectName("page")
        page.setMaximumWidth(ui.px(1020))
        page.setMinimumWidth(min(ui.px(560), 640))
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        outer.addWidget(page, 1, 1)
        for edge in (0, 2):
            outer.setColumnStretch(edge, 1)
            outer.setRowStretch(edge, 1)
        outer.setColumnStretch(1, 16)
        self._parts = QGridLayout(page)
        self._parts.setContentsMargins(ui.px(36), ui.px(24), ui.px(36), ui.px(28))
        self._parts.setHorizontalSpacing(ui.px(32))
        self._parts.setVerticalSpacing(ui.px(16))
        self._line = Line(ui)
        self._head, self._start, self._side = self._make_head(), self._make_start(), self._make_side()
        self._beside: bool | None = None
        self._arrange(beside=True)
        self.setWidget(inner)
        self._draw()
        ui.look_changed.connect(self._draw)

    # ------------------------------------------------------------------ its parts

    def _make_head(self) -> QWidget:
        ui, _ = self._ui, self._ui.text
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(10))
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
        return head

    def _make_start(self) -> QWidget:
        """What one begins with: the language, a template, or the walk."""
        ui, _ = self._ui, self._ui.text
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(12))
        languages = QHBoxLayout()
        languages.addWidget(self._label(_("Language of the map"), "caption", wrap=False))
        chosen = ui.settings.get("start/language") or ui.words.language
        self._language = chosen if chosen in dict(_LANGUAGES) else "en"
        self._segments = Segments(ui, [Option(code, name) for code, name in _LANGUAGES])
        self._segments.press(self._language)
        self._segments.group.idClicked.connect(self._speak)
        languages.addWidget(self._segments)
        languages.addStretch(1)
        column.addLayout(languages)
        grid = QGridLayout()
        grid.setSpacing(ui.px(10))
        texts = {
            "empty": (_("Empty journey"), _("Your own, from the first card")),
            "onboarding": (_("Onboarding"), _("From the offer to belonging")),
            "laptop": (_("A new laptop"), _("From the need to the desk")),
            "sign-in": (_("Sign-in trouble"), _("Locked out, and in again")),
            "moving": (_("Moving a workplace"), _("From the rumour to the new desk")),
            "meeting-room": (_("Booking a meeting room"), _("From the plan to the tidy table")),
            "application": (_("A citizen’s application"), _("From the need to the decision")),
        }
        self.tiles: dict[str, Tile] = {}
        for i, (name, icon) in enumerate(TEMPLATES):
            self.tiles[name] = self._tile(icon, *texts[name], partial(self._begin, name))
            grid.addWidget(self.tiles[name], i // 2, i % 2)
        self.walk_tile = self._tile(
            "footprints", _("Show me around"), _("The program in three minutes"), lambda: self.walk.emit(self._language)
        )
        grid.addWidget(self.walk_tile, len(TEMPLATES) // 2, len(TEMPLATES) % 2)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return part

    def _make_side(self) -> QWidget:
        """What is there already: files, and examples that are worked out."""
        ui, _ = self._ui, self._ui.text
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        self.open_button = QPushButton(" " + _("Open a file …"))
        self.open_button.setIcon(ui.icons.icon("folder-open"))
        self.open_button.clicked.connect(self.browse)
        self.back_button = QPushButton(_("Back to the map"))
        self.back_button.setProperty("role", "quiet")
        self.back_button.setIcon(ui.icons.icon("arrow-left", "accent"))
        self.back_button.clicked.connect(self.back)
        for button in (self.open_button, self.back_button):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(ui.px(6))
        self._recent_title = self._label(_("Recent"), "eyebrow", wrap=False)
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(ui.px(2))
        column.addLayout(self._recent)
        column.addSpacing(ui.px(6))
        column.addWidget(self._label(_("Look at an example"), "eyebrow", wrap=False))
        examples = QVBoxLayout()
        examples.setSpacing(ui.px(2))
        texts = {
            "new-colleague": _("A new colleague’s first weeks"),
            "new-laptop": _("From an old laptop to a new one"),
            "big": _("A team moves: 60 touchpoints, in English"),
        }
        self.examples: dict[str, QPushButton] = {}
        for name in SAMPLES:
            self.examples[name] = self._row(texts[name], "book-open")
            self.examples[name].clicked.connect(partial(self._begin, name))
            examples.addWidget(self.examples[name])
        column.addLayout(examples)
        column.addStretch(1)
        return part

    def _arrange(self, *, beside: bool) -> None:
        """Files and examples at the side of the templates, or under them."""
        if beside is self._beside:
            return
        self._beside = beside
        parts = self._parts
        for part in (self._head, self._start, self._side):
            parts.removeWidget(part)
        parts.addWidget(self._head, 0, 0, 1, 2)
        parts.addWidget(self._start, 1, 0, 1, 1 if beside else 2)
        parts.addWidget(self._side, *((1, 1) if beside else (2, 0, 1, 2)))
        parts.setColumnStretch(0, 5 if beside else 1)
        parts.setColumnStretch(1, 3 if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has more use for the files of last time than for the mark."""
        super().resizeEvent(event)
        self._line.setVisible(event.size().height() >= self._ui.px(_ROOM_FOR_THE_LINE))
        self._arrange(beside=event.size().width() >= self._ui.px(_ROOM_FOR_THE_SIDE))

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
            line = self._row(f"{named(path.stem)}   –   {named(told_path(path.parent))}", "file-text")
            line.setToolTip(shown(path))
            line.clicked.connect(lambda _=False, path=path: self.picked.emit(path))
            self._recent.addWidget(line)
        self._recent_title.setVisible(bool(found))

    # ------------------------------------------------------------------ pieces

    def _row(self, text: str, icon: str) -> QPushButton:
        line = QPushButton(text.replace("&", "&&"))
        line.setProperty("role", "reading")
        line.setIcon(self._ui.icons.icon(icon, "secondary"))
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return line

    def _label(self, text: str, role: str, *, wrap: bool = True) -> QLabel:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        made.setWordWrap(wrap)
        return made

    def _tile(self, icon: str, title: str, text: str, does: Callable[[], None]) -> Tile:
        ui = self._ui
        tile = Tile()
        tile.setProperty("role", "tile")
        tile.setAccessibleName(f"{title}. {text}")
        tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(tile)
        row.setContentsMargins(ui.px(14), ui.px(12), ui.px(12), ui.px(12))
        row.setSpacing(ui.px(12))
        picture = QLabel()
        self._pictures.append((picture, icon))
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(ui.px(3))
        for words, role in ((title, "strong"), (text, "hint")):
            label = self._label(words, role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        row.addLayout(column, 1)
        tile.clicked.connect(lambda _checked=False: does())
        return tile

    def _speak(self, at: int) -> None:
        self._language = _LANGUAGES[at][0]
        self._segments.press(self._language)
        self._ui.settings.set("start/language", self._language)

    def _begin(self, template: str, _checked: bool = False) -> None:
        self.begin.emit(template, self._language)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False

"""A photo of the wall beside the map, to type it in from: zoomed, moved and turned, never part of the document.

Contract. A photo is read in a thread of its own and, when it is very large, at reduced size while it is decoded, so that the window goes
on working. Only what is in sight is drawn, from the nearest of several sizes.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.document import Message

from ..desk import Desk
from ..elided import Elided
from ..panels.form import label, small_button
from ..shared import Ui

#: What can be opened, by the ending of its name.
ENDINGS = (".png", ".jpg", ".jpeg")
#: What it may be by its content.
_FORMS = (b"png", b"jpeg", b"webp", b"bmp")
#: Most pixels kept of a photo: enough to read a wall of notes, and 100 MB.
_MOST_PIXELS = 24_000_000
#: Most pixels of a file that are believed; more is no photo.
_MOST_BELIEVED = 400_000_000
#: A photo is never enlarged beyond this many screen pixels for one of its own.
_NEAREST = 6.0
_STEP = 1.25


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read: ``levels``, itself upright and smaller ones of half the side each, and whether its file is cut off."""

    levels: list[QImage]
    cut_off: bool = False


def cut_off(path: Path) -> bool:
    """Whether a JPEG or PNG ends before its end, as half of a photo does that was copied while the camera was unplugged.

    The program that decodes fills what is missing with grey and says nothing.
    """
    try:
        data = path.read_bytes()
    except OSError:  # gone since it was read
        return False
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-1_000_000:]
    if not data.startswith(b"\xff\xd8"):
        return False
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # What follows are pixels, in which the mark of the end cannot stand.
            return data.find(b"\xff\xd9", at) < 0
    return True


def is_photo(path: Path) -> bool:
    """Whether a file looks like a photo by its name."""
    return path.suffix.lower() in ENDINGS


def read_photo(path: Path) -> list[QImage]:
    """The photo, upright, and smaller ones of half the side each; empty when it cannot be read."""
    if not path.is_file():
        # Reading from a pipe waits for ever for somebody to write into it.
        return []
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in _FORMS:
        # A drawing (SVG) could name other files, and unfold to any size.
        return []
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if not size.isValid() or not 0 < pixels <= _MOST_BELIEVED:
        return []
    if pixels > _MOST_PIXELS:
        # JPEG is decoded smaller at once; the other formats are made smaller line by line.
        share = (_MOST_PIXELS / pixels) ** 0.5
        reader.setScaledSize(QSize(max(1, int(size.width() * share)), max(1, int(size.height() * share))))
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(max(before, 4 * _MOST_BELIEVED // 1_000_000))
    image = reader.read()
    QImageReader.setAllocationLimit(before)
    if image.isNull():
        return []
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    levels = [image]
    while min(levels[-1].width(), levels[-1].height()) > 800:
        last = levels[-1]
        levels.append(
            last.scaled(
                last.width() // 2,
                last.height() // 2,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return levels


class _Bell(QObject):
    """Brings what a thread has read to the window's thread."""

    read = Signal(int, object)


class PhotoView(QWidget):
    """Shows a photo: the wheel zooms, the hand moves it, R turns it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.levels: list[QImage] = []
        self.turned = 0
        self.scale = 1.0
        self.fitted = True
        self.centre = QPointF()
        self._hand: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.text("Photo of the wall"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setMinimumHeight(ui.px(120))

    @property
    def size_(self) -> QSize:
        """The size of the photo as it is turned now."""
        if not self.levels:
            return QSize(1, 1)
        size = self.levels[0].size()
        return size.transposed() if self.turned % 180 else size

    def show_photo(self, levels: list[QImage]) -> None:
        """Show another photo, all of it."""
        self.levels = levels
        self.turned = 0
        self.fit()

    def look_as(self, other: PhotoView) -> None:
        """Show the photo of another view as that one shows it: turned, as near, and at the same place."""
        self.levels, self.turned = other.levels, other.turned
        self.scale, self.fitted, self.centre = other.scale, other.fitted, QPointF(other.centre)
        self.update()

    def fit(self) -> None:
        """All of it."""
        size = self.size_
        self.fitted = True
        self.scale = min(self.width() / size.width(), self.height() / size.height())
        self.centre = QPointF(size.width() / 2, size.height() / 2)
        self.update()

    def turn(self, degrees: int) -> None:
        """Turn it by quarter turns."""
        self.turned = (self.turned + degrees) % 360
        self.fit()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or further away, around a place of the widget."""
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        place = self._place(at)
        size = self.size_
        least = min(self.width() / size.width(), self.height() / size.height(), 1.0)
        self.scale = max(least, min(_NEAREST, self.scale * factor))
        self.fitted = self.scale <= least
        middle = QPointF(self.width() / 2, self.height() / 2)
        self.centre = place - (at - middle) / self.scale
        self._bound()

    def move_by(self, dx: float, dy: float) -> None:
        """Move what is seen by pixels of the screen."""
        self.centre -= QPointF(dx, dy) / self.scale
        self._bound()

    def _place(self, at: QPointF) -> QPointF:
        """A place of the widget on the photo as it is turned."""
        return self.centre + (at - QPointF(self.width() / 2, self.height() / 2)) / self.scale

    def _bound(self) -> None:
        """No further than its edge; what is smaller than the room stands in the middle."""
        size = self.size_
        centre = []
        for at, whole, room in (
            (self.centre.x(), size.width(), self.width()),
            (self.centre.y(), size.height(), self.height()),
        ):
            half = room / 2 / self.scale
            centre.append(whole / 2 if 2 * half >= whole else min(whole - half, max(half, at)))
        self.centre = QPointF(*centre)
        self.update()

    # ------------------------------------------------------------------ Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part in sight, from the smallest size that is large enough."""
        p = QPainter(self)
        p.fillRect(self.rect(), QColor(self._ui.look.window))
        if self.levels:
            ratio = self.scale * self.devicePixelRatioF()
            level = 0
            while level + 1 < len(self.levels) and ratio * 2 ** (level + 1) <= 1.0:
                level += 1
            image = self.levels[level]
            whole = self.levels[0].size()
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 3)
            p.setTransform(self._to_widget())
            seen = self._to_widget().inverted()[0].mapRect(QRectF(self.rect()))
            target = seen.intersected(QRectF(0, 0, whole.width(), whole.height()))
            sx, sy = image.width() / whole.width(), image.height() / whole.height()
            source = QRectF(target.x() * sx, target.y() * sy, target.width() * sx, target.height() * sy)
            p.drawImage(target, image, source)
        if self.hasFocus():
            p.resetTransform()
            p.setPen(QColor(self._ui.look.accent))
            p.drawRect(self.rect().adjusted(0, 0, -1, -1))
        p.end()

    def _to_widget(self) -> QTransform:
        """From the photo as it was taken to the widget."""
        size = self.size_
        whole = self.levels[0].size() if self.levels else size
        out = QTransform()
        out.translate(self.width() / 2, self.height() / 2)
        out.scale(self.scale, self.scale)
        out.translate(-self.centre.x(), -self.centre.y())
        out.translate(size.width() / 2, size.height() / 2)
        out.rotate(self.turned)
        out.translate(-whole.width() / 2, -whole.height() / 2)
        return out

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A photo that is seen whole goes on being."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        else:
            self._bound()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; a touch pad's fine steps too."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The hand takes it."""
        self._hand = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows the hand."""
        if self._hand is not None:
            moved = event.position() - self._hand
            self._hand = event.position()
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The hand lets go."""
        self._hand = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Near enough to read, or all of it."""
        if self.fitted:
            self.zoom(max(1.0, self.scale * 3) / self.scale, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and − zoom, 0 shows all, R turns (with Shift to the left)."""
        step = self._ui.px(60)
        key = event.key()
        moves = {Qt.Key.Key_Left: (step, 0), Qt.Key.Key_Right: (-step, 0), Qt.Key.Key_Up: (0, step), Qt.Key.Key_Down: (0, -step)}
        if key in moves:
            self.move_by(*moves[Qt.Key(key)])
        elif event.text() == "+":
            self.zoom(_STEP)
        elif event.text() in ("-", "−"):
            self.zoom(1 / _STEP)
        elif event.text() == "0":
            self.fit()
        elif key == Qt.Key.Key_R:
            self.turn(-90 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 90)
        else:
            super().keyPressEvent(event)


class WallPhoto(QFrame):
    """The photo with its buttons."""

    closing = Signal()
    #: Another photo is wanted.
    another = Signal()

    def landing(self) -> QWidget:
        """What the keyboard comes to."""
        return self.view

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        #: The photo in sight; one that is being read takes its place when it is there.
        self.path: Path | None = None
        self._wanted: Path | None = None
        self._cut = False
        self._ticket = 0
        self._bell = _Bell(self)
        self._bell.read.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        ui, _ = desk.ui, desk.ui.text
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(ui.px(12), ui.px(6), ui.px(8), ui.px(6))
        head.setSpacing(ui.px(2))
        self.name = Elided("", "caption")
        head.addWidget(self.name, 1)
        self.view = PhotoView(ui)
        for icon, tip, does in (
            ("redo-2", _("Turn it (R)"), lambda: self.view.turn(90)),
            ("zoom-out", _("Further away (−)"), lambda: self.view.zoom(1 / _STEP)),
            ("zoom-in", _("Nearer (+)"), lambda: self.view.zoom(_STEP)),
            ("maximize", _("All of it (0)"), self.view.fit),
            ("folder-open", _("Another photo"), self.another.emit),
            ("x", _("Close (Esc)"), self.closing.emit),
        ):
            head.addWidget(small_button(ui, icon, tip, does))
        column.addLayout(head)
        self.missing = label(_("The photo is cut off: part of it is missing."), "warning", wrap=True)
        self.missing.hide()
        under = QHBoxLayout()
        under.setContentsMargins(ui.px(12), 0, ui.px(12), 0)
        under.addWidget(self.missing)
        column.addLayout(under)
        column.addWidget(self.view, 1)

    def open(self, path: Path) -> None:
        """Read a photo and show it when it is there; what cannot be read is said."""
        self._ticket += 1
        ticket, bell = self._ticket, self._bell
        self._wanted = path
        self.name.setText(self.desk.ui.text("Reading the photo …"))

        def work() -> None:
            levels = read_photo(path)
            photo = Photo(levels, bool(levels) and cut_off(path))
            with suppress(RuntimeError):  # the window may have been closed meanwhile
                bell.read.emit(ticket, photo)

        threading.Thread(target=work, name="cjm-photo", daemon=True).start()

    def carry_on(self, other: WallPhoto) -> None:
        """Show what another one shows, as it shows it, or read on what it was reading."""
        self.path, self._cut = other.path, other._cut
        self.view.look_as(other.view)
        self._name()
        if other._wanted is not None:
            self.open(other._wanted)

    def _arrived(self, ticket: int, photo: Photo) -> None:
        if ticket != self._ticket or self._wanted is None:
            return
        path, self._wanted = self._wanted, None
        name = path.name
        if photo.levels:
            self.path, self._cut = path, photo.cut_off
            self.view.show_photo(photo.levels)
            if photo.cut_off:
                self.desk.told.emit(
                    Message("“{name}” is cut off: part of the photo is missing. Copy it from the camera or the phone again.", name=name)
                )
        else:
            self.desk.told.emit(Message("“{name}” is no photo that can be read (PNG or JPEG).", name=name))
            if not self.view.levels:
                self.closing.emit()
        self._name()

    def _name(self) -> None:
        """Over the photo stands which one it is, and that part of it is missing."""
        self.missing.setVisible(self._cut)
        if self.path is None or not self.view.levels:
            self.name.setText("")
            self.name.setToolTip("")
            return
        name = self.path.name
        self.name.setText(name if len(name) <= 40 else f"{name[:24]}…{name[-12:]}")
        self.name.setToolTip(str(self.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
        else:
            super().keyPressEvent(event)

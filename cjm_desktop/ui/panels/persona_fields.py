"""The fields of a persona, wherever they stand: portrait, who it is, what it prefers, what moves it (METHOD step 4).

Contract. The fields work on a :class:`Subject`, which may be another persona a moment later; whoever changes it lets the column leave
first.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cjm_desktop.document import Message, Persona, Picture, Record
from cjm_desktop.layout.picture import damaged, data_of, unprintable, whole

from ..desk import Desk
from ..dialogs.paths import ask_file
from ..fields import LineField, LinesField, Link, LongLineField, Option, SegmentField, TextField, WordsField
from . import options
from .form import Column, button

#: Longest side of a picture kept in the document, in pixels: 300 dpi at 100 mm.
_LONGEST = 1_200
#: What a picture file may be, by its content, and most pixels that are believed.
_FORMS = frozenset(("png", "jpeg", "webp", "bmp"))
_MOST_BELIEVED = 200_000_000


class Subject(Protocol):
    """The persona that fields show and change."""

    @property
    def record(self) -> Record | None:
        """The persona, while it exists."""

    def link(self, name: str, what: Message) -> Link:
        """A link to one of its fields."""


def picture_from(path: str, alt: str) -> Picture | None:
    """A picture file, made small enough for the document; ``None`` when it is not a picture Qt can read."""
    if not Path(path).is_file():
        # Reading from a pipe waits for ever for somebody to write into it.
        return None
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    # A drawing (SVG) could name other files, and unfold to any size.
    if bytes(reader.format().data()).decode("ascii", "replace") not in _FORMS:
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_BELIEVED:
        return None
    if not whole(path):
        return None
    if size.isValid() and max(size.width(), size.height()) > _LONGEST:
        reader.setScaledSize(size.scaled(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > _LONGEST:
        image = image.scaled(
            _LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    form = "PNG" if image.hasAlphaChannel() else "JPEG"
    # The stubs ask for bytes; PySide6 itself takes text only.
    image.save(buffer, form, 88)  # type: ignore[call-overload]
    buffer.close()
    text = base64.b64encode(bytes(data.data())).decode("ascii")
    return Picture(media=f"image/{form.lower()}", data=text, alt=alt)


class Portrait(QWidget):
    """The picture of a persona, with a button to choose one and one to take it away."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self.desk, self._subject = desk, subject
        ui, _ = desk.ui, desk.ui.text
        self._picture = QLabel()
        self._picture.setFixedSize(ui.px(72), ui.px(72))
        self._shown: object = self
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(12))
        row.addWidget(self._picture)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addStretch(1)
        self._ask = button(ui, _("Picture …"), "image", self._choose)
        self._ask.setToolTip(_("Choose a picture"))
        self._clear = button(ui, _("Remove"), "x", self._no_picture, "danger")
        self._clear.setToolTip(_("Remove the picture"))
        side.addWidget(self._ask)
        side.addWidget(self._clear)
        side.addStretch(1)
        row.addLayout(side, 1)

    def refresh(self) -> None:
        """Show the picture there is now."""
        record, ui = self._subject.record, self.desk.ui
        picture = record.picture if isinstance(record, Persona) else None
        if (picture, ui.look.name) == self._shown:
            return
        self._shown = (picture, ui.look.name)
        self._clear.setVisible(picture is not None)
        self._picture.setToolTip("")
        if isinstance(record, Persona) and picture is not None and damaged(picture):
            self._picture.setToolTip(ui.say(unprintable(picture, record.name or "…")))
        elif picture is not None:
            # A document may hold anything: what cannot be printed is not shown either.
            image = QImage.fromData(data_of(picture))
            if not image.isNull():
                side = ui.px(72)
                ratio = self.devicePixelRatioF()
                small = image.scaled(
                    round(side * ratio),
                    round(side * ratio),
                    Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                    Qt.TransformationMode.SmoothTransformation,
                )
                small.setDevicePixelRatio(ratio)
                self._picture.setPixmap(QPixmap.fromImage(small))
                return
        self._picture.setPixmap(ui.icons.pixmap("user-round", ui.px(72), ui.look.secondary, self.devicePixelRatioF()))

    def take_picture(self, path: str) -> None:
        """Put a picture file into the persona; an unreadable one is refused with a sentence."""
        record = self._subject.record
        picture = picture_from(path, record.name if isinstance(record, Persona) else "")
        if picture is None:
            self.desk.refused.emit(Message("“{file}” is not a picture that can be read.", file=path))
            return
        self._put(Message("Change the picture"), picture)

    def _choose(self) -> None:
        _ = self.desk.ui.text
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
        path = ask_file(self.desk.ui, self, _("Choose a picture"), "", kinds)
        if path:
            self.take_picture(path)

    def _no_picture(self) -> None:
        self._put(Message("Remove the picture"), None)

    def _put(self, what: Message, picture: Picture | None) -> None:
        self.desk.flush()
        put = self._subject.link("picture", what).put
        self.desk.change(what, lambda journey: put(journey, picture))


def fill_persona(desk: Desk, column: Column, subject: Subject) -> Portrait:
    """Who it is, and what it prefers."""
    ui, _ = desk.ui, desk.ui.text
    portrait = Portrait(desk, subject)
    column.put(portrait)
    column.hooks.append(portrait.refresh)
    column.add(
        _("Name"),
        LineField(desk, subject.link("name", Message("Rename persona")), placeholder=_("Anna Holm"), role="title"),
    )
    age = LineField(desk, subject.link("age", Message("Change the age")))
    # A figure or two; what somebody does needs the room.
    age.edit.setFixedWidth(ui.px(64))
    column.pair((_("Job or role"), LongLineField(desk, subject.link("role", Message("Change the role")))), (_("Age"), age), shares=(1, 0))
    column.add(
        _("Story"),
        TextField(
            desk,
            subject.link("story", Message("Change the story")),
            placeholder=_("Who they are, and what brings them here"),
            least=3,
        ),
    )
    column.add(
        _("Prefers"),
        SegmentField(
            desk,
            subject.link("solution", Message("Change what the persona prefers")),
            options.solutions(ui),
            clearable=True,
        ),
    )
    column.add(
        _("Gets in touch by"),
        WordsField(desk, subject.link("channels", Message("Change the preferred channels")), lambda: _channels(desk)),
    )
    return portrait


def fill_persona_lists(desk: Desk, column: Column, subject: Subject) -> None:
    """What moves it."""
    _ = desk.ui.text
    hint = _("One on each line")
    for name, text, what in (
        ("expectations", _("Expectations"), Message("Change the expectations")),
        ("frustrations", _("Frustrations"), Message("Change the frustrations")),
        ("ambitions", _("Ambitions"), Message("Change the ambitions")),
        ("needs", _("What they need"), Message("Change the needs")),
        ("hobbies", _("Hobbies"), Message("Change the hobbies")),
    ):
        column.add(text, LinesField(desk, subject.link(name, what), placeholder=hint))


def _channels(desk: Desk) -> Sequence[Option]:
    """The channels of the journey."""
    return options.channels(desk.ui, desk.journey)[1:]

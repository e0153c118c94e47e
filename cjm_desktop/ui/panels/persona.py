"""The form of a persona: the typical traveller (METHOD step 4)."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Message, Persona, Picture

from ..desk import Desk
from ..dialogs.paths import ask_file
from ..fields import LineField, LinesField, SegmentField, TextField, change_record
from . import options
from .form import button, label
from .subject import RecordForm

#: Longest side of a picture kept in the document, in pixels: 300 dpi at 100 mm.
_LONGEST = 1_200


def picture_from(path: str, alt: str) -> Picture | None:
    """A picture file, made small enough for the document; ``None`` when it is not a picture Qt can read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
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


class PersonaForm(RecordForm):
    """Who travels, what they want, and what gets on their nerves."""

    kind, list_name = "persona", "personas"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        top = self.top
        top.put(label(_("Persona"), "eyebrow"))
        self._portrait = QLabel()
        self._portrait.setFixedSize(ui.px(72), ui.px(72))
        self._shown: object = self
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(12))
        row.addWidget(self._portrait)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addStretch(1)
        side.addWidget(button(ui, _("Choose a picture …"), "image", self._choose))
        self._clear = button(ui, _("Remove picture"), "x", self._no_picture, "danger")
        side.addWidget(self._clear)
        side.addStretch(1)
        row.addLayout(side, 1)
        top.put(head)
        top.hooks.append(self._show_portrait)
        top.add(
            _("Name"),
            LineField(
                desk, self.link("name", Message("Rename persona")), placeholder=_("Anna Holm"), role="title"
            ),
        )
        top.pair(
            (_("Job or role"), LineField(desk, self.link("role", Message("Change the role")))),
            (_("Age"), LineField(desk, self.link("age", Message("Change the age")))),
        )
        top.add(
            _("Story"),
            TextField(
                desk,
                self.link("story", Message("Change the story")),
                placeholder=_("Who they are, and what brings them here"),
                least=3,
            ),
        )
        top.add(
            _("Prefers"),
            SegmentField(
                desk,
                self.link("solution", Message("Change what the persona prefers")),
                options.solutions(ui),
                clearable=True,
            ),
        )
        lists = self.section("persona.lists", _("What moves them"))
        hint = _("One on each line")
        for name, text, what in (
            ("expectations", _("Expectations"), Message("Change the expectations")),
            ("frustrations", _("Frustrations"), Message("Change the frustrations")),
            ("ambitions", _("Ambitions"), Message("Change the ambitions")),
            ("needs", _("What they need"), Message("Change the needs")),
            ("hobbies", _("Hobbies"), Message("Change the hobbies")),
        ):
            lists.add(text, LinesField(desk, self.link(name, what), placeholder=hint))
        self.last(button(ui, _("Remove this persona"), "trash-2", self._remove, "danger"))

    def _show_portrait(self) -> None:
        record = self.record
        picture = record.picture if isinstance(record, Persona) else None
        if picture is self._shown:
            return
        self._shown = picture
        ui = self.desk.ui
        self._clear.setVisible(picture is not None)
        if picture is not None:
            image = QImage.fromData(base64.b64decode(picture.data))
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
                self._portrait.setPixmap(QPixmap.fromImage(small))
                return
        self._portrait.setPixmap(
            ui.icons.pixmap("user-round", ui.px(72), ui.look.secondary, self.devicePixelRatioF())
        )

    def _choose(self) -> None:
        _ = self.desk.ui.text
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
        path = ask_file(self.desk.ui, self, _("Choose a picture"), "", kinds)
        if path:
            self.take_picture(path)

    def take_picture(self, path: str) -> None:
        """Put a picture file into the persona; an unreadable one is refused with a sentence."""
        record, ident = self.record, self.ident
        picture = picture_from(path, record.name if isinstance(record, Persona) else "")
        if picture is None:
            self.desk.refused.emit(Message("“{file}” is not a picture that can be read.", file=path))
            return
        self.desk.change(
            Message("Change the picture"), lambda j: change_record(j, "personas", ident, picture=picture)
        )

    def _no_picture(self) -> None:
        ident = self.ident
        self.desk.change(
            Message("Remove the picture"), lambda j: change_record(j, "personas", ident, picture=None)
        )

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(Message("Remove persona"), lambda j: edits.drop(j, "personas", ident))

"""Pictures inside a PDF: each distinct picture once, JPEG data as it is, transparency as a soft mask."""

from __future__ import annotations

import hashlib
import io

from cjm_desktop.layout.sheet import Image
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.pdf.file import File, Stream

_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


class Images:
    """The pictures of one file, embedded as they are met."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._known: dict[bytes, tuple[str, str]] = {}

    def picture(self, image: Image) -> tuple[str, str]:
        """The name of a picture in a page's resources, and the reference to it.

        Raises :class:`~cjm_desktop.paint.BadPicture` when the data cannot be read.
        """
        digest = hashlib.sha256(image.data).digest()
        if digest not in self._known:
            self._known[digest] = (f"I{len(self._known) + 1}", self._embed(image))
        return self._known[digest]

    def _embed(self, image: Image) -> str:
        import PIL.Image  # only for sheets with pictures: most have none, and it costs start-up time

        try:
            with PIL.Image.open(io.BytesIO(image.data), formats=("PNG", "JPEG")) as picture:
                if picture.format == "JPEG" and picture.mode in _SPACES:
                    entries = self._entries(picture.size, _SPACES[picture.mode])
                    if picture.mode == "CMYK":
                        entries["Decode"] = "[1 0 1 0 1 0 1 0]"  # photo programs store CMYK in JPEG inverted
                    return self._file.add(Stream(image.data, entries | {"Filter": "/DCTDecode"}))
                if picture.has_transparency_data:
                    rgba = picture.convert("RGBA")
                    mask = self._entries(picture.size, "/DeviceGray")
                    smask = self._file.add(Stream(rgba.getchannel("A").tobytes(), mask))
                    entries = self._entries(picture.size, "/DeviceRGB") | {"SMask": smask}
                    return self._file.add(Stream(rgba.convert("RGB").tobytes(), entries))
                grey = picture.mode in ("1", "L")
                plain = picture.convert("L" if grey else "RGB")
                space = "/DeviceGray" if grey else "/DeviceRGB"
                return self._file.add(Stream(plain.tobytes(), self._entries(picture.size, space)))
        except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as error:
            raise BadPicture(f"The picture “{image.alt}” cannot be read: {error}") from error

    @staticmethod
    def _entries(size: tuple[int, int], space: str) -> dict[str, str]:
        return {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": str(size[0]),
            "Height": str(size[1]),
            "BitsPerComponent": "8",
            "ColorSpace": space,
        }

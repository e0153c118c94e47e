"""Pictures inside a PDF: each distinct picture once, transparency as a soft mask.

JPEG data goes in as it is where the file may hold its colours; a JPEG that has to be converted is compressed again, finely.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from cjm_desktop.layout.sheet import Image
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.pdf.file import File, Stream
from cjm_desktop.paint.pdf.inks import Inks, Screen

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}

#: How finely a converted JPEG is compressed again (libjpeg's scale): no difference is seen at a reading distance.
_QUALITY = 93

#: Photo programs, and the library that writes JPEG here, store CMYK in JPEG inverted.
_INVERTED = "[1 0 1 0 1 0 1 0]"


class Images:
    """The pictures of one file, embedded as they are met, with colours as ``inks`` says them."""

    def __init__(self, file: File, inks: Inks | None = None) -> None:
        self._file = file
        self._inks = inks or Screen()
        self._known: dict[bytes, tuple[str, str]] = {}
        self._translucent: set[str] = set()

    def picture(self, image: Image) -> tuple[str, str]:
        """The name of a picture in a page's resources, and the reference to it.

        Raises :class:`~cjm_desktop.paint.BadPicture` when the data cannot be read.
        """
        digest = hashlib.sha256(image.data).digest()
        if digest not in self._known:
            key = f"I{len(self._known) + 1}"
            self._known[digest] = (key, self._embed(image, key))
        return self._known[digest]

    def translucent(self, key: str) -> bool:
        """Whether a picture already met lets through what lies below it."""
        return key in self._translucent

    def _embed(self, image: Image, key: str) -> str:
        import PIL.Image  # only for sheets with pictures: most have none, and it costs start-up time

        try:
            with PIL.Image.open(io.BytesIO(image.data), formats=("PNG", "JPEG")) as picture:
                if picture.format == "JPEG" and picture.mode in _SPACES:
                    return self._jpeg(image.data, picture)
                if picture.mode == "LA":
                    self._translucent.add(key)
                    mask = self._file.add(Stream(picture.getchannel("A").tobytes(), _entries(picture.size, "/DeviceGray")))
                    return self._plain(picture.getchannel("L"), {"SMask": mask})
                if picture.has_transparency_data:
                    rgba = picture.convert("RGBA")
                    self._translucent.add(key)
                    mask = self._file.add(
                        Stream(rgba.getchannel("A").tobytes(), _entries(rgba.size, "/DeviceGray"))
                    )
                    return self._plain(rgba.convert("RGB"), {"SMask": mask})
                return self._plain(picture.convert("L" if picture.mode in ("1", "L") else "RGB"), {})
        except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as error:
            raise BadPicture(f"The picture “{image.alt}” cannot be read: {error}") from error

    def _plain(self, picture: Picture, more: dict[str, str]) -> str:
        """A picture as its samples."""
        picture = self._inks.picture(picture)
        return self._file.add(Stream(picture.tobytes(), _entries(picture.size, _SPACES[picture.mode]) | more))

    def _jpeg(self, data: bytes, picture: Picture) -> str:
        """A picture as JPEG data."""
        converted = self._inks.picture(picture)
        if converted is not picture:
            out = io.BytesIO()
            converted.save(out, "JPEG", quality=_QUALITY, subsampling=0)
            data = out.getvalue()
        entries = _entries(converted.size, _SPACES[converted.mode]) | {"Filter": "/DCTDecode"}
        if converted.mode == "CMYK":
            entries["Decode"] = _INVERTED
        return self._file.add(Stream(data, entries))


def _entries(size: tuple[int, int], space: str) -> dict[str, str]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(size[0]),
        "Height": str(size[1]),
        "BitsPerComponent": "8",
        "ColorSpace": space,
    }

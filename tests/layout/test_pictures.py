"""Pictures are decided on once: what is damaged is told and never painted, and what is painted looks the same on paper and on screen."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import PIL.Image
import pytest
from PySide6.QtGui import QImage

from cjm_desktop.document import Journey, Persona, Picture
from cjm_desktop.layout import picture as pictures
from cjm_desktop.layout.picture import (
    ARM,
    COARSE_PPI,
    damaged_pictures,
    data_of,
    printable,
    too_coarse,
    whole,
)
from cjm_desktop.layout.sheet import Image, PartKind
from cjm_desktop.paint.pdf import Production, pdf_bytes
from cjm_desktop.paint.svg import svg_text
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.ui.panels.persona_fields import picture_from
from tests.layout.handouts.papers import handout
from tests.layout.maps import poster, said, sample, timeline
from tests.paint.sheets import sheet as hand_sheet

_SIGN = b"\x89PNG\r\n\x1a\n"


def raw_png(width: int, height: int, kind: int, bits: int, row: bytes, more: bytes = b"") -> bytes:
    """A PNG of equal rows, of any kind of colour and depth (PNG 11.2.2)."""
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return _SIGN + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress((b"\0" + row) * height)) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG with its check sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def saved(image: PIL.Image.Image, form: str, **more: object) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    image.save(out, form, **more)  # type: ignore[arg-type]
    return out.getvalue()


def kept(data: bytes) -> Picture:
    """A picture as a document keeps it."""
    media = "image/png" if data.startswith(_SIGN) else "image/jpeg"
    return Picture(media=media, data=base64.b64encode(data).decode(), alt="Maya")


def halves(turn: int = 1) -> bytes:
    """A JPEG, red above and blue below, that says how it is to be turned."""
    image = PIL.Image.new("RGB", (64, 32), (255, 0, 0))
    image.paste((0, 0, 255), (0, 16, 64, 32))
    exif = PIL.Image.Exif()
    exif[0x0112] = turn
    return saved(image, "JPEG", quality=95, exif=exif.tobytes())


def noise(form: str, **more: object) -> bytes:
    """A picture that does not compress."""
    return saved(PIL.Image.effect_noise((90, 90), 80).convert("RGB"), form, **more)


#: 16 bits grey: 40,000 of 65,535 is 156 of 255. A key (tRNS) lets through what lies below.
KEY = chunk(b"tRNS", struct.pack(">HHH", 9, 9, 9))
#: What is in a picture, and its colour (red, green, blue, alpha) at the upper left and the lower right.
MODES: dict[str, tuple[bytes, tuple[int, ...], tuple[int, ...]]] = {
    "grey": (raw_png(8, 8, 0, 8, bytes([156] * 8)), (156, 156, 156, 255), (156, 156, 156, 255)),
    "black and white": (raw_png(8, 8, 0, 1, b"\xf0"), (255, 255, 255, 255), (0, 0, 0, 255)),
    "grey, 16 bits": (raw_png(8, 8, 0, 16, struct.pack(">H", 40000) * 8), (156, 156, 156, 255), (156, 156, 156, 255)),
    "grey with alpha, 16 bits": (
        raw_png(8, 8, 4, 16, struct.pack(">HH", 40000, 32896) * 8), (156, 156, 156, 128), (156, 156, 156, 128),
    ),
    "colour, 16 bits": (
        raw_png(8, 8, 2, 16, struct.pack(">HHH", 51400, 25700, 12850) * 8), (200, 100, 50, 255), (200, 100, 50, 255),
    ),
    "colour, 16 bits, one value clear": (
        raw_png(8, 8, 2, 16, struct.pack(">HHH", 9, 9, 9) * 4 + struct.pack(">HHH", 51400, 25700, 12850) * 4, KEY),
        (0, 0, 0, 0), (200, 100, 50, 255),
    ),
    "grey, 16 bits, one value clear": (
        raw_png(8, 8, 0, 16, struct.pack(">H", 9) * 4 + struct.pack(">H", 40000) * 4, chunk(b"tRNS", struct.pack(">H", 9))),
        (0, 0, 0, 0), (156, 156, 156, 255),
    ),
    "colour with alpha": (raw_png(8, 8, 6, 8, bytes([200, 100, 50, 128] * 8)), (200, 100, 50, 128), (200, 100, 50, 128)),
    "palette with alpha": (
        raw_png(8, 8, 3, 8, bytes([0] * 4 + [1] * 4), chunk(b"PLTE", bytes([200, 100, 50, 10, 20, 30])) + chunk(b"tRNS", b"\x80\xff")),
        (200, 100, 50, 128), (10, 20, 30, 255),
    ),
    "JPEG": (halves(), (255, 0, 0, 255), (0, 0, 255, 255)),
    "grey JPEG": (saved(PIL.Image.new("L", (8, 8), 156), "JPEG"), (156, 156, 156, 255), (156, 156, 156, 255)),
    "JPEG in inks": (
        saved(PIL.Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95), (255, 0, 0, 255), (255, 0, 0, 255),
    ),
    "JPEG turned to the right": (halves(6), (0, 0, 255, 255), (255, 0, 0, 255)),
    "JPEG upside down": (halves(3), (0, 0, 255, 255), (255, 0, 0, 255)),
}  # fmt: skip


def on_screen(data: bytes) -> Callable[[int, int], tuple[int, ...]]:
    """The colours of a picture as Qt reads it."""
    image = QImage.fromData(data)
    assert not image.isNull()

    def at(x: int, y: int) -> tuple[int, ...]:
        colour = image.pixelColor(x, y)
        return colour.red(), colour.green(), colour.blue(), colour.alpha()

    return at


def on_paper(data: bytes, tmp: io.BytesIO) -> Callable[[int, int], tuple[int, ...]]:
    """The colours of a picture as they are in a PDF."""
    tmp.write(pdf_bytes([hand_sheet(Image(0, 0, 10, 10, "image/png", data, "x"))]))
    with pikepdf.open(tmp) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        shown = next(o for o in found if not any(other.get("/SMask") == o for other in found))
        colours = pikepdf.PdfImage(shown).as_pil_image().convert("RGB")
        mask = pikepdf.PdfImage(shown.SMask).as_pil_image().convert("L") if "/SMask" in shown else None

    def at(x: int, y: int) -> tuple[int, ...]:
        return (*colours.getpixel((x, y)), mask.getpixel((x, y)) if mask else 255)  # type: ignore[misc]

    return at


@pytest.mark.parametrize("mode", MODES)
def test_a_picture_has_its_colours_on_screen_and_on_paper(mode: str) -> None:
    source, first, last = MODES[mode]
    picture = kept(source)
    size = printable(picture)
    assert size is not None
    data = data_of(picture)
    for at in (on_screen(data), on_paper(data, io.BytesIO())):
        # The far corner of a picture that stands on its side is elsewhere: red and blue lie beside each other.
        for (x, y), colour in (((0, 0), first), ((size[0] - 1, size[1] - 1), last)):
            seen = at(x, y)
            assert seen[3] == colour[3]
            if colour[3]:
                assert max(abs(a - b) for a, b in zip(seen, colour, strict=True)) <= 3, (mode, seen)


def test_a_turned_picture_is_upright_for_every_painter_and_says_so_to_none() -> None:
    assert printable(kept(halves(1))) == (64, 32)
    assert printable(kept(halves(6))) == (32, 64)
    assert b"Exif" not in data_of(kept(halves(6)))
    assert data_of(kept(halves(1))) == halves(1), "what every painter reads alike is not touched"


whole_png, whole_jpeg = noise("PNG"), noise("JPEG")
DAMAGED = {
    "PNG cut in its head": whole_png[:60],
    "PNG cut in its middle": whole_png[: len(whole_png) // 2],
    "PNG without its end": whole_png[:-12],
    "PNG with a wrong check sum": whole_png[:-16] + b"\0\0\0\0" + whole_png[-12:],
    "PNG with too few rows": raw_png(8, 8, 0, 8, b"1234"),
    "PNG that unfolds": _SIGN + chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)),
    "JPEG cut in its middle": whole_jpeg[: len(whole_jpeg) // 2],
    "JPEG cut near its end": whole_jpeg[:-300],
    "progressive JPEG cut": noise("JPEG", progressive=True)[:-300],
    "nothing of the kind": b"no picture",
}


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_picture_is_not_painted_and_told_once(fault: str) -> None:
    picture = kept(DAMAGED[fault])
    assert printable(picture) is None
    assert data_of(picture) == b""
    first, *others = sample().personas
    cards = tuple(t.replace(picture=picture) if k == 1 else t for k, t in enumerate(sample().touchpoints))
    journey = sample().replace(personas=(first.replace(picture=picture), *others), touchpoints=cards)
    places = ["personas[0].picture", "touchpoints[1].picture"]
    assert [one.place for one in damaged_pictures(journey)] == places
    sheet = poster(journey)
    assert sorted(one.place for one in sheet.problems if one.place.endswith(".picture")) == places
    assert not [item for part in sheet.parts() for item in part.items if isinstance(item, Image)]
    assert "MT" in said([part for part in sheet.parts() if part.kind is PartKind.HEADER])
    assert [one.place for one in timeline(journey).problems] == places[1:]
    page = handout("persona", journey)[0]
    assert [one.place for one in page.problems if one.place.endswith(".picture")] == places[:1]
    if fault == "PNG cut in its head":
        assert pdf_bytes([sheet])
        assert "data:image" not in svg_text(sheet)


def test_a_picture_is_decoded_once_however_often_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    decode = pictures._decoded

    def counted(data: bytes, pixels: tuple[int, int]) -> object:
        decoded.append(1)
        return decode(data, pixels)

    monkeypatch.setattr(pictures, "_decoded", counted)
    first = kept(noise("PNG"))
    for _ in range(3):
        assert printable(first) == printable(first.replace(alt="another")) == (90, 90)
        assert printable(kept(whole_png[:-13])) is None
    assert len(decoded) == 2


def test_a_file_that_ends_early_is_not_taken_for_a_picture(tmp_path: Path) -> None:
    for form in ("PNG", "JPEG", "BMP", "WEBP"):
        path = tmp_path / f"a.{form}"
        path.write_bytes(noise(form))
        assert whole(str(path))
        assert picture_from(str(path), "Jo") is not None
        path.write_bytes(noise(form)[:-300])
        assert not whole(str(path))
        assert picture_from(str(path), "Jo") is None


def test_a_picture_is_coarse_where_its_pixels_are_seen() -> None:
    inch = 25.4
    assert too_coarse((100, 100), inch, ARM, "Maya") is None
    told = too_coarse((99, 50), inch, ARM, "Maya")
    assert told is not None
    assert (told.values["ppi"], told.values["width"], told.values["height"]) == (99, 100, 51)
    assert too_coarse((99, 50), inch, 2 * ARM, "Maya") is None, "from farther away fewer are enough"
    assert too_coarse((49, 50), inch, 2 * ARM, "Maya") is not None
    assert COARSE_PPI == 100


def test_a_coarse_picture_is_told_with_its_pixels_per_inch_as_printed() -> None:
    def told(side: int) -> list[str]:
        first, *others = sample().personas
        picture = kept(saved(PIL.Image.new("RGB", (side, side), (9, 9, 9)), "PNG"))
        sheet = poster(sample().replace(personas=(first.replace(picture=picture), *others)))
        return [str(one.message) for one in sheet.problems if one.place == "personas[0].picture"]

    (line,) = told(24)
    assert "is coarse: " in line
    assert "printed at 13 pixels per inch" in line
    assert told(400) == []
    persona = Persona(id="p", name="Ada", picture=kept(saved(PIL.Image.new("L", (40, 40)), "PNG")))
    page = handout("persona", Journey(personas=(persona,)))[0]
    assert ["is coarse" in str(one.message) for one in page.problems if one.place == "personas[0].picture"] == [True]


@pytest.mark.parametrize(
    "data",
    [
        saved(PIL.Image.new("RGB", (60, 40), (200, 30, 40)), "PNG"),
        saved(PIL.Image.new("RGB", (60, 40), (200, 30, 40)), "JPEG"),
        saved(PIL.Image.new("RGBA", (60, 40), (200, 30, 40, 128)), "PNG"),
        saved(PIL.Image.new("CMYK", (60, 40), (0, 200, 180, 20)), "JPEG"),
    ],
    ids=["png", "jpeg", "translucent", "inks"],
)
def test_a_theme_without_colour_prints_pictures_in_one_ink(data: bytes) -> None:
    journey = sample("new-laptop")
    first = journey.touchpoints[0].replace(picture=kept(data))
    given = journey.with_(touchpoints=(first, *journey.touchpoints[1:]))
    grey = Press().sheet(given, PrintOrder(theme="greyscale"))
    (image,) = [item for part in grey.parts() for item in part.items if isinstance(item, Image)]
    shown = QImage.fromData(image.data)
    assert not shown.isNull() and shown.isGrayscale(), "on the screen, and in PNG and SVG, which take the same picture"
    for colours, standard in (("rgb", ""), ("cmyk", ""), ("cmyk", "x4")):
        made = pdf_bytes([grey], production=Production(colours=colours, standard=standard))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
            assert found and {str(one["/ColorSpace"]) for one in found} == {"/DeviceGray"}
    (coloured,) = [item for part in Press().sheet(given, PrintOrder()).parts() for item in part.items if isinstance(item, Image)]
    assert not QImage.fromData(coloured.data).isGrayscale(), "the house theme keeps them"

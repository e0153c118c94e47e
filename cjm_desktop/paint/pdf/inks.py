"""The colours of a PDF: the screen's as they are, or the inks of a press.

Contract. :class:`Inks` spells the operators that set a colour given as ``#RRGGBB`` and converts pictures. :class:`Screen`
says sRGB as it is. :class:`Press` says cyan, magenta, yellow and black as coated offset paper needs them (FOGRA39,
relative colorimetric with black point compensation), never more than 300 % of ink on one spot, and bare paper for white.

Type and lines of a neutral colour are black ink alone. Four plates never meet exactly; a tenth of a millimetre beside each
other gives grey type coloured edges, and in type of a few points it closes the letters. Black is chosen as light as the
grey it stands for. Only grounds, broad enough for that not to matter, may be darker than black ink alone can be.
Larger type and broader lines of colours that are not neutral need no such rule: the profile itself uses as much black as a colour
bears. Small type (up to :data:`SMALL_TYPE`, the body of a dense A0) and hairlines (under :data:`HAIRLINE`) of the dark blues and
greys that texts are set in are black ink alone as well, and nearly full black is full, which needs no screen: there sharpness counts
more than a tinge of blue.
Nothing is set to overprint; that is left to the print shop.

A dot smaller than :data:`LEAST_DOT` does not hold on the plate: a tint has no less of an ink than that, or none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cjm_desktop.assets import asset
from cjm_desktop.layout.colour import luminance, oklch
from cjm_desktop.layout.colour import srgb as srgb_of
from cjm_desktop.paint.numbers import number
from cjm_desktop.paint.pdf.spelling import colour, rgb

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

#: The most ink on one spot, all four together, as a share of one ink's full tone.
MOST_INK = 3.0
#: How far apart the channels of a colour that counts as neutral may be (of 255).
_NEUTRAL = 6
#: Type up to this size (mm of its em, 12 pt) is small, and lines thinner than this (mm) are hairlines.
SMALL_TYPE, HAIRLINE = 12 * 25.4 / 72, 0.6
#: The smallest share of an ink that prints as an even tint.
LEAST_DOT = 0.03
#: A colour of so little chroma (OKLCH) is one that texts and rules are set in; of those, type darker than this lightness becomes black
#: ink; black of this tone and more is full black.
_QUIET, _DARK, _FULL = 0.06, 0.62, 0.85
#: Bare paper.
_WHITE = "0 0 0 0"


def coated() -> bytes:
    """The profile of coated paper, FOGRA39."""
    return asset("profiles", "coated-FOGRA39.icc").read_bytes()


def srgb() -> bytes:
    """The profile of the screen's colours."""
    return asset("profiles", "sRGB.icc").read_bytes()


class Inks(Protocol):
    """How colours are said. Each method raises ``ValueError`` for what is not ``#RRGGBB``."""

    def fill(self, value: str) -> str:
        """The operator that sets the colour of type and of small areas."""

    def small(self, value: str) -> str:
        """The operator that sets the colour of small type."""

    def hairline(self, value: str) -> str:
        """The operator that sets the colour of thin lines."""

    def ground(self, value: str) -> str:
        """The operator that sets the colour of a broad area."""

    def stroke(self, value: str) -> str:
        """The operator that sets the colour of lines."""

    def picture(self, picture: Image) -> Image:
        """A picture of mode L, RGB or CMYK in a mode that the file may hold."""


class Screen:
    """sRGB. ``strict``: pictures that are made of inks are converted, as a file with one kind of colour needs."""

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict

    def fill(self, value: str) -> str:
        """The colour of type and small areas."""
        return f"{colour(value)} rg"

    def small(self, value: str) -> str:
        """The colour of small type."""
        return self.fill(value)

    def ground(self, value: str) -> str:
        """The colour of a broad area."""
        return f"{colour(value)} rg"

    def hairline(self, value: str) -> str:
        """The colour of thin lines."""
        return self.stroke(value)

    def stroke(self, value: str) -> str:
        """The colour of lines."""
        return f"{colour(value)} RG"

    def picture(self, picture: Image) -> Image:
        """The picture itself; ``strict``: one of inks as the screen shows it."""
        if self._strict and picture.mode == "CMYK":
            return _apply(picture, _transform(coated(), srgb(), "CMYK", "RGB"))
        return picture


class Press:
    """Inks on coated paper. The colour engine is loaded with the first one made."""

    def __init__(self) -> None:
        self._paper, self._screen = coated(), srgb()
        self._to_inks = _transform(self._screen, self._paper, "RGB", "CMYK")
        self._known: dict[tuple[str, bool], str] = {}
        self._blacks = self._black_ramp()
        self._again: ImageCmsTransform | None = None

    def fill(self, value: str) -> str:
        """The colour of type and small areas."""
        return f"{self._operands(value, ground=False)} k"

    def small(self, value: str) -> str:
        """The colour of small type."""
        black = self._black(value, lightest=_DARK)
        return self.fill(value) if black is None else f"0 0 0 {number(black)} k"

    def ground(self, value: str) -> str:
        """The colour of a broad area."""
        return f"{self._operands(value, ground=True)} k"

    def hairline(self, value: str) -> str:
        """The colour of thin lines."""
        black = self._black(value, lightest=1.0)
        return self.stroke(value) if black is None else f"0 0 0 {number(black)} K"

    def stroke(self, value: str) -> str:
        """The colour of lines."""
        return f"{self._operands(value, ground=False)} K"

    def picture(self, picture: Image) -> Image:
        """The picture as inks; a grey one is black ink alone, as grey type is."""
        if picture.mode == "L":
            return picture.point([round(255 * (1 - black)) for black in self._blacks])
        if picture.mode == "CMYK":
            # It was separated for who knows which paper: once more, for this one and its limit of ink.
            if self._again is None:
                self._again = _transform(self._paper, self._paper, "CMYK", "CMYK")
            return _apply(picture, self._again)
        return _apply(picture, self._to_inks)

    def _black(self, value: str, *, lightest: float) -> float | None:
        """The tone of black ink alone that stands for a quiet colour up to a lightness (OKLCH); ``None`` for any other colour."""
        rgb(value)
        lightness, chroma, _hue = oklch(value)
        if chroma > _QUIET or lightness > lightest:
            return None
        light = srgb_of((luminance(value),) * 3)
        black = self._blacks[int(light[1:3], 16)]
        return 1.0 if black >= _FULL else held(black)

    def _operands(self, value: str, *, ground: bool) -> str:
        known = self._known.get((value, ground))
        if known is None:
            known = self._known[value, ground] = self._convert(rgb(value), ground)
        return known

    def _convert(self, channels: tuple[int, int, int], ground: bool) -> str:
        if channels == (255, 255, 255):
            return _WHITE
        if max(channels) - min(channels) <= _NEUTRAL:
            black = self._blacks[round(sum(channels) / 3)]
            if black < 1 or not ground:
                return f"0 0 0 {number(held(black))}"
        from PIL import Image  # with the transform it is loaded already

        found = _apply(Image.new("RGB", (1, 1), channels), self._to_inks).tobytes()
        return " ".join(map(number, bounded(tuple(held(v / 255) for v in found))))

    def _black_ramp(self) -> list[float]:
        """For each grey of the screen the tone of black ink, 0 to 1, that looks as light; 1 where even full black is
        lighter.
        """
        from PIL import Image

        ramp = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, k)) for k in range(256)))
        seen = _apply(ramp, _transform(self._paper, self._screen, "CMYK", "RGB")).convert("L").tobytes()
        # From light to dark: the first black that looks nearest to each grey.
        return [min((abs(light - grey), k) for k, light in enumerate(seen))[1] / 255 for grey in range(256)]


def held(ink: float) -> float:
    """The share of an ink (0 to 1) as a plate holds it: none of it, or :data:`LEAST_DOT` at least."""
    return ink if ink >= LEAST_DOT else LEAST_DOT if ink >= LEAST_DOT / 2 else 0.0


def bounded(inks: tuple[float, ...]) -> tuple[float, ...]:
    """Cyan, magenta, yellow and black (0 to 1) with no more than :data:`MOST_INK` together; black stays."""
    *colours, black = inks
    most = MOST_INK - black
    if sum(colours) <= most:
        return inks
    share = most / sum(colours)
    # Cut, not rounded: the sum of rounded numbers could be over the bound.
    return (*(int(c * share * 1000) / 1000 for c in colours), black)


def _transform(source: bytes, target: bytes, mode: str, other: str) -> ImageCmsTransform:
    """A conversion between profiles."""
    import io

    from PIL import ImageCms  # LittleCMS: some megabytes that only the press needs

    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(source)),
        ImageCms.ImageCmsProfile(io.BytesIO(target)),
        mode,
        other,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _apply(picture: Image, transform: ImageCmsTransform) -> Image:
    from PIL import ImageCms

    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None  # it is only with ``inPlace``
    return converted

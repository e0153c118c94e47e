"""Colour science, as little of it as a printed map needs. Colours are opaque sRGB, written ``#RRGGBB``.

Sources. sRGB: IEC 61966-2-1. Relative luminance and contrast ratio: W3C, *Web Content Accessibility Guidelines 2.2*,
success criterion 1.4.3. OKLab and OKLCH: B. Ottosson, *A perceptual color space for image processing* (2020). Colour vision
deficiency: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, *A Physiologically-based Model for Simulation of Color Vision
Deficiency* (IEEE TVCG 15, 2009), the matrices for severity 1.0, applied to linear light.

Everything here is a pure function of its arguments; a colour that is not ``#RRGGBB`` raises ``ValueError``.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from functools import lru_cache

#: Three numbers: red, green, blue in linear light (0–1), or L, a, b of OKLab, or L, C, h of OKLCH (h in radians).
Triple = tuple[float, float, float]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class Vision(StrEnum):
    """Ways of seeing colour: the usual one and three in which one kind of cone is missing."""

    USUAL = "usual"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


# Machado, Oliveira and Fernandes 2009, severity 1.0; rows give red, green and blue as they are seen.
_MACHADO: dict[Vision, tuple[Triple, Triple, Triple]] = {
    Vision.PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Vision.DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Vision.TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def is_colour(text: object) -> bool:
    """Whether something is a colour written ``#RRGGBB``."""
    return isinstance(text, str) and _COLOUR.fullmatch(text) is not None


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> int:
    value = min(1.0, max(0.0, value))
    return round(255 * (value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


@lru_cache(maxsize=4096)
def linear(colour: str) -> Triple:
    """Red, green and blue in linear light, each 0–1."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour; write it like #0F1B33.")
    r, g, b = (_decoded(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return r, g, b


def srgb(light: Triple) -> str:
    """The colour of linear light; what lies outside of sRGB is clipped."""
    return "#" + "".join(f"{_encoded(value):02X}" for value in light)


def mix(a: str, b: str, t: float) -> str:
    """The colour ``t`` of the way from ``a`` to ``b`` (0–1), in sRGB as printed tints are mixed."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * t):02X}" for x, y in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def oklab(colour: str) -> Triple:
    """L (0 black, 1 white), a (green to red) and b (blue to yellow)."""
    r, g, b = linear(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def oklch(colour: str) -> Triple:
    """L (0–1), chroma C (0 for greys, some 0.3 for the strongest colours) and hue h in radians."""
    light, a, b = oklab(colour)
    return light, math.hypot(a, b), math.atan2(b, a)


def _light(lch: Triple) -> Triple:
    """Linear light of an OKLCH colour; values outside of 0–1 lie outside of sRGB."""
    lightness, chroma, hue = lch
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour of that lightness and hue (radians), with as much of the chroma as sRGB can show."""
    lightness = min(1.0, max(0.0, lightness))
    low, high = 0.0, max(0.0, chroma)
    if _shown((lightness, high, hue)):
        return srgb(_light((lightness, high, hue)))
    for _ in range(24):  # the chroma gives way: lightness decides whether text can be read, hue what it is
        middle = (low + high) / 2
        low, high = (middle, high) if _shown((lightness, middle, hue)) else (low, middle)
    return srgb(_light((lightness, low, hue)))


def _shown(lch: Triple) -> bool:
    return all(-1e-6 <= value <= 1 + 1e-6 for value in _light(lch))


def seen(colour: str, vision: Vision) -> str:
    """The colour as somebody with that vision sees it."""
    if vision is Vision.USUAL:
        return colour.upper()
    r, g, b = linear(colour)
    x, y, z = (row[0] * r + row[1] * g + row[2] * b for row in _MACHADO[vision])
    return srgb((x, y, z))


def difference(a: str, b: str, vision: Vision = Vision.USUAL) -> float:
    """How different two colours look: their distance in OKLab (0.02 is just noticeable, black to white is 1)."""
    return math.dist(oklab(seen(a, vision)), oklab(seen(b, vision)))


def lightness_apart(a: str, b: str) -> float:
    """How different two colours look in black-and-white print: the distance of their OKLab lightness as greys (0–1)."""
    return abs(math.cbrt(luminance(a)) - math.cbrt(luminance(b)))


def readable(colour: str, grounds: tuple[str, ...], need: float) -> bool:
    """Whether text of a colour has at least the contrast ``need`` on each of some grounds."""
    return all(contrast(colour, ground) >= need for ground in grounds)


def moved_to_read(colour: str, grounds: tuple[str, ...], need: float) -> str:
    """The colour, made just so much lighter or darker that it can be read on the grounds; its hue stays.

    Where no lightness reaches ``need`` on every ground, black or white comes back, whichever reads better.
    """
    if readable(colour, grounds, need):
        return colour
    lightness, chroma, hue = oklch(colour)
    for step in range(1, 101):  # the nearest lightness wins, so that the colour stays recognisable
        for sign in (-1, 1):
            moved = from_oklch(lightness + sign * step / 100, chroma, hue)
            if readable(moved, grounds, need):
                return moved
    return max("#FFFFFF", "#000000", key=lambda ink: min(contrast(ink, ground) for ground in grounds))


def ink_on(ground: str, need: float, inks: tuple[str, ...] = ("#FFFFFF",)) -> str:
    """The first of the ``inks`` that reads on a ground, else black or white: one of them always has 4.58 : 1 or more."""
    for ink in inks:
        if contrast(ink, ground) >= need:
            return ink
    return max("#FFFFFF", "#000000", key=lambda ink: contrast(ink, ground))

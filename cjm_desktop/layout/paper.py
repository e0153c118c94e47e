"""Sheets of paper: names, sizes in millimetres, and how far away type can be read.

ISO 216 sizes, the American ANSI and Arch sheets, and free sizes written ``WIDTHxHEIGHTmm``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from cjm_desktop.document import Message

from .sheet import PT

#: Short side and long side in mm.
SIZES: dict[str, tuple[float, float]] = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "B0": (1000, 1414),
    "B1": (707, 1000),
    "B2": (500, 707),
    "ANSI-C": (431.8, 558.8),
    "ANSI-D": (558.8, 863.6),
    "ANSI-E": (863.6, 1117.6),
    "ARCH-C": (457.2, 609.6),
    "ARCH-D": (609.6, 914.4),
    "ARCH-E": (914.4, 1219.2),
}
#: Free sizes between a hand-out and what a PDF page can hold without user units (5,080 mm).
SHORTEST, LONGEST = 100.0, 5080.0

#: Cap height of the shipped face, in em.
CAP = 0.7275
#: Visual angle of a capital letter that a good eye still reads, in arc minutes (12 pt at one metre); ISO 9241-303 asks
#: for 16 in sustained reading.
LEGIBLE_ARCMIN = 10.6


class PaperError(ValueError):
    """A paper that does not exist; ``message`` says which are known."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it lies: ``width`` by ``height`` mm. ``name`` is what people call it (“A0”)."""

    name: str
    width: float
    height: float

    @property
    def portrait(self) -> bool:
        """Whether it stands upright."""
        return self.height > self.width

    @property
    def unit(self) -> float:
        """How big everything is drawn compared with A0 landscape: 1 there, 0.5 on A2, by the tighter side."""
        return min(min(self.width, self.height) / 841.0, max(self.width, self.height) / 1189.0)

    @classmethod
    def named(cls, name: str, *, portrait: bool = False) -> Paper:
        """``A0`` … or ``914x1500mm``; ``portrait`` turns a named sheet upright, a free one is taken as written.

        Raises :class:`PaperError` for a name or size that is not known.
        """
        key = name.strip().upper().replace(" ", "-")
        if key in SIZES:
            short, long = SIZES[key]
            return cls(key, short, long) if portrait else cls(key, long, short)
        free = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*[X×]\s*(\d+(?:[.,]\d+)?)\s*(?:MM)?", name.strip().upper())
        if not free:
            raise PaperError(
                Message(
                    "There is no paper called “{name}”. Known are {known}, or a size such as 914x1500mm.",
                    name=name,
                    known=", ".join(SIZES),
                )
            )
        width, height = (float(side.replace(",", ".")) for side in free.groups())
        if not (SHORTEST <= width <= LONGEST and SHORTEST <= height <= LONGEST):
            raise PaperError(
                Message(
                    "A sheet of {width} × {height} mm cannot be printed; each side must be from 100 to 5080 mm.",
                    width=f"{width:.10g}",
                    height=f"{height:.10g}",
                )
            )
        if portrait and width > height:
            width, height = height, width
        return cls(f"{width:g}x{height:g}mm", width, height)


def legible_from(points: float) -> float:
    """The distance in metres from which type of a size (pt) can just be read."""
    cap = points * PT * CAP
    return cap / (2 * math.tan(math.radians(LEGIBLE_ARCMIN / 60) / 2)) / 1000


def smallest_legible(distance: float) -> float:
    """The size (pt) that can just be read from a distance (m)."""
    return distance / legible_from(1.0)

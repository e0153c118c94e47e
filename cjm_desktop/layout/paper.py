"""Sheets of paper: names, sizes in millimetres, and how far away type can be read.

ISO 216 sizes, the American ANSI and Arch sheets, rolls whose length is free, and free sizes, kept as ``WIDTHxHEIGHTmm`` and
typed in any unit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from cjm_desktop.document import Message

from .sheet import PT
from .typed_size import typed_size, written_size

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
#: Width in mm of the rolls of wide printers (24, 36 and 42 inches). Their length is what the journey needs.
ROLLS: dict[str, float] = {"ROLL-610": 610, "ROLL-914": 914, "ROLL-1067": 1067}
#: Free sizes between a hand-out and what a PDF page can hold without user units (5,080 mm).
SHORTEST, LONGEST = 100.0, 5080.0
#: A roll is cut off after at most so many mm, at whole centimetres.
LONGEST_ROLL, ROLL_STEP = 5000, 10

#: Outer margin of a poster on A0, and its least: no office printer prints nearer to the edge (mm).
_MARGIN, _LEAST_MARGIN = 24.0, 7.0
#: Lines and small type get no finer than on a sheet of this unit: 0.3 mm of A0 stays 0.13 mm, 12 pt stays 5 pt, which offices print.
_FINEST = 0.42
#: Sheets up to the second of these units are held in the hand and read from one place, where up to the first one stands before them.
#: What is large on a wall so that it is read from across the room is so many times as large against the body there.
_ON_THE_WALL, _IN_THE_HAND, _NEAR = 0.66, 0.36, 0.76

#: Cap height of the shipped face, in em.
CAP = 0.7275
#: Visual angle of a capital letter that a good eye still reads, in arc minutes (12 pt at one metre); ISO 9241-303 asks
#: for 16 in sustained reading.
LEGIBLE_ARCMIN = 10.6
#: What ISO 9241-303 asks for where people read for a while.
COMFORTABLE_ARCMIN = 16.0


class PaperError(ValueError):
    """A paper that does not exist; ``message`` says which are known."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper as menus offer it: ``name`` for :meth:`Paper.named`, ``label`` for people; sides in mm, ``long`` ``None``
    for the free side of a roll."""

    name: str
    label: Message
    short: float
    long: float | None


@dataclass(frozen=True, slots=True)
class PaperFamily:
    """Papers that belong together in a menu, largest first."""

    label: Message
    papers: tuple[PaperChoice, ...]


def paper_families() -> tuple[PaperFamily, ...]:
    """All named papers in the groups that people look for them in."""

    def sheets(prefix: str) -> tuple[PaperChoice, ...]:
        found = [(name, *SIZES[name]) for name in SIZES if name.startswith(prefix)]
        found.sort(key=lambda one: -one[1] * one[2])
        return tuple(
            PaperChoice(name, Message(name.replace("-", " ").replace("ARCH", "Arch")), short, long)
            for name, short, long in found
        )

    def rolls() -> tuple[PaperChoice, ...]:
        return tuple(
            PaperChoice(
                name,
                Message("Roll {width} mm ({inches} in)", width=f"{width:g}", inches=round(width / 25.4)),
                width,
                None,
            )
            for name, width in sorted(ROLLS.items(), key=lambda one: -one[1])
        )

    return (
        PaperFamily(Message("ISO A"), tuple(one for one in sheets("A") if one.name[1:].isdigit())),
        PaperFamily(Message("ISO B"), sheets("B")),
        PaperFamily(Message("ANSI"), sheets("ANSI")),
        PaperFamily(Message("Arch"), sheets("ARCH")),
        PaperFamily(Message("Rolls, as long as needed"), rolls()),
    )


def next_larger(name: str) -> str | None:
    """The next larger paper of the same family (“A1” after “A2”), or ``None`` for the largest and for free sizes."""
    key = _key(name)
    for family in paper_families():
        names = [choice.name for choice in family.papers]
        if key in names:
            at = names.index(key)
            return names[at - 1] if at else None
    return None


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it lies: ``width`` by ``height`` mm. ``name`` is what people call it (“A0”).

    ``free``: one side is a roll's width, the other is not decided yet and stands at the roll's width until
    :meth:`cut_at` decides it; laying out a poster does.
    """

    name: str
    width: float
    height: float
    free: bool = False
    #: Whether a roll runs downwards instead of to the right.
    upright: bool = False

    def cut_at(self, length: float) -> Paper:
        """A roll cut off after ``length`` mm."""
        if self.upright:
            return replace(self, height=float(length), free=False)
        return replace(self, width=float(length), free=False)

    @property
    def portrait(self) -> bool:
        """Whether it stands upright."""
        return self.height > self.width

    @property
    def unit(self) -> float:
        """How big everything is drawn compared with A0 landscape: 1 there, 0.5 on A2, by the tighter side."""
        return min(min(self.width, self.height) / 841.0, max(self.width, self.height) / 1189.0)

    @property
    def grain(self) -> float:
        """The unit of lines and small type: they do not get finer with the sheet without end, because printers and eyes do not."""
        return max(self.unit, _FINEST)

    @property
    def margin(self) -> float:
        """The outer margin of a poster (mm)."""
        return max(_MARGIN * self.unit, _LEAST_MARGIN)

    def near(self, distance: float) -> float:
        """How large titles, faces and the line are against the body compared with a wall poster: less than 1 on small paper that is
        read from a metre or less (``distance``, m), because nobody reads it from across the room."""
        if distance > 1.0:
            return 1.0
        share = (self.unit - _IN_THE_HAND) / (_ON_THE_WALL - _IN_THE_HAND)
        return _NEAR + (1.0 - _NEAR) * min(1.0, max(0.0, share))

    @property
    def has_name(self) -> bool:
        """Whether it is one of the papers that have a name, not a size of somebody's own."""
        return self.name in SIZES or self.name in ROLLS

    def turned(self, *, portrait: bool) -> Paper:
        """The paper upright, or lying across: a size of somebody's own too, which is called otherwise then."""
        if self.has_name:
            return Paper.named(self.name, portrait=portrait)
        if self.width == self.height or self.portrait == portrait:
            return self
        return Paper(written_size(self.height, self.width), self.height, self.width)

    @classmethod
    def named(cls, name: str, *, portrait: bool = False) -> Paper:
        """``A0`` …, ``ROLL-914`` … or a size such as ``914x1500mm`` or “60 x 90 cm” (:mod:`.typed_size`); ``portrait`` turns a
        sheet upright; without it a named one lies and a size of one's own is as written, which :meth:`turned` lays across. The
        paper's ``name`` is how a document keeps it.

        A roll runs to the right, its width being the sheet's height; upright it runs downwards.

        Raises :class:`PaperError` for a name or size that is not known.
        """
        key = _key(name)
        if key in SIZES:
            short, long = SIZES[key]
            return cls(key, short, long) if portrait else cls(key, long, short)
        if key in ROLLS:
            return cls(key, float(ROLLS[key]), float(ROLLS[key]), free=True, upright=portrait)
        size = typed_size(name, SHORTEST, LONGEST)
        if size is None:
            raise PaperError(
                Message(
                    "“{name}” is no paper. Type a name such as A1, B2, ANSI D, Arch E or Roll 914, or a size such as "
                    "60 x 90 cm, 914 x 1500 mm or 24 x 36 in.",
                    name=name,
                )
            )
        width, height = size
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
        return cls(written_size(width, height), width, height)


#: What menus call a roll in the languages of the program, as people copy it: “Rulle 914 mm (36 in)”.
_ROLL = re.compile(r"(?:ROLL|RULLE|ROL|TEKERCS),?(\d+)(?:MM)?(?:\(.*\))?")


def _key(name: str) -> str:
    """A paper's name as :data:`SIZES` and :data:`ROLLS` have it: “ansi d”, “Roll 914 mm” and “A 0” are names, too."""
    plain = re.sub(r"[\s_-]+", "", name).upper()
    if roll := _ROLL.fullmatch(plain):
        return f"ROLL-{roll[1]}"
    found = re.fullmatch(r"(ANSI|ARCH)(\w)", plain)
    return "-".join(found.groups()) if found else plain


def legible_from(points: float) -> float:
    """The distance in metres from which type of a size (pt) can just be read."""
    cap = points * PT * CAP
    return cap / (2 * math.tan(math.radians(LEGIBLE_ARCMIN / 60) / 2)) / 1000


def smallest_legible(distance: float) -> float:
    """The size (pt) that can just be read from a distance (m)."""
    return distance / legible_from(1.0)


def comfortable(distance: float) -> float:
    """The size (pt) that is read with ease from a distance (m)."""
    return smallest_legible(distance) * COMFORTABLE_ARCMIN / LEGIBLE_ARCMIN

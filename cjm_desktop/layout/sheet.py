"""The Sheet: a display list in millimetres, the only thing painters see.

Contract. Origin top left, y down, millimetres, final geometry. A sheet is a sequence of *parts* in paint order; a part
belongs to one record (or to none) and holds items whose coordinates are relative to the part's own origin, so that a part
can move without being made again. The set of items is closed: :data:`Item`. Texts carry shaped glyphs, colours are opaque
``#RRGGBB`` strings: a painter neither measures nor decides. Everything is testable by value.

Parts are made when first asked for (``Part.items``, ``Sheet.parts``): a band of 5,000 touchpoints costs only what is
looked at. Equal inputs give the same part object again, so a painter may compare parts with ``is``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Protocol, runtime_checkable

from cjm_desktop.document.message import Problem

#: One printer's point in millimetres.
PT = 25.4 / 72.0

#: A path segment: ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)`` or ``("Z",)``.
Segment = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file: where it is and what a painter must know of it. Lengths in em.

    ``key`` is unique per file and index and stable between machines for shipped fonts.
    """

    key: str
    path: FilePath
    index: int
    upem: int
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    weight: int
    italic_angle: float
    postscript_name: str
    bbox: tuple[int, int, int, int]
    is_cff: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, in visual order. All lengths in em, from the left end of the line; ``ys`` go up.

    ``advances`` are the font's own shaped advances; ``clusters[i]`` is the index in ``text`` of the first character that
    glyph ``i`` stands for. A glyph id of 0 means that no font has the character: painters draw a box.
    """

    face: Face
    text: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    advances: tuple[float, ...]
    clusters: tuple[int, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line of text. ``width`` in em; ``text`` is what it says (with the hyphen it ends in, if any).

    ``read``: stretches (start, end) of ``text`` that are read otherwise than they look. A word broken over lines is read
    whole where it begins and not at all where it goes on, so that a search finds it and a copy has no hyphen in it.
    Such a line runs from left to right and has a glyph for every character.
    """

    text: str
    runs: tuple[Run, ...]
    width: float
    rtl: bool = False
    read: tuple[tuple[int, int, str], ...] = ()

    @property
    def words(self) -> str:
        """What a reader gets who searches or copies the line."""
        out, at = "", 0
        for start, end, instead in self.read:
            out, at = out + self.text[at:start] + instead, end
        return out + self.text[at:]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, perhaps with round corners (``radius``); ``width`` is the stroke's, in mm."""

    x: float
    y: float
    w: float
    h: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A filled and/or stroked path. Caps and joins: 0 butt/mitre, 1 round, 2 square/bevel. Dashes in mm."""

    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    cap: int = 1
    join: int = 1
    dash: tuple[float, ...] = ()
    evenodd: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at its baseline; ``x`` is the left end (already anchored), ``size`` the em in mm.

    ``track`` adds space after every glyph (mm). ``angle`` turns counter-clockwise around (x, y), in degrees.
    """

    x: float
    y: float
    line: Line
    size: float
    fill: str
    track: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG or JPEG bytes) drawn into a rectangle, with its alternative text."""

    x: float
    y: float
    w: float
    h: float
    media: str
    data: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """Opens a clip for the items that follow; a clip without segments closes the last one opened."""

    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable area that leads to a web address or to a :class:`Mark` (``#key``); ``says`` is where, if that is not the
    address or the mark's title."""

    x: float
    y: float
    w: float
    h: float
    target: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that links and the outline lead to; an empty ``title`` keeps it out of the outline."""

    key: str
    title: str
    level: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tag:
    """Opens a structure element (``H1``, ``P``, ``Figure`` …) for the items that follow; without a role it closes it.

    ``scope`` says of a ``TH`` what it heads: ``Column`` or ``Row``. What is drawn in a ``Table`` or ``TR`` and in none of its cells is
    decoration.
    """

    role: str = ""
    alt: str = ""
    language: str = ""
    scope: str = ""


class Known(StrEnum):
    """What a stretch of the emotion line rests on; painters draw it solid, dashed or not at all."""

    OBSERVED = "observed"
    ASSUMED = "assumed"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Bezier:
    """The line from point ``i`` to point ``i + 1``: a cubic Bézier in mm, and what it rests on."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float
    known: Known


class CurveSource(Protocol):
    """Points of an emotion line; stretches are computed when asked for, each from its four nearest points."""

    def __len__(self) -> int:
        """Number of columns (touchpoints), with or without a grade."""

    def point(self, i: int) -> tuple[float, float] | None:
        """Where point ``i`` lies (mm), or ``None`` where there is no grade."""

    def stretch(self, i: int) -> Bezier | None:
        """The line that leaves point ``i`` to the next graded point, or ``None`` where it ends.

        A gap of missing grades is bridged by a stretch marked :attr:`Known.GAP` (painters draw nothing or dots).
        """

    def columns(self, left: float, right: float) -> range:
        """The columns whose stretches may touch the span between two x (mm)."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The emotion line of one band: drawn solid where observed, dashed where assumed, not at all over gaps.

    ``neutral`` is the y of the neutral line; the areas between it and the line are filled with ``above`` and
    ``below`` (``None``: no area). ``casing`` is the paper-coloured edge under the line. ``top`` and ``bottom`` bound
    everything drawn (mm). ``width`` is the line's, in mm; ``dash`` the pattern of assumed stretches, in mm.
    """

    source: CurveSource
    stroke: str
    width: float
    neutral: float
    top: float
    bottom: float
    above: str | None = None
    below: str | None = None
    casing: str | None = None
    casing_width: float = 0.0
    dash: tuple[float, ...] = ()


Item = Rect | Path | Text | Image | Clip | Link | Mark | Tag | Curve


class PartKind(StrEnum):
    """What a part shows; with its record id this is what a click on it means."""

    PAPER = "paper"
    HEADER = "header"
    FOOTER = "footer"
    PHASE = "phase"
    GROUND = "ground"
    AXIS = "axis"
    CURVE = "curve"
    NUMBER = "number"
    CARD = "card"
    QUOTE = "quote"
    POINT = "point"
    OPPORTUNITY = "opportunity"
    PARTY = "party"
    HINT = "hint"
    CELL = "cell"
    PERSONA = "persona"


class Part:
    """Items that belong together: placed at (x, y), ``w`` by ``h`` mm, of one record (``record`` may be empty).

    ``items`` are relative to (x, y) and made when first asked for. ``detail`` is a cheaper stand-in colour for when the
    part is only a few pixels wide. ``layer`` orders parts: lower is painted first.
    """

    __slots__ = ("_items", "_make", "detail", "h", "kind", "layer", "record", "w", "x", "y")

    def __init__(
        self,
        kind: PartKind,
        record: str,
        x: float,
        y: float,
        w: float,
        h: float,
        make: Callable[[], Sequence[Item]] | Sequence[Item],
        *,
        layer: int = 0,
        detail: str | None = None,
    ) -> None:
        self.kind, self.record = kind, record
        self.x, self.y, self.w, self.h = x, y, w, h
        self.layer, self.detail = layer, detail
        self._make: Callable[[], Sequence[Item]] | None = make if callable(make) else None
        self._items: tuple[Item, ...] | None = None if callable(make) else tuple(make)

    @property
    def items(self) -> tuple[Item, ...]:
        """The display list of this part, relative to (x, y)."""
        if self._items is None:
            assert self._make is not None
            self._items = tuple(self._make())
        return self._items

    def release(self) -> None:
        """Let the items go, to be made again when they are asked for: of many sheets, each is looked at but once."""
        if self._make is not None:
            self._items = None

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the part from one sheet to the next: its kind and its record."""
        return (self.kind, self.record)

    def moved(self, x: float, y: float) -> Part:
        """The same items at another place."""
        part = Part(
            self.kind,
            self.record,
            x,
            y,
            self.w,
            self.h,
            lambda: self.items,
            layer=self.layer,
            detail=self.detail,
        )
        part._items = self._items
        return part

    def __repr__(self) -> str:
        return f"Part({self.kind} {self.record} at {self.x:.1f},{self.y:.1f} {self.w:.1f}x{self.h:.1f})"


class Sheet(Protocol):
    """A finished layout. Sizes in mm."""

    width: float
    height: float
    title: str
    language: str
    #: Colour of the paper.
    paper: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person should know before printing: shortened texts, too small type, characters no font has."""

    def parts(self, left: float = ..., right: float = ...) -> Iterator[Part]:
        """The parts that touch the span between two x (mm), in paint order; without arguments, all of them."""


class Area(Protocol):
    """A rectangle in mm."""

    @property
    def x(self) -> float:
        """Left edge."""

    @property
    def y(self) -> float:
        """Upper edge."""

    @property
    def w(self) -> float:
        """Width."""

    @property
    def h(self) -> float:
        """Height."""


@runtime_checkable
class Spread(Protocol):
    """A layout that shows several sheets of paper side by side in a window; between them is desk."""

    @property
    def pages(self) -> Sequence[Area]:
        """The sheets of paper."""

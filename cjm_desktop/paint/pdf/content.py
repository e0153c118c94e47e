"""The content stream of one page: operators, remembered graphics state, marked content.

Contract. Coordinates are millimetres, y down; :class:`Content` writes an operator only when it changes
something. Everything painted lies in marked content: that of the open structure element, or an artifact.
"""

from __future__ import annotations

from collections.abc import Iterable

from cjm_desktop.layout.sheet import Segment
from cjm_desktop.paint.numbers import number
from cjm_desktop.paint.pdf.inks import HAIRLINE, Inks, Screen
from cjm_desktop.paint.pdf.spelling import path
from cjm_desktop.paint.pdf.structure import Element, Structure


class _State:
    """What the graphics state holds; ``None``: not known, to be written before use."""

    __slots__ = ("cap", "dash", "fill", "filled", "font", "join", "rise", "stroke", "track", "width")

    def __init__(self) -> None:
        self.fill: tuple[str, bool, bool] | None = None
        self.filled: str | None = None
        self.stroke: tuple[str, bool] | None = None
        self.width: str | None = None
        self.cap: int | None = None
        self.join: int | None = None
        self.dash: tuple[float, ...] | None = None
        self.font: str | None = None
        self.track: str | None = None
        self.rise: str | None = None

    def copy(self) -> _State:
        """The state as ``q`` keeps it."""
        other = _State()
        for slot in self.__slots__:
            setattr(other, slot, getattr(self, slot))
        return other


class Content:
    """One page's operators, with colours as ``inks`` says them (the screen's by default). ``in_text``: a text object is
    open (see :mod:`.text`).
    """

    def __init__(self, structure: Structure, inks: Inks | None = None) -> None:
        self._structure = structure
        self._inks = inks or Screen()
        self._out: list[str] = []
        self._state = _State()
        self._kept: list[_State] = []
        self._marked: Element | None = None
        self._is_marked = False
        self.in_text = False

    # --- marked content and state ----------

    def mark(self) -> None:
        """Make sure that what follows belongs to the current structure element or is an artifact."""
        element = self._structure.current
        if self._is_marked and element is self._marked:
            return
        self.end_mark()
        if element is None:
            self.write("/Artifact BMC")
        else:
            self.write(f"/{element.role}<</MCID {self._structure.mark(element)}>>BDC")
        self._marked, self._is_marked = element, True

    def say(self, text: str) -> bool:
        """Begin a span that is read as ``text`` (in UTF-16, hexadecimal); ``True``: it has a piece of the current structure
        element to itself, and :meth:`said` ends both outside of text objects. What is decoration needs no such piece.

        WORKAROUND: poppler takes the end of a span for the end of the piece around it, so that whoever follows the structure
        would not get the rest of it; and it heeds no ``ActualText`` beside an ``MCID``, so that the two cannot be one.
        """
        apart = self.tagged and self._marked is not None
        if apart:
            element = self._marked
            assert element is not None
            self.end_mark()
            self.write(f"/{element.role}<</MCID {self._structure.mark(element)}>>BDC")
            self._is_marked = True
        self.write(f"/Span<</ActualText<FEFF{text}>>>BDC")
        return apart

    def said(self, apart: bool) -> None:
        """End what :meth:`say` began."""
        if apart:
            self.end_text()
        self.write("EMC")
        if apart:
            self.end_mark()

    def end_mark(self) -> None:
        """Close the marked content, and the text object inside it."""
        self.end_text()
        if self._is_marked:
            self.write("EMC")
            self._is_marked = False

    @property
    def tagged(self) -> bool:
        """Whether what is being painted belongs to a structure element."""
        return self._is_marked and self._marked is not None

    def save(self) -> None:
        """Keep the graphics state."""
        self.end_mark()
        self.write("q")
        self._kept.append(self._state.copy())

    def restore(self) -> None:
        """Take back the graphics state kept last."""
        self.end_mark()
        self.write("Q")
        self._state = self._kept.pop()

    @property
    def depth(self) -> int:
        """How many states are kept."""
        return len(self._kept)

    def write(self, operators: str) -> None:
        """Add operators as they are."""
        self._out.append(operators)

    def data(self) -> bytes:
        """All operators."""
        return "\n".join(self._out).encode("ascii")

    # --- state ----------

    def fill(self, value: str, *, ground: bool = False, small: bool = False) -> None:
        """The colour of areas and glyphs, ``#RRGGBB``; ``ground``: of a broad area, ``small``: of small type."""
        state, inks = self._state, self._inks
        if (value, ground, small) == state.fill:
            return
        state.fill = (value, ground, small)
        operator = inks.ground(value) if ground else inks.small(value) if small else inks.fill(value)
        if operator != state.filled:
            state.filled = operator
            self.write(operator)

    def stroke(self, value: str, width: float, cap: int, join: int, dash: tuple[float, ...]) -> None:
        """How lines are drawn: colour, width in mm, cap and join as PDF numbers them, dashes in mm."""
        state, thin = self._state, width < HAIRLINE
        if (value, thin) != state.stroke:
            state.stroke = (value, thin)
            self.write(self._inks.hairline(value) if thin else self._inks.stroke(value))
        thick = number(width)
        if thick != state.width:
            state.width = thick
            self.write(f"{thick} w")
        if cap != state.cap:
            state.cap = cap
            self.write(f"{cap} J")
        if join != state.join:
            state.join = join
            self.write(f"{join} j")
        if sum(dash) <= 0:
            dash = ()  # a pattern of nothing would be an error to readers
        if dash != state.dash:
            state.dash = dash
            self.write(f"[{' '.join(map(number, dash))}]0 d")

    def font(self, key: str, size: float) -> None:
        """Font and size (mm) of the text that follows."""
        font = f"/{key} {round(size, 4):g} Tf"
        if font != self._state.font:
            self._state.font = font
            self.write(font)

    def track(self, value: float) -> None:
        """Space after every glyph, in mm."""
        track = number(value)
        if track != (self._state.track or "0"):
            self.write(f"{track} Tc")
        self._state.track = track

    def rise(self, value: float) -> None:
        """How far glyphs are raised, in mm."""
        rise = number(value)
        if rise != (self._state.rise or "0"):
            self.write(f"{rise} Ts")
        self._state.rise = rise

    # --- shapes ----------

    def begin_text(self) -> None:
        """Open a text object."""
        if not self.in_text:
            self.write("BT")
            self.in_text = True

    def end_text(self) -> None:
        """Close the text object, if one is open."""
        if self.in_text:
            self.write("ET")
            self.in_text = False

    def shape(
        self,
        construction: str,
        fill: str | None,
        stroke: str | None,
        *,
        width: float = 0.0,
        cap: int = 0,
        join: int = 0,
        dash: tuple[float, ...] = (),
        evenodd: bool = False,
        ground: bool = False,
    ) -> None:
        """Fill and/or stroke a path given as construction operators; ``ground``: it is a broad area."""
        if not construction or not (fill or stroke):
            return
        self.mark()
        self.end_text()
        if fill:
            self.fill(fill, ground=ground)
        if stroke:
            self.stroke(stroke, width, cap, join, dash)
        operator = "B" if fill and stroke else "f" if fill else "S"
        self.write(construction)
        self.write(operator + ("*" if fill and evenodd else ""))

    def clip(self, segments: Iterable[Segment]) -> None:
        """Keep the state and clip what follows until :meth:`restore`. Nothing is visible through an empty
        path.
        """
        self.save()
        self.write(path(segments) or "0 0 0 0 re")
        self.write("W n")


class Unmarked(Content):
    """The operators of a form that pages show as one thing: nothing in it is marked content of its own.

    A form shown on several pages cannot hold pieces of the structure tree (ISO 32000-1, 14.7.4.3); the page marks the
    whole of it.
    """

    def mark(self) -> None:
        """Nothing: what is painted belongs to whatever shows the form."""

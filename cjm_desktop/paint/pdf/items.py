"""The items of a sheet in a content stream, one painter per page.

Contract. :class:`ItemPainter` draws part after part. A clip ends with its part at the latest; a tag may go on
into the next part. What a page shows or links to is collected in ``images`` and ``annotations`` for the
page's dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil

from cjm_desktop.layout.sheet import (
    Clip,
    Curve,
    Image,
    Item,
    Known,
    Link,
    Mark,
    Part,
    Path,
    Rect,
    Sheet,
    Tag,
    Text,
)
from cjm_desktop.paint.curve import stretches
from cjm_desktop.paint.numbers import exact, number
from cjm_desktop.paint.pdf.content import Content
from cjm_desktop.paint.pdf.file import Raw
from cjm_desktop.paint.pdf.fonts import Fonts
from cjm_desktop.paint.pdf.images import Images
from cjm_desktop.paint.pdf.inks import Inks, Screen
from cjm_desktop.paint.pdf.navigation import Navigation
from cjm_desktop.paint.pdf.spelling import path
from cjm_desktop.paint.pdf.structure import Structure
from cjm_desktop.paint.pdf.text import Typesetter
from cjm_desktop.paint.shapes import bounds, box, rounded

#: The largest side of a page in its own units (ISO 32000-1, annex C); beyond it a unit is made larger than a point.
_LARGEST = 14400.0
_POINTS = 72 / 25.4
#: So far is a length from another one, as a share, that differs by rounding alone.
_ROUNDING = 1e-9
#: What touches the edge of the sheet is meant to end with it: how exactly it has to (mm).
_TOUCH = 0.01
#: From how many millimetres in both directions a filled rectangle is a ground, and not a line or a sign.
_GROUND = 8.0


@dataclass(frozen=True, slots=True)
class Shared:
    """What all pages of one file have in common."""

    structure: Structure
    fonts: Fonts
    images: Images
    navigation: Navigation
    inks: Inks = field(default_factory=Screen)


@dataclass(frozen=True, slots=True)
class Edge:
    """What is around the sheet on its page, on each side, in mm: ``bleed``, into which grounds that touch the edge
    reach, and ``margin``, by which the page is larger than the sheet, bleed included.
    """

    bleed: float = 0.0
    margin: float = 0.0


class ItemPainter:
    """Paints one page. ``unit`` is the page's unit in points: 1 but for sheets longer than 5.08 m.

    ``width`` and ``height`` are the page's, ``margin`` how far the sheet lies inside it, all in that unit.
    """

    def __init__(
        self,
        sheet: Sheet,
        page: int,
        shared: Shared,
        content: Content | None = None,
        edge: Edge = Edge(),
    ) -> None:
        """``content``: where to paint; by default a content stream whose pieces are marked as they are tagged."""
        self._shared = shared
        self._page = page
        self._sheet, self.edge = sheet, edge
        longest = (max(sheet.width, sheet.height) + 2 * edge.margin) * _POINTS
        # A length of exactly that much may come out a hair longer when it is counted in points.
        self.unit = max(1, ceil(longest / _LARGEST - _ROUNDING))
        self._scale = _POINTS / self.unit
        self.margin = edge.margin * self._scale
        self.width = sheet.width * self._scale + 2 * self.margin
        self.height = sheet.height * self._scale + 2 * self.margin
        self.content = content or Content(shared.structure, shared.inks)
        self.images: dict[str, str] = {}
        self.spaces: dict[str, str] = {}
        self.annotations: list[Raw] = []
        #: Whether something is painted half transparent.
        self.translucent = False
        self._text = Typesetter(self.content, shared.fonts)
        self._x = self._y = 0.0
        scale = exact(self._scale)
        self.content.write(f"{scale} 0 0 -{scale} {exact(self.margin)} {exact(self.height - self.margin)} cm")
        if edge.margin:  # without it the page itself cuts off what sticks out
            b = edge.bleed
            self.content.clip(box(-b, -b, sheet.width + b, sheet.height + b))
        self._base = self.content.depth
        if sheet.paper and sheet.paper.upper() != "#FFFFFF":
            self.item(Rect(0, 0, sheet.width, sheet.height, fill=sheet.paper))

    def begin(self, part: Part) -> None:
        """The items that follow are this part's."""
        self._x, self._y = part.x, part.y
        self.content.save()
        if part.x or part.y:
            self.content.write(f"1 0 0 1 {number(part.x)} {number(part.y)} cm")

    def end(self) -> None:
        """The part is finished."""
        while self.content.depth > self._base:
            self.content.restore()
        self._x = self._y = 0.0

    def finish(self) -> None:
        """The sheet is finished; what is painted after it may lie outside the sheet and its bleed."""
        while self.content.depth:
            self.content.restore()
        self.content.end_mark()
        self._shared.structure.end()

    def item(self, item: Item) -> None:
        """Paint one item."""
        content = self.content
        self._cover(item)
        match item:
            case Text():
                self._text.text(item)
            case Rect():
                self._rect(item)
            case Path():
                content.shape(
                    path(item.segments),
                    item.fill,
                    item.stroke if item.width > 0 else None,
                    width=item.width,
                    cap=item.cap,
                    join=item.join,
                    dash=item.dash,
                    evenodd=item.evenodd,
                )
            case Clip(segments=()):
                if content.depth > self._base + 1:  # the outermost state is the part's own
                    content.restore()
            case Clip():
                content.clip(item.segments)
            case Tag(role=""):
                self._shared.structure.close()
            case Tag():
                self._shared.structure.open(item)
            case Image():
                self._image(item)
            case Curve():
                self._curve(item)
            case Link():
                self._link(item)
            case Mark():
                left, top = self._place(item.x, item.y)
                self._shared.navigation.mark(item, self._page, left, top)

    def _cover(self, item: Item) -> None:
        """Let open figures reach as far as an item."""
        if self._shared.structure.in_figure and (extent := bounds(item)):
            left, top = self._place(extent[0], extent[1])
            right, bottom = self._place(extent[2], extent[3])
            self._shared.structure.cover(left, bottom, right, top)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the current part in the page's units, from the lower left corner."""
        left, top = self.margin, self.height - self.margin
        return left + (self._x + x) * self._scale, top - (self._y + y) * self._scale

    def _rect(self, item: Rect) -> None:
        """A rectangle; one whose fill reaches an edge of the sheet goes on into the bleed there."""
        stroke = item.stroke if item.width > 0 else None
        ground = min(item.w, item.h) >= _GROUND
        if item.radius > 0:
            outline = path(rounded(item))
        else:
            if self.edge.bleed and item.fill and (bled := self._bled(item)) != item:
                self.content.shape(_outline(bled), item.fill, None, ground=ground)
                item = replace(item, fill=None)
            outline = _outline(item)
        self.content.shape(outline, item.fill, stroke, width=item.width, dash=item.dash, ground=ground)

    def _bled(self, item: Rect) -> Rect:
        """The rectangle with each side that lies on the sheet's edge, or beyond it, moved to the end of the bleed."""
        x, y, bleed = self._x + item.x, self._y + item.y, self.edge.bleed
        right, bottom = x + item.w, y + item.h
        if x <= _TOUCH:
            x = min(x, -bleed)
        if y <= _TOUCH:
            y = min(y, -bleed)
        if right >= self._sheet.width - _TOUCH:
            right = max(right, self._sheet.width + bleed)
        if bottom >= self._sheet.height - _TOUCH:
            bottom = max(bottom, self._sheet.height + bleed)
        return replace(item, x=x - self._x, y=y - self._y, w=right - x, h=bottom - y)

    def _link(self, item: Link) -> None:
        left, top = self._place(item.x, item.y)
        right, bottom = self._place(item.x + item.w, item.y + item.h)
        annotation = self._shared.navigation.link(item, (left, bottom, right, top))
        if annotation is not None:
            self.annotations.append(annotation)

    def _image(self, item: Image) -> None:
        """A picture says its alternative text: as the figure it stands in, or as one of its own."""
        key, reference = self._shared.images.picture(item)
        self.images[key] = reference
        self.translucent = self.translucent or self._shared.images.translucent(key)
        structure, content = self._shared.structure, self.content
        own = bool(item.alt) and not structure.in_figure
        if own:
            structure.open(Tag("Figure", item.alt))
            self._cover(item)
        content.mark()
        content.end_text()
        place = " ".join(map(number, (item.w, 0, 0, -item.h, item.x, item.y + item.h)))
        content.write(f"q {place} cm /{key} Do Q")
        if own:
            structure.close()

    def _curve(self, item: Curve) -> None:
        """Areas first, then the edge under the line, then the line: solid where observed, dashed where
        assumed.
        """
        content = self.content
        pieces = tuple(stretches(item))
        for piece in pieces:
            area = path(piece.area)
            for fill, top, bottom in (
                (item.above, item.top, item.neutral),
                (item.below, item.neutral, item.bottom),
            ):
                if fill and bottom > top:
                    content.clip(box(piece.left, top, piece.right, bottom))
                    content.shape(area, fill, None)
                    content.restore()
        if item.casing and item.casing_width > item.width:
            for piece in pieces:
                content.shape(path(piece.line), None, item.casing, width=item.casing_width, cap=1, join=1)
        if item.width <= 0:
            return
        for piece in pieces:
            for stroke in piece.strokes:
                dash = item.dash if stroke.known is Known.ASSUMED else ()
                # Round caps would make the dashes longer and close the spaces between them.
                content.shape(
                    path(stroke.segments),
                    None,
                    item.stroke,
                    width=item.width,
                    cap=0 if dash else 1,
                    join=1,
                    dash=dash,
                )


def _outline(item: Rect) -> str:
    return " ".join(map(number, (item.x, item.y, item.w, item.h))) + " re"

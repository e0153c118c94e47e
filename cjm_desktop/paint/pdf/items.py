"""The items of a sheet in a content stream, one painter per page.

Contract. :class:`ItemPainter` draws part after part. A clip ends with its part at the latest; a tag may go on
into the next part. What a page shows or links to is collected in ``images`` and ``annotations`` for the
page's dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from cjm_desktop.paint.pdf.fonts import Fonts
from cjm_desktop.paint.pdf.images import Images
from cjm_desktop.paint.pdf.navigation import Navigation
from cjm_desktop.paint.pdf.spelling import path
from cjm_desktop.paint.pdf.structure import Structure
from cjm_desktop.paint.pdf.text import Typesetter
from cjm_desktop.paint.shapes import box, rounded

#: The largest side of a page in its own units (ISO 32000-1, annex C); beyond it a unit is made larger than a point.
_LARGEST = 14400.0
_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Shared:
    """What all pages of one file have in common."""

    structure: Structure
    fonts: Fonts
    images: Images
    navigation: Navigation


class ItemPainter:
    """Paints one page. ``unit`` is the page's unit in points: 1 but for sheets longer than 5.08 m."""

    def __init__(self, sheet: Sheet, page: int, shared: Shared, content: Content | None = None) -> None:
        """``content``: where to paint; by default a content stream whose pieces are marked as they are tagged."""
        self._shared = shared
        self._page = page
        longest = max(sheet.width, sheet.height) * _POINTS
        self.unit = max(1, -int(-longest // _LARGEST))
        self._scale = _POINTS / self.unit
        self.width, self.height = sheet.width * self._scale, sheet.height * self._scale
        self.content = content or Content(shared.structure)
        self.images: dict[str, str] = {}
        self.annotations: list[str] = []
        self._text = Typesetter(self.content, shared.fonts)
        self._x = self._y = 0.0
        scale = exact(self._scale)
        self.content.write(f"{scale} 0 0 -{scale} 0 {exact(self.height)} cm")
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
        while self.content.depth:
            self.content.restore()
        self._x = self._y = 0.0

    def finish(self) -> None:
        """The page is finished."""
        self.content.end_mark()

    def item(self, item: Item) -> None:
        """Paint one item."""
        content = self.content
        match item:
            case Text():
                self._text.text(item)
            case Rect():
                if item.radius > 0:
                    outline = path(rounded(item))
                else:
                    outline = " ".join(map(number, (item.x, item.y, item.w, item.h))) + " re"
                stroke = item.stroke if item.width > 0 else None
                content.shape(outline, item.fill, stroke, width=item.width, dash=item.dash)
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
                if content.depth > 1:  # the outermost state is the part's own
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

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the current part in the page's units, from the lower left corner."""
        return (self._x + x) * self._scale, self.height - (self._y + y) * self._scale

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
        structure, content = self._shared.structure, self.content
        own = bool(item.alt) and not structure.in_figure
        if own:
            structure.open(Tag("Figure", item.alt))
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

"""One sheet as the shapes of one slide.

Contract. :func:`shapes` gives the XML of a slide's shapes in the order of painting: a named group for each part of the sheet, so that what
belongs together moves together, with what the sheet says to somebody who does not see it. Pictures and links are told to a
:class:`Relations`, which knows the file. The paper is the slide's ground; what a sheet clips is cut.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cjm_desktop.layout.sheet import (
    Clip,
    Curve,
    Image,
    Item,
    Known,
    Link,
    Mark,
    Part,
    PartKind,
    Path,
    Rect,
    Segment,
    Sheet,
    Tag,
    Text,
)
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.addresses import address
from cjm_desktop.paint.curve import stretches
from cjm_desktop.paint.pptx.blocks import OTHERS, Block, blocks, wide
from cjm_desktop.paint.pptx.geometry import Bounds, Clipping, areas, bounds, whole
from cjm_desktop.paint.pptx.ink import Ink, Place, Shown

_MEDIA = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
#: Parts whose texts go on in a second line when they get longer: they stand in a frame.
_FRAMED = (PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY, PartKind.CELL)
#: Two middles or edges that are nearer than this (mm) are one.
_SAME = 0.06
#: “4. Six weeks of nothing”
_NUMBERED = re.compile(r"(\d+)\.\s+(.*)", re.DOTALL)
#: How much wider than its text the box of a title of one line is.
_AIR = 1.15
#: Down to which share of its part a line goes on that has its place to itself.
_EDGE = 0.99
#: Names of shapes are no longer than this.
_LONGEST = 80


class Relations(Protocol):
    """What a slide is related to in its file."""

    def picture(self, data: bytes) -> str:
        """The relationship of a picture."""

    def address(self, target: str) -> str:
        """The relationship of an address."""

    def place(self, key: str) -> str:
        """The relationship of the slide that a mark is on; empty: this one, or none."""


@dataclass(slots=True)
class _Drawn:
    """Shapes of a part as they come, and what they cover in its millimetres."""

    shapes: list[str] = field(default_factory=list)
    boxes: list[Bounds] = field(default_factory=list)

    def add(self, made: tuple[str, Bounds] | None) -> None:
        if made is not None:
            self.shapes.append(made[0])
            self.boxes.append(made[1])


class SlidePainter:
    """Paints one sheet."""

    def __init__(
        self, sheet: Sheet, place: Place, words: Mapping[str, str], relations: Relations, *, title: bool = True
    ) -> None:
        """``words`` are what parts are called, by their kinds; ``title``: whether the sheet's first heading is the slide's title."""
        self._sheet, self._place, self._words, self._relations = sheet, place, words, relations
        self._ink = Ink()
        self._titles: dict[str, str] = {}
        self._wants_title = title
        self.ground = sheet.paper

    def shapes(self, tick: Callable[[], None] | None = None) -> list[str]:
        """All shapes of the slide. ``tick`` is called for each part. Raises :class:`~cjm_desktop.paint.BadPicture`."""
        parts = list(self._sheet.parts())
        for part in parts:
            for item in part.items:
                if isinstance(item, Mark) and item.title:
                    self._titles.setdefault(item.key.partition("-")[2], item.title)
        out: list[str] = []
        for part in parts:
            if tick is not None:
                tick()
            out += self._part(part)
        return out

    # ------------------------------------------------------------------ parts

    def _part(self, part: Part) -> list[str]:
        place = replace(self._place, x=part.x, y=part.y)
        drawn, titles, alts = _Drawn(), list[str](), list[str]()
        painter = _PartPainter(self, part, place, drawn, titles, alts)
        painter.paint(self._without_ground(part))
        if not drawn.shapes:
            return titles
        name = self._name(part, painter.said)
        alt = "; ".join(dict.fromkeys(alts))
        silent = not alt and not painter.said
        left = min(one[0] for one in drawn.boxes)
        top = min(one[1] for one in drawn.boxes)
        right, bottom = max(one[2] for one in drawn.boxes), max(one[3] for one in drawn.boxes)
        around = (*place.at(left, top), *place.at(right, bottom))
        shown = Shown(name, alt or ("" if silent else name), decorative=silent)
        return [self._ink.group(shown, drawn.shapes, around), *titles]

    def _without_ground(self, part: Part) -> Sequence[Item]:
        """The items of a part; a rectangle that covers the whole sheet is the slide's ground, and no shape."""
        if part.kind is not PartKind.PAPER:
            return part.items
        kept: list[Item] = []
        for item in part.items:
            full = isinstance(item, Rect) and item.fill and item.w >= self._sheet.width and item.h >= self._sheet.height
            if full and not kept and isinstance(item, Rect) and item.fill:
                self.ground = item.fill
            else:
                kept.append(item)
        return kept

    def _name(self, part: Part, said: str) -> str:
        kind = self._words.get(part.kind, part.kind.capitalize())
        title = self._titles.get(part.record, "") if part.record else ""
        title = title or said
        numbered = _NUMBERED.fullmatch(title)
        if numbered:
            name = f"{kind} {numbered[1]}: {numbered[2]}"
        else:
            name = f"{kind}: {title}" if title else kind
        return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


class _PartPainter:
    """Paints the items of one part into its group."""

    def __init__(
        self, owner: SlidePainter, part: Part, place: Place, drawn: _Drawn, titles: list[str], alts: list[str]
    ) -> None:
        self._owner, self._part, self._place = owner, part, place
        self._ink, self._relations = owner._ink, owner._relations
        self._drawn, self._titles, self._alts = drawn, titles, alts
        self._tags: list[Tag] = []
        self._clips: list[Clipping] = []
        self._paths: list[Path] = []
        self._texts: list[Text] = []
        self._links: list[Link] = []
        self._linked: set[int] = set()
        self._lone: list[Text] = []
        #: The first words of the part.
        self.said = ""

    def paint(self, items: Sequence[Item]) -> None:
        """Paint all items."""
        self._links = [item for item in items if isinstance(item, Link)]
        self._lone = [item for item in items if isinstance(item, Text)]
        self._discs = [found for item in items if (found := _middle(item))]
        for item in items:
            match item:
                case Text():
                    self._flush_paths()
                    self._texts.append(item)
                case Path():
                    self._flush_texts()
                    self._path(item)
                case Rect():
                    self._flush_texts()
                    self._rect(item)
                case Clip():
                    self._flush()
                    if item.segments:
                        self._clips.append(Clipping(item.segments))
                    elif self._clips:
                        self._clips.pop()
                case Tag():
                    self._flush_texts()
                    self._tag(item)
                case Image():
                    self._flush()
                    self._image(item)
                case Curve():
                    self._flush()
                    self._curve(item)
                case _:
                    pass
        self._flush()
        for at, link in enumerate(self._links):
            if at not in self._linked:
                self._click(link)

    def _tag(self, tag: Tag) -> None:
        if not tag.role:
            if self._tags:
                self._tags.pop()
            return
        self._tags.append(tag)
        if tag.alt:
            self._alts.append(tag.alt)

    def _shown(self, what: str = "", **more: str) -> Shown:
        return Shown(what or self._owner._words.get("shape", "Shape"), **more)  # type: ignore[arg-type]

    # ------------------------------------------------------------------ shapes

    def _flush(self) -> None:
        self._flush_paths()
        self._flush_texts()

    def _rect(self, rect: Rect) -> None:
        if rect.w <= 0 or rect.h <= 0 or not (rect.fill or (rect.stroke and rect.width > 0)):
            return
        self._path(Path(whole(rect), rect.fill, rect.stroke, rect.width, 0, 0, rect.dash), apart=True)

    def _path(self, path: Path, *, apart: bool = False) -> None:
        """Lines that are drawn alike one after the other make one shape; an area stays one by itself."""
        for piece in self._clipped(path):
            same = self._paths and not piece.fill and _paint(piece) == _paint(self._paths[-1])
            if not same or apart:
                self._flush_paths()
            self._paths.append(piece)

    def _clipped(self, path: Path) -> list[Path]:
        pieces = [path]
        for clip in self._clips:
            left: list[Path] = []
            for piece in pieces:
                if clip.holds_path(piece):
                    left.append(piece)
                    continue
                if piece.fill and (cut := clip.filled(piece.segments)):
                    left.append(replace(piece, segments=cut, stroke=None, width=0.0))
                if piece.stroke and piece.width > 0 and (cut := clip.stroked(piece.segments)):
                    left.append(replace(piece, segments=cut, fill=None))
            pieces = left
        return pieces

    def _flush_paths(self) -> None:
        if self._paths:
            self._drawn.add(self._ink.paths(self._shown(), self._place, self._paths))
            self._paths = []

    def _image(self, image: Image) -> None:
        if not image.data.startswith(_MEDIA):
            raise BadPicture(f"The picture “{image.alt}” is neither PNG nor JPEG.")
        full = (image.x, image.y, image.x + image.w, image.y + image.h)
        seen, outline = full, tuple[Segment, ...]()
        for clip in self._clips:
            inner = bounds(clip.segments)
            if inner is None:
                continue
            cut = (max(seen[0], inner[0]), max(seen[1], inner[1]), min(seen[2], inner[2]), min(seen[3], inner[3]))
            # The picture takes the form of a clip that lies in it as a whole.
            outline = clip.segments if all(abs(a - b) < _SAME for a, b in zip(cut, inner, strict=True)) else outline
            seen = cut
        if seen[2] <= seen[0] or seen[3] <= seen[1] or image.w <= 0 or image.h <= 0:
            return
        crop = (
            max(0.0, (seen[0] - full[0]) / image.w),
            max(0.0, (seen[1] - full[1]) / image.h),
            max(0.0, (full[2] - seen[2]) / image.w),
            max(0.0, (full[3] - seen[3]) / image.h),
        )
        shown = Shown(self._owner._words.get("picture", "Picture"), image.alt, decorative=not image.alt)
        relation = self._relations.picture(image.data)
        self._drawn.add((self._ink.picture(shown, self._place, seen, crop, relation, outline), seen))

    def _curve(self, curve: Curve) -> None:
        """Areas first, then the edge under the line, then the line: solid where observed, dashed where assumed."""
        pieces = tuple(stretches(curve))
        line = self._owner._words.get(PartKind.CURVE, "Line")
        above: list[Path] = []
        below: list[Path] = []
        for piece in pieces:
            over, under = areas(piece.line, curve.neutral)
            if curve.above and over:
                above.append(Path(over, curve.above))
            if curve.below and under:
                below.append(Path(under, curve.below))
        for paths in (above, below):
            if paths:
                self._drawn.add(self._ink.paths(self._shown(), self._place, paths))
        if curve.casing and curve.casing_width > curve.width:
            cased = [Path(piece.line, None, curve.casing, curve.casing_width, 1, 1) for piece in pieces]
            if cased:
                self._drawn.add(self._ink.paths(self._shown(), self._place, cased))
        solid, dashed = list[Path](), list[Path]()
        for piece in pieces:
            for stroke in piece.strokes:
                dash = curve.dash if stroke.known is Known.ASSUMED else ()
                made = Path(stroke.segments, None, curve.stroke, curve.width, 0 if dash else 1, 1, dash)
                (dashed if dash else solid).append(made)
        for paths in (solid, dashed):
            if paths:
                self._drawn.add(self._ink.paths(self._shown(line), self._place, paths))

    # ------------------------------------------------------------------ texts

    def _flush_texts(self) -> None:
        if not self._texts:
            return
        tag = self._tags[-1] if self._tags else Tag("P")
        language = next((one.language for one in reversed(self._tags) if one.language), self._owner._sheet.language)
        for block in blocks(self._texts):
            block.role, block.language = tag.role, language
            self._block(block)
        self._texts = []

    def _block(self, block: Block) -> None:
        said = " ".join("".join(piece.text for piece in paragraph) for paragraph in block.paragraphs()).strip()
        if not said:
            return
        title = block.role == "H1" and self._owner._wants_title
        if title:
            self._owner._wants_title = False
        elif not self.said or (block.role[:1] == "H" and not self._headed):
            self.said = said
        self._headed = self._headed or block.role[:1] == "H"
        edge, wrapped, room = block.edge, False, self._part.w - block.left
        if self._part.kind in _FRAMED:
            room -= 0.4 * min(max(block.left, 0.0), 0.1 * self._part.w)
        if len(block.texts) > 1:
            room = min(room, self._beside(block) - block.left)
            if edge == "ctr" and self._part.kind not in _FRAMED:
                # It grows to both sides of its middle.
                room = max(room, (block.right - block.left) * OTHERS * 1.05)
        else:
            edge = self._lone_edge(block)
            inner = room - min(max(block.left, 0.0), 0.1 * self._part.w)
            if self._part.kind in _FRAMED and edge == "l" and self._alone(block):
                # One that has its place to itself gets what another font needs, to the edge of its part.
                inner = max(inner, min(wide(block.first) * OTHERS, self._part.w * _EDGE - block.left))
                wrapped = inner > wide(block.first) * 1.02
            room = inner
            if title and not block.first.angle and edge == "l":
                # Some programs break a title at the edge of its box whatever is said: it gets a little air.
                wrapped, room = True, max(wide(block.first) * 1.02, min(inner, wide(block.first) * _AIR))
        click = self._clicked(block)
        shown = Shown(said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…", link=click[0], action=click[1])
        made = self._ink.text(shown, self._place, block, edge=edge, room=room, wrapped=wrapped, title=title)
        if title:
            # The slide's title is in no group.
            self._titles.append(made[0])
        else:
            self._drawn.add(made)

    _headed = False

    def _lone_edge(self, block: Block) -> str:
        """Where a single line stands: in the middle of a disc or a label, at the right in a column of figures, else where it begins."""
        text = block.first
        if text.angle:
            return "l"
        middle = text.x + wide(text) / 2
        if any(abs(middle - x) < _SAME + 0.01 * w and wide(text) <= w and top <= text.y <= bottom for x, w, top, bottom in self._discs):
            return "ctr"
        right = text.x + wide(text)
        column = [one for one in self._lone if one is not text and not one.angle and abs(one.x + wide(one) - right) < _SAME]
        if any(abs(one.x - text.x) > _SAME for one in column) and not any(
            one is not text and abs(one.x - text.x) < _SAME for one in self._lone
        ):
            return "r"
        return "r" if block.rtl else "l"

    def _beside(self, block: Block) -> float:
        """Where the nearest text at the right of a block begins, less a gap: so far it may grow."""
        top, bottom, gap = block.first.y - block.first.size, block.texts[-1].y, block.first.size / 2
        return min((one.x - gap for one in self._lone if one.x > block.right and top < one.y < bottom + one.size), default=math.inf)

    def _alone(self, block: Block) -> bool:
        """Whether a text has a place of its own: it is longer than a label and nothing stands beside it."""
        text = block.first
        beside = any(
            one is not text and abs(one.y - text.y) < text.size and one.x > text.x for one in self._lone
        )
        return not beside and " " in text.line.text and wide(text) > 0.25 * self._part.w

    # ------------------------------------------------------------------ links

    def _clicked(self, block: Block) -> tuple[str, str]:
        """What a text leads to, when a link lies over it."""
        first = block.first
        x, y = first.x + wide(first) / 2, first.y - first.size * 0.3
        for at, link in enumerate(self._links):
            if link.x <= x <= link.x + link.w and link.y <= y <= link.y + link.h:
                self._linked.add(at)
                return self._target(link)
        return "", ""

    def _target(self, link: Link) -> tuple[str, str]:
        if link.target.startswith("#"):
            relation = self._relations.place(link.target[1:])
            return (relation, "ppaction://hlinksldjump") if relation else ("", "")
        target = address(link.target)
        return (self._relations.address(target), "") if target is not None else ("", "")

    def _click(self, link: Link) -> None:
        relation, action = self._target(link)
        if relation:
            says = link.says or link.target
            shown = Shown(says[:_LONGEST], says, link=relation, action=action)
            around = (link.x, link.y, link.x + link.w, link.y + link.h)
            self._drawn.add((self._ink.area(shown, self._place, around), around))


def _middle(item: Item) -> tuple[float, float, float, float] | None:
    """The middle (x), width, top and bottom of what a label stands in."""
    if isinstance(item, Rect) and (item.fill or item.stroke):
        return item.x + item.w / 2, item.w, item.y, item.y + item.h
    if isinstance(item, Path) and len(item.segments) >= 6 and (found := bounds(item.segments)):
        return (found[0] + found[2]) / 2, found[2] - found[0], found[1], found[3]
    return None


def _paint(path: Path) -> tuple[object, ...]:
    return path.fill, path.stroke, path.width, path.cap, path.join, path.dash



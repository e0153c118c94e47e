"""The SVG painter: one sheet as one standalone SVG 1.1 document in millimetres.

Contract. ``viewBox`` is the sheet in millimetres, ``width`` and ``height`` say so in ``mm``. Letters come in one of two ways:

- as text, to be edited: each line stands at its place and takes exactly its room, its fonts are named, and those that may
  go along are in the file for browsers;
- as outlines, each drawn once per face and used again, so that the picture is the same everywhere and no font is needed. There is no
  text in such a file that a program could set anew; what a line says stands in its label, to be read aloud.

A line with a character that no font has, or with emoji, is drawn in both; among text the same text lies over it, invisible, to be searched
and selected. The box of such a character is the same in both. Nothing is loaded from elsewhere. Equal sheets give equal text. Nothing
here imports Qt or ReportLab.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cjm_desktop.layout.sheet import (
    Clip,
    Curve,
    Image,
    Item,
    Known,
    Link,
    Mark,
    Path,
    Rect,
    Run,
    Segment,
    Sheet,
    Tag,
    Text,
)
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.addresses import address
from cjm_desktop.paint.curve import stretches
from cjm_desktop.paint.numbers import exact, number
from cjm_desktop.paint.shapes import MISSING, box, frame, rounded
from cjm_desktop.paint.svg_type import Families, Outlines
from cjm_desktop.paint.xml import xml

#: Lines are set without ligatures, and their spaces count.
_AS_SET = 'xml:space="preserve" style="font-variant-ligatures:none"'
#: The face of emoji, which hardly any machine has; the coloured ones of a machine are larger and of another kind.
_EMOJI = "NotoEmoji-Regular"
_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")
_MEDIA = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def svg_text(sheet: Sheet, *, outlines: bool = False, longest: float = 0.0) -> str:
    """The sheet as SVG; with ``outlines`` its letters are drawn, without they are text in named fonts.

    ``longest`` is the long side (mm) at which a larger sheet asks to be shown; 0: in its true size.

    Raises ``ValueError`` for a length that is not a number, :class:`~cjm_desktop.paint.BadPicture` for a
    picture that is neither PNG nor JPEG, ``OSError`` when a font's file cannot be read.
    """
    return _Painter(sheet, outlines, longest).text()


class _Painter:
    """Writes one document."""

    def __init__(self, sheet: Sheet, outlined: bool, longest: float) -> None:
        self._sheet, self._outlined, self._longest = sheet, outlined, longest
        self._out: list[str] = []
        self._outlines, self._families = Outlines(), Families()
        self._clips: dict[str, str] = {}
        self._images: dict[bytes, tuple[str, str]] = {}
        self._places: dict[str, str] = {}
        self._titles: list[str] = []
        #: Open groups: their kind ("tag" or "clip") and their start tag.
        self._open: list[tuple[str, str]] = []
        #: Start tags of the structure elements that are open, across parts.
        self._tags: list[str] = []

    def text(self) -> str:
        """The whole document."""
        sheet = self._sheet
        parts = tuple(sheet.parts())
        for part in parts:
            for item in part.items:
                if isinstance(item, Mark):
                    self._places.setdefault(item.key, f"m{len(self._places) + 1}")
                    if item.title.strip():
                        self._titles.append(item.title)
        marked: set[str] = set()
        for part in parts:
            self._out.append(
                f'<g transform="translate({number(part.x)} {number(part.y)})">' if part.x or part.y else "<g>"
            )
            for tag in self._tags:
                self._push("tag", tag)
            for item in part.items:
                if isinstance(item, Mark):
                    if item.key not in marked:
                        marked.add(item.key)
                        self._out.append(f'<g id="{self._places[item.key]}"/>')
                else:
                    self._item(item)
            while self._open:
                self._open.pop()
                self._out.append("</g>")
            self._out.append("</g>")
        width, height = exact(round(sheet.width, 4)), exact(round(sheet.height, 4))
        k = min(1.0, self._longest / max(sheet.width, sheet.height)) if self._longest else 1.0
        shown = f'width="{exact(round(sheet.width * k, 4))}mm" height="{exact(round(sheet.height * k, 4))}mm"'
        language = f' xml:lang="{xml(sheet.language)}" lang="{xml(sheet.language)}"' if sheet.language else ""
        head = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            (
                '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
                f' {shown} viewBox="0 0 {width} {height}"{language} role="document"'
                f' aria-labelledby="title{" description" if self._titles else ""}">'
            ),
            f'<title id="title">{xml(sheet.title)}</title>',
        ]
        if self._titles:
            head.append(f'<desc id="description">{xml(" · ".join(self._titles))}</desc>')
        clips = [f'<clipPath id="{key}"><path d="{d}"/></clipPath>' for d, key in self._clips.items()]
        images = [definition for _, definition in self._images.values()]
        if fonts := self._families.style_sheet():
            head.append(f"<style>{fonts}</style>")
        head += ["<defs>", *self._outlines.definitions, *clips, *images, "</defs>"]
        head.append(f'<rect width="{width}" height="{height}" fill="{_colour(sheet.paper)}"/>')
        return "\n".join([*head, *self._out, "</svg>", ""])

    # --- groups ----------

    def _push(self, kind: str, start: str) -> None:
        self._out.append(start)
        self._open.append((kind, start))

    def _pop(self, kind: str) -> None:
        """Close the innermost group of a kind; groups of the other kind inside it are closed and opened
        again.
        """
        if all(one != kind for one, _ in self._open):
            return
        again: list[tuple[str, str]] = []
        while True:
            one, start = self._open.pop()
            self._out.append("</g>")
            if one == kind:
                break
            again.append((one, start))
        for one, start in reversed(again):
            self._push(one, start)

    # --- items ----------

    def _item(self, item: Item) -> None:
        match item:
            case Text():
                self._text(item)
            case Rect(radius=0):
                place = _attributes(x=item.x, y=item.y, width=item.w, height=item.h)
                self._out.append(
                    f"<rect{place}{_paint(item.fill, item.stroke, item.width, dash=item.dash)}/>"
                )
            case Rect():
                self._path(rounded(item), _paint(item.fill, item.stroke, item.width, dash=item.dash))
            case Path():
                rule = ' fill-rule="evenodd"' if item.evenodd else ""
                paint = _paint(item.fill, item.stroke, item.width, item.cap, item.join, item.dash)
                self._path(item.segments, paint + rule)
            case Clip(segments=()):
                self._pop("clip")
            case Clip():
                self._push("clip", self._clipping(item.segments))
            case Tag(role=""):
                if self._tags:
                    self._tags.pop()
                    self._pop("tag")
            case Tag():
                self._tags.append(_group(item))
                self._push("tag", self._tags[-1])
            case Image():
                self._image(item)
            case Curve():
                self._curve(item)
            case Link():
                self._link(item)

    def _path(self, segments: Iterable[Segment], rest: str) -> None:
        data = _data(segments)
        if data:
            self._out.append(f'<path d="{data}"{rest}/>')

    def _clipping(self, segments: Iterable[Segment]) -> str:
        """The start tag of a clipped group."""
        key = self._clips.setdefault(_data(segments), f"c{len(self._clips) + 1}")
        return f'<g clip-path="url(#{key})">'

    def _text(self, item: Text) -> None:
        """One line, the way that was chosen."""
        if not item.line.runs or item.size <= 0:
            return
        if self._outlined or any(MISSING in run.glyphs or run.face.key == _EMOJI for run in item.line.runs):
            self._drawn(item)
        else:
            self._named(item)

    def _drawn(self, item: Text) -> None:
        """Outlines for the eye, and what they say for screen readers; among text also for search."""
        words = item.line.words
        # The end of a word is read where it begins.
        silent = bool(item.line.read) and not words.strip()
        labelled = self._outlined and bool(words.strip())
        if labelled:
            self._out.append(f'<g role="img" aria-label="{xml(words)}">')
        turn = f" rotate({number(-item.angle)})" if item.angle else ""
        place = f"translate({number(item.x)} {number(item.y)}){turn}"
        before = 0
        for run in item.line.runs:
            uses = self._uses(run, before, item)
            before += len(run.glyphs)
            if uses:
                scale = exact(item.size / run.face.upem)
                self._out.append(
                    f'<g transform="{place} scale({scale} -{scale})" fill="{_colour(item.fill)}" aria-hidden="true">'
                    f"{uses}</g>"
                )
        if labelled:
            self._out.append("</g>")
        if silent or self._outlined:
            return
        width = item.line.width * item.size + item.track * max(0, before - 1)
        length = f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"' if width > 0 else ""
        # The writing direction comes with the text itself: x is where the line begins on the left, whichever it is.
        self._out.append(
            f'<text transform="{place}" font-family="sans-serif" font-size="{number(item.size)}" fill="none"'
            f' pointer-events="all"{length} xml:space="preserve">{xml(words)}</text>'
        )

    def _named(self, item: Text) -> None:
        """Text in named fonts: each run begins where it was measured and is as wide as it was measured, whatever the font."""
        before, spans = 0, []
        for run in item.line.runs:
            count = len(run.glyphs)
            if not count:
                continue
            left = item.x + run.xs[0] * item.size + before * item.track
            wide = (run.xs[-1] + run.advances[-1] - run.xs[0]) * item.size + (count - 1) * item.track
            before += count
            family, weight, slanted = self._families.style(run)
            own = f' font-family="{xml(family)}"'
            own += f' font-weight="{weight}"' if weight != 400 else ""
            own += ' font-style="italic"' if slanted else ""
            own += f' letter-spacing="{number(item.track)}"' if item.track else ""
            # From the right to the left a line begins where it ends for the eye.
            own += ' direction="rtl" unicode-bidi="embed" text-anchor="end"' if run.rtl else ""
            own += f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"' if wide > 0 else ""
            spans.append((number(left), own, xml(run.text)))
        place = f'y="{number(item.y)}" font-size="{number(item.size)}" fill="{_colour(item.fill)}"'
        if item.angle:
            place += f' transform="rotate({" ".join(map(number, (-item.angle, item.x, item.y)))})"'
        if not spans:
            return
        if len(spans) == 1:
            left_end, own, text = spans[0]
            self._out.append(f'<text x="{left_end}" {place}{own} {_AS_SET}>{text}</text>')
            return
        # Read in the order of the line, not of the eye.
        ordered = reversed(spans) if item.line.rtl else spans
        inside = "".join(f'<tspan x="{left_end}"{own}>{text}</tspan>' for left_end, own, text in ordered)
        self._out.append(f"<text {place} {_AS_SET}>{inside}</text>")

    def _uses(self, run: Run, before: int, item: Text) -> str:
        """References to a run's outlines, in font units."""
        em = run.face.upem
        out: list[str] = []
        for k, (glyph, x, y) in enumerate(zip(run.glyphs, run.xs, run.ys, strict=True)):
            left = round((x + (before + k) * item.track / item.size) * em)
            rise = round(y * em)
            if glyph == MISSING:
                data = _data(frame(left / em, run.advances[k]), em)
                out.append(f'<path d="{data}" fill-rule="evenodd"/>')
                continue
            key = self._outlines.id(run.face, glyph)
            if key:
                up = f' y="{rise}"' if rise else ""
                out.append(f'<use xlink:href="#{key}" x="{left}"{up}/>')
        return "".join(out)

    def _image(self, item: Image) -> None:
        if item.data not in self._images:
            media = next((media for mark, media in _MEDIA if item.data.startswith(mark)), None)
            if media is None:
                raise BadPicture(f"The picture “{item.alt}” is neither PNG nor JPEG.")
            key = f"i{len(self._images) + 1}"
            data = base64.b64encode(item.data).decode("ascii")
            self._images[item.data] = (
                key,
                (
                    f'<image id="{key}" width="1" height="1" preserveAspectRatio="none"'
                    f' xlink:href="data:{media};base64,{data}"/>'
                ),
            )
        key, _ = self._images[item.data]
        says = f' role="img" aria-label="{xml(item.alt)}"' if item.alt else ' aria-hidden="true"'
        place = f"translate({number(item.x)} {number(item.y)}) scale({exact(item.w)} {exact(item.h)})"
        self._out.append(f'<use xlink:href="#{key}" transform="{place}"{says}/>')

    def _link(self, item: Link) -> None:
        if item.target.startswith("#"):
            place = self._places.get(item.target[1:])
            target = f"#{place}" if place else None
        else:
            target = address(item.target)
        if target is not None:
            area = _attributes(x=item.x, y=item.y, width=item.w, height=item.h)
            self._out.append(
                f'<a xlink:href="{xml(target)}"><rect{area} fill="none" pointer-events="all"/></a>'
            )

    def _curve(self, item: Curve) -> None:
        """Areas first, then the edge under the line, then the line: solid where observed, dashed where
        assumed.
        """
        pieces = tuple(stretches(item))
        for piece in pieces:
            for fill, top, bottom in (
                (item.above, item.top, item.neutral),
                (item.below, item.neutral, item.bottom),
            ):
                if fill and bottom > top:
                    self._out.append(self._clipping(box(piece.left, top, piece.right, bottom)))
                    self._path(piece.area, _paint(fill))
                    self._out.append("</g>")
        if item.casing and item.casing_width > item.width:
            for piece in pieces:
                self._path(piece.line, _paint(None, item.casing, item.casing_width, 1, 1))
        for piece in pieces:
            for stroke in piece.strokes:
                dash = item.dash if stroke.known is Known.ASSUMED else ()
                self._path(stroke.segments, _paint(None, item.stroke, item.width, 0 if dash else 1, 1, dash))


def _group(tag: Tag) -> str:
    """The start tag of a group that says what a structure element says."""
    out = ""
    if tag.role == "Figure":
        out = f' role="img" aria-label="{xml(tag.alt)}"' if tag.alt else ' aria-hidden="true"'
    elif len(tag.role) == 2 and tag.role[0] == "H" and tag.role[1] in "123456":
        out = f' role="heading" aria-level="{tag.role[1]}"'
    elif tag.alt:
        out = f' aria-label="{xml(tag.alt)}"'
    language = f' xml:lang="{xml(tag.language)}" lang="{xml(tag.language)}"' if tag.language else ""
    return f"<g{out}{language}>"


def _attributes(**values: float) -> str:
    return "".join(f' {key}="{number(value)}"' for key, value in values.items())


def _colour(value: str) -> str:
    return xml(value)


def _paint(
    fill: str | None,
    stroke: str | None = None,
    width: float = 0.0,
    cap: int = 0,
    join: int = 0,
    dash: tuple[float, ...] = (),
) -> str:
    """Attributes for filling and stroking. A stroke without width is not drawn."""
    out = f' fill="{_colour(fill)}"' if fill else ' fill="none"'
    if stroke and width > 0:
        out += f' stroke="{_colour(stroke)}" stroke-width="{number(width)}"'
        if cap:
            out += f' stroke-linecap="{_CAPS[cap]}"'
        if join:
            out += f' stroke-linejoin="{_JOINS[join]}"'
        if sum(dash) > 0:
            out += f' stroke-dasharray="{" ".join(map(number, dash))}"'
    return out


def _data(segments: Iterable[Segment], scale: float = 1.0) -> str:
    """Path data."""
    return "".join(s[0] + " ".join(number(v * scale) for v in s[1:]) for s in segments)

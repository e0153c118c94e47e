"""Shapes and texts as DrawingML (ISO/IEC 29500-1, part 20): everything native, nothing a picture of anything.

Contract. :class:`Ink` writes the XML of one slide's shapes; lengths come in the sheet's millimetres and are placed by a :class:`Place`.
Identifiers are counted up from 2 (1 is the slide's own). Elements stand in the order that the standard demands: a presentation program
repairs, or refuses, a file in which they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import uharfbuzz as hb

from cjm_desktop.layout.sheet import Face, Path, Rect, Segment
from cjm_desktop.paint.pptx.blocks import BOLD, Block, Piece, wide
from cjm_desktop.paint.pptx.geometry import Bounds, bounds, named, whole
from cjm_desktop.paint.xml import xml

#: English Metric Units: what lengths are counted in.
EMU = 36_000
#: Our own cut of Inter is Inter for everybody else. A program without it looks for a sans serif like Arial.
_FAMILY = "Inter"
_PANOSE = 'panose="020B0604020202020204" pitchFamily="34" charset="0"'
#: Our fonts, and emoji: a presentation program has its own, in colour.
_OURS, _EMOJI = "CJMInter", "NotoEmoji"
_CAPS = ("flat", "rnd", "sq")
_JOINS = ('<a:miter lim="800000"/>', "<a:round/>", "<a:bevel/>")
#: Languages as presentation programs name them.
_TONGUES = {"en": "en-GB", "da": "da-DK", "nl": "nl-NL", "hu": "hu-HU", "sv": "sv-SE", "de": "de-DE", "fr": "fr-FR", "nb": "nb-NO"}
#: Type is counted in hundredths of a point, and is between 1 and 4,000 points.
_PT = 7200 / 25.4
_LEAST, _MOST = 100, 400_000
#: The greatest line width.
_WIDEST = 20_116_800
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a sheet is on its slide: its origin in mm of the sheet, the sheet's own place (mm of the slide), and the scale."""

    x: float = 0.0
    y: float = 0.0
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    def at(self, x: float, y: float) -> tuple[int, int]:
        """A point in EMU."""
        return (
            round((self.left + (self.x + x) * self.scale) * EMU),
            round((self.top + (self.y + y) * self.scale) * EMU),
        )

    def long(self, mm: float) -> int:
        """A length in EMU."""
        return round(mm * self.scale * EMU)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a shape is called and what it says to somebody who does not see it; ``link`` is the relationship it leads to."""

    name: str
    alt: str = ""
    decorative: bool = False
    link: str = ""
    action: str = ""


class Ink:
    """Writes shapes."""

    def __init__(self) -> None:
        self._id = 1
        self._families: dict[str, str] = {}

    def number(self) -> int:
        """The next identifier."""
        self._id += 1
        return self._id

    # ------------------------------------------------------------------ groups

    def group(self, shown: Shown, inside: Sequence[str], around: tuple[int, int, int, int]) -> str:
        """Shapes that move together; ``around`` is what they cover, in EMU: left, top, right, bottom."""
        left, top, right, bottom = around
        box = f'x="{left}" y="{top}"/><a:{{}} cx="{right - left}" cy="{bottom - top}"/>'
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self._says(shown)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
            f"<a:off {box.format('ext')}<a:chOff {box.format('chExt')}</a:xfrm></p:grpSpPr>{''.join(inside)}</p:grpSp>"
        )

    def _says(self, shown: Shown) -> str:
        alt = f' descr="{xml(shown.alt)}"' if shown.alt else ""
        click = ""
        if shown.link:
            action = f' action="{xml(shown.action)}"' if shown.action else ""
            click = f'<a:hlinkClick r:id="{shown.link}"{action}/>'
        more = _DECORATIVE if shown.decorative else ""
        return f'<p:cNvPr id="{self.number()}" name="{xml(shown.name)}"{alt}>{click}{more}</p:cNvPr>'

    # ------------------------------------------------------------------ shapes

    def rect(self, shown: Shown, place: Place, rect: Rect) -> tuple[str, Bounds]:
        """A rectangle."""
        path = Path(whole(rect), rect.fill, rect.stroke, rect.width, 0, 0, rect.dash)
        made = self.paths(shown, place, [path])
        assert made is not None
        return made

    def paths(self, shown: Shown, place: Place, paths: Sequence[Path]) -> tuple[str, Bounds] | None:
        """Paths that are painted alike as one shape, and what it covers (mm); ``None`` when there is nothing to see."""
        one = paths[0]
        boxes = [found for path in paths if (found := bounds(path.segments))]
        stroked = bool(one.stroke) and one.width > 0
        if not boxes or not (one.fill or stroked):
            return None
        around = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        form = named(one.segments) if len(paths) == 1 else None
        paint = _fill(one.fill) + _line(place, one)
        if form is not None:
            return self._shape(shown, place, around, _preset(form), paint, _flip(form[0], one.segments)), around
        geometry = _geometry(place, around, paths)
        return self._shape(shown, place, around, geometry, paint), around

    def area(self, shown: Shown, place: Place, around: Bounds) -> str:
        """An area that nobody sees, to be clicked."""
        unseen = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="0"/></a:srgbClr></a:solidFill><a:ln><a:noFill/></a:ln>'
        return self._shape(shown, place, around, _preset(("rect", around, 0.0)), unseen)

    def _shape(self, shown: Shown, place: Place, around: Bounds, geometry: str, paint: str, flip: str = "") -> str:
        return (
            f"<p:sp><p:nvSpPr>{self._says(shown)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{_xfrm(place, around, flip)}{geometry}{paint}</p:spPr></p:sp>"
        )

    def picture(
        self, shown: Shown, place: Place, around: Bounds, crop: Bounds, relation: str, outline: Sequence[Segment]
    ) -> str:
        """A picture, of which ``crop`` (shares of 1 taken away at left, top, right, bottom) is not seen, in an outline."""
        left, top, right, bottom = (round(100_000 * share) for share in crop)
        cut = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>' if any((left, top, right, bottom)) else ""
        form = named(outline) if outline else ("rect", around, 0.0)
        geometry = _preset(form) if form is not None else _geometry(place, around, [Path(tuple(outline), "#000000")])
        return (
            f"<p:pic><p:nvPicPr>{self._says(shown)}<p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{relation}"/>{cut}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f"<p:spPr>{_xfrm(place, around)}{geometry}</p:spPr></p:pic>"
        )

    # ------------------------------------------------------------------ texts

    def text(self, shown: Shown, place: Place, block: Block, *, edge: str, room: float, wrapped: bool, title: bool) -> tuple[str, Bounds]:
        """A text in a box of its own, and what the box covers (mm). ``edge``: where its lines stand (``l``, ``ctr``, ``r``); ``room``:
        how wide its box may be; ``wrapped``: whether a single line goes on in a second one when it gets longer; ``title``: whether it
        is the slide's title."""
        first, lines = block.first, len(block.texts)
        ascent, descent = _heights(block)
        size, shrunk = first.size, 1.0
        if lines > 1:
            width, shrunk = block.box(room)
            height, top = lines * block.lead, first.y - (block.lead - descent * size)
            spacing = f'<a:spcPts val="{max(0, round(block.lead * place.scale * _PT))}"/>'
        else:
            own = wide(first)
            width = max(room, own * 1.02) if wrapped else own
            height, top = (ascent + descent) * size, first.y - ascent * size
            spacing = '<a:spcPct val="100000"/>'
        left = {
            "l": block.left,
            "r": block.right - width,
            "ctr": (block.left + block.right - width) / 2,
        }[edge]
        around = (left, top, left + width, top + height)
        several = lines > 1 or wrapped
        body = (
            f'<a:bodyPr vert="horz" wrap="{"square" if several else "none"}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
            f' anchor="{"t" if several else "ctr"}" anchorCtr="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        )
        rtl = ' rtl="1"' if block.rtl else ' rtl="0"'
        plain = (
            f'<a:pPr marL="0" indent="0" algn="{edge}"{rtl}><a:lnSpc>{spacing}</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
            '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/></a:pPr>'
        )
        said = "".join(
            f"<a:p>{plain}{''.join(self._run(place, block, piece, shrunk) for piece in paragraph)}</a:p>"
            for paragraph in block.paragraphs()
        )
        kind = '<p:ph type="title"/>' if title else ""
        locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if title else '<p:cNvSpPr txBox="1"/>'
        return (
            f"<p:sp><p:nvSpPr>{self._says(shown)}{locks}<p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr>"
            f"{_xfrm(place, around, turned=first.angle, pivot=(first.x, first.y))}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>{body}{said}</p:txBody></p:sp>'
        ), around

    def _run(self, place: Place, block: Block, piece: Piece, shrunk: float) -> str:
        first, face = block.first, piece.run.face
        size = min(_MOST, max(_LEAST, round(first.size * place.scale * shrunk * _PT)))
        bold = ' b="1"' if face.weight >= BOLD else ' b="0"'
        slanted = ' i="1"' if face.italic_angle else ' i="0"'
        spaced = f' spc="{round(first.track * place.scale * _PT)}"' if first.track else ""
        language = _TONGUES.get(block.language, block.language)
        tongue = f' lang="{xml(language)}"' if language else ""
        family = self._family(face)
        kin = f" {_PANOSE}" if family == _FAMILY else ""
        fonts = "".join(f'<a:{kind} typeface="{xml(family)}"{kin}/>' for kind in ("latin", "ea", "cs"))
        return (
            f'<a:r><a:rPr{tongue} sz="{size}"{bold}{slanted} kern="{_LEAST}"{spaced} dirty="0">{_fill(first.fill)}'
            f"{fonts if family else ''}</a:rPr><a:t>{xml(piece.text)}</a:t></a:r>"
        )

    def _family(self, face: Face) -> str:
        """What a font is called by other programs; empty: they choose their own. Raises ``OSError`` for a font that is gone."""
        if face.key not in self._families:
            if face.postscript_name.startswith(_OURS):
                name = _FAMILY
            elif face.postscript_name.startswith(_EMOJI):
                name = ""
            else:
                font = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
                name = font.get_name(16) or font.get_name(1) or ""
            self._families[face.key] = name
        return self._families[face.key]


def _heights(block: Block) -> tuple[float, float]:
    """How far the type goes up and down from the baseline, in em."""
    face = max((run.face for run in block.first.line.runs), key=lambda face: face.ascent - face.descent)
    return face.ascent, -face.descent


def _xfrm(place: Place, around: Bounds, flip: str = "", turned: float = 0.0, pivot: tuple[float, float] = (0, 0)) -> str:
    left, top, right, bottom = around
    if turned:
        # A presentation turns a box around its middle, clockwise.
        dx, dy = (left + right) / 2 - pivot[0], (top + bottom) / 2 - pivot[1]
        c, s = cos(radians(turned)), sin(radians(turned))
        mx, my = pivot[0] + dx * c + dy * s, pivot[1] - dx * s + dy * c
        w, h = right - left, bottom - top
        left, top, right, bottom = mx - w / 2, my - h / 2, mx + w / 2, my + h / 2
        flip += f' rot="{round(-turned * 60_000) % 21_600_000}"'
    (x, y), (x1, y1) = place.at(left, top), place.at(right, bottom)
    return f'<a:xfrm{flip}><a:off x="{x}" y="{y}"/><a:ext cx="{x1 - x}" cy="{y1 - y}"/></a:xfrm>'


def _flip(form: str, segments: Sequence[Segment]) -> str:
    """A line goes from the upper left to the lower right of its box unless it is turned over."""
    if form != "line":
        return ""
    (_, x0, y0), (_, x1, y1) = segments  # type: ignore[misc]
    return ' flipV="1"' if (x1 - x0) * (y1 - y0) < 0 else ""


def _preset(form: tuple[str, Bounds, float]) -> str:
    name, (left, top, right, bottom), radius = form
    least = min(right - left, bottom - top)
    round_ = name == "roundRect" and least > 0
    share = f'<a:gd name="adj" fmla="val {min(50_000, round(100_000 * radius / least))}"/>' if round_ else ""
    return f'<a:prstGeom prst="{name}"><a:avLst>{share}</a:avLst></a:prstGeom>' if share else (
        f'<a:prstGeom prst="{"rect" if name == "roundRect" else name}"><a:avLst/></a:prstGeom>'
    )


def _geometry(place: Place, around: Bounds, paths: Sequence[Path]) -> str:
    """A form of one's own: lines that are only drawn make one path, areas one each, so that none makes holes in another."""
    left, top, right, bottom = around
    size = f'w="{place.long(right) - place.long(left)}" h="{place.long(bottom) - place.long(top)}"'
    drawn: list[tuple[Segment, ...]] = [path.segments for path in paths]
    if not paths[0].fill:
        drawn = [tuple(segment for segments in drawn for segment in segments)]
    if not paths[0].fill:
        size += ' fill="none"'
    made = "".join(f"<a:path {size}>{_data(place, left, top, segments)}</a:path>" for segments in drawn)
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{made}</a:pathLst></a:custGeom>"
    )


def _data(place: Place, left: float, top: float, segments: Iterable[Segment]) -> str:
    ox, oy = place.long(left), place.long(top)

    def points(values: Sequence[float]) -> str:
        return "".join(
            f'<a:pt x="{place.long(values[k]) - ox}" y="{place.long(values[k + 1]) - oy}"/>' for k in range(0, len(values), 2)
        )

    out: list[str] = []
    for segment in segments:
        match segment[0]:
            case "M":
                out.append(f"<a:moveTo>{points(segment[1:])}</a:moveTo>")
            case "L":
                out.append(f"<a:lnTo>{points(segment[1:])}</a:lnTo>")
            case "C":
                out.append(f"<a:cubicBezTo>{points(segment[1:])}</a:cubicBezTo>")
            case _:
                out.append("<a:close/>")
    return "".join(out)


def _fill(colour: str | None) -> str:
    return f'<a:solidFill><a:srgbClr val="{xml(colour.lstrip("#").upper())}"/></a:solidFill>' if colour else "<a:noFill/>"


def _line(place: Place, path: Path) -> str:
    if not path.stroke or path.width <= 0:
        return "<a:ln><a:noFill/></a:ln>"
    width = min(_WIDEST, max(1, place.long(path.width)))
    dash = ""
    if sum(path.dash) > 0:
        pattern = path.dash if len(path.dash) % 2 == 0 else path.dash * 2
        pairs = (
            f'<a:ds d="{max(1, round(100_000 * on / path.width))}" sp="{max(1, round(100_000 * off / path.width))}"/>'
            for on, off in zip(pattern[::2], pattern[1::2], strict=True)
        )
        dash = f"<a:custDash>{''.join(pairs)}</a:custDash>"
    return f'<a:ln w="{width}" cap="{_CAPS[path.cap]}">{_fill(path.stroke)}{dash}{_JOINS[path.join]}</a:ln>'

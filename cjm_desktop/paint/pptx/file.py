"""The file: slides in a package that opens without repair.

Contract. See :mod:`cjm_desktop.paint.pptx`. All slides of a presentation have one size: that of the largest sheet, at most
:data:`~cjm_desktop.paint.pptx.facts.LONGEST` a side; a smaller sheet stands in the middle of its slide.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.util import Emu

from cjm_desktop.layout.sheet import Mark, Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress
from cjm_desktop.paint.pptx.facts import PptxInfo, scale_of
from cjm_desktop.paint.pptx.ink import EMU, Place
from cjm_desktop.paint.pptx.slide import SlidePainter
from cjm_desktop.paint.xml import xml

#: The shortest side of a slide in mm (1 inch).
_SHORTEST = 25.4
#: The date in the file when the document has none, and that of everything packed: the same map must give the same bytes.
_NO_DATE = "2000-01-01"
_PACKED = (1980, 1, 1, 0, 0, 0)
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
#: Of the layouts in the template the one whose slides have a title and nothing else.
_TITLE_ONLY = 5
#: Parts of the template that say something of the machine it was made on.
_DROPPED = ("/printerSettings", "/thumbnail", "/extended-properties")


def presentation(
    sheets: Sequence[Sheet],
    info: PptxInfo,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> bytes:
    """The sheets as a presentation; see :func:`cjm_desktop.paint.pptx.pptx_bytes`."""
    scale = scale_of(sheets)
    width = max(_SHORTEST, max(sheet.width for sheet in sheets) * scale)
    height = max(_SHORTEST, max(sheet.height for sheet in sheets) * scale)
    file: Any = Presentation()
    _prepare(file, width, height, info)
    slides = [file.slides.add_slide(file.slide_layouts[0]) for _ in sheets]
    places = _places(sheets)
    total, done = sum(sum(1 for _ in sheet.parts()) for sheet in sheets), 0

    def tick() -> None:
        nonlocal done
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None and done % 16 == 0:
            progress(done, total)
        done += 1

    for at, (sheet, slide) in enumerate(zip(sheets, slides, strict=True)):
        place = Place(left=(width - sheet.width * scale) / 2, top=(height - sheet.height * scale) / 2, scale=scale)
        painter = SlidePainter(sheet, place, info.words, _Related(slides, at, places))
        _fill(slide, sheet, painter.shapes(tick), painter.ground)
        if len(sheets) > 1:
            # Of a series only one sheet's items are there at a time.
            for part in sheet.parts():
                part.release()
    if progress is not None:
        progress(total, total)
    saved = io.BytesIO()
    file.save(saved)
    return _packed(saved.getvalue())


class _Related:
    """What a slide is related to."""

    def __init__(self, slides: Sequence[Any], at: int, places: Mapping[str, int]) -> None:
        self._slides, self._at, self._places = slides, at, places
        self._jumps: dict[int, str] = {}

    def picture(self, data: bytes) -> str:
        """The relationship of a picture; the same picture is in the file once."""
        _, relation = self._slides[self._at].part.get_or_add_image_part(io.BytesIO(data))
        return str(relation)

    def address(self, target: str) -> str:
        """The relationship of an address."""
        return str(self._slides[self._at].part.relate_to(target, RT.HYPERLINK, is_external=True))

    def place(self, key: str) -> str:
        """The relationship of the slide that a mark is on; empty: this one, or none."""
        there = self._places.get(key)
        if there is None or there == self._at:
            return ""
        if there not in self._jumps:
            part = self._slides[self._at].part
            self._jumps[there] = str(part.relate_to(self._slides[there].part, RT.SLIDE))
        return self._jumps[there]


def _places(sheets: Sequence[Sheet]) -> dict[str, int]:
    """On which slide each mark is."""
    if len(sheets) < 2:
        return {}
    out: dict[str, int] = {}
    for at, sheet in enumerate(sheets):
        for part in sheet.parts():
            for item in part.items:
                if isinstance(item, Mark):
                    out.setdefault(item.key, at)
    return out


def _fill(slide: Any, sheet: Sheet, shapes: Sequence[str], ground: str) -> None:
    """Put the shapes on a slide, on its ground."""
    tree = slide.shapes._spTree
    for child in list(tree)[2:]:
        tree.remove(child)
    made = parse_xml(f"<p:spTree {_NAMESPACES}>{''.join(shapes)}</p:spTree>")
    for child in list(made):
        tree.append(child)
    common = slide._element.cSld
    common.set("name", sheet.title)
    common.insert(
        0,
        parse_xml(
            f'<p:bg {_NAMESPACES}><p:bgPr><a:solidFill><a:srgbClr val="{xml(ground.lstrip("#").upper())}"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )


def _prepare(file: Any, width: float, height: float, info: PptxInfo) -> None:
    """The template as we want it: its slides' size, one layout, our font, our facts and nobody else's."""
    before = file.slide_width, file.slide_height
    file.slide_width, file.slide_height = Emu(round(width * EMU)), Emu(round(height * EMU))
    size = file.part._element.find(".//{*}sldSz")
    size.attrib.pop("type", None)
    layouts = file.slide_layouts
    kept = layouts[_TITLE_ONLY]
    for layout in list(layouts):
        if layout is not kept and layout.name != kept.name:
            layouts.remove(layout)
    across, down = file.slide_width / before[0], file.slide_height / before[1]
    master = file.slide_masters[0]
    for holder in (master, kept):
        for shape in holder.shapes:
            if shape._element.spPr.find("{*}xfrm") is not None:
                shape.left, shape.width = Emu(round(shape.left * across)), Emu(round(shape.width * across))
                shape.top, shape.height = Emu(round(shape.top * down)), Emu(round(shape.height * down))
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = re.sub(rb'(<a:latin typeface=")Calibri(?: Light)?(")', rb"\1Inter\2", theme.blob)
    for relations in (file.part.rels, file.part.package._rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_DROPPED)]:
            relations.pop(key)
    facts = file.core_properties
    when = _moment(info.date)
    facts.title, facts.author, facts.subject = info.title[:255], info.author[:255], info.subject[:255]
    facts.keywords, facts.language, facts.comments = info.keywords[:255], info.language, ""
    facts.last_modified_by, facts.revision, facts.category = info.author[:255], 1, ""
    facts.created = facts.modified = when


def _moment(date: str) -> datetime:
    try:
        when = datetime.fromisoformat(date or _NO_DATE)
    except ValueError as error:
        raise ValueError(f"“{date}” is not a date; write it like 2026-05-01.") from error
    return when if when.tzinfo is None else when.astimezone(UTC).replace(tzinfo=None)


def _packed(data: bytes) -> bytes:
    """The package with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.infolist():
            entry = zipfile.ZipInfo(one.filename, _PACKED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, source.read(one), compresslevel=9 if one.filename.endswith((".xml", ".rels")) else 1)
    return out.getvalue()

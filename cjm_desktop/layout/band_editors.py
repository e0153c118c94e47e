"""Where the texts of a map stand, for editing them in place: the very lines, type and colours that are painted.

Contract. Each function gives the :class:`~.answers.Editor` of one text, or ``None`` for what is not on the band. All lengths in mm.
"""

from __future__ import annotations

from cjm_desktop.document import LaneKind

from .answers import Editor
from .band import Band
from .cells import field_of
from .columns import Stretch
from .header import HeaderBox
from .lanes import lane_text
from .metrics import block_height
from .opportunities import Hung
from .paper import CAP
from .text import Paragraph


def header_editor(box: HeaderBox, text: str) -> Editor:
    """A text of the header."""
    base = box.y + CAP * box.size
    return Editor(box.x, box.y, box.w, box.h, base, box.style, box.size, box.leading, box.colour, text, False)


def phase_editor(band: Band, run: Stretch, left: float, right: float) -> Editor | None:
    """The name of a phase on its ribbon, which reaches from ``left`` to ``right``."""
    if run.phase is None:
        return None
    m, theme = band.m, band.setting.theme
    size = m.phase_size * 0.92
    top = band.lanes.ribbon + m.ribbon / 2 - CAP * size / 2
    x = left + 0.21 * m.ribbon + 0.8 * m.em + 1.1 * size
    w = max(6 * m.em, right - x - m.em)
    base = top + CAP * size
    return Editor(x, top, w, size, base, "bold", size, size * 1.2, theme.phase_ink, run.phase.name, False)


def touchpoint_editor(band: Band, i: int, field: str) -> Editor | None:
    """A text of touchpoint ``i``: ``title``, ``text``, or of an own lane ``lane_texts.`` and the lane's id."""
    return _cell_editor(band, i, field) or _card_editor(band, i, field)


def _cell_editor(band: Band, i: int, field: str) -> Editor | None:
    t, m = band.journey.touchpoints[i], band.m
    for row, (top, _) in zip(band.strips, band.lanes.cells, strict=True):
        if row.kind is LaneKind.TEXT and field_of(row) == field:
            cell = band.cell(row, t)
            x, w = band.columns.x(i) + m.pad, band.columns.width - 2 * m.pad
            y = top + 0.78 * m.pad
            h = max(m.em, cell.h - 1.5 * m.pad) if cell else m.em
            text, colour = lane_text(t, row.lane), band.setting.theme.text
            return Editor(x, y, w, h, y + CAP * m.em, "regular", m.em, m.lead, colour, text, True)
    return None


def _card_editor(band: Band, i: int, field: str) -> Editor | None:
    if not band.shows(LaneKind.CARDS):
        return None
    t, m = band.journey.touchpoints[i], band.m
    stack, theme = band.stack(t), band.setting.theme
    x, w = band.columns.x(i) + m.pad, band.columns.width - 2 * m.pad
    shown: Paragraph
    if field == "title":
        y = band.lanes.cards + stack.title_top
        shown, size, lead = stack.title, m.title, stack.title_lead
        style, colour, text, multi = "semibold", theme.ink, t.title, False
    elif field == "text":
        y = band.lanes.cards + stack.text_top + (0.62 * m.em if not stack.text.count else 0.0)
        shown, size, lead = stack.text, m.em, stack.text_lead
        style, colour, text, multi = "regular", theme.text, t.text, True
    else:
        return None
    h = block_height(max(1, shown.count), size, lead)
    return Editor(x, y, w, h, y + CAP * size, style, size, lead, colour, text, multi)


def opportunity_editor(band: Band, hung: Hung, field: str) -> Editor | None:
    """``title`` or ``text`` of an opportunity."""
    m, theme, said = band.m, band.setting.theme, hung.opportunity
    beside = hung.w >= 12.5 * m.em
    x = hung.x + (m.pad + m.disc + 0.55 * m.em if beside else m.pad)
    y = band.lanes.opportunities + hung.y
    y += 0.95 * m.pad if beside else 0.9 * m.pad + m.disc + 0.5 * m.em
    w = hung.x + hung.w - m.pad - x
    size = m.em * 1.1
    if field == "title":
        h = block_height(max(1, hung.title.count), size, size * 1.2)
        base, ink = y + CAP * size, theme.opportunity
        return Editor(x, y, w, h, base, "semibold", size, size * 1.2, ink, said.title, False)
    if field == "text":
        y += block_height(hung.title.count, size, size * 1.2) + 0.62 * m.em
        size = m.legible(m.em * 0.96)
        h = block_height(max(1, hung.text.count), size, size * 1.33)
        base = y + CAP * size
        return Editor(x, y, w, h, base, "regular", size, size * 1.33, theme.text, said.text, True)
    return None

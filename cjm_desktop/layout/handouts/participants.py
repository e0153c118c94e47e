"""The list of participants (METHOD step 0): who is at the table, who should be, and room for whoever comes.

Contract. One row per participant of the charter; then a row for every party on the map that nobody at the table speaks for;
then blank rows, at least :data:`ROWS` rows in all and down to the foot of the last page. Names are printed only with ``names``:
without, each writes their own. Lengths in mm.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Journey, Participant

from ..metrics import block_height
from ..paper import CAP, Paper
from ..setting import Setting
from .ink import Ink, Source
from .page import Page
from .sheaf import Leaf, Sheaf, turned
from .table import Column, columns_of, heads
from .words import HandoutWords

#: Fewest rows, and fewest of them blank.
ROWS, BLANK = 15, 4
_ROW = 11.6


@dataclass(frozen=True, slots=True)
class _Row:
    """What is known of a row; ``place`` is its record's place in the document."""

    name: str = ""
    department: str = ""
    role: str = ""
    part: str = ""
    place: str = ""
    record: str = ""


def make_participants(
    journey: Journey, setting: Setting, words: HandoutWords, paper: Paper, *, names: bool = False
) -> list[Page]:
    """The list. Names of persons are left out unless ``names`` asks for them."""
    sheaf = Sheaf(
        journey, setting, words, turned(paper, portrait=True), words.participants, step=0, margin=14.0
    )
    rows = _rows(journey, words, names)
    blank = max(BLANK, ROWS - len(rows))
    rows += [_Row()] * blank
    s = sheaf.scale
    while rows:
        leaf = sheaf.leaf()
        y = leaf.top
        if len(sheaf.leaves) == 1:
            y = _frame(sheaf, leaf, y, journey)
        ink = sheaf.ink()
        shares = (
            (words.present, 0.075),
            (words.name, 0.245),
            (words.party, 0.22),
            (words.role, 0.28),
            (words.signature, 0.18),
        )
        columns = columns_of(leaf.left, leaf.width, shares, s)
        y = heads(ink, columns, y, s, sheaf.accent)
        leaf.put(ink, 0, 0, sheaf.paper.width, y)
        fits = max(1, int((leaf.bottom - 3.0 * s - y) / (_ROW * s)))
        here, rows = rows[:fits], rows[fits:]
        if not rows:
            here += [_Row()] * (fits - len(here))
        for k, row in enumerate(here):
            ink = sheaf.ink()
            _draw(ink, columns, row, y, s)
            if k == len(here) - 1:
                ink.close()  # the table: the next page has one of its own
            leaf.put(ink, 0, 0, sheaf.paper.width, y + _ROW * s, record=row.record)
            y += _ROW * s
    return sheaf.pages()


def _rows(journey: Journey, words: HandoutWords, names: bool) -> list[_Row]:
    """Participants, then parties that nobody speaks for."""
    out = []
    for i, p in enumerate(journey.charter.participants):
        out.append(
            _Row(
                p.name if names else "",
                p.department,
                p.role,
                _part(p, words),
                f"charter.participants[{i}]",
                p.id,
            )
        )
    spoken_for = {p.department.strip().casefold() for p in journey.charter.participants}
    for i, party in enumerate(journey.parties):
        if party.name.strip() and party.name.strip().casefold() not in spoken_for:
            out.append(_Row(department=party.name, place=f"parties[{i}]", record=party.id))
    return out


def _part(participant: Participant, words: HandoutWords) -> str:
    """Why they are at the table: affected, must implement, knows the front line."""
    marks = (
        (participant.front_line, words.front_line),
        (participant.affected, words.affected),
        (participant.implements, words.implements),
    )
    return " · ".join(word for marked, word in marks if marked)


def _frame(sheaf: Sheaf, leaf: Leaf, top: float, journey: Journey) -> float:
    """Why we meet, and lines for when and where; gives the y below."""
    ink, s, words, theme = sheaf.ink(), sheaf.scale, sheaf.words, sheaf.setting.theme
    y = top
    purpose = journey.charter.purpose.strip()
    if purpose:
        source = Source("charter.purpose")
        size, made = ink.fitted(purpose, "medium", (12, 11, 10, 9), leaf.width, 20 * s, source=source)
        y += ink.set(leaf.left, y, purpose, made, size, theme.text, leaf.width, source=source) + 6.0 * s
    z, gap = ink.pt(8), 8 * s
    room = leaf.width - 2 * gap
    x = leaf.left
    for label, share in ((words.date, 0.24), (words.place, 0.38), (words.facilitator, 0.38)):
        ink.line(x, y + CAP * z, label, "medium", z, theme.secondary, room=room * share)
        ink.rule(x, x + room * share, y + 11.5 * s, 0.35, theme.secondary)
        x += room * share + gap
    y += 21.0 * s
    leaf.put(ink, 0, 0, sheaf.paper.width, y)
    return y


def _draw(ink: Ink, columns: list[Column], row: _Row, top: float, s: float) -> None:
    """One row: what is known, and room for the rest."""
    theme, bottom = ink.setting.theme, top + _ROW * s
    ink.rule(columns[0].x, columns[-1].x + columns[-1].width, bottom)
    ink.box(columns[0].x + 0.6 * s, (top + bottom) / 2, 4.4 * s)
    points = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
    size = 3.2 * s if row.part else 0.0
    values = (
        (columns[1], row.name, "medium", theme.ink, "name"),
        (
            columns[2],
            row.department,
            "regular",
            theme.ink,
            "name" if row.place.startswith("parties") else "department",
        ),
        (columns[3], row.role, "regular", theme.ink, "role"),
    )
    ink.open("TR")
    _empty(ink)  # the box to tick
    for column, text, style, fill, field in values:
        ink.open("TD")
        if text.strip():
            source = Source(f"{row.place}.{field}", row.record)
            below = size if field == "role" else 0.0
            room = _ROW * s - 2.0 * s - below
            z, made = ink.fitted(text, style, points, column.width, room, lead=1.28, source=source)
            tall = block_height(made.count, z, z * 1.28) - 0.2 * z
            start = top + (_ROW * s - below - tall) / 2
            ink.set(column.x, start, text, made, z, fill, column.width, lead=1.28, source=source)
        if column is columns[3] and row.part:
            z = ink.pt(7)
            y = bottom - 1.9 * s if row.role.strip() else (top + bottom) / 2 + CAP * z / 2
            ink.line(column.x, y, row.part, "regular", z, theme.secondary, room=column.width)
        ink.close()
    _empty(ink)  # the signature
    ink.close()


def _empty(ink: Ink) -> None:
    """A cell for the hand."""
    ink.open("TD")
    ink.close()

"""Rows of cells to a journey: what CSV, spreadsheets and tables from the clipboard have in common.

Contract: :func:`journey_of_table` takes rows of texts. One of the first few rows that are not empty names the
columns (any order, any of the five languages); what stands above it, such as a title, is left out and reported. A
table without such a row is understood by what its columns hold when ``guess`` is on. A table whose first column names the fields
has a touchpoint in each column (:func:`stands_across`). Empty rows are skipped, unknown
columns left out and reported. A bad cell is named as ``row 7,
grade``; then nothing is imported. :func:`rows_of` is the way back: one row a touchpoint, the header first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cjm_desktop.document import Journey, Message, Scale, Touchpoint, clean_line

from .builder import FURTHER, NAMELESS, Builder, Imported
from .errors import ImportFailed
from .fields import (
    FIELDS,
    LANGUAGES,
    duration_of,
    duration_text,
    field_of,
    folded,
    header_of,
    kind_name,
    kind_of,
    language_of,
    number_of,
    number_text,
)

#: Cells of one row.
Cells = Sequence[str]

# A person who puts a title or a date above a table puts it in these first rows.
_HEADER_AMONG = 6
#: Most touchpoints of a table that has one in each column: a spreadsheet's columns are read up to there.
MOST_ACROSS = 199

_TITLES = frozenset(folded(header_of("title", language)) for language in LANGUAGES)


def journey_of_table(
    rows: Sequence[Cells],
    *,
    title: str = "",
    language: str | None = None,
    scale: Scale | None = None,
    guess: bool = False,
    known: Journey | None = None,
    lenient: bool = False,
) -> Imported:
    """A journey with one touchpoint for every row that is not empty.

    ``title`` becomes its title; ``language`` that of its texts (else the one its headers are written in, else
    English); ``scale`` the one its grades lie on. With ``guess`` a table may lack the header; ``known`` then
    tells which words are phases, channels, parties or emotions already. ``lenient`` leaves out values that do not
    fit. Raises :class:`~.errors.ImportFailed`.
    """
    noun = "row"
    if stands_across(rows):
        noun, rows = "column", turned(rows)
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise ImportFailed(Message("The table is empty."))
    builder = Builder(scale or Scale(), lenient=lenient)
    if noun == "column" and len(rows) > MOST_ACROSS:
        said = Message("Only the first {count} columns were read; a longer journey needs its touchpoints in rows.", count=MOST_ACROSS)
        builder.note("", said)
    place = next((i for i, (_, row) in enumerate(numbered[:_HEADER_AMONG]) if is_header(row)), None)
    if place is not None:
        for number, _ in numbered[:place]:
            builder.note(
                f"{noun} {number}", Message("This row stands above the names of the columns and was left out.")
            )
        header = list(numbered[place][1])
        columns = _named(header, builder)
        found = language_of(header)
        builder.language = found or language or ""
        body = numbered[place + 1 :]
    elif guess:
        columns = _guessed([row for _, row in numbered], known)
        found = None
        body = numbered
    else:
        raise ImportFailed(
            Message(
                "No row names the columns in words that are known. The first row says {names}. It needs “title” and may have {fields}, in "
                "English, Danish, Dutch, Hungarian or Swedish.",
                names=_quoted(numbered[0][1]),
                fields=", ".join(field for field in FIELDS if field != "title"),
            )
        )
    for number, cells in body:
        row: dict[str, str] = {}
        for column, field in columns.items():
            if column < len(cells) and cells[column].strip():
                row[field] = f"{row[field]}\n{cells[column]}" if field in row else cells[column]
        if row:
            builder.add(row, f"{noun} {number}")
    return builder.journey(title=title, language=language or found or "en")


def _quoted(cells: Cells) -> str:
    """What a row says, as far as a sentence can."""
    said = [clean_line(cell)[:40] for cell in cells if cell.strip()]
    return ", ".join(f"“{cell}”" for cell in said[:6]) + (", …" if len(said) > 6 else "")


def stands_across(rows: Sequence[Cells]) -> bool:
    """Whether a table has a touchpoint in each column, as a map in a spreadsheet has: names of fields stand in its first column.

    They must be most of what stands there, with the title or two at least, and more than any of the first rows has.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    first = [row[0] for row in filled[: 4 * len(FIELDS)] if row and row[0].strip()]
    if len(first) < 2 or max(map(len, filled)) < 2 or not is_header(first):
        return False
    known = {field for cell in first if (field := field_of(cell))}
    most = max(len({field for cell in row if (field := field_of(cell))}) for row in filled[:_HEADER_AMONG])
    return len(known) > most and 2 * sum(field_of(cell) is not None for cell in first) >= len(first)


def turned(rows: Sequence[Cells]) -> list[list[str]]:
    """A table with its rows as columns; no column beyond :data:`MOST_ACROSS` and the one of the names is looked at, nor empty rows."""
    wide = min(max(map(len, rows), default=0), MOST_ACROSS + 1)
    return [[row[column] if column < len(row) else "" for row in rows[: 20 * len(FIELDS)]] for column in range(wide)]


def is_header(cells: Cells) -> bool:
    """Whether a row names columns: it has a “title”, or at least two fields that make up half of it or more."""
    filled = [cell for cell in cells if cell.strip()]
    fields = {field for cell in filled if (field := field_of(cell))}
    has_title = not _TITLES.isdisjoint(folded(cell) for cell in filled)
    return has_title or (len(fields) >= 2 and len(fields) * 2 >= len(filled))


def _named(header: Cells, builder: Builder) -> dict[int, str]:
    columns: dict[int, str] = {}
    for column, cell in enumerate(header):
        field = field_of(cell)
        if field is not None and (field not in columns.values() or field in ("quote", "opportunity")):
            columns[column] = field
        elif cell.strip():
            name = clean_line(clean_line(cell)[:80])
            builder.note(
                "",
                Message("The column “{name}” is not known and was left out.", name=name)
                if field is None
                else Message(
                    "The column “{name}” says the same as one before it and was left out.", name=name
                ),
            )
    if "title" not in columns.values():
        builder.note("", Message("No column is called “title”; the touchpoints have none."))
    return columns


def _guessed(rows: Sequence[Cells], known: Journey | None) -> dict[int, str]:
    """Which field each column of a table without a header is, judged by all its values."""
    names = _known_words(known)
    tests: list[tuple[str, Callable[[str], bool]]] = [
        ("kind", lambda text: kind_of(text) is not None),
        ("grade", _is_number),
        ("duration", _is_duration),
        *((field, lambda text, words=words: folded(text) in words) for field, words in names.items()),
    ]
    columns: dict[int, str] = {}
    for column in range(max(map(len, rows))):
        values = [row[column] for row in rows if column < len(row) and row[column].strip()]
        if not values:
            continue
        fits = (field for field, test in tests if field not in columns.values() and all(map(test, values)))
        columns[column] = next(fits, "title" if "title" not in columns.values() else "text")
    if "title" not in columns.values():
        columns[next(iter(columns))] = "title"
    return columns


def _known_words(known: Journey | None) -> dict[str, set[str]]:
    if known is None:
        return {}
    return {
        "phase": {folded(phase.name) for phase in known.phases},
        "channel": {folded(channel.name) for channel in known.channels},
        "party": {folded(party.name) for party in known.parties},
        "emotion": {folded(emotion.word) for emotion in known.emotions},
    }


def _is_number(text: str) -> bool:
    try:
        number_of(text)
    except ValueError:
        return False
    return True


def _is_duration(text: str) -> bool:
    try:
        duration_of(text)
    except ValueError:
        return False
    return True


def rows_of(journey: Journey, language: str = "") -> Iterator[list[str]]:
    """A table of a journey: the header, then one row a touchpoint.

    ``language`` picks the words of header, kinds and units; empty: the fields' own names, on which scripts rely.
    Several quotes or opportunities stand on lines of their own in one cell, further lines of a quote behind :data:`~.builder.FURTHER`. A
    phase without a name is written :data:`~.builder.NAMELESS`: an empty cell would be the phase before it.
    """
    words = language or "en"
    yield [header_of(field, words) if language else field for field in FIELDS]
    values = values_of(journey, language)
    names = {phase.id: phase.name.strip() for phase in journey.phases}
    before, last = "", None
    for touchpoint in journey.touchpoints:
        row = values(touchpoint)
        if touchpoint.phase is not None and not names[touchpoint.phase]:
            if touchpoint.phase != last:
                before = NAMELESS if before != NAMELESS else 2 * NAMELESS
            row["phase"] = before
        else:
            before = ""
        last = touchpoint.phase
        # A quote that begins with blanks would go on with the one before it.
        quotes = (quote.lstrip() if at else quote for at, quote in enumerate(row["quote"]))
        row["quote"] = tuple(quote.replace("\n", f"\n{FURTHER}") for quote in quotes)
        row["kind"] = kind_name(touchpoint.kind, words)
        yield ["\n".join(value) if isinstance(value := row[field], tuple) else value for field in FIELDS]


def laid_out(rows: Sequence[Cells], *, across: bool) -> list[list[str]]:
    """The rows as they are, or ``across``: the fields below each other, a touchpoint in each column.

    Raises :class:`~.errors.ImportFailed` for more touchpoints than columns are read of.
    """
    if not across:
        return [list(row) for row in rows]
    if len(rows) > MOST_ACROSS + 1:
        raise ImportFailed(Message("A table has at most {count} touchpoints in columns; write them in rows.", count=MOST_ACROSS))
    return [list(column) for column in zip(*rows, strict=True)]


def values_of(journey: Journey, language: str = "") -> Callable[[Touchpoint], dict[str, Any]]:
    """A function from a touchpoint of this journey to its values by field name.

    All values are texts; ``quote`` and ``opportunity`` are tuples of them. ``language`` picks the words of units.
    """
    phases = {phase.id: phase.name for phase in journey.phases}
    channels = {channel.id: channel.name for channel in journey.channels}
    parties = {party.id: party.name for party in journey.parties}
    opportunities: dict[str, list[str]] = {}
    for opportunity in journey.opportunities:
        if opportunity.title:
            for ident in opportunity.touchpoints:
                opportunities.setdefault(ident, []).append(opportunity.title)

    def values(touchpoint: Touchpoint) -> dict[str, Any]:
        return {
            "phase": phases.get(touchpoint.phase or "", ""),
            "title": touchpoint.title,
            "text": touchpoint.text,
            "kind": touchpoint.kind.value,
            "channel": channels.get(touchpoint.channel or "", ""),
            "party": parties.get(touchpoint.party or "", ""),
            "when": duration_text(touchpoint.when, language) if touchpoint.when else "",
            "duration": duration_text(touchpoint.duration, language) if touchpoint.duration else "",
            "emotion": touchpoint.emotion,
            "grade": "" if touchpoint.grade is None else number_text(touchpoint.grade),
            "desired": "" if touchpoint.desired is None else number_text(touchpoint.desired),
            "expectation": touchpoint.expectation,
            "quote": tuple(quote.text for quote in touchpoint.quotes),
            "opportunity": tuple(opportunities.get(touchpoint.id, ())),
        }

    return values

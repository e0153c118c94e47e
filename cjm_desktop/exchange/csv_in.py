"""A journey from a CSV file as any spreadsheet writes it.

Contract: :func:`journey_of_csv` takes the bytes of the file: UTF-8, UTF-16 or a Windows code page; comma, semicolon
or tab; quotes where needed. The columns are those of :mod:`.fields`. The same bytes give the same journey.
"""

from __future__ import annotations

import csv
import io
import itertools

from cjm_desktop.document import MAX_RECORDS, MAX_TEXT, Message, Scale

from .builder import Imported
from .csv_out import unguarded
from .errors import ImportFailed
from .fields import field_of
from .table import journey_of_table
from .text_in import TOO_LARGE, decoded

_DELIMITERS = ",;\t"
# Stands after the last row. Inside a quotation that nobody closed it does not come out as a row of its own.
_END = "\N{END OF TEXT}"
#: Columns of a table that are read; no journey has a tenth of it.
MOST_COLUMNS = 200
# The beginning in which the names of the columns are looked for, less than the longest cell there may be; cells of a whole table.
_HEAD, _MOST_CELLS = 100_000, 2_000_000


def journey_of_csv(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False, scale: Scale | None = None
) -> Imported:
    """The journey in a CSV file; ``scale`` is the one on which its grades lie.

    Raises :class:`~.errors.ImportFailed` naming row and column of what is wrong.
    """
    text = decoded(data)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # a line that Excel understands
        rows = cells_of(rest, first.strip()[4])
    else:
        rows = cells_of(text, delimiter_of(text))
    return journey_of_table(rows, title=title, language=language, lenient=lenient, scale=scale)


def delimiter_of(text: str) -> str:
    """The delimiter that makes the most known column names of the first line; else the most frequent one."""
    line = next((line for line in text[:_HEAD].splitlines() if line.strip()), "")

    def merit(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])[:MOST_COLUMNS]
        return sum(field_of(cell) is not None for cell in cells), line.count(delimiter)

    return max(_DELIMITERS, key=merit)


def cells_of(text: str, delimiter: str, *, most_rows: int = 2 * MAX_RECORDS) -> list[list[str]]:
    """The rows of a delimited text, ``most_rows`` at most.

    Raises :class:`~.errors.ImportFailed` when there is no end to it, or a quotation mark is opened and never closed:
    everything after it would silently be one cell.
    """
    if text.count(delimiter) > _MOST_CELLS:
        raise ImportFailed(TOO_LARGE)
    rows: list[list[str]] = []
    # No field can hold the mark, so one that stands in the text is noise.
    lines = itertools.chain(io.StringIO(text.replace(_END, ""), newline=""), [_END])
    reader = csv.reader(lines, delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if row == [_END]:
                return rows
            if row and row[-1].endswith(_END):
                raise ImportFailed(
                    Message(
                        "In the row that begins in line {line} a quotation mark is opened and never closed.",
                        line=begins,
                    )
                )
            rows.append([unguarded(cell) for cell in row[:MOST_COLUMNS]])
            begins = reader.line_num + 1
            if len(rows) > most_rows:
                raise ImportFailed(
                    Message("The table has too many rows; a journey holds at most {count}.", count=MAX_RECORDS)
                    if most_rows == 2 * MAX_RECORDS
                    else Message("The table has more than {count} rows.", count=most_rows)
                )
    except csv.Error as error:
        raise ImportFailed(
            Message(
                "The row that begins in line {line} cannot be read: a quotation mark is not closed, or a cell is "
                "longer than {limit} characters.",
                line=begins,
                limit=max(MAX_TEXT, csv.field_size_limit()),
            )
        ) from error
    return rows

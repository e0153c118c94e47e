"""A journey as a CSV file: UTF-8, quotes where needed, one touchpoint a row.

Without a language it is for scripts: the fields' own names, commas, decimal points. In a language it is for that
language's spreadsheet to open by a double click: a mark that says UTF-8 and, where the decimal mark is a comma,
semicolons between the cells and decimal commas in them. :mod:`.csv_in` reads both.

Texts that a spreadsheet would run as a formula (beginning with ``=``, ``+``, ``-``, ``@``, also in full width or behind what nobody sees,
or with a tab or return) get an apostrophe in front; :mod:`.csv_in` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re

from cjm_desktop.document import Journey

from .fields import FIELDS
from .table import laid_out, rows_of

# What nobody sees in front of a text, and some readers of tables take off: spaces and controls, marks of direction, joining and form.
_UNSEEN = (
    r"[\s\x00-\x1F\x7F-\x9F\xAD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F"
    r"\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]"
)
#: What begins a formula: in plain and in full width, as some spreadsheets take it.
_FORMULA = re.compile(rf"'*(?:{_UNSEEN}*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_FIGURES = tuple(FIELDS.index(field) for field in ("when", "duration", "grade", "desired"))
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csv_bytes(journey: Journey, language: str = "", *, across: bool = False) -> bytes:
    """The CSV file of a journey; ``language`` as in :func:`~.table.rows_of`, ``across`` as in :func:`~.table.laid_out`."""
    commas = language not in ("", "en")
    out = io.StringIO()
    if language:
        out.write(_MARK)
    writer = csv.writer(out, lineterminator="\n", delimiter=";" if commas else ",")
    rows = []
    for number, row in enumerate(rows_of(journey, language)):
        if commas and number:
            for column in _FIGURES:
                row[column] = row[column].replace(".", ",")
        rows.append([guarded(cell) for cell in row])
    writer.writerows(laid_out(rows, across=across))
    return out.getvalue().encode("utf-8")


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return bool(_FORMULA.match(cell)) and not _NUMBER.fullmatch(cell)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if begins_a_formula(cell) else cell


def unguarded(cell: str) -> str:
    """A cell without what :func:`guarded` put in front of it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell

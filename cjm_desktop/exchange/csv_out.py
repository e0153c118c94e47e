"""A journey as a CSV file: UTF-8, commas, quotes where needed, one touchpoint a row.

Texts that a spreadsheet would run as a formula (beginning with ``=``, ``+``, ``-``, ``@``, tab or return) get
an apostrophe in front; :mod:`.csv_in` takes it off again. Numbers have a decimal point.
"""

from __future__ import annotations

import csv
import io
import re

from cjm_desktop.document import Journey

from .table import rows_of

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def csv_bytes(journey: Journey, language: str = "") -> bytes:
    """The CSV file of a journey; ``language`` as in :func:`~.table.rows_of`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows_of(journey, language):
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell

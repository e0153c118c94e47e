"""A journey as a spreadsheet and back, through openpyxl (loaded only when one is really read or written).

Contract: the first sheet holds the table of :mod:`.table`; grades are numbers, everything else is text, never a
formula; the same journey gives the same bytes. On the way in, formulas count with the value last computed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

from cjm_desktop.document import MAX_RECORDS, Journey, Message

from .builder import Imported
from .errors import ImportFailed
from .fields import FIELDS, number_text
from .table import journey_of_table, rows_of

# A spreadsheet is a zip: this much unpacked is more than any journey needs, and less than a zip bomb.
_MAX_UNPACKED = 256 * 1024 * 1024
_MAX_COLUMNS = 200
_NEVER = datetime.datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDTHS = {"text": 50, "title": 34, "expectation": 36, "quote": 36, "opportunity": 36}


def xlsx_bytes(journey: Journey, language: str = "") -> bytes:
    """The spreadsheet of a journey; ``language`` as in :func:`~.table.rows_of`."""
    # Loaded here because it costs more than all the rest of an export.
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_sheet_name(journey.title))
    numeric = {FIELDS.index("grade") + 1, FIELDS.index("desired") + 1}
    for r, row in enumerate(rows_of(journey, language), 1):
        for c, text in enumerate(row, 1):
            if not text:
                continue
            cell = sheet.cell(row=r, column=c)
            if r > 1 and c in numeric:
                cell.value = float(text)
            else:
                cell.value = text
                cell.data_type = "s"  # text even where it begins like a formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if r == 1:
                cell.font = Font(bold=True)
    for c, field in enumerate(FIELDS, 1):
        sheet.column_dimensions[get_column_letter(c)].width = _WIDTHS.get(field, 16)
    sheet.freeze_panes = "A2"
    book.properties.creator = "CJM Desktop"
    book.properties.created = _NEVER
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(workbook: bytes) -> bytes:
    """A workbook without the hour of its making: the same journey gives the same bytes, whenever it is written.

    openpyxl stamps the file and every part of it with the clock and has no switch for that.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + f"{_NEVER:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            entry = zipfile.ZipInfo(part.filename, _NEVER.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    """A title without the characters that a sheet's name may not have, at most 31 long."""
    return "".join(ch for ch in title if ch not in "[]:*?/\\'")[:31].strip() or "Journey"


def journey_of_xlsx(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False
) -> Imported:
    """The journey in the first sheet of a spreadsheet. Raises :class:`~.errors.ImportFailed`."""
    return journey_of_table(_rows(data), title=title, language=language, lenient=lenient)


def _rows(data: bytes) -> list[list[str]]:
    import openpyxl  # see above

    damaged = ImportFailed(Message("The file is not a spreadsheet (.xlsx), or it is damaged."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise ImportFailed(Message("The spreadsheet is too large to hold a journey."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(values_only=True, max_col=_MAX_COLUMNS, max_row=2 * MAX_RECORDS)
        rows = [[_text(value) for value in row] for row in cells]
        book.close()
    except ImportFailed:
        raise
    # openpyxl raises whatever its parser stumbles over: KeyError, ValueError, zip and XML errors.
    except Exception as error:
        raise damaged from error
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return number_text(float(value))
    return str(value)

"""A journey as a spreadsheet and back, through openpyxl (loaded only when one is really read or written).

Contract: the first sheet holds the table of :mod:`.table`; grades are numbers, everything else is text, never a
formula; the same journey gives the same bytes. On the way in, formulas count with the value last computed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from cjm_desktop.document import MAX_RECORDS, Journey, Message, Scale

from .builder import Imported
from .csv_in import MOST_COLUMNS
from .csv_out import begins_a_formula
from .errors import ImportFailed
from .fields import FIELDS, number_text
from .table import journey_of_table, laid_out, rows_of

# A spreadsheet is a zip: so many parts, and this much unpacked, are more than any journey needs, and less than a zip bomb.
_MAX_UNPACKED = 64 * 1024 * 1024
_MAX_PARTS = 2_000
_PART = b"PK\x01\x02"
# A document type could define words that unfold without end, or name files; no program writes one into a spreadsheet.
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_PIECE = 1024 * 1024
# A cell in a sheet, and most of them in one: reading takes a second for every few hundred thousand.
_CELL, _MAX_CELLS = re.compile(rb"<(?:\w{1,8}:)?c[\s/>]"), 400_000
_MAX_COLUMNS = MOST_COLUMNS
NEVER = datetime.datetime(2000, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDTHS = {"text": 50, "title": 34, "expectation": 36, "quote": 36, "opportunity": 36}


def xlsx_bytes(journey: Journey, language: str = "", *, across: bool = False) -> bytes:
    """The spreadsheet of a journey; ``language`` as in :func:`~.table.rows_of`, ``across`` as in :func:`~.table.laid_out`."""
    # Loaded here because it costs more than all the rest of an export.
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(sheet_name(journey.title))
    numeric = {FIELDS.index("grade") + 1, FIELDS.index("desired") + 1}
    for r, row in enumerate(laid_out(list(rows_of(journey, language)), across=across), 1):
        for c, text in enumerate(row, 1):
            if not text:
                continue
            cell = sheet.cell(row=r, column=c)
            # The field of a cell, and whether the names of the fields stand here.
            field, head = (r, c == 1) if across else (c, r == 1)
            if not head and field in numeric:
                cell.value = float(text)
            else:
                cell.value = text
                cell.data_type = "s"  # text even where it begins like a formula …
                if begins_a_formula(text):
                    cell.quotePrefix = True  # … and after somebody has gone into the cell and out again
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if head:
                cell.font = Font(bold=True)
    if across:
        for c in range(1, len(journey.touchpoints) + 2):
            sheet.column_dimensions[get_column_letter(c)].width = 16 if c == 1 else 28
    else:
        for c, name in enumerate(FIELDS, 1):
            sheet.column_dimensions[get_column_letter(c)].width = _WIDTHS.get(name, 16)
    sheet.freeze_panes = "B1" if across else "A2"
    book.properties.creator = "CJM Desktop"
    book.properties.created = NEVER
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def timeless(workbook: bytes) -> bytes:
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
                data = _MODIFIED.sub(rb"\g<1>" + f"{NEVER:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            entry = zipfile.ZipInfo(part.filename, NEVER.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()


def sheet_name(title: str) -> str:
    """A title without the characters that a sheet's name may not have, at most 31 long."""
    return "".join(ch for ch in title if ch not in "[]:*?/\\'")[:31].strip() or "Journey"


def journey_of_xlsx(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False, scale: Scale | None = None
) -> Imported:
    """The journey in the first sheet of a spreadsheet; ``scale`` is the one on which its grades lie.

    Raises :class:`~.errors.ImportFailed`.
    """
    return journey_of_table(cells_of_xlsx(data), title=title, language=language, lenient=lenient, scale=scale)


def cells_of_xlsx(data: bytes, most_rows: int = 2 * MAX_RECORDS) -> list[list[str]]:
    """The rows of a spreadsheet's first sheet as texts, ``most_rows`` at most. Raises :class:`~.errors.ImportFailed`."""
    import openpyxl  # see above

    damaged = ImportFailed(Message("The file is not a spreadsheet (.xlsx), or it is damaged."))
    if data.count(_PART) > _MAX_PARTS:
        raise ImportFailed(Message("The spreadsheet is too large to hold a journey."))
    try:
        _look_through(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(values_only=True, max_col=_MAX_COLUMNS, max_row=most_rows)
        rows = [_texts(row) for row in cells]
        book.close()
    except ImportFailed:
        raise
    # openpyxl raises whatever its parser stumbles over: KeyError, ValueError, zip and XML errors.
    except Exception as error:
        raise damaged from error
    return rows


def _look_through(data: bytes) -> None:
    """Refuse what is packed to do harm; raises what :mod:`zipfile` does for a damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > _MAX_UNPACKED:
            raise ImportFailed(Message("The spreadsheet is too large to hold a journey."))
        for part in parts:
            if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            with archive.open(part) as file:
                end, cells = b"", 0
                while piece := file.read(_PIECE):
                    # Without the zeros UTF-16 reads the same.
                    text = end + piece.replace(b"\x00", b"")
                    if _DOCTYPE.search(text):
                        raise zipfile.BadZipFile("a document type")
                    cells += len(_CELL.findall(text)) - len(_CELL.findall(end))
                    if cells > _MAX_CELLS:
                        raise ImportFailed(Message("The spreadsheet is too large to hold a journey."))
                    end = text[-16:]


def _texts(row: Sequence[Any]) -> list[str]:
    """The cells of a row as texts, without the empty ones at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return [_text(value) for value in row[:end]]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return number_text(float(value))
    return str(value)

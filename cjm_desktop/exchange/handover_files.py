"""Files of what is handed over: CSV, spreadsheet, Markdown, or one line for each task.

Contract. :func:`handover_bytes` takes the rows of :func:`~.handover.table_of` and gives a file; the same rows give the same bytes. No cell
of a spreadsheet is run as a formula, nor of a CSV file unless the preset says that none will see it. In a spreadsheet
days are days and marks are numbers; the header stays in sight and can filter.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence

from cjm_desktop.document import Journey, Message

from .csv_out import begins_a_formula, guarded
from .handover import DAY, NUMBERS, Cell, Preset, table_of
from .xlsx import NEVER, sheet_name, timeless

#: The kinds of file, by their endings.
ENDINGS = ("csv", "xlsx", "md", "txt")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Widths of columns (characters) by what is in them.
_WIDTHS = {"title": 40, "text": 50, "description": 60, "touchpoints": 36, "measure": 36, "kind": 22, "owner": 22, "person": 22}
_WIDTH = 14


def handover_bytes(
    journey: Journey,
    preset: Preset,
    say: Callable[[Message], str],
    *,
    which: str | Sequence[str] = "open",
    names: bool = False,
    kind: str = "",
) -> bytes:
    """The file for a tool; ``kind`` is one of :data:`ENDINGS` if it is not to be the preset's own. See :func:`~.handover.table_of`."""
    kind = kind or preset.file
    if kind == "xlsx":
        # A spreadsheet's days are days: it shows them as the reader's country does.
        rows = table_of(journey, preset.model_copy(update={"day": "%Y-%m-%d"}), say, which=which, names=names)
        return _xlsx(rows, journey.title)
    rows = table_of(journey, preset, say, which=which, names=names)
    if kind == "md":
        return _markdown(rows, journey.title).encode()
    if kind == "txt":
        return "".join(_line(row) + "\n" for row in rows[1:]).encode()
    return _csv(rows, preset)


def _csv(rows: Sequence[Sequence[Cell]], preset: Preset) -> bytes:
    out = io.StringIO()
    if preset.mark:
        out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n", delimiter=preset.separator)
    for row in rows:
        writer.writerow([guarded(cell.text) if preset.guard else cell.text for cell in row])
    return out.getvalue().encode()


def _line(row: Sequence[Cell]) -> str:
    return " – ".join(text for cell in row if (text := " ".join(cell.text.split())))


def _markdown(rows: Sequence[Sequence[Cell]], title: str) -> str:
    def cells(row: Sequence[Cell]) -> str:
        return "| " + " | ".join(_escaped(cell.text) for cell in row) + " |"

    head = [f"# {_escaped(title)}", ""] if title else []
    rule = "|" + " --- |" * len(rows[0])
    return "\n".join([*head, cells(rows[0]), rule, *map(cells, rows[1:])]) + "\n"


def _escaped(text: str) -> str:
    """A text that stays within its cell and is no markup."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return "<br>".join(line.strip() for line in text.strip().splitlines())


def _xlsx(rows: Sequence[Sequence[Cell]], title: str) -> bytes:
    # Loaded here because it costs more than all the rest of an export.
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(sheet_name(title))
    for r, row in enumerate(rows, 1):
        for c, one in enumerate(row, 1):
            if not one.text:
                continue
            cell = sheet.cell(row=r, column=c)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if r == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="E7ECF3")
            if r > 1 and one.field == DAY:
                cell.value = datetime.date.fromisoformat(one.text)
                cell.number_format = "yyyy-mm-dd"
            elif r > 1 and one.field in NUMBERS:
                cell.value = int(one.text)
            else:
                cell.value = one.text
                cell.data_type = "s"
                if begins_a_formula(one.text):
                    cell.quotePrefix = True
    for c, header in enumerate(rows[0], 1):
        field = rows[1][c - 1].field if len(rows) > 1 else ""
        sheet.column_dimensions[get_column_letter(c)].width = max(_WIDTHS.get(field, _WIDTH), min(len(header.text) + 4, 40))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    book.properties.creator = "CJM Desktop"
    book.properties.created = NEVER
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())

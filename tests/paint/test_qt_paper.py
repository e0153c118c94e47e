"""Pages for a printer: true scale to a tenth of a millimetre, turned paper, tiles; vectors, and nothing left behind when stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

import numpy as np
import pikepdf
import pytest
from pixels import READERS, drawn_by_reader, pixels_of, printed, share_that_differs
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from sheets import HandSheet, Writer, part, sheet

from cjm_desktop.assets import asset
from cjm_desktop.layout.printer_pages import (
    Loss,
    PrinterJob,
    PrinterPaper,
    Way,
    fitting_scale,
    holds,
    lay_out,
)
from cjm_desktop.layout.sheet import Rect, Sheet
from cjm_desktop.layout.tile_pages import TilePage
from cjm_desktop.layout.tiling import Tiling
from cjm_desktop.paint import Cancelled
from cjm_desktop.paint.qt.paper import page_picture, print_pages
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey

A4 = PrinterPaper("A4", 210.0, 297.0, 4.2)
WRITE = Writer()
needs_reader = pytest.mark.skipif(not READERS, reason="no program that draws PDFs is installed")


def no_tiles(sheet: Sheet, plan: Tiling, number: int) -> Sequence[TilePage]:
    raise AssertionError("nothing is too large here")


def printer_to(target: FilePath, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(target))
    made.setPageSize(QPageSize(size))
    return made


def sizes(path: FilePath) -> list[tuple[float, float]]:
    """Of every page of a PDF (mm)."""
    with pikepdf.open(path) as pdf:
        return [tuple(float(v) / 72 * 25.4 for v in list(page.mediabox)[2:]) for page in pdf.pages]  # type: ignore[misc, arg-type]


def job(sheets: Sequence[Sheet], paper: PrinterPaper = A4, way: Way = Way.TRUE) -> PrinterJob:
    return lay_out(sheets, paper, way, no_tiles)


@needs_reader
def test_a_hundred_millimetres_measure_a_hundred(tmp_path: FilePath, qapp: Any) -> None:
    ruler = sheet(Rect(40.0, 30.0, 100.0, 50.0, "#000000"), width=297.0, height=210.0)
    printer = printer_to(tmp_path / "out.pdf")
    print_pages(printer, job([ruler]).pages)
    assert sizes(tmp_path / "out.pdf") == [(pytest.approx(297, abs=0.2), pytest.approx(210, abs=0.2))]
    dark = (
        drawn_by_reader((tmp_path / "out.pdf").read_bytes(), 2970, 2100, READERS[0], tmp_path, 1)[..., 0]
        < 128
    )
    across, down = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    found = (across[0], across[-1] + 1, down[0], down[-1] + 1)
    assert [v / 10 for v in found] == pytest.approx([40, 140, 30, 80], abs=0.25)


@needs_reader
def test_what_is_printed_is_what_the_pdf_shows(tmp_path: FilePath, qapp: Any) -> None:
    journey = open_journey(asset("samples", "new-laptop.en.cjm")).journey
    poster = Press().sheet(journey, PrintOrder(paper="A3", portrait=False))
    a3 = PrinterPaper("A3", 297.0, 420.0)
    print_pages(printer_to(tmp_path / "out.pdf", QPageSize.PageSizeId.A3), job([poster], a3).pages)
    data = (tmp_path / "out.pdf").read_bytes()
    shown = drawn_by_reader(data, 1400, 990, READERS[0], tmp_path)
    assert share_that_differs(shown, printed(poster, 1400, 990, READERS[0], tmp_path)) < 0.003
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert not any(
            obj.get("/Subtype") == "/Image" for obj in pdf.objects if isinstance(obj, pikepdf.Stream)
        )


def test_paper_lies_as_each_sheet_needs_it(tmp_path: FilePath, qapp: Any) -> None:
    upright, lying = HandSheet([part()], 210.0, 297.0), HandSheet([part()], 297.0, 210.0)
    print_pages(printer_to(tmp_path / "out.pdf"), job([upright, lying, upright]).pages)
    found = [round(width) for width, _ in sizes(tmp_path / "out.pdf")]
    assert found == [210, 297, 210]


def test_fitted_sheets_are_reduced_and_nothing_is_enlarged() -> None:
    large, small = HandSheet([part()], 1189.0, 841.0), HandSheet([part()], 100.0, 80.0)
    assert not holds(A4, large)
    assert holds(A4, small)
    assert fitting_scale(A4, large) == pytest.approx((210 - 8.4) / 841)
    assert fitting_scale(A4, small) == 1.0
    made = job([large, small], way=Way.FIT)
    assert made.scale == pytest.approx((210 - 8.4) / 841)
    assert not made.tiled
    page = made.pages[0]
    assert (page.y, page.landscape) == (pytest.approx(4.2), True)
    assert made.pages[1].scale == 1.0
    assert made.pages[1].x == pytest.approx((297 - 100) / 2)


def test_too_large_a_sheet_goes_over_tiles_in_true_size(tmp_path: FilePath, qapp: Any) -> None:
    journey = open_journey(asset("samples", "new-laptop.en.cjm")).journey
    press, order = Press(), PrintOrder(paper="A3", tile="A4")
    (poster,) = press.sheets(journey, order)
    (tiled,) = press.tiles(journey, order, [poster])
    made = lay_out([poster], A4, Way.TRUE, lambda sheet, plan, number: tiled.pages)
    assert made.tiled
    assert made.scale == 1.0
    assert {page.scale for page in made.pages[1:]} == {1.0}
    told: list[tuple[int, int]] = []
    print_pages(printer_to(tmp_path / "out.pdf"), made.pages, lambda done, of: told.append((done, of)))
    assert len(sizes(tmp_path / "out.pdf")) == len(tiled.pages) == len(made.pages)
    assert told == [(n, len(made.pages)) for n in range(len(made.pages) + 1)]


def test_what_the_white_edge_takes_away() -> None:
    paper = HandSheet([part(Rect(10, 10, 50, 50, "#FF0000"), WRITE("Far inside", 30, 60))], 210.0, 297.0)
    assert job([paper]).loss is Loss.GROUND
    edge = HandSheet([part(WRITE("At the edge", 1.0, 60))], 210.0, 297.0)
    assert job([edge]).loss is Loss.TEXT
    assert job([edge], way=Way.FIT).loss is Loss.NOTHING
    assert job([edge], PrinterPaper("A4", 210.0, 297.0)).loss is Loss.NOTHING
    assert job([HandSheet([part(WRITE("Text"))], 180.0, 200.0)]).loss is Loss.NOTHING


def test_what_is_stopped_is_taken_back(tmp_path: FilePath, qapp: Any) -> None:
    pages = job([sheet(Rect(0, 0, 9, 9, "#000000"))] * 3).pages
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        print_pages(printer_to(tmp_path / "out.pdf"), pages, cancelled=lambda: next(asked))


def test_the_picture_of_a_page_shows_the_sheet_in_its_place(qapp: Any) -> None:
    (page,) = job([HandSheet([part(Rect(0, 0, 100, 80, "#FF0000"))], 100.0, 80.0)]).pages
    image = page_picture(page, A4, 297)
    assert (image.width(), image.height()) == (297, 210)
    red = pixels_of(image)[..., 1] < 128
    assert red.sum() == pytest.approx(8000, rel=0.03)
    assert red[105, 148]

"""The print dialog: true size said and kept, tiles or a fitted page where the paper is small, and a word where there is no printer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QStyle, QWidget
from rooms import shut, small_journey, ui, until, workspace

from cjm_desktop.layout.printer_pages import Way
from cjm_desktop.ui.dialogs.system_print import PrintSheet
from cjm_desktop.ui.guide.choice import Choice
from cjm_desktop.ui.printers import Printers, paper_of
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

A4, A3, A5 = (
    QPageSize(one) for one in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.A5)
)


class PdfPrinters(Printers):
    """Printers that print into a file; ``answer`` is what a person does in the system's dialog."""

    def __init__(self, target: Path, *, names: tuple[str, ...] = ("Office",)) -> None:
        self.target, self._names = target, names
        self.asked: list[int] = []
        self.answer: Any = lambda printer: True

    def names(self) -> list[str]:
        return list(self._names)

    def printer(self, name: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.target))
        made.setPageSize(A4)
        return made

    def papers(self, name: str) -> list[QPageSize]:
        return [A4, A3]

    def ask(self, printer: QPrinter, pages: int, parent: QWidget) -> bool:
        self.asked.append(pages)
        return bool(self.answer(printer))


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    journey = small_journey()
    made = workspace(tmp_path, journey.replace(poster=journey.poster.replace(paper="A3")))
    yield made
    shut(made)


@pytest.fixture
def printers(tmp_path: Path) -> PdfPrinters:
    return PdfPrinters(tmp_path / "out.pdf")


def opened(room: Workspace, printers: Printers, view: str = "poster") -> PrintSheet:
    dialog = PrintSheet(room.desk, room.press_room, room.window_, view=view, printers=printers)
    dialog.show()
    until(lambda: dialog.layout_ is not None)
    return dialog


def laid_out(dialog: PrintSheet) -> None:
    """Wait for the pages of the newest choices."""
    dialog._rest.stop()
    dialog.layout_ = None
    dialog.lay_out()
    until(lambda: dialog.layout_ is not None)


def choose(dialog: PrintSheet, size: QPageSize) -> None:
    dialog.paper.setCurrentIndex(dialog._place(size))
    laid_out(dialog)


def pages(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as pdf:
        return [tuple(round(float(v) / 72 * 25.4) for v in list(page.mediabox)[2:]) for page in pdf.pages]  # type: ignore[misc, arg-type]


def test_a_poster_on_its_paper_is_one_page_in_true_size(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)
    choose(dialog, A3)
    assert dialog.true_hint.text() == "1 page"
    assert dialog.layout_ is not None
    assert dialog.layout_.job.scale == 1.0
    assert not dialog.first.pixmap().isNull()
    dialog.go.click()
    until(lambda: not dialog.isVisible())
    assert pages(printers.target) == [(420, 297)]
    assert "Sent to the printer. Pages: 1." in room.window_.message.text()
    assert room.session.undo_label is None


def test_too_large_a_poster_is_said_and_offered_over_pages_or_fitted(
    room: Workspace, printers: PdfPrinters
) -> None:
    dialog = opened(room, printers)
    assert "420 × 297 mm are more than A4" in dialog.note.text()
    assert dialog.layout_ is not None
    count = len(dialog.layout_.job.pages)
    assert f"{count} pages with cut lines" in dialog.true_hint.text()
    assert count == dialog.layout_.true_pages > 2
    dialog.fit.click()
    laid_out(dialog)
    assert dialog.way is Way.FIT
    assert dialog.fit_hint.text().startswith("71 %") or dialog.fit_hint.text().startswith("6")
    assert "smaller" in dialog.note.text()
    dialog.go.click()
    until(lambda: not dialog.isVisible())
    assert pages(printers.target) == [(297, 210)]


def test_tiles_are_printed_with_their_map(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)
    assert dialog.layout_ is not None
    count = len(dialog.layout_.job.pages)
    dialog.go.click()
    until(lambda: not dialog.isVisible())
    assert printers.asked == [count]
    assert len(pages(printers.target)) == count


def test_other_paper_in_the_systems_dialog_means_other_pages(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)

    def turn_to_a5(printer: QPrinter) -> bool:
        return printer.setPageSize(A5)

    printers.answer = turn_to_a5
    before = dialog.layout_
    dialog.go.click()
    until(lambda: dialog.layout_ is not before)
    assert dialog.isVisible(), "they are looked at before they are printed"
    assert not printers.target.exists()
    assert dialog._size.isEquivalentTo(A5)
    assert "driver would scale" in dialog.note.text()
    dialog.reject()


def test_a_range_of_pages(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)
    printers.answer = lambda printer: printer.setFromTo(2, 3) or True
    dialog.go.click()
    until(lambda: not dialog.isVisible())
    assert len(pages(printers.target)) == 2


def test_who_changes_his_mind_prints_nothing(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)
    printers.answer = lambda printer: False
    dialog.go.click()
    assert dialog.isVisible()
    assert dialog.foot.currentIndex() == 0
    assert not printers.target.exists()
    dialog.reject()


def test_handouts_are_printed_too(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers, "interview")
    assert dialog.layout_ is not None
    assert dialog.layout_.holds
    dialog.go.click()
    until(lambda: not dialog.isVisible())
    assert set(pages(printers.target)) == {(210, 297)}


def test_a_printer_that_takes_nothing_is_a_sentence(room: Workspace, printers: PdfPrinters) -> None:
    printers.target = printers.target.parent / "no folder" / "out.pdf"
    dialog = opened(room, printers)
    dialog.go.click()
    until(lambda: dialog.foot.currentIndex() == 0 and bool(dialog.note.text()))
    assert "takes no pages" in dialog.note.text()
    dialog.reject()


def test_without_a_printer_a_pdf_is_offered(room: Workspace, printers: PdfPrinters) -> None:
    told: list[bool] = []
    dialog = PrintSheet(
        room.desk,
        room.press_room,
        room.window_,
        export=lambda: told.append(True),
        printers=PdfPrinters(printers.target, names=()),
    )
    dialog.show()
    dialog.export_button.click()
    assert told == [True]
    assert not dialog.isVisible()


def test_the_action_opens_it(room: Workspace) -> None:
    room.window_.actions_["print"].trigger()
    (dialog,) = room.window_.findChildren(PrintSheet)
    assert dialog.isVisible()
    dialog.reject()


def test_the_edge_a_printer_leaves_white_is_known(printers: PdfPrinters, qapp: Any) -> None:
    printer = printers.printer("Office")
    paper = paper_of(printer, A3)
    assert (round(paper.width), round(paper.height), paper.edge) == (297, 420, 0.0)
    assert printer.pageLayout().pageSize().isEquivalentTo(A4), "asking changes nothing"


def test_the_window_does_not_wait_for_printers() -> None:
    code = "import sys, cjm_desktop.ui.workspace; sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_chosen_grows_with_the_interface(tmp_path: Path, qapp: Any) -> None:
    sizes = []
    for size in (100, 200):
        shell = MainWindow(ui(tmp_path / str(size), "hu", size=size))
        plain, own = QRadioButton("x", shell), Choice(shell.ui, "x")
        plain.ensurePolished()
        sizes.append((plain.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth, None, plain), own.sizeHint().height()))
        shell.close()
    assert sizes == [(16, 26), (32, 52)]


def test_the_ways_to_print_are_chosen_by_the_ring_of_the_look(room: Workspace, printers: PdfPrinters) -> None:
    dialog = opened(room, printers)
    assert isinstance(dialog.true, Choice)
    QTest.mouseClick(dialog.fit, Qt.MouseButton.LeftButton)
    assert dialog.fit.isChecked() and not dialog.true.isChecked()
    dialog.true.setFocus()
    dialog.reject()

"""The printers of this computer.

Contract. :class:`Printers` is all that is asked of the system; a test brings its own. ``QtPrintSupport`` is loaded when somebody wants to
print, not with the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QWidget

from cjm_desktop.layout.printer_pages import PrinterPaper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Printers:
    """What printers there are, and the system's own dialog for one."""

    def names(self) -> list[str]:
        """All printers, the usual one first."""
        from PySide6.QtPrintSupport import QPrinterInfo  # see the module's contract

        usual, names = QPrinterInfo.defaultPrinterName(), QPrinterInfo.availablePrinterNames()
        return sorted(names, key=lambda name: name != usual)

    def printer(self, name: str) -> QPrinter:
        """A printer, ready to be set up."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # see the module's contract

        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)

    def papers(self, name: str) -> list[QPageSize]:
        """The papers a printer knows; empty: it does not say."""
        from PySide6.QtPrintSupport import QPrinterInfo  # see the module's contract

        return list(QPrinterInfo.printerInfo(name).supportedPageSizes())

    def ask(self, printer: QPrinter, pages: int, parent: QWidget) -> bool:
        """Show the system's dialog: copies, pages, tray. Whether to print."""
        from PySide6.QtPrintSupport import QPrintDialog  # see the module's contract

        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        return dialog.exec() == QDialog.DialogCode.Accepted


def paper_of(printer: QPrinter, size: QPageSize) -> PrinterPaper:
    """A paper in a printer, with the widest edge that the printer leaves white."""
    mm = size.size(QPageSize.Unit.Millimeter)
    # The least margins are those of the paper that is set.
    layout = QPageLayout(printer.pageLayout())
    printer.setPageSize(size)
    least = printer.pageLayout().minimumMargins()
    unit = 25.4 / 72 if printer.pageLayout().units() is QPageLayout.Unit.Point else 1.0
    edge = max(least.left(), least.right(), least.top(), least.bottom()) * unit
    printer.setPageLayout(layout)
    short, long = sorted((mm.width(), mm.height()))
    return PrinterPaper(size.name(), short, long, edge)

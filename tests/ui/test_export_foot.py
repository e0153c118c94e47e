"""The foot of the export dialog after something was made: three ways on, each with all its words, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from rooms import ui

from cjm_desktop.ui.dialogs.export import _SIDE
from cjm_desktop.ui.dialogs.export_foot import DONE, PrintFoot


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_what_one_can_do_with_the_file_fits_the_dialog(tmp_path: Path, language: str, folder: bool) -> None:
    made = ui(tmp_path, language)
    foot = PrintFoot(made, "Export …", "printer")
    foot.finish(tmp_path / "poster.pdf", "Saved.", folder=folder)
    foot.show()
    QApplication.processEvents()
    page = foot.widget(DONE)
    assert page is not None
    # The dialog's side without its edges.
    assert page.minimumSizeHint().width() <= made.px(_SIDE) - 2 * made.px(20)
    foot.close()

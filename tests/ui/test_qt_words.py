"""Qt's own dialogs speak the language of the window to the last word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTextEdit,
    QTreeView,
)

from cjm_desktop.app import application
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.qt_words import put_qt_words

#: Whether it is a direction of writing, a kind of file (of which there are thousands) or a key that laptops do not have.
_ELSEWHERE = {"QGuiApplication", "QMimeType", "QShortcut"}


class _Missed(QTranslator):
    """Notes what nobody before it has translated."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, english: str, _note: str | None = None, _count: int = -1) -> Any:
        self.texts.add((context, english))
        return None


@pytest.fixture
def app() -> Iterator[QApplication]:
    app = application()
    yield app
    put_qt_words(app, catalogue_for("en"))


@pytest.mark.parametrize("language", ["da", "nl", "hu", "sv"])
def test_no_word_of_qts_own_dialogs_is_left_in_english(app: QApplication, language: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.cjm").touch()
    missed = _Missed()
    app.installTranslator(missed)
    try:
        put_qt_words(app, catalogue_for(language))
        missed.texts.clear()
        for mode in (QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.Directory, QFileDialog.FileMode.AnyFile):
            dialog = QFileDialog(None, "", str(tmp_path))
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setFileMode(mode)
            dialog.show()
            QApplication.processEvents()
            for view in dialog.findChildren(QTreeView):
                model, root = view.model(), view.rootIndex()
                for row in range(model.rowCount(root)):
                    for column in range(model.columnCount(root)):
                        model.index(row, column, root).data()
            dialog.close()
        for edit in (QLineEdit(), QTextEdit()):
            edit.createStandardContextMenu()
        buttons = QDialogButtonBox()
        for button in QDialogButtonBox.StandardButton:
            if button not in (QDialogButtonBox.StandardButton.NoButton,):
                buttons.addButton(button)
        printing, calendar = QPrintDialog(), QCalendarWidget()
        printing.show()
        calendar.show()
        QApplication.processEvents()
        printing.close()
    finally:
        app.removeTranslator(missed)
    assert {text for text in missed.texts if text[0] not in _ELSEWHERE} == set()


def test_danish_labels_of_a_file_dialog(app: QApplication, tmp_path: Path) -> None:
    put_qt_words(app, catalogue_for("da"))
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert {"Søg i:", "Filtype:"} <= said

"""The words of Qt's own dialogs (files, calendars, printers, text menus) in the language of the window.

Contract. :func:`put_qt_words` makes them speak a language, once or again after another one: Qt's own translations, which PySide6 brings
along, and for what they have left out, ours. What neither knows stays English.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from cjm_desktop.i18n import Catalogue


def pgettext(_context: str, english: str) -> str:
    """Mark a text of Qt's; it is looked up when Qt asks for it."""
    return english


#: What Qt 6.11 leaves untranslated in Danish, Dutch or Hungarian where a person meets it: (Qt's context, its text).
_LEFT_OUT = frozenset(
    {
        ("QFileDialog", pgettext("Qt", "&Look in:")),
        ("QFileDialog", pgettext("Qt", "Files of &type:")),
        ("QAbstractFileIconProvider", pgettext("Qt", "Drive")),
        ("QAbstractFileIconProvider", pgettext("Qt", "Folder")),
        ("QAbstractFileIconProvider", pgettext("Qt", "Unknown")),
        ("QPrintSettingsOutput", pgettext("Qt", "Double Sided Printing")),
        ("QPrintSettingsOutput", pgettext("Qt", "Long side binding")),
        ("QPrintSettingsOutput", pgettext("Qt", "Short side binding")),
        ("QPrintSettingsOutput", pgettext("Qt", "Off")),
        ("QPrintSettingsOutput", pgettext("Qt", "Page &Set:")),
    }
)


class _Rest(QTranslator):
    """Answers what Qt's own translation does not; Qt asks it last."""

    def __init__(self, words: Catalogue, parent: QApplication) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        """Qt passes over a translator without a file, unless it says that it holds something."""
        return False

    def translate(self, context: str, english: str, _note: str | None = None, _count: int = -1) -> str | None:
        """Our word for a text of Qt's; nothing for what is not ours, which Qt takes for “not known here”."""
        if (context, english) not in _LEFT_OUT:
            return None
        found = self._words.pgettext("Qt", english)
        return found if found != english else None


def put_qt_words(app: QApplication, words: Catalogue) -> None:
    """Have Qt's own dialogs speak the language of ``words``, and write numbers and days as it does."""
    QLocale.setDefault(QLocale(words.language))
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    app.installTranslator(_Rest(words, app))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{words.language}", folder):
        app.installTranslator(translator)

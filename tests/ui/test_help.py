"""The help: opened where it fits, read, searched and walked by keys; nothing but the pages of the help is ever loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rooms import shut, ui, until, workspace

from cjm_desktop.assets import docs
from cjm_desktop.ui.dialogs.help import HelpWindow
from cjm_desktop.ui.dialogs.pack import PackDialog
from cjm_desktop.ui.dialogs.sheets import KeysSheet
from cjm_desktop.ui.help.hits import underlined
from cjm_desktop.ui.help.pages import Library, excerpt, plain, sections, slug
from cjm_desktop.ui.help.topics import FIRST, PAGES, topic_of

K = Qt.Key
_IMAGE = QTextDocument.ResourceType.ImageResource.value


def window_of(tmp_path: Path, language: str = "en", size: int = 0) -> HelpWindow:
    shared = ui(tmp_path, language, size=size)
    made = HelpWindow(shared, None, Library(docs(), language))
    made.show()
    QApplication.processEvents()
    return made


# ------------------------------------------------------------------------------------------------ pages


def test_markdown_is_read_as_its_words_and_its_headings() -> None:
    source = "# Title\n\nA *word* and [a link](x.md).\n\n## Two, or `three`?\n\n| a | b |\n|---|---|\n| c | d |\n\n```\n# no heading\n```\n"
    parts = list(sections(source))
    assert [(one.anchor, one.title) for one in parts] == [("", "Title"), ("two-or-three", "Two, or three?")]
    assert parts[0].words == "A word and a link."
    assert "c d" in " ".join(parts[1].words.split()) and "# no heading" in parts[1].words
    assert slug("Step 0: why, and what") == "step-0-why-and-what"
    assert plain("**bold** 2 * 3") == "bold 2 * 3"
    assert excerpt("one two three", ["thr"]).endswith("three")


def test_what_is_searched_is_found_best_first_whatever_the_accents() -> None:
    english = Library(docs(), "en")
    best = english.find("bleed")[0]
    assert best.page.name == "print-an-a0" and "bleed" in best.excerpt.lower()
    assert english.find("print a0")[0].page.name == "print-an-a0"
    assert english.find("merge colleague")[0].section.anchor == "two-laptops"
    assert english.find("zzyzx") == [] == english.find("  ")
    hungarian = Library(docs(), "hu")
    assert hungarian.find("nyomtatas")[0].page.language == "hu", "found without accents"


def test_links_lead_within_the_help_and_nowhere_else() -> None:
    library = Library(docs(), "en")
    page = library.page("getting-started")
    assert library.target(page, "print-an-a0.md")[0].name == "print-an-a0"
    for out in ("https://example.org/", "../../README.md", "/etc/passwd", "file:///etc/passwd"):
        assert library.target(page, out) is None, out
    assert library.page("no-such-page") is library.pages[0]


def test_words_of_a_hit_are_underlined_and_never_run_as_html() -> None:
    assert underlined("Crop marks & <b>", ["mark"]) == "Crop <u>marks</u> &amp; &lt;b&gt;"
    assert underlined("nyomtatás", ["nyomtatas"]) == "<u>nyomtatás</u>"
    assert underlined("a", []) == "a"


# ------------------------------------------------------------------------------------------------ the window


def test_nothing_is_loaded_but_pictures_of_the_help(tmp_path, qapp):
    made = window_of(tmp_path)
    made.open_at("print-an-a0")
    load = made.reader.loadResource
    assert not load(_IMAGE, QUrl("pictures/export.png")).isNull()
    elsewhere = str(docs().parent / "packaging" / "pictures" / "window.png")
    for name in (elsewhere, "https://example.org/a.png", "file:///etc/passwd", "../../LICENSE"):
        assert load(_IMAGE, QUrl(name)) is None, name
    for kind in QTextDocument.ResourceType:
        assert kind.value == _IMAGE or load(kind.value, QUrl("pictures/export.png")) is None
    before = made.page
    made.reader.followed.emit("https://example.org/")
    assert made.page is before
    made.close()


def test_it_is_read_searched_and_walked_by_keys(tmp_path, qapp):
    made = window_of(tmp_path)
    made.open_at("getting-started")
    made.follow("print-an-a0.md")
    made.follow("#at-a-print-shop")
    assert made.page.name == "print-an-a0" and made.reader.verticalScrollBar().value() > 0
    made.go_back()
    made.go_back()
    assert made.page.name == "getting-started" and not made.back.isEnabled()
    made.go_on()
    assert made.page.name == "print-an-a0" and made.forward.isEnabled()
    QTest.keyClick(made, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(made.search, "parking")
    assert made.list.count() and made.list.currentRow() == 0
    QTest.keyClick(made.search, K.Key_Return)
    assert made.page.name == "quick-entry"
    assert made.reader.marked() and all(word.lower().startswith("parking") for word in made.reader.marked())
    QTest.keyClicks(made.search, "zzyzx")
    assert made.none.isVisible() and not made.list.count()
    QTest.keyClick(made.search, K.Key_Escape)
    assert made.isVisible() and not made.search.text() and made.list.currentItem().text() == made.page.title
    QTest.keyClick(made.search, K.Key_Down)
    QTest.keyClick(made.list, K.Key_Down)
    QTest.keyClick(made.list, K.Key_Return)
    assert made.page.name == "the-ten-steps"
    QTest.keyClick(made, K.Key_Escape)
    assert not made.isVisible()


@pytest.mark.parametrize(("size", "theme"), [(100, "light"), (200, "dark")])
def test_text_is_as_large_as_the_programs_and_pictures_fit(tmp_path, qapp, size, theme):
    made = window_of(tmp_path, size=size)
    made._ui.set_theme(theme)
    for page in made.book.pages:
        made.open_at(page.name)
        QApplication.processEvents()
        bar = made.reader.horizontalScrollBar()
        assert bar.maximum() == 0 or page.name == "formats", page.name
    assert made.reader.document().defaultFont().pixelSize() == round(14 * size / 100)
    colour = made.reader.document().begin().begin().fragment().charFormat().foreground().color().name().upper()
    assert colour == made._ui.look.ink
    made.close()


def test_a_page_that_a_language_has_not_comes_in_english_and_says_so(tmp_path, qapp):
    made = window_of(tmp_path, "da")
    made.open_at("print-an-a0")
    assert made.page.language == "da" and not made.foreign.isVisible()
    made.open_at("command-line")
    assert made.page.language == "en" and made.foreign.isVisible()
    made.close()


# ------------------------------------------------------------------------------------------------ from the window


def helps(room) -> HelpWindow:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_f1_opens_the_page_that_fits_and_keys_are_a_click_away(tmp_path):
    room = workspace(tmp_path)
    try:
        room.canvas_.setFocus()
        room.window_.run("help")
        made = helps(room)
        assert made.page.name == "the-map"
        assert not made.isModal()
        made.keys.click()
        assert made.findChild(KeysSheet).isVisible()
        made.findChild(KeysSheet).accept()
        room.show_step(3)
        room.guide.begin()
        room.window_.run("help")
        assert helps(room) is made, "one window, not many"
        assert made.page.name == "the-ten-steps" and made._here.anchor.startswith("step-3-")
        made.close()
    finally:
        shut(room)


def test_f1_in_a_dialog_helps_over_it(tmp_path):
    room = workspace(tmp_path)
    try:
        dialog = PackDialog(room.desk, room.printing, room.window_)
        dialog.open()
        dialog.paper.setFocus()
        QTest.keyClick(dialog.paper, K.Key_F1)
        made = helps(room)
        assert made.page.name == PAGES["PackDialog"] and made.parentWidget() is dialog
        dialog.close()
    finally:
        shut(room)


def test_in_front_of_a_group_f1_shows_the_keys(tmp_path):
    room = workspace(tmp_path)
    try:
        room.presenter.begin()
        until(lambda: room.presenter.in_front)
        assert room.helping.open() is None
        assert any(isinstance(one, KeysSheet) and one.isVisible() for one in QApplication.topLevelWidgets())
    finally:
        shut(room)


def test_topics_are_of_classes_that_there_are() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (docs().parent / "cjm_desktop" / "ui").rglob("*.py"))
    for name in PAGES:
        assert f"\nclass {name}(" in source, name
    assert topic_of(None) == (FIRST, "")


def test_a_widget_that_is_nobodys_has_the_first_page(qapp):
    assert topic_of(QWidget()) == (FIRST, "")


def test_help_is_not_loaded_before_somebody_asks() -> None:
    heavy = "('cjm_desktop.ui.help.pages', 'cjm_desktop.ui.help.reader', 'cjm_desktop.ui.help.notes', 'cjm_desktop.ui.dialogs.help')"
    code = f"import sys, cjm_desktop.ui.workspace; sys.exit(any(m in sys.modules for m in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=docs().parent).returncode == 0

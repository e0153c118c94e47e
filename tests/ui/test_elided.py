"""Words without room end with dots, in whole lines, and the tip says all of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rooms
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QToolButton

from cjm_desktop.ui.elided import Elided, ElidedLines
from cjm_desktop.ui.outline.panel import OutlinePanel

_WORDS = "Enter: next card · Tab: detail of a card · Shift+Tab: phase · Alt with an arrow: move"


def _ink(picture: QImage, row: int) -> bool:
    paper = picture.pixel(picture.width() - 1, row)
    return any(picture.pixel(x, row) != paper for x in range(picture.width()))


def test_lines_are_whole_or_not_there(tmp_path: Path, qapp: Any) -> None:
    ui = rooms.ui(tmp_path, size=200)
    words = ElidedLines("hint")
    words.setFont(QApplication.font())
    words.say(_WORDS)
    words.show()
    line = words.fontMetrics().lineSpacing()
    words.resize(ui.px(150), line * 20)
    assert not words.cut and not words.toolTip()
    for many in (1, 2):
        words.resize(ui.px(150), many * line + line // 2)
        assert words.cut and words.toolTip() == _WORDS
        shown = words.lines()
        assert len(shown) == many and shown[-1].endswith("…")
        assert all(words.fontMetrics().horizontalAdvance(one) <= words.width() for one in shown)
        picture = words.grab().toImage()
        assert any(_ink(picture, row) for row in range(line))
        assert not any(_ink(picture, row) for row in range(round((many * line + 2) * picture.devicePixelRatio()), picture.height()))
    words.close()


def test_the_status_bar_cuts_no_word_in_the_middle(tmp_path: Path, qapp: Any) -> None:
    made = rooms.workspace(tmp_path, language="hu")
    message = made.window_.message
    assert isinstance(message, Elided)
    made.say(_WORDS * 3)
    assert message.text() == message.toolTip() == _WORDS * 3
    assert message.minimumSizeHint().width() == 0
    rooms.shut(made)


def test_the_outline_says_its_help_in_whole_lines(tmp_path: Path, qapp: Any) -> None:
    made = rooms.workspace(tmp_path, language="hu")
    made.window_.actions_["outline"].trigger()
    QApplication.processEvents()
    panel = made.window_.findChildren(OutlinePanel)[0]
    assert isinstance(panel.help, ElidedLines) and panel.help.text()
    assert panel.help.lines()
    rooms.shut(made)


def test_the_posters_figures_give_way_to_the_words_of_the_status_line(tmp_path: Path, qapp: Any) -> None:
    made = rooms.workspace(tmp_path, rooms.small_journey(), language="hu")
    try:
        window, words = made.window_, made.window_.message
        made.status._proof = SimpleNamespace(smallest_pt=7.0, legible_from=1.2, count=0)  # type: ignore[assignment]
        made.status._rest.stop()

        def at(width: int) -> tuple[bool, bool]:
            window.resize(width, window.height())
            QApplication.processEvents()
            made.status.show_figures()
            made.say("Szélesebb, mint amennyi hely a papír és az olvasási távolság mellett egy keskeny ablakban maradna")
            for _ in range(3):
                QApplication.processEvents()
            return window.reach_button.isHidden(), words.fontMetrics().horizontalAdvance(words.text()) <= words.width()

        assert at(1_600) == (False, True)
        assert at(1_000) == (True, True)
        assert at(1_600) == (False, True)
    finally:
        rooms.shut(made)


@pytest.mark.parametrize(("language", "scale"), [("sv", 200), ("hu", 150)])
def test_what_was_done_can_be_read_whatever_the_bar_shows(tmp_path: Path, qapp: Any, language: str, scale: int) -> None:
    made = rooms.workspace(tmp_path, rooms.small_journey(), language=language, size=scale)
    try:
        window, over = made.window_, made.status.over
        window.resize(1_366, 768)
        made.presenter.countdown.set(5)
        made.capture.badge.setText("12")
        made.capture.badge.show()
        made.status._proof = SimpleNamespace(smallest_pt=7.0, legible_from=1.2, count=3)  # type: ignore[assignment]
        made.status._rest.stop()
        made.status.show_figures()
        made.status.say_hint()
        rooms.until(lambda: over.isHidden())
        made.say(said := made.ui.text("Undone: {what}").format(what="Ta bort respondenten N7 och hennes kurva"))
        rooms.until(lambda: over.isVisible() or window.message.width() > over.fontMetrics().horizontalAdvance(said))
        shown = over if over.isVisible() else window.message
        assert shown.text() == said
        assert shown.fontMetrics().horizontalAdvance(said) <= shown.contentsRect().width()
        beside = [one for one in window.statusBar().findChildren(QToolButton) if one.isVisible()]
        assert beside and not any(one.geometry().left() <= over.geometry().right() < one.geometry().right() for one in beside)
        made.status.say_hint()
        assert over.isHidden()
    finally:
        rooms.shut(made)

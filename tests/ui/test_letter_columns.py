"""Characters and Qt's columns: there and back for any text, and Qt counts as we say it does."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from cjm_desktop.ui.columns import column, index, units

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
_TEXTS = st.text(st.one_of(st.sampled_from("aé \u200d🎉👩𝄞"), st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"))), max_size=20)


@given(_TEXTS, st.integers(-2, 25))
@example(f"a{FAMILY}🎉b", 3)
def test_there_and_back(text: str, at: int) -> None:
    place = min(max(at, 0), len(text))
    assert column(text, at) == len(text[:place].encode("utf-16-le")) // 2
    assert index(text, column(text, at)) == place
    assert column(text, len(text)) == units(text)
    if place < len(text) and text[place] > "\uffff":
        assert index(text, column(text, place) + 1) == place, "amid a character"


@given(_TEXTS)
def test_a_cursor_of_qt_stands_where_we_say(qapp: Any, text: str) -> None:
    document = QTextDocument(text)
    cursor = QTextCursor(document)
    for at in range(len(text) + 1):
        cursor.setPosition(0)
        cursor.setPosition(column(text, at), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().replace("\u00a0", " ") == text[:at].replace("\u00a0", " ")

"""A feeling in the outline that the program put there for a grade: told from what somebody said, and in step with the map."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import EmotionWord, Message, Touchpoint
from cjm_desktop.edits import change_touchpoints, grade_with_word
from cjm_desktop.ui.outline.editor import Editor, feeling_in
from cjm_desktop.ui.workspace import Workspace

WORDS = (EmotionWord(word="glad", grade=8), EmotionWord(word="sad", grade=3))


def _card(room: Workspace, ident: str) -> Touchpoint:
    return next(t for t in room.session.journey.touchpoints if t.id == ident)


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_feeling_that_nobody_said_is_slanted_and_follows_the_map_at_once(tmp_path: Path, language: str) -> None:
    room = workspace(tmp_path, small_journey().replace(language=language, emotions=WORDS), language=language)
    room.window_.activateWindow()
    room.outline.turn()
    QApplication.processEvents()
    suggested = room.session.journey.touchpoints[0].id
    room.desk.change(Message("Change"), lambda j: grade_with_word(change_touchpoints(j, (suggested,), emotion=""), (suggested,), 2.0))
    editor: Editor = room.outline.panel.editor
    record = _card(room, suggested)
    assert record.emotion_suggested and record.emotion

    def feeling() -> tuple[str, bool]:
        """The line of the feeling, and whether the words in it are slanted."""
        start = next(i for i, line in enumerate(editor.lines) if record.title in line)
        at = next((i for i in range(start, len(editor.lines)) if feeling_in(editor.lines[i])), start)
        editor.go(at - 1)
        QTest.keyClick(editor, Qt.Key.Key_Down)
        formats = editor.document().findBlockByNumber(at).layout().formats()
        return feeling_in(editor.lines[at]), bool(formats) and formats[-1].format.fontItalic()

    until(lambda: feeling() == (record.emotion, True))
    assert room.outline.panel.help.text().startswith(room.ui.text("Suggested for the grade: nobody said it"))
    # The hand on the map gives another grade: the word follows, still the program's.
    room.desk.change(Message("Change"), lambda j: grade_with_word(j, (suggested,), 9.0))
    until(lambda: feeling() == (_card(room, suggested).emotion, True))
    assert _card(room, suggested).emotion != record.emotion
    # Somebody says it: it stands upright.
    room.desk.change(Message("Change"), lambda j: change_touchpoints(j, (suggested,), emotion=_card(room, suggested).emotion))
    until(lambda: feeling() == (_card(room, suggested).emotion, False))
    assert not room.outline.panel.help.text().startswith(room.ui.text("Suggested for the grade: nobody said it"))
    shut(room)

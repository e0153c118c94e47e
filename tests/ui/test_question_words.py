"""A question shows whatever names it is given: without an end, and from right to left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from cjm_desktop.ui.dialogs.question import Answer, Question
from tests.ui.rooms import shut, workspace


def test_a_name_without_end_is_broken_and_one_from_right_to_left_turns_nothing(tmp_path: Path) -> None:
    room = workspace(tmp_path)
    said = "אנה has had it open. " + "x" * 200 + " is its name."
    question = Question(room.ui, room.window_, "W" * 250, said, (Answer("cancel", "Close", "primary"),))
    question.show()
    headline, sentence = (label for label in question.findChildren(QLabel) if label.text())
    for label in (headline, sentence):
        assert label.minimumSizeHint().width() <= question.width()
        assert label.heightForWidth(label.width()) <= label.height()
    assert sentence.text().startswith("\u200e"), "the sentence is one of ours, and runs from left to right"
    question.close()
    shut(room)

"""Changes as windows show them: under headings, the changed words marked, each line whole for a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from cjm_desktop import edits
from cjm_desktop.analysis.changes import changes
from cjm_desktop.ui.dialogs.change_list import RECORD, ChangeList, _formats
from tests.ui.rooms import shut, small_journey, workspace


def test_changes_stand_under_headings_and_say_themselves(tmp_path: Path) -> None:
    room = workspace(tmp_path)
    old = small_journey()
    first, second = old.touchpoints[0].id, old.touchpoints[1].id
    new = edits.remove_touchpoints(edits.change_touchpoints(old, (first,), grade=1, text="🙂 He waits."), (second,))
    new = new.replace(title="Another")
    listed = ChangeList(room.ui, "What differs")
    listed.show_changes(changes(old, new), 50, lambda record: record == first, ["More to say"])
    lines = listed.text().split("\n")
    name, gone = (one.title for one in old.touchpoints[:2])
    assert lines[0] == f"Touchpoint “{name}”"
    assert "•  Grade: 7 → 1" in lines
    assert f"Removed: Touchpoint “{gone}”" in lines
    assert lines[-2:] == ["•  Title: “My new laptop” → “Another”", "More to say"]
    heading, below = listed.item(0), listed.item(1)
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert below.data(RECORD) == first
    assert below.data(Qt.ItemDataRole.AccessibleTextRole) == f"{heading.text()}. {below.text()}"
    listed.show_changes(changes(old, new), 1)
    assert listed.text().endswith("changes more.")
    shut(room)


@pytest.mark.parametrize(
    ("marked", "plain", "ranges"),
    [
        ("a \ue000old\ue001 → \ue002new\ue003", "a old → new", [(2, 3, True), (8, 3, False)]),
        ("🙂 \ue002x\ue003", "🙂 x", [(3, 1, False)]),
        ("nothing", "nothing", []),
    ],
)
def test_words_that_went_are_struck_through_and_those_that_came_are_bold(
    marked: str, plain: str, ranges: list[tuple[int, int, bool]]
) -> None:
    text, formats = _formats(marked)
    assert text == plain
    assert [(one.start, one.length, one.format.fontStrikeOut()) for one in formats] == ranges
    assert all(one.format.fontStrikeOut() or one.format.fontWeight() == QFont.Weight.Bold for one in formats)


def test_lines_are_as_high_as_their_width_makes_them_at_all_times(tmp_path: Path) -> None:
    room = workspace(tmp_path)
    listed = ChangeList(room.ui, "What differs")
    listed.say(["A line of many words that needs more than one row where there is little room for it. " * 3] * 4)
    listed.show()
    for width in (900, 300, 600, 260, 1200, 300):
        listed.resize(width, 400)
        listed.grab()
        for at in range(listed.count()):
            index = listed.model().index(at, 0)
            wanted = listed.sizeHintForIndex(index).height()
            assert listed.visualRect(index).height() == wanted, (width, at)
    listed.deleteLater()
    shut(room)

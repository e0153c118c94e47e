"""What the inspector says of the line while nothing is selected: each card once, and nothing that is not so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from rooms import shut, until, workspace

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Scale, Touchpoint
from cjm_desktop.ui.panels.leads import LeadRow
from cjm_desktop.ui.panels.reading import ReadingForm
from cjm_desktop.ui.workspace import Workspace


def said(room: Workspace) -> list[str]:
    """The rows under “What the line says”, as they are spoken."""
    QApplication.processEvents()
    form = room.inspector.form
    assert isinstance(form, ReadingForm)
    return [row.accessibleName() if isinstance(row, LeadRow) else row.text() for row in form._list.rows]


def line(*grades: float | None) -> Journey:
    return Journey(
        touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Card {i}", grade=g) for i, g in enumerate(grades))
    )


@pytest.mark.parametrize(
    ("grades", "rows"),
    [
        ((None,), ["Peaks, dips and falls appear here as soon as cards are graded."]),
        ((3,), ["The only grade so far: 3. Card 0"]),
        ((None, 8, None), ["The only grade so far: 8. Card 1"]),
        ((3, 3), ["How it begins: 3. Card 0", "How it ends: 3. Card 1", "Average grade 3.0"]),
        ((None, 3, 3, None), ["Average grade 3.0"]),
        (
            (8, 3),
            [
                "Highest peak · How it begins: 8. Card 0",
                "Deepest dip · Steepest fall, to here · How it ends: 3. Card 1",
                "Average grade 5.5",
            ],
        ),
        ((8, 7, None), ["Highest peak · How it begins: 8. Card 0", "Average grade 7.5"]),
    ],
)
def test_each_card_is_named_once(tmp_path: Path, qapp: Any, grades: Any, rows: list[str]) -> None:
    room = workspace(tmp_path, line(*grades))
    assert said(room) == rows
    shut(room)


def test_what_is_said_follows_every_change(tmp_path: Path, qapp: Any) -> None:
    """Also the name of the card where the steepest fall ends, and a scale whose middle moved."""
    room = workspace(tmp_path, line(6, 9, 6, 2, 6))
    room.desk.change(Message("Change"), lambda j: edits.set_grade(j, ["t3"], 6))
    until(lambda: "Steepest fall, to here: 6. Card 2" in said(room))
    assert not any("dip" in row for row in said(room))
    room.desk.change(Message("Change"), lambda j: edits.change_touchpoints(j, ["t2"], title="New"))
    until(lambda: "Steepest fall, to here: 6. New" in said(room))
    room.desk.change(Message("Change"), lambda j: edits.change(j, scale=Scale(neutral=7)))
    until(lambda: any("Deepest dip" in row for row in said(room)))
    shut(room)

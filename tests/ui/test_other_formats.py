"""The journey for other programs: every kind is written by its ending, and what stays behind is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from rooms import shut, small_journey, workspace

from cjm_desktop.exchange import journey_of_file
from cjm_desktop.ui.dialogs import question
from cjm_desktop.ui.dialogs.other_formats import export_as
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey().replace(title="A lamp", goals=("Light",)))
    yield made
    shut(made)


@pytest.mark.parametrize(
    ("name", "kind", "made"),
    [
        ("a.csv", "CSV (*.csv)", "a.csv"),
        ("a", "CSV, touchpoints in columns (*.csv)", "a.csv"),
        ("a", "Excel (.xlsx) (*.xlsx)", "a.xlsx"),
        ("a.md", "CSV (*.csv)", "a.md"),
        ("a v1.2", "Mermaid journey (*.mmd)", "a v1.2.mmd"),
        ("a.ojf", "OpenJourney (.ojf) (*.ojf)", "a.ojf"),
    ],
)
def test_each_kind_is_written_and_tells_what_stays_behind(room: Workspace, tmp_path: Path, name: str, kind: str, made: str) -> None:
    asked: list[str] = []

    def ask(one: question.Question) -> None:
        asked.extend(edit.toPlainText() for edit in one.findChildren(QPlainTextEdit))

    written = export_as(room.desk, room.window_, ask_path=lambda _suggested, _kinds: (str(tmp_path / name), kind), ask=ask)
    assert written == tmp_path / made
    again = journey_of_file(made, written.read_bytes(), lenient=True).journey
    assert [one.title for one in again.touchpoints] == [one.title for one in room.desk.journey.touchpoints]
    assert ("Goals and expectations (1)" in "".join(asked)) == (not made.endswith(".md"))
    if "columns" in kind:
        assert written.read_text("utf-8-sig").startswith("phase,")


def test_nothing_is_written_without_a_name_or_where_it_cannot_be(room: Workspace, tmp_path: Path) -> None:
    assert export_as(room.desk, room.window_, ask_path=lambda *_: ("", "")) is None
    asked: list[str] = []
    nowhere = str(tmp_path / "gone" / "a.csv")
    told = export_as(room.desk, room.window_, ask_path=lambda *_: (nowhere, ""), ask=lambda one: asked.append(one.windowTitle()))
    assert told is None and asked

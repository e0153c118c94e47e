"""Tables and outlines in the window: they become a new, unsaved journey, and what was left out cannot be missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from rooms import Answers, shut, small_journey, ui, until, workspace

from cjm_desktop.document import Message, Problem
from cjm_desktop.ui.dialogs.asker import Asker, spoken
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.workspace import Workspace

TABLE = "title,grade,shoe size\nAsks,7,42\nWaits,3,43\n"
BAD = "title,grade,shoe size\nAsks,7,42\nWaits,12,43\n"


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def room(tmp_path: Path, qapp: Any, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, answers=answers)
    yield made
    shut(made)


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("way", ["import", "open", "drop"])
def test_a_table_becomes_a_new_unsaved_journey(room: Workspace, tmp_path: Path, answers: Answers, way: str) -> None:
    path = file(tmp_path, "First weeks.csv", TABLE)
    answers.paths = [path]
    if way == "drop":
        room.window_.dropped.emit([path])
    else:
        room.window_.actions_[way].trigger()
    journey = room.session.journey
    assert (journey.title, [card.title for card in journey.touchpoints]) == ("First weeks", ["Asks", "Waits"])
    assert room.session.path is None
    assert room.window_.isWindowModified()
    assert room.map_shown
    assert answers.asked[-1] == "left_out"
    assert "shoe size" in answers.reasons[-1]
    assert path.read_text(encoding="utf-8") == TABLE
    assert room.ui.settings.recent == ()


def test_what_does_not_fit_is_asked_about_and_then_left_out(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path, before = file(tmp_path, "a.csv", BAD), room.session.journey
    assert not room.files.import_(path)
    assert room.session.journey is before
    assert answers.asked == ["import_scale"] and answers.asked_about == ["0 to 100", "-100 to 100"]
    assert answers.reasons == ["row 3, grade: The grade 12 is not on the scale from 1 to 10."]
    answers.answers["import_scale"] = ["rest"]
    assert room.files.import_(path)
    assert [card.grade for card in room.session.journey.touchpoints] == [7.0, None]
    assert answers.asked[-1] == "left_out"
    assert "shoe size" in answers.reasons[-1]
    assert sum("12" in reason for reason in answers.reasons) == 2, "what was asked about is not told again"


def test_grades_on_another_scale_come_in_on_it(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    path = file(tmp_path, "a.csv", "title;grade\nAsks;0\nWaits;7,5\nEnds;10\n")
    answers.answers["import_scale"] = ["0"]
    assert room.files.import_(path) and answers.asked_about[0] == "0 to 10"
    journey = room.session.journey
    assert (journey.scale.lowest, journey.scale.neutral, journey.scale.highest) == (0, 5, 10)
    assert [card.grade for card in journey.touchpoints] == [0, 7.5, 10] and answers.asked == ["import_scale"]


@pytest.mark.parametrize(("name", "text"), [("a.csv", ""), ("a.mmd", "flowchart"), ("a.xlsx", "x"), ("gone.csv", None), ("a.txt", "x")])
def test_what_cannot_be_imported_is_told(
    room: Workspace, tmp_path: Path, answers: Answers, name: str, text: str | None
) -> None:
    path, before = tmp_path / name, room.session.journey
    if text is not None:
        path.write_text(text, encoding="utf-8")
    answers.paths = [path]
    assert not room.files.import_()
    assert answers.asked[-1] == "not_imported"
    assert room.session.journey is before


def test_unsaved_work_is_asked_about_first(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    room.commands.run("add_phase")
    assert not room.files.open(file(tmp_path, "a.csv", TABLE))
    assert answers.asked == ["unsaved"]


def test_a_refused_paste_is_asked_about(room: Workspace, answers: Answers) -> None:
    QGuiApplication.clipboard().setText(BAD.replace(",", "\t"))
    room.canvas_.paste()
    assert len(room.session.journey.touchpoints) == 3
    QApplication.processEvents()
    assert answers.asked == ["paste_rest"]
    answers.answers["paste_rest"] = ["yes"]
    room.canvas_.paste()
    QApplication.processEvents()
    assert [card.title for card in room.session.journey.touchpoints][-2:] == ["Asks", "Waits"]
    room.session.undo()
    assert len(room.session.journey.touchpoints) == 3
    QGuiApplication.clipboard().setText('{"format": "cjm-fragment", "version": 99}')
    room.canvas_.paste()
    QApplication.processEvents()
    assert answers.asked[-1] == "not_pasted"


def test_places_are_said_in_the_language_of_the_window(tmp_path: Path, qapp: Any) -> None:
    problems = [
        Problem("row 3, grade", Message("“{value}” is not a number.", value="x")),
        Problem("line 12", Message("The file is not text.")),
        Problem("", Message("The file is not text.")),
    ]
    said = spoken(ui(tmp_path), problems).split("\n")
    assert said == [
        "•  Row 3, grade: “x” is not a number.",
        "•  Line 12: The file is not text.",
        "•  The file is not text.",
    ]
    assert "karakter" in spoken(ui(tmp_path, "da"), problems).split("\n")[0].lower()


def test_the_sheet_lists_every_place(room: Workspace) -> None:
    asker, seen = Asker(room.ui, room.window_), []

    def look() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, Question)
        box = sheet.findChild(QPlainTextEdit)
        assert box is not None
        seen.append(box.toPlainText())
        sheet.buttons["rest"].click()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, look)
    problems = [Problem(f"row {n}, grade", Message("The file is not text.")) for n in range(2, 12)]
    assert asker.import_rest("a.csv", problems)
    until(lambda: bool(seen))
    assert seen[0].count("Row") == 10
    assert small_journey().touchpoints

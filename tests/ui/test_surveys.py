"""Answers of a survey in the window: the dialog, one undo step, what is remembered; rounds in step 10; the reminder of the review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import FeedbackPlan, Reading, Round
from cjm_desktop.storage import save_journey
from cjm_desktop.ui.dialogs.survey import SurveyDialog
from cjm_desktop.ui.dialogs.survey_reading import key_of
from cjm_desktop.ui.guide.readings import ReadingsWindow
from cjm_desktop.ui.reviewing import is_due
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey(), language=request.param)
    yield made
    shut(made)


def _dialog(room: Workspace, path: Path, **remembered: Any) -> SurveyDialog:
    made = SurveyDialog(room.ui, room.window_, room.session.journey, path, room.printing.worker, remembered)
    made.show()
    until(lambda: not made._busy)
    return made


def _choose(made: SurveyDialog, key: str, value: object) -> None:
    box = made.boxes[key]
    box.setCurrentIndex(next(i for i in range(box.count()) if _plain(box.itemData(i)) == value))
    box.activated.emit(box.currentIndex())
    until(lambda: not made._busy)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def _answers(tmp_path: Path, room: Workspace, text: str, encoding: str = "utf-8") -> Path:
    titles = [card.title for card in room.session.journey.touchpoints]
    path = tmp_path / "spring.csv"
    path.write_bytes(text.format(*titles).encode(encoding))
    return path


def test_a_table_is_understood_corrected_and_comes_in_as_one_step(room: Workspace, tmp_path: Path) -> None:
    path = _answers(tmp_path, room, "Date;{0};Q2\n2027-05-03;5;1\n2027-05-04;x;3\n2027-05-05;3;3\n")
    made = _dialog(room, path)
    ids = [card.id for card in room.session.journey.touchpoints]
    assert made.read is not None and made.read.how.places[made.read.answers.header[1]] == ids[0]
    marked = [made.table.topLevelItem(i) for i in range(made.table.topLevelItemCount())]
    assert [item.text(1).startswith("?") for item in marked if item is not None] == [False, True]
    assert made.bad.count() == 1 and not made.import_.isEnabled()
    QTest.mouseClick(made.skip, Qt.MouseButton.LeftButton)
    assert made.warning.isVisible() and not made.import_.isEnabled(), "the scale is a guess, whatever is left out"
    _choose(made, "scale", (1.0, 5.0))
    assert made.import_.isEnabled() and made.read.survey.rows == 3
    QTest.mouseClick(made.whole, Qt.MouseButton.LeftButton)
    until(lambda: not made._busy)
    assert made.read.survey.rows == 2 and made.bad.item(0).text().endswith(f"– {room.ui.text('the row is left out')}")
    QTest.mouseClick(made.whole, Qt.MouseButton.LeftButton)
    until(lambda: not made._busy)
    # The guessed column is not read any more, and the scale is another one.
    item = made.table.topLevelItem(1)
    assert item is not None
    made.table.setCurrentItem(item)
    made.place.setCurrentIndex(0)
    made.place.activated.emit(0)
    until(lambda: not made._busy)
    _choose(made, "scale", (0.0, 10.0))
    measured = made.round()
    assert [(r.touchpoint, r.answers) for r in measured.readings] == [(ids[0], 2)]
    assert measured.name == "spring" and measured.date == "2027-05-05" and measured.shown
    before = room.session.journey
    assert room.surveys.take(measured, "spring.csv")
    assert room.session.journey.rounds[-1] == measured
    again = _dialog(room, path)
    _choose(again, "scale", (0.0, 10.0))
    places = {name: ident for name, ident in again.read.how.places.items() if ident == ids[0]}  # type: ignore[union-attr]
    again._how = replace(again._how, places=places)  # type: ignore[type-var]
    again.again()
    until(lambda: not again._busy)
    QTest.mouseClick(again.skip, Qt.MouseButton.LeftButton)
    assert again.there.isVisible() and not again.import_.isEnabled(), "the very same answers are there"
    QTest.mouseClick(again.twice, Qt.MouseButton.LeftButton)
    assert again.import_.isEnabled() and again.note.text() == room.ui.text("As chosen here.")
    again.reject()
    room.session.undo()
    assert room.session.journey == before
    made.reject()


def test_letters_and_separators_can_be_chosen_and_the_preview_follows(room: Workspace, tmp_path: Path) -> None:
    made = _dialog(room, _answers(tmp_path, room, "{0};Dátum ő\n5;2\n", "cp1250"))
    assert made.boxes["encoding"].currentData() == "cp1250" and made.boxes["separator"].currentData() == ";"
    _choose(made, "separator", ",")
    assert made.read is not None and len(made.read.answers.header) == 1
    _choose(made, "separator", ";")
    _choose(made, "encoding", "cp1252")
    assert made.read.answers.header[1] == "Dátum õ"
    made.reject()


def test_rows_with_one_grade_each(room: Workspace, tmp_path: Path) -> None:
    made = _dialog(room, _answers(tmp_path, room, "who,step,score\na,{0},4\na,{1},2\nb,{0},2\nb,elsewhere,1\n"))
    assert made.read is not None and made.read.how.form.value == "long" and made.bad.count() == 1
    last = made.table.topLevelItem(2)
    assert last is not None and last.text(0) == "elsewhere"
    made.table.setCurrentItem(last)
    made.place.setCurrentIndex(0)
    made.place.activated.emit(0)
    until(lambda: not made._busy)
    assert not made.read.survey.bad and not made.import_.isEnabled()
    _choose(made, "scale", (1.0, 5.0))
    assert made.import_.isEnabled()
    made.reject()


def test_what_was_agreed_to_is_remembered_for_such_tables(room: Workspace, tmp_path: Path) -> None:
    path = _answers(tmp_path, room, "Q1,Q2\n5,1\n")
    made = _dialog(room, path)
    assert made.day.text(), "without a column of days it is today"
    _choose(made, "scale", (0.0, 10.0))
    assert made.read is not None
    room.surveys.remember(key_of(made.read.answers), made.read.how)
    made.reject()
    again = _dialog(room, path, **room.ui.settings.get("survey/maps"))
    assert again.read is not None and again.read.known and again.read.how == made.read.how
    again.reject()


def test_a_scale_that_is_a_guess_is_said_with_what_others_come_to_until_it_is_chosen(room: Workspace, tmp_path: Path) -> None:
    grades = [*range(1, 11)] * 2
    made = _dialog(room, _answers(tmp_path, room, "{0}\n0\n" + "".join(f"{k}\n" for k in grades)))
    # On 1–10 the 0 is a row that cannot be read and the mean is 5.5; on 0–10 110 in 21 answers are 5.24 of 10, 5.7 on 1–10.
    assert made.warning.isVisible() and made.bad.count() == 1
    assert all(f" {room.ui.number(mean, 1)}" in made.warning.text() for mean in (5.5, 5.7))
    _choose(made, "scale", (0.0, 10.0))
    assert not made.warning.isVisible() and made.bad.count() == 0
    made.reject()
    made = _dialog(room, _answers(tmp_path, room, "{0}\n11\n" + "".join(f"{k}\n" for k in grades)))
    assert not made.warning.isVisible() and made.bad.count() == 1 and made.boxes["scale"].currentData() == (1.0, 10.0)
    made.reject()


def test_the_day_is_that_of_the_answers_before_anything_is_mapped(room: Workspace, tmp_path: Path) -> None:
    made = _dialog(room, _answers(tmp_path, room, "Date,aaa,bbb\n2027-05-03,5,1\n2027-05-04,2,3\n"))
    assert made.read is not None and not made.read.survey.readings
    assert made.day.text() == room.ui.words.short_day("2027-05-04")
    made.reject()


def test_a_file_that_is_no_table_says_so(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no spreadsheet")
    made = _dialog(room, path)
    assert not made.import_.isEnabled() and made.summary.text()
    made.reject()


# ------------------------------------------------------------------ step 10


def test_the_map_is_kept_as_a_round_and_a_round_is_switched_onto_the_map(room: Workspace) -> None:
    room.side.turn_to("guide")
    room.guide.go(10)
    QApplication.processEvents()
    column = room.guide.page.sections["guide.fields"].body
    label = room.ui.text("Keep the map now as a round")
    (keep,) = [one for one in column.findChildren(QPushButton) if one.text() == label]
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    (one,) = room.session.journey.rounds
    assert one.shown and one.date == date.today().isoformat() and one.readings
    room.session.undo()
    assert not room.session.journey.rounds


def test_changes_stand_beside_the_figures_with_an_arrow(room: Workspace) -> None:
    rounds = (
        Round(id="r1", readings=(Reading(touchpoint="t1", grade=5), Reading(touchpoint="t2", grade=3))),
        Round(id="r2", readings=(Reading(touchpoint="t1", grade=6.2), Reading(touchpoint="t2", grade=2.5))),
    )
    room.session.adopt(small_journey().with_(rounds=rounds))
    window = ReadingsWindow(room.desk, room.window_, "r2")
    window.follow()
    said = {card: words.text() for words, card in window.changes}
    assert said["t1"] == f"▲ +{room.ui.number(1.2, 1)}" and said["t2"] == f"▼ −{room.ui.number(0.5, 1)}"
    window.close()


# ------------------------------------------------------------------ the review date


def test_a_review_that_is_due_is_told_once_a_day_when_the_file_is_opened(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "due.cjm"
    save_journey(small_journey().replace(feedback=FeedbackPlan(review="2027-05-01")), path, None)
    today = [date(2027, 5, 3)]
    room.reviewing._today = lambda: today[0]
    room.files.open(path)
    strip = room.reviewing.strip
    assert strip is not None and not strip.isHidden() and "2027" in strip.text.text()
    strip.buttons["later"].click()
    assert strip.isHidden()
    room.files.open(path)
    assert strip.isHidden()  # once a day
    today[0] = date(2027, 5, 4)
    room.files.open(path)
    assert not strip.isHidden()
    strip.buttons["date"].click()
    assert strip.isHidden() and room.side.shows("guide") and room.ui.settings.get("window/guide_step") == 10


def test_no_reminder_before_the_day_and_none_without_one() -> None:
    assert [is_due(day, date(2027, 5, 3)) for day in ("", "2027-05-04", "2027-05-03", "2026-01-01")] == [False, False, True, True]

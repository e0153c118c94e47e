"""Fields: what is typed or chosen goes into the document, one undo entry a visit, and nothing unfit ever does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from rooms import desk, until

from cjm_desktop.document import Duration, Message
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.fields import (
    MIXED,
    CheckField,
    ChoiceField,
    DayField,
    DurationField,
    Field,
    GradeField,
    LineField,
    LinesField,
    MarkField,
    NumberField,
    Option,
    SegmentField,
    TagsField,
    TextField,
    journey_link,
    number_in,
    record_link,
    touchpoints_link,
)

LABEL = Message("Change it")


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Desk:
    return desk(tmp_path)


def shown(*fields: Field) -> QWidget:
    """The fields in a window in front, the first one focused."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    for field in fields:
        column.addWidget(field)
        field.refresh()
    holder.resize(400, 300)
    holder.show()
    holder.activateWindow()
    fields[0].setFocus()
    if isinstance(fields[0], LineField):
        fields[0].edit.end(False)
    return holder


def undo_steps(room: Desk) -> int:
    count = 0
    while room.session.undo_label is not None:
        room.session.undo()
        count += 1
    for _ in range(count):
        room.session.redo()
    return count


def test_typing_is_committed_after_a_pause_as_one_entry(room: Desk) -> None:
    field = LineField(room, touchpoints_link(room, ("t1",), "title", LABEL))
    holder = shown(field)
    QTest.keyClicks(field.edit, " for it")
    assert room.journey.touchpoints[0].title == "Asks", "a hand that still types is not disturbed"
    until(lambda: room.journey.touchpoints[0].title == "Asks for it")
    QTest.keyClicks(field.edit, " again")
    field.left()
    assert room.journey.touchpoints[0].title == "Asks for it again"
    assert undo_steps(room) == 1
    QTest.keyClicks(field.edit, "!")
    field.left()
    assert undo_steps(room) == 2, "another visit is another entry"
    holder.close()


def test_undo_in_a_field_is_the_programs_undo_and_shows_at_once(room: Desk) -> None:
    field = LineField(room, touchpoints_link(room, ("t1",), "title", LABEL))
    holder = shown(field)
    room.session.changed.connect(lambda _change: field.refresh())
    QTest.keyClicks(field.edit, "x")
    room.flush()
    room.session.undo()
    assert field.edit.text() == "Asks"
    assert room.journey.touchpoints[0].title == "Asks"
    holder.close()


def test_escape_drops_what_was_not_taken_over(room: Desk) -> None:
    field = LineField(room, touchpoints_link(room, ("t1",), "title", LABEL))
    holder = shown(field)
    QTest.keyClicks(field.edit, "zzz")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.text() == "Asks"
    field.left()
    assert undo_steps(room) == 0
    holder.close()


def test_escape_takes_back_the_visit_even_when_the_hand_had_rested(room: Desk) -> None:
    journey = room.journey
    field = LineField(room, touchpoints_link(room, ("t1",), "title", LABEL))
    holder = shown(field)
    QTest.keyClicks(field.edit, "zzz")
    room.flush()
    assert room.journey.touchpoints[0].title != "Asks"
    QTest.keyClicks(field.edit, "y")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.text() == "Asks"
    assert room.journey is journey
    assert undo_steps(room) == 0, "what was taken back leaves no entry"
    assert not field.take_back(), "once more there is nothing to take back, and Escape leads on"
    # What an earlier visit left stays.
    QTest.keyClicks(field.edit, "a")
    field.left()
    kept = room.journey.touchpoints[0].title
    QTest.keyClicks(field.edit, "b")
    room.flush()
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert room.journey.touchpoints[0].title == kept
    assert undo_steps(room) == 1
    holder.close()


def test_a_long_text_is_read_from_its_beginning_once_it_is_left(room: Desk) -> None:
    field = LineField(room, journey_link("title", LABEL))
    other = LineField(room, journey_link("title", LABEL))
    holder = shown(field, other)
    QTest.keyClicks(field.edit, " and what came of it in the first three months")
    assert field.edit.cursorPosition() == len(field.edit.text())
    other.edit.setFocus()
    field.left()
    assert field.edit.cursorPosition() == 0
    holder.close()


def test_several_touchpoints_show_mixed_and_take_one_value(room: Desk) -> None:
    link = touchpoints_link(room, ("t1", "t2"), "title", LABEL)
    assert link.get(room.journey) is MIXED
    field = LineField(room, link)
    holder = shown(field)
    assert field.edit.text() == ""
    assert field.edit.placeholderText() == "mixed"
    field.left()
    assert undo_steps(room) == 0, "looking at mixed values changes nothing"
    QTest.keyClicks(field.edit, "Same")
    field.left()
    assert [t.title for t in room.journey.touchpoints] == ["Same", "Same", "Gets it"]
    assert undo_steps(room) == 1
    holder.close()


def test_nothing_is_committed_under_a_gesture(room: Desk) -> None:
    field = LineField(room, touchpoints_link(room, ("t1",), "title", LABEL))
    holder = shown(field)
    room.session.begin()
    QTest.keyClicks(field.edit, "!")
    field.flush()
    assert room.journey.touchpoints[0].title == "Asks"
    room.session.cancel()
    field.flush()
    assert room.journey.touchpoints[0].title == "Asks!"
    holder.close()


def test_texts_and_lists_of_lines(room: Desk) -> None:
    text = TextField(room, touchpoints_link(room, ("t1",), "text", LABEL))
    lines = LinesField(room, journey_link("goals", LABEL))
    holder = shown(text, lines)
    text.edit.setPlainText("One\r\ntwo\x07")
    text.left()
    assert room.journey.touchpoints[0].text == "One\ntwo"
    lines.edit.setPlainText("A quiet start\n\n  A laptop  \n")
    lines.left()
    assert room.journey.goals == ("A quiet start", "A laptop")
    holder.close()


@pytest.mark.parametrize(
    ("raw", "number"), [("3,5", 3.5), (" 1 200 ", 1200), ("−2", -2), (".5", 0.5), ("1e9", None), ("x", None), ("1,2,3", None)]
)
def test_numbers_as_people_type_them(raw: str, number: float | None) -> None:
    assert number_in(raw) == number


def test_a_number_that_is_none_is_said_and_not_taken(room: Desk) -> None:
    field = NumberField(
        room, touchpoints_link(room, ("t1",), "votes", LABEL), low=0, high=10, whole=True, empty=0
    )
    holder = shown(field)
    field.edit.setText("12")
    field.touched()
    field.flush()
    assert room.journey.touchpoints[0].votes == 0
    assert "0" in field._error.text()
    assert "10" in field._error.text()
    field.edit.setText("4")
    field.touched()
    field.left()
    assert room.journey.touchpoints[0].votes == 4
    assert field._error.text() == ""
    holder.close()


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [("da", "1. maj 2027", "01.05.2027"), ("hu", "2027.5.1", "2027. 05. 01."), ("nl", "1-5-27", "01-05-2027")],
)
def test_a_day_is_typed_as_people_write_it(tmp_path: Path, qapp: Any, language: str, typed: str, read: str) -> None:
    room = desk(tmp_path, language=language)
    day, other = DayField(room, journey_link("date", LABEL, "imprint")), LineField(room, journey_link("title", LABEL))
    holder = shown(day, other)
    until(day.edit.hasFocus)
    QTest.keyClicks(day.edit, typed)
    QTest.keyClick(day.edit, Qt.Key.Key_Tab)
    assert room.journey.imprint.date == "2027-05-01"
    assert day.edit.text() == read and day._error.isHidden()
    day.edit.setFocus()
    day.edit.selectAll()
    QTest.keyClicks(day.edit, "soon")
    other.edit.setFocus()
    assert room.journey.imprint.date == "2027-05-01"
    assert day.edit.text() == "soon", "what was typed was thrown away"
    assert day._error.isVisible() and room.ui.words.short_day("2026-05-31") in day._error.text()
    room.change(LABEL, lambda journey: journey.replace(title="Another"))
    day.refresh()
    assert day.edit.text() == "soon", "a change elsewhere took the words away"
    day.edit.setFocus()
    QTest.keyClick(day.edit, Qt.Key.Key_Escape)
    assert day.edit.text() == read and day._error.isHidden()
    holder.close()


def test_days_and_durations(room: Desk) -> None:
    day = DayField(room, journey_link("date", LABEL, "imprint"))
    length = DurationField(room, touchpoints_link(room, ("t1",), "duration", LABEL))
    holder = shown(day, length)
    day.edit.setText("2026-02-30")
    day.touched()
    day.flush()
    assert room.journey.imprint.date == ""
    assert day._error.text()
    day.edit.setText("2026-02-28")
    day.touched()
    day.left()
    assert room.journey.imprint.date == "2026-02-28"
    length.edit.setText("1,5")
    length.unit.setCurrentIndex(length.unit.findData("h"))
    length.touched()
    length.left()
    assert room.journey.touchpoints[0].duration == Duration(amount=1.5, unit="h")
    length.edit.clear()
    length.touched()
    length.left()
    assert room.journey.touchpoints[0].duration is None
    holder.close()


def test_a_grade_is_dragged_typed_and_cleared(room: Desk) -> None:
    field = GradeField(room, touchpoints_link(room, ("t1",), "grade", LABEL))
    holder = shown(field)
    bar = field.bar
    bar.resize(300, 40)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(14, 20))
    assert room.journey.touchpoints[0].grade == 1.0
    QTest.mouseMove(bar, QPoint(bar.width() // 2, 20))
    QTest.mouseMove(bar, QPoint(bar.width() - 14, 20))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 14, 20))
    dragged = room.journey.touchpoints[0].grade
    assert dragged is not None
    assert dragged > 4
    assert undo_steps(room) == 1, "one drag is one entry"
    field.edit.setText("11")
    field.touched()
    field.flush()
    assert room.journey.touchpoints[0].grade == dragged, "off the scale"
    field.edit.setText("6,5")
    field.touched()
    field.left()
    assert room.journey.touchpoints[0].grade == 6.5
    field.clear_.click()
    assert room.journey.touchpoints[0].grade is None
    for key, grade in ((Qt.Key.Key_8, 8.0), (Qt.Key.Key_0, 10.0), (Qt.Key.Key_Delete, None)):
        QTest.keyClick(bar, key)
        room.flush()
        assert room.journey.touchpoints[0].grade == grade
    holder.close()


def test_grades_that_differ_are_cleared_only_on_purpose(room: Desk) -> None:
    field = GradeField(room, touchpoints_link(room, ("t1", "t2"), "grade", LABEL))
    holder = shown(field)
    field.touched()
    field.left()
    assert [t.grade for t in room.journey.touchpoints[:2]] == [7.0, 3.0]
    field.clear_.click()
    assert [t.grade for t in room.journey.touchpoints[:2]] == [None, None]
    holder.close()


def test_choices_segments_switches_marks(room: Desk) -> None:
    added: list[str] = []
    choice = ChoiceField(
        room,
        touchpoints_link(room, ("t1",), "channel", LABEL),
        lambda: [Option(c.id, c.name) for c in room.journey.channels],
        add=("Add …", lambda: added.append("asked")),
    )
    segments = SegmentField(
        room,
        touchpoints_link(room, ("t1",), "met", LABEL),
        [Option("yes", "Met"), Option("no", "Not met")],
        clearable=True,
    )
    check = CheckField(room, touchpoints_link(room, ("t1",), "decisive", LABEL), "Decisive")
    holder = shown(choice, segments, check)
    choice._activated(1)
    assert room.journey.touchpoints[0].channel == "c2"
    choice._activated(3)
    assert added == ["asked"]
    first = segments.segments.buttons()[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert room.journey.touchpoints[0].met == "yes"
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert room.journey.touchpoints[0].met is None
    QTest.mouseClick(check.switch, Qt.MouseButton.LeftButton)
    assert room.journey.touchpoints[0].decisive
    holder.close()


def test_tags_come_with_enter_or_comma_and_go_with_backspace(room: Desk) -> None:
    field = TagsField(room, touchpoints_link(room, ("t1",), "systems", LABEL))
    holder = shown(field)
    QTest.keyClicks(field.edit, "Portal,")
    assert room.journey.touchpoints[0].systems == ("Portal",)
    QTest.keyClicks(field.edit, "Asset list")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert room.journey.touchpoints[0].systems == ("Portal", "Asset list")
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert room.journey.touchpoints[0].systems == ("Portal",)
    holder.close()


def test_marks_of_an_opportunity(room: Desk) -> None:
    from cjm_desktop import edits
    from cjm_desktop.document import Opportunity

    room.change(LABEL, lambda j: edits.put(j, "opportunities", Opportunity(id="o1")))
    field = MarkField(room, record_link(room, "opportunities", "o1", "impact", LABEL), "Impact")
    holder = shown(field)
    QTest.mouseClick(field.dots[3], Qt.MouseButton.LeftButton)
    assert room.journey.opportunities[0].impact == 4
    QTest.mouseClick(field.dots[3], Qt.MouseButton.LeftButton)
    assert room.journey.opportunities[0].impact is None
    field.dots[0].setFocus()
    QTest.keyClick(field.dots[0], Qt.Key.Key_3)
    assert room.journey.opportunities[0].impact == 3
    assert holder.focusWidget() is field.dots[2]
    QTest.keyClick(field.dots[2], Qt.Key.Key_3)
    assert room.journey.opportunities[0].impact == 3, "a digit is a mark, not a switch"
    holder.close()


def test_a_refused_edit_is_said_and_the_field_shows_the_truth(room: Desk) -> None:
    said: list[str] = []
    room.refused.connect(lambda message: said.append(str(message)))
    field = LineField(room, touchpoints_link(room, ("t1",), "channel", LABEL))
    holder = shown(field)
    field.edit.setText("nowhere")
    field.touched()
    field.left()
    assert said
    assert field.edit.text() == "c1"
    assert room.journey.touchpoints[0].channel == "c1"
    holder.close()

"""Steps 1 to 4 of the guide: candidates and their grid, parties, the experience we want, personas and their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QStyle, QStyleOptionFrame
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Candidate, Channel, Journey, Party, PartyKind, Solution
from cjm_desktop.layout.sheet import Text
from cjm_desktop.method import StepState, progress
from cjm_desktop.ui.fields import (
    ChoiceField,
    ColourField,
    GradeField,
    LinesField,
    LongLine,
    SegmentField,
    SignField,
    TextField,
    WordsField,
)
from cjm_desktop.ui.guide.mark_map import MarkMap
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.guide.step_desired import Proposals
from cjm_desktop.ui.guide.step_persona import PersonaPage
from cjm_desktop.ui.panels import persona_files
from cjm_desktop.ui.workspace import Workspace

T = TypeVar("T")
_START = Journey(
    channels=(Channel(id="c1", name="Phone", icon="phone"), Channel(id="c2", name="Chat")),
    parties=(Party(id="p1", name="IT", sign="IT"), Party(id="p2", name="HR", colour=1)),
)


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "nl"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, _START, language=request.param)
    made.side.turn_to("guide")
    yield made
    shut(made)


def _find(room: Workspace, kind: type[T]) -> T:
    QApplication.processEvents()
    found: T = room.guide.page.findChildren(kind)[0]  # type: ignore[call-overload]
    return found


def _hand() -> QLineEdit | LongLine:
    QApplication.processEvents()
    hand = QApplication.focusWidget()
    assert isinstance(hand, QLineEdit | LongLine)
    return hand


def _list(room: Workspace, *names: str) -> Rows:
    rows = _find(room, Rows)
    rows.rows[-1].go()
    for name in names:
        QTest.keyClicks(_hand(), name)
        QTest.keyClick(_hand(), Qt.Key.Key_Return)
    QApplication.processEvents()
    return rows


def _marks(room: Workspace) -> list[tuple[int | None, int | None]]:
    return [(one.pain, one.weight) for one in room.session.journey.candidates]


# ---------------------------------------------------------------------- step 1


def test_candidates_are_typed_and_marked_with_digits_alone(room: Workspace) -> None:
    room.guide.go(1)
    rows = _list(room, "Sign-in trouble", "New laptop")
    rows.rows[0].go(1)
    for digit in "542":
        QTest.keyClicks(_hand(), digit)
        QTest.keyClick(_hand(), Qt.Key.Key_Tab)
        if digit == "4":
            rows.rows[1].go(1)
    QTest.keyClicks(_hand(), "3")
    assert _marks(room) == [(5, 4), (2, 3)], "Tab leads on to the next mark, as from every field"
    QTest.keyClicks(_hand(), "7")
    assert _marks(room)[1] == (2, 3), "there is no mark of 7"
    QTest.keyClick(_hand(), Qt.Key.Key_Backspace)
    assert _marks(room)[1] == (2, None)
    room.session.undo()
    assert _marks(room)[1] == (2, 3), "each mark is a step of its own"


def test_a_blank_over_the_name_removes_a_candidate_or_leaves_it_its_name(room: Workspace) -> None:
    room.guide.go(1)
    rows = _list(room, "Sign-in trouble", "New laptop")
    rows.rows[0].go(1)
    QTest.keyClicks(_hand(), "5")
    for row in rows.rows[:2]:
        row.go(0)
        edit = _hand()
        assert isinstance(edit, QLineEdit | LongLine)
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Space)
        QTest.keyClick(edit, Qt.Key.Key_Tab)
        QApplication.processEvents()
    assert [(one.title, one.pain) for one in room.session.journey.candidates] == [("Sign-in trouble", 5)]


def test_a_dot_is_dragged_and_moved_with_the_arrows(room: Workspace) -> None:
    room.session.adopt(
        _START.replace(candidates=(Candidate(id="n1", title="A"), Candidate(id="n2", title="B", pain=1, weight=1)))
    )
    room.guide.go(1)
    chart = _find(room, MarkMap)
    first, second = chart.dots
    assert chart.tray().contains(first.geometry().center()), "without marks it waits below"
    centre = first.rect().center()
    target = first.mapFromParent(chart.point(4, 5).toPoint())
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(first, target)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=first.mapFromParent(chart.point(4, 5).toPoint()))
    assert _marks(room)[0] == (4, 5)
    QApplication.processEvents()
    assert (first.geometry().center() - chart.point(4, 5).toPoint()).manhattanLength() <= 2
    assert "4" in first.accessibleName()
    assert "5" in first.accessibleName()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(first, key)
        QApplication.processEvents()
    assert _marks(room)[0] == (5, 4), "never off the grid"
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert _marks(room)[1] == (None, None)
    QApplication.processEvents()
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert _marks(room)[1] == (2, 2), "from the strip to the middle"
    names = [dot.accessibleName() for dot in chart.dots]
    assert names[0].startswith("1. A")
    assert len(set(names)) == 2


def test_a_click_on_a_dot_changes_nothing(room: Workspace) -> None:
    room.session.adopt(
        _START.replace(candidates=tuple(Candidate(id=f"n{i}", title="A", pain=3, weight=3) for i in range(3)))
    )
    room.guide.go(1)
    chart = _find(room, MarkMap)
    before = room.session.journey
    places = {(dot.x(), dot.y()) for dot in chart.dots}
    assert len(places) == 3, "dots with the same marks stand beside each other"
    QTest.mouseClick(chart.dots[2], Qt.MouseButton.LeftButton)
    assert room.session.journey is before


def test_one_is_chosen_and_offers_its_title(room: Workspace) -> None:
    room.guide.go(1)
    rows = _list(room, "Sign-in trouble", "New laptop")
    choices = [row.findChildren(QRadioButton)[0] for row in rows.rows]
    QTest.mouseClick(choices[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(choices[1], Qt.Key.Key_Space)
    until(lambda: [choice.isChecked() for choice in choices[:2]] == [False, True])
    assert [one.chosen for one in room.session.journey.candidates] == [False, True]

    def offers() -> list[QPushButton]:
        found = room.guide.page.findChildren(QPushButton)
        return [one for one in found if one.isVisible() and "New laptop" in one.toolTip()]

    until(lambda: bool(offers()))
    offer = offers()[0]
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert room.session.journey.title == "New laptop"
    until(lambda: not offer.isVisible())
    assert progress(room.session.journey)[1].state is StepState.DONE


# ---------------------------------------------------------------------- step 2


def test_parties_are_named_and_become_suppliers(room: Workspace) -> None:
    room.guide.go(2)
    rows = _list(room, "Caterer")
    made = room.session.journey.parties[2]
    assert (made.name, made.kind, made.colour) == ("Caterer", PartyKind.DEPARTMENT, 2), "a colour nobody has yet"
    row = rows.rows[2]
    signs = [one.findChildren(SignField)[0].edit.placeholderText() for one in rows.rows[:3]]
    assert len(set(signs)) == 3, "nobody tells them apart by colour alone"
    edit = rows.rows[0].findChildren(SignField)[0].edit
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    assert inside.width() - 4 >= edit.fontMetrics().horizontalAdvance("WM"), "two letters have room"
    kind = row.findChildren(ChoiceField)[0]
    kind.box.setFocus()
    QTest.keyClick(kind.box, Qt.Key.Key_Down)
    row.go(2)
    QTest.keyClicks(_hand(), "Ca")
    room.desk.flush()
    made = room.session.journey.parties[2]
    assert (made.kind, made.sign) == (PartyKind.SUPPLIER, "Ca")
    swatch = row.stops()[1]
    QTest.mouseClick(swatch, Qt.MouseButton.LeftButton)
    colours = QApplication.activePopupWidget().findChildren(ColourField)[0]
    QTest.mouseClick(colours.buttons[5], Qt.MouseButton.LeftButton)
    assert room.session.journey.parties[2].colour == 5
    until(lambda: QApplication.activePopupWidget() is None)
    # By the keyboard alone: it comes into the menu at the colour of now.
    swatch.setFocus()
    QTest.keyClick(swatch, Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert room.session.journey.parties[2].colour == 6
    until(lambda: QApplication.activePopupWidget() is None)


# ---------------------------------------------------------------------- step 3


def test_parties_propose_and_agree_and_the_spread_shows(room: Workspace) -> None:
    room.guide.go(3)
    made = _find(room, Proposals)
    assert list(made.fields) == ["p1", "p2"]
    assert not made.spread.isVisible()
    made.fields["p1"][0].edit.setFocus()
    QTest.keyClicks(_hand(), "5")
    QTest.keyClick(_hand(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(_hand(), "8,5" if room.ui.words.language == "nl" else "8.5")
    QTest.keyClick(_hand(), Qt.Key.Key_Tab)
    proposals = room.session.journey.desired.proposals
    assert [(one.party, one.grade, one.agreed) for one in proposals] == [("p1", 5.0, True), ("p2", 8.5, False)]
    # The first proposal shows the spread; the sentence about both comes with the second.
    until(lambda: made.spread.isVisible() and "IT" in made.said.text())
    said = made.said.text()
    assert "HR" in said
    assert made.spread.accessibleDescription() == said
    made.fields["p2"][0].edit.setFocus()
    _hand().selectAll()
    QTest.keyClicks(_hand(), "99")
    room.desk.flush()
    assert room.session.journey.desired.proposals == proposals, "not on the scale"
    wrong = made.fields["p2"][0]._error
    assert wrong.text() and wrong.isVisible()
    QApplication.processEvents()
    assert wrong.width() >= 0.9 * made.width(), "the whole line's width, not that of the box"
    assert wrong.mapTo(made, QPoint(0, 0)).y() > made.fields["p2"][0].mapTo(made, QPoint(0, 0)).y()


def test_the_target_is_on_the_map_at_once(room: Workspace) -> None:
    room.session.adopt(small_journey())

    def written() -> list[str]:
        """What stands on the map."""
        sheet = room.canvas_.sheet
        return [item.line.text for part in sheet.parts(0) for item in part.items if isinstance(item, Text)]

    room.guide.go(3)
    QApplication.processEvents()
    assert not any("8" in text for text in written() if len(text) > 2)
    body = room.guide.page.sections["guide.fields"].body
    statement, target, realistic = body.fields
    assert isinstance(statement, TextField)
    assert isinstance(target, GradeField)
    assert isinstance(realistic, TextField)
    for field, said in ((statement, "They were waiting"), (realistic, "Not in May")):
        field.edit.setFocus()
        QTest.keyClicks(field.edit, said)
    target.edit.setFocus()
    QTest.keyClicks(target.edit, "8")
    room.desk.flush()
    desired = room.session.journey.desired
    assert any(text.endswith(" 8") for text in written()), "the line with its grade"
    assert (desired.statement, desired.realistic, desired.target) == ("They were waiting", "Not in May", 8.0)
    assert progress(room.session.journey)[3].state is StepState.STARTED, "nobody has proposed anything or agreed yet"


# ---------------------------------------------------------------------- step 4


def test_a_persona_comes_into_being_with_its_name(room: Workspace) -> None:
    room.guide.go(4)
    page = _find(room, PersonaPage)
    assert not page.remove.isVisible()
    page.form.fields[0].setFocus()
    QTest.keyClicks(_hand(), "Amira")
    room.desk.flush()
    QApplication.processEvents()
    assert [one.name for one in room.session.journey.personas] == ["Amira"]
    until(page.remove.isVisible)
    words = page.findChildren(WordsField)[0]
    QTest.mouseClick(words.buttons[1], Qt.MouseButton.LeftButton)
    solution = page.findChildren(SegmentField)[0]
    QTest.mouseClick(solution.segments.buttons()[1], Qt.MouseButton.LeftButton)
    hopes = page.findChildren(LinesField)[0]
    hopes.edit.setFocus()
    QTest.keyClicks(hopes.edit, "A laptop")
    QTest.keyClick(hopes.edit, Qt.Key.Key_Return)
    QTest.keyClicks(hopes.edit, "A desk")
    room.desk.flush()
    amira = room.session.journey.personas[0]
    assert (amira.channels, amira.solution) == (("c2",), Solution.DO_IT_YOURSELF)
    assert amira.expectations == ("A laptop", "A desk")


def test_several_personas_and_the_one_that_was_left_empty(room: Workspace, tmp_path: Path) -> None:
    room.guide.go(4)
    page = _find(room, PersonaPage)
    page.form.fields[0].setFocus()
    QTest.keyClicks(_hand(), "Amira")
    room.desk.flush()
    until(page.another.isVisible)
    QTest.mouseClick(page.another, Qt.MouseButton.LeftButton)
    assert _hand().text() == ""
    QTest.keyClicks(_hand(), "Jonas")
    room.desk.flush()
    assert [one.name for one in room.session.journey.personas] == ["Amira", "Jonas"]
    until(lambda: len(page.choices) == 2 and page.choices[0].isVisible())
    QTest.mouseClick(page.choices[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    name = page.form.fields[0].focusProxy()
    assert isinstance(name, QLineEdit)
    assert name.text() == "Amira"
    QTest.mouseClick(page.another, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.choices[1], Qt.MouseButton.LeftButton)
    assert len(room.session.journey.personas) == 2, "an empty form is nobody"
    assert name.text() == "Jonas"
    picture = tmp_path / "face.png"
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(picture))
    page.portrait.take_picture(str(picture))
    assert [one.picture is not None for one in room.session.journey.personas] == [False, True]
    QTest.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    assert [one.name for one in room.session.journey.personas] == ["Amira"]
    assert name.text() == "Amira"


def test_a_persona_goes_along_as_a_file(room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room.guide.go(4)
    page = _find(room, PersonaPage)
    page.form.fields[0].setFocus()
    QTest.keyClicks(_hand(), "Amira / night shift")
    room.desk.flush()
    QApplication.processEvents()
    QTest.mouseClick(page.findChildren(WordsField)[0].buttons[0], Qt.MouseButton.LeftButton)
    suggested: list[str] = []

    def answer(ui: Any, parent: Any, title: str, at: str, kinds: str) -> tuple[str, str]:
        suggested.append(Path(at).name)
        assert "*.cjm-persona" in kinds
        return str(tmp_path / "amira"), kinds

    monkeypatch.setattr(persona_files, "ask_new_file", answer)
    QTest.mouseClick(page.files.save, Qt.MouseButton.LeftButton)
    path = tmp_path / "amira.cjm-persona"
    assert path.exists(), "the ending is added"
    assert suggested == ["Amira night shift.cjm-persona"]
    refused: list[str] = []
    room.desk.refused.connect(lambda message: refused.append(room.ui.say(message)))
    asked: list[str] = []
    monkeypatch.setattr(persona_files, "may_replace", lambda ui, parent, name: bool(asked.append(name)))
    before = path.read_bytes()
    QTest.mouseClick(page.files.save, Qt.MouseButton.LeftButton)
    assert asked == ["amira.cjm-persona"]
    assert path.read_bytes() == before

    room.session.adopt(Journey())
    until(lambda: not page.files.save.isVisible())
    monkeypatch.setattr(persona_files, "ask_file", lambda *_: str(path))
    QTest.mouseClick(page.files.load, Qt.MouseButton.LeftButton)
    journey = room.session.journey
    assert [one.name for one in journey.personas] == ["Amira / night shift"]
    assert [one.name for one in journey.channels] == ["Phone"]
    assert journey.personas[0].channels == (journey.channels[0].id,)
    assert page.subject.ident == journey.personas[0].id
    room.session.undo()
    assert room.session.journey == Journey(), "one step back"
    path.write_text("{}")
    QTest.mouseClick(page.files.load, Qt.MouseButton.LeftButton)
    assert room.session.journey == Journey()
    assert len(refused) == 1
    assert "amira.cjm-persona" in refused[0]

"""How the guide's pages stand: fields as wide and as high as what is written in them, buttons of one width, nothing guessed wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rooms
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from cjm_desktop.document import Interview, Journey, Party, Persona
from cjm_desktop.ui.fields import DayField, SegmentField, WordsField
from cjm_desktop.ui.fields.text import Paragraphs
from cjm_desktop.ui.guide.even import Even
from cjm_desktop.ui.guide.rows import Rows
from cjm_desktop.ui.guide.step_desired import Table
from cjm_desktop.ui.guide.step_evidence import likely_persona
from cjm_desktop.ui.guide.step_touchpoints import Kinds, Questions
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = rooms.workspace(tmp_path)
    made.side.turn_to("guide")
    QApplication.processEvents()
    yield made
    rooms.shut(made)


def _settle() -> None:
    for _ in range(8):
        QApplication.processEvents()


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_a_text_box_is_as_high_as_its_text(tmp_path: Path, qapp: Any, percent: int) -> None:
    rooms.ui(tmp_path, size=percent)
    window = QWidget()
    column = QVBoxLayout(window)
    box, other = Paragraphs(1, 6), Paragraphs(1, 6)
    column.addWidget(box)
    column.addWidget(other)
    window.resize(300 * percent // 100, 400)
    window.show()
    line = math.ceil(QFontMetricsF(box.font()).lineSpacing())
    for lines in range(1, 7):
        box.setPlainText("\n".join("Ágy" for _ in range(lines)))
        for hand in (box, other):
            # The frame of the one that has the keyboard is stronger.
            hand.setFocus()
            _settle()
            spare = box.viewport().height() - lines * line
            assert 0 <= spare < line, f"{lines} lines: as much as would hide a line, or an empty one"
            assert box.verticalScrollBar().maximum() == 0
    box.setPlainText("")
    box.setPlaceholderText("So many words that they need a second line in a box of this width")
    box.fit()
    _settle()
    assert 0 <= box.viewport().height() - 2 * line < line
    window.close()


def test_buttons_of_one_width(qapp: Any, tmp_path: Path) -> None:
    ui = rooms.ui(tmp_path)
    for plain in (False, True):
        even = Even(6, plain=plain)
        made = []
        for words in ("On", "A longer word", "Off", "Back"):
            made.append(QPushButton(ui.icons.icon("flag", "text"), words))
            even.add(made[-1])
        even.show()
        full = max(one.sizeHint().width() for one in made)
        seen = set()
        for width in range(full, 3 * full, 3):
            even.resize(width, 200)
            _settle()
            assert max(one.width() for one in made) - min(one.width() for one in made) <= 1, "what cannot be halved"
            assert all(one.width() >= one.sizeHint().width() for one in made)
            assert len({one.icon().isNull() for one in made}) == 1
            seen.add((even.columns, made[0].icon().isNull()))
        assert seen == ({(1, False), (2, True), (2, False)} if plain else {(1, False), (2, False)})
        even.resize(full, 200)
        _settle()
        assert not made[0].icon().isNull(), "an icon that went comes back"
        even.close()


def test_a_long_name_goes_on_beside_its_grade(room: Workspace) -> None:
    parties = [Party(id=f"p{i}", name=name, sign="X") for i, name in enumerate(("IT", "Human Resources", "Lønkontorsleverandørerne"))]
    room.session.adopt(room.session.journey.replace(parties=tuple(parties)))
    room.guide.go(3)
    _settle()
    table = room.guide.page.findChildren(Table)[0]
    fields = [pair[0].edit for pair in room.guide.page.findChildren(Table)[0].parentWidget().fields.values()]  # type: ignore[union-attr]

    def level(at: int) -> bool:
        name = table.names[at]
        top, middle = name.mapTo(table, name.rect().topLeft()).y(), fields[at].mapTo(table, fields[at].rect().center()).y()
        return top <= middle <= top + name.height()

    assert level(0) and level(1)
    assert table.names[1].height() > table.names[0].fontMetrics().lineSpacing() * 2 - 2, "in two lines"
    assert not level(2), "a word that would be cut stands above"
    assert table.names[2].width() > table.names[1].width()


def test_before_the_first_card_nothing_is_counted(room: Workspace) -> None:
    room.guide.go(7)
    kinds, questions = room.guide.page.findChildren(Kinds)[0], room.guide.page.findChildren(Questions)[0]
    assert kinds.isVisible()
    wide = [button.width() for button in questions.buttons.values()]
    assert max(wide) - min(wide) <= 1
    room.session.adopt(Journey())
    room.guide.refresh()
    assert not kinds.isVisible()
    assert questions.isVisible()


def test_who_the_next_respondent_is_most_likely_to_be() -> None:
    one, two = Persona(id="a1", name="Maya"), Persona(id="a2", name="Bo")
    assert likely_persona(Journey()) is None
    assert likely_persona(Journey(personas=(one,))) == "a1"
    assert likely_persona(Journey(personas=(one, two))) is None
    told = (Interview(id="i1", persona="a1"), Interview(id="i2", persona="a2"))
    assert likely_persona(Journey(personas=(one, two), interviews=told)) == "a2"
    assert likely_persona(Journey(personas=(one,), interviews=(Interview(id="i1"),))) is None, "somebody said: not known"


def test_the_persona_chosen_last_is_preset(room: Workspace) -> None:
    personas = (Persona(id="a1", name="Maya"), Persona(id="a2", name="Bo"))
    room.session.adopt(room.session.journey.replace(personas=personas))
    room.guide.go(5)
    _settle()
    rows = room.guide.page.findChildren(Rows)[0]

    def write(name: str) -> None:
        rows.rows[-1].go()
        _settle()
        hand = QApplication.focusWidget()
        QTest.keyClicks(hand, name)
        QTest.keyClick(hand, Qt.Key.Key_Return)
        _settle()

    write("Wren")
    assert [one.persona for one in room.session.journey.interviews] == [None], "nobody can know which of the two"
    first = room.session.journey.interviews[0]
    room.desk.change(rows._move_label, lambda journey: rows.items.put(journey, first.replace(persona="a2")))
    _settle()
    write("Heron")
    assert [one.persona for one in room.session.journey.interviews] == ["a2", "a2"]
    # Written and erased again it is gone without a trace, although it began with a persona.
    rows.rows[-1].go()
    hand = QApplication.focusWidget()
    QTest.keyClicks(hand, "Owl")
    room.desk.flush()
    assert len(room.session.journey.interviews) == 3
    for _ in range(3):
        QTest.keyClick(hand, Qt.Key.Key_Backspace)
    room.desk.flush()
    rows.rows[0].go()
    _settle()
    assert len(room.session.journey.interviews) == 2


def test_a_wide_window_gives_the_side_more_room_unless_a_hand_made_it_narrow(room: Workspace) -> None:
    window = room.window_
    window.resize(1400, 768)
    rooms.until(lambda: window.left.width() == room.ui.px(272))
    window.resize(1920, 900)
    rooms.until(lambda: window.left.width() == room.ui.px(340))
    window.resize(1366, 768)
    window.splitter.moveSplitter(room.ui.px(300), 1)
    window.resize(1920, 900)
    _settle()
    assert window.left.width() == room.ui.px(300)


def test_the_arrows_go_through_words_that_stand_in_several_lines(room: Workspace) -> None:
    room.guide.go(0)
    _settle()
    people = room.guide.page.findChildren(Rows)[0]
    people.rows[0].go()
    assert people.rows[0].isAncestorOf(QApplication.focusWidget()), QApplication.focusWidget()
    QTest.keyClicks(QApplication.focusWidget(), "Ben")
    room.desk.flush()
    _settle()
    words = people.rows[0].findChildren(WordsField)[0]
    scope = next(one for one in room.guide.page.findChildren(SegmentField) if one.link.key.endswith("scope"))
    for buttons in (words.buttons, scope.segments.buttons()):
        rooms.until(lambda buttons=buttons: len({one.y() for one in buttons}) > 1)  # in several lines at this width
        buttons[0].setFocus()
        for one in buttons[1:]:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
            assert QApplication.focusWidget() is one
            rooms.until(lambda one=one: not one.visibleRegion().isEmpty(), 5)  # it is brought into sight
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert QApplication.focusWidget() is buttons[-1], "the end"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
        assert QApplication.focusWidget() is buttons[-2]


def test_a_day_is_chosen_from_the_calendar_by_the_keyboard(room: Workspace) -> None:
    journey = room.session.journey
    room.session.adopt(journey.replace(feedback=journey.feedback.replace(review="2026-03-01")))
    room.guide.go(10)
    _settle()
    field = room.guide.page.findChildren(DayField)[0]
    field.button.setFocus()
    QTest.keyClick(field.button, Qt.Key.Key_Space)
    _settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert room.session.journey.feedback.review == "2026-03-09"
    rooms.until(lambda: QApplication.activePopupWidget() is None)

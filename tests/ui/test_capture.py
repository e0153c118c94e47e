"""Thoughts typed into the bar become cards where the group is, with one undo entry each; names are completed, lines called back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rooms import Answers, shut, small_journey, ui, workspace

from cjm_desktop.document import Basis, EmotionWord, Journey, Kind, Message
from cjm_desktop.ui.capture.bar import Bar
from cjm_desktop.ui.columns import units
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def journey() -> Journey:
    words = (EmotionWord(word="vred", grade=2), EmotionWord(word="glad", grade=8))
    return small_journey().replace(emotions=words)


pytestmark = pytest.mark.in_turn("window")


@pytest.fixture(scope="module", params=["en", "da"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Workspace]:
    shell = MainWindow(ui(tmp_path_factory.mktemp("room"), request.param))
    shell.resize(1366, 768)
    made = Workspace(shell, MapDesk(shell.ui), Answers())
    made.session.adopt(journey())
    shell.show()
    yield made
    shut(made)


@pytest.fixture
def room(window: Workspace) -> Workspace:
    window.session.adopt(journey())
    bar = window.capture.bar
    bar.line.write("")
    bar.line._before.clear()
    bar.hide()
    window.window_.activateWindow()
    window.show_map()
    QApplication.processEvents()
    return window


def opened(room: Workspace) -> Any:
    QTest.keyClick(room.window_, K.Key_L, CTRL)
    QApplication.processEvents()
    line = room.capture.bar.line
    assert QApplication.focusWidget() is line
    return line


def typed(line: Any, text: str, key: Qt.Key | None = K.Key_Return) -> None:
    for word in text:
        # Not keyClicks: that knows no letters but those of ASCII.
        QTest.keyClick(line, word) if word.isascii() else line.insertPlainText(word)
    if key is not None:
        QTest.keyClick(line, key)
    QApplication.processEvents()


def titles(room: Workspace) -> list[str]:
    return [t.title for t in room.session.journey.touchpoints]


def test_one_line_makes_one_card_after_the_selected_one(room: Workspace) -> None:
    room.selection.set(("t1",))
    line = opened(room)
    typed(line, 'Calls again @phone #IT !vred 2,5 ? "Nobody answers"')
    card = room.session.journey.touchpoints[1]
    assert (card.title, card.phase, card.channel, card.party) == ("Calls again", "f1", "c1", "p1")
    assert (card.emotion, card.grade, card.basis) == ("vred", 2.5, Basis.ASSUMED)
    assert [q.text for q in card.quotes] == ["Nobody answers"]
    assert room.selection.ids == (card.id,)
    assert line.text == ""
    assert QApplication.focusWidget() is line, "ready for the next one"
    typed(line, ".. nothing")
    assert titles(room) == ["Asks", "Calls again", "nothing", "Waits", "Gets it"]
    assert room.session.journey.touchpoints[2].kind is Kind.SILENCE
    for left in (4, 3):
        QTest.keyClick(line, K.Key_Z, CTRL)
        QApplication.processEvents()
        assert len(titles(room)) == left


def test_a_phase_alone_says_where_the_next_ones_go(room: Workspace) -> None:
    line = opened(room)
    typed(line, "Later >")
    assert [p.name for p in room.session.journey.phases] == ["Before", "After", "Later"]
    typed(line, "One")
    typed(line, "Before > Two")
    made = {t.title: t.phase for t in room.session.journey.touchpoints}
    assert made["One"] == room.session.journey.phases[2].id
    assert made["Two"] == "f1"


def test_names_are_completed(room: Workspace) -> None:
    line = opened(room)
    typed(line, "Logs in @por", None)
    assert line.offer.isVisible()
    assert [line.offer.item(i).text() for i in range(line.offer.count())] == ["Portal"]
    QTest.keyClick(line, K.Key_Tab)
    assert line.text == "Logs in @Portal "
    assert not line.offer.isVisible()
    typed(line, "!", None)
    QTest.keyClick(line, K.Key_Down)
    QTest.keyClick(line, K.Key_Return)
    assert line.text == "Logs in @Portal !glad ", "Enter takes a name that is offered"
    typed(line, "#", None)
    QTest.keyClick(line, K.Key_Escape)
    assert not line.offer.isVisible()
    assert QApplication.focusWidget() is line
    QTest.keyClick(line, K.Key_Backspace)
    typed(line, "8")
    card = room.session.journey.touchpoints[-1]
    assert (card.title, card.channel, card.emotion, card.grade) == ("Logs in", "c2", "glad", 8)


def test_names_are_completed_and_coloured_after_emoji(room: Workspace) -> None:
    line = opened(room)
    QGuiApplication.clipboard().setText("🎉👨‍👩‍👧🎉 Fest hos ")
    QTest.keyClick(line, K.Key_V, CTRL)
    typed(line, "@pho", None)
    assert line.offer.isVisible()
    QTest.keyClick(line, K.Key_Return)
    assert line.text == "🎉👨‍👩‍👧🎉 Fest hos @Phone "
    halves = line.text.encode("utf-16-le")
    runs = [halves[2 * f.start : 2 * (f.start + f.length)].decode("utf-16-le") for f in line.document().begin().layout().formats()]
    assert runs == ["🎉👨‍👩‍👧🎉", "Fest", "hos", "@Phone"]
    # Several lines that are pasted over a part of it.
    cursor = line.textCursor()
    cursor.setPosition(units("🎉👨‍👩‍👧"))
    cursor.setPosition(units(line.text), cursor.MoveMode.KeepAnchor)
    line.setTextCursor(cursor)
    QGuiApplication.clipboard().setText("en\nto")
    QTest.keyClick(line, K.Key_V, CTRL)
    assert titles(room)[-2:] == ["🎉👨‍👩‍👧en", "to"]


def test_phases_are_offered_but_never_in_the_way(room: Workspace) -> None:
    line = opened(room)
    typed(line, "af", None)
    assert line.offer.isVisible()
    QTest.keyClick(line, K.Key_Return)
    QApplication.processEvents()
    assert titles(room)[-1] == "af", "a title may begin like a phase"
    typed(line, "be", None)
    QTest.keyClick(line, K.Key_Tab)
    assert line.text == "Before > "


def test_lines_are_called_back(room: Workspace) -> None:
    line = opened(room)
    typed(line, "First")
    typed(line, "Second")
    QTest.keyClick(line, K.Key_Up)
    assert line.text == "Second"
    QTest.keyClick(line, K.Key_Up)
    assert line.text == "First"
    QTest.keyClick(line, K.Key_Down)
    QTest.keyClick(line, K.Key_Down)
    assert line.text == ""


def test_twenty_lines_are_twenty_cards_and_one_undo(room: Workspace) -> None:
    line = opened(room)
    data = QMimeData()
    data.setText("".join(f"- Trin {i} @phone !vred {i % 9 + 1}\r\n" for i in range(20)))
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(line, K.Key_V, CTRL)
    QApplication.processEvents()
    assert titles(room)[3:] == [f"Trin {i}" for i in range(20)]
    assert len(room.selection.ids) == 20
    assert line.text == ""
    QTest.keyClick(line, K.Key_Z, CTRL)
    assert len(titles(room)) == 3


def test_a_paste_of_one_line_stays_in_the_line(room: Workspace) -> None:
    line = opened(room)
    QGuiApplication.clipboard().setText("Ringer\tigen\n")
    QTest.keyClick(line, K.Key_V, CTRL)
    assert line.text == "Ringer igen"
    assert len(titles(room)) == 3


def test_a_pasted_line_is_added_as_it_is_by_enter(room: Workspace) -> None:
    line = opened(room)
    typed(line, "Bef", None)
    assert line.offer.isVisible()
    QGuiApplication.clipboard().setText("riending @por")
    QTest.keyClick(line, K.Key_V, CTRL)
    assert not line.offer.isVisible(), "names are offered to who types"
    QTest.keyClick(line, K.Key_Return)
    assert (titles(room)[-1], line.text) == ("Befriending", "")
    # What is typed is completed by Enter, and added by another one.
    typed(line, "Next @por", None)
    QTest.keyClick(line, K.Key_Return)
    assert line.text == "Next @Portal "
    QTest.keyClick(line, K.Key_Return)
    assert (titles(room)[-1], line.text) == ("Next", "")


def test_a_paste_says_how_many_cards_came_and_what_was_left_out(room: Workspace) -> None:
    line = opened(room)
    told: list[str] = []
    room.desk.told.connect(lambda message: told.append(room.desk.ui.say(message)))
    QGuiApplication.clipboard().setText("\n".join(["-----", *(f"Step {n}" for n in range(1, 21)), "", ">"]))
    QTest.keyClick(line, K.Key_V, CTRL)
    assert len(titles(room)) == 23
    assert len(told) == 1
    assert {"20", "2"} <= set(told[0].split())
    QGuiApplication.clipboard().setText("One\n\nTwo")
    QTest.keyClick(line, K.Key_V, CTRL)
    assert told[1] == room.desk.ui.text("{n} cards were added.").format(n=2)


def test_shift_enter_parks_the_line(room: Workspace) -> None:
    line = opened(room)
    typed(line, "Who pays @this?", None)
    QTest.keyClick(line, K.Key_Return, SHIFT)
    assert room.session.journey.parking == ("Who pays @this?",)
    assert line.text == ""
    assert "1" in room.capture.bar.lot.text()
    assert len(titles(room)) == 3


def test_escape_leads_to_the_map_and_ctrl_l_back(room: Workspace) -> None:
    line = opened(room)
    assert room.window_.actions_["capture"].isChecked()
    typed(line, "half a thou", None)
    QTest.keyClick(line, K.Key_Escape)
    QApplication.processEvents()
    assert room.capture.bar.isHidden()
    assert QApplication.focusWidget() is room.canvas_
    assert not room.window_.actions_["capture"].isChecked()
    assert opened(room).text == "half a thou", "nothing is lost"
    QTest.keyClick(line, K.Key_L, CTRL)
    assert room.capture.bar.isHidden()


def test_what_will_be_made_is_shown(room: Workspace) -> None:
    line, bar = opened(room), room.capture.bar
    assert bar._foot.currentWidget() is bar.help
    typed(line, "Nu > zz svar @phone !sur 3", None)
    chips = bar.preview.chips
    assert [c.text for c in chips] == ["Nu", "svar", "Phone", f"sur {room.ui.number(3)}"]
    assert [c.new for c in chips] == [True, False, False, True]
    assert "svar" in bar.preview.accessibleName()


def test_an_everyday_word_is_shown_with_the_name_it_means(room: Workspace) -> None:
    line, bar = opened(room), room.capture.bar
    room.desk.change(
        Message("Edit"), lambda j: j.replace(channels=(j.channels[0], j.channels[1].replace(name="Självbetjäningsportal")))
    )
    typed(line, "Logs in @portal", None)
    assert [(c.text, c.new) for c in bar.preview.chips] == [("Logs in", False), ("@portal → Självbetjäningsportal", False)]
    typed(line, "")
    assert room.session.journey.touchpoints[-1].channel == "c2"


def test_a_paste_says_what_came_new_with_it(room: Workspace) -> None:
    line, before = opened(room), room.session.journey
    told: list[str] = []
    room.desk.told.connect(lambda message: told.append(room.desk.ui.say(message)))
    QGuiApplication.clipboard().setText("Later > Calls @phone\nWrites @Fax\nSigns @Pigeon #HR")
    QTest.keyClick(line, K.Key_V, CTRL)
    _ = room.desk.ui.text
    assert told == [
        " ".join([
            _("{n} cards were added.").format(n=3),
            _("New phase: {names}.").format(names="Later"),
            _("{n} new channels: {names}.").format(n=2, names="Fax, Pigeon"),
            _("New party: {names}.").format(names="HR"),
        ])
    ]  # fmt: skip
    QGuiApplication.clipboard().setText("\n".join(f"Week {i} > Waits" for i in range(6)))
    QTest.keyClick(line, K.Key_V, CTRL)
    phases = _("{n} new phases: {names}.").format(n=6, names="Week 0, Week 1, Week 2, Week 3, +2")
    assert told[1] == f"{_('{n} cards were added.').format(n=6)} {phases}"
    room.session.undo()
    room.session.undo()
    assert room.session.journey is before


def test_a_paste_says_what_it_took_for_something_else_and_where_a_sign_was_not_understood(room: Workspace) -> None:
    line, _ = opened(room), room.desk.ui.text
    told: list[str] = []
    room.desk.told.connect(lambda message: told.append(room.desk.ui.say(message)))
    QGuiApplication.clipboard().setText("Before that > Calls @tele\n\n1 ask @phon\nSets #this under it\nAnd @that too")
    room.desk.change(Message("Edit"), lambda j: j.replace(channels=(j.channels[0].replace(name="Phone"), *j.channels[1:])))
    QTest.keyClick(line, K.Key_V, CTRL)
    assert [p.name for p in room.session.journey.phases].count("Before that") == 1, "and not “Before”"
    assert told[0].endswith(
        " ".join([
            _("Taken for a known name: {names}.").format(names="phon → Phone"),
            _("In {n} lines a sign was not understood: line {lines}.").format(n=2, lines="4 (#this), 5 (@that)"),
        ])
    )  # fmt: skip
    QGuiApplication.clipboard().setText("Sets #this under it\nWaits")
    QTest.keyClick(line, K.Key_V, CTRL)
    assert told[1].endswith(_("In line {lines} a sign was not understood.").format(lines="1 (#this)"))


def test_a_sign_in_the_title_and_a_word_nobody_said_are_shown_before_enter(room: Workspace) -> None:
    line, bar = opened(room), room.capture.bar
    typed(line, "Sets #this under it", None)
    assert [c.hint for c in bar.preview.chips] == [False, True]
    assert "#this" in bar.preview.chips[1].text
    assert "#this" in bar.preview.accessibleName()
    line.write("Waits !2")
    assert [(c.text, c.slanted) for c in bar.preview.chips] == [("Waits", 0), (f"vred {room.ui.number(2)}", 4)]
    line.write("Waits !vred 2")
    assert [(c.text, c.slanted) for c in bar.preview.chips] == [("Waits", 0), (f"vred {room.ui.number(2)}", 0)]


def test_ctrl_enter_adds_the_line_and_no_empty_card(room: Workspace) -> None:
    line = opened(room)
    typed(line, "Calls @pho", None)
    assert line.offer.isVisible()
    QTest.keyClick(line, K.Key_Return, CTRL)
    QApplication.processEvents()
    assert titles(room)[3:] == ["Calls"], "whatever is offered"
    assert line.text == ""
    QTest.keyClick(line, K.Key_Return, CTRL)
    QApplication.processEvents()
    assert len(titles(room)) == 4


def test_a_grade_off_the_scale_is_part_of_the_title(room: Workspace) -> None:
    typed(opened(room), "Form 12")
    assert titles(room)[-1] == "Form 12"
    assert room.session.journey.touchpoints[-1].grade is None


def test_a_number_at_the_end_of_a_title_stays_and_the_preview_says_how_it_would_be_a_grade(room: Workspace) -> None:
    line, bar = opened(room), room.capture.bar
    typed(line, "Windows 10", None)
    assert [(c.text, c.hint) for c in bar.preview.chips] == [
        ("Windows 10", False), (room.ui.text("as a grade: !{number}").format(number="10"), True),
    ]  # fmt: skip
    typed(line, " !10", None)
    assert [c.hint for c in bar.preview.chips] == [False, False]
    QTest.keyClick(line, K.Key_Return)
    typed(line, "Dag 1")
    typed(line, "Ringer @phone 9")
    made = room.session.journey.touchpoints[-3:]
    assert [(t.title, t.grade) for t in made] == [("Windows 10", 10), ("Dag 1", None), ("Ringer", 9)]


def test_what_says_nothing_makes_no_card(room: Workspace) -> None:
    line = opened(room)
    typed(line, ">", None)
    QTest.keyClick(line, K.Key_Escape)  # the phases that are offered
    QTest.keyClick(line, K.Key_Return)
    assert line.text == ">", "it waits to be written on"
    assert len(titles(room)) == 3
    line.write("")
    QApplication.clipboard().setText("Linje 2\n>\n---\n> Ringer kl. 9\n2. punkt 3")
    line.paste()
    QApplication.processEvents()
    assert [(t.title, t.grade) for t in room.session.journey.touchpoints[3:]] == [
        ("Linje 2", None), ("Ringer kl. 9", None), ("2. punkt 3", None),
    ]  # fmt: skip


def test_f6_comes_to_the_bar(room: Workspace) -> None:
    line = opened(room)
    room.canvas_.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), K.Key_F6)
        QApplication.processEvents()
        seen.append(QApplication.focusWidget())
    assert line in seen
    assert room.canvas_ in seen


def test_it_fits_where_the_map_is_narrow(room: Workspace) -> None:
    opened(room)
    room.capture.turn("parking")
    room.middle.resize(room.ui.px(290), 600)
    QApplication.processEvents()
    assert room.middle.minimumSizeHint().width() <= room.ui.px(300)
    bar, lot = room.capture.bar, room.capture.parking
    assert bar.line.width() > room.ui.px(60)
    for widget in (bar.add, bar.lot, lot.take_in, lot.new):
        assert widget.width() >= widget.minimumSizeHint().width()
        assert widget.mapTo(room.middle, widget.rect().topRight()).x() < room.middle.width()
    room.capture.turn("parking")


@pytest.mark.parametrize(("size", "wide", "high"), [(150, 542, 596), (200, 869, 542)])
def test_what_was_understood_is_read_on_a_small_screen_with_large_type(size: int, wide: int, high: int, tmp_path: Any, qapp: Any) -> None:
    """``wide`` and ``high``: what there is between the panels of a window of 1366 by 768."""
    made = workspace(tmp_path, journey(), language="hu")
    known = journey()
    made.session.adopt(known.replace(channels=(known.channels[0].replace(name="E-mail", icon="mail"), *known.channels[1:])))
    look = ui(tmp_path / "large", "hu", "dark", size)
    # A window that is too large for the screen of a test.
    host = QWidget()
    host.resize(1366, 768)
    bar = Bar(made.desk, made.canvas_, look)
    bar.setParent(host)
    bar.show()
    host.show()
    bar.refresh()
    bar.setGeometry(0, 0, wide, bar.sizeHint().height())
    bar.line.insertPlainText('Az első nap előtt > Megkapja a belépőkártyát a portán @mail !izgatott 8 #HR "végre itt vagyok!"')
    QApplication.processEvents()
    bar.resize(wide, bar.sizeHint().height())
    assert bar.height() <= high / 2, "half of it is the map's"
    QApplication.processEvents()
    preview, places = bar.preview, bar.preview.places()
    needs = bar.preview.needs()
    for chip, need, (row, x, width) in zip(preview.chips, needs, places, strict=True):
        assert preview.high(row + 1) <= preview.height()
        assert x + width <= preview.width()
        if chip.icon in ("mail", "users", "flag") or chip.grade is not None:
            assert width >= need, chip.text
        assert width >= min(need, look.px(90) - 4), chip.text
    inside = [bar.line, bar.add, bar.lot, bar._foot]
    boxes = [one.geometry() for one in inside]
    assert all(bar.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert bar.line.height() > 1.5 * bar.line.fontMetrics().lineSpacing() + look.px(10), "two rows of the line are in sight"
    if size == 150:
        assert look.text("Add") in bar.add.text()
        assert look.text("Park") in bar.lot.text()
    bar.line.write("")
    QApplication.processEvents()
    assert preview.rows == 1 or bar._foot.height() < preview.high(2) + 1
    shut(made)
    host.deleteLater()

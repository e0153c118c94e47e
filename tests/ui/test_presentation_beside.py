"""The presentation and the rest of the program: dialogs over it, remote controls, palette, votes, timer and further personas, in two
languages, on one screen and on two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from cjm_desktop.layout.sheet import Text
from cjm_desktop.storage import templates
from cjm_desktop.ui.dialogs.asker import Asker
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.present.look import LEAST_TYPE
from cjm_desktop.ui.present.timer_sign import TimerSign
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K, M = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, SHIFT, LEFT = M.NoModifier, M.ControlModifier, M.ShiftModifier, Qt.MouseButton.LeftButton


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """A window that asks a person, as the program does."""
    window = MainWindow(rooms.ui(tmp_path, request.param))
    window.resize(1366, 768)
    made = Workspace(window, MapDesk(window.ui))
    made.session.adopt(templates.load("new-colleague", request.param))
    window.show()
    made.show_map()
    made.ui.settings.set("appearance/motion", "off")
    settle()
    yield made
    rooms.shut(made)


@pytest.fixture
def shown(room: Workspace) -> Presentation:
    QTest.keyClick(room.canvas_, K.Key_F5)
    settle()
    assert room.presenter.showing is not None
    return room.presenter.showing


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    settle()


def belongs(one: QWidget | None, to: QWidget) -> bool:
    while one is not None and one is not to:
        one = one.parentWidget()
    return one is to


# ------------------------------------------------------------------------------------------------ dialogs


def escaped(seen: list[tuple[QWidget | None, str]], does: Callable[[], None]) -> None:
    """Do something that asks; the dialog is noted and left with Escape."""

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(50, leave)
            return
        seen.append((dialog.parentWidget(), dialog.windowTitle()))
        QTest.keyClick(dialog, K.Key_Escape)

    QTimer.singleShot(50, leave)
    does()
    rooms.until(lambda: bool(seen))
    settle()


def test_saving_asks_over_the_presentation_and_gives_the_keyboard_back(room: Workspace, shown: Presentation) -> None:
    assert isinstance(room.files.asks, Asker)
    seen: list[tuple[QWidget | None, str]] = []
    escaped(seen, lambda: press(K.Key_S, CTRL))
    assert seen and seen[0][0] is shown
    assert room.presenter.showing is shown and shown.isVisible()
    rooms.until(lambda: QApplication.activeWindow() is shown)
    assert shown.canvas.hasFocus()
    press(K.Key_PageDown)
    assert shown.halt == Stop("journey"), "the keys are the presentation's"


@pytest.mark.parametrize("ident", ["export", "pack", "keys"])
def test_what_is_opened_from_the_palette_stands_over_the_presentation(room: Workspace, shown: Presentation, ident: str) -> None:
    room.window_.run(ident)
    settle()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    assert belongs(dialog, shown)
    QTest.keyClick(dialog, K.Key_Escape)
    settle()
    rooms.until(lambda: QApplication.activeWindow() is shown)
    assert shown.canvas.hasFocus()
    press(K.Key_Escape)
    assert room.presenter.showing is None
    assert room.outgoing.over() is room.window_, "and over the editor again after"


# ------------------------------------------------------------------------------------------------ the palette


def test_the_palette_has_only_what_works_there_and_is_read_from_the_last_row(room: Workspace, shown: Presentation) -> None:
    press(K.Key_K, CTRL)
    palette = room.finding.open_one
    assert palette is not None and palette.parentWidget() is shown
    keys = {entry.key for entry in palette.rows.rows}
    hidden = ("guide", "journey_panel", "inspector", "outline", "parking", "wall_photo", "poster", "start", "open", "next_area")
    assert not {f"action:{ident}" for ident in hidden} & keys
    assert not [key for key in keys if key.startswith(("step:", "place:", "journey:", "inspector:", "persona:", "party:", "channel:"))]
    assert {"action:save", "action:votes", "present:toggle_timer", "present:go_first"} <= keys
    sizes = [w.fontInfo().pixelSize() for w in (palette.edit, palette.list, palette.none)]
    assert min(sizes) >= LEAST_TYPE * shown.height() and palette.width() <= shown.width()
    row = next(i for i, entry in enumerate(palette.rows.rows) if entry.key == "present:toggle_dark")
    palette.take(row)
    settle()
    assert room.ui.settings.get("present/dark") and shown.canvas.hasFocus()
    press(K.Key_K, CTRL)
    again = room.finding.open_one
    card = room.session.journey.touchpoints[8]
    assert again is not None
    again.take(next(i for i, entry in enumerate(again.rows.rows) if entry.key == f"touchpoint:{card.id}"))
    settle()
    assert shown.halt == Stop("touchpoint", card.id)
    press(K.Key_Escape)
    press(K.Key_K, CTRL)
    editor = room.finding.open_one
    assert editor is not None and editor.parentWidget() is room.window_
    assert {"action:guide", "action:open"} <= {entry.key for entry in editor.rows.rows}
    QTest.keyClick(editor.edit, K.Key_Escape)


def test_an_opportunity_from_the_palette_is_written_on_the_wall(room: Workspace, shown: Presentation) -> None:
    shown.visit(Stop("touchpoint", room.session.journey.touchpoints[2].id))
    room.window_.run("add_opportunity")
    settle()
    made = room.session.journey.opportunities[-1]
    where = shown.canvas.editing.where
    assert where is not None and where[0] == made.id and shown.canvas.hasFocus()


# ------------------------------------------------------------------------------------------------ votes


def test_the_group_votes_on_the_map_it_sees(room: Workspace, shown: Presentation) -> None:
    journey = room.session.journey
    card = journey.touchpoints[4]
    shown.visit(Stop("touchpoint", card.id))
    press(K.Key_D, CTRL | SHIFT)
    assert shown.note.text() == room.ui.text("Voting: click or + gives a dot, Shift+click or − takes it back.")
    shown.note.say("")
    assert shown.votes and room.window_.actions_["votes"].isChecked() and not room.capture.shown("votes")
    QTest.keyClicks(shown.canvas, "++")
    QTest.keyClicks(shown.canvas, "-")
    settle()
    now = {t.id: t.votes for t in room.session.journey.touchpoints}
    assert now[card.id] == card.votes + 1
    box = shown.canvas.sheet.box(card.id)
    assert box is not None
    corner = shown.canvas.camera.to_view(QPointF(box.x + box.w, box.y)).toPoint()
    pill = shown.canvas.grab().toImage().pixelColor(corner.x() - round(0.4 * LEAST_TYPE * shown.height()), corner.y())
    assert pill.name() == shown.room_ui.look.accent.lower() or pill.name() == shown.room_ui.look.accent_ink.lower(), "dots are seen"
    spot = shown.canvas.camera.to_view(QPointF(box.x + 4, box.y + 4)).toPoint()
    QTest.mouseClick(shown.canvas.viewport(), LEFT, NONE, spot)
    QTest.mouseClick(shown.canvas.viewport(), LEFT, SHIFT, spot)
    QTest.mouseClick(shown.canvas.viewport(), LEFT, NONE, spot)
    settle()
    assert next(t.votes for t in room.session.journey.touchpoints if t.id == card.id) == card.votes + 2
    given = sum(t.votes for t in room.session.journey.touchpoints) + sum(o.votes for o in room.session.journey.opportunities)
    assert shown.note.isVisible() and str(given) in shown.note.text()
    assert shown.note.fontInfo().pixelSize() >= LEAST_TYPE * shown.height()
    shown.turn_bar()
    settle()
    assert shown.bar is not None
    over = shown.note.geometry()
    assert not over.intersects(QRect(shown.canvas.mapTo(shown, QPoint()), shown.canvas.size())), "what is left of the map is seen"
    told = QRect(shown.bar.help.mapTo(shown, QPoint()), shown.bar.help.size())
    assert shown.note.isVisible() and shown.rect().contains(over) and not over.intersects(told)
    assert shown.bar.help.heightForWidth(told.width()) <= told.height()
    assert "·" not in shown.bar.help.text()
    shown.bar.keep_free(0)
    shown.bar.resize(2 * shown.bar.width(), shown.bar.height())
    assert "·" in shown.bar.help.text(), "the whole hint where there is room for it"
    shown.turn_bar()
    settle()
    assert shown.note.geometry().intersects(shown.canvas.geometry())
    shown.canvas.setFocus()
    press(K.Key_D, CTRL | SHIFT)
    assert not shown.votes and not shown.note.isVisible()
    QTest.keyClicks(shown.canvas, "+")
    settle()
    assert next(t.votes for t in room.session.journey.touchpoints if t.id == card.id) == card.votes + 2


# ------------------------------------------------------------------------------------------------ the timer


def test_the_timer_goes_on_in_the_editor_and_says_its_end_there(room: Workspace, shown: Presentation) -> None:
    sign = room.window_.findChild(TimerSign)
    assert sign is not None and sign.isHidden()
    press(K.Key_T)
    press(K.Key_B)
    assert shown.curtain.isVisible() and shown.clock.isVisible()
    order = [w for w in shown.children() if w in (shown.curtain, shown.clock)]
    assert order == [shown.curtain, shown.clock], "the time is seen on the blank screen"
    press(K.Key_B)
    press(K.Key_Escape)
    one = room.presenter.countdown
    assert room.presenter.showing is None and one.running
    assert sign.isVisible() and sign.text() == one.text and one.text in sign.accessibleName()
    QTest.mouseClick(sign, LEFT)
    assert not one.running and sign.text() == room.ui.text("{time}, paused").format(time=one.text)
    one.set(0.001)
    one.start()
    rooms.until(lambda: one.seconds <= 0 and not one.running)
    settle()
    assert sign.text() == room.ui.text("The time is over.") and sign.property("state") == "warning"
    QTest.mouseClick(sign, LEFT)
    assert sign.isHidden() and not one.on


def test_the_end_of_the_time_is_said_on_the_wall(room: Workspace, shown: Presentation) -> None:
    press(K.Key_B)
    one = room.presenter.countdown
    one.set(0.001)
    one.start()
    rooms.until(lambda: not one.running)
    assert shown.clock.isVisible() and shown.note.text() == room.ui.text("The time is over.")


# ------------------------------------------------------------------------------------------------ everybody


def test_a_further_persona_has_a_name_in_every_view_of_the_wall(room: Workspace, shown: Presentation) -> None:
    journey = room.session.journey
    other = journey.personas[1].name
    shown.resize(1920, 1080)
    settle()
    places = [
        (part.x + i.x) for part in shown.canvas.sheet.parts() for i in part.items if isinstance(i, Text) and i.line.text == other
    ]
    assert len(places) >= 4, "its line is named again and again"
    graded = next(t for t in journey.touchpoints if any(p.persona == journey.personas[1].id and p.grade is not None for p in t.personas))
    said = next(p for p in graded.personas if p.persona == journey.personas[1].id)
    shown.visit(Stop("touchpoint", graded.id))
    settle()
    told = [label.text() for label in shown.story.widget().findChildren(QLabel)]
    line = next(text for text in told if text.startswith(f"{other}: "))
    assert said.grade is not None and line.endswith(room.ui.number(said.grade))


def test_nothing_over_the_map_is_nameless_to_a_screen_reader(shown: Presentation) -> None:
    for one in (shown.spotlight, shown.curtain, shown.strip, shown.story):
        made = QAccessible.queryAccessibleInterface(one)
        assert made is not None and made.text(QAccessible.Text.Name)


# ------------------------------------------------------------------------------------------------ two screens

_TWO = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
import rooms
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from cjm_desktop.storage import templates
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace
K = Qt.Key
editor = MainWindow(rooms.ui(Path({folder!r}), {language!r}))
editor.resize(1300, 700)
room = Workspace(editor, MapDesk(editor.ui))
room.session.adopt(templates.load("new-colleague", {language!r}))
editor.show(); room.show_map()
room.ui.settings.set("appearance/motion", "off")
def settle():
    for _ in range(4): QApplication.processEvents()
settle()
QTest.keyClick(room.canvas_, K.Key_F5); settle()
shown = room.presenter.showing
assert shown.screen() is not editor.screen()
def key(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWindow(), key, modifiers); settle()
editor.activateWindow(); room.canvas_.setFocus(); settle()
key(K.Key_PageDown)
assert shown.halt == Stop("journey")
# The full stop of a remote control blanks the wall, from the map ...
key(K.Key_Period); assert shown.curtain.isVisible()
key(K.Key_Period); assert not shown.curtain.isVisible()
# ... but in a text it is a full stop; Page Down leads on from quick entry, guide and fields.
room.turn_capture("bar"); settle()
line = room.capture.bar.line
assert line.hasFocus()
key(K.Key_A); key(K.Key_Period)
assert line.text == "a." and not shown.curtain.isVisible()
key(K.Key_PageDown); assert shown.halt.kind == "phase", shown.halt
assert line.hasFocus() and line.text == "a."
room.turn_side("guide"); room.guide.begin(); settle()
one = QApplication.focusWidget()
assert room.guide.isAncestorOf(one)
key(K.Key_PageDown); assert shown.halt.kind == "touchpoint"
first = shown.halt
room.side.setFocus(); room.inspector.edit_title(); settle()
key(K.Key_PageDown); assert shown.halt != first
# A text that is higher than its field keeps the key for itself.
text = room.journey_panel.findChildren(QPlainTextEdit)[0]
room.turn_side("journey"); settle()
text.setFocus(); text.setPlainText("\\n".join("line" for _ in range(60))); settle()
assert text.verticalScrollBar().maximum() > 0
halt = shown.halt
key(K.Key_PageDown); assert shown.halt == halt and text.textCursor().blockNumber() > 0
# While a card is written on, its words are kept and the tour goes on.
room.canvas_.setFocus(); key(K.Key_F2)
assert room.canvas_.editing.active is not None
key(K.Key_Period); assert not shown.curtain.isVisible()
key(K.Key_PageUp); assert room.canvas_.editing.active is None and shown.halt != halt
# A dialog asked for on the wall stands on the editor's screen, and the keyboard comes back after.
shown.activateWindow(); shown.canvas.setFocus(); settle()
seen = []
def leave():
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(50, leave)
        return
    seen.append((dialog.parentWidget() is editor, dialog.screen() is editor.screen()))
    QTest.keyClick(dialog, K.Key_Escape)
QTimer.singleShot(50, leave)
key(K.Key_S, Qt.KeyboardModifier.ControlModifier)
assert seen == [(True, True)], seen
rooms.until(lambda: QApplication.activeWindow() is shown)
assert shown.canvas.hasFocus()
# The palette comes where the keyboard is.
editor.activateWindow(); room.canvas_.setFocus(); settle()
QTest.keyClick(room.canvas_, K.Key_K, Qt.KeyboardModifier.ControlModifier); settle()
assert room.finding.open_one.parentWidget() is editor
QTest.keyClick(room.finding.open_one.edit, K.Key_Escape)
rooms.shut(room)
print("beside each other")
"""


@pytest.mark.in_turn("language")
@pytest.mark.parametrize("language", ["en", "hu"])
def test_on_two_screens_a_remote_control_leads_from_anywhere_and_dialogs_stand_with_the_editor(tmp_path: Path, language: str) -> None:
    said = rooms.on_two_screens(_TWO, tmp_path, language)
    assert said == "beside each other", said


def test_the_palette_is_dark_all_over_in_a_dark_room(room: Workspace, shown: Presentation) -> None:
    room.ui.settings.set("present/dark", True)
    press(K.Key_K, CTRL)
    palette = room.finding.open_one
    assert palette is not None
    picture = palette.list.viewport().grab().toImage()
    corner, middle = picture.pixelColor(0, 0), picture.pixelColor(picture.width() // 2, picture.height() - 2)
    assert {corner.name(), middle.name()} == {shown.room_ui.look.surface.lower()}, "around the marked row and under the others"
    QTest.keyClick(palette.edit, K.Key_Escape)


def test_the_figures_of_the_timer_stand_in_the_middle(room: Workspace, shown: Presentation) -> None:
    press(K.Key_T)

    def ink() -> tuple[int, int]:
        picture = shown.clock.grab().toImage()
        light = QColor(room.ui.look.header_ink).name()
        high = picture.height()
        # Along the middle, clear of the round ends.
        row, along = range(2 * high // 5, 3 * high // 5), range(high // 10, picture.width() - high // 10)
        found = [x for x in along if any(picture.pixelColor(x, y).name() == light for y in row)]
        return found[0], picture.width() - 1 - found[-1]

    left, right = ink()
    assert abs(left - right) <= 0.1 * shown.clock.height()
    press(K.Key_T)
    paused, still = ink()
    assert paused < left and still == right, "the sign of a pause comes beside them, and they stay"

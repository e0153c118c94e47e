"""The map on the projector, worked with keys, wheel and mouse, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout.sheet import Text
from cjm_desktop.method import STEPS
from cjm_desktop.storage import templates
from cjm_desktop.ui.dialogs.sheets import KeysSheet
from cjm_desktop.ui.present.keys import FIXED, OWN
from cjm_desktop.ui.present.look import LEAST_TYPE
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.theme import contrast
from cjm_desktop.ui.workspace import Workspace

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT, K = Qt.MouseButton.LeftButton, Qt.Key


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "nl"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = rooms.workspace(tmp_path, templates.load("new-colleague", request.param), language=request.param)
    made.ui.settings.set("appearance/motion", "off")
    yield made
    rooms.shut(made)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def present(room: Workspace) -> Presentation:
    """F5 in the editor."""
    QTest.keyClick(room.canvas_, K.Key_F5)
    settle()
    assert room.presenter.showing is not None
    return room.presenter.showing


def press(shown: Presentation, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(shown.canvas, key, modifiers)
    settle()


def point(shown: Presentation, at: QPoint) -> None:
    """The mouse goes there. Sent to the map itself: on the platform without a screen no window lies over another."""
    where = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(shown.canvas.viewport().mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        NONE,
    )
    QApplication.sendEvent(shown.canvas.viewport(), event)
    settle()


def told(shown: Presentation) -> list[str]:
    return [label.text() for label in shown.story.widget().findChildren(QLabel) if label.text()]


def seen(shown: Presentation, record: str) -> bool:
    """Whether all of a card is in sight."""
    box = shown.canvas.sheet.box(record)
    assert box is not None
    corner = shown.canvas.camera.to_view(QPointF(box.x, box.y))
    end = shown.canvas.camera.to_view(QPointF(box.x + box.w, box.y + box.h))
    view = shown.canvas.viewport().rect()
    return view.contains(corner.toPoint()) and view.contains(end.toPoint())


# ------------------------------------------------------------------------------------------------ the map


def test_what_laid_out_the_wall_is_not_kept_when_it_is_over(room: Workspace) -> None:
    """It remembers the parts of each card of each document that it laid out."""
    present(room)
    assert room.presenter._dressed is not None
    room.presenter.end()
    assert room.presenter._dressed is None


def test_f5_fills_the_screen_with_type_for_the_last_row(room: Workspace) -> None:
    shown = present(room)
    assert shown.isFullScreen()
    assert shown.size() == room.window_.screen().geometry().size()
    assert shown.canvas.size() == shown.size(), "nothing but the map"
    canvas = shown.canvas
    sizes = [i.size for part in canvas.sheet.parts() for i in part.items if isinstance(i, Text)]
    assert min(sizes) * canvas.camera.scale >= LEAST_TYPE * shown.height()
    box, sight = canvas.together, canvas.camera.sight
    assert sight.top() <= box.top() + 0.5
    assert box.bottom() <= sight.bottom() + 0.5
    assert not canvas.horizontalScrollBar().isVisible()


def test_the_editor_comes_back_as_it_was(room: Workspace) -> None:
    window, canvas = room.window_, room.canvas_
    canvas.zoom_in()
    settle()
    before = (window.geometry(), window.windowState(), window.splitter.sizes(), canvas.camera.scale)
    centre = canvas.camera.centre
    shown = present(room)
    press(shown, K.Key_D)
    press(shown, K.Key_Escape)
    assert room.presenter.showing is None
    after = (window.geometry(), window.windowState(), window.splitter.sizes(), canvas.camera.scale)
    assert after == before
    assert (canvas.camera.centre - centre).manhattanLength() < 1.0
    assert not window.actions_["present"].isChecked()


def test_f5_ends_it_too(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_F5)
    assert room.presenter.showing is None


# ------------------------------------------------------------------------------------------------ the tour


def test_the_tour_tells_phase_by_phase_and_the_editor_follows(room: Workspace) -> None:
    journey = room.session.journey
    shown = present(room)
    press(shown, K.Key_PageDown)
    assert shown.halt == Stop("journey")
    assert journey.title in told(shown)
    press(shown, K.Key_Right)
    assert shown.halt == Stop("phase", journey.phases[0].id)
    press(shown, K.Key_PageDown)
    first = journey.touchpoints[0]
    assert shown.halt == Stop("touchpoint", first.id)
    assert room.selection.ids == (first.id,)
    assert first.title in told(shown)
    assert first.text in told(shown)
    assert seen(shown, first.id)
    press(shown, K.Key_PageUp)
    assert shown.halt == Stop("phase", journey.phases[0].id)
    press(shown, K.Key_End)
    assert shown.halt is not None and shown.halt.kind == "opportunity"
    assert seen(shown, shown.halt.record)
    press(shown, K.Key_Home)
    assert shown.halt == Stop("journey")
    press(shown, K.Key_Left)
    assert shown.halt is None
    assert shown.story.isHidden()


def test_every_halt_is_whole_beside_its_story_in_type_for_the_last_row(room: Workspace) -> None:
    shown = present(room)
    for halt in shown.halts:
        press(shown, K.Key_PageDown)
        assert shown.halt == halt
        assert not shown.story.isHidden()
        assert shown.story.least_type >= LEAST_TYPE * shown.height()
        assert shown.story.geometry().left() >= shown.canvas.geometry().right(), "beside the map, not over it"
        if halt.kind in ("touchpoint", "opportunity"):
            box = shown.canvas.sheet.box(halt.record)
            assert box is not None
            across = shown.canvas.camera.sight.width()
            assert seen(shown, halt.record) or box.w > across


def test_a_story_has_face_grade_quote_party_and_opportunity(room: Workspace) -> None:
    journey = room.session.journey
    hung = {ident for o in journey.opportunities for ident in o.touchpoints}
    card = next(
        t for t in journey.touchpoints if t.id in hung and t.quotes and t.party and t.grade is not None
    )
    shown = present(room)
    shown.visit(Stop("touchpoint", card.id))
    settle()
    words = "\n".join(told(shown))
    chance = next(o for o in journey.opportunities if card.id in o.touchpoints)
    party = next(p for p in journey.parties if p.id == card.party)
    assert card.quotes[0].text.strip("“”„‘’ ") in words
    assert room.ui.number(card.grade) in words
    assert chance.title in words
    assert party.name in words


def test_decisive_moments_peaks_and_dips_only(room: Workspace) -> None:
    shown = present(room)
    everything = len(shown.halts)
    shown.strip.chosen.emit("moments")
    insights, journey = room.session.insights, room.session.journey
    wanted = {*insights.peaks, *insights.dips, *(t.id for t in journey.touchpoints if t.decisive)}
    assert {halt.record for halt in shown.halts} == wanted
    assert 0 < len(wanted) < everything
    press(shown, K.Key_PageDown)
    assert shown.halt is not None and shown.halt.record in wanted


def test_only_what_is_selected_is_visited(room: Workspace) -> None:
    ids = [t.id for t in room.session.journey.touchpoints]
    room.selection.set((ids[2], ids[5]))
    shown = present(room)
    shown.strip.chosen.emit("selected")
    press(shown, K.Key_Home)
    assert room.selection.ids == (ids[2],)
    press(shown, K.Key_PageDown)
    assert room.selection.ids == (ids[5],)
    assert len(shown.halts) == 2


def test_the_tour_begins_at_the_first_stop_whatever_was_selected_before(room: Workspace) -> None:
    room.selection.set((room.session.journey.touchpoints[-1].id,))
    shown = present(room)
    press(shown, K.Key_PageDown)
    assert shown.halt == Stop("journey")


def test_the_tour_begins_at_the_card_that_was_clicked_in_it(room: Workspace) -> None:
    shown = present(room)
    card = room.session.journey.touchpoints[1]
    box = shown.canvas.sheet.box(card.id)
    assert box is not None
    spot = shown.canvas.camera.to_view(QPointF(box.x + 4, box.y + 3)).toPoint()
    QTest.mouseClick(shown.canvas.viewport(), LEFT, NONE, spot)
    settle()
    press(shown, K.Key_PageDown)
    assert shown.halt == Stop("touchpoint", card.id)


def test_after_the_last_stop_comes_the_whole_map_and_then_the_first(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_End)
    last = shown.halt
    press(shown, K.Key_PageDown)
    sight, sheet = shown.canvas.camera.sight, shown.canvas.sheet
    assert sight.left() <= 0.5 and sight.right() >= sheet.width - 0.5, "the whole map"
    assert shown.story.isHidden() and room.selection.record[0] == "journey"
    said = room.ui.text("End of the tour. Forward begins it again, back leads to the last stop.")
    assert shown.note.isVisible() and shown.note.text() == said
    assert shown.note.fontInfo().pixelSize() >= LEAST_TYPE * shown.height()
    assert shown.rect().contains(shown.note.geometry())
    press(shown, K.Key_PageUp)
    assert shown.halt == last and not shown.story.isHidden() and not shown.note.isVisible()
    press(shown, K.Key_PageDown)
    press(shown, K.Key_PageDown)
    assert shown.halt == Stop("journey") and not shown.story.isHidden()
    press(shown, K.Key_Right)
    assert shown.halt == Stop("phase", room.session.journey.phases[0].id)


def test_escape_on_an_empty_new_card_leaves_the_tour_where_it_was(room: Workspace) -> None:
    shown = present(room)
    for _ in range(4):
        press(shown, K.Key_PageDown)
    halt, place, count = shown.halt, shown.place, len(room.session.journey.touchpoints)
    press(shown, K.Key_Return)
    assert len(room.session.journey.touchpoints) == count + 1 and shown.canvas.editing.active is not None
    press(shown, K.Key_Escape)
    assert len(room.session.journey.touchpoints) == count
    assert (shown.halt, shown.place) == (halt, place)
    assert not shown.story.isHidden() and halt is not None and room.selection.ids == (halt.record,)


def test_a_remote_control_leads_on_while_a_card_is_written(room: Workspace) -> None:
    shown = present(room)
    for _ in range(3):
        press(shown, K.Key_PageDown)
    ident = room.session.journey.touchpoints[0].id
    press(shown, K.Key_F2)
    QTest.keyClicks(shown.canvas.viewport(), "Kept. ")
    press(shown, K.Key_Right)
    assert shown.canvas.editing.where == (ident, "title"), "an arrow goes through the text"
    press(shown, K.Key_PageDown)
    assert shown.canvas.editing.active is None and shown.halt == Stop("touchpoint", room.session.journey.touchpoints[1].id)
    assert "Kept." in room.session.journey.touchpoints[0].title


def test_o_shows_the_whole_line_and_comes_back(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_End)
    near, halt = shown.canvas.camera.scale, shown.halt
    press(shown, K.Key_O)
    sight, sheet = shown.canvas.camera.sight, shown.canvas.sheet
    assert sight.left() <= 0.5 and sight.right() >= sheet.width - 0.5
    assert shown.story.isHidden(), "all the width for the line"
    press(shown, K.Key_O)
    assert shown.canvas.camera.scale == pytest.approx(near)
    assert shown.halt == halt
    assert not shown.story.isHidden()


def test_the_camera_glides_unless_nothing_may_move(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_End)
    there = shown.canvas.camera.centre
    press(shown, K.Key_Home)
    room.ui.settings.set("appearance/motion", "on")
    QTest.keyClick(shown.canvas, K.Key_End)
    # Looked at before any event: on a slow computer it has arrived at the next one.
    assert (shown.canvas.camera.centre - there).manhattanLength() > 20.0, "under way"
    rooms.until(lambda: (shown.canvas.camera.centre - there).manhattanLength() < 1.0)


# ------------------------------------------------------------------------------------------------ editing goes on


def test_cards_are_graded_written_on_and_dragged_live(room: Workspace) -> None:
    shown = present(room)
    canvas = shown.canvas
    for _ in range(3):
        press(shown, K.Key_PageDown)
    ident = room.session.journey.touchpoints[0].id
    press(shown, K.Key_3)
    assert room.session.journey.touchpoints[0].grade == 3.0
    assert room.ui.number(3.0) in "\n".join(told(shown)), "the story follows"
    press(shown, K.Key_F2)
    assert canvas.editing.where == (ident, "title")
    canvas.editing.active.setPlainText("")  # type: ignore[union-attr]
    QTest.keyClicks(canvas.viewport(), "Bright ")
    press(shown, K.Key_B)
    assert not shown.curtain.isVisible(), "a letter is a letter while writing"
    press(shown, K.Key_Return, CTRL)
    assert room.session.journey.touchpoints[0].title.lower().startswith("bright b")
    press(shown, K.Key_Z, CTRL)
    press(shown, K.Key_Z, CTRL)
    assert room.session.undo_label is None

    order = [t.id for t in room.session.journey.touchpoints]
    press(shown, K.Key_I)
    at = [canvas.sheet.box(i) for i in order[:2]]
    assert at[0] is not None and at[1] is not None
    start = canvas.camera.to_view(QPointF(at[0].x + at[0].w / 2, at[0].y + 3)).toPoint()
    end = canvas.camera.to_view(QPointF(at[1].x + 0.8 * at[1].w, at[1].y + 3)).toPoint()
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    for k in range(1, 11):
        QTest.mouseMove(canvas.viewport(), start + (end - start) * k / 10)
        QApplication.processEvents()
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, end)
    settle()
    now = [t.id for t in room.session.journey.touchpoints]
    assert now[:2] == [order[1], order[0]]
    editor = [room.canvas_.sheet.index_of(i) for i in now[:2]]
    assert editor == [0, 1], "the editor shows it too"


def test_what_is_being_written_is_saved_with_the_rest(room: Workspace, tmp_path: Path) -> None:
    shown = present(room)
    for _ in range(3):
        press(shown, K.Key_PageDown)
    press(shown, K.Key_F2)
    QTest.keyClicks(shown.canvas.viewport(), "Written on the wall")
    room.desk.flush()
    assert "Written on the wall" in room.session.journey.touchpoints[0].title


# ------------------------------------------------------------------------------------------------ on demand


def test_the_controls_come_to_the_lower_edge_and_to_tab(room: Workspace) -> None:
    shown = present(room)
    assert shown.strip.isHidden()
    point(shown, QPoint(300, shown.height() - 4))
    assert shown.strip.isVisible()
    shown.strip.hide()
    press(shown, K.Key_Tab)
    assert shown.strip.isVisible()
    button = shown.strip.buttons["go_on"]
    assert button.hasFocus()
    QTest.keyClick(button, K.Key_Return)
    assert shown.halt == Stop("journey")
    QTest.keyClick(button, K.Key_Tab)
    assert not button.hasFocus()
    QTest.keyClick(shown.strip.focusWidget(), K.Key_Escape)
    assert shown.strip.isHidden()
    assert shown.canvas.hasFocus()
    assert shown.isVisible()
    names = [one.accessibleName() for one in shown.strip.buttons.values()]
    assert all(names) and len(set(names)) == len(names)
    assert shown.strip.width() <= shown.width()


def test_b_and_the_full_stop_blank_the_screen(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_B)
    assert shown.curtain.isVisible()
    assert shown.grab().toImage().pixelColor(shown.rect().center()).value() == 0
    press(shown, K.Key_PageDown)
    assert not shown.curtain.isVisible()
    assert shown.halt is None, "the map comes back first"
    press(shown, K.Key_Period)
    press(shown, K.Key_Period)
    assert not shown.curtain.isVisible()


def test_the_spotlight_dims_all_but_a_disc_that_the_wheel_widens(room: Workspace) -> None:
    shown = present(room)
    bright = shown.grab().toImage()
    press(shown, K.Key_S)
    at = QPoint(shown.width() // 2, shown.height() // 4)
    point(shown, at)
    dim = shown.grab().toImage()
    corner = QPoint(shown.width() - 8, 8)
    assert dim.pixelColor(at) == bright.pixelColor(at)
    assert dim.pixelColor(corner).lightness() < 0.6 * bright.pixelColor(corner).lightness()
    before, scale = shown.spotlight.radius, shown.canvas.camera.scale
    centre = shown.canvas.camera.centre
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(shown.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.canvas.viewport(), wheel)
    assert shown.spotlight.radius > 1.2 * before
    assert (shown.canvas.camera.scale, shown.canvas.camera.centre) == (scale, centre)
    press(shown, K.Key_S)
    assert not shown.spotlight.isVisible()


def test_a_dark_room_darkens_map_and_story(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_PageDown)
    press(shown, K.Key_D)
    picture = shown.grab().toImage()
    for at in (QPoint(2, shown.height() // 2), QPoint(shown.width() - 5, shown.height() - 5)):
        assert picture.pixelColor(at).lightness() < 60
    assert room.canvas_.sheet.paper == "#FFFFFF", "the editor's map is as it was"
    press(shown, K.Key_D)
    assert shown.canvas.sheet.paper == "#FFFFFF"


def test_the_timer_runs_pauses_and_is_lengthened_without_a_sound(room: Workspace) -> None:
    room.ui.settings.set("window/guide_step", 7)
    shown = present(room)
    assert not shown.clock.isVisible()
    press(shown, K.Key_T)
    one = room.presenter.countdown
    assert one.running and shown.clock.isVisible()
    assert one.seconds == pytest.approx(60 * STEPS[7].minutes, abs=2)
    press(shown, K.Key_T)
    assert not one.running
    left = one.seconds
    press(shown, K.Key_M)
    assert one.seconds == pytest.approx(left + 60)
    press(shown, K.Key_M, SHIFT)
    assert one.seconds == pytest.approx(left + 360)
    assert shown.clock.geometry().right() <= shown.width()
    press(shown, K.Key_T, SHIFT)
    assert not shown.clock.isVisible()


def test_the_keys_are_on_the_sheet_of_keys(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_D)
    press(shown, K.Key_F1)
    sheet = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    words = [label.text() for label in sheet.findChildren(QLabel)]
    look, label = room.ui.look, sheet.findChildren(QLabel)[1]
    assert contrast(label.palette().color(label.foregroundRole()).name(), look.surface) >= 4.5
    for text in ("Next stop of the tour", "Blank the screen", "Back to the editor"):
        assert room.ui.text(text) in words
    sheet.close()
    QApplication.processEvents()
    QTest.keyClicks(shown.canvas, "?")
    assert any(isinstance(w, KeysSheet) and w.isVisible() and w.parentWidget() is shown for w in QApplication.topLevelWidgets())
    assert {"go_on", "go_back", "toggle_blank", "toggle_timer", "end"} <= {*FIXED.values(), *(row.name for row in OWN)}


def test_another_language_presents_on_in_it(tmp_path: Path) -> None:
    room = rooms.workspace(tmp_path, templates.load("new-colleague", "en"))
    shown = present(room)
    made = renewed(room, catalogue_for("da"))
    try:
        settle()
        assert made.presenter.showing is not None
        assert made.presenter.showing is not shown
        assert made.presenter.showing.strip.buttons["end"].toolTip() == made.ui.text(
            "Back to the editor (Escape)"
        )
    finally:
        rooms.shut(made)


# ------------------------------------------------------------------------------------------------ two screens

_TWO = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
import rooms
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from cjm_desktop.storage import templates
from cjm_desktop.ui.present.tour import Stop
room = rooms.workspace(Path({folder!r}), templates.load("new-colleague", {language!r}), language={language!r})
room.ui.settings.set("appearance/motion", "off")
editor = room.window_
here = editor.screen()
QTest.keyClick(room.canvas_, Qt.Key.Key_F5)
QApplication.processEvents()
shown = room.presenter.showing
there = next(s for s in QGuiApplication.screens() if s is not here)
assert shown.geometry() == there.geometry(), (shown.geometry(), there.geometry())
assert shown.geometry().height() == 1080 and shown.canvas.camera.scale * shown.canvas.sheet.bands[0].m.em >= 27
assert editor.isVisible() and not editor.isFullScreen() and editor.screen() is here
ids = [t.id for t in room.session.journey.touchpoints]
editor.activateWindow(); room.canvas_.setFocus(); QApplication.processEvents()
room.selection.set((ids[9],)); QApplication.processEvents()
assert shown.halt == Stop("touchpoint", ids[9]), shown.halt
assert shown.canvas.camera.sight.contains(shown.canvas.camera.centre)
box = shown.canvas.sheet.box(ids[9])
assert shown.canvas.camera.sight.left() <= box.x and box.x + box.w <= shown.canvas.camera.sight.right()
QTest.keyClick(editor.windowHandle(), Qt.Key.Key_PageDown); QApplication.processEvents()
assert shown.halt != Stop("touchpoint", ids[9]) and room.selection.record[1] == shown.halt.record
shown.activateWindow(); shown.canvas.setFocus(); QApplication.processEvents()
QTest.keyClick(shown.canvas, Qt.Key.Key_End); QApplication.processEvents()
record = shown.halt.record
assert room.selection.record == ("opportunity", record)
box = room.canvas_.sheet.box(record)
sight = room.canvas_.camera.sight
assert sight.left() <= box.x and box.x + box.w <= sight.right(), "the editor shows it"
rooms.shut(room)
print("in step")
"""


@pytest.mark.in_turn("language")
@pytest.mark.parametrize("language", ["en", "hu"])
def test_on_two_screens_the_editor_stays_and_both_are_in_step(tmp_path: Path, language: str) -> None:
    said = rooms.on_two_screens(_TWO, tmp_path, language)
    assert said == "in step", said

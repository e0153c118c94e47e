"""Quick entry in a presentation: typed under the map, large, with completion, in two languages; and the map's keys beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cjm_desktop.storage import templates
from cjm_desktop.ui.panels.touchpoint import TouchpointForm
from cjm_desktop.ui.present.free_place import read_in
from cjm_desktop.ui.present.look import LEAST_TYPE
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.workspace import Workspace

K, M = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, SHIFT = M.NoModifier, M.ControlModifier, M.ShiftModifier


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = rooms.workspace(tmp_path, templates.load("new-colleague", request.param), language=request.param)
    made.ui.settings.set("appearance/motion", "off")
    yield made
    rooms.shut(made)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def shown(room: Workspace) -> Presentation:
    QTest.keyClick(room.canvas_, K.Key_F5)
    settle()
    assert room.presenter.showing is not None
    return room.presenter.showing


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    settle()


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)
    settle()


def seen(shown: Presentation, record: str) -> bool:
    """Whether all of a card is in sight, and nothing over it."""
    box = shown.canvas.sheet.box(record)
    assert box is not None
    corner = shown.canvas.camera.to_view(QPointF(box.x, box.y)).toPoint()
    end = shown.canvas.camera.to_view(QPointF(box.x + box.w, box.y + box.h)).toPoint()
    view = shown.canvas.viewport()
    bar = shown.bar
    free = bar is None or bar.isHidden() or view.mapTo(shown, end).y() <= bar.geometry().top()
    return view.rect().contains(corner) and view.rect().contains(end) and free and shown.strip.isHidden()


def test_what_the_group_says_is_typed_under_the_map(room: Workspace, shown: Presentation) -> None:
    before, channel = room.session.journey, room.session.journey.channels[0]
    press(K.Key_L, CTRL)
    bar = shown.bar
    assert bar is not None and bar.line.hasFocus() and room.window_.actions_["capture"].isChecked()
    assert not room.capture.shown("bar"), "the editor behind it stays as it was"
    assert shown.canvas.geometry().bottom() < bar.geometry().top(), "under the map, not over it"
    write(f"Rings the desk @{channel.name[:2]}")
    assert bar.line.offer.isVisible() and bar.line.offer.item(0).text() == channel.name
    press(K.Key_Tab)
    write(" 3")
    press(K.Key_Return)
    assert bar.line.hasFocus() and bar.line.text == ""
    write("And waits")
    press(K.Key_Return)
    made = room.session.journey.touchpoints[len(before.touchpoints) :]
    assert [(t.title, t.channel, t.grade) for t in made] == [("Rings the desk", channel.id, 3.0), ("And waits", None, None)]
    assert seen(shown, made[-1].id) and room.selection.ids == (made[-1].id,)
    behind = room.canvas_.sheet.box(made[-1].id)
    assert behind is not None and room.canvas_.camera.sees(QRectF(behind.x, behind.y, behind.w, behind.h)), "in step with the editor"
    press(K.Key_Escape)
    assert bar.isHidden() and shown.canvas.hasFocus() and shown.isVisible()
    assert shown.canvas.height() == shown.height(), "the map has the screen again"
    assert not room.window_.actions_["capture"].isChecked()


def test_everything_in_the_bar_is_large_enough_for_the_last_row(room: Workspace, shown: Presentation) -> None:
    press(K.Key_L, CTRL)
    bar = shown.bar
    assert bar is not None
    write("Says @")
    texts: list[QWidget] = [bar.line, bar.line.offer, bar.preview, *bar.findChildren(QLabel), *bar.findChildren(QPushButton)]
    sizes = {type(one).__name__: one.fontInfo().pixelSize() for one in texts}
    assert len(texts) >= 6 and all(size >= LEAST_TYPE * shown.height() for size in sizes.values()), sizes
    assert bar.line.height() > bar.line.fontMetrics().height()
    canvas = shown.canvas
    body = canvas.sheet.bands[0].m.em * canvas.camera.scale
    assert body >= LEAST_TYPE * canvas.viewport().height() - 1e-6, "the map above it too, by the height that it has"


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_whole_line_stays_in_sight_above_the_bar(room: Workspace, shown: Presentation, size: tuple[int, int]) -> None:
    shown.showNormal()
    shown.setFixedSize(*size)
    settle()
    canvas = shown.canvas
    before = canvas.camera.scale
    press(K.Key_L, CTRL)
    frame = canvas.sheet.bands[0].frame

    def in_sight() -> bool:
        ends = (canvas.sheet.bands[0].lanes.top, frame.bottom)
        top, bottom = (canvas.camera.to_view(QPointF(0.0, y)).y() for y in ends)
        return top >= -1.0 and bottom <= canvas.viewport().height() + 1.0

    assert in_sight()
    # So it is at a halt of the tour, and without the bar the map is as large as before.
    QTest.keyClick(canvas, K.Key_PageDown)
    settle()
    assert in_sight()
    press(K.Key_Escape)
    canvas.begin()
    assert canvas.camera.scale == pytest.approx(before)


def test_a_card_made_in_the_middle_of_the_tour_stays_in_sight(room: Workspace, shown: Presentation) -> None:
    for _ in range(4):
        press(K.Key_PageDown)
    here = room.selection.ids
    press(K.Key_L, CTRL)
    assert seen(shown, here[0])
    said = [f"Thought {letter}" for letter in "abcdef"]
    for thought in said:
        write(thought)
        press(K.Key_Return)
        assert seen(shown, room.selection.ids[0])
    order = [t.title for t in room.session.journey.touchpoints]
    at = order.index(said[0])
    assert order[at : at + 6] == said
    assert room.session.journey.touchpoints[at - 1].id == here[0]
    halt = shown.halt
    press(K.Key_PageDown)
    assert shown.halt != halt, "a presenter's remote control leads on while somebody types"
    assert shown.bar is not None and shown.bar.line.hasFocus()


def test_undo_and_redo_work_from_the_bar_and_from_the_map(room: Workspace, shown: Presentation) -> None:
    start = room.session.journey
    press(K.Key_L, CTRL)
    write("One more")
    press(K.Key_Return)
    made = room.session.journey
    assert made is not start
    press(K.Key_Z, CTRL)
    assert room.session.journey == start
    press(K.Key_Z, CTRL | SHIFT)
    assert room.session.journey == made
    press(K.Key_Escape)
    press(K.Key_Z, CTRL)
    assert room.session.journey == start
    press(K.Key_Y, CTRL)
    assert room.session.journey == made


def test_enter_makes_the_next_card_and_digits_grade_it(room: Workspace, shown: Presentation) -> None:
    for _ in range(3):
        press(K.Key_PageDown)
    first = room.selection.ids[0]
    press(K.Key_Return)
    canvas = shown.canvas
    ident = room.selection.ids[0]
    assert ident != first and canvas.editing.where == (ident, "title") and seen(shown, ident)
    QTest.keyClicks(canvas.viewport(), "Then this")
    settle()
    QTest.keyClick(canvas, K.Key_Return, CTRL)
    settle()
    order = [t.id for t in room.session.journey.touchpoints]
    assert order.index(ident) == order.index(first) + 1
    press(K.Key_4)
    card = next(t for t in room.session.journey.touchpoints if t.id == ident)
    assert (card.title, card.grade) == ("Then this", 4.0)
    press(K.Key_0)
    assert next(t for t in room.session.journey.touchpoints if t.id == ident).grade == 10.0


@pytest.mark.parametrize("count", [1, 3])
def test_a_grade_after_typed_cards_is_the_last_written_ones(room: Workspace, shown: Presentation, count: int) -> None:
    for _ in range(4):
        press(K.Key_PageDown)
    first, order = room.selection.ids[0], [t.id for t in room.session.journey.touchpoints]
    press(K.Key_Return)
    said = [f"Then {letter}" for letter in "abc"[:count]]
    for title in said:
        write(title)
        press(K.Key_Return)
    press(K.Key_Escape)
    now = room.session.journey.touchpoints
    at = order.index(first) + 1
    assert [t.title for t in now[at : at + count]] == said and len(now) == len(order) + count, "the empty card is gone"
    last = now[at + count - 1]
    assert room.selection.ids == (last.id,) and shown.halt == Stop("touchpoint", last.id) and seen(shown, last.id)
    press(K.Key_4)
    assert [t.id for t in room.session.journey.touchpoints if t not in now] == [last.id]
    assert room.session.journey.touchpoints[at + count - 1].grade == 4.0
    # Nothing written at all: where it was.
    press(K.Key_Return)
    press(K.Key_Escape)
    assert room.selection.ids == (last.id,)
    # Taken back, it goes back card by card, and is where the tour was at the end.
    press(K.Key_Z, CTRL)
    for _ in range(2 * count):
        if [t.id for t in room.session.journey.touchpoints] != order:
            press(K.Key_Z, CTRL)
    assert [t.id for t in room.session.journey.touchpoints] == order
    assert room.selection.ids == (first,) and shown.halt == Stop("touchpoint", first)


def test_the_card_just_added_is_in_sight_when_the_bar_is_gone(room: Workspace, shown: Presentation) -> None:
    press(K.Key_L, CTRL)
    write("One more at the end")
    press(K.Key_Return)
    ident = room.selection.ids[0]
    assert seen(shown, ident)
    press(K.Key_Escape)
    assert shown.bar is not None and shown.bar.isHidden() and shown.halt is None
    assert room.selection.ids == (ident,) and seen(shown, ident), "the map is larger, and what is selected is graded in sight"
    # Who looks elsewhere stays there.
    press(K.Key_L, CTRL)
    shown.canvas.stay(0.0)
    assert not seen(shown, ident)
    press(K.Key_Escape)
    assert shown.canvas.camera.sight.left() == pytest.approx(0.0, abs=2.0)


def test_the_bar_goes_and_comes_where_the_map_was(room: Workspace, shown: Presentation) -> None:
    canvas = shown.canvas
    ident = room.session.journey.touchpoints[7].id
    room.selection.set((ident,))
    canvas.reveal(ident)
    settle()
    left, scale = canvas.camera.sight.left(), canvas.camera.scale
    press(K.Key_L, CTRL)
    press(K.Key_L, CTRL)
    assert shown.bar is not None and shown.bar.isHidden()
    assert canvas.camera.scale == pytest.approx(scale)
    assert canvas.camera.sight.left() == pytest.approx(left, abs=2.0)


def test_what_is_refused_is_said_in_the_bar(room: Workspace, shown: Presentation) -> None:
    press(K.Key_L, CTRL)
    bar = shown.bar
    assert bar is not None
    before = bar.help.text()
    write("x" * 400)
    room.desk.refused.emit(rooms.Message("No room for it."))
    assert bar.help.text() == "No room for it." and bar.help.isVisible()
    write("y")
    press(K.Key_A, CTRL)
    press(K.Key_Delete)
    assert bar.help.text() == before


def test_a_dark_room_and_the_strip_know_of_the_bar(room: Workspace, shown: Presentation) -> None:
    press(K.Key_L, CTRL)
    bar = shown.bar
    assert bar is not None
    press(K.Key_Escape)
    press(K.Key_D)
    press(K.Key_L, CTRL)
    picture = bar.grab().toImage()
    assert picture.pixelColor(3, bar.height() - 3).lightness() < 60
    press(K.Key_Escape)
    press(K.Key_Tab)
    button = shown.strip.buttons["turn_bar"]
    assert "L" in button.toolTip() and not button.isChecked()
    button.click()
    settle()
    assert bar.line.hasFocus() and button.isChecked() and shown.strip.isHidden()


# ------------------------------------------------------------------------------------------------ a calm camera


def test_no_form_is_made_while_the_map_is_presented(room: Workspace, shown: Presentation) -> None:
    before = room.inspector.form
    for _ in range(5):
        press(K.Key_PageDown)
    ident = room.selection.ids[0]
    assert room.inspector.form is before and not room.inspector.findChildren(TouchpointForm)
    press(K.Key_5)
    assert room.inspector.form is before
    press(K.Key_Escape)
    form = room.inspector.form
    assert isinstance(form, TouchpointForm) and form.ids == (ident,), "the editor shows what was come to"
    assert form.grade.edit.text() == room.ui.number(5.0)
    second = room.session.journey.touchpoints[1].id
    room.selection.set((second,))
    assert form.ids == (second,), "at once again"


def test_on_another_screen_the_form_follows_when_the_tour_rests(room: Workspace) -> None:
    room.inspector.keep_pace(True, False)
    ids = [t.id for t in room.session.journey.touchpoints]
    room.selection.set((ids[0],))
    room.selection.set((ids[1],))
    assert not room.inspector.findChildren(TouchpointForm)
    rooms.until(lambda: isinstance(room.inspector.form, TouchpointForm), 10.0)
    form = room.inspector.form
    assert isinstance(form, TouchpointForm) and form.ids == (ids[1],)
    room.selection.set((ids[2],))
    room.edit_in_inspector()
    assert form.ids == (ids[2],), "who writes there need not wait"


def test_the_timer_covers_nothing_that_is_read(room: Workspace, shown: Presentation) -> None:
    shown.showNormal()
    shown.setFixedSize(1366, 768)
    settle()
    canvas, clock = shown.canvas, shown.clock
    press(K.Key_T)
    assert clock.isVisible()

    def covered() -> float:
        mine = QRectF(clock.geometry())
        return sum(mine.intersected(box).width() * mine.intersected(box).height() for box in read_in(canvas, shown))

    names, places = 0, set()
    bar = canvas.horizontalScrollBar()
    for share in range(0, 100, 8):
        bar.setValue(round(bar.minimum() + share / 100 * (bar.maximum() - bar.minimum())))
        rooms.until(lambda: not shown._still.isActive())
        top = QRectF(clock.geometry())
        top.moveTop(0.0)
        names += any(top.intersects(box) for box in read_in(canvas, shown) if box.top() < 0.1 * shown.height())
        places.add(clock.geometry().top())
        assert covered() == 0.0, share
        assert shown.rect().contains(clock.geometry())
    assert names, "in the corner it would have covered the name of a phase"
    assert len(places) <= 6, "it stays where it is as long as it covers nothing"


def test_what_a_paste_brings_new_is_told_on_the_wall(room: Workspace, shown: Presentation) -> None:
    press(K.Key_L, CTRL)
    bar, note = shown.bar, shown.note
    assert bar is not None
    write("Waits")
    press(K.Key_Return)
    assert note.isHidden(), "a card that was typed is seen"
    QApplication.clipboard().setText("New week > Coffee @teams !merry8\nNew week > Puts #hashtag there and goes")
    press(K.Key_V, CTRL)
    assert not note.isHidden() and "New week" in note.text() and "teams" in note.text() and "#hashtag" in note.text()
    # All of it is read, over the map or beside the hint, and never over the line that is typed in.
    box = note.fontMetrics().boundingRect(0, 0, note.contentsRect().width(), 10_000, Qt.TextFlag.TextWordWrap, note.text())
    assert box.height() <= note.contentsRect().height()
    assert not note.geometry().intersects(QRect(bar.line.mapTo(shown, bar.line.rect().topLeft()), bar.line.size()))
    write("Later")
    press(K.Key_Return, SHIFT)
    assert "Later" in note.text(), "what is parked is told too, for it is not seen"

"""Votes with dots: given by click and by key, counted against a budget, ranked beside the map; nothing else moves meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import Answers, shut, small_journey, ui, until, workspace

from cjm_desktop.document import Journey, Opportunity
from cjm_desktop.storage import templates
from cjm_desktop.ui.capture.badges import Badges, free_place, written
from cjm_desktop.ui.capture.voting import Voting, ranking
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K, LEFT, SHIFT = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def journey() -> Journey:
    return small_journey().replace(opportunities=(Opportunity(id="o1", title="Call back", touchpoints=("t2",)),))


pytestmark = pytest.mark.in_turn("window")


@pytest.fixture(scope="module", params=["da", "hu"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Workspace]:
    shell = MainWindow(ui(tmp_path_factory.mktemp("room"), request.param))
    shell.resize(1366, 768)
    made = Workspace(shell, MapDesk(shell.ui), Answers())
    made.session.adopt(journey())
    shell.show()
    yield made
    shut(made)


@pytest.fixture
def room(window: Workspace) -> Iterator[Workspace]:
    window.session.adopt(journey())
    window.window_.activateWindow()
    window.show_map()
    window.canvas_.fit()
    votes = window.capture.votes
    votes.each.set_value(3)
    votes.people.set_value(0)
    yield window
    window.middle.show_beside(window.capture.votes, False)


def opened(room: Workspace) -> Voting:
    QTest.keyClick(room.window_, K.Key_D, CTRL | SHIFT)
    QApplication.processEvents()
    room.canvas_.fit()
    votes = room.capture.votes
    assert votes.isVisible()
    assert votes.active
    assert room.window_.actions_["votes"].isChecked()
    assert QApplication.focusWidget() is room.canvas_
    return votes


def spot(room: Workspace, record: str) -> QPoint:
    box = room.canvas_.sheet.box(record)
    assert box is not None
    return room.canvas_.camera.to_view(QPointF(box.x + box.w / 2, box.y + box.h / 2)).toPoint()


def counts(room: Workspace) -> dict[str, int]:
    now = room.session.journey
    return {one.id: one.votes for one in (*now.touchpoints, *now.opportunities) if one.votes}


def rows(votes: Voting) -> list[str]:
    return [votes.list.item(i).text().partition("\n")[0] for i in range(votes.list.count())]


def test_clicks_are_votes_and_move_nothing(room: Workspace) -> None:
    votes = opened(room)
    port = room.canvas_.viewport()
    QTest.mouseClick(port, LEFT, pos=spot(room, "t2"))
    QTest.mouseDClick(port, LEFT, pos=spot(room, "t2"))
    QTest.mouseClick(port, LEFT, pos=spot(room, "o1"))
    # One for the click, and for the double click one or two, since a test's double click sends a press of its own before.
    assert counts(room) == {"t2": counts(room)["t2"], "o1": 1}
    assert counts(room)["t2"] in (2, 3)
    assert room.canvas_.editing.active is None, "a double click is two quick votes and opens nothing"
    before = counts(room)["t2"]
    QTest.mouseClick(port, LEFT, SHIFT, spot(room, "t2"))
    assert counts(room)["t2"] == before - 1
    QTest.mousePress(port, LEFT, pos=spot(room, "t1"))
    QTest.mouseMove(port, spot(room, "t3"))
    QTest.mouseRelease(port, LEFT, pos=spot(room, "t3"))
    assert [t.id for t in room.session.journey.touchpoints] == ["t1", "t2", "t3"]
    assert room.selection.ids == ("t1",)
    assert not room.session.in_gesture
    assert len(rows(votes)) == 3


def test_keys_are_votes_for_the_selected_one(room: Workspace) -> None:
    votes = opened(room)
    room.selection.set(("t3",))
    for _ in range(3):
        QTest.keyClick(room.canvas_, K.Key_Plus)
    QTest.keyClick(room.canvas_, K.Key_Minus)
    assert counts(room) == {"t3": 2}
    room.selection.set_record("opportunity", "o1")
    votes.more.click()
    assert counts(room) == {"t3": 2, "o1": 1}
    room.session.undo()
    assert counts(room) == {"t3": 2}
    QTest.keyClick(room.canvas_, K.Key_4)
    room.selection.set(("t3",))
    QTest.keyClick(room.canvas_, K.Key_4)
    assert room.session.journey.touchpoints[2].grade == 4, "other keys do what they always do"


def test_no_more_dots_than_there_are(room: Workspace) -> None:
    votes = opened(room)
    votes.each.set_value(2)
    votes.people.set_value(2)
    room.selection.set(("t1",))
    assert [votes.give(1) for _ in range(5)] == [True] * 4 + [False]
    assert "4" in votes.left.text()
    assert "0" in votes.left.text()
    votes.people.set_value(3)
    assert votes.give(1)
    assert room.ui.settings.get("votes/people") == 3
    QTest.keyClick(votes.people, K.Key_Up)
    assert (votes.people.text(), votes.budget) == ("4", 8)


def test_without_people_the_dots_are_only_counted_and_that_is_said(room: Workspace) -> None:
    votes, text = opened(room), room.ui.text
    assert (votes.people.text(), votes.people.placeholderText(), votes.budget) == ("", "–", None)
    assert votes.limit.isVisible()
    assert votes.limit.text() == text("Without the number of people there is no limit: dots are only counted.")
    QTest.keyClicks(votes.people, "5")
    assert not votes.limit.isVisible()
    votes.each.set_value(0)
    assert votes.limit.text() == text("Without dots each there is no limit: dots are only counted.")


def test_a_plus_with_nothing_selected_says_what_is_missing(room: Workspace) -> None:
    opened(room)
    room.selection.clear()
    QTest.keyClicks(room.canvas_, "+")
    said = room.ui.text("Click a card or an opportunity first, or go to one with the arrow keys.")
    assert room.window_.message.text() == said
    assert not any(counts(room).values())


def test_the_list_is_ranked_and_leads_to_the_map(room: Workspace) -> None:
    votes = opened(room)
    for record, dots in (("t1", 1), ("t2", 3), ("o1", 3)):
        votes.give(dots, record)
    assert [(one.rank, one.record) for one in ranking(room.session.journey)] == [(1, "t2"), (1, "o1"), (3, "t1")]
    assert rows(votes) == ["1. Waits", "1. Call back", "3. Asks"]
    room.selection.clear()
    QTest.mouseClick(votes.list.viewport(), LEFT, pos=votes.list.visualItemRect(votes.list.item(1)).center())
    assert room.selection.record == ("opportunity", "o1")


@pytest.mark.parametrize("size", [100, 200])
def test_numbers_stand_clear_of_words_signs_and_each_other(room: Workspace, tmp_path: Path, size: int) -> None:
    language = room.ui.words.language
    sample = templates.load("new-colleague", language)
    signs = {"decisive": True, "droppable": True}
    cards = tuple(t.model_copy(update={"votes": 9 + i, **signs}) for i, t in enumerate(sample.touchpoints))
    room.session.adopt(
        sample.replace(touchpoints=cards, opportunities=tuple(o.model_copy(update={"votes": 12}) for o in sample.opportunities))
    )
    canvas = room.canvas_
    badges = Badges(ui(tmp_path, language, size=size), canvas)
    now = room.session.journey
    for share in (1.0, 1.4) if size == 100 else (1.6,):
        canvas.fit_height()
        canvas.camera.zoom(share)
        badges.show({one.record: one.votes for one in ranking(now)})
        sight, scale = canvas.camera.sight, canvas.camera.scale
        inked = [box for part in canvas.sheet.parts() for box in written(part)]
        boxes = []
        for badge in badges.shown.values():
            at, wide = badge.pos(), badge.boundingRect().size() / scale
            if badge.isVisible() and sight.left() < at.x() < sight.right():
                boxes.append((at.x(), at.y(), at.x() + wide.width(), at.y() + wide.height()))
        assert boxes
        for n, (x0, y0, x1, y1) in enumerate(boxes):
            met = [b for b in (*inked, *boxes[n + 1 :]) if b[0] < x1 and b[2] > x0 and b[1] < y1 and b[3] > y0]
            assert not met, (n, met)
    badges.show({})


def test_a_number_gives_way_to_signs_and_grows_smaller_before_it_covers_one() -> None:
    card, sizes = (0.0, 0.0, 40.0, 30.0), [(1.0, 16.0, 8.0), (0.5, 8.0, 4.0)]
    assert free_place(card, sizes, [], []) == (1.0, (26.4, -4.0, 42.4, 4.0))
    share, box = free_place(card, sizes, [(34.0, 2.0, 38.0, 6.0)], [])
    assert share == 1.0
    assert not (box[0] < 38 and box[2] > 34 and box[1] < 6 and box[3] > 2)
    everywhere = [(-20.0, y + 0.0, 60.0, y + 5.0) for y in range(-20, 50, 10)]
    share, box = free_place(card, sizes, everywhere, [])
    assert (share, box[3] - box[1]) == (0.5, 4.0)


def test_numbers_stand_on_the_cards_while_one_votes_and_only_then(room: Workspace) -> None:
    votes = opened(room)
    votes.give(2, "t2")
    badge = votes.badges.shown["t2"]
    box = room.canvas_.sheet.box("t2")
    assert box is not None
    size = badge.boundingRect().size() / room.canvas_.camera.scale
    over = QRectF(badge.pos(), size).intersected(QRectF(box.x, box.y, box.w, box.h))
    assert over.width() > size.width() / 2 and over.height() > 0, "at its card"
    assert badge.isVisible()
    stage, overlay = room.canvas_._stage, room.canvas_._overlay
    assert stage.sticker("t2") is None and stage.sheet.box("t2") == box, "not twice, and nothing moves for that"
    QTest.keyClick(votes, K.Key_Escape)
    assert not votes.active
    assert not votes.badges.shown
    room.selection.set_record("touchpoint", "t2")
    sticker, (frame,) = stage.sticker("t2"), [one for one in overlay._frames if one.isVisible()]
    assert sticker is not None and frame._gap == sticker.translated(-frame.pos()), "the frame is not drawn through the votes"
    QTest.mouseClick(room.canvas_.viewport(), LEFT, pos=spot(room, "t1"))
    assert counts(room) == {"t2": 2}, "a click is a click again"


def test_all_votes_go_and_come_back(room: Workspace) -> None:
    votes = opened(room)
    votes.give(2, "t2")
    votes.give(1, "o1")
    votes.reset.click()
    assert counts(room) == {}
    assert votes.none.isVisibleTo(votes)
    room.session.undo()
    assert counts(room) == {"t2": 2, "o1": 1}
    until(lambda: len(rows(votes)) == 2)


@pytest.mark.parametrize("language", ["da", "hu", "sv"])
def test_its_buttons_are_whole_at_twice_the_size(tmp_path: Path, language: str) -> None:
    room = workspace(tmp_path, journey(), language=language, size=200)
    try:
        votes = opened(room)
        assert votes.give(1, "t1")
        QApplication.processEvents()
        for one in (votes.more, votes.fewer, votes.reset):
            assert one.size() == one.visibleRegion().boundingRect().size() and one.width() >= one.sizeHint().width(), one.accessibleName()
    finally:
        shut(room)

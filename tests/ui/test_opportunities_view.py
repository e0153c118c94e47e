"""Opportunities in the middle of the window: board and grid under the hand and the keyboard, and what the line proposes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Message, Opportunity, OpportunityKind, Status, Touchpoint
from cjm_desktop.press import PrintOrder
from cjm_desktop.press.sheets import SheetMaker
from cjm_desktop.ui.opportunities.cards_view import CardsView
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")

_LEFT = Qt.MouseButton.LeftButton
_CTRL = Qt.KeyboardModifier.ControlModifier


def _journey() -> Journey:
    grades = (7.0, 2.0, 8.0, 1.0, 9.0)
    cards = tuple(Touchpoint(id=f"t{i}", phase="f1", title=f"Card {i}", grade=grade) for i, grade in enumerate(grades, 1))
    return small_journey().with_(
        touchpoints=cards,
        opportunities=(
            Opportunity(id="o1", title="Call", touchpoints=("t2",), impact=4, effort=1),
            Opportunity(id="o2", title="Write", touchpoints=("t3",)),
            Opportunity(id="o3", title="Ask", status=Status.DOING, touchpoints=("t1",)),
        ),
    )


@pytest.fixture(params=["en", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, _journey(), language=request.param)
    made.window_.actions_["opportunities"].trigger()
    QApplication.processEvents()
    yield made
    shut(made)


def _face(room: Workspace, name: str = "board") -> CardsView:
    # All of it is in sight, whatever the screen.
    for panel in ("journey_panel", "inspector"):
        room.window_.show_panel(panel, False)
    view = room.opportunities.view
    buttons = view.switch.buttons()
    QTest.mouseClick(buttons[["board", "grid", "table"].index(name)], _LEFT)
    QApplication.processEvents()
    face = view.shown
    assert isinstance(face, CardsView) and face.isVisible()
    return face


def _at(face: CardsView, ident: str, dx: float = 0.0, dy: float = 0.0) -> QPoint:
    """The middle of a card in the viewport; moved by some mm."""
    x, y = face.sheet.cards[ident].box.middle
    return face.mapFromScene(QPointF(x + dx, y + dy))


def _zone(face: CardsView, key: object) -> QPoint:
    box = next(zone.box for zone in face.sheet.zones.all if zone.key == key)
    return face.mapFromScene(QPointF(box.x + box.w / 2, box.y + min(box.h, 60) * 0.7))


def _drag(face: CardsView, start: QPoint, *to: QPoint) -> None:
    port = face.viewport()
    QTest.mousePress(port, _LEFT, pos=start)
    for place in ((start + to[0]) / 2, *to):
        QTest.mouseMove(port, place)
        QApplication.processEvents()


def _by_status(room: Workspace) -> dict[Status, list[str]]:
    return {s: [o.id for o in room.session.journey.opportunities if o.status is s] for s in Status}


def _one(room: Workspace, ident: str) -> Opportunity:
    return next(one for one in room.session.journey.opportunities if one.id == ident)


def test_it_stands_in_the_maps_place_and_gives_it_back(room: Workspace) -> None:
    assert room.view == "opportunities" and not room.canvas_.isVisible()
    actions = room.window_.actions_
    assert actions["opportunities"].isChecked() and not actions["timeline"].isChecked()
    assert not actions["zoom_in"].isEnabled()
    face = room.opportunities.view.shown
    assert face.hasFocus()
    actions["next_area"].trigger()
    panel = QApplication.focusWidget()
    assert panel is not None and room.window_.left.isAncestorOf(panel)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert face.hasFocus(), "Escape leads back to what is in the middle"
    actions["opportunities"].trigger()
    assert room.view == "timeline" and room.canvas_.isVisible() and not actions["opportunities"].isChecked()
    actions["opportunities"].trigger()
    actions["poster"].trigger()
    assert room.view == "poster" and room.canvas_.isVisible()
    room.set_view("opportunities")
    room.session.adopt(small_journey())
    assert room.view == "poster", "another document begins with its map"


def test_a_card_is_dragged_to_another_column_in_one_step(room: Workspace) -> None:
    face = _face(room)
    before = room.session.journey
    _drag(face, _at(face, "o1"), _zone(face, Status.DONE))
    assert room.session.in_gesture and _by_status(room)[Status.DONE] == ["o1"], "the others make room under the hand"
    assert room.canvas_.sheet.journey is before, "the map, which nobody sees, does not slow the hand"
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_zone(face, Status.DONE))
    assert not room.session.in_gesture and _by_status(room)[Status.DONE] == ["o1"]
    assert room.window_.message.text() == room.opportunities.hint, "what can be done, not what the hand did"
    assert room.selection.record == ("opportunity", "o1")
    assert str(room.session.undo_label) == "Move opportunity"
    assert room.canvas_.sheet.journey is room.session.journey, "but follows when the card is down"
    room.session.undo()
    assert room.session.journey is before
    QApplication.processEvents()
    where = face.sheet.zones.of("o1")
    assert where is not None and where[0].key is Status.IDEA


def test_order_within_a_column_is_kept(room: Workspace) -> None:
    face = _face(room)
    _drag(face, _at(face, "o2"), _at(face, "o1", dy=-12))
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_at(face, "o1", dy=-12))
    assert _by_status(room)[Status.IDEA] == ["o2", "o1"]


def test_escape_puts_a_held_card_back(room: Workspace) -> None:
    face = _face(room)
    before = room.session.journey
    _drag(face, _at(face, "o1"), _zone(face, Status.DROPPED))
    QTest.keyClick(face, Qt.Key.Key_Escape)
    assert room.session.journey is before and not room.session.in_gesture and not face.busy
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_zone(face, Status.DROPPED))
    assert room.session.journey is before and room.session.undo_label is None


def test_the_keyboard_goes_pushes_writes_and_removes(room: Workspace) -> None:
    face = _face(room)
    face.setFocus()
    QTest.keyClick(face, Qt.Key.Key_Down)
    assert room.selection.record == ("opportunity", "o1")
    QTest.keyClick(face, Qt.Key.Key_Down)
    QTest.keyClick(face, Qt.Key.Key_Right)
    assert room.selection.record == ("opportunity", "o3")
    QTest.keyClick(face, Qt.Key.Key_Left, _CTRL)
    assert _one(room, "o3").status is Status.PLANNED
    QTest.keyClick(face, Qt.Key.Key_Left, _CTRL)
    QTest.keyClick(face, Qt.Key.Key_Down, _CTRL)
    assert _by_status(room)[Status.IDEA] == ["o1", "o3", "o2"]
    steps = 0
    while room.session.undo_label is not None:
        room.session.undo()
        steps += 1
    assert steps == 3, "each push is a step of its own"
    QTest.keyClick(face, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is face.editor and editor is not None
    QTest.keyClicks(editor, "Ask twice")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert _one(room, "o3").title == "Ask twice" and face.editor is None and face.hasFocus()
    QTest.keyClick(face, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "Never")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert _one(room, "o3").title == "Ask twice"
    QTest.keyClick(face, Qt.Key.Key_Delete)
    assert "o3" not in {o.id for o in room.session.journey.opportunities}
    assert room.selection.record[0] == "opportunity", "the hand goes on with the next"


def test_a_click_on_its_touchpoint_leads_to_the_map(room: Workspace) -> None:
    face = _face(room)
    card = face.sheet.cards["o1"]
    box = card.made.places[0][0].moved(card.box.x, card.box.y)
    QTest.mouseClick(face.viewport(), _LEFT, pos=face.mapFromScene(QPointF(*box.middle)))
    assert room.selection.ids == ("t2",) and room.view == "timeline" and room.canvas_.isVisible()


def test_what_is_written_is_kept_when_one_goes_elsewhere(room: Workspace) -> None:
    face = _face(room)
    QTest.mouseDClick(face.viewport(), _LEFT, pos=_at(face, "o1", dy=-6))
    editor = face.editor
    assert editor is not None
    QTest.keyClicks(editor, "Call back")
    room.desk.flush()
    assert _one(room, "o1").title == "Call back"


def test_the_grid_marks_what_is_put_on_it(room: Workspace) -> None:
    face = _face(room, "grid")
    marks = next(zone.key for zone in face.sheet.zones.all if getattr(zone.key, "impact", 0) == 5 and getattr(zone.key, "effort", 0) == 2)
    _drag(face, _at(face, "o2"), _zone(face, marks))
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_zone(face, marks))
    assert (_one(room, "o2").impact, _one(room, "o2").effort) == (5, 2)
    assert str(room.session.undo_label) == "Change impact and effort"
    QTest.keyClick(face, Qt.Key.Key_Right, _CTRL)
    QTest.keyClick(face, Qt.Key.Key_Down, _CTRL)
    assert (_one(room, "o2").impact, _one(room, "o2").effort) == (4, 1)
    _drag(face, _at(face, "o2"), _at(face, "o3"))
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_at(face, "o3"))
    assert (_one(room, "o2").impact, _one(room, "o2").effort) == (None, None), "beside the grid the marks go"
    room.selection.set_record("opportunity", "o3")
    QTest.keyClick(face, Qt.Key.Key_Up, _CTRL)
    assert (_one(room, "o3").impact, _one(room, "o3").effort) == (3, 3)


def test_what_the_line_proposes_is_taken_up_or_left_alone_for_good(room: Workspace) -> None:
    strip = room.opportunities.view.proposing
    face = _face(room)
    face.setFocus()
    first = strip.proposal
    assert first is not None and first.touchpoint == "t4", "the deepest dip that nobody cares for"
    QTest.keyClick(face, Qt.Key.Key_Plus)
    made = room.session.journey.opportunities[-1]
    assert (made.touchpoints, made.kind) == (("t4",), OpportunityKind.LIFT_DIP) and "Card 4" in made.title
    assert room.selection.record == ("opportunity", made.id)
    second = strip.proposal
    assert second is not None and second.touchpoint == "t5"
    QTest.mouseClick(strip.leave, _LEFT)
    assert next(t for t in room.session.journey.touchpoints if t.id == "t5").left_alone
    assert strip.proposal is None or strip.proposal.touchpoint != "t5"
    room.session.undo()
    until(lambda: strip.proposal is not None and strip.proposal.touchpoint == "t5")
    assert strip.peak.isVisible()
    QTest.mouseClick(strip.peak, _LEFT)
    assert room.session.journey.opportunities[-1].kind is OpportunityKind.PLANNED_PEAK
    assert strip.peak.isHidden()


@pytest.mark.parametrize("width", [1366, 1000])
def test_the_buttons_of_a_proposal_keep_their_places_to_the_last_one(room: Workspace, width: int) -> None:
    room.window_.resize(width, 768)
    titles = ("A short one", "A wait of which nobody knows when it will be over, although everybody asks day after day", "Odd")
    cards: list[Touchpoint] = []
    for i, said in enumerate(titles * 2):
        cards.append(Touchpoint(id=f"d{i}", phase="f1", title=said, grade=1.5 + i / 10))
        cards.append(Touchpoint(id=f"u{i}", phase="f1", title="Up", grade=9.0 - i / 10))
    planned = (Opportunity(id="pp", title="Peak", kind=OpportunityKind.PLANNED_PEAK),)
    room.session.adopt(room.session.journey.with_(touchpoints=tuple(cards), opportunities=planned))
    room.set_view("opportunities")
    strip = room.opportunities.view.proposing
    QApplication.processEvents()
    places, left = set(), []
    while strip.isVisible() and strip.proposal is not None:
        QApplication.processEvents()
        places.add((strip.take.mapTo(room.window_, QPoint(0, 0)).toTuple(), strip.leave.mapTo(room.window_, QPoint(0, 0)).toTuple()))
        left.append(len(strip._found))
        QTest.mouseClick(strip.leave if len(left) == 1 else strip.take, _LEFT)
        QApplication.processEvents()
    assert left == list(range(len(left), 0, -1)) and len(left) > 3
    assert len(places) == 1, places


def test_an_empty_board_says_how_to_begin(room: Workspace) -> None:
    room.session.adopt(small_journey())
    room.set_view("opportunities")
    view = room.opportunities.view
    assert view.none.isVisible()
    face = _face(room)
    face.setFocus()
    QTest.keyClick(face, Qt.Key.Key_Insert)
    editor = QApplication.focusWidget()
    assert editor is face.editor and editor is not None and not view.none.isVisible()
    QTest.keyClicks(editor, "First")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [o.title for o in room.session.journey.opportunities] == ["First"]


def test_the_board_speaks_as_the_window_does_and_paper_as_the_document(room: Workspace) -> None:
    words = room.ui.words
    face = _face(room)
    said = {item.line.text for part in face.sheet.parts() for item in part.items if hasattr(item, "line")}
    assert words.pgettext("handout", "under way").casefold() in {text.casefold() for text in said}
    assert {"Call", "Ask"} <= said, "what people wrote stays"
    (page, *_more) = SheetMaker().sheets(room.desk.journey, PrintOrder(view="board"))
    printed = {item.line.text.casefold() for part in page.parts() for item in part.items if hasattr(item, "line")}
    assert "under way" in printed


def test_heads_of_the_board_stay_in_sight_while_it_is_scrolled_and_while_a_card_is_dragged(room: Workspace) -> None:
    many = tuple(Opportunity(id=f"m{i}", title=f"Something to do, number {i}", touchpoints=("t2",)) for i in range(30))
    room.session.commit(Message("More"), room.session.journey.with_(opportunities=many))
    face = _face(room)
    bar = face.verticalScrollBar()
    assert bar.maximum() > 300 and not face.heads.isVisible()
    bar.setValue(300)
    heads, band = face.heads, face.sheet.heads
    assert band is not None and heads.isVisible() and heads.pos() == face.viewport().pos()
    shown = heads.mapToScene(heads.viewport().rect()).boundingRect()
    assert shown.top() <= band.y and shown.bottom() >= band.y + band.h
    assert heads.mapToScene(0, 0).x() == pytest.approx(face.mapToScene(0, 0).x(), abs=0.5)
    picture, grounds = heads.viewport().grab().toImage(), set()
    for x in range(20, picture.width() // 5, 2):
        grounds |= {picture.pixelColor(x, y).name() for y in range(8, picture.height() - 6, 2)}
    assert len(grounds) > 5  # a sign, a name and a number, not only ground
    # What lies under them is not pressed, and a card that is led to comes out from under them.
    bar.setValue(bar.value() + _at(face, "m6").y() - heads.covered // 2)
    QTest.mouseClick(face.viewport(), _LEFT, pos=_at(face, "m6"))
    assert room.selection.record[1] != "m6"
    face.bring("m6")
    assert face.mapFromScene(QPointF(0, face.sheet.cards["m6"].box.y)).y() >= heads.covered
    one = next(i for i in face.sheet.cards if heads.covered < _at(face, i).y() < face.viewport().height() - 20)
    _drag(face, _at(face, one), _at(face, one) + QPoint(200, 30))
    assert face.busy and heads.isVisible() and heads.covered
    QTest.mouseRelease(face.viewport(), _LEFT, pos=_at(face, one) + QPoint(200, 30))
    bar.setValue(0)
    assert not heads.isVisible()

"""The hand on a map whose gaps are as wide as the waiting: cards fall into gaps, the others keep theirs, and + stands in the middle."""

from __future__ import annotations

import pytest
from canvas_kit import ALT, Bench, journey, settle
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from cjm_desktop.document import Duration, Journey


def waited() -> Journey:
    """Cards t0, t1 … of which t2 begins two weeks after t1, and t5 a week after t4; t6 and t7 have no time."""
    days = (0, 0, 14, 14, 14, 21)
    made = journey()
    told = tuple(t.replace(when=Duration(amount=days[i], unit="d")) if i < len(days) else t for i, t in enumerate(made.touchpoints))
    return made.replace(touchpoints=told, poster=made.poster.replace(spacing="waiting"))


@pytest.fixture
def bench(qtbot):
    bench = Bench(waited())
    qtbot.addWidget(bench.canvas)
    return bench


def gap(bench: Bench, i: int, share: float = 0.5) -> QPoint:
    """A place in the gap after touchpoint ``i``, level with the cards."""
    columns = bench.canvas.sheet.bands[0].columns
    left = columns.home(i) + columns.width
    return bench.spot(left + share * (columns.home(i + 1) - left), bench.canvas.sheet.bands[0].lanes.cards + 3.0)


@pytest.mark.parametrize("share", [0.15, 0.5, 0.85])
def test_a_card_falls_into_a_gap_wherever_in_it_it_is_let_go_and_takes_none_of_it(bench: Bench, share: float) -> None:
    before = bench.session.journey
    room = bench.canvas.sheet.bands[0].columns.room(1)
    assert room == pytest.approx(2 * bench.canvas.sheet.bands[0].columns.width)
    bench.drag(bench.on_card("t7"), gap(bench, 1, share))
    assert bench.order == ["t0", "t1", "t7", "t2", "t3", "t4", "t5", "t6"]
    columns = bench.canvas.sheet.bands[0].columns
    assert (columns.room(1), columns.room(2)) == (0.0, pytest.approx(room)), "nobody has said when it is"
    assert bench.undo_all() == 1 and bench.session.journey is before


def test_the_others_keep_their_gaps_while_one_is_held_and_escape_puts_it_back(bench: Bench) -> None:
    before = bench.session.journey
    end = gap(bench, 4)
    bench.press(bench.on_card("t0"))
    bench.pull(bench.on_card("t0"), end)
    assert bench.order.index("t0") == 4
    columns = bench.canvas.sheet.bands[0].columns
    rooms = [columns.room(i) for i in range(7)]
    assert sorted(room > 0 for room in rooms) == [False] * 5 + [True] * 2
    bench.key(Qt.Key.Key_Escape)
    bench.release(end)
    assert bench.session.journey is before


def test_a_plus_stands_in_the_middle_of_a_gap_and_adds_a_card_there(bench: Bench) -> None:
    at = gap(bench, 1)
    QTest.mouseMove(bench.canvas.viewport(), at)
    settle()
    assert bench.canvas._overlay._plus.isVisible()
    place = bench.canvas.camera.to_sheet(QPointF(at))
    hit = bench.canvas.sheet.hit(place.x(), place.y())
    assert abs(hit.x - place.x()) < 1.0, "in the middle"
    bench.click(bench.spot(hit.x, hit.y))
    assert len(bench.order) == 9 and bench.order[1] == "t1" and bench.order[3] == "t2"
    new = bench.order[2]
    assert bench.canvas.editing.where == (new, "title")


def test_arrows_walk_over_gaps_and_carry_cards_into_them(bench: Bench) -> None:
    bench.click(bench.on_card("t1"))
    bench.key(Qt.Key.Key_Right)
    assert bench.selection.ids == ("t2",)
    bench.key(Qt.Key.Key_Right, ALT)
    assert bench.order[:4] == ["t0", "t1", "t3", "t2"]


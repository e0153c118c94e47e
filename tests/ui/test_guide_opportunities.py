"""Step 9 of the guide: dips get opportunities, which are weighed on a grid and ranked by votes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from rooms import shut, small_journey, until, workspace

from cjm_desktop.analysis import by_votes
from cjm_desktop.document import Journey, Opportunity, OpportunityKind, Status, Touchpoint
from cjm_desktop.ui.fields import DayField, MarkField, NumberField
from cjm_desktop.ui.fields.long_line import LongLine
from cjm_desktop.ui.guide.mark_map import MarkMap
from cjm_desktop.ui.guide.step_opportunities import Dips, Ranking, lone_dips
from cjm_desktop.ui.panels.leads import LeadRow
from cjm_desktop.ui.workspace import Workspace


def _journey() -> Journey:
    grades = (7.0, 2.0, 8.0, 1.0, 9.0)
    return small_journey().with_(
        touchpoints=tuple(
            Touchpoint(id=f"t{i}", phase="f1", title=f"Card {i}", grade=grade)
            for i, grade in enumerate(grades, 1)
        ),
        opportunities=(
            Opportunity(id="o1", title="Call", touchpoints=("t2",), votes=3, impact=4, effort=1),
            Opportunity(id="o2", title="Write", touchpoints=("t3",), votes=5),
            Opportunity(id="o3", title="Forget", status=Status.DROPPED, touchpoints=("t4",), votes=9),
        ),
    )


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "nl"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, _journey(), language=request.param)
    made.side.turn_to("guide")
    made.guide.go(9)
    QApplication.processEvents()
    yield made
    shut(made)


def _find(room: Workspace, kind: type[Any]) -> Any:
    return room.guide.page.findChildren(kind)[0]


def _one(room: Workspace, ident: str) -> Opportunity:
    return next(one for one in room.session.journey.opportunities if one.id == ident)


def test_a_lone_dip_gets_an_opportunity_that_hangs_there(room: Workspace) -> None:
    dips = _find(room, Dips)
    assert lone_dips(room.desk) == ["t4"], "a dropped opportunity helps nobody"
    row, add = dips.list.rows
    field = room.guide.landing()
    assert isinstance(field, LongLine) and field.text() == by_votes(room.session.journey)[0].title, "not the row that leads to the map"
    assert "Card 4" in row.accessibleName()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert room.selection.ids == ("t4",)
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    made = room.session.journey.opportunities[-1]
    assert (made.touchpoints, made.kind) == (("t4",), OpportunityKind.LIFT_DIP)
    assert room.selection.record == ("opportunity", made.id)
    hand = QApplication.focusWidget()
    assert hand is not None
    QTest.keyClicks(hand, "Send a text")
    room.desk.flush()
    assert _one(room, made.id).title == "Send a text"
    until(lambda: not dips.list.rows)


def _in_sight(room: Workspace, ident: str) -> bool:
    box = room.canvas._map.box(ident)
    return box is not None and room.canvas.camera.sees(QRectF(box.x, box.y, box.w, box.h))


def test_the_map_goes_to_what_was_just_added(room: Workspace) -> None:
    long = tuple(Touchpoint(id=f"f{i}", phase="f1", title=f"Far {i}", grade=1.0 if i == 38 else 8.0) for i in range(40))
    room.session.adopt(_journey().with_(touchpoints=long, opportunities=()))
    dips = _find(room, Dips)
    until(lambda: any("Far 38" in row.accessibleName() for row in dips.list.rows))
    room.canvas.camera.go_to_end(-1)
    assert not _in_sight(room, "f38")
    add = next(row for row in dips.list.rows if "Far 38" in row.accessibleName() and not isinstance(row, LeadRow))
    add.click()
    made = room.session.journey.opportunities[-1]
    assert room.selection.record == ("opportunity", made.id)
    assert _in_sight(room, "f38") and made.touchpoints == ("f38",)
    box = room.canvas._map.box(made.id)
    assert box is not None and room.canvas.camera.free.contains(QPointF(box.x + 1, box.y + 1)), "at least its beginning"


def test_voting_begins_where_the_opportunities_are_by_votes(room: Workspace) -> None:
    words = room.ui.text("Vote")
    vote = next(one for one in room.guide.page.findChildren(QPushButton) if one.text() == words)
    assert vote.isVisible() and vote.toolTip()
    for _again in range(2):
        vote.click()
        assert room.capture.shown("votes") and room.capture.votes.active


def test_a_peak_is_planned_once(room: Workspace) -> None:
    dips = _find(room, Dips)
    room.selection.set(("t5",))
    QTest.mouseClick(dips.peak, Qt.MouseButton.LeftButton)
    made = room.session.journey.opportunities[-1]
    assert (made.kind, made.touchpoints) == (OpportunityKind.PLANNED_PEAK, ("t5",))
    until(lambda: not dips.peak.isVisible())


def test_the_list_is_ranked_by_votes_and_gives_the_fields(room: Workspace) -> None:
    assert [one.id for one in by_votes(room.session.journey)] == ["o2", "o1", "o3"]
    ranking: Ranking = _find(room, Ranking)
    assert list(ranking.rows) == ["o2", "o1", "o3"]
    QTest.mouseClick(ranking.rows["o1"], Qt.MouseButton.LeftButton)
    assert room.selection.record == ("opportunity", "o1")
    drawer = ranking._drawer
    assert drawer is not None
    due = next(field for field in drawer.fields if isinstance(field, DayField))
    due.edit.setFocus()
    QTest.keyClicks(due.edit, "2027-02-01")
    votes = next(field for field in drawer.fields if isinstance(field, NumberField))
    votes.edit.setFocus()
    votes.edit.selectAll()
    QTest.keyClicks(votes.edit, "8")
    impact, effort = (field for field in drawer.fields if isinstance(field, MarkField))
    QTest.mouseClick(impact.dots[4], Qt.MouseButton.LeftButton)
    QTest.keyClick(effort.dots[1], Qt.Key.Key_Space)
    one = _one(room, "o1")
    assert (one.due, one.votes, one.impact, one.effort) == ("2027-02-01", 8, 5, 2)
    until(lambda: list(ranking.rows) == ["o1", "o2", "o3"])
    assert "8" in ranking.rows["o1"].accessibleName()
    assert ranking._drawer is drawer, "the fields stay open while the list is ranked anew"
    assert drawer.isVisible()
    ranking.rows["o1"].click()
    assert ranking._drawer is None


def test_the_grid_weighs_impact_against_effort(room: Workspace) -> None:
    chart: MarkMap = _find(room, MarkMap)
    spots = {dot.spot.ident: dot.spot for dot in chart.dots}
    assert (spots["o1"].pain, spots["o1"].weight) == (4, 5), "little effort is far to the right"
    assert not spots["o2"].placed
    dot = next(dot for dot in chart.dots if dot.spot.ident == "o1")
    assert "4" in dot.accessibleName()
    assert "1" in dot.accessibleName().rpartition(",")[2]
    dot.setFocus()
    QTest.keyClick(dot, Qt.Key.Key_Left)
    assert (_one(room, "o1").impact, _one(room, "o1").effort) == (4, 2)
    for _ in range(6):
        QTest.keyClick(dot, Qt.Key.Key_Down)
        QApplication.processEvents()
        room.guide.refresh()
    assert _one(room, "o1").impact == 1, "marks begin at 1"
    QTest.keyClick(dot, Qt.Key.Key_Delete)
    assert (_one(room, "o1").impact, _one(room, "o1").effort) == (None, None)
    QTest.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert _find(room, Ranking).opened == "o1"


def test_one_that_is_removed_closes_its_drawer(room: Workspace) -> None:
    ranking: Ranking = _find(room, Ranking)
    assert ranking.opened == "o2" and ranking._drawer is not None, "the first of them is open"
    bin_ = ranking._drawer.findChildren(QPushButton)[-1]
    QTest.mouseClick(bin_, Qt.MouseButton.LeftButton)
    assert [one.id for one in room.session.journey.opportunities] == ["o1", "o3"]
    until(lambda: list(ranking.rows) == ["o1", "o3"])
    assert ranking.opened == ""

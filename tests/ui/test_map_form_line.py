"""The form's switches for what stands around the line, the scale of time, and the gaps between cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from rooms import desk

from cjm_desktop import edits
from cjm_desktop.document import Answer, Duration, Interview, LaneKind, Message, Persona, PersonaGrade
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.panels.map_form_lanes import LanesPart

SOMETHING = Message("Something")


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def lanes(room: Desk) -> Iterator[LanesPart]:
    part = LanesPart(room)
    part.show()
    part.refresh()
    QApplication.processEvents()
    yield part
    part.close()
    part.deleteLater()
    QApplication.processEvents()


def _holder(part: LanesPart) -> QWidget:
    holder = part.time.scale.parentWidget()
    assert holder is not None
    return holder


def test_what_stands_around_the_line_is_switched_once_there_is_something(room: Desk, lanes: LanesPart) -> None:
    part = lanes
    bare = room.journey.replace(
        interviews=(),
        desired=room.journey.desired.replace(target=None),
        touchpoints=tuple(t.replace(desired=None, quotes=()) for t in room.journey.touchpoints),
    )
    room.change(SOMETHING, lambda _: bare)
    part.refresh()
    assert all(switch.isHidden() for switch in part.around)
    ident = bare.touchpoints[0].id
    told = tuple(Interview(id=f"i{k}", answers=(Answer(touchpoint=ident, grade=3 + k),)) for k in range(2))
    room.change(SOMETHING, lambda j: j.replace(interviews=told, desired=j.desired.replace(target=8)))
    part.refresh()
    assert not any(switch.isHidden() for switch in part.around)
    for switch in part.around:
        switch.switch.click()
    poster = room.journey.poster
    assert (poster.spread, poster.voices, poster.shortfall) == (True, True, True)
    room.session.undo()
    assert not room.journey.poster.shortfall


def test_the_lane_of_time_is_to_scale_or_logarithmic_while_it_is_shown(room: Desk, lanes: LanesPart) -> None:
    part = lanes
    part.refresh()
    assert _holder(part).isHidden()
    lanes = tuple(one.replace(shown=True) if one.kind is LaneKind.TIME else one for one in room.journey.poster.lanes_in_order)
    room.change(SOMETHING, lambda j: j.replace(poster=j.poster.replace(lanes=lanes)))
    part.refresh()
    assert not _holder(part).isHidden()
    part.time.scale.segments.buttons()[1].click()
    assert room.journey.poster.time_scale == "log"


def test_gaps_follow_the_waiting_and_say_when_nothing_is_known(room: Desk, lanes: LanesPart) -> None:
    part = lanes
    bare = room.journey.replace(touchpoints=tuple(t.replace(when=None, duration=None) for t in room.journey.touchpoints))
    room.change(SOMETHING, lambda _: bare)
    part.refresh()
    assert "No touchpoint says yet" in part.time.why.text() and _holder(part).isHidden()
    part.time.gaps.segments.buttons()[1].click()
    assert room.journey.poster.spacing == "waiting" and room.session.undo_label == Message("Change the gaps between the cards")
    part.refresh()
    assert not _holder(part).isHidden(), "the scale is chosen as soon as it counts"
    first, second, *rest = room.journey.touchpoints
    told = (first.replace(when=Duration(amount=0, unit="d")), second.replace(when=Duration(amount=3, unit="w")), *rest)
    room.change(SOMETHING, lambda j: j.replace(touchpoints=told))
    part.refresh()
    assert "The longer the wait" in part.time.why.text()
    room.session.undo()
    room.session.undo()
    assert room.journey.poster.spacing == "even"
    room.change(SOMETHING, lambda j: j.replace(touchpoints=told))
    part.refresh()
    assert part.time.why.text() == "All gaps are equally wide, however long the wait", "what is not done is not said"


def test_around_whose_line_is_asked_where_several_stand_in_one_graph(room: Desk, lanes: LanesPart) -> None:
    part, field = lanes, lanes.around.whose
    holder = field.parentWidget()
    assert holder is not None
    others = (Persona(id="o1", name="Bo"), Persona(id="o2", name="Cleo"))
    journey = room.journey.replace(
        personas=(Persona(id="o0", name="Ada"), *others),
        interviews=(),
        touchpoints=tuple(
            t.replace(personas=tuple(PersonaGrade(persona=o.id, grade=4) for o in others), quotes=()) for t in room.journey.touchpoints
        ),
    )
    room.change(SOMETHING, lambda _: journey)
    part.refresh()
    assert holder.isHidden(), "nothing is drawn around a line yet"
    room.change(SOMETHING, lambda j: j.replace(poster=j.poster.replace(shortfall=True)))
    part.refresh()
    assert not holder.isHidden()
    assert [field.box.itemText(k) for k in range(field.box.count())] == ["Ada", "Bo", "Cleo"]
    assert field.box.currentText() == "Ada"
    field.box.activated.emit(2)
    assert room.journey.poster.around == "o2"
    room.change(SOMETHING, lambda j: edits.drop(j, "personas", "o2"))
    part.refresh()
    assert room.journey.poster.around is None and field.box.currentText() == "Ada"
    room.change(SOMETHING, lambda j: j.replace(poster=j.poster.replace(persona_lines="apart")))
    part.refresh()
    assert holder.isHidden(), "each graph has its own then"

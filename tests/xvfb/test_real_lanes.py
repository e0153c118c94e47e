"""Writing in the lanes under the cards, by hand: double clicks, Tab, Escape and F2 in a real window, with real events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_window import Program, Screen, Spot, State, grip, journey, lacking

from cjm_desktop.document import Journey, Lane, LaneKind, LaneText, TextLane
from cjm_desktop.storage import save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

LANE, SYSTEMS = "lane_texts.l1", "systems"


def laned() -> Journey:
    """The sample with an own lane and one of systems: each says something at one touchpoint only."""
    base = journey()
    kinds = (LaneKind.PHASES, LaneKind.CARDS, LaneKind.CURVE)
    lanes = (*(Lane(kind=k) for k in kinds), Lane(kind=LaneKind.TEXT, lane="l1"), Lane(kind=LaneKind.SYSTEMS))
    cards = tuple(
        t.replace(lane_texts=(LaneText(lane="l1", text="Orders a badge"),), systems=("HR portal",))
        if t.id == "t1"
        else t
        for t in base.touchpoints
    )
    return base.replace(
        touchpoints=cards,
        text_lanes=(TextLane(id="l1", name="Backstage"),),
        poster=base.poster.replace(lanes=lanes),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lanes")


@pytest.fixture(scope="module")
def program(folder: Path) -> Iterator[Program]:
    save_journey(laned(), folder / "sample.cjm", None)
    screen = Screen(1366, 768, folder / "home")
    try:
        made = Program(screen, folder, folder / "sample.cjm")
        try:
            yield made
        finally:
            made.close()
    finally:
        screen.close()


@pytest.fixture
def start(program: Program, folder: Path) -> State:
    program.open(folder / "sample.cjm")
    program.key("ctrl+0")
    return program.wait(in_sight, "the whole map in sight")


def in_sight(state: State) -> bool:
    return bool(state["cells"]["t7"][LANE][2] < state["canvas"][2])


def cell(state: State, record: str, field: str = LANE) -> Spot:
    """Where a hand points at a cell."""
    left, top, right, bottom = state["cells"][record][field]
    return [(left + right) // 2, (top + bottom) // 2]


def test_a_lane_is_filled_by_hand_from_cell_to_cell(program: Program, start: State) -> None:
    program.move(cell(start, "t2"))
    program.wait(
        lambda s: s["cursor"] == "IBeamCursor" and s["said"] == "Double-click to write in this lane.",
        "a sign that one can write here",
    )
    program.click(cell(start, "t2"), times=2)
    program.wait(lambda s: s["editing"] == ["t2", LANE, ""], "the caret in the empty cell")
    program.type("Sends a box")
    program.key("Tab")
    program.wait(lambda s: s["editing"] == ["t3", LANE, ""], "the caret in the next cell")
    program.type("Waits for the van")
    program.key("shift+Tab", "shift+Tab")
    program.wait(lambda s: s["editing"] == ["t1", LANE, "Orders a badge"], "the caret two cells back")
    program.type("Thrown away")
    program.key("Escape")
    state = program.wait(lambda s: s["editing"] is None, "the end of the edit")
    assert state["lanes"]["t1"] == {"l1": "Orders a badge"}
    assert state["lanes"]["t2"] == {"l1": "Sends a box"}
    assert state["lanes"]["t3"] == {"l1": "Waits for the van"}
    program.key("ctrl+z")
    program.wait(lambda s: s["lanes"]["t3"] == {}, "the last cell taken back")
    program.key("ctrl+z")
    program.wait(lambda s: s["lanes"]["t2"] == {} and s["undo"] is None and not s["dirty"], "the sample again")


def test_f2_and_ctrl_enter_work_in_a_cell_as_on_a_card(program: Program, start: State) -> None:
    program.click(cell(start, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"], "the touchpoint of the cell selected")
    program.key("F2")
    program.wait(lambda s: s["editing"] == ["t1", LANE, "Orders a badge"], "the caret in the cell")
    program.type("Two lines:")
    program.key("Return")
    program.type("one badge")
    program.key("ctrl+Return")
    program.wait(lambda s: s["lanes"]["t1"] == {"l1": "Two lines:\none badge"}, "both lines kept")
    program.key("ctrl+z")
    program.wait(lambda s: s["undo"] is None, "one step")
    program.key("ctrl+0")
    state = program.wait(in_sight, "the whole map in sight")
    program.click(grip(state, "t4"))
    program.key("F2")
    program.wait(lambda s: s["editing"] and s["editing"][:2] == ["t4", "title"], "the caret on the card")
    program.key("Escape")


def test_a_cell_on_the_poster_is_written_in_as_well(program: Program, start: State, folder: Path) -> None:
    program.open(folder / "sample.cjm", "poster")
    program.key("ctrl+0")
    state = program.wait(lambda s: s["flow"] == "poster" and LANE in s["cells"]["t4"], "the poster")
    program.click(cell(state, "t4"), times=2)
    program.wait(lambda s: s["editing"] == ["t4", LANE, ""], "the caret in the cell, near enough to read")
    program.type("A note for the driver")
    program.key("ctrl+Return")
    program.wait(lambda s: s["lanes"]["t4"] == {"l1": "A note for the driver"}, "the note kept")


def test_systems_are_changed_at_the_side(program: Program, start: State) -> None:
    program.click(cell(start, "t3", SYSTEMS), times=2)
    program.wait(lambda s: s["selected"] == ["t3"] and s["keyboard"] == "right", "the cursor at the side")
    program.type("Payroll")
    program.key("Return")
    program.wait(lambda s: s["undo"] == "Change the systems", "a system at the touchpoint")
    program.key("Escape")
    program.wait(lambda s: s["keyboard"] == "map", "the keyboard on the map")

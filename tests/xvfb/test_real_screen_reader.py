"""The window read by a screen reader: another process, through AT-SPI on an accessibility bus of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import screen_reader as at
from real_window import Program, Screen, journey, lacking

from cjm_desktop.document import Opportunity
from cjm_desktop.storage import save_journey

_WHY_NOT = lacking() or at.lacking()
pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(_WHY_NOT), reason=_WHY_NOT or "here")]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, at.ScreenReader]]:
    folder = tmp_path_factory.mktemp("read")
    file = folder / "sample.cjm"
    told = Opportunity(id="o1", title="Tell them sooner", text="A message on the day.", touchpoints=("t3",))
    save_journey(journey().replace(opportunities=(told,)), file, None)
    screen = Screen(1366, 768, folder / "home")
    try:
        session = at.SessionBus(screen.environment)
        try:
            reader = at.ScreenReader(session.address)
            program = Program(screen, folder, file, **at.environment({}, session))
            try:
                reader.wait()
                yield program, reader
            finally:
                reader.close()
                program.close()
        finally:
            session.close()
    finally:
        screen.close()


def card(tree: at.Node, number: int) -> at.Node:
    """A touchpoint of the map."""
    (map_,) = tree.find(at.LIST, "My new job")
    return map_.children[number - 1]


def test_the_window_its_buttons_and_fields_are_there_by_name(read: tuple[Program, at.ScreenReader], tmp_path: Path) -> None:
    program, reader = read
    program.screen.x("key", "Right")
    state = program.wait(lambda s: s["selected"] == ["t0"] and s["inspector"], "a card with its fields")
    tree = reader.tree()
    (window,) = tree.find(at.FRAME)
    assert window.name == state["title_bar"].replace("[*]", "")
    (bar,) = (one for one in tree.find(at.TOOL_BAR) if one.children)
    buttons = [one for one in bar.walk() if one.role in (at.PUSH_BUTTON, at.TOGGLE_BUTTON)]
    assert len(buttons) >= 8 and all(one.name for one in buttons)
    assert {"Undo", "Zoom in"} <= {one.name.partition(" (")[0] for one in buttons}
    fields = {one.name for one in tree.walk() if one.role == at.TEXT}
    assert {"Title", "Grade of “Step 0”", "Desired grade of “Step 0”"} <= fields
    assert [one.name for one in tree.find(at.SLIDER)][:1] == ["Grade of “Step 0”"]
    focusable = [one for one in tree.walk() if {at.FOCUSABLE, at.SHOWING} <= one.states]
    roles = (at.PUSH_BUTTON, at.TOGGLE_BUTTON, at.TEXT, at.SLIDER)
    dumb = [(one.role, one.description) for one in focusable if one.role in roles and not one.name]
    assert len(focusable) > 60 and dumb == []


def test_every_card_is_an_item_with_name_value_and_description(read: tuple[Program, at.ScreenReader]) -> None:
    program, reader = read
    (map_,) = read[1].tree().find(at.LIST, "My new job")
    state = program.state
    items = [one for one in map_.children if one.role == at.LIST_ITEM]
    assert [one.value for one in items] == [state["grades"][ident] for ident in state["order"]]
    assert [one.name for one in items][:2] == ["1. Step 0, calm 2", "2. Step 1, calm 5"]
    kind, _, text = items[5].description.partition(". ")
    assert kind.startswith("Contact") and text == "What happens here takes some more words."
    assert [one.name for one in map_.children if one.role == at.HEADING] == ["Before", "After"]
    last = map_.children[-1]
    assert (last.name, last.description, last.value) == ("Tell them sooner", "A message on the day.", None)
    assert all(at.FOCUSABLE in one.states for one in map_.children)
    assert len(reader.programs()) == 1


def test_the_focus_goes_from_card_to_card_and_is_told(read: tuple[Program, at.ScreenReader]) -> None:
    program, reader = read
    program.screen.x("key", "Home")
    program.wait(lambda s: s["selected"] == ["t0"] and s["keyboard"] == "map", "the first card")
    reader.hush()
    program.screen.x("key", "Right")
    program.wait(lambda s: s["selected"] == ["t1"], "the second card")
    tree = reader.tree()
    second = card(tree, 2)
    assert {at.FOCUSED, at.SELECTED} <= second.states
    assert at.FOCUSED not in card(tree, 1).states
    assert reader.told("StateChanged", "focused", second.path) is not None


def test_a_grade_is_told_as_it_is_given(read: tuple[Program, at.ScreenReader]) -> None:
    program, reader = read
    program.screen.x("key", "Home", "Right")
    program.wait(lambda s: s["selected"] == ["t1"] and s["keyboard"] == "map", "the second card")
    second = card(reader.tree(), 2)
    reader.hush()
    program.screen.x("key", "9")
    assert reader.told("PropertyChange", "accessible-value", second.path) is not None
    assert reader.told("PropertyChange", "accessible-name", second.path) is not None
    program.wait(lambda s: s["grades"]["t1"] == 9.0, "the grade")
    now = reader.node(second.path)
    assert (now.value, now.name) == (9.0, "2. Step 1, happy 9")
    program.screen.x("key", "ctrl+z")
    program.wait(lambda s: s["grades"]["t1"] == 5.0, "the grade of before")


def test_a_grade_can_be_given_by_the_screen_reader(read: tuple[Program, at.ScreenReader]) -> None:
    program, reader = read
    fourth = card(reader.tree(), 4)
    reader.give(fourth, 4.0)
    program.wait(lambda s: s["grades"]["t3"] == 4.0 and s["undo"], "the grade that was given")
    reader.give(fourth, 99.0)
    program.wait(lambda s: s["grades"]["t3"] == 10.0, "no more than the scale has")
    program.screen.x("key", "ctrl+z", "ctrl+z")
    program.wait(lambda s: not s["undo"], "the sample as it was")


def test_a_card_that_comes_and_goes_is_told(read: tuple[Program, at.ScreenReader]) -> None:
    program, reader = read
    program.screen.x("key", "Home")
    program.wait(lambda s: s["selected"] == ["t0"] and s["keyboard"] == "map", "the first card")
    (map_,) = reader.tree().find(at.LIST, "My new job")
    reader.hush()
    program.screen.x("key", "ctrl+d")
    program.wait(lambda s: len(s["order"]) == 9, "one card more")
    assert reader.told("ChildrenChanged", "add", map_.path) is not None
    (now,) = reader.tree().find(at.LIST, "My new job")
    assert len(now.children) == len(map_.children) + 1
    reader.hush()
    program.screen.x("key", "ctrl+z")
    program.wait(lambda s: len(s["order"]) == 8, "as many as before")
    assert reader.told("ChildrenChanged", "remove", map_.path) is not None
    assert program.errors == ""

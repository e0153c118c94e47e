"""The map on the projector in a real window: keys of a presenter, a card written on, graded and dragged, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_window import Program, Screen, State, journey, lacking

from cjm_desktop.storage import save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]


@pytest.fixture(params=[("nl", 1366, 768), ("en", 1920, 1080)], ids=["nl-1366", "en-1920"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Program, State, int]]:
    language, width, height = request.param
    file = tmp_path / "sample.cjm"
    save_journey(journey(), file, None)
    screen = Screen(width, height, tmp_path / "home")
    try:
        local = f"{language}_{language.upper()}.UTF-8" if language != "en" else "C.UTF-8"
        program = Program(screen, tmp_path, file, LANG=local, LC_ALL=local)
        try:
            before = program.wait(lambda s: s["map_shown"], "the map")
            program.key("F5")
            program.wait(lambda s: s["wall"] and s["wall"]["active"], "the presentation in front")
            yield program, before, height
        finally:
            program.close()
    finally:
        screen.close()


def wall(program: Program, holds: object, what: str) -> State:
    """What is on the wall as soon as something holds of it and it stands still."""
    return program.wait(lambda s: s["wall"] and s["wall"]["still"] and holds(s["wall"]), what)["wall"]  # type: ignore[operator,no-any-return]


@pytest.mark.in_turn("stage")
def test_a_presenter_leads_the_tour_and_the_map_is_worked_on(
    stage: tuple[Program, State, int], tmp_path: Path
) -> None:
    program, before, height = stage
    width = program.screen.width
    seen = wall(program, lambda w: w["map"][2] - w["map"][0] == width - 1, "the map over the whole screen")
    assert seen["window"] == [0, 0, width - 1, height - 1]
    assert seen["type"] >= 0.025 * height

    program.key("Next", "Next", "Next")
    seen = wall(program, lambda w: w["halt"] == ["touchpoint", "t0"], "the first card")
    left, _top, right, bottom = seen["cards"]["t0"]
    assert 0 <= left < right <= seen["map"][2] < width - 1, "the card is whole, and its story beside the map"
    assert bottom < height
    program.picture(tmp_path / "tour.png")

    program.key("3")
    program.wait(lambda s: s["grades"]["t0"] == 3.0, "the grade that was typed")
    program.key("F2")
    wall(program, lambda w: w["editing"] and w["editing"][:2] == ["t0", "title"], "the caret on the wall")
    program.key("ctrl+a")
    program.type("b. said in the room")
    program.key("ctrl+Return")
    program.wait(lambda s: s["titles"]["t0"] == "b. said in the room", "what was typed")
    wall(program, lambda w: "b. said in the room" in w["told"] and not w["blank"], "the story with it")

    seen = wall(program, lambda w: w["editing"] is None, "the map at rest")
    one, two = seen["cards"]["t0"], seen["cards"]["t1"]
    start = [(one[0] + one[2]) // 2, one[1] + 14]
    program.drag(start, [round(two[0] + 0.8 * (two[2] - two[0])), two[1] + 14])
    program.wait(lambda s: s["order"][:2] == ["t1", "t0"] and not s["gesture"], "the card dragged")
    program.key("ctrl+z", "ctrl+z", "ctrl+z")
    program.wait(lambda s: s["undo"] is None, "everything taken back")

    program.move((width // 3, height - 6))
    seen = wall(program, lambda w: "go_on" in w["strip"], "the controls")
    was = seen["halt"]
    program.click(seen["strip"]["go_on"])
    seen = wall(program, lambda w: w["halt"] != was, "the next halt")
    program.click(seen["strip"]["toggle_timer"])
    wall(program, lambda w: w["running"], "the timer")
    program.move((width // 3, height // 3))
    program.key("b")
    wall(program, lambda w: w["blank"], "a blank screen")
    program.key("period")
    wall(program, lambda w: not w["blank"], "the map again")
    program.key("s")
    wall(program, lambda w: w["spotlight"], "the spotlight")
    program.picture(tmp_path / "spotlight.png")
    program.key("End")
    wall(program, lambda w: w["halt"] and w["halt"][1] != was[1], "the last halt")

    program.key("Escape")
    after = program.wait(lambda s: not s["wall"] and s["active"], "the editor")
    for what in ("window", "frame", "canvas", "zoom"):
        assert after[what] == before[what]
    assert after["keyboard"] == "map"

"""A laptop with a projector beside it, as an X server parts its screen: both in step, and the plug pulled in the midst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import monitors
import pytest
from monitors import monitor
from real_window import Program, Screen, journey, lacking

from cjm_desktop.storage import save_journey

_WHY = lacking() or monitors.lacking()
pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(_WHY), reason=_WHY or "here")]

_DESK, _WALL = (0, 0, 1366, 768), (1366, 0, 1920, 1080)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(_DESK[2] + _WALL[2], _WALL[3], tmp_path / "home")
    try:
        monitor(made, "put", "desk", *_DESK, "first")
        monitor(made, "put", "wall", *_WALL)
        yield made
    finally:
        made.close()


@pytest.fixture
def program(screen: Screen, tmp_path: Path) -> Iterator[Program]:
    file = tmp_path / "sample.cjm"
    save_journey(journey(), file, None)
    made = Program(screen, tmp_path, file)
    try:
        yield made
    finally:
        made.close()


def _inside(window: list[int], monitor: tuple[int, int, int, int]) -> bool:
    left, top, wide, high = monitor
    return left <= window[0] <= window[2] < left + wide and top <= window[1] <= window[3] < top + high


def test_a_projector_is_pulled_out_and_plugged_in(program: Program, screen: Screen, tmp_path: Path) -> None:
    before = program.wait(lambda s: s["map_shown"] and _inside(s["window"], _DESK), "the editor on the laptop")
    program.key("F5")
    seen = program.wait(lambda s: s["wall"] and s["wall"]["active"] and s["wall"]["still"], "the presentation")
    left, top, wide, high = _WALL
    assert seen["wall"]["window"] == [left, top, left + wide - 1, top + high - 1], "all of the projector and nothing else"
    assert seen["window"] == before["window"], "the editor stays where it was"
    program.key("Next", "Next", "Next")
    seen = program.wait(lambda s: s["wall"]["halt"] == ["touchpoint", "t0"], "the first card on the wall")
    assert seen["selected"] == ["t0"], "and in the editor"

    # A hand in the editor leads the wall, and what is typed there is seen here.
    program.click(before["points"]["t3"])
    program.wait(lambda s: s["wall"]["halt"] == ["touchpoint", "t3"], "what is selected in the editor")
    program.key("4")
    program.wait(lambda s: s["grades"]["t3"] == 4.0, "its grade")
    program.picture(tmp_path / "both.png")

    # Somebody writes on the wall when the plug is pulled.
    program.click([left + wide // 4, top + high - 200])
    program.wait(lambda s: s["wall"]["active"], "the keyboard on the wall")
    program.key("Home", "Next", "Next", "F2")
    program.wait(lambda s: s["wall"]["editing"], "the caret on the wall")
    program.key("ctrl+a")
    program.type("said when it went dark")
    program.wait(lambda s: s["wall"]["editing"][2] == "said when it went dark", "what is typed")
    monitor(screen, "pull", "wall")
    seen = program.wait(lambda s: not s["wall"] and s["active"], "the editor alone, with the keyboard")
    assert seen["titles"]["t0"] == "said when it went dark", "nothing typed is lost"
    assert seen["window"] == before["window"] and seen["keyboard"] == "map" and not seen["dialogs"]

    monitor(screen, "put", "wall", *_WALL)
    program.key("F5")
    program.wait(lambda s: s["wall"] and _inside(s["wall"]["window"], _WALL), "the presentation on the projector again")
    program.key("Escape")
    program.wait(lambda s: not s["wall"] and s["active"], "the editor")


def test_an_editor_on_the_projector_comes_back_to_the_laptop(program: Program, screen: Screen, tmp_path: Path) -> None:
    program.wait(lambda s: s["map_shown"] and _inside(s["window"], _DESK), "the editor on the laptop")
    program.order("place", x=str(_WALL[0] + 200), y=str(_WALL[1] + 100), width="1400", height="800")
    program.wait(lambda s: s["window"][0] >= _WALL[0], "the editor on the projector")
    program.key("F5")
    seen = program.wait(lambda s: s["wall"] and s["wall"]["still"] and s["wall"]["active"], "the presentation on the other screen")
    assert _inside(seen["wall"]["window"], _DESK)
    monitor(screen, "pull", "wall")
    seen = program.wait(lambda s: not s["wall"] and _inside(s["frame"], _DESK), "the editor, whole, on the laptop")
    program.key("Return")
    program.picture(tmp_path / "back.png")
    program.wait(lambda s: len(s["order"]) == 9, "the keyboard in it")

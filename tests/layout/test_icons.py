"""Icons: all there, inside their box, placed in millimetres."""

from __future__ import annotations

import json

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.layout.icons import CHANNEL_ICONS, IconSet
from cjm_desktop.layout.sheet import Path

ICONS = IconSet.shipped()


def points(paths: tuple[Path, ...]) -> list[tuple[float, float]]:
    found = []
    for path in paths:
        for segment in path.segments:
            numbers = [value for value in segment[1:] if isinstance(value, float)]
            found += zip(numbers[::2], numbers[1::2], strict=True)
    return found


@pytest.mark.parametrize("name", ICONS.names)
def test_each_icon_is_drawn_inside_its_box(name: str) -> None:
    paths = ICONS.items(name, 30.0, 50.0, 8.0, "#101D3A", 0.5)
    assert paths
    for path in paths:
        assert path.segments[0][0] == "M"
        assert len(path.segments) > 1
        assert (path.stroke, path.width, path.cap, path.join) == ("#101D3A", 0.5, 1, 1)
    for x, y in points(paths):
        assert 26.0 <= x <= 34.0
        assert 46.0 <= y <= 54.0
    assert max(x for x, _ in points(paths)) - min(x for x, _ in points(paths)) > 1 or name == "grip-vertical"


def test_channels_are_offered_in_order_and_exist() -> None:
    assert ICONS.channel_names == CHANNEL_ICONS
    assert len(set(CHANNEL_ICONS)) == len(CHANNEL_ICONS)
    assert all(name in ICONS for name in CHANNEL_ICONS)


def test_an_unknown_name_is_a_circle() -> None:
    assert "no-such-icon" not in ICONS
    assert ICONS.items("no-such-icon", 0.0, 0.0, 24.0, "#000000", 1.0) == ICONS.items(
        "circle", 0.0, 0.0, 24.0, "#000000", 1.0
    )


def test_a_circle_is_round_and_centred() -> None:
    (circle,) = ICONS.items("circle", 5.0, 7.0, 24.0, "#000000", 1.0)
    for segment in circle.segments:
        if segment[0] != "Z":
            x, y = segment[-2:]
            assert isinstance(x, float)
            assert isinstance(y, float)
            assert ((x - 5) ** 2 + (y - 7) ** 2) ** 0.5 == pytest.approx(10, abs=0.002)
    assert circle.segments[-1] == ("Z",)


def test_equal_questions_give_the_same_paths() -> None:
    asked = ("mail", 1.0, 2.0, 3.0, "#00707A", 0.2)
    assert ICONS.items(*asked) is ICONS.items(*asked)


def test_the_file_is_small_and_as_described() -> None:
    file = asset("icons", "icons.json")
    assert file.stat().st_size < 150_000
    for icon in json.loads(file.read_text(encoding="utf-8")).values():
        assert icon["box"] == 24
        assert all(step[0] in "MLCZ" for path in icon["paths"] for step in path["d"])
    assert (file.parent / "LICENSE-Lucide.txt").is_file()

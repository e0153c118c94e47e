"""Colour science: known values of the standards and papers, and what must hold for every colour."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.layout.colour import (
    Vision,
    contrast,
    difference,
    from_oklch,
    ink_on,
    is_colour,
    lightness_apart,
    linear,
    luminance,
    mix,
    moved_to_read,
    oklab,
    oklch,
    readable,
    seen,
    srgb,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
FAST = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#0000FF", "#FFFFFF", 8.59),
        ("#FF0000", "#FF0000", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(a: str, b: str, ratio: float) -> None:
    assert contrast(a, b) == pytest.approx(ratio, abs=0.005)
    assert contrast(a, b) == contrast(b, a)


def test_luminance_weighs_the_three_lights() -> None:
    assert [luminance(c) for c in ("#FF0000", "#00FF00", "#0000FF")] == pytest.approx(
        [0.2126, 0.7152, 0.0722]
    )


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#FFFFFF", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#FF0000", (0.6280, 0.2249, 0.1258)),
        ("#00FF00", (0.8664, -0.2339, 0.1795)),
        ("#0000FF", (0.4520, -0.0325, -0.3115)),
    ],
)
def test_oklab_has_its_published_values(colour: str, expected: tuple[float, float, float]) -> None:
    assert oklab(colour) == pytest.approx(expected, abs=1e-4)


@FAST
@given(COLOURS)
def test_a_colour_survives_the_way_there_and_back(colour: str) -> None:
    assert srgb(linear(colour)) == colour
    assert from_oklch(*oklch(colour)) == colour


@FAST
@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(-math.pi, math.pi))
def test_what_srgb_cannot_show_loses_chroma_not_lightness(
    lightness: float, chroma: float, hue: float
) -> None:
    found = from_oklch(lightness, chroma, hue)
    assert oklch(found)[0] == pytest.approx(lightness, abs=0.012 if lightness > 0.15 else 0.05)
    assert oklch(found)[1] <= chroma + 0.012


@pytest.mark.parametrize("vision", list(Vision))
def test_greys_are_seen_as_they_are(vision: Vision) -> None:
    for grey in ("#000000", "#808080", "#FFFFFF"):
        assert difference(seen(grey, vision), grey) < 0.01


def test_red_and_green_are_alike_without_one_kind_of_cone() -> None:
    green, red = "#2E9E44", "#D93A2B"
    assert difference(green, red) > 0.3
    assert difference(green, red, Vision.DEUTAN) < 0.05
    assert difference(green, red, Vision.TRITAN) > 0.3


def test_red_is_dark_to_one_without_its_cone() -> None:
    assert luminance(seen("#FF0000", Vision.PROTAN)) < 0.6 * luminance("#FF0000")
    assert seen("#FF0000", Vision.DEUTAN) == "#A39000"  # row sums of the published matrix, by hand


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert difference("#000000", "#FFFFFF") == pytest.approx(1.0, abs=1e-6)
    assert lightness_apart("#000000", "#FFFFFF") == pytest.approx(1.0)
    assert lightness_apart("#FF0000", "#00FF00") == pytest.approx(abs(0.2126 ** (1 / 3) - 0.7152 ** (1 / 3)))


@FAST
@given(COLOURS, COLOURS, st.sampled_from([3.0, 4.5]))
def test_a_moved_colour_can_be_read(colour: str, ground: str, need: float) -> None:
    moved = moved_to_read(colour, (ground,), need)
    assert readable(moved, (ground,), need)
    if readable(colour, (ground,), need):
        assert moved == colour


@FAST
@given(COLOURS)
def test_some_ink_reads_on_every_ground(ground: str) -> None:
    assert contrast(ink_on(ground, 4.5), ground) >= 4.5


def test_the_first_ink_that_reads_is_taken() -> None:
    assert ink_on("#E2571E", 4.5, ("#FFFFFF", "#0F1B33")) == "#0F1B33"
    assert ink_on("#101D3A", 4.5, ("#FFFFFF", "#0F1B33")) == "#FFFFFF"


def test_a_mixture_lies_between() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#102030", "#405060", 0.0) == "#102030"


@pytest.mark.parametrize("text", ["", "#FFF", "FFFFFF", "#GGGGGG", "#FFFFFF0", "#FFFFFF\n", 7, None])
def test_what_is_no_colour_is_refused(text: object) -> None:
    assert not is_colour(text)
    if isinstance(text, str):
        with pytest.raises(ValueError, match="not a colour"):
            linear(text)

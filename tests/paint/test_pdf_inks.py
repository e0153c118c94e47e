"""Colours on a press: what each becomes, how much ink, and the profiles they come from."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path

import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from cjm_desktop.assets import asset
from cjm_desktop.paint.pdf.inks import MOST_INK, Press, Screen, bounded, coated, srgb

PRESS = Press()
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
ROOT = Path(__file__).resolve().parents[2]


def inks(operator: str) -> list[float]:
    """The operands of a colour."""
    return [float(v) for v in operator.split()[:-1]]


def lab(picture: PIL.Image.Image, profile: bytes) -> list[tuple[float, float, float]]:
    """How the pixels look, in CIE Lab relative to the paper."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")),
        picture.mode,
        "LAB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    data = ImageCms.applyTransform(picture, transform).tobytes()
    return [(data[i] / 2.55, data[i + 1] - 128, data[i + 2] - 128) for i in range(0, len(data), 3)]


@given(COLOURS)
def test_no_colour_needs_too_much_ink(colour: str) -> None:
    for operator in (PRESS.fill(colour), PRESS.ground(colour), PRESS.stroke(colour)):
        found = inks(operator)
        assert len(found) == 4
        assert all(0 <= v <= 1 for v in found)
        assert sum(found) <= MOST_INK
    assert PRESS.fill(colour)[-1] == "k"
    assert PRESS.stroke(colour)[-1] == "K"
    assert Screen().fill(colour)[-2:] == "rg"


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_ink_is_bounded_and_black_is_kept(values: list[float]) -> None:
    found = bounded(tuple(values))
    assert sum(found) <= MOST_INK + 1e-9
    assert found[3] == values[3]
    assert all(a <= b for a, b in zip(found, values, strict=True))


def test_white_is_bare_paper() -> None:
    assert PRESS.fill("#FFFFFF") == PRESS.ground("#ffffff") == "0 0 0 0 k"


@given(st.integers(0, 255), st.integers(0, 4))
def test_grey_type_is_black_alone(grey: int, warmer: int) -> None:
    colour = f"#{min(grey + warmer, 255):02X}{grey:02X}{grey:02X}"
    if colour == "#FFFFFF":
        return
    cyan, magenta, yellow, _ = inks(PRESS.fill(colour))
    assert cyan == magenta == yellow == 0
    assert PRESS.stroke(colour)[:-1] == PRESS.fill(colour)[:-1]


def test_darker_greys_have_more_black_and_look_as_light_as_on_the_screen() -> None:
    ramp = [inks(PRESS.fill(f"#{grey:02X}{grey:02X}{grey:02X}"))[3] for grey in range(256)]
    assert ramp == sorted(ramp, reverse=True)
    assert (ramp[0], ramp[255]) == (1.0, 0.0)
    for grey in range(70, 250, 20):
        ink = PIL.Image.new("CMYK", (1, 1), (0, 0, 0, round(ramp[grey] * 255)))
        ((light, *_),) = lab(ink, coated())
        ((seen, *_),) = lab(PIL.Image.new("RGB", (1, 1), (grey,) * 3), srgb())
        assert abs(light - seen) < 4


def test_only_a_broad_ground_is_darker_than_black_ink() -> None:
    assert PRESS.fill("#000000") == "0 0 0 1 k"
    assert 2.0 < sum(inks(PRESS.ground("#000000"))) <= MOST_INK
    assert PRESS.ground("#808080") == PRESS.fill("#808080")


def test_the_dark_blue_of_type_rests_on_black() -> None:
    """Most of its darkness is black ink, next to no yellow: thin letters stay sharp."""
    _, _, yellow, black = inks(PRESS.fill("#33415C"))
    assert black > 0.6
    assert yellow < 0.02


def test_colours_of_the_house_come_near_on_paper() -> None:
    theme = json.loads(asset("themes", "house.json").read_text(encoding="utf-8"))
    colours = [v for v in theme.values() if isinstance(v, str) and v.startswith("#")]
    for colour in [*colours, *theme["phases"], *theme["parties"]]:
        ink = PIL.Image.new("CMYK", (1, 1), tuple(round(v * 255) for v in inks(PRESS.ground(colour))))
        wanted = PIL.Image.new("RGB", (1, 1), tuple(bytes.fromhex(colour[1:])))
        (one,), (two,) = lab(ink, coated()), lab(wanted, srgb())
        # A violet as deep as the opportunities' no press can print; it comes out duller.
        assert sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5 < (
            20 if colour == "#4A3AA7" else 12
        )


def test_a_picture_needs_no_more_ink_than_a_colour() -> None:
    steps = range(0, 256, 17)
    data = bytes(v for r in steps for g in steps for b in steps for v in (r, g, b))
    found = PRESS.picture(PIL.Image.frombytes("RGB", (256, 16), data)).tobytes()
    full = PRESS.picture(PIL.Image.new("CMYK", (1, 1), (255, 255, 255, 255))).tobytes()
    for pixels in (found, full):
        assert max(sum(pixels[i : i + 4]) for i in range(0, len(pixels), 4)) <= MOST_INK * 255


def test_a_grey_picture_is_as_black_as_grey_type() -> None:
    for grey in (0, 60, 128, 250, 255):
        found = PRESS.picture(PIL.Image.new("L", (2, 2), grey))
        assert found.mode == "L"
        (*_, black) = inks(PRESS.fill(f"#{grey:02X}{grey:02X}{grey:02X}"))
        assert 1 - found.getpixel((0, 0)) / 255 == pytest.approx(black, abs=0.005)


@pytest.mark.parametrize("inked", [PRESS, Screen()])
@pytest.mark.parametrize("colour", ["", "red", "#12345", "#GGGGGG", "#1234567"])
def test_what_is_no_colour_is_refused(inked: Press | Screen, colour: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        inked.fill(colour)


def test_our_screen_is_everybodys() -> None:
    """Colours go through our sRGB profile and LittleCMS's own to the same place."""
    grid = bytes(
        v for r in range(0, 256, 51) for g in range(0, 256, 51) for b in range(0, 256, 51) for v in (r, g, b)
    )
    picture = PIL.Image.frombytes("RGB", (36, 6), grid)
    theirs = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for one, two in zip(lab(picture, srgb()), lab(picture, theirs), strict=True):
        assert max(abs(a - b) for a, b in zip(one, two, strict=True)) <= 1


def test_the_profiles_are_what_their_maker_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_profile", ROOT / "packaging" / "make_profile.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.srgb() == srgb()
    assert maker.dated(coated()) == coated()
    for profile in (srgb(), coated()):
        assert int.from_bytes(profile[:4], "big") == len(profile)
        assert profile[36:40] == b"acsp"
        assert profile[8] == 2  # the version that every printer's software reads
    assert {path.name for path in asset("profiles").iterdir()} == {
        "README.md",
        "LICENSE-FOGRA39L.txt",
        "coated-FOGRA39.icc",
        "sRGB.icc",
    }

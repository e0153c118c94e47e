"""Colours on a press: what each becomes, how much ink, and the profiles they come from."""

from __future__ import annotations

import importlib.util
import io
import json
from dataclasses import replace
from pathlib import Path as FilePath

import pikepdf
import PIL.Image
import pytest
from extract import opened
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms
from sheets import Writer, sheet

from cjm_desktop.assets import asset
from cjm_desktop.layout.sheet import Path
from cjm_desktop.paint.pdf import PdfInfo, Production, pdf_bytes
from cjm_desktop.paint.pdf.inks import LEAST_DOT, MOST_INK, Press, Screen, bounded, coated, held, srgb

PRESS = Press()
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
ROOT = FilePath(__file__).resolve().parents[2]


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
    # Of a and b each byte is a whole number from −128 to 127.
    a, b = ([v - 256 * (v > 127) for v in data[at::3]] for at in (1, 2))
    return [(light / 2.55, red, yellow) for light, red, yellow in zip(data[::3], a, b, strict=True)]


@given(COLOURS)
def test_no_colour_needs_too_much_ink(colour: str) -> None:
    for operator in (
        PRESS.fill(colour),
        PRESS.ground(colour),
        PRESS.stroke(colour),
        PRESS.small(colour),
        PRESS.hairline(colour),
    ):
        found = inks(operator)
        assert all(v == 0 or v >= LEAST_DOT - 0.001 for v in found), "a smaller dot does not hold on the plate"
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


@pytest.mark.parametrize("theme", ["house", "ink-light", "high-contrast", "greyscale"])
def test_small_type_and_hairlines_that_texts_are_set_in_are_black_alone(theme: str) -> None:
    roles = json.loads(asset("themes", f"{theme}.json").read_text(encoding="utf-8"))
    for role in ("ink", "text", "secondary"):
        for operator in (PRESS.small(roles[role]), PRESS.hairline(roles[role])):
            *colours, black = inks(operator)
            assert colours == [0, 0, 0], role
            assert black > 0.5
    assert inks(PRESS.small(roles["text"]))[3] == inks(PRESS.small(roles["ink"]))[3] == 1, "no screen closes the letters"
    for role in ("rule", "grid"):
        assert inks(PRESS.hairline(roles[role]))[:3] == [0, 0, 0]
        assert 0.03 <= inks(PRESS.hairline(roles[role]))[3] < 0.8


def test_colour_stays_colour_in_small_type() -> None:
    for colour in ("#4A3AA7", "#00707A", "#E2571E", "#F0B429"):
        assert PRESS.small(colour) == PRESS.fill(colour)
        assert PRESS.hairline(colour) == PRESS.stroke(colour)
    assert PRESS.small("#FFFFFF") == PRESS.fill("#FFFFFF"), "the paper itself"
    assert PRESS.hairline("#FFFFFF") == PRESS.stroke("#FFFFFF")
    assert PRESS.small("#C9D4E8") == PRESS.fill("#C9D4E8"), "light type on a dark ground"


def test_a_tint_holds_or_is_paper() -> None:
    assert [held(v) for v in (0.0, 0.014, 0.016, 0.03, 0.5, 1.0)] == [0.0, 0.0, LEAST_DOT, 0.03, 0.5, 1.0]


def test_type_of_a_poster_takes_the_inks_of_its_size() -> None:
    """On the page itself: text under 12 pt has black alone, larger text of the same colour has its inks."""
    write, dark = Writer(), "#33415C"
    texts = [write("word", 10, 20 * n, size, fill=dark) for n, size in enumerate((3.0, 8.0, 3.0), 1)]
    line = Path((("M", 0, 0), ("L", 9, 9)), stroke=dark, width=0.3)
    data = pdf_bytes(
        [sheet(*texts, line, replace(line, width=2.0))], PdfInfo(), production=Production(colours="cmyk")
    )
    (page,) = opened(data).pages
    set_ = [(str(op), [float(v) for v in values]) for values, op in pikepdf.parse_content_stream(page) if str(op) in "kK"]
    black, full = [0, 0, 0, 1], inks(PRESS.fill(dark))
    assert [values for op, values in set_ if op == "k"] == [black, full, black]
    assert [values for op, values in set_ if op == "K"] == [black, full]


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

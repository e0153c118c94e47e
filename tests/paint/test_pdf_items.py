"""Shapes, pictures and the emotion line in the PDF."""

from __future__ import annotations

import pikepdf
import pytest
from extract import names, opened, operators
from sheets import HandSheet, Writer, curve, jpeg, part, png, sheet

from cjm_desktop.layout.sheet import Clip, Image, Item, Path, Rect, Segment
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.pdf import pdf_bytes

SQUARE: tuple[Segment, ...] = (("M", 0, 0), ("L", 10, 0), ("L", 10, 10), ("L", 0, 10), ("Z",))


def painted(*items: Item) -> pikepdf.Page:
    """The page with these items."""
    return opened(pdf_bytes([sheet(*items)])).pages[0]


def strokes(page: pikepdf.Page) -> list[tuple[list[tuple[float, float]], tuple[float, ...], float, int]]:
    """Every stroked path: the points on it, its dashes, its width and its cap."""
    out: list[tuple[list[tuple[float, float]], tuple[float, ...], float, int]] = []
    points: list[tuple[float, float]] = []
    dash: tuple[float, ...] = ()
    width, cap = 1.0, 0
    for values, operator in operators(page):
        if operator in ("m", "l", "c"):
            points.append((float(values[-2]), float(values[-1])))
        elif operator == "d":
            dash = tuple(map(float, values[0]))
        elif operator == "w":
            width = float(values[0])
        elif operator == "J":
            cap = int(values[0])
        elif operator in ("S", "f", "n"):
            if operator == "S":
                out.append((points, dash, width, cap))
            points = []
    return out


def areas(
    page: pikepdf.Page,
) -> list[tuple[list[tuple[float, float]], list[tuple[float, float]], list[float]]]:
    """Every area that is filled inside a clip: the clip's points, its own, its colour."""
    out = []
    clip: list[tuple[float, float]] = []
    points: list[tuple[float, float]] = []
    colour: list[float] = []
    for values, operator in operators(page):
        if operator in ("m", "l", "c"):
            points.append((float(values[-2]), float(values[-1])))
        elif operator == "rg":
            colour = [float(v) for v in values]
        elif operator == "n":
            clip, points = points, []
        elif operator == "f":
            out.append((clip, points, colour))
            points = []
        elif operator == "S":
            points = []
    return out


def test_curve_is_never_drawn_over_gaps() -> None:
    page = painted(curve([30, 70, None, None, 60, 35, None, 40]))
    for points, _, _, _ in strokes(page):
        xs = [x for x, _ in points]
        assert max(xs) <= 30 or (min(xs) >= 90 and max(xs) <= 110)
    for _, points, _ in areas(page):
        xs = [x for x, _ in points]
        assert max(xs) <= 30 or (min(xs) >= 90 and max(xs) <= 110)
    assert strokes(page)


def test_what_was_observed_is_solid_and_what_was_assumed_is_dashed() -> None:
    page = painted(curve([30, 70, 40, 60, 35], frozenset({1, 2})))
    casing, first, middle, next_one, last = strokes(page)
    assert [x for x, _ in casing[0]] == [10, 30, 50, 70, 90]
    assert casing[1:] == ((), 3.0, 1)
    assert ([x for x, _ in first[0]], first[1], first[2], first[3]) == ([10, 30], (), 1.5, 1)
    # Dashes begin at every point, as on the screen.
    assert ([x for x, _ in middle[0]], middle[1], middle[3]) == ([30, 50], (3, 2), 0)
    assert ([x for x, _ in next_one[0]], next_one[1], next_one[3]) == ([50, 70], (3, 2), 0)
    assert ([x for x, _ in last[0]], last[1]) == ([70, 90], ())
    assert [v for v, o in operators(page) if o == "j"] == [[1]]


def test_areas_lie_between_line_and_neutral_on_their_own_side() -> None:
    found = areas(painted(curve([30, 70, 40])))
    assert len(found) == 2
    above, below = found
    assert above[2] == pytest.approx([0x99 / 255, 0xC6 / 255, 0xCA / 255], abs=0.001)
    assert {y for _, y in above[0]} == {20, 50}
    assert {y for _, y in below[0]} == {50, 80}
    for _, points, _ in found:
        assert points == [(10, 50), (10, 30), (30, 70), (50, 40), (50, 50)]


def test_a_curve_without_areas_casing_or_line_draws_only_what_it_has() -> None:
    assert not areas(painted(curve([30, 70], above=None, below=None)))
    assert len(strokes(painted(curve([30, 70], casing=None)))) == 1
    assert "S" not in names(painted(curve([30, 70], casing=None, width=0.0)))
    assert "S" not in names(painted(curve([None, 70, None])))


def test_clips_nest_and_end() -> None:
    inner: tuple[Segment, ...] = (("M", 2, 2), ("L", 8, 2), ("L", 5, 8), ("Z",))
    red, blue = "#FF0000", "#0000FF"
    page = painted(
        Clip(SQUARE), Rect(0, 0, 1, 1, red), Clip(inner), Rect(0, 0, 2, 2, blue), Clip(), Rect(0, 0, 3, 3, blue), Clip(),
        Rect(0, 0, 4, 4, red),
    )  # fmt: skip
    depths: dict[float, int] = {}
    colours: dict[float, list[float]] = {}
    stack: list[tuple[int, list[float]]] = []
    clips, colour = 0, [0.0, 0.0, 0.0]
    for values, operator in operators(page):
        if operator == "q":
            stack.append((clips, colour))
        elif operator == "Q":
            clips, colour = stack.pop()
        elif operator == "W":
            clips += 1
        elif operator == "rg":
            colour = [float(v) for v in values]
        elif operator == "re":
            depths[float(values[2])], colours[float(values[2])] = clips, colour
    assert depths == {1: 1, 2: 2, 3: 1, 4: 0}
    assert colours == {1: [1, 0, 0], 2: [0, 0, 1], 3: [0, 0, 1], 4: [1, 0, 0]}


def test_clips_left_open_end_with_their_part_and_stray_ends_do_nothing() -> None:
    made = HandSheet(
        [part(Clip(), Clip(SQUARE), Clip(SQUARE)), part(Clip(), Clip(), Rect(0, 0, 4, 4, "#FF0000"), x=7)]
    )
    page = opened(pdf_bytes([made])).pages[0]
    assert names(page).count("q") == names(page).count("Q")
    depth = clip = 0
    for _, operator in operators(page):
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        clip = depth if operator == "W" else clip
        assert depth >= 0
        if operator == "re":
            assert depth == 1


def test_parts_are_moved_to_their_place() -> None:
    page = opened(pdf_bytes([HandSheet([part(Rect(1, 2, 3, 4, "#FF0000"), x=50, y=60)])])).pages[0]
    moves = [list(map(float, v)) for v, o in operators(page) if o == "cm"]
    assert moves[1] == [1, 0, 0, 1, 50, 60]
    assert [list(map(float, v)) for v, o in operators(page) if o == "re"] == [[1, 2, 3, 4]]


def test_round_corners_stay_inside_the_rectangle() -> None:
    page = painted(Rect(10, 20, 30, 8, "#FF0000", radius=50))
    curves = [list(map(float, v)) for v, o in operators(page) if o == "c"]
    assert len(curves) == 4
    for values in curves:
        assert all(10 <= x <= 40 for x in values[::2])
        assert all(20 <= y <= 28 for y in values[1::2])


def test_fill_rules_and_strokes() -> None:
    assert "f*" in names(painted(Path(SQUARE, fill="#FF0000", evenodd=True)))
    assert "B" in names(painted(Path(SQUARE, fill="#FF0000", stroke="#000000", width=1)))
    assert "S" in names(painted(Path(SQUARE, stroke="#000000", width=1)))
    nothing = painted(
        Path(SQUARE), Path((), fill="#FF0000"), Path(SQUARE, stroke="#000000"), Rect(0, 0, 1, 1)
    )
    assert not {"f", "S", "B"} & set(names(nothing))


def test_a_dash_pattern_of_nothing_is_a_solid_line() -> None:
    assert strokes(painted(Path(SQUARE, stroke="#000000", width=1, dash=(0.0, 0.0))))[0][1] == ()


def test_each_picture_is_in_the_file_once() -> None:
    red, blue, clear = png(), jpeg(), png(alpha=True)
    items = [
        Image(i * 10, 0, 9, 9, "image/png", data, "x") for i, data in enumerate((red, blue, red, clear, red))
    ]
    pdf = opened(pdf_bytes([sheet(*items), sheet(*items[:2])]))
    pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(pictures) == 4  # the clear one has its mask
    assert names(pdf.pages[0]).count("Do") == 5
    assert len(pdf.pages[1].Resources.XObject) == 2
    by_filter = {str(o.Filter): o for o in pictures}
    assert bytes(by_filter["/DCTDecode"].read_raw_bytes()) == blue
    masked = [o for o in pictures if "/SMask" in o]
    assert bytes(masked[0].SMask.read_bytes()) == bytes([128]) * 12
    flat = next(
        o
        for o in pictures
        if str(o.Filter) == "/FlateDecode" and o.ColorSpace == "/DeviceRGB" and o not in masked
    )
    assert bytes(flat.read_bytes()) == bytes((200, 30, 30)) * 12


def test_pictures_stand_upright_in_their_rectangle() -> None:
    page = painted(Image(10, 20, 30, 40, "image/png", png(), ""))
    assert [list(map(float, v)) for v, o in operators(page) if o == "cm"][-1] == [30, 0, 0, -40, 10, 60]


@pytest.mark.parametrize("data", [b"", b"no picture", png()[:40], b"GIF89a" + bytes(40)])
def test_a_picture_that_cannot_be_read_is_named(data: bytes) -> None:
    with pytest.raises(BadPicture, match="The clinic"):
        painted(Image(0, 0, 1, 1, "image/png", data, "The clinic"))


@pytest.mark.parametrize("value", ["red", "#12345", "#GGGGGG", "#FFFFFF f"])
def test_a_colour_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        painted(Rect(0, 0, 1, 1, value))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_length_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        painted(Rect(0, value, 1, 1, "#000000"))


def test_colour_is_written_once_for_neighbours_of_one_colour() -> None:
    page = painted(*[Rect(i, 0, 1, 1, "#123456") for i in range(9)], Writer()("a", fill="#123456"))
    assert names(page).count("rg") == 1

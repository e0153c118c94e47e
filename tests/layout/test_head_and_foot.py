"""Blocks of a poster's head and foot: switched on and off, balanced, nothing cut unsaid; pictures and codes that cannot be are reported."""

from __future__ import annotations

import base64
import struct
import zlib
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import (
    FeedbackPlan,
    FooterBlock,
    HeaderBlock,
    Journey,
    Picture,
    ServiceLevel,
)
from cjm_desktop.document import LaneKind as K
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.metrics import grown
from cjm_desktop.layout.picture import MOST_PIXELS, covering
from cjm_desktop.layout.qr import LEAST_MODULE, QUIET, modules, outlines, side_of
from cjm_desktop.layout.sheet import Image, Part, PartKind, Path, Rect, Tag, Text
from tests.layout.maps import poster, said, sample
from tests.layout.test_lanes import lanes


def asking(journey: Journey, **settings_: object) -> Journey:
    """The journey with other poster settings."""
    return journey.replace(poster=journey.poster.replace(**settings_))


def part(sheet: MapSheet, kind: PartKind) -> Part:
    """The head or the foot."""
    return next(one for one in sheet.parts() if one.kind is kind)


def head(journey: Journey, *blocks: HeaderBlock, portrait: bool = False) -> Part:
    """The head with some blocks."""
    return part(poster(asking(journey, header=blocks), portrait=portrait), PartKind.HEADER)


def foot(journey: Journey, **settings_: object) -> Part:
    """The foot with some settings."""
    return part(poster(asking(journey, **settings_)), PartKind.FOOTER)


def png(width: int, height: int) -> Picture:
    """A black PNG; one that is too large to be printed says so only."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * ((width + 1) * height if width * height <= MOST_PIXELS else 1000))
    head_ = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head_) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return Picture(media="image/png", data=base64.b64encode(data).decode(), alt="Maya laughs")


def pictured(picture: Picture) -> Journey:
    """The sample with a picture of its persona."""
    first, *others = sample().personas
    return sample().replace(personas=(first.replace(picture=picture), *others))


#: What only stands in the head when its block is on.
SAYS = {
    HeaderBlock.PERSONA: "Maya Thornton",
    HeaderBlock.GOAL: "Be useful to my team",
    HeaderBlock.EXPECTATIONS: "Somebody expects me",
    HeaderBlock.DESIRED: "After a month I tell my friends",
    HeaderBlock.SCOPE: "I want a job that suits me better",
    HeaderBlock.READING: "Deepest dip",
}


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("count", range(len(SAYS) + 1))
def test_each_block_stands_there_when_it_is_asked_for(count: int, portrait: bool) -> None:
    for blocks in list(combinations(SAYS, count))[::3]:
        found = " ".join(said([head(sample(), *blocks, portrait=portrait)]).split("\n"))
        for block, words in SAYS.items():
            assert (words in found) is (block in blocks), (blocks, block)


@given(
    st.lists(st.sampled_from(HeaderBlock), unique=True), st.booleans(), st.sampled_from(["en", "hu", "da"])
)
@settings(max_examples=20, deadline=None)
def test_words_of_the_head_never_overlap_or_leave_it(
    blocks: list[HeaderBlock], portrait: bool, language: str
) -> None:
    journey = sample(language=language)
    made = head(journey, *blocks, portrait=portrait)
    texts = [item for item in made.items if isinstance(item, Text)]
    boxes = [(t.x, t.y - 0.7 * t.size, t.x + t.line.width * t.size, t.y) for t in texts]
    for k, (x0, y0, x1, y1) in enumerate(boxes):
        assert x0 >= 0 and x1 <= made.w and y0 >= 0 and y1 <= made.h, texts[k].line.text
        for a0, b0, a1, b1 in boxes[k + 1 :]:
            assert x1 <= a0 + 0.01 or a1 <= x0 + 0.01 or y1 <= b0 + 0.01 or b1 <= y0 + 0.01, texts[
                k
            ].line.text


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize(
    "order", list(permutations((HeaderBlock.PERSONA, HeaderBlock.GOAL, HeaderBlock.EXPECTATIONS)))
)
def test_blocks_stand_in_the_document_s_order(order: tuple[HeaderBlock, ...], portrait: bool) -> None:
    journey = sample()
    made = head(journey, *order, HeaderBlock.PICTURE, HeaderBlock.READING, portrait=portrait)
    shown = {item.line.text: item for item in made.items if isinstance(item, Text)}
    heads = {HeaderBlock.PERSONA: "PERSONA", HeaderBlock.GOAL: "GOALS", HeaderBlock.EXPECTATIONS: "EXPECTATIONS"}
    lefts = [shown[heads[block]].x for block in order]
    assert lefts == sorted(lefts)
    # The picture goes with the name.
    assert 0 < shown["PERSONA"].x - shown["MT"].x < 70


def test_five_blocks_stand_in_the_document_s_order_in_two_rows() -> None:
    blocks = (
        HeaderBlock.SCOPE,
        HeaderBlock.EXPECTATIONS,
        HeaderBlock.GOAL,
        HeaderBlock.DESIRED,
        HeaderBlock.PERSONA,
        HeaderBlock.PICTURE,
    )
    texts = [i for i in head(sample(), *blocks).items if isinstance(i, Text) and i.line.text.isupper()]
    names = {"SCOPE": 0, "EXPECTATIONS": 1, "GOALS": 2, "WANTED": 3, "PERSONA": 4}
    places = {i.line.text.split(" ")[0]: (i.y, i.x) for i in texts}
    found = sorted((places[name], rank) for name, rank in names.items() if name in places)
    assert [rank for _, rank in found] == sorted(rank for _, rank in found)
    assert len(found) >= 4


def test_a_head_with_all_blocks_is_not_much_higher_than_the_house_s() -> None:
    assert head(sample(), *HeaderBlock).h < 1.7 * part(poster(sample()), PartKind.HEADER).h


def test_scope_and_wish_that_are_too_long_are_reported() -> None:
    long = "We want that nobody has to ask twice for anything. " * 30
    journey = sample().replace(
        desired=sample().desired.replace(statement=long),
        charter=sample().charter.replace(need=long, ends=long),
    )
    sheet = poster(asking(journey, header=tuple(HeaderBlock)))
    places = {problem.place for problem in sheet.problems}
    assert {"desired.statement", "charter.need", "charter.ends"} <= places


def test_a_picture_covers_its_circle_without_being_distorted() -> None:
    made = head(pictured(png(60, 120)), HeaderBlock.PICTURE)
    image = next(item for item in made.items if isinstance(item, Image))
    assert image.h == pytest.approx(2 * image.w)
    assert image.alt == "Maya laughs"
    assert covering((200, 100), 0, 0, 10) == pytest.approx((-5, 0, 20, 10))
    assert covering((100, 200), 0, 0, 10) == pytest.approx((0, -3, 10, 20))


@pytest.mark.parametrize(
    "picture", [png(10_000, MOST_PIXELS // 10_000 + 1), Picture(media="image/png", data="QUJD")]
)
def test_a_picture_that_cannot_be_printed_becomes_initials_and_is_reported(picture: Picture) -> None:
    sheet = poster(pictured(picture))
    made = part(sheet, PartKind.HEADER)
    assert not [item for item in made.items if isinstance(item, Image)]
    assert "MT" in said([made])
    assert "personas[0].picture" in {problem.place for problem in sheet.problems}


def test_without_its_block_a_picture_stays_away() -> None:
    assert not [i for i in head(pictured(png(9, 9)), HeaderBlock.PERSONA).items if isinstance(i, Image)]


def test_each_block_of_the_foot_switches_on_and_off() -> None:
    journey = sample().replace(feedback=FeedbackPlan(review="2026-10-06"))
    says = {
        FooterBlock.INTERVIEWS: f"{len(journey.interviews)} interviews, 10 February 2026 – 5 March 2026",
        FooterBlock.LEGEND: "observed",
        FooterBlock.AUTHORS: "HR and IT working group",
        FooterBlock.VERSION: "Version 1.2",
        FooterBlock.DATE: "14 April 2026",
        FooterBlock.REVIEW: "Next review 6 October 2026",
    }
    for block, words in says.items():
        assert words in said([foot(journey, foot=(block,))]), block
        others = tuple(one for one in FooterBlock if one is not block)
        assert words not in said([foot(journey, foot=others)]), block


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "1 interview", "2 interviews"),
        ("da", "1 interview", "2 interviews"),
        ("nl", "1 interview", "2 interviews"),
        ("hu", "1 interjú", "2 interjú"),
        ("sv", "1 intervju", "2 intervjuer"),
    ],
)
def test_the_foot_counts_interviews_as_the_language_does(language: str, one: str, two: str) -> None:
    whole = sample(language=language)
    told = whole.interviews

    def says(count: int) -> str:
        journey = whole.with_(
            interviews=tuple(i.replace(date="") for i in told[:count]),
            touchpoints=tuple(t.replace(quotes=()) for t in whole.touchpoints),
            opportunities=(),
            rounds=(),
        )
        return said([foot(journey, foot=(FooterBlock.INTERVIEWS,))])

    nothing = says(0)
    assert one not in nothing and two not in nothing
    assert one in says(1).split("\n") and two not in says(1)
    assert two in says(2).split("\n")


def test_a_foot_without_blocks_names_nobody() -> None:
    journey = sample()
    assert journey.imprint.organisation
    assert journey.imprint.organisation in said([foot(journey)])
    assert journey.imprint.organisation not in said([foot(journey, foot=())])
    assert journey.imprint.organisation in said([foot(journey, foot=(FooterBlock.AUTHORS,))])


def test_the_legend_explains_only_the_lanes_on_the_sheet() -> None:
    journey = sample()
    levels = (ServiceLevel(name="Reply", target=2, actual=1), ServiceLevel(name="Delivery", target=5))
    first, *rest = (t.replace(service_levels=()) for t in journey.touchpoints)
    journey = journey.replace(touchpoints=(first.replace(service_levels=levels), *rest))
    everything = said([foot(journey, lanes=lanes(K.CARDS, K.CURVE, K.SERVICE_LEVELS, K.OPPORTUNITIES))])
    cards = said([foot(journey, lanes=lanes(K.CARDS))])
    assert all(
        word in everything for word in ("observed", "Own action", "target met", "not known", "Lift a dip")
    )
    assert "Own action" in cards
    assert not any(word in cards for word in ("observed", "target met", "Lift a dip"))
    assert "target missed" not in everything


@pytest.mark.parametrize(
    ("language", "entry"),
    [
        ("en", "italic: the program’s word"), ("da", "kursiv: programmets ord"), ("nl", "cursief: woord van het programma"),
        ("hu", "dőlt: a program szava"), ("sv", "kursiv: programmets ord"),
    ],
)  # fmt: skip
def test_the_legend_explains_slanted_words_where_there_are_any(language: str, entry: str) -> None:
    whole = sample(language=language)
    assert entry not in said([foot(whole)]), "the samples hold nothing that nobody said"
    first, *rest = whole.touchpoints
    one = whole.replace(touchpoints=(first.replace(emotion="x", emotion_suggested=True), *rest))
    assert entry in said([foot(one)])
    assert entry not in said([foot(one, lanes=lanes(K.CARDS))])


def test_a_long_imprint_takes_more_lines_and_never_covers_the_legend() -> None:
    journey = sample()
    imprint = journey.imprint.replace(authors=tuple(f"The working group number {k}" for k in range(8)))
    journey = journey.replace(imprint=imprint)
    sheet = poster(
        asking(journey, footer="Everybody who told us about their first weeks, and the board"),
        "A0",
        portrait=True,
    )
    made = part(sheet, PartKind.FOOTER)
    texts = [item for item in made.items if isinstance(item, Text)]
    for k, a in enumerate(texts):
        assert a.x >= 0 and a.x + a.line.width * a.size <= made.w
        for b in texts[k + 1 :]:
            apart = abs(a.y - b.y) > 0.7 * a.size
            assert (
                apart
                or a.x + a.line.width * a.size <= b.x + 0.01
                or b.x + b.line.width * b.size <= a.x + 0.01
            )


def covered(path: Path, x: float, y: float) -> bool:
    """Whether a point lies in a path of straight loops, by the even-odd rule."""
    inside = False
    before = first = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "M":
            before = first = (segment[1], segment[2])  # type: ignore[misc]
            continue
        here = first if segment[0] == "Z" else (segment[1], segment[2])  # type: ignore[misc]
        (x0, y0), (x1, y1) = before, here
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
        before = here
    return inside


def test_the_code_on_the_foot_is_the_text_s_module_for_module() -> None:
    text = "https://example.org/maps/my-new-job"
    made = foot(sample(), qr=text)
    at = next(k for k, item in enumerate(made.items) if isinstance(item, Tag) and text in item.alt)
    ground, path = made.items[at + 1], made.items[at + 2]
    assert isinstance(ground, Rect) and isinstance(path, Path)
    assert (ground.fill, path.fill, path.evenodd) == ("#FFFFFF", "#000000", True)
    assert ground.w == ground.h and 35 <= ground.w <= 41
    assert ground.y >= 0 and ground.y + ground.h <= made.h and ground.x + ground.w <= made.w - 20
    code = modules(text)
    assert code is not None
    step = ground.w / (len(code) + 2 * QUIET)
    for row in range(-QUIET, len(code) + QUIET):
        for column in range(-QUIET, len(code) + QUIET):
            dark = 0 <= row < len(code) and 0 <= column < len(code) and code[row][column]
            x, y = ground.x + (column + QUIET + 0.5) * step, ground.y + (row + QUIET + 0.5) * step
            assert covered(path, x, y) is dark


@given(st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=6))
@settings(max_examples=25)
def test_outlines_are_the_pattern(pattern: list[list[bool]]) -> None:
    segments = [
        segment
        for loop in outlines(pattern)
        for segment in (("M", *loop[0]), *(("L", *point) for point in loop[1:]), ("Z",))
    ]
    path = Path(tuple(segments), "#000000", evenodd=True)  # type: ignore[arg-type]
    for row, line in enumerate(pattern):
        for column, dark in enumerate(line):
            assert covered(path, column + 0.5, row + 0.5) is dark


def test_a_code_keeps_modules_that_a_telephone_can_tell_apart() -> None:
    code = modules("x" * 90)
    assert code is not None
    assert side_of(code, 0.25) / (len(code) + 2 * QUIET) >= LEAST_MODULE - 1e-9
    assert side_of(code, 1.0) == pytest.approx(25.0)


def code_on(sheet: MapSheet) -> Rect:
    """The ground of the code on a foot, quiet zone included."""
    items = part(sheet, PartKind.FOOTER).items
    return next(one for one in items if isinstance(one, Rect) and one.fill == "#FFFFFF" and one.w == one.h)


def test_a_code_is_as_large_as_its_readers_are_far_away_while_the_foot_carries_it() -> None:
    """A module of a thousandth of the distance, or a foot half as high again; never less than near by."""
    text = "https://example.org/maps/my-new-job"
    code = modules(text)
    assert code is not None
    across = len(code) + 2 * QUIET
    journey = asking(sample(), qr=text)
    without = {paper: part(poster(sample(), paper), PartKind.FOOTER).h for paper in ("A0", "A3")}
    sides = {}
    for paper, distance in (("A0", 0.5), ("A0", 1.0), ("A0", 3.0), ("A3", 1.0)):
        sheet = poster(journey, paper, distance=distance)
        unit = Paper.named(paper).unit
        near = side_of(code, unit)
        ground = code_on(sheet)
        assert near - 1e-6 <= ground.w <= max(near, distance * across) + 1e-6
        height = part(sheet, PartKind.FOOTER).h
        most = 1.5 * max((1.0, *grown(distance)))
        assert height <= most * max(without[paper], near + 6 * unit) + 1e-6
        told = [p for p in sheet.problems if p.place == "poster.qr"]
        assert bool(told) == (distance > 1 and ground.w < distance * across - 1e-6)
        if told:
            reach = float(str(told[0].message.values["reach"]))
            assert reach <= ground.w / across < reach + 0.1
        sides[paper, distance] = ground.w
    assert sides["A0", 0.5] == pytest.approx(25.0)
    assert sides["A0", 1.0] == pytest.approx(across)  # a module of one millimetre
    assert sides["A0", 3.0] == pytest.approx(1.5 * grown(3.0)[-1] * 31 - 6)  # what the foot can carry
    assert sides["A3", 1.0] > side_of(code, Paper.named("A3").unit) + 3


@pytest.mark.parametrize("text", ["x" * 1_000, "待" * 1_000])
def test_a_text_too_long_for_a_code_is_reported_and_left_out(text: str) -> None:
    sheet = poster(asking(sample(), qr=text), "A3")
    assert "poster.qr" in {problem.place for problem in sheet.problems}
    tags = [item for item in part(sheet, PartKind.FOOTER).items if isinstance(item, Tag)]
    assert not any(tag.role == "Figure" for tag in tags)


@pytest.mark.parametrize("paper", ["A0", "A3", "A4"])
def test_the_code_leaves_words_and_bar_their_room(paper: str) -> None:
    sheet = poster(asking(sample(), qr="https://example.org"), paper)
    made = part(sheet, PartKind.FOOTER)
    code = next(
        item for item in made.items if isinstance(item, Rect) and item.fill == "#FFFFFF" and item.w == item.h
    )
    for item in made.items:
        if isinstance(item, Text):
            assert item.x + item.line.width * item.size <= code.x
    assert not [problem for problem in sheet.problems if problem.place == "poster.qr"]

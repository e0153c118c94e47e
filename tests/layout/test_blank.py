"""The blank poster: cells as large as sticky notes, the same x everywhere, nothing off the paper, nothing left out silently."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey, LaneKind, Persona, Phase, State, Touchpoint
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.blank import make_blank
from cjm_desktop.layout.blank_band import cut_spans, phase_spans
from cjm_desktop.layout.blank_wall import wanted_places
from cjm_desktop.layout.blank_words import blank_words
from cjm_desktop.layout.handouts.cutting import FACE
from cjm_desktop.layout.handouts.page import Page
from cjm_desktop.layout.setting import Setting
from cjm_desktop.layout.sheet import PT, Mark, Part, PartKind, Path, Rect, Text
from cjm_desktop.paint.pdf import PdfInfo, pdf_bytes
from tests.layout.handouts.papers import Box, ink, said, texts
from tests.layout.maps import sample, typesetter
from tests.strategies import journeys

LANGUAGES = ("en", "da", "nl", "hu", "sv")
PAPERS = ("A0", "A1", "A2", "A3", "A4", "B0", "ARCH-E", "ANSI-D", "914x3000mm", "3000x914mm", "900x900mm")
CELLS = (PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY)


def blank(
    journey: Journey,
    paper: str = "A0",
    *,
    portrait: bool = False,
    language: str = "en",
    theme: str = "house",
    names: bool = True,
    sheets: int = 0,
) -> Page:
    """The first sheet of a blank poster."""
    return walls(
        journey, paper, portrait=portrait, language=language, theme=theme, names=names, sheets=sheets
    )[0]


def walls(
    journey: Journey,
    paper: str = "A0",
    *,
    portrait: bool = False,
    language: str = "en",
    theme: str = "house",
    names: bool = True,
    sheets: int = 0,
) -> list[Page]:
    """All sheets of a blank poster."""
    catalogue = catalogue_for(language)
    words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
    setting = Setting(typesetter(), load_theme(theme), IconSet.shipped(), words, journey.language, False)
    labels = blank_words(catalogue.pgettext, language)
    sheet = Paper.named(paper, portrait=portrait)
    made = make_blank(journey, setting, labels, sheet, phase_names=names, sheets=sheets)
    pages = [page for page in made if isinstance(page, Page)]
    assert pages and len(pages) == len(made)
    return pages


def cells(page: Page, *kinds: PartKind) -> list[Rect]:
    """The cells of some lanes (of all of them, if none is named) where they stand on the sheet."""
    return [
        Rect(part.x + item.x, part.y + item.y, item.w, item.h)
        for part in page.parts()
        if part.kind in (kinds or CELLS)
        for item in part.items
        if isinstance(item, Rect)
    ]


def lefts(rects: list[Rect]) -> list[float]:
    """The different left edges of some cells, to a hundredth of a millimetre."""
    return sorted({round(rect.x, 2) for rect in rects})


def parts(page: Page, kind: PartKind) -> list[Part]:
    """The parts of a kind."""
    return [part for part in page.parts() if part.kind is kind]


def wording(part: Part) -> list[str]:
    """The lines of text of a part."""
    return [item.line.text for item in part.items if isinstance(item, Text)]


def told(page: Page) -> str:
    """What should be known before printing."""
    return " ".join(str(problem.message) for problem in page.problems)


def check(page: Page) -> None:
    """Fail when something is drawn beyond the paper or a text stands on another."""
    paper = Box("", 0, 0, page.width, page.height)
    boxes = texts(page)
    for box in (*boxes, *ink(page)):
        assert box.left >= paper.left - 0.01, box
        assert box.right <= paper.right + 0.01, box
        assert box.top >= paper.top - 0.01, box
        assert box.bottom <= paper.bottom + 0.01, box
    boxes.sort(key=lambda box: box.top)
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            if b.top > a.bottom:
                break
            assert not a.on(b), (a, b)


# ---------------------------------------------------------------------------------- true size


@pytest.mark.parametrize("name", ["empty", "new-colleague"])
@pytest.mark.parametrize(
    ("paper", "portrait"),
    [
        ("A0", False),
        ("A0", True),
        ("A1", False),
        ("A1", True),
        ("B0", False),
        ("914x3000mm", False),
        ("A2", False),
    ],
)
def test_cells_are_sticky_notes(name: str, paper: str, portrait: bool) -> None:
    page = blank(sample(name), paper, portrait=portrait)
    found = cells(page)
    assert found
    assert {(rect.w, rect.h) for rect in found} == {(76.0, 76.0)}
    xs = lefts(found)
    gaps = {round(b - a - 76, 3) for a, b in pairwise(xs)}
    assert gaps
    assert all(4 - 1e-6 <= gap <= 6 + 1e-6 for gap in gaps)
    assert "76 mm" not in told(page)


@pytest.mark.parametrize(("paper", "side"), [("A3", 51.0), ("A2", 51.0), ("A4", 38.0)])
def test_small_paper_takes_smaller_notes_and_says_so(paper: str, side: float) -> None:
    page = blank(sample("empty"), paper, portrait=paper == "A2")
    assert {rect.w for rect in cells(page)} <= {side} or paper == "A4"
    assert max(rect.w for rect in cells(page)) <= side
    size = f"{cells(page)[0].w:.3g}"
    assert f"its squares are {size} mm" in told(page)
    assert f"Squares of {size} × {size} mm" in said([page])


def test_cells_do_not_lie_on_each_other_and_keep_clear_of_head_and_foot() -> None:
    for paper, portrait in (("A0", False), ("A0", True), ("A1", True), ("A4", False)):
        page = blank(sample(), paper, portrait=portrait)
        boxes = [Box("", r.x, r.y, r.x + r.w, r.y + r.h) for r in cells(page, *CELLS, PartKind.PARTY)]
        head, foot = parts(page, PartKind.HEADER)[0], parts(page, PartKind.FOOTER)[0]
        for i, box in enumerate(boxes):
            assert head.h < box.top
            assert box.bottom < foot.y
            assert not any(box.on(other) for other in boxes[i + 1 :])
        for axis in parts(page, PartKind.AXIS):
            graph = Box("", axis.x, axis.y, axis.x + axis.w, axis.y + axis.h)
            assert not any(graph.on(box) for box in boxes)


def test_graph_and_every_lane_share_their_columns() -> None:
    for portrait in (False, True):
        page = blank(sample(), portrait=portrait)
        xs = lefts(cells(page, PartKind.CARD))
        for kind in (PartKind.OPPORTUNITY, PartKind.PARTY):
            assert lefts(cells(page, kind)) == xs
        for axis in parts(page, PartKind.AXIS):
            upright = {
                round(axis.x + float(item.segments[0][1]) - 38, 2)
                for item in axis.items
                if isinstance(item, Path)
                and len(item.segments) == 2
                and item.segments[0][1] == item.segments[1][1]
            }
            assert sorted(upright) == xs


# -------------------------------------------------------------------------------------- lanes


def test_a_workshop_with_nothing_yet_gets_room_for_a_dozen() -> None:
    for paper, portrait in (
        ("A0", False),
        ("A0", True),
        ("A1", True),
        ("ROLL-914", False),
        ("ROLL-914", True),
    ):
        page = blank(sample("empty"), paper, portrait=portrait)
        assert len(cells(page, PartKind.CARD)) >= 12
        assert not page.problems


def test_a_journey_finds_its_touchpoints_and_some_more() -> None:
    pages = walls(sample(), portrait=True)
    assert len(pages) == 1
    count = len(sample().touchpoints)
    assert numbers(pages) == list(range(1, 19))
    assert len(numbers(pages)) >= count + 2
    assert len(parts(pages[0], PartKind.AXIS)) == 2  # more than one band on A0 holds


def numbers(pages: list[Page]) -> list[int]:
    """The numbers in the cells of touchpoints, from sheet to sheet."""
    return [int(box.text) for page in pages for part in parts(page, PartKind.CARD) for box in _texts_of(part)]


@pytest.mark.parametrize(("paper", "portrait"), [("A0", False), ("A1", True), ("A2", False)])
def test_the_sign_that_a_wall_goes_on_stands_whole_within_the_margins(paper: str, portrait: bool) -> None:
    pages = walls(sample(), paper, portrait=portrait)
    margin = 24 * Paper.named(paper, portrait=portrait).unit
    for number, page in enumerate(pages[:-1], 2):
        (sign,) = (p for p in parts(page, PartKind.HINT) if f"on sheet {number}" in wording(p))
        assert wording(sign) == [f"on sheet {number}"]
        assert margin <= sign.x and sign.x + sign.w <= page.width - margin + 1e-6
        (foot,) = parts(page, PartKind.FOOTER)
        lowest = max(p.y + p.h for p in parts(page, PartKind.CARD) + parts(page, PartKind.OPPORTUNITY))
        assert lowest <= sign.y and sign.y + sign.h <= foot.y


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("often", [1, 2, 3, 5])
def test_lines_of_a_title_keep_clear_of_each_others_marks(often: int, portrait: bool) -> None:
    text = "يوم عملي الأول في الجامعة يبدأ بانتظار طويل"
    if typesetter().fonts.missing(text):
        pytest.skip("no font here has Arabic")
    page = blank(sample().with_(title=" ".join([text] * often)), portrait=portrait)
    (head,) = parts(page, PartKind.HEADER)
    title = [item for item in head.items if isinstance(item, Text) and item.line.rtl]
    assert len(title) > 1 or often < 3
    edges = []
    for item in title:
        above, below = typesetter().fonts.ink(item.line)
        edges.append((item.y - above * item.size, item.y + below * item.size))
    for upper, lower in pairwise(edges):
        assert upper[1] < lower[0]
    # Neither on the line over it nor on the boxes under it.
    others = [item for item in head.items if isinstance(item, Text) and item not in title]
    (kicker,) = (item for item in others if item.line.text.startswith("CUSTOMER JOURNEY"))
    (kind,) = (item for item in others if item.line.text.startswith("As it is"))
    assert kicker.y < edges[0][0] and edges[-1][1] < kind.y - 0.73 * kind.size


@pytest.mark.parametrize(
    ("paper", "portrait", "count"), [("A0", False, 2), ("A1", True, 2), ("A2", False, 3)]
)
def test_what_one_sheet_has_no_cells_for_goes_over_numbered_ones(
    paper: str, portrait: bool, count: int
) -> None:
    pages = walls(sample(), paper, portrait=portrait)
    assert len(pages) == count
    places = numbers(pages)
    assert places == list(range(1, len(places) + 1))
    assert len(sample().touchpoints) <= len(places) == count * len(cells(pages[0], PartKind.CARD))
    for number, page in enumerate(pages, 1):
        check(page)
        assert not page.problems
        words = said([page])
        assert f"SHEET {number} OF {count}" in words and sample().title in words
        assert ("PERSONA" in words) == (number == 1)
        onward = f"on sheet {number + 1}" in " ".join(words.split("\n"))
        assert onward == (number < count)
        assert (page.number, page.count) == (number, count)
        # One grid: the sheets hang side by side, and the line runs on.
        for kind in (PartKind.CARD, PartKind.AXIS, PartKind.OPPORTUNITY):
            here, first = ([(p.x, p.y, p.w, p.h) for p in parts(one, kind)] for one in (page, pages[0]))
            assert here == first
    named = [said([page]) for page in pages]
    for phase in sample().phases:
        assert any(phase.name in one for one in named)
    keys = [
        item.key for page in pages for part in page.parts() for item in part.items if isinstance(item, Mark)
    ]
    assert len(set(keys)) == len(keys) == count


def _grid_ys(part: Part) -> list[float]:
    """Where the lines of a graph lie, from its upper edge (mm)."""
    return [
        float(item.segments[0][2])
        for item in part.items
        if isinstance(item, Path) and len(item.segments) == 2 and item.segments[0][2] == item.segments[1][2]
    ]


def scales(page: Page) -> list[float]:
    """From the lowest grade's line to the highest one's in every band (mm)."""
    found = [_grid_ys(part) for part in parts(page, PartKind.AXIS)]
    return [max(ys) - min(ys) for ys in found]


@pytest.mark.parametrize(
    ("paper", "portrait"),
    [
        ("A0", False),
        ("A0", True),
        ("A1", False),
        ("A1", True),
        ("A2", False),
        ("B0", True),
        ("ROLL-914", False),
    ],
)
@pytest.mark.parametrize("name", ["empty", "new-colleague"])
def test_cut_out_faces_have_room_on_the_scale(name: str, paper: str, portrait: bool) -> None:
    for page in walls(sample(name), paper, portrait=portrait):
        assert all(scale >= 2 * FACE - 1e-6 for scale in scales(page))
        assert "emotion scale" not in told(page)
        boxes = [Box("", r.x, r.y, r.x + r.w, r.y + r.h) for r in cells(page, *CELLS, PartKind.PARTY)]
        for part in parts(page, PartKind.AXIS):
            labels = [box.text for box in _texts_of(part)]
            assert [one for one in labels if one.isdigit()] == [str(n) for n in range(1, 11)]
            # A face at either end lies on no note.
            ys = _grid_ys(part)
            top, bottom = part.y + min(ys) - FACE / 2, part.y + max(ys) + FACE / 2
            graph = Box("", part.x, top + 0.1, part.x + part.w, bottom - 0.1)
            assert not any(graph.on(box) for box in boxes)


def test_on_one_sheet_the_scale_gives_way_and_it_is_told() -> None:
    (page,) = walls(sample(), "A0", sheets=1)
    check(page)
    assert len(cells(page, PartKind.CARD)) == 26
    (scale,) = set(scales(page))
    assert scale < 2 * FACE
    assert f"only {int(scale)} mm high" in told(page)


def test_no_more_sheets_than_allowed_and_who_has_no_cell_is_told() -> None:
    (page,) = walls(sample(), "A1", portrait=True, sheets=1)
    assert "The journey has 16 touchpoints, and the blank poster has squares for 12" in told(page)
    many = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}") for i in range(90)))
    pages = walls(many, "A1", sheets=3)
    assert len(pages) == 3
    assert "The journey has 90 touchpoints" in told(pages[0])
    assert not pages[1].problems, "said once"
    assert not [page for page in walls(many, "A1") if page.problems]


def test_free_cells_are_not_worth_a_sheet() -> None:
    exact = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}") for i in range(13)))
    assert len(walls(exact, "A0")) == 1
    assert numbers(walls(exact, "A0")) == list(range(1, 14))


@pytest.mark.parametrize("portrait", [False, True])
def test_what_people_say_has_a_row_where_the_document_shows_quotes(portrait: bool) -> None:
    for page in walls(sample(), portrait=portrait):
        assert len(cells(page, PartKind.QUOTE)) == len(cells(page, PartKind.CARD))
    lanes = tuple(lane for lane in sample().poster.lanes_in_order if lane.kind is not LaneKind.QUOTES)
    without = sample().replace(poster=sample().poster.replace(lanes=lanes))
    for page in walls(without, portrait=portrait):
        assert not cells(page, PartKind.QUOTE)


def test_a_high_sheet_has_bands_like_systems_in_a_score() -> None:
    assert len(parts(blank(sample("empty"), "A0"), PartKind.AXIS)) == 1
    assert len(parts(blank(sample("empty"), "A0", portrait=True), PartKind.AXIS)) == 2
    page = blank(sample("empty"), "914x3000mm")
    assert len(parts(page, PartKind.AXIS)) >= 4
    numbers = [int(box.text) for part in parts(page, PartKind.CARD) for box in _texts_of(part)]
    assert numbers == list(range(1, len(numbers) + 1))


def _texts_of(part: Part) -> list[Box]:
    page = Page(Paper("", 5000, 5000), "", "en", "#FFFFFF", [part], [])
    return texts(page)


def test_phases_are_named_or_left_to_be_named() -> None:
    names = [phase.name for phase in sample().phases]
    with_names, without = said(walls(sample())), said(walls(sample(), names=False))
    for number, name in enumerate(names, 1):
        assert name in with_names
        assert f"{number}\n{name}" not in without
    named, unnamed = (parts(blank(sample(), names=on), PartKind.PHASE) for on in (True, False))
    assert [(part.x, part.w) for part in named] == [(part.x, part.w) for part in unnamed]
    assert all(len(part.items) == 1 for part in unnamed)


def test_phases_lie_by_their_share_of_touchpoints() -> None:
    phases = (Phase(id="a", name="A"), Phase(id="b", name="B"), Phase(id="c", name="C"))
    held = [Touchpoint(id=f"t{i}", phase="a" if i < 6 else "b") for i in range(8)]
    spans = phase_spans(Journey(phases=phases, touchpoints=tuple(held)), 18, 18)
    assert [(span.start, span.stop) for span in spans] == [(0, 12), (12, 16), (16, 18)]
    equal = phase_spans(Journey(phases=phases), 12, 12)
    assert [span.stop for span in equal] == [4, 8, 12]
    assert [span.phase for span in phase_spans(Journey(), 13, 13)] == [None] * 4


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 9), st.integers(1, 6))
def test_phases_cover_every_column_once(counts: list[int], band: int, bands: int) -> None:
    phases = tuple(Phase(id=f"p{i}") for i in range(len(counts)))
    held = (Touchpoint(id=f"t{i}-{k}", phase=f"p{i}") for i, n in enumerate(counts) for k in range(n))
    spans = phase_spans(Journey(phases=phases, touchpoints=tuple(held)), band * bands, band)
    covered = Counter(column for span in spans for column in range(span.start, span.stop))
    assert covered == Counter(range(band * bands))
    assert all(span.start < span.stop for span in spans)
    pieces = [piece for k in range(bands) for piece in cut_spans(spans, k * band, band)]
    assert sum(piece.stop - piece.start for piece in pieces) == band * bands
    assert sum(piece.opens for piece in pieces) == sum(piece.closes for piece in pieces) == len(spans)


def test_more_phases_than_columns_are_reported() -> None:
    page = blank(Journey(phases=tuple(Phase(id=f"p{i}", name=f"Phase {i}") for i in range(40))), "A1")
    assert "The journey has 40 phases" in told(page)
    assert "Phase 3" not in said([page])


# --------------------------------------------------------------------------------------- head


def test_what_is_known_stands_in_the_head_and_the_rest_is_lines() -> None:
    empty, full = blank(sample("empty")), blank(sample())
    assert "Title, as they would say it" in said([empty])
    words = said([full])
    assert "Title, as they would say it" not in words
    assert sample().title in words
    assert sample().personas[0].name in words
    one = sample().replace(goals=(), expectations=())
    lines = [
        sum(
            isinstance(item, Path) and len(item.segments) == 2
            for item in parts(page, PartKind.HEADER)[0].items
        )
        for page in (full, blank(one), empty)
    ]
    assert lines[0] < lines[1] < lines[2]


def test_an_ideal_journey_is_ticked_as_one() -> None:
    def ticks(journey: Journey) -> list[Box]:
        return [
            box
            for box in ink(blank(journey))
            if box.text == "Path" and box.right - box.left < 8 and 100 < box.bottom < 120 and box.left < 400
        ]

    actual, ideal = sample(), sample().replace(state=State.IDEAL)
    assert len(ticks(actual)) == len(ticks(ideal)) > len(ticks(sample("empty")))
    assert max(box.left for box in ticks(ideal)[-1:]) > ticks(actual)[0].left


def test_too_many_words_are_reported_not_lost() -> None:
    long = Journey(
        title="A long way",
        goals=tuple(
            "We want everything to go much better than it has ever gone before " * 4 for _ in range(9)
        ),
        personas=(Persona(id="p", name="Extraordinarily long name " * 9),),
    )
    page = blank(long)
    check(page)
    places = {problem.place for problem in page.problems}
    assert "personas[0].name" in places
    assert any(place.startswith("goals[") for place in places)


# ------------------------------------------------------------------------------- all of them


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["empty", "new-colleague"])
def test_samples_in_five_languages(name: str, language: str) -> None:
    english = said([blank(sample(name, language), language="en")]).splitlines()
    for paper, portrait in (("A0", False), ("A0", True), ("A1", False), ("914x3000mm", False)):
        page = blank(sample(name, language), paper, portrait=portrait, language=language)
        check(page)
        assert page.language == language
        assert not [p for p in page.problems if "shortened" in str(p.message)], told(page)
        if language != "en":
            assert "Plan the map" not in said([page])
    assert "Plan the map" in english


@pytest.mark.parametrize("theme", ["house", "ink-light", "high-contrast", "greyscale"])
def test_little_ink(theme: str) -> None:
    """A sheet to write on: filled shapes cover less than one and a half per cent of it."""
    page = blank(sample(), theme=theme)
    area = 0.0
    for part in page.parts():
        for item in part.items:
            if isinstance(item, Rect) and item.fill and item.fill != page.paper:
                area += item.w * item.h
    assert area < 0.015 * page.width * page.height


@given(
    journeys(),
    st.sampled_from(PAPERS) | st.builds("{}x{}mm".format, st.integers(100, 2000), st.integers(100, 2000)),
    st.booleans(),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)
@settings(max_examples=18)
def test_nothing_leaves_the_paper(
    journey: Journey, paper: str, portrait: bool, language: str, names: bool
) -> None:
    pages = walls(journey, paper, portrait=portrait, language=language, names=names)
    for page in pages[:3]:
        check(page)
    page = pages[0]
    found = cells(page)
    assert found
    (side,) = {round(rect.w, 6) for rect in found}
    assert (side < 76) == ("76 mm" in told(page))
    places = len(pages) * len(cells(page, PartKind.CARD))
    assert (len(journey.touchpoints) > places) == ("squares for" in told(page))
    assert value(page) == value(blank(journey, paper, portrait=portrait, language=language, names=names))


def value(page: Page) -> list[str]:
    """Everything a painter would draw."""
    return [repr((part, part.items)) for part in page.parts()]


@given(st.integers(0, 60), st.sampled_from(["ROLL-610", "ROLL-914", "ROLL-1067"]), st.booleans())
@settings(max_examples=10)
def test_a_roll_is_cut_where_there_is_room_enough(count: int, roll: str, upright: bool) -> None:
    journey = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}") for i in range(count)))
    page = blank(journey, roll, portrait=upright)
    check(page)
    side, length = (page.width, page.height) if upright else (page.height, page.width)
    assert side == float(roll[5:])
    assert length % 10 == 0
    assert {rect.w for rect in cells(page)} == {76.0}
    if length < 5000:
        assert len(cells(page, PartKind.CARD)) >= wanted_places(count)


@pytest.mark.parametrize(
    ("paper", "portrait"), [("A0", False), ("A0", True), ("914x3000mm", False), ("ROLL-914", False)]
)
def test_the_pdf_is_exactly_the_paper(paper: str, portrait: bool) -> None:
    page = blank(sample(), paper, portrait=portrait)
    data = pdf_bytes([page], PdfInfo(title=page.title, language="en"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (sheet,) = pdf.pages
        for box in (sheet.mediabox, sheet.trimbox):
            left, top, right, bottom = (float(n) * PT for n in box)
            assert right - left == pytest.approx(page.width, abs=0.02)
            assert bottom - top == pytest.approx(page.height, abs=0.02)
    assert data == pdf_bytes([page], PdfInfo(title=page.title, language="en"))

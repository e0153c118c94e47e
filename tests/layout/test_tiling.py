"""Posters on small sheets: the arithmetic, and the pages made of it."""

from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps import poster, sample, typesetter

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import IconSet, Paper
from cjm_desktop.layout.assembly_map import RULER, tile_poster
from cjm_desktop.layout.sheet import Item, Link, Mark, PartKind, Path, Rect, Text
from cjm_desktop.layout.tile_pages import TiledPoster, TilePage
from cjm_desktop.layout.tile_words import printed_tile_words
from cjm_desktop.layout.tiling import (
    TILE_SIZES,
    Area,
    ShrinkHint,
    Side,
    Tile,
    Tiling,
    TilingError,
    plan_tiles,
    tile_paper,
)

NEAR = 1e-5

plans = st.builds(
    plan_tiles,
    st.floats(100, 2000),
    st.floats(100, 2000),
    st.sampled_from(sorted(TILE_SIZES)).map(tile_paper),
    overlap=st.floats(0, 20),
    margin=st.floats(3, 15),
    scale=st.sampled_from([1.0, 0.97, 0.9]),
)


def on_poster(plan: Tiling, tile: Tile) -> Area:
    """The part of the poster that a tile shows, on the poster."""
    return tile.art.moved(tile.window.x - plan.margin, tile.window.y - plan.margin)


@given(plans, st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_the_poster_is_printed_on_some_tile(plan: Tiling, across: float, down: float) -> None:
    x, y = across * plan.width, down * plan.height
    found = [
        tile.name
        for tile in plan.tiles
        for part in [on_poster(plan, tile)]
        if part.x - NEAR <= x <= part.right + NEAR and part.y - NEAR <= y <= part.bottom + NEAR
    ]
    assert found


@given(plans)
def test_neighbours_share_exactly_the_overlap_and_no_tile_is_empty(plan: Tiling) -> None:
    tiles = {(tile.row, tile.column): tile for tile in plan.tiles}
    assert len(tiles) == plan.count == plan.columns * plan.rows
    for (row, column), tile in tiles.items():
        assert tile.art.w > 0
        assert tile.art.h > 0
        assert tile.art.x >= plan.margin - NEAR
        assert tile.art.right <= plan.paper.width - plan.margin + NEAR
        right, below = tiles.get((row, column + 1)), tiles.get((row + 1, column))
        if right:
            assert tile.window.right - right.window.x == pytest.approx(plan.overlap, abs=NEAR)
            assert tile.flaps[Side.RIGHT].w == pytest.approx(plan.overlap, abs=NEAR)
            assert tile.beside[Side.RIGHT] == right.name
            # The flap is what the neighbour covers, to the last bit.
            flap = tile.flaps[Side.RIGHT].moved(tile.window.x - plan.margin, tile.window.y - plan.margin)
            assert flap.x == pytest.approx(on_poster(plan, right).x, abs=NEAR)
        if below:
            assert tile.window.bottom - below.window.y == pytest.approx(plan.overlap, abs=NEAR)
            assert tile.beside[Side.BOTTOM] == below.name
            assert below.beside[Side.TOP] == tile.name


@given(plans)
def test_what_is_cut_and_what_stays_make_the_poster_without_a_gap(plan: Tiling) -> None:
    """After cutting left and top and covering the flaps, the visible fields tile the poster."""
    seen = 0.0
    for tile in plan.tiles:
        right, bottom = tile.flaps.get(Side.RIGHT), tile.flaps.get(Side.BOTTOM)
        seen += (tile.art.w - (right.w if right else 0)) * (tile.art.h - (bottom.h if bottom else 0))
    assert seen == pytest.approx(plan.width * plan.height, rel=1e-6)


@given(plans)
def test_the_poster_lies_in_the_middle_of_the_grid(plan: Tiling) -> None:
    grid = plan.grid
    assert -grid.x == pytest.approx(grid.right - plan.width, abs=NEAR)
    assert -grid.y == pytest.approx(grid.bottom - plan.height, abs=NEAR)


@given(plans)
def test_lines_and_ticks_stay_on_the_paper_and_off_the_picture(plan: Tiling) -> None:
    for tile in plan.tiles:
        sides = [cut.side for cut in tile.cuts]
        assert sides[:2] == [Side.LEFT, Side.TOP]
        assert (Side.RIGHT in sides) == (tile.column == plan.columns - 1)
        assert (Side.BOTTOM in sides) == (tile.row == plan.rows - 1)
        for cut in tile.cuts:
            assert cut.outer == (cut.side not in tile.beside)
        for line in (*tile.cuts, *tile.ticks):
            assert min(line.x0, line.x1) >= 0
            assert max(line.x0, line.x1) <= plan.paper.width
            assert min(line.y0, line.y1) >= 0
            assert max(line.y0, line.y1) <= plan.paper.height
        inside = Area(tile.art.x + NEAR, tile.art.y + NEAR, tile.art.w - 2 * NEAR, tile.art.h - 2 * NEAR)
        for line in (*tile.cuts, *tile.ticks):
            across = (min(line.x0, line.x1) < inside.right) and (max(line.x0, line.x1) > inside.x)
            down = (min(line.y0, line.y1) < inside.bottom) and (max(line.y0, line.y1) > inside.y)
            assert not (across and down)
        assert {tick.side for tick in tile.ticks} == set(tile.beside) & {Side.RIGHT, Side.BOTTOM}


@given(plans)
def test_no_other_way_round_needs_fewer_sheets(plan: Tiling) -> None:
    wide, high = plan.paper.height - 2 * plan.margin, plan.paper.width - 2 * plan.margin
    other = 1
    for length, window in ((plan.width, wide), (plan.height, high)):
        other *= max(1, math.ceil((length - plan.overlap) / (window - plan.overlap) - 1e-6))
    assert plan.count <= other


@given(plans)
def test_the_hint_is_the_largest_scale_that_saves_a_sheet(plan: Tiling) -> None:
    def count(scale: float) -> int:
        size = plan.sheet_width, plan.sheet_height
        return plan_tiles(*size, plan.paper, overlap=plan.overlap, margin=plan.margin, scale=scale).count

    hint = plan.shrink_hint()
    scales = [p / 100 for p in range(99, 89, -1) if p / 100 < plan.scale]
    saving = [scale for scale in scales if count(scale) < plan.count]
    if hint is None:
        assert saving == []
        return
    assert hint.scale == saving[0]
    assert hint.saves == plan.count - hint.tiles >= 1
    assert plan.shrunk(hint).count == hint.tiles
    assert plan.shrunk(hint) == plan_tiles(
        plan.sheet_width,
        plan.sheet_height,
        plan.paper,
        overlap=plan.overlap,
        margin=plan.margin,
        scale=hint.scale,
    )


@pytest.mark.parametrize(
    ("paper", "columns", "rows", "hint"),
    [
        ("A4", 5, 5, ShrinkHint(0.98, 21, 4)),
        ("A3", 3, 4, ShrinkHint(0.98, 9, 3)),
        ("Tabloid", 3, 4, ShrinkHint(0.98, 10, 2)),
    ],
)
def test_an_a0_poster_on_office_paper(paper: str, columns: int, rows: int, hint: ShrinkHint) -> None:
    plan = plan_tiles(1189, 841, tile_paper(paper))
    assert (plan.columns, plan.rows) == (columns, rows)
    assert plan.shrink_hint() == hint


def test_rows_are_letters_and_columns_numbers_beyond_z() -> None:
    plan = Tiling(400, 5080, Paper("A4", 297, 210))
    assert plan.name(0, 0) == "A1"
    assert [plan.name(row, 1) for row in (1, 25, 26)] == ["B2", "Z2", "AA2"]
    assert plan.name(-1, 0) == plan.name(0, plan.columns) == ""
    assert [tile.name for tile in plan.tiles][: plan.columns] == [f"A{i + 1}" for i in range(plan.columns)]
    with pytest.raises(IndexError):
        plan.tile(plan.rows, 0)


def test_a_poster_that_fits_is_one_tile_with_a_line_on_every_side() -> None:
    plan = plan_tiles(190, 270, tile_paper("a4"))
    (tile,) = plan.tiles
    assert [cut.side for cut in tile.cuts] == [Side.LEFT, Side.TOP, Side.RIGHT, Side.BOTTOM]
    assert (tile.art.x, tile.art.y) == (10.0, 13.5)
    assert tile.ticks == ()
    assert plan.shrink_hint() is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda: tile_paper("A5"),
        lambda: plan_tiles(0, 841, tile_paper("A4")),
        lambda: plan_tiles(math.inf, 841, tile_paper("A4")),
        lambda: plan_tiles(1189, 841, tile_paper("A4"), margin=2),
        lambda: plan_tiles(1189, 841, tile_paper("A4"), overlap=-1),
        lambda: plan_tiles(1189, 841, tile_paper("A4"), overlap=51),
        lambda: plan_tiles(1189, 841, tile_paper("A4"), scale=0.5),
        lambda: plan_tiles(1189, 841, Paper("Card", 90, 120), margin=30, overlap=20),
        lambda: plan_tiles(5080, 50_000, tile_paper("A4")),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(ask: object) -> None:
    with pytest.raises(TilingError) as error:
        ask()  # type: ignore[operator]
    assert str(error.value).endswith(".")


# ------------------------------------------------------------------------------------------------ pages


@cache
def made(
    paper: str = "A4", language: str = "en", sheet: str = "A0", part: int = 0, parts: int = 0, **plan: float
) -> TiledPoster:
    catalogue = catalogue_for(language)
    words = printed_tile_words(catalogue.pgettext, language, catalogue.number)
    shown = poster(sample("new-colleague", language), sheet)
    tiling = plan_tiles(shown.width, shown.height, tile_paper(paper), **plan)
    return tile_poster(shown, tiling, words, typesetter(), IconSet.shipped(), part=part, parts=parts)


def extent(item: Item) -> Area | None:
    """The box around what an item draws; ``None`` for what draws nothing."""
    if isinstance(item, Rect):
        return Area(item.x, item.y, item.w, item.h)
    if isinstance(item, Text):
        if item.angle:
            return Area(
                item.x - 0.73 * item.size, item.y - item.line.width * item.size, 0.73 * item.size, 0.1
            )
        return Area(item.x, item.y - 0.73 * item.size, item.line.width * item.size, 0.73 * item.size)
    if isinstance(item, Path):
        xs = [v for segment in item.segments for v in segment[1::2]]
        ys = [v for segment in item.segments for v in segment[2::2]]
        return Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return None


def texts(page: TilePage) -> str:
    return " ".join(item.line.text for item in (*page.under, *page.over) if isinstance(item, Text))


LANGUAGES = ("da", "nl", "hu", "sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "sheet", "parts"),
    [("A4", "A0", 0), ("A3", "A0", 2), ("Letter", "914x3000mm", 3), ("Tabloid", "A1", 12), ("A4", "A4", 0)],
)
def test_nothing_leaves_the_paper_and_no_two_texts_of_the_map_overlap(
    paper: str, sheet: str, parts: int, language: str
) -> None:
    poster = made(paper, language, sheet, part=parts, parts=parts)
    for page in poster.pages:
        for item in (*page.under, *page.frame, *page.over):
            box = extent(item)
            if box is None:
                continue
            assert box.x >= 3.0
            assert box.y >= 3.0
            assert box.right <= page.width - 3.0
            assert box.bottom <= page.height - 3.0
    map_page = poster.pages[0]
    boxes = [extent(item) for item in (*map_page.under, *map_page.over) if isinstance(item, Text)]
    solid = [Area(b.x, b.y, b.w, b.h) for b in boxes if b is not None]
    for i, one in enumerate(solid):
        for other in solid[:i]:
            both = one.shared(other)
            assert both.w * both.h == 0
    grid = extent(next(item for item in reversed(map_page.under) if isinstance(item, Rect)))
    assert grid is not None
    names = {page.key for page in poster.pages}
    for item in (*map_page.under, *map_page.over):
        box = extent(item)
        if isinstance(item, Text) and item.line.text not in names and box is not None:
            both = grid.shared(box)
            drawn = {f"{parts}-{name}" if parts else name for name in ("A1", "A2", "A3", "B1", "B2", "B3")}
            assert both.w * both.h == 0 or item.line.text in {"100 %", *drawn}
    assert map_page.art.w > 0.3 * (map_page.width - 40) or sheet.startswith("914")


def test_tiles_draw_nothing_on_what_stays_visible() -> None:
    for overlap in (10.0, 4.0):
        poster = made("A4", overlap=overlap)
        plan = plan_tiles(1189, 841, tile_paper("A4"), overlap=overlap)
        for tile, page in zip(plan.tiles, poster.pages[1:], strict=True):
            w = tile.art.w - (overlap if Side.RIGHT in tile.beside else 0.0)
            h = tile.art.h - (overlap if Side.BOTTOM in tile.beside else 0.0)
            stays = Area(tile.art.x, tile.art.y, w, h)
            for item in (*page.frame, *page.over):
                box = extent(item)
                if box is not None:
                    shared = stays.shared(Area(box.x, box.y, max(box.w, 0.01), max(box.h, 0.01)))
                    assert shared.w * shared.h == 0


def test_each_page_shows_its_part_in_true_size() -> None:
    poster = made("A3", scale=0.98)
    plan = plan_tiles(1189, 841, tile_paper("A3"), scale=0.98)
    for tile, page in zip(plan.tiles, poster.pages[1:], strict=True):
        assert page.scale == 0.98
        assert page.art == tile.art
        assert (page.x, page.y) == (plan.margin - tile.window.x, plan.margin - tile.window.y)
        assert (page.width, page.height) == (plan.paper.width, plan.paper.height)
    map_page = poster.pages[0]
    assert map_page.scale * 1189 == pytest.approx(map_page.art.w)
    assert (map_page.x, map_page.y) == (map_page.art.x, map_page.art.y)


def test_pages_say_who_they_are_and_who_their_neighbours_are() -> None:
    poster = made()
    pages = {page.key: page for page in poster.pages}
    assert list(pages)[:3] == ["map", "A1", "A2"]
    says = texts(pages["B3"])
    assert "B3 row 2 of 5, column 3 of 5" in says
    assert says.startswith("B4 C3")
    assert "B3" in pages["B3"].alt
    assert poster.sheet.title in pages["B3"].alt
    last = texts(pages["E5"])
    assert "row 5 of 5, column 5 of 5" in last
    marks = [item for page in poster.pages for item in page.under + page.over if isinstance(item, Mark)]
    assert [mark.key for mark in marks] == list(pages)
    links = {item.target for item in poster.pages[0].over if isinstance(item, Link)}
    assert links == {f"#{key}" for key in pages if key != "map"}


def test_narrow_flaps_have_their_names_in_the_margin() -> None:
    page = next(page for page in made(overlap=4.0).pages if page.key == "B3")
    assert "B4" in texts(page)
    assert "C3" in texts(page)


def test_in_a_series_no_two_tiles_have_one_name() -> None:
    first, second = made(part=1, parts=2), made(part=2, parts=2)
    assert not {page.key for page in first.pages} & {page.key for page in second.pages}
    says = texts(next(page for page in second.pages if page.key == "2-B3"))
    assert says.startswith("2-B4 2-C3 2-B3 row 2") and "poster sheet 2 of 2" in says, "the flaps name the sheet, too"
    drawn = texts(second.pages[0])
    assert "Assembly map · poster sheet 2 of 2" in drawn and "2-B3" in drawn and " B3 " not in drawn.partition("Print")[0]
    own = {item.line.text for page in second.pages[:1] for item in (*page.under, *page.over) if isinstance(item, Text)}
    assert {"2-A1", "2-B1"} <= own and not {"A1", "A2", "A3", "B1", "B2", "B3"} & own, "the drawings too say what is on the sheets"
    assert "side by side, from left to right" in drawn and "side by side" not in texts(made().pages[0])
    narrow = made(part=2, parts=2, overlap=4.0)
    assert "2-B4" in texts(next(page for page in narrow.pages if page.key == "2-B3"))


@pytest.mark.parametrize("part", [2, 12])
@pytest.mark.parametrize("overlap", [6.0, 10.0, 20.0])
def test_the_name_with_the_sheets_number_stays_on_its_flap(part: int, overlap: float) -> None:
    poster = made(part=part, parts=part, overlap=overlap)
    plan = plan_tiles(1189, 841, tile_paper("A4"), overlap=overlap)
    for tile, page in zip(plan.tiles, poster.pages[1:], strict=True):
        for side, flap in tile.flaps.items():
            name = f"{part}-{tile.beside[side]}"
            box = next(extent(item) for item in page.over if isinstance(item, Text) and item.line.text == name)
            assert box is not None and flap.x <= box.x and box.right <= flap.right and flap.y <= box.y and box.bottom <= flap.bottom


def test_the_ruler_is_as_long_as_it_says() -> None:
    map_page = made().pages[0]
    assert "exactly 100 mm" in texts(map_page)
    long = [box for item in map_page.over if isinstance(item, Path) and (box := extent(item)) and box.h == 0]
    assert any(box.w == pytest.approx(RULER) for box in long)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_tells_all_steps_in_the_language(language: str) -> None:
    catalogue = catalogue_for(language)
    words = printed_tile_words(catalogue.pgettext, language, catalogue.number)
    says = texts(made("A4", language).pages[0])
    for title in (words.print_title, words.cut_title, words.glue_title, words.rows_title, words.assembly_map):
        assert title in says
    if language != "en":
        assert words.cut != printed_tile_words(lambda _, text: text, "en").cut


def test_a_single_tile_is_neither_glued_nor_joined() -> None:
    says = texts(made("A4", sheet="A4", scale=0.9).pages[0])
    assert "Cut the sheet" in says
    assert "Glue" not in says
    assert "already reduced" in says


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "tile", "portrait", "scale"),
    [
        ("A0", "A4", False, 1.0),
        ("A0", "A4", True, 1.0),
        ("A1", "A3", False, 1.0),
        ("A2", "A4", False, 1.0),
        ("A0", "A3", False, 0.97),
    ],
)
def test_the_names_of_sheets_keep_clear_of_the_posters_title(
    language: str, size: str, tile: str, portrait: bool, scale: float
) -> None:
    sheet = poster(sample("new-colleague", language), size, portrait=portrait)
    catalogue = catalogue_for(language)
    words = printed_tile_words(catalogue.pgettext, language, catalogue.number)
    plan = plan_tiles(sheet.width, sheet.height, tile_paper(tile), scale=scale)
    page = tile_poster(sheet, plan, words, typesetter(), IconSet.shipped()).pages[0]
    head = next(part for part in sheet.parts() if part.kind is PartKind.HEADER)
    letters = [item for item in head.items if isinstance(item, Text)]
    largest = max(item.size for item in letters)
    titles = [
        Area(
            page.x + item.x * page.scale,
            page.y + (item.y - 0.7 * item.size) * page.scale,
            item.line.width * item.size * page.scale,
            0.7 * item.size * page.scale,
        )
        for item in letters
        if item.size == largest
    ]
    names = [Area(r.x, r.y, r.w, r.h) for r in page.over if isinstance(r, Rect) and r.radius and r.stroke]
    assert len(names) == plan.count
    fields = {
        item.target: Area(item.x, item.y, item.w, item.h) for item in page.over if isinstance(item, Link)
    }
    for tag in names:
        assert not any(tag.shared(title).w and tag.shared(title).h for title in titles)
        assert any(field.shared(tag).w >= tag.w - NEAR for field in fields.values()), "in its own field"
    rows = {round(tag.y, 3) for tag in names}
    assert len(rows) == plan.rows, "the names of a row stand on one line"

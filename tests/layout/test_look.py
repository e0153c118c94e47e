"""What a design review would mark: words on words, words on the line, leaders through cards, pale or clipped print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings

from cjm_desktop.document import Journey, Opportunity, Phase, Touchpoint
from cjm_desktop.layout import MapSheet, load_theme, theme_names
from cjm_desktop.layout.label import word_of
from cjm_desktop.layout.sheet import PT, Part, PartKind, Path, Rect, Text
from tests.layout.maps import poster, said, sample, timeline
from tests.strategies import journeys

LANGUAGES = ("da", "nl", "hu", "sv", "en")
Box = tuple[float, float, float, float]


@cache
def shown(name: str, language: str, paper: str, portrait: bool = False) -> MapSheet:
    """A sample as it prints, or its timeline."""
    journey = sample(name, language)
    return timeline(journey) if paper == "timeline" else poster(journey, paper, portrait=portrait)


SHEETS = [
    *(("new-colleague", language, "A0", False) for language in LANGUAGES),
    *(("new-laptop", language, "A0", True) for language in LANGUAGES),
    ("new-colleague", "hu", "timeline", False),
    ("new-colleague", "en", "A0", True),
    ("big", "en", "A0", False),
    ("big", "en", "A0", True),
    ("big", "en", "timeline", False),
]


def words_of(part: Part) -> list[Box]:
    """Left, top, right and bottom of each line of text of a part (mm): from the capitals to the baseline."""
    return [
        (
            part.x + item.x,
            part.y + item.y - 0.73 * item.size,
            part.x + item.x + item.line.width * item.size,
            part.y + item.y,
        )
        for item in part.items
        if isinstance(item, Text)
    ]


def meet(a: Box, b: Box, air: float = 0.0) -> bool:
    """Whether two boxes overlap, or come nearer than ``air``."""
    return a[0] < b[2] + air and b[0] < a[2] + air and a[1] < b[3] + air and b[1] < a[3] + air


def points(sheet: MapSheet) -> list[Part]:
    return [part for part in sheet.parts() if part.kind is PartKind.POINT]


def leaders(sheet: MapSheet) -> list[tuple[str, float, float, float]]:
    """Record, x, upper and lower end of each leader that has come down from a point."""
    hung = {o.id for o in sheet.journey.opportunities}
    out = []
    for part in sheet.parts():
        if part.kind is PartKind.GROUND and part.record in hung:
            for item in part.items:
                if isinstance(item, Path) and item.dash:
                    (_, x, top), (_, _, bottom) = item.segments  # type: ignore[misc]
                    out.append((part.record, part.x + x, part.y + top, part.y + bottom))
    return out


def line_of(sheet: MapSheet) -> Iterator[tuple[float, float]]:
    """Points on the emotion lines, close together."""
    for band in sheet.bands:
        for i in range(len(band.curve)):
            b = band.curve.stretch(i)
            if b is None:
                continue
            for k in range(41):
                t = k / 40
                u = 1 - t
                w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                yield (
                    sum(map(float.__mul__, w, (b.x0, b.x1, b.x2, b.x3))),
                    sum(map(float.__mul__, w, (b.y0, b.y1, b.y2, b.y3))),
                )


@pytest.mark.parametrize("which", SHEETS)
def test_words_meet_neither_faces_nor_words_nor_the_line(which: tuple[str, str, str, bool]) -> None:
    sheet = shown(*which)
    m = sheet.bands[0].m
    parts = points(sheet)
    boxes = [(part.record, box) for part in parts for box in words_of(part)]
    for i, (record, box) in enumerate(boxes):
        for other, second in boxes[i + 1 :]:
            assert record == other or not meet(box, second), (record, other)
        for part in parts:
            r = m.face
            face = (part.x - r, part.y - r, part.x + r, part.y + r)
            if part.record != record:
                assert not meet(box, face), (record, part.record)
    half = m.curve / 2
    for x, y in line_of(sheet):
        ink = (x - half, y - half, x + half, y + half)
        for record, box in boxes:
            assert not meet(box, ink), record


@pytest.mark.parametrize("which", SHEETS)
def test_words_stay_in_their_lane_and_out_of_the_gutter(which: tuple[str, str, str, bool]) -> None:
    sheet = shown(*which)
    for part in points(sheet):
        i = sheet.index_of(part.record)
        assert i is not None
        band = sheet.band_of(i)
        assert band is not None
        for left, top, right, bottom in words_of(part):
            assert left >= band.left - 0.01
            assert right <= band.right + 0.01
            assert top >= band.frame.top - 0.01, part.record
            assert bottom <= band.frame.bottom + 0.01, part.record


@pytest.mark.parametrize("which", SHEETS)
def test_leaders_cross_no_card_and_no_words(which: tuple[str, str, str, bool]) -> None:
    sheet = shown(*which)
    cards = [part for part in sheet.parts() if part.kind is PartKind.OPPORTUNITY]
    words = [box for part in points(sheet) for box in words_of(part)]
    found = leaders(sheet)
    assert found
    for record, x, top, bottom in found:
        ink = (x - 0.1, top, x + 0.1, bottom - 0.1)
        for card in cards:
            box = (card.x, card.y, card.x + card.w, card.y + card.h)
            assert not meet(ink, box), (record, card.record)
        for box in words:
            assert not meet(ink, box), record


@given(journeys())
@settings(max_examples=10)
def test_no_leader_ever_crosses_a_card(journey: Journey) -> None:
    sheet = timeline(journey)
    cards = [part for part in sheet.parts() if part.kind is PartKind.OPPORTUNITY]
    for record, x, top, bottom in leaders(sheet):
        for card in cards:
            box = (card.x, card.y, card.x + card.w, card.y + card.h)
            assert not meet((x - 0.1, top, x + 0.1, bottom - 0.1), box), (record, card.record)


def crowded(count: int) -> Journey:
    """A journey with many opportunities on one touchpoint."""
    journey = sample()
    one = journey.opportunities[0]
    place = journey.touchpoints[5].id
    return journey.with_(
        opportunities=tuple(one.replace(id=f"o{k}", touchpoints=(place,)) for k in range(count))
    )


def test_six_on_one_touchpoint_stand_side_by_side() -> None:
    sheet = poster(crowded(6))
    band = sheet.bands[0]
    tops = {round(hung.y, 3) for hung in band.hung}
    assert len(tops) <= 2
    assert sum(hung.link is None for hung in band.hung) == 1
    for hung in band.hung:
        if hung.link is not None:
            x0, y0, x1, y1 = hung.link
            assert x0 == x1 or y0 == y1


def test_opportunities_without_touchpoints_share_the_first_row() -> None:
    journey = sample()
    loose = journey.with_(opportunities=tuple(o.replace(touchpoints=()) for o in journey.opportunities))
    band = poster(loose).bands[0]
    assert {round(hung.y, 3) for hung in band.hung} == {0}
    assert all(hung.anchor is None and hung.link is None for hung in band.hung)


# -- print in five languages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("paper", "portrait"), [("A0", False), ("A0", True), ("A3", False)])
def test_names_of_lanes_and_grades_fit_the_gutter(language: str, paper: str, portrait: bool) -> None:
    sheet = shown("new-colleague", language, paper, portrait)
    for band in sheet.bands:
        left = band.columns.left - sheet.gutter
        boxes = []
        for part in sheet.parts():
            if part.kind in (PartKind.HINT, PartKind.AXIS) and part.y >= band.lanes.ribbon - 1:
                if part.y > band.lanes.bottom:
                    continue
                for item in part.items:
                    if isinstance(item, Text):
                        assert "…" not in item.line.text
                boxes += words_of(part)
        assert len(boxes) > 6
        for i, box in enumerate(boxes):
            assert box[0] >= left - 0.01
            assert box[2] <= band.columns.left
            assert not any(meet(box, other) for other in boxes[i + 1 :])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("paper", "portrait"), [("A0", False), ("A0", True), ("A3", False)])
def test_the_foot_explains_every_sign_without_crowding(language: str, paper: str, portrait: bool) -> None:
    sheet = shown("new-colleague", language, paper, portrait)
    foot = next(part for part in sheet.parts() if part.kind is PartKind.FOOTER)
    words = sheet.bands[0].setting.words
    text = said([foot])
    for word in (words.observed, words.assumed, words.silence, words.waiting, words.own_action):
        assert word in text
    for word in (words.decisive, words.could_be_dropped, words.quick, words.structural):
        assert word in text
    for word in (words.lift_dip, words.strengthen_peak, words.bridge_silence, words.planned_peak):
        assert word in text
    assert f"n = {words.interviews}" in text
    boxes = words_of(foot)
    for i, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[2] <= sheet.width
        assert box[3] <= sheet.height
        assert not any(meet(box, other, 0.5) for other in boxes[i + 1 :])


def test_the_foot_explains_nothing_that_is_not_there() -> None:
    sheet = poster(sample("empty"))
    words = sheet.bands[0].setting.words
    text = said([part for part in sheet.parts() if part.kind is PartKind.FOOTER])
    for word in (words.silence, words.decisive, words.lift_dip, words.quick, words.observed):
        assert word not in text
    big = shown("big", "en", "A0")
    assert "n = " not in said(
        [part for part in big.parts() if part.kind in (PartKind.FOOTER, PartKind.POINT)]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_an_emotion_is_printed(language: str) -> None:
    sheet = shown("new-colleague", language, "A0")
    for part in points(sheet):
        t = next(t for t in sheet.journey.touchpoints if t.id == part.record)
        if t.grade is not None:
            assert word_of(t) in said([part]).replace("-\n", "").replace("\n", " ")


def test_a_long_emotion_takes_two_lines() -> None:
    journey = sample()
    t = journey.touchpoints[6]
    long = t.replace(emotion="overwhelmed and disappointed at once")
    sheet = poster(journey.with_(touchpoints=(*journey.touchpoints[:6], long, *journey.touchpoints[7:])))
    part = next(part for part in points(sheet) if part.record == t.id)
    assert "Overwhelmed and disappointed at once" in " ".join(said([part]).split("\n"))
    assert len({item.y for item in part.items if isinstance(item, Text)}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_compounds_do_not_make_the_whole_poster_small(language: str) -> None:
    assert shown("new-colleague", language, "A0").body_pt >= 16


@pytest.mark.parametrize(("language", "marks"), [("da", "»«"), ("hu", "„”"), ("sv", "””"), ("en", "“”")])
def test_quotes_stand_in_the_marks_of_their_language(language: str, marks: str) -> None:
    sheet = shown("new-colleague", language, "A0")
    told = said([part for part in sheet.parts() if part.kind is PartKind.QUOTE])
    assert told.startswith(marks[0])
    assert told.endswith(marks[1])


@pytest.mark.parametrize("which", [SHEETS[0], SHEETS[2], SHEETS[-4], SHEETS[-3], SHEETS[-2]])
def test_nothing_is_smaller_than_the_smallest(which: tuple[str, str, str, bool]) -> None:
    sheet = shown(*which)
    for part in sheet.parts():
        for item in part.items:
            if isinstance(item, Text):
                assert item.size / PT >= sheet.smallest_pt - 0.01, (part.kind, item.line.text)


# -- the line ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("portrait", [False, True])
def test_a_grade_is_as_high_in_every_band(portrait: bool) -> None:
    sheet = shown("big", "en", "A0", portrait)
    heights = [band.frame.low - band.frame.high for band in sheet.bands]
    assert len(heights) > 1
    assert heights == pytest.approx([heights[0]] * len(heights), abs=1e-3)


def test_the_line_runs_on_half_way_into_the_next_band() -> None:
    sheet = shown("big", "en", "A0")
    for band, after in zip(sheet.bands, sheet.bands[1:], strict=False):
        last, first = band.columns.stop - 1, after.columns.start
        here, there = sheet.journey.touchpoints[last].grade, sheet.journey.touchpoints[first].grade
        out, into = band.curve.stretch(len(band.curve) - 2), after.curve.stretch(0)
        if here is None or there is None:
            assert out is None
            assert into is None
            continue
        assert out is not None
        assert into is not None
        assert (out.x3, into.x0) == pytest.approx((band.right, after.left))
        middle = (here + there) / 2
        assert (band.frame.grade(out.y3), after.frame.grade(into.y0)) == pytest.approx((middle, middle))
    ends = sheet.bands[0].curve.stretch(0), sheet.bands[-1].curve.stretch(len(sheet.bands[-1].curve) - 2)
    assert ends == (None, None)


def test_no_story_of_a_dip_above_neutral() -> None:
    journey = sample()
    high = journey.with_(touchpoints=tuple(t.replace(grade=9.0) for t in journey.touchpoints))
    words = poster(high).bands[0].setting.words
    text = said([part for part in poster(high).parts() if part.kind is PartKind.HEADER])
    assert words.deepest_dip not in text
    assert words.how_it_ends in text


# -- heads ---------------------------------------------------------------------------------------------------------------


def test_without_persona_and_goals_the_title_has_the_whole_width() -> None:
    journey = sample().replace(title="What happens when a colleague moves from one town to another")
    bare = journey.with_(personas=(), goals=(), expectations=())
    both = poster(journey).editor("", "title"), poster(bare).editor("", "title")
    assert both[0] is not None
    assert both[1] is not None
    assert both[1].w > 1.9 * both[0].w
    assert both[1].size > both[0].size


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_persona_is_told_in_whole_sentences(language: str) -> None:
    sheet = shown("new-colleague", language, "A0")
    story = " ".join(sheet.journey.personas[0].story.split())
    head = said([part for part in sheet.parts() if part.kind is PartKind.HEADER])
    flat = head.replace("-\n", "").replace("\n", " ").replace("-", "")
    assert story.split(". ")[0].replace("-", "") in flat
    assert "…" not in head


def test_goals_and_expectations_are_set_alike() -> None:
    for paper, portrait in (("A0", False), ("A0", True)):
        sheet = shown("big", "en", paper, portrait)
        head = next(part for part in sheet.parts() if part.kind is PartKind.HEADER)
        lists = {*sheet.journey.goals, *sheet.journey.expectations}
        first = {entry.split()[0] for entry in lists}
        sizes = {
            round(item.size, 6)
            for item in head.items
            if isinstance(item, Text)
            and item.line.text.split()[0] in first
            and any(entry.startswith(item.line.text) for entry in lists)
        }
        assert len(sizes) == 1


def test_right_to_left_texts_stand_at_the_right() -> None:
    hebrew = "שלום עולם, זה סיפור על מסע הלקוח"
    journey = sample()
    first, *rest = journey.touchpoints
    journey = journey.with_(
        touchpoints=(first.replace(title=hebrew, text=hebrew, emotion="שלום"), *rest),
        opportunities=(Opportunity(id="o", touchpoints=(first.id,), title=hebrew, text=hebrew),),
    ).replace(title=hebrew)
    sheet = poster(journey)
    m = sheet.bands[0].m
    parts = {(part.kind, part.record): part for part in sheet.parts()}
    for key in ((PartKind.CARD, first.id), (PartKind.OPPORTUNITY, "o")):
        part = parts[key]
        lines = [item for item in part.items if isinstance(item, Text) and item.line.rtl]
        assert len(lines) >= 2
        for item in lines:
            assert item.x + item.line.width * item.size == pytest.approx(part.w - m.pad)
    word, number = [item for item in parts[(PartKind.POINT, first.id)].items if isinstance(item, Text)][-2:][
        ::-1
    ]
    assert word.line.rtl
    assert number.x < word.x


# -- colours -------------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme_names())
def test_print_is_dark_enough_on_its_ground(name: str) -> None:
    theme = load_theme(name)
    pairs = [
        *(
            (theme.ink, ground)
            for ground in (theme.paper, theme.ground, theme.card, theme.quote, theme.waiting)
        ),
        *(
            (theme.text, ground)
            for ground in (theme.paper, theme.card, theme.waiting, theme.opportunity_tint)
        ),
        *(
            (theme.secondary, ground)
            for ground in (
                theme.paper,
                theme.ground,
                theme.card,
                theme.waiting,
                theme.positive_tint,
                theme.negative_tint,
                theme.opportunity_tint,
            )
        ),
        (theme.header_ink, theme.header),
        (theme.header_soft, theme.header),
        (theme.header_accent, theme.header),
        (theme.header_accent, theme.header_disc),
        (theme.target, theme.paper),
        (theme.target, theme.ground),
        (theme.opportunity, theme.card),
        (theme.opportunity, theme.opportunity_tint),
        (theme.opportunity_ink, theme.opportunity),
        *((theme.opportunity_ink, theme.party(i)) for i in range(len(theme.parties))),
        *((theme.phase_ink, theme.phase(i, 7)) for i in range(7)),
    ]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    for fill, ink in (
        (theme.positive, theme.positive_ink),
        (theme.negative, theme.negative_ink),
        (theme.neutral, theme.neutral_ink),
    ):
        assert contrast(fill, ink) >= 3  # the features of a face are drawing, not print


@pytest.mark.parametrize("name", theme_names())
def test_feelings_differ_without_colour(name: str) -> None:
    theme = load_theme(name)
    tones = sorted(luminance(c) for c in (theme.positive, theme.negative, theme.neutral))
    assert tones[1] / tones[0] > 1.5
    assert tones[2] / tones[1] > 1.5
    assert luminance(theme.negative_area) / luminance(theme.positive_area) > 1.1


# -- silence -------------------------------------------------------------------------------------------------------------


def test_a_silence_is_an_empty_column() -> None:
    journey = Journey(
        phases=(Phase(id="p", name="All"),),
        touchpoints=(
            Touchpoint(id="a", phase="p", title="Asked", text="A long story about asking. " * 6, grade=6),
            Touchpoint(id="s", phase="p", kind="silence", title="Nothing", grade=4),  # type: ignore[arg-type]
            Touchpoint(id="b", phase="p", title="Answered", grade=7),
        ),
    )
    sheet = poster(journey)
    void = next(part for part in sheet.parts() if part.kind is PartKind.GROUND and part.record == "s")
    card = sheet.box("s")
    assert card is not None
    assert void.w == pytest.approx(card.w)
    assert void.y < card.y
    assert void.y + void.h > card.y + card.h + 20
    ground = void.items[0]
    assert isinstance(ground, Rect)
    assert ground.fill == sheet.paper
    hatching = [item for item in void.items if isinstance(item, Path) and not item.dash]
    assert len(hatching) > 5
    for item in hatching:
        assert all(-0.01 <= x <= void.w + 0.01 for x in (s[1] for s in item.segments if len(s) > 1))

"""From few cards to many on sheets large and small: type that can be read, a line that is not flat, names in full, and advice that
is true."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.document import HeaderBlock, Journey
from cjm_desktop.layout import MapSheet, Paper, legible_from
from cjm_desktop.layout.card_head import head_items, head_of
from cjm_desktop.layout.colour import contrast
from cjm_desktop.layout.findings import FLAT
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import Part, PartKind, Path, Text
from tests.layout.maps import composer, poster, said, sample
from tests.layout.test_lanes import furnished
from tests.layout.test_other_lines import felt_by


@cache
def series(
    journey: Journey, paper: str, *, portrait: bool = False, distance: float = 1.0, sheets: int = 0
) -> tuple[MapSheet, ...]:
    """The sheets of a journey as they print, laid out once for all that look at them."""
    named = Paper.named(paper, portrait=portrait)
    made = composer(journey.language)
    return made.series(journey, read(journey), named, distance=distance, sheets=sheets)


def header(sheet: MapSheet) -> Part:
    """The head of a sheet."""
    return next(part for part in sheet.parts() if part.kind is PartKind.HEADER)


def size_of(part: Part, text: str) -> float:
    """The size (mm) of the line of a part that begins with a text."""
    return next(i.size for i in part.items if isinstance(i, Text) and i.line.text.startswith(text))


# -- how tall the line is ---------------------------------------------------------------------------------------------


def scale_of(made: tuple[MapSheet, ...]) -> float:
    """The least height (mm) from the lowest to the highest grade on some sheets."""
    return min(band.frame.low - band.frame.high for sheet in made for band in sheet.bands)


@pytest.mark.parametrize("portrait", [False, True])
def test_the_line_does_not_get_flat_because_its_text_grows(portrait: bool) -> None:
    journey = crowd(60)

    def of(count: int) -> Journey:
        kept = journey.touchpoints[:count]
        ids = {t.id for t in kept}
        hung = tuple(
            o.replace(touchpoints=tuple(i for i in o.touchpoints if i in ids)) for o in journey.opportunities
        )
        return journey.with_(
            touchpoints=kept,
            opportunities=tuple(o for o in hung if o.touchpoints),
            rounds=(),
        )

    heights = [scale_of(series(of(count), "A0", portrait=portrait)) for count in (6, 12, 18, 24, 30, 36, 45, 60)]
    assert min(heights) >= 1.5 * FLAT
    # Fewer cards never have a much lower line than more of them.
    for k, height in enumerate(heights):
        assert height >= 0.6 * max(heights[k:])


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("lanes", [False, True])
def test_lines_keep_a_share_of_the_one_sheet_that_is_asked_for(portrait: bool, lanes: bool) -> None:
    everything = furnished(sample("big")) if lanes else sample("big")

    def of(count: int) -> Journey:
        kept = tuple(t.replace(quotes=()) for t in everything.touchpoints[:count])
        hung = tuple(o for o in everything.opportunities if {t.id for t in kept}.issuperset(o.touchpoints))
        phases = tuple(phase for phase in everything.phases if phase.id in {t.phase for t in kept})
        return everything.with_(touchpoints=kept, phases=phases, opportunities=hung, rounds=(), interviews=(), parked=())

    for count in (3, 8, 12, 16):
        (alone,) = series(of(count), "A0", portrait=portrait, sheets=1)
        assert count > 3 or len(alone.bands) == 1, "three cards are no two rows"
        assert scale_of((alone,)) >= 0.1 * alone.height, (count, "one line")
        others = felt_by(of(count), {name: [1.0 + (3 * i) % 9 for i in range(count)] for name in ("Bo", "Cleo")})
        others = others.replace(poster=others.poster.replace(persona_lines="apart"))
        (each,) = series(others, "A0", portrait=portrait, sheets=1)
        assert scale_of((each,)) >= 0.04 * each.height, (count, "a line for each of three")


def test_the_line_of_one_band_follows_the_paper() -> None:
    for paper in ("A0", "A1", "A2", "A3", "A4", "B2", "ANSI-C"):
        made = series(sample("new-laptop"), paper)
        assert scale_of(made) >= 0.19 * made[0].height, paper


def test_a_few_short_cards_stay_in_one_piece_on_small_paper_as_on_large() -> None:
    journey = sample("new-colleague")
    few = tuple(t.replace(text=" ".join(t.text.split()[:14]), quotes=t.quotes[:1]) for t in journey.touchpoints[:12])
    kept, phases = {t.id for t in few}, {t.phase for t in few}
    short = journey.with_(
        touchpoints=few,
        phases=tuple(p for p in journey.phases if p.id in phases),
        opportunities=tuple(o for o in journey.opportunities if kept.issuperset(o.touchpoints)),
        rounds=(),
    )
    for paper in ("A0", "A1", "A2", "A3", "B2", "ANSI-C"):
        (sheet,) = series(short, paper)
        assert len(sheet.bands) == 1, paper
        assert scale_of((sheet,)) >= 0.2 * sheet.height, paper


@pytest.mark.in_turn("portrait")
@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize("portrait", [False, True])
def test_a_flat_line_is_a_need_for_another_sheet(language: str, portrait: bool) -> None:
    journey = sample("new-colleague", language)
    many = tuple(
        t.replace(id=f"{t.id}-{k}" if k else t.id) for t in journey.touchpoints for k in range(5)
    )[:60]
    phases = {t.phase for t in many}
    crowded = journey.with_(
        touchpoints=many, phases=tuple(p for p in journey.phases if p.id in phases), rounds=(), opportunities=()
    )
    made = series(crowded, "A0", portrait=portrait)
    assert scale_of(made) >= FLAT
    assert not [one for sheet in made for one in sheet.problems if "flat" in str(one.message)]
    # Come what may, a single sheet is what was asked for.
    assert len(series(crowded, "A0", portrait=portrait, sheets=1)) == 1


# -- how many sheets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "paper", "portrait", "count"),
    [
        ("new-laptop", "A0", False, 1),
        ("new-colleague", "A0", False, 1),
        ("new-colleague", "A0", True, 1),
        ("big", "A0", False, 1),
        ("new-colleague", "A1", False, 1),
        ("new-colleague", "A2", False, 1),
        ("new-colleague", "A3", False, 1),
        ("new-colleague", "A4", False, 2),
        ("big", "A3", False, 2),
    ],
)
def test_an_automatic_poster_is_read_from_half_the_distance_at_least(
    name: str, paper: str, portrait: bool, count: int
) -> None:
    made = series(sample(name), paper, portrait=portrait)
    assert len(made) == count
    assert all(legible_from(sheet.body_pt) >= 0.49 for sheet in made)


def test_who_stands_further_away_gets_more_sheets() -> None:
    near, far = series(sample("big"), "A0"), series(sample("big"), "A0", distance=3.0)
    assert len(near) == 1 < len(far)
    assert far[0].body_pt > near[0].body_pt
    assert legible_from(far[0].body_pt) >= 1.49


def test_who_reads_in_the_hand_gets_one_sheet() -> None:
    assert len(series(sample("new-colleague"), "A3", distance=0.5)) == 1


def test_one_sheet_that_was_asked_for_stays_one() -> None:
    assert len(series(sample("new-colleague"), "A3", sheets=1)) == 1


@pytest.mark.parametrize("portrait", [False, True])
def test_no_more_than_six_sheets_for_the_sake_of_size(portrait: bool) -> None:
    """What would take more keeps what six give; the rest is advice."""
    made = series(sample("big"), "A4", portrait=portrait, distance=2.0)
    assert 1 < len(made) <= 6
    assert made[0].body_pt > series(sample("big"), "A4", portrait=portrait, sheets=1)[0].body_pt
    assert any(problem.place == "poster.paper" for problem in made[0].problems)


def test_automatic_sheets_lie_on_the_desk_as_they_print() -> None:
    journey = sample("new-colleague")
    paper = Paper.named("A4")
    made = composer()
    desk = made.poster(journey, read(journey), paper, sheets=0)
    printed = made.series(journey, read(journey), paper, sheets=0)
    assert len(desk.pages) == len(printed) == 2
    assert desk.body_pt == printed[0].body_pt
    again = made.poster(journey, read(journey), paper, sheets=0, plan=desk.plan)
    assert len(again.pages) == 2
    assert again.body_pt == desk.body_pt


# -- type -------------------------------------------------------------------------------------------------------------


@pytest.mark.in_turn("portrait")
@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize("portrait", [False, True])
def test_all_of_a_usual_poster_on_a0_is_read_from_a_metre(language: str, portrait: bool) -> None:
    for name in ("new-laptop", "new-colleague"):
        sheet = poster(sample(name, language), portrait=portrait)
        assert sheet.legible_from >= 0.995
        assert not any("small print" in str(problem) for problem in sheet.problems)


def test_small_print_is_a_little_smaller_than_the_body_and_no_smaller_than_it_must_be() -> None:
    sheet = poster(sample("big"))
    band = sheet.bands[0]
    assert band.m.small < band.m.em
    assert band.m.small >= 0.92 * band.m.em
    assert band.m.meta >= band.m.small


# -- the line ---------------------------------------------------------------------------------------------------------


def flat(sheets: tuple[MapSheet, ...]) -> list[str]:
    """What is said about a flat line."""
    return [str(p) for sheet in sheets for p in sheet.problems if "emotion line is flat" in str(p)]


def crowd(count: int) -> Journey:
    """So many touchpoints: the big sample's, some of them several times."""
    journey = sample("big")
    copies = -(-count // len(journey.touchpoints))
    many = [t.replace(id=f"{t.id}-{k}") if k else t for t in journey.touchpoints for k in range(copies)]
    return journey.with_(touchpoints=tuple(many[:count]), rounds=())


def test_a_flat_line_is_told_with_its_height() -> None:
    made = series(crowd(120), "A0", sheets=1)
    band = made[0].bands[0]
    (told,) = flat(made)
    assert f"only {round(band.frame.low - band.frame.high)} mm" in told
    assert "More sheets, larger paper" in told


def test_many_touchpoints_on_a_long_roll_are_no_problem_in_themselves() -> None:
    for portrait in (False, True):
        made = series(crowd(90), "ROLL-914", portrait=portrait)
        assert len(made) == 1
        assert not flat(made)


@pytest.mark.parametrize(
    ("name", "language", "portrait"), [("new-colleague", "da", False), ("new-laptop", "sv", True)]
)
def test_words_stay_over_their_peak_on_a_sheet_whose_scale_was_lowered(
    name: str, language: str, portrait: bool
) -> None:
    """All sheets of a series show one scale; the one with more room gives its words what its scale does not need."""
    journey = sample(name, language)
    # Words step aside from other personas' lines: those are left out.
    made = series(journey.replace(poster=journey.poster.replace(other_lines=False)), "A4", portrait=portrait)
    assert len(made) > 1
    for sheet in made:
        for band in sheet.bands:
            points = {p.record: p for p in sheet.parts() if p.kind is PartKind.POINT}
            for t in sheet.journey.touchpoints[band.columns.start : band.columns.stop]:
                if t.grade is not None and t.grade >= sheet.journey.scale.neutral and t.emotion:
                    word = next(i for i in points[t.id].items if isinstance(i, Text))
                    assert word.y < 0, (t.emotion, sheet.number)


@pytest.mark.parametrize("name", ["new-colleague", "new-laptop"])
@pytest.mark.parametrize("paper", ["A0", "A1"])
def test_upright_the_line_has_height_before_blank_ground_has(name: str, paper: str) -> None:
    sheet = poster(sample(name), paper, portrait=True)
    unit = Paper.named(paper, portrait=True).unit
    for band in sheet.bands:
        assert band.frame.low - band.frame.high >= 105 * unit
        under = band.lanes.bottom - max(band.read_to, band.lanes.opportunities + band.hung_h)
        assert under <= 0.7 * band.m.em or band.lanes.graph_h >= band.m.graph_best - 0.01


@pytest.mark.parametrize("paper", ["ROLL-610", "ROLL-914", "ROLL-1067"])
def test_a_roll_that_runs_downwards_is_long_enough_for_its_line(paper: str) -> None:
    """Its length is cheap; a strip of a line is not what people walk up to."""
    for name in ("new-colleague", "new-laptop"):
        for band in poster(sample(name), paper, portrait=True).bands:
            assert band.lanes.graph_h >= 22 * band.m.em


# -- names ------------------------------------------------------------------------------------------------------------

LONG = "Personalutvecklings- och verksamhetsutvecklingsavdelningen"


def test_a_party_is_named_in_full_on_narrow_cards() -> None:
    journey = sample("big")
    owner = next(t.party for t in journey.touchpoints if t.party)
    journey = journey.with_(
        parties=tuple(
            p.replace(name="Verksamhetsutvecklingsavdelningen") if p.id == owner else p
            for p in journey.parties
        ),
        language="sv",
    )
    sheet = poster(journey)
    assert sheet.bands[0].m.compact
    cards = [part for part in sheet.parts() if part.kind is PartKind.CARD]
    named = [said([part]) for part in cards if "Verksamhets" in said([part])]
    assert named
    assert all("…" not in text for text in named)
    assert not [p for p in sheet.problems if p.place.startswith("parties")]


def test_an_owner_is_named_in_full_under_a_narrow_opportunity() -> None:
    journey = sample("new-colleague")
    owner = next(o.owner for o in journey.opportunities if o.owner)
    journey = journey.with_(
        parties=tuple(p.replace(name=LONG) if p.id == owner else p for p in journey.parties)
    )
    sheet = poster(journey, portrait=True)
    hung = [h for band in sheet.bands for h in band.hung if h.opportunity.owner == owner]
    assert hung
    for one in hung:
        assert one.foot.owner is not None
        assert not one.foot.owner.shortened
        parts = [
            p for p in sheet.parts() if p.kind is PartKind.OPPORTUNITY and p.record == one.opportunity.id
        ]
        lowest = max(i.y for p in parts for i in p.items if isinstance(i, Text))
        assert lowest <= one.h


# -- the head ---------------------------------------------------------------------------------------------------------


def test_a_head_without_a_persona_says_the_rest_larger() -> None:
    journey = sample("new-colleague")
    goal = journey.goals[1][:12]
    usual = size_of(header(poster(journey)), goal)
    assert size_of(header(poster(journey.with_(personas=(), interviews=(), rounds=()))), goal) >= 1.15 * usual


@pytest.mark.in_turn("portrait")
@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize("portrait", [False, True])
def test_a_persona_s_story_is_never_small_print(language: str, portrait: bool) -> None:
    """Rather fewer sentences than smaller ones: 19 pt on A0 at least."""
    for name in ("new-laptop", "new-colleague", "big"):
        if name == "big" and language != "en":
            continue
        journey = sample(name, language)
        part = header(poster(journey, portrait=portrait))
        begin = " ".join(journey.personas[0].story.split())[:10]
        sizes = [i.size for i in part.items if isinstance(i, Text) and i.line.text.startswith(begin)]
        assert all(size >= 19 * 0.3527 for size in sizes)


@pytest.mark.parametrize("paper", ["A0", "ROLL-914"])
def test_the_story_takes_free_room_of_the_head_before_a_sentence_is_left_out(paper: str) -> None:
    journey = sample("big")
    (made,) = series(journey, paper)
    told = said([header(made)]).replace("\n", " ")
    assert " ".join(journey.personas[0].story.split()) in told
    assert not [p for p in made.problems if p.place.startswith("personas")]


def test_sentences_that_have_no_room_are_told_of() -> None:
    journey = sample("big")
    first, *others = journey.personas
    story = " ".join(f"This is sentence number {k} of a story without an end." for k in range(1, 41))
    made = poster(journey.with_(personas=(first.replace(story=story), *others)))
    (told,) = (p for p in made.problems if p.place == "personas[0].story")
    assert told.record == first.id
    shown = said([header(made)]).replace("\n", " ")
    count = next(k for k in range(1, 41) if f"number {k + 1} of" not in shown)
    assert f"{count} of the 40 sentences" in str(told)


@pytest.mark.parametrize("paper", ["A0", "ROLL-914"])
def test_what_a_compact_sheet_leaves_out_is_told_once(paper: str) -> None:
    made = series(sample("big"), paper)
    told = [str(p) for one in made for p in one.problems if str(p.message).startswith("Set compactly")]
    compact = any(band.m.compact for one in made for band in one.bands)
    assert compact == (paper == "A0")
    assert len(told) == compact
    for sentence in told:
        assert "how many people a grade rests on (n) is not printed, and who is responsible" in sentence
    silent = sample("big").with_(
        interviews=(), touchpoints=tuple(t.replace(party=None) for t in sample("big").touchpoints)
    )
    assert not [p for one in series(silent, paper) for p in one.problems if "Set compactly" in str(p)]


def test_a_persona_alone_fills_its_head() -> None:
    journey = sample("new-laptop")
    asked = journey.poster.replace(header=(HeaderBlock.PERSONA, HeaderBlock.PICTURE, HeaderBlock.READING))
    alone = header(poster(journey.replace(poster=asked)))
    beside = header(poster(journey))
    for text in (journey.personas[0].name, journey.personas[0].story[:10]):
        assert size_of(alone, text) > size_of(beside, text)


@pytest.mark.parametrize("paper", ["ROLL-610", "ROLL-914"])
def test_the_head_of_a_long_roll_uses_its_length(paper: str) -> None:
    sheet = series(crowd(90), paper)[0]
    assert sheet.width >= 2.4 * sheet.height
    items = sorted((i for i in header(sheet).items if isinstance(i, Text)), key=lambda i: i.x)
    spans = [(i.x, i.x + i.line.width * i.size) for i in items]
    # The facts end where the bands do, and nowhere is much of it empty.
    assert max(right for _, right in spans) > 0.97 * (sheet.width - items[0].x)
    reached = 0.0
    for left, right in spans:
        assert left - reached <= 0.33 * sheet.width
        reached = max(reached, right)


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize("paper", ["A0", "A3", "ROLL-914"])
def test_the_facts_of_a_head_stand_apart(language: str, paper: str) -> None:
    """A long fact takes what a short one leaves, and never runs up to the next."""
    for name in ("new-laptop", "new-colleague"):
        sheet = poster(sample(name, language), paper)
        items = [i for i in header(sheet).items if isinstance(i, Text)]
        facts = [i for i in items if i.line.text[:1].isdigit() and "  " in i.line.text]
        assert len(facts) == 3
        unit = Paper.named("A0").unit * min(sheet.height / 841, sheet.width / 1189)
        for before, after in pairwise(sorted(facts, key=lambda item: item.x)):
            face = after.x - (2 * 7.6 + 4) * unit
            assert face - (before.x + before.line.width * before.size) >= 10 * unit


def test_words_in_the_head_of_a_narrow_card_stay_whole() -> None:
    """Rather a line of their own for number and badges than “Appoint-ment” beside them."""
    sheet = poster(sample("big"))
    band = sheet.bands[0]
    m, setting = band.m, band.setting
    assert m.compact
    t = sheet.journey.touchpoints[0].replace(kind="contact", decisive=True, droppable=True, duration=None)
    channel = sheet.journey.channels[0].replace(name="Appointment")
    made = head_of(t, channel, setting, m, 10.4 * m.em)
    assert made.lowered
    assert [line for text in made.texts for line in text.texts] == ["Appointment"]
    items = [i for i in head_items(t, made, 7, setting, m, 10.4 * m.em) if isinstance(i, Text)]
    number, words = (next(i for i in items if i.line.text == said) for said in ("7", "Appointment"))
    assert words.y > number.y
    assert words.x + words.line.width * words.size <= 10.4 * m.em
    ground = head_items(t, made, 7, setting, m, 10.4 * m.em)[0]
    assert isinstance(ground, Path)
    ys = [y for step in ground.segments for y in step[2::2] if isinstance(y, float)]
    assert words.y - CAP * words.size / 2 == pytest.approx((min(ys) + max(ys)) / 2, abs=0.02 * m.em)
    plain = head_of(
        t.replace(decisive=False, droppable=False), channel.replace(name="Chat"), setting, m, 10.4 * m.em
    )
    assert not plain.lowered
    assert made.height >= plain.height


def test_short_texts_are_set_large() -> None:
    journey = sample("new-colleague")
    short = journey.with_(
        touchpoints=tuple(
            t.replace(title="Called", text="It went well.", quotes=()) for t in journey.touchpoints
        ),
        opportunities=(),
    )
    assert poster(short).body_pt >= 1.4 * poster(journey).body_pt


# -- silence ----------------------------------------------------------------------------------------------------------


def test_a_silence_is_read_as_well_as_a_contact() -> None:
    journey = sample("new-colleague")
    silence = next(t for t in journey.touchpoints if t.kind == "silence")
    sheet = poster(journey)
    paper = composer().theme.paper
    card = next(p for p in sheet.parts() if p.kind is PartKind.CARD and p.record == silence.id)
    for begin in (silence.title[:6], silence.text[:6]):
        item = next(i for i in card.items if isinstance(i, Text) and i.line.text.startswith(begin))
        assert contrast(item.fill, paper) >= 9


def test_type_uses_the_room_of_several_sheets_where_lanes_are_many() -> None:
    """Each of many lanes has less of the height, the line too, so that type grows as far as with few of them."""
    journey = furnished(sample())
    journey = journey.replace(
        poster=journey.poster.replace(
            lanes=tuple(lane.replace(shown=True) for lane in journey.poster.lanes_in_order)
        )
    )
    one, three = series(journey, "A0", sheets=1), series(journey, "A0", sheets=3)
    assert len(three) == 3
    assert three[0].body_pt >= 1.25 * one[0].body_pt
    assert scale_of(three) >= 2 * FLAT


@pytest.mark.parametrize(("count", "paper", "least"), [(24, "A0", 85.0), (30, "A0", 85.0)])
def test_a_taller_line_comes_before_a_hair_of_type_that_changes_no_small_print(count: int, paper: str, least: float) -> None:
    """24 cards had a line of about 75 mm under text of 15 pt where 14 pt leave much more with the same small print."""
    whole = sample("new-colleague")
    kept = tuple(t.replace(id=f"{t.id}-{k}" if k else t.id) for t in whole.touchpoints for k in range(2))[:count]
    phases = {t.phase for t in kept}
    journey = whole.with_(
        touchpoints=kept, phases=tuple(p for p in whole.phases if p.id in phases), rounds=(), opportunities=whole.opportunities[:4]
    )
    made = series(journey, paper)
    assert len(made) == 1
    assert scale_of(made) >= least
    assert made[0].legible_from >= 0.995

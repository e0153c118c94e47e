"""The blank poster follows the document: its lanes in its order, its own lanes by their names, its blocks in the head."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import (
    HOUSE_HEADER,
    Charter,
    DesiredExperience,
    HeaderBlock,
    Journey,
    Lane,
    Persona,
    TextLane,
)
from cjm_desktop.document import LaneKind as K
from cjm_desktop.layout.blank_wall import wall_order
from cjm_desktop.layout.handouts.page import Page
from cjm_desktop.layout.sheet import Part, PartKind, Rect, Text
from tests.layout.handouts.papers import said
from tests.layout.maps import sample
from tests.layout.test_blank import LANGUAGES, blank, cells, check, parts

EVERYTHING = (
    K.PHASES,
    K.CARDS,
    K.QUOTES,
    K.TEXT,
    K.CURVE,
    K.SERVICE_LEVELS,
    K.SYSTEMS,
    K.PARTIES,
    K.OPPORTUNITIES,
)


def with_lanes(journey: Journey, *kinds: K, own: str = "Backstage") -> Journey:
    lanes = tuple(Lane(kind=kind, lane="own" if kind is K.TEXT else None) for kind in kinds)
    return journey.replace(
        text_lanes=(TextLane(id="own", name=own),), poster=journey.poster.replace(lanes=lanes)
    )


def with_blocks(journey: Journey, *blocks: HeaderBlock) -> Journey:
    return journey.replace(poster=journey.poster.replace(header=blocks))


def tops(page: Page, *kinds: PartKind) -> list[float]:
    return sorted(part.y for part in page.parts() if part.kind in kinds)


def gutter(page: Page) -> list[str]:
    """The names of lanes from top to bottom."""
    hints = sorted(parts(page, PartKind.HINT), key=lambda part: part.y)
    return [" ".join(item.line.text for item in part.items if isinstance(item, Text)) for part in hints]


def lane_of(page: Page, name: str) -> Part:
    """The part of a lane: the one whose top is nearest above its name."""
    hints = [part for part in parts(page, PartKind.HINT) if name in said_by(part)]
    assert hints, name
    lanes = [
        part
        for part in page.parts()
        if part.kind in (PartKind.CELL, PartKind.CARD, PartKind.OPPORTUNITY, PartKind.PARTY)
        and part.y <= hints[0].y <= part.y + part.h
    ]
    assert len(lanes) == 1, (name, lanes)
    return lanes[0]


def said_by(part: Part) -> str:
    return " ".join(item.line.text for item in part.items if isinstance(item, Text))


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("name", ["empty", "new-colleague"])
def test_every_lane_is_there_by_its_name_in_its_order(name: str, portrait: bool) -> None:
    page = blank(with_lanes(sample(name), *EVERYTHING), "A0", portrait=portrait)
    check(page)
    found = [one for one in gutter(page) if one not in ("In their own words", "on sheet 2")]
    bands = len(parts(page, PartKind.AXIS))
    assert found == bands * [
        "Phases",
        "Touchpoints",
        "Backstage",
        "Service levels",
        "Systems",
        "Responsible",
        "Opportunities",
    ]
    own, systems = lane_of(page, "Backstage"), lane_of(page, "Systems")
    places = len(cells(page, PartKind.CARD)) // bands
    for part in (own, systems):
        assert sum(isinstance(item, Rect) for item in part.items) == places
    assert own.h == pytest.approx(76) or bands > 1, "notes are for own lanes where there is room"
    assert 0 < systems.h < 60, "a line or two by hand"


def test_the_same_columns_as_the_notes() -> None:
    page = blank(with_lanes(sample(), *EVERYTHING))
    lefts = {round(rect.x, 3) for rect in cells(page, PartKind.CARD)}
    assert {round(rect.x, 3) for rect in cells(page, PartKind.CELL)} == lefts


def test_lanes_stand_in_the_documents_order() -> None:
    page = blank(with_lanes(sample(), K.CURVE, K.TEXT, K.PHASES, K.OPPORTUNITIES, K.CARDS))
    check(page)
    axis, cell, phase, hung, card = (
        tops(page, kind)[0]
        for kind in (
            PartKind.AXIS,
            PartKind.CELL,
            PartKind.PHASE,
            PartKind.OPPORTUNITY,
            PartKind.CARD,
        )
    )
    assert axis < cell < phase < hung < card
    assert not parts(page, PartKind.PARTY) and not parts(page, PartKind.QUOTE)


def test_what_is_put_aside_stays_away() -> None:
    page = blank(with_lanes(sample(), K.PHASES, K.CARDS))
    check(page)
    for kind in (PartKind.AXIS, PartKind.OPPORTUNITY, PartKind.PARTY, PartKind.QUOTE, PartKind.CELL):
        assert not parts(page, kind), kind
    steps = said_by(parts(page, PartKind.FOOTER)[0])
    assert "One note for each contact" in steps and "A word and a grade" not in steps


def test_there_is_always_a_lane_for_touchpoints() -> None:
    order = wall_order(with_lanes(sample(), K.PHASES, K.CURVE))
    assert [row.kind for row in order.rows] == [K.PHASES, K.CARDS, K.CURVE]
    assert cells(blank(with_lanes(sample(), K.CURVE)), PartKind.CARD)


def test_quotes_have_a_lane_of_their_own_where_it_does_not_follow_the_cards() -> None:
    page = blank(with_lanes(sample(), K.PHASES, K.CARDS, K.CURVE, K.QUOTES))
    check(page)
    assert tops(page, PartKind.AXIS)[0] < tops(page, PartKind.QUOTE)[0]
    assert "In their own words" in gutter(page)


def test_own_lanes_become_boxes_before_notes_shrink() -> None:
    journey = sample()
    lanes = tuple(TextLane(id=f"own{k}", name=f"Lane {k}") for k in range(4))
    kinds = [Lane(kind=kind) for kind in (K.PHASES, K.CARDS, K.CURVE)]
    kinds += [Lane(kind=K.TEXT, lane=lane.id) for lane in lanes]
    page = blank(journey.replace(text_lanes=lanes, poster=journey.poster.replace(lanes=tuple(kinds))), "A1")
    check(page)
    assert {round(rect.w) for rect in cells(page)} == {76}
    assert all(part.h < 60 for part in parts(page, PartKind.CELL))
    assert len(parts(page, PartKind.CELL)) == 4 * len(parts(page, PartKind.AXIS))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "portrait"), [("A0", False), ("A1", True), ("A3", False), ("ROLL-914", False)]
)
def test_everything_in_five_languages(language: str, paper: str, portrait: bool) -> None:
    journey = with_lanes(sample("new-colleague", language), *EVERYTHING, own="Zur Beförderungserschleichung")
    journey = with_blocks(journey, *HOUSE_HEADER, HeaderBlock.DESIRED, HeaderBlock.SCOPE)
    check(blank(journey, paper, portrait=portrait, language=language))


# ------------------------------------------------------------------------------- the head


@pytest.mark.parametrize("portrait", [False, True])
def test_desired_experience_and_scope_are_lines_to_write_on(portrait: bool) -> None:
    without = blank(sample("empty"), portrait=portrait)
    asked = with_blocks(sample("empty"), *HOUSE_HEADER, HeaderBlock.DESIRED, HeaderBlock.SCOPE)
    page = blank(asked, portrait=portrait)
    check(page)
    words = said([page]).split("\n")
    for word in ("THE EXPERIENCE WE WANT", "SCOPE", "From", "To", "Target"):
        assert word in words and word not in said([without]).split("\n")

    def lines(one: Page) -> int:
        return sum(len(getattr(item, "segments", ())) == 2 for item in parts(one, PartKind.HEADER)[0].items)

    assert lines(page) >= lines(without) + 6


def test_what_is_known_of_them_is_printed() -> None:
    journey = Journey(
        title="My new job",
        desired=DesiredExperience(statement="They were ready for me.", target=7.5),
        charter=Charter(need="I want to work there", ends="I would tell a friend"),
    )
    page = blank(with_blocks(journey, *HOUSE_HEADER, HeaderBlock.DESIRED, HeaderBlock.SCOPE))
    check(page)
    words = said([page]).replace("\n", " ")
    for text in ("They were ready for me.", "Target 7.5", "I want to work there", "I would tell a friend"):
        assert text in words


def test_blocks_put_aside_leave_the_room_to_the_title() -> None:
    journey = Journey(
        title="A very long way from the first need to the last word", personas=(Persona(id="p"),)
    )
    page = blank(with_blocks(journey))
    check(page)
    assert "PERSONA" not in said([page]) and "GOALS" not in said([page])

    def largest(one: Page) -> float:
        return max(i.size for i in parts(one, PartKind.HEADER)[0].items if isinstance(i, Text))

    assert largest(page) > largest(blank(journey))


@settings(max_examples=15, deadline=None)
@given(
    st.permutations(EVERYTHING),
    st.integers(1, len(EVERYTHING)),
    st.lists(st.sampled_from(list(HeaderBlock)), unique=True),
    st.sampled_from(["A0", "A1", "A3", "A4", "ROLL-610"]),
    st.booleans(),
)
def test_any_lanes_and_blocks_stay_on_the_paper(
    kinds: list[K], count: int, blocks: list[HeaderBlock], paper: str, portrait: bool
) -> None:
    journey = with_blocks(with_lanes(sample(), *kinds[:count]), *blocks)
    page = blank(journey, paper, portrait=portrait)
    check(page)
    wanted = {K.SERVICE_LEVELS, K.SYSTEMS, K.TEXT} & set(kinds[:count])
    bands = len(tops(page, PartKind.CARD))
    assert len(parts(page, PartKind.CELL)) == len(wanted) * bands

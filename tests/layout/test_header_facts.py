"""The story in a poster's head: each fact has what it needs first, nothing is cut while there is room, and what is cut is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Scale, Touchpoint
from cjm_desktop.layout import Paper
from cjm_desktop.layout.header_facts import Fact, Facts, shared
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import PartKind, Text
from tests.layout.maps import composer, poster, sample

LANGUAGES = ("da", "nl", "hu", "sv", "en")
#: Words of titles, short and long.
WORDS = (
    "in",
    "a",
    "six",
    "weeks",
    "nobody",
    "answers",
    "telephone",
    "responsibilities",
    "counterrevolutionary",
)
SHORT = "Six weeks of silence"
LONG = (
    "The whole team stands at the door with flowers, a working laptop and a plan for the first week at work"
)


def facts_of(titles: list[str], width: float) -> Facts:
    """Facts with some titles in a width (mm on A0)."""
    labels = ("Deepest dip", "Highest peak", "How it ends")
    told = [
        Fact(label, Touchpoint(id=f"t-{k}", title=title, grade=2.0 + 3 * k), k)
        for k, (label, title) in enumerate(zip(labels, titles, strict=False))
    ]
    return Facts(told, composer().setting("en"), Scale(), width, 1.0)


def titled(language: str, *titles: str) -> Journey:
    """The sample whose deepest dip, highest peak and end have some titles."""
    journey = sample("new-colleague", language)
    found = read(journey)
    named = dict(zip((found.deepest, found.highest, found.last), titles, strict=False))
    return journey.with_(
        touchpoints=tuple(t.replace(title=named.get(t.id, t.title)) for t in journey.touchpoints)
    )


def words_of(facts: Facts) -> list[Text]:
    """All texts of some facts."""
    return [item for item in facts.items(0.0, 0.0) if isinstance(item, Text)]


@given(st.lists(st.floats(0, 500), min_size=1, max_size=5), st.floats(1, 1500))
def test_water_reaches_the_low_ones_first(wanted: list[float], total: float) -> None:
    rooms = shared(wanted, total)
    assert sum(rooms) == pytest.approx(total)
    short = [k for k, room in enumerate(rooms) if room < wanted[k] - 1e-6]
    for k in short:  # who wants more than there is has no less than anybody else
        assert rooms[k] >= max(rooms) - 1e-6


TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=22).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(st.lists(TITLE, min_size=1, max_size=3), st.floats(230, 800))
def test_a_title_is_printed_whole_or_reported(titles: list[str], width: float) -> None:
    facts = facts_of(titles, width)
    shown = words_of(facts)
    cut = {record for _, record, _ in facts.cut}
    # A word wider than its room goes on after a hyphen, and is whole all the same.
    said = " ".join(" ".join(item.line.text.split()) for item in shown).replace("- ", "")
    for k, title in enumerate(titles):
        assert (title in said) != (f"t-{k}" in cut)
    assert bool(cut) == any(item.line.text.endswith("…") for item in shown)
    for item in shown:
        assert item.x + item.line.width * item.size <= width + 1e-6
        assert item.y <= facts.height + 1e-6
        assert item.y - CAP * item.size >= 0
    boxes = [(i.x, i.y - CAP * i.size, i.x + i.line.width * i.size, i.y) for i in shown]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@settings(max_examples=60, deadline=None)
@given(TITLE, st.integers(0, 2), st.floats(300, 800))
def test_a_short_title_is_never_cut_for_a_long_one(long: str, place: int, width: float) -> None:
    titles = [SHORT, SHORT, SHORT]
    titles[place] = f"{LONG} {long}"
    facts = facts_of(titles, width)
    assert {record for _, record, _ in facts.cut} <= {f"t-{place}"}
    assert min(item.size for item in words_of(facts)) >= 0.79 * 17 * 25.4 / 72


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "portrait"), [("A0", False), ("A0", True), ("A3", False), ("ROLL-914", False)]
)
def test_titles_of_a_hundred_characters_stand_in_the_head_whole(
    language: str, paper: str, portrait: bool
) -> None:
    sheet = poster(
        titled(language, LONG, LONG[::-1].replace("…", ""), f"{LONG} and on"), paper, portrait=portrait
    )
    head = next(part for part in sheet.parts() if part.kind is PartKind.HEADER)
    assert not [item for item in head.items if isinstance(item, Text) and item.line.text.endswith("…")]


def test_what_the_head_cuts_is_a_problem_of_its_touchpoint() -> None:
    journey = titled("en", " ".join([LONG] * 6))
    found = read(journey)
    sheet = composer().poster(journey, found, Paper.named("A0"))
    head = next(part for part in sheet.parts() if part.kind is PartKind.HEADER)
    assert [item for item in head.items if isinstance(item, Text) and item.line.text.endswith("…")]
    place = next(i for i, t in enumerate(journey.touchpoints) if t.id == found.deepest)
    assert [
        one
        for one in sheet.problems
        if one.place == f"touchpoints[{place}].title"
        and str(one.message).startswith("In the header, where the peak, the dip and the end are told, “Th")
        and one.record == found.deepest
    ]


@pytest.mark.parametrize("title", ["اليوم الأول في الشركة", "שישה שבועות של שתיקה", " ".join(["שישה שבועות של שתיקה"] * 4)])
def test_a_title_read_from_the_right_stands_at_its_face_and_label(title: str) -> None:
    facts = facts_of([title, SHORT, title], 900)
    texts = words_of(facts)
    for label in ("Deepest dip", "How it ends"):
        at = next(item for item in texts if item.line.text == label)
        right = [item for item in texts if item.line.rtl and at.x - 1e-6 <= item.x < at.x + 200]
        assert right
        assert min(item.x for item in right) == pytest.approx(at.x), "its widest line begins where its label does"
        edges = {round(item.x + item.line.width * item.size, 3) for item in right}
        assert len(edges) == 1, "and all end at one edge"


def test_the_place_of_a_cut_title_follows_its_card() -> None:
    journey, make = titled("en", " ".join([LONG] * 6)), composer()
    make.poster(journey, read(journey), Paper.named("A0"))
    first = Touchpoint(id="t-first", title="Before it all", phase=journey.touchpoints[0].phase)
    later = journey.with_(touchpoints=(first, *journey.touchpoints))
    sheet = make.poster(later, read(later), Paper.named("A0"))
    place = next(i for i, t in enumerate(later.touchpoints) if t.id == read(later).deepest)
    assert any(one.place == f"touchpoints[{place}].title" for one in sheet.problems)


def test_a_long_name_of_the_persona_is_reported_where_it_is_cut() -> None:
    journey = sample()
    name = "Wolfeschlegelsteinhausenbergerdorff " * 4
    named = journey.with_(personas=(journey.personas[0].replace(name=name.strip()), *journey.personas[1:]))
    assert "personas[0].name" in {one.place for one in poster(named).problems}


@pytest.mark.parametrize(("count", "told"), [(1, {"How it begins · How it ends"}), (2, {"How it begins", "Highest peak · How it ends"})])
def test_a_story_of_one_touchpoint_says_how_it_begins_too(count: int, told: set[str]) -> None:
    journey = sample()
    kept = journey.touchpoints[:count]
    short = journey.with_(touchpoints=kept, phases=journey.phases[:1], rounds=(), opportunities=())
    head = next(part for part in poster(short).parts() if part.kind is PartKind.HEADER)
    labels = {item.line.text for item in head.items if isinstance(item, Text)}
    assert {label for label in labels if "How it" in label} == told


def test_the_head_says_the_deepest_of_one_place_only() -> None:
    def said(*grades: float) -> str:
        cards = tuple(Touchpoint(id=f"t{at}", title=f"Card {at}", grade=grade) for at, grade in enumerate(grades))
        parts = poster(Journey(title="Line", touchpoints=cards)).parts()
        return " ".join(item.line.text for part in parts for item in part.items if isinstance(item, Text))

    assert "One of the deepest dips" in (twice := said(6, 9, 2, 5, 3, 8, 2, 4)) and "Highest peak" in twice
    assert "Deepest dip" in (plateau := said(6, 9, 2, 2, 3, 9, 4)) and "One of the highest peaks" in plateau

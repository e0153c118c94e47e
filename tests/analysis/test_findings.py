"""What the map says, against cases worked out by hand, and what must hold for every journey."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.analysis.finding_rules import RULES, FindingGroup, FindingKind
from cjm_desktop.analysis.findings import findings
from cjm_desktop.analysis.handovers import between_parties, between_systems, burdens
from cjm_desktop.analysis.remembered import read_remembered
from cjm_desktop.analysis.stretches import longest
from cjm_desktop.document import (
    Answer,
    Duration,
    Interview,
    Journey,
    Kind,
    Opportunity,
    Party,
    Persona,
    PersonaGrade,
    Scale,
    Service,
    ServiceLevel,
    Status,
    Touchpoint,
)
from tests.strategies import journeys

K = FindingKind
grades = st.lists(st.none() | st.integers(10, 100).map(lambda tenths: tenths / 10), max_size=14)


def line(*grades: float | None, scale: Scale | None = None) -> Journey:
    cards = tuple(Touchpoint(id=f"t{i}", title=f"Card {i}", grade=g) for i, g in enumerate(grades))
    return Journey(touchpoints=cards, scale=scale or Scale())


def cards(*changes: dict[str, object], **more: object) -> Journey:
    return Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Card {i}", **one) for i, one in enumerate(changes)), **more)


def said(journey: Journey, kind: FindingKind) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.message), one.touchpoints) for one in findings(journey) if one.kind is kind]


def felt(first: list[float | None], *others: list[float | None]) -> Journey:
    """A line, and those of further personas, who are called Anna, Béla, and by their numbers."""
    journey = line(*first)
    people = tuple(Persona(id=f"p{k}", name=name) for k, name in zip(range(len(others) + 1), ("Anna", "Béla", "", ""), strict=False))
    touchpoints = tuple(
        t.replace(personas=tuple(PersonaGrade(persona=f"p{k}", grade=row[i]) for k, row in enumerate(others, 1)))
        for i, t in enumerate(journey.touchpoints)
    )
    return journey.replace(personas=people, touchpoints=touchpoints)


def test_a_deep_dip_of_a_further_persona_is_said_and_leads_there():
    """Béla: 7 2.5 8 4 9, mean 6.1: 2.5 is deep, 4 is a milder dip, which is not said beside the first persona's line."""
    journey = felt([6, 9, 6, 2, 7], [7, 2.5, 8, 4, 9], [6, 6, 7, 7, 1])
    assert said(journey, K.DIP) == [
        ("For Persona 3, “Card 4” is the deepest dip of the line: 1; the average is 5.4.", ("t4",)),
        ("“Card 3” is the deepest dip of the line: 2; the average is 6.", ("t3",)),
        ("For Béla, “Card 1” is the deepest dip of the line: 2.5; the average is 6.1.", ("t1",)),
    ]
    assert [one.persona for one in findings(journey) if one.kind is K.DIP] == ["p2", "", "p1"]
    assert said(felt([6, 9, 6, 2, 7], [None, 2, None, None, None]), K.DIP) == said(line(6, 9, 6, 2, 7), K.DIP)


def test_where_only_a_further_persona_has_a_line_all_its_dips_are_said():
    told = said(felt([None] * 5, [7, 2.5, 8, 4, 9]), K.DIP)
    assert [places for _, places in told] == [("t1",), ("t3",)]
    assert told[1][0] == "For Béla, “Card 3” is a dip: 4; the average is 6.1."


def test_what_a_further_personas_respondents_told_makes_its_dip_surer():
    journey = felt([6, 6, 6], [7, 2, 8])
    answers = (Answer(touchpoint="t1", grade=2.0),)

    def sure(*whose: str | None) -> float:
        heard = tuple(Interview(id=f"i{k}", persona=one, answers=answers) for k, one in enumerate(whose))
        (dip,) = [one for one in findings(journey.replace(interviews=heard)) if one.kind is K.DIP]
        return dip.sure

    assert [sure(), sure(None, "p0"), sure("p1"), sure("p1", "p1")] == [0.9, 0.9, 0.95, 1.0]


def test_the_line_by_hand():
    """6 9 6 2 7: mean 6; farthest from neutral are 9 and 2, of equal depth the worse; (2 + 7) / 2 = 4.5."""
    journey = line(6, 9, 6, 2, 7)
    assert said(journey, K.DIP) == [("“Card 3” is the deepest dip of the line: 2; the average is 6.", ("t3",))]
    assert said(journey, K.PEAK)[0] == ("“Card 1” is the highest peak of the line: 9; the average is 6.", ("t1",))
    assert said(journey, K.FALL) == [("From “Card 2” to “Card 3” the line falls from 6 to 2, more than anywhere else.", ("t3", "t2"))]
    assert said(journey, K.FIRST) == [("It begins with “Card 0”: 6; the average is 6.", ("t0",))]
    assert said(journey, K.LAST) == [("It ends with “Card 4”: 7; the average is 6.", ("t4",))]
    (told,) = said(journey, K.REMEMBERED)
    assert told[0].startswith("It is likely to be remembered as 4.5, worse than the average of 6: “Card 3” (2) and the end (7)")
    assert told[1] == ("t3", "t4")


def test_the_end_that_nobody_graded_is_not_guessed():
    journey = line(6, 9, 2, None)
    assert read_remembered(journey, read(journey)) is None
    assert not said(journey, K.LAST)
    assert said(journey, K.FIRST)


@pytest.mark.parametrize(
    ("grades", "value", "word"),
    [((5, 5, 10), 10.0, "better"), ((9, 9, 1), 1.0, "worse"), ((8, 8, 7.5), 7.75, "much like"), ((1, 9, 9, 9), 5.0, "worse")],
)
def test_peak_and_end_against_the_mean(grades: tuple[float, ...], value: float, word: str):
    journey = line(*grades)
    kept = read_remembered(journey, read(journey))
    assert kept is not None and kept.value == value
    assert word in said(journey, K.REMEMBERED)[0][0]


def test_silences_go_by_time_else_by_their_number():
    quiet, weeks, days = {"kind": Kind.SILENCE}, Duration(amount=2, unit="w"), Duration(amount=3, unit="d")
    timed = cards(quiet, quiet, quiet, {}, {**quiet, "duration": days}, {}, {**quiet, "duration": weeks}, quiet)
    assert said(timed, K.SILENCE) == [
        ("Nothing is heard for 2 wk, the longest silence whose length is written down: from “Card 6” to “Card 7”.", ("t6", "t7"))
    ]
    bare = cards(quiet, {}, quiet, quiet)
    assert said(bare, K.SILENCE)[0][0].startswith("The longest silence is 2 cards long, from “Card 2” to “Card 3”")
    mixed = longest(cards({**quiet, "duration": weeks}, {**quiet, "duration": days}), Kind.SILENCE)
    assert mixed is not None and mixed.minutes == 17 * 1_440
    assert str(mixed.length) == "17 d", "as people remember it"
    waits = cards({"kind": Kind.WAITING, "duration": days}, {"kind": Kind.WAITING, "duration": days})
    assert said(waits, K.WAIT) == [("The longest wait takes 6 d: from “Card 0” to “Card 1”.", ("t0", "t1"))]


def test_nothing_is_called_the_most_that_has_its_equal():
    twice = line(6, 9, 2, 5, 3, 9, 2, 4)
    assert said(twice, K.FALL) == [
        ("From “Card 1” to “Card 2” the line falls from 9 to 2, as far as from “Card 5” to “Card 6”, and nowhere farther.",
         ("t2", "t1", "t6", "t5")),
    ]  # fmt: skip
    assert said(twice, K.DIP)[:2] == [
        ("“Card 2” is one of the 2 deepest places of the line: 2; the average is 5.", ("t2", "t6")),
        ("“Card 6” is one of the 2 deepest places of the line: 2; the average is 5.", ("t6", "t2")),
    ]
    assert [text for text, _ids in said(twice, K.PEAK)] == [
        f"“Card {at}” is one of the 2 highest places of the line: 9; the average is 5." for at in (1, 5)
    ]
    thrice = line(8, 2, 8, 2, 8, 2, scale=Scale())
    assert said(thrice, K.FALL)[0] == (
        "From “Card 0” to “Card 1” the line falls from 8 to 2, one of its 3 steepest falls.", ("t1", "t0", "t3", "t2", "t5", "t4")
    )  # fmt: skip
    quiet, days = {"kind": Kind.SILENCE}, Duration(amount=3, unit="d")
    timed, untimed = {**quiet, "duration": days}, quiet
    assert said(cards(timed, {}, timed, {}, untimed), K.SILENCE) == [
        ("Nothing is heard for 3 d, one of the 2 longest silences whose length is written down: “Card 0”.", ("t0", "t2"))
    ]
    assert said(cards(untimed, {}, untimed), K.SILENCE) == [
        ("There are 2 silences, the first is “Card 0”; how long they last is not written down.", ("t0", "t2"))
    ]


@given(grades)
def test_a_superlative_has_no_equal(values: list[float | None]):
    journey, insights = line(*values), read(line(*values))
    for kind, extremes in ((K.DIP, insights.bottoms), (K.PEAK, insights.tops), (K.FALL, insights.falls)):
        for text, _ids in said(journey, kind):
            assert len(extremes) == 1 or not any(word in text for word in ("the deepest dip", "the highest peak", "more than anywhere"))


def test_figures_against_feelings():
    met, missed = ServiceLevel(name="Answer", unit="h", target=4, actual=3), ServiceLevel(target=4, actual=9)
    journey = cards(
        {"grade": 3, "service_levels": (met,)},
        {"grade": 8, "service_levels": (met, missed)},
        {"grade": 3, "service_levels": (met, missed)},  # neither: the figures and the feeling agree
        {"grade": 5, "service_levels": (missed,)},
        {"grade": 3, "service_levels": (ServiceLevel(target=4),)},
        {"service_levels": (met,)},
    )
    assert said(journey, K.GREEN_OUTSIDE) == [
        ("“Card 0” keeps what was agreed (Answer: 3\u00a0h, target 4\u00a0h), and yet the grade is 3.", ("t0",))
    ]
    assert said(journey, K.RED_OUTSIDE) == [
        ("“Card 1” misses what was agreed (service level: 9, target 4), and yet the grade is 8.", ("t1",))
    ]


def test_staff_time_and_worth():
    staffed = {"service": Service.STAFFED}
    journey = cards({**staffed, "grade": 4}, {**staffed, "droppable": True}, {**staffed, "grade": 5}, {"grade": 2})
    assert [places for _, places in said(journey, K.STAFFED)] == [("t0",), ("t1",)]


def test_what_nobody_would_miss():
    """The group says it could go, and nothing speaks for it; each card here differs from the first in one thing only."""
    drop = {"droppable": True, "grade": 5.0}
    told = Interview(id="i", answers=(Answer(touchpoint="t7", happened="It came."),))
    hung = (Opportunity(id="o", touchpoints=("t8",)), Opportunity(id="x", touchpoints=("t1",), status=Status.DROPPED))
    journey = cards(
        drop,  # the first card counts double
        drop,
        {**drop, "droppable": False},
        {**drop, "grade": 2.0},
        {**drop, "grade": 9.0},
        {**drop, "decisive": True},
        {**drop, "votes": 1},
        drop,
        drop,
        {**drop, "grade": None},
        {"grade": 5.0},
        interviews=(told,),
        opportunities=hung,
    )
    assert [places for _, places in said(journey, K.UNMISSED)] == [("t1",), ("t9",)]


def test_parties_that_carry_the_dips():
    """a has 2 of 3 dips with 2 of 8 cards (8/3 of its share); b has 1; c has none."""
    grades, holders = (2, 8, 3, 8, 8, 8, 2, 8), "abacccbc"
    journey = cards(
        *({"grade": g, "party": p} for g, p in zip(grades, holders, strict=True)), parties=tuple(Party(id=p, name=p.upper()) for p in "abc")
    )
    (found,) = burdens(journey, read(journey))
    assert (found.party, found.dips, found.all_dips, found.cards, found.all_cards) == ("a", ("t0", "t2"), 3, 2, 8)
    assert said(journey, K.BURDEN) == [("“A” has 2 of 3 dips, with 25 % of the graded cards.", ("t0", "t2"))]


def test_handovers_along_the_way():
    journey = cards(
        {"party": "a", "systems": ("AD", "Mail"), "grade": 8},
        {"grade": 7},  # nobody named: a holds it still
        {"party": "b", "systems": ("mail ",), "grade": 5},
        {"party": "b", "systems": ("SAP",), "grade": 5},
        {"party": "a", "systems": ("AD",), "grade": 4},
        parties=(Party(id="a"), Party(id="b")),
    )
    parties, systems = between_parties(journey), between_systems(journey)
    assert (parties.at, parties.steps, parties.falls) == (("t2", "t4"), 3, ("t2",))  # at t2 by the 7 just before it
    assert (systems.at, systems.steps, systems.falls) == (("t3", "t4"), 3, ())
    assert said(journey, K.PARTIES)[0] == (
        "It passes from one party to another at 2 of 3 steps; the line falls clearly (by 2 or more) at 1 of them.",
        ("t2", "t4"),
    )
    assert said(journey, K.SYSTEMS)[0][0] == "It passes from one system to another at 2 of 3 steps."


def test_the_line_falls_at_a_hand_over_from_the_card_just_before_it_alone():
    """8 AD · 2 · 6 Mail: the line rises to the card that takes over, though it lies below the last that named a system; and across a
    card without a grade it is broken."""
    both = {"parties": (Party(id="a"), Party(id="b"))}
    rising = cards({"systems": ("AD",), "party": "a", "grade": 8}, {"grade": 2}, {"systems": ("Mail",), "party": "b", "grade": 6}, **both)
    broken = cards({"systems": ("AD",), "party": "a", "grade": 8}, {}, {"systems": ("Mail",), "party": "b", "grade": 1}, **both)
    falling = cards({"systems": ("AD",), "party": "a", "grade": 2}, {"grade": 8}, {"systems": ("Mail",), "party": "b", "grade": 6}, **both)
    for count in (between_parties, between_systems):
        assert [count(one).falls for one in (rising, broken, falling)] == [(), (), ("t2",)]
    assert not said(cards({"grade": 10}, {}, {"grade": 1}, {"grade": 7}), K.FALL)


def test_thin_evidence_where_the_line_is_decided():
    """First, last, dip and peak carry it; t2 does not, unless it is marked as decisive."""
    answers = tuple(Answer(touchpoint=ident, grade=5) for ident in ("t0", "t1"))
    both = (Interview(id="a", answers=answers), Interview(id="b", answers=answers[:1]))
    journey = line(6, 2, 6, 9, 6).replace(interviews=both)
    assert said(journey, K.THIN) == [
        ("At 3 of the 4 moments that decide the line, the grade is assumed or one person's.", ("t1", "t3", "t4"))
    ]
    decisive = journey.replace(touchpoints=tuple(t.replace(decisive=t.id == "t2") for t in journey.touchpoints))
    assert said(decisive, K.THIN)[0][1] == ("t1", "t2", "t3", "t4")


def test_what_hurts_most_is_said_first():
    """Dips 1, 2, 2, 4 and 4, the second of them a silence; a promise kept; systems that change where the line falls, and a long wait."""
    kept, weeks = ServiceLevel(target=4, actual=3), Duration(amount=6, unit="w")
    journey = cards(
        {"grade": 8, "systems": ("AD",)},
        {"grade": 4, "systems": ("Mail",)},
        {"grade": 7},
        {"grade": 2, "kind": Kind.SILENCE, "duration": weeks},
        {"grade": 8},
        {"grade": 1, "service_levels": (kept,)},
        {"grade": 8, "kind": Kind.WAITING, "duration": weeks},
        {"grade": 2},
        {"grade": 9},
        {"grade": 4},
        *[{"grade": 6}] * 6,
        interviews=tuple(Interview(id=i, answers=(Answer(touchpoint="t7", grade=2),)) for i in "ab"),
    )
    told = [(one.kind, one.touchpoints[0]) for one in findings(journey)]
    # Of the two as deep the one that people told of; silence comes with the dips.
    assert told[:4] == [(K.DIP, "t5"), (K.DIP, "t7"), (K.DIP, "t3"), (K.SILENCE, "t3")]
    kinds = list(dict.fromkeys(kind for kind, _ in told[4:]))
    assert kinds == [K.GREEN_OUTSIDE, K.DIP, K.FALL, K.SYSTEMS, K.WAIT, K.REMEMBERED, K.LAST, K.FIRST, K.THIN, K.PEAK]
    weights = [one.weight for one in findings(journey)]
    assert weights == sorted(weights, reverse=True)


@given(grades)
def test_every_deep_dip_comes_before_anything_but_the_silence(given_grades: list[float | None]):
    journey = line(*given_grades)
    kinds = [one.kind for one in findings(journey)]
    deep = sum(journey.touchpoints[int(ident[1:])].grade <= 2.5 for ident in read(journey).dips)
    assert kinds[:deep] == [K.DIP] * deep


def test_every_kind_has_its_rule_and_source():
    assert set(RULES) == set(FindingKind)
    assert {rule.group for rule in RULES.values()} == set(FindingGroup)
    assert all(0 <= rule.step <= 10 and rule.why.template for rule in RULES.values())
    for rule in RULES.values():
        assert 0 <= (rule.lesser or 0) <= rule.weight <= 95


#: Kinds that are about the line and nothing else.
_OF_THE_LINE = {kind for kind, rule in RULES.items() if rule.group is FindingGroup.LINE}


@given(journeys())
def test_any_journey(journey: Journey):
    found = findings(journey)
    ids = {t.id for t in journey.touchpoints}
    for one in found:
        assert one.touchpoints and set(one.touchpoints) <= ids and len(set(one.touchpoints)) == len(one.touchpoints)
        assert 0 <= one.size <= 1 < inf
        assert "{" not in one.message.template.format(**dict.fromkeys(one.message.values, "x"))
    assert found == findings(journey, read(journey))


@given(st.floats(1, 10).map(lambda g: round(g, 1)), st.integers(2, 9))
def test_a_level_line_has_no_heights(grade: float, count: int):
    journey = line(*[grade] * count)
    kinds = {one.kind for one in findings(journey)}
    assert not kinds & {K.DIP, K.PEAK, K.FALL}
    kept = read_remembered(journey, read(journey))
    assert kept is not None and kept.alike and kept.value == pytest.approx(grade)


@given(grades)
def test_what_is_remembered_lies_on_the_line(given_grades: list[float | None]):
    journey = line(*given_grades)
    kept = read_remembered(journey, read(journey))
    if kept is not None:
        known = [g for g in given_grades if g is not None]
        assert min(known) <= kept.value <= max(known)
        assert min(known) - 1e-9 <= kept.mean <= max(known) + 1e-9


@given(grades, st.sampled_from([0.5, 2, 10]))
def test_another_scale_tells_the_same_in_the_same_order(given_grades: list[float | None], factor: float):
    wide = Scale(lowest=factor, highest=10 * factor, neutral=5.5 * factor, step=factor, fine=0.1 * factor)
    before = [(one.kind, one.touchpoints) for one in findings(line(*given_grades))]
    after = [(one.kind, one.touchpoints) for one in findings(line(*(g and g * factor for g in given_grades), scale=wide))]
    assert before == after


@given(st.lists(st.integers(1, 10), min_size=2, max_size=12, unique=False), st.lists(st.sampled_from("abc"), min_size=12, max_size=12))
def test_time_turned_round_mirrors(values: list[int], holders: list[str]):
    """Beginning and end change places; heights and hand-overs stay."""
    there = cards(*({"grade": g, "party": p} for g, p in zip(values, holders, strict=False)), parties=tuple(Party(id=p) for p in "abc"))
    back = there.replace(touchpoints=there.touchpoints[::-1])
    grade = {t.id: t.grade for t in there.touchpoints}

    def of(journey: Journey, kind: FindingKind) -> list[float | None]:
        return sorted(grade[one.touchpoints[0]] or 0.0 for one in findings(journey) if one.kind is kind)

    for kind in (K.DIP, K.PEAK):
        assert of(there, kind) == of(back, kind)
    assert of(there, K.FIRST) == of(back, K.LAST)
    assert len(between_parties(there).at) == len(between_parties(back).at)

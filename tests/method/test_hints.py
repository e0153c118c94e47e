"""What a good facilitator would point out: each notice of the method, when it is there and when it is not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given

from cjm_desktop.analysis import read
from cjm_desktop.document import (
    Answer,
    Basis,
    Candidate,
    Charter,
    DesiredExperience,
    FeedbackPlan,
    Interview,
    Journey,
    Kind,
    Opportunity,
    OpportunityKind,
    Participant,
    Party,
    Persona,
    Phase,
    Proposal,
    ServiceLevel,
    State,
    Status,
    Touchpoint,
)
from cjm_desktop.method import hints
from tests.strategies import journeys

TODAY = date(2026, 6, 1)


def card(ident: str, grade: float | None, phase: str = "work", **fields: object) -> Touchpoint:
    return Touchpoint.model_validate(
        {"id": ident, "title": ident, "grade": grade, "phase": phase, "party": "it", **fields}
    )


#: A journey about which there is nothing to say.
GOOD = Journey(
    title="I cannot sign in",
    charter=Charter(
        purpose="To see it", need="I want to work", participants=(Participant(id="p", front_line=True),)
    ),
    parties=(Party(id="it", name="IT"), Party(id="telco", name="Telco")),
    desired=DesiredExperience(
        target=7,
        proposals=(Proposal(party="it", grade=7, agreed=True), Proposal(party="telco", grade=6, agreed=True)),
    ),
    personas=(Persona(id="ann", name="Ann"),),
    interviews=(
        Interview(
            id="i1",
            respondent="Real Name",
            pseudonym="Nurse",
            date="2026-04-01",
            answers=tuple(Answer(touchpoint=t, happened="So") for t in ("need", "call", "wait", "fixed", "after")),
        ),
    ),
    phases=(Phase(id="work", name="Before"), Phase(id="end", name="Aftercare")),
    touchpoints=(
        card("need", 6, kind=Kind.OWN_ACTION),
        card("call", 7),
        card("wait", 4.5, kind=Kind.SILENCE),
        card("fixed", 6),
        card("after", 7, phase="end"),
    ),
    opportunities=(
        Opportunity(id="o", kind=OpportunityKind.PLANNED_PEAK, owner="it", touchpoints=("fixed",)),
    ),
    feedback=FeedbackPlan(question="How was it?", reader="The desk", review="2026-09-01"),
)


def places(journey: Journey, step: int, today: date | None = TODAY) -> list[str]:
    return [hint.problem.place for hint in hints(journey, today=today) if hint.step == step]


def test_a_good_map_gets_no_hints():
    assert [str(hint.problem) for hint in hints(GOOD, today=TODAY)] == []


def test_an_empty_document_is_not_nagged():
    assert [(hint.step, hint.problem.place) for hint in hints(Journey(), today=TODAY)] == [
        (0, "charter.purpose"),
        (0, "charter.participants"),
    ]


def cards(*changed: Touchpoint) -> dict[str, object]:
    """GOOD's cards with some of them replaced by their ids."""
    new = {t.id: t for t in changed}
    return {"touchpoints": tuple(new.get(t.id, t) for t in GOOD.touchpoints)}


LOW = card("wait", 2, kind=Kind.SILENCE)
HELP = Opportunity(id="h", owner="it", touchpoints=("wait",))

NOTICED: list[tuple[int, str, dict[str, object]]] = [
    (0, "charter.purpose", {"charter": GOOD.charter.replace(purpose=" ")}),
    (0, "charter.participants", {"charter": GOOD.charter.replace(participants=())}),
    (0, "charter.participants", {"charter": GOOD.charter.replace(participants=(Participant(id="p"),))}),
    (1, "title", {"title": "Incidents"}),
    (1, "candidates", {"candidates": (Candidate(id="c"),)}),
    (3, "desired.proposals", {"desired": GOOD.desired.replace(proposals=(GOOD.desired.proposals[0],))}),
    (4, "personas", {"personas": ()}),
    (5, "interviews[0].date", {"interviews": (GOOD.interviews[0].replace(date="2025-01-31"),)}),
    (
        5,
        "interviews[0].last_experience",
        {"interviews": (GOOD.interviews[0].replace(last_experience="2024-01-31"),)},
    ),
    (7, "touchpoints[0]", cards(card("need", 6, kind=Kind.CONTACT))),
    (7, "touchpoints", cards(card("wait", 4.5, kind=Kind.WAITING))),
    (7, "touchpoints[4]", {"phases": (GOOD.phases[0], Phase(id="end", name="Delivery"))}),
    (8, "touchpoints[0].grade", cards(card("need", None, kind=Kind.OWN_ACTION))),
    (8, "touchpoints[4].grade", cards(card("after", None, phase="end"))),
    (8, "touchpoints[4].emotion", cards(card("after", 7, phase="end", emotion="glad", emotion_suggested=True))),
    (8, "touchpoints[2].grade", {**cards(LOW), "opportunities": (*GOOD.opportunities, HELP)}),
    (9, "opportunities[0].owner", {"opportunities": (GOOD.opportunities[0].replace(owner=None),)}),
    (9, "opportunities[0].touchpoints", {"opportunities": (GOOD.opportunities[0].replace(touchpoints=()),)}),
    (9, "opportunities", {"opportunities": ()}),
    (9, "opportunities", {"opportunities": (GOOD.opportunities[0].replace(status=Status.DROPPED),)}),
    (10, "feedback.question", {"feedback": GOOD.feedback.replace(question="")}),
    (10, "feedback.reader", {"feedback": GOOD.feedback.replace(reader="")}),
    (10, "feedback.review", {"feedback": GOOD.feedback.replace(review="")}),
    (10, "feedback.review", {"feedback": GOOD.feedback.replace(review="2026-05-31")}),
    (6, "interviews", {"interviews": ()}),
]


@pytest.mark.parametrize(("step", "place", "fields"), NOTICED)
def test_each_thing_is_noticed_alone(step, place, fields):
    found = [(hint.step, hint.problem.place) for hint in hints(GOOD.replace(**fields), today=TODAY)]
    assert found == [(step, place)]


def test_a_journey_that_starts_at_first_contact_starts_too_late():
    late = GOOD.replace(charter=GOOD.charter.replace(need=""), **cards(card("need", 6)))
    assert places(late, 0) == ["charter.need"]
    assert places(GOOD.replace(charter=GOOD.charter.replace(need="")), 0) == []


def test_one_party_alone_is_not_everyone():
    alone = GOOD.replace(parties=GOOD.parties[:1], desired=DesiredExperience())
    [hint] = [h for h in hints(alone) if h.step == 2]
    assert (hint.problem.place, hint.problem.record) == ("parties[0]", "it")
    assert "“IT” is the only party" in str(hint.problem)


def test_a_dip_needs_an_owner_and_an_opportunity():
    lost = GOOD.replace(**cards(LOW.replace(party=None)))
    assert places(lost, 2) == ["touchpoints[2].party"]
    assert places(lost, 9) == ["touchpoints[2].grade"]
    heaviest = max(hints(lost), key=lambda hint: hint.weight)
    assert heaviest.problem.record == "wait"
    given_up = GOOD.replace(
        **cards(LOW), opportunities=(*GOOD.opportunities, HELP.replace(status=Status.DROPPED))
    )
    assert places(given_up, 9) == ["touchpoints[2].grade"]


def test_parties_far_apart_have_to_talk():
    apart = GOOD.desired.replace(
        proposals=(Proposal(party="it", grade=9, agreed=True), Proposal(party="telco", grade=6, agreed=False))
    )
    assert places(GOOD.replace(desired=apart), 3) == ["desired.proposals", "desired.proposals[1].agreed"]
    assert places(GOOD.replace(desired=DesiredExperience(target=7)), 3) == []


def test_phases_and_cards_without_evidence_are_named_once():
    told = GOOD.interviews[0].replace(answers=(Answer(touchpoint="need", happened="So"), Answer(touchpoint="call", happened="So")))
    some = GOOD.replace(interviews=(told,))
    assert places(some, 5) == ["phases[1]", "touchpoints[2].basis", "touchpoints[3].basis"]
    watched = GOOD.replace(interviews=(told,), **cards(card("after", 7, phase="end", basis=Basis.OBSERVED)))
    assert places(watched, 5) == ["touchpoints[2].basis", "touchpoints[3].basis"]
    of_phase = told.replace(answers=(*told.answers, Answer(phase="end", happened="So")))
    assert "phases[1]" not in places(GOOD.replace(interviews=(of_phase,)), 5)


def test_age_is_only_known_when_today_is():
    old = GOOD.replace(interviews=(GOOD.interviews[0].replace(date="2001-01-01"),))
    assert places(old, 5, today=None) == []
    assert "Nurse" in str(hints(old, today=TODAY)[0].problem)


def test_a_real_name_is_never_told():
    old = GOOD.replace(interviews=(GOOD.interviews[0].replace(date="2001-01-01", pseudonym=""),))
    assert not any("Real Name" in str(hint.problem) for hint in hints(old, today=TODAY))


def test_an_ideal_map_is_no_assumption():
    assert places(GOOD.replace(interviews=(), state=State.IDEAL), 6) == []


def test_more_cards_than_a_reader_can_take_in():
    def many(n: int) -> Journey:
        middle = tuple(card(f"m{k}", None) for k in range(n - 5))
        return GOOD.replace(touchpoints=(*GOOD.touchpoints[:-1], *middle, GOOD.touchpoints[-1]))

    assert places(many(48), 7) == []
    assert places(many(49), 7) == ["touchpoints"]


def test_figures_without_a_feeling_are_half_a_measurement():
    figures = card("fixed", None, service_levels=(ServiceLevel(target=8, actual=9),))
    assert places(GOOD.replace(**cards(figures)), 10) == ["touchpoints[3].grade"]


@pytest.mark.parametrize(
    ("title", "general"),
    [
        ("Incident", True),
        ("An incident", True),
        ("IT support", True),
        ("Onboarding", True),
        ("En kunderejse", True),
        ("Melding", True),
        ("Egy bejelentés", True),
        ("Ett ärende", True),
        ("123", True),
        ("I cannot sign in", False),
        ("My new job", False),
        ("A new laptop", False),
        ("Kontorflytning", False),
        ("Mijn nieuwe laptop", False),
        ("Az első heteim", False),
        ("Boka mötesrum", False),
        ("新しい仕事", False),
    ],
)
def test_titles_too_general_to_map(title, general):
    assert places(GOOD.replace(title=title), 1) == (["title"] if general else [])


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "A follow-up call"),
        ("da", "Opfølgning efter en uge"),
        ("nl", "Nazorg"),
        ("hu", "Elégedettségi kérdőív"),
        ("en", "Somebody asks how it went"),
        ("da", "Er der nogen, der spørger, hvordan det gik?"),
        ("nl", "Het gesprek na drie maanden"),
        ("hu", "Megkérdezik, hogy ment"),
        ("sv", "Vi ser tillbaka tillsammans"),
        ("sv-SE", "Uppföljning"),
        ("de", "Übergabe"),
    ],
)
def test_aftercare_is_recognised_in_each_language(language, title):
    journey = GOOD.replace(
        language=language,
        phases=(GOOD.phases[0], Phase(id="end")),
        **cards(card("after", 7, phase="end", title=title)),
    )
    assert places(journey, 7) == []


def test_a_card_without_a_title_is_called_by_its_number():
    journey = GOOD.replace(**cards(LOW.replace(title="", party=None)))
    assert "“card 3” is a low point" in str(next(h for h in hints(journey) if h.step == 2).problem)


@given(journeys())
def test_hints_are_sound(journey):
    found = hints(journey, today=TODAY)
    assert found == hints(journey, read(journey), TODAY)
    assert [hint.step for hint in found] == sorted(hint.step for hint in found)
    for hint in found:
        assert hint.weight in (1, 2, 3)
        assert str(hint.problem.message)[-1] in ".?"
        # The place leads to something in the document.
        here: object = journey
        for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", hint.problem.place):
            here = getattr(here, name)
            here = here[int(index)] if index else here
        if hint.problem.record and "proposals" not in hint.problem.place:
            assert f'"{hint.problem.record}"' in journey.model_dump_json()

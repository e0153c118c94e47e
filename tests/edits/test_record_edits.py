"""Parties, personas, channels, interviews, opportunities, candidates and rounds."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.document import (
    Answer,
    Candidate,
    Channel,
    DesiredExperience,
    FeedbackPlan,
    Interview,
    Journey,
    Opportunity,
    Party,
    Persona,
    PersonaGrade,
    Proposal,
    Quote,
    Reading,
    Round,
    Touchpoint,
)
from cjm_desktop.edits import EditError


@pytest.fixture
def journey() -> Journey:
    """One record of everything, all of them tied together, and a second card that is tied to nothing."""
    return Journey(
        parties=(Party(id="it", name="IT"), Party(id="hr", name="HR")),
        channels=(Channel(id="mail"), Channel(id="phone")),
        personas=(Persona(id="ann", channels=("mail", "phone")), Persona(id="bo")),
        interviews=(
            Interview(id="i1", persona="ann", answers=(Answer(touchpoint="t", channel="mail"), Answer())),
        ),
        touchpoints=(
            Touchpoint(
                id="t",
                party="it",
                channel="mail",
                quotes=(Quote(text="Hm", interview="i1"),),
                personas=(PersonaGrade(persona="ann"), PersonaGrade(persona="bo")),
            ),
            Touchpoint(id="u"),
        ),
        opportunities=(Opportunity(id="o", owner="it", touchpoints=("t",)),),
        desired=DesiredExperience(proposals=(Proposal(party="it"), Proposal(party="hr"))),
        feedback=FeedbackPlan(channel="mail"),
        rounds=(Round(id="r"),),
    )


def test_a_record_is_added_at_the_end_and_replaced_in_its_place(journey):
    after = edits.put(journey, "parties", Party(id="desk", name="Desk"))
    assert [p.id for p in after.parties] == ["it", "hr", "desk"]
    after = edits.put(after, "parties", Party(id="it", name="ICT"))
    assert [p.name for p in after.parties] == ["ICT", "HR", "Desk"]
    assert after.parties[1] is journey.parties[1]
    assert edits.put(journey, "parties", Party(id="it", name="IT")) is journey


@pytest.mark.parametrize(
    ("name", "record", "sentence"),
    [
        ("parties", Party(id="t"), "“t” is already used"),
        ("parties", Channel(id="x"), "does not belong in the list “parties”"),
        ("touchpoints", Touchpoint(id="x"), "does not belong in the list “touchpoints”"),
        ("titles", Party(id="x"), "does not belong in the list “titles”"),
        ("opportunities", Opportunity(id="x", owner="gone"), "no party “gone”"),
        ("opportunities", Opportunity(id="o", touchpoints=("gone",)), "no touchpoint “gone”"),
        ("personas", Persona(id="x", channels=("gone",)), "no channel “gone”"),
        ("interviews", Interview(id="x", persona="gone"), "no persona “gone”"),
        ("interviews", Interview(id="x", answers=(Answer(phase="gone"),)), "no phase “gone”"),
        ("interviews", Interview(id="x", answers=(Answer(grade=11),)), "not on the scale"),
        ("rounds", Round(id="x", readings=(Reading(touchpoint="gone"),)), "no touchpoint “gone”"),
        ("rounds", Round(id="r", readings=(Reading(touchpoint="t", grade=0),)), "not on the scale"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(journey, name, record, sentence):
    with pytest.raises(EditError, match=sentence):
        edits.put(journey, name, record)


def test_a_dropped_party_owns_nothing_any_more(journey):
    after = edits.drop(journey, "parties", "it")
    assert after.touchpoints[0].party is None
    assert after.opportunities[0].owner is None
    assert after.desired.proposals == (Proposal(party="hr"),)
    assert after.touchpoints[1] is journey.touchpoints[1]


def test_a_dropped_channel_is_used_nowhere(journey):
    after = edits.drop(journey, "channels", "mail")
    assert after.touchpoints[0].channel is None
    assert after.personas[0].channels == ("phone",)
    assert after.interviews[0].answers[0].channel is None
    assert after.feedback.channel is None
    assert after.personas[1] is journey.personas[1]
    assert edits.drop(journey, "channels", "phone").feedback is journey.feedback


def test_a_dropped_persona_takes_its_line_along(journey):
    after = edits.drop(journey, "personas", "ann")
    assert after.touchpoints[0].personas == (PersonaGrade(persona="bo"),)
    assert after.interviews[0].persona is None


def test_a_quote_outlives_its_interview(journey):
    after = edits.drop(journey, "interviews", "i1")
    assert after.touchpoints[0].quotes == (Quote(text="Hm"),)


def test_dropping_what_is_not_there_is_refused(journey):
    with pytest.raises(EditError, match="no “gone”"):
        edits.drop(journey, "parties", "gone")
    with pytest.raises(EditError, match="list “phases”"):
        edits.drop(journey, "phases", "p")


def test_records_are_put_in_order(journey):
    many = journey.with_(candidates=tuple(Candidate(id=c) for c in "xyz"))
    assert [c.id for c in edits.reorder(many, "candidates", "x", 1).candidates] == ["y", "x", "z"]
    assert [c.id for c in edits.reorder(many, "candidates", "z", -4).candidates] == ["z", "x", "y"]
    assert edits.reorder(many, "candidates", "z", 99) is many
    with pytest.raises(EditError, match="no “gone”"):
        edits.reorder(many, "candidates", "gone", 0)


def test_lists_that_did_not_mention_it_stay_the_same_objects(journey):
    after = edits.drop(journey, "parties", "hr")
    assert after.touchpoints is journey.touchpoints
    assert after.opportunities is journey.opportunities
    after = edits.remove_touchpoints(journey, ["u"])
    assert after.opportunities is journey.opportunities
    assert after.interviews is journey.interviews
    assert after.rounds is journey.rounds

"""How far each step is."""

from __future__ import annotations

from hypothesis import given

from cjm_desktop.document import (
    Answer,
    Basis,
    Candidate,
    Charter,
    DesiredExperience,
    FeedbackPlan,
    Interview,
    Journey,
    Opportunity,
    Participant,
    Party,
    Persona,
    Phase,
    Proposal,
    Reading,
    Round,
    ScopeKind,
    Situation,
    State,
    Touchpoint,
)
from cjm_desktop.method import STEPS, StepState, progress
from tests.strategies import journeys

WHOLE = Journey(
    title="My first weeks",
    goals=("Start well",),
    expectations=("A desk",),
    charter=Charter(
        purpose="To see it",
        situations=(Situation.GAPS,),
        scope=ScopeKind.ONE_NEED,
        need="A new job",
        ends="Three months in",
        participants=(Participant(id="p", front_line=True),),
    ),
    candidates=(Candidate(id="c", chosen=True),),
    parties=(Party(id="it"),),
    desired=DesiredExperience(statement="Proud", realistic="Seven", target=7, proposals=(Proposal(party="it", grade=7, agreed=True),)),
    personas=(Persona(id="ann", name="Ann", role="Nurse", expectations=("A desk",)),),
    interviews=(Interview(id="i", answers=(Answer(touchpoint="t0", happened="So"), Answer(touchpoint="t1", happened="So"))),),
    phases=(Phase(id="ph"),),
    touchpoints=tuple(
        Touchpoint(id=f"t{k}", phase="ph", title="Call", grade=5, emotion="calm", party="it")
        for k in range(3)
    ),
    opportunities=(Opportunity(id="o", owner="it", due="2026-09-01"),),
    feedback=FeedbackPlan(question="How was it?", reader="The desk", review="2027-01-01"),
    rounds=(Round(id="r", readings=(Reading(touchpoint="t0"),)),),
)


def states(journey: Journey) -> str:
    """One letter for each step: e(mpty), s(tarted), d(one)."""
    return "".join(p.state.value[0] for p in progress(journey))


def test_the_steps_are_numbered_from_nought_to_ten():
    assert [step.number for step in STEPS] == list(range(11))
    assert len({step.id for step in STEPS}) == 11
    assert [p.step for p in progress(Journey())] == list(STEPS)


def test_an_empty_journey_has_everything_before_it():
    assert states(Journey()) == "e" * 11


def test_a_whole_journey_is_done():
    assert states(WHOLE) == "d" * 11
    assert all(p.missing == () for p in progress(WHOLE))


def test_each_step_goes_back_when_something_is_taken_away():
    one = WHOLE.touchpoints
    for number, fields in {
        0: {"charter": WHOLE.charter.replace(need=" ")},
        1: {"candidates": (Candidate(id="c"),)},
        3: {"desired": WHOLE.desired.replace(target=None)},
        4: {"personas": (WHOLE.personas[0].replace(name=" "),)},
        5: {"interviews": (Interview(id="i"),)},
        6: {"goals": ("",)},
        7: {"touchpoints": (one[0].replace(title=""), *one[1:])},
        8: {"touchpoints": (one[0].replace(grade=None), *one[1:])},
        9: {"opportunities": (*WHOLE.opportunities, Opportunity(id="q"))},
        10: {"rounds": ()},
    }.items():
        report = progress(WHOLE.replace(**fields))
        assert report[number].state is StepState.STARTED, number
        assert len(report[number].missing) == 1, number
        assert all(p.state is StepState.DONE for p in report if p.step.number != number), number
    assert (
        progress(WHOLE.replace(touchpoints=tuple(t.replace(party=None) for t in one)))[2].state
        is StepState.STARTED
    )


def test_words_about_a_few_touchpoints_are_a_beginning():
    def step_five(*answers: Answer) -> tuple[str, int]:
        found = progress(WHOLE.replace(interviews=(Interview(id="i", answers=answers),)))[5]
        return found.state.value, len(found.missing)

    assert step_five() == ("started", 1)
    assert step_five(Answer(touchpoint="t0", happened="So")) == ("started", 1), "one of three"
    assert step_five(Answer(touchpoint="t0", happened="So"), Answer(touchpoint="t2", happened="So")) == ("done", 0)
    assert step_five(Answer(phase="ph", happened="So")) == ("done", 0), "the phase of all three"
    seen = (WHOLE.touchpoints[0].replace(basis=Basis.OBSERVED), *WHOLE.touchpoints[1:])
    one = Interview(id="i", answers=(Answer(touchpoint="t1", happened="So"),))
    assert progress(WHOLE.replace(touchpoints=seen, interviews=(one,)))[5].state is StepState.DONE
    early = WHOLE.replace(touchpoints=(), rounds=(), interviews=(one.replace(answers=(Answer(phase="ph", happened="So"),)),))
    assert progress(early)[5].state is StepState.DONE, "talked before there were cards"


def test_a_title_alone_chooses_no_journey_and_a_target_alone_is_not_agreed():
    assert progress(Journey(title="My first weeks"))[1].state is StepState.STARTED
    alone = WHOLE.replace(desired=WHOLE.desired.replace(proposals=()))
    assert [progress(alone)[3].state, len(progress(alone)[3].missing)] == [StepState.STARTED, 2]
    # One that holds out is a hint, and leaves the step done.
    two = (*WHOLE.desired.proposals, WHOLE.desired.proposals[0].replace(party="hr", agreed=False))
    parties = (*WHOLE.parties, Party(id="hr"))
    assert progress(WHOLE.replace(parties=parties, desired=WHOLE.desired.replace(proposals=two)))[3].state is StepState.DONE


def test_an_ideal_journey_is_not_measured():
    assert progress(WHOLE.replace(state=State.IDEAL, rounds=()))[10].state is StepState.DONE


@given(journeys())
def test_progress_is_consistent(journey):
    for p in progress(journey):
        assert (p.state is StepState.DONE) == (not p.missing)
        assert all(str(message).endswith((".", "?")) for message in p.missing)

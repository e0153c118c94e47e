"""What must hold between records: each offence is found, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import ValidationError

from cjm_desktop.document import Journey, Phase, Touchpoint, broken_invariants
from tests.strategies import journeys

TWO = [{"id": "t1"}, {"id": "t2"}]


def problems(raw: dict) -> list[str]:
    """The places of all contradictions in a journey given as plain data."""
    with pytest.raises(ValidationError) as caught:
        Journey.model_validate(raw)
    [error] = caught.value.errors()
    return [problem.place for problem in error["ctx"]["error"].problems]


@given(journeys())
def test_sound_journeys_have_no_problems(journey):
    assert broken_invariants(journey) == []


@pytest.mark.parametrize(
    ("place", "raw"),
    [
        ("touchpoints[1].id", {"touchpoints": [{"id": "a"}, {"id": "a"}]}),
        ("touchpoints[0].id", {"parties": [{"id": "a"}], "touchpoints": [{"id": "a"}]}),
        (
            "charter.participants[0].id",
            {"parties": [{"id": "a"}], "charter": {"participants": [{"id": "a"}]}},
        ),
    ],
)
def test_ids_are_unique_in_the_whole_document(place, raw):
    assert problems(raw) == [place]


@pytest.mark.parametrize(
    ("place", "raw"),
    [
        ("touchpoints[0].phase", {"touchpoints": [{"id": "t", "phase": "x"}]}),
        ("touchpoints[0].channel", {"touchpoints": [{"id": "t", "channel": "x"}]}),
        ("touchpoints[0].party", {"touchpoints": [{"id": "t", "party": "x"}]}),
        ("touchpoints[0].party", {"touchpoints": [{"id": "t", "party": "t"}]}),
        (
            "touchpoints[0].quotes[0].interview",
            {"touchpoints": [{"id": "t", "quotes": [{"text": "", "interview": "x"}]}]},
        ),
        (
            "touchpoints[0].personas[0].persona",
            {"touchpoints": [{"id": "t", "personas": [{"persona": "x"}]}]},
        ),
        ("opportunities[0].owner", {"opportunities": [{"id": "o", "owner": "x"}]}),
        (
            "opportunities[0].touchpoints[1]",
            {"touchpoints": TWO, "opportunities": [{"id": "o", "touchpoints": ["t1", "x"]}]},
        ),
        ("personas[0].channels[0]", {"personas": [{"id": "p", "channels": ["x"]}]}),
        ("interviews[0].persona", {"interviews": [{"id": "i", "persona": "x"}]}),
        (
            "interviews[0].answers[0].touchpoint",
            {"interviews": [{"id": "i", "answers": [{"touchpoint": "x"}]}]},
        ),
        ("interviews[0].answers[0].phase", {"interviews": [{"id": "i", "answers": [{"phase": "x"}]}]}),
        ("interviews[0].answers[0].channel", {"interviews": [{"id": "i", "answers": [{"channel": "x"}]}]}),
        ("rounds[0].readings[0].touchpoint", {"rounds": [{"id": "r", "readings": [{"touchpoint": "x"}]}]}),
        ("desired.proposals[0].party", {"desired": {"proposals": [{"party": "x"}]}}),
        ("feedback.channel", {"feedback": {"channel": "x"}}),
    ],
)
def test_references_name_a_record_of_the_right_list(place, raw):
    assert problems(raw) == [place]


@pytest.mark.parametrize(
    ("place", "raw"),
    [
        ("touchpoints[1].grade", {"touchpoints": [{"id": "a", "grade": 10}, {"id": "b", "grade": 10.01}]}),
        ("touchpoints[0].desired", {"touchpoints": [{"id": "a", "desired": 0}]}),
        (
            "touchpoints[0].personas[0].grade",
            {
                "personas": [{"id": "p"}],
                "touchpoints": [{"id": "a", "personas": [{"persona": "p", "grade": 11}]}],
            },
        ),
        ("emotions[0].grade", {"emotions": [{"word": "glad", "grade": 11}]}),
        ("interviews[0].answers[0].grade", {"interviews": [{"id": "i", "answers": [{"grade": 0.9}]}]}),
        (
            "rounds[0].readings[0].grade",
            {"touchpoints": TWO, "rounds": [{"id": "r", "readings": [{"touchpoint": "t1", "grade": 12}]}]},
        ),
        ("desired.target", {"desired": {"target": 12}}),
        (
            "desired.proposals[0].grade",
            {"parties": [{"id": "p"}], "desired": {"proposals": [{"party": "p", "grade": 12}]}},
        ),
        ("scale", {"scale": {"lowest": 5, "neutral": 5}}),
    ],
)
def test_grades_lie_on_the_declared_scale(place, raw):
    assert problems(raw) == [place]


def test_grades_follow_another_scale():
    assert Journey.model_validate(
        {"scale": {"lowest": 0, "highest": 100, "neutral": 50}, "desired": {"target": 80}}
    )


def test_touchpoints_follow_the_order_of_phases():
    phases = [{"id": "p1"}, {"id": "p2"}]

    def cards(*names: str | None) -> dict:
        return {"phases": phases, "touchpoints": [{"id": f"t{i}", "phase": p} for i, p in enumerate(names)]}

    assert Journey.model_validate(cards(None, "p1", "p1", "p2"))
    assert Journey.model_validate(cards("p2"))
    assert problems(cards("p1", "p2", "p1")) == ["touchpoints[2].phase"]
    assert problems(cards("p1", None)) == ["touchpoints[1].phase"]


def test_a_hostile_document_gives_few_problems():
    assert len(problems({"touchpoints": [{"id": "a", "party": "x"}] * 500})) == 50


def test_with_shares_the_rest():
    journey = Journey(phases=(Phase(id="p"),), touchpoints=(Touchpoint(id="t"),))
    after = journey.with_(title="New")
    assert (after.title, journey.title) == ("New", "")
    assert after.touchpoints is journey.touchpoints
    assert after.phases is journey.phases

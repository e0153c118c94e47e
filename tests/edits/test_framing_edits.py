"""What is written before there is a map: at the table, candidates, proposals; sound whatever is asked, and unchanged when nothing is."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.document import (
    Candidate,
    Channel,
    Charter,
    DesiredExperience,
    Journey,
    Participant,
    Party,
    Persona,
    Proposal,
)
from cjm_desktop.edits import EditError

_TABLE = Journey(
    charter=Charter(purpose="Why", participants=(Participant(id="k1", name="Mia"), Participant(id="k2", name="Ida"))),
    candidates=(Candidate(id="n1", title="A", chosen=True), Candidate(id="n2", title="B")),
    parties=(Party(id="p1", name="IT"), Party(id="p2", name="HR")),
)


def test_somebody_sits_down_moves_and_leaves() -> None:
    three = edits.put_participant(_TABLE, Participant(id="k3", name="Eva"))
    assert [one.name for one in three.charter.participants] == ["Mia", "Ida", "Eva"]
    assert three.charter.purpose == "Why"
    assert edits.put_participant(three, Participant(id="k3", name="Eva")) is three
    moved = edits.move_participant(three, "k3", 0)
    assert [one.id for one in moved.charter.participants] == ["k3", "k1", "k2"]
    assert edits.move_participant(three, "k3", 9) is three
    left = edits.drop_participant(moved, "k1")
    assert [one.id for one in left.charter.participants] == ["k3", "k2"]
    with pytest.raises(EditError):
        edits.drop_participant(left, "k1")
    with pytest.raises(EditError):
        edits.put_participant(_TABLE, Participant(id="n1", name="Somebody with the id of a candidate"))


def test_one_candidate_is_chosen_at_a_time() -> None:
    other = edits.choose_candidate(_TABLE, "n2")
    assert [one.chosen for one in other.candidates] == [False, True]
    assert edits.choose_candidate(other, "n2") is other
    with pytest.raises(EditError):
        edits.choose_candidate(_TABLE, "n9")


def test_proposals_come_and_go_in_the_order_of_the_parties() -> None:
    one = edits.propose(_TABLE, "p2", grade=7.0)
    both = edits.propose(edits.propose(one, "p1", grade=5.0), "p1", agreed=True)
    assert both.desired.proposals == (Proposal(party="p1", grade=5.0, agreed=True), Proposal(party="p2", grade=7.0))
    assert edits.propose(both, "p2", grade=7.0) is both
    gone = edits.propose(edits.propose(both, "p1", grade=None), "p1", agreed=False)
    assert gone.desired == DesiredExperience(proposals=(Proposal(party="p2", grade=7.0),))
    with pytest.raises(EditError, match="not on the scale"):
        edits.propose(_TABLE, "p1", grade=99.0)
    with pytest.raises(EditError, match="There is no party"):
        edits.propose(_TABLE, "p9", grade=5.0)


def test_a_persona_from_elsewhere_brings_channels_that_are_missing() -> None:
    journey = Journey(channels=(Channel(id="c1", name="Phone"),))
    brought = (Channel(id="x1", name="phone "), Channel(id="x2", name="Chat"), Channel(id="x3", name=" "))
    after = edits.adopt_persona(journey, Persona(id="a1", name="Amira"), brought)
    assert [channel.id for channel in after.channels] == ["c1", "x2"]
    assert after.personas[0].channels == ("c1", "x2")
    with pytest.raises(EditError):
        edits.adopt_persona(after, Persona(id="a1"), ())

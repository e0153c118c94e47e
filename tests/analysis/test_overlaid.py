"""Two versions at once: all of the later one, what is gone where it stood, and what happened to each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.changes import How
from cjm_desktop.analysis.overlaid import overlaid
from cjm_desktop.document import Journey, Opportunity, Phase, Touchpoint


def journey(*cards: str, phases: str = "ab", opportunities: tuple[str, ...] = ()) -> Journey:
    """Cards such as ``a1:7``: phase, id, grade."""
    made = []
    for card in cards:
        ident, _, grade = card.partition(":")
        made.append(Touchpoint(id=ident, phase=ident[0], title=ident, grade=float(grade) if grade else None))
    return Journey(
        phases=tuple(Phase(id=one, name=one) for one in phases),
        touchpoints=tuple(made),
        opportunities=tuple(Opportunity(id=one, title=one) for one in opportunities),
    )


def test_what_is_gone_stands_where_it_stood_and_has_no_grade() -> None:
    before = journey("a1:3", "a2:4", "a3:5", "b1:6", "b2:7")
    after = journey("a1:3", "a3:8", "b0:2", "b2:7")
    both = overlaid(before, after)
    assert [t.id for t in both.journey.touchpoints] == ["a1", "a2", "a3", "b1", "b0", "b2"]
    assert both.journey.touchpoints[1].grade is None
    assert both.grades == {"a1": 3, "a2": 4, "a3": 5, "b1": 6, "b2": 7}
    assert both.marks == {"a2": (How.REMOVED,), "b1": (How.REMOVED,), "a3": (How.CHANGED,), "b0": (How.ADDED,)}
    assert both.gone("a2")
    assert not both.gone("b0")


def test_a_phase_and_an_opportunity_that_are_gone_come_with_their_cards() -> None:
    before = journey("a1:3", "c1:4", "b1:5", phases="acb", opportunities=("o1", "o2"))
    after = journey("a1:3", "b1:5", opportunities=("o2",))
    both = overlaid(before, after)
    assert [phase.id for phase in both.journey.phases] == ["a", "c", "b"]
    assert [t.id for t in both.journey.touchpoints] == ["a1", "c1", "b1"]
    assert [one.id for one in both.journey.opportunities] == ["o1", "o2"]
    assert {one: both.marks[one] for one in ("c", "c1", "o1")} == dict.fromkeys(("c", "c1", "o1"), (How.REMOVED,))


def test_two_equal_versions_are_the_later_one_without_a_mark() -> None:
    after = journey("a1:3", "b1:4")
    both = overlaid(journey("a1:3", "b1:4"), after)
    assert both.journey == after
    assert both.journey.touchpoints is after.touchpoints
    assert not both.marks
    assert not both.differences


CARDS = st.lists(st.sampled_from([f"{phase}{i}" for phase in "abc" for i in range(4)]), unique=True, max_size=9).map(
    lambda ids: sorted(ids, key=lambda ident: ident[0])
)


@given(CARDS, CARDS)
def test_every_card_of_both_versions_is_there_once_and_the_order_is_sound(before: list[str], after: list[str]) -> None:
    old, new = journey(*before, phases="abc"), journey(*after, phases="abc")
    both = overlaid(old, new)
    ids = [t.id for t in both.journey.touchpoints]
    assert sorted(ids) == sorted({*before, *after})
    kept = [t for t in both.journey.touchpoints if not both.gone(t.id)]
    assert all(one is other for one, other in zip(kept, new.touchpoints, strict=True))
    # A journey that could be written: cards stand in the order of their phases.
    assert Journey.model_validate(both.journey.model_dump()) == both.journey

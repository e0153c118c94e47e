"""What holds after any edit of any journey: sound, shared, reversible, and nothing unknown lost."""

from __future__ import annotations

from hypothesis import given

from cjm_desktop.document import Journey, broken_invariants
from tests.strategies import LISTS, edited


def records(journey: Journey) -> dict[str, object]:
    """All records of the lists, by id."""
    names = (*LISTS, "phases", "touchpoints")
    return {record.id: record for name in names for record in getattr(journey, name)}


@given(edited())
def test_any_run_of_edits_stays_sound_and_shares_what_it_left_alone(run):
    before, steps = run
    marked = {t.id: t.model_extra for t in before.touchpoints if t.model_extra}  # keys of a newer version
    for name, after in steps:
        assert broken_invariants(after) == [], name
        old = records(before)
        for ident, record in records(after).items():
            if ident in old and record == old[ident]:
                assert record is old[ident], (name, ident)
        assert after.model_extra == before.model_extra
        assert all(t.model_extra == marked[t.id] for t in after.touchpoints if t.id in marked), name
        if after == before:
            assert after is before, name
        before = after


@given(edited())
def test_every_edited_journey_can_be_built_anew_and_survives_json(run):
    _, steps = run
    after = steps[-1][1]
    assert Journey.model_validate(after.model_dump()) == after
    assert Journey.model_validate_json(after.model_dump_json()) == after

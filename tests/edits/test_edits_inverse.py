"""Edits that undo each other, and edits that must leave no trace."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from cjm_desktop import edits
from cjm_desktop.document import Phase, all_ids, broken_invariants
from tests.strategies import LISTS, changed_record, journeys, touchpoints


@given(st.data(), journeys())
def test_moving_there_and_back_changes_nothing(data, journey):
    if not journey.touchpoints:
        return
    index = data.draw(st.integers(0, len(journey.touchpoints) - 1))
    card = journey.touchpoints[index]
    phase = data.draw(st.sampled_from([None, *(p.id for p in journey.phases)]))
    there = edits.move_touchpoints(journey, [card.id], data.draw(st.integers(-1, 12)), phase)
    back = edits.move_touchpoints(there, [card.id], index, card.phase)
    assert back == journey


@given(st.data(), journeys())
def test_a_move_gathers_the_group_in_its_order(data, journey):
    ids = [t.id for t in journey.touchpoints]
    if not ids:
        return
    group = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    phase = data.draw(st.sampled_from([None, *(p.id for p in journey.phases)]))
    after = edits.move_touchpoints(journey, group, data.draw(st.integers(-1, 12)), phase)
    now = [t.id for t in after.touchpoints]
    at = min(now.index(ident) for ident in group)
    assert now[at : at + len(group)] == [ident for ident in ids if ident in set(group)]
    assert [ident for ident in now if ident not in group] == [ident for ident in ids if ident not in group]
    assert {t.phase for t in after.touchpoints if t.id in group} == {phase}


@given(st.data(), journeys())
def test_adding_then_removing_changes_nothing(data, journey):
    phase = data.draw(st.sampled_from([None, *(p.id for p in journey.phases)]))
    new = [data.draw(touchpoints(f"new{k}", phase, journey)) for k in range(2)]
    added = edits.add_touchpoints(journey, new, data.draw(st.integers(-1, 12)))
    assert len(added.touchpoints) == len(journey.touchpoints) + 2
    assert edits.remove_touchpoints(added, ["new0", "new1"]) == journey
    at = data.draw(st.integers(-1, 5))
    assert edits.remove_phase(edits.add_phase(journey, Phase(id="newphase"), at), "newphase") == journey


@given(st.data(), journeys())
def test_duplicates_are_equal_but_for_their_id(data, journey):
    ids = [t.id for t in journey.touchpoints]
    if not ids:
        return
    group = sorted(data.draw(st.sets(st.sampled_from(ids), min_size=1)), key=ids.index)
    copies = [f"copy{k}" for k in range(len(group))]
    after = edits.duplicate_touchpoints(journey, group, copies)
    by_id = {t.id: t for t in after.touchpoints}
    for ident, copy in zip(group, copies, strict=True):
        assert by_id[copy].replace(id=ident) == by_id[ident]
    assert broken_invariants(after) == []
    assert edits.remove_touchpoints(after, copies) == journey


@given(journeys())
def test_put_and_drop_leave_no_trace(journey):
    for name in LISTS:
        for record in getattr(journey, name):
            assert edits.put(journey, name, record) is journey
            there = edits.put(journey, name, changed_record(record))
            assert edits.put(there, name, record) == journey
            gone = edits.drop(journey, name, record.id)
            assert record.id not in all_ids(gone)
            assert f'"{record.id}"' not in gone.model_dump_json()


@given(journeys())
def test_a_removed_touchpoint_is_mentioned_nowhere(journey):
    for t in journey.touchpoints:
        gone = edits.remove_touchpoints(journey, [t.id])
        assert f'"{t.id}"' not in gone.model_dump_json()
        assert sum(len(v.answers) for v in gone.interviews) == sum(len(v.answers) for v in journey.interviews)
    for phase in journey.phases:
        assert f'"{phase.id}"' not in edits.remove_phase(journey, phase.id).model_dump_json()

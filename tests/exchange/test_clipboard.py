"""Copy and paste between places, documents, spreadsheets and plain text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import (
    Channel,
    Interview,
    Journey,
    Kind,
    Phase,
    Quote,
    Scale,
    Touchpoint,
    broken_invariants,
)
from cjm_desktop.exchange import ImportFailed, copy_fragment, paste_text
from cjm_desktop.storage import templates
from tests.strategies import journeys

SAMPLE = templates.load("new-colleague", "en")
PHASES = Journey(phases=(Phase(id="a", name="A"), Phase(id="b", name="B")))


def titles(journey: Journey) -> list[str]:
    return [t.title for t in journey.touchpoints]


@settings(max_examples=30)  # two whole journeys each
@given(journeys(), journeys(), st.data())
def test_any_cards_into_any_journey(source: Journey, target: Journey, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from([t.id for t in source.touchpoints] or ["none"]), unique=True))
    phase = data.draw(st.sampled_from([None, *(p.id for p in target.phases)]))
    pasted = paste_text(target, copy_fragment(source, ids), data.draw(st.integers(-2, 12)), phase)
    assert broken_invariants(pasted.journey) == []
    chosen = [t for t in source.touchpoints if t.id in ids]
    by_id = {t.id: t for t in pasted.journey.touchpoints}
    assert [by_id[i].title for i in pasted.ids] == [t.title for t in chosen]
    assert [t for t in pasted.journey.touchpoints if t.id not in pasted.ids] == list(target.touchpoints)
    assert all(by_id[i].phase == phase for i in pasted.ids) or not (target.phases or target.touchpoints)
    if source.scale == target.scale:
        assert [by_id[i].grade for i in pasted.ids] == [t.grade for t in chosen]
    theirs, ours = ({c.id: c.name for c in j.channels} for j in (source, pasted.journey))
    assert [ours.get(by_id[i].channel or "") for i in pasted.ids] == [
        theirs.get(t.channel or "") for t in chosen
    ]


def test_records_are_shared_and_channels_merged_by_name() -> None:
    pasted = paste_text(SAMPLE, copy_fragment(SAMPLE, [SAMPLE.touchpoints[0].id]), 1, SAMPLE.phases[0].id)
    assert pasted.journey.channels == SAMPLE.channels
    assert pasted.journey.parties == SAMPLE.parties
    assert pasted.journey.emotions == SAMPLE.emotions
    assert all(a is b for a, b in zip(pasted.journey.touchpoints[2:], SAMPLE.touchpoints[1:], strict=True))
    new = pasted.journey.touchpoints[1]
    assert new.replace(id=SAMPLE.touchpoints[0].id) == SAMPLE.touchpoints[0]


def test_an_empty_journey_gets_what_the_cards_need() -> None:
    ids = [t.id for t in SAMPLE.touchpoints[:4]]
    pasted = paste_text(PHASES, copy_fragment(SAMPLE, ids), 0, "b").journey
    assert {c.name for c in pasted.channels} == {
        c.name for c in SAMPLE.channels if c.id in {t.channel for t in SAMPLE.touchpoints[:4]}
    }
    assert all(quote.interview is None for t in pasted.touchpoints for quote in t.quotes)


def test_an_interview_of_the_same_id_in_another_document_is_not_mistaken() -> None:
    card = Touchpoint(id="t", quotes=(Quote(text="x", interview="i1"),))
    ours = Journey(
        interviews=(Interview(id="i1", pseudonym="A", respondent="Robin Example"),), touchpoints=(card,)
    )
    theirs = Journey(interviews=(Interview(id="i1", pseudonym="B"),))
    text = copy_fragment(ours, ["t"])
    assert "Robin" not in text, "real names stay in the document"
    assert paste_text(ours, text, 0, None).journey.touchpoints[0].quotes[0].interview == "i1"
    assert paste_text(theirs, text, 0, None).journey.touchpoints[0].quotes[0].interview is None


def test_grades_move_to_the_other_scale() -> None:
    source = Journey(touchpoints=(Touchpoint(id="t", grade=10, desired=5.5),))
    target = Journey(scale=Scale(lowest=-2, neutral=0, highest=2))
    card = paste_text(target, copy_fragment(source, ["t"]), 0, None).journey.touchpoints[0]
    assert (card.grade, card.desired) == (2, 0)


def test_plain_lines_are_cards() -> None:
    text = "- Sign\n\n  2. Wait two weeks\r\n• Lunch\n[x] Done\n2 weeks later\n3D glasses\n"
    pasted = paste_text(PHASES, text, 99, "a")
    assert titles(pasted.journey) == [
        "Sign",
        "Wait two weeks",
        "Lunch",
        "Done",
        "2 weeks later",
        "3D glasses",
    ]
    assert pasted.ids == tuple(t.id for t in pasted.journey.touchpoints)
    assert {t.phase for t in pasted.journey.touchpoints} == {"a"}


@pytest.mark.parametrize("text", ["", " \n\t\n", "- \n"])
def test_nothing_to_paste(text: str) -> None:
    pasted = paste_text(PHASES, text, 0, None)
    assert pasted.ids == ()
    assert pasted.journey == PHASES


def test_the_place_is_moved_to_where_the_phase_stands() -> None:
    journey = PHASES.replace(
        touchpoints=(Touchpoint(id="1", phase="a", title="1"), Touchpoint(id="2", phase="b", title="2"))
    )
    assert titles(paste_text(journey, "x", 2, "a").journey) == ["1", "x", "2"]
    assert titles(paste_text(journey, "x", 0, "b").journey) == ["1", "x", "2"]
    assert titles(paste_text(journey, "x", 9, None).journey) == ["x", "1", "2"]


def test_a_table_with_a_header() -> None:
    pasted = paste_text(PHASES, 'Titel\tKarakter\tTekst\nA\t7,5\t"two\nlines"\nB\t\t\n', 0, "a")
    first, second = pasted.journey.touchpoints
    assert (first.title, first.grade, first.text) == ("A", 7.5, "two\nlines")
    assert (second.title, second.grade) == ("B", None)


def test_a_table_without_a_header_is_understood_by_its_values() -> None:
    journey = PHASES.replace(channels=(Channel(id="c", name="Phone"),))
    pasted = paste_text(
        journey, "Call\t7\tphone\tsilence\t2 h\tA long story\nWait\t\tphone\twaiting\t\t\n", 0, "b"
    )
    first = pasted.journey.touchpoints[0]
    assert (first.title, first.grade, first.channel, first.kind) == ("Call", 7, "c", Kind.SILENCE)
    assert (str(first.duration), first.text) == ("2 h", "A long story")


def test_a_whole_map_brings_its_phases_into_an_empty_journey_only() -> None:
    table = "phase\ttitle\nStart\tA\nEnd\tB\n"
    fresh = paste_text(Journey(), table, 0, None).journey
    assert [p.name for p in fresh.phases] == ["Start", "End"]
    assert [t.phase for t in fresh.touchpoints] == [p.id for p in fresh.phases]
    there = paste_text(PHASES, table, 0, "b")
    assert there.journey.phases == PHASES.phases
    assert {t.phase for t in there.journey.touchpoints} == {"b"}
    assert len(there.problems) == 1


def test_a_bad_cell_is_named_and_nothing_is_pasted() -> None:
    with pytest.raises(ImportFailed, match="row 2, grade: “x” is not a number"):
        paste_text(PHASES, "title\tgrade\nA\tx\n", 0, "a")


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"touchpoints": [{"id": "a", "grade": "x"}]}, {"scale": None}]
)
def test_a_damaged_fragment_is_a_sentence(change: dict[str, object]) -> None:
    tree = {**json.loads(copy_fragment(SAMPLE, [SAMPLE.touchpoints[0].id])), **change}
    with pytest.raises(ImportFailed, match="The cards on the clipboard are damaged"):
        paste_text(PHASES, json.dumps(tree), 0, None)


def test_other_json_is_just_lines() -> None:
    assert titles(paste_text(Journey(), '{"a": 1}', 0, None).journey) == ['{"a": 1}']


def test_too_much_text_is_refused() -> None:
    with pytest.raises(ImportFailed, match="too much text"):
        paste_text(PHASES, "x" * 16_000_001, 0, None)
    with pytest.raises(ImportFailed, match="at most 20000"):
        paste_text(PHASES, "x\n" * 20_001, 0, None)

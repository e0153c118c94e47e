"""An edited outline becomes the least change: ids stay, what is not shown stays, what is cut and pasted comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import (
    Answer,
    Channel,
    EmotionWord,
    Interview,
    Journey,
    Kind,
    Opportunity,
    OpportunityKind,
    Phase,
    Quote,
    Reading,
    Round,
    Touchpoint,
)
from cjm_desktop.edits.outline import Lost, Taken, places_of, taken_over
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.outline import outlined
from cjm_desktop.exchange.outline_draft import draft_of
from tests.exchange.exchanged import maps


def lines_of(journey: Journey, language: str = "") -> list[str]:
    return [line for piece in outlined(journey, language) for line in piece.lines]


def new_ids() -> Callable[[str], str]:
    numbers = count(1)
    return lambda prefix: f"{prefix}-new{next(numbers)}"


def take(journey: Journey, lines: list[str], **more: object) -> Taken:
    before = draft_of(lines_of(journey), journey.scale)
    after = draft_of(lines, journey.scale)
    taken = taken_over(journey, before, places_of(journey), after, new_id=new_ids(), icon_of=icon_of, **more)  # type: ignore[arg-type]
    Journey.model_validate(taken.journey.model_dump())  # every invariant holds
    return taken


def edited(journey: Journey, *changes: tuple[str, str], **more: object) -> Journey:
    text = "\n".join(lines_of(journey))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return take(journey, text.split("\n"), **more).journey


def journey() -> Journey:
    return Journey(
        title="New job",
        goals=("Be useful",),
        channels=(Channel(id="c1", name="Phone", icon="phone"),),
        emotions=(EmotionWord(word="glad", grade=8), EmotionWord(word="sad", grade=3)),
        phases=(Phase(id="f1", name="Before", note="keep"), Phase(id="f2", name="After")),
        interviews=(
            Interview(id="i1", answers=(Answer(touchpoint="t2", emotion="sad"), Answer(phase="f2", happened="lunch"))),
        ),
        rounds=(Round(id="r1", readings=(Reading(touchpoint="t2", grade=4),)),),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", title="Signs", channel="c1", grade=8, emotion="glad", emotion_suggested=True, votes=3),
            Touchpoint(
                id="t2", phase="f1", title="Waits", kind=Kind.SILENCE, votes=2, note="n", quotes=(Quote(text="Hello?", interview="i1"),)
            ),
            Touchpoint(id="t3", phase="f2", title="Starts", text="One\n\nTwo", decisive=True),
        ),
        opportunities=(
            Opportunity(id="o1", title="Write to them", touchpoints=("t1", "t2"), votes=5),
            Opportunity(id="o2", title="A cake", touchpoints=("t3",), kind=OpportunityKind.PLANNED_PEAK),
        ),
    )


def by_id(journey: Journey, ident: str) -> Touchpoint:
    return next(t for t in journey.touchpoints if t.id == ident)


@given(maps(), st.sampled_from(["", "en", "da", "hu"]))
@settings(max_examples=60)
def test_the_text_as_it_is_changes_nothing(made: Journey, language: str) -> None:
    draft = draft_of(lines_of(made, language), made.scale)
    assert draft.marks == ()
    taken = taken_over(made, draft, places_of(made), draft_of(lines_of(made, language), made.scale), new_id=new_ids(), icon_of=icon_of)
    assert taken.journey is made
    assert taken.places == places_of(made)


LINES = st.sampled_from(
    ["- Lunch", "## Later", "- ", "  - grade: 9", "  - grade: ten", "  - channel: Mail", "  - opportunity: A cake", "  > Yes!", "odd", ""]
)
_AT = st.integers(0, 40)
STEPS = st.lists(st.tuples(st.sampled_from(["cut", "add", "swap", "twice", "move"]), _AT, _AT, LINES), max_size=5)


@given(maps(), STEPS)
@settings(max_examples=80, deadline=None)
def test_edits_of_lines_lose_no_other_record(made: Journey, steps: list[tuple[str, int, int, str]]) -> None:
    # A mark nobody sees in the outline, so that it shows whether a record is still itself.
    made = made.with_(touchpoints=tuple(t.replace(votes=i + 1, note=t.id) for i, t in enumerate(made.touchpoints)))
    lines = lines_of(made)
    for what, a, b, line in steps:
        a, b = a % (len(lines) or 1), b % (len(lines) or 1)
        if what == "cut":
            del lines[a : a + 1]
        elif what == "add":
            lines.insert(a, line)
        elif what == "swap" and lines:
            lines[a] = line
        elif what == "twice" and lines:
            lines.insert(b, lines[a])
        elif what == "move" and lines:
            lines.insert(b, lines.pop(a))
    taken = take(made, lines)
    after = taken.journey
    old = {t.id: t for t in made.touchpoints}
    for t in after.touchpoints:
        if t.id in old:
            assert (t.votes, t.note) == (old[t.id].votes, t.id)
        else:
            assert (t.votes, t.note) == (0, "")
    # A card whose item is still there, title and all, is still that card.
    said = draft_of(lines, made.scale)
    there = [card.title for phase in said.phases for card in phase.cards]
    for t in made.touchpoints:
        title = t.title
        if title and there.count(title) == 1 == sum(o.title == title for o in made.touchpoints):
            assert t.id in {n.id for n in after.touchpoints}
    # The text of what came out reads the same again.
    again = draft_of(lines_of(after), after.scale)
    assert taken_over(after, again, places_of(after), again, new_id=new_ids(), icon_of=icon_of).journey is after
    assert [len(p.cards) for p in again.phases] == [sum(1 for i in ids if i) for ids in taken.places.cards]
    assert take(after, lines_of(after)).journey is after


def test_a_title_changes_and_everything_else_is_the_same_object() -> None:
    before = journey()
    after = edited(before, ("- Signs", "- Signs the contract"))
    assert by_id(after, "t1") == before.touchpoints[0].replace(title="Signs the contract")
    assert after.touchpoints[1] is before.touchpoints[1]
    assert after.opportunities is before.opportunities


def test_a_grade_takes_its_word_along_as_long_as_nobody_chose_it() -> None:
    after = edited(journey(), ("grade: 8", "grade: 2.5"))
    assert (by_id(after, "t1").grade, by_id(after, "t1").emotion) == (2.5, "sad")
    chosen = edited(journey(), ("emotion: glad", "emotion: proud"))
    assert (by_id(chosen, "t1").emotion, by_id(chosen, "t1").emotion_suggested) == ("proud", False)
    assert chosen.emotions[-1] == EmotionWord(word="proud", grade=8)
    assert by_id(edited(chosen, ("grade: 8", "grade: 2")), "t1").emotion == "proud"


def test_a_moved_item_moves_its_card_with_all_it_has() -> None:
    before = journey()
    lines = lines_of(before)
    at = lines.index("- Waits")
    end = lines.index("## After")
    block = lines[at : end - 1]
    moved = [*lines[:at], *lines[end - 1 :], *block]
    after = take(before, moved).journey
    assert [t.id for t in after.touchpoints] == ["t1", "t3", "t2"]
    assert by_id(after, "t2") == before.touchpoints[1].replace(phase="f2")
    assert after.interviews is before.interviews


def test_new_items_headings_and_names_make_records() -> None:
    after = edited(journey(), ("## After", "## Between\n\n- Calls\n  - channel: phone\n  - party: HR\n  - opportunity: a CAKE\n\n## After"))
    assert [p.name for p in after.phases] == ["Before", "Between", "After"]
    card = after.touchpoints[2]
    assert (card.title, card.channel, after.parties[0].name, card.party) == ("Calls", "c1", "HR", after.parties[0].id)
    assert next(o for o in after.opportunities if o.id == "o2").touchpoints == ("t3", card.id)
    assert [p.id for p in after.phases if p.name != "Between"] == ["f1", "f2"]


def test_a_heading_in_the_middle_of_a_phase_and_away_again() -> None:
    before = journey()
    split = edited(before, ("- Waits", "## Between\n\n- Waits"))
    assert [(t.id, t.phase == "f1") for t in split.touchpoints] == [("t1", True), ("t2", False), ("t3", False)]
    joined = edited(split, ("## Between\n", ""))
    assert joined.touchpoints == before.touchpoints
    assert joined.phases == before.phases


def test_a_renamed_phase_keeps_its_note_and_a_moved_one_its_cards() -> None:
    assert edited(journey(), ("## Before", "## At first")).phases[0] == Phase(id="f1", name="At first", note="keep")
    lines = lines_of(journey())
    at, cut = lines.index("## Before"), lines.index("## After")
    after = take(journey(), [*lines[:at], *lines[cut:], "", *lines[at:cut]]).journey
    assert [p.id for p in after.phases] == ["f2", "f1"]
    assert [t.id for t in after.touchpoints] == ["t3", "t1", "t2"]
    assert after.phases[1].note == "keep"


def test_a_removed_item_removes_its_card_and_a_removed_heading_joins_the_phases() -> None:
    lines = [line for line in lines_of(journey()) if line != "## After"]
    after = take(journey(), lines).journey
    assert {t.phase for t in after.touchpoints} == {"f1"}
    assert after.interviews[0].answers[1].phase == "f1"
    gone = take(journey(), lines_of(journey())[: lines_of(journey()).index("- Waits")]).journey
    assert [t.id for t in gone.touchpoints] == ["t1"]
    assert gone.interviews[0].answers[0].emotion == "sad"


def test_what_was_cut_comes_back_whole_when_it_is_pasted() -> None:
    before = journey()
    lines = lines_of(before)
    at, end = lines.index("- Waits"), lines.index("## After") - 1
    cut = take(before, [*lines[:at], *lines[end:]]).journey
    assert by_id(before, "t2") not in cut.touchpoints
    said = draft_of(lines, before.scale).phases[1].cards[1]
    back = take(cut, [*lines_of(cut), *lines[at:end]], lost={"t2": Lost(said, before)}).journey
    assert by_id(back, "t2") == by_id(before, "t2").replace(phase="f2")
    assert back.interviews == before.interviews
    assert back.rounds == before.rounds
    assert back.opportunities[0].touchpoints == ("t1", "t2")


def test_opportunities_are_renamed_hung_moved_and_dropped() -> None:
    renamed = edited(journey(), ("opportunity: Write to them", "opportunity: Write weekly"))
    assert renamed.opportunities[0] == journey().opportunities[0].replace(title="Write weekly")
    unhung = edited(journey(), ("  - opportunity: Write to them\n", ""))
    assert unhung.opportunities[0].touchpoints == ("t2",)
    moved = edited(journey(), ("\n  - opportunity: A cake", ""), ("- Signs\n", "- Signs\n  - opportunity: A cake\n"))
    assert next(o for o in moved.opportunities if o.id == "o2") == journey().opportunities[1].replace(touchpoints=("t1",))
    dropped = edited(journey(), ("\n  - opportunity: A cake", ""))
    assert [o.id for o in dropped.opportunities] == ["o1"]
    made = edited(journey(), ("  - quote: Hello?", "  - quote: Hello?\n  - opportunity: Call"))
    assert made.opportunities[-1].kind is OpportunityKind.BRIDGE_SILENCE


def test_a_quote_keeps_who_said_it() -> None:
    after = edited(journey(), ("quote: Hello?", "quote: Hello??\n  - quote: Anybody?"))
    assert by_id(after, "t2").quotes == (Quote(text="Hello??", interview="i1"), Quote(text="Anybody?"))


def test_what_is_not_understood_leaves_the_record_alone() -> None:
    before = journey()
    text = "\n".join(lines_of(before)).replace("grade: 8", "grade: good")
    assert take(before, text.split("\n")).journey is before
    [(line, message)] = draft_of(text.split("\n"), before.scale).marks
    assert text.split("\n")[line - 1] == "  - grade: good"
    assert str(message) == "“good” is not a number."


def test_half_words_leave_no_channels_behind() -> None:
    before = journey()
    half = edited(before, ("channel: Phone", "channel: Phone ca"), since=before)
    assert [c.name for c in half.channels] == ["Phone", "Phone ca"]
    whole = edited(half, ("channel: Phone ca", "channel: Phone call"), since=before)
    assert [c.name for c in whole.channels] == ["Phone", "Phone call"]
    assert edited(whole, ("channel: Phone call", "channel: phone"), since=before).channels == before.channels


def test_what_the_outline_does_not_hold_stays() -> None:
    before = journey()
    places = places_of(before)
    draft = draft_of(lines_of(before), before.scale)
    more = before.with_(touchpoints=(before.touchpoints[0], Touchpoint(id="tx", phase="f1", title="New"), *before.touchpoints[1:]))
    after = draft_of("\n".join(lines_of(before)).replace("- Waits", "- Sits").split("\n"), before.scale)
    taken = taken_over(more, draft, places, after, new_id=new_ids(), icon_of=icon_of)
    assert [(t.id, t.title) for t in taken.journey.touchpoints] == [("t1", "Signs"), ("tx", "New"), ("t2", "Sits"), ("t3", "Starts")]


def test_title_and_goals() -> None:
    after = edited(journey(), ("# New job", "# My job"), ("goal: Be useful", "goal: Be useful\n- expectation: A desk"))
    assert (after.title, after.goals, after.expectations) == ("My job", ("Be useful",), ("A desk",))

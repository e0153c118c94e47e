"""How long a journey takes, how much of it is work, and times that cannot be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.findings import findings
from cjm_desktop.analysis.lengths import MINUTES, Length, in_words, remembered, summed, worked
from cjm_desktop.analysis.time_spent import Gap, read_time
from cjm_desktop.document import Duration, Journey, Kind, LaneKind, Phase, Touchpoint
from tests.layout.maps import poster, said
from tests.strategies import journeys

H, D, W = 60.0, 1_440.0, 10_080.0


def length(said: str | None) -> Duration | None:
    if said is None:
        return None
    amount, unit = said.split()
    return Duration(amount=float(amount), unit=unit)  # type: ignore[arg-type]


def journey_of(*rows: tuple[Kind, str | None, str | None]) -> Journey:
    """Cards of a kind, when they are and how long they take."""
    return Journey(
        touchpoints=tuple(
            Touchpoint(id=f"t{i}", title=f"Card {i}", kind=kind, when=length(when), duration=length(takes))
            for i, (kind, when, takes) in enumerate(rows)
        )
    )


def told(journey: Journey) -> list[str]:
    return [str(one.message) for one in findings(journey) if one.rule.group.value == "time"]


def test_what_is_not_written_down_is_not_told() -> None:
    spent = read_time(Journey())
    assert (spent.elapsed, spent.worked, spent.timed, spent.gaps) == (None, 0, 0, ())
    alone = journey_of((Kind.CONTACT, "3 d", "1 h"))
    assert read_time(alone).elapsed is None
    assert told(alone) == []


def test_elapsed_runs_from_the_earliest_start_to_the_latest_end() -> None:
    journey = journey_of(
        (Kind.OWN_ACTION, "0 d", "2 h"),
        (Kind.WAITING, None, "5 d"),
        (Kind.CONTACT, "1 w", "30 min"),
        (Kind.SILENCE, "2 w", "6 w"),
        (Kind.CONTACT, "4 w", None),
    )
    spent = read_time(journey)
    assert spent.elapsed == 8 * W, "the silence ends last"
    assert (spent.first, spent.last) == ("t0", "t3")
    assert (spent.worked, spent.waited) == (150, 5 * D + 6 * W)
    assert (spent.timed, spent.measured, spent.unmeasured) == (4, 4, 1)
    assert spent.gaps == (Gap("t0", "t2", W - 2 * H), Gap("t2", "t3", W - 30))
    assert "It takes 8 wk in all, of which somebody works 2.5 h, as far as that is written down." in told(journey)


def test_a_day_of_work_has_eight_hours_and_a_day_of_waiting_has_all_of_them() -> None:
    spent = read_time(journey_of((Kind.CONTACT, "0 d", "2 d"), (Kind.WAITING, "3 d", "2 d")))
    assert (spent.worked, spent.waited) == (16 * H, 48 * H)


def test_a_phase_has_a_time_of_its_own() -> None:
    journey = journey_of((Kind.CONTACT, "0 d", "1 h"), (Kind.CONTACT, "2 d", "1 h"), (Kind.CONTACT, "9 d", "1 h"))
    cards = tuple(t.replace(phase="p" if i else None) for i, t in enumerate(journey.touchpoints))
    journey = journey.replace(phases=(Phase(id="p"),), touchpoints=cards)
    assert read_time(journey, "p").elapsed == 7 * D + H
    assert read_time(journey).elapsed == 9 * D + H


def test_times_contradict_by_more_than_they_are_coarse() -> None:
    def backwards(one: str, other: str) -> bool:
        return bool(read_time(journey_of((Kind.CONTACT, one, None), (Kind.CONTACT, other, None))).backwards)

    assert backwards("3 d", "1 d")
    assert not backwards("3 d", "2 d"), "the third day and late on the second are near enough"
    assert not backwards("8 d", "1 w"), "a week is a coarse word"
    assert backwards("3 w", "1 w")
    assert told(journey_of((Kind.CONTACT, "3 w", None), (Kind.CONTACT, "1 w", None)))[0] == (
        "“Card 1” is said to begin before “Card 0”, and stands to its right."
    )


def test_work_that_goes_on_when_the_next_began_is_told_and_waiting_is_not() -> None:
    def overlap(kind: Kind, takes: str) -> bool:
        return bool(read_time(journey_of((kind, "1 d", takes), (Kind.CONTACT, "2 d", None))).overlaps)

    assert overlap(Kind.CONTACT, "5 d")
    assert not overlap(Kind.CONTACT, "2 d")
    assert not overlap(Kind.WAITING, "5 d"), "one waits for one thing and does another"


def test_lengths_in_words_are_as_exact_as_anybody_needs() -> None:
    told = {60.0: "1 h", 90.0: "1.5 h", 820.0: "14 h", 59.0: "59 min", 25 * W: "25 wk", 3.04 * W: "3 wk", 2.26 * D: "2.3 d"}
    told |= {6.4 * W: "about 6 wk", 2.4 * W: "17 d", 7 * D - 30: "1 wk", 21 * H: "about 1 d"}
    assert {minutes: str(in_words(remembered(minutes))) for minutes in told} == told
    assert [str(in_words(worked(minutes))) for minutes in (3 * D, 90.0, 9.75 * H, 0.0)] == ["72 h", "1.5 h", "9.8 h", "0 min"]


@given(st.floats(1, 200 * W))
def test_what_is_remembered_is_never_far_off_and_says_so_where_it_is(minutes: float) -> None:
    length = remembered(minutes)
    off = abs(length.amount * MINUTES[length.unit] - minutes)
    assert length.about == (off > 0.03 * minutes) and off <= 0.34 * minutes
    assert length.amount == int(length.amount) or (length.amount < 3 and length.unit != "w")


def test_what_one_card_says_is_said_as_it_stands_there_and_several_as_they_are_remembered() -> None:
    week = Duration(amount=7, unit="d")
    assert summed([Duration(amount=14, unit="d")]) == Length(14, "d")
    assert summed([week, week]) == Length(2, "w")


def test_the_findings_and_the_map_say_the_same_lengths() -> None:
    rows = [(Kind.CONTACT, "0 d", "1 h"), (Kind.SILENCE, "1 d", "7 d"), (Kind.SILENCE, "8 d", "7 d"), (Kind.CONTACT, "45 d", "2 h")]
    journey = journey_of(*rows)
    lanes = tuple(one.replace(shown=True) if one.kind is LaneKind.TIME else one for one in journey.poster.lanes_in_order)
    timed = journey.replace(poster=journey.poster.replace(lanes=lanes))
    assert "It takes about 6 wk in all, of which somebody works 3 h." in told(journey)
    assert "Nothing is heard for 2 wk, the longest silence: from “Card 1” to “Card 2”." in told(journey)
    printed = said(list(poster(timed).parts())).replace("\u00a0", " ")
    assert "about 6 wk in all" in printed and "3 h" in printed
    bare = timed.replace(touchpoints=tuple(t.replace(when=None) for t in timed.touchpoints))
    printed = said(list(poster(bare).parts())).replace("\u00a0", " ")
    assert "2 wk" in printed and "14 d" not in printed


@given(journeys())
def test_time_is_never_less_than_nothing_and_gaps_lie_within_it(journey: Journey) -> None:
    spent = read_time(journey)
    assert spent.worked >= 0 and spent.waited >= 0
    assert spent.timed <= len(journey.touchpoints)
    if spent.elapsed is None:
        assert spent.timed < 2 and not spent.gaps
    else:
        assert spent.elapsed >= 0
        assert all(0 < gap.minutes <= spent.elapsed for gap in spent.gaps)

"""How long a journey takes, how much of it is work, and times that cannot be."""

from __future__ import annotations

from hypothesis import given

from cjm_desktop.analysis.findings import findings
from cjm_desktop.analysis.lengths import minutes_in_words
from cjm_desktop.analysis.time_spent import Gap, read_time
from cjm_desktop.document import Duration, Journey, Kind, Phase, Touchpoint
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
    said = {60.0: "1 h", 90.0: "1.5 h", 820.0: "14 h", 59.0: "59 min", 25 * W: "25 wk", 3.04 * W: "3 wk", 2.26 * D: "2.3 d"}
    assert {minutes: str(minutes_in_words(minutes)) for minutes in said} == said
    assert str(minutes_in_words(3 * D, hours=True)) == "72 h"


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

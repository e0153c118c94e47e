"""Waits: from the end of one touchpoint to the start of the next, as far as anybody said when they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.waits import Wait, is_waited, waits
from cjm_desktop.document import Duration, Kind, Touchpoint

HOUR, DAY, WEEK = 60.0, 1_440.0, 10_080.0


def length(said: str) -> Duration | None:
    """“3 d” as a duration; nothing for nothing."""
    if not said:
        return None
    amount, unit = said.split()
    return Duration(amount=float(amount), unit=unit)  # type: ignore[arg-type]


def cards(*told: tuple[str, str] | tuple[str, str, Kind]) -> list[Touchpoint]:
    """Touchpoints of which is told when they are, how long they take, and their kind (contact)."""
    return [
        Touchpoint(id=f"t{i}", when=length(one[0]), duration=length(one[1]), kind=one[2] if len(one) > 2 else Kind.CONTACT)
        for i, one in enumerate(told)
    ]


def test_a_wait_lasts_from_the_end_of_one_to_the_start_of_the_next() -> None:
    assert waits(cards(("0 d", "2 h"), ("1 d", ""), ("1 d", "30 min"), ("2 w", ""))) == (
        Wait(0, DAY - 2 * HOUR),
        Wait(2, 13 * DAY - 30),
    )


def test_what_a_card_of_waiting_takes_is_waited_after_it() -> None:
    for kind in (Kind.WAITING, Kind.SILENCE):
        assert waits(cards(("0 d", ""), ("1 d", "3 d", kind), ("1 w", ""))) == (Wait(0, DAY), Wait(1, 6 * DAY))
        assert waits(cards(("", ""), ("", "3 d", kind), ("", ""))) == (Wait(1, 3 * DAY),), "also where nothing else is known"
        assert waits(cards(("0 d", ""), ("", "2 w", kind), ("3 w", ""))) == (Wait(1, 3 * WEEK),), "the clock knows better"
        assert waits(cards(("", "1 d"), ("", "2 w", kind))) == (Wait(1, 2 * WEEK),), "also where nothing comes after it"
        assert [one.told for one in waits(cards(("", "3.5 d", kind), ("", ""), ("", "2 w", kind)))] == [length("3.5 d"), length("2 w")]
        assert [one.told for one in waits(cards(("0 d", ""), ("", "2 w", kind), ("3 w", "")))] == [None], "not that card's own word"
        # Times in weeks and three days on the card: the card is right. In hours: the clock is.
        assert waits(cards(("1 w", "3 d", kind), ("1 w", ""))) == (Wait(0, 3 * DAY),)
        assert waits(cards(("24 h", "3 d", kind), ("36 h", ""))) == (Wait(0, 12 * HOUR),)


def test_what_is_not_known_or_negative_is_no_wait() -> None:
    assert waits(cards(("", ""), ("", "2 h"), ("", ""))) == ()
    assert waits(cards(("", ""), ("3 d", ""), ("", ""))) == ()
    assert waits(cards(("0 d", "4 d"), ("1 d", "1 h"), ("5 d", ""))) == (Wait(1, DAY - HOUR),), "the first one goes on meanwhile"
    assert waits(cards(("3 w", ""), ("1 w", ""), ("4 w", ""))) == (Wait(1, WEEK),), "time runs forwards"
    assert waits([]) == () and not is_waited([])


def test_a_card_without_a_time_leaves_open_where_it_was_waited() -> None:
    assert waits(cards(("0 d", ""), ("", "1 d"), ("1 w", ""), ("2 w", ""))) == (Wait(1, 6 * DAY, sure=False), Wait(2, WEEK))
    silent = cards(("0 d", ""), ("", "", Kind.SILENCE), ("1 w", ""))
    assert waits(silent) == (Wait(1, WEEK),), "a silence is the wait itself"


spans = st.one_of(st.none(), st.builds(Duration, amount=st.integers(0, 40), unit=st.sampled_from(["min", "h", "d", "w"])))


@given(st.lists(st.builds(lambda when, duration, kind: (when, duration, kind), spans, spans, st.sampled_from(list(Kind))), max_size=12))
def test_waits_are_positive_in_order_and_never_longer_than_what_was_told(told: list[tuple[Duration | None, Duration | None, Kind]]) -> None:
    made = [Touchpoint(id=f"t{i}", when=w, duration=d, kind=k) for i, (w, d, k) in enumerate(told)]
    found = waits(made)
    assert [one.after for one in found] == sorted({one.after for one in found})
    assert all(0 <= one.after < len(made) and one.minutes > 0 for one in found)
    assert is_waited(made) == bool(found)
    latest = max((t.when.minutes for t in made if t.when is not None), default=0.0)
    said = sum(t.duration.minutes for t in made if t.duration is not None)
    assert sum(one.minutes for one in found) <= latest + said + 1e-6

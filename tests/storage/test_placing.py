"""Records of a damaged file that hang in the wrong list are put where they belong, and nothing is made up or told that is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.storage import Salvaged, parse, salvaged_of, to_bytes
from cjm_desktop.storage.doubled import doubled_keys
from cjm_desktop.storage.placing import MOST_LOOKED_AT, placed

WHOLE = to_bytes(parse(asset("samples", "new-colleague.en.cjm").read_bytes(), Path("a.cjm"))[0])
JOURNEY = parse(WHOLE, Path("a.cjm"))[0]


def holed(first: str, last: str) -> tuple[Salvaged, set[str]]:
    """What is saved where the text from one piece to before another was never written, and the places that are told."""
    start = WHOLE.index(first.encode())
    end = WHOLE.index(last.encode(), start)
    found = salvaged_of(WHOLE[:start] + bytes(end - start) + WHOLE[end:])
    assert found is not None
    return found, {one.place for one in found.problems}


def test_a_round_that_has_lost_its_head_is_a_round_again() -> None:
    """The hole begins in the last opportunity and ends in the note of the first round."""
    found, told = holed("r, even in August", "before the lunch was")
    (round_,) = found.journey.rounds
    assert round_.readings == JOURNEY.rounds[0].readings
    assert (round_.name, round_.date, round_.note) == ("", "", "")
    assert {"rounds[0]", "feedback"} <= told
    assert not any(one.__pydantic_extra__ for one in found.journey.opportunities)
    assert found.named(lambda text: f"<{text}>").rounds[0].name == "<Round recovered>"


def moved(change: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """A journey's tree after placing, and what was told."""
    tree = json.loads(WHOLE)["journey"]
    for part, records in change.items():
        tree[part] = records if isinstance(records, dict) else [*tree.get(part, []), *records]
    numbers: dict[int, tuple[list[Any], list[int]]] = {}
    told, _called = placed(tree, lambda items: numbers.setdefault(id(items), (items, list(range(len(items)))))[1])
    return tree, {one.place for one in told}


def test_whole_records_of_another_list_go_there_in_their_order() -> None:
    strays = [{"id": f"ch-{n}", "name": f"Channel {n}", "icon": "bell"} for n in range(3)]
    tree, told = moved({"emotions": strays})
    assert [one["id"] for one in tree["channels"][-3:]] == ["ch-0", "ch-1", "ch-2"]
    assert len(tree["emotions"]) == len(JOURNEY.emotions) and len(told) == 3


def test_the_head_of_one_record_and_the_tail_of_another_part() -> None:
    answers = [{"touchpoint": "t-card", "met": "yes"}]
    both = {"id": "in-9", "method": "interview", "pseudonym": "Ash", "answers": answers, "icon": "bell"}
    tree, told = moved({"channels": [both]})
    assert tree["interviews"][-1] == {"id": "in-9", "method": "interview", "pseudonym": "Ash", "answers": answers}
    assert tree["channels"][-1] == {"icon": "bell"} and told == {f"interviews[{len(JOURNEY.interviews)}]"}


@pytest.mark.parametrize(
    "stray",
    [
        {"id": "ch-x", "grade": 7.5},  # too little to say what it is
        {"id": "ch-x", "name": "Post", "readings": [{"grade": "many"}]},  # it is no reading
        {"readings": [{"touchpoint": "t-card"}], "id": "ch-x", "name": "Post"},  # no file has them in this order
        {"id": "ch-x", "name": "Post", "icon": "bell", "of_tomorrow": 1},  # a newer program's
    ],
)
def test_what_fits_nowhere_for_sure_stays(stray: dict[str, Any]) -> None:
    tree, told = moved({"channels": [dict(stray)]})
    assert tree["channels"][-1] == stray and not told


def test_what_the_journey_has_already_goes_without_a_word() -> None:
    tree, told = moved({"emotions": [json.loads(WHOLE)["journey"]["channels"][0]]})
    assert len(tree["emotions"]) == len(JOURNEY.emotions) and len(tree["channels"]) == len(JOURNEY.channels) and not told


def test_pieces_that_stand_twice_are_no_loss() -> None:
    """Lines of a list written twice: nothing is gone, and nothing is called left out."""
    lines = WHOLE.split(b"\n")
    at = max(i for i, line in enumerate(lines) if b'"answers": 4' in line)
    wrong = b"\n".join([*lines[: at + 2], *lines[at:]])
    found = salvaged_of(wrong)
    assert found is not None and found.journey == JOURNEY
    assert found.problems and not [one for one in found.problems if "left out" in str(one.message)]


def test_a_place_in_the_middle_of_one_part_names_no_other() -> None:
    found = salvaged_of(WHOLE.replace(b'"kind": "own action",', b'"kind": \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00 "own', 1))
    assert found is not None and not [one.place for one in found.problems if one.place == "text_lanes"]


def test_a_name_given_twice_is_a_loss_only_where_the_first_value_says_more() -> None:
    for first, second, places in (
        ('[{"a": 1}]', '[{"b": 2}, {"a": 1, "c": 3}]', []),
        ('{"a": 1}', '{"a": 1, "b": 2}', []),
        ('{"a": 1, "b": 3}', '{"a": 1, "b": 2}', ["x"]),
        ('[{"a": 1}, {"d": 1}]', '[{"a": 1}]', ["x"]),
    ):
        text = f'{{"x": {first}, "x": {second}}}'
        assert doubled_keys(text.encode(), json.loads(text), differing=True) == places


@pytest.mark.parametrize("there", [None, [], {}, "x", 1])
def test_a_part_that_is_something_else_than_it_should_be_is_no_hindrance(there: Any) -> None:
    """Found by the fuzzer: a record where there should be a list of them, with nothing of its own in it."""
    answers = [{"touchpoint": "t-card", "met": "yes"}]
    interview = {"id": "in-9", "method": "interview", "pseudonym": "Ash", "answers": answers}
    for journey in ({"channels": dict(interview), "interviews": there}, {"channels": [dict(interview)], "interviews": there}):
        placed(journey, lambda items: list(range(len(items))))
    feedback = {"question": "How was it?", "reader": "HR", "review": "2027-01-01"}
    placed({"channels": [{"name": "Post", **feedback}], "feedback": there}, lambda items: list(range(len(items))))


def test_thousands_in_the_wrong_place_take_no_time_to_speak_of() -> None:
    journey = {"emotions": [{"id": f"ch-{n}", "name": "Channel", "icon": "bell"} for n in range(20_000)], "channels": []}
    told, _called = placed(journey, lambda items: list(range(len(items))))
    assert 0 < len(told) <= MOST_LOOKED_AT

"""Whatever one damaged sector of a disk does to a file: each part of the journey that has lost a record, or is gone, is named.

Every sector of one sample is damaged when the slow tests run, every fifth each time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey
from cjm_desktop.storage import StorageError, parse, salvaged_of, to_bytes
from cjm_desktop.storage.audit import unaccounted
from cjm_desktop.storage.envelope import record_tree

SECTOR = 512
DAMAGE: dict[str, Callable[[bytes, int], bytes]] = {
    "zeroed": lambda data, at: data[:at] + bytes(SECTOR) + data[at + SECTOR :],
    "gone": lambda data, at: data[:at] + data[at + SECTOR :],
    "the one before": lambda data, at: data[:at] + data[at - SECTOR : at] + data[at + SECTOR :],
    "the head": lambda data, at: data[:at] + data[:SECTOR] + data[at + SECTOR :],
}


def lost(before: Journey, after: Journey) -> set[str]:
    """The parts of a journey that have lost a record, or are gone. A record is what it holds at most, whatever its id is."""
    ours, theirs = record_tree(before), record_tree(after)
    out = set()
    for name, value in ours.items():
        if not isinstance(value, list | dict):
            continue
        now: Any = theirs.get(name)
        if not now or (isinstance(value, list) and _ids(value) - _ids(now)):
            out.add(name)
    return out


def _ids(records: list[Any]) -> Counter[str]:
    return Counter(str(one.get("id", one.get("word", ""))) if isinstance(one, dict) else str(one) for one in records)


def unnamed(whole: bytes, step: int, sample: str) -> list[tuple[str, int, set[str]]]:
    """Of each kind of damage and sector: the parts that lost something and are not named."""
    journey = parse(whole, Path(sample))[0]
    out = []
    for kind, damage in DAMAGE.items():
        for at in range(SECTOR, len(whole) - SECTOR, SECTOR * step):
            data = damage(whole, at)
            try:
                parse(data, Path(sample))
                continue
            except StorageError:
                found = salvaged_of(data)
            if found is None:
                continue
            named = {one.place.split(".")[0].split("[")[0] for one in found.problems}
            if missing := lost(journey, found.journey) - named:
                out.append((kind, at // SECTOR, missing))
    return out


@pytest.mark.parametrize(
    ("sample", "step"),
    [("new-colleague.en", 5), *(pytest.param(one, 1, marks=pytest.mark.slow) for one in ("new-colleague.en", "new-laptop.da"))],
)
def test_each_part_that_lost_a_record_is_named(sample: str, step: int) -> None:
    data = asset("samples", f"{sample}.cjm").read_bytes()
    assert not unnamed(to_bytes(parse(data, Path(sample))[0]), step, sample)


def test_a_list_that_is_empty_is_gone_too() -> None:
    """Fields that are always written stand in what was read, with nothing in them; and a reference to what is gone, which is told, is
    not told a second time of another part."""
    whole = to_bytes(parse(asset("samples", "new-laptop.da.cjm").read_bytes(), Path("a.cjm"))[0])
    start, end = whole.index(b'"phases": ['), whole.index(b'chpoints": [')
    found = salvaged_of(whole[:start] + bytes(end - start) + whole[end:])
    assert found is not None and not found.journey.phases
    assert {one.place for one in found.problems if "." not in one.place and "[" not in one.place} >= {"phases"}
    assert "interviews" not in {one.place for one in found.problems}


def test_a_loss_that_the_repair_does_not_know_of_is_told() -> None:
    """Whatever is taken from what was read, while nothing is told."""
    whole = to_bytes(parse(asset("samples", "new-colleague.en.cjm").read_bytes(), Path("a.cjm"))[0])
    journey = parse(whole, Path("a.cjm"))[0]
    assert unaccounted(whole.decode(), journey, (), sound=False) == []
    fewer = {
        "touchpoints": {"touchpoints": journey.touchpoints[3:]},
        "rounds": {"rounds": ()},
        "desired": {"desired": Journey().desired},
        "emotions": {"emotions": journey.emotions[:-4]},
        "goals": {"goals": journey.goals[1:]},
    }
    for part, change in fewer.items():
        found = unaccounted(whole.decode(), journey.model_copy(update=change), (), sound=False)
        assert part in {one.place for one in found}, (part, found)
    found = unaccounted(whole.decode(), journey.model_copy(update=fewer["touchpoints"]), (), sound=False)
    assert [dict(one.message.values) for one in found if one.place == "touchpoints"] == [{"count": 3, "seen": 16}]


def test_values_that_hang_where_they_mean_nothing_are_told() -> None:
    tree = json.loads(asset("samples", "new-colleague.en.cjm").read_bytes())
    tree["journey"]["opportunities"][2]["readings"] = tree["journey"].pop("rounds")[0]["readings"]
    tree["journey"]["opportunities"][1]["id"] = "no id at all!"
    found = salvaged_of(json.dumps(tree).encode())
    assert found is not None and "rounds" in {one.place for one in found.problems}

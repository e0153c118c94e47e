"""Damage anywhere in a journey file costs what it has hit, and no record beside it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Record
from cjm_desktop.storage import Salvaged, StorageError, parse, salvaged_of, templates, to_bytes

WHOLE = to_bytes(templates.load("new-colleague", "en"))
JOURNEY = parse(WHOLE, Path("a.cjm"))[0]
LISTS = [
    name
    for name in Journey.model_fields
    if isinstance(records := getattr(JOURNEY, name), tuple) and hasattr(next(iter(records), 0), "id")
]
# What points to another record goes with that.
POINTERS = {
    "phase",
    "channel",
    "channels",
    "party",
    "persona",
    "personas",
    "owner",
    "touchpoints",
    "quotes",
} | {
    "answers",
    "readings",
    "reach",
}


def _spans() -> dict[tuple[str, str], tuple[int, int]]:
    """From where to where in the file each record of the journey stands, in bytes."""
    text, found = WHOLE.decode(), {}
    for name in LISTS:
        at = text.index("[", text.index(f'\n    "{name}": [')) + 1
        for record in getattr(JOURNEY, name):
            at = text.index("{", at)
            end = json.JSONDecoder().raw_decode(text, at)[1]
            found[name, record.id] = len(text[:at].encode()), len(text[:end].encode())
            at = end
    return found


SPANS = _spans()


def _itself(record: Record) -> dict[str, object]:
    return {key: value for key, value in record.model_dump().items() if key not in POINTERS}


def _kept(at: int, end: int, junk: bytes) -> tuple[Salvaged | None, list[tuple[str, str]]]:
    """What is saved where these bytes are others, and the records beside them that are not; ``None`` where the file is sound."""
    data = WHOLE[:at] + junk + WHOLE[end:]
    try:
        parse(data, Path("a.cjm"))
    except StorageError:
        found = salvaged_of(data)
        assert found is not None, (at, end, junk)
        assert found.problems, "what was done is told"
        lost = []
        for (name, ident), (start, stop) in SPANS.items():
            # One sign on either side: damage that has taken a comma or an indent has touched the record.
            if stop + 1 < at or start - 12 > end:
                mine = next((one for one in getattr(found.journey, name) if one.id == ident), None)
                if mine is None or _itself(mine) != _itself(
                    next(one for one in getattr(JOURNEY, name) if one.id == ident)
                ):
                    lost.append((name, ident))
        return found, lost
    return None, []


@pytest.mark.parametrize("how", ["bytes", "zeros", "letters", "gone", "more", "lines"])
def test_forty_bytes_of_damage_cost_no_record_beside_them(how: str) -> None:
    random_ = random.Random(how)
    for _ in range(40):
        size = random_.randint(1, 40)
        at = random_.randrange(len(WHOLE) - size)
        junk = {
            "bytes": random_.randbytes(size),
            "zeros": bytes(size),
            "letters": bytes(random_.choice(b'abc :,\\"') for _ in range(size)),
            "gone": b"",
            "more": bytes(random_.randrange(32, 127) for _ in range(size)),
            "lines": b"\n" * size,
        }[how]
        _found, lost = _kept(at, at if how == "more" else at + size, junk)
        assert not lost, (at, size, junk, WHOLE[at - 40 : at + size + 40])


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_whatever_the_damage_is_a_journey_comes_back_and_something_is_said(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(at, min(len(WHOLE), at + 40)))
    _kept(at, end, data.draw(st.binary(max_size=40) | st.text('{}[]",:\n ', max_size=40).map(str.encode)))


def test_each_line_that_cannot_be_read_costs_that_line() -> None:
    """By the grammar of the file: every kind of line there is, once, is made unreadable."""
    lines = WHOLE.split(b"\n")
    kinds: dict[bytes, int] = {}
    for number, line in enumerate(lines):
        kinds.setdefault(line.partition(b":")[0] + line[-2:], number)
    start = {number: sum(len(line) + 1 for line in lines[:number]) for number in kinds.values()}
    for number in kinds.values():
        if lines[number].strip():
            found, lost = _kept(start[number], start[number] + len(lines[number]), b"  #~#")
            assert not lost, (number, lines[number])
            assert found is None or found.journey.title in ("My new job", ""), lines[number]


@pytest.mark.parametrize("line", [b'    "touchpoints": [', b'  "journey": {', b"{", b'    "phases": ['])
@pytest.mark.parametrize("junk", [b"", b"###", b"\0" * 12])
def test_the_beginning_of_a_list_may_be_lost(line: bytes, junk: bytes) -> None:
    at = WHOLE.index(line + b"\n")
    found = salvaged_of(WHOLE[:at] + junk + WHOLE[at + len(line) :])
    assert found is not None
    assert [card.title for card in found.journey.touchpoints] == [card.title for card in JOURNEY.touchpoints]
    assert len(found.journey.phases) == len(JOURNEY.phases)


def test_a_damaged_name_of_a_list_is_known_again() -> None:
    found = salvaged_of(WHOLE.replace(b'"touchpoints": [\n      {', b'"touchpo~nts": [\n      {', 1))
    assert found is not None and len(found.journey.touchpoints) == len(JOURNEY.touchpoints)
    assert "touchpoints" in [problem.place for problem in found.problems]


def test_accents_beside_the_damage_stay() -> None:
    data = to_bytes(templates.load("new-laptop", "da"))
    whole = parse(data, Path("a.cjm"))[0]
    found = salvaged_of(data[:400] + b"\xff\xfe\xff" + data[403:])
    assert found is not None
    assert [card.text for card in found.journey.touchpoints] == [card.text for card in whole.touchpoints]


def test_a_file_in_one_line_that_is_damaged_keeps_what_stands_before_and_behind() -> None:
    tree = json.loads(WHOLE)
    data = json.dumps(tree, ensure_ascii=False).encode()
    at = data.index(b"Dawn from HR")
    found = salvaged_of(data[:at] + b'"#' + data[at + 2 :])
    assert found is not None
    assert len(found.journey.touchpoints) == len(JOURNEY.touchpoints)


@pytest.mark.parametrize(
    "junk",
    [b"[" * 200_000, b"{" * 200_000, b'"' * 300_000, b" " * 300_000, b'"a":' * 100_000, b"\\" * 300_000],
)
def test_no_damage_takes_long(junk: bytes) -> None:
    at = len(WHOLE) // 2
    salvaged_of(WHOLE[:at] + junk + WHOLE[at:])

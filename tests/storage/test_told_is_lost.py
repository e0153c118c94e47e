"""What is told of a damaged file is what differs: no more where nothing is lost, and never less.

Some hundred random damages run each time, and five thousand when the slow tests do.
"""

from __future__ import annotations

import contextlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.storage import StorageError, parse, salvaged_of, to_bytes
from cjm_desktop.storage.doubled import TWICE
from cjm_desktop.storage.repair import NOTHING_MISSING

#: What is said of a place from which bytes are gone: something may be missing there.
MAYBE = (
    "The file is damaged here; something may be missing.",
    "The file ends here; what came after is lost.",
    # The end of a text was hit: where it ended is guessed.
    "Only a part of this could be read.",
    # A name was hit, and is guessed.
    "The beginning of this could not be read; it was recognised by what is in it.",
)
#: What is said of a value that is gone. It may have been what stands there when nothing is said.
LOST = "This could not be read; it was left out."
KINDS = ("del", "over", "trunc", "dup", "dellines", "bit", "nul", "ins", "char", "digit", "comma")
SAMPLES = sorted(asset("samples").glob("*.cjm"))
_SOUND = re.compile(rb' *(?:"[a-z_]+": )?(?:"[^"\\\\]*"|[0-9.]+|true|false|null|[{}\[\]]),?')


def damaged(dice: random.Random, whole: bytes) -> tuple[str, bytes]:
    """A kind of damage, and the bytes of a file with it."""
    kind = dice.choice(KINDS)
    data, at, size = bytearray(whole), dice.randrange(len(whole)), dice.choice([1, 2, 5, 20, 100, 512, 2000])
    size = min(size, len(whole) - at)
    lines = whole.split(b"\n")
    row = dice.randrange(len(lines))
    if kind == "del":
        del data[at : at + size]
    elif kind == "over":
        data[at : at + size] = dice.randbytes(size)
    elif kind == "trunc":
        del data[at:]
    elif kind == "dup":
        data[at:at] = data[at : at + size]
    elif kind == "bit":
        data[at] ^= 1 << dice.randrange(8)
    elif kind == "nul":
        data[at : at + size] = bytes(size)
    elif kind == "ins":
        data[at:at] = bytes(dice.choices(b'{}[],":x0\n', k=dice.choice([1, 2, 4])))
    elif kind == "char":
        data[at] = dice.choice(b'{}[],":x0\n ')
    elif kind == "dellines":
        del lines[row : row + dice.choice([1, 2, 3, 8, 30])]
        return kind, b"\n".join(lines)
    elif kind == "digit":
        lines[row] = lines[row].replace(b'"', b"'", 1)
        return kind, b"\n".join(lines)
    else:
        lines[row] = lines[row][:-1] + b" " if lines[row].endswith(b",") else lines[row] + b"\x01"
        return kind, b"\n".join(lines)
    return kind, bytes(data)


def judged(whole: bytes, data: bytes) -> str:
    """How a damaged file is spoken of: ``equal``, ``hedged`` (equal, but signs may be gone), ``covered``; or, in capitals, wrongly."""
    journey = parse(whole, Path("a.cjm"))[0]
    try:
        parse(data, Path("a.cjm"))
        return "sound"
    except StorageError:
        found = salvaged_of(data)
    if found is None:
        return "refused"
    told = [(problem.place, problem.message.template) for problem in found.problems]
    if found.journey == journey:
        if [template for _, template in told] == [NOTHING_MISSING]:
            return "equal"
        right = {place for place, template in told if template in MAYBE or _really(place, template, whole, data)}
        # What has come to it may be left out.
        right |= {place for place, template in told if len(data) > len(whole) and template in (TWICE.template, "{reason} It was left out.")}
        return "hedged" if right == {place for place, _ in told} else "TOLD THOUGH EQUAL"
    if not told or told[0][1] == NOTHING_MISSING:
        # More may have come to it, such as a name that nobody knows, which is kept.
        return "HIDDEN" if _values(whole) - _values(to_bytes(found.journey)) else "equal"
    return "covered" if _covers(whole, data, [place for place, _ in told]) else "ELSEWHERE"


def _values(data: bytes) -> Counter[bytes]:
    """The lines of a file that hold a value."""
    return Counter(line.strip(b" ,") for line in data.split(b"\n") if line.strip(b" ,[]{}"))


def _covers(whole: bytes, data: bytes, places: list[str]) -> bool:
    """Whether a place that is told lies in the part of the journey that was hit, or beside it: a torn stretch is told where it begins
    and where it ends. Where all lines that were hit are sound ones still, a value was changed, and nobody can know."""
    ours, theirs = whole.split(b"\n"), data.split(b"\n")
    first = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), min(len(ours), len(theirs)))
    most = min(len(ours), len(theirs)) - first
    behind = next((at for at in range(most) if ours[-1 - at] != theirs[-1 - at]), most)
    hit = theirs[first : len(theirs) - behind]
    if all(_SOUND.fullmatch(line) for line in hit) and len(hit) == len(ours) - behind - first:
        return True
    with contextlib.suppress(ValueError):
        return bool(json.loads(data))  # what damage has left as sound as it was
    parts = [(at, line.split(b'"')[1].decode()) for at, line in enumerate(ours) if line.startswith(b'    "')]
    names = [name for _, name in parts]
    start = sum(at <= first for at, _ in parts) - 1
    end = sum(at <= max(first, len(ours) - behind) for at, _ in parts) - 1
    near = {"", *names[max(0, start - 1) : end + 2]}
    return any(re.split(r"[.\[]", place)[0] in near for place in places)


def _really(place: str, template: str, whole: bytes, data: bytes) -> bool:
    """Whether a field of which it is said that it is lost stands less often in the damaged file, with its values."""
    line = re.compile(rb'"%s": [^\n]+\n' % place.rpartition(".")[2].encode())
    return template == LOST and bool(Counter(line.findall(whole)) - Counter(line.findall(data)))


def seeds(count: int) -> Iterator[tuple[int, bytes, str, bytes]]:
    wholes = [to_bytes(parse(path.read_bytes(), path)[0]) for path in SAMPLES]
    for seed in range(count):
        dice = random.Random(f"told {seed}")
        whole = dice.choice(wholes)
        yield seed, whole, *damaged(dice, whole)


def _tally(count: int) -> Counter[str]:
    """How so many damaged files are spoken of; with an example of each that is spoken of wrongly."""
    tally: Counter[str] = Counter()
    for seed, whole, kind, data in seeds(count):
        verdict = judged(whole, data)
        tally[verdict] += 1
        if verdict.isupper():
            tally[f"for example {kind} {verdict}: {seed}"] += 1
    return tally


def _is_right(tally: Counter[str]) -> bool:
    """No loss is hidden or told elsewhere; and where all is there again, hardly ever (one in thirty) is a loss told."""
    equal = tally["equal"] + tally["hedged"] + tally["TOLD THOUGH EQUAL"]
    return not tally["HIDDEN"] and not tally["ELSEWHERE"] and 30 * tally["TOLD THOUGH EQUAL"] <= equal


def test_what_is_told_is_what_differs() -> None:
    tally = _tally(300)
    assert _is_right(tally), tally
    assert tally["equal"] > 50 and tally["covered"] > 100, tally


@pytest.mark.slow
def test_what_is_told_is_what_differs_at_length() -> None:
    tally = _tally(5000)
    assert _is_right(tally), tally


def test_every_comma_may_become_a_space() -> None:
    whole = parse(SAMPLES[0].read_bytes(), SAMPLES[0])[0]
    lines = to_bytes(whole).split(b"\n")
    ends = [at for at, line in enumerate(lines) if line.endswith(b",")]
    for at in ends[:: max(1, len(ends) // 60)]:
        found = salvaged_of(b"\n".join([*lines[:at], lines[at][:-1] + b" ", *lines[at + 1 :]]))
        assert found is not None and found.journey == whole, at
        assert [one.message.template for one in found.problems] == [NOTHING_MISSING], (at, found.problems)


def test_places_put_right_are_counted_and_lost_values_beside_them_told() -> None:
    whole = parse(asset("samples", "new-colleague.en.cjm").read_bytes(), Path("a.cjm"))[0]
    data = to_bytes(whole).replace(b'      },\n', b'      }#\n', 2).replace(b'    "goals": [', b'    "goals"= [')
    found = salvaged_of(data)
    assert found is not None and found.journey == whole
    assert [one.message.values for one in found.problems] == [{"count": 3}]
    near = salvaged_of(to_bytes(whole).replace(b'",\n', b'" \n', 3))
    assert near is not None and [one.message.values for one in near.problems] == [{"count": 3}]
    found = salvaged_of(data.replace(b'"kind": "contact",', b'"kind": ###,', 1))
    assert found is not None
    assert [one.place.rpartition(".")[2] for one in found.problems] == ["kind"]


def test_a_name_given_twice_with_one_value_has_lost_nothing() -> None:
    whole = to_bytes(parse(SAMPLES[0].read_bytes(), SAMPLES[0])[0])
    found = salvaged_of(whole.replace(b'    "title": ', b'    "title": "Twice",\n    "title": "Twice",\n    "title": ', 1))
    assert found is not None and [one.place for one in found.problems] == ["title"]
    line = re.search(rb'    "title": .*\n', whole)
    assert line is not None
    found = salvaged_of(whole.replace(line[0], line[0] * 2, 1))
    assert found is not None and [one.message.template for one in found.problems] == [NOTHING_MISSING]

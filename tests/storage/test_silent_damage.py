"""Where bytes of a journey file are gone, somebody is told in which record: nothing that is missing is passed over in silence."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from cjm_desktop.storage import parse, salvaged_of
from cjm_desktop.storage.envelope import to_bytes
from cjm_desktop.storage.private import put
from cjm_desktop.storage.repair import NOTHING_MISSING
from cjm_desktop.storage.templates import load

WHOLE = to_bytes(load("new-colleague", "en"))


def _told(data: bytes) -> list[tuple[str, str]] | None:
    found = salvaged_of(data)
    return None if found is None else [(one.place, one.message.template) for one in found.problems]


def test_cards_cut_out_of_a_list_are_told_though_what_is_left_fits() -> None:
    """From the middle of one record to the middle of a later one, so that every line that is left is sound."""
    starts = [at for at in range(len(WHOLE)) if WHOLE.startswith(b'      "title": ', at) or WHOLE.startswith(b'        "title": ', at)]
    ends = [WHOLE.index(b"\n", at) + 1 for at in starts]
    journey = parse(WHOLE, Path("a.cjm"))[0]
    for number in (1, 2, 3):
        data = WHOLE[: ends[number]] + WHOLE[WHOLE.index(b"\n      }", ends[number + 2]) + 1 :]
        with pytest.raises(ValueError, match=r"line|column|char"):
            json.loads(data)
        found = salvaged_of(data)
        assert found is not None and len(found.journey.touchpoints) <= len(journey.touchpoints)
        assert any(one.message.template != NOTHING_MISSING and "[" in one.place for one in found.problems), (number, found.problems)


def test_no_damage_to_the_json_is_silent() -> None:
    """What damages the JSON and changes the journey is told; damage that leaves sound JSON cannot be noticed, and is not counted here."""
    dice, journey = random.Random(8), parse(WHOLE, Path("a.cjm"))[0]
    seen = 0
    for _ in range(400):
        at, count = dice.randrange(200, len(WHOLE) - 50), dice.choice([1, 3, 10, 40, 200, 512])
        junk = dice.choice([b"", b"\0" * count, dice.randbytes(count), WHOLE[900 : 900 + count]])
        data = WHOLE[:at] + junk + WHOLE[at + count :]
        try:
            json.loads(data)
        except ValueError:
            found = salvaged_of(data)
            if found is None or found.journey == journey:
                continue
            seen += 1
            assert [one for one in found.problems if one.message.template != NOTHING_MISSING], (at, count, junk)
    assert seen > 200


@pytest.mark.parametrize("around", [(b"", b"\n\0\0\0"), (b"xx ", b""), (b"", b"\n}}\n")])
def test_nothing_is_missing_where_the_damage_stands_around_the_whole(around: tuple[bytes, bytes]) -> None:
    told = _told(around[0] + WHOLE + around[1])
    assert told is not None
    assert not any("may be missing" in template for _, template in told), told


def test_a_disk_that_takes_nothing_does_not_hold_the_program_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.write", lambda _handle, _data: 0)
    with pytest.raises(OSError, match=r"o space|Errno"):
        put(tmp_path / "a", b"abc")
    assert list(tmp_path.iterdir()) == []

"""A little of what tests/fuzz does at length: every reader takes whatever it is given, and what once broke one is tried for ever."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.fuzz_readers import KEPT, LAST, Finding, attempt, changed, fuzz
from tests.fuzz.readers import READERS, Reader

BY_NAME = {reader.name: reader for reader in READERS}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_ends_in_a_document_or_in_an_error_of_its_own(reader: Reader) -> None:
    inputs = 40 if reader.form == "zip" else 250
    assert list(fuzz(reader, inputs, random.Random(f"quick {reader.name}"))) == []
    assert LAST[reader.name][0] == inputs


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("path", sorted(KEPT.glob("*-*")), ids=lambda path: path.name)
def test_what_once_broke_a_reader_does_not_any_more(path: object) -> None:
    name = path.name.rpartition("-")[0]  # type: ignore[attr-defined]
    attempt(BY_NAME[name], path.read_bytes())  # type: ignore[attr-defined]


def test_the_fuzzer_finds_what_is_broken() -> None:
    def broken(data: bytes) -> None:
        if data.count(b"b") > 2:
            raise KeyError("three")

    found = list(fuzz(Reader("broken", broken, [b"abc"], [b"b"]), 400, random.Random(1)))
    assert found and all(isinstance(finding, Finding) and "KeyError" in str(finding) for _, finding in found)
    mute = Reader("mute", lambda _data: (_ for _ in ()).throw(ValueError("")), [b"a"], (), (ValueError,))
    with pytest.raises(Finding, match="without a sentence"):
        attempt(mute, b"a")


def test_inputs_are_not_all_the_same() -> None:
    for reader in READERS:
        rng = random.Random(3)
        made = {changed(rng, reader.seeds[0], reader, list(reader.seeds)) for _ in range(30)}
        assert len(made) > 15, reader.name

"""A little of what tests/fuzz does at length: every reader takes whatever it is given, and what once broke one is tried for ever."""

from __future__ import annotations

import gettext
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.document import Message
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.storage import StorageError, salvaged_of
from tests.fuzz.fuzz_readers import KEPT, LAST, Finding, attempt, changed, fuzz
from tests.fuzz.readers import READERS, Reader

BY_NAME = {reader.name: reader for reader in READERS}


@dataclass(frozen=True)
class Tried:
    """What came of all that a reader was given: what it must not do, how many inputs there were, what its errors said."""

    findings: list[tuple[bytes, Finding]]
    inputs: int
    said: frozenset[str]


@cache
def tried(name: str) -> Tried:
    """Give a reader its inputs, once for all tests."""
    reader, said = BY_NAME[name], set[str]()

    def heard(data: bytes) -> object:
        try:
            return reader.read(data)
        except (StorageError, ImportFailed) as error:
            for message in (error.message, *(problem.message for problem in error.problems)):
                said.update(templates_of(message))
            raise

    findings = list(fuzz(replace(reader, read=heard), inputs_of(reader), random.Random(f"quick {name}")))
    return Tried(findings, LAST[name][0], frozenset(said))


def inputs_of(reader: Reader) -> int:
    """How many inputs there are for it."""
    return 40 if reader.form == "zip" else 400


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_ends_in_a_document_or_in_an_error_of_its_own(reader: Reader) -> None:
    assert tried(reader.name).findings == []
    assert tried(reader.name).inputs == inputs_of(reader)


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


def templates_of(message: Message) -> Iterator[str]:
    """The English texts that a sentence is made of, but for words that files hold."""
    yield message.template
    for name, value in message.values.items():
        if isinstance(value, Message) and name != "expected":
            yield from templates_of(value)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_sentence_that_a_damaged_file_can_lead_to_is_there_to_be_translated() -> None:
    with asset("i18n", "hu", "cjm_desktop.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    said = {text for reader in READERS for text in tried(reader.name).said}
    salvage, rng = BY_NAME["salvage"], random.Random("words salvage")
    for _ in range(150):
        found = salvaged_of(changed(rng, rng.choice(salvage.seeds), salvage, list(salvage.seeds)))
        for problem in found.problems if found else ():
            said.update(templates_of(problem.message))
    assert len(said) > 40
    # Hungarian has a word of its own for everything; “{first} {then}” only puts sentences together.
    assert sorted(text for text in said if translations.gettext(text) == text and re.search(r"[a-z]{3}", re.sub(r"{\w+}", "", text))) == []

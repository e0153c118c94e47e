"""Opening whatever somebody may call a journey: each fault its own error, one sentence, file and place named."""

from __future__ import annotations

import contextlib
import gc
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey
from cjm_desktop.storage import (
    NotJson,
    NotOurs,
    NotSound,
    OpenError,
    StorageError,
    TooBig,
    TooNew,
    Unreadable,
    open_journey,
    parse,
    reading,
    to_bytes,
)
from tests.strategies import journeys

FILES = Path(__file__).parent.parent / "files"


def envelope(journey: str, version: int = 1) -> bytes:
    return f'{{"format": "cjm-journey", "version": {version}, "journey": {journey}}}'.encode()


def card(**values: object) -> bytes:
    return envelope(json.dumps({"touchpoints": [{"id": "t1"}, {"id": "t2", **values}]}))


BAD: dict[str, tuple[bytes, type[OpenError], str]] = {
    "empty": (b"", NotJson, "is empty"),
    "blank": (b" \n\t", NotJson, "is empty"),
    "zeros": (b"\0" * 500, NotJson, "is not a journey file"),
    "text": (b"Dear all,", NotJson, "is not a journey file"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", NotJson, "is not a journey file"),
    "truncated": (to_bytes(Journey(title="x"))[:60], NotJson, "is cut off: it ends in the middle, at line"),
    "damaged": (b'{\n "format" 3}', NotJson, "line 2, column 11 cannot be read as JSON"),
    "trailing": (envelope("{}") + b"x", NotJson, "cannot be read as JSON"),
    "half a character as bytes": (b'{"format": "\xed\xa0\x80"}', NotJson, "cannot be read as JSON"),
    "windows letters": (
        b'{"format":\n "\xe6"}',
        NotJson,
        r"not in UTF-8 \(line 2\)\. Another program has probably saved it in Windows-1252; save it as UTF-8",
    ),
    "utf-16": ('{"format": 1}'.encode("utf-16"), NotJson, "probably saved it in UTF-16; save it as UTF-8"),
    "nan": (card(grade=7).replace(b'"grade": 7', b'"grade": NaN'), NotJson, "NaN or Infinity, .* write null"),
    "infinite": (
        card(grade=7).replace(b'"grade": 7', b'"grade": -Infinity'),
        NotJson,
        "NaN or Infinity, .* write null",
    ),
    "overflow": (
        card(grade=7).replace(b'"grade": 7', b'"grade": 1e999'),
        NotJson,
        r"a number that is too large \(touchpoints\[1\]\.grade\)",
    ),
    "hidden overflow": (envelope('{"later": [1e999]}'), NotJson, r"too large \(later\[0\]\)"),
    "endless digits": (envelope('{"later": ' + "9" * 6000 + "}"), NotJson, "cannot be read as JSON"),
    "deep": (b"[" * 10_000, NotJson, "nested too deeply"),
    "deep in ours": (
        envelope('{"later": ' + "[" * 10_000 + "]" * 10_000 + "}"),
        NotJson,
        "nested too deeply",
    ),
    "lone surrogate": (
        card(title=1).replace(b'"title": 1', b'"title": "\\ud800"'),
        NotJson,
        "holds only half of a character",
    ),
    "number": (b"7", NotOurs, "is not a journey of CJM Desktop"),
    "list": (b"[]", NotOurs, "is not a journey of CJM Desktop"),
    "other json": (b'{"format": "geojson", "version": 1}', NotOurs, "is not a journey of CJM Desktop"),
    "no version": (b'{"format": "cjm-journey"}', NotOurs, r"which version of the format it has \(version\)"),
    "version text": (b'{"format": "cjm-journey", "version": "1"}', NotOurs, r"\(version\)"),
    "version true": (b'{"format": "cjm-journey", "version": true}', NotOurs, r"\(version\)"),
    "no journey": (b'{"format": "cjm-journey", "version": 1}', NotOurs, r"holds no journey \(journey\)"),
    "newer": (envelope("{}", 2), TooNew, r"made by a newer CJM Desktop \(format 2; .* up to 1\)"),
    "much newer": (envelope("[]", 10**30), TooNew, "made by a newer CJM Desktop"),
    "control character": (
        card(title="a\x07b"),
        NotSound,
        r"touchpoints\[1\]\.title: This text holds characters that cannot be printed",
    ),
    "nul": (card(text="a\0b"), NotSound, r"touchpoints\[1\]\.text: "),
    "text for a number": (card(grade="7"), NotSound, r"touchpoints\[1\]\.grade: This must be a number\."),
    "true for a number": (card(grade=True), NotSound, r"touchpoints\[1\]\.grade: This must be a number\."),
    "number for text": (card(title=7), NotSound, r"touchpoints\[1\]\.title: This must be text\."),
    "number for yes or no": (card(droppable=1), NotSound, r"\.droppable: This must be true or false\."),
    "fraction for a count": (card(votes=1.5), NotSound, r"\.votes: This must be a whole number\."),
    "huge count": (card(votes=10**9), NotSound, r"\.votes: This number must be 1000000 or less\."),
    "negative count": (card(votes=-1), NotSound, r"\.votes: This number must be 0 or more\."),
    "record for a list": (envelope('{"touchpoints": {}}'), NotSound, "touchpoints: This must be a list"),
    "list for a record": (envelope('{"scale": []}'), NotSound, "scale: This must be a record"),
    "null": (envelope('{"title": null}'), NotSound, "title: This must be text"),
    "kind": (
        card(kind="party"),
        NotSound,
        r"\.kind: This must be one of 'contact', 'own action', 'silence', 'waiting'",
    ),
    "unit": (
        card(duration={"amount": 1, "unit": "y"}),
        NotSound,
        r"\.duration\.unit: This must be one of 'min'",
    ),
    "missing": (card(quotes=[{}]), NotSound, r"touchpoints\[1\]\.quotes\[0\]\.text: This value is missing\."),
    "bad id": (card(id="Ünique"), NotSound, r"touchpoints\[1\]\.id: An id has 1 to 40 letters"),
    "bad day": (
        envelope('{"imprint": {"date": "1.5.26"}}'),
        NotSound,
        r"imprint\.date: This must be a day such as",
    ),
    "no such day": (
        envelope('{"imprint": {"date": "2026-02-30"}}'),
        NotSound,
        r"imprint\.date: This day is not in",
    ),
    "unknown id": (
        card(channel="c9"),
        NotSound,
        r"touchpoints\[1\]\.channel: “c9” is not the id of any record in channels",
    ),
    "duplicate id": (
        card(id="t1"),
        NotSound,
        r"touchpoints\[1\]\.id: The id “t1” is already used at touchpoints\[0\]\.id",
    ),
    "off the scale": (
        card(grade=11),
        NotSound,
        r"touchpoints\[1\]\.grade: The grade 11 is not on the scale from 1 to 10",
    ),
    "long text": (card(text="x" * 20_001), NotSound, r"\.text: This text is longer than 20000 characters"),
    "long list": (
        envelope(json.dumps({"phases": [{"id": f"p{i}"} for i in range(20_001)]})),
        NotSound,
        "phases: This list is longer than 20000 records",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_the_file_stays(name: str, tmp_path: Path) -> None:
    data, kind, words = BAD[name]
    path = tmp_path / "my map.cjm"
    path.write_bytes(data)
    with pytest.raises(kind, match=words) as caught:
        open_journey(path)
    assert type(caught.value) is kind
    said = str(caught.value.message)
    assert said.startswith("“") and "my map.cjm”" in said
    assert said.endswith(".")
    assert "\n" not in said
    assert "{" not in said, "an unfilled place"
    assert caught.value.exit_code == 2
    assert path.read_bytes() == data


def test_the_first_problems_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.cjm"
    path.write_bytes(envelope(json.dumps({"touchpoints": [{"id": f"t{i}", "grade": 99} for i in range(9)]})))
    with pytest.raises(NotSound, match=r"touchpoints\[2\]\.grade.* And 6 problems more\.$") as caught:
        open_journey(path)
    assert len(caught.value.problems) == 9
    assert "touchpoints[3]" not in str(caught.value)
    assert caught.value.problems[0].record == "t0"


@pytest.mark.parametrize(
    ("quotes", "words"),
    [
        (
            "1," * 5_000 + "1",
            r"touchpoints\[0\]\.quotes\[0\]: This must be a record.* And 4998 problems more\.$",
        ),
        (
            '{"text": "x"},' * 100 + "1," * 5_000 + "1",
            r"It holds a great many wrong values\. And 5000 problems more\.$",
        ),
    ],
)
def test_a_great_many_faults_cost_no_great_many_sentences(quotes: str, words: str) -> None:
    with pytest.raises(NotSound, match=words) as caught:
        parse(envelope('{"touchpoints": [{"id": "t", "quotes": [' + quotes + "]}]}"), Path("x.cjm"))
    assert len(caught.value.problems) <= 20


def test_a_mark_in_front_does_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + to_bytes(Journey(title="x")), Path("x"))[0] == Journey(title="x")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"There is no file “.*gone\.cjm”\."):
        open_journey(tmp_path / "gone.cjm")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unreadable, match="a part of its path is not a folder"):
        open_journey(tmp_path / "file" / "x.cjm")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is a folder, not a journey file"):
        open_journey(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_does_not_make_us_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cjm")
    with pytest.raises(Unreadable, match="is a device, not an ordinary file"):
        open_journey(tmp_path / "pipe.cjm")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "x.cjm"
    path.write_bytes(b"secret")
    monkeypatch.setattr(reading.os, "open", refuse)
    with pytest.raises(Unreadable, match="You have no permission to read"):
        open_journey(path)


def test_names_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not a possible file name"):
        open_journey("a\0b.cjm")
    with pytest.raises(Unreadable, match="is too long for this disk"):
        open_journey(tmp_path / ("x" * 300))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(Unreadable, match="a link that leads back to itself"):
        open_journey(tmp_path / "loop")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.cjm"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(TooBig, match="is larger than 64 MB"):
        open_journey(path)


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.cjm"
    path.write_bytes(b"x" * 2000)
    monkeypatch.setattr(reading.stat, "S_ISREG", lambda mode: True)
    with pytest.raises(TooBig):
        reading.read_file(path, limit=1000)


def test_too_many_values_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(TooBig, match="holds more values than any journey has"):
        parse(envelope('{"later": [' + "1," * reading.MAX_VALUES + "1]}"), Path("x.cjm"))


json_trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(list(Journey.model_fields)), json_trees, max_size=4), st.integers(0, 1)
)
def test_whatever_opens_can_be_saved_and_opened_again(tree: dict[str, object], version: int) -> None:
    try:
        journey, _ = parse(envelope(json.dumps(tree), version), Path("x.cjm"))
    except StorageError:
        return
    assert parse(to_bytes(journey), Path("x.cjm"))[0] == journey


@given(st.data())
def test_a_damaged_file_is_an_error_of_ours_or_a_journey(data: st.DataObject) -> None:
    good = bytearray((FILES / "v1.cjm").read_bytes())
    start = data.draw(st.integers(0, len(good) - 1))
    good[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    with contextlib.suppress(OpenError):
        parse(bytes(good), Path("x.cjm"))


@given(st.binary(max_size=200))
def test_any_bytes_are_an_error_of_ours(data: bytes) -> None:
    with pytest.raises(OpenError):
        parse(data, Path("x.cjm"))


@given(journeys())
def test_opening_says_which_version_it_was(journey: Journey) -> None:
    assert parse(to_bytes(journey), Path("x"))[1] == 1


@pytest.mark.parametrize("data", [to_bytes(Journey()), b"nonsense"])
@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was_found(on: bool, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.cjm").write_bytes(data)
    if not on:
        gc.disable()
    try:
        with contextlib.suppress(OpenError):
            open_journey(tmp_path / "x.cjm")
        assert gc.isenabled() is on
    finally:
        gc.enable()

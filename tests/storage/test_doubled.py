"""A name that is given twice in a record is told with its place, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json

from cjm_desktop.document import Journey
from cjm_desktop.storage import NotSound, open_journey, parse, to_bytes
from cjm_desktop.storage.doubled import MOST, doubled_keys
from tests.strategies import journeys

HEAD = '"format": "cjm-journey", "version": 1, '


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"a": 1, "b": {"a": 2}}', []),
        ('{"a": 1, "a": 1}', ["a"]),
        ('{"a" : 1, "a"\n\t: 2, "a": 3}', ["a"]),
        ('{"x": [{"y": 1}, {"y": 1, "z": 0, "y": 2}]}', ["x[1].y"]),
        ('{"x": {"x": 1, "x": 2}, "x": 3}', ["x"]),
        ('{"a": "\\":", "b": ":", "c": ": \\": "}', []),
        ('{"a": "\\":", "a": ":"}', ["a"]),
        # What looks the same in the count and is not.
        ('{"a": "\\u0022:", "a": 1}', ["a"]),
        ('{"\\u0061": 1, "a": 2}', ["a"]),
        ('{"\\u0061": 1, "b": 2}', []),
        (f'{{"a": 1, "a": {"9" * 4000}, "b": 1e400}}', ["a"]),
        ("[" + ",".join(['{"a":1,"a":2}'] * 200) + "]", [f"[{i}].a" for i in range(MOST)]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert doubled_keys(text.encode(), from_json(text)) == places


@given(
    st.recursive(
        st.none() | st.text(st.sampled_from('a":\\ \n\u00e9')),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner),
        max_leaves=12,
    ),
    st.booleans(),
)
def test_nothing_is_found_where_every_name_stands_once(tree: object, ascii_only: bool) -> None:
    data = json.dumps(tree, ensure_ascii=ascii_only).encode()
    assert doubled_keys(data, tree) == []


@given(journeys())
def test_what_we_write_has_none(journey: Journey) -> None:
    data = to_bytes(journey)
    assert doubled_keys(data, from_json(data)) == []


def test_a_file_with_one_is_not_opened_and_its_place_is_named() -> None:
    data = f'{{{HEAD}"journey": {{"touchpoints": [{{"id": "t1", "title": "Asks", "title": "Waits"}}]}}}}'.encode()
    with pytest.raises(NotSound) as caught:
        parse(data, Path("a.cjm"))
    assert [problem.place for problem in caught.value.problems] == ["touchpoints[0].title"]
    assert "twice" in str(caught.value)
    with pytest.raises(NotSound, match="journey: This name is given twice"):
        parse(f'{{{HEAD}"journey": {{}}, "journey": {{}}}}'.encode(), Path("a.cjm"))


def test_a_pair_of_letters_between_two_records_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(f'{{{HEAD}"journey": {{"touchpoints": [{{"id": "t1", "text": "\\u0022: a"}}]}}}}'.encode())
    assert open_journey(path).journey.touchpoints[0].text == '": a'

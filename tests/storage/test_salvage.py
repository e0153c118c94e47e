"""What can be saved of a damaged file is a sound journey, with a list of what was lost; the file stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.storage import OpenError, open_journey, parse, salvaged, salvaged_of, templates, to_bytes
from tests.strategies import journeys

FILES = Path(__file__).parent.parent / "files"
WHOLE = to_bytes(templates.load("new-colleague", "en"))


def file(journey: dict[str, Any], version: int = 1) -> bytes:
    return json.dumps({"format": "cjm-journey", "version": version, "journey": journey}).encode()


def saved(journey: dict[str, Any], version: int = 1) -> tuple[Journey, list[str]]:
    """The journey saved from a tree, and the places that are told."""
    found = salvaged_of(file(journey, version))
    assert found is not None
    return found.journey, [problem.place for problem in found.problems]


CARDS = [{"id": "t1", "title": "Asks"}, {"id": "t2", "title": "Waits"}, {"id": "t3", "title": "Gets it"}]


def cards(*changed: tuple[int, dict[str, Any]], **fields: Any) -> dict[str, Any]:
    touchpoints: list[Any] = [dict(card) for card in CARDS]
    for i, values in changed:
        touchpoints[i].update(values)
    return {"title": "Laptop", "touchpoints": touchpoints, **fields}


# ------------------------------------------------------------------------------------------------ wrong values


def test_a_sound_file_comes_back_whole_with_nothing_to_tell() -> None:
    found = salvaged_of(WHOLE)
    assert found is not None and found.problems == ()
    assert to_bytes(found.journey) == WHOLE


@pytest.mark.parametrize(
    ("values", "place", "kept"),
    [
        ({"grade": "seven"}, "touchpoints[1].grade", {"grade": None}),
        ({"grade": True}, "touchpoints[1].grade", {"grade": None}),
        ({"grade": "7,5"}, "touchpoints[1].grade", {"grade": 7.5}),
        ({"grade": 70}, "touchpoints[1].grade", {"grade": None}),
        ({"kind": "nonsense"}, "touchpoints[1].kind", {"kind": "contact"}),
        ({"title": 7}, "touchpoints[1].title", {"title": "7"}),
        ({"title": "two\nlines\u0007"}, "touchpoints[1].title", {"title": "two lines"}),
        ({"text": "bell\u0007\nrings"}, "touchpoints[1].text", {"text": "bell\nrings"}),
        ({"text": "x" * 20_001}, "touchpoints[1].text", {"text": "x" * 20_000}),
        ({"channel": "c9"}, "touchpoints[1].channel", {"channel": None}),
        ({"quotes": [{"text": "Ah!"}, 7, {"text": "Oh!"}]}, "touchpoints[1].quotes[1]", {}),
        ({"when": {"amount": 3, "unit": "years"}}, "touchpoints[1].when.unit", {"when": None}),
        ({"when": {}}, "touchpoints[1].when", {"when": None, "title": "Waits"}),
    ],
)
def test_one_wrong_value_costs_that_value_and_no_more(values: dict[str, Any], place: str, kept: dict[str, Any]) -> None:
    journey, places = saved(cards((1, values)))
    assert [t.title or "-" for t in journey.touchpoints][::2] == ["Asks", "Gets it"]
    assert place in places and len(places) <= 2
    for name, value in kept.items():
        assert getattr(journey.touchpoints[1], name) == value
    if "quotes" in values:
        assert [quote.text for quote in journey.touchpoints[1].quotes] == ["Ah!", "Oh!"]


def test_what_is_no_record_goes_and_the_places_are_those_of_the_file() -> None:
    tree = cards()
    tree["touchpoints"] = ["x", tree["touchpoints"][0], None, {**CARDS[1], "grade": "a lot"}, [], {**CARDS[2], "grade": -3}]
    journey, places = saved(tree)
    assert [t.title for t in journey.touchpoints] == ["Asks", "Waits", "Gets it"]
    assert sorted(places) == ["touchpoints[0]", "touchpoints[2]", "touchpoints[3].grade", "touchpoints[4]", "touchpoints[5].grade"]


def test_ids_that_are_missing_wrong_or_taken_are_made_anew() -> None:
    tree = cards((0, {"id": "t2"}), (2, {"id": "no id at all!"}))
    tree["touchpoints"].append({"title": "Nobody"})
    journey, places = saved(tree)
    assert [t.title for t in journey.touchpoints] == ["Asks", "Waits", "Gets it", "Nobody"]
    assert len({t.id for t in journey.touchpoints}) == 4
    assert sorted(places) == ["touchpoints[1].id", "touchpoints[2].id", "touchpoints[3].id"]


def test_a_card_of_an_unknown_phase_stays_where_it_stands() -> None:
    phases = [{"id": "p1", "name": "Before"}, {"id": "p2", "name": "After"}]
    journey, places = saved(cards((0, {"phase": "p1"}), (1, {"phase": "p9"}), (2, {"phase": "p2"}), phases=phases))
    assert [t.phase for t in journey.touchpoints] == ["p1", "p1", "p2"]
    assert places == ["touchpoints[1].phase"]


def test_cards_out_of_order_are_put_in_order() -> None:
    phases = [{"id": "p1", "name": "Before"}, {"id": "p2", "name": "After"}]
    journey, places = saved(cards((0, {"phase": "p2"}), (1, {"phase": "p1"}), (2, {"phase": "p2", "grade": "x"}), phases=phases))
    assert [t.title for t in journey.touchpoints] == ["Waits", "Asks", "Gets it"]
    assert sorted(places) == ["touchpoints[1].phase", "touchpoints[2].grade"]


def test_an_impossible_scale_becomes_the_ordinary_one() -> None:
    journey, places = saved(cards((0, {"grade": 4}), scale={"lowest": 5, "neutral": 5, "highest": 1}))
    assert journey.scale == Journey().scale
    assert journey.touchpoints[0].grade == 4
    assert "scale" in places


def test_a_reading_of_a_card_that_is_not_there_goes() -> None:
    rounds = [{"id": "r1", "date": "2026-05-01", "readings": [{"touchpoint": "t1", "grade": 5}, {"touchpoint": "t9", "grade": 5}]}]
    journey, _places = saved(cards(rounds=rounds))
    assert [reading.touchpoint for reading in journey.rounds[0].readings] == ["t1"]


def test_every_one_of_thousands_may_have_a_fault() -> None:
    tree = {"touchpoints": [{"id": f"t{i}", "title": str(i), "grade": "x"} for i in range(3000)]}
    journey, places = saved(tree)
    assert len(journey.touchpoints) == len(places) == 3000


def test_a_whole_list_may_be_lost() -> None:
    tree = {"channels": "gone", "touchpoints": [{"id": f"t{i}", "title": str(i), "channel": "c1"} for i in range(3000)]}
    journey, places = saved(tree)
    assert [t.title for t in journey.touchpoints] == [str(i) for i in range(3000)]
    assert {t.channel for t in journey.touchpoints} == {None}
    assert len(places) == 3001


def test_a_name_given_twice_is_told() -> None:
    found = salvaged_of(b'{"format": "cjm-journey", "version": 1, "journey": {"title": "One", "title": "Two"}}')
    assert found is not None
    assert found.journey.title == "Two"
    assert [problem.place for problem in found.problems] == ["title"]


def test_infinite_numbers_go() -> None:
    data = file(cards((0, {"grade": "INF"}), (1, {"grade": "NAN"}))).replace(b'"INF"', b"1e999").replace(b'"NAN"', b"NaN")
    found = salvaged_of(data)
    assert found is not None
    assert [t.grade for t in found.journey.touchpoints] == [None, None, None]
    assert sorted(problem.place for problem in found.problems) == ["touchpoints[0].grade", "touchpoints[1].grade"]


def test_a_draft_from_before_the_first_release_is_saved_too() -> None:
    tree = {"touchpoints": [7, {"id": "t1", "title": "Asks", "score": 6}, {"id": "t2", "score": "x"}]}
    journey, places = saved(tree, 0)
    assert [t.grade for t in journey.touchpoints] == [6, None]
    assert sorted(places) == ["touchpoints[0]", "touchpoints[2].grade"]


# ------------------------------------------------------------------------------------------------ damaged text


def test_a_file_cut_off_anywhere_gives_what_stands_before() -> None:
    whole = parse(WHOLE, Path("a.cjm"))[0]
    start = WHOLE.index(b'"touchpoints"')
    most = 0
    for end in range(start + 400, len(WHOLE), 997):
        found = salvaged_of(WHOLE[:end])
        assert found is not None and found.problems
        titles = [t.title for t in found.journey.touchpoints]
        # The last one may have lost the end of its title.
        assert titles[:-1] == [t.title for t in whole.touchpoints][: len(titles) - 1]
        assert len(titles) >= most
        most = len(titles)
    assert most == len(whole.touchpoints)


def test_a_file_whose_end_was_never_written_gives_what_stands_before() -> None:
    cut = len(WHOLE) * 2 // 3
    found, short = salvaged_of(WHOLE[:cut] + bytes(len(WHOLE) - cut)), salvaged_of(WHOLE[:cut])
    assert found is not None and short is not None
    assert found.journey.touchpoints == short.journey.touchpoints


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"title": "', b'"title": '),  # a quotation mark too few
        (b'",\n', b'"\n'),  # a comma too few
        (b",\n", b",,\n"),  # one too many
        (b'"id"', b"\xff\xfeid"),
        (b"{", b""),
        (b": ", b" "),
    ],
)
def test_damage_in_the_middle_costs_a_line_or_a_record_not_the_rest(old: bytes, new: bytes) -> None:
    at = WHOLE.index(old, WHOLE.index(b'"touchpoints"') + 1500)
    data = WHOLE[:at] + new + WHOLE[at + len(old) :]
    with pytest.raises(OpenError):
        parse(data, Path("a.cjm"))
    found, whole = salvaged_of(data), parse(WHOLE, Path("a.cjm"))[0]
    assert found is not None
    assert len(found.journey.touchpoints) >= len(whole.touchpoints) - 2, list(map(str, found.problems))


def test_letters_of_another_program_are_read() -> None:
    data = file({"title": "?"}).replace(b"?", "Brændt på kaffen".encode("cp1252"))
    found = salvaged_of(data)
    assert found is not None
    assert found.journey.title == "Brændt på kaffen"


def test_half_a_letter_costs_that_letter() -> None:
    found = salvaged_of(file({"title": "?", "goals": ["😀", "\\ud83d"]}).replace(b"?", b"a\\ud83db"))
    assert found is not None
    assert found.journey.title == "a\ufffdb"
    assert found.journey.goals == ("😀", "\\ud83d")


# ------------------------------------------------------------------------------------------------ nothing to be had


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"Hello",
        b'{"format": "cjm-journey"',
        b'{"format": "cjm-journey", "version": 1, "journey": {}}',
        b'{"format": "cjm-journey", "version": 2, "journey": {"title": "Later"}}',
        b'{"format": "something-else", "version": 1, "journey": {"title": "Other"}}',
        b'{"format": "cjm-journey", "version": 1, "journey": [',
        b'{"format": "cjm-journey", "version": 1, "journey": ' + b"[" * 100_000,
        b'{"format": "cjm-journey", "version": 1, "journey": {"x": [' + b"," * 2_000_001,
    ],
)
def test_what_is_none_of_ours_stays_refused(data: bytes) -> None:
    assert salvaged_of(data) is None


def test_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    path.write_bytes(WHOLE[:5000])
    assert salvaged(path) is not None
    assert path.read_bytes() == WHOLE[:5000]
    assert salvaged(tmp_path / "none.cjm") is None
    assert salvaged(tmp_path) is None


_TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats(allow_nan=False) | st.sampled_from(["t1", "p1", "a\u0007\n", "contact"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(Touchpoint.model_fields)), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(Journey.model_fields)), _TREES, max_size=5), st.sampled_from((0, 1)))
@example({"touchpoints": [{"id": "t1", "quotes": [{}, {}]}, {"id": "t1"}], "rounds": [{}]}, 1)
def test_whatever_stands_in_it_the_result_is_sound_and_can_be_saved(tree: dict[str, Any], version: int) -> None:
    found = salvaged_of(file({"title": "x", **tree}, version))
    if found is not None:
        assert parse(to_bytes(found.journey), Path("a.cjm"))[0] == found.journey


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(journeys(), st.data())
def test_whatever_is_done_to_a_file_it_never_raises(journey: Journey, data: st.DataObject) -> None:
    text = to_bytes(journey)
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, len(text)))
    found = salvaged_of(text[:at] + data.draw(st.binary(max_size=8)) + text[end:])
    if found is not None:
        assert parse(to_bytes(found.journey), Path("a.cjm"))[0] == found.journey


@pytest.mark.parametrize("path", sorted(FILES.glob("*.cjm")), ids=lambda path: path.name)
def test_a_fault_in_any_value_of_a_real_file_costs_no_more_than_its_record(path: Path) -> None:
    tree = json.loads(path.read_text(encoding="utf-8"))
    whole = open_journey(path).journey

    def nodes(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        return [at, *(place for key, value in inner for place in nodes(value, (*at, key)))]

    # One value for each field there is.
    one_each = {tuple(step for step in place if isinstance(step, str)): place for place in nodes(tree["journey"])[1:]}
    for place in one_each.values():
        copy = json.loads(json.dumps(tree))
        owner = copy["journey"]
        for step in place[:-1]:
            owner = owner[step]
        owner[place[-1]] = {"nonsense": [1]}
        found = salvaged_of(json.dumps(copy).encode())
        assert found is not None, place
        if place[0] != "touchpoints" or len(place) > 1:
            assert len(found.journey.touchpoints) >= len(whole.touchpoints) - 1, place


def test_a_text_without_an_end_is_read_once_and_not_from_each_quotation_mark_in_it() -> None:
    """With one look for each mark this would take longer than a test may."""
    whole = templates.file("new-colleague", "en").read_bytes()
    found = salvaged_of(whole[:3000] + b'"text": "' + b'\\"' * 400_000)
    assert found is not None
    assert found.journey.title == "My new job"
    assert found.problems

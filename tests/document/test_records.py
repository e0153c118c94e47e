"""Records are frozen, validated, tolerant of unknown keys, and share what they did not change."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cjm_desktop import edits
from cjm_desktop.document import (
    HOUSE_LANES,
    MAX_TEXT,
    Duration,
    Interview,
    Journey,
    Lane,
    LaneKind,
    LaneText,
    Message,
    Party,
    Persona,
    Picture,
    PosterSettings,
    Problem,
    Quote,
    Scale,
    ServiceLevel,
    TextLane,
    Touchpoint,
    all_ids,
    broken_invariants,
    clean_line,
    clean_text,
    fresh_id,
)
from tests.strategies import journeys


@given(journeys())
def test_json_round_trip_gives_the_same_journey(journey):
    again = Journey.model_validate_json(journey.model_dump_json())
    assert again == journey
    assert again.model_dump_json() == journey.model_dump_json()


def test_unknown_keys_survive_at_every_depth():
    raw = {
        "title": "T",
        "mood_board": {"a": [1]},
        "scale": {"lowest": 0, "x_unit": "stars"},
        "touchpoints": [{"id": "t", "x_smell": "coffee", "quotes": [{"text": "Hi", "x_tone": "dry"}]}],
    }
    out = json.loads(Journey.model_validate(raw).replace(title="U").model_dump_json())
    assert out["mood_board"] == {"a": [1]}
    assert out["scale"]["x_unit"] == "stars"
    assert out["touchpoints"][0]["x_smell"] == "coffee"
    assert out["touchpoints"][0]["quotes"][0]["x_tone"] == "dry"


def test_replace_shares_every_untouched_value():
    picture, quote = Picture(data="aGVq"), Quote(text="Hello?")
    before = Touchpoint(id="t", picture=picture, quotes=(quote,), text="long " * 50, x_new=1)  # type: ignore[call-arg]
    after = before.replace(title="New")
    assert (after.title, after.id, after.model_extra) == ("New", "t", {"x_new": 1})
    assert after.picture is picture
    assert after.quotes[0] is quote
    assert after.text is before.text
    assert before.title == ""


def test_replace_validates():
    with pytest.raises(ValidationError):
        Touchpoint(id="t").replace(votes=-1)


def test_records_cannot_be_altered():
    with pytest.raises(ValidationError):
        Touchpoint(id="t").title = "other"


@pytest.mark.parametrize(
    "bad", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "a\udfffb"]
)
def test_control_characters_and_surrogates_are_refused(bad):
    for build in (
        lambda: Touchpoint(id="t", title=bad),
        lambda: Touchpoint(id="t", text=bad),
        lambda: Interview(id="i", respondent=bad),
        lambda: Party(id="p", sign=bad),
        lambda: PosterSettings(paper=bad),
        lambda: Persona(id="p", hobbies=(bad,)),
    ):
        with pytest.raises(ValidationError):
            build()


@pytest.mark.parametrize("bad", ["two\nlines", "a\ttab", "a\u2028b", "end\n"])
def test_a_line_is_one_line(bad):
    with pytest.raises(ValidationError):
        Touchpoint(id="t", title=bad)


def test_a_text_may_have_lines_and_all_scripts():
    text = "első sor\nmásodik\ttab — 日本語 🙂 עברית"
    assert Touchpoint(id="t", text=text).text == text


def test_absurdly_long_text_is_refused():
    with pytest.raises(ValidationError):
        Touchpoint(id="t", text="x" * (MAX_TEXT + 1))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), "many", [], {}])
def test_grades_are_finite_numbers(bad):
    with pytest.raises(ValidationError):
        Touchpoint(id="t", grade=bad)


def test_nan_in_json_is_refused():
    with pytest.raises(ValidationError):
        Journey.model_validate_json('{"touchpoints": [{"id": "t", "grade": NaN}]}')


@pytest.mark.parametrize("ident", ["", "a b", "é", "x" * 41, "a/b", "a\n"])
def test_ids_are_short_and_plain(ident):
    with pytest.raises(ValidationError):
        Touchpoint(id=ident)


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "0000-01-01", "26-1-1", "tomorrow", "2026-01-01\n", "２０２６-01-01"]
)
def test_days_are_days(day):
    with pytest.raises(ValidationError):
        Interview(id="i", date=day)


@pytest.mark.parametrize("day", ["", "2024-02-29", "1999-12-31"])
def test_days_may_be_empty(day):
    assert Interview(id="i", date=day).date == day


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_cleaned_text_always_fits(raw):
    text, line = clean_text(raw), clean_line(raw)
    assert Touchpoint(id="t", text=text, title=line).text == text
    assert clean_text(text) == text
    assert clean_line(line) == line


def test_cleaning_keeps_what_can_be_printed():
    assert clean_text("a\r\nb\rc\u2028d\te\x00") == "a\nb\nc\nd\te"
    assert clean_text("e\u0301") == "é"
    assert clean_line("  a\tb\n c ") == "a b c"
    assert clean_text("pay\u202egnp.\u202cexe") == "paygnp.exe", "nothing is turned round"
    assert clean_text("\u200fשלום\u200e \u2068x\u2069") == "\u200fשלום\u200e \u2068x\u2069", "what right-to-left languages need stays"


def test_a_scale_snaps_to_its_grid():
    scale = Scale()
    assert (scale.span, scale.share(5.5)) == (9, 0.5)
    assert scale.snapped(6.4) == 6
    assert scale.snapped(6.44, fine=True) == 6.4
    assert (scale.snapped(-50), scale.snapped(50)) == (1, 10)
    assert Scale(lowest=0, highest=10, neutral=5, step=4).snapped(9.9) == 8
    assert scale.holds(None)
    assert not scale.holds(float("nan"))


@pytest.mark.parametrize(
    "fields", [{"step": 0}, {"step": 1e-300}, {"lowest": -1e308}, {"highest": float("inf")}]
)
def test_a_scale_has_figures_people_use(fields):
    with pytest.raises(ValidationError):
        Scale(**fields)


@given(st.floats(-1e6, 1e6), st.booleans())
def test_a_snapped_grade_is_on_the_scale(grade, fine):
    assert Scale().holds(Scale().snapped(grade, fine=fine))


def test_service_levels_and_durations():
    assert Duration(amount=1.5, unit="h").minutes == 90
    assert Duration(amount=1, unit="w").minutes == 7 * Duration(amount=1, unit="d").minutes
    assert str(Duration(amount=3, unit="d")) == "3 d"
    assert ServiceLevel(target=8, actual=8).met is True
    assert ServiceLevel(target=90, actual=80, better="higher").met is False
    assert ServiceLevel(target=8).met is None


def test_messages_are_translated_whole():
    inner = Message("card {number}", number=3)
    outer = Message("There is {what}.", what=inner)
    assert str(outer) == "There is card 3."
    danish = {"There is {what}.": "Der er {what}.", "card {number}": "kort {number}"}
    assert outer.said(danish.__getitem__) == "Der er kort 3."
    assert str(Problem("touchpoints[0]", outer)) == "touchpoints[0]: There is card 3."
    assert str(Message("100 % {sure}")) == "100 % {sure}"


def test_fresh_ids_are_valid_and_differ():
    ids = {fresh_id("t") for _ in range(200)}
    assert len(ids) == 200
    assert {Touchpoint(id=ident).id for ident in ids} == ids
    assert all_ids(Journey(touchpoints=(Touchpoint(id="t"),), parties=(Party(id="p"),))) == {"t", "p"}


def test_a_list_of_words_has_an_end():
    assert len(Journey(goals=("Soon",) * 200).goals) == 200
    with pytest.raises(ValidationError):
        Journey(goals=("Soon",) * 201)


def test_lanes_of_a_file_are_completed_and_never_doubled() -> None:
    own = Lane(kind=LaneKind.TEXT, lane="backstage")
    curve = Lane(kind=LaneKind.CURVE)
    settings = PosterSettings(lanes=(curve, own, curve, Lane(kind=LaneKind.CARDS, shown=False)))
    shown = settings.lanes_in_order
    assert [lane.kind for lane in shown[:3]] == [LaneKind.CURVE, LaneKind.TEXT, LaneKind.CARDS]
    assert sorted(lane.kind for lane in shown) == sorted(LaneKind)
    assert [lane for lane in shown if lane.shown] == [curve, own]
    assert PosterSettings().lanes_in_order == HOUSE_LANES


def test_a_text_lane_goes_with_everything_said_in_it() -> None:
    journey = Journey(
        text_lanes=(TextLane(id="backstage", name="Backstage"),),
        touchpoints=(Touchpoint(id="t", lane_texts=(LaneText(lane="backstage", text="Order"),)),),
        poster=PosterSettings(lanes=(*HOUSE_LANES, Lane(kind=LaneKind.TEXT, lane="backstage"))),
    )
    after = edits.drop(journey, "text_lanes", "backstage")
    assert after.touchpoints[0].lane_texts == ()
    assert after.poster.lanes == HOUSE_LANES
    assert not broken_invariants(after)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("pay\u202egnp", "paygnp"),
        ("\u2067swallows what stands behind", "swallows what stands behind"),
        ("closes what is not open\u2069", "closes what is not open"),
        ("\u2067\u2066\u2068too deep\u2069\u2069\u2069", "\u2067\u2066too deep\u2069\u2069"),
    ],
)
def test_what_would_turn_other_words_round_is_refused_and_cleaned(text: str, clean: str) -> None:
    with pytest.raises(ValidationError):
        Journey(title=text)
    assert clean_line(text) == clean_text(text) == clean
    assert Journey(title=clean).title == clean


@pytest.mark.parametrize("text", ["\u200fשלום\u200e (1)\u061c", "\u2068שלום\u2069 — \u2067a\u2066b\u2069\u2069"])
def test_what_right_to_left_languages_need_stays(text: str) -> None:
    assert clean_line(text) == Journey(title=text).title == text


@given(st.text(st.sampled_from("ab \n\u202a\u202e\u2066\u2067\u2068\u2069"), max_size=20))
def test_what_was_cleaned_always_fits(text: str) -> None:
    assert Journey(title=clean_line(text), touchpoints=(Touchpoint(id="t", text=clean_text(text)),)).title == clean_line(text)

"""The poster: the paper's own size, everything on it, and a word about whatever could not be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, PosterSettings
from cjm_desktop.layout import MapSheet, Paper, PaperError, legible_from, smallest_legible
from cjm_desktop.layout.sheet import Image, Part, PartKind, Path, Rect, Text
from cjm_desktop.layout.told import shown_reach
from cjm_desktop.press import Press, PrintOrder
from tests.layout.maps import SPACINGS, composer, poster, said, sample, spaced, timeline, typesetter, value
from tests.strategies import journeys


def reach(part: Part) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all ink of a part (mm); texts by their advance and size."""
    xs: list[float] = []
    ys: list[float] = []
    for item in part.items:
        if isinstance(item, Rect | Image):
            xs += [item.x, item.x + item.w]
            ys += [item.y, item.y + item.h]
        elif isinstance(item, Path):
            for segment in item.segments:
                xs += segment[1::2]  # type: ignore[arg-type]
                ys += segment[2::2]  # type: ignore[arg-type]
        elif isinstance(item, Text):
            xs += [item.x, item.x + item.line.width * item.size]
            ys += [item.y - item.size, item.y + 0.25 * item.size]
    if not xs:
        return (part.x, part.y, part.x, part.y)
    return (part.x + min(xs), part.y + min(ys), part.x + max(xs), part.y + max(ys))


@pytest.mark.parametrize(
    ("name", "portrait", "size"),
    [
        ("A0", False, (1189, 841)),
        ("A0", True, (841, 1189)),
        ("A4", False, (297, 210)),
        ("914x1500mm", True, (914, 1500)),
    ],
)
def test_the_sheet_is_the_paper(name: str, portrait: bool, size: tuple[float, float]) -> None:
    sheet = poster(sample(), name, portrait=portrait)
    assert (sheet.width, sheet.height) == size


@pytest.mark.parametrize("bad", ["A9", "10x10mm", "9999x400mm", "", "x"])
def test_unknown_paper_gets_a_sentence(bad: str) -> None:
    with pytest.raises(PaperError) as caught:
        Paper.named(bad)
    assert str(caught.value.message).endswith(".")


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize(
    ("name", "language"), [("new-colleague", "hu"), ("new-laptop", "da"), ("big", "en"), ("empty", "sv")]
)
def test_nothing_leaves_the_sheet(name: str, language: str, portrait: bool) -> None:
    sheet = poster(sample(name, language), portrait=portrait)
    for part in sheet.parts():
        left, top, right, bottom = reach(part)
        where = (part.kind, part.record)
        assert left >= -0.01, where
        assert top >= -0.01, where
        assert right <= sheet.width + 0.01, where
        assert bottom <= sheet.height + 0.01, where


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("name", ["new-colleague", "new-laptop", "big"])
def test_nothing_is_cut_on_a0(name: str, portrait: bool) -> None:
    journey = sample(name)
    sheet = poster(journey, portrait=portrait)
    assert not [problem for problem in sheet.problems if "shortened" in str(problem)]
    flat = said(list(sheet.parts())).replace("\n", " ").replace("- ", "").replace("-", "")
    for t in journey.touchpoints:
        for word in t.text.split():
            assert word.replace("-", "") in flat
    for o in journey.opportunities:
        for word in o.title.split():
            assert word.replace("-", "") in flat


def cards_overlap(sheet: MapSheet) -> list[tuple[str, str]]:
    """Pairs of cards, quotes or opportunities that lie on each other."""
    kinds = (PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY)
    solid = [part for part in sheet.parts() if part.kind in kinds]
    out = []
    for i, a in enumerate(solid):
        for b in solid[i + 1 :]:
            apart = a.x + a.w <= b.x + 0.01 or b.x + b.w <= a.x + 0.01
            if not apart and a.y + a.h > b.y + 0.01 and b.y + b.h > a.y + 0.01:
                out.append((a.record, b.record))
    return out


@given(journeys(), st.sampled_from(SPACINGS))
@settings(max_examples=8)
def test_cards_never_lie_on_each_other(journey: Journey, spacing: tuple[str, str]) -> None:
    journey = spaced(journey, *spacing)
    assert cards_overlap(poster(journey)) == []
    assert cards_overlap(timeline(journey)) == []


def test_sixty_cards_keep_twelve_points_and_a_curve() -> None:
    for portrait in (False, True):
        sheet = poster(sample("big"), portrait=portrait)
        assert sheet.body_pt == pytest.approx(12)
        for band in sheet.bands:
            assert band.frame.low - band.frame.high > 55
        assert cards_overlap(sheet) == []


def test_fewer_cards_print_larger() -> None:
    journey = sample("big")
    sizes = []
    for count in (6, 12, 30, 60):
        kept = journey.touchpoints[:count]
        ids = {t.id for t in kept}
        part = journey.with_(
            touchpoints=kept,
            opportunities=tuple(o for o in journey.opportunities if set(o.touchpoints) <= ids),
        )
        phases = {t.phase for t in kept}
        part = part.with_(phases=tuple(p for p in part.phases if p.id in phases))
        sizes.append(poster(part).body_pt)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 26
    assert sizes[1] >= 20


def test_a_text_too_long_is_shortened_and_named() -> None:
    journey = sample("big")
    long = "This happens again and again, and every time somebody asks for the same number. " * 8
    journey = journey.with_(touchpoints=tuple(t.replace(text=long) for t in journey.touchpoints))
    sheet = poster(journey)
    named = {problem.record for problem in sheet.problems if problem.place.endswith(".text")}
    assert named == {t.id for t in journey.touchpoints}
    assert "…" in said(list(sheet.parts()))


def test_small_paper_says_from_how_far_it_reads() -> None:
    sheet = poster(sample(), "A3", distance=2)
    assert any(problem.place == "poster.paper" for problem in sheet.problems)
    assert not any(problem.place == "poster.paper" for problem in poster(sample(), "A0", distance=1).problems)


def test_the_smallest_type_is_judged_as_well() -> None:
    """What is said of the smallest type and the finding that everything can be read never contradict each other."""
    for portrait in (False, True):
        for distance in (0.5, 0.9, 1.0, 1.2, 1.5, 2.0):
            sheet = poster(sample("new-colleague", "hu"), portrait=portrait, distance=distance)
            found = [problem for problem in sheet.problems if problem.place == "poster.paper"]
            assert len(found) == (sheet.legible_from < distance - 0.005)
            for problem in found:
                assert f"{shown_reach(sheet.legible_from)} m" in str(problem)
                assert shown_reach(sheet.legible_from) < distance


def test_twelve_points_read_from_a_metre() -> None:
    assert legible_from(12) == pytest.approx(1.0, abs=0.01)
    assert smallest_legible(legible_from(20)) == pytest.approx(20)


def test_a_sign_no_font_has_is_listed_once() -> None:
    journey = sample()
    strange = "\U000e0041"
    first, *rest = journey.touchpoints
    journey = journey.with_(touchpoints=(first.replace(title=f"Odd {chr(0x10FFFD)}{chr(0x10FFFD)}"), *rest))
    found = [problem for problem in poster(journey).problems if "No font" in str(problem)]
    assert strange not in str(found)
    assert len(found) == 1
    assert found[0].record == first.id


def test_a_sign_of_several_characters_is_named_whole() -> None:
    journey = sample()
    first, *rest = journey.touchpoints
    sign = "\U0010fffd\u0301"
    journey = journey.with_(touchpoints=(first.replace(title=f"Odd {sign} and {sign}"), *rest))
    (found,) = [problem for problem in poster(journey).problems if "No font" in str(problem)]
    assert f"character {sign} (U+10FFFD U+0301)" in str(found)
    assert found.record == first.id


def test_thousands_of_touchpoints_still_make_a_sheet() -> None:
    journey = sample("big")
    many = tuple(
        t.replace(id=f"{t.id}-{k}")
        for p in journey.phases
        for k in range(10)
        for t in journey.touchpoints
        if t.phase == p.id
    )
    sheet = poster(journey.with_(touchpoints=many, opportunities=(), rounds=()))
    assert any("The emotion line is flat" in str(problem) for problem in sheet.problems)
    last = sheet.box(many[-1].id)
    assert last is not None
    assert last.y < sheet.height


def test_a_plan_keeps_the_sheet_still_during_a_gesture() -> None:
    journey = sample()
    make = composer()
    first = make.poster(journey, read(journey), Paper.named("A0"))
    t = journey.touchpoints[2]
    changed = journey.with_(
        touchpoints=tuple(one.replace(grade=10.0) if one is t else one for one in journey.touchpoints)
    )
    again = make.poster(changed, read(changed), Paper.named("A0"), plan=first.plan)
    for one in journey.touchpoints:
        assert first.box(one.id) == again.box(one.id)
        if one is not t:
            assert first.point(one.id) == again.point(one.id)


@given(journeys())
@settings(max_examples=5)
def test_remembering_changes_nothing(journey: Journey) -> None:
    make = composer()
    paper = Paper.named("A1")
    make.poster(sample(), read(sample()), paper)
    assert value(make.poster(journey, read(journey), paper)) == value(
        composer().poster(journey, read(journey), paper)
    )


def test_printed_language_is_apart_from_the_texts() -> None:
    journey = sample("new-colleague", "hu").replace(poster=PosterSettings(language="da"))
    sheet = composer("da").poster(journey, read(journey), Paper.named("A0"))
    text = said(list(sheet.parts()))
    assert "Forventninger".upper() in text.upper()
    assert journey.title in text


def test_what_is_printed_does_not_invite_the_hand() -> None:
    words = composer("hu").words
    for flow in ("poster", "timeline"):
        sheet = Press(typesetter()).sheet(sample("empty", "hu"), PrintOrder(view=flow))
        assert not {"Kattintson", words.empty_title.split()[0]} & set(said(list(sheet.parts())).split())


def test_numbers_are_written_the_way_the_language_does() -> None:
    journey = sample("new-colleague", "da")
    text = said(list(poster(journey).parts()))
    assert f"{journey.desired.target}".replace(".", ",") in text
    assert f"{journey.desired.target}" not in text


def test_a_name_that_ends_in_an_ellipsis_is_reported() -> None:
    journey = sample()
    long = "Department of Workplaces, Keys, Parking and Everything That Has a Lid and is Heavy to Lift"
    parties = tuple(p.replace(name=2 * long) if p is journey.parties[0] else p for p in journey.parties)
    found = [p for p in poster(journey.replace(parties=parties)).problems if p.place == "parties[0].name"]
    assert len(found) == 1
    assert found[0].record == journey.parties[0].id


def with_a_long_card(at: int, words: int = 400) -> Journey:
    """The new colleague with one description of so many words."""
    journey = sample()
    told = " ".join(f"{k} and then nobody knew what would happen" for k in range(words // 8))
    return journey.with_(
        touchpoints=tuple(t.replace(text=told) if k == at else t for k, t in enumerate(journey.touchpoints))
    )


@pytest.mark.parametrize("portrait", [False, True])
def test_one_long_card_does_not_make_the_whole_sheet_small(portrait: bool) -> None:
    journey = with_a_long_card(6)
    usual, sheet = poster(sample(), portrait=portrait), poster(journey, portrait=portrait)
    assert sheet.body_pt >= usual.body_pt - 1
    found = [problem for problem in sheet.problems if problem.place == "touchpoints[6].text"]
    assert len(found) == 1
    assert "Card 7" in str(found[0])
    assert found[0].record == journey.touchpoints[6].id
    told = sheet.bands[0].stack(journey.touchpoints[6]).text.texts
    assert told[-1].endswith("…")
    others = [problem for problem in sheet.problems if problem.place.endswith(".text")]
    assert others == found
    words = said(list(timeline(journey).parts()))
    assert "49 and then" in " ".join(words.split())  # a timeline shows everything


def test_a_long_card_stays_short_during_a_gesture_and_leaves_no_trace() -> None:
    journey, make, paper = with_a_long_card(6), composer(), Paper.named("A0")
    first = make.poster(journey, read(journey), paper)
    again = make.poster(journey, read(journey), paper, plan=first.plan)
    assert value(first) == value(again)
    short = sample()
    assert value(make.poster(short, read(short), paper)) == value(poster(short))


def test_many_long_cards_are_not_outliers() -> None:
    journey = sample()
    for k in range(8):
        journey = journey.with_(
            touchpoints=tuple(
                t.replace(text="Nobody knew what would happen next. " * 12) if i == 2 * k else t
                for i, t in enumerate(journey.touchpoints)
            )
        )
    assert not any("much longer" in str(problem) for problem in poster(journey).problems)

"""Heads of cards and names of phases: one size on a sheet, broken where the language breaks, clear of what is near."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Duration, Kind
from cjm_desktop.edits.capture import clear_votes
from cjm_desktop.layout.card_head import head_items, head_of, kind_word
from cjm_desktop.layout.metrics import LEAST_COLUMN, Metrics
from cjm_desktop.layout.sheet import Part, PartKind, Path, Rect, Text
from tests.layout.maps import composer, poster, said, sample, timeline, typesetter

LANGUAGES = ("da", "nl", "hu", "sv", "en")


def head_texts(part: Part, title_top: float) -> list[Text]:
    """The texts of a card above its title."""
    return [item for item in part.items if isinstance(item, Text) and item.y < title_top]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("portrait", [False, True])
def test_all_heads_of_a_sheet_have_one_size(language: str, portrait: bool) -> None:
    for sheet in (
        poster(sample("new-colleague", language), portrait=portrait),
        timeline(sample("new-colleague", language)),
    ):
        sizes = set()
        for part in sheet.parts():
            if part.kind is PartKind.CARD:
                i = sheet.index_of(part.record)
                assert i is not None
                band = sheet.band_of(i)
                assert band is not None
                stack = band.stack(sheet.journey.touchpoints[i])
                sizes |= {round(item.size, 6) for item in head_texts(part, stack.title_top)}
        assert len(sizes) == 1


@pytest.mark.parametrize("name", ["new-colleague", "big"])
def test_the_head_of_a_waiting_card_keeps_clear_of_its_ruler_and_its_title(name: str) -> None:
    sheet = poster(clear_votes(sample(name)))
    seen = 0
    for part in sheet.parts():
        i = sheet.index_of(part.record)
        if part.kind is not PartKind.CARD or i is None:
            continue
        t = sheet.journey.touchpoints[i]
        band = sheet.band_of(i)
        if t.kind is not Kind.WAITING or band is None:
            continue
        stack, m = band.stack(t), band.m
        head = head_texts(part, stack.title_top)
        ruler = max(item.h for item in part.items if isinstance(item, Rect) and item.h < 2 * m.pad)
        assert min(item.y - 0.73 * item.size for item in head) >= ruler + 0.5 * m.em
        assert max(item.y for item in head) <= stack.title_top - 0.6 * m.em
        assert any(isinstance(item, Path) for item in part.items)
        seen += 1
    assert seen


def test_no_stub_of_a_word_stands_alone() -> None:
    found = typesetter().wrap("Självbetjäningsportal", "regular", 9.4, "sv", 3, hyphenate=False)
    assert found.count > 1
    assert min(len(line) for line in found.texts) > 4


def test_a_long_name_of_a_phase_takes_two_lines_of_a_size_one_can_read() -> None:
    journey = sample("new-colleague", "nl")
    long = "De lange weken tussen tekenen en beginnen, waarin niemand iets laat horen"
    phases = tuple(p.replace(name=long) if k == 1 else p for k, p in enumerate(journey.phases))
    sheet = poster(journey.with_(phases=phases))
    names: dict[str, list[Text]] = {}
    for part in sheet.parts():
        if part.kind is PartKind.PHASE:
            texts = [item for item in part.items if isinstance(item, Text)]
            names[part.record] = texts[1:]  # after the number
            for item in texts:
                assert item.y - 0.73 * item.size >= 0
                assert item.y <= part.h
                assert item.x + item.line.width * item.size <= part.w
    long_one = names[journey.phases[1].id]
    assert " ".join(item.line.text for item in long_one) == long
    assert len(long_one) == 2
    others = [item.size for ident, texts in names.items() if ident != journey.phases[1].id for item in texts]
    assert long_one[0].size >= 0.55 * max(others)
    assert max(others) - min(others) < 0.15 * max(others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lane_has_its_sign_beside_its_name(language: str) -> None:
    sheet = poster(sample("new-colleague", language))
    seen = 0
    for part in sheet.parts():
        if part.kind is not PartKind.HINT:
            continue
        texts = [item for item in part.items if isinstance(item, Text)]
        signs = [s for item in part.items if isinstance(item, Path) for s in item.segments if len(s) > 1]
        right = max(s[-2] for s in signs)  # type: ignore[type-var]
        assert all(item.x > right for item in texts)  # type: ignore[operator]
        seen += 1
    assert seen == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_under_their_cards_are_named_beside_the_first(language: str) -> None:
    journey = sample("new-colleague", language)
    for sheet in (poster(journey), poster(journey, "A3", portrait=True), timeline(journey)):
        word = composer(language).words.quotes
        for band in sheet.bands:
            top, bottom = band.lanes.cards, band.lanes.cards + band.lanes.cards_h
            names = [part for part in sheet.parts() if part.kind is PartKind.HINT and top < part.y < bottom]
            assert [said([part]).replace("\n", " ") for part in names][1:] == [word]
            touchpoints = journey.touchpoints[band.columns.start : band.columns.stop]
            first = next(t.id for t in touchpoints if t.quotes)
            quote = next(part for part in sheet.parts() if part.kind is PartKind.QUOTE and part.record == first)
            assert quote.y < names[1].y < quote.y + quote.h
    bare = journey.with_(touchpoints=tuple(t.replace(quotes=()) for t in journey.touchpoints))
    assert word not in said([part for part in poster(bare).parts() if part.kind is PartKind.HINT])


@pytest.mark.parametrize("paper", ["A0", "A3"])
@pytest.mark.parametrize("portrait", [False, True])
def test_long_lists_leave_the_sheet_to_the_journey(paper: str, portrait: bool) -> None:
    journey = sample("new-colleague")
    wordy = journey.with_(goals=tuple(f"goal {k} " + "of many words " * 35 for k in range(30)))
    sheet = poster(wordy, paper, portrait=portrait)
    head = next(part for part in sheet.parts() if part.kind is PartKind.HEADER)
    assert head.h <= 0.3 * sheet.height
    (told,) = (str(one.message) for one in sheet.problems if one.place == "goals" and "of these 30" in str(one.message))
    printed = sum(f"goal {k} of" in said([head]) for k in range(30))
    assert 1 <= printed < 30 and f"room for {printed} of these 30" in told
    title = max((item for item in head.items if isinstance(item, Text)), key=lambda item: item.size)
    assert title.y <= 0.6 * head.h


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from([Kind.OWN_ACTION, Kind.SILENCE, Kind.WAITING]),
    st.floats(LEAST_COLUMN, 14.0),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_name_of_a_kind_is_never_broken(
    language: str, kind: Kind, ems: float, decisive: bool, droppable: bool, compact: bool
) -> None:
    """Where it fits on one line neither beside number and badges nor under them, a shorter word does."""
    setting = composer(language).setting(language)
    m = Metrics(4.0, 1.0, compact=compact)
    touchpoint = sample("new-colleague", language).touchpoints[0].replace(
        kind=kind, decisive=decisive, droppable=droppable, duration=Duration(amount=20, unit="min")
    )
    head = head_of(touchpoint, None, setting, m, ems * m.em)
    words = setting.words
    assert head.texts[0].texts in ((kind_word(kind, words),), (words.own_action_short,))
    # The icon and all lines stay above the title, and clear of the number on their line.
    items = head_items(touchpoint, head, 147, setting, m, ems * m.em)
    said = [item for item in items if isinstance(item, Text)]
    number = next((item for item in said if item.line.text == "147"), None)
    for one in said:
        assert one.y <= m.pad + head.height + 0.01
        if number is not None and one is not number:
            high = one.y - 0.73 * one.size
            assert one.x + one.line.width * one.size < number.x or high > number.y, one.line.text

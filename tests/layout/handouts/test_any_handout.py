"""Handouts of generated journeys: nothing leaves its page, no two texts overlap, nothing is dropped without a word."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey
from cjm_desktop.layout import Paper
from cjm_desktop.layout.handouts import KINDS, Page
from tests.layout.handouts.papers import A3, A4, LETTER, check, handout, said
from tests.strategies import journeys

LANGUAGES = ("en", "da", "nl", "hu", "sv")


@given(journeys(), st.sampled_from(KINDS), st.sampled_from([A4, A3, LETTER]), st.sampled_from(LANGUAGES))
@settings(max_examples=20)
def test_any_journey_keeps_to_its_pages(journey: Journey, kind: str, paper: Paper, language: str) -> None:
    check(handout(kind, journey, paper, language=language))


def missing(wanted: dict[str, str], pages: list[Page]) -> list[str]:
    """The places of texts that are not on the pages and that no problem names."""
    told = {problem.place for page in pages for problem in page.problems}
    flat = re.sub(r"[\W_]+", "", said(pages)).casefold()
    return [
        place
        for place, text in wanted.items()
        if re.sub(r"[\W_]+", "", text).casefold() not in flat and place not in told
    ]


@given(journeys(), st.sampled_from([A4, A3]))
@settings(max_examples=10)
def test_nothing_is_dropped_without_a_word(journey: Journey, paper: Paper) -> None:
    cards = {
        f"touchpoints[{i}].{field}": getattr(t, field)
        for i, t in enumerate(journey.touchpoints)
        for field in ("title", "text")
    }
    assert missing(cards, handout("cards", journey, paper)) == []
    hung = {
        f"opportunities[{i}].{field}": getattr(o, field)
        for i, o in enumerate(journey.opportunities)
        for field in ("title", "text", "measure")
    }
    assert missing(hung, handout("opportunities", journey, paper)) == []
    assert missing(hung, handout("actions", journey, paper)) == []
    emotions = {f"emotions[{i}].word": e.word for i, e in enumerate(journey.emotions)}
    assert missing(emotions, handout("faces", journey, paper)) == []
    phases = {f"phases[{i}].name": p.name for i, p in enumerate(journey.phases)}
    if any(p.name.strip() for p in journey.phases):
        assert missing(phases, handout("interview", journey, paper)) == []
    people = {f"personas[{i}].name": p.name for i, p in enumerate(journey.personas)}
    assert missing(people, handout("persona", journey, paper)) == []
    seats = {f"charter.participants[{i}].role": p.role for i, p in enumerate(journey.charter.participants)}
    assert missing(seats, handout("participants", journey, paper)) == []

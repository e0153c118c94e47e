"""The deck: what is told on which slide, large enough for the last row, within the slide, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.document import Answer, Interview, Journey, Persona, Status, Touchpoint
from cjm_desktop.document.opportunity import Opportunity
from cjm_desktop.document.timeline import Quote
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout.deck import LEAST_PT, SLIDE
from cjm_desktop.layout.handouts import Page
from cjm_desktop.layout.sheet import PT, Curve, Known, Part, PartKind, Text
from cjm_desktop.paint.pptx.blocks import wide
from cjm_desktop.paint.shapes import bounds
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates
from tests.layout.test_other_lines import felt_by

PRESS = Press()


def deck(journey: Journey, **more: object) -> list[Page]:
    return PRESS.sheets(journey, PrintOrder(view="deck", **more))  # type: ignore[arg-type, return-value]


def said(parts: Iterable[Part]) -> str:
    return " ".join(item.line.words for part in parts for item in part.items if isinstance(item, Text)).replace("\u00a0", " ")


def everything(pages: Iterable[Page]) -> str:
    return " ".join(" ".join(said(page.parts()) for page in pages).split())


def test_a_journey_is_told_in_the_order_of_its_steps() -> None:
    journey = templates.load("new-colleague", "en")
    titles = [page.title for page in deck(journey)]
    dips = [t for t in read(journey).dips if t in read(journey).highlights]
    named = {t.id: f"{i}  {t.title}" for i, t in enumerate(journey.touchpoints, 1)}
    assert titles[0] == journey.title
    assert [title for title in titles if title in named.values()] == [named[one] for one in dips]
    at = [titles.index(one) for one in ("Maya Thornton", "Deepest dip: 4 Six weeks of nothing", named[dips[0]], "Opportunities", "Actions")]
    assert at == sorted(at)


def test_goals_quotes_and_what_we_do_are_all_there() -> None:
    journey = templates.load("new-colleague", "en")
    told = everything(deck(journey))
    for text in (*journey.goals, *journey.expectations, journey.personas[0].story, *journey.personas[0].needs):
        assert text in told
    for o in journey.opportunities:
        assert o.title in told
        assert o.text in told
    for t in journey.touchpoints:
        if t.id in read(journey).dips and t.id in read(journey).highlights:
            assert t.text in told
            assert all(quote.text.strip("“”") in told for quote in t.quotes)


@pytest.mark.parametrize("language", ["en", "nl", "hu"])
def test_a_feeling_nobody_said_is_slanted_and_explained(language: str) -> None:
    journey = templates.load("new-colleague", language)
    entry = {"en": "italic: the program’s word", "nl": "cursief: woord van het programma", "hu": "dőlt: a program szava"}[language]
    assert entry not in everything(deck(journey))
    ours = journey.replace(touchpoints=tuple(t.replace(emotion_suggested=True) for t in journey.touchpoints))
    told = deck(ours)
    assert entry in everything(told)
    assert all(page.problems == () for page in told)


@pytest.mark.parametrize(("name", "language"), [("new-colleague", "da"), ("new-laptop", "hu"), ("big", "en"), ("new-laptop", "nl")])
def test_type_is_read_from_the_last_row_and_stands_on_the_slide(name: str, language: str) -> None:
    for page in deck(templates.load(name, language)):
        assert (page.width, page.height) == (SLIDE.width, SLIDE.height)
        assert page.problems == ()
        for part in page.parts():
            if part.kind is PartKind.FOOTER:
                continue
            for item in part.items:
                if isinstance(item, Text):
                    assert item.size >= LEAST_PT * PT - 1e-6, item.line.text
                box = None if isinstance(item, Curve) else bounds(item)
                if box is not None:
                    assert part.x + box[0] >= -0.1, (page.title, item)
                    assert part.x + box[2] <= page.width + 0.1
                    assert part.y + box[1] >= -0.1
                    assert part.y + box[3] <= page.height + 0.1


def test_names_on_the_line_lie_over_nothing() -> None:
    page = next(one for one in deck(templates.load("big", "en")) if one.title.startswith("Deepest dip"))
    names = [part for part in page.parts() if part.kind is PartKind.POINT and any(isinstance(item, Text) for item in part.items)]
    assert len(names) > 3
    for one, other in combinations(names, 2):
        assert one.x + one.w <= other.x or other.x + other.w <= one.x or one.y + one.h <= other.y or other.y + other.h <= one.y


def test_what_finds_no_room_goes_on_on_the_next_slide() -> None:
    goals = tuple(f"Goal {i}: carry on working without losing a single week of what I do every day" for i in range(24))
    quotes = tuple(Quote(text=f"Quote {i}: nobody told me what would happen, or when, and I waited for weeks") for i in range(12))
    points = tuple(
        Touchpoint(id=f"t{i}", title=f"Point {i}", grade=grade, text="A text. " * 60, quotes=quotes if grade == 2 else ())
        for i, grade in enumerate((7.0, 2.0, 8.0))
    )
    journey = Journey(title="A journey", goals=goals, touchpoints=points)
    pages = deck(journey)
    told = everything(pages)
    assert all(goal in told for goal in goals)
    assert all(quote.text in told for quote in quotes)
    assert sum("continued" in said(page.parts()).lower() for page in pages) >= 3
    for page in pages:
        for part in page.parts():
            if part.kind not in (PartKind.FOOTER, PartKind.PAPER):
                assert part.y + part.h <= page.height - 10, part


def test_a_text_longer_than_a_slide_is_shortened_and_reported() -> None:
    persona = Persona(id="p", name="Maya", story="A very long story. " * 200)
    pages = deck(Journey(personas=(persona,)))
    assert any(one.record == "p" for page in pages for one in page.problems)


def test_real_names_stay_out_unless_they_are_wanted() -> None:
    journey = Journey(opportunities=(Opportunity(id="o", title="A card", person="Karen Blixen", due="2026-05-01", status=Status.PLANNED),))
    assert "Karen" not in everything(deck(journey))
    assert "Karen Blixen" in everything(deck(journey, names=True))


def test_what_was_dropped_is_not_told_and_an_empty_journey_has_a_first_slide() -> None:
    assert [page.title for page in deck(Journey(language="da"))] == ["Rejse uden titel"]
    dropped = Journey(opportunities=(Opportunity(id="o", title="A card", status=Status.DROPPED),))
    assert len(deck(dropped)) == 1
    ungraded = Journey(title="J", touchpoints=(Touchpoint(id="t", title="Begin"),))
    assert [page.title for page in deck(ungraded)] == ["J", "Touchpoints"]


def test_the_list_of_actions_leaves_out_only_what_was_dropped() -> None:
    ours = (
        Opportunity(id="o1", title="Call on Friday", status=Status.DOING),
        Opportunity(id="o2", title="Break the silence"),
        Opportunity(id="o3", title="Not this", status=Status.DROPPED),
    )
    last = deck(Journey(title="T", opportunities=ours))[-1]
    assert last.title == "Actions"
    told = said(last.parts())
    assert "Call on Friday" in told and "Break the silence" in told and "Not this" not in told
    assert told.count("nobody yet") == 2


def test_lines_on_cards_leave_room_for_a_wider_font() -> None:
    # Where our font is not installed a presentation program takes another one, most of them wider.
    title = "Tell how things stand, and when the laptop will be there, before anybody asks"
    slide = next(one for one in deck(Journey(title="T", opportunities=(Opportunity(id="o", title=title),))) if one.title == "Opportunities")
    (card,) = (part for part in slide.parts() if part.kind is PartKind.OPPORTUNITY)
    ends = [item.x + wide(item) for item in card.items if isinstance(item, Text)]
    assert max(ends) <= card.w - 0.1 * (card.w - 22)


@pytest.mark.parametrize("language", ["hu", "da"])
def test_texts_of_every_slide_leave_room_for_a_wider_font(language: str) -> None:
    journey = templates.load("new-colleague", language)
    journey = journey.replace(goals=(*journey.goals, "word " * 40), title=journey.title + " of everybody who comes and goes, and comes")
    framed = {PartKind.CELL: 0.0, PartKind.QUOTE: 4.2}
    checked = set()
    for page in deck(journey):
        for part in page.parts():
            texts = [item for item in part.items if isinstance(item, Text)]
            if part.kind in framed and max(map(wide, texts), default=0.0) < part.w:
                checked.add(part.kind)
                room = part.w - framed[part.kind]
                assert all(t.x + wide(t) <= room - 0.1 * (room - t.x) for t in texts), (page.title, texts[0].line.text)
    assert checked == set(framed)
    cover = next(iter(deck(journey)))
    titles = [t for part in cover.parts() if part.kind is PartKind.HEADER for t in part.items if isinstance(t, Text) and t.size > 8]
    assert len(titles) > 1 and all(wide(t) <= 0.9 * (SLIDE.width - 2 * t.x) for t in titles)


def test_each_persona_with_a_line_has_a_slide_with_its_name_and_what_dashes_mean() -> None:
    journey = felt_by(templates.load("new-colleague", "en"), {"Tom": [4.0, 6.0, 2.0, 7.0, None, 8.0], "Eve": []})
    heard = tuple(Answer(touchpoint=t.id, grade=4.0) for t in journey.touchpoints[:2])
    tom = journey.personas[1]
    journey = journey.replace(interviews=(*journey.interviews, Interview(id="of-tom", persona=tom.id, answers=heard)))
    first, second = [page for page in deck(journey) if any(isinstance(item, Curve) for part in page.parts() for item in part.items)]
    assert second.title.startswith("Deepest dip: 3 ")
    equal = felt_by(journey, {"Tom": [4.0, 2.0, 7.0, 2.0, 6.0]})
    titles = [page.title for page in deck(equal) if any(isinstance(item, Curve) for part in page.parts() for item in part.items)]
    assert titles[1].startswith("One of the deepest dips: 2 ")
    assert journey.personas[0].name.upper() in said(first.parts()) and "TOM" in said(second.parts()) and "EVE" not in said(second.parts())
    (line,) = [item for part in second.parts() for item in part.items if isinstance(item, Curve)]
    assert [one and one.known for one in map(line.source.stretch, range(5))] == [Known.OBSERVED, Known.ASSUMED, Known.ASSUMED, None, None]
    told = said(second.parts())
    assert "observed" in told and "assumed" in told
    hidden = journey.replace(poster=journey.poster.replace(other_lines=False))
    assert "TOM" not in everything(deck(hidden))
    nobody = journey.replace(interviews=(), touchpoints=tuple(t.replace(quotes=(), basis=None) for t in journey.touchpoints))
    assert "observed" not in everything(deck(nobody))


@pytest.mark.parametrize("language", ["en", "hu", "sv"])
def test_a_day_stands_on_one_line_of_the_list(language: str) -> None:
    journey = templates.load("new-colleague", language)
    days = [f"2026-{month:02}-28" for month in (9, 12, 5)]
    named = tuple(o.replace(due=day) for o, day in zip(journey.opportunities, days, strict=False))
    pages = deck(journey.replace(opportunities=named), language=language)
    lines = [item.line for page in pages for part in page.parts() for item in part.items if isinstance(item, Text)]
    catalogue = catalogue_for(language)
    for day in days:
        assert catalogue.day(day) in [line.words.replace("\u00a0", " ") for line in lines]


def test_a_persona_of_whom_nothing_is_known_but_a_name_has_no_empty_slide() -> None:
    journey = templates.load("new-colleague", "en")
    named = (*journey.personas, Persona(id="px-1", name="Olena Koval"))
    assert "Olena Koval" not in [page.title for page in deck(journey.replace(personas=named))]
    told = (*journey.personas, Persona(id="px-1", name="Olena Koval", role="Nurse"))
    assert "Olena Koval" in [page.title for page in deck(journey.replace(personas=told))]

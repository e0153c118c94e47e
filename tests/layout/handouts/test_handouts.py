"""All handouts, made from the samples: every page whole, numbered, readable aloud, discreet, and the same each time."""

from __future__ import annotations

import re

import pytest

from cjm_desktop.document import Charter, Journey, Opportunity, Participant, Party
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Paper, PaperError, load_theme, theme_names
from cjm_desktop.layout.colour import contrast
from cjm_desktop.layout.handouts import KINDS, handout_words
from cjm_desktop.layout.sheet import Mark, PartKind, Tag, Text
from cjm_desktop.paint.pdf import pdf_bytes
from tests.layout.handouts.papers import A3, A4, LETTER, check, handout, said, texts
from tests.layout.maps import sample

LANGUAGES = ("en", "da", "nl", "hu", "sv")
#: A word that fits no card, and a text that fits none either.
MONSTER = "Ügyfélelégedettségfelmérés" * 6
LONG = "The laptop comes on a Tuesday when nobody is in. " * 30


@pytest.mark.parametrize("paper", [A4, A3, LETTER], ids=lambda paper: paper.name)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["new-colleague", "empty", "big"])
def test_samples_keep_to_their_pages(kind: str, name: str, paper: Paper) -> None:
    check(handout(kind, sample(name), paper))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_printed_whole_in_every_language(kind: str, language: str) -> None:
    for name in ("new-colleague", "new-laptop", "empty"):
        pages = handout(kind, sample(name, language), language=language)
        check(pages)
        assert [str(problem) for page in pages for problem in page.problems] == []


def _long(journey: Journey, title: str, text: str) -> Journey:
    """A journey whose every text is too long."""
    return journey.replace(
        title=title,
        touchpoints=tuple(t.replace(title=title, text=text, emotion=title) for t in journey.touchpoints),
        opportunities=tuple(o.replace(title=title, text=text, measure=text) for o in journey.opportunities),
        personas=tuple(
            p.replace(name=title, role=title, story=text, hobbies=(text,) * 9, needs=(title,) * 30)
            for p in journey.personas
        ),
        parties=tuple(p.replace(name=title) for p in journey.parties),
        channels=tuple(c.replace(name=title) for c in journey.channels),
        phases=tuple(p.replace(name=title, note=text) for p in journey.phases),
        charter=journey.charter.replace(purpose=text, need=text, ends=text),
        feedback=journey.feedback.replace(question=text, when=title, reader=text),
    )


@pytest.mark.parametrize("text", [LONG, MONSTER], ids=["long", "monster"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_too_long_is_shortened_and_told(kind: str, text: str) -> None:
    journey = _long(sample(), MONSTER, text)
    pages = handout(kind, journey)
    check(pages)
    if kind != "interview":  # an interview guide has as many pages as it needs
        assert [problem for page in pages for problem in page.problems]
    for page in pages:
        shortened = [box for box in texts(page) if box.text.endswith("…") and "……" not in box.text]
        assert not shortened or page.problems, page


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_numbered_and_name_the_journey_and_its_day(kind: str) -> None:
    journey = sample()
    pages = handout(kind, journey)
    for k, page in enumerate(pages, 1):
        assert (page.number, page.count) == (k, len(pages))
        foot = next(part for part in page.parts() if part.kind is PartKind.FOOTER)
        shown = " ".join(box.text for box in texts(page) if box.top > foot.y)
        assert f"{k} / {len(pages)}" in shown
        assert journey.title in shown
        assert "14 April 2026" in shown


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_a_heading_and_one_mark_leads_to_the_handout(kind: str) -> None:
    pages = handout(kind, sample())
    for page in pages:
        roles = [
            item.role for part in page.parts() for item in part.items if isinstance(item, Tag) and item.role
        ]
        assert roles.count("H1") == 1
        opened = sum(
            1 if item.role else -1 for part in page.parts() for item in part.items if isinstance(item, Tag)
        )
        assert opened == 0
    marks = [item for page in pages for part in page.parts() for item in part.items if isinstance(item, Mark)]
    assert len([mark for mark in marks if mark.title]) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_texts_of_another_language_say_so(kind: str) -> None:
    pages = handout(kind, sample("new-colleague", "hu"), language="en")
    tags = [item for page in pages for part in page.parts() for item in part.items if isinstance(item, Tag)]
    assert {tag.language for tag in tags} == {"", "hu"}
    assert {page.language for page in pages} == {"en"}


@pytest.mark.parametrize("kind", KINDS)
def test_names_of_persons_are_printed_only_when_asked(kind: str) -> None:
    journey = Journey(
        parties=(Party(id="p", name="IT"),),
        opportunities=(Opportunity(id="o", title="Order", owner="p", person="Zebulon Quist"),),
        charter=Charter(participants=(Participant(id="c", name="Zebulon Quist", department="IT"),)),
    )
    assert "Zebulon" not in said(handout(kind, journey))
    shown = "Zebulon" in said(handout(kind, journey, names=True))
    assert shown == (kind in ("opportunities", "participants", "actions"))


@pytest.mark.parametrize("kind", KINDS)
def test_handouts_can_be_painted_and_equal_journeys_print_equal_bytes(kind: str) -> None:
    first, second = (pdf_bytes(handout(kind, sample())) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_paper_that_is_too_small_gets_a_sentence(kind: str) -> None:
    with pytest.raises(PaperError) as caught:
        handout(kind, sample(), Paper("A5", 148, 210))
    assert "A4" in str(caught.value.message)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="interview"):
        handout("origami", sample())


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_printed_words_are_there_in_every_language(language: str) -> None:
    english = handout_words(lambda _context, text: text, "en")
    theirs = handout_words(catalogue_for(language).pgettext, language)
    same = {
        "language",
        "role",
        "status",
        "persona",
        "respondent",
        "interviewer",
        "touchpoint",
        "facilitator",
        "hobbies",
    }
    same |= {"name", "say", "impact_of"}
    untold = [f for f in english.__slots__ if f not in same and getattr(theirs, f) == getattr(english, f)]
    assert untold == []
    for field in (name for name in english.__slots__ if name != "say"):
        places = re.findall(r"\{\w+\}", getattr(english, field))
        assert sorted(re.findall(r"\{\w+\}", getattr(theirs, field))) == sorted(places), field


def test_characters_without_a_font_are_told() -> None:
    journey = Journey(title="\U0001f9ff\U00010fff Trip")
    problems = [str(p) for page in handout("interview", journey) for p in page.problems]
    assert any("U+10FFF" in text for text in problems)


def test_a4_is_the_smallest_page_and_letter_is_taken() -> None:
    for paper in (A4, LETTER):
        assert handout("persona", sample(), paper)[0].height == max(paper.width, paper.height)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("kind", KINDS)
def test_everything_reads_on_white_paper_in_every_theme(kind: str, theme: str) -> None:
    roles = load_theme(theme)
    grounds = {roles.paper, roles.card, roles.ground}
    assert contrast(roles.opportunity_ink, roles.opportunity) >= 4.0  # what is said in a sticker of votes
    dark = {roles.opportunity_ink, roles.disc, roles.ink, roles.opportunity, roles.phase_ink}  # what badges and numbers stand on
    for page in handout(kind, sample(), theme=theme):
        for part in page.parts():
            for item in part.items:
                if isinstance(item, Text) and item.fill not in dark:
                    assert min(contrast(item.fill, ground) for ground in grounds) >= 4.0, item.line.text

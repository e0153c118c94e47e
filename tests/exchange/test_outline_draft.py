"""An outline read while it is written: nothing is refused, and what is remembered says the same as what is read afresh."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Kind, Phase, Quote, Scale, Touchpoint
from cjm_desktop.edits.outline import places_of, taken_over
from cjm_desktop.exchange import journey_of_outline, outline_text
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.outline import outlined, without_entities
from cjm_desktop.exchange.outline_draft import DraftCard, Drafter, draft_of
from tests.exchange.exchanged import maps

TEXT = """\
# My new job

- language: en
- goal: Start quickly

- Dreams about it
  - karakter: 7,5

## Before

- Signs
  It comes by mail.
  - kanaal: E-mail
  - grade: good
  > I was proud!
-
stray
### deeper
- Nobody calls
  - soort: stilte
  - duur: 3 weken
"""


def test_a_value_given_twice_is_the_first_one_and_the_second_is_marked() -> None:
    text = "## Before\n\n- Signs\n  - kanaal: E-mail\n  - kanaal: Telefoon\n  - grade: 3\n  - text: One\n  - text: Two\n  - cijfer: 4\n"
    draft = draft_of(text.split("\n"), Scale())
    (card,) = draft.phases[1].cards
    assert (card.channel, card.grade, card.text) == ("E-mail", 3, "One\nTwo")
    twice = "This is said above already; this line changes nothing."
    assert [(line, str(message)) for line, message in draft.marks] == [(5, twice), (9, twice)]
    imported = journey_of_outline(text.encode())
    assert [channel.name for channel in imported.journey.channels if channel.id == imported.journey.touchpoints[0].channel] == ["E-mail"]
    assert [(found.place, str(found.message)) for found in imported.problems] == [("line 5", twice), ("line 9", twice)]


def test_what_lines_say_and_what_is_marked() -> None:
    draft = draft_of(TEXT.split("\n"), Scale())
    assert (draft.title, draft.goals) == ("My new job", ("Start quickly",))
    assert [(p.name, p.line, p.lines) for p in draft.phases] == [("", 0, (6,)), ("Before", 9, (11, 16, 19))]
    dream, signs, blank, silence = [card for phase in draft.phases for card in phase.cards]
    assert dream == DraftCard(title="Dreams about it", grade=7.5)
    assert (signs.text, signs.channel, signs.unread) == ("It comes by mail.", "E-mail", frozenset({"grade"}))
    assert blank.blank
    assert (silence.kind, str(silence.duration)) == (Kind.SILENCE, "3 w")
    assert [(line, str(message)) for line, message in draft.marks] == [
        (3, "Language and scale belong to the journey; this line changes nothing."),
        (14, "“good” is not a number."),
        (17, "This line belongs to no touchpoint and was left out."),
        (18, "Headings below ## mean nothing in an outline; it was left out."),
    ]


PARTS = st.sampled_from([*TEXT.split("\n"), "```", "  ```", "---", "===", "Plain", "- goal: more", "    and on", "# Other", "&#32;"])


@given(st.lists(st.lists(PARTS, max_size=12), max_size=4))
@settings(max_examples=150, deadline=None)
def test_reading_again_is_reading_afresh(texts: list[list[str]]) -> None:
    drafter = Drafter()
    for lines in texts:
        draft = drafter.draft(lines, Scale())
        fresh = draft_of(lines, Scale())
        assert draft == fresh
        assert [(p.line, p.lines) for p in draft.phases] == [(p.line, p.lines) for p in fresh.phases]
        imported = journey_of_outline("\n".join(["# x", *lines]).encode(), lenient=True).journey
        titled = draft_of(["# x", *lines], Scale())
        assert [p.name for p in imported.phases] == [p.name for p in titled.phases[1:]]
        assert [t.title for t in imported.touchpoints] == [c.title for p in titled.phases for c in p.cards if not c.blank]


@given(maps(), st.sampled_from(["da", "nl", "hu", "sv"]))
@settings(max_examples=40)
def test_the_outline_in_another_language_is_the_same_journey(journey: Journey, language: str) -> None:
    lines = [line for piece in outlined(journey, language, told=[f"- language: {journey.language}"]) for line in piece.lines]
    assert journey_of_outline("\n".join(lines).encode()).journey == journey
    assert outline_text(journey_of_outline("\n".join(lines).encode()).journey) == outline_text(journey)


def plain_lines(journey: Journey) -> list[str]:
    return [line for piece in outlined(journey, journey.language, plain=True) for line in piece.lines]


@given(maps())
@settings(max_examples=60)
def test_a_plain_outline_is_read_as_the_journey_it_shows(journey: Journey) -> None:
    draft = Drafter(plain=True).draft(plain_lines(journey), journey.scale, journey.language)
    places = places_of(journey)
    assert [len(phase.cards) for phase in draft.phases] == [len(cards) for cards in places.cards]
    assert [phase.name for phase in draft.phases[1:]] == [phase.name for phase in journey.phases]
    by_id = {t.id: t for t in journey.touchpoints}
    for phase, ids in zip(draft.phases, places.cards, strict=True):
        for card, ident in zip(phase.cards, ids, strict=True):
            assert (card.title, card.kind, card.when, card.duration) == (
                by_id[ident].title, by_id[ident].kind, by_id[ident].when, by_id[ident].duration,
            )  # fmt: skip
            shown = "\n".join(line.rstrip() for line in by_id[ident].text.rstrip().split("\n"))
            first, _, rest = shown.partition("\n")
            assert card.text == "\n".join([first.lstrip(), *([rest] if rest or "\n" in shown else [])])
    taken = taken_over(journey, draft, places, draft, new_id=lambda prefix: f"{prefix}-new", icon_of=icon_of)
    assert taken.journey == journey


def test_a_plain_outline_shows_characters_and_a_file_their_entities() -> None:
    spaced = Touchpoint(id="t1", title="R&#D", text="Comes \n  by mail \n", quotes=(Quote(text=" So late "),))
    journey = Journey(
        title="Learn C #", phases=(Phase(id="f1", name="C#"),),
        touchpoints=(spaced, Touchpoint(id="t2", title="goal: be quick"), Touchpoint(id="t3", title="[x] done", phase="f1")),
    )  # fmt: skip
    shown = [line.replace("\u2060", "") for line in plain_lines(journey)]
    assert shown == [
        "# Learn C #", "", "- R&#D", "  - text: Comes", "      by mail", "  - quote: So late", "- goal: be quick", "",
        "## C#", "", "- [x] done",
    ]  # fmt: skip
    written = outline_text(journey)
    assert "# Learn C &#35;\n" in written
    assert "## C#\n" in written
    assert "  - text: Comes&#32;\n    &#32;&#32;by mail&#32;\n    &#10;\n" in written
    assert journey_of_outline(written.encode()).journey.touchpoints[0].text == spaced.text
    # What is pasted from a file is plain from then on.
    assert without_entities("- a&#58; b&#32;c &#38;#32;\n    &#10;") == "- a: b c &#32;\n    "


def test_figures_are_written_as_the_language_writes_them() -> None:
    journey = journey_of_outline(b"# A\n\n- B\n  - duration: 1.5 h\n  - when: 3 w\n  - grade: 7.5\n").journey
    lines = [line for piece in outlined(journey, "hu") for line in piece.lines]
    assert [line.strip() for line in lines[2:]] == ["- B", "- mikor: 3 hét", "- időtartam: 1,5 óra", "- pontszám: 7,5"]
    (card,) = journey_of_outline("\n".join(lines).encode()).journey.touchpoints
    assert (str(card.when), str(card.duration), card.grade) == ("3 w", "1.5 h", 7.5)


def test_short_units_are_those_of_the_journey() -> None:
    lines = ["# A", "", "- B", "  - varighed: 6 u"]
    drafter = Drafter()
    for language, unit in (("da", "w"), ("nl", "h"), ("da-DK", "w")):
        card = drafter.draft(lines, Scale(), language).phases[0].cards[0]
        assert card.duration is not None
        assert card.duration.unit == unit
    for language, unit in (("da", "w"), ("nl", "h")):
        (read,) = journey_of_outline(f"# A\n\n- language: {language}\n\n- B\n  - duration: 6 u\n".encode()).journey.touchpoints
        assert read.duration is not None
        assert read.duration.unit == unit

"""The Markdown outline: exact both ways, forgiving towards hands."""

from __future__ import annotations

import pytest
from hypothesis import given

from cjm_desktop.document import Journey, Kind, Phase, Scale, Touchpoint
from cjm_desktop.exchange import ImportFailed, journey_of_outline, outline_text
from cjm_desktop.storage import templates
from tests.exchange.exchanged import maps

BY_HAND = """\ufeff# My new job

- Language: nl
- goal: Start quickly
- Expectation: A chair
- Dreaming about it
    - cijfer: 7,5

## Before

* Sign the contract
  * text: It comes by mail.
    It has twelve pages.

    And a seal.
  * kanaal: E-mail
  * grade: 8
  > I was proud!
1. Nobody calls
   - soort: stilte
   - duur: 3 weken
   - quote: Hello?
   - quote: Anybody there?
   - opportunity: Call them
   A remark without a name.
Stray line

## After
2) Lunch
"""


def test_an_outline_written_by_hand() -> None:
    imported = journey_of_outline(BY_HAND.encode())
    journey = imported.journey
    assert (journey.title, journey.language) == ("My new job", "nl")
    assert (journey.goals, journey.expectations) == (("Start quickly",), ("A chair",))
    assert [phase.name for phase in journey.phases] == ["Before", "After"]
    dream, sign, silence, lunch = journey.touchpoints
    assert (dream.phase, dream.grade) == (None, 7.5)
    assert sign.text == "It comes by mail.\nIt has twelve pages.\n\nAnd a seal."
    assert [quote.text for quote in sign.quotes] == ["I was proud!"]
    assert silence.kind is Kind.SILENCE
    assert str(silence.duration) == "3 w"
    assert silence.text == "A remark without a name."
    assert [quote.text for quote in silence.quotes] == ["Hello?", "Anybody there?"]
    assert lunch.phase == "p2"
    assert journey.channels[0].icon == "mail"
    assert [(o.title, o.touchpoints) for o in journey.opportunities] == [("Call them", ("t3",))]
    assert [str(problem) for problem in imported.problems] == [
        "line 26: This line belongs to no touchpoint and was left out."
    ]


@given(maps())
def test_out_and_in_again_is_the_same_journey(journey: Journey) -> None:
    text = outline_text(journey)
    imported = journey_of_outline(text.encode())
    assert imported.problems == ()
    assert imported.journey == journey
    assert outline_text(imported.journey) == text


def test_a_sample_keeps_all_fields_of_the_outline() -> None:
    text = outline_text(templates.load("new-colleague", "hu"))
    assert outline_text(journey_of_outline(text.encode()).journey) == text


def test_another_scale() -> None:
    journey = Journey(scale=Scale(lowest=-2, neutral=0, highest=2.5))
    assert journey_of_outline(outline_text(journey).encode()).journey.scale == journey.scale


def test_the_journeys_own_values_in_other_languages() -> None:
    text = "# Rejse\n\n- Sprog: da\n- skala: 0 5 10\n- mål: Ro\n- mal: Fred\n- forventning: Svar\n\n## A\n\n- Kort\n"
    journey = journey_of_outline(text.encode()).journey
    assert (journey.language, journey.scale.highest, journey.scale.neutral) == ("da", 10, 5)
    assert (journey.goals, journey.expectations) == (("Ro", "Fred"), ("Svar",))
    assert [t.title for t in journey.touchpoints] == ["Kort"]


def test_a_first_card_that_looks_like_a_goal() -> None:
    text = "# x\n\n- goal&#58; is a strange title\n"
    journey = journey_of_outline(text.encode()).journey
    assert journey.touchpoints[0].title == "goal: is a strange title"
    assert journey_of_outline(outline_text(journey).encode()).journey == journey


def test_the_same_bytes_give_the_same_journey() -> None:
    assert journey_of_outline(BY_HAND.encode()) == journey_of_outline(BY_HAND.encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The outline holds no journey"),
        ("Dear diary", "The outline holds no journey"),
        ("# x\n- a\n  - grade: good", r"line 2, grade: “good” is not a number\."),
        ("# x\n- a\n  - grade: 11", r"line 2, grade: The grade 11 is not on the scale from 1 to 10"),
        ("# x\n- a\n  - kind: party", "line 2, kind: “party” is not one of contact"),
        ("# x\n- a\n  - when: soon", "line 2, when: “soon” is not a number with min"),
        ("# x\n- scale: 3 2 1\n", "line 2: a scale is three numbers that rise"),
        ("# x\n- scale: 1 5\n", "line 2: a scale is three numbers that rise"),
        ("# x\n- language: klingon tongue\n- a", "line 2: “klingon tongue” is not a language"),
        ("\x00\x01\x02", "The file is not text"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text: str, words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        journey_of_outline(text.encode())


EVERYDAY = """---
author: somebody
---

My new job
==========

Before ##
---------

- [ ] Sign the contract
- [x] Nobody calls
-
- []
  - [x] text: No box

```python
- no card
# no title
```

* * *

## First day ##

- Comes in
  ```
  - stays a text
    indented
  ```
- C#

Just a remark
"""


def test_markdown_as_people_write_it() -> None:
    imported = journey_of_outline(EVERYDAY.encode())
    journey = imported.journey
    assert journey.title == "My new job"
    assert [phase.name for phase in journey.phases] == ["Before ##", "First day"]
    assert [card.title for card in journey.touchpoints] == ["Sign the contract", "Nobody calls", "[]", "Comes in", "C#"]
    assert journey.touchpoints[2].text == "No box"
    assert journey.touchpoints[3].text == "- stays a text\n  indented"
    assert [problem.place for problem in imported.problems] == ["line 1", "line 17", "line 33", "line 13"]


@pytest.mark.parametrize("words", ["Phase ##", "#", "C#", "[ ] todo", "[x]", "- -", "--", "---", "***", "```", "~~~", "a &#35;", "===", ""])
def test_titles_that_look_like_markdown_survive(words: str) -> None:
    journey = Journey(
        title=words,
        phases=(Phase(id="p1", name=words),),
        touchpoints=(
            Touchpoint(id="t1", phase="p1", title=words, text=f"{words}\n{words}\n{words}"),
            Touchpoint(id="t2", phase="p1", title=words),
        ),
    )
    back = journey_of_outline(outline_text(journey).encode())
    assert back.problems == ()
    assert (back.journey.title, back.journey.phases[0].name) == (words, words)
    assert [(card.title, card.text) for card in back.journey.touchpoints] == [
        (words, f"{words}\n{words}\n{words}"),
        (words, ""),
    ]


def test_a_code_block_that_nobody_closed_takes_the_rest() -> None:
    imported = journey_of_outline(b"# T\n\n- Asks\n\n~~~\n- no card\n")
    assert [card.title for card in imported.journey.touchpoints] == ["Asks"]
    assert len(imported.problems) == 1


def test_a_line_behind_an_empty_code_block_is_text_of_its_own() -> None:
    found = journey_of_outline(b"# A\n## B\n- Waits\n  ```\n  ```\n     for long\n", title="x").journey
    assert [(card.title, card.text) for card in found.touchpoints] == [("Waits", "for long")]

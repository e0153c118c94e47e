"""Mermaid diagrams: what they can hold, and an honest word about what they cannot."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from cjm_desktop.document import Journey, Scale, Touchpoint
from cjm_desktop.exchange import ImportFailed, journey_of_mermaid, mermaid_text
from tests.exchange.exchanged import maps


def test_a_diagram() -> None:
    text, problems = mermaid_text(
        journey_of_mermaid(
            b"journey\n title My day\n section Go to work\n Make tea: 5: Me, Cat\n Go upstairs: 3: Me\n"
        ).journey
    )
    assert text == (
        "journey\n    title My day\n    section Go to work\n      Make tea: 5: Cat\n      Go upstairs: 3\n"
    )
    assert problems == []


@pytest.mark.parametrize(("grade", "score"), [(1, 1), (5.5, 3), (10, 5), (8, 4), (-5, 1)])
def test_grades_become_scores_from_one_to_five(grade: float, score: int) -> None:
    scale = Scale(lowest=-5, neutral=0, highest=10) if grade < 0 else Scale()
    text, _ = mermaid_text(Journey(scale=scale, touchpoints=(Touchpoint(id="t", title="A", grade=grade),)))
    assert f"A: {score}\n" in text


def test_a_gap_is_told() -> None:
    _, problems = mermaid_text(Journey(touchpoints=(Touchpoint(id="t", title="A"),)))
    assert [(p.place, p.record) for p in problems] == [("touchpoints[0].grade", "t")]


@given(maps())
def test_no_text_breaks_the_diagram(journey: Journey) -> None:
    text, _ = mermaid_text(journey)
    lines = text.splitlines()
    assert lines[0] == "journey"
    tasks = [line for line in lines if line.startswith("      ")]
    assert len(tasks) == len(journey.touchpoints)
    assert all(re.fullmatch(r"      [^:]+: [1-5](: [^:]+)?", line) for line in tasks)
    again = journey_of_mermaid(text.encode()).journey
    assert [t.title for t in again.touchpoints] == [t.title or "-" for t in journey.touchpoints]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("graph TD", "is not a Mermaid journey diagram"),
        ("", "is not a Mermaid journey diagram"),
        ("journey\nA: x", r"line 2: “x” is not a number"),
        ("journey\nA: 7", "line 2: A Mermaid score lies between 1 and 5; this is 7"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        journey_of_mermaid(text.encode())


def test_further_people_come_into_the_note_and_are_told() -> None:
    imported = journey_of_mermaid(b"journey\n  Make tea: 5: Me, Cat, Dog\n  Sleep: 3: Me\n")
    assert [(t.note, t.party) for t in imported.journey.touchpoints] == [("with: Dog", "d1"), ("", None)]
    assert [party.name for party in imported.journey.parties] == ["Cat"], "“Me” travels"
    assert [problem.place for problem in imported.problems] == ["", "line 2"], "once for the whole file"
    again = journey_of_mermaid(mermaid_text(imported.journey)[0].encode()).journey
    assert [(t.title, t.grade, t.party) for t in again.touchpoints] == [(t.title, t.grade, t.party) for t in imported.journey.touchpoints]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("---\ntitle: My day\nconfig:\n  theme: dark\n  title: no\n---\n", "My day"),
        ('\ufeff%% said\n---\ntitle: "It\'s: \\"mine\\"" # so\n---\n%%{init: {"theme": "base"}}%%\n\n', "It's: \"mine\""),
        ("---\ntitle: 'It''s mine'\n---\n%%{init: {\n  'theme': 'base'\n}}%%\n", "It's mine"),
        ("```mermaid\n---\nconfig: {}\n---\n%% said\n", "file"),
    ],
)
def test_front_matter_gives_the_title_and_directives_mean_nothing(before: str, title: str) -> None:
    read = journey_of_mermaid((before + "journey\n  %% here too\n  Make tea: 5\n").encode(), title="file")
    assert (read.journey.title, [t.title for t in read.journey.touchpoints], read.problems) == (title, ["Make tea"], ())
    own = journey_of_mermaid((before + "journey\n  title Own\n  Make tea: 5\n").encode())
    assert own.journey.title == "Own", "the diagram's own word counts"


def test_front_matter_that_never_ends_is_no_diagram() -> None:
    with pytest.raises(ImportFailed, match="must begin with"):
        journey_of_mermaid(b"---\ntitle: x\njourney\n A: 3\n")

"""What is cut out: true to size on every paper, kinds told apart by shape, enough of everything."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest

from cjm_desktop.analysis import by_votes
from cjm_desktop.document import EmotionWord, Journey, Kind, Opportunity, Party, Touchpoint
from cjm_desktop.layout import Paper, load_theme
from cjm_desktop.layout.handouts.cutting import CARD, FACE
from cjm_desktop.layout.handouts.faces import pieces_of, whole
from cjm_desktop.layout.handouts.page import Page
from cjm_desktop.layout.handouts.touchpoints import BLANKS, frame_items
from cjm_desktop.layout.sheet import Clip, Item, Part, PartKind, Path, Rect, Text
from cjm_desktop.layout.theme import zone_of
from tests.layout.handouts.papers import A3, A4, LETTER, handout, said, texts
from tests.layout.maps import sample


def cards(kind: str, journey: Journey, paper: Paper = A4, *, blanks: bool = True) -> list[list[Part]]:
    """The cards page by page."""
    wanted = PartKind.CARD if kind == "cards" else PartKind.OPPORTUNITY
    pages = handout(kind, journey, paper, blanks=blanks)
    return [[part for part in page.parts() if part.kind is wanted] for page in pages]


@pytest.mark.parametrize(("paper", "count"), [(A4, 6), (LETTER, 6), (A3, 15)], ids=["A4", "Letter", "A3"])
@pytest.mark.parametrize("kind", ["cards", "opportunities"])
def test_cards_are_sticky_notes_edge_to_edge_on_any_paper(kind: str, paper: Paper, count: int) -> None:
    pages = cards(kind, sample(), paper)
    assert [len(page) for page in pages] == [count] * len(pages)
    for page in pages:
        assert {(part.w, part.h) for part in page} == {(76.0, 76.0)}
        assert len({(round(part.x, 3), round(part.y, 3)) for part in page}) == count
        rows = sorted({part.y for part in page})
        assert all(b - a == pytest.approx(76) for a, b in pairwise(rows))


def test_every_touchpoint_has_its_card_in_order_and_then_come_blank_ones() -> None:
    journey = sample()
    made = [part for page in cards("cards", journey) for part in page]
    assert [part.record for part in made[: len(journey.touchpoints)]] == [t.id for t in journey.touchpoints]
    blank = made[len(journey.touchpoints) :]
    assert len(blank) > 6
    assert {part.record for part in blank} == {""}
    assert set(BLANKS) == set(Kind)


@pytest.mark.parametrize("kind", ["cards", "opportunities"])
def test_without_blanks_there_are_only_filled_cards(kind: str) -> None:
    journey = sample()
    wanted = journey.touchpoints if kind == "cards" else by_votes(journey)
    made = [part for page in cards(kind, journey, blanks=False) for part in page]
    assert [part.record for part in made] == [record.id for record in wanted]


@pytest.mark.parametrize("kind", ["cards", "opportunities"])
def test_an_empty_journey_gives_a_page_of_blank_cards(kind: str) -> None:
    for blanks in (True, False):
        assert [len(page) for page in cards(kind, Journey(), blanks=blanks)] == [6]


def _shape(items: list[Item]) -> tuple[object, ...]:
    """A frame without its colours."""
    out: list[object] = []
    for item in items:
        if isinstance(item, Rect):
            out.append(("rect", item.w, item.h, item.radius, item.stroke is None, item.dash))
        elif isinstance(item, Path):
            out.append(("path", item.segments, item.stroke is None, item.dash))
        else:
            assert isinstance(item, Clip)
    return tuple(out)


def test_kinds_differ_without_colour() -> None:
    theme = load_theme("house")
    shapes = [_shape(frame_items(kind, theme)[0]) for kind in Kind]
    assert len(set(shapes)) == len(Kind)
    silence = frame_items(Kind.SILENCE, theme)[0]
    assert any(isinstance(item, Path) and item.dash for item in silence)


def test_a_card_says_number_channel_title_text_phase_and_party() -> None:
    page = handout("cards", sample())[0]
    first = {box.text for box in texts(page) if box.record == sample().touchpoints[0].id}
    assert {"1", "Website", "I say yes", "Human Resources", "Own action · 2\u00a0h"} <= first


def test_cut_lines_run_between_all_cards_and_ticks_stand_outside() -> None:
    page = handout("cards", sample())[0]
    ground = next(part for part in page.parts() if part.kind is PartKind.GROUND)
    dashed = [item for item in ground.items if isinstance(item, Path) and item.dash]
    ticks = [item for item in ground.items if isinstance(item, Path) and not item.dash]
    assert len(dashed) == 3 + 4
    assert len(ticks) == 2 * (3 + 4)


def test_every_word_comes_once_from_high_to_low_then_faces_without_a_word() -> None:
    journey = sample()
    pages = handout("faces", journey)
    shown = Counter(box.text for page in pages for box in texts(page))
    for emotion in journey.emotions:
        assert shown[emotion.word.capitalize()] == 1
    grades = [piece.grade for piece in pieces_of(journey)]
    assert grades == sorted(grades, key=lambda grade: -(grade or 0))
    for page in pages:
        pieces = [part for part in page.parts() if part.kind is PartKind.PAPER]
        assert len(pieces) == 30
        circle = pieces[0].items[0]
        assert isinstance(circle, Path)
        xs = [float(segment[-2]) for segment in circle.segments if len(segment) > 1]
        assert max(xs) - min(xs) == pytest.approx(FACE)


def test_faces_have_the_grades_of_the_wall_in_the_colours_of_the_legend() -> None:
    journey = sample()
    shown = [box.text for page in handout("faces", journey) for box in texts(page)]
    assert {one for one in shown if one[0].isdigit()} <= {str(n) for n in range(1, 11)} | {"1 / 2", "2 / 2"}
    for emotion, piece in ((e, p) for e in journey.emotions for p in pieces_of(journey) if p.word == e.word):
        assert emotion.grade is not None and piece.grade is not None
        assert zone_of(piece.grade, journey.scale) is zone_of(emotion.grade, journey.scale), emotion
    said_of = {piece.word: piece.grade for piece in pieces_of(journey)}
    assert (said_of["welcome"], said_of["unsure"], said_of["hopeful"]) == (8, 5, 6)
    assert said_of["indifferent"] == 5.5
    under = shown[shown.index("Indifferent") + 1]
    assert under == "Unsure", "between two grades it names none"


def test_grades_go_to_the_nearest_line_and_halves_towards_neutral() -> None:
    scale = sample().scale
    assert [whole(grade, scale) for grade in (1, 1.2, 1.5, 5.4, 5.5, 5.6, 7.5, 8.7, 10)] == [
        1,
        1,
        2,
        5,
        5.5,
        6,
        7,
        9,
        10,
    ]


def test_words_of_touchpoints_and_words_without_a_grade_get_a_piece() -> None:
    journey = Journey(
        emotions=(EmotionWord(word="puzzled"),),
        touchpoints=(Touchpoint(id="t", emotion="giddy", grade=9),),
    )
    assert [(piece.word, piece.grade) for piece in pieces_of(journey)] == [("giddy", 9), ("puzzled", None)]
    shown = said(handout("faces", journey)).split("\n")
    assert shown.count("Giddy") == shown.count("Puzzled") == 1


@pytest.mark.parametrize("journey", [Journey(), sample()])
def test_faces_without_a_word_span_the_scale(journey: Journey) -> None:
    """Each grade has at least one face to write on, so that a word that nobody thought of finds its place."""
    pages = handout("faces", journey)
    plain = [
        [box.text for box in texts(Page(A4, "", "en", "#FFFFFF", [part], []))]
        for page in pages
        for part in page.parts()
        if part.kind is PartKind.PAPER
    ]
    assert {one[0] for one in plain if len(one) == 1} >= {str(grade) for grade in range(1, 11)}


def test_an_opportunity_says_where_what_who_and_when() -> None:
    page = handout("opportunities", sample())[0]
    said_on = " ".join(box.text for box in texts(page) if box.record == "op-word")
    for text in (
        "Two messages while I wait",
        "4\u00a0Six weeks of nothing",
        "Bridge a silence",
        "quick",
        "Human Resources",
    ):
        assert text in said_on
    assert "4 May 2026" in said_on
    assert "No newcomer rings" in said_on
    assert "under way" in said_on


def test_what_is_not_known_leaves_a_line_to_write_on() -> None:
    page = handout("opportunities", Journey(opportunities=(Opportunity(id="o"),)))[0]
    card = next(part for part in page.parts() if part.record == "o")
    level = [
        item
        for item in card.items
        if isinstance(item, Path)
        and item.stroke
        and len(item.segments) == 2
        and item.segments[0][2:] == item.segments[1][2:]
    ]
    assert len(level) >= 4  # title, measure, owner, due
    assert card.w == CARD


def test_long_names_at_the_foot_of_a_card_go_on_lines_of_their_own() -> None:
    """Beside the party there is room for a short phase only; nothing of a name is cut that fits two lines."""
    journey = sample()
    name = "Waiting for approval, equipment and a desk of my own"
    phases = tuple(p.replace(name=name) for p in journey.phases)
    journey = journey.replace(phases=phases)
    (first, *_rest) = [part for page in cards("cards", journey, blanks=False) for part in page]
    lines = [item for item in first.items if isinstance(item, Text)]
    words = [item.line.text for item in lines]
    at = next(i for i, said in enumerate(words) if said.startswith("Waiting for"))
    assert " ".join(words[at : at + 2]) == name
    party = next(p.name for p in journey.parties if p.id == journey.touchpoints[0].party)
    assert next(item.y for item in lines if item.line.text == party) > lines[at + 1].y
    assert not [word for word in words if word.endswith("…")]


NAMES = ["Jan de Vries", "Agnieszka Kowalczyk-Nowak", "Maria Magdalena van den Bossche-Oude Groote Beverborg", "Ib"]


@pytest.mark.parametrize("person", NAMES)
@pytest.mark.parametrize("party", ["IT", "Facility Management", "Personaladministration og arbejdsmiljøkoordinering i Sydjylland"])
def test_the_person_who_owns_an_opportunity_is_named_whole_under_the_party(person: str, party: str) -> None:
    text = "A note from the manager in week two and from the buddy in week four: date, place, first week, one photo."
    own = Opportunity(id="o", title="Two messages while I wait", text=text, measure=text[:70], owner="p", person=person)
    journey = Journey(parties=(Party(id="p", name=party),), opportunities=(own,))
    (page,) = handout("opportunities", journey, blanks=False, names=True)
    card = next(part for part in page.parts() if part.record == "o")
    boxes = [box for box in texts(page) if box.record == "o"]
    # A name may go on in the next line behind a hyphen of its own.
    read = " ".join(box.text for box in boxes).replace("- ", "-")
    assert person in read and text in read
    assert read.index(party[:2]) < read.index(person)
    assert party in read or (len(party) + len(person) > 50 and "…" in read)
    assert all(card.y + 3 < box.top and box.bottom < card.y + card.h - 3 for box in boxes)
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.on(b)]

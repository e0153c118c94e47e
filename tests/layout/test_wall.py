"""The timeline on the wall of a room: what is looked at together is in sight together, in type for the last row."""

from __future__ import annotations

import pytest
from maps import typesetter

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Quote
from cjm_desktop.layout import Composer, IconSet, MapSheet, load_theme, printed_words
from cjm_desktop.layout.point_parts import PointParts
from cjm_desktop.layout.sheet import Text
from cjm_desktop.layout.timeline import WALL
from cjm_desktop.storage import templates

#: A screen of this many em (1 : 40 of its height is 2.5 %) shows phases, cards and line together.
_SCREEN = 40.0


def on_wall(journey: Journey) -> MapSheet:
    words = printed_words(lambda _context, english: english, journey.language)
    composer = Composer(typesetter(), load_theme("house"), IconSet.shipped(), words, cut=WALL)
    return composer.timeline(journey, read(journey))


@pytest.mark.parametrize("language", templates.languages("new-colleague"))
@pytest.mark.parametrize("name", ["new-colleague", "new-laptop", "empty"])
def test_no_type_is_smaller_than_the_body(name: str, language: str) -> None:
    sheet = on_wall(templates.load(name, language))
    em = sheet.bands[0].m.em
    sizes = [item.size for part in sheet.parts() for item in part.items if isinstance(item, Text)]
    assert sizes
    assert min(sizes) >= em - 1e-9


@pytest.mark.parametrize("language", templates.languages("new-colleague"))
def test_phases_cards_and_line_share_the_height_of_a_screen(language: str) -> None:
    journey = templates.load("new-colleague", language)
    assert any(t.quotes for t in journey.touchpoints), "quotes would stand under the cards"
    band = on_wall(journey).bands[0]
    lanes = band.lanes
    assert lanes.graph + lanes.graph_h - lanes.top <= _SCREEN * band.m.em
    assert lanes.ribbon < lanes.cards < lanes.graph < min(lanes.party, lanes.opportunities)


def test_the_cards_grow_no_further_than_the_line_can_spare() -> None:
    journey = templates.load("new-laptop", "en")
    first = journey.touchpoints[0]
    long = first.model_copy(
        update={
            "title": "A title of many words " * 6,
            "text": "word " * 300,
            "quotes": (Quote(text="said " * 60),),
        }
    )
    band = on_wall(journey.with_(touchpoints=(long, *journey.touchpoints[1:]))).bands[0]
    assert band.stack(long).text.count <= 4
    assert band.lanes.graph + band.lanes.graph_h - band.lanes.top <= _SCREEN * band.m.em


@pytest.mark.parametrize("language", templates.languages("new-colleague"))
def test_no_empty_room_is_left_under_the_tallest_card(language: str) -> None:
    band = on_wall(templates.load("new-colleague", language)).bands[0]
    tallest = max(stack.card for stack in band.stacks())
    assert tallest <= band.lanes.cards_h < tallest + band.m.lead, "less than a line, and none for quotes that are not shown"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_no_words_lie_on_the_neutral_line(language: str) -> None:
    """The last moment at the top of the scale, where a wall has little room over its face."""
    journey = templates.load("new-colleague", language)
    top = journey.touchpoints[-1].replace(emotion="överlycklig", grade=10.0)
    band = on_wall(journey.replace(touchpoints=(*journey.touchpoints[:-1], top))).bands[0]
    frame, points = band.frame, PointParts(band, journey.desired.target)
    boxes = [words for i in range(len(journey.touchpoints)) if (words := points.boxes(i)[1]) is not None]
    assert len(boxes) > 10
    assert not [box for box in boxes if box[1] < frame.neutral < box[3]]
    assert boxes[-1][3] < frame.y(10.0), "over its face"

"""Laying out: the poster anew after one edit, a first poster, and a language whose hyphenation is large.

The yardstick is one wrap of every text of the journey at one width: the work no layout can avoid the first time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from journeys import journey_of

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.layout import Composer, IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.storage import templates

if TYPE_CHECKING:
    from conftest import Board

ROUNDS = 5


def composer(typesetter: Typesetter | None = None) -> Composer:
    """A composer that remembers nothing yet."""
    words = printed_words(lambda _context, english: english, "en")
    made = typesetter if typesetter is not None else Typesetter(FontSet.shipped())
    return Composer(made, load_theme("house"), IconSet.shipped(), words)


def drawn(make: Composer, journey: Journey) -> float:
    """Milliseconds to lay out a poster with every part of it."""
    start = time.perf_counter()
    sheet = make.poster(journey, read(journey), Paper.named("A0"))
    for part in sheet.parts():
        part.items  # noqa: B018  parts are made when they are asked for
    return 1e3 * (time.perf_counter() - start)


def wrapped(journey: Journey) -> float:
    """Milliseconds to wrap each text once."""
    typesetter = Typesetter(FontSet.shipped())
    typesetter.wrap("warm", "regular", 10.0, journey.language)
    start = time.perf_counter()
    for t in journey.touchpoints:
        for text in (t.title, t.text, t.expectation):
            typesetter.wrap(text, "regular", 12.0, journey.language)
    return 1e3 * (time.perf_counter() - start)


@pytest.mark.parametrize("size", [12, 30, 60])
def test_a_poster(board: Board, size: int) -> None:
    journey = journey_of(size)
    yardstick = min(wrapped(journey) for _ in range(ROUNDS))
    first = min(drawn(composer(), journey) for _ in range(ROUNDS))
    make = composer()
    drawn(make, journey)
    again = []
    for number in range(ROUNDS):
        ident = journey.touchpoints[size // 2].id
        journey = edits.change_touchpoints(journey, [ident], title=f"Somebody asks for it again {number}")
        again.append(drawn(make, journey))
    board.add(f"first A0 poster of {size}", first, "ms", yardstick=yardstick, beside="one wrap of its texts")
    board.add(
        f"A0 poster of {size} after an edit",
        min(again),
        "ms",
        goal=100.0,
        yardstick=yardstick,
        beside="one wrap of its texts",
    )


def test_hungarian(board: Board) -> None:
    """A first poster in Hungarian, whose 63,000 hyphenation patterns are read first."""
    english, hungarian = (templates.load("new-colleague", language) for language in ("en", "hu"))
    beside = min(drawn(composer(), english) for _ in range(ROUNDS))
    ours = min(drawn(composer(), hungarian) for _ in range(ROUNDS))
    board.add("first A0 poster in Hungarian", ours, "ms", yardstick=beside, beside="the same in English")

"""Places in somebody's file, in the words of the reader."""

from __future__ import annotations

import pytest

from cjm_desktop.document import Message, Problem
from cjm_desktop.exchange.places import place_in_words, placed_in_words
from cjm_desktop.i18n import catalogue_for


@pytest.mark.parametrize(
    ("language", "place", "words"),
    [
        ("en", "row 3, grade", "Row 3, grade"),
        ("hu", "row 3, grade", "3. sor, pontszám"),
        ("nl", "row 1200", "Rij 1200"),
        ("nl", "line 12, kind", "Regel 12, soort"),
        ("sv", "touchpoints[3].grade", ""),
        ("en", "", ""),
    ],
)
def test_rows_and_lines_in_words(language: str, place: str, words: str) -> None:
    assert place_in_words(place, language, catalogue_for(language).say) == words


def test_a_problem_keeps_a_place_of_its_own() -> None:
    say = catalogue_for("hu").say
    own = Problem("title", Message("The table is empty."))
    assert placed_in_words(own, "hu", say) is own
    row = placed_in_words(Problem("row 2", Message("The table is empty.")), "hu", say)
    assert (row.place, row.message) == ("2. sor", own.message)

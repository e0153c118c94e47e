"""Quotes stand between the marks of their language, once, whatever marks they bring along."""

from __future__ import annotations

import pytest

from cjm_desktop.layout.quotes import quoted
from tests.layout.maps import poster, said, sample


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "Hello", "“Hello”"),
        ("en", '"Hello"', "“Hello”"),
        ("en", "“Hello”", "“Hello”"),
        ("hu", "„Szia”", "„Szia”"),
        ("hu", '"Szia"', "„Szia”"),
        ("da", "»Hej«", "»Hej«"),
        ("da", "„Hej“", "»Hej«"),
        ("sv", "”Hej”", "”Hej”"),
        ("nl", "'Hoi'", "“Hoi”"),
        ("nl", "'s Ochtends wacht ik", "“'s Ochtends wacht ik”"),
        ("en", "'It's fine'", "“It's fine”"),
        ("en", "“Yes” and “no”", "““Yes” and “no””"),
        ("en", "She said “no”", "“She said “no””"),
        ("en", "“She said ‘no’”", "“She said ‘no’”"),
        ("en", '"', '“"”'),
        ("en", '""', '“""”'),
        ("xx", " Hello ", "“Hello”"),
    ],
)
def test_a_pair_around_all_of_it_is_replaced(language: str, text: str, printed: str) -> None:
    assert quoted(text, language) == printed


def test_the_poster_prints_one_pair() -> None:
    journey = sample()
    first = next(t for t in journey.touchpoints if t.quotes)
    quote = first.quotes[0].replace(text='"Marvellous"')
    changed = first.replace(quotes=(quote,))
    journey = journey.with_(touchpoints=tuple(changed if t is first else t for t in journey.touchpoints))
    text = said([part for part in poster(journey).parts() if part.record == first.id])
    assert "“Marvellous”" in text
    assert '"' not in text

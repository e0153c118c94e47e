"""More than any journey has is refused, or read in little time: these once took minutes or gigabytes, or raised what they may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cjm_desktop.document import MAX_RECORDS, MAX_TEXT, Journey
from cjm_desktop.exchange import (
    ImportFailed,
    journey_of_csv,
    journey_of_mermaid,
    journey_of_outline,
    paste_text,
    text_in,
)
from cjm_desktop.exchange.csv_in import MOST_COLUMNS, cells_of
from cjm_desktop.exchange.thought import parse

LARGE = "too large to hold a journey"
MOST = "at most 20000 touchpoints"


@pytest.mark.parametrize(
    ("read", "data", "words"),
    [
        (journey_of_csv, b"title\n" + b"," * 2_100_000, LARGE),
        (journey_of_outline, b"# a\n" + b"\n" * 400_001, LARGE),
        (journey_of_mermaid, b"journey\n" + b"a:5\n" * 100_001, LARGE),
        (journey_of_outline, b"# a\n" + b"- a\n" * 100_000, MOST),
        (journey_of_outline, b"# a\n" + b"## a\n" * 100_000, MOST),
        (journey_of_csv, b"title\n" + b"x" * text_in.MOST_BYTES, LARGE),
        (journey_of_outline, b"# a" * text_in.MOST_BYTES, LARGE),
    ],
)
@pytest.mark.parametrize("lenient", [False, True])
def test_what_no_journey_holds_is_refused(read: Callable[..., object], data: bytes, words: str, lenient: bool) -> None:
    with pytest.raises(ImportFailed, match=words):
        read(data, lenient=lenient)


def test_a_first_line_without_end_is_a_table_without_names_or_a_sentence() -> None:
    """One cell longer than a table may have, when its line is split at another mark than its own."""
    header = b"title," * 200_000
    assert journey_of_csv(header + b"\nAsks").journey.touchpoints[0].title == "Asks"
    with pytest.raises(ImportFailed, match="longer than"):
        journey_of_csv(b"x" * 200_000)


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (journey_of_csv, b"title,grade,kind,when,\x1b[2J\nAsks,\x1b]0;x\x07,\x1b[31m,\x1b[31m\n"),
        (journey_of_outline, b"# a\n- language: \x1b[2J\n- Asks\n  - grade: \x1b[2J\n"),
        (journey_of_mermaid, b"journey\n a: \x1b[2J\n"),
    ],
)
def test_no_sentence_holds_what_a_terminal_would_act_on(read: Callable[..., object], data: bytes) -> None:
    with pytest.raises(ImportFailed) as caught:
        read(data)
    said = [str(caught.value), *map(str, caught.value.problems)]
    imported = read(data, lenient=True)
    said += map(str, imported.problems)  # type: ignore[attr-defined]
    assert said and all(text.isprintable() for text in said)


def test_columns_beyond_any_journey_are_left_out() -> None:
    assert [len(row) for row in cells_of("a," * 5000 + "\n" + "b,", ",")] == [MOST_COLUMNS, 2]
    assert journey_of_csv(b"title" + b",quote" * 50_000 + b"\nAsks" + b",Ah!" * 50_000).journey.touchpoints[0].title == "Asks"


def test_code_blocks_without_number_are_read_in_one_go() -> None:
    outline = journey_of_outline(b"# a\n- Asks\n" + b"```\n" * 100_000)
    assert [t.title for t in outline.journey.touchpoints] == ["Asks"]


def test_a_line_without_end_is_told_and_costs_no_more_than_a_long_one() -> None:
    with pytest.raises(ImportFailed, match="longer than"):
        journey_of_outline(b"# a\n- Asks\n  - text: " + b"- " * 5_000_000)
    journey = journey_of_outline(b"# a\n- Asks\n  - text: " + b"x" * 5_000_000, lenient=True).journey
    assert len(journey.touchpoints[0].text) == MAX_TEXT


def test_a_clipboard_of_lines_without_number_is_refused() -> None:
    with pytest.raises(ImportFailed, match="too much text"):
        paste_text(Journey(), "Rings\n" * (2 * MAX_RECORDS + 1), 0, None)


def test_cards_without_number_on_the_clipboard_are_refused_before_they_are_read() -> None:
    text = '{"format": "cjm-fragment", "version": 1, "scale": {}, "touchpoints": [' + "{}," * 500_000 + "{}]}"
    with pytest.raises(ImportFailed, match="too much text"):
        paste_text(Journey(), text, 0, None)


def test_quotation_marks_that_never_close_are_looked_for_a_bounded_number_of_times() -> None:
    for piece in ('"a ', '@"a ', "„a ", '#“a '):
        assert "a" in parse(piece * 20_000).thought.title
    assert parse('Rings "Ah!"').thought.quotes == ("Ah!",)

"""The map of two versions: what differs has a sign and a word, nothing else is touched, the earlier line runs under the later one."""

from __future__ import annotations

import pytest
from maps import composer

from cjm_desktop.analysis import read
from cjm_desktop.analysis.overlaid import overlaid
from cjm_desktop.document import Journey, Phase, Touchpoint
from cjm_desktop.layout.compared import ComparedSheet, CompareWords
from cjm_desktop.layout.merged import BothValues, MergedSheet
from cjm_desktop.layout.sheet import Part, PartKind, Path, Text

WORDS = CompareWords("New", "Removed", "Moved", "Changed")


def journey(**grades: float | None) -> Journey:
    cards = tuple(Touchpoint(id=ident, phase="all", title=f"Card {ident}", grade=grade) for ident, grade in grades.items())
    return Journey(phases=(Phase(id="all", name="All"),), touchpoints=cards)


def compared(before: Journey, after: Journey) -> ComparedSheet:
    both = overlaid(before, after)
    return ComparedSheet(composer().timeline(both.journey, read(after)), both, WORDS)


def said(part: Part) -> list[str]:
    return [item.line.text for item in part.items if isinstance(item, Text)]


def flags(sheet: ComparedSheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in sheet.parts():
        words = [text for text in said(part) if text in ("New", "Removed", "Moved", "Changed")]
        if part.kind is PartKind.HINT and words:
            found[part.record] = words
    return found


def test_each_that_differs_has_a_flag_with_its_word() -> None:
    before = journey(a=3, b=4, c=5, d=6)
    after = journey(d=6, a=3, c=9, n=2)
    assert flags(compared(before, after)) == {"b": ["Removed"], "d": ["Moved"], "c": ["Changed"], "n": ["New"]}
    assert flags(compared(after, after)) == {}


def test_what_is_gone_has_no_point_and_no_number_and_the_others_keep_theirs() -> None:
    sheet = compared(journey(a=3, b=4, c=5), journey(a=3, c=5))
    parts = list(sheet.parts())
    assert "b" not in {part.record for part in parts if part.kind is PartKind.POINT}
    numbers = {part.record: said(part) for part in parts if part.kind is PartKind.NUMBER}
    assert numbers == {"a": ["1"], "b": ["–"], "c": ["2"]}


def test_the_earlier_grade_stands_in_a_ring_where_it_was_another_and_only_there() -> None:
    sheet = compared(journey(a=3, b=4, c=5, d=None), journey(a=3, b=8, c=None, d=6))
    band = sheet.sheet.bands[0]
    rings = {
        part.record: said(part)
        for part in sheet.parts()
        if part.kind is PartKind.HINT and (texts := said(part)) and texts[0].isdigit()
    }
    assert rings == {"b": ["4"], "c": ["5"]}
    for part in sheet.parts():
        if part.kind is PartKind.HINT and said(part) == ["4"]:
            (text,) = [item for item in part.items if isinstance(item, Text)]
            assert part.y + text.y == pytest.approx(band.frame.y(4), abs=band.m.em)


def dashed(sheet: ComparedSheet) -> list[str]:
    """The touchpoints from which the earlier line leaves, seen apart from the later one."""
    theme = sheet.sheet.bands[0].setting.theme
    found = []
    for part in sheet.parts():
        curves = [one for one in part.items if isinstance(one, Path) and one.segments[1][0] == "C"]
        lines = [one for one in curves if one.stroke == theme.secondary and one.dash]
        if part.kind is PartKind.HINT and part.layer < 10 and lines:
            found.append(part.record)
    return found


def test_the_earlier_line_is_drawn_where_it_ran_otherwise_and_not_where_it_is_the_same() -> None:
    grades = dict.fromkeys("abcdefgh", 5.0)
    assert dashed(compared(journey(**grades), journey(**{**grades, "c": 9.0}))) == ["b", "c"]
    assert dashed(compared(journey(**grades), journey(**grades))) == []
    # What was put in since does not tear it.
    assert dashed(compared(journey(a=2, c=8), journey(a=2, b=9, c=8))) == ["a"]


def test_the_later_line_goes_on_over_what_is_gone() -> None:
    sheet = compared(journey(a=3, b=9, c=5), journey(a=3, c=5))
    theme = sheet.sheet.bands[0].setting.theme
    over = [
        item
        for part in sheet.parts()
        if part.kind is PartKind.HINT and part.record == "a"
        for item in part.items
        if isinstance(item, Path) and item.stroke == theme.ink
    ]
    band = sheet.sheet.bands[0]
    (line,) = over
    assert line.segments[-1][-2] == pytest.approx(band.columns.centre(2) - band.columns.centre(0))


def test_the_same_sheet_gives_the_same_parts_again() -> None:
    sheet = compared(journey(a=3, b=4, c=5), journey(a=3, c=9, d=2))
    hints = [part for part in sheet.parts(0, 400) if part.kind in (PartKind.HINT, PartKind.NUMBER)]
    again = [part for part in sheet.parts(0, 400) if part.kind in (PartKind.HINT, PartKind.NUMBER)]
    assert len(hints) > 4
    assert all(one is other for one, other in zip(hints, again, strict=True))


def test_a_journey_without_cards_can_be_compared() -> None:
    assert list(compared(Journey(), Journey(title="x")).parts())
    assert flags(compared(journey(a=1), Journey())) == {"a": ["Removed"], "all": ["Removed"]}


def test_both_values_of_a_merge_stand_whole_beside_the_title_and_the_points_they_are_about() -> None:
    """A long title that both changed, and four contradictions at one card."""
    long = "Waiting for the laptop that was promised for the first day"
    now = journey(a=10, b=2, c=5).with_(title="All")
    both = overlaid(now, now)
    clashes = [BothValues("a", "Title", f"“{long}”", "“The laptop comes”", True, False)]
    clashes += [BothValues("b", f"Grade {at}", "1", "2", True, False, 2.0) for at in range(4)]
    sheet = MergedSheet(composer().timeline(now, read(now)), both, WORDS, clashes, ("Mine", "Theirs"))
    parts = {part.record: part for part in sheet.parts() if part.kind is PartKind.HINT and any("Mine" in text for text in said(part))}
    assert set(parts) == {"a", "b"}
    assert long in " ".join(said(parts["a"])) and "…" not in "".join(said(parts["a"]))
    assert [text for text in said(parts["b"]) if text.startswith("Grade")] == [f"Grade {at}" for at in range(4)]
    for record, part in parts.items():
        card, band = sheet.sheet.box(record), sheet.sheet.bands[0]
        assert card is not None and part.y >= card.y + card.h, "the title of the card is covered"
        point = band.frame.y(10 if record == "a" else 2)
        assert not part.y < point < part.y + part.h, "the grade on the line is covered"

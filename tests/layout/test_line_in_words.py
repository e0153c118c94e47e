"""The emotion line in words: in what is printed, for those who do not see it; the window, which speaks for itself, spares it."""

from __future__ import annotations

from collections.abc import Iterable

from maps import composer, sample

from cjm_desktop.analysis import read
from cjm_desktop.layout.sheet import Part, PartKind, Tag


def words(parts: Iterable[Part]) -> list[str]:
    """What the emotion lines among some parts say of themselves."""
    lines = [part for part in parts if part.kind is PartKind.CURVE]
    assert lines
    return [item.alt for part in lines for item in part.items if isinstance(item, Tag) and item.alt]


def test_print_tells_every_grade_and_the_window_none() -> None:
    journey = sample()
    sheet = composer().timeline(journey, read(journey))
    (printed,) = words(sheet.parts())
    for t in journey.touchpoints:
        assert (f"{t.title}: {t.emotion}" in printed) is (t.grade is not None)
    (shown,) = words(sheet.parts(0.0, sheet.width))
    assert shown and not any(t.title in shown for t in journey.touchpoints)

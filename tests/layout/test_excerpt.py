"""An excerpt: a part of a sheet, in its own place, and nothing of the rest."""

from __future__ import annotations

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.layout import Box
from cjm_desktop.layout.excerpt import Excerpt
from cjm_desktop.layout.sheet import Part, PartKind, Sheet
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey


def poster() -> Sheet:
    return Press().sheet(open_journey(asset("samples", "new-laptop.en.cjm")).journey, PrintOrder(paper="A3"))


def cards(sheet: Sheet) -> list[Part]:
    return [part for part in sheet.parts() if part.kind is PartKind.CARD]


def test_the_whole_is_the_sheet() -> None:
    sheet = poster()
    whole = Excerpt(sheet, Box(0.0, 0.0, sheet.width, sheet.height))
    assert (whole.width, whole.height, whole.title) == (sheet.width, sheet.height, sheet.title)
    assert [(part.key, part.x, part.y) for part in cards(whole)] == [
        (part.key, part.x, part.y) for part in cards(sheet)
    ]


def test_a_part_is_in_its_place_and_the_rest_is_gone() -> None:
    sheet = poster()
    second, third = cards(sheet)[1:3]
    edge = 0.1 * second.w
    some = Excerpt(sheet, Box(second.x - edge, second.y, third.x - second.x + edge, second.h))
    (shown,) = cards(some)
    assert shown.record == second.record
    assert (shown.x, shown.y) == (pytest.approx(edge), 0.0)
    assert shown.items == second.items
    assert not list(Excerpt(sheet, Box(0.0, second.y, 1.0, 1.0)).problems)

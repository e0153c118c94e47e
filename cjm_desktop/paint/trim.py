"""What stands around the trim of a sheet for a print shop: how much room there is, and where the crop marks are. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterator

#: Room outside the bleed for crop marks and the slug line.
SLUG = 8.0
#: The least distance of a crop mark from the trim, so that a cut a little beside it leaves no line on the sheet.
LEAST_OFFSET = 3.0
#: How far marks stay away from the edge of the page.
_CLEAR = 1.0


def margin_of(bleed: float, *, marks: bool) -> float:
    """How far the page goes beyond the sheet on each side."""
    return bleed + (SLUG if marks else 0.0)


def crops(width: float, height: float, bleed: float) -> Iterator[tuple[float, float, float, float]]:
    """The crop marks of a sheet from their end at the sheet outwards: x, y, x, y from the sheet's upper left corner."""
    near, far = max(bleed, LEAST_OFFSET), margin_of(bleed, marks=True) - _CLEAR
    for x, out in ((0.0, -1), (width, 1)):
        for y, down in ((0.0, -1), (height, 1)):
            yield x + out * near, y, x + out * far, y
            yield x, y + down * near, x, y + down * far

"""A part of a sheet as a sheet of its own: what is copied as a picture.

Contract. An :class:`Excerpt` shows a rectangle of another sheet in its true size, and holds only the parts that reach into it, so
that a file made of it says nothing of the rest. It has no marks: nobody leads into a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from cjm_desktop.document import Problem

from .answers import Box
from .sheet import Part, PartKind, Sheet

#: How far items of a part may reach beyond it (mm): rounded ends, labels.
_ROOM = 12.0
#: What belongs to one touchpoint, and how much of its width must be seen for it to be shown.
_SINGLE = frozenset(
    {PartKind.NUMBER, PartKind.CARD, PartKind.CELL, PartKind.QUOTE, PartKind.POINT, PartKind.PARTY}
)
_SEEN = 0.15


class Excerpt:
    """The rectangle ``box`` (mm) of a sheet; satisfies :class:`~.sheet.Sheet`."""

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self._sheet, self._box = sheet, box
        self.width, self.height = box.w, box.h
        self.title, self.language, self.paper = sheet.title, sheet.language, sheet.paper

    @property
    def problems(self) -> tuple[Problem, ...]:
        """None: the sheet's own are the sheet's."""
        return ()

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The parts that reach into the rectangle, and into the span between two x (mm)."""
        box = self._box
        start = box.x + max(left, 0.0) - _ROOM
        end = box.x + min(right, box.w) + _ROOM
        for part in self._sheet.parts(start, end):
            if part.y - _ROOM < box.y + box.h and part.y + part.h + _ROOM > box.y and self._shows(part):
                yield part.moved(part.x - box.x, part.y - box.y)

    def _shows(self, part: Part) -> bool:
        """Whether enough of a part is seen: of a neighbour's card of which there is but an edge nothing is shown, or said."""
        if part.kind not in _SINGLE:
            return True
        seen = min(part.x + part.w, self._box.x + self._box.w) - max(part.x, self._box.x)
        return seen > _SEEN * part.w

"""Questions down a page: pieces that want a height and like to have more lines to write on.

Contract. Pieces are kept in groups; a group that fits a page is not broken over two. What is left of a page at its foot goes
to the pieces that ask for lines, one line each in turn, up to the most that each can use: a guide that is written on never
wastes paper. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .ink import Ink
from .sheaf import Leaf, Sheaf

#: Kept free above the foot of the page (mm on A4).
_AIR = 2.5
#: Draws a piece: ink, x, y of its top, width, and the height it was given.
Draw = Callable[[Ink, float, float, float, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """``height`` is the least it needs; it takes up to ``most`` more steps of ``step`` mm. ``gap`` is kept free above it.

    ``keep``: the piece after it stands on the same page.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    most: int = 0
    step: float = 0.0
    keep: bool = False


class Flow:
    """Fills the pages of a sheaf with groups of pieces, from top to bottom."""

    def __init__(self, sheaf: Sheaf) -> None:
        self.sheaf = sheaf
        self._leaf: Leaf | None = None
        self._held: list[Piece] = []
        self._used = 0.0

    def add(self, group: Sequence[Piece]) -> None:
        """Put a group after the others; on a new page when it fits there whole and does not here."""
        if self._held and not self._fits(group) and _height(group, first=True) <= self._room():
            self.finish()
        for k, piece in enumerate(group):
            chain = [piece]
            while chain[-1].keep and k + len(chain) < len(group):
                chain.append(group[k + len(chain)])
            if self._held and not self._fits(chain):
                self.finish()
            self._used += piece.height + (piece.gap if self._held else 0.0)
            self._held.append(piece)

    def finish(self) -> None:
        """Draw the page in hand."""
        if not self._held:
            return
        leaf = self._leaf or self.sheaf.leaf()
        self._leaf = None
        extra = [0] * len(self._held)
        spare = self._depth(leaf) - self._used
        growing = True
        while growing:
            growing = False
            for k, piece in enumerate(self._held):
                if extra[k] < piece.most and piece.step <= spare:
                    extra[k] += 1
                    spare -= piece.step
                    growing = True
        y = leaf.top
        for k, piece in enumerate(self._held):
            y += piece.gap if k else 0.0
            height = piece.height + extra[k] * piece.step
            ink = self.sheaf.ink()
            piece.draw(ink, leaf.left, y, leaf.width, height)
            leaf.put(ink, 0, 0, self.sheaf.paper.width, self.sheaf.paper.height)
            y += height
        self._held, self._used = [], 0.0

    def _fits(self, pieces: Sequence[Piece]) -> bool:
        return self._used + _height(pieces, first=False) <= self._room() + 1e-6

    def _room(self) -> float:
        if self._leaf is None:
            self._leaf = self.sheaf.leaf()
        return self._depth(self._leaf)

    def _depth(self, leaf: Leaf) -> float:
        return leaf.bottom - _AIR * self.sheaf.scale - leaf.top


def _height(pieces: Sequence[Piece], *, first: bool) -> float:
    return sum(piece.height + (0.0 if first and not k else piece.gap) for k, piece in enumerate(pieces))

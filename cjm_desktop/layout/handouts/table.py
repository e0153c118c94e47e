"""A quiet table: column heads over a rule, light lines between rows, no boxes. Lengths in mm.

Contract. To those who listen it is a table (ISO 14289-1, 7.5): :func:`heads` opens it with a row of heads, each row has a cell for every
column, also for what is only ticked or written by hand, and whoever draws the last row of a page closes it. Tables over several pages use
:func:`begin_page` and :func:`end_page`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..paper import CAP
from .ink import Ink
from .sheaf import Leaf, Sheaf

#: Between columns, and height of the heads.
GAP, HEAD = 4.0, 6.2
_HEAD_PT = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and where it stands (mm from the left edge of the paper)."""

    head: str
    x: float
    width: float


def columns_of(left: float, width: float, heads: Sequence[tuple[str, float]], scale: float) -> list[Column]:
    """Columns side by side from (head, share of the width); the gap between them is :data:`GAP` times ``scale``."""
    gap = GAP * scale
    room = width - gap * (len(heads) - 1)
    total = sum(share for _, share in heads)
    out, x = [], left
    for head, share in heads:
        out.append(Column(head, x, room * share / total))
        x += out[-1].width + gap
    return out


def heads(ink: Ink, columns: Sequence[Column], top: float, scale: float, colour: str) -> float:
    """The heads over a rule, as the first row of a table that is open from now on; gives the y of the rule."""
    z = ink.pt(_HEAD_PT)
    ink.open("Table")
    ink.open("TR")
    for column in columns:
        ink.open("TH", "Column")
        ink.line(column.x, top + CAP * z, column.head, "semibold", z, colour, room=column.width)
        ink.close()
    ink.close()
    y = top + (HEAD - 1.4) * scale
    ink.rule(columns[0].x, columns[-1].x + columns[-1].width, y, 0.5, colour)
    return y


def begin_page(sheaf: Sheaf, columns: Sequence[Column], air: float = 0.0) -> tuple[Leaf, float]:
    """A new page that a table begins or goes on on, with its heads ``air`` mm under the page's own; gives it and the y of the rule."""
    leaf, ink = sheaf.leaf(), sheaf.ink()
    y = heads(ink, columns, leaf.top + air, sheaf.scale, sheaf.accent)
    leaf.put(ink, 0, 0, sheaf.paper.width, y)
    return leaf, y


def end_page(sheaf: Sheaf, leaf: Leaf) -> None:
    """Close the table of a page; on the next page it is another."""
    ink = sheaf.ink()
    ink.close()
    leaf.put(ink)

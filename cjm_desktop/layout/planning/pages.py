"""Board and grid on paper: the same cards in the same places as in the window, on pages with the head and foot of all handouts.

Contract. :func:`make_plan` lies across the paper, from A4 to A0. Type is as large as it may be while everything fits on one page; where
that would make it too small to read in the hand, what has no room goes on on further pages. Persons are printed with ``names``. What is
late is not told: paper outlives the day it is printed on. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_desktop.document import Journey

from ..handouts.page import Page
from ..handouts.sheaf import Leaf, Sheaf, scale_of, turned
from ..handouts.words import HandoutWords
from ..paper import Paper
from ..setting import Setting
from .board import lay_board
from .card import Box, Cards
from .impact import lay_grid, marks_of
from .sheet import Laid, Look, Zones

#: What can be printed.
PLANS = ("board", "grid")
#: Sizes of cards to choose from, the largest first, as shares of what is usual on A4; the least that is read in the hand, and the least
#: share of the paper's own size.
_SIZES = (1.3, 1.2, 1.1, 1.0, 0.94, 0.88, 0.82)
_IN_HAND, _OF_PAPER = 0.82, 0.42
_STEP = 0.9
#: The least heads of columns, as a share of what is usual on the paper.
_HEADS = 0.75
#: More waiting cards than this stand in two columns beside the grid.
_TWO = 6

_Lay = Callable[[Cards, Box, Sequence[int]], tuple[Laid, Zones]]


def make_plan(kind: str, journey: Journey, setting: Setting, words: HandoutWords, paper: Paper, *, names: bool = False) -> list[Page]:
    """The pages of the ``board`` or the ``grid``; at least one. Raises ``PaperError`` for paper smaller than A4 or Letter."""
    lying = turned(paper, portrait=False)
    board = kind == "board"
    title, hint = (words.board, words.board_hint) if board else (words.impact_grid, words.impact_grid_hint)
    accent = setting.theme.opportunity
    sheaf = Sheaf(journey, setting, words, lying, title, step=9, margin=12.0, hint=hint, compact=True, air=3.0, accent=accent)
    look = Look(names=names)
    usual = scale_of(lying)
    waiting = sum(1 for one in journey.opportunities if marks_of(one) is None)

    def lay(cards: Cards, box: Box, only: Sequence[int]) -> tuple[Laid, Zones]:
        if board:
            return lay_board(journey, cards, box, look, only=only, bounded=True, head=max(cards.scale, _HEADS * usual))
        return lay_grid(journey, cards, box, look, only=only, bounded=True, aside=2 if waiting > _TWO else 1)

    everything = tuple(range(len(journey.opportunities)))
    leaf = sheaf.leaf()
    cards, first = _fitted(lay, sheaf, _box(leaf, sheaf), everything)
    _put(leaf, first)
    rest = first.left
    while rest:
        leaf = sheaf.leaf()
        laid, _ = lay(cards, _box(leaf, sheaf), rest)
        _put(leaf, laid)
        rest = laid.left
    return sheaf.pages()


def _box(leaf: Leaf, sheaf: Sheaf) -> Box:
    return Box(leaf.left, leaf.top, leaf.width, leaf.bottom - leaf.top - 2.0 * sheaf.scale)


def _fitted(lay: _Lay, sheaf: Sheaf, box: Box, everything: Sequence[int]) -> tuple[Cards, Laid]:
    """The largest cards with which everything has room, and where they stand; the least ones if there is no such size."""
    usual = scale_of(sheaf.paper)
    least = max(_IN_HAND, _OF_PAPER * usual)
    sizes = [size * usual for size in _SIZES]
    while sizes[-1] * _STEP > least:
        sizes.append(sizes[-1] * _STEP)
    cards, laid = None, None
    for size in sizes:
        cards = Cards(sheaf.setting, sheaf.words, size)
        laid, _ = lay(cards, box, everything)
        if not laid.left and not laid.problems:
            break
    assert cards is not None and laid is not None
    return cards, laid


def _put(leaf: Leaf, laid: Laid) -> None:
    leaf.parts += laid.parts
    leaf.problems += [problem for problem in laid.problems if problem not in leaf.problems]



"""The votes of a group on cards (METHOD step 9): a sticker with a thumb up and how many there are.

Contract. Nothing of a layout depends on votes: a sticker lies half over the edge of a card that is measured and set without it, or in
what a line of an opportunity leaves free, so that the map stands still while people vote. It is drawn only where
``PosterSettings.votes`` wants it and somebody voted. All lengths in mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from cjm_desktop.document import Journey

from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .sheet import Item, Rect, Tag
from .words import Words

#: Height of a sticker and room beside its words (em of its type).
_HIGH, _SIDE = 1.3, 0.5
#: Side and line width of its thumb, and the room behind that (em of its type).
_THUMB, _LINE, _AFTER = 0.92, 0.095, 0.24
#: The least air (em) between a sticker over the edge of a card and what stands on it.
_AIR = 0.3
#: On a dense card, which begins with its number and its badges, the middle of a sticker lies so far (em) over the edge.
_OVER = 0.1
#: Where words leave little room it stands as close to the edge of its card as this (inner margins).
_EDGE = 0.45


def votes_in_words(votes: int, words: Words) -> str:
    """How many votes there are: “1 vote”, “7 votes”. One is counted alone in each of our languages."""
    return f"{words.number(votes)}\u00a0{words.vote if votes == 1 else words.votes}"


def shown_votes(journey: Journey, votes: int) -> int:
    """The votes of a record as the sheet shows them: none where the sheet shows no votes."""
    return votes if journey.poster.votes else 0


def width_of(votes: int, setting: Setting, size: float) -> float:
    """How wide a sticker with type of ``size`` is (mm)."""
    return (2 * _SIDE + _THUMB + _AFTER) * size + setting.width(setting.words.number(votes), "semibold", size)


def sticker(
    right: float,
    middle: float,
    votes: int,
    setting: Setting,
    size: float,
    *,
    highest: float = math.inf,
    counted: bool = False,
    ahead: bool = False,
) -> list[Item]:
    """A sticker with type of ``size`` that ends at ``right`` and whose middle is at height ``middle``; nothing without votes.

    ``counted``: of an opportunity, in its colour, and full of it when it is ``ahead``. It is no higher than ``highest``.
    """
    if not votes:
        return []
    theme, words = setting.theme, setting.words
    made = setting.type.line(words.number(votes), "semibold")
    w, h = width_of(votes, setting, size), min(_HIGH * size, highest)
    if not counted:
        ground, edge, thumb, ink = theme.card, theme.rule, theme.opportunity, theme.secondary
    elif ahead:
        ground, edge, thumb, ink = theme.opportunity, theme.card, theme.opportunity_ink, theme.opportunity_ink
    else:
        ground, edge, thumb, ink = theme.card, theme.opportunity, theme.opportunity, theme.opportunity
    x = right - w
    return [
        Tag("P", alt=votes_in_words(votes, words)),
        Rect(x, middle - h / 2, w, h, ground, edge, 0.08 * size, radius=h / 2),
        *setting.icons.items("thumbs-up", x + (_SIDE + _THUMB / 2) * size, middle, _THUMB * size, thumb, _LINE * size),
        setting.placed(x + (_SIDE + _THUMB + _AFTER) * size, middle + CAP * size / 2, made, size, ink),
        Tag(),
    ]


def sticker_among(items: Iterable[Item]) -> Rect | None:
    """The ground of the sticker over the edge of a card, among its items and relative to it (mm); ``None`` where no edge goes through
    one."""
    round_ended = (item for item in items if isinstance(item, Rect) and item.radius and 2 * item.radius >= item.h)
    return next((one for one in round_ended if one.y < 0 < one.y + one.h), None)


def on_card(votes: int, setting: Setting, m: Metrics, width: float) -> list[Item]:
    """The sticker on the upper edge of a touchpoint's card ``width`` wide, above what stands at the end of its first line."""
    middle = -_OVER * m.em if m.compact else 0.0
    return sticker(width - m.pad, middle, votes, setting, m.small, highest=2 * (m.pad - _AIR * m.em - middle))


def on_opportunity(
    votes: int,
    setting: Setting,
    m: Metrics,
    width: float,
    lines: Iterable[tuple[float, float]],
    words_from: float,
    *,
    ahead: bool,
) -> list[Item]:
    """The sticker of an opportunity's card ``width`` wide: at the end of the first of some ``lines`` (where its words end, the height of
    their middle) that leaves room for it, with air between them. Only where all are full it lies over the upper edge, clear of the words
    that begin at ``words_from``."""
    right, edge = width - m.pad, width - _EDGE * m.pad
    wide = width_of(votes, setting, m.small)
    for ends, middle in lines:
        begins = ends + 0.5 * m.small
        if begins + wide <= edge:
            return sticker(max(right, begins + wide), middle, votes, setting, m.small, counted=True, ahead=ahead)
    highest = 2 * (words_from - _AIR * m.em)
    return sticker(right, 0.0, votes, setting, m.small, highest=highest, counted=True, ahead=ahead)

"""The votes of a group on cards (METHOD step 9): a sticker on the upper edge with a dot and how many there are.

Contract. Nothing of a layout depends on votes: a sticker lies half over the edge of a card that is measured and set without it, so that
the map stands still while people vote. It is drawn only where ``PosterSettings.votes`` wants it and somebody voted. All lengths in mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from cjm_desktop.document import Journey

from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .shapes import disc
from .sheet import Item, Rect, Tag
from .words import Words

#: Height of a sticker, room beside its words, and how far its middle lies inside the card (em of its type): its words stay on the card.
_HIGH, _SIDE, _INSIDE = 1.3, 0.5, CAP / 2 - 0.1
#: Radius of its dot and the room behind that (em of its type).
_DOT, _AFTER = 0.3, 0.32


def votes_in_words(votes: int, words: Words) -> str:
    """How many votes there are: “1 vote”, “7 votes”. One is counted alone in each of our languages."""
    return f"{words.number(votes)}\u00a0{words.vote if votes == 1 else words.votes}"


def shown_votes(journey: Journey, votes: int) -> int:
    """The votes of a record as the sheet shows them: none where the sheet shows no votes."""
    return votes if journey.poster.votes else 0


def sticker(
    left: float,
    right: float,
    middle: float,
    votes: int,
    setting: Setting,
    size: float,
    *,
    counted: bool = False,
    ahead: bool = False,
    clear_of: float | None = None,
    words_from: float = math.inf,
) -> list[Item]:
    """A sticker with type of ``size`` whose middle is at height ``middle``, between ``left`` and ``right``; nothing without votes.

    It stands at the right end, or at the left one when it would cover ``clear_of``. ``counted``: of an opportunity, with the word
    “votes” where half of the room is enough for it, and full of colour when it is ``ahead``. It is lower where the words of the card begin
    so high (``words_from``).
    """
    if not votes:
        return []
    theme, words = setting.theme, setting.words
    said, whole = words.number(votes), votes_in_words(votes, words)
    around = (2 * _SIDE + 2 * _DOT + _AFTER) * size
    if counted and setting.width(whole, "semibold", size) + around <= (right - left) / 2:
        said = whole
    made = setting.type.line(said, "semibold")
    w, h = made.width * size + around, min(_HIGH * size, 2 * (words_from - middle))
    if not counted:
        ground, edge, dot, ink = theme.card, theme.rule, theme.opportunity, theme.secondary
    elif ahead:
        ground, edge, dot, ink = theme.opportunity, theme.card, theme.opportunity_ink, theme.opportunity_ink
    else:
        ground, edge, dot, ink = theme.card, theme.opportunity, theme.opportunity, theme.opportunity
    x = right - w
    if clear_of is not None and x - size < clear_of < right + size and not left - size < clear_of < left + w + size:
        x = left
    return [
        Tag("P", alt=whole),
        Rect(x, middle - h / 2, w, h, ground, edge, 0.08 * size, radius=h / 2),
        disc(x + (_SIDE + _DOT) * size, middle, _DOT * size, dot),
        setting.placed(x + (_SIDE + 2 * _DOT + _AFTER) * size, middle + CAP * size / 2, made, size, ink),
        Tag(),
    ]


def sticker_among(items: Iterable[Item]) -> Rect | None:
    """The ground of the sticker among the items of a card, relative to the card (mm); ``None`` where it has none."""
    round_ended = (item for item in items if isinstance(item, Rect) and item.radius and 2 * item.radius >= item.h)
    return next((item for item in round_ended if item.y < 0 < item.y + item.h), None)


def on_card(votes: int, setting: Setting, m: Metrics, width: float) -> list[Item]:
    """The sticker on the upper edge of a touchpoint's card ``width`` wide, clear of the number that stands there when it is compact."""
    right = width - m.pad
    if m.compact and votes:
        right -= setting.width("000", "bold", m.em) + 0.2 * m.em
    return sticker(m.pad, right, _INSIDE * m.small, votes, setting, m.small, words_from=m.pad)


def on_opportunity(
    votes: int, setting: Setting, m: Metrics, width: float, *, ahead: bool, hangs: float | None = None
) -> list[Item]:
    """The sticker on the upper edge of an opportunity's card ``width`` wide; ``hangs`` is the x at which it hangs from something."""
    size, right = m.small, width - m.pad
    above = 0.94 * m.pad
    return sticker(
        m.pad,
        right,
        _INSIDE * size,
        votes,
        setting,
        size,
        counted=True,
        ahead=ahead,
        clear_of=hangs,
        words_from=above,
    )

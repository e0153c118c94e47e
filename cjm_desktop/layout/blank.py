"""The blank poster: the lanes of the filled poster, empty, as the wall of a paper workshop (METHOD steps 6 to 9).

Contract. :func:`make_blank` gives sheets of the paper asked for. From the filled poster they have what stands in the head, the lanes
in the document's order (also those that nothing is known for yet), the phases and the emotion scale with its faces. Their own are
the columns: cells for sticky notes at true size (mm), the same in every lane, as many as the paper is wide, not one for each card;
and under the cards a row for what people said, where the document shows quotes there and the sheet is high enough. Where the
journey says nothing yet there are lines to write on. Touchpoints beyond one sheet go over numbered sheets with one grid, which hang
side by side. What is not possible on the paper is told in the ``problems`` of the first sheet: notes smaller than 76 mm, a scale too
low for cut-out faces, more touchpoints than cells; texts that were shortened on the sheet that they stand on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from cjm_desktop.document import Journey, Message, Problem

from .blank_band import BlankBand, cut_spans, gutter_for, phase_spans
from .blank_foot import BlankFoot
from .blank_head import BlankHead
from .blank_series import onward_part
from .blank_wall import NOTE, Wall, plan_wall, roll_length, wall_metrics, wall_order
from .blank_words import BlankWords
from .handouts.page import Page
from .lanes import LaneOrder
from .metrics import Metrics
from .paper import ROLL_STEP, Paper
from .setting import Setting
from .sheet import Item, Mark, Part, PartKind, Rect, Sheet
from .theme import Theme

#: The margin of the sheet and the room around the bands (mm on A0).
_MARGIN, _HEAD_GAP, _FOOT_GAP = 24.0, 13.0, 11.0
#: The labels never take more of the width than this.
_MOST_GUTTER = 0.3
#: A roll is at least so many times as long as it is wide, like the sheets of ISO 216.
_ROLL_SHAPE = 1.4142


def make_blank(
    journey: Journey,
    setting: Setting,
    words: BlankWords,
    paper: Paper,
    *,
    phase_names: bool = True,
    sheets: int = 0,
) -> list[Sheet]:
    """The blank poster on a paper; a roll is cut where the journey's touchpoints, and some more, have their place.

    ``phase_names``: the journey's phases are named; without, their ribbons are left to be written in. ``sheets``: how many there
    may be at most, 0 for as many as the touchpoints need (as in ``PosterSettings``); a wall that has to do with too few has a lower
    scale, and says so.
    """
    stripe = setting.theme.header
    light = replace(setting, theme=for_writing(setting.theme))
    u = paper.unit
    if paper.free:
        paper = _cut(journey, light, words, paper)
        u = paper.unit
    margin, order = _MARGIN * u, wall_order(journey)
    head = BlankHead(journey, light, words, paper, margin, stripe)
    foot = BlankFoot(journey, light, words, paper, margin, NOTE, order)
    top = head.height + _HEAD_GAP * u
    bottom = paper.height - foot.height - _FOOT_GAP * u
    m, gutter = wall_metrics(paper, margin, _gutter(journey, order, light, words, paper))
    wall = plan_wall(paper, margin, top, bottom, gutter, m, len(journey.touchpoints), order, sheets)
    foot = BlankFoot(journey, light, words, paper, margin, wall.note, order)
    out: list[Sheet] = []
    told: list[Problem] = []
    for number in range(wall.sheets):
        if number or wall.sheets > 1:
            head = BlankHead(journey, light, words, paper, margin, stripe, number, wall.sheets)
        made = _sheet(journey, light, words, paper, wall, head, foot, number, told, names=phase_names)
        told += made.problems
        out.append(made)
    return out


def for_writing(theme: Theme) -> Theme:
    """A theme with a head to write on: white, its headings in the colour that the head has otherwise."""
    if theme.header == theme.paper:
        return theme
    return replace(
        theme,
        header=theme.paper,
        header_ink=theme.ink,
        header_soft=theme.secondary,
        header_accent=theme.header,
        header_rule=theme.rule,
        header_disc=theme.paper,
    )


def _gutter(
    journey: Journey, order: LaneOrder, setting: Setting, words: BlankWords, paper: Paper
) -> Callable[[Metrics], float]:
    return lambda m: gutter_for(journey, setting, words, paper.width * _MOST_GUTTER, m, order)


def _cut(journey: Journey, setting: Setting, words: BlankWords, roll: Paper) -> Paper:
    """A roll cut off where the workshop has room enough, but never so short that its head would have to shrink."""
    side = min(roll.width, roll.height)
    least = math.ceil(side * _ROLL_SHAPE / ROLL_STEP) * ROLL_STEP
    paper = roll.cut_at(least)
    u = paper.unit
    margin, order = _MARGIN * u, wall_order(journey)
    head, foot = (
        BlankHead.height_on(paper),
        BlankFoot(journey, setting, words, paper, margin, NOTE, order).height,
    )
    m, gutter = wall_metrics(paper, margin, _gutter(journey, order, setting, words, paper))
    around = head + _HEAD_GAP * u, foot + _FOOT_GAP * u
    length = roll_length(paper, margin, *around, gutter, m, len(journey.touchpoints), order)
    return roll.cut_at(max(least, length))


def _sheet(
    journey: Journey,
    setting: Setting,
    words: BlankWords,
    paper: Paper,
    wall: Wall,
    head: BlankHead,
    foot: BlankFoot,
    number: int,
    told: Sequence[Problem],
    *,
    names: bool,
) -> Page:
    """One sheet of the wall, counted from 0; what was ``told`` of those before it is not said again."""
    theme = setting.theme
    name = f"{words.name}: {journey.title}" if journey.title else words.name
    chapter = name if not number else head.number
    opening: list[Item] = [
        Rect(0, 0, paper.width, paper.height, theme.paper),
        Mark(f"blank-{number + 1}" if number else "blank", chapter, 0, 0.0, 0.0),
    ]
    made_head, made_foot = head.make(), foot.make()
    across = paper.width
    parts = [
        Part(PartKind.PAPER, "", 0, 0, across, paper.height, opening, layer=0),
        Part(PartKind.HEADER, "", 0, 0, across, head.height, made_head.items, layer=9),
        Part(
            PartKind.FOOTER, "", 0, paper.height - foot.height, across, foot.height, made_foot.items, layer=9
        ),
    ]
    problems = [*([] if number else _warnings(journey, setting, wall)), *made_head.problems]
    spans = phase_spans(journey, wall.places, wall.columns)
    bands = wall.bands_on(number)
    for place in bands:
        own = cut_spans(spans, place.first, wall.columns)
        for part, ink in BlankBand(journey, setting, words, wall, place, own, names=names).parts():
            parts.append(part)
            problems += ink.problems
    if number + 1 < wall.sheets:
        margin, middle = _MARGIN * paper.unit, paper.height - foot.height - _FOOT_GAP * paper.unit / 2
        right, inner = across - margin, across - 2 * margin
        parts.append(onward_part(setting, right, middle, inner, number + 2, paper.unit))
    problems += made_foot.problems
    return Page(
        paper,
        name,
        words.language,
        theme.paper,
        parts,
        [one for k, one in enumerate(problems) if one not in problems[:k] and one not in told],
        number + 1,
        wall.sheets,
    )


def _warnings(journey: Journey, setting: Setting, wall: Wall) -> list[Problem]:
    out: list[Problem] = []
    if wall.note < NOTE:
        size = setting.words.number(round(wall.note, 1))
        out.append(
            Problem(
                "poster.paper",
                Message(
                    "This paper is too small for sticky notes of 76 mm; its squares are {size} mm. "
                    "Use smaller notes or a larger paper.",
                    size=size,
                ),
            )
        )
    elif wall.tight:
        scale = setting.words.number(math.floor(wall.scale))
        out.append(
            Problem(
                "poster.paper",
                Message(
                    "The emotion scale is only {size} mm high here, and cut-out faces would lie on one another. "
                    "Choose a larger paper or more sheets.",
                    size=scale,
                ),
            )
        )
    count = len(journey.touchpoints)
    if count > wall.places:
        out.append(
            Problem(
                "touchpoints",
                Message(
                    "The journey has {count} touchpoints, and the blank poster has squares for {places}; "
                    "choose a larger paper or more sheets.",
                    count=count,
                    places=wall.places,
                ),
            )
        )
    if len(journey.phases) > wall.places:
        out.append(
            Problem(
                "phases",
                Message(
                    "The journey has {count} phases, and the blank poster has {places} columns; the phases were left "
                    "out. Choose a larger paper.",
                    count=len(journey.phases),
                    places=wall.places,
                ),
            )
        )
    return out

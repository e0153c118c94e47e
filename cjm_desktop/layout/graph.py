"""The emotion graph under the cards: axis, neutral line, points with face, word and grade (METHOD step 8).

Same x as the cards. What is not known is not drawn: a missing grade is a gap with a small open ring on the neutral line,
which invites a grade and claims nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cjm_desktop.document import Scale, Touchpoint

from .face import face
from .label import Clear, Label, PointLook, grade_text, label_items, on_marks, place, squeeze
from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Tag
from .theme import zone_of

#: The share of its lane that the scale has, whatever stands around it.
_UPRIGHT = 0.12
#: A number whose middle is no further than that (sizes of it) from that of a word stands beside it.
_BESIDE = 0.8
#: Radius of the open ring of a touchpoint without a grade (em).
RING = 0.55
#: So much further from their face may words step out of the way of somebody else's line or mark (em).
_STRAY = 2.2


@dataclass(frozen=True, slots=True)
class Frame:
    """The lane of a graph: ``top`` and ``height`` in mm; ``pads`` is the room above the highest and below the
    lowest grade."""

    top: float
    height: float
    scale: Scale
    pads: tuple[float, float]

    @property
    def high(self) -> float:
        """y of the highest grade."""
        return self.top + self.pads[0]

    @property
    def low(self) -> float:
        """y of the lowest grade."""
        return self.top + self.height - self.pads[1]

    @property
    def bottom(self) -> float:
        """Lower edge of the lane."""
        return self.top + self.height

    def y(self, grade: float) -> float:
        """y of a grade."""
        return self.low - self.scale.share(grade) * (self.low - self.high)

    def grade(self, y: float) -> float:
        """The grade at a y, kept on the scale."""
        share = (self.low - y) / (self.low - self.high)
        return self.scale.lowest + max(0.0, min(1.0, share)) * self.scale.span

    @property
    def neutral(self) -> float:
        """y of the neutral line."""
        return self.y(self.scale.neutral)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a band needs beyond its scale: ``needs`` mm above and below for the tallest face and words there, ``least`` mm in any
    case.

    ``above`` and ``below`` are the shares of the scale that stay free over its highest and under its lowest grade.
    """

    needs: tuple[float, float]
    least: float
    above: float
    below: float

    @classmethod
    def of(cls, scale: Scale, grades: Sequence[float], needs: tuple[float, float], least: float) -> Reach:
        """The reach of a band with some grades; an empty band keeps room at both ends."""
        if not grades:
            return cls(needs, max(needs), 0.0, 0.0)
        top = max((g for g in grades if g >= scale.neutral), default=scale.neutral)
        bottom = min((g for g in grades if g < scale.neutral), default=scale.neutral)
        return cls(needs, least, 1 - scale.share(top), scale.share(bottom))

    def pads(self, length: float) -> tuple[float, float]:
        """Room (mm) above and below a scale of a length (mm): a free stretch of the scale counts as room."""
        return (
            max(self.least, self.needs[0] - self.above * length),
            max(self.least, self.needs[1] - self.below * length),
        )


class Padded(Protocol):
    """What can say how much room a scale of a length (mm) needs above and below it."""

    def pads(self, length: float) -> tuple[float, float]:
        """The room (mm) above and below."""


def shared_pads(total: float, bands: Sequence[Padded]) -> tuple[tuple[float, float], ...]:
    """The pads (mm) of bands whose graphs share ``total`` mm, with one length of the scale for all of them.

    A grade is as high in every band, so that bands can be compared; the length is the greatest with which every face and
    word stays in its lane.
    """
    low, high = 0.0, max(0.0, total / len(bands))
    for _ in range(40):
        middle = (low + high) / 2
        if sum(middle + sum(reach.pads(middle)) for reach in bands) > total:
            high = middle
        else:
            low = middle
    pads = tuple(reach.pads(low) for reach in bands)
    needed = sum(map(sum, pads))
    if needed <= (1 - _UPRIGHT) * total:
        return pads
    # Far too little room: words may come close to other lanes, but a high grade never lies under a low one.
    share = (1 - _UPRIGHT) * max(0.0, total) / needed
    return tuple((above * share, below * share) for above, below in pads)


def marks(scale: Scale) -> list[float]:
    """The grades that get a grid line: whole steps, thinned to at most eleven."""
    step = scale.step
    while scale.span / step > 10.5:
        step *= 2
    count = math.floor(scale.span / step + 1e-9)
    return [scale.lowest + k * step for k in range(count + 1)]


def axis_size(m: Metrics) -> float:
    """Size (mm) of the axis' numbers and words: the body's, but no more than the axis of a poster needs."""
    return max(m.em * 0.9 if m.compact else m.legible(min(m.em * 0.9, 23 * PT * m.unit)), m.small)


def axis_items(
    frame: Frame,
    left: float,
    right: float,
    gutter: float,
    setting: Setting,
    m: Metrics,
    target: float | None,
    *,
    every: bool = False,
) -> list[Item]:
    """Grid, neutral line and target line from ``left`` to ``right``; numbers and faces in the gutter to the left (mm).

    Numbers give way where they would touch, to the target's name, and to the word for neutral where they stand beside it and are another
    grade: “Neutral 5” is not 5.5. ``every``: all of them are there, however small, for who lays faces on the lines; the name of the target
    keeps clear of them.
    """
    theme, words, u = setting.theme, setting.words, m.unit
    out: list[Item] = []
    scale = frame.scale
    size = axis_size(m)
    spacing = (frame.low - frame.high) / max(1, len(marks(scale)) - 1)
    digits = min(size, spacing / 1.15) if every else size
    thin = max(1, math.ceil(digits * 1.15 / max(spacing, 1e-6) - 1e-9))
    ends = (0, len(marks(scale)) - 1)
    for k, grade in enumerate(marks(scale)):
        y = frame.y(grade)
        out.append(line(left, y, right, y, theme.grid, 0.3 * u))
        hidden = target is not None and not every and k not in ends and abs(y - frame.y(target)) < size * 1.05
        hidden = hidden or (not every and k not in ends and 1e-6 < abs(y - frame.neutral) < _BESIDE * size)
        if not hidden and (k in ends or (k % thin == 0 and ends[1] - k >= thin)):
            out += [
                Tag("P"),
                setting.text(
                    left - 0.9 * m.em,
                    y + CAP * digits / 2,
                    grade_text(grade, setting.words),
                    "medium",
                    digits,
                    theme.secondary,
                    1.0,
                ),
                Tag(),
            ]
    y = frame.neutral
    out.append(line(left, y, right, y, theme.secondary, 0.5 * u, (2.4 * u, 2.0 * u)))
    least = min(frame.low - frame.neutral, frame.neutral - frame.high)
    r = min(size * 1.0, 7 * u, max(0.3 * size, 0.47 * least))
    label = max(m.small, min(size * 0.98, 0.9 * least))
    fx = left - gutter + r
    for grade, word in (
        (scale.highest, words.high),
        (scale.neutral, words.neutral),
        (scale.lowest, words.low),
    ):
        y = frame.y(grade)
        fill, ink = theme.zone(zone_of(grade, scale))
        out += face(fx, y, r, scale.share(grade), fill, ink)
        room = gutter - 2 * r - 1.4 * m.em - 1.5 * size
        shown = setting.short(word, "semibold", label, max(room, label))
        out += [
            Tag("P"),
            setting.placed(fx + r + 0.5 * m.em, y + CAP * label / 2, shown, label, theme.secondary),
            Tag(),
        ]
    if target is not None:
        room = gutter - 2 * r - (1.4 * m.em + 1.5 * size if every else 1.0 * m.em)
        out += _target(frame, target, left, right, fx, r, max(room, label), setting, m, label)
    return out


def _target(
    frame: Frame,
    target: float,
    left: float,
    right: float,
    fx: float,
    r: float,
    room: float,
    setting: Setting,
    m: Metrics,
    size: float,
) -> list[Item]:
    """The grade we want: a dotted line, named in ``room`` mm of the gutter, where no point and no word can cover it."""
    theme, u, scale = setting.theme, m.unit, frame.scale
    y = frame.y(target)
    out: list[Item] = [line(left, y, right, y, theme.target, 0.7 * u, (0.01, 1.9 * u), cap=1)]
    text = setting.words.target_of.format(grade=grade_text(target, setting.words))
    at, apart = y, 1.5 * size
    others = [frame.y(grade) for grade in (scale.highest, scale.neutral, scale.lowest)]
    for other in others:
        if abs(at - other) < apart:
            at = other + apart if at >= other else other - apart
    if any(abs(at - other) < apart - 1e-6 for other in others):
        return out  # a scale too low to name it: the header of the journey's panel still does
    x = fx + r + 0.5 * m.em
    z = min(size, max(m.small, size * room / max(1e-6, setting.width(text, "semibold", size))))
    shown = setting.short(text, "semibold", z, room)
    out += [
        disc(fx, at, r * 0.62, None, theme.target, 0.8 * u),
        disc(fx, at, r * 0.22, theme.target),
        Tag("P"),
        setting.placed(x, at + CAP * z / 2, shown, z, theme.target),
        Tag(),
    ]
    return out


def point_items(
    touchpoint: Touchpoint,
    frame: Frame,
    look: PointLook,
    setting: Setting,
    m: Metrics,
    placed: Placed | None,
) -> list[Item]:
    """Face, word and grade relative to the point itself; ``placed`` are its words, see :func:`placed_label`."""
    theme, u = setting.theme, m.unit
    grade = touchpoint.grade
    if grade is None:
        out: list[Item] = [
            disc(0, 0, RING * m.em, theme.card, theme.secondary, 0.4 * u, (0.9 * u, 0.9 * u)),
            setting.text(0, CAP * m.small / 2, "?", "semibold", m.small, theme.secondary, 0.5),
        ]
        return out + label_items(placed.label, placed.x, placed.far, placed.up, setting, ground=placed.ground) if placed else out
    r = m.big_face if look.big else m.face
    fill, ink = theme.zone(zone_of(grade, frame.scale))
    out = list(face(0, 0, r, frame.scale.share(grade), fill, ink, theme.paper, 0.9 * u))
    if look.note:
        out.append(disc(0, 0, r + 1.5 * u, None, theme.ink, 0.6 * u))
    if placed is None:
        return out
    shaded = placed.up != (grade >= frame.scale.neutral)
    return out + label_items(placed.label, placed.x, placed.far, placed.up, setting, shaded=shaded, ground=placed.ground)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The words of a point: the x of their middle and their distance from the point (mm); ``up``: they stand above it; ``ground``: on
    paper of their own, because somebody else's mark is there."""

    label: Label
    x: float
    far: float
    up: bool
    ground: bool = False


def placed_label(
    make: Callable[[bool], Label], grade: float, frame: Frame, look: PointLook, m: Metrics
) -> Placed:
    """The words of a graded point: beyond the face, away from the neutral line; where the lane ends too soon, or somebody else's line would
    run through them, between them.

    ``make`` gives the words for above (``True``) and below the face.
    """
    away = grade >= frame.scale.neutral
    r = (m.big_face if look.big else m.face) + (1.5 * m.unit if look.note else 0.0)
    neutral = round(frame.neutral - frame.y(grade), 3)  # as exact as what parts are remembered by
    found = _found(make, (away, not away), look, r, neutral, m)
    if found is not None:
        return found
    label = make(away)
    return _placed(label, squeeze(label, look, r, away, m), away, look, m)


def _found(
    make: Callable[[bool], Label], sides: tuple[bool, bool], look: PointLook, r: float, neutral: float, m: Metrics
) -> Placed | None:
    """Words on the first of two sides on which there is room for them, clear of as much as can be: but they do not stray from their face
    for that, where nobody would see whose they are. ``None``: there is no room on either."""
    for up in sides:
        label = make(up)
        at = place(label, look, r, up, neutral, m)
        if at is not None:
            break
    else:
        return None
    if look.others:
        made = [(side, label if side is up else make(side)) for side in sides]
        for clear in (Clear.ALL, Clear.MARKS, Clear.BETWEEN):
            for side, words in made:
                found = place(words, look, r, side, neutral, m, clear_of=clear)
                if found is not None and found[1] <= at[1] + _STRAY * m.em:
                    return _placed(words, found, side, look, m)
    return _placed(label, at, up, look, m)


def _placed(label: Label, found: tuple[float, float], up: bool, look: PointLook, m: Metrics) -> Placed:
    """Words at the place ``found``, on a ground where there is somebody else's mark."""
    (x, far), half = found, label.w / 2
    high = (-far - label.h, -far) if up else (far, far + label.h)
    return Placed(label, x, far, up, on_marks(look.marks, (x - half, x + half), high, m))


def placed_ungraded(label: Label, look: PointLook, m: Metrics) -> Placed | None:
    """The emotion of a touchpoint without a grade: over its ring on the neutral line, or under it; ``None`` where the lane has
    no room for it on either side."""
    return _found(lambda _: label, (True, False), look, RING * m.em, 0.0, m)

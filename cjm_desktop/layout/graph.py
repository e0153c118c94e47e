"""The emotion graph under the cards: axis, neutral line, points with face, word and grade (METHOD step 8).

Same x as the cards. What is not known is not drawn: a missing grade is a gap with a small open ring on the neutral line,
which invites a grade and claims nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.document import Scale, Touchpoint

from .face import face
from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Rect, Tag
from .theme import zone_of


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


def fitting_pads(
    height: float, scale: Scale, grades: Sequence[float], need: float, least: float
) -> tuple[float, float]:
    """The pads (mm) with which every face and word stays in the lane and the curve gets all the rest.
 A grade needs ``need`` mm beyond it for its face and words; where no grade comes near an end of the scale, that
end needs only ``least`` mm for its own label.
    """
    if not grades:
        return need, need
    above = (
        scale.highest - max((g for g in grades if g >= scale.neutral), default=scale.neutral)
    ) / scale.span
    below = (min((g for g in grades if g < scale.neutral), default=scale.neutral) - scale.lowest) / scale.span
    top = bottom = need
    for _ in range(6):  # each pad frees room that the other one counts on
        room = max(0.0, height - top - bottom)
        top, bottom = max(least, need - above * room), max(least, need - below * room)
    return top, bottom


def grade_text(grade: float) -> str:
    """A grade as printed: 7, 7.5, never 7.0."""
    return f"{grade:.2f}".rstrip("0").rstrip(".")


def marks(scale: Scale) -> list[float]:
    """The grades that get a grid line: whole steps, thinned to at most eleven."""
    step = scale.step
    while scale.span / step > 10.5:
        step *= 2
    count = math.floor(scale.span / step + 1e-9)
    return [scale.lowest + k * step for k in range(count + 1)]


def axis_size(m: Metrics) -> float:
    """Size (mm) of the axis' numbers and words: the body's, but no more than the axis of a poster needs."""
    return m.em * 0.9 if m.compact else min(m.em * 0.9, 18 * PT * m.unit)


def axis_items(
    frame: Frame, left: float, right: float, gutter: float, setting: Setting, m: Metrics, target: float | None
) -> list[Item]:
    """Grid, neutral line and target line from ``left`` to ``right``; numbers and faces in the gutter to the left (mm)."""
    theme, words, u = setting.theme, setting.words, m.unit
    out: list[Item] = []
    scale = frame.scale
    size = axis_size(m)
    spacing = (frame.low - frame.high) / max(1, len(marks(scale)) - 1)
    thin = max(1, math.ceil(size * 1.15 / max(spacing, 1e-6)))
    ends = (0, len(marks(scale)) - 1)
    for k, grade in enumerate(marks(scale)):
        y = frame.y(grade)
        out.append(line(left, y, right, y, theme.grid, 0.3 * u))
        if k in ends or (k % thin == 0 and ends[1] - k >= thin):
            out += [
                Tag("P"),
                setting.text(
                    left - 0.9 * m.em,
                    y + CAP * size / 2,
                    grade_text(grade),
                    "medium",
                    size,
                    theme.secondary,
                    1.0,
                ),
                Tag(),
            ]
    y = frame.neutral
    out.append(line(left, y, right, y, theme.secondary, 0.5 * u, (2.4 * u, 2.0 * u)))
    r = min(size * 1.0, 5.4 * u)
    label = size * 0.98
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
        y = frame.y(target)
        out.append(line(left, y, right, y, theme.target, 0.6 * u, (0.01, 1.7 * u), cap=1))
        text = words.target_of.format(grade=grade_text(target))
        width = setting.width(text, "semibold", label)
        out.append(
            Rect(right - width - 0.4 * m.em, y - label * 0.72, width + 0.4 * m.em, label * 1.3, theme.ground)
        )
        out += [
            Tag("P"),
            setting.text(right, y + CAP * label / 2, text, "semibold", label, theme.target, 1.0),
            Tag(),
        ]
    return out


@dataclass(frozen=True, slots=True)
class PointLook:
    """How a point is shown: ``big`` for a highlighted peak or dip; ``slope`` of the line there (mm per mm, y down).

    ``note`` is the small line beyond the word (first and last impression); ``answers`` how many people it rests on.
    """

    big: bool
    slope: float
    note: str = ""
    answers: int = 0


def point_items(
    touchpoint: Touchpoint, frame: Frame, look: PointLook, setting: Setting, m: Metrics, room: float
) -> list[Item]:
    """Face, word and grade relative to the point itself; ``room`` is the width (mm) the words may take."""
    theme, u = setting.theme, m.unit
    grade = touchpoint.grade
    if grade is None:
        ring = m.em * 0.5
        return [
            disc(0, 0, ring, theme.card, theme.rule, 0.5 * u),
            setting.text(0, CAP * m.em * 0.7 / 2, "?", "semibold", m.em * 0.7, theme.secondary, 0.5),
        ]
    r = m.big_face if look.big else m.face
    fill, ink = theme.zone(zone_of(grade, frame.scale))
    out: list[Item] = list(face(0, 0, r, frame.scale.share(grade), fill, ink, theme.paper, 0.9 * u))
    if look.note:
        out.append(disc(0, 0, r + 1.5 * u, None, theme.ink, 0.6 * u))
        r += 1.5 * u
    up = grade >= frame.scale.neutral
    size = m.em * 1.1 * (1.12 if look.big else 0.95)
    word = touchpoint.emotion[:1].upper() + touchpoint.emotion[1:]
    number = grade_text(grade)
    space = 0.36 * size
    word_w = setting.width(word, "semibold", size) if word else -space
    number_w = setting.width(number, "regular", size)
    total = word_w + space + number_w
    if total > room:
        shrink = max(room / total, 0.7)
        size, word_w, number_w, space, total = (v * shrink for v in (size, word_w, number_w, space, total))
    shown = setting.short(word, "semibold", size, max(size, room - number_w - space)) if word else None
    if shown is not None:
        word_w = shown.width * size
        total = word_w + space + number_w
    shift = 0.0
    if not look.big and abs(look.slope) > 0.12:  # the word steps out of the way of a steep line
        side = (1 if look.slope > 0 else -1) * (1 if up else -1)
        shift = side * min(abs(look.slope), 1.0) * min(total * 0.42, room * 0.28)
    x = shift - total / 2
    base = -r - 0.55 * size if up else r + 0.55 * size + CAP * size
    out.append(Tag("P"))
    if shown is not None:
        out.append(setting.placed(x, base, shown, size, theme.ink))
    out.append(setting.text(x + word_w + space, base, number, "regular", size, theme.secondary))
    out.append(Tag())
    small = m.em * 0.76
    extra = look.note
    if look.answers and not m.compact:
        count = f"n = {look.answers}"
        beside = setting.type.line(count, "regular").width * small + 0.8 * space
        if total + beside <= room - 2 * abs(
            shift
        ):  # how many it rests on stands beside the grade where there is room
            out += [
                Tag("P"),
                setting.text(x + total + 0.8 * space, base, count, "regular", small, theme.secondary),
                Tag(),
            ]
        else:
            extra = f"{extra} · {count}" if extra else count
    if extra:
        line_ = setting.short(extra, "medium", small, room)
        y = base - CAP * size - 0.45 * small if up else base + 0.5 * small + CAP * small
        out += [Tag("P"), setting.placed(shift, y, line_, small, theme.secondary, 0.5), Tag()]
    return out

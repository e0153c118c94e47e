"""The words at a point of the emotion line: what they say, how wide they are, and where they stay clear of the line.

A label reads *word grade n = answers* on one line, with air to the edges of its column. Where that is too long, several words go
on two lines, the grade behind the second; a long single word has its grade under it, and takes two lines if it must. A word the program
put there and nobody said or chose is slanted, in softer ink (METHOD step 8: the words are the group's). First
and last impression say so on the outermost line, a little apart. The label stands beyond the face,
away from the neutral line, and steps aside and outwards until neither the line nor a neighbour runs through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from cjm_desktop.document import GradedBy, Touchpoint

from .bidi import has_rtl
from .curve import LazyCurve, Point
from .metrics import DESCENT, Metrics
from .paper import CAP
from .setting import Setting
from .sheet import Item, Known, Line, Rect, Tag
from .words import Words

#: A label shrinks this far before it breaks, and its smallest share when one word is wider than its column.
_SHRINK, _LEAST = 0.86, 0.7
#: Between the rows of a label, between its words, and from the face to the first row: em of the label.
_LEAD, _SPACE, _FACE_GAP = 1.22, 0.36, 0.5
#: A row of another kind (first impression) stands so much further away (em of the body); words keep so far from the edges of
#: their column (em of the body) where a smaller size or another row can give it.
_APART, _AIR = 0.16, 0.3
#: A ground of the paper's colour reaches so far beyond words (em of them).
_GROUND = 0.14
#: How many places beside the point are tried on either side.
_STEPS = 5
# In the order they are tried: from the middle outwards, left before right.
_OUTWARD = (0, *(side * k for k in range(1, _STEPS + 1) for side in (-1, 1)))
#: Behind a grade that the group set by hand against what respondents gave; the legend says so.
BY_GROUP = "*"
#: What a step aside costs compared with a step away from the face.
_ASIDE = 0.55


#: The points of a line two before to two after a touchpoint.
Near = tuple[Point | None, Point | None, Point | None, Point | None, Point | None]


@dataclass(frozen=True, slots=True)
class PointLook:
    """How a point is shown: ``big`` for a highlighted peak or dip, ``note`` for first and last impression, ``answers`` how
    many people it rests on.

    ``near`` holds the points two before to two after it (mm from the point itself; ``None``: no grade there); ``bounds``
    is how far (mm) words may reach to the left and right of the point, whatever stands there; ``rooms`` is how far the lane
    of the graph reaches over and under the point (mm), which words never leave; ``target`` is the y of the target line
    from the point (mm). ``others`` are the lines of further personas and rounds beside it, each as ``near`` is; ``marks`` are where those
    have their marks at this touchpoint.
    """

    big: bool
    note: str
    answers: int
    near: Near
    bounds: tuple[float, float]
    rooms: tuple[float, float]
    target: float | None = None
    others: tuple[Near, ...] = ()
    marks: tuple[Point, ...] = ()


class Clear(IntEnum):
    """What words keep clear of besides their own line: first of ``ALL`` of other lines, which run behind words, then of their ``MARKS``;
    then marks may stand ``BETWEEN`` the face and its words; at last of ``NOTHING``."""

    ALL = 0
    MARKS = 1
    BETWEEN = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of a row: a shaped line, its size (mm) and colour."""

    line: Line
    size: float
    fill: str

    @property
    def width(self) -> float:
        """Width in mm."""
        return self.line.width * self.size


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """Rows from top to bottom, each a run of pieces; ``w`` and ``h`` (capitals of the first row to the last baseline) in mm."""

    rows: tuple[tuple[Piece, ...], ...]
    leads: tuple[float, ...]
    space: float
    w: float
    h: float

    def leading(self, k: int) -> float:
        """From the baseline of row ``k`` to the next (mm)."""
        return self.leads[k]


def _lead(above: Sequence[Piece], below: Sequence[Piece]) -> float:
    """From one row's baseline to the next (mm), fair to both when one of them is small."""
    return _LEAD * (max(piece.size for piece in above) + max(piece.size for piece in below)) / 2


def word_of(touchpoint: Touchpoint) -> str:
    """The emotion with a capital, as printed."""
    return touchpoint.emotion[:1].upper() + touchpoint.emotion[1:]


def is_suggested(touchpoint: Touchpoint) -> bool:
    """Whether the emotion is the program's word for the grade: nobody said it or chose it."""
    return touchpoint.emotion_suggested and bool(touchpoint.emotion.strip())


def grade_text(grade: float, words: Words) -> str:
    """A grade as printed in a language: 7, 7.5 or 7,5, never 7.0."""
    return words.number(round(grade, 2))


def label_of(
    touchpoint: Touchpoint,
    big: bool,
    note: str,
    answers: int,
    up: bool,
    setting: Setting,
    m: Metrics,
    room: float,
) -> Label:
    """The words of a graded touchpoint for a column of ``room`` mm; ``up``: they stand above their face. A grade that the group set
    against the ``answers`` rests on none of them: it has a mark (:data:`BY_GROUP`) instead of their number."""
    assert touchpoint.grade is not None
    theme = setting.theme
    size, small = m.word * (1.12 if big else 0.95), m.small
    word, number = word_of(touchpoint), grade_text(touchpoint.grade, setting.words)
    style, soft = ("italic", theme.secondary) if is_suggested(touchpoint) else ("semibold", theme.ink)
    by_group = bool(answers) and touchpoint.graded_by is GradedBy.GROUP
    if by_group:
        number += BY_GROUP
    count = f"n = {answers}" if answers and not by_group and not m.compact else ""
    # The ground of a peak or a dip ends where its column does: words keep away from its edges.
    shrink = max(_SHRINK, small / size)
    space, air = _SPACE * size, room - (2 * _AIR * m.em if big else 0.0)

    def wide(said: str, scale: float, *, counted: bool) -> float:
        parts = [setting.width(number, "regular", size * scale)]
        parts += [setting.width(said, style, size * scale)] if said else []
        parts += [setting.width(count, "regular", small)] if counted and count else []
        return sum(parts) + space * scale * (len(parts) - 1)

    def fitting(said: str, *, counted: bool) -> float | None:
        scale = min(1.0, air / wide(said, 1.0, counted=counted))
        return scale if scale >= shrink and wide(said, scale, counted=counted) <= air + 1e-6 else None

    def piece(text: str, style: str, z: float, fill: str) -> Piece:
        return Piece(setting.type.line(text, style), z, fill)

    def told(said: str, z: float, *, counted: bool) -> tuple[Piece, ...]:
        row = [piece(said, style, z, soft)] if said else []
        row.append(piece(number, "regular", z, theme.secondary))
        if count and counted:
            row.append(piece(count, "regular", small, theme.secondary))
        if row[0].line.rtl:
            row.reverse()
        return tuple(row)

    rows: list[tuple[Piece, ...]] = []
    counted = True
    scale = fitting(word, counted=True)
    if scale is None:
        counted = False
        scale = fitting(word, counted=False)
    halves = None
    if scale is None or not (counted or note):  # as many rows as with the count on one of its own
        halves = _halves(word, lambda said: setting.width(said, style, size), air, shrink)
    behind = next((c for c in (True, False) if halves and fitting(halves[1], counted=c)), None)
    if halves and behind is not None and (behind or scale is None):
        first, last = air / setting.width(halves[0], style, size), fitting(halves[1], counted=behind)
        counted, scale = behind, min(first, last or 1.0)
        rows.append((piece(halves[0], style, size * scale, soft),))
        rows.append(told(halves[1], size * scale, counted=counted))
    elif scale is not None:
        rows.append(told(word, size * scale, counted=counted))
    else:
        z, broken = setting.type.fit(
            word,
            style,
            [max(small, size * k) for k in dict.fromkeys((_SHRINK, 0.78, _LEAST, _LEAST / max(1.0, m.far)))],
            air,
            setting.language,
            2,
        )
        rows += [(Piece(line, z, soft),) for line in broken.lines]
        row = [piece(number, "regular", z, theme.secondary)]
        if count:
            row.append(piece(count, "regular", small, theme.secondary))
            counted = True
        rows.append(tuple(row))
    extra = " · ".join(part for part in (note, "" if counted else count) if part)
    if extra:
        outer = (Piece(setting.short(extra, "medium", small, room), small, theme.secondary),)
        rows.insert(0 if up else len(rows), outer)
    widths = [sum(p.width for p in row) + space * (len(row) - 1) for row in rows]
    leads = [_lead(above, below) for above, below in pairwise(rows)]
    if extra:
        leads[0 if up else -1] += _APART * m.em
    height = CAP * max(p.size for p in rows[0]) + sum(leads)
    return Label(tuple(rows), tuple(leads), space, max(widths), height)


def ungraded_label(touchpoint: Touchpoint, setting: Setting, m: Metrics, room: float) -> Label:
    """The emotion of a touchpoint without a grade for a column of ``room`` mm: in the ink of what is not graded, on two lines
    where it is long."""
    size, small = m.word * 0.95, m.small
    sizes = [
        max(small, size * k) for k in dict.fromkeys((1.0, _SHRINK, 0.78, _LEAST, _LEAST / max(1.0, m.far)))
    ]
    style = "italic" if is_suggested(touchpoint) else "semibold"
    z, broken = setting.type.fit(word_of(touchpoint), style, sizes, room, setting.language, 2)
    rows = tuple((Piece(line, z, setting.theme.secondary),) for line in broken.lines)
    leads = tuple(_lead(above, below) for above, below in pairwise(rows))
    return Label(rows, leads, _SPACE * z, max(row[0].width for row in rows), CAP * z + sum(leads))


def _halves(word: str, width: Callable[[str], float], room: float, shrink: float) -> tuple[str, str] | None:
    """Several words on two lines, as equal as they can be, with the grade behind the second; ``None`` for a single word, and
    where the first line is wider than its room (though set at ``shrink`` of its size) or the lines would be read from the
    right."""
    at = [k for k, char in enumerate(word) if char in " -–" and 0 < k < len(word) - 1]
    if not at or has_rtl(word):
        return None
    parts = [(word[: k + 1].rstrip(), word[k + 1 :].lstrip()) for k in at]
    first, second = min(parts, key=lambda two: max(width(two[0]), 1.2 * width(two[1])))
    return (first, second) if width(first) * shrink <= room else None


def far(label: Label, m: Metrics) -> float:
    """From the edge of the face to the far edge of the label where nothing is in its way (mm)."""
    return _FACE_GAP * m.em * 1.1 + label.h + 0.5 * m.em


def place(
    label: Label, look: PointLook, r: float, up: bool, neutral: float, m: Metrics, *, clear_of: Clear = Clear.NOTHING
) -> tuple[float, float] | None:
    """Where the label stands: the x of its middle and the distance of its near edge from the point (mm, both from it).

    ``r`` is the radius of the face, ``neutral`` the y of the neutral line from the point. The line is followed through the
    point to its neighbours; of the places within reach the nearest one that is free wins; neither the target line nor the neutral line
    runs through the words. ``clear_of`` says what of others' lines they keep clear of. ``None``: on this side of the face the lane has no
    room for it.
    """
    most = _most(label, look, up, m)
    half, clear = label.w / 2, 0.42 * m.em + m.curve
    least = r + _FACE_GAP * m.em * 1.1
    ink = list(_samples(look.near))
    left, right = look.bounds
    before, after = look.near[1], look.near[3]
    lowest = -(abs(before[0]) * 0.8 if before else -left)
    highest = after[0] * 0.8 if after else right
    best: tuple[float, float, float] | None = None
    beside = [list(_samples(one)) for one in look.others] if clear_of is Clear.ALL else []
    reach = half + r
    for k in _OUTWARD:
        s = reach * k / _STEPS
        if best is not None and least + _ASIDE * abs(s) >= best[0]:
            break  # no place further out can be nearer than this: most labels are done after one try
        a, b = s - half, s + half
        inside = a >= left - 1e-6 and b <= right + 1e-6
        if not inside and (a < min(left, lowest) or b > max(right, highest)):
            continue
        d = max(least, _height(ink, a - 0.3 * m.em, b + 0.3 * m.em, up) + clear)
        d = _past(neutral, _past(look.target, d, label.h, up, m), label.h, up, m)
        if clear_of is Clear.BETWEEN:
            d = _past_marks(look.marks, (a, b), d, label.h, up, m)
        if d > most:
            continue
        if not inside:
            over = [n for n, beyond in ((before, a < left), (after, b > right)) if beyond]
            if any(n is None or _meets(n, d, label.h, up, neutral, m) for n in over):
                continue
        high = (-d - label.h, -d) if up else (d, d + label.h)
        if clear_of is Clear.ALL and _among(beside, (a, b), high, m):
            continue
        between = clear_of is Clear.BETWEEN
        if clear_of is not Clear.NOTHING and on_marks(look.marks, (a, b), high, m, 0.0 if between else r):
            continue
        cost = d + _ASIDE * abs(s)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, s, d)
    if best is None and clear_of is not Clear.NOTHING:
        return None
    if best is None:  # wider than its column: in the middle of what there is
        s = max(left + half, min(0.0, right - half)) if label.w <= right - left else (left + right) / 2
        d = max(least, _height(ink, s - half, s + half, up) + clear)
        d = _past(neutral, _past(look.target, d, label.h, up, m), label.h, up, m)
        return (s, d) if d <= most else None
    return best[1], best[2]


def _among(lines: Sequence[Sequence[Point]], across: tuple[float, float], high: tuple[float, float], m: Metrics) -> bool:
    """Whether words that reach so far ``across`` and ``high`` (from .. to, mm from the point) lie on somebody else's line; ``lines`` are
    points on those lines."""
    air = 0.45 * m.em
    a, b = across[0] - air, across[1] + air
    return any(-_height(ink, a, b, True) < high[1] + air and _height(ink, a, b, False) > high[0] - air for ink in lines)


#: Words keep so far from the middle of somebody else's mark (em of the body): across, at the same height, and across where that mark is
#: beyond the face.
_ACROSS, _LEVEL, _APART_FROM = 0.75, 0.62, 1.25


def on_marks(marks: Sequence[Point], across: tuple[float, float], high: tuple[float, float], m: Metrics, face: float = 0.0) -> bool:
    """Whether words that reach so far lie on somebody else's mark, or behind it as seen from a ``face`` of a radius (mm): words beside that
    mark would be taken for its own."""
    wide, tall, apart = _ACROSS * m.em, _LEVEL * m.em, _APART_FROM * m.em
    a, b, c, d = across[0], across[1], high[0] - tall, high[1] + tall

    def behind(x: float, y: float) -> bool:
        return abs(y) > face > 0 and abs(x) < face and a - apart < x < b + apart and min(0.0, c) < y < max(0.0, d)

    return any((a - wide < x < b + wide and c < y < d) or behind(x, y) for x, y in marks)


def _past_marks(
    marks: Sequence[Point], across: tuple[float, float], d: float, h: float, up: bool, m: Metrics
) -> float:
    """How far from the point words ``h`` mm high stand so that the marks in their way are between them and the face."""
    wide, tall = _ACROSS * m.em, (_LEVEL + 0.01) * m.em
    for away in sorted(-y if up else y for x, y in marks if across[0] - wide < x < across[1] + wide):
        if d - tall < away < d + h + tall:
            d = away + tall
    return d


def squeeze(label: Label, look: PointLook, r: float, up: bool, m: Metrics) -> tuple[float, float]:
    """Where a label stands when neither side of its face has room: beside the face, else over it, but in its lane."""
    d = _most(label, look, up, m)
    ink = list(_samples(look.near))
    half = label.w / 2
    aside = half + r + 0.4 * m.em
    left, right = look.bounds
    for s in (aside, -aside):
        a, b = s - half, s + half
        if a >= left and b <= right and _height(ink, a, b, up) + m.curve <= d:
            return s, d
    return max(left + half, min(0.0, right - half)) if label.w <= right - left else (left + right) / 2, d


def _most(label: Label, look: PointLook, up: bool, m: Metrics) -> float:
    """How far from its point a label may stand (mm) so that it stays in the lane of the graph."""
    return look.rooms[0 if up else 1] - label.h - 0.12 * m.em


def _samples(near: Sequence[Point | None]) -> Iterator[Point]:
    """Points on the line from the neighbour before to the neighbour after."""
    curve = LazyCurve(len(near), lambda i: near[i], lambda i: Known.OBSERVED, lambda a, b: range(len(near)))
    for i in (1, 2):
        b = curve.stretch(i)
        if b is None:
            continue
        for k in range(9):
            t = k / 8
            u = 1 - t
            p, q, v, w = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield p * b.x0 + q * b.x1 + v * b.x2 + w * b.x3, p * b.y0 + q * b.y1 + v * b.y2 + w * b.y3


def _height(ink: Sequence[Point], a: float, b: float, up: bool) -> float:
    """How far the line reaches from the point towards the label between two x (mm; may be negative)."""
    out = -1e9
    sign = -1.0 if up else 1.0
    last: Point | None = None
    for point in ink:
        if a <= point[0] <= b:
            out = max(out, sign * point[1])
        if last is not None and last[0] < point[0]:
            for edge in (a, b):
                if last[0] <= edge <= point[0]:
                    t = (edge - last[0]) / (point[0] - last[0])
                    out = max(out, sign * (last[1] + t * (point[1] - last[1])))
        last = point
    return out


def _past(target: float | None, d: float, h: float, up: bool, m: Metrics) -> float:
    """The distance with which the target line does not run through the words: beyond it, if it would."""
    if target is None:
        return d
    line, air = (-target if up else target), 0.3 * m.em
    return line + air if d - air < line < d + h + air else d


def _meets(n: Point, d: float, h: float, up: bool, neutral: float, m: Metrics) -> bool:
    """Whether a label at distance ``d`` could lie at the height of a neighbour's face or words."""
    words = 3.6 * m.em
    face = m.big_face + 0.4 * m.em
    above = n[1] <= neutral + 1e-6
    top, bottom = n[1] - face - (words if above else 0.0), n[1] + face + (0.0 if above else words)
    mine = (-d - h, -d) if up else (d, d + h)
    return mine[1] > top and mine[0] < bottom


def label_items(
    label: Label, s: float, d: float, up: bool, setting: Setting, *, shaded: bool = False, ground: bool = False
) -> list[Item]:
    """The words placed with :func:`place`, relative to the point; ``shaded``: they stand between the line and the neutral line, on a ground
    on which soft ink is hard to read. ``ground``: on paper of their own."""
    soft, theme = setting.theme.secondary, setting.theme
    out: list[Item] = [Tag("P")]
    if ground:
        z = max(p.size for p in label.rows[-1])
        side, top = _GROUND * z, -d - label.h if up else d
        tall = label.h + DESCENT * z + 2 * side
        out.insert(0, Rect(s - label.w / 2 - side, top - side, label.w + 2 * side, tall, theme.paper, radius=side))
    base = (-d - label.h if up else d) + CAP * max(p.size for p in label.rows[0])
    for k, row in enumerate(label.rows):
        x = s - (sum(p.width for p in row) + label.space * (len(row) - 1)) / 2
        for piece in row:
            ink = theme.text if shaded and piece.fill == soft else piece.fill
            out.append(setting.placed(x, base, piece.line, piece.size, ink))
            x += piece.width + label.space
        if k + 1 < len(label.rows):
            base += label.leading(k)
    out.append(Tag())
    return out

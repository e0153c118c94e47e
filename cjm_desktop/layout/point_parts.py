"""The parts that belong to the points of a band: faces with their words, and the leaders to the opportunities."""

from __future__ import annotations

from cjm_desktop.document import LaneKind

from .band import Band
from .curve import Point
from .graph import RING, Placed, placed_label, placed_ungraded, point_items
from .label import Label, Near, PointLook
from .metrics import DESCENT
from .opportunities import Hung
from .others import mark_places, mark_radius
from .shapes import disc, line
from .sheet import Item, Part, PartKind

#: Left, top, right and bottom (mm).
Box = tuple[float, float, float, float]


class PointParts:
    """Makes the parts of one settled band; ``target`` is the grade of the target line, if there is one."""

    def __init__(self, band: Band, target: float | None) -> None:
        self.band, self.target = band, target
        self._points: dict[int, Point | None] = {}
        self._looks: dict[int, PointLook] = {}
        self._placed: dict[int, Placed | None] = {}

    def _look(self, i: int) -> PointLook:
        """How point ``i`` is shown and what stands near it; its face and its leaders ask for it."""
        look = self._looks.get(i)
        if look is None:
            look = self._looks[i] = self._find_look(i)
        return look

    def _find_look(self, i: int) -> PointLook:
        band, insights, words = self.band, self.band.insights, self.band.setting.words
        t = band.journey.touchpoints[i]
        x, y = band.spot(i)
        note = words.first if t.id == insights.first else words.last if t.id == insights.last else ""
        points, at, first = self._points, band.curve.point, band.columns.start - 1
        near: list[Point | None] = []
        for k in range(i - 2, i + 3):
            if k not in points:
                points[k] = at(k - first)
            point = points[k]
            near.append((round(point[0] - x, 2), round(point[1] - y, 2)) if point else None)
        half = band.columns.width / 2
        beside = half + band.m.gap * 0.3
        bounds = (
            -half if i == band.columns.start else -beside,
            half if i == band.columns.stop - 1 else beside,
        )
        big = t.id in insights.highlights
        answers = insights.graders.get(t.id, 0)
        target = None if self.target is None else round(band.frame.y(self.target) - y, 2)
        rooms = (round(y - band.frame.top, 2), round(band.frame.bottom - y, 2))
        others = self._beside(i, (x, y)) if band.others else ()
        marks: tuple[Point, ...] = ()
        if others:
            r = self._reach(t.grade is not None, big, bool(note))
            marks = tuple((round(one[0], 2), round(one[1], 2)) for one in self._marks(i, r) if one is not None)
        return PointLook(big, note, answers, tuple(near), bounds, rooms, target, others, marks)  # type: ignore[arg-type]

    def _reach(self, graded: bool, big: bool, note: bool) -> float:
        """The radius (mm) of what covers the middle of a column: the face with its ring, or the open ring of no grade."""
        m = self.band.m
        return (m.big_face if big else m.face) + (1.5 * m.unit if note else 0.0) if graded else RING * m.em

    def _marks(self, i: int, face: float) -> tuple[Point | None, ...]:
        """Where the marks of further personas and rounds stand (mm from the middle of the face, whose radius is given)."""
        band, (_, y) = self.band, self.band.spot(i)
        t = band.journey.touchpoints[i]
        grades = (other.grade(t) for other in band.others)
        heights = [None if grade is None else band.frame.y(grade) - y for grade in grades]
        return mark_places(heights, face, mark_radius(band.m), band.columns.width / 2)

    def marks(self, i: int) -> tuple[Point | None, ...]:
        """The marks of further personas and rounds at touchpoint ``i``, one for each line (mm); ``None`` without a grade."""
        x, y = self.band.columns.centre(i), self.band.spot(i)[1]
        look, graded = self._look(i), self.band.journey.touchpoints[i].grade is not None
        found = self._marks(i, self._reach(graded, look.big, bool(look.note)))
        return tuple(one and (x + one[0], y + one[1]) for one in found)

    def _beside(self, i: int, here: Point) -> tuple[Near, ...]:
        """The lines of further personas and rounds near touchpoint ``i``, whose point is ``here``: their marks in the middle of their
        columns."""
        band, out = self.band, []
        for other in band.others:
            near: list[Point | None] = []
            for k in range(i - 2, i + 3):
                grade = other.grade(band.journey.touchpoints[k]) if band.holds(k) else None
                at = None if grade is None else (band.columns.centre(k) - here[0], band.frame.y(grade) - here[1])
                near.append(at and (round(at[0], 2), round(at[1], 2)))
            if any(near[1:4]):
                out.append((near[0], near[1], near[2], near[3], near[4]))
        return tuple(out)

    def _words(self, i: int) -> Placed | None:
        """The words of point ``i`` and where they stand (see :mod:`~.graph`); ``None``: there are none, or they found no
        room."""
        if i not in self._placed:
            band, look = self.band, self._look(i)
            t = band.journey.touchpoints[i]
            found = None
            if t.grade is None:
                if t.emotion.strip():
                    found = placed_ungraded(band.label(t, False, "", 0, True), look, band.m)
            else:

                def make(up: bool) -> Label:
                    return band.label(t, look.big, look.note, look.answers, up)

                found = placed_label(make, t.grade, band.frame, look, band.m)
                if found.up != (t.grade >= band.frame.scale.neutral) and look.note:
                    # No room beyond the face, as at the end of the scale on a wall: the words stay there, without the row that says what
                    # the ring about the face shows as well.
                    bare = placed_label(lambda up: band.label(t, look.big, "", look.answers, up), t.grade, band.frame, look, band.m)
                    found = bare if bare.up != found.up else found
            self._placed[i] = found
        return self._placed[i]

    def boxes(self, i: int) -> tuple[Box, Box | None]:
        """What the face of touchpoint ``i`` covers (or its open ring), and its words: left, top, right and bottom in mm."""
        m, (x, y) = self.band.m, self.band.spot(i)
        if self.band.journey.touchpoints[i].grade is None:
            r = RING * m.em + 0.05 * m.em
        else:
            look = self._look(i)
            r = (m.big_face if look.big else m.face) + (1.5 * m.unit if look.note else 0.0) + 0.12 * m.em
        face, placed = (x - r, y - r, x + r, y + r), self._words(i)
        if placed is None:
            return face, None
        air, half, h = 0.22 * m.em, placed.label.w / 2, placed.label.h
        top = y - placed.far - h if placed.up else y + placed.far
        left = x + placed.x
        # What hangs under the last baseline is as large as the words are for those who stand far away.
        under = DESCENT * max(piece.size for piece in placed.label.rows[-1])
        return face, (left - half - air, top - air, left + half + air, top + h + under + 0.5 * air)

    def point(self, i: int) -> Part:
        """Face, word and grade of touchpoint ``i``, or the open ring and the word of one without a grade."""
        band, m, setting = self.band, self.band.m, self.band.setting
        t = band.journey.touchpoints[i]
        x, y = band.spot(i)
        look = self._look(i)
        room = band.columns.width
        r = m.big_face if look.big else m.face
        inputs = (
            t.grade,
            t.emotion,
            t.emotion_suggested,
            t.graded_by,
            look,
            round(band.frame.neutral - y, 3),
            band.journey.scale,
            m,
            setting,
            room,
        )
        return band.memo.part(
            PartKind.POINT,
            t.id,
            (x, y, max(room / 2, r), m.graph_pad),
            inputs,
            lambda: point_items(t, band.frame, look, setting, m, self._words(i)),
            layer=8,
        )

    def leader(self, i: int, hung: Hung) -> Part:
        """From a point, past its words, to the opportunity below or above it (without a graph from its card); further ones of the same
        point hang from the one before."""
        band, m, setting = self.band, self.band.m, self.band.setting
        t, theme = band.journey.touchpoints[i], setting.theme
        if hung.link is not None:
            return self._link(hung, hung.link)
        up, lined = band.hung_above, band.shows(LaneKind.CURVE)
        x, y = band.columns.centre(i), self._from(i, up)
        look = self._look(i) if lined else None
        end = band.lanes.opportunities + hung.y + (hung.h if up else 0.0)
        h = max(0.0, y - end if up else end - y)
        room = band.columns.width

        def make() -> list[Item]:
            start = self._clear(i, look, up) if look is not None else 0.0
            if start >= h:
                return []
            far, near = (0.0, h - start) if up else (h, start)
            return [
                line(0, near, 0, far, theme.opportunity, 0.8 * m.unit, (2.4 * m.unit, 1.8 * m.unit)),
                disc(0, far, 1.7 * m.unit, theme.opportunity),
            ]

        inputs = (t.grade, t.emotion, t.emotion_suggested, look, h, up, band.journey.scale, m, setting, room)
        box = (x, y - h if up else y, 0.1, h)
        return band.memo.part(PartKind.GROUND, hung.opportunity.id, box, inputs, make, layer=5, spot="leader")

    def _from(self, i: int, up: bool) -> float:
        """The y at which a leader begins: the point, or the edge of the card where there is no graph."""
        band = self.band
        if band.shows(LaneKind.CURVE):
            return band.spot(i)[1]
        lanes = band.lanes
        return lanes.cards if up else lanes.cards + band.stack(band.journey.touchpoints[i]).total

    def _clear(self, i: int, look: PointLook, up: bool) -> float:
        """How far from a point (mm) its leader is clear of the face and the words."""
        m = self.band.m
        start = (m.big_face if look.big else m.face) + (1.5 * m.unit if look.note else 0.0)
        placed = self._words(i)
        if placed is not None and placed.up is up:
            label = placed.label
            if abs(placed.x) < label.w / 2 + 0.5 * m.em:
                start = max(start, placed.far + label.h + 0.35 * m.em)
        return start

    def _link(self, hung: Hung, link: tuple[float, float, float, float]) -> Part:
        """From one opportunity to the next of the same touchpoint: down, or to the side."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        x0, y0, x1, y1 = link
        left, w, h = min(x0, x1), abs(x1 - x0), abs(y1 - y0)
        colour, (a, b) = theme.opportunity, (h, 0.0) if y1 < y0 else (0.0, h)

        def make() -> list[Item]:
            return [
                line(x0 - left, a, x1 - left, b, colour, 0.8 * m.unit),
                disc(x1 - left, b, 1.2 * m.unit, colour),
            ]

        box = (left, band.lanes.opportunities + min(y0, y1), max(w, 0.1), h)
        return band.memo.part(
            PartKind.GROUND, hung.opportunity.id, box, (link, m, theme.name), make, layer=5, spot="leader"
        )

"""The foot of a poster: what the signs mean, what the line rests on, and who stands for the map.

The legend explains only what is on the sheet. It runs from the left in as few rows as it needs; imprint and scale bar
stand at the right of the first and the last row, a QR code at the very edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.analysis import Insights, told_by
from cjm_desktop.document import (
    Basis,
    FooterBlock,
    GradedBy,
    Journey,
    Kind,
    LaneKind,
    Message,
    Problem,
    Reach,
)

from .card_head import KIND_ICONS, kind_word
from .desired_line import sample
from .face import face
from .graph import marks
from .label import BY_GROUP, grade_text, is_suggested
from .lane_service import met_items
from .lanes import LaneOrder, lanes_of
from .links import links_over
from .metrics import grown
from .opportunities import KIND_ICONS as OPPORTUNITY_ICONS
from .opportunities import kind_word as opportunity_word
from .others import Other, apart_of, around_of
from .paper import CAP, Paper
from .qr import Modules, modules, qr_items, reach_of, side_from, side_of
from .rounds import Beside
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Line, Rect, Tag
from .theme import zone_of
from .told import reads_from, shown_reach

#: Height of the foot on A0 with one or two rows, of each row more, and the size of its type.
FOOT_MM, ROW_MM, FOOT_PT = 26.0, 9.5, 15.5
#: The foot gets no finer than on a sheet of this unit: its type stays at 6 pt.
_FINEST = 0.39
#: The legend never takes more rows than this; what comes last in it stays away, and is reported.
_MOST_ROWS = 4
#: The imprint's share of the width, and what stands between its parts.
_IMPRINT, _BETWEEN = 0.62, "  ·  "
#: Room left of the QR code, over and under it (mm on A0), and how much of the shorter side it takes at most.
_CODE_GAP, _CODE_AIR, _WIDEST_CODE = 12.0, 3.0, 1 / 12
#: A foot grows by no more than this for a code that is read from a metre away, and as its type does for those further away.
_GROWN_FOOT = 1.5
#: It grows by no more than this for larger type.
_HIGHER_FOOT = 1.8


@dataclass(frozen=True, slots=True)
class _Chip:
    """An entry of the legend: ``draw(x, y)`` gives the sign, ``sign`` its width (mm), ``text`` its word, set in ``style``."""

    sign: float
    text: str
    draw: Callable[[float, float], Sequence[Item]]
    style: str = "regular"


def foot_for(making: Callable[[float], Footer], distance: float) -> Footer:
    """The foot with type as large as its readers are far away (m), as :func:`~.metrics.grown` says, while everything in it keeps its
    place; ``making`` gives it with type so many times as large as usual."""
    usual = making(1.0)
    for larger in reversed(grown(distance)):
        made = making(larger)
        if len(made.problems) <= len(usual.problems) and made.height <= _HIGHER_FOOT * usual.height:
            return made
    return usual


class Footer:
    """Lays out the foot relative to its own top left corner; ``height`` (mm) is known at once, and ``problems`` what is left out."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        paper: Paper,
        margin: float,
        *,
        counted: bool = True,
        order: LaneOrder | None = None,
        others: Sequence[Beside] = (),
        distance: float = 0.0,
        larger: float = 1.0,
    ) -> None:
        """``counted``: the points print how many answers they rest on. ``order`` are the lanes on the sheet: only they are explained;
        ``others`` further personas and rounds with a line; ``distance`` is how far away (m) a code is to be read, as far as it finds room;
        ``larger`` is how many times as large as usual type and signs are."""
        self.distance = distance
        self.others = others
        self.order = order or lanes_of(journey, inviting=False)
        self.asked = journey.poster.foot
        self.problems: list[Problem] = []
        self.counted = counted and bool(insights.interviews) and any(
            (*insights.graders.values(), *(one.graders for one in apart_of(journey, insights.told)))
        )
        self.journey, self.insights, self.setting = journey, insights, setting
        self.paper, self.margin, self.u = paper, margin, larger * max(paper.unit, _FINEST)
        self.size = FOOT_PT * PT * self.u
        self.code, self.code_side = self._code()
        self.right = paper.width - margin - (self.code_side + _CODE_GAP * self.u if self.code else 0.0)
        self.wide = self.right - margin
        self.imprint = self._imprint()
        self.bar = 100.0 if paper.unit > 0.45 else 50.0
        self.rows = self._rows(list(self._chips()) if FooterBlock.LEGEND in self.asked else [])
        height = (FOOT_MM + ROW_MM * max(0, len(self.rows) - 2)) * self.u
        self.height = max(height, self.code_side + 2 * _CODE_AIR * paper.unit if self.code else 0.0)

    def make(self) -> list[Item]:
        """The legend from the left, imprint and scale bar from the right."""
        u, theme = self.u, self.setting.theme
        out: list[Item] = [line(self.margin, 0, self.paper.width - self.margin, 0, theme.rule, 0.5 * u)]
        count = len(self.rows)
        pitch = ROW_MM * u
        top = self.height * 0.5 - (count - 1) * pitch / 2
        for k, row in enumerate(self.rows):
            x, y = self.margin, top + k * pitch
            for chip in row:
                out += chip.draw(x, y)
                x += chip.sign
                base = y + CAP * self.size / 2
                text = self.setting.text(x, base, chip.text, chip.style, self.size, theme.secondary)
                out += [Tag("P"), text, Tag()]
                x += self.setting.width(chip.text, chip.style, self.size) + 8 * u
        for k, said in enumerate(self.imprint):
            base = top + k * pitch + CAP * self.size / 2
            text = self.setting.placed(self.right, base, said, self.size, theme.text, 1.0)
            out += [Tag("P"), text, *links_over([text]), Tag()]
        out += self._scale_bar(self.right - self._imprint_width(count - 1), top + (count - 1) * pitch)
        if self.code:
            address = self.journey.poster.qr.strip()
            alt = self.setting.words.qr.format(text=address)
            x, y = self.paper.width - self.margin - self.code_side, (self.height - self.code_side) / 2
            out += qr_items(self.code, x, y, self.code_side, alt, address)
        return out

    # -- at the right ------------------------------------------------------------------------------------------------

    def _code(self) -> tuple[Modules | None, float]:
        """The QR code and its side (mm); what no telephone could read is left out and reported."""
        text = self.journey.poster.qr.strip()
        if not text:
            return None, 0.0
        code = modules(text)
        unit = self.paper.unit
        side = side_of(code, unit) if code else 0.0
        widest = _WIDEST_CODE * min(self.paper.width, self.paper.height)
        if code and side <= widest:
            air = 2 * _CODE_AIR * unit
            foot = _GROWN_FOOT * max((1.0, *grown(self.distance)))
            tallest = foot * max(FOOT_MM * unit, side + air) - air
            shown = max(side, min(side_from(code, self.distance), tallest, widest))
            reach = reach_of(code, shown)
            if self.distance > 1.0 and not reads_from(reach, self.distance):
                self.problems.append(
                    Problem(
                        "poster.qr",
                        Message(
                            "A telephone reads the QR code from up to {reach} m, not from {distance} m: who scans it steps closer. "
                            "A shorter address, or larger paper, makes its squares larger.",
                            reach=shown_reach(reach),
                            distance=self.distance,
                        ),
                    )
                )
            return code, shown
        self.problems.append(
            Problem(
                "poster.qr",
                Message(
                    "The text of the QR code is too long to be read by a telephone on this paper, so the code is left out; "
                    "a short web address works best.",
                ),
            )
        )
        return None, 0.0

    def _imprint(self) -> list[Line]:
        """Who stands for the map, in one line, or in a few where it is long."""
        words, imprint, asked = self.setting.words, self.journey.imprint, self.asked
        parts: list[str] = []
        if FooterBlock.AUTHORS in asked:
            parts += [imprint.organisation, ", ".join(imprint.authors)]
        if FooterBlock.VERSION in asked and imprint.version:
            parts.append(words.version_of.format(version=imprint.version))
        if FooterBlock.DATE in asked and imprint.date:
            parts.append(words.day(imprint.date))
        parts.append(self.journey.poster.footer)
        if FooterBlock.REVIEW in asked and self.journey.feedback.review:
            parts.append(words.review_of.format(date=words.day(self.journey.feedback.review)))
        if FooterBlock.INTERVIEWS in asked and self.insights.interviews:
            parts.append(self._interviews())
        return self._lines_of([part for part in parts if part.strip()])

    def _interviews(self) -> str:
        """How many people told, and from when to when."""
        words = self.setting.words
        dates = sorted(interview.date for interview in told_by(self.journey) if interview.date)
        said = words.told_by(self.insights.interviews)
        if not dates:
            return said
        between = words.day(dates[0])
        if dates[-1] != dates[0]:
            between += f" – {words.day(dates[-1])}"
        return f"{said}, {between}"

    def _lines_of(self, parts: Sequence[str]) -> list[Line]:
        """Parts side by side on lines of at most a good half of the foot's width; of a single longer one, reported, the beginning."""
        setting, room = self.setting, self.wide * _IMPRINT
        said: list[str] = []
        for part in parts:
            joined = f"{said[-1]}{_BETWEEN}{part}" if said else part
            if said and setting.width(joined, "medium", self.size) <= room:
                said[-1] = joined
            else:
                said.append(part)
        long = [one for one in said if setting.width(one, "medium", self.size) > room + 1e-6]
        if any(one == self.journey.poster.footer for one in long):
            said_of = Message("The line of your own in the poster’s foot is too long and was shortened; say it in fewer words.")
            self.problems.append(Problem("poster.footer", said_of))
        if any(one != self.journey.poster.footer for one in long):
            said_of = Message("The imprint is too long for the poster’s foot and was shortened.")
            self.problems.append(Problem("imprint", said_of))
        return [setting.short(one, "medium", self.size, room) for one in said]

    def _imprint_width(self, row: int) -> float:
        """What the imprint takes of a row, with the room before it (mm)."""
        if row >= len(self.imprint):
            return 0.0
        return self.imprint[row].width * self.size + 14 * self.u

    def _bar_width(self) -> float:
        label = self.setting.words.scale_bar_of.format(length=f"{self.bar:g}")
        return self.bar + self.setting.width(label, "regular", self.size) + 15 * self.u

    def _scale_bar(self, right: float, y: float) -> list[Item]:
        """A bar of known length: on the wall it shows whether the sheet was printed at its true size."""
        u, stroke = self.u, self.setting.theme.secondary
        label = self.setting.words.scale_bar_of.format(length=f"{self.bar:g}")
        x0, x1 = right - self.bar, right
        out: list[Item] = [
            line(xa, ya, xb, yb, stroke, 0.4 * u)
            for xa, ya, xb, yb in (
                (x0, y, x1, y),
                (x0, y - 2 * u, x0, y + 2 * u),
                (x1, y - 2 * u, x1, y + 2 * u),
            )
        ]
        base = y + CAP * self.size / 2
        text = self.setting.text(x0 - 3 * u, base, label, "regular", self.size, stroke, 1.0)
        return [*out, Tag("P"), text, Tag()]

    # -- the legend --------------------------------------------------------------------------------------------------

    def _rows(self, chips: list[_Chip]) -> list[list[_Chip]]:
        """The legend in rows: one if it fits beside imprint and scale bar, else as many as it needs."""
        widths = [c.sign + self.setting.width(c.text, c.style, self.size) + 8 * self.u for c in chips]
        least = max(1, len(self.imprint))
        most = max(_MOST_ROWS, least + 1)
        rows: list[list[_Chip]] = [[]]
        left = 0
        for count in range(least, most + 1):
            rooms = [self.wide - self._imprint_width(row) for row in range(count)]
            rooms[-1] -= self._bar_width()
            if (count == 1 and sum(widths) > rooms[0]) or (min(rooms) < 0 and count < most):
                continue
            for share in (0.6, 0.7, 0.8, 0.9, 1.0):  # evenly filled rows look meant
                rows, left = self._filled(chips, widths, [max(0.0, room) * share for room in rooms])
                if not left:
                    return rows
        self.problems.append(
            Problem(
                "poster.foot",
                Message("There is no room to explain all signs in the poster’s foot; one is not.")
                if left == 1
                else Message("There is no room to explain all signs in the poster’s foot; {count} are not.", count=left),
            )
        )
        return rows

    def _filled(
        self, chips: list[_Chip], widths: list[float], rooms: list[float]
    ) -> tuple[list[list[_Chip]], int]:
        """Chips in rows of given widths (mm), and how many found no place."""
        rows: list[list[_Chip]] = [[] for _ in rooms]
        k, used = 0, 0.0
        for n, (chip, width) in enumerate(zip(chips, widths, strict=True)):
            while used + width > rooms[k]:
                k, used = k + 1, 0.0
                if k == len(rooms):
                    return rows, len(chips) - n
            rows[k].append(chip)
            used += width
        return rows, 0

    def _chips(self) -> Iterator[_Chip]:
        order = self.order
        if order.has(LaneKind.CURVE):
            yield from self._faces()
            yield from self._lines()
        if order.has(LaneKind.CARDS):
            yield from self._kinds()
            yield from self._signs()
        if order.has(LaneKind.SERVICE_LEVELS):
            yield from self._targets()
        if order.has(LaneKind.OPPORTUNITIES):
            yield from self._opportunities()

    def _targets(self) -> Iterator[_Chip]:
        """The signs of service levels."""
        words, r = self.setting.words, 3.8 * self.u
        known = {level.met for t in self.journey.touchpoints for level in t.service_levels}
        for met, said in (
            (True, words.target_met),
            (False, words.target_missed),
            (None, words.not_known),
        ):
            if met in known:
                yield _Chip(
                    2 * r + 2.6 * self.u,
                    said,
                    lambda x, y, m=met: met_items(m, x + r, y, r, self.setting, self.u),  # type: ignore[misc]
                )

    def _faces(self) -> Iterator[_Chip]:
        scale, theme, u = self.journey.scale, self.setting.theme, self.u
        groups: dict[str, list[float]] = {}
        for grade in marks(scale):
            groups.setdefault(zone_of(grade, scale), []).append(grade)
        r = 4.2 * u
        for grades in reversed(list(groups.values())):
            low, high = (grade_text(grade, self.setting.words) for grade in (grades[0], grades[-1]))
            middle = grades[len(grades) // 2]
            fill, ink = theme.zone(zone_of(middle, scale))
            yield _Chip(
                2 * r + 2.6 * u,
                low if low == high else f"{low}–{high}",
                lambda x, y, f=fill, i=ink, g=middle: face(x + r, y, r, scale.share(g), f, i),  # type: ignore[misc]
            )

    def _kinds(self) -> Iterator[_Chip]:
        theme, u, words = self.setting.theme, self.u, self.setting.words
        used = {t.kind for t in self.journey.touchpoints}
        w, h = 10 * u, 8 * u

        def box(kind: Kind, x: float, y: float) -> list[Item]:
            top = y - h / 2
            if kind is Kind.SILENCE:
                dash = (1.6 * u, 1.2 * u)
                out: list[Item] = [Rect(x, top, w, h, theme.paper, theme.secondary, 0.5 * u, 1.5 * u, dash)]
            elif kind is Kind.WAITING:
                out = [
                    Rect(x, top, w, h, theme.waiting, theme.rule, 0.35 * u),
                    Rect(x, top, w, 1.4 * u, theme.secondary),
                ]
            else:
                out = [
                    Rect(x, top, w, h, theme.card, theme.rule, 0.35 * u),
                    Rect(x, top, 1.4 * u, h, theme.ink),
                ]
            icon = KIND_ICONS[kind]
            return out + list(
                self.setting.icons.items(icon, x + w / 2 + 0.4 * u, y + 0.4 * u, 5 * u, theme.ink, 0.5 * u)
            )

        for kind in Kind:
            if kind in used and kind is not Kind.CONTACT:
                yield _Chip(w + 2.6 * u, kind_word(kind, words), lambda x, y, k=kind: box(k, x, y))  # type: ignore[misc]

    def _lines(self) -> Iterator[_Chip]:
        theme, u, words = self.setting.theme, self.u, self.setting.words
        apart = apart_of(self.journey, self.insights.told)
        bases = set(self.insights.basis.values())
        bases.update(*(one.bases for one in (*self.others, *apart) if isinstance(one, Other)))
        for basis, text, dash in (
            (Basis.OBSERVED, words.observed, ()),
            (Basis.ASSUMED, words.assumed, (3.4 * u, 2.8 * u)),
        ):
            if basis in bases:
                yield _Chip(
                    16.6 * u,
                    text,
                    lambda x, y, d=dash: [line(x, y, x + 14 * u, y, theme.ink, 1.4 * u, d, cap=1)],  # type: ignore[misc]
                )
        r = 3.2 * u
        for other in self.others:
            yield _Chip(
                16.6 * u,
                self.setting.short(other.name(words), "regular", self.size, 0.2 * self.wide).text,
                lambda x, y, o=other: o.sample(x, y, 14 * u, 0.8 * u, r, theme),  # type: ignore[misc]
            )
        if self.order.has(LaneKind.CURVE) and any(t.desired is not None for t in self.journey.touchpoints):
            yield _Chip(16.6 * u, words.desired, lambda x, y: sample(x, y, 14 * u, theme, u))
        yield from self._told()
        yield from self._waits()
        if self.order.has(LaneKind.CURVE) and any(map(is_suggested, self.journey.touchpoints)):
            yield _Chip(0.0, words.suggested, lambda x, y: [], "italic")
        graders = self.insights.graders
        by_group = any(isinstance(one, Other) and one.by_group for one in (*self.others, *apart))
        by_group = by_group or any(t.graded_by is GradedBy.GROUP and t.id in graders for t in self.journey.touchpoints)
        if self.order.has(LaneKind.CURVE) and by_group:
            yield _Chip(0.0, f"{BY_GROUP} {words.by_group}", lambda x, y: [])
        if self.counted:
            yield _Chip(0.0, f"n = {words.interviews}", lambda x, y: [])

    def _told(self) -> Iterator[_Chip]:
        """What is drawn around the line, as far as there is something of it."""
        theme, u, words, poster = self.setting.theme, self.u, self.setting.words, self.journey.poster
        if not (poster.spread or poster.voices or poster.shortfall):
            return
        from .shortfall import sample_of_shortfall  # with the first map that shows any of it
        from .told_lines import own_voices, sample_of_spread, sample_of_voices

        touchpoints, told = self.journey.touchpoints, self.insights.told
        around = around_of(self.journey, self.others)
        ink, said = theme.secondary if around is None else around.ink(theme), self._whose(around)
        # Each in a graph of its own has its own.
        drawn = [None if around is None else around.key, *(one.key for one in apart_of(self.journey, told))]
        if poster.spread and any((t.id, one) in told and told[t.id, one].spreads for t in touchpoints for one in drawn):
            yield _Chip(16.6 * u, words.spread + said, lambda x, y: sample_of_spread(x, y, 14 * u, 6 * u, ink, u))
        if poster.voices and any(own_voices(self.journey, one) for one in drawn):
            yield _Chip(16.6 * u, words.voices + said, lambda x, y: sample_of_voices(x, y, 14 * u, ink, u))
        wished = self.journey.desired.target is not None or any(t.desired is not None for t in touchpoints)
        if poster.shortfall and wished and self.insights.graded:
            yield _Chip(16.6 * u, words.shortfall + said, lambda x, y: sample_of_shortfall(x, y, 14 * u, 6 * u, theme, u))

    def _whose(self, around: Other | None) -> str:
        """Around whose line it is drawn, where several stand in one graph, as it stands behind what is drawn."""
        if not any(isinstance(one, Other) for one in self.others):
            return ""
        words = self.setting.words
        name = around.name(words) if around else self.journey.personas[0].name.strip() or f"{words.persona} 1"
        return f" ({self.setting.short(name, 'regular', self.size, 0.2 * self.wide).text})"

    def _waits(self) -> Iterator[_Chip]:
        """The bars between columns, where there are any."""
        theme, u, words, poster = self.setting.theme, self.u, self.setting.words, self.journey.poster
        if poster.spacing == "even" or not self.order.has(LaneKind.CARDS):
            return
        from .waiting import bar, drawn  # with the first map that shows any

        if drawn(self.journey):
            said = words.waits_log if poster.time_scale == "log" else words.waits_linear
            yield _Chip(16.6 * u, said, lambda x, y: [bar(x, y - 2.4 * u, 14 * u, 4.8 * u, theme, u)])

    def _icon(self, name: str, colour: str) -> Callable[[float, float], Sequence[Item]]:
        u = self.u
        return lambda x, y: self.setting.icons.items(name, x + 3 * u, y, 6 * u, colour, 0.55 * u)

    def _signs(self) -> Iterator[_Chip]:
        theme, words, u = self.setting.theme, self.setting.words, self.u
        if any(t.decisive for t in self.journey.touchpoints):
            yield _Chip(8 * u, words.decisive, self._icon("star", theme.ink))
        if any(t.droppable for t in self.journey.touchpoints):
            yield _Chip(8 * u, words.could_be_dropped, self._icon("scissors", theme.ink))

    def _opportunities(self) -> Iterator[_Chip]:
        theme, words, u = self.setting.theme, self.setting.words, self.u
        used = {o.kind for o in self.journey.opportunities}
        r = 3.8 * u

        def sign(icon: str, x: float, y: float) -> list[Item]:
            glyph = self.setting.icons.items(icon, x + r, y, r * 1.2, theme.opportunity_ink, 0.45 * u)
            return [disc(x + r, y, r, theme.opportunity), *glyph]

        for kind, icon in OPPORTUNITY_ICONS.items():
            if kind in used:
                yield _Chip(
                    2 * r + 2.6 * u,
                    opportunity_word(kind, words),
                    lambda x, y, i=icon: sign(i, x, y),  # type: ignore[misc]
                )
        reaches = {o.reach for o in self.journey.opportunities}
        if Reach.QUICK in reaches:
            yield _Chip(8 * u, words.quick, self._icon("zap", theme.opportunity))
        if Reach.STRUCTURAL in reaches:
            yield _Chip(8 * u, words.structural, self._icon("layers", theme.opportunity))

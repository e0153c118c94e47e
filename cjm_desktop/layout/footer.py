"""The foot of a poster: what the signs mean, what the line rests on, and who stands for the map.

The legend explains only what is on the sheet. It runs from the left in as few rows as it needs; imprint and scale bar
stand at the right of the first and the last row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Basis, Journey, Kind, Reach

from .card_head import KIND_ICONS, kind_word
from .face import face
from .graph import marks
from .label import grade_text
from .opportunities import KIND_ICONS as OPPORTUNITY_ICONS
from .opportunities import kind_word as opportunity_word
from .paper import CAP, Paper
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Line, Rect, Tag
from .theme import zone_of

#: Height of the foot on A0 with one or two rows, of each row more, and the size of its type.
FOOT_MM, ROW_MM, FOOT_PT = 26.0, 9.5, 15.5
#: The legend never takes more rows than this; what comes last in it stays away.
_MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Chip:
    """An entry of the legend: ``draw(x, y)`` gives the sign, ``sign`` its width (mm), ``text`` its word."""

    sign: float
    text: str
    draw: Callable[[float, float], Sequence[Item]]


class Footer:
    """Lays out the foot relative to its own top left corner; ``height`` (mm) is known at once."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        paper: Paper,
        margin: float,
        *,
        counted: bool = True,
    ) -> None:
        """``counted``: the points print how many answers they rest on."""
        self.counted = counted and bool(insights.interviews) and any(insights.answers.values())
        self.journey, self.insights, self.setting = journey, insights, setting
        self.paper, self.margin, self.u = paper, margin, paper.unit
        self.size = FOOT_PT * PT * self.u
        self.wide = paper.width - 2 * margin
        self.imprint = self._imprint()
        self.bar = 100.0 if self.u > 0.45 else 50.0
        self.rows = self._rows(list(self._chips()))
        self.height = (FOOT_MM + ROW_MM * max(0, len(self.rows) - 2)) * self.u

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
                text = self.setting.text(x, base, chip.text, "regular", self.size, theme.secondary)
                out += [Tag("P"), text, Tag()]
                x += self.setting.width(chip.text, "regular", self.size) + 8 * u
        base = top + CAP * self.size / 2
        right = self.paper.width - self.margin
        if self.imprint is not None:
            shown = self.setting.placed(right, base, self.imprint, self.size, theme.text, 1.0)
            out += [Tag("P"), shown, Tag()]
        first = count == 1 and self.imprint is not None
        bar_right = right - (self._imprint_width() if first else 0.0)
        return out + self._scale_bar(bar_right, top + (count - 1) * pitch)

    # -- at the right ------------------------------------------------------------------------------------------------

    def _imprint(self) -> Line | None:
        words, imprint = self.setting.words, self.journey.imprint
        parts = [imprint.organisation, ", ".join(imprint.authors)]
        parts += [words.version_of.format(version=imprint.version)] if imprint.version else []
        parts += [words.day(imprint.date) if imprint.date else "", self.journey.poster.footer]
        if self.journey.feedback.review:
            parts.append(words.review_of.format(date=words.day(self.journey.feedback.review)))
        if self.insights.interviews:
            parts.append(f"{self.insights.interviews} {words.interviews}")
        text = "  ·  ".join(part for part in parts if part)
        return self.setting.short(text, "medium", self.size, self.wide * 0.62) if text else None

    def _imprint_width(self) -> float:
        return self.imprint.width * self.size + 14 * self.u if self.imprint else 0.0

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
        widths = [c.sign + self.setting.width(c.text, "regular", self.size) + 8 * self.u for c in chips]
        if sum(widths) <= self.wide - self._imprint_width() - self._bar_width():
            return [chips]
        for count in range(2, _MOST_ROWS + 1):
            rooms = [self.wide] * count
            rooms[0] -= self._imprint_width()
            rooms[-1] -= self._bar_width()
            for share in (0.6, 0.7, 0.8, 0.9, 1.0):  # evenly filled rows look meant
                rows, left = self._filled(chips, widths, [room * share for room in rooms])
                if not left or (count, share) == (_MOST_ROWS, 1.0):
                    return rows
        return [chips]

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
        yield from self._faces()
        yield from self._lines()
        yield from self._kinds()
        yield from self._signs()
        yield from self._opportunities()

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
        bases = set(self.insights.basis.values())
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
        if self.counted:
            yield _Chip(0.0, f"n = {words.interviews}", lambda x, y: [])

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

"""The foot of a poster: what the signs mean, what the line rests on, and who stands for the map."""

from __future__ import annotations

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Basis, Journey, Kind

from .card import KIND_ICONS, kind_word
from .face import face
from .graph import grade_text, marks
from .paper import CAP, Paper
from .setting import Setting
from .shapes import line
from .sheet import PT, Item, Rect, Tag
from .theme import zone_of

#: Height of the foot on A0, and the size of its type.
FOOT_MM, FOOT_PT = 26.0, 15.5


class Footer:
    """Lays out the foot relative to its own top left corner."""

    def __init__(
        self, journey: Journey, insights: Insights, setting: Setting, paper: Paper, margin: float
    ) -> None:
        self.journey, self.insights, self.setting = journey, insights, setting
        self.paper, self.margin, self.u = paper, margin, paper.unit
        self.size = FOOT_PT * PT * self.u
        self.items: list[Item] = []
        self.x = margin
        self.right = paper.width - margin

    def make(self) -> list[Item]:
        """The legend from the left, the imprint from the right; what does not fit between them stays away."""
        u, theme = self.u, self.setting.theme
        self.items.append(line(self.margin, 0, self.paper.width - self.margin, 0, theme.rule, 0.5 * u))
        self.cy = FOOT_MM * u * 0.5
        self._imprint()
        self._faces()
        self._kinds()
        self._lines()
        return self.items

    def _word(self, text: str, style: str = "regular", gap: float = 8.0) -> bool:
        width = self.setting.width(text, style, self.size)
        if self.x + width > self.right:
            return False
        base = self.cy + CAP * self.size / 2
        self.items += [
            Tag("P"),
            self.setting.text(self.x, base, text, style, self.size, self.setting.theme.secondary),
            Tag(),
        ]
        self.x += width + gap * self.u
        return True

    def _fits(self, text: str, sign: float) -> bool:
        return self.x + sign * self.u + self.setting.width(text, "regular", self.size) <= self.right

    def _imprint(self) -> None:
        words, u = self.setting.words, self.u
        imprint = self.journey.imprint
        parts = [imprint.organisation, ", ".join(imprint.authors)]
        parts += [words.version_of.format(version=imprint.version)] if imprint.version else []
        parts += [words.day(imprint.date) if imprint.date else "", self.journey.poster.footer]
        if self.journey.feedback.review:
            parts.append(words.review_of.format(date=words.day(self.journey.feedback.review)))
        if self.insights.interviews:
            parts.append(f"{self.insights.interviews} {words.interviews}")
        text = "  ·  ".join(part for part in parts if part)
        base = self.cy + CAP * self.size / 2
        if text:
            room = (self.paper.width - 2 * self.margin) * 0.64
            shown = self.setting.short(text, "medium", self.size, room)
            self.items += [
                Tag("P"),
                self.setting.placed(self.right, base, shown, self.size, self.setting.theme.text, 1.0),
                Tag(),
            ]
            self.right -= shown.width * self.size + 14 * u
        length = 100.0 if u > 0.45 else 50.0
        label = words.scale_bar_of.format(length=f"{length:g}")
        width = self.setting.width(label, "regular", self.size)
        if self.right - length - width - 3 * u > self.margin + 300 * u:
            stroke = self.setting.theme.secondary
            x0, x1 = self.right - length, self.right
            for xa, ya, xb, yb in (
                (x0, self.cy, x1, self.cy),
                (x0, self.cy - 2 * u, x0, self.cy + 2 * u),
                (x1, self.cy - 2 * u, x1, self.cy + 2 * u),
            ):
                self.items.append(line(xa, ya, xb, yb, stroke, 0.4 * u))
            self.items += [
                Tag("P"),
                self.setting.text(x0 - 3 * u, base, label, "regular", self.size, stroke, 1.0),
                Tag(),
            ]
            self.right = x0 - width - 12 * u

    def _faces(self) -> None:
        scale, theme, u = self.journey.scale, self.setting.theme, self.u
        groups: dict[str, list[float]] = {}
        for grade in marks(scale):
            groups.setdefault(zone_of(grade, scale), []).append(grade)
        r = 5 * u
        for grades in reversed(list(groups.values())):
            low, high = grade_text(grades[0]), grade_text(grades[-1])
            text = low if low == high else f"{low}–{high}"
            if not self._fits(text, 14):
                return
            middle = grades[len(grades) // 2]
            fill, ink = theme.zone(zone_of(middle, scale))
            self.items += face(self.x + r, self.cy, r, scale.share(middle), fill, ink)
            self.x += 2 * r + 3 * u
            self._word(text)
        self.x += 4 * u

    def _kinds(self) -> None:
        theme, u, words = self.setting.theme, self.u, self.setting.words
        used = {t.kind for t in self.journey.touchpoints}
        for kind in Kind:
            if kind in used and kind is not Kind.CONTACT:
                text = kind_word(kind, words)
                if not self._fits(text, 16):
                    return
                w, h = 11 * u, 9 * u
                if kind is Kind.SILENCE:
                    self.items.append(
                        Rect(
                            self.x,
                            self.cy - h / 2,
                            w,
                            h,
                            theme.paper,
                            theme.secondary,
                            0.5 * u,
                            1.5 * u,
                            (1.6 * u, 1.2 * u),
                        )
                    )
                elif kind is Kind.WAITING:
                    self.items.append(
                        Rect(self.x, self.cy - h / 2, w, h, theme.waiting, theme.rule, 0.35 * u, 1.5 * u)
                    )
                else:
                    self.items.append(Rect(self.x, self.cy - h / 2, w, h, theme.card, theme.rule, 0.35 * u))
                    self.items.append(Rect(self.x, self.cy - h / 2, 1.4 * u, h, theme.ink))
                self.items += self.setting.icons.items(
                    KIND_ICONS[kind], self.x + w / 2 + 0.3 * u, self.cy, 6 * u, theme.ink, 0.55 * u
                )
                self.x += w + 3 * u
                self._word(text)
        self.x += 4 * u

    def _lines(self) -> None:
        theme, u, words = self.setting.theme, self.u, self.setting.words
        bases = set(self.insights.basis.values())
        for basis, text, dash in (
            (Basis.OBSERVED, words.observed, ()),
            (Basis.ASSUMED, words.assumed, (3.4 * u, 2.8 * u)),
        ):
            if basis in bases and self._fits(text, 19):
                self.items.append(
                    line(self.x, self.cy, self.x + 15 * u, self.cy, theme.ink, 1.4 * u, dash, cap=1)
                )
                self.x += 18 * u
                self._word(text)

"""Colour roles of a map: what a colour means, resolved to opaque sRGB.

One idea carries the house theme: *colour means feeling*; everything else is ink, navy and cool grey. A theme is a file of
roles in ``resources/themes``; painters get the resolved ``#RRGGBB`` values and never choose.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from cjm_desktop.assets import asset
from cjm_desktop.document import Scale


class Zone(StrEnum):
    """Where a grade lies: clearly above neutral, around it, or clearly below."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


def zone_of(grade: float, scale: Scale) -> Zone:
    """The zone of a grade. Around neutral means within a sixth of the span: 4–7 on 1–10 is open, 7 and 4 are clear."""
    reach = scale.span / 6 - 1e-9
    if grade >= scale.neutral + reach:
        return Zone.POSITIVE
    return Zone.NEGATIVE if grade <= scale.neutral - reach else Zone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Theme:
    """The roles. ``…_ink`` is what is readable on the role of the same name."""

    name: str
    paper: str
    card: str
    ink: str
    text: str
    secondary: str
    rule: str
    grid: str
    ground: str
    disc: str
    quote: str
    waiting: str
    header: str
    header_ink: str
    header_soft: str
    header_accent: str
    header_rule: str
    header_disc: str
    positive: str
    positive_tint: str
    positive_area: str
    positive_ink: str
    neutral: str
    neutral_ink: str
    negative: str
    negative_tint: str
    negative_area: str
    negative_ink: str
    target: str
    opportunity: str
    opportunity_ink: str
    opportunity_tint: str
    phases: tuple[str, ...]
    phase_ink: str
    parties: tuple[str, ...]

    def zone(self, zone: Zone) -> tuple[str, str]:
        """Fill of a zone and the ink that reads on it."""
        if zone is Zone.POSITIVE:
            return self.positive, self.positive_ink
        if zone is Zone.NEGATIVE:
            return self.negative, self.negative_ink
        return self.neutral, self.neutral_ink

    def phase(self, i: int, n: int) -> str:
        """Colour of phase ``i`` of ``n``: the ramp, interpolated to any number of phases."""
        if n < 2 or len(self.phases) < 2:
            return self.phases[0]
        t = i / (n - 1) * (len(self.phases) - 1)
        k = min(int(t), len(self.phases) - 2)
        return mix(self.phases[k], self.phases[k + 1], t - k)

    def party(self, i: int) -> str:
        """Colour of a party; a sign beside it carries the meaning without colour."""
        return self.parties[i % len(self.parties)]


def mix(a: str, b: str, t: float) -> str:
    """The colour ``t`` of the way from ``a`` to ``b`` (both ``#RRGGBB``)."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * t):02X}" for x, y in pairs)


def theme_names() -> tuple[str, ...]:
    """The themes that are shipped."""
    return tuple(sorted(path.stem for path in asset("themes").glob("*.json")))


def load_theme(name: str) -> Theme:
    """A shipped theme; an unknown name gives the house theme, so that a file from elsewhere still prints."""
    path = asset("themes", f"{name}.json")
    if name not in theme_names():
        path = asset("themes", "house.json")
    roles = json.loads(path.read_text(encoding="utf-8"))
    roles["phases"], roles["parties"] = tuple(roles["phases"]), tuple(roles["parties"])
    return Theme(**roles)

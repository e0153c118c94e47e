"""The phases of a band: the ribbons that name them and the grounds that hold their columns together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .band import Band
from .columns import Stretch
from .paper import CAP
from .setting import Setting, far_reaching
from .shapes import polygon
from .sheet import Item, Line, Part, PartKind, Path, Rect, Tag
from .theme import mix

#: How far a phase's name may shrink on one line, the sizes it has on two, and the distance of those (em of the name).
_PHASE_ONE, _PHASE_TWO, _PHASE_LEAD = (1.0, 0.93, 0.86), (0.72, 0.64, 0.55), 1.1


class PhaseParts:
    """Makes the parts of one settled band, which is number ``number`` on its sheet."""

    def __init__(self, band: Band, number: int) -> None:
        self.band, self.number = band, number

    def grounds(self, left: float, right: float) -> Iterator[Part]:
        """The tinted grounds that touch a span of x, and the hints in phases without touchpoints."""
        band, lanes = self.band, self.band.lanes
        theme = band.setting.theme
        for _, run, x0, x1 in band.grounds():
            if x0 < right and x1 > left:
                top, h = lanes.ground, lanes.bottom - lanes.ground
                yield band.memo.part(
                    PartKind.GROUND,
                    run.phase.id if run.phase else "",
                    (x0, top, x1 - x0, h),
                    (x1 - x0, h, theme.name),
                    lambda w=x1 - x0, h=h: [Rect(0, 0, w, h, theme.ground)],  # type: ignore[misc]
                    layer=1,
                    spot=("ground", self.number),
                )
                if run.start == run.stop and band.setting.inviting and band.cards_h:
                    yield self._empty_phase(run, x0, x1)

    def _empty_phase(self, run: Stretch, x0: float, x1: float) -> Part:
        band, m = self.band, self.band.m
        setting, theme = band.setting, band.setting.theme
        w, h = x1 - x0 - band.m.gap, min(band.cards_h, 9 * m.em)

        def make() -> list[Item]:
            hint = setting.type.wrap(
                setting.words.drop_here, "medium", (w - 2 * m.pad) / m.em, setting.language, 3
            )
            return [
                Rect(0, 0, w, h, None, theme.rule, 0.5 * m.unit, m.radius, (2.0 * m.unit, 2.0 * m.unit)),
                *setting.lines(m.pad, m.pad, hint, m.em, m.lead, theme.secondary),
            ]

        box = (x0 + band.m.gap / 2, band.lanes.cards, w, h)
        ident = run.phase.id if run.phase else ""
        return band.memo.part(
            PartKind.HINT, ident, box, (w, h, m, setting), make, layer=2, spot=("empty", self.number)
        )

    def ribbons(self, left: float, right: float) -> Iterator[Part]:
        """The ribbons that touch a span of x, where phases have a lane."""
        band = self.band
        if not band.lanes.ribbon_h:
            return
        for k, run, x0, x1 in band.grounds():
            if x0 < right and x1 > left:
                yield self._ribbon(k, run, x0, x1)

    def _ribbon(self, k: int, run: Stretch, x0: float, x1: float) -> Part:
        band, m = self.band, self.band.m
        setting, theme, words = band.setting, band.setting.theme, band.setting.words
        count = len(band.journey.phases)
        w, h = x1 - x0, m.ribbon
        notch = k > 0 or not run.opens or run.rank > 0

        def make() -> list[Item]:
            colour = theme.phase(max(run.rank, 0), count) if run.phase else theme.secondary
            d = h * 0.26
            edge = [(0.0, 0.0), (w - d, 0.0), (w, h / 2), (w - d, h), (0.0, h)]
            if notch:
                edge.append((d * 0.8, h / 2))
            out: list[Item] = [Path(polygon(*edge), colour)]
            name = (run.phase.name or words.untitled_phase) if run.phase else words.no_phase
            shown = name if run.opens else f"{name} ({words.continued})"
            x, room = d * 0.8 + 0.8 * m.em, w - 1.9 * d - 1.2 * m.em
            size = m.phase_size * 0.92
            number = str(run.rank + 1) if run.phase else ""
            z, lines = phase_name(shown, number, size, room, setting)
            if m.far > 1 and lines[-1].text.endswith("…"):  # large for those who stand far away, but not at its cost
                size /= m.far
                z, lines = phase_name(shown, number, size, room, setting)
            lead = setting.width(number, "regular", size) + 0.45 * size if number else 0.0
            lead_of, z = _fitting_lead(lines, z, h, setting)
            base = h / 2 + CAP * z / 2 - (len(lines) - 1) * lead_of / 2
            out.append(Tag("H2"))
            # A name that is read from the right begins at the right, its number before it.
            rtl = any(one.rtl for one in lines)
            near, side = (x + room, 1.0) if rtl else (x, 0.0)
            if number:
                tone = mix(colour, theme.phase_ink, 0.78)
                out.append(setting.text(near, h / 2 + CAP * size / 2, number, "regular", size, tone, side))
            near += -lead if rtl else lead
            out += [
                setting.placed(near, base + k * lead_of, one, z, theme.phase_ink, side)
                for k, one in enumerate(lines)
            ]
            return [*out, Tag()]

        box = (x0, band.lanes.ribbon, w, h)
        inputs = (run.phase, run.rank, run.opens, count, notch, w, h, m, setting)
        ident = run.phase.id if run.phase else ""
        return band.memo.part(PartKind.PHASE, ident, box, inputs, make, layer=7, spot=self.number)


def _fitting_lead(lines: Sequence[Line], z: float, h: float, setting: Setting) -> tuple[float, float]:
    """Line distance (mm) and size (mm) with which a name on two lines of some size keeps its ink apart and in a ribbon ``h`` mm high;
    only letters of other scripts need more than the house's own."""
    if len(lines) == 1 or not any(far_reaching(line.text) for line in lines):
        return _PHASE_LEAD * z, z
    inks = [setting.type.fonts.ink(line) for line in lines]
    lead = max(_PHASE_LEAD, *(above[1] + below[0] for above, below in pairwise(inks)))
    z = min(z, 0.96 * h / (inks[0][0] + lead * (len(lines) - 1) + inks[-1][1]))
    return lead * z, z


def phase_name(
    name: str, number: str, size: float, room: float, setting: Setting
) -> tuple[float, tuple[Line, ...]]:
    """Size (mm) and lines of a phase's name beside its number: on one line as large as its neighbours' or nearly so, else
    on two of a smaller size, and only then cut."""
    room = max(size, room - (setting.width(number, "regular", size) + 0.45 * size if number else 0.0))
    needed = setting.width(name, "bold", 1.0)
    for shrink in _PHASE_ONE:
        if needed * size * shrink <= room:
            return size * shrink, (setting.type.line(name, "bold"),)
    sizes = [size * shrink for shrink in _PHASE_TWO]
    z, shown = setting.type.fit(name, "bold", sizes, room, setting.language, 2)
    return z, shown.lines

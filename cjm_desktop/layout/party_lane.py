"""Who is responsible, under the graph: a dip stands above the one who owns it (METHOD steps 2 and 9).

Neighbouring touchpoints of one party share a pill; an arrow says that the journey changes hands, an orange edge that a
deep dip lies there.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Party

from .band import Band
from .columns import Stretch
from .paper import CAP
from .setting import Setting
from .shapes import line, polygon
from .sheet import Item, Line, Part, PartKind, Path, Rect, Tag
from .theme import mix

#: A pill of one party spans at most so many columns, so that finding its start never walks far.
_PILL = 48


def party_parts(band: Band, near: range) -> Iterator[Part]:
    """The pills under the touchpoints ``near``, each from where its party's run begins."""
    if not band.party_h:
        return
    for run in band.columns.runs:
        a, b = max(near.start, run.start), min(near.stop, run.stop)
        if a >= b:
            continue
        i = _pill_start(band, a, run)
        while i < b:
            stop = _pill_stop(band, i, run)
            yield from _pill(band, i, stop, run)
            i = stop


def _pill_start(band: Band, i: int, run: Stretch) -> int:
    touchpoints = band.journey.touchpoints
    while i > run.start and (i - run.start) % _PILL and touchpoints[i - 1].party == touchpoints[i].party:
        i -= 1
    return i


def _pill_stop(band: Band, i: int, run: Stretch) -> int:
    touchpoints = band.journey.touchpoints
    stop = i + 1
    while stop < run.stop and (stop - run.start) % _PILL and touchpoints[stop].party == touchpoints[i].party:
        stop += 1
    return stop


def _pill(band: Band, i: int, stop: int, run: Stretch) -> Iterator[Part]:
    """The responsible party of a run of touchpoints; an arrow says that the journey changes hands here."""
    m = band.m
    setting, theme = band.setting, band.setting.theme
    touchpoints = band.journey.touchpoints
    first = touchpoints[i]
    x = band.columns.home(i)
    w = band.columns.home(stop - 1) + band.columns.width - x
    h = band.party_h
    party: Party | None = next((p for p in band.journey.parties if p.id == first.party), None)
    if party is None:
        yield band.memo.part(
            PartKind.PARTY,
            first.id,
            (x, band.lanes.party, w, h),
            ("nobody", w, h, m, theme.name),
            lambda: [
                line(
                    0.2 * m.em,
                    h / 2,
                    w - 0.2 * m.em,
                    h / 2,
                    theme.rule,
                    0.5 * m.unit,
                    (1.6 * m.unit, 1.6 * m.unit),
                )
            ],
            layer=6,
        )
        return
    parties = band.journey.parties
    sign = band.memo.kept("signs of parties", (parties,), lambda: party_signs(parties))[party.id]
    after = touchpoints[stop] if stop < len(touchpoints) else None
    handed = after is not None and after.party is not None and after.party != first.party
    dip = any(
        t.id in band.insights.highlights and t.grade is not None and t.grade < band.journey.scale.neutral
        for t in touchpoints[i:stop]
    )

    def make() -> list[Item]:
        colour = theme.party(party.colour)
        d = h * 0.36
        edge = [(0.0, 0.0), (w - d, 0.0), (w + m.gap * 0.45, h / 2), (w - d, h), (0.0, h)] if handed else None
        fill = mix(colour, theme.paper, 0.84)
        stroke, weight = (theme.negative, 0.7 * m.unit) if dip else (None, 0.0)
        out: list[Item] = [
            Path(polygon(*edge), fill, stroke, weight)
            if edge
            else Rect(0, 0, w, h, fill, stroke, weight, radius=0.3 * m.em)
        ]
        if handed:  # the head of the arrow in the party's own colour: here the journey changes hands
            tip = w + m.gap * 0.45
            head = [
                (w - d, 0.0),
                (tip, h / 2),
                (w - d, h),
                (w - d - 0.3 * h, h),
                (tip - 0.3 * h, h / 2),
                (w - d - 0.3 * h, 0.0),
            ]
            out.append(Path(polygon(*head), colour))
        z = m.legible(max(m.small, 0.82 * m.em) if len(sign) == 1 else m.small)
        line_ = setting.type.line(sign, "bold")
        r = h * 0.34
        wide = max(
            2 * r, line_.width * z + 0.6 * m.em
        )  # a long sign gets a longer badge, not smaller letters
        left = 0.35 * m.em
        out.append(Rect(left, h / 2 - r, wide, 2 * r, colour, radius=r))
        out.append(setting.placed(left + wide / 2, h / 2 + CAP * z / 2, line_, z, theme.party_ink, 0.5))
        cx = left + wide - r
        z = max(m.legible(0.9 * m.em), m.small)
        room = w - (cx + r + 0.4 * m.em) - (d + 0.1 * h if handed else 0.3 * m.em)
        if room > 1.5 * z:
            out += _named(party.name, cx + r + 0.4 * m.em, h / 2, z, room, m.small, setting)
        return out

    inputs = (party, sign, w, h, handed, dip, m, setting)
    yield band.memo.part(PartKind.PARTY, first.id, (x, band.lanes.party, w, h), inputs, make, layer=6)


def _named(
    name: str, x: float, middle: float, size: float, room: float, least: float, setting: Setting
) -> list[Item]:
    """A party's name in its pill: on one line a little smaller, else on two, and only then cut; not under ``least``."""
    needed = setting.width(name, "medium", size)
    if needed * max(0.84, least / size) <= room:
        size *= min(1.0, room / needed) if needed else 1.0
        lines: tuple[Line, ...] = (setting.short(name, "medium", size, room),)
    else:
        size = max(least, 0.8 * size)
        lines = setting.type.wrap(name, "medium", room / size, setting.language, 2).lines
    lead = 1.14 * size
    base = middle + CAP * size / 2 - (len(lines) - 1) * lead / 2
    placed = [setting.placed(x, base + k * lead, one, size, setting.theme.ink) for k, one in enumerate(lines)]
    return [Tag("P"), *placed, Tag()]

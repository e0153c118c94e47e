"""What stands in the room between two columns where the document draws waiting to scale: an open bar on the timeline, with its length.

Contract. The bar joins the line on which the numbers stand, from one of its ends to the other, and never comes under a card. Its length in
words stands in it, as far as the card before it has not said it: of a card of waiting or silence only what is waited after its end, with a
plus before it; where the bar is too short for them they stand upright under it, where there is room for that, else nowhere: a bar
without words is still as long as the others say, and who listens to a file hears how long each is. What is only known not to be longer
is said so (≤). Where cards are put aside nothing is drawn. In mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cjm_desktop.analysis.waits import Wait, is_waited
from cjm_desktop.document import Journey

from .band import Band
from .lengths import roughly, waited
from .paper import CAP
from .sheet import Item, Part, PartKind, Rect, Tag
from .spacing import waits_of
from .theme import Theme
from .words import Words

#: Height of the bar in sizes of its words, room beside them in it, and from the bar to words that stand upright (em of the words).
_BAR, _BESIDE, _UNDER = 1.5, 0.5, 0.45
#: Words that stand upright need so much room beside them (em of the words), and no more than this share of the lane of cards.
_UPRIGHT, _MOST = 1.7, 0.9


class WaitParts:
    """Makes the parts of one settled band."""

    def __init__(self, band: Band) -> None:
        self.band = band

    @property
    def waits(self) -> dict[int, Wait]:
        """The waits of the journey, by the touchpoint after which they come."""
        found = waits_of(self.band.journey, self.band.memo)
        return self.band.memo.kept("waits by place", (found,), lambda: {wait.after: wait for wait in found})

    def parts(self, left: float, right: float) -> Iterator[Part]:
        """The bars that touch a span of x."""
        band, m = self.band, self.band.m
        if not band.cards_h:
            return
        known, words = self.waits, band.setting.words
        for i, x0, x1 in band.columns.rooms(left, right):
            wait = known.get(i)
            if wait is None:
                continue
            said, whole = after_card(wait, words), in_gap(wait, words)
            # The line of the numbers reaches a little beyond the columns: the bar begins and ends where it does.
            reach, k = m.phase_gap / 2, band.columns.run_of(i)
            start, end = x0 + reach, x1 - reach
            if i + 1 == band.columns.stops[k]:
                end = x1 + reach if k + 1 < len(band.columns.runs) else x1
            inputs = (said, whole, end - start, band.cards_h, m, band.setting)
            yield band.memo.part(
                PartKind.GROUND,
                band.journey.touchpoints[i].id,
                (start, band.lanes.rail, end - start, m.rail + band.cards_h),
                inputs,
                lambda said=said, whole=whole, wide=end - start: self._items(said, whole, wide),  # type: ignore[misc]
                layer=7,
                spot="wait",
            )

    def _items(self, said: str, whole: str, wide: float) -> list[Item]:
        """Bar and words, from the bar's left end and the upper edge of the rail; ``whole`` is the wait for who listens."""
        m, setting, theme = self.band.m, self.band.setting, self.band.setting.theme
        z = m.legible(m.small)
        needed = setting.width(said, "medium", z)
        h = _BAR * z
        # Where bands are compact there is hardly any rail: the bar hangs from it into the empty lane of cards.
        top = max(0.0, m.rail / 2 - h / 2) if not m.compact else m.rail
        out: list[Item] = [Tag("Figure", alt=f"{setting.words.waiting}: {whole}"), bar(0.0, top, wide, h, theme, m.unit)]
        if not said:
            return [*out, Tag()]
        shown = setting.text(wide / 2, top + h / 2 + CAP * z / 2, said, "medium", z, theme.ink, 0.5)
        if needed + 2 * _BESIDE * z <= wide:
            return [*out, shown, Tag()]
        foot = max(top + h, m.rail) + _UNDER * z
        if wide >= _UPRIGHT * z and needed <= _MOST * (m.rail + self.band.cards_h - foot):
            out.append(replace(shown, x=wide / 2 + CAP * z / 2, y=foot + needed, angle=90.0))
        return [*out, Tag()]


def in_gap(wait: Wait, words: Words) -> str:
    """The length of a wait in words; what is only known not to be longer is said so."""
    return waited(wait.minutes, words, wait.told) if wait.sure else f"≤\u00a0{roughly(wait.minutes, words)}"


def after_card(wait: Wait, words: Words) -> str:
    """What the card before a wait has not said of it, in words; empty where that card is the wait, and said it."""
    if not wait.spent:
        return in_gap(wait, words)
    if not wait.rest:
        return ""
    return f"+\u00a0{waited(wait.rest, words)}" if wait.sure else f"≤\u00a0+\u00a0{roughly(wait.rest, words)}"


def drawn(journey: Journey) -> bool:
    """Whether any wait of a journey is known: then there is a bar between its columns."""
    return is_waited(journey.touchpoints)


def bar(x: float, y: float, w: float, h: float, theme: Theme, u: float) -> Rect:
    """An open bar: time in which nobody does anything."""
    return Rect(x, y, w, h, theme.waiting, theme.secondary, 0.45 * u, min(h, w) / 2, (1.6 * u, 1.2 * u))

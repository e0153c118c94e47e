"""Touchpoint cards to cut out (METHOD step 7): a sticky note for every touchpoint, and blank ones for those still missing.

Contract. Cards are :data:`~.cutting.CARD` mm square. Their kinds can be told apart by shape alone, as on the poster: *contact*
is a round frame, *own action* a square one with a heavy edge, *waiting* carries a ruler of time, and *silence* is a hole in a
hatched frame. Blank cards show the kind they are for: most are contacts, some of each other kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Journey, Kind, Touchpoint

from ..card_head import KIND_ICONS, duration_words, kind_word
from ..colour import contrast
from ..paper import CAP, Paper
from ..setting import Setting
from ..shapes import disc, line, polygon, round_rect
from ..sheet import Clip, Item, PartKind, Path, Rect
from ..theme import Theme
from ..votes import shown_votes, sticker
from .cutting import CARD, best_sheaf, card_lines
from .ink import Ink, Source
from .page import Page
from .sheaf import Sheaf
from .words import HandoutWords

#: Blank cards come in this order, again and again: of six, three are contacts.
BLANKS = (Kind.CONTACT, Kind.CONTACT, Kind.OWN_ACTION, Kind.SILENCE, Kind.WAITING, Kind.CONTACT)
#: From the cut line to the frame: what a pair of scissors may miss by (mm).
_INSET = 3.0
_RING = 3.4
_RADIUS = 3.2
_DISC = 9.6
#: In the foot: what stands before the name of a phase and of a party, the room between the two (mm), from a phase's baseline to the top
#: of a party under it, and the distance of lines (em).
_BEFORE_PHASE, _BEFORE_PARTY, _BETWEEN, _OVER, _LEAD = 4.2, 3.0, 3.0, 1.9, 1.22
_TITLE = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_TEXT = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)


@dataclass(frozen=True, slots=True)
class _Body:
    """Where the words of a card stand: ``left`` and ``right``, ``top`` of the head, ``foot`` the lowest baseline (mm)."""

    left: float
    right: float
    top: float
    foot: float

    @property
    def width(self) -> float:
        return self.right - self.left


def make_touchpoints(
    journey: Journey, setting: Setting, words: HandoutWords, paper: Paper, *, blanks: bool = True
) -> list[Page]:
    """A card for each touchpoint in the order of time; with ``blanks`` the last page is filled up and one more follows."""

    def bind(turned: Paper) -> Sheaf:
        return Sheaf(
            journey,
            setting,
            words,
            turned,
            words.cards,
            step=7,
            hint=f"{words.cards_hint} {words.true_size}",
            scale=1.0,
            compact=True,
            air=3.0,
        )

    sheaf, grid = best_sheaf(bind, paper, CARD)
    filled = len(journey.touchpoints)
    pages = -(-filled // grid.count) + (1 if blanks or not filled else 0)
    with_blanks = blanks or not filled
    made = 0
    for _ in range(pages):
        leaf = sheaf.leaf()
        used = grid.count if with_blanks else min(grid.count, filled - made)
        lines = sheaf.ink()
        lines.items += card_lines(grid, setting.theme, used)
        leaf.put(lines, 0, 0, sheaf.paper.width, sheaf.paper.height, PartKind.GROUND, layer=0)
        for x, y in list(grid.spots())[:used]:
            ink = sheaf.ink()
            record = ""
            if made < filled:
                touchpoint = journey.touchpoints[made]
                record = touchpoint.id
                _Filled(ink, journey, touchpoint, made).draw()
            else:
                _blank(ink, BLANKS[(made - filled) % len(BLANKS)])
            leaf.put(ink, x, y, CARD, CARD, PartKind.CARD, record)
            made += 1
    return sheaf.pages()


def frame_items(kind: Kind, theme: Theme) -> tuple[list[Item], _Body]:
    """The frame of a card, relative to the card's corner: its shape says the kind; and where its words stand."""
    a, side = _INSET, CARD - 2 * _INSET
    if kind is Kind.SILENCE:
        outer = round_rect(a, a, side, side, _RADIUS)
        out: list[Item] = [Clip(outer)]
        step = 2.4
        count = int(2 * side / step) + 1
        for k in range(1, count):
            d = k * step
            out.append(line(a + d, a, a + d - side, a + side, theme.rule, 0.4))
        out.append(Clip())
        b, inner = a + _RING, side - 2 * _RING
        out.append(Rect(b, b, inner, inner, theme.paper, radius=_RADIUS))
        edge = round_rect(b, b, inner, inner, _RADIUS)
        out.append(Path(edge, None, theme.secondary, 0.9, dash=(3.0, 2.2), cap=0))
        return out, _Body(b + 4.0, CARD - b - 4.0, b + 4.0, CARD - b - 4.4)
    body = _Body(a + 4.6, CARD - a - 4.6, a + 4.6, CARD - a - 4.6)
    if kind is Kind.OWN_ACTION:
        bar = polygon((a, a), (a + 2.6, a), (a + 2.6, a + side), (a, a + side))
        shown: list[Item] = [Rect(a, a, side, side, theme.card, theme.secondary, 0.4), Path(bar, theme.ink)]
        return shown, _Body(a + 6.4, body.right, body.top, body.foot)
    if kind is Kind.WAITING:
        edge = round_rect(a, a, side, side, _RADIUS)
        strip = 3.4
        ruled: list[Item] = [
            Rect(a, a, side, side, theme.waiting, radius=_RADIUS),
            Clip(edge),
            Rect(a, a, side, strip, theme.secondary),
        ]
        for k in range(1, 28):
            x = a + side * k / 28
            ruled.append(line(x, a + strip * (0.3 if k % 4 == 0 else 0.6), x, a + strip, theme.paper, 0.4))
        ruled += [Clip(), Path(edge, None, theme.secondary, 0.5)]
        return ruled, _Body(body.left, body.right, body.top + 2.2, body.foot)
    return [Rect(a, a, side, side, theme.card, theme.secondary, 0.4, radius=_RADIUS)], body


class _Filled:
    """The card of a touchpoint, relative to its own corner."""

    def __init__(self, ink: Ink, journey: Journey, touchpoint: Touchpoint, index: int) -> None:
        self.ink, self.journey, self.touchpoint, self.index = ink, journey, touchpoint, index
        self.theme = ink.setting.theme
        items, self.body = frame_items(touchpoint.kind, self.theme)
        ink.items += items

    def source(self, field: str) -> Source:
        return Source(f"touchpoints[{self.index}].{field}", self.touchpoint.id)

    def draw(self) -> None:
        """Head, title, text and foot."""
        ink, t, theme, body = self.ink, self.touchpoint, self.theme, self.body
        quiet = t.kind is Kind.SILENCE
        top = self._head() + 4.0
        foot = self._foot() - 3.4
        title = t.title or ink.setting.words.untitled_touchpoint
        fill = theme.secondary if quiet or not t.title else theme.ink
        source = self.source("title")
        high = min(19.0, foot - top)
        top += ink.block(
            body.left,
            top,
            title,
            "semibold",
            _TITLE,
            fill,
            body.width,
            high,
            lead=1.18,
            source=source,
            role="H2",
            most=4,
            even=True,
        )
        top += 2.6
        if t.text.strip():
            text = theme.secondary if quiet else theme.text
            ink.block(
                body.left,
                top,
                t.text,
                "regular",
                _TEXT,
                text,
                body.width,
                foot - top,
                source=self.source("text"),
            )
        elif not quiet:
            ink.writing(body.left, body.right, top + 3, foot, 7.0)
        votes = shown_votes(self.journey, t.votes)
        ink.items += sticker(body.right, _INSET + 0.4, votes, ink.setting, ink.pt(8.5))

    def _head(self) -> float:
        """Icon, channel and how long; the number at the right. Gives the y below it."""
        ink, t, theme, body = self.ink, self.touchpoint, self.theme, self.body
        setting = ink.setting
        place = next((i for i, c in enumerate(self.journey.channels) if c.id == t.channel), None)
        channel = None if place is None else self.journey.channels[place]
        name = channel.name if channel else ""
        contact = t.kind is Kind.CONTACT
        icon = channel.icon if contact and channel else KIND_ICONS[t.kind]
        cx, cy = body.left + _DISC / 2, body.top + _DISC / 2
        dark = t.kind is Kind.OWN_ACTION
        ground = theme.ink if dark else theme.paper if t.kind is Kind.WAITING else theme.disc
        ink.badge(icon, cx, cy, _DISC, ground, theme.card if dark else theme.ink)
        number = str(self.index + 1)
        size = ink.pt(21)
        right = body.right
        wide = ink.line(right, cy + CAP * size / 2, number, "bold", size, theme.ink, anchor=1.0)
        right -= wide + 2.2
        for shown, symbol in ((t.decisive, "star"), (t.droppable, "scissors")):
            if shown:
                ink.icon(symbol, right - 2.2, cy, 4.4, theme.ink)
                right -= 5.4
        x = body.left + _DISC + 2.6
        rows: list[tuple[str, str, Source | None]] = []
        if not contact or not name:
            rows.append((kind_word(t.kind, setting.words), "semibold", None))
        if name:
            rows.append(
                (name, "medium" if contact else "regular", Source(f"channels[{place}].name", t.channel or ""))
            )
        how_long = duration_words(t, setting.words)
        if how_long and len(rows) < 2:
            rows.append((how_long, "regular", None))
        elif how_long:
            rows[0] = (f"{rows[0][0]} · {how_long}", "semibold", None)
        z = ink.pt(9)
        base = cy + CAP * z / 2 - (len(rows) - 1) * z * 0.62
        for text, style, source in rows:
            ink.line(x, base, text, style, z, theme.secondary, room=right - x, source=source)
            base += z * 1.24
        return cy + _DISC / 2

    def _foot(self) -> float:
        """Phase at the left, responsible party at the right; gives the y of their capitals' top.

        A name that has no room beside the other stands over the whole width, on two lines if need be: the phase above the party.
        """
        ink, t, theme, body = self.ink, self.touchpoint, self.theme, self.body
        journey, z = self.journey, ink.pt(8)
        party = next(((i, p) for i, p in enumerate(journey.parties) if p.id == t.party and p.name.strip()), None)
        phase = next(((i, p) for i, p in enumerate(journey.phases) if p.id == t.phase and p.name.strip()), None)
        wide = ink.setting.width(party[1].name, "medium", z) if party else 0.0
        taken = wide + _BEFORE_PARTY + _BETWEEN if party else 0.0
        needed = _BEFORE_PHASE + ink.setting.width(phase[1].name, "medium", z) if phase else 0.0
        beside = taken + needed <= body.width
        top = body.foot - CAP * z
        if party:
            i, owner = party
            left = body.right - wide if beside else body.left + _BEFORE_PHASE
            top = self._name(left, owner.name, body.foot, Source(f"parties[{i}].name", owner.id))
            middle = top + CAP * z / 2
            dot = left - _BEFORE_PARTY + 1.1 if beside else body.left + 1.3
            ink.items.append(disc(dot, middle, 1.1, theme.party(owner.colour)))
        if phase:
            i, stage = phase
            base = body.foot if beside or not party else top - _OVER
            top = self._name(body.left + _BEFORE_PHASE, stage.name, base, Source(f"phases[{i}].name", stage.id))
            colour = theme.phase(i, len(journey.phases))
            edge = (
                theme.secondary if contrast(colour, theme.card) < 1.8 else None
            )  # a pale ramp needs an edge
            middle = top + CAP * z / 2
            ink.items.append(
                Rect(body.left, middle - 1.3, 2.6, 2.6, colour, edge, 0.3 if edge else 0.0, 0.5)
            )
        return top

    def _name(self, left: float, name: str, base: float, source: Source) -> float:
        """A name of the foot from ``left`` on, its last baseline at ``base``; gives the y of its capitals' top."""
        ink, z = self.ink, self.ink.pt(8)
        width = self.body.right - left + 1e-6
        made = ink.wrapped(name, "medium", z, width, source, 2)
        top = base - (max(1, made.count) - 1) * z * _LEAD - CAP * z
        ink.set(left, top, name, made, z, self.theme.secondary, width, lead=_LEAD, source=source)
        return top


def _blank(ink: Ink, kind: Kind) -> None:
    """A card to fill in by hand, relative to its own corner."""
    theme, words = ink.setting.theme, ink.words
    items, body = frame_items(kind, theme)
    ink.items += items
    cx, cy = body.left + _DISC / 2, body.top + _DISC / 2
    if kind is Kind.CONTACT:
        ink.items.append(disc(cx, cy, _DISC / 2, theme.paper, theme.secondary, 0.4, (1.2, 1.0)))
    else:
        dark = kind is Kind.OWN_ACTION
        ground = theme.ink if dark else theme.paper if kind is Kind.WAITING else theme.disc
        ink.badge(KIND_ICONS[kind], cx, cy, _DISC, ground, theme.card if dark else theme.ink)
    ring = 4.6
    ink.items.append(disc(body.right - ring, cy, ring, None, theme.secondary, 0.4))
    size = ink.pt(7)
    ink.line(
        body.right - ring,
        cy + CAP * size / 2,
        words.number,
        "regular",
        size,
        theme.secondary,
        anchor=0.5,
        room=7.4,
    )
    x, end = body.left + _DISC + 2.6, body.right - 2 * ring - 3.0
    z = ink.pt(7.5)
    if kind is Kind.CONTACT:
        ink.line(
            x, cy - _DISC / 2 + CAP * z + 0.3, words.channel, "regular", z, theme.secondary, room=end - x
        )
        ink.rule(x, end, cy + _DISC / 2 - 1.0)
    else:
        z = ink.pt(9)
        said = kind_word(kind, ink.setting.words)
        ink.line(x, cy + CAP * z / 2, said, "semibold", z, theme.secondary, room=end - x)
    top, z = cy + _DISC / 2 + 4.2, ink.pt(7.5)
    foot = body.foot - CAP * z - 3.6
    ink.line(body.left, top + CAP * z, words.title, "regular", z, theme.secondary, room=body.width)
    ink.rule(body.left, body.right, top + 9.0, 0.45, theme.secondary)
    ink.writing(body.left, body.right, top + 10.0, foot, 7.6)
    ink.line(body.left, body.foot, words.phase, "regular", z, theme.secondary, room=body.width / 2)

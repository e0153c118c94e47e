"""Opportunities as cards of the size of a sticky note (METHOD step 9), to be hung on the wall, voted on and handed over.

Contract. A card per opportunity, by votes as every list has them, then blank ones; each names its
touchpoints, its kind, whether it is quick or structural, who owns it, when it is due, how its success is measured and how far it is.
Lengths in mm.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TypeAlias

from cjm_desktop.analysis import ahead, by_votes
from cjm_desktop.document import Journey, Opportunity, OpportunityKind, Reach, Status

from ..card import title_of
from ..metrics import block_height
from ..opportunities import KIND_ICONS, kind_word
from ..paper import CAP, Paper
from ..setting import Setting
from ..shapes import disc
from ..sheet import PartKind, Rect
from ..text import Paragraph
from ..votes import shown_votes, sticker
from .cutting import CARD, Grid, best_sheaf, card_lines
from .ink import HAIR, Ink, Source, lines_in, middle_of
from .page import Page
from .sheaf import Sheaf
from .words import HandoutWords

_INSET, _PAD, _RADIUS, _DISC = 3.0, 4.4, 3.2, 8.8
_LEFT, _RIGHT = _INSET + _PAD, CARD - _INSET - _PAD
_WIDTH = _RIGHT - _LEFT
#: Where the facts at the foot of a card begin.
_FACTS = 49.0
_TITLE = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
_TEXT = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_VALUE = (8.0, 7.5, 7.0, 6.5)
_LABEL = 6.5
#: Line distance of the facts (em), and what the disc before a party's name takes of its width.
_LEAD, _DOT = 1.22, 3.2
#: Two names have so much more room below than other facts, and if that is not enough their row begins so much higher.
_MORE, _UP = 1.0, (0.0, 0.8, 3.6, 6.4)
#: How owner, due and status share the width, usually and with names of persons.
_SHARES, _NAMED = (0.387, 0.333, 0.28), (0.46, 0.28, 0.26)
_LEGEND = 6.0

#: A name of an owner: the text, its lines, their size (mm) and where it comes from.
_Owner: TypeAlias = tuple[str, Paragraph, float, Source]


def make_opportunities(
    journey: Journey,
    setting: Setting,
    words: HandoutWords,
    paper: Paper,
    *,
    names: bool = False,
    blanks: bool = True,
) -> list[Page]:
    """The cards; with ``blanks`` the last page is filled up and one more follows. ``names`` prints persons beside owners."""

    def bind(turned: Paper) -> Sheaf:
        return Sheaf(
            journey,
            setting,
            words,
            turned,
            words.opportunity_cards,
            step=9,
            hint=f"{words.opportunities_hint} {words.true_size}",
            scale=1.0,
            compact=True,
            air=3.0,
            accent=setting.theme.opportunity,
        )

    sheaf, grid = best_sheaf(bind, paper, CARD, _LEGEND)
    filled = len(journey.opportunities)
    places = {one.id: i for i, one in enumerate(journey.opportunities)}
    order = [places[one.id] for one in by_votes(journey)]
    first = ahead(journey)
    blanks = blanks or not filled
    made = 0
    for _ in range(-(-filled // grid.count) + (1 if blanks else 0)):
        leaf = sheaf.leaf()
        used = grid.count if blanks else min(grid.count, filled - made)
        lines = sheaf.ink()
        lines.items += card_lines(grid, setting.theme, used)
        leaf.put(lines, 0, 0, sheaf.paper.width, sheaf.paper.height, PartKind.GROUND, layer=0)
        for x, y in list(grid.spots())[:used]:
            ink = sheaf.ink()
            record = ""
            if made < filled:
                index = order[made]
                record = journey.opportunities[index].id
                _Card(ink, journey, index, names, ahead=record in first).draw()
            else:
                _blank(ink)
            leaf.put(ink, x, y, CARD, CARD, PartKind.OPPORTUNITY, record)
            made += 1
        if made > filled:
            legend = sheaf.ink()
            _legend(legend, grid)
            leaf.put(legend, grid.left, grid.bottom + 5.6, grid.right - grid.left, 4.0)
    return sheaf.pages()


def status_word(status: Status, words: HandoutWords) -> str:
    """The printed word for how far an opportunity is."""
    return {
        Status.IDEA: words.idea,
        Status.PLANNED: words.planned,
        Status.DOING: words.doing,
        Status.DONE: words.done,
        Status.DROPPED: words.dropped,
    }[status]


def places_of(opportunity: Opportunity, journey: Journey, setting: Setting) -> list[str]:
    """The touchpoints an opportunity hangs from, as “4 Six weeks of nothing”, in the order of time."""
    wanted = set(opportunity.touchpoints)
    return [
        f"{i}\u00a0{title_of(t, setting.words)}"
        for i, t in enumerate(journey.touchpoints, 1)
        if t.id in wanted
    ]


def owner_of(opportunity: Opportunity, journey: Journey, *, names: bool) -> str:
    """Who owns it: the party, and the person when ``names`` are wanted."""
    party = next((p.name for p in journey.parties if p.id == opportunity.owner), "")
    person = opportunity.person if names else ""
    return " · ".join(part for part in (party, person) if part.strip())


def _frame(ink: Ink, *, tinted: bool) -> None:
    theme, side = ink.setting.theme, CARD - 2 * _INSET
    ground = theme.opportunity_tint if tinted else theme.card
    ink.items.append(Rect(_INSET, _INSET, side, side, ground, theme.opportunity, 0.6, _RADIUS))


class _Card:
    """The card of an opportunity, relative to its own corner."""

    def __init__(self, ink: Ink, journey: Journey, index: int, names: bool, *, ahead: bool) -> None:
        self.ink, self.journey, self.index, self.names = ink, journey, index, names
        self.ahead = ahead
        self.opportunity = journey.opportunities[index]
        self.theme = ink.setting.theme

    def source(self, field: str) -> Source:
        return Source(f"opportunities[{self.index}].{field}", self.opportunity.id)

    def draw(self) -> None:
        """Kind, title, touchpoints, text and facts."""
        ink, o, theme = self.ink, self.opportunity, self.theme
        _frame(ink, tinted=o.kind is OpportunityKind.PLANNED_PEAK)
        y = self._head() + 3.2
        foot = _FACTS - 3.5 - self._lift
        places = " · ".join(places_of(o, self.journey, ink.setting))
        at, where = self.source("title"), self.source("touchpoints")
        wide = _WIDTH - 4.6
        tries = []
        for largest in _TITLE:  # a long text makes the title give way, not the other way round
            sizes = [size for size in _TITLE if size <= largest]
            title = ink.fitted(
                o.title, "semibold", sizes, _WIDTH, 12.4, lead=1.2, source=at, most=3, even=True
            )
            hung = ink.fitted(places, "medium", (8.5, 8.0, 7.5, 7.0), wide, 6.6, lead=1.28, source=where)
            used = _tall(title, 1.2, 1.9) if title[1].count else 9.9
            used += _tall(hung, 1.28, 2.3)
            text = ink.fitted(o.text, "regular", _TEXT, _WIDTH, foot - y - used, source=self.source("text"))
            tries.append((title, hung, text))
            if not text[1].shortened and (text[0] >= ink.pt(8.5) or largest <= 11):
                break
        title, hung, text = next((one for one in reversed(tries) if not one[2][1].shortened), tries[-1])
        if title[1].count:
            fill = theme.opportunity
            ink.set(_LEFT, y, o.title, title[1], title[0], fill, _WIDTH, lead=1.2, source=at, role="H2")
            y += _tall(title, 1.2, 1.9)
        else:
            ink.rule(_LEFT, _RIGHT, y + 8.0, 0.45, theme.secondary)
            y += 9.9
        if hung[1].count:
            ink.icon("map-pin", _LEFT + 1.5, y + CAP * hung[0] / 2, 3.4, theme.secondary, 0.09)
            ink.set(_LEFT + 4.6, y, places, hung[1], hung[0], theme.secondary, wide, lead=1.28, source=where)
            y += _tall(hung, 1.28, 2.3)
        ink.set(_LEFT, y, o.text, text[1], text[0], theme.text, _WIDTH, source=self.source("text"))
        self._facts()
        votes = shown_votes(self.journey, o.votes)
        z, setting = ink.pt(9), ink.setting
        ink.items += sticker(
            _RIGHT, _INSET + 0.4, votes, setting, z, counted=True, ahead=self.ahead
        )

    def _head(self) -> float:
        ink, o, theme, words = self.ink, self.opportunity, self.theme, self.ink.setting.words
        cx, cy = _LEFT + _DISC / 2, _INSET + _PAD + _DISC / 2
        ink.badge(KIND_ICONS[o.kind], cx, cy, _DISC, theme.opportunity, theme.opportunity_ink)
        x, z = _LEFT + _DISC + 2.6, ink.pt(9)
        two = o.reach is not None
        base = cy + CAP * z / 2 - (2.1 if two else 0.0)
        ink.line(x, base, kind_word(o.kind, words), "semibold", z, theme.secondary, room=_RIGHT - x)
        if o.reach is not None:
            symbol, word = ("zap", words.quick) if o.reach is Reach.QUICK else ("layers", words.structural)
            base += 4.3
            small = ink.pt(8.5)
            ink.icon(symbol, x + 1.6, middle_of(base, small), 3.5, theme.opportunity, 0.1)
            ink.line(x + 4.4, base, word, "medium", small, theme.opportunity, room=_RIGHT - x - 4.4)
        return cy + _DISC / 2

    def _facts(self) -> None:
        ink, o, theme, words = self.ink, self.opportunity, self.theme, self.ink.words
        up = self._up
        ink.rule(_LEFT, _RIGHT, _FACTS - 2.0 - self._lift)
        party, person = self._owner
        due = ink.setting.words.day(o.due)
        values = (o.measure, party or person, due, status_word(o.status, words))
        for (label, x, top, width, room), value, field in zip(
            _places(words, up, self._lift, names=self.names), values, ("measure", "owner", "due", "status"), strict=True
        ):
            _label(ink, label, x, top, width)
            y = top + CAP * ink.pt(_LABEL) + 1.7
            left = x
            if field == "owner" and party:
                left += _DOT
                colour = next(p.colour for p in self.journey.parties if p.id == o.owner)
                ink.items.append(disc(x + 1.1, y + 1.1, 1.1, theme.party(colour)))
            if field == "owner" and party and person:
                for text, made, size, at in self._owners(width - _DOT, room + _MORE + up):
                    ink.set(left, y, text, made, size, theme.ink, width - _DOT, lead=_LEAD, source=at)
                    y += made.count * _LEAD * size
            elif value.strip():
                source = None if field in ("due", "status") else self.source("person" if field == "owner" and not party else field)
                ink.block(left, y, value, "medium", _VALUE, theme.ink, width - (left - x), room, lead=_LEAD, source=source)
            else:
                ink.rule(x, x + width, top + CAP * ink.pt(_LABEL) + 5.4)

    @cached_property
    def _owner(self) -> tuple[str, str]:
        """The party that owns it, and the person where names are wanted; either may be empty."""
        o = self.opportunity
        party = next((p.name for p in self.journey.parties if p.id == o.owner), "")
        return party.strip(), o.person.strip() if self.names else ""

    @cached_property
    def _up(self) -> float:
        """How much higher than usual the row of the owner begins (mm), so that a person's name has room under a party's."""
        if not all(self._owner):
            return 0.0
        _, (_, _, _, width, room), *_ = _places(self.ink.words, names=True)
        tries = [(up, *self._owners(width - _DOT, room + _MORE + up)) for up in _UP]
        # The text above gives way to a person's name, but not much to a party's.
        both = (up for up, *owners in tries[:-1] if not any(made.shortened for _, made, *_ in owners))
        whole = (up for up, _, (_, person, *_) in tries if not person.shortened)
        return next(chain(both, whole), _UP[-1])

    @cached_property
    def _lift(self) -> float:
        """How much higher all facts begin (mm): as much of that as a measure leaves that needs less than its own room."""
        if not self._up or not self.opportunity.measure.strip():
            return self._up
        _, _, _, width, room = _places(self.ink.words)[0]
        size, made = self.ink.fitted(self.opportunity.measure, "medium", _VALUE, width, room, lead=_LEAD, source=self.source("measure"))
        return max(0.0, self._up - (room - block_height(made.count, size, _LEAD * size)))

    def _owners(self, width: float, room: float) -> tuple[_Owner, _Owner]:
        """The party, and under it the person, as large as both have room; the person stands there whole rather than the party."""
        ink, (party, person) = self.ink, self._owner
        found: tuple[_Owner, _Owner] | None = None
        for points in _VALUE:
            size = ink.pt(points)
            lines = max(2, lines_in(room, size, _LEAD))
            # Names are not hyphenated.
            below = ink.wrapped(person, "medium", size, width, None, lines - 1)
            above = ink.wrapped(party, "medium", size, width, None, max(1, lines - below.count))
            found = (party, above, size, self.source("owner")), (person, below, size, self.source("person"))
            if not (above.shortened or below.shortened or above.broken or below.broken):
                break
        assert found is not None, "no sizes to choose from"
        return found


def _tall(made: tuple[float, Paragraph], lead: float, gap: float) -> float:
    """Height of a fitted text and the gap under it; nothing for an empty one (mm)."""
    size, lines = made
    return block_height(lines.count, size, size * lead) + gap if lines.count else 0.0


def _places(
    words: HandoutWords, up: float = 0.0, lift: float = 0.0, *, names: bool = False
) -> tuple[tuple[str, float, float, float, float], ...]:
    """Label, x, top, width and height of the value of measure, owner, due and status (mm): measure ``lift`` mm higher than usual, the
    others ``up``; with ``names`` of persons the owner is wider."""
    gap = 2.6
    owner, due, status = ((_WIDTH - 2 * gap) * share for share in (_NAMED if names else _SHARES))
    second = _FACTS + 11.2 - up
    return (
        (words.measure, _LEFT, _FACTS - lift, _WIDTH, 6.3),
        (words.owner, _LEFT, second, owner, 6.0),
        (words.due, _LEFT + owner + gap, second, due, 6.0),
        (words.status, _LEFT + owner + due + 2 * gap, second, status, 6.0),
    )


def _label(ink: Ink, label: str, x: float, top: float, width: float) -> None:
    z = ink.pt(_LABEL)
    ink.line(x, top + CAP * z, label, "semibold", z, ink.setting.theme.secondary, room=width)


def _blank(ink: Ink) -> None:
    """A card to fill in by hand: circle the kind, tick the reach."""
    theme, words, printed = ink.setting.theme, ink.words, ink.setting.words
    _frame(ink, tinted=False)
    cy = _INSET + _PAD + _DISC / 2
    d = 6.4
    for k, icon in enumerate(KIND_ICONS.values()):
        cx = _LEFT + d / 2 + k * (d + 1.0)
        ink.items.append(disc(cx, cy, d / 2, None, theme.rule, HAIR))
        ink.icon(icon, cx, cy, d * 0.6, theme.opportunity, 0.085)
    x = _LEFT + 5 * (d + 1.0) + 1.6
    z = ink.pt(7)
    for base, word in ((cy - 1.0, printed.quick), (cy + 3.4, printed.structural)):
        ink.box(x, middle_of(base, z), 2.8)
        ink.line(x + 4.2, base, word, "medium", z, theme.secondary, room=_RIGHT - x - 4.2)
    y = cy + _DISC / 2 + 2.6
    _label(ink, words.title, _LEFT, y, _WIDTH)
    ink.rule(_LEFT, _RIGHT, y + 9.4, 0.45, theme.secondary)
    y += 12.0
    _label(ink, words.touchpoint, _LEFT, y, _WIDTH)
    ink.rule(_LEFT, _RIGHT, y + 8.4)
    ink.rule(_LEFT, _RIGHT, y + 15.6)
    for label, left, top, width, _room in _places(words):
        _label(ink, label, left, top, width)
        ink.rule(left, left + width, top + CAP * ink.pt(_LABEL) + 6.0)


def _legend(ink: Ink, grid: Grid) -> None:
    """What the icons on blank cards mean, relative to (0, 0), across the cards."""
    theme, words = ink.setting.theme, ink.setting.words
    z = ink.pt(8)
    said = [(KIND_ICONS[kind], kind_word(kind, words)) for kind in OpportunityKind]
    room = grid.right - grid.left
    needed = sum(ink.setting.width(word, "medium", z) for _, word in said) + len(said) * 5.6
    share = min(1.0, (room - 2 * len(said)) / needed)
    gap = (room - needed * share) / max(1, len(said) - 1)
    x = 0.0
    for icon, word in said:
        ink.icon(icon, x + 2.0, 2.0, 3.8, theme.opportunity, 0.09)
        wide = ink.setting.width(word, "medium", z) * share
        ink.line(x + 5.6, 2.0 + CAP * z / 2, word, "medium", z * share, theme.secondary, room=wide + 0.01)
        x += wide + 5.6 * share + min(gap, 8.0)

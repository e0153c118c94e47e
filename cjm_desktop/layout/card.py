"""A touchpoint's card: measured, then set.

The four kinds can be told apart from three metres, not by colour: *contact* is a round white card, *own action* has square
corners and a heavy edge, *waiting* carries a ruler of time, and *silence* is a hole: a heavy dashed edge in a hatched
column, with nothing on it but the words that name it (METHOD step 7).
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Channel, Kind, Party, Touchpoint

from .card_head import Head, head_items, head_of
from .metrics import Metrics, block_height
from .paper import CAP
from .picture import data_of, printable, within
from .quotes import Said, said_of
from .setting import Setting
from .shapes import disc, line, polygon, round_rect
from .sheet import Clip, Image, Item, Path, Rect, Tag
from .text import Paragraph
from .votes import on_card
from .words import Words

#: Line distance of the party's name at the foot of a card, in em of its own size, the room it takes at least (em), and its lines.
_OWNER_LEAD, _OWNER, _OWNER_LINES = 1.2, 1.5, 3

#: A picture on a card is so high (em) at most.
_PICTURE = 6.5


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """A measured card and its quotes. Heights in mm; ``cut`` names the fields that had to be shortened.

    ``owner``: the party's name where the card itself names it. ``torn``: a word of the title had to be broken where no language
    breaks it; ``hyphened``: where its language does.
    """

    head: Head
    title: Paragraph
    text: Paragraph
    said: Said
    owner: Paragraph | None
    title_top: float
    title_lead: float
    text_top: float
    text_lead: float
    card: float
    total: float
    cut: tuple[str, ...]
    torn: bool
    hyphened: bool
    #: Width and height (mm) of the touchpoint's picture, which stands over its text; ``None``: it has none, or no room for it.
    picture: tuple[float, float] | None = None


#: The most lines of a title; on a wall one long title must not take the height from the line, and the story beside shows it whole.
_TITLE_LINES, _TITLE_ON_A_WALL = 6, 3


def title_of(touchpoint: Touchpoint, words: Words) -> str:
    """The title as printed: an empty one is named as such, so that a card never looks broken."""
    return touchpoint.title or words.untitled_touchpoint


def measure(
    touchpoint: Touchpoint,
    setting: Setting,
    m: Metrics,
    width: float,
    most_text: int | None = None,
    channel: Channel | None = None,
    party: Party | None = None,
    *,
    quoted: bool = True,
) -> Stack:
    """Break a card's texts for a column of ``width`` mm; ``most_text`` caps the lines of its description.

    ``channel`` is the one the touchpoint names; ``party`` the one that the card itself should name, where there is no room for a lane
    of parties. ``quoted``: its quotes stand under it.
    """
    head = head_of(touchpoint, channel, setting, m, width)
    wrap = setting.type.wrap
    inner = width - 2 * m.pad
    said_title = title_of(touchpoint, setting.words)
    most_title = _TITLE_ON_A_WALL if m.plain else _TITLE_LINES
    title = wrap(said_title, "semibold", inner / m.title, setting.language, most_title, hyphenate=False)
    if title.broken:  # a compound wider than the column breaks where its language allows
        title = wrap(said_title, "semibold", inner / m.title, setting.language, most_title, hyphenate=True)
    text = wrap(touchpoint.text, "regular", inner / m.em, setting.language, most_text)
    said = said_of(touchpoint if quoted else None, setting, m, width, most_text)
    of_title, of_text = setting.spread(title, m.title, m.title_lead), setting.spread(text, m.em, m.lead)
    title_top = m.pad + head.height + 0.72 * m.em + of_title.over
    text_top = title_top + block_height(title.count, m.title, of_title.lead) + of_title.under
    # Where room is dear words come first.
    pixels = None if m.compact or m.tight or most_text is not None else printable(touchpoint.picture)
    picture = within(pixels, inner, _PICTURE * m.em) if pixels and inner > 0 else None
    text_top += 0.62 * m.em + picture[1] if picture else 0.0
    text_top += 0.62 * m.em + of_text.over if text.count else 0.0
    card = text_top + block_height(text.count, m.em, of_text.lead) + of_text.under + m.pad * 0.8
    owner = None
    if party is not None:
        owner = wrap(party.name, "medium", (inner - 3 * _dot(m)) / m.meta, setting.language, _OWNER_LINES)
        card += _OWNER * m.em + (max(1, owner.count) - 1) * _OWNER_LEAD * m.meta
    cut = tuple(
        field
        for field, short in (
            ("channel", head.cut),
            ("title", title.shortened),
            ("text", text.shortened),
            ("quotes", said.cut),
            (
                "picture",
                not m.tight and picture is None and bool(touchpoint.picture and touchpoint.picture.data),
            ),
        )
        if short
    )
    total = card + sum(m.quote_gap + h for h in said.heights)
    torn = title.broken and _torn(title.texts, said_title)
    hyphened = title.broken and not torn
    return Stack(
        head,
        title,
        text,
        said,
        owner,
        title_top,
        of_title.lead,
        text_top,
        of_text.lead,
        card,
        total,
        cut,
        torn,
        hyphened,
        picture,
    )


def _torn(lines: tuple[str, ...], text: str) -> bool:
    """Whether a line ends inside a word without a hyphen, which says that no better place was found."""
    whole = " ".join(text.split())
    at = 0
    for shown in lines[:-1]:
        at += len(shown)
        if whole[at : at + 1] == " ":
            at += 1
        elif shown.endswith("-") and whole[at - 1 : at] != "-":
            at -= 1
        elif not shown.endswith(("-", "–", "—", "/")):
            return True
    return False


def card_items(
    touchpoint: Touchpoint,
    number: int,
    stack: Stack,
    setting: Setting,
    m: Metrics,
    width: float,
    party: Party | None = None,
    votes: int = 0,
) -> list[Item]:
    """The card relative to its own top left corner; ``party`` as in :func:`measure`, ``votes`` are those that it shows."""
    theme, kind = setting.theme, touchpoint.kind
    out = _body(kind, theme.card, stack.card, setting, m, width)
    quiet = kind is Kind.SILENCE
    # A silence speaks more softly than what is done, but it is read as well: it is a finding, not a gap in the record.
    ink = theme.text if quiet else theme.ink
    out += head_items(touchpoint, stack.head, number, setting, m, width)
    inner = width - 2 * m.pad
    out.append(Tag("H3"))
    out += setting.lines(
        m.pad,
        stack.title_top,
        stack.title,
        m.title,
        stack.title_lead,
        theme.secondary if not touchpoint.title else ink,
        inner,
    )
    out.append(Tag())
    if stack.picture is not None and touchpoint.picture is not None:
        w, h = stack.picture
        y = stack.title_top + block_height(stack.title.count, m.title, stack.title_lead) + 0.5 * m.em
        shown = touchpoint.picture
        left = m.pad + (inner - w) / 2
        out.append(
            Image(
                left, y, w, h, shown.media, data_of(shown, grey=theme.grey), shown.alt or title_of(touchpoint, setting.words)
            )
        )
    if stack.text.count:
        out.append(Tag("P"))
        out += setting.lines(m.pad, stack.text_top, stack.text, m.em, stack.text_lead, theme.text, inner)
        out.append(Tag())
    if party is not None and stack.owner is not None:
        dot, lead = _dot(m), _OWNER_LEAD * m.meta
        base = stack.card - m.pad * 0.8 - (stack.owner.count - 1) * lead
        out.append(disc(m.pad + dot, base - CAP * m.meta / 2, dot, theme.party(party.colour)))
        x, top = m.pad + 3 * dot, base - CAP * m.meta
        colour, room = theme.secondary, inner - 3 * dot
        out += [Tag("P"), *setting.lines(x, top, stack.owner, m.meta, lead, colour, room), Tag()]
    return out + on_card(votes, setting, m, width)


def _dot(m: Metrics) -> float:
    """Radius (mm) of the dot before a party's name."""
    return m.meta * 0.36


def _body(kind: Kind, paper: str, h: float, setting: Setting, m: Metrics, width: float) -> list[Item]:
    """Ground and edge of a card; its shape says the kind."""
    theme, u = setting.theme, m.unit
    if kind is Kind.SILENCE:
        dash = (3.2 * u, 2.4 * u)
        edge = round_rect(0, 0, width, h, m.radius)
        return [
            Rect(0, 0, width, h, theme.paper, radius=m.radius),
            Path(edge, None, theme.secondary, 1.1 * u, dash=dash, cap=0),
        ]
    if kind is Kind.WAITING:
        strip = ruler(m)
        edge = round_rect(0, 0, width, h, m.radius)
        out: list[Item] = [
            Rect(0, 0, width, h, theme.waiting, radius=m.radius),
            Clip(edge),
            Rect(0, 0, width, strip, theme.secondary),
        ]
        ticks = max(6, round(width / (0.8 * m.em)))
        for k in range(1, ticks):
            long = k % 4 == 0
            x = width * k / ticks
            out.append(line(x, strip, x, strip * (0.3 if long else 0.58), theme.paper, 0.5 * u))
        return [*out, Clip(), Path(edge, None, theme.secondary, 0.45 * u)]
    if kind is Kind.OWN_ACTION:
        bar = 0.38 * m.em
        return [
            Rect(0, 0, width, h, paper, theme.rule, 0.35 * u),
            Path(polygon((0, 0), (bar, 0), (bar, h), (0, h)), theme.ink),
        ]
    return [Rect(0, 0, width, h, paper, theme.rule, 0.35 * u, radius=m.radius)]


def ruler(m: Metrics) -> float:
    """Height (mm) of the ruler of time on a waiting card; it lies in the upper margin."""
    return m.pad * 0.62

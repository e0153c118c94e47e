"""What stands above a card's title: an icon, the channel or the kind, how long it took, and what makes it special.

All heads of a sheet are of one size. Nothing here is cut as long as a word can be broken: what does not fit beside the
icon on one line takes another, and the head grows when two lines are not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cjm_desktop.document import Channel, Kind, Touchpoint

from .lengths import as_written
from .metrics import DESCENT, Metrics
from .paper import CAP
from .setting import Setting, far_reaching
from .shapes import disc
from .sheet import Item, Tag
from .text import Paragraph
from .words import Words

KIND_ICONS = {
    Kind.CONTACT: "handshake",
    Kind.OWN_ACTION: "footprints",
    Kind.SILENCE: "volume-x",
    Kind.WAITING: "hourglass",
}
#: Line distance of the head, in em of its own size.
_LEAD = 1.19
#: The head of a waiting card stands lower (em of the body), clear of the ruler of time.
_UNDER_RULER = 0.42
#: Nothing in a head takes more lines than this.
_MOST_LINES = 4
#: A line of so many letters is a stub.
_STUB = 3


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A measured head: what it says, ``down`` (mm) that it stands lower than others, and its height (mm) with that, at
    least that of the icon's disc. ``lowered``: badges and number have a line of their own over the words, which would be broken
    beside them."""

    icon: str
    texts: tuple[Paragraph, ...]
    down: float
    height: float
    cut: bool
    lowered: bool = False
    #: From one line to the next (mm).
    lead: float = 0.0


def head_of(
    touchpoint: Touchpoint, channel: Channel | None, setting: Setting, m: Metrics, width: float
) -> Head:
    """Measure the head of a card ``width`` mm wide; ``channel`` is the touchpoint's."""
    icon, rows = _rows(touchpoint, channel, setting.words)
    style = "semibold" if touchpoint.kind is not Kind.CONTACT else "medium"
    left = m.pad + m.disc + 0.5 * m.em
    wide = max(2 * m.em, width - 0.6 * m.pad - left)
    badges = (touchpoint.decisive + touchpoint.droppable) * m.meta * 1.5
    number = setting.width("000", "bold", m.em) + 0.3 * m.em if m.compact else 0.0
    beside = max(2 * m.em, width - m.pad - left - badges - number)
    wrap, size, language = setting.type.wrap, m.small, setting.language
    texts = [wrap(rows[0], style, beside / size, language, _MOST_LINES, hyphenate=False)]
    lowered = False
    if texts[0].broken or texts[0].count > 1:
        found = _instead(touchpoint.kind, rows, texts[0], beside, wide, style, setting, m)
        if found is not None:
            texts = [found[0]]
            lowered = found[1] > beside and badges + number > 0
    if len(rows) > 1:
        joined = wrap(" · ".join(rows[1:]), "regular", wide / size, language, _MOST_LINES, hyphenate=False)
        if joined.shortened or any(said.endswith("·") for said in joined.texts):
            texts += [
                wrap(row, "regular", wide / size, language, _MOST_LINES, hyphenate=False) for row in rows[1:]
            ]
        else:
            texts.append(joined)
    lead, under = _lead(texts, setting, size)
    tall = (sum(text.count for text in texts) - 1) * lead + CAP * size
    over = _over(tall, m) if lowered else 0.0
    if tall > m.disc:  # descenders need room too where the icon gives none
        tall += DESCENT * size + under
    elif under:
        tall = (m.disc + tall) / 2 + under
    down = _UNDER_RULER * m.em if touchpoint.kind is Kind.WAITING else 0.0
    cut = any(text.shortened for text in texts)
    return Head(icon, tuple(texts), down, down + over + max(m.disc, tall), cut, lowered, lead)


def _instead(
    kind: Kind,
    rows: tuple[str, ...],
    first: Paragraph,
    beside: float,
    wide: float,
    style: str,
    setting: Setting,
    m: Metrics,
) -> tuple[Paragraph, float] | None:
    """What stands instead of a ``first`` row that took several lines ``beside`` badges and number, and the room (mm) that it takes;
    ``None``: nothing is better.

    The name of a kind is one to the eye: on one line under badges and number, else a shorter word. A channel's may take two lines where no
    other row follows and neither is a stub. A word that would be broken moves under badges and number.
    """
    tries = [(rows[0], wide)]
    if kind is not Kind.CONTACT:
        short = short_word(kind, setting.words)
        tries += [(short, beside), (short, wide)]
    elif len(rows) == 1 and first.count == 2 and not first.broken and min(map(len, first.texts)) > _STUB:
        return None
    made = [
        (setting.type.wrap(said, style, room / m.small, setting.language, _MOST_LINES, hyphenate=False), room)
        for said, room in tries
    ]
    whole = [one for one in made if not one[0].broken]
    single = next((one for one in whole if one[0].count == 1), None)
    return single or (whole[0] if whole and (first.broken or whole[0][0].count < first.count) else None)


def _lead(texts: Sequence[Paragraph], setting: Setting, size: float) -> tuple[float, float]:
    """From one line of a head to the next (mm), and what its last needs under it beyond the house's own letters: marks of other scripts
    do not run into the next line."""
    if not any(far_reaching(text.source) for text in texts):
        return _LEAD * size, 0.0
    inks = [setting.type.fonts.ink(line) for text in texts for line in text.lines]
    needed = max((above[1] + below[0] for above, below in pairwise(inks)), default=0.0)
    return max(_LEAD, needed + 0.04) * size, max(0.0, inks[-1][1] - DESCENT) * size if inks else 0.0


def _over(tall: float, m: Metrics) -> float:
    """How far down (mm) the icon stands under a line for number and badges, so that words ``tall`` mm high clear that and are level with
    it."""
    line = max(_LEAD * m.small, (CAP + DESCENT) * m.em) if m.compact else _LEAD * m.small  # a number is as large as the body
    return max(0.0, line - max(0.0, m.disc - tall) / 2)


def _rows(touchpoint: Touchpoint, channel: Channel | None, words: Words) -> tuple[str, tuple[str, ...]]:
    """Icon, and what is said: channel or kind, how long, and the channel of what is no contact."""
    kind = touchpoint.kind
    name = channel.name if channel else ""
    how_long = duration_words(touchpoint, words)
    if kind is Kind.CONTACT:
        rows = (name or words.contact, how_long)
        return channel.icon if channel else KIND_ICONS[kind], tuple(row for row in rows if row)
    return KIND_ICONS[kind], tuple(row for row in (kind_word(kind, words), how_long, name) if row)


def kind_word(kind: Kind, words: Words) -> str:
    """The printed word for a kind of touchpoint."""
    return {
        Kind.CONTACT: words.contact,
        Kind.OWN_ACTION: words.own_action,
        Kind.SILENCE: words.silence,
        Kind.WAITING: words.waiting,
    }[kind]


def short_word(kind: Kind, words: Words) -> str:
    """As :func:`kind_word`, in one short word."""
    return words.own_action_short if kind is Kind.OWN_ACTION else kind_word(kind, words)


def duration_words(touchpoint: Touchpoint, words: Words) -> str:
    """How long a touchpoint took in the printed language (“3 d”), empty when it is not known."""
    return "" if touchpoint.duration is None else as_written(touchpoint.duration, words)


def head_items(
    touchpoint: Touchpoint, head: Head, number: int, setting: Setting, m: Metrics, width: float
) -> list[Item]:
    """The head relative to the card's top left corner."""
    theme, kind = setting.theme, touchpoint.kind
    top = m.pad + head.down
    lines = [line for text in head.texts for line in text.lines]
    size = m.small
    tall = (len(lines) - 1) * head.lead + CAP * size
    first = top + CAP * m.em / 2
    if head.lowered:
        top += _over(tall, m)
    cx, cy = m.pad + m.disc / 2, top + m.disc / 2
    dark, silent = kind is Kind.OWN_ACTION, kind in (Kind.SILENCE, Kind.WAITING)
    ground = theme.ink if dark else theme.paper if silent else theme.disc
    out: list[Item] = [disc(cx, cy, m.disc / 2, ground)]
    out += setting.icons.items(
        head.icon, cx, cy, m.disc * 0.60, theme.card if dark else theme.ink, m.disc * 0.05
    )
    base = top + max(0.0, (m.disc - tall) / 2) + CAP * size
    x = m.pad + m.disc + 0.5 * m.em
    right = width - m.pad
    middle = first if head.lowered else base - CAP * size / 2
    if m.compact:
        label = str(number)
        foot = middle + CAP * m.em / 2
        out += [Tag("P"), setting.text(right, foot, label, "bold", m.em, theme.ink, 1.0), Tag()]
        right -= setting.width(label, "bold", m.em) + 0.4 * m.em
    badge = m.meta * 1.2
    for shown, symbol in ((touchpoint.decisive, "star"), (touchpoint.droppable, "scissors")):
        if shown:
            out += setting.icons.items(symbol, right - badge / 2, middle, badge, theme.ink, badge * 0.08)
            right -= badge * 1.25
    out.append(Tag("P"))
    out += [
        setting.placed(x, base + k * head.lead, one, size, theme.secondary)
        for k, one in enumerate(lines)
    ]
    out.append(Tag())
    return out

"""What stands above a card's title: an icon, the channel or the kind, how long it took, and what makes it special.

Nothing here is cut as long as a word can be broken: what does not fit beside the icon on one line takes another, a little
smaller, and the head grows when two lines are not enough.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Channel, Kind, Touchpoint

from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .shapes import disc
from .sheet import Item, Line, Tag
from .words import Words

KIND_ICONS = {
    Kind.CONTACT: "handshake",
    Kind.OWN_ACTION: "footprints",
    Kind.SILENCE: "volume-x",
    Kind.WAITING: "hourglass",
}
#: Line distance of the head, in em of its own size.
_LEAD = 1.19


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A measured head: its lines of one size (mm), and its height (mm), at least that of the icon's disc."""

    icon: str
    lines: tuple[Line, ...]
    size: float
    height: float
    cut: bool


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
    joined = (rows[0], " · ".join(rows[1:])) if len(rows) > 2 else rows
    for texts in (joined, rows):
        rooms = (beside, *([wide] * (len(texts) - 1)))
        styles = (style, *(["regular"] * (len(texts) - 1)))
        lines = tuple(setting.type.line(text, s) for text, s in zip(texts, styles, strict=True))
        size = min(
            (room / line.width for room, line in zip(rooms, lines, strict=True) if line.width), default=m.meta
        )
        if size >= m.meta_least:
            return _head(icon, lines, min(size, m.meta), m, cut=False)
    size = m.meta_least
    broken: list[Line] = []
    cut = False
    for k, text in enumerate(rows):
        room = (beside if k == 0 else wide) / size
        found = setting.type.wrap(text, style if k == 0 else "regular", room, setting.language, 3)
        broken += found.lines
        cut = cut or found.shortened
    return _head(icon, tuple(broken), size, m, cut=cut)


def _head(icon: str, lines: tuple[Line, ...], size: float, m: Metrics, *, cut: bool) -> Head:
    tall = (len(lines) - 1) * _LEAD * size + CAP * size
    return Head(icon, lines, size, max(m.disc, tall), cut)


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


def duration_words(touchpoint: Touchpoint, words: Words) -> str:
    """How long a touchpoint took in the printed language (“3 d”), empty when it is not known."""
    duration = touchpoint.duration
    if duration is None:
        return ""
    unit = {"min": words.unit_minutes, "h": words.unit_hours, "d": words.unit_days, "w": words.unit_weeks}
    return f"{words.number(duration.amount)}\u00a0{unit[duration.unit]}"


def head_items(
    touchpoint: Touchpoint, head: Head, number: int, setting: Setting, m: Metrics, width: float
) -> list[Item]:
    """The head relative to the card's top left corner."""
    theme, kind = setting.theme, touchpoint.kind
    down = 0.12 * m.em if kind is Kind.WAITING else 0.0
    cx, cy = m.pad + m.disc / 2, m.pad + m.disc / 2 + down
    dark, silent = kind is Kind.OWN_ACTION, kind in (Kind.SILENCE, Kind.WAITING)
    ground = theme.ink if dark else theme.paper if silent else theme.disc
    out: list[Item] = [disc(cx, cy, m.disc / 2, ground)]
    out += setting.icons.items(
        head.icon, cx, cy, m.disc * 0.60, theme.card if dark else theme.ink, m.disc * 0.05
    )
    tall = (len(head.lines) - 1) * _LEAD * head.size + CAP * head.size
    base = m.pad + down + (head.height - tall) / 2 + CAP * head.size
    x = m.pad + m.disc + 0.5 * m.em
    right = width - m.pad
    if m.compact:
        label = str(number)
        top = base - CAP * head.size / 2 + CAP * m.em / 2
        out += [Tag("P"), setting.text(right, top, label, "bold", m.em, theme.ink, 1.0), Tag()]
        right -= setting.width(label, "bold", m.em) + 0.4 * m.em
    badge = m.meta * 1.2
    for shown, symbol in ((touchpoint.decisive, "star"), (touchpoint.droppable, "scissors")):
        if shown:
            middle = base - CAP * head.size / 2
            out += setting.icons.items(symbol, right - badge / 2, middle, badge, theme.ink, badge * 0.08)
            right -= badge * 1.25
    out.append(Tag("P"))
    out += [
        setting.placed(x, base + k * _LEAD * head.size, one, head.size, theme.secondary)
        for k, one in enumerate(head.lines)
    ]
    out.append(Tag())
    return out

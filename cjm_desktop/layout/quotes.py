"""What people said, in their own words: under the card it belongs to, or in a lane of its own (METHOD steps 5 and 7)."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Touchpoint

from .metrics import Metrics, block_height
from .setting import Setting
from .shapes import polygon
from .sheet import Item, Path, Rect, Tag
from .text import Paragraph

#: Quotation marks as each language sets them.
QUOTES = {
    "da": ("»", "«"),
    "nl": ("“", "”"),
    "hu": ("„", "”"),
    "sv": ("”", "”"),
    "en": ("“", "”"),
    "de": ("„", "“"),
}
#: Quotes shown of one touchpoint; the others are reported.
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """The measured quotes of a touchpoint with the height of each one's box (mm); ``cut``: some are shortened or left out."""

    quotes: tuple[Paragraph, ...]
    heights: tuple[float, ...]
    cut: bool


_NOTHING = Said((), (), False)

#: Pairs of marks in which somebody may have put a quote already, in whatever language.
_PAIRS = frozenset("“” „“ „” ”” »« «» »» ‘’ ‚‘ ‚’ ’’ ‹› ›‹ \"\" '' `` 「」 『』".split())


def quoted(text: str, language: str) -> str:
    """A text between the quotation marks of a language. A pair that it brings around all of it is replaced; marks within it stay
    as they are."""
    left, right = QUOTES.get(language.partition("-")[0], QUOTES["en"])
    text = text.strip()
    return f"{left}{_bare(text)}{right}"


def _bare(text: str) -> str:
    """A text without the one pair of marks around all of it. “Yes” and “no” are two pairs: they stay."""
    if text[:1] + text[-1:] not in _PAIRS or len(text) < 3:
        return text
    inner = text[1:-1]
    for k, char in enumerate(inner):
        if char in (text[0], text[-1]) and not (inner[:k][-1:].isalpha() and inner[k + 1 : k + 2].isalpha()):
            return text
    return inner.strip()


def said_of(
    touchpoint: Touchpoint | None, setting: Setting, m: Metrics, width: float, most_text: int | None
) -> Said:
    """Break the quotes of a touchpoint (``None``: of nobody) for a column of ``width`` mm; ``most_text`` caps their lines."""
    said = [quote.text for quote in touchpoint.quotes if quote.text.strip()] if touchpoint else []
    if not said:
        return _NOTHING
    quotes = tuple(
        setting.type.wrap(
            quoted(text, setting.language),
            "italic",
            (width - 2 * m.pad) / m.em,
            setting.language,
            None if most_text is None else max(3, most_text),
        )
        for text in said[:MOST_QUOTES]
    )
    leads = [setting.spread(quote, m.em, m.lead).lead for quote in quotes]
    heights = tuple(
        block_height(quote.count, m.em, lead) + 1.5 * m.pad for quote, lead in zip(quotes, leads, strict=True)
    )
    return Said(quotes, heights, any(quote.shortened for quote in quotes) or len(said) > MOST_QUOTES)


def quote_items(said: Said, setting: Setting, m: Metrics, width: float, *, tip: bool = True) -> list[Item]:
    """Quotes below each other. Under a card they are relative to its bottom left corner, and the first has a ``tip`` that points
    to the card; in a lane of their own, to the lane's top."""
    theme = setting.theme
    out: list[Item] = []
    y = m.quote_gap if tip else 0.0
    for k, (quote, h) in enumerate(zip(said.quotes, said.heights, strict=True)):
        out.append(Tag("BlockQuote"))
        if tip and k == 0:
            x, half = m.pad + 0.9 * m.em, 0.5 * m.em
            out.append(
                Path(polygon((x - half, y + 0.1), (x, y - 0.52 * m.em), (x + half, y + 0.1)), theme.quote)
            )
        out.append(Rect(0, y, width, h, theme.quote, radius=m.radius))
        lead, room = setting.spread(quote, m.em, m.lead).lead, width - 2 * m.pad
        out += setting.lines(m.pad, y + 0.78 * m.pad, quote, m.em, lead, theme.ink, room)
        out.append(Tag())
        y += h + m.quote_gap
    return out

"""The story in a poster's head: the deepest dip, the highest peak and how it ends, each with its face, side by side.

Contract. :class:`Facts` shares a width out between them: each gets what it needs first, and what is left goes to those that need
more. What is too long for one line is set a little smaller, then on two lines and on three; what is cut even so is named in
:attr:`Facts.cut`. Heights and widths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from cjm_desktop.document import Scale, Touchpoint

from .card import title_of
from .face import face
from .label import grade_text
from .paper import CAP
from .setting import Setting
from .sheet import PT, Item, Tag
from .text import Paragraph
from .theme import zone_of

#: Sizes (pt on A0) of a fact and of the label over it.
_SAID, _LABEL = 23.0, 17.0
#: What is tried where there is little room: on how many lines, and with which shares of the usual size.
_WAYS = ((1, (1.0, 0.9)), (2, (1.0, 0.9, 0.8)), (3, (0.9, 0.8)))
#: Radius of a face, the room between it and its words, and between one fact and the next (mm on A0).
_FACE, _BESIDE, _APART = 7.6, 4.0, 14.0
#: While that is enough for all, each takes no more than a third of the width, and this (mm on A0).
_WIDEST = 300.0
#: The distance of lines (em).
_LEAD = 1.18
#: The least width of a fact is sought to this precision (em).
_FINE = 0.25


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is called, and the touchpoint at position ``index`` that it is told of."""

    label: str
    touchpoint: Touchpoint
    index: int


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """A fact as it is set; ``space`` is the width of its words."""

    fact: Fact
    left: float
    space: float
    label: Paragraph
    said: Paragraph


def shared(wanted: Sequence[float], total: float) -> list[float]:
    """``total`` shared out like water: nobody gets more than is wanted while others want more, and those who want more than there
    is get equally much. What is left when all have what they want is shared out equally."""
    rooms = [0.0] * len(wanted)
    rest, left = total, len(wanted)
    for k in sorted(range(len(wanted)), key=lambda k: wanted[k]):
        rooms[k] = min(wanted[k], rest / left)
        rest, left = rest - rooms[k], left - 1
    return [room + rest / len(wanted) for room in rooms]


class Facts:
    """Sets some facts in a ``width`` (mm). ``u`` is mm per mm on A0, ``larger`` how many times as large as usual they are."""

    def __init__(
        self,
        facts: Sequence[Fact],
        setting: Setting,
        scale: Scale,
        width: float,
        u: float,
        *,
        larger: float = 1.0,
    ) -> None:
        self.setting, self.scale = setting, scale
        self.r = _FACE * u * larger
        self.before, self.gap = 2 * self.r + _BESIDE * u, _APART * u
        self.usual, self.usual_label = _SAID * PT * u * larger, _LABEL * PT * u * larger
        self.size, self.label = self.usual, self.usual_label
        self._told = [
            (
                fact,
                f"{grade_text(fact.touchpoint.grade, setting.words)}  {title_of(fact.touchpoint, setting.words)}",
            )
            for fact in facts
            if fact.touchpoint.grade is not None
        ]
        self._facts = self._arranged(width, _WIDEST * u) if self._told else []

    def __bool__(self) -> bool:
        return bool(self._facts)

    @property
    def lines(self) -> int:
        """On how many lines the longest fact goes."""
        return max((one.said.count for one in self._facts), default=0)

    @property
    def cut(self) -> tuple[tuple[str, str, str], ...]:
        """The fields of the titles that had to be cut, each with the id of its touchpoint and the title."""
        return tuple(
            (f"touchpoints[{one.fact.index}].title", one.fact.touchpoint.id, one.fact.touchpoint.title)
            for one in self._facts
            if one.said.shortened
        )

    @property
    def width(self) -> float:
        """From the left edge of the first face to the right edge of the last words (mm)."""
        return max(
            (
                one.left + self.before + max(one.said.width * self.size, one.label.width * self.label)
                for one in self._facts
            ),
            default=0.0,
        )

    @property
    def height(self) -> float:
        """From the top of the faces to the lowest descenders' baseline (mm)."""
        if not self._facts:
            return 0.0
        return max(
            2 * self.r + 0.6 * self.r / _FACE, *(self._base(one) + self._down(one) for one in self._facts)
        )

    def items(self, x: float, y: float) -> list[Item]:
        """The facts from ``x`` on, their faces' upper edge at ``y``."""
        theme, setting, r = self.setting.theme, self.setting, self.r
        out: list[Item] = []
        for one in self._facts:
            t = one.fact.touchpoint
            assert t.grade is not None
            left = x + one.left
            fill, ink = theme.zone(zone_of(t.grade, self.scale))
            out += face(left + r, y + r, r, self.scale.share(t.grade), fill, ink)
            tx = left + self.before
            rise = 0.4 * r / _FACE
            out.append(Tag("P"))
            lead = _LEAD * self.label
            out += setting.lines(tx, y + rise, one.label, self.label, lead, theme.header_soft, one.space)
            top, lead = y + self._base(one) - CAP * self.size, self._lead(one)
            # What is read from the right would else stand at the far end of its room, away from its face and label.
            own = min(one.space, one.said.width * self.size) if any(said.rtl for said in one.said.lines) else one.space
            out += setting.lines(tx, top, one.said, self.size, lead, theme.header_ink, own)
            out.append(Tag())
        return out

    def _base(self, one: _Set) -> float:
        """The first baseline of a fact's words from the faces' top: level with their lower edge under one line of label."""
        down = (one.label.count - 1) * _LEAD * self.label
        over = self.setting.spread(one.said, self.size, _LEAD * self.size).over
        return 2 * self.r - 0.6 * self.r / _FACE + down + over

    def _lead(self, one: _Set) -> float:
        return self.setting.spread(one.said, self.size, _LEAD * self.size).lead

    def _down(self, one: _Set) -> float:
        """From the first baseline to the last (mm), with what reaches deeper than the house's own descenders."""
        spread = self.setting.spread(one.said, self.size, _LEAD * self.size)
        return (one.said.count - 1) * spread.lead + spread.under

    # -- sharing out -------------------------------------------------------------------------------------------------

    def _arranged(self, width: float, widest: float) -> list[_Set]:
        """The facts with the first way of setting them that cuts none: large on one line, then smaller, then on more lines."""
        taken = (self.before + self.gap) * len(self._told)
        total = width + self.gap - taken  # the last needs no gap after it
        # Where one touchpoint is two things there are fewer, and each has room for a longer label.
        columns = 2 if any(" · " in fact.label for fact, _ in self._told) else 3
        roomy = (min(width / columns, widest) - self.before - self.gap) * len(self._told)
        for lines, shares in _WAYS:
            for share in shares:
                self.size, self.label = share * self.usual, max(share, 0.9) * self.usual_label
                needs = [self._need(fact, said, lines) for fact, said in self._told]
                if sum(needs) <= total + 1e-6:
                    return self._placed(self._even(self._eased(needs, total), total, roomy), lines)
        return self._placed(shared(needs, total), lines)

    def _eased(self, needs: list[float], total: float) -> list[float]:
        """Where there is more than all need, those get a single line for whom that takes least of it."""
        whole = [self._need(fact, said, 1) for fact, said in self._told]
        rest, eased = total - sum(needs), list(needs)
        for k in sorted(range(len(needs)), key=lambda k: whole[k] - needs[k]):
            if whole[k] - needs[k] > rest:
                break
            rest -= whole[k] - needs[k]
            eased[k] = whole[k]
        return eased

    def _even(self, needs: list[float], total: float, roomy: float) -> list[float]:
        """As wide as each other while that is enough for all; else as :func:`shared`."""
        for most in (roomy, total):
            if max(needs) <= most / len(needs):
                return [most / len(needs)] * len(needs)
        return shared(needs, total)

    def _need(self, fact: Fact, said: str, lines: int) -> float:
        """The least width (mm) in which a fact goes on so many lines, its label on one line, or on two when it goes on several."""
        label = self._least(fact.label, "medium", self.label, min(lines, 2))
        return max(label, self._least(said, "semibold", self.size, lines))

    def _least(self, text: str, style: str, size: float, lines: int) -> float:
        """The least width (mm) for a text on so many lines, no word broken."""
        high = self.setting.type.width(text, style)
        if lines == 1:
            return high * size + 1e-6
        low, language = high / lines * 0.9, self.setting.language
        while high - low > _FINE:
            middle = (low + high) / 2
            made = self.setting.type.wrap(text, style, middle, language, lines, hyphenate=False)
            low, high = (middle, high) if made.shortened or made.broken else (low, middle)
        return high * size + 1e-6

    def _placed(self, spaces: Sequence[float], lines: int) -> list[_Set]:
        wrap, language = self.setting.type.wrap, self.setting.language
        lefts = [0.0, *accumulate(space + self.before + self.gap for space in spaces)]
        return [
            _Set(
                fact,
                left,
                space,
                wrap(fact.label, "medium", space / self.label, language, 2, hyphenate=False),
                wrap(said, "semibold", space / self.size, language, lines, hyphenate=False),
            )
            for (fact, said), left, space in zip(self._told, lefts, spaces, strict=False)
        ]

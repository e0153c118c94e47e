"""What the map says, as a sheet for the group: each finding with its rule, its cards and room to write what is done about it (METHOD
steps 8 and 9).

Contract. In the order of :func:`cjm_desktop.analysis.findings.findings`, numbered; the same sentences as in the window. The rule
stands under the first finding of its kind. A row is never broken over
two pages. Without findings the sheet says what would make the map speak. Lengths in mm.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.analysis.finding_rules import FindingKind
from cjm_desktop.analysis.findings import Finding, findings
from cjm_desktop.document import Journey

from ..metrics import block_height
from ..paper import CAP, Paper
from ..setting import Setting
from .ink import Ink, Source
from .page import Page
from .sheaf import Sheaf, turned
from .table import begin_page, columns_of, end_page
from .words import HandoutWords

#: Fewest height of a row: two lines of handwriting.
_ROW, _PAD = 19.0, 3.2
#: Distance of the lines to write on.
_WRITING = 7.5
_LEAD = 1.32
_NAME_PT, _SAID_PT, _WHY_PT, _CARD_PT, _NUMBER_PT = 8.0, 10.0, 7.5, 8.0, 10.0
#: Lines of a cell and of the title of a card, beyond which they are shortened; and how many cards are named.
_MOST, _NAMED, _CARDS = 12, 3, 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A text in a column, and the gap after it (mm on A4)."""

    column: int
    text: str
    style: str
    points: float
    after: float = 0.0
    quiet: bool = False
    source: Source | None = None


def make_findings(journey: Journey, insights: Insights, setting: Setting, words: HandoutWords, paper: Paper) -> list[Page]:
    """The sheet; ``insights`` are the journey's."""
    sheaf = Sheaf(journey, setting, words, turned(paper, portrait=True), words.findings, step=8, hint=words.findings_hint, margin=14.0)
    return _Sheet(sheaf, journey, insights).pages()


class _Sheet:
    """The pages in the making."""

    def __init__(self, sheaf: Sheaf, journey: Journey, insights: Insights) -> None:
        self.sheaf, self.journey, self.s = sheaf, journey, sheaf.scale
        self.theme, self.words = sheaf.setting.theme, sheaf.words
        self.found = findings(journey, insights)
        self.place = {t.id: i for i, t in enumerate(journey.touchpoints)}
        self.probe = sheaf.ink()
        w = self.words
        shares = ((w.number, 0.045), (w.finding, 0.525), (w.on_cards, 0.16), (w.what_we_do, 0.27))
        self.columns = columns_of(sheaf.margin, sheaf.width, shares, self.s)

    def pages(self) -> list[Page]:
        """Row after row; a row that does not fit begins a page."""
        if not self.found:
            self._nothing()
            return self.sheaf.pages()
        leaf, y = begin_page(self.sheaf, self.columns)
        kinds: set[FindingKind] = set()
        for number, finding in enumerate(self.found, 1):
            lines = self._lines(number, finding, ruled=finding.kind not in kinds)
            kinds.add(finding.kind)
            height = self._height(lines)
            if y + height > leaf.bottom - 2.0 * self.s:
                end_page(self.sheaf, leaf)
                leaf, y = begin_page(self.sheaf, self.columns)
            ink = self.sheaf.ink()
            self._draw(ink, lines, y, height)
            leaf.put(ink, 0, 0, self.sheaf.paper.width, y + height, record=finding.touchpoints[0])
            y += height
        end_page(self.sheaf, leaf)
        return self.sheaf.pages()

    def _nothing(self) -> None:
        leaf, ink = self.sheaf.leaf(), self.sheaf.ink()
        ink.column(leaf.left, leaf.top, self.words.findings_none, "medium", ink.pt(_SAID_PT), self.theme.text, leaf.width)
        leaf.put(ink, 0, 0, self.sheaf.paper.width, leaf.bottom)

    def _lines(self, number: int, finding: Finding, *, ruled: bool) -> list[_Line]:
        say, rule = self.words.say, finding.rule
        lines = [
            _Line(0, str(number), "semibold", _NUMBER_PT),
            _Line(1, say(rule.name), "semibold", _NAME_PT, 1.6),
            _Line(1, say(finding.message), "medium", _SAID_PT, 1.7 if ruled else 0.0),
        ]
        if ruled:
            step = self.words.step_of.format(number=rule.step)
            why = " ".join((say(rule.why), f"{step}.", *(f"{source.short}." for source in rule.sources)))
            lines.append(_Line(1, why, "regular", _WHY_PT, quiet=True))
        named = finding.touchpoints[:_CARDS]
        for ident in named:
            at = self.place[ident]
            title = self.journey.touchpoints[at].title.strip()
            said = f"{at + 1}\u2002{title}" if title else str(at + 1)
            lines.append(_Line(2, said, "regular", _CARD_PT, 1.5, source=Source(f"touchpoints[{at}].title", ident)))
        if more := len(finding.touchpoints) - len(named):
            lines.append(_Line(2, f"+ {more}", "regular", _CARD_PT, quiet=True))
        return lines

    def _tall(self, ink: Ink, one: _Line) -> float:
        size = ink.pt(one.points)
        most = _NAMED if one.column == 2 else _MOST
        made = ink.wrapped(one.text, one.style, size, self.columns[one.column].width, one.source, most)
        return block_height(made.count, size, size * _LEAD) + one.after * self.s

    def _height(self, lines: list[_Line]) -> float:
        tall: dict[int, float] = {}
        for one in lines:
            tall[one.column] = tall.get(one.column, 0.0) + self._tall(self.probe, one)
        return max(_ROW * self.s, max(tall.values()) + 2 * _PAD * self.s)

    def _draw(self, ink: Ink, lines: list[_Line], top: float, height: float) -> None:
        ink.open("TR")
        for place, column in enumerate(self.columns):
            ink.open("TD")
            y = top + _PAD * self.s
            for one in lines:
                if one.column != place:
                    continue
                size = ink.pt(one.points)
                fill = self.sheaf.accent if one.points == _NAME_PT and place == 1 else self.theme.secondary if one.quiet else self.theme.ink
                made = ink.wrapped(one.text, one.style, size, column.width, one.source, _NAMED if place == 2 else _MOST)
                ink.set(column.x, y, one.text, made, size, fill, column.width, lead=_LEAD, source=one.source)
                y += self._tall(ink, one)
            ink.close()
        ink.close()
        note, bottom = self.columns[-1], top + height
        ink.writing(note.x, note.x + note.width, top + (CAP + 1.0) * self.s, bottom - 2.6 * self.s, _WRITING * self.s)
        ink.rule(self.columns[0].x, note.x + note.width, bottom)

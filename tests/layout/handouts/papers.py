"""Handouts for tests, and what stands where on their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.handouts import Page, handout_words, make
from cjm_desktop.layout.handouts.sheaf import EDGE
from cjm_desktop.layout.metrics import DESCENT
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.setting import Setting
from cjm_desktop.layout.sheet import Clip, Image, Item, Part, Path, Rect, Text
from tests.layout.maps import typesetter

A4 = Paper("A4", 210, 297)
LETTER = Paper("Letter", 215.9, 279.4)
A3 = Paper("A3", 297, 420)


def handout(
    kind: str,
    journey: Journey,
    paper: Paper = A4,
    *,
    language: str = "en",
    names: bool = False,
    blanks: bool = True,
    theme: str = "house",
) -> list[Page]:
    """The pages of a handout with the shipped fonts."""
    catalogue = catalogue_for(language)
    words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
    setting = Setting(typesetter(), load_theme(theme), IconSet.shipped(), words, journey.language, False)
    printed = handout_words(catalogue.pgettext, language, catalogue.say)
    return make(kind, journey, read(journey), setting, printed, paper, names=names, blanks=blanks)


@dataclass(frozen=True, slots=True)
class Box:
    """What ink covers on a page (mm); a text from its capitals' top to its descenders."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    record: str = ""

    def on(self, other: Box, slack: float = 0.05) -> bool:
        """Whether two boxes share more than their edges."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


def texts(page: Page) -> list[Box]:
    """Every line of text on a page."""
    out = []
    for part in page.parts():
        for item in part.items:
            if isinstance(item, Text) and item.line.text.strip():
                wide = item.line.width * item.size + item.track * max(0, len(item.line.text) - 1)
                x, y = part.x + item.x, part.y + item.y
                box = Box(
                    item.line.text, x, y - CAP * item.size, x + wide, y + DESCENT * item.size, part.record
                )
                out.append(box)
    return out


def ink(page: Page) -> Iterator[Box]:
    """Everything else that is drawn on a page, by its points and half its stroke."""
    for part in page.parts():
        clipped = 0
        for item in part.items:
            if isinstance(item, Clip):
                clipped += 1 if item.segments else -1
            elif not clipped:
                yield from _box(part, item)


def _box(part: Part, item: Item) -> Iterator[Box]:
    if isinstance(item, Rect | Image):
        points = [(item.x, item.y), (item.x + item.w, item.y + item.h)]
        half = item.width / 2 if isinstance(item, Rect) and item.stroke else 0.0
    elif isinstance(item, Path):
        points = [
            (float(segment[k]), float(segment[k + 1]))
            for segment in item.segments
            for k in range(1, len(segment), 2)
        ]
        half = item.width / 2 if item.stroke else 0.0
    else:
        return
    xs, ys = [part.x + x for x, _ in points], [part.y + y for _, y in points]
    yield Box(
        type(item).__name__, min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half, part.record
    )


def said(pages: list[Page]) -> str:
    """All words of a handout in paint order, hyphens at line ends taken out."""
    lines = [
        item.line.text
        for page in pages
        for part in page.parts()
        for item in part.items
        if isinstance(item, Text)
    ]
    return "\n".join(lines)


def check(pages: list[Page]) -> None:
    """Fail when ink or text stands where no office printer prints, or a text on another."""
    assert pages
    for page in pages:
        boxes = texts(page)
        for box in boxes:
            assert box.left >= EDGE - 0.02, box
            assert box.right <= page.width - EDGE + 0.02, box
            assert box.top >= EDGE - 0.02, box
            assert box.bottom <= page.height - EDGE + 1.0, box
        boxes.sort(key=lambda box: box.top)
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                if b.top > a.bottom:
                    break
                assert not a.on(b), (page, a, b)
        for box in ink(page):
            assert box.left >= 7 - 0.5, box
            assert box.right <= page.width - 7 + 0.5, box
            assert box.top >= 7, box
            assert box.bottom <= page.height - 7, box

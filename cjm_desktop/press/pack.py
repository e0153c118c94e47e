"""The workshop pack: everything a workshop needs on paper, in one go (METHOD steps 0 to 9).

Contract. :class:`PackOrder` says what is in it. A pack is printed (:meth:`~.press.Press.pack`) either as one file for each part, named in
the order of the workshop, or as one PDF in which each part is a chapter of the outline.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cjm_desktop.document import Problem
from cjm_desktop.i18n import Catalogue
from cjm_desktop.layout.sheet import Mark, Part, PartKind, Sheet
from cjm_desktop.paint import Progress

from .order import HANDOUTS, PrintOrder

#: What a workshop needs, in the order in which it is needed: before it, on the wall, and after.
PARTS = (
    "participants",
    "persona",
    "interview",
    "blank",
    "poster",
    "cards",
    "faces",
    "findings",
    "opportunities",
    "board",
    "grid",
    "actions",
)
#: Steps in which a part tells how far it is: fine enough for a bar.
_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What is in a workshop pack: ``parts`` out of :data:`PARTS`, each printed as ``order`` says for its view.

    Handouts are printed on office paper whatever the poster's is; ``handout_paper`` names another one. A pack is handed round, so the
    journey is in its poster only when the order says so (``attach=True``), whatever the document says.
    """

    parts: tuple[str, ...] = PARTS
    order: PrintOrder = field(default_factory=PrintOrder)
    handout_paper: str = ""

    def order_of(self, part: str) -> PrintOrder:
        """The order of one part."""
        if part in HANDOUTS:
            # The print shop's trimmings are for the poster.
            return replace(
                self.order,
                view=part,
                paper=self.handout_paper,
                tile="",
                bleed=0.0,
                marks=False,
                colours="rgb",
                standard="",
            )
        return replace(self.order, view=part, attach=part == "poster" and self.order.attach is True)

    @property
    def carries_journey(self) -> bool:
        """Whether the journey goes into the pack."""
        return "poster" in self.parts and self.order.attach is True


def part_name(part: str, catalogue: Catalogue) -> str:
    """What a part is called, as a chapter and as a file."""
    names: dict[str, Callable[[], str]] = {
        "participants": lambda: catalogue.pgettext("pack", "Participants"),
        "persona": lambda: catalogue.pgettext("pack", "Persona"),
        "interview": lambda: catalogue.pgettext("pack", "Interview guide"),
        "blank": lambda: catalogue.pgettext("pack", "Blank poster for the wall"),
        "poster": lambda: catalogue.pgettext("pack", "Poster"),
        "cards": lambda: catalogue.pgettext("pack", "Touchpoint cards"),
        "faces": lambda: catalogue.pgettext("pack", "Emotion faces"),
        "findings": lambda: catalogue.pgettext("pack", "What the map says"),
        "opportunities": lambda: catalogue.pgettext("pack", "Opportunity cards"),
        "board": lambda: catalogue.pgettext("pack", "Opportunity board"),
        "grid": lambda: catalogue.pgettext("pack", "Impact and effort"),
        "actions": lambda: catalogue.pgettext("pack", "Actions"),
        "deck": lambda: catalogue.pgettext("pack", "Slides"),
    }
    return names[part]()


def file_names(parts: Sequence[str], catalogue: Catalogue) -> list[str]:
    """A PDF for each part, numbered so that a folder shows them in the order of the workshop: with two digits where there are ten."""
    digits = len(str(len(parts)))
    return [f"{number:0{digits}} {part_name(part, catalogue)}.pdf" for number, part in enumerate(parts, 1)]


class Chapter:
    """The sheets of one part of a pack in one PDF: a sheet as it is, with its place in the outline under the chapter's."""

    def __init__(self, sheet: Sheet, title: str, number: int) -> None:
        """``title`` opens the chapter; empty: the sheet continues it."""
        self._sheet, self._opens, self._number = sheet, title, number
        self.width, self.height, self.paper = sheet.width, sheet.height, sheet.paper
        self.title, self.language = sheet.title, sheet.language

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the sheet has to say."""
        return tuple(self._sheet.problems)

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The sheet's parts, its marks one level further down; a page of a handout has no marks of its own to show."""
        if self._opens:
            mark = Mark(f"chapter-{self._number}", self._opens, 0, 0.0, 0.0)
            yield Part(PartKind.PAPER, f"chapter-{self._number}", 0, 0, self.width, self.height, [mark])
        for part in self._sheet.parts(left, right):
            if not any(isinstance(item, Mark) for item in part.items):
                yield part
                continue
            items = [
                replace(item, key=f"{self._number}-{item.key}", level=item.level + 1)
                if isinstance(item, Mark)
                else item
                for item in part.items
                if not (isinstance(item, Mark) and item.title == self._opens)
            ]
            yield Part(
                part.kind,
                part.record,
                part.x,
                part.y,
                part.w,
                part.h,
                items,
                layer=part.layer,
                detail=part.detail,
            )


class Share:
    """Lets one of several jobs tell its part of the whole."""

    def __init__(self, progress: Progress | None, jobs: int) -> None:
        self._progress, self._jobs, self._done = progress, jobs, 0

    def next(self) -> Progress:
        """How the next job tells how far it is."""
        begun = self._done * _STEPS
        self._done += 1

        def tell(done: int, total: int) -> None:
            if self._progress is not None:
                self._progress(begun + round(_STEPS * min(1.0, done / max(1, total))), self._jobs * _STEPS)

        return tell


def chapters(sheets: Sequence[tuple[str, Sequence[Sheet]]]) -> list[Sheet]:
    """The sheets of (chapter title, sheets) pairs for one PDF."""
    out: list[Sheet] = []
    for number, (title, pages) in enumerate(sheets, 1):
        for first, sheet in enumerate(pages):
            out.append(Chapter(sheet, "" if first else title, number))
    return out

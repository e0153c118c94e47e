"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what a screen reader reads.

Contract. :class:`Structure` follows the tags of the sheets. Content belongs to the innermost open element;
content outside all of them, and all content of a figure without alternative text, is an artifact: decoration
that readers skip. Elements that got no content are not written. The elements of a page are read in the order
of their parts' places (:func:`places`), not in that of painting, which puts backgrounds and scales first. A phase is a section
with a section for each of its touchpoints, so that whoever goes by headings gets from a phase to what happens in it; the
opportunities are a section of their own. Headings go down step by step, the first is the highest (ISO 14289-1, 7.4.2): one
that skips a level is written as the next. A figure says where on the page it is, the head of a table what it heads; a row has all its
cells, also those that are empty, and rules between them are decoration.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from cjm_desktop.layout.sheet import Part, PartKind, Tag
from cjm_desktop.paint.numbers import number
from cjm_desktop.paint.pdf.file import File, Raw
from cjm_desktop.paint.pdf.spelling import string

#: Standard structure types (ISO 32000-1, 14.8.4). Any other role is written as a ``Div``.
_STANDARD = frozenset(
    """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6 P
    L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
    Figure Formula Form
    """.split()
)
#: They hold nothing but each other and cells; and cells are there even when they are empty, so that rows are of one length.
_TABLES, _CELLS = frozenset({"Table", "THead", "TBody", "TFoot", "TR"}), frozenset({"TH", "TD"})
#: The longest alternative text: a string in a PDF/A has at most 32,767 bytes, and these are UTF-16.
_LONGEST = 16_000
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


#: Where something comes in reading: places compare as tuples, and equal ones keep the order of painting.
Place = tuple[int, ...]

#: First in the places of what belongs to a phase: then comes the number of the phase on its page (0: of none), then that of
#: the touchpoint.
_PHASE = 1
#: First in the places of opportunities; their heading comes before them.
_OPPORTUNITIES = 3
_FIXED: dict[PartKind, Place] = {
    PartKind.HEADER: (0,),
    PartKind.OPPORTUNITY: (_OPPORTUNITIES, 1),
    PartKind.FOOTER: (4,),
}
_REST: Place = (2,)
#: Within a touchpoint: what it is, how it felt, what was said; then all else as it is painted.
_TOLD = (PartKind.NUMBER, PartKind.CARD, PartKind.POINT, PartKind.PERSONA, PartKind.QUOTE)


def places(parts: Sequence[Part]) -> list[Place]:
    """Where each part of a page comes in reading: header, then phase by phase its name and its touchpoints with all that
    belongs to each (its emotion after its card), then scales and the line as they are painted, the opportunities and the
    footer.
    """
    phases = _Phases([part for part in parts if part.kind is PartKind.PHASE])
    cards: dict[str, Place] = {}
    for part in parts:
        if part.kind is PartKind.CARD and part.record not in cards and part.record:
            cards[part.record] = (_PHASE, phases.over(part), len(cards) + 1)
    named = 0

    def place(part: Part) -> Place:
        nonlocal named
        if part.kind is PartKind.PHASE:
            named += 1
            return (_PHASE, named)
        if part.kind in _FIXED:
            return _FIXED[part.kind]
        if part.record in cards:
            told = _TOLD.index(part.kind) if part.kind in _TOLD else len(_TOLD)
            return (*cards[part.record], told)
        # The one lane whose name is a heading.
        if part.kind is PartKind.HINT and any(isinstance(i, Tag) and i.role == "H2" for i in part.items):
            return (_OPPORTUNITIES, 0)
        return _REST

    return [place(part) for part in parts]


class _Phases:
    """Where the phases of a page begin, row by row."""

    def __init__(self, parts: Sequence[Part]) -> None:
        rows: dict[float, list[tuple[float, int]]] = {}
        for i, part in enumerate(parts, 1):
            rows.setdefault(round(part.y, 1), []).append((part.x, i))
        self._heights = sorted(rows)
        self._rows = [sorted(rows[height]) for height in self._heights]

    def over(self, card: Part) -> int:
        """The number of the phase that a card hangs below; 0: there is none."""
        row = bisect_right(self._heights, card.y + 0.1) - 1
        if row < 0:
            return 0
        begun = bisect_right(self._rows[row], (card.x + card.w / 2, sys.maxsize)) - 1
        return self._rows[row][max(0, begun)][1]


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: its role, what it says instead of its content, and what it holds, in reading
    order.

    A kid is an element, or a piece of a page's content as (page, marked-content id), or an annotation as
    (page, annotation). ``box``: what a figure covers of its page (left, bottom, right, top in the page's units). ``scope``: what the
    head of a table heads, ``Column`` or ``Row``.
    """

    role: str
    alt: str = ""
    language: str = ""
    kids: list[Element | tuple[int, int] | tuple[int, Raw]] = field(default_factory=list)
    number: str = ""
    box: tuple[float, float, float, float] | None = None
    scope: str = ""

    @property
    def silent(self) -> bool:
        """Whether this is a picture that nothing is said about: decoration."""
        return self.role == "Figure" and not self.alt.strip()


class Structure:
    """The structure of one file while its pages are painted."""

    def __init__(self) -> None:
        self._root = Element("Document")
        self._open: list[Element] = []
        self._pages: list[list[Element]] = []
        self._links: list[Element] = []
        self._ranks: list[tuple[int, Place]] = []
        self._place: Place = (0,)

    def page(self) -> None:
        """A new page begins. Elements still open end with the page before it."""
        self._open.clear()
        self._pages.append([])

    def part(self, place: Place) -> None:
        """A part begins that is read at this place of the page. Elements still open go on."""
        self._place = place

    def open(self, tag: Tag) -> None:
        """Open an element inside the current one."""
        element = Element(
            tag.role if tag.role in _STANDARD else "Div", tag.alt, tag.language, scope=tag.scope
        )
        if not element.silent:
            self._append(self._open[-1] if self._open else None, element)
        self._open.append(element)

    def close(self) -> None:
        """Close the innermost element; with none open, nothing happens."""
        if self._open:
            self._open.pop()

    def end(self) -> None:
        """Close all elements: what follows on this page is decoration."""
        self._open.clear()

    @property
    def current(self) -> Element | None:
        """The element that content belongs to now; ``None``: content is an artifact."""
        if not self._open or any(element.silent for element in self._open) or self._open[-1].role in _TABLES:
            return None
        return self._open[-1]

    @property
    def in_figure(self) -> bool:
        """Whether content now belongs to a figure, described or not."""
        return any(element.role == "Figure" for element in self._open)

    def cover(self, left: float, bottom: float, right: float, top: float) -> None:
        """What is painted now covers this much of the page: it belongs to the box of each open figure."""
        for element in self._open:
            if element.role == "Figure" and not element.silent:
                a, b, c, d = element.box or (left, bottom, right, top)
                element.box = (min(a, left), min(b, bottom), max(c, right), max(d, top))

    def mark(self, element: Element) -> int:
        """A new piece of content of an element on the current page; gives its marked-content id."""
        marks = self._pages[-1]
        element.kids.append((len(self._pages) - 1, len(marks)))
        marks.append(element)
        return len(marks) - 1

    def _append(self, parent: Element | None, element: Element) -> None:
        if parent is None:
            self._ranks.append((len(self._pages), self._place))
        (parent or self._root).kids.append(element)

    def link(self, annotation: Raw) -> Element:
        """A link annotation on the current page; gives its element, whose alternative text is to say where it leads."""
        element = Element("Link", kids=[(len(self._pages) - 1, annotation)])
        self._append(self.current, element)
        self._links.append(element)
        return element

    def same_link(self, element: Element, annotation: Raw) -> bool:
        """Let a link that was just made have a further annotation, as an address has that is broken over lines (ISO 32000-1,
        14.8.4.4.2): it is said once. ``False``: something else has come in between.
        """
        around = self.current or self._root
        if not self._links or self._links[-1] is not element or around.kids[-1:] != [element]:
            return False
        element.kids.append((len(self._pages) - 1, annotation))
        self._links.append(element)
        return True

    def unlink(self, element: Element) -> None:
        """A link leads nowhere after all."""
        element.kids.clear()
        self._links.remove(element)

    @property
    def links(self) -> int:
        """How many links there are. Keys of the parent tree: links first, in the order they came, then pages."""
        return len(self._links)

    def write(self, file: File, pages: Sequence[str]) -> None:
        """Write the tree and name it in the catalogue; ``pages`` are references to the pages, in order."""
        self._arrange()
        _step_down(self._root, 0)
        root = Raw()
        reference = file.add(root)
        top = self._write(file, self._root, reference, pages) if _filled(self._root) else ""
        numbers = [f"{key} {link.number}" for key, link in enumerate(self._links)]
        for page, marks in enumerate(self._pages):
            array = file.add(f"[{' '.join(element.number for element in marks)}]")
            numbers.append(f"{len(self._links) + page} {array}")
        tree = file.add(f"<</Nums[{' '.join(numbers)}]>>")
        root.body = f"<</Type/StructTreeRoot/K[{top}]/ParentTree {tree}/ParentTreeNextKey {len(numbers)}>>"
        file.Catalog.StructTreeRoot = root
        file.Catalog.MarkInfo = Raw("<</Marked true>>")

    def _arrange(self) -> None:
        """Put what stands at the top in the order of reading: phases, touchpoints and opportunities in sections."""
        ranked = sorted(zip(self._ranks, self._root.kids, strict=True), key=lambda pair: pair[0])
        self._root.kids = []
        sections: dict[tuple[int, Place], Element] = {}

        def section(page: int, place: Place, parent: Element) -> Element:
            made = sections.get((page, place))
            if made is None:
                made = sections[page, place] = Element("Sect")
                parent.kids.append(made)
            return made

        for (page, place), kid in ranked:
            home = self._root
            if place[0] == _OPPORTUNITIES:
                home = section(page, place[:1], home)
            elif place[0] == _PHASE:
                if place[1]:
                    home = section(page, place[:2], home)
                if len(place) > 2:
                    home = section(page, place[:3], home)
            home.kids.append(kid)
        for (_, place), made in sections.items():
            if place == (_OPPORTUNITIES,):
                _headed(made)
            elif len(place) > 2:
                _begin_with_heading(made)

    def _write(self, file: File, element: Element, parent: str, pages: Sequence[str]) -> str:
        raw = Raw()
        element.number = file.add(raw)
        home = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if _filled(kid) or (kid.role in _CELLS and _filled(element)):
                    kids.append(self._write(file, kid, element.number, pages))
                continue
            page, what = kid
            if isinstance(what, Raw):
                kids.append(f"<</Type/OBJR/Obj {file.add(what)}/Pg {pages[page]}>>")
            elif page == home:
                kids.append(str(what))
            else:
                kids.append(f"<</Type/MCR/MCID {what}/Pg {pages[page]}>>")
        held = "".join(kids) if len(kids) < 2 else f"[{' '.join(kids)}]"
        raw.body = "".join(
            (
                f"<</Type/StructElem/S/{element.role}/P {parent}{f'/K {held}' if kids else ''}",
                f"/Pg {pages[home]}" if home is not None else "",
                f"/Alt {string(_cut(element.alt))}" if element.alt else "",
                f"/Lang {string(element.language)}" if element.language else "",
                f"/A<</O/Layout/BBox[{' '.join(map(number, element.box))}]>>" if element.box else "",
                f"/A<</O/Table/Scope/{element.scope}>>" if element.scope else "",
                ">>",
            )
        )
        return element.number


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _headed(section: Element) -> None:
    """The lane's name is the heading where it stands first, not at each further band of the page; without one, each opportunity
    is a heading of that level.
    """
    kids = [kid for kid in section.kids if isinstance(kid, Element) and _filled(kid)]
    names = [kid for kid in kids if kid.role == "H2"]
    for name in names[1:]:
        name.role = "P"
    if not names:
        for kid in kids:
            if kid.role == "H3":
                kid.role = "H2"


def _begin_with_heading(section: Element) -> None:
    """A touchpoint's title comes before its number and channel, which stand above it: who jumps to the title hears all."""
    heading = next((kid for kid in section.kids if isinstance(kid, Element) and kid.role in _HEADINGS), None)
    if heading is not None:
        section.kids.remove(heading)
        section.kids.insert(0, heading)


def _step_down(element: Element, level: int) -> int:
    """Let no heading in an element be more than one level below the heading before it, which has ``level`` (0: there is
    none); gives the level of the last one.
    """
    if element.role in _HEADINGS and _filled(element):
        level = min(_HEADINGS.index(element.role) + 1, level + 1)
        element.role = _HEADINGS[level - 1]  # its marks keep the name they have; only this one counts
    for kid in element.kids:
        if isinstance(kid, Element):
            level = _step_down(kid, level)
    return level


def _filled(element: Element) -> bool:
    return any(not isinstance(kid, Element) or _filled(kid) for kid in element.kids)

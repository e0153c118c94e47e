"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what a screen reader reads.

Contract. :class:`Structure` follows the tags of the sheets. Content belongs to the innermost open element;
content outside all of them, and all content of a figure without alternative text, is an artifact: decoration
that readers skip. Elements that got no content are not written. The elements of a page are read in the order
of their parts' places (:func:`places`), not in that of painting, which puts backgrounds and scales first; all that
belongs to one touchpoint is one section. Headings go down step by step, the first is the highest (ISO 14289-1, 7.4.2): one
that skips a level is written as the next. A figure says where on the page it is.
"""

from __future__ import annotations

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
#: The longest alternative text: a string in a PDF/A has at most 32,767 bytes, and these are UTF-16.
_LONGEST = 16_000
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


#: Where something comes in reading: places compare as tuples, and equal ones keep the order of painting.
Place = tuple[int, ...]

#: The places of what belongs to one touchpoint begin with this and the touchpoint's number.
_TOUCHPOINT = 2
_FIXED: dict[PartKind, Place] = {
    PartKind.HEADER: (0,),
    PartKind.PHASE: (1,),
    PartKind.OPPORTUNITY: (4,),
    PartKind.FOOTER: (5,),
}
_REST: Place = (3,)
#: Within a touchpoint: what it is, how it felt, what was said; then all else as it is painted.
_TOLD = (PartKind.NUMBER, PartKind.CARD, PartKind.POINT, PartKind.QUOTE)


def places(parts: Sequence[Part]) -> list[Place]:
    """Where each part of a page comes in reading: header, phases, then touchpoint by touchpoint with all that
    belongs to it (its emotion after its card), then scales and the line as they are painted, the opportunities and the
    footer.
    """
    cards: dict[str, int] = {}
    for part in parts:
        if part.kind is PartKind.CARD and part.record:
            cards.setdefault(part.record, len(cards))

    def place(part: Part) -> Place:
        if part.kind in _FIXED:
            return _FIXED[part.kind]
        if part.record not in cards:
            return _REST
        told = _TOLD.index(part.kind) if part.kind in _TOLD else len(_TOLD)
        return (_TOUCHPOINT, cards[part.record], told)

    return [place(part) for part in parts]


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: its role, what it says instead of its content, and what it holds, in reading
    order.

    A kid is an element, or a piece of a page's content as (page, marked-content id), or an annotation's
    reference as (page, reference). ``box``: what a figure covers of its page (left, bottom, right, top in the page's units).
    """

    role: str
    alt: str = ""
    language: str = ""
    kids: list[Element | tuple[int, int] | tuple[int, str]] = field(default_factory=list)
    number: str = ""
    box: tuple[float, float, float, float] | None = None

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
        element = Element(tag.role if tag.role in _STANDARD else "Div", tag.alt, tag.language)
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
        if not self._open or any(element.silent for element in self._open):
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

    def link(self, annotation: str) -> int:
        """A link annotation on the current page; gives its number in the parent tree, counted from 0 over the
        file.
        """
        element = Element("Link", kids=[(len(self._pages) - 1, annotation)])
        self._append(self.current, element)
        self._links.append(element)
        return len(self._links) - 1

    @property
    def links(self) -> int:
        """How many links there are. Keys of the parent tree: links first, then pages."""
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
        """Put what stands at the top in the order of reading, each touchpoint's in a section of its own."""
        ranked = sorted(zip(self._ranks, self._root.kids, strict=True), key=lambda pair: pair[0])
        self._root.kids = []
        section, last = Element("Sect"), None
        for (page, place), kid in ranked:
            if place[0] != _TOUCHPOINT:
                self._root.kids.append(kid)
                continue
            if (page, place[:2]) != last:
                section, last = Element("Sect"), (page, place[:2])
                self._root.kids.append(section)
            section.kids.append(kid)

    def _write(self, file: File, element: Element, parent: str, pages: Sequence[str]) -> str:
        raw = Raw()
        element.number = file.add(raw)
        home = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if _filled(kid):
                    kids.append(self._write(file, kid, element.number, pages))
                continue
            page, what = kid
            if isinstance(what, str):
                kids.append(f"<</Type/OBJR/Obj {what}/Pg {pages[page]}>>")
            elif page == home:
                kids.append(str(what))
            else:
                kids.append(f"<</Type/MCR/MCID {what}/Pg {pages[page]}>>")
        held = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        raw.body = "".join(
            (
                f"<</Type/StructElem/S/{element.role}/P {parent}/K {held}",
                f"/Pg {pages[home]}" if home is not None else "",
                f"/Alt {string(_cut(element.alt))}" if element.alt else "",
                f"/Lang {string(element.language)}" if element.language else "",
                f"/A<</O/Layout/BBox[{' '.join(map(number, element.box))}]>>" if element.box else "",
                ">>",
            )
        )
        return element.number


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


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

"""Ways through a PDF: the outline, links to places in the file and links to the web.

Contract. Places are collected from the sheets' marks, links from their links; both are written when all pages
are known, so that a link may lead forwards. A link to a place that is not there, or to an address that is
neither web, mail nor telephone, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.layout.sheet import Link, Mark
from cjm_desktop.paint.addresses import address
from cjm_desktop.paint.numbers import exact
from cjm_desktop.paint.pdf.file import File, Raw
from cjm_desktop.paint.pdf.spelling import string
from cjm_desktop.paint.pdf.structure import Element, Structure


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark lies: page and, in that page's units, its left and top."""

    mark: Mark
    page: int
    left: float
    top: float


class Navigation:
    """The marks and links of one file while its pages are painted. ``links``: whether the file may have links at all."""

    def __init__(self, file: File, structure: Structure, *, links: bool = True) -> None:
        self._file, self._structure, self._linking = file, structure, links
        self._places: list[_Place] = []
        self._links: list[tuple[Link, tuple[float, float, float, float], Raw, Element]] = []

    def mark(self, mark: Mark, page: int, left: float, top: float) -> None:
        """A place on a page, in the page's units from its lower left corner."""
        self._places.append(_Place(mark, page, left, top))

    def link(self, link: Link, box: tuple[float, float, float, float]) -> Raw | None:
        """A link on the current page; ``box`` is left, bottom, right, top. Gives the annotation, ``None`` if it leads nowhere.

        Whether the place that it leads to is there is known when all pages are: an annotation that is empty then is none.
        """
        if not self._linking or not (link.target.startswith("#") or address(link.target)):
            return None
        raw, element = Raw(), None
        if self._links and not link.target.startswith("#"):
            before, _, _, last = self._links[-1]
            if before.target == link.target and self._structure.same_link(last, raw):
                element = last
        self._links.append((link, box, raw, element or self._structure.link(raw)))
        return raw

    def write(self, pages: Sequence[str]) -> None:
        """Write outline and links; ``pages`` are references to the pages, in order."""
        targets: dict[str, str] = {}
        titles: dict[str, str] = {}
        for place in self._places:
            targets.setdefault(place.mark.key, _destination(place, pages))
            titles.setdefault(place.mark.key, place.mark.title.strip())
        key = 0
        for link, box, raw, element in self._links:
            if link.target.startswith("#"):
                if link.target[1:] not in targets:
                    self._structure.unlink(element)
                    continue
                where = f"/Dest{targets[link.target[1:]]}"
                says = link.says or titles[link.target[1:]] or link.target[1:]
            else:
                says = link.says or link.target
                where = f"/A<</S/URI/URI {string(address(link.target) or '')}>>"
            element.alt = says
            raw.body = (
                f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(exact, box))}]/Border[0 0 0]/F 4"
                f"/StructParent {key}/Contents {string(says)}{where}>>"
            )
            key += 1
        self._outline(pages)

    def _outline(self, pages: Sequence[str]) -> None:
        """Write the outline; a level may not be skipped on the way down, so deeper marks are pulled up to
        fit.
        """
        places = [place for place in self._places if place.mark.title.strip()]
        if not places:
            return
        root = _Entry(None)
        path = [root]
        for place in places:
            del path[max(1, min(place.mark.level, len(path) - 1) + 1) :]
            entry = _Entry(place)
            path[-1].kids.append(entry)
            path.append(entry)
        self._file.Catalog.Outlines = root.raw
        self._file.Catalog.setPageMode("UseOutlines")
        self._entries(root, self._file.add(root.raw), pages)

    def _entries(self, parent: _Entry, reference: str, pages: Sequence[str]) -> None:
        kids = [self._file.add(kid.raw) for kid in parent.kids]
        for i, kid in enumerate(parent.kids):
            assert kid.place is not None
            around = f"/Prev {kids[i - 1]}" if i else ""
            around += f"/Next {kids[i + 1]}" if i + 1 < len(kids) else ""
            title, goal = string(kid.place.mark.title), _destination(kid.place, pages)
            kid.raw.body = f"/Title {title}/Dest{goal}/Parent {reference}{around}"
            self._entries(kid, kids[i], pages)
        inside = f"/First {kids[0]}/Last {kids[-1]}/Count {parent.count}" if kids else ""
        kind = "" if parent.place else "/Type/Outlines"
        parent.raw.body = f"<<{kind}{parent.raw.body}{inside}>>"


class _Entry:
    """An entry of the outline while it is built."""

    def __init__(self, place: _Place | None) -> None:
        self.place = place
        self.kids: list[_Entry] = []
        self.raw = Raw()

    @property
    def count(self) -> int:
        """How many entries lie below, all of them open."""
        return sum(1 + kid.count for kid in self.kids)


def _destination(place: _Place, pages: Sequence[str]) -> str:
    return f"[{pages[place.page]}/XYZ {exact(place.left)} {exact(place.top)} null]"

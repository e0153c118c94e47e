"""The pages of the help: read from ``docs/``, in the order of their contents, and found by words.

Contract. A :class:`Library` holds every page that the contents of a language name (``docs/LANGUAGE/index.md``: a list of links under
headings). A page is known by its name, the file's without its ending; one that the language has no file of comes in English. Pages are
Markdown; a link leads to another page of the library, to a heading of one (``page.md#heading``, the heading's words in small letters with
hyphens, as git hosts make them) or nowhere. :meth:`Library.find` gives the sections that hold every word asked for somewhere on
their page, the best first. No toolkit, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..palette.search import folded

#: The language that has every page.
COMPLETE = "en"
CONTENTS = "index"
_MOST_HITS = 40
#: Characters of an excerpt.
_EXCERPT = 110

_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"(#{1,4}) +(.+?) *#*$")
_MARKS = re.compile(r"(?<!\w)[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?!\w)|`")
_LINE = re.compile(r"^\s*(?:[-*] |\d+\. |> ?|\|)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and the words under it. ``anchor`` is empty for what stands before the first heading below the title."""

    anchor: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``language`` is the one it is written in, ``group`` the heading of the contents it stands under."""

    name: str
    title: str
    language: str
    path: Path
    group: str
    source: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which something was found; ``excerpt`` is what stands around it."""

    page: Page
    section: Section
    excerpt: str


class Library:
    """All pages of the help in one language."""

    def __init__(self, folder: Path, language: str) -> None:
        """``folder`` is ``docs/``. Raises ``OSError`` when a page of the contents cannot be read."""
        self.folder = folder
        self.language = language if (folder / language / f"{CONTENTS}.md").is_file() else COMPLETE
        self.pages: tuple[Page, ...] = tuple(self._read())
        self._by_path = {page.path: page for page in self.pages}
        self._by_name = {page.name: page for page in self.pages}

    def _read(self) -> Iterator[Page]:
        index = self.folder / self.language / f"{CONTENTS}.md"
        group = ""
        for line in index.read_text(encoding="utf-8").splitlines():
            heading = _HEADING.match(line)
            if heading:
                group = plain(heading[2]) if len(heading[1]) > 1 else ""
            elif (link := _LINK.search(line)) and line.lstrip().startswith(("- ", "* ")):
                path = (index.parent / link[2]).resolve()
                source = path.read_text(encoding="utf-8")
                written_in = path.parent.name if path.parent.parent == self.folder.resolve() else COMPLETE
                yield Page(path.stem, title_of(source), written_in, path, group, source, tuple(sections(source)))

    def page(self, name: str) -> Page:
        """A page by its name; the first one when there is none called so."""
        return self._by_name.get(name, self.pages[0])

    def target(self, page: Page, link: str) -> tuple[Page, str] | None:
        """The page and the heading that a link on a page leads to; ``None`` when it leads out of the help."""
        where, _, anchor = link.partition("#")
        if not where:
            return page, anchor
        if "://" in where or PurePosixPath(where).is_absolute():
            return None
        found = self._by_path.get((page.path.parent / where).resolve())
        return (found, anchor) if found is not None else None

    def find(self, asked: str) -> list[Hit]:
        """The sections that fit what was asked, the best first; words may be the beginnings of words."""
        words = folded(asked).split()
        if not words:
            return []
        ranked: list[tuple[int, int, Hit]] = []
        for page in self.pages:
            title = f" {folded(page.title)}"
            heads = [f" {folded(one.title)}" for one in page.sections]
            texts = [f" {folded(one.words)}" for one in page.sections]
            whole = title + "".join(heads) + "".join(texts)
            if not all(f" {word}" in whole for word in words):
                continue
            for section, head, text in zip(page.sections, heads, texts, strict=True):
                here = [word for word in words if f" {word}" in head or f" {word}" in text or (not section.anchor and f" {word}" in title)]
                if len(here) < len(words) and not (here and f" {here[0]}" in head):
                    continue
                score = sum(
                    (12 if not section.anchor and f" {word}" in title else 0)
                    + (8 if f" {word}" in head else 0)
                    + min(3, text.count(f" {word}"))
                    for word in here
                )
                # All words in one section are worth more than some of them in its heading.
                score += 20 if len(here) == len(words) else 0
                ranked.append((-score, len(ranked), Hit(page, section, excerpt(section.words, words))))
        ranked.sort(key=lambda item: item[:2])
        return [hit for _score, _at, hit in ranked[:_MOST_HITS]]


def title_of(source: str) -> str:
    """The first heading of a page."""
    return next((plain(found[2]) for line in source.splitlines() if (found := _HEADING.match(line))), "")


def slug(heading: str) -> str:
    """A heading as the address that git hosts give it."""
    kept = re.sub(r"[^\w\- ]", "", plain(heading).casefold())
    return kept.strip().replace(" ", "-")


def sections(source: str) -> Iterator[Section]:
    """The sections of a page, each under its heading; the title's own first."""
    title, anchor, lines = title_of(source), "", list[str]()
    fenced = seen = False
    for line in source.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        if seen:
            yield Section(anchor, title, plain("\n".join(lines)))
            title, anchor = plain(heading[2]), slug(heading[2])
        seen, lines = True, []
    yield Section(anchor, title, plain("\n".join(lines)))


def plain(text: str) -> str:
    """Markdown as the words a reader sees, on one line."""
    text = _LINK.sub(lambda found: found[1], text)
    kept = []
    for line in text.splitlines():
        if set(line.strip()) <= set("|-: ") or line.startswith("```"):
            continue
        kept.append(_LINE.sub("", line).replace("|", " "))
    return re.sub(r"\s+", " ", _MARKS.sub("", " ".join(kept))).strip()


def excerpt(words: str, asked: list[str]) -> str:
    """What stands around the first place where a word that was asked for begins."""
    at = min((place for word in asked if (place := first(words, word)) >= 0), default=0)
    begin = max(0, at - _EXCERPT // 3)
    if begin:
        begin = words.find(" ", begin, at) + 1 or at
    cut = words[begin : begin + _EXCERPT]
    if begin + _EXCERPT < len(words):
        cut = cut.rpartition(" ")[0] + " …"
    return ("… " if begin else "") + cut


def first(words: str, asked: str) -> int:
    """Where a folded word begins in a text as it is written; -1 when nowhere."""
    return next((found.start() for found in re.finditer(r"\w+", words) if folded(found[0]).startswith(asked)), -1)

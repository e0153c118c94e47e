"""Addresses in texts: what on a sheet can be clicked.

Contract. :func:`addresses` finds web and mail addresses in a text; :func:`links_over` gives a :class:`~.sheet.Link` over each
stretch of a line that shows one, so that an address broken over lines has several that lead to the same place. An address of
which a part was cut away with an ellipsis has none: nobody is led to half of it. Pure functions; painters draw nothing for a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .sheet import Line, Link, Text

#: Signs that end an address wherever they stand: spaces, angle brackets, quotation marks, stops of Chinese and Japanese.
_ENDS = '\\s<>"“”„‟«»‹›\u3000-\u303f\uff00-\uffef'
_ADDRESS = re.compile(
    f"(?<![\\w@])(?P<web>(?:https?://|www\\.)[^{_ENDS}]+)"
    "|(?<![\\w.+-])(?:mailto:)?(?P<mail>\\w[\\w.+-]{0,63}@\\w[\\w-]*(?:\\.\\w[\\w-]*)+)",
    re.IGNORECASE,
)
#: What a sentence puts behind an address, and no address ends with.
_AFTER = ".,;:!?…'’‘*_|"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ELLIPSIS = "…"
#: How far the area of a link reaches above and below the baseline (em): the lines above and below keep their own.
_ABOVE, _BELOW = 0.9, 0.26


def addresses(text: str) -> list[tuple[int, int, str]]:
    """The addresses in a text: where each begins and ends in it, and where it leads.

    What begins with ``www.`` leads to ``https``, a mail address to ``mailto``. The stop or bracket of the sentence around
    it is no part of an address.
    """
    if "@" not in text and "//" not in text and "www." not in text.lower():
        return []
    found: list[tuple[int, int, str]] = []
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        said = _bare(match.group())
        if match.group("mail"):
            target = said if said.lower().startswith("mailto:") else f"mailto:{said}"
        else:
            target = said if said[:4].lower() == "http" else f"https://{said}"
            if not _names_a_place(target.partition("://")[2]):
                continue
        found.append((start, end - len(match.group()) + len(said), target))
    return found


def _bare(said: str) -> str:
    """An address without the stops and brackets of the sentence around it; brackets of its own stay."""
    while said:
        last = said[-1]
        if last in _AFTER or (last in _BRACKETS and said.count(last) > said.count(_BRACKETS[last])):
            said = said[:-1]
        else:
            break
    return said


def _names_a_place(rest: str) -> bool:
    """Whether what follows ``https://`` begins with the name of a computer."""
    return rest.lower().removeprefix("www.")[:1].isalnum()


def links_over(texts: Sequence[Text], source: str | None = None) -> list[Link]:
    """A link over each stretch of some lines that shows an address, in the order of the lines.

    ``texts`` are the lines of one paragraph in order, ``source`` what it says before it was broken into lines; without it
    each line stands for itself.
    """
    if source is None:
        return [link for text in texts for link in links_over([text], text.line.text)]
    found = addresses(source)
    if not found:
        return []
    places = _places(source, [text.line.text for text in texts])
    out: list[Link] = []
    for start, end, target in found:
        shown = [places.get(i) for i in range(start, end)]
        if None in shown:
            continue
        line, last = places[end - 1]
        if texts[line].line.text[last + 1 : last + 2] == _ELLIPSIS:
            continue  # more of it may have been cut away
        for k, text in enumerate(texts):
            at = [place[1] for place in shown if place is not None and place[0] == k]
            extent = _extent(text.line, min(at), max(at) + 1) if at and not text.angle else None
            if extent is not None:
                first, final, left, right = extent
                x = text.x + left * text.size + first * text.track
                w = (right - left) * text.size + (final - first) * text.track
                out.append(Link(x, text.y - _ABOVE * text.size, w, (_ABOVE + _BELOW) * text.size, target))
    return out


def _places(source: str, lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Where each character of a text stands: (line, index in it). What was cut away stands nowhere.

    Between two lines spaces and soft hyphens may be missing, at the end of a line a hyphen may have been added.
    """
    places: dict[int, tuple[int, int]] = {}
    at = 0
    for k, line in enumerate(lines):
        for i, character in enumerate(line):
            if character.isspace():
                continue
            while at < len(source) and source[at] != character and _vanishes(source[at]):
                at += 1
            if source[at : at + 1] == character:
                places[at] = (k, i)
                at += 1
            elif i < len(line) - 1 or character not in "-\u2010":
                return places  # an ellipsis, or another spelling where the word is broken
    return places


def _vanishes(character: str) -> bool:
    """Whether a character may be missing in a line: spaces, and what only says where to break."""
    return character.isspace() or character in "\u00ad\u200b\ufeff" or ord(character) < 32


def _extent(line: Line, start: int, end: int) -> tuple[int, int, float, float] | None:
    """From which glyph of a line to which a stretch of its text reaches, and from where to where (em)."""
    inside = [
        (k, left, right)
        for k, at, left, right in (
            _glyphs_from_the_right(line, start, end) if _mixed(line) else _glyphs(line)
        )
        if start <= at < end
    ]
    if not inside:
        return None
    return inside[0][0], inside[-1][0], min(one[1] for one in inside), max(one[2] for one in inside)


def _mixed(line: Line) -> bool:
    return line.rtl or any(run.rtl for run in line.runs)


def _glyphs(line: Line) -> Iterator[tuple[int, int, float, float]]:
    """The glyphs of a line that runs from left to right: number, index of what it says, left and right edge (em)."""
    before = count = 0
    for run in line.runs:
        for cluster, x, advance in zip(run.clusters, run.xs, run.advances, strict=True):
            yield count, before + cluster, x, x + advance
            count += 1
        before += len(run.text)


def _glyphs_from_the_right(line: Line, start: int, end: int) -> Iterator[tuple[int, int, float, float]]:
    """As :func:`_glyphs`, of the run that shows a stretch of a line in which runs stand in another order than they are read.

    Addresses are Latin: one lies whole in a run of its own, but for a sign at its end that goes with the text around it.
    """
    said, count = line.text[start:end].rstrip("/-#"), 0
    for run in line.runs:
        at = -1 if run.rtl else run.text.find(said)
        if said and at >= 0:
            for k, (cluster, x, advance) in enumerate(zip(run.clusters, run.xs, run.advances, strict=True)):
                if at <= cluster < at + len(said):
                    yield count + k, start + cluster - at, x, x + advance
            return
        count += len(run.glyphs)

"""A finished page of a handout: a :class:`~cjm_desktop.layout.sheet.Sheet` like any other, so that every painter takes it.

Contract. Sizes in mm, origin top left. ``parts`` never change once the page is made; ``problems`` say what had to be
shortened on this page and which characters no font has, each with its place in the document.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cjm_desktop.document import Message, Problem

from ..paper import Paper
from ..sheet import Part, Text


class Page:
    """One page: ``number`` of ``count`` in its handout (both from 1). ``paper`` is the colour of the paper."""

    def __init__(
        self,
        size: Paper,
        title: str,
        language: str,
        paper: str,
        parts: Sequence[Part],
        problems: Sequence[Problem],
        number: int = 1,
        count: int = 1,
    ) -> None:
        self.width, self.height = size.width, size.height
        self.title, self.language, self.paper = title, language, paper
        self.number, self.count = number, count
        self._parts = tuple(sorted(parts, key=lambda part: part.layer))
        self._problems = (*problems, *unwritable(self._parts))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person should know before printing this page."""
        return self._problems

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The parts that touch the span between two x (mm), in paint order; without arguments, all of them."""
        return (part for part in self._parts if part.x <= right and part.x + part.w >= left)

    def __repr__(self) -> str:
        return f"Page({self.title!r} {self.number}/{self.count})"


def unwritable(parts: Sequence[Part]) -> Iterator[Problem]:
    """Characters without a glyph in any font, each once, with the record that has it first."""
    seen: set[str] = set()
    for part in parts:
        for item in part.items:
            for run in item.line.runs if isinstance(item, Text) else ():
                if 0 not in run.glyphs:
                    continue
                for glyph, at in zip(run.glyphs, run.clusters, strict=True):
                    char = run.text[at : at + 1]
                    if glyph or char in seen:
                        continue
                    seen.add(char)
                    yield Problem(
                        "",
                        Message(
                            "No font has the character {char} (U+{code}); it prints as a box.",
                            char=char,
                            code=f"{ord(char):04X}",
                        ),
                        part.record,
                    )

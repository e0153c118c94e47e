"""What a presentation says of itself, and how large its slides can be: known without loading the library that makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cjm_desktop.layout.sheet import Sheet

#: The longest side of a slide in mm (56 inches): a presentation program opens nothing larger.
LONGEST = 1_422.4


@dataclass(frozen=True, slots=True)
class PptxInfo:
    """Title, people and date of a presentation; ``date`` as an ISO date, empty: a fixed one.

    ``words`` are what the groups of a slide are called, by kinds of parts (:class:`~cjm_desktop.layout.sheet.PartKind`) and ``shape``,
    ``picture``; in English where there is none.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = ""
    date: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def scale_of(sheets: Sequence[Sheet]) -> float:
    """The scale at which sheets fit on slides: 1, or less where one is longer than a slide can be."""
    return min(1.0, LONGEST / max(max(sheet.width, sheet.height) for sheet in sheets))

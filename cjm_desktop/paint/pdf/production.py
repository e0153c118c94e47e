"""How a PDF is to be produced: bleed, marks, colours, standard, and what is attached.

Contract. :class:`Production` and :class:`Attachment` are data; combinations that no file can honour raise
:class:`ProductionError` when they are made, not when the file is half painted. Lengths are millimetres.

What the standards are made for, and no more than that: a file is *prepared as* PDF/X-4 or PDF/A-3, from the text of the
standards; nobody has certified it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Literal

from cjm_desktop.paint.trim import margin_of

#: The widest bleed (mm): printers ask for 3, seldom 5; ten would be a different sheet.
MOST_BLEED = 20.0


class Refusal(StrEnum):
    """Why a production cannot be: what a caller that speaks to people looks up its own sentence by."""

    BLEED = "bleed"
    ATTACHED_TO_PRINT = "attached to print"
    FILE_NAME = "file name"
    EMPTY_ATTACHMENT = "empty attachment"
    TOO_LONG_FOR_PRINT = "too long for print"
    TILES_FOR_PRINT = "tiles for print"


class ProductionError(ValueError):
    """A production that cannot be made: a sentence, and the ``reason``."""

    def __init__(self, reason: Refusal, sentence: str) -> None:
        self.reason = reason
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF from which the PDF was made: ``name`` without folders, media type, bytes, and what it is
    in the reader's language.

    Raises :class:`ProductionError` when the name is empty or has a folder in it, or when there are no bytes.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    description: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or any(c in '/\\:*?"<>|' or ord(c) < 32 for c in self.name):
            raise ProductionError(
                Refusal.FILE_NAME,
                f"“{self.name}” cannot be the name of a file inside a PDF; choose another one.",
            )
        if not self.data:
            raise ProductionError(
                Refusal.EMPTY_ATTACHMENT, f"“{self.name}” is empty and cannot be put into the PDF."
            )


@dataclass(frozen=True, slots=True)
class Production:
    """How to produce a PDF. The default is an everyday file: the page is the paper, colours are the screen's.

    - ``bleed`` (mm): how far grounds that touch the sheet's edge go beyond it.
    - ``marks``: crop marks, and a line that says what the sheet is, outside the bleed.
    - ``colours``: ``cmyk`` converts everything to the inks of coated offset paper (FOGRA39).
    - ``standard``: ``x4`` prepares the file as PDF/X-4 for a print shop (always CMYK, no links), ``a3`` as PDF/A-3a and
      PDF/UA-1 for archives and for people who listen to it.
    - ``attachment``: a file to put into the PDF; never in PDF/X, which a print shop keeps and passes on.

    Raises :class:`ProductionError` for what cannot be.
    """

    bleed: float = 0.0
    marks: bool = False
    colours: Literal["rgb", "cmyk"] = "rgb"
    standard: Literal["", "x4", "a3"] = ""
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.bleed) or not 0 <= self.bleed <= MOST_BLEED:
            raise ProductionError(
                Refusal.BLEED, f"A bleed is between 0 and {MOST_BLEED:g} mm; {self.bleed:g} mm cannot be."
            )
        if self.standard == "x4" and self.attachment is not None:
            raise ProductionError(
                Refusal.ATTACHED_TO_PRINT,
                "A PDF/X-4 goes to a print shop and carries no other file; leave the journey out of it,"
                " or choose another standard.",
            )

    @property
    def cmyk(self) -> bool:
        """Whether colours are inks. A PDF/X-4 always is, whatever ``colours`` says."""
        return self.colours == "cmyk" or self.standard == "x4"

    @property
    def margin(self) -> float:
        """How far the page goes beyond the paper on each side (mm)."""
        return margin_of(self.bleed, marks=self.marks)

"""The presentation painter: sheets as the slides of one PowerPoint presentation (Office Open XML, ISO/IEC 29500) to be worked on.

Contract. One slide for each sheet, everything on it native: rectangles, ellipses and freeforms with true curves, a text box for each
paragraph, pictures in their outlines. What belongs together is one named group with its alternative text; the first heading is the slide's
title; languages, links, writing direction and tracking are kept. Equal sheets and facts give equal bytes.

What is lost is said in ``docs/en/formats.md``: a presentation carries no fonts and knows but two weights of them, its slides are at most
:data:`LONGEST` mm long, and the journey is not in it.

python-pptx makes the package (parts, relationships, types of content, pictures) and is loaded when a presentation is made; the shapes are
our own XML, for it has no curves.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint import CancelCheck, Progress
from cjm_desktop.paint.pptx.facts import LONGEST, PptxInfo, scale_of

__all__ = ["LONGEST", "PptxInfo", "pptx_bytes", "scale_of"]


def pptx_bytes(
    sheets: Sequence[Sheet], info: PptxInfo, progress: Progress | None = None, cancelled: CancelCheck | None = None
) -> bytes:
    """The sheets as a presentation.

    Raises ``paint.Cancelled`` when ``cancelled()`` says so, :class:`~cjm_desktop.paint.BadPicture` for a picture that is neither PNG nor
    JPEG, ``ValueError`` for a date that is none, ``OSError`` when a font's file cannot be read.
    """
    from cjm_desktop.paint.pptx.file import (
        presentation,  # the library takes longer to load than a slide to paint
    )

    return presentation(sheets, info, progress, cancelled)

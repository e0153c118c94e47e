"""The presentation painter: sheets as the slides of one PowerPoint presentation (Office Open XML, ISO/IEC 29500) to be worked on.

Contract. One slide for each sheet, everything on it native: rectangles, ellipses and freeforms with true curves, a text box for each
paragraph, pictures in their outlines. What belongs together is one named group with its alternative text; the first heading is the slide's
title; languages, links, writing direction and tracking are kept. Equal sheets and facts give equal bytes.

What is lost is said in ``docs/formats.md``: a presentation carries no fonts and knows but two weights of them, its slides are at most
:data:`LONGEST` mm long, and the journey is not in it.

python-pptx makes the package (parts, relationships, types of content, pictures) and is loaded when a presentation is made; the shapes are
our own XML, for it has no curves.
"""

from cjm_desktop.paint.pptx.file import LONGEST, WIDE, PptxInfo, pptx_bytes, scale_of

__all__ = ["LONGEST", "WIDE", "PptxInfo", "pptx_bytes", "scale_of"]

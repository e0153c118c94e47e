"""The deck: a journey told on slides of 16:9, for the meeting after the workshop.

Title and goals, who travels, the emotion line at a glance, a slide for each dip with what was said and what could be done, and what we do.
Each slide is a :class:`~cjm_desktop.layout.handouts.page.Page`, a Sheet that any painter takes: a presentation, a PDF, pictures.
"""

from .make import make_deck
from .slides import LEAST_PT, SLIDE

__all__ = ["LEAST_PT", "SLIDE", "make_deck"]

"""Handouts: what a workshop needs on paper beside the poster, made from the same journey (METHOD steps 0, 4, 5, 7–10).

Cards, faces and opportunities to cut out, what the map says, the persona, the interview guide, the list of participants and of actions.
Each is a list of :class:`Page`, a Sheet that any painter takes.
"""

from .make import KINDS, make
from .page import Page
from .words import HandoutWords, handout_words

__all__ = ["KINDS", "HandoutWords", "Page", "handout_words", "make"]

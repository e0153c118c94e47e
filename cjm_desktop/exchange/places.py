"""Where in somebody's file something stands, in the words of the reader.

Contract. What reads a file calls its places ``row 3, grade`` or ``line 12``: fixed words, for programs and for
tests. Window and command line show people :func:`place_in_words` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cjm_desktop.document import Message, Problem

from .fields import header_of

_PLACE = re.compile(r"(row|line|column|node) (\d+)(?:, (\w+))?")


def place_in_words(place: str, language: str, say: Callable[[Message], str]) -> str:
    """“3. sor, pontszám” for ``row 3, grade`` in Hungarian; empty for a place that is no row, line, column or node.

    ``language`` is one of the codes of :data:`~cjm_desktop.exchange.fields.LANGUAGES`, ``say`` puts a message into it.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        return ""
    what, number, field = found.groups()
    where = say(
        {
            "row": Message("Row {number}", number=number),
            "line": Message("Line {number}", number=number),
            "column": Message("Column {number}", number=number),
            "node": Message("Node {number}", number=number),
        }[what]
    )
    return f"{where}, {header_of(field, language)}" if field else where


def placed_in_words(problem: Problem, language: str, say: Callable[[Message], str]) -> Problem:
    """The problem with its place in words, if that is one of those; else the problem itself."""
    where = place_in_words(problem.place, language, say)
    return replace(problem, place=where) if where else problem

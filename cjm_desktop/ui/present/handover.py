"""What a presentation leaves to the one that takes its place, in another language or size.

Contract. :func:`left_by` notes where a showing is before it closes; :func:`go_on` brings the next one there.
"""

from __future__ import annotations

from dataclasses import dataclass

from .tour import Stop
from .window import Presentation


@dataclass(frozen=True, slots=True)
class Left:
    """Where the tour is, what is typed in quick entry (``None``: it is not wanted), whether the group votes or sees a blank screen."""

    halt: Stop | None
    typed: str | None
    votes: bool
    blank: bool


def left_by(showing: Presentation) -> Left:
    """What a showing leaves."""
    bar = showing.bar
    typed = bar.line.text if bar is not None and (bar.isVisible() or bar.line.text.strip()) else None
    return Left(showing.halt, typed, showing.votes, showing.curtain.isVisible())


def go_on(made: Presentation, left: Left) -> None:
    """Go on where the one before was."""
    if left.halt is not None:
        made.visit(left.halt, glide=False)
    if left.votes:
        made.toggle_votes()
    if left.typed is not None:
        made.turn_bar()
        if made.bar is not None:
            made.bar.line.write(left.typed)
    if left.blank:
        made.toggle_blank()

"""What a map answers to a hand on it: what was hit, where a card may go, where a text stands. All lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .rows import Rows

#: What the field of a point in a further persona's own graph begins with; the id of that persona follows.
PERSONA_POINT = "personas."


class HitKind(StrEnum):
    """What lies under a point of the map."""

    CARD = "card"
    TITLE = "title"
    TEXT = "text"
    #: What a touchpoint says in another lane; the hit names its field.
    CELL = "cell"
    #: Room in such a lane, where a touchpoint says nothing yet.
    EMPTY = "empty cell"
    POINT = "point"
    PHASE = "phase"
    PHASE_EDGE = "phase edge"
    PLUS = "plus"
    OPPORTUNITY = "opportunity"
    HEADER = "header"
    NOTHING = "nothing"


def persona_in(field: str) -> str:
    """The id of the further persona that a field of a touchpoint speaks of; empty for any other field."""
    return field.removeprefix(PERSONA_POINT) if field.startswith(PERSONA_POINT) else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """What was hit: its kind, the record's id and the name of the field: of a header, of a text on a card, of a cell
    (``quotes``, ``service_levels``, ``systems``, or ``lane_texts.`` and the id of an own lane), of a point in a further persona's own
    graph :data:`PERSONA_POINT` and the id of that persona.

    For ``PLUS`` ``at`` and ``phase`` say where a new touchpoint would go, ``x`` and ``y`` where the plus stands (mm).
    """

    kind: HitKind
    record: str = ""
    field: str = ""
    at: int = 0
    phase: str | None = None
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Drop:
    """Where touchpoints would go: ``at`` counts among those that do not move; they join ``phase``."""

    at: int
    phase: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, x: float, y: float, slop: float = 0.0) -> bool:
        """Whether a point lies in it."""
        return self.x - slop <= x <= self.x + self.w + slop and self.y - slop <= y <= self.y + self.h + slop


@dataclass(frozen=True, slots=True)
class Editor:
    """A text as painted, for editing it in place.

    ``x``, ``y``: left end and top of the first capitals; ``baseline``: y of the first baseline; ``size`` and
    ``leading`` in mm.
    ``text`` is what the document holds, which may differ from what is shown for an empty field.
    """

    x: float
    y: float
    w: float
    h: float
    baseline: float
    style: str
    size: float
    leading: float
    colour: str
    text: str
    multiline: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How a poster was solved: kept while a gesture runs, so that the sheet does not jump under the hand.

    ``em`` in mm; ``cuts`` are the bands as ranges of columns; ``most_text`` caps the lines of descriptions; ``pads``
    (mm) is the room above and below the scale of each band; ``manners`` is how opportunities were placed in each; ``brief``
    are the touchpoints whose descriptions are kept as short as the others'. ``pages`` is the number of bands on each sheet
    (empty: all on one), ``length`` (mm) where a roll is cut off, ``tallest`` (mm) how high the scale may be on any sheet. ``shelves``
    are the rows, with their heights, at which the bands of a series stand on all sheets (empty: each sheet has its own).
    """

    em: float
    compact: bool
    cuts: tuple[tuple[int, int], ...]
    most_text: int | None
    pads: tuple[tuple[float, float], ...] = ()
    manners: tuple[tuple[int, bool] | None, ...] = ()
    brief: frozenset[str] = frozenset()
    pages: tuple[int, ...] = ()
    length: float = 0.0
    tallest: float = 0.0
    #: How much larger than usual against the body everything is that is read from far away.
    far: float = 1.0
    shelves: tuple[Rows, ...] = ()

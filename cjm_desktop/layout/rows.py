"""The lanes of a band as rows. Contract: what they are and how high; which there are is :mod:`.lanes`' to say."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import LaneKind


@dataclass(frozen=True, slots=True)
class Row:
    """A lane that is drawn. Of kind ``text`` it has the id and the ``name`` of the journey's text lane; of kind ``curve`` and a further
    persona's own the id of that ``persona``, which says in an order that two of them are not one."""

    kind: LaneKind
    lane: str = ""
    name: str = ""
    persona: str = ""


#: The rows of a band from top to bottom with their heights (mm).
Rows = tuple[tuple[Row, float], ...]

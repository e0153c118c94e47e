"""The measures of a band, all grown from one number: the body size.

Spacing is in em of the body (1 em = body size in mm), line weights in units of the sheet (1 on A0 landscape), so that a
sheet stays itself on any paper. Compact mode (body of 13 pt and less on A0) gives up the rail and the party lane to keep a
curve worth looking at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from .paper import CAP
from .sheet import PT

#: Depth of descenders under the last baseline, in em.
DESCENT = 0.20
#: What can just be read at a metre (pt on A0).
_READ_AT_A_METRE = 12.0
#: Narrowest column: about seventeen characters of body text; a bit less is allowed only at the smallest body.
MIN_COLUMN, LEAST_COLUMN = 10.4, 9.0

#: In the hand, too, titles of cards stay larger than the body, names of phases larger than those, and words of emotions about as large
#: (times); and so many em of the room over a face get smaller with the face, the rest being for words.
_TITLE, _PHASE, _WORD, _WORDS_OF_PAD = 1.14, 1.18, 0.95, 1.9


def grown(distance: float) -> tuple[float, ...]:
    """How much larger against the body what is read from far away may be for a distance (m): steps of an eighth up to a quarter more
    for each doubling of a metre, at most half as much again; none up to a metre. Smaller steps first, each distance with those of all
    smaller ones."""
    most = min(1.5, 1 + 0.25 * math.log2(max(1.0, distance)))
    return tuple(1 + k / 8 for k in range(1, 5) if 1 + k / 8 <= most + 0.05)


def block_height(lines: int, size: float, lead: float) -> float:
    """Height (mm) of lines of text from the top of the first capitals to the last descenders."""
    return 0.0 if not lines else CAP * size + (lines - 1) * lead + DESCENT * size


@dataclass(frozen=True)
class Metrics:
    """Measures in mm for a body size ``em`` (mm) on a sheet whose line weights scale with ``unit``."""

    em: float
    unit: float
    compact: bool = False
    #: On a screen height is dearer than on paper: the lanes stand closer.
    tight: bool = False
    #: For a whole room to read from a wall: no type is smaller than the body.
    plain: bool = False
    #: What is read from far away (names of phases, titles, faces with their words, the line) is so many times as large against the
    #: body as it is for those who stand at a metre; less than 1 on paper in the hand, where all is read from one place.
    far: float = 1.0

    def legible(self, size: float) -> float:
        """A size of type (mm) as it is set: where all of it is read from far away, not under the body's."""
        return max(size, self.em) if self.plain else size

    @property
    def points(self) -> float:
        """The body size in pt."""
        return self.em / PT

    @cached_property
    def lead(self) -> float:
        """Line distance of body text."""
        return self.em * 1.34

    @cached_property
    def title(self) -> float:
        """Size of card titles."""
        return self.em * max(1.28 * self.far, _TITLE)

    @cached_property
    def title_lead(self) -> float:
        """Line distance of card titles."""
        return self.title * 1.18

    @cached_property
    def meta(self) -> float:
        """Size of what stands at the foot of a card; not under 12 pt (on A0) while the body is not."""
        floor = min(_READ_AT_A_METRE * PT * self.unit, self.em)
        return self.legible(max(self.em * min(0.84 * max(1.0, self.far), 0.97), floor))

    @cached_property
    def small(self) -> float:
        """Size of channels and asides (first impression, n = 4): the smallest type of a band, not under 12 pt (on A0) if it
        can be, so that all of it is read from a metre, and larger for those who stand further away; always a little smaller
        than the body, unless that is the smallest
        (:attr:`plain`)."""
        share = min(0.76 * max(1.0, self.far), 0.93)
        return self.legible(max(self.em * share, min(_READ_AT_A_METRE * PT * self.unit, self.em * 0.93)))

    @cached_property
    def pad(self) -> float:
        """Inner margin of a card."""
        return self.em * (0.8 if self.compact else 0.95)

    @cached_property
    def disc(self) -> float:
        """Diameter of icon discs."""
        return self.em * (1.8 if self.compact else 2.0)

    @cached_property
    def radius(self) -> float:
        """Corner radius of cards."""
        return self.em * 0.66

    @cached_property
    def gap(self) -> float:
        """Distance between columns."""
        return max(self.em * 0.75, 3 * self.unit)

    @cached_property
    def phase_gap(self) -> float:
        """Distance between columns of different phases."""
        return self.gap * 1.8

    @cached_property
    def phase_size(self) -> float:
        """Size of phase names: twice the body, at most 42 pt on A0, but always above the titles of cards."""
        return max(
            self.far * max(min(self.em * 1.9, 42 * PT * self.unit), 1.4 * self.em), _PHASE * self.title
        )

    @cached_property
    def ribbon(self) -> float:
        """Height of the phase ribbon."""
        return self.phase_size * 1.62

    @cached_property
    def rail(self) -> float:
        """Height of the rail with the numbers."""
        return self.em * (0.9 if self.compact else 2.6 if self.tight else 3.1)

    @cached_property
    def lane_gap(self) -> float:
        """Distance between lanes."""
        return self.em * (1.1 if self.compact else 0.9 if self.tight else 1.5)

    @cached_property
    def quote_gap(self) -> float:
        """Distance from a card to the quote that belongs to it."""
        return self.em * (0.6 if self.tight else 0.72)

    @cached_property
    def party(self) -> float:
        """Height of the lane of responsible parties."""
        return 0.0 if self.compact else self.em * (1.95 if self.tight else 2.15)

    @cached_property
    def face(self) -> float:
        """Radius of an ordinary face."""
        return self.em * self.far * (1.0 if self.compact else 1.12)

    @cached_property
    def big_face(self) -> float:
        """Radius of the face of a highlighted peak or dip."""
        return self.em * self.far * (1.42 if self.compact else 1.75)

    @cached_property
    def graph_pad(self) -> float:
        """Room above the highest and below the lowest grade for a big face and its words; on a timeline, whose lanes do not
        grow with what stands in them, for the words of a first impression too."""
        pad = 3.25 if self.compact else 5.0 if self.tight else 3.9
        return self.em * (pad * self.far if self.far >= 1 else pad - _WORDS_OF_PAD * (1 - self.far))

    @cached_property
    def word(self) -> float:
        """Size of the words of emotions; a little more at a highlighted peak or dip, a little less elsewhere."""
        return self.em * 1.1 * max(self.far, _WORD)

    @property
    def _grown(self) -> float:
        """What larger faces and words take of the graph's lane (mm); in the hand a lower line is seen as high."""
        if self.far < 1:
            return -(1 - self.far) * self.em * (4.0 if self.compact else 12.0)
        return 2 * self.graph_pad * (1 - 1 / self.far)

    @cached_property
    def graph_min(self) -> float:
        """The least height of the graph lane; below it the curve is no longer worth its paper."""
        return self.em * (11.2 if self.compact else 17.0) + self._grown

    @cached_property
    def graph_best(self) -> float:
        """The height of the graph lane beyond which more adds nothing."""
        return self.em * 30 + self._grown

    @cached_property
    def curve(self) -> float:
        """Width of the emotion line."""
        return self.far * max(0.25 * self.em, 0.72 * self.unit)


def lane_size(m: Metrics) -> float:
    """Size (mm) of the names of the lanes in the gutter: near the body's, so that they belong to their lanes."""
    return m.legible(max(m.em * 0.92, min(15 * PT * m.unit, m.em * 1.1)) if not m.compact else m.em * 0.98)

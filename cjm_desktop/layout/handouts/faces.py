"""Emotion faces to cut out (METHOD step 8): round pieces with a face, a word and its grade.

Contract. Every word of the journey's vocabulary, and every word used at a touchpoint, comes once, from the highest grade to the
lowest; what is left of the last page, and one page more where that is not a face for each grade, is filled with faces without a
word, evenly over the whole scale. Grades are those that have a line on the wall (:func:`whole`), so that a face's colour is that of
its grade in the poster's legend. A word that is just neutral between two lines names no grade; a word without a grade gets an empty
face to draw in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cjm_desktop.document import Journey, Scale

from ..face import face
from ..graph import marks
from ..paper import Paper
from ..setting import Setting
from ..shapes import disc
from ..sheet import PartKind, Tag
from ..theme import zone_of
from .cutting import FACE, FACE_PITCH, best_sheaf, round_line
from .ink import Ink, Source
from .page import Page
from .sheaf import Sheaf
from .words import HandoutWords

_RADIUS = 9.4
#: Where the middle of the face and the two lines under it stand, from the middle of the piece (mm).
_FACE_Y, _WORD_Y, _GRADE_Y = -4.9, 9.6, 14.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word and its grade; both may be missing. ``source`` is where the word stands. ``grade`` is where its face lies on the
    scale."""

    word: str
    grade: float | None
    source: Source | None


def whole(grade: float, scale: Scale) -> float:
    """The grade with a line on the wall that is nearest; halfway between two of them the one nearer to neutral, which is of the same
    zone. Neutral itself stays what it is."""
    if math.isclose(grade, scale.neutral):
        return scale.neutral
    lines = marks(scale)
    return min(lines, key=lambda line: (round(abs(line - grade), 6), abs(line - scale.neutral)))


def pieces_of(journey: Journey) -> list[_Piece]:
    """The words of a journey, highest grade first, words without a grade last; each once."""
    found: dict[str, _Piece] = {}
    for i, emotion in enumerate(journey.emotions):
        if emotion.word.strip():
            grade = None if emotion.grade is None else whole(emotion.grade, journey.scale)
            source = Source(f"emotions[{i}].word")
            found.setdefault(emotion.word.casefold(), _Piece(emotion.word, grade, source))
    for i, t in enumerate(journey.touchpoints):
        if t.emotion.strip():
            source = Source(f"touchpoints[{i}].emotion", t.id)
            grade = None if t.grade is None else whole(t.grade, journey.scale)
            found.setdefault(t.emotion.casefold(), _Piece(t.emotion, grade, source))
    return sorted(found.values(), key=lambda piece: (piece.grade is None, -(piece.grade or 0.0)))


def make_faces(journey: Journey, setting: Setting, words: HandoutWords, paper: Paper) -> list[Page]:
    """The faces of a journey's vocabulary and scale."""

    def bind(turned: Paper) -> Sheaf:
        return Sheaf(
            journey,
            setting,
            words,
            turned,
            words.faces,
            step=8,
            hint=f"{words.faces_hint} {words.true_size}",
            scale=1.0,
            compact=True,
            air=3.0,
        )

    sheaf, grid = best_sheaf(bind, paper, FACE_PITCH)
    wanted = pieces_of(journey)
    pages = max(1, -(-len(wanted) // grid.count))
    left = pages * grid.count - len(wanted)
    if left < len(marks(journey.scale)):  # some room for words that nobody has thought of yet
        pages, left = pages + 1, left + grid.count
    wanted += _plain(journey.scale, left)
    for k in range(pages):
        leaf = sheaf.leaf()
        for (x, y), piece in zip(grid.spots(), wanted[k * grid.count :], strict=False):
            ink = sheaf.ink()
            _draw(ink, journey, piece)
            leaf.put(ink, x, y, FACE_PITCH, FACE_PITCH, PartKind.PAPER)
    return sheaf.pages()


def _plain(scale: Scale, count: int) -> list[_Piece]:
    """Faces without a word, from the highest grade to the lowest, spread evenly over the scale."""
    grades = marks(scale)[::-1]
    return [_Piece("", grades[int(k * len(grades) / count)], None) for k in range(count)]


def _draw(ink: Ink, journey: Journey, piece: _Piece) -> None:
    """A piece, relative to the corner of its cell."""
    setting, theme, middle = ink.setting, ink.setting.theme, FACE_PITCH / 2
    ink.items.append(round_line(middle, middle, FACE, theme))
    y = middle + _FACE_Y
    if piece.grade is None:
        ink.items.append(disc(middle, y, _RADIUS, None, theme.secondary, 0.4, (1.4, 1.1)))
    else:
        fill, on = theme.zone(zone_of(piece.grade, journey.scale))
        ink.items += [
            Tag("Figure"),
            *face(middle, y, _RADIUS, journey.scale.share(piece.grade), fill, on),
            Tag(),
        ]
    if piece.word:
        said = piece.word[:1].upper() + piece.word[1:]
        room = _chord(_WORD_Y + 1.0)
        ink.line(
            middle,
            middle + _WORD_Y,
            said,
            "semibold",
            ink.pt(10.5 if setting.width(said, "semibold", ink.pt(10.5)) <= room else 8.6),
            theme.ink,
            room=room,
            anchor=0.5,
            source=piece.source,
        )
    else:
        half = _chord(_WORD_Y) / 2 - 1.5
        ink.rule(middle - half, middle + half, middle + _WORD_Y + 0.6)
    if piece.grade is not None and any(math.isclose(piece.grade, one) for one in marks(journey.scale)):
        size = ink.pt(10)
        said = setting.words.number(round(piece.grade, 2))
        base = middle + _GRADE_Y + (0.9 if not piece.word else 0.0)
        ink.line(middle, base, said, "regular", size, theme.secondary, anchor=0.5, room=_chord(_GRADE_Y))


def _chord(y: float) -> float:
    """The width of a piece at a distance from its middle, less what scissors may miss by (mm)."""
    r = FACE / 2 - 2.0
    return float(2 * max(0.0, r * r - y * y) ** 0.5)

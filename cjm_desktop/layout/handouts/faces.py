"""Emotion faces to cut out (METHOD step 8): round pieces with a face, a word and its grade, several of each.

Contract. Every word of the journey's vocabulary, and every word used at a touchpoint, comes at least :data:`COPIES` times,
from the highest grade to the lowest; what is left of the last page is filled with faces without a word, over the whole scale.
A word without a grade gets an empty face to draw in.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Journey

from ..face import face
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

#: How often each word comes; a short vocabulary comes once more.
COPIES, SHORT = 2, 10
#: Grades shown on faces without a word, over the scale.
_STEPS = 10
_RADIUS = 9.4
#: Where the middle of the face and the two lines under it stand, from the middle of the piece (mm).
_FACE_Y, _WORD_Y, _GRADE_Y = -4.9, 9.6, 14.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word and its grade; both may be missing. ``source`` is where the word stands."""

    word: str
    grade: float | None
    source: Source | None


def pieces_of(journey: Journey) -> list[_Piece]:
    """The words of a journey, highest grade first, words without a grade last; each once."""
    found: dict[str, _Piece] = {}
    for i, emotion in enumerate(journey.emotions):
        if emotion.word.strip():
            found.setdefault(
                emotion.word.casefold(), _Piece(emotion.word, emotion.grade, Source(f"emotions[{i}].word"))
            )
    for i, t in enumerate(journey.touchpoints):
        if t.emotion.strip():
            source = Source(f"touchpoints[{i}].emotion", t.id)
            found.setdefault(t.emotion.casefold(), _Piece(t.emotion, t.grade, source))
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
    known = pieces_of(journey)
    copies = COPIES + (1 if len(known) <= SHORT else 0)
    wanted = [piece for piece in known for _ in range(copies)]
    pages = max(1, -(-len(wanted) // grid.count))
    left = pages * grid.count - len(wanted)
    if left < _STEPS / 2:  # some room for words that nobody has thought of yet
        pages, left = pages + 1, left + grid.count
    wanted += _plain(journey, left)
    for k in range(pages):
        leaf = sheaf.leaf()
        for (x, y), piece in zip(grid.spots(), wanted[k * grid.count :], strict=False):
            ink = sheaf.ink()
            _draw(ink, journey, piece)
            leaf.put(ink, x, y, FACE_PITCH, FACE_PITCH, PartKind.PAPER)
    return sheaf.pages()


def _plain(journey: Journey, count: int) -> list[_Piece]:
    """Faces without a word, from the highest grade to the lowest, spread evenly over the scale."""
    scale = journey.scale
    grades = [scale.highest - scale.span * k / (_STEPS - 1) for k in range(_STEPS)]
    snapped = list(dict.fromkeys(scale.snapped(grade) for grade in grades))
    even = [snapped[int(k * len(snapped) / count)] for k in range(count)]
    return [_Piece("", grade, None) for grade in even]


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
    if piece.grade is not None:
        size = ink.pt(10)
        said = setting.words.number(round(piece.grade, 2))
        base = middle + _GRADE_Y + (0.9 if not piece.word else 0.0)
        ink.line(middle, base, said, "regular", size, theme.secondary, anchor=0.5, room=_chord(_GRADE_Y))


def _chord(y: float) -> float:
    """The width of a piece at a distance from its middle, less what scissors may miss by (mm)."""
    r = FACE / 2 - 2.0
    return float(2 * max(0.0, r * r - y * y) ** 0.5)

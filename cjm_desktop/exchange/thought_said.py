"""What a line of a thought can say, and the names that it may use: the records of :mod:`.thought`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Journey, Kind, Scale

from .fields import number_of

#: What opens and closes something said, in the languages people write here.
QUOTES = {"“": "”", "„": "”“", "”": "”", "«": "»", "»": "«", '"': '"'}
#: A number, whether it is only assumed, and what divides it from what comes next.
NUMBER = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)(\??)([,;.]?)")
#: What may stand behind a piece and says nothing.
STOPS = ",;."
#: The last word of a phase and the first of a title with the sign between them and no blank.
INSIDE = re.compile(r"([^<>]*\w)>(\w[^<>]*)")
#: Words that are the mark of a kind.
DOTS = re.compile(r"\.{2,}|…+|~")
ZZ = re.compile(r"[zZ]{2,4}|⏳")
#: How a kind is written at the beginning of the title.
KIND_MARKS = {Kind.SILENCE: "..", Kind.WAITING: "zz", Kind.OWN_ACTION: "*"}


class Part(StrEnum):
    """What a stretch of a line is."""

    PHASE = "phase"
    KIND = "kind"
    TITLE = "title"
    CHANNEL = "channel"
    EMOTION = "emotion"
    GRADE = "grade"
    PARTY = "party"
    QUOTE = "quote"
    ASSUMED = "assumed"


SIGILS = {"@": Part.CHANNEL, "!": Part.EMOTION, "#": Part.PARTY}


@dataclass(frozen=True, slots=True)
class Thought:
    """What one line says. Names are as they were typed; empty where the line says nothing."""

    phase: str = ""
    kind: Kind = Kind.CONTACT
    title: str = ""
    channel: str = ""
    emotion: str = ""
    grade: float | None = None
    party: str = ""
    quotes: tuple[str, ...] = ()
    assumed: bool = False
    #: The names that stand in quotation marks: exactly these words are meant.
    exact: frozenset[Part] = field(default=frozenset(), compare=False)
    #: The words with a sign that mean nothing where they stand, and so are in the title.
    left: tuple[str, ...] = field(default=(), compare=False)

    @property
    def only_phase(self) -> bool:
        """Whether it names a phase and nothing else: what comes next belongs there."""
        return bool(self.phase) and self == Thought(phase=self.phase)

    def grade_left(self, scale: Scale) -> str:
        """The number at the end of the title that could have been meant as a grade; empty where there is a grade or no such number."""
        last = self.title.rsplit(" ", 1)[-1]
        match = NUMBER.fullmatch(last)
        if self.grade is not None or last == self.title or match is None or grade_of(match[1], scale) is None:
            return ""
        return match[1]

    @property
    def blank(self) -> bool:
        """Whether it says nothing at all, as a lone ``>`` does."""
        return self == Thought()


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from ``start`` up to ``end`` of a line, and what they are."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line that was understood: the thought, and what each stretch of the line is (blanks left out, in order)."""

    thought: Thought
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The names a line may use without quotation marks although they have several words, and the scale of its grades."""

    channels: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    emotions: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    scale: Scale = field(default_factory=Scale)
    #: The signs of parties, chosen or shown.
    signs: tuple[str, ...] = ()

    @classmethod
    def of(cls, journey: Journey) -> Known:
        """The names of a journey."""
        return cls(
            tuple(c.name for c in journey.channels if c.name),
            tuple(p.name for p in journey.parties if p.name),
            tuple(e.word for e in journey.emotions if e.word),
            tuple(p.name for p in journey.phases if p.name),
            journey.scale,
            tuple(sign for sign in party_signs(journey.parties).values() if sign),
        )

    def names(self, part: Part) -> tuple[str, ...]:
        """The names of a part."""
        lists = {
            Part.CHANNEL: self.channels,
            Part.PARTY: self.parties,
            Part.EMOTION: self.emotions,
            Part.PHASE: self.phases,
        }
        return lists.get(part, ())


def grade_of(text: str, scale: Scale) -> float | None:
    """The grade that a number is on a scale; ``None`` where it is none."""
    grade = number_of(text)
    return grade if scale.holds(grade) else None


def may_mean(word: str) -> bool:
    """Whether a word could mean something in some place of some line."""
    if not word:
        return False
    if word[0] in "@!#>*?~…\\⏳" or word[0] in QUOTES or word.startswith("..") or INSIDE.fullmatch(word):
        return True
    return bool(word[-1] in ">:" or ZZ.fullmatch(word) or NUMBER.fullmatch(word))

"""The kinds of findings: what each is called, the rule by which it is found, and where the rule comes from.

Contract. :data:`RULES` has one :class:`Rule` for every :class:`FindingKind`. Texts are messages, translated at the edge; sources are
cited as they were published and are not translated.

Weight. What a facilitator would say first comes first: the deepest dips and the silence, each; a promise that is kept while the traveller
is unhappy; other dips, the steepest fall and hand-overs at which the line falls; the longest wait; what is remembered, the end and
the beginning; what it costs for little worth, and how thin the ground is; what is good; figures in all last. ``Rule.weight`` is where the
findings of a kind begin on a scale from 0 to 100, ``lesser`` where its milder ones do (a dip that is not deep, hand-overs at which the
line holds). What a finding weighs is that plus up to five: its size (0 to 1) times how sure it is (:data:`SURE`). So among the deep dips
the deepest is said first, of two as deep the one that people told of, and no size lifts a kind over a heavier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ..document import Message, Scale


class FindingKind(StrEnum):
    """What can be found on a map."""

    DIP = "dip"
    FALL = "fall"
    GREEN_OUTSIDE = "green outside"
    REMEMBERED = "remembered"
    LAST = "last"
    FIRST = "first"
    SILENCE = "silence"
    WAIT = "wait"
    TOTAL = "time in all"
    BACKWARDS = "backwards in time"
    OVERLAP = "at the same time"
    BURDEN = "burden"
    STAFFED = "staffed"
    THIN = "thin evidence"
    PARTIES = "hand-overs between parties"
    SYSTEMS = "hand-overs between systems"
    PEAK = "peak"
    RED_OUTSIDE = "red outside"
    UNMISSED = "unmissed"


class FindingGroup(StrEnum):
    """What findings are about, to look at some of them only."""

    LINE = "line"
    TIME = "time"
    MEASURE = "measure"
    EFFORT = "effort"
    HANDS = "hands"
    EVIDENCE = "evidence"


class Citation(NamedTuple):
    """A publication that a rule rests on. It is cited as it was published, in every language."""

    authors: str
    year: int
    title: str

    @property
    def short(self) -> str:
        """As running text names it."""
        return f"{self.authors} ({self.year})"

    def __str__(self) -> str:
        return f"{self.short}: {self.title}"


@dataclass(frozen=True, slots=True)
class Rule:
    """``name``: what findings of the kind are called. ``why``: the rule in words, and what it is good for. ``step``: the step of the
    method that asks for it. ``sources``: papers it rests on. ``weight`` and ``lesser``: where its findings and its milder ones begin
    on a scale from 0 (worth knowing) to 100 (it hurts), see the module."""

    group: FindingGroup
    weight: int
    step: int
    name: Message
    why: Message
    sources: tuple[Citation, ...] = ()
    lesser: int | None = None


#: So much of a finding's size counts that is about one touchpoint's grade: told by two or more, told by one, assumed.
SURE = (1.0, 0.95, 0.9)
#: From this depth on a dip is deep: two thirds of the way from neutral to the lowest grade (2.5 or less on 1–10).
DEEP = 2 / 3
#: Findings from this weight on are those that nobody may miss.
HEAVIEST = 95

_RETROSPECT = Citation("Fredrickson & Kahneman", 1993, "Duration neglect in retrospective evaluations of affective episodes")
_END = Citation("Kahneman, Fredrickson, Schreiber & Redelmeier", 1993, "When more pain is preferred to less: adding a better end")
_BLUEPRINT = Citation("Bitner, Ostrom & Morgan", 2008, "Service blueprinting: a practical technique for service innovation")

#: What the groups are called.
GROUPS: Mapping[FindingGroup, Message] = MappingProxyType(
    {
        FindingGroup.LINE: Message("The line"),
        FindingGroup.TIME: Message("Time, silence and waiting"),
        FindingGroup.MEASURE: Message("Figures and feelings"),
        FindingGroup.EFFORT: Message("Effort and worth"),
        FindingGroup.HANDS: Message("Parties and systems"),
        FindingGroup.EVIDENCE: Message("What it rests on"),
    }
)

RULES: Mapping[FindingKind, Rule] = MappingProxyType(
    {
        FindingKind.DIP: Rule(
            FindingGroup.LINE,
            95,
            8,
            Message("Dip"),
            Message(
                "A dip lies at least a third of the way from neutral to the lowest grade and stands out by two ninths of the scale "
                "(on 1–10: 4 or less, by 2). The deepest are told, and all that lie two thirds of the way (2.5 or less). "
                "Lift the deepest first."
            ),
            lesser=70,
        ),
        FindingKind.FALL: Rule(
            FindingGroup.LINE,
            65,
            8,
            Message("Steepest fall"),
            Message(
                "The greatest loss from one card to the very next, told from two ninths of the scale on (on 1–10: 2). Across a card "
                "without a grade the line is broken and nothing is told. "
                "Ask what happens between the two."
            ),
        ),
        FindingKind.GREEN_OUTSIDE: Rule(
            FindingGroup.MEASURE,
            85,
            10,
            Message("Green outside, red inside"),
            Message(
                "Every measured service level of the touchpoint is met, and its grade is as low as a dip (on 1–10: 4 or less). "
                "Whoever reads the figures alone calls it good."
            ),
        ),
        FindingKind.REMEMBERED: Rule(
            FindingGroup.LINE,
            45,
            8,
            Message("What is remembered"),
            Message(
                "People keep the most intense moment and the end, hardly the average or how long it took. The value is the mean of the "
                "last grade and the one farthest from neutral (of two as far the worse). Where it lies below the average, a better "
                "end or that one moment lifted does more than many small improvements; where it lies above, protect both."
            ),
            (_RETROSPECT, _END),
        ),
        FindingKind.LAST: Rule(
            FindingGroup.LINE,
            40,
            7,
            Message("How it ends"),
            Message("The end counts double in what is remembered. It is told as soon as the last card has a grade."),
            (_END,),
        ),
        FindingKind.FIRST: Rule(
            FindingGroup.LINE,
            35,
            7,
            Message("How it begins"),
            Message("The first impression colours what follows. It is told as soon as the first card has a grade."),
        ),
        FindingKind.SILENCE: Rule(
            FindingGroup.TIME,
            95,
            7,
            Message("Longest silence"),
            Message(
                "Silence cards in a row are one silence. The longest by the time that is written down, or by the number of cards where "
                "none is. A word in between bridges it."
            ),
        ),
        FindingKind.WAIT: Rule(
            FindingGroup.TIME,
            50,
            9,
            Message("Longest wait"),
            Message(
                "Waiting cards in a row are one wait. The longest by the time that is written down, or by the number of cards where "
                "none is. What cannot be shortened is easier to bear with a word on how far it is."
            ),
        ),
        FindingKind.BACKWARDS: Rule(
            FindingGroup.TIME,
            25,
            7,
            Message("Backwards in time"),
            Message(
                "Cards stand in the order of time, and the time written on one is earlier than on its neighbour to the left, by more than "
                "the coarser of their units. One of the two times is wrong, or the cards stand in the wrong order."
            ),
        ),
        FindingKind.TOTAL: Rule(
            FindingGroup.TIME,
            0,
            7,
            Message("Time in all"),
            Message(
                "From the beginning of the earliest card with a time to the end of the latest; work is what the durations of contacts and "
                "own actions make together, at eight hours a day and five days a week. The rest is waiting, and most of it can be "
                "shortened without anybody working more."
            ),
        ),
        FindingKind.OVERLAP: Rule(
            FindingGroup.TIME,
            10,
            7,
            Message("At the same time"),
            Message(
                "A contact or an own action is said to go on when the next card has begun, by more than the coarser of their units. "
                "Perhaps a duration is wrong; or it is true, and two things are asked of somebody at once."
            ),
        ),
        FindingKind.BURDEN: Rule(
            FindingGroup.HANDS,
            55,
            2,
            Message("Where the dips lie"),
            Message(
                "A party is named when it has two dips or more and its share of the dips is at least one and a half times its share of "
                "the graded cards. It says where to begin together, not whose fault it is."
            ),
        ),
        FindingKind.STAFFED: Rule(
            FindingGroup.EFFORT,
            30,
            0,
            Message("Much contact, little worth"),
            Message(
                "People serve here, and the grade is as low as a dip (on 1–10: 4 or less) or the group marked that the step could be "
                "dropped. Their time is worth more elsewhere."
            ),
        ),
        FindingKind.THIN: Rule(
            FindingGroup.EVIDENCE,
            25,
            5,
            Message("Thin evidence"),
            Message(
                "Peaks, dips, the first and the last card and those marked as decisive carry the line. A grade is thin when it is "
                "assumed, or when fewer than two people told about the touchpoint. Ask there first."
            ),
        ),
        FindingKind.PARTIES: Rule(
            FindingGroup.HANDS,
            60,
            2,
            Message("Hand-overs between parties"),
            Message(
                "Counted from one card with a responsible party to the next. The line falls where the card that takes over is graded lower "
                "than the one just before it, by two ninths of the scale or more (on 1–10: 2). Journeys break where responsibilities "
                "meet."
            ),
            (_BLUEPRINT,),
            lesser=5,
        ),
        FindingKind.SYSTEMS: Rule(
            FindingGroup.HANDS,
            60,
            0,
            Message("Hand-overs between systems"),
            Message(
                "Counted from one card with systems behind it to the next: a hand-over is where the two have no system in common. The "
                "line falls where the card that takes over is graded lower than the one just before it, by two ninths of the scale or "
                "more (on 1–10: 2)."
            ),
            (_BLUEPRINT,),
            lesser=5,
        ),
        FindingKind.PEAK: Rule(
            FindingGroup.LINE,
            20,
            8,
            Message("Peak"),
            Message(
                "A peak lies at least a third of the way from neutral to the highest grade and stands out by two ninths of the scale "
                "(on 1–10: 7 or more, by 2). The highest are told. What is good already can be made a story."
            ),
        ),
        FindingKind.RED_OUTSIDE: Rule(
            FindingGroup.MEASURE,
            20,
            10,
            Message("Red outside, green inside"),
            Message(
                "A measured service level of the touchpoint is missed, and its grade is as high as a peak (on 1–10: 7 or more). "
                "Perhaps the target measures something that matters little."
            ),
        ),
        FindingKind.UNMISSED: Rule(
            FindingGroup.EFFORT,
            15,
            0,
            Message("Nobody would miss it"),
            Message(
                "The group marked that the step could be dropped; its grade is neither high nor low, or it has none; nobody told about "
                "it or voted for it, and no opportunity or service level hangs on it. First, last and decisive cards are never among them."
            ),
        ),
    }
)


def is_deep(grade: float, scale: Scale) -> bool:
    """Whether a grade is as low as that of a deep dip (:data:`DEEP`), sums of decimal fractions allowed for."""
    room = scale.neutral - scale.lowest
    return room > 0 and scale.neutral - grade >= room * (DEEP - 1e-9)

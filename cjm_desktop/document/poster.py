"""How the map is to be printed: choices kept with the document, so that it prints the same next year."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import PRINTABLE, Id, Line, Record, Text


class LaneKind(StrEnum):
    """What a lane of the map shows, each touchpoint in its own column."""

    PHASES = "phases"
    CARDS = "cards"
    QUOTES = "quotes"
    CURVE = "curve"
    SERVICE_LEVELS = "service levels"
    SYSTEMS = "systems"
    ROUNDS = "rounds"
    TIME = "time"
    PARTIES = "parties"
    OPPORTUNITIES = "opportunities"
    TEXT = "text"


class Lane(Record):
    """A lane in its place, shown or put aside. ``lane`` names the journey's text lane that a lane of kind ``text`` shows."""

    kind: LaneKind
    shown: bool = True
    lane: Id | None = None


#: The lanes of a map that says nothing about them, from top to bottom.
HOUSE_LANES: tuple[Lane, ...] = (
    Lane(kind=LaneKind.PHASES),
    Lane(kind=LaneKind.CARDS),
    Lane(kind=LaneKind.QUOTES),
    Lane(kind=LaneKind.CURVE),
    Lane(kind=LaneKind.SERVICE_LEVELS, shown=False),
    Lane(kind=LaneKind.SYSTEMS, shown=False),
    Lane(kind=LaneKind.ROUNDS, shown=False),
    Lane(kind=LaneKind.TIME, shown=False),
    Lane(kind=LaneKind.PARTIES),
    Lane(kind=LaneKind.OPPORTUNITIES),
)


class HeaderBlock(StrEnum):
    """What may stand in the poster's header beside its title."""

    PERSONA = "persona"
    PICTURE = "picture"
    GOAL = "goal"
    EXPECTATIONS = "expectations"
    DESIRED = "desired experience"
    SCOPE = "scope"
    READING = "reading"


class FooterBlock(StrEnum):
    """What may stand in the poster's foot."""

    INTERVIEWS = "interviews"
    LEGEND = "legend"
    AUTHORS = "authors"
    VERSION = "version"
    DATE = "date"
    REVIEW = "review"


#: The header of a map that says nothing about it. Scope and the wished-for experience are for those who ask.
HOUSE_HEADER = (
    HeaderBlock.PERSONA,
    HeaderBlock.PICTURE,
    HeaderBlock.GOAL,
    HeaderBlock.EXPECTATIONS,
    HeaderBlock.READING,
)


class RoleColour(Record):
    """A company's own colour for a role of the theme, over what the theme says."""

    role: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]


class PosterSettings(Record):
    """Paper, reading distance, language and look of the printed sheet, and what is on it.

    ``paper`` is a name such as ``A0``, a roll such as ``ROLL-914``, or ``WIDTHxHEIGHTmm``; ``distance`` is the reading
    distance in metres; ``language`` the language of the printed labels (empty: the document's own). ``lanes`` are all lanes
    from top to bottom (empty: the house's, see :attr:`lanes_in_order`); ``header`` and ``foot`` what stands above and below
    the map. ``qr`` is a text of the user's, printed as a QR code (empty: none). ``sheets`` is on how many sheets the journey
    may go on (0: on as many as it needs, 1: everything on one, come what may, more: on at most so many, for larger type).
    ``other_lines``: further personas' emotions are drawn as lines of their own beside that of the first.
    ``persona_lines``: whether those lines stand together in the graph of the first, or apart, each persona with a graph of its own.
    ``spread``: how far the grades that respondents gave lie apart is drawn around the line; ``voices``: each respondent has a thin line;
    ``shortfall``: what the line lacks to the wished-for one is hatched. ``around``: the persona around whose line these three stand where
    all lines are in one graph (``None``, or nobody with a line there: the first); apart each graph has its own.
    ``spacing``: whether columns stand evenly, or as far apart as is waited between them. ``time_scale``: whether that, and the lane of
    time, is to scale, or logarithmic so that minutes and months are seen together.
    ``votes``: how many votes a card or an opportunity got is drawn on it.
    ``attach`` puts the journey into the PDF, so that the poster can be opened again.
    """

    paper: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=40)] = "A0"
    orientation: Literal["landscape", "portrait"] = "landscape"
    distance: Annotated[float, Field(gt=0, le=20)] = 1.0
    language: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=20)] = ""
    theme: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=40)] = "house"
    colours: Annotated[tuple[RoleColour, ...], Field(max_length=60)] = ()
    lanes: Annotated[tuple[Lane, ...], Field(max_length=40)] = ()
    header: Annotated[tuple[HeaderBlock, ...], Field(max_length=20)] = HOUSE_HEADER
    foot: Annotated[tuple[FooterBlock, ...], Field(max_length=20)] = tuple(FooterBlock)
    show_names: bool = False
    footer: Line = ""
    qr: Annotated[Text, Field(max_length=1_000)] = ""
    sheets: Annotated[int, Field(ge=0, le=99)] = 0
    other_lines: bool = True
    persona_lines: Literal["together", "apart"] = "together"
    spread: bool = False
    voices: bool = False
    around: Id | None = None
    shortfall: bool = False
    spacing: Literal["even", "waiting"] = "even"
    time_scale: Literal["linear", "log"] = "linear"
    votes: bool = True
    attach: bool = True

    @property
    def lanes_in_order(self) -> tuple[Lane, ...]:
        """The lanes from top to bottom, shown or not; each kind but ``text`` once, whatever a file says."""
        given: list[Lane] = []
        for lane in self.lanes:
            if lane.kind is LaneKind.TEXT or all(lane.kind is not other.kind for other in given):
                given.append(lane)
        if not given:
            return HOUSE_LANES
        kinds = {lane.kind for lane in given}
        return (*given, *(lane.replace(shown=False) for lane in HOUSE_LANES if lane.kind not in kinds))

"""What to print, as data, and why something cannot be printed.

Contract. A :class:`PrintOrder` says everything that a printed file depends on besides the journey; empty values mean “as the
document says”. It checks itself when the press takes it up, not when it is made, because dialogs hold unfinished ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjm_desktop.document import Message

#: Views of the map (the blank one is the poster's layout, empty, for a workshop's wall), and what is printed
#: beside it for a workshop, in the order of its steps.
MAPS = ("poster", "timeline", "blank")
HANDOUTS = ("participants", "persona", "interview", "cards", "faces", "findings", "opportunities", "board", "grid", "actions")
#: A journey on slides of 16:9, for the meeting afterwards.
DECK = "deck"
VIEWS = (*MAPS, *HANDOUTS, DECK)
#: Those that hold real names of people where they are wanted: who takes part, and who owns an opportunity or an action.
NAMED = ("participants", "opportunities", "board", "grid", "actions", DECK)
#: Handouts that may hang on a wall, on paper up to A0.
WALL = ("board", "grid")
#: Other words for a view, which are understood too.
ALIASES = {"personas": "persona"}


@dataclass(frozen=True, slots=True)
class TableOrder:
    """Opportunities as a table: the ids of its rows and the fields of its columns (see ``layout.handouts.opportunity_table``), as somebody
    has them on the screen."""

    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to print. Empty values mean: as the document says.

    - ``view``: one of :data:`VIEWS`, or of :data:`ALIASES`; ``format``: the kind of file.
    - ``paper``: a name or ``WIDTHxHEIGHTmm``; handouts are made for A4 unless it says otherwise. Slides (:data:`DECK`) have their own size.
    - ``distance``: reading distance in metres; ``language``: that of the printed labels; ``theme``: the look.
    - ``sheets``: on how many sheets the poster or the blank wall goes at most (0: as many as needed).
    - ``dpi``: the resolution of a PNG (0: so that its long side has some 6,000 pixels).
    - ``tile``: print the poster over sheets of this paper (A4, A3, Letter, Tabloid); ``overlap`` in mm; ``scale``: a little smaller
      to save sheets (0.9 to 1).
    - ``bleed`` (mm), ``marks``, ``colours``, ``standard``: how a PDF is produced (see ``paint.pdf.Production``).
    - ``attach``: whether the journey is put into the PDF; never in PDF/X, and in a blank poster only when it is said here.
    - ``names``: whether real names are printed on handouts (:data:`NAMED`), and are in the journey inside the PDF.
    - ``phase_names``: whether a blank poster names the phases, or leaves their ribbons to be written in.
    - ``table``: with the view ``actions``, the table of opportunities instead of the list of actions.
    - ``outlines``: letters of an SVG as outlines that need no font, not as text.
    """

    view: str = "poster"
    format: Literal["pdf", "pptx", "png", "svg"] = "pdf"
    paper: str = ""
    portrait: bool | None = None
    distance: float = 0.0
    language: str = ""
    theme: str = ""
    dpi: float = 0.0
    tile: str = ""
    overlap: float = 10.0
    scale: float = 1.0
    bleed: float = 0.0
    marks: bool = False
    colours: Literal["rgb", "cmyk"] = "rgb"
    standard: Literal["", "x4", "a3"] = ""
    attach: bool | None = None
    names: bool | None = None
    phase_names: bool = True
    outlines: bool = False
    sheets: int | None = None
    table: TableOrder | None = None

    def __post_init__(self) -> None:
        # One name for one thing from here on.
        object.__setattr__(self, "view", ALIASES.get(self.view, self.view))

    @property
    def is_map(self) -> bool:
        """Whether the map itself is printed, not a handout."""
        return self.view in MAPS


class PressError(Exception):
    """A sheet that cannot be made; ``message`` says why and what to do.

    ``about`` names the part of the order that has to change: ``shop`` (bleed, marks, inks, standard), ``dots`` (the resolution of a
    picture), or nothing.
    """

    def __init__(self, message: Message, about: str = "") -> None:
        self.message, self.about = message, about
        super().__init__(str(message))

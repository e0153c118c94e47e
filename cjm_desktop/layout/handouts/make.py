"""The one door to the handouts: a kind in, finished pages out.

Contract. :func:`make` is a pure function of what it is given. The paper is turned the way the handout needs it; what is cut out
is true to size on any paper, everything else grows with it (A3 is A4 read from further away).
"""

from __future__ import annotations

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey

from ..paper import Paper
from ..setting import Setting
from .actions import make_actions
from .faces import make_faces
from .findings import make_findings
from .interview import make_interview
from .opportunities import make_opportunities
from .page import Page
from .participants import make_participants
from .persona import make_persona
from .touchpoints import make_touchpoints
from .words import HandoutWords

#: The handouts, in the order of a workshop.
KINDS = ("participants", "persona", "interview", "cards", "faces", "findings", "opportunities", "actions")


def make(
    kind: str,
    journey: Journey,
    insights: Insights,
    setting: Setting,
    words: HandoutWords,
    paper: Paper,
    *,
    names: bool = False,
    blanks: bool = True,
) -> list[Page]:
    """The pages of a handout; at least one.

    ``setting`` brings fonts, theme and the poster's words in the language of ``words``. ``names`` prints real names of persons;
    without, the fields a document marks as personal are left out. ``blanks`` adds blank cards to cut out.

    Raises ``ValueError`` for a kind that is not in :data:`KINDS`, ``PaperError`` for paper smaller than A4 or Letter.
    """
    if kind == "cards":
        return make_touchpoints(journey, setting, words, paper, blanks=blanks)
    if kind == "faces":
        return make_faces(journey, setting, words, paper)
    if kind == "findings":
        return make_findings(journey, insights, setting, words, paper)
    if kind == "opportunities":
        return make_opportunities(journey, setting, words, paper, names=names, blanks=blanks)
    if kind == "persona":
        return make_persona(journey, insights, setting, words, paper)
    if kind == "interview":
        return make_interview(journey, setting, words, paper)
    if kind == "participants":
        return make_participants(journey, setting, words, paper, names=names)
    if kind == "actions":
        return make_actions(journey, setting, words, paper, names=names)
    raise ValueError(f"There is no handout called “{kind}”; there are {', '.join(KINDS)}.")

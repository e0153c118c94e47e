"""The fields of the guide by the places of the document they write: what the palette finds although no page of the guide is made yet.

Contract. :data:`GUIDE_PLACES` has a row for every field and list that only the guide has, in the words of its label; a test holds it
to the pages.
"""

from __future__ import annotations

from cjm_desktop.document import Message

#: (number of the step, place, label).
GUIDE_PLACES: tuple[tuple[int, str, Message], ...] = (
    (0, "charter.purpose", Message("Purpose, in one sentence")),
    (0, "charter.situations", Message("What makes it worth mapping")),
    (0, "charter.pains", Message("Where it hurts today")),
    (0, "charter.scope", Message("How much is mapped")),
    (0, "charter.need", Message("The need it starts with")),
    (0, "charter.ends", Message("Where it ends")),
    (0, "charter.participants", Message("Participants")),
    (0, "traveller.noun", Message("What we call the one who travels")),
    (1, "candidates", Message("Candidates")),
    (3, "desired.proposals", Message("Proposed grades")),
    (5, "interviews", Message("Respondents")),
    (5, "grading", Message("Where grades come from")),
    (10, "feedback.question", Message("One question at the end")),
    (10, "feedback.channel", Message("How it is asked")),
    (10, "feedback.when", Message("When it is asked")),
    (10, "feedback.reader", Message("Who reads the answers")),
    (10, "feedback.review", Message("We look at the map again on")),
    (10, "rounds", Message("Measured rounds")),
)

"""What the palette finds of panels that are not open: fields and buttons of the guide, and the fields of every kind of record.

Contract. :data:`GUIDE_PLACES` has a row for every field and list of the guide that is not the journey panel's too, :data:`GUIDE_BUTTONS`
one for every button of its pages that no action of the menus does, :data:`RECORD_FIELDS` one for every field of the inspector's forms;
all in the words of their labels. No page and no form is made for that: a test holds the tables to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cjm_desktop.document import Message

#: (number of the step, place, label).
GUIDE_PLACES: tuple[tuple[int, str, Message], ...] = (
    (0, "charter.purpose", Message("Purpose, in one sentence")),
    (0, "charter.situations", Message("What makes it worth mapping")),
    (0, "charter.pains", Message("Where it hurts today")),
    (0, "charter.scope", Message("How much we map")),
    (0, "charter.need", Message("The need it starts with")),
    (0, "charter.ends", Message("Where it ends")),
    (0, "charter.participants", Message("Participants")),
    (0, "charter.participants[0].department", Message("Department")),
    (0, "charter.participants[0].role", Message("Role")),
    (0, "traveller.noun", Message("What we call the one who travels")),
    (0, "traveller.word", Message("Our own word")),
    (0, "traveller.compound", Message("and the journey of that person")),
    (1, "candidates", Message("Candidates")),
    (1, "candidates[0].title", Message("A journey")),
    (1, "candidates[0].pain", Message("Runs badly")),
    (1, "candidates[0].weight", Message("Decisive")),
    (1, "title", Message("Title of the map")),
    (2, "parties", Message("Departments and suppliers")),
    (2, "parties[0].kind", Message("Kind")),
    (2, "parties[0].sign", Message("Sign")),
    (3, "desired.proposals", Message("Proposed grades")),
    (3, "desired.proposals[0].agreed", Message("Agrees")),
    (4, "personas.open.name", Message("Name")),
    (4, "personas.open.role", Message("Job or role")),
    (4, "personas.open.age", Message("Age")),
    (4, "personas.open.story", Message("Story")),
    (4, "personas.open.solution", Message("Prefers")),
    (4, "personas.open.channels", Message("Gets in touch by")),
    (4, "personas.open.expectations", Message("Expectations")),
    (4, "personas.open.frustrations", Message("Frustrations")),
    (4, "personas.open.ambitions", Message("Ambitions")),
    (4, "personas.open.needs", Message("What they need")),
    (4, "personas.open.hobbies", Message("Hobbies")),
    (5, "interviews", Message("Respondents")),
    (5, "interviews[0].pseudonym", Message("Made-up name")),
    (5, "interviews[0].method", Message("How")),
    (5, "grading", Message("Grades on the map are made by")),
    (6, "state", Message("As it is")),
    (6, "state", Message("Ideal")),
    (10, "feedback.question", Message("One question at the end")),
    (10, "feedback.channel", Message("How it is asked")),
    (10, "feedback.when", Message("When it is asked")),
    (10, "feedback.reader", Message("Who reads the answers")),
    (10, "feedback.review", Message("We look at the map again on")),
    (10, "rounds", Message("Measured rounds")),
    (10, "rounds[0].date", Message("Date")),
    (10, "rounds[0].note", Message("Note")),
)

#: (number of the step, what stands on the button, icon).
GUIDE_BUTTONS: tuple[tuple[int, Message, str], ...] = (
    (4, Message("Another persona"), "plus"),
    (4, Message("Picture …"), "image"),
    (4, Message("Save as a file …"), "save"),
    (4, Message("Load a persona …"), "folder-open"),
    (4, Message("Remove this persona"), "trash-2"),
    (5, Message("Average grades …"), "chart-line"),
    (7, Message("Earlier?"), "arrow-left"),
    (7, Message("Later?"), "arrow-right"),
    (7, Message("Aftercare?"), "handshake"),
    (7, Message("Silence?"), "volume-x"),
    (8, Message("Next without a grade"), "arrow-right"),
    (9, Message("Add an opportunity"), "lightbulb"),
    (9, Message("Plan a peak"), "sparkles"),
    (9, Message("Vote"), "circle-dot"),
    (9, Message("Remove this opportunity"), "trash-2"),
    (9, Message("Board, grid and table"), "layers"),
    (10, Message("Next round"), "rotate-ccw"),
    (10, Message("Import answers of a survey …"), "import"),
    (10, Message("Keep the map now as a round"), "history"),
)

#: For each list of the document whose records the inspector has a form for: (part of the record, label).
RECORD_FIELDS: Mapping[str, tuple[tuple[str, Message], ...]] = MappingProxyType(
    {
        "touchpoints": (
            ("title", Message("Title")),
            ("text", Message("Text")),
            ("channel", Message("Channel")),
            ("party", Message("Responsible")),
            ("phase", Message("Phase")),
            ("grade", Message("Grade")),
            ("emotion", Message("Emotion in a word")),
            ("basis", Message("This grade is")),
            ("desired", Message("Desired grade")),
            ("expectation", Message("Expected")),
            ("met", Message("Was it met?")),
            ("service", Message("Service")),
            ("systems", Message("Systems behind it")),
            ("when", Message("When, from the start of the journey")),
            ("duration", Message("How long it takes")),
            ("decisive", Message("Decisive moment")),
            ("droppable", Message("Could be dropped")),
            ("left_alone", Message("To be left as it is")),
            ("votes", Message("Votes")),
            ("note", Message("Note")),
        ),
        "phases": (("name", Message("Name")), ("note", Message("Note"))),
        "opportunities": (
            ("title", Message("Title")),
            ("text", Message("Text")),
            ("kind", Message("What it does")),
            ("reach", Message("Reach")),
            ("impact", Message("Impact")),
            ("effort", Message("Effort")),
            ("owner", Message("Owner")),
            ("person", Message("Person")),
            ("due", Message("Due")),
            ("votes", Message("Votes")),
            ("measure", Message("How we will know it worked")),
            ("status", Message("Status")),
        ),
        "channels": (("name", Message("Name")), ("icon", Message("Icon"))),
        "parties": (
            ("name", Message("Name")),
            ("colour", Message("Colour")),
            ("sign", Message("Sign")),
            ("note", Message("Note")),
        ),
    }
)

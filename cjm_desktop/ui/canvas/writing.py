"""What a text that is written in place makes of the document: while it is typed, for the eye, and when it is kept.

Contract. :func:`written` changes no document, it makes another; both the draft on the map and the undo entry come from it, so that
what was seen is what is kept.
"""

from __future__ import annotations

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message

#: What the field of a text in one of the group's own lanes begins with; the lane's id follows.
OWN_LANE = "lane_texts."


def written(journey: Journey, record: str, field: str, text: str) -> tuple[Message, Journey]:
    """The name of the step, and the journey with a text in a field of a record; an empty ``record`` means the journey itself.

    Raises ``EditError`` where the field cannot hold the text.
    """
    if any(t.id == record for t in journey.touchpoints):
        if field.startswith(OWN_LANE):
            lane = field.removeprefix(OWN_LANE)
            return Message("Change what a lane says"), edits.tell_in_lane(journey, (record,), lane, text)
        label = Message("Edit title") if field == "title" else Message("Edit text")
        return label, edits.change_touchpoints(journey, (record,), **{field: text})
    if any(phase.id == record for phase in journey.phases):
        return Message("Rename phase"), edits.change_phase(journey, record, **{field: text})
    opportunity = next((o for o in journey.opportunities if o.id == record), None)
    if opportunity is not None:
        changed = opportunity.replace(**{field: text})
        return Message("Edit opportunity"), edits.put(journey, "opportunities", changed)
    if record:
        # It was removed meanwhile.
        return Message("Edit text"), journey
    return Message("Edit journey"), edits.change(journey, **{field: text})

"""Step 6, plan the map: its title in the traveller's words, goals, expectations, and whether it shows today or an ideal."""

from __future__ import annotations

from dataclasses import replace

from cjm_desktop.document import Message

from ..desk import Desk
from ..fields import LinesField, LongLineField, SegmentField, journey_link
from ..panels import options
from ..panels.form import Column


def fill_plan(desk: Desk, column: Column) -> None:
    """The fields of step 6."""
    _ = desk.ui.text
    # In lines, so that a long one is read to its end.
    title = LongLineField(desk, journey_link("title", Message("Change the title")), placeholder=_("“My new job”"))
    title.edit.setProperty("role", "title")
    column.add(_("Title"), title)
    # Two words that say it: like the other choices of the guide they stand in the middle of their halves, without icons.
    states = [replace(one, icon="") for one in options.states(desk.ui)]
    column.add("", SegmentField(desk, journey_link("state", Message("Change the state")), states))
    column.add(_("Goals, one on each line"), LinesField(desk, journey_link("goals", Message("Change the goals"))))
    column.add(
        _("Expectations, one on each line"), LinesField(desk, journey_link("expectations", Message("Change the expectations")))
    )

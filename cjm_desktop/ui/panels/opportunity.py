"""The form of an opportunity (METHOD step 9)."""

from __future__ import annotations

from typing import Any

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Opportunity

from ..desk import Desk
from ..fields import (
    ChoiceField,
    DayField,
    LineField,
    Link,
    LongLineField,
    MarkField,
    NumberField,
    SegmentField,
    TextField,
)
from . import options
from .form import button, label
from .subject import RecordForm
from .touchlist import TouchpointList


class OpportunityForm(RecordForm):
    """What we change, where, for how much effort, by whom and when."""

    kind, list_name = "opportunity", "opportunities"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        _ = desk.ui.text
        top = self.top
        top.put(label(_("Opportunity"), "eyebrow"))
        top.add(
            _("Title"),
            LongLineField(
                desk,
                self.link("title", Message("Rename opportunity")),
                placeholder=_("What we will do"),
                role="title",
            ),
        )
        top.add(_("Text"), TextField(desk, self.link("text", Message("Change the text")), least=3))
        top.add(
            _("What it does"),
            ChoiceField(
                desk,
                self.link("kind", Message("Change the kind")),
                lambda: options.opportunity_kinds(desk.ui),
            ),
        )
        top.add(
            _("Reach"),
            SegmentField(
                desk,
                self.link("reach", Message("Change the reach")),
                options.reaches(desk.ui),
                clearable=True,
            ),
        )
        top.pair(
            (_("Impact"), MarkField(desk, self.link("impact", Message("Change the impact")), _("Impact"))),
            (_("Effort"), MarkField(desk, self.link("effort", Message("Change the effort")), _("Effort"))),
        )
        where = self.section("opportunity.where", _("Where it helps"))
        self._touchpoints = TouchpointList(desk, self._put_touchpoints)
        where.put(self._touchpoints)
        where.hooks.append(self._list)
        who = self.section("opportunity.who", _("Who and when"))
        who.add(
            _("Owner"),
            ChoiceField(
                desk,
                self.link("owner", Message("Change the owner")),
                lambda: options.parties(desk.ui, desk.journey),
            ),
        )
        who.add(_("Person"), LineField(desk, self.link("person", Message("Change the person"))))
        who.pair(
            (_("Due"), DayField(desk, self.link("due", Message("Change the due date")))),
            (
                _("Votes"),
                NumberField(
                    desk,
                    self.link("votes", Message("Change the votes")),
                    low=0,
                    high=1_000_000,
                    whole=True,
                    empty=0,
                ),
            ),
        )
        who.add(
            _("How we will know it worked"),
            TextField(desk, self.link("measure", Message("Change the measure"))),
        )
        who.add(
            _("Status"),
            ChoiceField(
                desk, self.link("status", Message("Change the status")), lambda: options.statuses(desk.ui)
            ),
        )
        self.last(button(desk.ui, _("Remove this opportunity"), "trash-2", self._remove, "danger"))

    def _list(self) -> None:
        record = self.record
        self._touchpoints.show(record.touchpoints if isinstance(record, Opportunity) else ())

    def _put_touchpoints(self, ids: tuple[str, ...]) -> None:
        link: Link = self.link("touchpoints", Message("Change where it helps"))

        def put(journey: Journey) -> Journey:
            value: Any = ids
            return link.put(journey, value)

        self.desk.change(link.label, put)
        self._list()

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(
            Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", ident)
        )

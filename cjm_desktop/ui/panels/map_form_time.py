"""How time is drawn on the map: whether gaps between cards are as wide as the waiting there, and whether that is to scale or logarithmic.

Contract. :class:`TimeChoices` makes two choices of a form. Under the first a sentence says what it does, or what is missing for it to do
anything. The second is there while something is drawn by it: the gaps, or the lane of time.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.analysis.waits import is_waited
from cjm_desktop.document import LaneKind, Message, Touchpoint

from ..desk import Desk
from ..fields import Option, SegmentField, journey_link
from .form import label


class TimeChoices:
    """Two choices and a sentence."""

    def __init__(self, desk: Desk) -> None:
        _ = desk.ui.text
        self._desk = desk
        self._seen: tuple[Sequence[Touchpoint], str] | None = None
        self.gaps = SegmentField(
            desk,
            journey_link("spacing", Message("Change the gaps between the cards"), "poster"),
            [Option("even", _("All the same")), Option("waiting", _("By waiting time"))],
        )
        self.why = label("", "hint", wrap=True)
        self.scale = SegmentField(
            desk,
            journey_link("time_scale", Message("Change the scale of time"), "poster"),
            [
                Option("linear", _("To scale")),
                Option("log", _("Logarithmic"), tip=_("An hour is seen beside a month: each length has room by its logarithm")),
            ],
        )

    def offer(self) -> None:
        """Show the scale while something is drawn to it, and say what the gaps tell."""
        journey = self._desk.journey
        poster, touchpoints = journey.poster, journey.touchpoints
        lane = any(lane.kind is LaneKind.TIME and lane.shown for lane in poster.lanes_in_order)
        holder = self.scale.parentWidget()  # with what it is called
        if holder is not None:
            holder.setVisible(lane or poster.spacing == "waiting")
        if self._seen is None or touchpoints is not self._seen[0] or poster.spacing != self._seen[1]:
            self._seen = touchpoints, poster.spacing
            _ = self._desk.ui.text
            if not is_waited(touchpoints):
                self.why.setText(_("No touchpoint says yet when it is or how long is waited: all gaps stay the same"))
            elif poster.spacing == "even":
                self.why.setText(_("All gaps are equally wide, however long the wait"))
            else:
                self.why.setText(
                    _(
                        "The longer the wait, the wider the gap, with its length in words; the shortest waits have the narrowest gap "
                        "that can be seen"
                    )
                )

"""What stands around the emotion line: how far answers lie apart, a line for each respondent, what is missing to the wish.

Contract. :class:`Around` makes the switches; each is there as soon as the journey has something that it would show, and says why it shows
nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjm_desktop.analysis import read_told
from cjm_desktop.analysis.told_grades import given_by
from cjm_desktop.document import Journey, Message
from cjm_desktop.layout.told_lines import MOST_VOICES, own_voices

from ..desk import Desk
from ..fields import CheckField, journey_link


class Around:
    """Three switches of a form."""

    def __init__(self, desk: Desk) -> None:
        _ = desk.ui.text
        self._desk = desk
        self._seen: Journey | None = None
        self.spread = CheckField(
            desk,
            journey_link("spread", Message("Change whether the spread of the answers is drawn"), "poster"),
            _("How far answers lie apart"),
        )
        self.voices = CheckField(
            desk,
            journey_link("voices", Message("Change whether each respondent has a line"), "poster"),
            _("A thin line for each respondent"),
        )
        self.shortfall = CheckField(
            desk,
            journey_link("shortfall", Message("Change whether the way to the wish is hatched"), "poster"),
            _("Hatch what the line lacks to the wish"),
        )

    def __iter__(self) -> Iterator[CheckField]:
        return iter((self.spread, self.voices, self.shortfall))

    def offer(self) -> None:
        """Show the switches that the journey has something for."""
        journey, before = self._desk.journey, self._seen
        self._seen = journey
        if before is not None and all(
            getattr(before, name) is getattr(journey, name) for name in ("interviews", "personas", "touchpoints", "desired", "poster")
        ):
            return
        _ = self._desk.ui.text
        told = [one for (_touchpoint, persona), one in read_told(journey).items() if persona is None]
        # What is switched on can be switched off, whatever became of the answers.
        self.spread.setVisible(bool(told) or journey.poster.spread)
        several = any(one.spreads for one in told)
        self.spread.setToolTip(
            _("A hatched band from the lowest to the highest grade; from five answers on it holds the middle half of them")
            if several
            else _("As soon as two respondents grade the same touchpoint")
        )
        self.voices.setVisible(bool(told) or journey.poster.voices)
        crowd = bool(told) and not own_voices(journey)
        self.voices.setToolTip(
            _("There are {count} respondents; up to {most} lines can be told apart").format(
                count=sum(1 for one in journey.interviews if given_by(one)), most=MOST_VOICES
            )
            if crowd
            else ""
        )
        wished = journey.desired.target is not None or any(t.desired is not None for t in journey.touchpoints)
        self.shortfall.setVisible(wished or journey.poster.shortfall)

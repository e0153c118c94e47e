"""What stands around the emotion line: how far answers lie apart, a line for each respondent, what is missing to the wish.

Contract. :class:`Around` makes the switches; each is there as soon as the journey has something that it would show, and says why it shows
nothing yet. Where the lines of several personas stand in one graph, a choice says around whose line they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cjm_desktop.analysis import read_told
from cjm_desktop.analysis.told_grades import given_by
from cjm_desktop.document import Interview, Journey, Message
from cjm_desktop.layout.others import shown_of
from cjm_desktop.layout.told_lines import MOST_VOICES

from ..desk import Desk
from ..fields import CheckField, ChoiceField, Option, journey_link


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
        self.whose = ChoiceField(
            desk, journey_link("around", Message("Change around whose line answers are drawn"), "poster"), self._personas
        )

    def __iter__(self) -> Iterator[CheckField]:
        return iter((self.spread, self.voices, self.shortfall))

    def _stands_for(self, one: Interview) -> str | None:
        """Whose line a respondent belongs to (``None``: the first persona's)."""
        first = self._desk.journey.personas[0].id if self._desk.journey.personas else None
        return None if one.persona == first else one.persona

    def _personas(self) -> list[Option]:
        """Those with a line in the one graph; without a further one there is nothing to choose."""
        journey, unnamed = self._desk.journey, self._desk.ui.text("Unnamed")
        if journey.poster.persona_lines == "apart":
            return []
        others = shown_of(journey)
        first = journey.personas[0].name if journey.personas else ""
        options = [Option(None, first or unnamed), *(Option(one.key, one.persona.name or unnamed) for one in others)]
        return options if others else []

    def offer(self) -> None:
        """Show the switches that the journey has something for."""
        journey, before = self._desk.journey, self._seen
        self._seen = journey
        if before is not None and all(
            getattr(before, name) is getattr(journey, name) for name in ("interviews", "personas", "touchpoints", "desired", "poster")
        ):
            return
        _ = self._desk.ui.text
        poster = journey.poster
        told = list(read_told(journey).values())
        holder = self.whose.parentWidget()  # with what it is called
        if holder is not None:
            holder.setVisible((poster.spread or poster.voices or poster.shortfall) and bool(self._personas()))
        # What is switched on can be switched off, whatever became of the answers.
        self.spread.setVisible(bool(told) or journey.poster.spread)
        several = any(one.spreads for one in told)
        self.spread.setToolTip(
            _("A hatched band from the lowest to the highest grade; from five answers on it holds the middle half of them")
            if several
            else _("As soon as two respondents grade the same touchpoint")
        )
        self.voices.setVisible(bool(told) or journey.poster.voices)
        count = max(Counter(self._stands_for(one) for one in journey.interviews if given_by(one)).values(), default=0)
        crowd = count > MOST_VOICES
        self.voices.setToolTip(
            _("There are {count} respondents; up to {most} lines can be told apart").format(count=count, most=MOST_VOICES) if crowd else ""
        )
        wished = journey.desired.target is not None or any(t.desired is not None for t in journey.touchpoints)
        self.shortfall.setVisible(wished or journey.poster.shortfall)

"""The printed words of the blank poster in one language, as data.

:func:`blank_words` asks a catalogue for each of them (context ``blank``). Names of lanes, grades and header blocks are the
filled poster's own (:class:`~.words.Words`), so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .handouts.words import HandoutWords, handout_words


@dataclass(frozen=True, slots=True)
class BlankWords:
    """Labels and one line for each step on the wall; ``notes_of`` has a place for the side of a cell (mm).

    ``labels`` are the words that it shares with handouts (name, role, date …).
    """

    language: str
    labels: HandoutWords
    name: str
    as_it_is: str
    title: str
    phases: str
    plan: str
    plan_how: str
    touchpoints_how: str
    emotions_how: str
    opportunities_how: str
    notes_of: str


def blank_words(pgettext: Callable[[str, str], str], language: str) -> BlankWords:
    """The words of a language; ``pgettext(context, english)`` is the catalogue's look-up."""
    return BlankWords(
        language=language,
        labels=handout_words(pgettext, language),
        name=pgettext("pack", "Blank poster for the wall"),
        as_it_is=pgettext("blank", "As it is today"),
        title=pgettext("blank", "Title, as they would say it"),
        phases=pgettext("blank", "Phases"),
        plan=pgettext("blank", "Plan the map"),
        plan_how=pgettext(
            "blank", "A title in their own words; who they are, what they want and what they expect: short."
        ),
        touchpoints_how=pgettext(
            "blank",
            "One note for each contact, own action, wait and silence, from the first need to aftercare.",
        ),
        emotions_how=pgettext(
            "blank", "A word and a grade for each note; join the grades into a line. No grade: leave a gap."
        ),
        opportunities_how=pgettext(
            "blank", "Under each dip, silence and peak: what would be better, and who takes it on."
        ),
        notes_of=pgettext("blank", "Squares of {size} × {size} mm, true to size at 100 %"),
    )

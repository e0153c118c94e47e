"""Presentations: what a slide's parts are called, and what is said when a sheet is longer than a slide can be."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.document import Message, Problem
from cjm_desktop.i18n import Catalogue
from cjm_desktop.layout.sheet import PartKind, Sheet
from cjm_desktop.paint.pptx import LONGEST, scale_of

#: What a presentation does not have of the sheets, and what of the journey.
LOST = Message(
    "Fonts do not travel with a presentation: where Inter is not installed, texts are set in another font and may break at other "
    "places. There are two weights, regular and bold. The journey is not in the file; keep the .cjm."
)


def slide_words(catalogue: Catalogue) -> dict[str, str]:
    """What the groups of a slide are called in the list of a presentation program, by their kinds."""
    pgettext = catalogue.pgettext
    return {
        PartKind.PAPER: pgettext("slide", "Sheet"),
        PartKind.HEADER: pgettext("slide", "Head"),
        PartKind.FOOTER: pgettext("slide", "Foot"),
        PartKind.PHASE: pgettext("slide", "Phase"),
        PartKind.GROUND: pgettext("slide", "Ground"),
        PartKind.AXIS: pgettext("slide", "Scale"),
        PartKind.CURVE: pgettext("slide", "Emotion line"),
        PartKind.NUMBER: pgettext("slide", "Number"),
        PartKind.CARD: pgettext("slide", "Touchpoint"),
        PartKind.QUOTE: pgettext("slide", "Quote"),
        PartKind.POINT: pgettext("slide", "Emotion"),
        PartKind.OPPORTUNITY: pgettext("slide", "Opportunity"),
        PartKind.PARTY: pgettext("slide", "Party"),
        PartKind.HINT: pgettext("slide", "Label"),
        PartKind.CELL: pgettext("slide", "Field"),
        PartKind.PERSONA: pgettext("slide", "Persona"),
        "shape": pgettext("slide", "Shape"),
        "picture": pgettext("slide", "Picture"),
    }


def slide_problems(sheets: Sequence[Sheet]) -> tuple[Problem, ...]:
    """What should be known of these sheets as slides."""
    scale = scale_of(sheets)
    if scale >= 1:
        return ()
    return (
        Problem(
            "",
            Message(
                "A slide is at most {longest} mm long, so the slide is {percent} % of the sheet’s size.",
                longest=f"{LONGEST:.0f}",
                percent=f"{100 * scale:.1f}".rstrip("0").rstrip("."),
            ),
        ),
    )

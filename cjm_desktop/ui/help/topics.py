"""Which page of the help fits what somebody is doing.

Contract. :data:`PAGES` names a page for the class of a widget; :func:`topic_of` gives that of the nearest widget around the one that has
the keyboard, with the heading of the guide's step where the guide is meant. Classes are known by their names, so that none is loaded for
this; a test holds the table to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

#: The page that comes when nothing else fits.
FIRST = "getting-started"

#: The page of the help (and its heading, which only English pages are asked for) by the name of a widget's class.
PAGES: Mapping[str, str] = MappingProxyType(
    {
        "MapCanvas": "the-map",
        "Inspector": "the-map",
        "MapForm": "settings",
        "Bar": "quick-entry",
        "OutlinePanel": "quick-entry",
        "Parking": "quick-entry",
        "WallPhoto": "quick-entry",
        "Voting": "the-ten-steps",
        "GuidePanel": "the-ten-steps",
        "TalkWindow": "honest-lines",
        "JourneyPanel": "the-ten-steps",
        "FindingList": "findings",
        "OpportunitiesView": "opportunities",
        "OpportunityForm": "opportunities",
        "Presentation": "on-the-projector",
        "Welcome": "getting-started",
        "ExportDialog": "print-an-a0",
        "PackDialog": "the-ten-steps",
        "PrintSheet": "print-an-a0",
        "HandOverDialog": "opportunities",
        "HistoryDialog": "nothing-gets-lost",
        "MergeDialog": "nothing-gets-lost",
        "CompareDialog": "nothing-gets-lost",
        "RecoverDialog": "nothing-gets-lost",
        "SurveyDialog": "honest-lines",
        "KeysSheet": "settings",
        "SettingsDialog": "settings",
        "Question": "when-something-goes-wrong",
        "FileDialog": "other-programs",
        "AboutSheet": "getting-started",
    }
)


def topic_of(widget: QWidget | None) -> tuple[str, str]:
    """The page, and the heading on it or nothing, that fits where a widget is."""
    while widget is not None:
        for kind in type(widget).__mro__:
            page = PAGES.get(kind.__name__)
            if page is not None:
                step = getattr(widget, "step", None)
                return page, f"step-{step}" if kind.__name__ == "GuidePanel" else ""
        widget = widget.parentWidget()
    return FIRST, ""

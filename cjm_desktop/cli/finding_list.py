"""What the map says, as ``cjm-desktop check`` tells it: a line for each finding, or data.

Contract. A finding is no problem: it never changes the exit code.
"""

from __future__ import annotations

from cjm_desktop.analysis.findings import Finding
from cjm_desktop.document import Journey
from cjm_desktop.i18n import Catalogue


def in_lines(found: tuple[Finding, ...], catalogue: Catalogue) -> list[str]:
    """A heading and a line for each; nothing without findings."""
    _ = catalogue.text
    lines = ["  " + catalogue.say(one.message) for one in found]
    return [_("What the map says:"), *lines] if lines else []


def as_data(found: tuple[Finding, ...], journey: Journey, catalogue: Catalogue) -> list[dict[str, object]]:
    """Each as it goes into JSON: its kind and subject, the sentence, its places in the document, its rule and where that comes from."""
    place = {t.id: i for i, t in enumerate(journey.touchpoints)}
    return [
        {
            "kind": one.kind.value,
            "about": one.rule.group.value,
            "name": catalogue.say(one.rule.name),
            "message": catalogue.say(one.message),
            "places": [f"touchpoints[{place[ident]}]" for ident in one.touchpoints],
            "records": list(one.touchpoints),
            "weight": round(one.weight, 2),
            "size": round(one.size, 4),
            "why": catalogue.say(one.rule.why),
            "step": one.rule.step,
            "sources": [str(source) for source in one.rule.sources],
        }
        for one in found
    ]

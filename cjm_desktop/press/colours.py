"""What people cannot read or tell apart in the colours of a map, before it is printed."""

from __future__ import annotations

from cjm_desktop.document import Journey, Message, Problem
from cjm_desktop.layout import colour_problems, load_theme, theme_findings
from cjm_desktop.layout.theme import theme_names

from .order import PrintOrder


def colour_findings(journey: Journey, order: PrintOrder) -> tuple[Problem, ...]:
    """What should be known of the theme and of the company's colours; nothing for a handout, which has neither."""
    if not order.is_map:
        return ()
    name, colours = order.theme or journey.poster.theme, journey.poster.colours
    unknown = Problem("poster.theme", Message("There is no theme “{name}”; the house’s own is printed.", name=name))
    return (
        *(() if name in theme_names() else (unknown,)),
        *theme_findings(load_theme(name, colours)),
        *colour_problems(colours),
    )

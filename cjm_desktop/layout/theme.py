"""Colour roles of a map: what a colour means, resolved to opaque sRGB.

One idea carries the house theme: *colour means feeling*; everything else is ink, navy and cool grey. A theme is a file of
roles in ``resources/themes``, over which a company may lay its own colours; painters get the resolved ``#RRGGBB`` values and
never choose. This is the door: the record is in :mod:`.theme_roles`, a company's colours in :mod:`.theme_company`, and what
cannot be read or told apart is found by :mod:`.theme_check`.
"""

from __future__ import annotations

from functools import lru_cache

from cjm_desktop.assets import asset

from .colour import mix
from .theme_company import COMPANY_ROLES, Colours, colour_problems, dressed, pairs
from .theme_roles import Company, Theme, ThemeError, Zone, read_theme, zone_of

__all__ = [
    "COMPANY_ROLES",
    "Colours",
    "Company",
    "Theme",
    "ThemeError",
    "Zone",
    "colour_problems",
    "load_theme",
    "mix",
    "read_theme",
    "theme_names",
    "zone_of",
]

#: What an unknown name gives.
_HOUSE = "house"


@lru_cache(maxsize=1)
def theme_names() -> tuple[str, ...]:
    """The themes that are shipped, the house's first."""
    names = {path.stem for path in asset("themes").glob("*.json")}
    return tuple(sorted(names, key=lambda name: (name != _HOUSE, name)))


def load_theme(name: str, colours: Colours = ()) -> Theme:
    """A shipped theme in a company's ``colours`` (:data:`COMPANY_ROLES`, as the document keeps them or as pairs).

    An unknown name gives the house theme, so that a file from elsewhere still prints; of the colours, what is no role or no
    colour is left out (:func:`colour_problems` says so). Raises :class:`ThemeError` when the theme's file is damaged.
    """
    return _loaded(name if name in theme_names() else _HOUSE, pairs(colours))


@lru_cache(maxsize=64)
def _loaded(name: str, colours: tuple[tuple[str, str], ...]) -> Theme:
    """Themes do not change: lists and panels ask for theirs with every row they draw."""
    return dressed(read_theme(asset("themes", f"{name}.json")), colours)

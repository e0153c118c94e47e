"""How a presentation looks: the colours of the room, and the style sheet of what stands around the map.

Contract. A room is light or dark as a whole, by its own switch and whatever the editor's window wears: the map has its theme
(:func:`room_theme`), and story, quick entry, controls and timer take the :class:`~..theme.Look` of the house that goes with it.
Sizes are pixels that grow with the screen's height, because whoever reads is as far away as the screen is large:
:func:`type_px` is the least of them.
"""

from __future__ import annotations

import math
from functools import lru_cache

from cjm_desktop.assets import asset
from cjm_desktop.document import RoleColour
from cjm_desktop.layout import load_theme
from cjm_desktop.layout.theme import Theme, read_theme

from ..theme import DARK, LIGHT, Look

#: The least size of type, as a share of the screen's height.
LEAST_TYPE = 0.025


def type_px(height: int) -> int:
    """The least size of type (pixels) on a screen of a height (pixels)."""
    return max(10, math.ceil(LEAST_TYPE * height))


def room_theme(dark: bool, name: str, colours: tuple[RoleColour, ...]) -> Theme:
    """The theme of the map on the wall: the document's own, or that of a dark room."""
    return _dark_room() if dark else load_theme(name, colours)


@lru_cache(maxsize=1)
def _dark_room() -> Theme:
    """A theme for a screen, not for paper: it lies apart from those that can be chosen for a poster."""
    return read_theme(asset("themes", "screen", "dark-room.json"))


def room_look(dark: bool) -> Look:
    """The look of what stands around the map. A poster's paper is light, so a light room is light around it, too."""
    return DARK if dark else LIGHT


def sheet(look: Look, px: int) -> str:
    """The style sheet of a presentation; ``px`` is the least size of type."""
    pad, gap = round(0.5 * px), round(0.3 * px)
    return f"""
QWidget#presentation {{ background: {look.window}; }}
QWidget#story {{ background: {look.surface}; border-left: {max(2, px // 9)}px solid {look.accent}; }}
QWidget#story QWidget {{ background: {look.surface}; }}
QWidget#story QLabel {{ color: {look.text}; background: transparent; }}
QWidget#story QLabel[role="story-eyebrow"] {{ color: {look.accent}; }}
QWidget#story QLabel[role="story-title"] {{ color: {look.ink}; }}
QWidget#story QLabel[role="story-quiet"] {{ color: {look.secondary}; }}
QWidget#story QLabel[role="story-strong"] {{ color: {look.ink}; }}
QWidget#story QLabel[role="story-chance"] {{ color: {look.opportunity}; }}
QWidget#story QFrame[role="story-bar"] {{ background: {look.field_rule}; }}
QWidget#story QLabel[role="story-mark"] {{ color: {look.accent_tint_ink}; background: {look.accent_tint};
    border-radius: {pad}px; padding: {gap // 2}px {pad}px; }}
QLabel#note {{ color: {look.header_ink}; background: {look.header}; border: 1px solid {look.header_rule}; border-radius: {pad}px;
    padding: {gap}px {2 * gap}px; font-size: {px}px; font-weight: 600; }}
QFrame#strip {{ background: {look.header}; border: 1px solid {look.header_rule}; border-radius: {pad}px; }}
QFrame#strip QLabel {{ color: {look.header_soft}; }}
QFrame#strip QToolButton {{ color: {look.header_ink}; background: transparent; border: 2px solid transparent;
    border-radius: {gap}px; padding: {gap}px {gap}px; }}
QFrame#strip QToolButton:hover {{ background: {look.header_hover}; }}
QFrame#strip QToolButton:checked {{ background: {look.header_rule}; }}
QFrame#strip QToolButton:focus {{ border-color: {look.header_accent}; }}
QFrame#strip QToolButton::menu-indicator {{ image: none; width: 0; }}
QFrame#strip QMenu {{ background: {look.header}; color: {look.header_ink}; border: 1px solid {look.header_rule}; }}
QFrame#strip QMenu::item:selected {{ background: {look.header_hover}; color: {look.header_ink}; }}
"""

"""Whether things glide or are there at once: one place that knows what the person wants of motion.

Contract. :func:`moves` decides for everything in the window that could move by itself: flights over the map, pulses. What is
dragged by a hand is no motion of ours. The setting ``appearance/motion`` is ``on``, ``off`` or ``system``; the last asks the
desktop, where it can be asked without starting a program: Windows' own switch, and the settings files of GTK and KDE. A desktop
that says nothing has nothing against motion.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from configparser import ConfigParser, Error
from pathlib import Path

from .shared import Ui

#: Windows: SystemParametersInfo's question whether what is inside windows is animated.
_SPI_GETCLIENTAREAANIMATION = 0x1042


def moves(ui: Ui) -> bool:
    """Whether the map may glide and signs may pulse."""
    wish = ui.settings.get("appearance/motion")
    return wish == "on" or (wish == "system" and desktop_moves())


def mover(ui: object) -> Callable[[], bool]:
    """:func:`moves` as a question to ask later; whoever has no settings (a plain canvas) moves."""
    return lambda: moves(ui) if isinstance(ui, Ui) else True


def desktop_moves(folder: Path | None = None) -> bool:
    """Whether the desktop wants motion. ``folder`` is where its settings files are (the user's own)."""
    if sys.platform == "win32":
        import ctypes  # only there

        wanted = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(wanted), 0)
        return bool(wanted.value)
    home = folder or Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    gtk = _value(home / "gtk-4.0" / "settings.ini", "Settings", "gtk-enable-animations") or _value(
        home / "gtk-3.0" / "settings.ini", "Settings", "gtk-enable-animations"
    )
    if gtk.lower() in ("0", "false"):
        return False
    factor = _value(home / "kdeglobals", "KDE", "AnimationDurationFactor")
    try:
        return not factor or float(factor) > 0
    except ValueError:
        return True


def _value(path: Path, section: str, key: str) -> str:
    """A value of a settings file; empty when there is none, or no such file that can be read."""
    parser = ConfigParser(strict=False, interpolation=None)
    try:
        parser.read(path, encoding="utf-8")
    except (OSError, UnicodeError, Error):
        return ""
    return parser.get(section, key, fallback="").strip()

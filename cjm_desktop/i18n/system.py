"""The language the machine speaks, reduced to one the program speaks."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .languages import language_named


def system_language(environment: Mapping[str, str] | None = None) -> str:
    """One of da, nl, hu, sv and en: the first set of LC_ALL, LC_MESSAGES and LANG, else what the
    desktop says.

    ``environment`` replaces ``os.environ`` (and, when given, the desktop is not asked). A machine that speaks
    none of the five gets English.
    """
    variables = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name, "")
        if value:
            # The first one set decides, as in POSIX: LC_ALL=C under LANG=da_DK means “no translation”.
            return language_named(value) or "en"
    if environment is None:
        tags = _desktop_tags()
        return (language_named(tags[0]) if tags else None) or "en"
    return "en"


def _desktop_tags() -> tuple[str, ...]:
    """Language tags of a desktop that does not set the environment variables, the preferred one first."""
    tags: tuple[str, ...] = ()
    if sys.platform == "win32":
        # Imported here because only Windows needs them, and both cost start-up time.
        import ctypes
        import locale

        tag = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
        tags = (tag,) if tag else ()
    elif sys.platform == "darwin":
        tags = tags_of_macos(Path.home() / "Library" / "Preferences" / ".GlobalPreferences.plist")
    return tags


def tags_of_macos(preferences: Path) -> tuple[str, ...]:
    """The preferred languages in a macOS preference file; empty when it is missing or unreadable.

    A program started from the Finder gets no LANG, so the file is the only light way to know.
    """
    import plistlib  # only macOS needs it, and it costs start-up time

    try:
        with preferences.open("rb") as file:
            values = plistlib.load(file)
    except (OSError, ValueError, plistlib.InvalidFileException):
        return ()
    tags = values.get("AppleLanguages") if isinstance(values, dict) else None
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()

"""Who the program is to every system it is installed on: names, kinds, paths, sizes. Standard library only.

Contract: everything that is built takes these values from here (the PyInstaller spec, the Debian package, the installer for
Windows, the bundle for macOS), and tests/test_packaging.py holds the files that desktops read as they are (``linux/``) against
them, so that no two builds can call the program or its files by different names.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ICONS = ROOT / "packaging" / "icon"
LINUX = ROOT / "packaging" / "linux"

NAME = "CJM Desktop"
#: The command, the package and the folder it is installed in.
COMMAND = "cjm-desktop"
#: On Linux: the desktop file, the metainfo, the icon; on Windows: the group of windows on the task bar.
ID = "org.cjm_desktop.Editor"
#: On macOS: letters, digits, hyphens and dots are allowed there, the underscore is not.
BUNDLE_ID = "org.cjm-desktop.Editor"
AUTHORS = "CJM Desktop contributors"
#: Debian asks for an address that mail can be sent to; it belongs to whoever publishes the package (``CJM_MAINTAINER``).
MAINTAINER = os.environ.get("CJM_MAINTAINER", f"{AUTHORS} <nobody@localhost>")
LICENCE = "MIT"
#: The day of the release; also the time of every file in an archive, so that the same source gives the same bytes.
RELEASED = "2026-11-22"

#: The files: ending, media type, type on macOS, class in the registry of Windows.
SUFFIX = ".cjm"
MEDIA_TYPE = "application/vnd.cjm+json"
UTI = "org.cjm-desktop.journey"
PROG_ID = "CJMDesktop.Journey"
#: What the icon of a file is called in icon themes: the media type, as freedesktop.org's specification of MIME types says.
FILE_ICON = MEDIA_TYPE.replace("/", "-")

LANGUAGES = ("en", "da", "hu", "nl", "sv")
#: What the program is, in few words.
KIND = {
    "en": "Customer Journey Editor",
    "da": "Redigering af kunderejser",
    "hu": "Ügyfélút-szerkesztő",
    "nl": "Klantreiseditor",
    "sv": "Redigerare för kundresor",
}
#: What it does, in one line.
SUMMARY = {
    "en": "Map customer journeys and print them as posters",
    "da": "Kortlæg kunderejser, og udskriv dem som plakater",
    "hu": "Ügyfélutak feltérképezése és nyomtatása plakátként",
    "nl": "Klantreizen in kaart brengen en als poster afdrukken",
    "sv": "Kartlägg kundresor och skriv ut dem som affischer",
}
#: What one of its files is called.
FILE_KIND = {
    "en": "Customer journey",
    "da": "Kunderejse",
    "hu": "Ügyfélút",
    "nl": "Klantreis",
    "sv": "Kundresa",
}

#: Pixels of the icons on Linux, in the icon file of Windows, and in that of macOS.
PIXELS = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_PIXELS = (16, 24, 32, 48, 64, 128, 256)
ICNS_PIXELS = (16, 32, 64, 128, 256, 512, 1024)


def version() -> str:
    """The program's version, such as ``0.1.0``."""
    source = (ROOT / "cjm_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    assert found is not None, "cjm_desktop/__init__.py says no version"
    return found[1]


def four_numbers() -> tuple[int, int, int, int]:
    """The version as Windows wants it: ``0.1.0`` is 0.1.0.0; what follows the numbers is left out."""
    numbers = [int(part) for part in re.findall(r"\d+", version())[:3]]
    return (*numbers, *(0,) * (4 - len(numbers)))  # type: ignore[return-value]


def epoch() -> int:
    """The seconds since 1970 that archives give as the time of their files: ``SOURCE_DATE_EPOCH``, else the day of the release."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if given.isdigit() else int(datetime.fromisoformat(RELEASED).replace(tzinfo=UTC).timestamp())

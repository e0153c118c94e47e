"""How the five languages write their own name, numbers and days: plain tables, nothing to load.

Checked against the Unicode CLDR by a test that uses Babel; Babel itself is not needed at run time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code (ISO 639-1), its name in itself, and its way with numbers and days.

    ``group`` is put between thousands once a number has ``group_from`` digits before the decimal mark. ``day``
    is a template with the places ``{day}``, ``{month}`` (a name of ``months``) and ``{year}``; ``short`` is one with the same
    places, all numbers.
    """

    code: str
    name: str
    decimal: str
    group: str
    group_from: int
    day: str
    months: tuple[str, ...]
    short: str


# Hungarian orthography (AkH. 12, rule 289) groups from five digits on; the others from four.
_TABLE = (
    Language(
        "da", "Dansk", ",", ".", 4, "{day}. {month} {year}",
        ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
         "november", "december"),
        "{day:02}.{month:02}.{year:04}",
    ),
    Language(
        "nl", "Nederlands", ",", ".", 4, "{day} {month} {year}",
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
         "november", "december"),
        "{day:02}-{month:02}-{year:04}",
    ),
    Language(
        "hu", "Magyar", ",", "\u00a0", 5, "{year}. {month} {day}.",
        ("január", "február", "március", "április", "május", "június", "július", "augusztus", "szeptember",
         "október", "november", "december"),
        "{year:04}. {month:02}. {day:02}.",
    ),
    Language(
        "sv", "Svenska", ",", "\u00a0", 4, "{day} {month} {year}",
        ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
         "november", "december"),
        "{year:04}-{month:02}-{day:02}",
    ),
    Language(
        "en", "English", ".", ",", 4, "{day} {month} {year}",
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December"),
        "{day:02}/{month:02}/{year:04}",
    ),
)

#: The languages of the program by code, in the order in which they are offered.
LANGUAGES: Mapping[str, Language] = MappingProxyType({language.code: language for language in _TABLE})


def language_named(tag: str) -> str | None:
    """The code among :data:`LANGUAGES` for a tag such as ``da``, ``nl-BE`` or ``hu_HU.UTF-8``, else None."""
    code = tag.replace("_", "-").partition("-")[0].partition(".")[0].partition("@")[0].strip().lower()
    return code if code in LANGUAGES else None

"""How the program's languages write their own name, numbers and days: the one table of them, ``resources/i18n/languages.json``.

Contract. A row of that file is a language that the program speaks; everything else that goes by languages (the settings, the start page,
the command line, the translator's tool, the door to a checkout) asks here or reads the same file. What a language lacks elsewhere (the
guide's texts, a template, words of tables) is English there. The rows are checked against the Unicode CLDR by a test that uses Babel;
Babel itself is not needed at run time. Hungarian groups digits from five on (AkH. 12, rule 289), the others from four.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cjm_desktop.assets import asset


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


def _read() -> Mapping[str, Language]:
    rows = json.loads(asset("i18n", "languages.json").read_text(encoding="utf-8"))
    return MappingProxyType({row["code"]: Language(**{**row, "months": tuple(row["months"])}) for row in rows})


#: The languages of the program by code, in the order in which they are offered.
LANGUAGES: Mapping[str, Language] = _read()


def english_first() -> tuple[Language, ...]:
    """The languages with that of the source before the others: the order of choices in the window."""
    return tuple(sorted(LANGUAGES.values(), key=lambda language: language.code != "en"))


def language_named(tag: str) -> str | None:
    """The code among :data:`LANGUAGES` for a tag such as ``da``, ``nl-BE`` or ``hu_HU.UTF-8``, else None."""
    code = tag.replace("_", "-").partition("-")[0].partition(".")[0].partition("@")[0].strip().lower()
    return code if code in LANGUAGES else None

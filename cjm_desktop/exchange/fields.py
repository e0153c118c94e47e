"""The field names of tables and outlines, in five languages, and how their values are read and written.

Contract: a field's own name (:data:`FIELDS`) is stable; scripts rely on it. Every header of every language is
understood at any time, whatever its case, accents and outer blanks. Numbers may have a decimal comma or point;
durations are a number and a unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from cjm_desktop.analysis.channel_words import way_of
from cjm_desktop.document import Duration, Kind

#: The fields of a touchpoint in tables and outlines, in the order in which they are written.
FIELDS: tuple[str, ...] = (
    "phase",
    "title",
    "text",
    "kind",
    "channel",
    "party",
    "when",
    "duration",
    "emotion",
    "grade",
    "desired",
    "expectation",
    "quote",
    "opportunity",
)

#: The languages whose headers are known.
LANGUAGES = ("en", "da", "nl", "hu", "sv")

# Field → language → headers; the first is the one that is written, the others are understood as well.
_HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "phase": {
        "en": ("phase", "stage"),
        "da": ("fase",),
        "nl": ("fase",),
        "hu": ("szakasz", "fázis"),
        "sv": ("fas",),
    },
    "title": {
        "en": ("title", "touchpoint", "name", "step"),
        "da": ("titel", "touchpoint", "berøringspunkt", "navn", "trin"),
        "nl": ("titel", "touchpoint", "contactmoment", "naam", "stap"),
        "hu": ("cím", "érintkezési pont", "név", "lépés"),
        "sv": ("titel", "kontaktpunkt", "namn", "steg"),
    },
    "text": {
        "en": ("text", "description", "what happens"),
        "da": ("tekst", "beskrivelse"),
        "nl": ("tekst", "beschrijving", "omschrijving"),
        "hu": ("szöveg", "leírás"),
        "sv": ("text", "beskrivning"),
    },
    "kind": {
        "en": ("kind", "type"),
        "da": ("type", "art"),
        "nl": ("soort", "type"),
        "hu": ("típus", "fajta"),
        "sv": ("typ", "slag"),
    },
    "channel": {
        "en": ("channel",),
        "da": ("kanal",),
        "nl": ("kanaal", "communicatiekanaal"),
        "hu": ("csatorna",),
        "sv": ("kanal",),
    },
    "party": {
        "en": ("party", "responsible", "department", "owner"),
        "da": ("part", "ansvarlig", "afdeling"),
        "nl": ("partij", "verantwoordelijke", "verantwoordelijk", "afdeling"),
        "hu": ("felelős", "szereplő", "osztály"),
        "sv": ("part", "ansvarig", "avdelning"),
    },
    "when": {
        "en": ("when", "time"),
        "da": ("hvornår", "tidspunkt"),
        "nl": ("wanneer", "tijdstip"),
        "hu": ("mikor", "időpont"),
        "sv": ("när", "tidpunkt"),
    },
    "duration": {
        "en": ("duration", "how long"),
        "da": ("varighed",),
        "nl": ("duur",),
        "hu": ("időtartam",),
        "sv": ("varaktighet", "längd"),
    },
    "emotion": {
        "en": ("emotion", "feeling"),
        "da": ("følelse",),
        "nl": ("emotie", "gevoel"),
        "hu": ("érzelem", "érzés"),
        "sv": ("känsla",),
    },
    "grade": {
        "en": ("grade", "score"),
        "da": ("karakter", "score"),
        "nl": ("cijfer", "score"),
        "hu": ("pontszám", "osztályzat"),
        "sv": ("betyg", "poäng"),
    },
    "desired": {
        "en": ("desired", "desired grade", "target"),
        "da": ("ønsket", "ønsket karakter", "mål"),
        "nl": ("gewenst", "gewenst cijfer", "streefcijfer"),
        "hu": ("kívánt", "kívánt pontszám"),
        "sv": ("önskat", "önskat betyg"),
    },
    "expectation": {
        "en": ("expectation",),
        "da": ("forventning",),
        "nl": ("verwachting",),
        "hu": ("elvárás",),
        "sv": ("förväntning",),
    },
    "quote": {
        "en": ("quote",),
        "da": ("citat",),
        "nl": ("citaat", "quote"),
        "hu": ("idézet",),
        "sv": ("citat",),
    },
    "opportunity": {
        "en": ("opportunity",),
        "da": ("mulighed",),
        "nl": ("kans", "verbeterpunt"),
        "hu": ("lehetőség",),
        "sv": ("möjlighet",),
    },
}

_KINDS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.CONTACT: {
        "en": ("contact",),
        "da": ("kontakt",),
        "nl": ("contact",),
        "hu": ("kapcsolat", "érintkezés"),
        "sv": ("kontakt",),
    },
    Kind.OWN_ACTION: {
        "en": ("own action",),
        "da": ("egen handling",),
        "nl": ("eigen actie", "eigen handeling"),
        "hu": ("saját lépés", "saját teendő", "saját tevékenység", "saját cselekvés"),
        "sv": ("egen insats", "egen handling", "egen åtgärd"),
    },
    Kind.SILENCE: {
        "en": ("silence", "missing communication"),
        "da": ("tavshed", "stilhed", "manglende kommunikation"),
        "nl": ("stilte", "ontbrekende communicatie"),
        "hu": ("csend", "hiányzó kommunikáció"),
        "sv": ("tystnad", "utebliven kommunikation"),
    },
    Kind.WAITING: {
        "en": ("waiting", "wait", "waiting time"),
        "da": ("ventetid", "venten"),
        "nl": ("wachttijd", "wachten"),
        "hu": ("várakozás", "várakozási idő"),
        "sv": ("väntan", "väntetid"),
    },
}

_UNITS: Mapping[str, tuple[str, ...]] = {
    "min": (
        "min",
        "mins",
        "minute",
        "minutes",
        "minut",
        "minutter",
        "minuut",
        "minuten",
        "perc",
        "minuter",
        "m",
    ),
    "h": (
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "t",
        "time",
        "timer",
        "uur",
        "uren",
        "u",
        "óra",
        "ó",
        "tim",
        "timme",
        "timmar",
    ),
    "d": (
        "d",
        "day",
        "days",
        "dag",
        "dage",
        "dagen",
        "nap",
        "dagar",
        "working day",
        "working days",
        "workday",
        "workdays",
        "arbejdsdag",
        "arbejdsdage",
        "werkdag",
        "werkdagen",
        "munkanap",
        "arbetsdag",
        "arbetsdagar",
    ),
    "w": ("w", "wk", "wks", "week", "weeks", "uge", "uger", "weken", "hét", "vecka", "veckor", "v"),
}

# Language → letters → unit, where they mean another one (or nothing) elsewhere: “6 u” is six weeks in Danish, six hours in Dutch.
_UNITS_IN: Mapping[str, Mapping[str, str]] = {
    "da": {"u": "w", "ug": "w", "dg": "d"},
    "nl": {"u": "h", "dg": "d"},
    "hu": {"p": "min", "n": "d", "o": "h"},
    "sv": {"v": "w", "t": "h"},
}

# Language → unit → how it is written, as short as it may be and still be understood in every language (Dutch “u” is not).
_UNIT_NAMES: Mapping[str, Mapping[str, str]] = {
    "da": {"h": "t", "w": "uger"},  # one of them: “uge”
    "nl": {"h": "uur", "w": "wk"},
    "hu": {"min": "perc", "h": "óra", "d": "nap", "w": "hét"},
    "sv": {"h": "tim", "w": "v"},
}

def folded(text: str) -> str:
    """A word as it is compared: without case, accents, outer blanks, and with single spaces for any other separators."""
    bare = "".join(
        ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch)
    )
    return " ".join(bare.replace("_", " ").strip(" \t\n:*\ufeff").split())


_FIELD_OF: Mapping[str, str] = MappingProxyType(
    {
        folded(word): field
        for field, languages in _HEADERS.items()
        for words in languages.values()
        for word in words
    }
)
_KIND_OF: Mapping[str, Kind] = MappingProxyType(
    {
        folded(word): kind
        for kind, languages in _KINDS.items()
        for words in languages.values()
        for word in words
    }
)
_UNIT_OF: Mapping[str, str] = MappingProxyType(
    {folded(word): unit for unit, words in _UNITS.items() for word in words}
)

_NUMBER = re.compile(r"[-+−]?(\d+([.,]\d*)?|[.,]\d+)")
_DURATION = re.compile(r"([\d.,]+)\s*([^\W\d_]+(?: [^\W\d_]+)?)\.?")


def field_of(header: str) -> str | None:
    """The field a header in any of the five languages stands for, or ``None``."""
    return _FIELD_OF.get(folded(header))


def header_of(field: str, language: str) -> str:
    """The header of a field in a language; the field's own name in a language we do not know."""
    return _HEADERS[field].get(language, (field,))[0]


def language_of(headers: list[str]) -> str | None:
    """The language in which most of the headers are written, when one fits better than all others."""
    seen = {folded(header) for header in headers}
    hits = {
        language: sum(
            any(folded(word) in seen for word in languages[language]) for languages in _HEADERS.values()
        )
        for language in LANGUAGES
    }
    most = max(hits.values())
    best = [language for language in LANGUAGES if hits[language] == most]
    return best[0] if most and (len(best) == 1 or best[0] == "en") else None


def kind_of(text: str) -> Kind | None:
    """The kind of touchpoint a word of any of the five languages stands for, or ``None``."""
    return _KIND_OF.get(folded(text))


def kind_name(kind: Kind, language: str) -> str:
    """What tables and outlines call a kind; English in a language we do not know."""
    return _KINDS[kind].get(language, (kind.value,))[0]


def icon_of(channel: str) -> str:
    """The icon that fits the name of a channel; a plain circle when none does."""
    way = way_of(channel)
    return way[0] if way else "circle"


def number_of(text: str) -> float:
    """A number with decimal point or comma. Raises ``ValueError`` for anything else, thousands separators included."""
    bare = text.strip().replace("\N{NO-BREAK SPACE}", "")
    if not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    return float(bare.replace(",", ".").replace("−", "-"))


def number_text(value: float) -> str:
    """A number as tables and outlines hold it: decimal point, no needless ``.0``, nothing rounded."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def duration_of(text: str, language: str = "") -> Duration:
    """A duration such as ``20 min``, ``1,5 h``, ``3 dagen``. Raises ``ValueError`` for anything else.

    Words of the five languages are understood in each of them; ``language`` (a tag such as ``da``) decides what short letters mean
    that are another unit elsewhere.
    """
    match = _DURATION.fullmatch(text.strip())
    word = folded(match[2]) if match else ""
    unit = _UNITS_IN.get(language.partition("-")[0].lower(), {}).get(word) or _UNIT_OF.get(word)
    if match is None or unit is None:
        raise ValueError(text)
    return Duration.model_validate({"amount": number_of(match[1]), "unit": unit})


def duration_text(duration: Duration, language: str = "") -> str:
    """A duration as tables and outlines hold it: ``1.5 h``, its unit in a language if one is given: ``1.5 óra``."""
    unit = _UNIT_NAMES.get(language, {}).get(duration.unit, duration.unit)
    if unit == "uger" and duration.amount == 1:
        unit = "uge"
    return f"{number_text(duration.amount)} {unit}"

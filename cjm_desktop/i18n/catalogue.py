"""One language's words: texts, plurals, sentences, numbers and days.

A thin reading face over Python's gettext, so that window, command line and poster share one catalogue. The one who travels has
the noun of the document wherever a text speaks of that person (:mod:`.traveller`).
"""

from __future__ import annotations

import gettext
import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cjm_desktop.assets import asset

from .languages import LANGUAGES, Language, language_named
from .traveller import filled, forms

if TYPE_CHECKING:
    from cjm_desktop.document import Traveller
    from cjm_desktop.document.message import Message

#: Name of the catalogue files, without their ending.
DOMAIN = "cjm_desktop"

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Catalogue:
    """The words of one language. Immutable; English text comes back for whatever is not translated."""

    __slots__ = ("_called", "_forms", "_translations", "_ways")

    def __init__(self, ways: Language, translations: gettext.NullTranslations, called: Traveller | None = None) -> None:
        """``ways`` is how the language writes numbers and days, ``translations`` its gettext catalogue, ``called`` what a document
        says of the one who travels (``None``: the customer)."""
        self._ways = ways
        self._translations = translations
        self._called = called
        self._forms: Mapping[str, str] | None = None

    def speaking_of(self, called: Traveller) -> Catalogue:
        """The same words, with a document's noun for the one who travels."""
        return self if called == self._called else Catalogue(self._ways, self._translations, called)

    @property
    def traveller(self) -> Mapping[str, str]:
        """The forms of the noun, by :data:`cjm_desktop.i18n.traveller.PLACES`."""
        if self._forms is None:
            self._forms = forms(self.language, self._translations.pgettext, self._called)
        return self._forms

    @property
    def language(self) -> str:
        """The language's code: da, nl, hu, sv or en."""
        return self._ways.code

    @property
    def name(self) -> str:
        """The language's name in itself, such as “Svenska”."""
        return self._ways.name

    def text(self, english: str) -> str:
        """The translation of an English text. Call it through the name ``_`` so that it is extracted."""
        return self._filled(self._translations.gettext(english)) if english else ""  # gettext("") is the file's header

    def plural(self, one: str, many: str, n: int) -> str:
        """The form that goes with ``n`` things, its named places still open. Call it by the name ``ngettext``."""
        found = self._translations.ngettext(one, many, n)
        if found in (one, many):  # not translated yet: English words go by the English rule, not by this language's
            found = one if n == 1 else many
        return self._filled(found)

    def pgettext(self, context: str, english: str) -> str:
        """The translation of a text that has its own meaning in each context (“poster”, “channel” …)."""
        return self._filled(self._translations.pgettext(context, english)) if english else ""

    def say(self, message: Message) -> str:
        """A sentence filled in. Messages inside it are translated too, fractions and days written in its way."""
        return self._localised(message).said(self.text)

    def number(self, value: float, digits: int | None = None) -> str:
        """A number: ``1.234,5`` in Danish. ``digits`` decimals, or as many as it needs (at most two).

        Raises ``ValueError`` for infinities and NaN, which are never a measurement.
        """
        if not math.isfinite(value):
            raise ValueError(f"{value} is not a number that can be written for people.")
        written = f"{abs(value):.{2 if digits is None else digits}f}"
        whole, _, fraction = written.partition(".")
        if digits is None:
            fraction = fraction.rstrip("0")
        nothing = not (whole + fraction).strip("0")
        if len(whole) >= self._ways.group_from:
            whole = f"{int(whole):,}".replace(",", self._ways.group)
        sign = "−" if value < 0 and not nothing else ""
        return sign + whole + (self._ways.decimal + fraction if fraction else "")

    def day(self, day: str) -> str:
        """A day ``YYYY-MM-DD`` in words, “1. maj 2026”. Anything else comes back as it is."""
        match = _DAY.fullmatch(day)
        if match is None or not 1 <= int(match[2]) <= 12:
            return day
        month = self._ways.months[int(match[2]) - 1]
        return self._ways.day.format(day=int(match[3]), month=month, year=match[1])

    def short_day(self, day: str) -> str:
        """A day ``YYYY-MM-DD`` in numbers, “01.05.2026”, as forms have it. Anything else comes back as it is."""
        match = _DAY.fullmatch(day)
        if match is None:
            return day
        return self._ways.short.format(year=int(match[1]), month=int(match[2]), day=int(match[3]))

    def _filled(self, text: str) -> str:
        return filled(text, self.traveller) if "{" in text else text

    def _localised(self, message: Message) -> Message:
        values: dict[str, object] = {}
        for name, value in message.values.items():
            if isinstance(value, float) or (isinstance(value, int) and value < 0):
                values[name] = _Figure(value, self)  # a whole one, too, has the minus of a figure and not a hyphen
            elif isinstance(value, date):
                values[name] = self.day(value.isoformat())
            elif isinstance(value, type(message)):
                values[name] = self._localised(value)
            else:
                values[name] = value
        return type(message)(message.template, **values)


class _Figure(float):
    """A fraction that writes itself the language's way unless the template asks for a format of its own."""

    def __new__(cls, value: float, catalogue: Catalogue) -> _Figure:
        figure = super().__new__(cls, value)
        figure._catalogue = catalogue
        return figure

    _catalogue: Catalogue

    def __format__(self, wanted: str) -> str:
        plain = float(self)
        return format(plain, wanted) if wanted or not math.isfinite(plain) else self._catalogue.number(plain)


@cache
def catalogue_for(language: str) -> Catalogue:
    """The catalogue of a language tag (``da``, ``nl-BE``); English for a language the program does not speak.

    Raises ``OSError`` naming the file when a compiled catalogue is missing or damaged, which means that the
    installation is incomplete.
    """
    code = language_named(language) or "en"
    if code == "en":
        return Catalogue(LANGUAGES["en"], gettext.NullTranslations())
    path = asset("i18n", code, f"{DOMAIN}.mo")
    with path.open("rb") as file:
        return Catalogue(LANGUAGES[code], gettext.GNUTranslations(file))

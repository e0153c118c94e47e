"""What the one who travels is called in a sentence: the places for that noun, and the forms that fill them in five languages.

Contract. A text may hold these places wherever a person is meant that the map is about (:data:`PLACES`):

* ``{traveller}`` the noun alone: customer, kunde, ügyfél;
* ``{a_traveller}`` any one of them: a customer, en kunde, egy ügyfél;
* ``{the_traveller}`` the one of this journey: the customer, kunden, az ügyfél;
* ``{the_travellers}`` whose it is: the customer's, kundens; where a language says it with a word of its own (nl, hu) the same as
  ``{the_traveller}``: “de woorden van {the_travellers}”, “{the_travellers} szavaival”;
* ``{traveller_journey}`` what that person's journey is called: customer journey, kunderejse, ügyfélút.

Every catalogue fills them in: with the customer, or with the noun of the document it was made to speak of
(:meth:`~cjm_desktop.i18n.Catalogue.speaking_of`). A translation may use another of the places than the English text does, as its
grammar asks. At the beginning of a sentence the form gets its capital here. No case ending can follow a form: texts are written so
that it is the subject, or stands before a postposition or what it owns.

A document's own word has its article by rule: in Hungarian by its first sound, in Dutch “de” but for the few neuter nouns for
people, in Danish and Swedish “jeres” and “er”, since their definite form is an ending that no rule can guess.

Imports nothing of the document at run time: a catalogue must be there before it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cjm_desktop.document import Traveller

#: The names of the places.
PLACES = ("traveller", "a_traveller", "the_traveller", "the_travellers", "traveller_journey")

# Patterns are compiled when first needed: the window is painted before that.
_PLACE = r"\{(" + "|".join(PLACES) + r")\}"
#: What stands before the first word of a sentence: nothing, or the end of another one, and perhaps an opening quotation mark.
_BEGINS = r"(?:^|[.!?][”“’»\"')]*\s)\s*[“”„»‘\"'(]?$"
_WORD = r"[^\W_]+"
#: Nouns for people that are neuter, by their ends (kleinkind, raadslid, meisje; styrelsesmedlem; brottsoffer).
_NEUTER = {
    "da": ("medlem", "barn", "menneske", "individ", "vidne", "offer"),
    "nl": ("kind", "lid", "je", "gezin", "slachtoffer", "huishouden"),
    "sv": ("medlem", "barn", "vittne", "ombud", "biträde", "offer", "hushåll", "syskon"),
}
#: Beginnings that are written with another sort of letter than they are said with.
_SAID_WITH_CONSONANT = r"(?:uni(?!n)|us[aeiu]|ut[ei]|eu|ewe|one\b|once)"
_SAID_WITH_VOWEL = r"(?:hon|hour|heir)"
#: Letters that Hungarian and English call by a name that begins with a vowel; they matter where letters are spelt out (SMS, MVP).
_LETTERS = {"en": "AEFHILMNORSX", "hu": "AÁEÉFIÍLMNOÓÖŐRSUÚÜŰXY"}


def shipped(pgettext: Callable[[str, str], str]) -> dict[str, tuple[str, str, str]]:
    """The nouns that can be chosen, by their names in the document: alone, with the definite article, and the journey's name."""
    return {
        "customer": (
            pgettext("traveller", "customer"),
            pgettext("the traveller", "the customer"),
            pgettext("journey", "customer journey"),
        ),
        "citizen": (
            pgettext("traveller", "citizen"),
            pgettext("the traveller", "the citizen"),
            pgettext("journey", "citizen journey"),
        ),
        "resident": (
            pgettext("traveller", "resident"),
            pgettext("the traveller", "the resident"),
            pgettext("journey", "resident journey"),
        ),
        "guest": (
            pgettext("traveller", "guest"),
            pgettext("the traveller", "the guest"),
            pgettext("journey", "guest journey"),
        ),
        "user": (
            pgettext("traveller", "user"),
            pgettext("the traveller", "the user"),
            pgettext("journey", "user journey"),
        ),
        "colleague": (
            pgettext("traveller", "colleague"),
            pgettext("the traveller", "the colleague"),
            pgettext("journey", "colleague journey"),
        ),
        "patient": (
            pgettext("traveller", "patient"),
            pgettext("the traveller", "the patient"),
            pgettext("journey", "patient journey"),
        ),
        "student": (
            pgettext("traveller", "student"),
            pgettext("the traveller", "the student"),
            pgettext("journey", "student journey"),
        ),
    }


def forms(language: str, pgettext: Callable[[str, str], str], called: Traveller | None) -> dict[str, str]:
    """What fills each of :data:`PLACES` in a language; ``called`` is what the document says, ``None`` the customer.

    Of an own word that is empty, what is missing is the customer's; a journey without a name of its own is just a journey.
    """
    nouns = shipped(pgettext)
    noun = "customer" if called is None else str(called.noun)
    word, the, journey = nouns.get(noun, nouns["customer"])
    if called is not None and noun not in nouns:
        own = _plain(called.word)
        if own:
            word, the, journey = own, definite(language, own), pgettext("journey", "journey")
        journey = _plain(called.compound) or journey
    return {
        "traveller": word,
        "a_traveller": indefinite(language, word),
        "the_traveller": the,
        "the_travellers": possessive(language, the),
        "traveller_journey": journey,
    }


def filled(text: str, said: Mapping[str, str]) -> str:
    """A text with its places for the traveller filled; all others stay open."""

    def one(found: re.Match[str]) -> str:
        form = said[found[1]]
        return form[:1].upper() + form[1:] if re.search(_BEGINS, text[: found.start()]) else form

    return re.sub(_PLACE, one, text)


def indefinite(language: str, word: str) -> str:
    """Any one: a customer, an applicant, et medlem, egy ügyfél."""
    if language == "en":
        return f"{'an' if _vowel_in_english(word) else 'a'} {word}"
    article = {"da": "en", "nl": "een", "hu": "egy", "sv": "en"}.get(language)
    if article is None:  # a language that nobody has taught this yet
        return word
    if language != "nl" and _neuter(language, word):
        article = {"da": "et", "sv": "ett"}[language]
    return f"{article} {word}"


def definite(language: str, word: str) -> str:
    """The one of this journey, of a word that nobody gave the definite form of."""
    if language == "hu":
        return f"{'az' if _vowel_in_hungarian(word) else 'a'} {word}"
    neuter = _neuter(language, word)
    article = {"en": "the", "da": "jeres", "nl": "het" if neuter else "de", "sv": "ert" if neuter else "er"}.get(language)
    return word if article is None else f"{article} {word}"


def possessive(language: str, the: str) -> str:
    """Whose it is, of a form with its article."""
    hissing = the[-1:].casefold() in ("s", "x", "z")
    if language == "en":
        return f"{the}'s"
    if language == "da":
        return f"{the}{'’' if hissing else 's'}"
    if language == "sv":
        return the if hissing else f"{the}s"
    return the


def _plain(word: str) -> str:
    """A person's word, fit to stand in a text that has other places to fill: in one line, without braces."""
    return " ".join(word.split()).replace("{", "(").replace("}", ")")


def _neuter(language: str, word: str) -> bool:
    return word.casefold().endswith(_NEUTER.get(language, ()) or ("\0",))


def _vowel_in_english(word: str) -> bool:
    first = re.search(_WORD, word)
    if first is None:
        return False
    if _spelt_out(first[0], "AEIOUY") or (first[0].isupper() and len(first[0]) < 4):
        return first[0][0] in _LETTERS["en"]
    if re.match(_SAID_WITH_CONSONANT, first[0], re.IGNORECASE):
        return False
    return first[0][0].casefold() in "aeiou" or re.match(_SAID_WITH_VOWEL, first[0], re.IGNORECASE) is not None


def _vowel_in_hungarian(word: str) -> bool:
    first = re.search(_WORD, word)
    if first is None:
        return False
    if first[0][0].isdigit():
        # egy, ezer; öt, ötven; but tizenegy, százöt
        digits = re.match(r"\d+", first[0])
        number = digits[0] if digits else ""
        return number.startswith("5") or (number.startswith("1") and len(number) % 3 == 1)
    if _spelt_out(first[0], "AÁEÉIÍOÓÖŐUÚÜŰ"):
        return first[0][0] in _LETTERS["hu"]
    return first[0][0].casefold() in "aáeéiíoóöőuúüű"


def _spelt_out(word: str, vowels: str) -> bool:
    """Whether the word is said letter by letter: capitals without a vowel among them."""
    return len(word) > 1 and word.isupper() and not any(letter in vowels for letter in word)

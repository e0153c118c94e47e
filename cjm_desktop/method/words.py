"""Words that tell something about a journey, in the five languages: too general a title, and aftercare.

Only a rough net: it gives a hint, never a verdict. Words are casefolded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Words that fit any journey and so say nothing about this one: nouns of service, articles, "new", "my".
_GENERAL: dict[str, str] = {
    "en": """a an the my our your new good bad of for with to in and or incident incidents issue issues problem problems
        request requests ticket tickets service services support help it desk servicedesk helpdesk customer customers
        user users citizen guest patient student colleague journey journeys experience process contact case cases
        question questions call calls change changes complaint complaints map mapping test untitled""",
    "da": """en et den det de min mit mine vores din ny nyt nye god af for med til i og eller hændelse hændelser sag
        sager problem problemer henvendelse henvendelser anmodning bestilling service support hjælp it servicedesk
        helpdesk kunde kunder bruger brugere borger gæst beboer rejse kunderejse brugerrejse borgerrejse oplevelse
        kundeoplevelse proces kontakt spørgsmål opkald ændring klage kort test""",
    "nl": """een de het mijn onze ons jouw nieuw nieuwe goed van voor met naar in en of incident incidenten probleem
        problemen melding meldingen verzoek verzoeken aanvraag aanvragen ticket dienst service support hulp ict it
        servicedesk helpdesk klant klanten gebruiker gebruikers burger gast reis klantreis ervaring klantervaring
        proces contact zaak vraag vragen telefoontje wijziging klacht kaart test""",
    "hu": """a az egy az én saját új jó és vagy incidens incidensek hiba hibák probléma problémák kérés kérések igény
        bejelentés bejelentések jegy szolgáltatás szolgáltatások támogatás segítség informatika it ügyfélszolgálat
        helpdesk servicedesk ügyfél ügyfelek felhasználó vendég utazás ügyfélút élmény ügyfélélmény folyamat
        kapcsolat ügy kérdés kérdések hívás változás panasz térkép teszt""",
    "sv": """en ett den det de min mitt mina vår ny nytt nya bra av för med till i och eller incident incidenter ärende
        ärenden problem fråga frågor begäran beställning tjänst tjänster service support hjälp it servicedesk helpdesk
        kund kunder användare medborgare gäst resa kundresa användarresa upplevelse kundupplevelse process kontakt
        samtal ändring klagomål karta test""",
}

#: Beginnings of words by which aftercare is recognised: following up, asking back, evaluating, thanking.
_AFTERCARE: dict[str, str] = {
    "en": "aftercare after-care follow-up followup feedback survey evaluat review thank rating reflect anniversary",
    "da": "efterpleje opfølgning opfølgende feedback tilbagemelding evaluer undersøgelse tilfredshed tak spørgeskema",
    "nl": "nazorg opvolg terugkoppel feedback evalua enquête tevredenheid bedank terugblik nabel",
    "hu": "utókövet utógondoz visszajelz értékel felmérés elégedettség köszön kérdőív visszatekint utánköv",
    "sv": "uppfölj återkoppl feedback utvärder enkät nöjdhet tack eftervård återblick",
}

#: Whole phrases by which it is recognised as well: somebody asks how it went, or looks back.
_ASKED_AFTERWARDS: dict[str, tuple[str, ...]] = {
    "en": ("how it w", "how it g", "how did it go", "look back", "looks back", "looking back", "whether all is well", "after three months"),
    "da": ("hvordan det gik", "hvordan det går", "hvordan det var", "ser tilbage", "om alt er i orden", "efter tre måneder"),
    "nl": ("hoe het ging", "hoe het gaat", "hoe het was", "kijken terug", "kijkt terug", "of alles goed is", "na drie maanden"),
    "hu": ("hogy ment", "hogy megy", "milyen volt", "hogy vagyok", "visszanéz", "minden rendben van-e", "három hónap után"),
    "sv": ("hur det gick", "hur det går", "hur det var", "ser tillbaka", "om allt är bra", "efter tre månader"),
}

#: A single word at least this long is most likely a compound that does say something ("Kontorflytning").
_TELLING = 12

_ALL_GENERAL = frozenset(word for words in _GENERAL.values() for word in words.split())
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def too_general(title: str) -> bool:
    """Whether a title says too little to map: no word of its own, or only one short one.

    "Incident", "IT support" and "The customer journey" are; "I cannot sign in" and "My first weeks" are not. In a script
    that writes without spaces nothing is said to be general.
    """
    folded = title.casefold()
    if any(ord(ch) >= 0x2E80 for ch in folded):
        return False
    words = _WORD.findall(folded)
    telling = [word for word in words if word not in _ALL_GENERAL]
    if not telling:
        return True
    return len(words) == 1 and len(telling[0]) < _TELLING


def speaks_of_aftercare(texts: Iterable[str], language: str) -> bool:
    """Whether one of the texts has a word or a phrase of aftercare, in the language of the document or in English."""
    base = _base(language)
    stems = tuple(_AFTERCARE["en"].split() + _AFTERCARE.get(base, "").split())
    phrases = _ASKED_AFTERWARDS["en"] + _ASKED_AFTERWARDS.get(base, ())
    folded = [text.casefold() for text in texts]
    return any(word.startswith(stems) for text in folded for word in _WORD.findall(text)) or any(
        phrase in text for text in folded for phrase in phrases
    )


def knows(language: str) -> bool:
    """Whether these lists cover a document's language (``da``, ``sv-SE`` …)."""
    return _base(language) in _GENERAL


def _base(language: str) -> str:
    return language.split("-")[0].casefold()

"""What people call the common ways of contact, in the five languages: their icons, and which words mean the same one.

Contract. A way of contact is a row of :data:`WAYS`: words that any group would take for one another, whatever language it mixes in. Words
that only share an icon (“sms” and “app”) stand in rows of their own. Words are compared without case, accents and outer blanks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..document import Channel

#: Icon → the ways of contact that are drawn with it, each the words for it.
WAYS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "phone": (("phone", "telephone", "telefon", "telefoon", "call", "opkald", "telefongesprek", "hívás", "samtal"),),
        "mail": (("mail", "e-mail", "email", "e-post", "epost", "mejl"),),
        "monitor": (
            (
                "portal",
                "portaal",
                "portál",
                "self-service portal",
                "selvbetjening",
                "selfserviceportal",
                "önkiszolgáló portál",
                "självbetjäningsportal",
                "självbetjäning",
            ),
        ),
        "globe": (("website", "web", "hjemmeside", "weboldal", "webbplats"),),
        "message-circle": (("chat", "csevegés", "chatt"), ("teams",)),
        "smartphone": (("sms", "text message"), ("app",)),
        "headset": (("service desk", "servicedesk", "ügyfélszolgálat"),),
        "users": (
            (
                "in person",
                "personligt",
                "ansigt til ansigt",
                "persoonlijk",
                "személyesen",
                "möte på plats",
                "face to face",
            ),
        ),
        # “Möte” is said of one in person as often as of a booked time: a word for neither.
        "calendar": (
            ("meeting", "møde", "aftalt møde", "afspraak", "megbeszélés", "bokad tid", "appointment"),
            ("möte",),
        ),
        "video": (("video", "video call", "videomøde", "videogesprek", "videóhívás", "videosamtal", "videomöte"),),
        "mailbox": (("letter", "brev", "brief", "levél", "postai levél", "post"),),
        "package": (
            ("delivery", "levering", "bezorging", "kiszállítás", "leverans", "pakke", "pakket", "csomag", "paket"),
        ),
        "file-text": (("form", "formular", "blanket", "formulier", "űrlap", "formulär", "blankett"),),
        "bell": (("notification", "notifikation", "melding", "értesítés", "avisering"),),
    }
)


def _folded(text: str) -> str:
    letters = (ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return " ".join("".join(letters).replace("_", " ").strip(" \t\n:*\ufeff").split())


_WAY_OF: Mapping[str, tuple[str, int]] = MappingProxyType(
    {_folded(word): (icon, row) for icon, rows in WAYS.items() for row, words in enumerate(rows) for word in words}
)


def way_of(word: str) -> tuple[str, int] | None:
    """The way of contact a word of any of the five languages means: its icon, and its row there; ``None``: it is none of them."""
    return _WAY_OF.get(_folded(word))


def same_way(channels: Iterable[Channel], word: str) -> tuple[Channel, ...]:
    """The channels that are the way of contact a word means.

    Those whose name is another word for it; where there is none, those with its icon whose name is no word we know. An icon that
    stands for several ways tells none.
    """
    way = way_of(word)
    if way is None:
        return ()
    every = tuple(channels)
    named = tuple(channel for channel in every if way_of(channel.name) == way)
    if named or len(WAYS[way[0]]) > 1:
        return named
    return tuple(channel for channel in every if channel.icon == way[0] and way_of(channel.name) is None)

"""Words a new document starts with: channels, emotions, kinds, the one who travels (METHOD steps 0, 7, 8);
and the names of what is chosen from, such as a map's theme.

Ids are the same in every language, so that maps made in two languages can be laid side by side. The words
are chosen per language, not translated word by word; a document may change all of them.
"""

from __future__ import annotations

from cjm_desktop.document import Channel, EmotionWord, Kind, OpportunityKind, TravellerNoun

from .catalogue import Catalogue, catalogue_for
from .languages import LANGUAGES
from .traveller import shipped


def default_channels(catalogue: Catalogue) -> tuple[Channel, ...]:
    """Fourteen ways in which a service desk and its customers meet, each with the name of its icon."""
    pgettext = catalogue.pgettext
    return (
        Channel(id="ch-phone", name=pgettext("channel", "Phone"), icon="phone"),
        Channel(id="ch-mail", name=pgettext("channel", "E-mail"), icon="mail"),
        Channel(id="ch-portal", name=pgettext("channel", "Self-service portal"), icon="monitor"),
        Channel(id="ch-web", name=pgettext("channel", "Website"), icon="globe"),
        Channel(id="ch-chat", name=pgettext("channel", "Chat"), icon="message-circle"),
        Channel(id="ch-text", name=pgettext("channel", "Text message"), icon="smartphone"),
        Channel(id="ch-desk", name=pgettext("channel", "Service desk"), icon="headset"),
        Channel(id="ch-person", name=pgettext("channel", "In person"), icon="users"),
        Channel(id="ch-meeting", name=pgettext("channel", "Appointment"), icon="calendar"),
        Channel(id="ch-video", name=pgettext("channel", "Video call"), icon="video"),
        Channel(id="ch-letter", name=pgettext("channel", "Letter"), icon="mailbox"),
        Channel(id="ch-parcel", name=pgettext("channel", "Delivery"), icon="package"),
        Channel(id="ch-form", name=pgettext("channel", "Form"), icon="file-text"),
        Channel(id="ch-notice", name=pgettext("channel", "Notification"), icon="bell"),
    )


def default_emotions(catalogue: Catalogue) -> tuple[EmotionWord, ...]:
    """Twenty-one words from 10 (delighted) to 1.5 (angry), each with its usual grade on the scale 1–10."""
    pgettext = catalogue.pgettext
    return (
        EmotionWord(word=pgettext("emotion", "delighted"), grade=10),
        EmotionWord(word=pgettext("emotion", "proud"), grade=9),
        EmotionWord(word=pgettext("emotion", "grateful"), grade=9),
        EmotionWord(word=pgettext("emotion", "welcome"), grade=8.5),
        EmotionWord(word=pgettext("emotion", "happy"), grade=8),
        EmotionWord(word=pgettext("emotion", "surprised"), grade=8),
        EmotionWord(word=pgettext("emotion", "relieved"), grade=7.5),
        EmotionWord(word=pgettext("emotion", "satisfied"), grade=7),
        EmotionWord(word=pgettext("emotion", "hopeful"), grade=6.5),
        EmotionWord(word=pgettext("emotion", "curious"), grade=6),
        EmotionWord(word=pgettext("emotion", "indifferent"), grade=5.5),
        EmotionWord(word=pgettext("emotion", "unsure"), grade=4.5),
        EmotionWord(word=pgettext("emotion", "impatient"), grade=4),
        EmotionWord(word=pgettext("emotion", "confused"), grade=4),
        EmotionWord(word=pgettext("emotion", "disappointed"), grade=3.5),
        EmotionWord(word=pgettext("emotion", "worried"), grade=3),
        EmotionWord(word=pgettext("emotion", "irritated"), grade=3),
        EmotionWord(word=pgettext("emotion", "forgotten"), grade=2.5),
        EmotionWord(word=pgettext("emotion", "powerless"), grade=2),
        EmotionWord(word=pgettext("emotion", "frustrated"), grade=2),
        EmotionWord(word=pgettext("emotion", "angry"), grade=1.5),
    )


def emotions_in(language: str) -> dict[str, str]:
    """For each word of :func:`default_emotions` in another of our languages what it is in this one; without those that are words of this
    one, too."""
    if language.partition("-")[0].lower() not in LANGUAGES:
        return {}
    own = default_emotions(catalogue_for(language))
    taken = {one.word for one in own}
    words: dict[str, str] = {}
    for other in LANGUAGES:
        for theirs, ours in zip(default_emotions(catalogue_for(other)), own, strict=True):
            if theirs.word not in taken:
                words.setdefault(theirs.word, ours.word)
    return words


def kind_names(catalogue: Catalogue) -> dict[Kind, str]:
    """What each kind of touchpoint is called."""
    pgettext = catalogue.pgettext
    return {
        Kind.CONTACT: pgettext("kind", "Contact"),
        Kind.OWN_ACTION: pgettext("kind", "Own action"),
        Kind.SILENCE: pgettext("kind", "Missing communication"),
        Kind.WAITING: pgettext("kind", "Waiting"),
    }


def opportunity_names(catalogue: Catalogue) -> dict[OpportunityKind, str]:
    """What each kind of opportunity is called."""
    pgettext = catalogue.pgettext
    return {
        OpportunityKind.LIFT_DIP: pgettext("kind", "Lift a dip"),
        OpportunityKind.STRENGTHEN_PEAK: pgettext("kind", "Strengthen a peak"),
        OpportunityKind.BRIDGE_SILENCE: pgettext("kind", "Bridge a silence"),
        OpportunityKind.SHORTEN: pgettext("kind", "Shorten or drop"),
        OpportunityKind.PLANNED_PEAK: pgettext("kind", "Planned peak"),
    }


def theme_names(catalogue: Catalogue) -> dict[str, str]:
    """What each shipped theme of a map is called, by the name of its file; the usual one first."""
    pgettext = catalogue.pgettext
    return {
        "house": pgettext("theme", "Standard"),
        "ink-light": pgettext("theme", "Ink-saving"),
        "high-contrast": pgettext("theme", "High contrast"),
        "greyscale": pgettext("theme", "Greyscale"),
    }


def traveller_names(catalogue: Catalogue) -> dict[TravellerNoun, tuple[str, str]]:
    """The noun for the one who travels and the name of that person's journey: (“kunde”, “kunderejse”).

    ``TravellerNoun.OWN`` is missing: the document brings its own words.
    """
    return {TravellerNoun(name): (noun, journey) for name, (noun, _the, journey) in shipped(catalogue.pgettext).items()}

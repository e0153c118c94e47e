"""The journeys the program brings along: templates to begin one's own with, and samples that are worked out to the end.

Contract: each is a journey file ``NAME.LANGUAGE.cjm``, templates in ``resources/templates``, samples in ``resources/samples``; a language
that has none gets the English one. No name is given twice. A template (METHOD step 1 names the journeys) holds why and until when, who
is responsible, phases and the touchpoints that are seldom missing, silences and waits among them; nobody's feelings, no grade, no quote:
those are for the group to find out. ``empty`` holds nothing but the words of its language. Templates and the samples ``new-colleague``
and ``new-laptop`` exist in five languages, ``big`` in English.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey, Message

from .envelope import SUFFIX
from .errors import Unreadable
from .reading import open_journey

_FALLBACK = "en"
_FOLDERS = ("templates", "samples")


def names() -> tuple[str, ...]:
    """The names of all templates and samples, in alphabetical order."""
    return tuple(sorted({path.name.split(".")[0] for path in _files()}))


def languages(name: str) -> tuple[str, ...]:
    """The languages that a template or sample exists in, in alphabetical order; none when there is none of that name."""
    return tuple(sorted(path.name.split(".")[1] for path in _files() if path.name.split(".")[0] == name))


def file(name: str, language: str) -> Path:
    """The file of a template or sample in a language that it exists in.

    Raises ``KeyError`` where it does not.
    """
    for path in _files():
        if path.name == f"{name}.{language}{SUFFIX}":
            return path
    raise KeyError(name, language)


def load(name: str, language: str) -> Journey:
    """A fresh copy of a template or sample in a language (``da``, ``nl``, ``hu``, ``sv``, ``en``; ``nl-BE`` counts as ``nl``).

    Raises :class:`~.errors.StorageError` when there is no template of that name.
    """
    if name not in names():
        raise Unreadable(
            Message("There is no template “{name}”. There are: {names}.", name=name, names=", ".join(names()))
        )
    return open_journey(file(name, spoken(name, language))).journey


def begin(name: str, language: str, today: date) -> Journey:
    """A template to go on working with, as :func:`load` gives it; but a day of review (METHOD step 10) that has gone by moves on by whole
    years until it is to come: nobody begins with a map that is overdue."""
    journey = load(name, language)
    try:
        review = date.fromisoformat(journey.feedback.review)
    except ValueError:
        return journey
    while review <= today:
        # The 29th of February has no year after it.
        review = review.replace(year=review.year + 1, day=min(review.day, 28) if review.month == 2 else review.day)
    return journey.replace(feedback=journey.feedback.replace(review=review.isoformat()))


def spoken(name: str, language: str) -> str:
    """The language in which :func:`load` gives a template when asked for it in ``language``."""
    short = _short(language)
    return short if short in languages(name) else _FALLBACK


def missing(name: str, language: str) -> Message | None:
    """A sentence for somebody who asked for a template in a language that it does not exist in; ``None`` when it does."""
    if _short(language) == spoken(name, language):
        return None
    if languages(name) == (_FALLBACK,):
        return Message("The template “{name}” exists in English only, so the journey is in English.", name=name)
    return Message("The template “{name}” does not exist in this language, so the journey is in English.", name=name)


def _files() -> list[Path]:
    return [path for folder in _FOLDERS for path in asset(folder).glob(f"*.*{SUFFIX}")]


def _short(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()

"""The journeys the program brings along: ``new-colleague``, ``new-laptop``, ``empty`` in five languages,
``big`` in English.

Contract: each is a journey file ``resources/samples/NAME.LANGUAGE.cjm``; a language that has none gets the English one.
"""

from __future__ import annotations

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey, Message

from .envelope import SUFFIX
from .errors import Unreadable
from .reading import open_journey

_FALLBACK = "en"


def names() -> tuple[str, ...]:
    """The names of all templates, in alphabetical order."""
    return tuple(sorted({path.name.split(".")[0] for path in asset("samples").glob(f"*.*{SUFFIX}")}))


def load(name: str, language: str) -> Journey:
    """A fresh copy of a template in a language (``da``, ``nl``, ``hu``, ``sv``, ``en``; ``nl-BE`` counts as ``nl``).

    Raises :class:`~.errors.StorageError` when there is no template of that name.
    """
    if name not in names():
        raise Unreadable(
            Message("There is no template “{name}”. There are: {names}.", name=name, names=", ".join(names()))
        )
    short = language.replace("_", "-").split("-")[0].lower()
    path = asset("samples", f"{name}.{short}{SUFFIX}") if short.isalpha() else asset("samples")
    if not path.is_file():
        path = asset("samples", f"{name}.{_FALLBACK}{SUFFIX}")
    return open_journey(path).journey

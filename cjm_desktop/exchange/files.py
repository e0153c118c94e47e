"""Which of other people's files can become a journey, and the journey in one.

Contract. A file's form is told by the ending of its name. With ``lenient`` values that do not fit are left out and
reported, where otherwise nothing at all is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from .builder import Imported
from .csv_in import journey_of_csv
from .mermaid import journey_of_mermaid
from .ojf import journey_of_ojf
from .outline import journey_of_outline
from .xlsx import journey_of_xlsx

_READERS: Mapping[str, Callable[..., Imported]] = MappingProxyType(
    {
        "csv": journey_of_csv,
        "xlsx": journey_of_xlsx,
        "md": journey_of_outline,
        "mmd": journey_of_mermaid,
        "ojf": journey_of_ojf,
    }
)
_ENDINGS = MappingProxyType(
    {
        ".csv": "csv",
        ".tsv": "csv",
        ".xlsx": "xlsx",
        ".md": "md",
        ".markdown": "md",
        ".mmd": "mmd",
        ".mermaid": "mmd",
        ".ojf": "ojf",
    }
)
#: The endings of names that can be imported.
IMPORT_ENDINGS: tuple[str, ...] = tuple(_ENDINGS)


def form_of(name: str) -> str:
    """``csv``, ``xlsx``, ``md``, ``mmd`` or ``ojf``, by the ending of a file's name; empty for any other."""
    return _ENDINGS.get(PurePath(name).suffix.lower(), "")


def journey_of_file(
    name: str, data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False
) -> Imported:
    """The journey in a file of this name. ``title`` and ``language`` serve when the file does not say.

    Raises ``ImportFailed`` naming each place where something is wrong, and ``KeyError`` for a name without a form.
    """
    return _READERS[form_of(name)](data, title=title, language=language, lenient=lenient)

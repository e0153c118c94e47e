"""Which of other people's files can become a journey, and the journey in one.

Contract. A file's form is told by the ending of its name. With ``lenient`` values that do not fit are left out and
reported, where otherwise nothing at all is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from cjm_desktop.document import Journey, Problem

from .builder import Imported
from .csv_in import journey_of_csv
from .csv_out import csv_bytes
from .mermaid import journey_of_mermaid, mermaid_text
from .ojf import journey_of_ojf, ojf_text
from .outline import journey_of_outline, outline_text
from .xlsx import journey_of_xlsx, xlsx_bytes

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


@dataclass(frozen=True, slots=True)
class Written:
    """A file for other programs, and what it shows less truly than the map does."""

    data: bytes
    problems: tuple[Problem, ...] = ()


def file_of_journey(journey: Journey, form: str, language: str = "", *, across: bool = False) -> Written:
    """The file of a journey in one of the forms of :func:`form_of`.

    ``language`` is for tables, as in :func:`~.table.rows_of`, ``across`` as in :func:`~.table.laid_out`. Raises ``ImportFailed`` for more
    touchpoints than a table has columns, and ``KeyError`` for another form.
    """
    if form in ("mmd", "ojf"):
        text, problems = mermaid_text(journey) if form == "mmd" else ojf_text(journey)
        return Written(text.encode(), tuple(problems))
    makers: Mapping[str, Callable[[], bytes]] = {
        "csv": lambda: csv_bytes(journey, language, across=across),
        "xlsx": lambda: xlsx_bytes(journey, language, across=across),
        "md": lambda: outline_text(journey).encode(),
    }
    return Written(makers[form]())

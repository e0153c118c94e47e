"""Which of other people's files can become a journey, and the journey in one.

Contract. :data:`FORMS` is the one table of them: a format is a row in it. A file's form is told by the ending of its name. With
``lenient`` values that do not fit are left out and reported, where otherwise nothing at all is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Protocol

from cjm_desktop.document import Journey, Problem, Scale

from .builder import Imported
from .csv_in import journey_of_csv
from .csv_out import csv_bytes
from .mermaid import journey_of_mermaid, mermaid_text
from .ojf import journey_of_ojf, ojf_text
from .outline import journey_of_outline, outline_text
from .xlsx import journey_of_xlsx, xlsx_bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A file for other programs, and what it shows less truly than the map does."""

    data: bytes
    problems: tuple[Problem, ...] = ()


class Read(Protocol):
    """A reader: the journey in a file's bytes. It raises ``ImportFailed``, or with ``lenient`` leaves out and reports what does not fit."""

    def __call__(self, data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False) -> Imported:
        """``title`` and ``language`` serve when the file does not say."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file that other programs read and write: what it is called, the endings of its files (the usual one first), its reader
    and its writer. A writer takes the journey, the language of its words and whether touchpoints stand in columns."""

    name: str
    endings: tuple[str, ...]
    read: Read
    write: Callable[[Journey, str, bool], Written]


def _told(text: tuple[str, Sequence[Problem]]) -> Written:
    return Written(text[0].encode(), tuple(text[1]))


#: Every form by its word, which is the usual ending without its dot. What each holds of a journey is told by :mod:`.losses`.
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "csv": Form("CSV", (".csv", ".tsv"), journey_of_csv, lambda j, words, across: Written(csv_bytes(j, words, across=across))),
        "xlsx": Form("Excel (.xlsx)", (".xlsx",), journey_of_xlsx, lambda j, words, across: Written(xlsx_bytes(j, words, across=across))),
        "md": Form("Markdown outline", (".md", ".markdown"), journey_of_outline, lambda j, *_: Written(outline_text(j).encode())),
        "mmd": Form("Mermaid journey", (".mmd", ".mermaid"), journey_of_mermaid, lambda j, *_: _told(mermaid_text(j))),
        "ojf": Form("OpenJourney (.ojf)", (".ojf",), journey_of_ojf, lambda j, *_: _told(ojf_text(j))),
    }
)
#: Forms whose grades may lie on any scale.
_TABLES = MappingProxyType({"csv": journey_of_csv, "xlsx": journey_of_xlsx})
#: The endings of names that can be imported.
IMPORT_ENDINGS: tuple[str, ...] = tuple(ending for form in FORMS.values() for ending in form.endings)


def form_of(name: str) -> str:
    """The word of a file's form in :data:`FORMS`, by the ending of its name; empty for any other."""
    ending = PurePath(name).suffix.lower()
    return next((word for word, form in FORMS.items() if ending in form.endings), "")


def journey_of_file(
    name: str, data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False, scale: Scale | None = None
) -> Imported:
    """The journey in a file of this name. ``title`` and ``language`` serve when the file does not say; so does ``scale``, on which the
    grades of a table lie and which becomes the journey's. Other forms have scales of their own.

    Raises ``ImportFailed`` naming each place where something is wrong, and ``KeyError`` for a name without a form.
    """
    on_scale = _TABLES.get(form_of(name))
    if on_scale is not None:
        return on_scale(data, title=title, language=language, lenient=lenient, scale=scale)
    return FORMS[form_of(name)].read(data, title=title, language=language, lenient=lenient)


def file_of_journey(journey: Journey, form: str, language: str = "", *, across: bool = False) -> Written:
    """The file of a journey in one of the forms of :func:`form_of`.

    ``language`` is for tables, as in :func:`~.table.rows_of`, ``across`` as in :func:`~.table.laid_out`. Raises ``ImportFailed`` for more
    touchpoints than a table has columns, and ``KeyError`` for another form.
    """
    return FORMS[form].write(journey, language, across)

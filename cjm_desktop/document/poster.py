"""How the map is to be printed: choices kept with the document, so that it prints the same next year."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import PRINTABLE, Line, Record


class PosterSettings(Record):
    """Paper, reading distance, language and look of the printed sheet.

    ``paper`` is a name such as ``A0`` or ``WIDTHxHEIGHTmm``; ``distance`` is the reading distance in metres;
    ``language`` the language of the printed labels (empty: the document's own).
    """

    paper: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=40)] = "A0"
    orientation: Literal["landscape", "portrait"] = "landscape"
    distance: Annotated[float, Field(gt=0, le=20)] = 1.0
    language: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=20)] = ""
    theme: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=40)] = "house"
    show_names: bool = False
    footer: Line = ""

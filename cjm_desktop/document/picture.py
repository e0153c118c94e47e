"""Pictures kept inside the document, so that one file holds the whole map."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from .base import Line, Record


class Picture(Record):
    """A small picture: base64 data of a PNG or JPEG (at most some 6 MB) and its alternative text."""

    media: Annotated[str, StringConstraints(pattern=r"^image/(png|jpeg)$")] = "image/png"
    data: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/=]*$", max_length=8_000_000)] = ""
    alt: Line = ""

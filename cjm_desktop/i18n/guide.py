"""What the guide says at each of the ten steps, in one language.

Contract. ``resources/guide/<language>.json`` holds the texts of the eleven steps (METHOD.md, steps 0 to 10), written for each
language by itself and not translated line by line. They hold the places of :mod:`.traveller` for the noun of the one who travels,
which :func:`guide_texts` fills in. A language without a file of its own speaks English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cjm_desktop.assets import asset

from .languages import language_named
from .traveller import filled


@dataclass(frozen=True, slots=True)
class GuideText:
    """One step: what the group has at its end, what the facilitator does, what to say aloud, the usual trap, an example."""

    id: str
    aim: str
    do: tuple[str, ...]
    ask: tuple[str, ...]
    watch: str
    example: str


def guide_texts(language: str, traveller: Mapping[str, str]) -> tuple[GuideText, ...]:
    """The texts of all steps in their order; ``traveller`` gives the forms of the noun (:attr:`.Catalogue.traveller`).

    Raises ``OSError`` when the file of the language cannot be read, which means that the installation is incomplete.
    """
    return tuple(
        GuideText(
            id=step.id,
            aim=filled(step.aim, traveller),
            do=tuple(filled(line, traveller) for line in step.do),
            ask=tuple(filled(line, traveller) for line in step.ask),
            watch=filled(step.watch, traveller),
            example=filled(step.example, traveller),
        )
        for step in _read(language_named(language) or "en")
    )


@cache
def _read(code: str) -> tuple[GuideText, ...]:
    path = asset("guide", f"{code}.json")
    if not path.is_file():
        path = asset("guide", "en.json")
    tree = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        GuideText(
            id=step["id"],
            aim=step["aim"],
            do=tuple(step["do"]),
            ask=tuple(step["ask"]),
            watch=step["watch"],
            example=step["example"],
        )
        for step in tree["steps"]
    )

"""What the guide says at each of the ten steps, in one language.

Contract. ``resources/guide/<language>.json`` holds the texts of the eleven steps (METHOD.md, steps 0 to 10), written for each
language by itself and not translated line by line. ``{traveller}`` in them stands for the noun of the one who travels, in its
form without an article. :func:`guide_texts` fills it in. A language without a file of its own speaks English.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from cjm_desktop.assets import asset

from .languages import language_named


@dataclass(frozen=True, slots=True)
class GuideText:
    """One step: what the group has at its end, what the facilitator does, what to say aloud, the usual trap, an example."""

    id: str
    aim: str
    do: tuple[str, ...]
    ask: tuple[str, ...]
    watch: str
    example: str


def guide_texts(language: str, traveller: str) -> tuple[GuideText, ...]:
    """The texts of all steps in their order; ``traveller`` is a noun such as “customer”.

    Raises ``OSError`` when the file of the language cannot be read, which means that the installation is incomplete.
    """
    return tuple(
        GuideText(
            id=step.id,
            aim=_filled(step.aim, traveller),
            do=tuple(_filled(line, traveller) for line in step.do),
            ask=tuple(_filled(line, traveller) for line in step.ask),
            watch=_filled(step.watch, traveller),
            example=_filled(step.example, traveller),
        )
        for step in _read(language_named(language) or "en")
    )


def _filled(text: str, traveller: str) -> str:
    return text.replace("{traveller}", traveller)


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

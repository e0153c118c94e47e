"""A theme is a file of roles: what a colour means on a map. This module is the record and its reader.

Every role is described in ``resources/themes/README.md``. A file is read whole or not at all: a role that is missing, unknown
or of the wrong kind raises :class:`ThemeError`, whose sentence names the role and the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from cjm_desktop.document import Message, Scale

from .colour import is_colour, mix


class Zone(StrEnum):
    """Where a grade lies: clearly above neutral, around it, or clearly below."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Company(StrEnum):
    """How much a theme gives way to a company's own colours."""

    #: They come as they are: the header is filled with its colour, the phases are a ramp around theirs.
    FULL = "full"
    #: They come without filling anything large: the header's colour becomes that of its title, the phases a tint.
    LIGHT = "light"
    #: They stay away: a theme for a printer without colour.
    NONE = "none"


class ThemeError(Exception):
    """A theme that cannot be used; ``message`` names the role, the file and what should stand there."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def zone_of(grade: float, scale: Scale) -> Zone:
    """The zone of a grade. Around neutral means within a sixth of the span: 4–7 on 1–10 is open, 7 and 4 are clear."""
    reach = scale.span / 6 - 1e-9
    if grade >= scale.neutral + reach:
        return Zone.POSITIVE
    return Zone.NEGATIVE if grade <= scale.neutral - reach else Zone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Theme:
    """The roles, resolved to ``#RRGGBB``. ``…_ink`` is what is readable on the role of the same name.

    ``contrast`` is the least contrast ratio of the theme's print (WCAG 2.2: 4.5, or 7 for low vision); the features of a face
    are drawing and need 3.
    """

    name: str
    contrast: float
    company: Company
    paper: str
    card: str
    ink: str
    text: str
    secondary: str
    rule: str
    grid: str
    ground: str
    disc: str
    quote: str
    waiting: str
    header: str
    header_ink: str
    header_soft: str
    header_accent: str
    header_rule: str
    header_disc: str
    positive: str
    positive_tint: str
    positive_area: str
    positive_ink: str
    neutral: str
    neutral_ink: str
    negative: str
    negative_tint: str
    negative_area: str
    negative_ink: str
    target: str
    opportunity: str
    opportunity_ink: str
    opportunity_tint: str
    phases: tuple[str, ...]
    phase_ink: str
    parties: tuple[str, ...]
    party_ink: str
    personas: tuple[str, ...]

    @property
    def grey(self) -> bool:
        """Whether all is printed in one ink, pictures too: whoever chose such a theme has a printer without colour, or pays for none."""
        return self.company is Company.NONE

    def zone(self, zone: Zone) -> tuple[str, str]:
        """Fill of a zone and the ink that reads on it."""
        if zone is Zone.POSITIVE:
            return self.positive, self.positive_ink
        if zone is Zone.NEGATIVE:
            return self.negative, self.negative_ink
        return self.neutral, self.neutral_ink

    def phase(self, i: int, n: int) -> str:
        """Colour of phase ``i`` of ``n``: the ramp, interpolated to any number of phases."""
        if n < 2 or len(self.phases) < 2:
            return self.phases[0]
        t = i / (n - 1) * (len(self.phases) - 1)
        k = min(int(t), len(self.phases) - 2)
        return mix(self.phases[k], self.phases[k + 1], t - k)

    def party(self, i: int) -> str:
        """Colour of a party; a sign beside it carries the meaning without colour."""
        return self.parties[i % len(self.parties)]


_ROLES = tuple(field.name for field in fields(Theme))
_LISTS = frozenset({"phases", "parties", "personas"})


def read_theme(path: Path) -> Theme:
    """The theme in a file, whose name it must bear. Raises :class:`ThemeError` when it is not whole."""
    try:
        roles = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ThemeError(
            Message(
                "The theme file {file} cannot be read; it should be a JSON file of roles.", file=path.name
            )
        ) from error
    if not isinstance(roles, dict):
        raise ThemeError(
            Message(
                "The theme file {file} holds no roles; it should be one JSON object of them.", file=path.name
            )
        )
    for role in _ROLES:
        if role not in roles:
            raise ThemeError(
                Message("The theme file {file} lacks the role “{role}”.", file=path.name, role=role)
            )
    for role in roles:
        if role not in _ROLES:
            raise ThemeError(
                Message(
                    "The theme file {file} has a role “{role}” that no map uses; check how it is written.",
                    file=path.name,
                    role=role,
                )
            )
    return Theme(**{role: _value(role, roles[role], path) for role in _ROLES})


def _value(role: str, value: object, path: Path) -> Any:
    """The value of a role in its own kind. Raises :class:`ThemeError`."""
    wanted: Message
    if role == "name":
        if value == path.stem:
            return value
        wanted = Message("the name of its file, {name}", name=path.stem)
    elif role == "contrast":
        if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 21:
            return float(value)
        wanted = Message("a number from 1 to 21")
    elif role == "company":
        if isinstance(value, str) and value in set(Company):
            return Company(value)
        wanted = Message("full, light or none")
    elif role in _LISTS:
        if isinstance(value, list) and value and all(is_colour(one) for one in value):
            return tuple(value)
        wanted = Message("a list of one or more colours such as #0F1B33")
    else:
        if is_colour(value):
            return value
        wanted = Message("a colour such as #0F1B33")
    raise ThemeError(
        Message(
            "In the theme file {file} the role “{role}” should be {wanted}.",
            file=path.name,
            role=role,
            wanted=wanted,
        )
    )

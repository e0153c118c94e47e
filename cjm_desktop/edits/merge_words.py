"""What contradicts in two copies of a journey, in words: for the command line, the window and whoever asks.

Contract. :func:`in_words` gives one sentence and its parts: the value in the common version, in ours and in theirs. What the
sentence is about has its name from :mod:`.merge_ways`.
"""

from __future__ import annotations

import contextlib
from datetime import date
from enum import Enum
from typing import Any

from ..analysis.change_fields import CHOSEN
from ..analysis.change_values import DAYS
from ..document import Duration, EmotionWord, Journey, Message, Record, Scale
from .merge_records import Clash, Draft
from .merge_ways import Label, Places

#: Most letters of a value that a sentence quotes; a dialog that has room shows the value itself.
_LONG = 120
#: A value as it is told: a sentence of ours, a text of somebody's, a figure.
Told = Message | str | float
#: Names of the fields that stand for a record, the first that says something.
_SAYING = ("text", "name", "title", "word", "happened", "statement", "sign")


def in_words(draft: Draft, label: Label, base: Journey | None, places: Places) -> tuple[Message, Told, Told, Told]:
    """A contradiction: (the sentence, the common value, ours, theirs).

    ``label`` is what its place is called, ``base`` the common version, ``places`` the names of what values point to.
    """
    about = label.full
    if draft.what is Clash.OFF_SCALE:
        grade = _value(draft.ours, places)
        return Message("{about}: {value} is not on the scale and was left out", about=about, value=grade), "–", grade, "–"
    common, mine, other = _values(draft, base, places)
    told = {"about": about, "mine": mine, "other": other}
    if draft.what is Clash.REMOVED:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one; it was kept", **told)
    elif draft.what is Clash.NEEDED:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one; it was kept, for something there needs it", **told)
    else:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one", **told)
    return sentence, common, mine, other


def aspect_of(draft: Draft) -> Message | None:
    """What is said of a place beside its name: that it is about where the record stands; ``None`` where it is about its value."""
    return Message("Place in the order") if draft.what is Clash.PLACE else None


def _values(draft: Draft, base: Journey | None, places: Places) -> tuple[Told, Told, Told]:
    """The common value, ours and theirs."""
    values = (draft.base if base is not None else None, draft.ours, draft.theirs)
    if draft.what in (Clash.REMOVED, Clash.NEEDED):
        common, mine, other = (_presence(value, draft) for value in values)
    elif draft.what is Clash.PLACE and not isinstance(draft.ours, tuple):
        common, mine, other = (_standing(value, places) for value in values)
    else:
        common, mine, other = (_value(value, places, field=draft.place.rpartition(".")[2]) for value in values)
    return common, mine, other


def _presence(value: Any, draft: Draft) -> Told:
    if value is None:
        return Message("removed")
    return Message("changed") if value != draft.base else Message("as it was")


def _standing(before: str | None, places: Places) -> Told:
    if before is None:
        return "–"
    name = places.name(before) if before else ""
    return Message("after “{name}”", name=name) if name else Message("at the beginning")


def _value(value: Any, places: Places, field: str = "") -> Told:
    """A value as people read it; ``field`` is what it is in."""
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, Enum):
        return CHOSEN[value]
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str) and field in DAYS:
        with contextlib.suppress(ValueError):
            return Message("{value}", value=date.fromisoformat(value))
    if isinstance(value, str):
        return Message("“{text}”", text=places.name(value) or _short(value))
    if isinstance(value, tuple):
        return _list([_value(one, places) for one in value[:6]], len(value) > 6)
    if isinstance(value, Scale):
        return f"{value.lowest:g}–{value.highest:g}"
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, EmotionWord) and value.grade is not None:
        return _list([Message("“{text}”", text=_short(value.word)), float(value.grade)], more=False)
    if isinstance(value, Record):
        said = next((str(text) for name in _SAYING if (text := getattr(value, name, ""))), "")
        return Message("“{text}”", text=_short(said)) if said else Message("changed")
    return Message("“{text}”", text=_short(str(value)))


def _list(parts: list[Told], more: bool) -> Told:
    text = parts[0]
    for part in [*parts[1:], *(["…"] if more else [])]:
        text = Message("{first}, {then}", first=text, then=part)
    return text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONG else plain[: _LONG - 1] + "…"

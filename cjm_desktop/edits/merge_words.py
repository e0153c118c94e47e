"""What contradicts in two copies of a journey, in words: for the command line, the window and whoever asks.

Contract. :func:`in_words` gives one sentence and its parts: what it is about, the value in the common version, in ours and in theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from ..analysis.change_fields import CHOSEN
from ..analysis.changes import kind_and_name, label_of, name_of
from ..document import Duration, EmotionWord, Journey, Message, Record, Scale
from .merge_records import Clash, Draft

#: Most letters of a value that a sentence quotes; a dialog that has room shows the value itself.
_LONG = 120
#: A value as it is told: a sentence of ours, a text of somebody's, a figure.
Told = Message | str | float
#: Names of the fields that stand for a record, the first that says something.
_SAYING = ("text", "name", "title", "word", "happened", "statement", "sign")


def in_words(
    draft: Draft, kind: str, ident: str, field: str, sides: tuple[Journey | None, Journey, Journey], merged: Journey
) -> tuple[Message, Message, Message, Told, Told, Told]:
    """A contradiction: (the sentence, what it is about, the same without the record, the common value, ours, theirs).

    ``kind`` and ``ident`` are the list and the id of the record, ``field`` the path in it; ``sides`` the common version and both copies.
    """
    base, ours, theirs = sides
    aspect = _aspect(draft, kind, field)
    about = _about(draft, kind, ident, field, (merged, ours, theirs, base))
    if draft.what is Clash.OFF_SCALE:
        grade = _value(draft.ours, merged)
        return Message("{about}: {value} is not on the scale and was left out", about=about, value=grade), about, aspect, "–", grade, "–"
    common, mine, other = _values(draft, base, ours, theirs)
    told = {"about": about, "mine": mine, "other": other}
    if draft.what is Clash.REMOVED:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one; it was kept", **told)
    elif draft.what is Clash.NEEDED:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one; it was kept, for something there needs it", **told)
    else:
        sentence = Message("{about}: {mine} in your copy, {other} in the other one", **told)
    return sentence, about, aspect, common, mine, other


def _values(draft: Draft, base: Journey | None, ours: Journey, theirs: Journey) -> tuple[Told, Told, Told]:
    """The common value, ours and theirs."""
    sides = (base if base is not None else Journey(), ours, theirs)
    values = (draft.base if base is not None else None, draft.ours, draft.theirs)
    if draft.what in (Clash.REMOVED, Clash.NEEDED):
        common, mine, other = (_presence(value, draft) for value in values)
    elif draft.what is Clash.PLACE and not isinstance(draft.ours, tuple):
        common, mine, other = (_standing(value, side) for value, side in zip(values, sides, strict=True))
    else:
        common, mine, other = (_value(value, side) for value, side in zip(values, sides, strict=True))
    return common, mine, other


def _aspect(draft: Draft, kind: str, field: str) -> Message:
    """“Grade”; what the record is, where it is about the whole of it."""
    if draft.what is Clash.PLACE and kind:
        return Message("Place in the order")
    return label_of(kind, field or ("" if kind else draft.key.partition("/")[0]))


def _about(draft: Draft, kind: str, ident: str, field: str, journeys: Sequence[Journey | None]) -> Message:
    """“Touchpoint “Order”, Grade”."""
    if not kind:
        return _aspect(draft, kind, field)
    record: Record | None = None
    for journey in journeys:
        if record is None and journey is not None:
            parked = (card.touchpoint for card in journey.parked if kind == "touchpoints")
            record = next((one for one in (*getattr(journey, kind), *parked) if one.id == ident), None)
    assert record is not None
    what, name = kind_and_name(kind, record)
    if not field and draft.what is not Clash.PLACE:
        return Message("{kind} “{name}”", kind=what, name=name)
    return Message("{kind} “{name}”, {field}", kind=what, name=name, field=_aspect(draft, kind, field))


def _presence(value: Any, draft: Draft) -> Told:
    if value is None:
        return Message("removed")
    return Message("changed") if value != draft.base else Message("as it was")


def _standing(before: str | None, journey: Journey) -> Told:
    if before is None:
        return "–"
    name = name_of(journey, before) if before else ""
    return Message("after “{name}”", name=name) if name else Message("at the beginning")


def _value(value: Any, journey: Journey) -> Told:
    """A value as people read it."""
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, Enum):
        return CHOSEN[value]
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        return Message("“{text}”", text=name_of(journey, value) or _short(value))
    if isinstance(value, tuple):
        return _list([_value(one, journey) for one in value[:6]], len(value) > 6)
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

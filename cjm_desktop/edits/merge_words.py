"""What contradicts in two copies of a journey, in words: for the command line, the window and whoever asks.

Contract. :func:`in_words` gives one sentence and its parts: what it is about, the value in the common version, in ours and in theirs.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from ..analysis.changes import kind_and_name, label_of, name_of
from ..document import Duration, EmotionWord, Journey, Message, Record, Scale
from .merge_records import Clash, Draft

#: Most letters of a value that a sentence quotes; a dialog that has room shows the value itself.
_LONG = 120
#: Names of the fields that stand for a record, the first that says something.
_SAYING = ("text", "name", "title", "word", "happened", "statement", "sign")


def in_words(
    draft: Draft, kind: str, field: str, base: Journey | None, ours: Journey, theirs: Journey, merged: Journey
) -> tuple[Message, Message, Message, Message, Message]:
    """A contradiction: (the sentence, what it is about, the common value, ours, theirs)."""
    about = _about(draft, kind, field, base, ours, theirs, merged)
    if draft.what is Clash.OFF_SCALE:
        grade = _value(draft.ours, merged)
        none = Message("–")
        return Message("{about}: {value} is not on the scale and was left out", about=about, value=grade), about, none, grade, none
    sides = (base if base is not None else Journey(), ours, theirs)
    values = (draft.base if base is not None else None, draft.ours, draft.theirs)
    if draft.what in (Clash.REMOVED, Clash.NEEDED):
        common, mine, other = (_presence(value, draft) for value in values)
    elif draft.what is Clash.PLACE and not isinstance(draft.ours, tuple):
        common, mine, other = (_standing(value, side) for value, side in zip(values, sides, strict=True))
    else:
        common, mine, other = (_value(value, side) for value, side in zip(values, sides, strict=True))
    template = {
        Clash.REMOVED: "{about}: {mine} in your copy, {other} in the other one; kept",
        Clash.NEEDED: "{about}: {mine} in your copy, {other} in the other one; kept, for something else needs it",
    }.get(draft.what, "{about}: {mine} in your copy, {other} in the other one")
    return Message(template, about=about, mine=mine, other=other), about, common, mine, other


def _about(draft: Draft, kind: str, field: str, base: Journey | None, ours: Journey, theirs: Journey, merged: Journey) -> Message:
    """“Touchpoint “Order”, Grade”."""
    if not kind:
        return label_of("", field or draft.key.partition("/")[0])
    record: Record | None = None
    ident = draft.key.split("/")[1]
    for journey in (merged, ours, theirs, base):
        if record is None and journey is not None:
            parked = (card.touchpoint for card in journey.parked if kind == "touchpoints")
            record = next((one for one in (*getattr(journey, kind), *parked) if one.id == ident), None)
    assert record is not None
    what, name = kind_and_name(kind, record)
    if draft.what is Clash.PLACE:
        return Message("{kind} “{name}”, {field}", kind=what, name=name, field=Message("Place in the order"))
    if not field:
        return Message("{kind} “{name}”", kind=what, name=name)
    return Message("{kind} “{name}”, {field}", kind=what, name=name, field=label_of(kind, field))


def _presence(value: Any, draft: Draft) -> Message:
    if value is None:
        return Message("removed")
    return Message("changed") if value != draft.base else Message("as it was")


def _standing(before: str | None, journey: Journey) -> Message:
    if before is None:
        return Message("–")
    name = name_of(journey, before) if before else ""
    return Message("after “{name}”", name=name) if name else Message("at the beginning")


def _value(value: Any, journey: Journey) -> Message:
    """A value as people read it."""
    if value is None or value == "" or value == ():
        return Message("–")
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, Enum):
        return Message(str(value.value))
    if isinstance(value, (int, float)):
        return Message("{figure}", figure=float(value))
    if isinstance(value, str):
        name = name_of(journey, value)
        return Message("“{text}”", text=name or _short(value))
    if isinstance(value, tuple):
        return _list([_value(one, journey) for one in value[:6]], len(value) > 6)
    if isinstance(value, Scale):
        return Message("{lowest}–{highest}", lowest=float(value.lowest), highest=float(value.highest))
    if isinstance(value, Duration):
        return Message("{figure} {unit}", figure=float(value.amount), unit=Message(value.unit))
    if isinstance(value, EmotionWord) and value.grade is not None:
        return Message("“{text}” ({grade})", text=value.word, grade=float(value.grade))
    if isinstance(value, Record):
        said = next((str(text) for name in _SAYING if (text := getattr(value, name, ""))), "")
        return Message("“{text}”", text=_short(said)) if said else Message("changed")
    return Message("“{text}”", text=_short(str(value)))


def _list(parts: list[Message], more: bool) -> Message:
    text = parts[0]
    for part in parts[1:]:
        text = Message("{first}, {then}", first=text, then=part)
    return Message("{first}, {then}", first=text, then=Message("…")) if more else text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONG else plain[: _LONG - 1] + "…"

"""Values of a journey's fields as people read them, two at a time: what it was and what it is.

Contract. :func:`told` gives both values of a field as parts of a sentence, never the same for two that differ, and a second time with the
changed words of a text between the signs :data:`MARKS`, for a window that shows them; no text of a document holds these signs then. A
value without a word for it is no case: every kind of value the document can hold has one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from cjm_desktop.document import Duration, EmotionWord, Lane, Message, Picture, Record

from .change_fields import CHOSEN, field_label, plain_choice
from .change_texts import Piece, passages, plain

#: A value as it is told: a sentence of ours, somebody's text, a figure, a day.
Told = Message | str | float | date
#: Before and behind what is in the old text only, and what is in the new one only (private to this program, by Unicode).
MARKS = ("\ue000", "\ue001", "\ue002", "\ue003")
_NO_MARKS = dict.fromkeys(map(ord, MARKS), "�")
#: Most entries of a list, and letters of a text beside others, that a value tells.
_MOST, _LONG = 8, 120
#: Fields that say what an entry of a list is, the first that says something.
_SAYING = ("name", "title", "text", "word", "happened", "quote", "statement", "role", "department")
#: Gives what the record with an id is called.
Names = Callable[[str], str]
_NOTHING = "–"


def told(field: str, old: Any, new: Any, was: Names, now: Names) -> tuple[Told, Told, Told, Told]:
    """Both values of a field in words: (old, new), and the same again with marks. ``was`` and ``now`` name records of both versions."""
    if _text(field, old, was) and _text(field, new, now):
        sides = passages(old or "", new or "")
        return (*(_quoted(plain(side)) for side in sides), *(_marked(side, MARKS[2 * at : 2 * at + 2]) for at, side in enumerate(sides)))  # type: ignore[return-value]
    one, other = value(field, old, was), value(field, new, now)
    if isinstance(one, float) and isinstance(other, float) and f"{one:.2f}" == f"{other:.2f}":
        one, other = f"{one!r}", f"{other!r}"  # a figure is written with two decimals at most
    if str(one) == str(other):
        other = Message("another one, {value}", value=other)
    return one, other, one, other


def value(field: str, given: Any, names: Names) -> Told:
    """A value as people read it."""
    if given is None or given == "" or given == ():
        return _NOTHING
    if isinstance(given, bool):
        return Message("yes") if given else Message("no")
    if isinstance(given, Enum):
        return CHOSEN[given]
    if isinstance(given, (int, float)):
        return float(given)
    if isinstance(given, tuple):
        return listed([value(field, one, names) for one in given[:_MOST]], more=len(given) > _MOST)
    if isinstance(given, Picture):
        kind = plain_choice("media", given.media) or given.media
        return Message("{kind} of {size} kB", kind=kind, size=len(given.data) * 3 / 4096) if given.data else _NOTHING
    if isinstance(given, Duration):
        return str(given)
    if isinstance(given, Record):
        return entry(given, names)
    text = str(given)
    if field == "data":
        return Message("{size} kB", size=len(text) * 3 / 4096)
    choice = plain_choice(field, text)
    if choice is not None:
        return choice
    if field in DAYS:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return _quoted(text)
    called = names(text) if field in REFERENCES else ""
    return _quoted(called or _short(text))


#: Fields with the id of a record, or with several.
REFERENCES = frozenset(
    "phase channel channels party owner persona around interview touchpoint touchpoints opportunities lane round".split()
)
DAYS = frozenset(("date", "last_experience", "due", "review"))


def called(record: Record, names: Names) -> Told:
    """What an entry of a list is called: by what it points to, else by what it says."""
    for field in ("touchpoint", "phase", "persona", "party", "lane", "round", "interview"):
        ident = getattr(record, field, None)
        if isinstance(ident, Record):
            return called(ident, names)
        if isinstance(ident, str) and names(ident):
            return _quoted(names(ident))
    if isinstance(record, Lane):
        return CHOSEN[record.kind]
    said = next((str(text) for field in _SAYING if (text := getattr(record, field, ""))), "")
    return _quoted(_short(said)) if said else "…"


def entry(record: Record, names: Names) -> Told:
    """An entry of a list: what it is called, and what else it holds."""
    first = called(record, names)
    parts: list[Told] = [first]
    if isinstance(record, EmotionWord) and record.grade is not None:
        return listed([first, float(record.grade)])
    for field, info in type(record).model_fields.items():
        given = getattr(record, field)
        if field == "id" or given == info.default or isinstance(given, tuple) or given in (None, ""):
            continue
        said = value(field, given, names)
        label = field_label(type(record).__name__, field)
        if str(said) != str(first) and label is not None:
            parts.append(Message("{field}: {value}", field=label, value=said))
    return listed(parts[:_MOST], more=len(parts) > _MOST)


def listed(parts: Sequence[Told], *, more: bool = False) -> Told:
    """Several values with commas between them."""
    out = parts[0]
    for part in [*parts[1:], *(["…"] if more else [])]:
        out = Message("{first}, {then}", first=out, then=part)
    return out


def _text(field: str, given: Any, names: Names) -> bool:
    """Whether a value is a text that somebody wrote; nothing at all may be one."""
    if given is None or given == "":
        return field not in REFERENCES
    if not isinstance(given, str) or isinstance(given, Enum) or field == "data" or field in DAYS or plain_choice(field, given) is not None:
        return False
    return not (field in REFERENCES and names(given))


def _quoted(text: str) -> Told:
    return Message("“{text}”", text=text) if text else _NOTHING


def _marked(pieces: Sequence[Piece], marks: Sequence[str]) -> Told:
    clean = [(piece.text.translate(_NO_MARKS), piece.changed) for piece in pieces]
    return _quoted("".join(f"{marks[0]}{text}{marks[1]}" if changed else text for text, changed in clean))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONG else one_line[: _LONG - 1] + "…"

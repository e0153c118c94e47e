"""Sentences for people, written in English and translated at the edge.

Layers below ``ui`` never translate. They hand over a :class:`Message`: an English template with named places,
and the values that go into them. The window and the command line look the template up in a catalogue and fill
it in. ``str(message)`` gives the English sentence, so a message is readable everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

#: The places for the noun of the one who travels, in plain English (a catalogue puts in the noun of the document).
_TRAVELLER = (
    ("{traveller}", "traveller"),
    ("{a_traveller}", "a traveller"),
    ("{the_traveller}", "the traveller"),
    ("{the_travellers}", "the traveller's"),
    ("{traveller_journey}", "journey"),
)


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """One sentence: ``Message("There is no phase “{name}”.", name="Start")``.

    ``template`` is the English source text (the key in the catalogues), ``values`` what fills its named places.
    A value may itself be a message; it is translated with the same catalogue. A template that speaks of the one who travels has
    the places of :mod:`cjm_desktop.i18n.traveller`, which get no value: the catalogue knows the noun.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language; ``translate`` maps an English template to its translation."""
        values = {k: v.said(translate) if isinstance(v, Message) else v for k, v in self.values.items()}
        return translate(self.template).format(**values) if values else translate(self.template)

    def __str__(self) -> str:
        return self.said(_in_english)


def _in_english(text: str) -> str:
    for place, noun in _TRAVELLER:
        text = text.replace(place, noun)
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about one place of the document.

    ``place`` is a path such as ``touchpoints[3].grade`` (empty for the whole document); ``message`` says what is
    the matter and what to do; ``record`` is the id of the record it belongs to, when it has one.
    """

    place: str
    message: Message
    record: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else str(self.message)


def in_words(problems: Sequence[Problem], most: int = 3, total: int | None = None) -> Message:
    """Several problems as one message: the first ``most`` with their places, then how many more there are.

    ``total`` is how many there are when ``problems`` holds only some of them.
    """
    parts = [
        Message("{place}: {what}", place=problem.place, what=problem.message)
        if problem.place
        else problem.message
        for problem in problems[:most]
    ]
    more = (len(problems) if total is None else total) - len(parts)
    if more == 1:
        parts.append(Message("And one problem more."))
    elif more > 1:
        parts.append(Message("And {count} problems more.", count=more))
    if not parts:
        return Message("Nothing is wrong.")
    text = parts[0]
    for part in parts[1:]:
        text = Message("{first} {then}", first=text, then=part)
    return text

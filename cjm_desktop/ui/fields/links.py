"""Links between fields and places of the document: touchpoints, one record of a list, the journey itself.

Every change goes through ``cjm_desktop.edits``, so that references and the order of phases stay sound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Record
from cjm_desktop.i18n.vocabulary import emotions_in

from ..desk import Desk
from .base import MIXED, Link


def touchpoints_link(
    desk: Desk,
    ids: tuple[str, ...],
    name: str,
    label: Message,
    put: Callable[[Journey, Any], Journey] | None = None,
    leave: Callable[[Journey], Journey] | None = None,
) -> Link:
    """A field of one or several touchpoints. ``put`` replaces the plain change of the field."""

    def get(_: Journey) -> Any:
        first: Any = None
        for i, ident in enumerate(ids):
            card = desk.record("touchpoints", ident)
            if card is None:
                continue
            value = getattr(card, name)
            if i and value != first:
                return MIXED
            first = value
        return first

    def plain(journey: Journey, value: Any) -> Journey:
        return edits.change_touchpoints(journey, ids, **{name: value})

    return Link(get, put or plain, label, f"touchpoints.{name}:{','.join(ids[:8])}:{len(ids)}", leave)


def record_link(desk: Desk, list_name: str, ident: str, name: str, label: Message) -> Link:
    """A field of one record of a list (``phases``, ``opportunities``, ``personas`` …)."""

    def get(_: Journey) -> Any:
        found = desk.record(list_name, ident)
        return None if found is None else getattr(found, name)

    def put(journey: Journey, value: Any) -> Journey:
        return change_record(journey, list_name, ident, **{name: value})

    return Link(get, put, label, f"{list_name}.{ident}.{name}")


def change_record(journey: Journey, list_name: str, ident: str, **fields: Any) -> Journey:
    """A journey in which one record of a list has other values; unchanged when there is no such record."""
    if list_name == "phases":
        return edits.change_phase(journey, ident, **fields)
    if list_name == "touchpoints":
        return edits.change_touchpoints(journey, (ident,), **fields)
    records: tuple[Record, ...] = getattr(journey, list_name)
    for record in records:
        if record.id == ident:  # type: ignore[attr-defined]
            return edits.put(journey, list_name, record.replace(**fields))
    return journey


def spoken_link(name: str, label: Message) -> Link:
    """A field of the journey after which the program's own words of emotions are in the journey's language: those it puts at touchpoints
    are to be read on the map."""
    plain = journey_link(name, label)

    def put(journey: Journey, value: Any) -> Journey:
        after = plain.put(journey, value)
        return edits.reworded(after, emotions_in(after.language))

    return Link(plain.get, put, label, plain.key)


def journey_link(name: str, label: Message, part: str = "") -> Link:
    """A field of the journey, or of one of its parts (``desired``, ``imprint``, ``feedback`` …)."""

    def get(journey: Journey) -> Any:
        return getattr(getattr(journey, part) if part else journey, name)

    def put(journey: Journey, value: Any) -> Journey:
        if not part:
            return edits.change(journey, **{name: value})
        return edits.change(journey, **{part: getattr(journey, part).replace(**{name: value})})

    return Link(get, put, label, f"journey.{part}.{name}")

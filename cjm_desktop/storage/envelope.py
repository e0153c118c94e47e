"""A journey as the text of a file: the same journey always gives the same bytes.

Contract: :func:`to_bytes` gives UTF-8 JSON ``{"format": "cjm-journey", "version": N, "app": "…", "journey": {…}}`` with

* keys in the order in which the records declare them, keys we do not know after them;
* two spaces of indent, one value a line, a newline at the end: changing one record changes few lines;
* whole numbers without ``.0``;
* ``"names": "left out"`` before the journey where its real names were taken out (the journey inside a poster);
* after the journey what a newer program has written beside it (:func:`beside_of`);
* values at their default left out, but for those that make a record recognisable (:data:`ALWAYS`).

Reading the bytes gives an equal journey, and writing that gives the same bytes. Because defaults are left out,
changing one is a new version of the format with a migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from pydantic_core import to_json

from cjm_desktop import __version__
from cjm_desktop.document import Journey, Record

from .migrations import CURRENT

#: What the ``format`` key of our files says.
FORMAT = "cjm-journey"
#: Media type of a journey file.
MEDIA_TYPE = "application/vnd.cjm+json"
#: What a file says from which real names were taken out.
NAMES, LEFT_OUT = "names", "left out"
#: The keys that say something here; ``recovery`` belongs to the copy that is kept of unsaved work. All others are only kept.
_OURS = frozenset({"format", "version", "app", NAMES, "journey", "recovery"})
#: The suffix of a journey file.
SUFFIX = ".cjm"

#: Fields written even at their default: what a person looks for when reading the file. Required fields always are.
ALWAYS: dict[str, frozenset[str]] = {
    "Journey": frozenset({"title", "language", "scale", "phases", "touchpoints"}),
    "Scale": frozenset({"lowest", "highest", "neutral", "step", "fine"}),
    "Touchpoint": frozenset({"title", "kind", "grade"}),
    "Phase": frozenset({"name"}),
    "Channel": frozenset({"name", "icon"}),
    "Party": frozenset({"name", "kind"}),
    "Persona": frozenset({"name"}),
    "Candidate": frozenset({"title"}),
    "Opportunity": frozenset({"title", "kind", "touchpoints"}),
    "EmotionWord": frozenset({"grade"}),
    "Picture": frozenset({"media"}),
}

# Beyond this a float's whole value has more digits than a person would want to read.
_LONGEST_WHOLE = 1e15


def to_bytes(journey: Journey, *, names_left_out: bool = False, beside: Mapping[str, Any] | None = None) -> bytes:
    """The file of a journey. ``names_left_out`` marks it as one whose real names were taken out; ``beside`` is what stood beside the
    journey in the file it comes from (:func:`beside_of`)."""
    tree = {
        "format": FORMAT,
        "version": CURRENT,
        "app": f"CJM Desktop {__version__}",
        **({NAMES: LEFT_OUT} if names_left_out else {}),
        "journey": record_tree(journey),
        **beside_of(beside or {}),
    }
    return to_json(tree, indent=2) + b"\n"


def beside_of(tree: Mapping[str, Any]) -> dict[str, Any]:
    """What stands beside the journey in a file and means nothing to this program: a newer one's, kept as it is."""
    return {key: value for key, value in tree.items() if key not in _OURS}


def record_tree(record: Record) -> dict[str, Any]:
    """A record as the dict that is written for it: fields at their default left out, unknown keys last."""
    values = record.__dict__
    tree: dict[str, Any] = {}
    for name, kept, default in _plan(type(record)):
        value = values[name]
        if value is default:
            if kept:
                tree[name] = _plain(value)
        elif kept or value != default:
            tree[name] = _plain(value)
    if record.__pydantic_extra__:
        tree.update(record.__pydantic_extra__)
    return tree


def _plain(value: Any) -> Any:
    """A field's value as JSON has it."""
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _LONGEST_WHOLE else value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return record_tree(value) if isinstance(value, Record) else value


@cache
def _plan(kind: type[Record]) -> tuple[tuple[str, bool, Any], ...]:
    """(field, whether it is always written, its default) for every field of a kind of record, in order."""
    always = ALWAYS.get(kind.__name__, frozenset())
    return tuple(
        (name, field.is_required() or name in always, field.default)
        for name, field in kind.model_fields.items()
    )

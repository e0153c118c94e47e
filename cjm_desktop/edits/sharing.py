"""Helpers that change tuples of records and share whatever stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..document import Touchpoint

T = TypeVar("T")


def each(records: tuple[T, ...], change: Callable[[T], T]) -> tuple[T, ...]:
    """All records changed; the very same tuple when none of them was."""
    after = tuple([change(record) for record in records])
    return records if all(a is b for a, b in zip(after, records, strict=True)) else after


def moved(records: tuple[T, ...], start: int, at: int) -> tuple[T, ...]:
    """One record taken from ``start`` and put at ``at`` among the others (clamped); the same tuple when it stays."""
    at = min(max(at, 0), len(records) - 1)
    if at == start:
        return records
    others = [*records[:start], *records[start + 1 :]]
    others.insert(at, records[start])
    return tuple(others)


def in_phase(touchpoint: Touchpoint, phase: str | None) -> Touchpoint:
    """The touchpoint in another phase, which is known to exist; the very same when it is in it already."""
    return touchpoint if touchpoint.phase == phase else touchpoint.model_copy(update={"phase": phase})

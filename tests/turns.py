"""Alike cases take turns: what would say the same twice is asked in all its values over a module, and not in each test.

Contract. ``pytestmark = pytest.mark.in_turn("room")`` in a module, or the marker at one test, says that the values of the
parameter (or parametrised fixture) ``room`` are alike for these tests. Each test then runs with one value, the next test with
the next, so that every value is met in every module; a test with further parameters takes the values in turn over their cases.
``in_turn("language", "local")`` is for parameters that go together: the values are the pairs.
What is left out is marked ``slow``: ``python3 dev.py test -m slow`` runs it. ``in_turn()`` without a name takes a single test of
such a module out again: it runs with every value. So does a test that is asked for with one value only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest


def mark_turns(items: Sequence[pytest.Item]) -> None:
    """Mark as slow what is not in turn."""
    tests: dict[tuple[str, tuple[str, ...]], list[pytest.Function]] = defaultdict(list)
    for item in items:
        marker = item.get_closest_marker("in_turn")
        if marker is None or not marker.args or not isinstance(item, pytest.Function):
            continue
        names: tuple[str, ...] = marker.args
        if _given(item).keys() >= set(names):
            tests[item.nodeid.partition("[")[0], names].append(item)
    for (_, names), alike in tests.items():
        values, cases = list[object](), list[object]()
        for item in alike:
            value, case = _split(item, names)
            _note(value, values)
            _note(case, cases)
        for item in alike:
            value, case = _split(item, names)
            if value != values[(_place(item) + cases.index(case)) % len(values)]:
                item.add_marker("slow")


def _given(item: pytest.Function) -> dict[str, object]:
    """The parameters of a case."""
    spec = getattr(item, "callspec", None)
    return {} if spec is None else dict(spec.params)


def _split(item: pytest.Function, names: Sequence[str]) -> tuple[object, dict[str, object]]:
    """The values of these parameters, and all its others."""
    others = _given(item)
    return tuple(others.pop(name) for name in names), others


def _note(one: object, known: list[object]) -> None:
    """Add what is new; values need not be hashable."""
    if one not in known:
        known.append(one)


def _place(item: pytest.Function) -> int:
    """The how manieth test of its module it is, whichever of them are asked for."""
    tests = [name for name in vars(item.module) if name.startswith("test")]
    return tests.index(item.originalname)

"""From every older version of the format to the newest, in gap-free numbered steps from dict to dict.

Contract: ``STEPS[n]`` takes the ``journey`` part of a file of version ``n`` and gives that of version ``n +
1``. Steps see data that nobody has validated: they may raise ``TypeError``, ``KeyError``, ``AttributeError``,
``IndexError`` or ``ValueError`` on nonsense, which the reader turns into a sentence. They never change their
argument. A step, once released, is never edited: files of that version exist. ``tests/files/vN.cjm`` keeps one
real document per version for ever, and a test fails if a step never ran.

Versions
    0  the draft before the first release: touchpoints had ``score`` and ``description``.
    1  the first release: ``grade`` and ``text``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

#: The one version this program writes.
CURRENT = 1

Tree = dict[str, Any]


def _0_to_1(journey: Tree) -> Tree:
    """Touchpoints: ``score`` became ``grade`` and ``description`` became ``text``."""
    renamed = {"score": "grade", "description": "text"}
    touchpoints = [
        {
            renamed[key] if key in renamed and renamed[key] not in record else key: value
            for key, value in record.items()
        }
        for record in journey.get("touchpoints", [])
    ]
    return {**journey, "touchpoints": touchpoints}


STEPS: Mapping[int, Callable[[Tree], Tree]] = {0: _0_to_1}


def migrated(journey: Tree, version: int) -> Tree:
    """The journey part of a file, brought from ``version`` to :data:`CURRENT`.

    Raises ``ValueError`` when the data is not built like that version, or there is no way from it.
    """
    if not 0 <= version <= CURRENT:
        raise ValueError(f"no such version: {version}")
    for number in range(version, CURRENT):
        try:
            journey = STEPS[number](journey)
        except (TypeError, KeyError, AttributeError, IndexError, ValueError) as error:
            raise ValueError(f"step {number} met something unexpected") from error
    return journey

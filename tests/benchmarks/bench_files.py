"""Opening and saving a journey of 5,000 touchpoints, beside what reading and writing its bare JSON costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from journeys import journey_of

from cjm_desktop.storage import open_journey, save_journey

if TYPE_CHECKING:
    from conftest import Board

SIZE = 5_000


def test_opening(board: Board, seconds: Callable[..., float], tmp_path: Path) -> None:
    path = tmp_path / "big.cjm"
    save_journey(journey_of(SIZE), path, None)
    bare = seconds(lambda: json.loads(path.read_bytes()))
    ours = seconds(lambda: open_journey(path))
    assert len(open_journey(path).journey.touchpoints) == SIZE
    board.add(f"open {SIZE:,} touchpoints", ours, "s", goal=0.25, yardstick=bare, beside="json.loads")


def test_saving(board: Board, seconds: Callable[..., float], tmp_path: Path) -> None:
    path = tmp_path / "big.cjm"
    journey = journey_of(SIZE)
    save_journey(journey, path, None)
    tree = json.loads(path.read_bytes())
    other = tmp_path / "bare.json"
    bare = seconds(lambda: other.write_text(json.dumps(tree, indent=2), encoding="utf-8"))
    ours = seconds(lambda: save_journey(journey, path, None))
    board.add(
        f"save {SIZE:,} touchpoints",
        ours,
        "s",
        goal=0.25,
        yardstick=bare,
        beside="json.dumps and a plain write",
    )
    board.add(f"file of {SIZE:,} touchpoints", path.stat().st_size / 1e6, "MB")

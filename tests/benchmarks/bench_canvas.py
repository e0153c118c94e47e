"""The hand on the map: from the event to the painted frame, in the real window at 1920 × 1080, without a graphics card.

``frames.py`` does the work in processes of its own, offscreen and, where there is Xvfb, on an X display. Each is run several
times and the least 95th percentile counts: what other programs take away makes times longer, never shorter. The yardstick
is a plain Qt scene of the same size on which one of sixteen boxes with four lines of text is dragged, in the same process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from screens import offscreen

if TYPE_CHECKING:
    from conftest import Board

FRAMES = Path(__file__).with_name("frames.py")
ROUNDS = 3
BARE = {"what": "bare"}
#: What a person does → name in the table, goal in ms by (flow, size).
HAND = {
    ("card", "timeline", 60): ("drag a card, 60", 8.0),
    ("card", "timeline", 1_000): ("drag a card, 1,000", 16.7),
    ("card", "timeline", 5_000): ("drag a card, 5,000", 16.7),
    ("card_seen_whole", "timeline", 60): ("drag a card, all of 60 in sight", 16.7),
    ("card", "poster", 60): ("drag a card on the poster, 60", 16.7),
    ("card", "poster", 300): ("drag a card over five sheets, 300", 16.7),
    ("point", "timeline", 60): ("drag a point, 60", 8.0),
    ("point", "timeline", 1_000): ("drag a point, 1,000", 16.7),
    ("point", "timeline", 5_000): ("drag a point, 5,000", 16.7),
    ("point", "poster", 60): ("drag a point on the poster, 60", 16.7),
    ("typed_on_map", "timeline", 1_000): ("key in a title on the map, 1,000", 16.7),
    ("typed_in_field", "timeline", 1_000): ("key in the title's field, 1,000", 16.7),
    ("grade", "timeline", 1_000): ("grade typed, 1,000", 16.7),
    ("answer", "timeline", 60): ("one grade of a respondent among 10,000 answers, 60", 16.7),
    ("answer", "timeline", 1_000): ("one grade of a respondent among 10,000 answers, 1,000", 16.7),
    ("tour", "timeline", 60): ("a tour on the projector, 60", 16.7),
}
SIZES = (60, 1_000, 5_000)


def timed(jobs: list[dict[str, object]], environment: dict[str, str]) -> list[dict[str, float]]:
    """What ``frames.py`` answers to these jobs."""
    done = subprocess.run(
        [sys.executable, str(FRAMES), json.dumps(jobs)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers: list[dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return answers


def least(rounds: list[list[dict[str, float]]], job: int, what: str) -> float:
    """The smallest of one figure over all rounds."""
    return min(answers[job][what] for answers in rounds)


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_the_hand(board: Board, screen: str | None, tmp_path: Path, platform: str) -> None:
    environment = {"QT_QPA_PLATFORM": offscreen(tmp_path) if platform == "offscreen" else platform}
    if platform == "xcb":
        if screen is None:
            pytest.skip("there is no Xvfb here")
        environment["DISPLAY"] = screen
    # What changes how much is in sight comes after what does not.
    wanted = sorted(HAND, key=lambda key: (key[1], key[2], "whole" in key[0]))
    jobs: list[dict[str, object]] = [BARE]
    jobs += [{"what": what, "flow": flow, "size": size} for what, flow, size in wanted]
    rounds = [timed(jobs, environment) for _ in range(ROUNDS)]
    bare = least(rounds, 0, "p95")
    for number, key in enumerate(wanted, 1):
        name, goal = HAND[key]
        board.add(
            f"{name} ({platform}), p95",
            least(rounds, number, "p95"),
            "ms",
            goal=goal,
            yardstick=bare,
            beside="a plain scene",
        )
        board.add(f"… from when it was due ({platform}), p95", least(rounds, number, "due_p95"), "ms")


def test_one_edit_does_not_grow(board: Board, tmp_path: Path) -> None:
    jobs: list[dict[str, object]] = [{"what": "edit", "flow": "timeline", "size": size} for size in SIZES]
    rounds = [timed(jobs, {"QT_QPA_PLATFORM": offscreen(tmp_path)}) for _ in range(ROUNDS)]
    drawing = least(rounds, 0, "drawing")
    costs = [least(rounds, number, "median") for number in range(len(SIZES))]
    board.add("drawing what is in sight", drawing, "ms")
    for size, cost in zip(SIZES, costs, strict=True):
        board.add(
            f"one edit and all that follows, {size:,}", cost, "ms", yardstick=drawing, beside="one drawing"
        )
    board.add("growth of one edit, 60 to 5,000", max(0.0, costs[-1] - costs[0]), "ms", goal=drawing)

"""Over long days memory stays flat, and threads, handles, windows and objects as many as they are (:mod:`soak` says how)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOAK = Path(__file__).with_name("soak.py")


def soaked(*arguments: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(SOAK), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-4000:]
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.timeout(300)
def test_what_is_opened_and_closed_is_gone() -> None:
    """Dialogs, menus, the palette, presentations, exports, other documents, other languages."""
    assert soaked("--each", "1") == {"more": {}}


@pytest.mark.slow
@pytest.mark.timeout(20_000)
def test_fifty_thousand_actions_leave_memory_flat() -> None:
    figures = soaked("--actions", "50000", "--tell")
    done = figures["actions"]
    assert isinstance(done, int) and done >= 50_000
    growth = figures["growth"]
    assert isinstance(growth, float) and growth <= 5.0, figures
    for name in ("threads", "handles", "sessions"):
        first, last = figures[name]  # type: ignore[misc]
        assert last <= first, (name, figures)
    for name in ("windows", "objects"):
        first, last = figures[name]  # type: ignore[misc]
        # How many there are depends on what was open and selected before: forms are made when they are first seen.
        assert last <= 1.25 * first, (name, figures)

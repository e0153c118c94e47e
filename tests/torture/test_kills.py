"""Killed at random moments the program loses nothing older than two seconds, and no file is torn (:mod:`kills` says how)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = Path(__file__).with_name("kills.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills as POSIX does")


def killed(times: int, seed: int) -> None:
    done = subprocess.run(
        [sys.executable, str(KILLS), "--kills", str(times), "--seed", str(seed), "--lanes", "10"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr[-4000:]
    figures = json.loads(done.stdout)
    assert figures["faults"] == []
    assert figures["kills"] == times
    assert figures["copies found"] > times / 2


@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_nothing() -> None:
    killed(100, 2026)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_two_thousand_kills_lose_nothing() -> None:
    killed(2000, 11)

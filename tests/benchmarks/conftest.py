"""What the benchmarks share: journeys of any size, a clock, and one table at the end of the run.

Benchmarks are called bench_*.py and run with ``python3 dev.py bench``. Each writes rows on the ``board``: a figure, what it
should reach, and wherever possible a yardstick measured beside it in the same run, because a figure alone says
more about the machine than about the program. A missed goal is shown; it fails nothing, for machines differ.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Row:
    """One line of the table. ``goal`` and ``yardstick`` are in the same unit as ``measured``; None when there is none."""

    what: str
    measured: float
    unit: str
    goal: float | None = None
    yardstick: float | None = None
    beside: str = ""


class Board:
    """Collects rows and prints them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(
        self,
        what: str,
        measured: float,
        unit: str,
        *,
        goal: float | None = None,
        yardstick: float | None = None,
        beside: str = "",
    ) -> None:
        """One more row; ``beside`` says what the yardstick is."""
        self.rows.append(Row(what, measured, unit, goal, yardstick, beside))

    def lines(self) -> list[str]:
        """The table as text: what, measured, goal with how much of it was used, yardstick with the ratio to it."""
        cells = [("what", "measured", "goal", "of goal", "", "beside it")]
        for row in self.rows:
            goal = "" if row.goal is None else f"{row.goal:,.4g} {row.unit}"
            used = "" if row.goal is None else f"{row.measured / row.goal:.2f}"
            mark = "" if row.goal is None else ("ok" if row.measured <= row.goal else "MISSED")
            beside = ""
            if row.yardstick:
                beside = (
                    f"{row.measured / row.yardstick:.2f} × {row.beside} ({row.yardstick:,.4g} {row.unit})"
                )
            cells.append((row.what, f"{row.measured:,.4g} {row.unit}", goal, used, mark, beside))
        widths = [max(len(line[i]) for line in cells) for i in range(6)]
        return [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in cells
        ]


_BOARD = pytest.StashKey[Board]()


def pytest_configure(config: pytest.Config) -> None:
    """One board per run."""
    config.stash[_BOARD] = Board()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    board = config.stash[_BOARD]
    if board.rows:
        terminalreporter.section("figures")
        for line in board.lines():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Started programs find their modules compiled, as those of an installed wheel are.

    Where Python is told to keep no bytecode, a checkout is compiled anew at each start, which takes a third of it.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        environment.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


@pytest.fixture
def board(pytestconfig: pytest.Config) -> Board:
    """The run's board."""
    return pytestconfig.stash[_BOARD]


@pytest.fixture
def seconds() -> Callable[..., float]:
    """``seconds(function, rounds=7)``: the median time of one call, after one call that warms up."""

    def median(function: Callable[[], object], rounds: int = 7) -> float:
        function()
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            function()
            times.append(time.perf_counter() - started)
        return statistics.median(times)

    return median


@pytest.fixture(scope="session")
def screen() -> Iterator[str | None]:
    """A virtual X display of 1920 × 1080 (its name, ``:7``), or ``None`` where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None or not sys.platform.startswith("linux"):
        yield None
        return
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}" if number else None
    server.terminate()
    server.wait(10)

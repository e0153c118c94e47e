"""The program in a real window, started once for each module, and the sample as if just opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_window import Program, Screen, State, journey

from cjm_desktop.storage import save_journey


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("window")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    path = folder / "sample.cjm"
    save_journey(journey(), path, None)
    return path


@pytest.fixture(scope="module")
def size() -> tuple[int, int]:
    """How large (px) the screen is; a module may have another."""
    return 1920, 1080


@pytest.fixture(scope="module")
def program(folder: Path, sample: Path, size: tuple[int, int]) -> Iterator[Program]:
    screen = Screen(*size, folder / "home")
    try:
        made = Program(screen, folder, sample)
        try:
            yield made
        finally:
            made.close()
    finally:
        screen.close()


@pytest.fixture
def start(program: Program, sample: Path) -> State:
    return program.open(sample)

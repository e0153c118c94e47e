"""What tests of windows share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cjm_desktop.ui.canvas import view


@pytest.fixture(autouse=True, scope="session")
def _no_tidying_between_tests() -> Iterator[None]:
    """A map that rests for a moment tidies the whole memory up, which holds what all the tests before have left behind."""
    usual = view._REST_MS
    view._REST_MS = 3_600_000
    yield
    view._REST_MS = usual


@pytest.fixture(autouse=True, scope="module")
def _start_light() -> Iterator[None]:
    """What a module leaves behind is not walked again by the collector in the next ones."""
    yield
    gc.collect()
    gc.freeze()

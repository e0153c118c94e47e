"""When a window is lost and when it is where somebody put it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from cjm_desktop.ui.onscreen import in_sight

_DESK, _WALL = QRect(0, 0, 1366, 738), QRect(1366, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("frame", "screens", "seen"),
    [
        (QRect(-1, -1, 1368, 740), (_DESK,), True),
        (QRect(1500, 100, 1400, 800), (_DESK, _WALL), True),
        (QRect(1500, 100, 1400, 800), (_DESK,), False),
        (QRect(1227, 99, 1400, 800), (_DESK,), False),
        (QRect(100, -40, 800, 700), (_DESK,), False),
        (QRect(600, 200, 900, 500), (_DESK,), True),
        (QRect(-700, 200, 900, 500), (_DESK,), False),
        (QRect(1206, 10, 400, 900), (_DESK, _WALL), True),
    ],
    ids=["maximised", "on the wall", "the wall gone", "a strip left", "no title bar", "over the edge", "mostly outside", "between both"],
)
def test_a_window_is_lost_where_nobody_can_take_it(frame: QRect, screens: tuple[QRect, ...], seen: bool) -> None:
    assert in_sight(frame, screens) is seen

"""The menus on a laptop's screen: every one of them is in sight from its first entry to its last."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu
from rooms import shut, workspace

#: What is left of 768 pixels beside the bar of the menus and a desktop's own.
_ROOM = 720


def _menus(menu: QMenu) -> list[QMenu]:
    menu.aboutToShow.emit()
    inner = [action.menu() for action in menu.actions()]
    return [menu, *(one for child in inner if isinstance(child, QMenu) for one in _menus(child))]


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_no_menu_is_higher_than_a_laptops_screen(tmp_path, language):
    room = workspace(tmp_path, language=language, size=100)
    try:
        room.selection.set(("t1",))
        menus = [one for action in room.window_.menuBar().actions() for one in _menus(action.menu())]
        heights = {f"{one.title()}: {[a.text() for a in one.actions()][:2]}": one.sizeHint().height() for one in menus}
        assert len(heights) > 15
        assert {name: height for name, height in heights.items() if height > _ROOM} == {}
        # On the largest screen too nobody reads down thirty lines.
        assert max(sum(not action.isSeparator() for action in one.actions()) for one in menus) <= 20
    finally:
        shut(room)


def test_an_entry_of_a_submenu_tells_the_menu_it_is_in(tmp_path):
    room = workspace(tmp_path)
    try:
        assert room.window_.actions_.menu_of("zoom_true") == room.window_.actions_.menu_of("present") == "View"
        assert room.window_.actions_.menu_of("capture") == "Insert"
    finally:
        shut(room)

"""The map on the screen is dressed as it prints: in the document's theme and the company's own colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from rooms import small_journey, ui

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Message, PosterSettings, RoleColour
from cjm_desktop.layout import MapSheet, load_theme
from cjm_desktop.layout.sheet import Curve
from cjm_desktop.layout.sheet import Path as Drawn
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.ui.mapdesk import DiskShelf, MapDesk
from cjm_desktop.ui.session import Session

PURPLE = (RoleColour(role="phases", colour="#6D2077"), RoleColour(role="positive", colour="#1B5EA8"))


def fills(sheet: MapSheet) -> set[str]:
    """Colours in which shapes and areas of a sheet are filled."""
    items = [item for part in sheet.parts() for item in part.items]
    found = {item.fill for item in items if isinstance(item, Drawn) and item.fill}
    return found | {item.above for item in items if isinstance(item, Curve)}


def settings(theme: str, colours: tuple[RoleColour, ...] = ()) -> Journey:
    return small_journey().model_copy(update={"poster": PosterSettings(theme=theme, colours=colours)})


@pytest.fixture
def map_desk(qtbot, tmp_path: Path) -> MapDesk:
    session = Session(small_journey(), analyse=read, shelf=DiskShelf())
    desk = MapDesk(ui(tmp_path), session)
    qtbot.addWidget(desk.canvas)
    return desk


@pytest.mark.parametrize("flow", ["timeline", "poster"])
@pytest.mark.parametrize(("name", "colours"), [("greyscale", ()), ("high-contrast", ()), ("house", PURPLE)])
def test_the_map_takes_the_documents_colours(
    map_desk: MapDesk, flow: str, name: str, colours: tuple[RoleColour, ...]
) -> None:
    map_desk.canvas.set_flow(flow)
    house, wanted = load_theme("house"), load_theme(name, colours)
    assert house.phase(0, 2) in fills(map_desk.canvas.sheet)
    map_desk.session.commit(Message("Other colours"), settings(name, colours))
    shown = fills(map_desk.canvas.sheet)
    assert {wanted.phase(0, 2), wanted.positive, wanted.positive_area} <= shown
    assert not {house.phase(0, 2), house.positive, house.positive_area} & shown
    map_desk.session.undo()
    assert {house.phase(0, 2), house.positive, house.positive_area} <= fills(map_desk.canvas.sheet)


def test_another_edit_keeps_what_is_laid_out(map_desk: MapDesk) -> None:
    before = map_desk.canvas.sheet.bands[0].setting
    renamed = map_desk.session.journey.model_copy(update={"title": "Another"})
    map_desk.session.commit(Message("Rename"), renamed)
    assert map_desk.canvas.sheet.bands[0].setting is before


def test_what_is_printed_has_the_same_colours() -> None:
    sheet = Press().sheet(settings("house", PURPLE), PrintOrder())
    theme = load_theme("house", PURPLE)
    assert {theme.phase(0, 2), theme.positive, theme.positive_area} <= fills(sheet)


def test_another_look_is_put_on_from_nothing(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one sheet to another Qt takes six times as long as from none."""
    made = ui(tmp_path)
    sheets: list[str] = []
    put_on = QApplication.setStyleSheet
    monkeypatch.setattr(QApplication, "setStyleSheet", lambda app, sheet: (sheets.append(sheet), put_on(app, sheet)))
    made.set_theme("dark")
    dark = qapp.styleSheet()
    made.set_theme("light")
    assert sheets == ["", dark, "", qapp.styleSheet()] and dark != qapp.styleSheet()

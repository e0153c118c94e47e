"""A photo of the wall beside the map: read beside the window's thread, zoomed, moved and turned, and never in the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import Answers, shut, small_journey, ui, until
from shiboken6 import isValid

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.capture import wall_photo
from cjm_desktop.ui.capture.wall_photo import cut_off, read_photo
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

K = Qt.Key


def photo(folder: Path, name: str = "wall.png", width: int = 1200, height: int = 600) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    for x in range(40):
        for y in range(40):
            image.setPixelColor(x, y, QColor("#FF0000"))
    path = folder / name
    assert image.save(str(path))
    return path


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "nl"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    shell = MainWindow(ui(tmp_path, request.param))
    shell.resize(1366, 768)
    made = Workspace(shell, MapDesk(shell.ui), Answers())
    made.session.adopt(small_journey())
    shell.show()
    shell.activateWindow()
    made.show_map()
    QApplication.processEvents()
    yield made
    if isValid(made.window_):  # not when another window took its place
        shut(made)


def shown(room: Workspace, path: Path) -> Any:
    room.files.asks.paths = [path]  # type: ignore[attr-defined]
    room.commands.run("wall_photo")
    until(lambda: bool(room.capture.photo.view.levels))
    QApplication.processEvents()
    return room.capture.photo


def test_it_opens_beside_the_map_and_changes_nothing(room: Workspace, tmp_path: Path) -> None:
    before = room.session.journey
    made = shown(room, photo(tmp_path))
    assert made.isVisible()
    assert room.canvas_.isVisible()
    assert room.window_.actions_["wall_photo"].isChecked()
    assert room.session.journey is before
    assert not room.session.dirty
    room.commands.run("wall_photo")
    assert made.isHidden()
    assert room.files.asks.asked.count("photo_path") == 1  # type: ignore[attr-defined]
    room.commands.run("wall_photo")
    assert made.isVisible(), "it is still there, and nobody is asked again"
    QTest.keyClick(made.view, K.Key_Escape)
    assert made.isHidden()
    assert QApplication.focusWidget() is room.canvas_


def test_zoom_keeps_what_is_under_the_pointer(room: Workspace, tmp_path: Path) -> None:
    view = shown(room, photo(tmp_path)).view
    at = QPointF(view.width() * 0.3, view.height() * 0.5)
    before = view._place(at)
    for _ in range(12):
        wheel = QWheelEvent(
            at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, wheel)
    after = view._place(at)
    assert view.scale > 1
    assert (after - before).manhattanLength() < 2
    centre = QPointF(view.centre)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseMove(view, QPoint(90, 60))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    assert view.centre.x() == pytest.approx(centre.x() - 30 / view.scale)
    QTest.keyClick(view, K.Key_0)
    assert view.fitted


def test_it_turns_by_quarters(room: Workspace, tmp_path: Path) -> None:
    view = shown(room, photo(tmp_path)).view

    def red() -> tuple[bool, bool]:
        """Whether the marked corner is on the left, and at the top, of what is seen."""
        image = view.grab().toImage()
        found = [
            (x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2) if image.pixelColor(x, y).red() > 200
            and image.pixelColor(x, y).green() < 60
        ]  # fmt: skip
        x, y = found[len(found) // 2]
        return x < image.width() / 2, y < image.height() / 2

    assert red() == (True, True)
    QTest.keyClick(view, K.Key_R)
    assert (view.size_.width(), view.size_.height()) == (600, 1200)
    assert red() == (False, True)
    QTest.keyClick(view, K.Key_R)
    assert red() == (False, False)
    QTest.keyClick(view, K.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert red() == (False, True)


def test_it_is_dropped_on_the_window(room: Workspace, tmp_path: Path) -> None:
    path = photo(tmp_path, "Wand.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    hand = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(room.window_, QDragEnterEvent(QPoint(400, 300), *hand))
    QApplication.sendEvent(room.window_, QDropEvent(QPointF(400, 300), *hand))
    until(lambda: bool(room.capture.photo.view.levels))
    assert room.capture.photo.name.text() == "Wand.jpg"
    assert [t.title for t in room.session.journey.touchpoints] == ["Asks", "Waits", "Gets it"]


def test_what_is_no_photo_is_said(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_bytes(b"no photo at all")
    assert room.capture.take(path)
    until(lambda: room.capture.photo.isHidden())
    assert "notes.png" in room.window_.message.text()


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_photo_that_is_cut_off_is_shown_with_a_word(room: Workspace, tmp_path: Path, ending: str) -> None:
    whole = photo(tmp_path, f"whole.{ending}")
    assert not cut_off(whole)
    path = tmp_path / f"half.{ending}"
    path.write_bytes(whole.read_bytes()[: len(whole.read_bytes()) * 2 // 3])
    assert cut_off(path)
    room.capture.open_photo(path)
    until(lambda: not room.capture.photo.name.text().startswith(room.ui.text("Reading the photo …")))
    said = room.window_.message.text()
    assert path.name in said
    if room.capture.photo.view.levels:
        assert said == room.ui.text(
            "“{name}” is cut off: part of the photo is missing. Copy it from the camera or the phone again."
        ).format(name=path.name)
        assert room.capture.photo.missing.isVisible()
    room.capture.open_photo(whole)
    until(lambda: room.capture.photo.name.text() == whole.name)
    assert not room.capture.photo.missing.isVisible()


def test_the_end_of_a_jpeg_is_looked_for_behind_its_small_picture(tmp_path: Path, qapp: Any) -> None:
    raw = photo(tmp_path, "a.jpg").read_bytes()
    small = b"\xff\xe1" + (2 + 4).to_bytes(2, "big") + b"\xff\xd8\xff\xd9"
    path = tmp_path / "b.jpg"
    path.write_bytes(raw[:2] + small + raw[2:] + b"more that a phone writes")
    assert not cut_off(path)
    path.write_bytes(raw[:2] + small + raw[2:-2])
    assert cut_off(path)
    for length in range(0, len(raw) - 2, 97):
        path.write_bytes(raw[:length])
        cut_off(path)


def test_the_first_photo_stays_with_its_name_when_the_second_cannot_be_read(room: Workspace, tmp_path: Path) -> None:
    first = photo(tmp_path, "first.png")
    made = shown(room, first)
    QTest.keyClick(made.view, K.Key_R)
    bad = tmp_path / "second.jpg"
    bad.write_bytes(b"no photo at all")
    room.capture.open_photo(bad)
    until(lambda: "second.jpg" in room.window_.message.text())
    assert made.isVisible()
    assert (made.path, made.name.text(), made.view.turned) == (first, "first.png", 90)
    new = renewed(room, catalogue_for("da"))
    try:
        assert new.capture.photo.name.text() == "first.png"
    finally:
        shut(new)


def test_a_huge_photo_is_made_smaller_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: Any) -> None:
    monkeypatch.setattr(wall_photo, "_MOST_PIXELS", 300_000)
    levels = read_photo(photo(tmp_path, "big.jpg", 2400, 1200))
    assert levels[0].width() * levels[0].height() <= 300_000
    assert levels[0].width() == pytest.approx(2 * levels[0].height(), abs=2)
    levels = read_photo(photo(tmp_path, "small.png", 500, 400))
    assert (levels[0].width(), len(levels)) == (500, 1)


def test_there_are_smaller_ones_of_a_large_photo(tmp_path: Path, qapp: Any) -> None:
    levels = read_photo(photo(tmp_path, "wide.png", 4000, 2000))
    assert [level.width() for level in levels] == [4000, 2000, 1000]


def test_it_comes_along_into_another_language(room: Workspace, tmp_path: Path) -> None:
    view = shown(room, photo(tmp_path)).view
    QTest.keyClick(view, K.Key_R)
    for _ in range(3):
        QTest.keyClick(view, K.Key_Plus)
    QTest.keyClick(view, K.Key_Right)
    looked = (view.turned, view.scale, view.centre)
    room.commands.run("capture")
    room.capture.bar.line.write("half a thought")
    made = renewed(room, catalogue_for("sv"))
    try:
        until(lambda: bool(made.capture.photo.view.levels))
        assert made.capture.shown("photo")
        view = made.capture.photo.view
        assert (view.turned, view.scale, view.centre) == looked, "as near and at the same place"
        assert made.capture.shown("bar")
        assert made.capture.bar.line.text == "half a thought"
        assert not made.capture.shown("parking")
    finally:
        shut(made)


def test_the_keyboard_comes_to_the_photo_or_to_where_it_is_typed_in(room: Workspace, tmp_path: Path) -> None:
    made = shown(room, photo(tmp_path))
    assert made.view.hasFocus()
    room.commands.run("wall_photo")
    room.turn_capture("bar")
    room.commands.run("wall_photo")
    assert made.isVisible() and room.capture.bar.line.hasFocus()

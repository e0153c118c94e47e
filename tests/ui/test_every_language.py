"""Every panel, step and dialog in every language on a small screen, and the steps in the narrowest panel and in large type: no words of
ours are cut off. What somebody wrote may end in … where its tip says all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from rooms import Answers, shut, ui, workspace

from cjm_desktop.document import Journey
from cjm_desktop.i18n import LANGUAGES
from cjm_desktop.method import STEPS
from cjm_desktop.storage import templates
from cjm_desktop.ui.dialogs.pack import PackDialog
from cjm_desktop.ui.dialogs.sheets import AboutSheet, KeysSheet
from cjm_desktop.ui.guide.talk import TalkWindow
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.panels.buttons import Button
from cjm_desktop.ui.panels.form import Section
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

#: What rounding and side bearings may take (px).
_SLACK = 2


@pytest.fixture(scope="module", params=sorted(LANGUAGES))
def window(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: Any
) -> Iterator[tuple[Workspace, Journey, list[int]]]:
    """One window for each language, with the sample in that language, and how wide its parts are at first."""
    journey = templates.load("new-colleague", request.param)
    made = workspace(tmp_path_factory.mktemp("window"), journey, language=request.param)
    made.window_.resize(1366, 768)
    settle()
    yield made, journey, made.window_.splitter.sizes()
    shut(made)


@pytest.fixture
def room(window: tuple[Workspace, Journey, list[int]]) -> Iterator[Workspace]:
    """The window of a language as it is right after a start: the sample on the map, nothing beside it, nothing selected, all folded."""
    made, journey, widths = window
    made.session.adopt(journey)
    made.window_.resize(1366, 768)
    made.turn_side("journey")
    made.show_map()
    made.window_.splitter.setSizes(widths)
    settle()
    assert made.window_.splitter.sizes() == widths
    yield made
    put_back(made)


def put_back(room: Workspace) -> None:
    """Close what a test has opened."""
    room.presenter.end()
    if room.export_dialog is not None:
        room.export_dialog.reject()
    for name in ("bar", "parking", "votes"):
        if room.capture_shown(name):
            room.turn_capture(name)
    if room.outline_shown():
        room.middle.show_beside(room.outline.panel, False)
    room.selection.clear()
    for widget in QApplication.topLevelWidgets():
        if widget is not room.window_ and widget.isVisible():
            widget.close()
    for section in room.window_.findChildren(Section):
        section.fold(section._default)
    settle()


def settle() -> None:
    # What wraps tells its new height to the form around it, which tells the panel, and so on.
    for _ in range(10):
        QApplication.processEvents()


def written(journey: Journey) -> set[str]:
    """What people wrote in a document."""
    found: set[str] = set()

    def read(value: object) -> None:
        if isinstance(value, str):
            found.update(line.strip() for line in value.split("\n") if len(line.strip()) > 1)
        elif isinstance(value, dict):
            for one in value.values():
                read(one)
        elif isinstance(value, list | tuple):
            for one in value:
                read(one)

    read(journey.model_dump(mode="json"))
    return found


def clipped(root: QWidget, theirs: Collection[str] = ()) -> list[str]:
    """The texts below a widget that do not fit where they stand, with what they stand in; ``theirs`` is what people wrote, which may end
    in … where it has a tip."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible() or not widget.text().strip():
            continue
        if _too_long(widget) and not (widget.toolTip() and any(one in widget.text() for one in theirs)):
            found.append(f"{type(widget).__name__} “{widget.text()}” in {widget.width()} × {widget.height()}")
    return found


def _too_long(widget: QLabel | QAbstractButton) -> bool:
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            words = max((widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split()), default=0)
            return words > widget.width() + _SLACK or widget.heightForWidth(widget.width()) > widget.height() + _SLACK
        return widget.sizeHint().width() > widget.width() + _SLACK
    if isinstance(widget, Button):
        return widget.cut or widget.height() < widget.sizeHint().height() - _SLACK
    if not isinstance(widget, QPushButton | QToolButton) or widget.hasHeightForWidth():
        return False
    words = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    beside = 0 if widget.icon().isNull() else widget.iconSize().width()
    if isinstance(widget, QToolButton):
        if widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly and beside:
            return False
        if widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
            beside = 0
    return words + beside > widget.width()


def open_all(root: QWidget) -> None:
    for section in root.findChildren(Section):
        section.fold(False)
    settle()


@pytest.mark.in_turn("window")
def test_the_steps(room: Workspace) -> None:
    """One language after the other: the same pages stand with less room in all of them, in the narrowest panel and in large type."""
    room.side.turn_to("guide")
    cut = []
    for step in STEPS:
        room.guide.go(step.number)
        open_all(room.guide.page)
        cut += [f"step {step.number}: {one}" for one in clipped(room.guide, written(room.session.journey))]
    assert not cut, "\n".join(cut)


def test_the_panels(room: Workspace) -> None:
    room.side.turn_to("journey")
    open_all(room.journey_panel)
    journey = room.session.journey
    theirs = written(journey)
    cut = clipped(room.journey_panel, theirs)
    for kind, records in (
        ("touchpoint", journey.touchpoints),
        ("phase", journey.phases),
        ("opportunity", journey.opportunities),
        ("persona", journey.personas),
        ("channel", journey.channels),
        ("party", journey.parties),
    ):
        room.selection.set_record(kind, records[0].id)
        settle()
        open_all(room.inspector)
        cut += [f"{kind}: {one}" for one in clipped(room.inspector, theirs)]
    room.selection.clear()
    settle()
    cut += clipped(room.inspector, theirs)
    assert not cut, "\n".join(cut)


def test_the_window_itself(room: Workspace) -> None:
    window = room.window_
    assert window.width() == 1366
    cut = clipped(window.tool_bar) + clipped(window.statusBar(), written(room.session.journey))
    extension = window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is None or not extension.isVisible(), "the toolbar has no room"
    room.show_start()
    settle()
    cut += clipped(room.welcome)
    assert not cut, "\n".join(cut)


def test_the_dialogs(room: Workspace) -> None:
    dialogs: list[QDialog] = [
        PackDialog(room.desk, room.printing, room.window_),
        KeysSheet(room.ui, room.window_),
        AboutSheet(room.ui, room.window_),
    ]
    cut = []
    for dialog in dialogs:
        dialog.open()
        settle()
        cut += [f"{type(dialog).__name__}: {one}" for one in clipped(dialog)]
        dialog.reject()
    room.open_export()
    settle()
    export = room.export_dialog
    assert export is not None
    open_all(export)
    cut += [f"export: {one}" for one in clipped(export)]
    export.reject()
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_steps_in_the_narrowest_panel_and_in_large_type(language: str, tmp_path: Path, qapp: Any) -> None:
    journey = templates.load("new-colleague", language)
    theirs = written(journey)
    look = ui(tmp_path, language, size=150)
    window = MainWindow(look)
    room = Workspace(window, MapDesk(look), Answers())
    try:
        room.session.adopt(journey)
        window.show()
        room.show_map()
        settle()
        window.resize(1366, 768)
        room.side.turn_to("guide")
        window.splitter.setSizes([1, 2000, 1])
        settle()
        assert window.left.width() == window.left.minimumWidth()
        cut = clipped(window.tool_bar)
        extension = window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
        assert extension is None or not extension.isVisible(), "the toolbar has no room"
        for step in STEPS:
            room.guide.go(step.number)
            settle()
            cut += [f"step {step.number}: {one}" for one in clipped(room.guide, theirs)]
        assert not cut, "\n".join(cut)
    finally:
        shut(room)


def test_what_is_opened_beside_the_map(room: Workspace) -> None:
    theirs = written(room.session.journey)
    cut = []
    for name in ("bar", "parking", "votes"):
        room.turn_capture(name)
        settle()
        assert room.capture_shown(name)
        cut += [f"{name}: {one}" for one in clipped(room.middle, theirs)]
    room.turn_outline()
    settle()
    cut += [f"outline: {one}" for one in clipped(room.outline.panel, theirs)]
    room.open_palette()
    palette = room.finding.open_one
    assert palette is not None
    settle()
    cut += [f"palette: {one}" for one in clipped(palette, theirs)]
    palette.close()
    room.desk.sought.emit("", "interviews[0].date")
    settle()
    (told,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, TalkWindow) and one.isVisible())
    cut += [f"respondent: {one}" for one in clipped(told, theirs)]
    told.close()
    room.toggle_presentation()
    settle()
    showing = room.presenter.showing
    assert showing is not None
    cut += [f"presentation: {one}" for one in clipped(showing, theirs)]
    assert not cut, "\n".join(cut)

"""What a document says is shown as it stands, nowhere run as HTML: a picture in it would open a file, a link could be clicked."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import ValidationError
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QToolTip, QWidget
from rooms import shut, workspace
from test_accessible import parts

from cjm_desktop.document import Journey, Record
from cjm_desktop.storage import templates
from cjm_desktop.ui.canvas.inline_editor import Ended, InlineEditor
from cjm_desktop.ui.dialogs.question import Answer, Question
from cjm_desktop.ui.workspace import Workspace

HTML = '<b>x</b> &amp; <img src="file:///nowhere.png"> '
_R = TypeVar("_R", bound=Record)


def marked(record: _R) -> _R:
    """The record with markup before every text in it that may hold any."""
    changes: dict[str, object] = {}
    for name, value in record:
        if isinstance(value, Record):
            changes[name] = marked(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            changes[name] = tuple(marked(item) for item in value)
        elif name not in ("icon", "role", "theme") and not isinstance(value, Enum):
            said = (
                HTML + value
                if isinstance(value, str)
                else tuple(HTML + one for one in value)
                if isinstance(value, tuple)
                else value
            )
            try:
                record.replace(**{name: said})
            except (ValidationError, TypeError):
                continue
            changes[name] = said
    return record.replace(**changes)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    journey = templates.load("new-colleague", "en")
    renamed = {old.id: new for old, new in zip(journey.touchpoints, ("t1", "t2", "t3"), strict=False)}
    text = journey.model_dump_json()
    for ident, new in [
        *renamed.items(),
        (journey.phases[0].id, "f1"),
        (journey.opportunities[0].id, "o1"),
        (journey.channels[0].id, "c1"),
        (journey.parties[0].id, "p1"),
    ]:
        text = text.replace(f'"{ident}"', f'"x-{new}"')
    for new in ("t1", "t2", "t3", "f1", "o1", "c1", "p1"):
        text = text.replace(f'"x-{new}"', f'"{new}"')
    made = workspace(tmp_path, marked(Journey.model_validate_json(text)))
    yield made
    shut(made)


def labels() -> list[QLabel]:
    return [widget for widget in QApplication.allWidgets() if isinstance(widget, QLabel)]


def test_no_label_runs_what_it_shows_in_any_panel_and_on_any_step(room: Workspace) -> None:
    seen = 0
    for place, part in parts(room):
        for label in part.findChildren(QLabel):
            label.ensurePolished()
            assert label.textFormat() is Qt.TextFormat.PlainText, (place, label.text())
            seen += "<b>" in label.text()
        assert not [edit for edit in part.findChildren(QTextEdit) if edit.acceptRichText()], place
    assert seen > 20, "the markup is really shown in places"


def test_no_tip_runs_what_it_shows(room: Workspace) -> None:
    said = f"{HTML}\nand a second line"
    QToolTip.showText(QPoint(10, 10), said, room.window_)
    tips = [label for label in labels() if label.metaObject().className() == "QTipLabel" and label.isVisible()]
    assert [tip.text() for tip in tips] == [said]
    assert tips[0].textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_neither_does_a_label_of_tomorrow_nor_a_question(room: Workspace) -> None:
    owner = QWidget(room.window_)
    QLabel(HTML, owner)
    asked = Question(room.ui, room.window_, HTML, HTML, (Answer("cancel", "Close"),), details=HTML)
    for widget in (owner, asked):
        widget.show()
        QApplication.processEvents()
        assert {label.textFormat() for label in widget.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        widget.close()


class Dropped:
    """What Qt tells of something that is dropped, as far as the editor asks."""

    def __init__(self, data: QMimeData, place: QPoint) -> None:
        self.data, self.place, self.taken = data, place, False

    def mimeData(self) -> QMimeData:
        return self.data

    def pos(self) -> QPoint:
        return self.place

    def accept(self) -> None:
        self.taken = True


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_of_what_is_put_into_a_text_on_the_map_only_the_words_come(room: Workspace, way: str) -> None:
    data = QMimeData()
    data.setHtml('Rings <b>the bell</b><img src="file:///nowhere.png">')
    data.setText("Rings\nthe bell")
    room.canvas_.edit("t1", "title")
    editor = room.canvas_.editing.active
    assert isinstance(editor, InlineEditor)
    if way == "paste":
        QApplication.clipboard().setMimeData(data)
        QTest.keyClick(room.canvas_, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        dropped = Dropped(data, editor.boundingRect().center())  # type: ignore[arg-type]
        editor.dropEvent(dropped)  # type: ignore[arg-type]
        assert dropped.taken
    assert "Rings the bell" in editor.toPlainText()
    assert "\N{OBJECT REPLACEMENT CHARACTER}" not in editor.toPlainText()
    assert "nowhere.png" not in editor.toHtml().replace("file:///nowhere.png&quot;", "")
    editor.end(Ended.DROP)
    QApplication.clipboard().clear()

"""The walk through the program: it leads to each thing, sees what is tried, takes nothing away, and leaves the window as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, until, workspace

from cjm_desktop.i18n import LANGUAGES
from cjm_desktop.ui.walk.around import Walk
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey())
    yield made
    shut(made)


def walk_of(room: Workspace) -> Walk:
    walk = room.walking.walk
    assert walk is not None
    return walk


def led(room: Workspace) -> Walk:
    """The walk, begun from the start page's tile."""
    room.show_start()
    room.welcome.walk_tile.click()
    return walk_of(room)


def to(walk: Walk, name: str) -> None:
    """Go on by the key until a stop."""
    while walk.stop.name != name:
        before = walk.at
        QTest.keyClick(walk.bubble.next, Qt.Key.Key_Right)
        assert walk.at == before + 1


def test_it_shows_an_example_in_the_language_of_the_page(room: Workspace) -> None:
    room.show_start()
    room.welcome._speak(3)  # Magyar
    room.welcome.walk_tile.click()
    assert room.session.journey.language == "hu"
    assert walk_of(room).stop.name == "map"
    assert not room.session.dirty


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stop_has_words_and_its_bubble_is_whole_and_beside_its_thing(language: str, tmp_path: Path, qapp: QApplication) -> None:
    room = workspace(tmp_path, small_journey(), language=language)
    try:
        room.window_.resize(1366, 768)
        room.walking.begin()
        walk, seen = walk_of(room), []
        while room.walking.walk is walk:
            until(lambda: not walk.stop.where().isEmpty() or walk.stop.name in ("projector", "end"))
            walk.follow()
            bubble = walk.bubble
            seen.append(walk.stop.name)
            assert room.window_.rect().contains(bubble.geometry())
            for label in (bubble.head, bubble.text, bubble.trying):
                assert label.isHidden() or label.height() >= label.heightForWidth(label.width())
            assert bubble.head.text() not in ("", *(() if language == "en" else ("A journey on one sheet",)))
            box = walk.stop.where()
            if 0 < box.width() < 500:
                assert not box.intersects(bubble.geometry())
            walk.go(1)
        assert seen == [
            "map", "card", "line", "silence", "entry", "guide", "findings", "opportunities", "poster", "projector", "safe", "end",
        ]  # fmt: skip
        assert not room.session.dirty, "whoever only looks changes nothing"
        assert room.view == "timeline"
    finally:
        shut(room)


def test_what_is_tried_is_seen(room: Workspace) -> None:
    walk = led(room)
    to(walk, "card")
    until(lambda: not walk.stop.where().isEmpty())
    asked = walk.bubble.trying.text()
    canvas, at = room.canvas_, walk.stop.where().center()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.viewport().mapFrom(room.window_, at))
    assert room.selection.current
    walk.follow()
    assert walk.bubble.trying.text() != asked
    to(walk, "line")
    asked = walk.bubble.trying.text()
    canvas.setFocus()
    before = room.session.journey
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert room.session.journey != before
    walk.follow()
    assert walk.bubble.trying.text() != asked


def test_a_line_is_typed_in_the_midst_of_it(room: Workspace) -> None:
    walk = led(room)
    to(walk, "entry")
    asked, count = walk.bubble.trying.text(), len(room.session.journey.touchpoints)
    line = room.capture.bar.line
    until(line.hasFocus)
    QTest.keyClicks(line, "Gets a key")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(room.session.journey.touchpoints) == count + 1
    walk.follow()
    assert walk.bubble.trying.text() != asked
    assert walk.bubble.next.hasFocus(), "the way on is one key away"
    QTest.keyClick(walk.bubble.next, Qt.Key.Key_Right)
    assert walk.stop.name == "guide"
    assert not room.capture.shown("bar"), "the walk closes what it opened"


def test_the_keyboard_reaches_the_bubble_from_the_map_and_escape_ends(room: Workspace) -> None:
    walk = led(room)
    to(walk, "silence")
    room.canvas_.setFocus()
    room.go_to_area(1)
    assert walk.bubble.next.hasFocus()
    QTest.keyClick(walk.bubble.next, Qt.Key.Key_Left)
    assert walk.stop.name == "line"
    QTest.keyClick(walk.bubble.next, Qt.Key.Key_Escape)
    assert room.walking.walk is None
    room.go_to_area(1)
    room.go_to_area(1)
    assert room.window_.focusWidget() is not None


def test_ring_and_bubble_let_the_mouse_through_and_follow_the_window(room: Workspace) -> None:
    walk = led(room)
    room.window_.resize(1200, 720)
    assert walk.ring.size() == room.window_.size()
    assert walk.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert room.window_.rect().contains(walk.bubble.geometry())


def test_another_document_ends_it_and_the_last_stop_leads_to_ones_own(room: Workspace) -> None:
    led(room)
    room.files.new("empty", "en")
    assert room.walking.walk is None
    walk = led(room)
    to(walk, "end")
    assert walk.bubble.begin.isVisibleTo(room.window_)
    QTest.mouseClick(walk.bubble.begin, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert room.walking.walk is None
    assert not room.map_shown

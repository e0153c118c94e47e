"""Whatever is remembered, and whatever goes wrong at the first sight: the window comes."""

from __future__ import annotations

import errno
import itertools
import json
import os
import string
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from cjm_desktop import app
from cjm_desktop.ui import settings_file
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.settings import SETTINGS, TOGETHER, Setting, Settings
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace
from tests.ui.rooms import Answers, shut, small_journey, until

_WORDS = st.text(st.sampled_from(string.printable + "é\0\ud800\u202e"), max_size=12)
_NONSENSE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=4,
)


def _values(row: Setting) -> st.SearchStrategy[Any]:
    """What a setting can have, what it has until set, and what nobody would have set."""
    own: st.SearchStrategy[Any]
    if row.allowed:
        own = st.sampled_from(row.allowed)
    elif isinstance(row.default, bool):
        own = st.booleans()
    elif isinstance(row.default, int):
        own = st.integers(-1_000_000, 1_000_000)
    elif isinstance(row.default, str):
        own = _WORDS
    elif isinstance(row.default, list):
        own = st.lists(st.integers(-1_000_000, 1_000_000), min_size=2, max_size=2) if row.default else st.lists(_WORDS, max_size=3)
    else:
        own = st.dictionaries(_WORDS, _WORDS | _NONSENSE, max_size=2)
    return own | st.just(row.default) | _NONSENSE


_REMEMBERED = st.fixed_dictionaries({}, optional={key: _values(row) for key, row in SETTINGS.items()})


def _written(path: Path, values: dict[str, Any]) -> Path:
    """A file that holds these values, as the program writes it."""
    file = settings_file.SettingsFile(path)
    for key, value in values.items():
        file.put(key, json.dumps(value))
    file.write()
    return path


@given(_REMEMBERED)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_whatever_is_remembered_the_window_comes(tmp_path_factory: pytest.TempPathFactory, qapp: Any, values: dict[str, Any]) -> None:
    path = _written(tmp_path_factory.mktemp("start") / "s.ini", values)
    window = app.shell(Settings(path))
    made = Workspace(window, MapDesk(window.ui), Answers())
    made.session.adopt(small_journey())
    window.show()
    made.show_map()
    QApplication.processEvents()
    assert window.isVisible()
    shut(made)


def test_no_torn_set_of_panels_stops_the_window(tmp_path: Path, qapp: Any) -> None:
    """All that two programs can leave of what belongs together, on a wide screen and on one without room."""
    window = app.shell(Settings(tmp_path / "s.ini"))
    own = window.ui.settings
    gone = SETTINGS["window/gave_way"].allowed
    for left, right, names, width in itertools.product((True, False), (True, False), gone, (740, 2400)):
        window.hide()
        own.set("window/journey_panel", left)
        own.set("window/inspector", right)
        own.set("window/gave_way", names)
        window.resize(width, 700)
        window._restore()
        window.resize(width, 700)
        window.show()
        QApplication.processEvents()
        assert (not window.left.isHidden(), not window.right.isHidden()) == tuple(own.get(f"window/{one}") for one in window._panels)
    window.may_close = lambda: True
    window.close()


def test_what_belongs_together_is_written_together(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    one, other = Settings(path), Settings(path)
    one.set("window/inspector", False)
    one.set("window/gave_way", "inspector")
    one.sync()
    other.set("window/journey_panel", False)
    other.set("export/bleed", 3)
    other.sync()
    again = Settings(path)
    panels, _shop = TOGETHER
    assert [again.get(key) for key in panels] == [False, True, ""], "one of the two states, and no mixture"
    assert again.get("export/bleed") == 3


def test_one_reading_error_does_not_cost_what_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.ini"
    was = Settings(path)
    was.set("votes/each", 7)
    was.set("photo/folder", "/here")
    was.sync()
    real = os.open

    def fails(name: Any, flags: int, *rest: Any, **more: Any) -> int:
        if Path(name) == path and not flags & os.O_CREAT:
            raise OSError(errno.EIO, "no")
        return real(name, flags, *rest, **more)

    blind = None
    with monkeypatch.context() as disk:
        disk.setattr(settings_file.os, "open", fails)
        was.set("votes/people", 4)
        was.sync()
        blind = Settings(path)
        blind.set("votes/people", 9)
        blind.sync()
    again = Settings(path)
    assert (again.get("votes/each"), again.get("photo/folder")) == (7, "/here")
    assert again.get("votes/people") == 4, "what was never read is not written over"
    blind.sync()
    assert Settings(path).get("votes/people") == 9


def test_foreign_keys_do_not_push_out_our_own(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    many = "\n".join(f'k{at}="1"' for at in range(5_000))
    path.write_text(f'[foreign]\n{many}\n[votes]\neach="7"\npeople="2"\n', encoding="ascii")
    own = Settings(path)
    assert own.get("votes/each") == 7
    own.set("votes/people", 3)
    own.sync()
    assert Settings(path).get("votes/each") == 7
    assert path.read_bytes().count(b"\nk") == settings_file.MOST


# ------------------------------------------------------------------------------------------------ what nobody expected


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The program can be started in here; gives the reports of the calm windows that came, each of which is answered."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    seen: list[str] = []

    def look() -> None:
        there = QApplication.activeModalWidget()
        if isinstance(there, Question):
            seen.append(there.buttons["on"].text())
            there.buttons["on"].click()
        elif isinstance(there, QMessageBox):
            seen.append(there.detailedText())
            there.accept()

    hand = QTimer()
    hand.timeout.connect(look)
    app.application()
    hand.start(10)
    yield seen
    hand.stop()


def _editor() -> app.Editor:
    editor = app.Editor(None)
    until(lambda: editor.workspace is not None)
    return editor


def test_a_fault_at_the_first_sight_ends_in_the_calm_window(started: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = MainWindow._make_room

    def once(window: MainWindow, *given: Any, **more: Any) -> None:
        monkeypatch.setattr(MainWindow, "_make_room", shown)
        raise ValueError("nobody expected this")

    monkeypatch.setattr(MainWindow, "_make_room", once)
    editor = _editor()
    until(lambda: bool(started))
    assert editor.window.isVisible()
    assert editor.workspace is not None
    shut(editor.workspace)


def test_a_shell_that_cannot_be_made_of_what_is_remembered_is_made_as_on_the_first_day(
    started: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "cjm-desktop" / "cjm-desktop.ini"
    own.parent.mkdir()
    _written(own, {"window/beside_width": 77, "votes/each": 9})
    restore = MainWindow._restore

    def poisoned(window: MainWindow) -> None:
        if window.ui.settings.get("window/beside_width") == 77:
            raise OverflowError("nobody expected this")
        restore(window)

    monkeypatch.setattr(MainWindow, "_restore", poisoned)
    editor = _editor()
    until(lambda: bool(started))
    assert editor.window.isVisible()
    editor.settings.set("votes/people", 5)
    editor.settings.sync()
    assert Settings(own).get("votes/each") == 9 and Settings(own).get("votes/people") == 5, "nothing is forgotten in the file"
    assert editor.settings.get("window/beside_width") == SETTINGS["window/beside_width"].default
    assert editor.workspace is not None
    shut(editor.workspace)


def test_where_no_window_can_be_made_one_of_the_toolkits_says_so(started: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def never(window: MainWindow) -> None:
        raise RuntimeError("Anna Holm")

    monkeypatch.setattr(MainWindow, "_restore", never)
    assert app.run_editor() != 0
    assert len(started) == 1
    assert "RuntimeError" in started[0] and "Anna" not in started[0]

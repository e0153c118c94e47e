"""Something nobody expected: the work is kept first, one window says so, and the report holds nothing of anybody's."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage import OpenError
from cjm_desktop.storage.recovery import Entry, recovery_folder
from cjm_desktop.ui import mishap
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.mishap import Mishaps
from cjm_desktop.ui.mishap_report import report
from cjm_desktop.ui.workspace import Workspace
from tests.ui.rooms import Answers, shut, small_journey, until, workspace


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(tmp_path: Path, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, answers=answers)
    yield made
    shut(made)


@pytest.fixture
def mishaps(window: Workspace, monkeypatch: pytest.MonkeyPatch) -> Mishaps:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = Mishaps(lambda: window.window_, lambda: window)
    made.watch()
    return made


class Hand:
    """Answers the windows that come, and counts them; the hand of an earlier test rests."""

    _timers: ClassVar[list[QTimer]] = []

    def __init__(self, *keys: str) -> None:
        for earlier in self._timers:
            earlier.stop()
        self.keys = list(keys)
        self.windows = 0
        self.reports: list[str] = []
        self._at: Question | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)
        self._timers[:] = [self._timer]

    def _look(self) -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, Question):
            return
        if question is not self._at:
            self._at = question
            self.windows += 1
            box = question.findChild(QPlainTextEdit)
            assert box is not None
            self.reports.append(box.toPlainText())
        question.buttons[self.keys.pop(0) if self.keys else "on"].click()


def raised(error: BaseException) -> BaseException:
    """An exception as one that was raised here."""
    try:
        raise error
    except BaseException as caught:
        return caught


def happen(error: BaseException) -> None:
    """What Python does with an exception that nobody caught."""
    caught = raised(error)
    sys.excepthook(type(caught), caught, caught.__traceback__)


def kept() -> Journey | None:
    found = list(recovery_folder().glob("*.cjm"))
    return Entry(recovery_folder(), found[0].stem, -1).read().journey if found else None


def test_the_work_is_on_the_disk_before_anything_is_said(mishaps: Mishaps, window: Workspace) -> None:
    assert window.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Not saved"))
    happen(RuntimeError("anything"))
    held = kept()
    assert held is not None
    assert held.title == "Not saved"
    hand = Hand("copy", "on")
    until(lambda: hand.windows == 1 and QApplication.activeModalWidget() is None)
    assert QGuiApplication.clipboard().text() == hand.reports[0]
    assert window.session.journey.title == "Not saved"


def test_a_storm_of_faults_is_one_window(mishaps: Mishaps, window: Workspace) -> None:
    hand = Hand()
    for number in range(30):
        happen(RuntimeError(str(number)))
    until(lambda: hand.windows == 1 and QApplication.activeModalWidget() is None)
    for number in range(30):
        happen(ValueError(str(number)))
    until(lambda: "again" in window.window_.message.text())
    assert hand.windows == 1


def test_another_fault_later_is_told_again_and_the_same_is_not(
    mishaps: Mishaps, window: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mishap, "QUIET", 0.0)
    hand = Hand()
    for error in (RuntimeError(), RuntimeError(), ValueError()):
        happen(error)
        QApplication.processEvents()
        until(lambda: QApplication.activeModalWidget() is None)
    until(lambda: hand.windows == 2)


def test_a_fault_in_a_thread_is_told_in_the_window(mishaps: Mishaps) -> None:
    hand = Hand()

    def work() -> None:
        raise LookupError

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    until(lambda: hand.windows == 1 and QApplication.activeModalWidget() is None)
    assert "LookupError" in hand.reports[0]


def test_a_gesture_does_not_hold_the_document_for_ever(mishaps: Mishaps, window: Workspace) -> None:
    window.session.begin()
    window.session.preview(window.session.journey.replace(title="Half"))
    hand = Hand()
    happen(RuntimeError())
    until(lambda: hand.windows == 1 and QApplication.activeModalWidget() is None)
    assert not window.session.in_gesture


def test_saving_elsewhere_is_one_click_away(mishaps: Mishaps, answers: Answers, tmp_path: Path) -> None:
    answers.paths = [tmp_path / "elsewhere.cjm"]
    hand = Hand("save")
    happen(RuntimeError())
    until(lambda: (tmp_path / "elsewhere.cjm").exists())
    assert hand.windows == 1


def test_on_the_start_page_there_is_no_journey_to_be_calmed_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = workspace(tmp_path, Journey())
    room.show_start()
    asked: list[Question] = []
    monkeypatch.setattr(Question, "ask", lambda self: asked.append(self) or "on")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    Mishaps(lambda: room.window_, lambda: room)._tell(raised(RuntimeError()))
    room.show_map()
    Mishaps(lambda: room.window_, lambda: room)._tell(raised(RuntimeError()))
    start, on_map = (" ".join(one.text() for one in box.findChildren(QLabel)) for box in asked)
    assert "still open" not in start and "still open" in on_map
    assert [sorted(box.buttons) for box in asked] == [["copy", "on"], ["copy", "on", "save"]]
    shut(room)


SECRETS = ("Anna", "Holm", "hers", "secret", "folder of mine", str(Path.home()))


@pytest.mark.parametrize(
    "error",
    [
        ValueError("Anna Holm is no number"),
        KeyError("Anna Holm"),
        TypeError("cannot join 'Anna Holm' and “secret”"),
        AttributeError("'Touchpoint' object has no attribute 'folder of mine'"),
        FileNotFoundError(2, "No such file", str(Path.home() / "folder of mine" / "secret.cjm")),
        RuntimeError(f"{Path.home()}/secret"),
        AssertionError(small_journey().replace(title="Anna Holm")),
        TypeError("expected Anna Holm's secret, not 'hers'"),
        NameError("Anna"),
        IndexError("Anna Holm"),
        OpenError(Message("“{file}” holds {what}.", file="secret", what=Message("{name}", name="Anna Holm")), Path("folder of mine")),
        type("OwnError", (Exception,), {"__str__": lambda self: "secret"})("Anna Holm"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_report_holds_nothing_of_anybodys(error: BaseException) -> None:
    try:
        try:
            raise error
        except Exception as first:
            raise RuntimeError("secret") from first
    except RuntimeError as second:
        text = report(second)
    assert not [secret for secret in SECRETS if secret in text]
    assert type(error).__name__ in text
    assert not re.search(r"/tmp|\\\\Users|/home", text)


def test_the_report_says_where_in_the_program_it_was() -> None:
    with pytest.raises(TypeError) as caught:
        Message("{x}", x=1).said(None)  # type: ignore[arg-type]
    text = report(caught.value)
    assert "cjm_desktop/document/message.py:" in text
    assert "Python 3." in text
    assert "Qt 6." in text


def test_the_report_gives_a_sentence_of_ours_with_its_places_empty() -> None:
    text = report(OpenError(Message("“{file}” is not there.", file="secret.cjm"), Path("secret.cjm")))
    assert text.endswith("OpenError: “{file}” is not there.")

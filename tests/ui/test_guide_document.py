"""The step at which the guide takes up another document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Charter, Participant
from cjm_desktop.document.framing import ScopeKind, Situation
from cjm_desktop.method import StepState, progress
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    made.side.turn_to("guide")
    made.window_.activateWindow()
    QApplication.processEvents()
    yield made
    shut(made)


def test_a_new_document_begins_at_the_first_step_and_an_opened_one_at_the_first_not_done(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "one.cjm"
    why = Charter(
        purpose="Fewer questions",
        situations=tuple(Situation)[:1],
        scope=next(iter(ScopeKind)),
        need="A laptop",
        ends="It works",
        participants=(Participant(id="a1", name="Ada"),),
    )
    room.session.adopt(small_journey().replace(charter=why))
    room.session.save(path)
    room.guide.go(5)
    room.files.open(path)
    assert room.guide.step == 5, "the same file again, as after going back to what is saved"
    room.canvas_.setFocus()
    QTest.keyClick(room.canvas_, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    until(lambda: room.session.path is None)
    assert room.guide.step == 0
    assert room.ui.settings.get("window/guide_step") == 0
    assert room.guide._stack.currentWidget() is room.guide.page
    room.guide.go(7)
    room.files.open(path)
    states = [one.state for one in progress(room.session.journey)]
    assert states[0] is StepState.DONE
    assert room.guide.step == next(i for i, one in enumerate(states) if one is not StepState.DONE) > 0

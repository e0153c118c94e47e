"""The Tab key in the guide: from the marks of the steps into the step, through it from top to bottom as it is shown, and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from rooms import shut, workspace

from cjm_desktop.document import Journey
from cjm_desktop.method import STEPS
from cjm_desktop.storage import templates
from cjm_desktop.ui.fields.combo import Combo
from cjm_desktop.ui.guide.mark_map import MarkMap
from cjm_desktop.ui.guide.rows import Row, Rows
from cjm_desktop.ui.workspace import Workspace

_MOST = 200


@pytest.fixture(params=["en", "hu"])
def sample(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, templates.load("new-colleague", request.param), language=request.param)
    made.side.turn_to("guide")
    yield made
    shut(made)


@pytest.fixture(params=["en", "hu"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, Journey(), language=request.param)
    made.side.turn_to("guide")
    yield made
    shut(made)


def hand() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab() -> None:
    QTest.keyClick(hand(), Qt.Key.Key_Tab)
    QApplication.processEvents()


def walk(room: Workspace, step: int) -> list[QWidget]:
    """What Tab comes to in a step, from its mark on until it leaves the page."""
    room.guide.go(step)
    QApplication.processEvents()
    # What is shown by and by, such as a question that is worth asking.
    room.guide.refresh()
    QApplication.processEvents()
    room.guide.rail.marks[step].setFocus()
    met: list[QWidget] = []
    tab()
    while room.guide.page.isAncestorOf(hand()) and len(met) < _MOST:
        met.append(hand())
        tab()
    return met


def spot(room: Workspace, widget: QWidget) -> tuple[int, int]:
    """Where a widget stands on the page: its upper and its lower edge. What stands in a card counts as in it, as its button for removing
    comes last there, and so do the marks in a grid, which come by their numbers."""
    page = room.guide.page.widget()
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Row | MarkMap):
        above = above.parentWidget()
    shown = above if above is not None else widget
    top = shown.mapTo(page, shown.rect().topLeft()).y()
    return top, top + shown.height()


@pytest.mark.in_turn("sample")
def test_tab_goes_from_top_to_bottom_as_on_the_screen(sample: Workspace) -> None:
    for step in STEPS:
        met = walk(sample, step.number)
        assert 2 < len(met) < _MOST
        assert met[0] is sample.guide.landing(), "from the mark of the step into its first field"
        assert len(set(map(id, met))) == len(met)
        spots = [spot(sample, widget) for widget in met]
        for (above, bottom), (top, lower), widget in zip(spots, spots[1:], met[1:], strict=False):
            # Side by side they may differ by a little; nothing else ends above what came before it.
            beside = 2 * (min(lower, bottom) - max(top, above)) >= min(lower - top, bottom - above)
            assert lower > bottom or beside, (step.id, widget, widget.accessibleName())
        assert hand() in (sample.guide.previous, sample.guide.next), "after the page come the buttons under it"
        if step.number == 0:
            _people_before_the_noun(met)
        if step.number == 3:
            _proposals_before_the_target(sample, met)


def _people_before_the_noun(met: list[QWidget]) -> None:
    people = [at for at, widget in enumerate(met) if isinstance(widget, QLineEdit)]
    noun = next(at for at, widget in enumerate(met) if isinstance(widget, Combo))
    assert people
    assert max(people) < noun


def _proposals_before_the_target(room: Workspace, met: list[QWidget]) -> None:
    names = [widget.accessibleName() for widget in met]
    target = names.index(room.ui.text("Target grade"))
    for party in room.session.journey.parties:
        for words in ("Grade that “{name}” proposes", "“{name}” agrees to the target"):
            assert names.index(room.ui.text(words).format(name=party.name)) < target


@pytest.mark.in_turn("empty")
def test_tab_right_after_a_name_goes_to_the_next_field_of_the_new_card(empty: Workspace) -> None:
    empty.guide.go(0)
    QApplication.processEvents()
    rows = empty.guide.page.findChildren(Rows)[0]
    for name, department in (("Per", "IT"), ("Zita", "HR")):
        rows.rows[-1].go()
        QTest.keyClicks(hand(), name)
        QTest.keyClick(hand(), Qt.Key.Key_Tab)
        QTest.keyClicks(hand(), department)
        empty.desk.flush()
        people = empty.session.journey.charter.participants
        assert (people[-1].name, people[-1].department) == (name, department)
    assert empty.session.journey.charter.purpose == ""
    assert empty.session.journey.replace(charter=Journey().charter) == Journey()

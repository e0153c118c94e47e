"""“Worth a look”: the hints stand in the panel when nothing is selected, and each leads to what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from rooms import Answers, shut, ui, until, workspace

from cjm_desktop.method import hints
from cjm_desktop.storage import templates
from cjm_desktop.ui.panels.leads import LeadRow, breakable
from cjm_desktop.ui.panels.reading import ReadingForm
from cjm_desktop.ui.panels.worth import FEW, WorthList
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, templates.load("big", "en"), Answers())
    yield made
    shut(made)


def worth(room: Workspace) -> WorthList:
    form = room.inspector.form
    assert isinstance(form, ReadingForm)
    until(lambda: bool(form.worth.list.rows))
    return form.worth


def test_the_weightiest_five_come_first_and_all_on_demand(room: Workspace) -> None:
    shown = worth(room)
    weights = [hint.weight for hint in shown._hints]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == max(hint.weight for hint in hints(room.session.journey))
    assert len(shown.list.rows) == FEW
    shown.more.click()
    assert len(shown.list.rows) == len(weights) > FEW
    shown.more.click()
    assert len(shown.list.rows) == FEW


def test_a_click_leads_to_the_record(room: Workspace) -> None:
    shown = worth(room)
    hint, row = next(
        (hint, row)
        for hint, row in zip(shown._hints, shown.list.rows, strict=False)
        if hint.problem.place.startswith("touchpoints[")
    )
    assert isinstance(row, LeadRow)
    row.click()
    assert room.selection.ids == (hint.problem.record,)
    box = room.canvas_.sheet.box(hint.problem.record)
    assert box is not None
    assert room.canvas_.camera.sight.contains(box.x + box.w / 2, box.y + box.h / 2)


def test_a_place_without_a_record_leads_to_its_field(room: Workspace) -> None:
    room.show_panel("journey_panel", False)
    section = room.journey_panel.sections["journey.desired"]
    section.fold(True)
    room.desk.sought.emit("", "desired.target")
    assert not room.window_.left.isHidden()
    assert not section.folded


def test_nothing_is_read_while_a_hand_is_on_the_document(room: Workspace) -> None:
    shown = worth(room)
    before = shown._read
    room.session.begin()
    room.session.preview(room.session.journey.with_(title="Another"))
    shown.read()
    assert shown._read is before
    room.session.cancel()


def test_enter_presses_the_row_that_has_the_keyboard(room: Workspace) -> None:
    shown = worth(room)
    row = next(row for row in shown.list.rows if row.focusPolicy() != Qt.FocusPolicy.NoFocus)
    until(row.isVisible)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert room.selection.record != ("journey", "")


@pytest.mark.parametrize(
    ("language", "word", "shown"),
    [
        ("hu", "Rövid elégedettségmegállapítás", "Rövid elé-ge-dett-ség-meg-ál-la-pí-tás"),
        ("da", "medarbejdertilfredshedsundersøgelse", "med-ar-bej-der-til-freds-heds-un-der-sø-gelse"),
        # What the language knows no place in goes on without a hyphen, in parts that have room.
        ("en", "Ŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵ", "Ŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵ|ŵŵ"),
        ("sv", "en vanlig rad med vanliga ord", "en vanlig rad med vanliga ord"),
    ],
)
def test_a_very_long_word_breaks_where_its_language_hyphenates_it(tmp_path: Path, language: str, word: str, shown: str) -> None:
    assert breakable(word, ui(tmp_path, language)).replace("\u00ad", "-").replace("\u200b", "|") == shown

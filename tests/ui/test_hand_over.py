"""The dialog that hands actions over: presets, columns and words that are changed and remembered, what is previewed is what is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Message, Opportunity, Status
from cjm_desktop.exchange.handover import preset_bytes, shipped
from cjm_desktop.ui.dialogs.export_foot import DONE
from cjm_desktop.ui.dialogs.hand_over import HandOverDialog
from cjm_desktop.ui.dialogs.order_fields import choose, press, pressed
from cjm_desktop.ui.workspace import Workspace

ACTIONS = (
    Opportunity(id="o1", title="Write on Friday", person="Anna Real", due="2027-02-03", impact=4, effort=1),
    Opportunity(id="o2", title="Was done", status=Status.DONE),
)


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    journey = small_journey()
    hung = ACTIONS[0].replace(touchpoints=(journey.touchpoints[0].id,))
    made = workspace(tmp_path, journey.replace(opportunities=(hung, ACTIONS[1])))
    yield made
    shut(made)


def dialog_of(room: Workspace, target: Path | None = None, *, tool: str = "", replace: bool = True) -> HandOverDialog:
    made = HandOverDialog(room.desk, room.window_, ask_path=lambda _suggested, _kinds: target, may_replace=lambda _name: replace)
    made.show()
    if tool:
        choose(made.tool, tool)
        made._tool_chosen()
    return made


def shown(dialog: HandOverDialog) -> list[list[str]]:
    table = dialog.table
    head = [table.horizontalHeaderItem(c).text() for c in range(table.columnCount())]
    return [head, *([table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount()))]


def saved(dialog: HandOverDialog) -> None:
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)


def test_the_menu_opens_it_with_the_open_actions(room: Workspace) -> None:
    room.window_.actions_["hand_over"].trigger()
    dialog = room.window_.findChild(HandOverDialog)
    assert dialog is not None and dialog.isVisible()
    assert dialog.told.text() == "1 action · 1 real name stays out"
    assert shown(dialog)[1][:2] == ["1", "Write on Friday"]
    dialog.reject()


def test_what_is_previewed_is_what_is_written_and_names_stay_out(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "out", tool="jira")
    before = shown(dialog)
    assert before[0][0] == "Summary" and pressed(dialog.kind) == "csv"
    saved(dialog)
    found = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"), newline="")))
    assert [[" ".join(cell.split()) for cell in row] for row in found] == before
    assert "Anna" not in str(found)
    dialog.names.click()
    saved(dialog)
    assert "Anna Real" in (tmp_path / "out.csv").read_text("utf-8")
    dialog.accept()
    assert not dialog_of(room, tool="jira").names.isChecked(), "each time anew"


def test_what_is_changed_is_remembered_for_that_tool_and_can_be_taken_back(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "out.csv", tool="jira")
    row = dialog._columns[0]
    row.header.setFocus()
    row.header.selectAll()
    QTest.keyClicks(row.header, "Titel")
    QTest.keyClicks(dialog.words["idea"], "!")
    press(dialog.which, "all")
    dialog.changed()
    dialog.remove(dialog._columns[-1])
    dialog.add()
    added = dialog._columns[-1]
    choose(added.field, "")
    QTest.keyClicks(added.text, "x")
    now = shown(dialog)
    assert now[0][0] == "Titel" and now[0].count("Labels") == 0 and len(now) == 3
    assert [line[-1] for line in now[1:]] == ["x", "x"] and now[1][4] == "To Do!"
    saved(dialog)
    dialog.accept()
    again = dialog_of(room)
    assert again.name == "jira" and shown(again) == now and again.reset.isEnabled()
    again.reset.click()
    assert again.preset() == shipped()["jira"] and not again.reset.isEnabled()
    assert room.ui.settings.get("handover/changed") == {}
    again.reject()


def test_what_is_shortened_and_what_stays_out_is_told(room: Workspace, tmp_path: Path) -> None:
    long = "=Call people before " * 15
    ours = (Opportunity(id="o1", title=long.strip()), Opportunity(id="o2", title="No", status=Status.DROPPED))
    room.session.commit(Message("Change"), room.desk.journey.replace(opportunities=ours))
    dialog = dialog_of(room, tmp_path / "out.csv", tool="jira")
    press(dialog.which, "all")
    dialog.changed()
    assert dialog.told.text() == "1 action · 1 stays out" and dialog.words["dropped"].placeholderText() == "Stays out"
    saved(dialog)
    texts = [made.text() for made in dialog.foot.findChildren(QLabel)]
    said = "1 text was longer than Jira takes and is shortened. The whole title stands in the description."
    assert any(said in text for text in texts), texts
    assert "\n'=Call" in (tmp_path / "out.csv").read_text("utf-8")
    dialog.guard.click()
    QTest.keyClicks(dialog.words["dropped"], "Won't do")
    assert dialog.told.text() == "2 actions", "it has a word now"
    saved(dialog)
    assert "\n=Call" in (tmp_path / "out.csv").read_text("utf-8")
    dialog.accept()
    assert not dialog_of(room).guard.isChecked(), "remembered for that tool"


def test_a_preset_of_the_house_comes_from_a_file(room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.json"
    own.write_bytes(preset_bytes(shipped()["gitlab"].model_copy(update={"name": "Our board"})))
    monkeypatch.setattr("cjm_desktop.ui.dialogs.hand_over.ask_file", lambda *_: str(own))
    dialog = dialog_of(room, tmp_path / "out.csv", tool="file:")
    assert dialog.tool.currentText() == "Our board" and shown(dialog)[0] == ["title", "description", "due_date"]
    saved(dialog)
    assert dialog_of(room).tool.currentText() == "Our board"
    own.write_text("{}", "utf-8")
    broken = dialog_of(room, tool="file:")
    assert "not a preset" in broken.foot.failure.text() or broken.name == "list"
    own.unlink()
    assert dialog_of(room).name == "list"


def test_lines_are_copied_and_nothing_is_replaced_unasked(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "out.txt", tool="trello")
    dialog.copy.click()
    assert QApplication.clipboard().text() == "Write on Friday – 2027-02-03\n"
    (tmp_path / "out.txt").write_text("mine", "utf-8")
    asked: list[str] = []
    answers = iter([tmp_path / "out.txt", None])
    dialog._ask_path = lambda _suggested, _kinds: next(answers)
    dialog._may_replace = lambda name: bool(asked.append(name))
    dialog.start()
    assert asked == ["out.txt"] and (tmp_path / "out.txt").read_text("utf-8") == "mine"


def test_selected_ones_and_none(room: Workspace) -> None:
    room.desk.selection.set([room.desk.journey.touchpoints[0].id])
    dialog = dialog_of(room)
    assert dialog.wanted() == ("o1",)
    dialog.reject()
    room.desk.selection.clear()
    room.desk.session.adopt(room.desk.journey.replace(opportunities=(ACTIONS[1],)))
    empty = dialog_of(room)
    assert empty.told.text() == "There is no action to hand over." and not empty.foot.export.isEnabled()
    empty.start()

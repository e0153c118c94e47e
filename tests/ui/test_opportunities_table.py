"""The table of opportunities: every field is written in place, rows are sorted and left out, one selection for all faces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from rooms import shut, small_journey, until, workspace

from cjm_desktop.analysis import by_votes
from cjm_desktop.document import Message, Opportunity, OpportunityKind, Reach, Status
from cjm_desktop.press import TableOrder
from cjm_desktop.press.sheets import SheetMaker
from cjm_desktop.ui.opportunities.table_view import TableFace
from cjm_desktop.ui.workspace import Workspace

pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["en", "da"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    journey = small_journey().with_(
        opportunities=(
            Opportunity(id="o1", title="Øl", touchpoints=("t2",), impact=4, effort=1, votes=2, due="2020-01-05"),
            Opportunity(id="o2", title="Zebra", touchpoints=("t3",), votes=10),
            Opportunity(id="o3", title="Ask", status=Status.DONE, impact=2, due="2019-01-05", owner="p1"),
        )
    )
    made = workspace(tmp_path, journey, language=request.param)
    made.set_view("opportunities")
    made.opportunities.view.turn_to("table")
    made.opportunities.view.shown.setFocus()
    QApplication.processEvents()
    yield made
    shut(made)


def _face(room: Workspace) -> TableFace:
    face = room.opportunities.view.shown
    assert isinstance(face, TableFace) and face.isVisible()
    return face


def _one(room: Workspace, ident: str = "o1") -> Opportunity:
    return next(one for one in room.session.journey.opportunities if one.id == ident)


def _order(face: TableFace) -> list[str]:
    return [face.rows.index(row, 0).data(Qt.ItemDataRole.UserRole + 1) for row in range(face.rows.rowCount())]


def _cell(face: TableFace, ident: str, name: str) -> Any:
    column = [field.name for field in face.model.fields].index(name)
    return face.rows.mapFromSource(face.model.index(face.model.row_of(ident), column))


def _open(face: TableFace, ident: str, name: str) -> Any:
    """The editor of a cell, opened with F2."""
    face.table.setFocus()
    face.table.setCurrentIndex(_cell(face, ident, name))
    QTest.keyClick(face.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QComboBox | QLineEdit) and editor is not face.search
    return editor


def _type(face: TableFace, ident: str, name: str, text: str) -> None:
    editor = _open(face, ident, name)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def _choose(face: TableFace, ident: str, name: str, value: object) -> None:
    box = _open(face, ident, name)
    box.setCurrentIndex(next(i for i in range(box.count()) if box.itemData(i) == value))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def test_every_field_is_written_where_it_stands(room: Workspace) -> None:
    face = _face(room)
    _type(face, "o1", "title", "Call first")
    _type(face, "o1", "person", "Ann")
    _type(face, "o1", "measure", "Fewer calls")
    _type(face, "o1", "votes", "7")
    _type(face, "o1", "due", room.ui.words.short_day("2026-12-24"))
    _type(face, "o1", "touchpoints", "3, 1")
    _choose(face, "o1", "kind", OpportunityKind.SHORTEN)
    _choose(face, "o1", "reach", Reach.STRUCTURAL)
    _choose(face, "o1", "impact", 5)
    _choose(face, "o1", "effort", None)
    _choose(face, "o1", "owner", "p1")
    _choose(face, "o1", "status", Status.DOING)
    assert _one(room) == Opportunity(
        id="o1", title="Call first", person="Ann", measure="Fewer calls", votes=7, due="2026-12-24", touchpoints=("t3", "t1"),
        kind=OpportunityKind.SHORTEN, reach=Reach.STRUCTURAL, impact=5, owner="p1", status=Status.DOING,
    )  # fmt: skip
    assert type(_one(room).status) is Status and type(_one(room).kind) is OpportunityKind
    room.session.undo()
    assert _one(room).status is Status.IDEA and _one(room).owner == "p1", "each is a step of its own"


def test_what_does_not_fit_is_refused_with_a_sentence(room: Workspace) -> None:
    face, said = _face(room), []
    room.desk.refused.connect(lambda message: said.append(str(message)))
    before = room.session.journey
    _type(face, "o1", "due", "soon")
    _type(face, "o1", "touchpoints", "9")
    assert room.session.journey is before
    assert len(said) == 2 and "the last is 3" in said[1]


def test_a_day_that_does_not_exist_is_named_and_stays_to_be_mended(room: Workspace) -> None:
    face, said = _face(room), []
    room.desk.refused.connect(lambda message: said.append(message))
    editor = _open(face, "o1", "due")
    for typed, there in (("31.02.2027", True), ("soon", False)):
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert (said[-1].template.startswith("There is no such day"), typed in str(said[-1])) == (there, there)
        assert editor.isVisible() and editor.hasFocus() and editor.text() == typed and _one(room).due == "2020-01-05"
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "28.02.2027")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    until(lambda: QApplication.focusWidget() is face.table)
    assert _one(room).due == "2027-02-28"
    editor = _open(face, "o1", "due")
    QTest.keyClicks(editor, "31.02.2027")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    until(lambda: QApplication.focusWidget() is face.table)
    assert _one(room).due == "2027-02-28"


def test_columns_are_as_wide_as_what_stands_in_them_and_a_title_has_two_lines(room: Workspace) -> None:
    face = _face(room)
    names = [field.name for field in face.model.fields]
    table, head = face.table, face.table.horizontalHeader()
    assert table.columnWidth(names.index("person")) < room.ui.px(110), "nobody stands there: its heading is all it needs"
    low = table.rowHeight(0)
    long = "Six weeks of silence: break the silence with a message a week, by the one who will be there on the first day"
    _type(face, "o1", "title", long)
    cell = face.table.fontMetrics().horizontalAdvance(long)
    row = _order(face).index("o1")
    assert table.columnWidth(0) >= room.ui.px(260)
    assert table.columnWidth(0) > cell or table.rowHeight(row) > low == table.rowHeight(_order(face).index("o2"))
    head.resizeSection(names.index("person"), room.ui.px(140))
    head.resizeSection(0, room.ui.px(300))
    _type(face, "o2", "title", "Lion")
    assert abs(head.sectionSize(names.index("person")) - room.ui.px(140)) <= 1 and abs(head.sectionSize(0) - room.ui.px(300)) <= 1
    assert set(room.ui.settings.get("opportunities/widths")) == {"person", "title"}
    assert table.rowHeight(_order(face).index("o1")) > low
    face._fit()
    assert TableFace(room.desk)._kept == face._kept


def test_the_status_bar_tells_what_the_table_does(room: Workspace) -> None:
    board = room.ui.text("Drag a card or press Ctrl+arrows to move it · Enter: write · Ins: add · F3: back to the map")
    assert room.opportunities.hint not in ("", board)
    room.opportunities.view.turn_to("board")
    assert room.opportunities.hint == board


def test_what_is_being_written_is_taken_in_before_saving_and_dropped_with_escape(room: Workspace) -> None:
    face = _face(room)
    editor = _open(face, "o1", "title")
    QTest.keyClicks(editor, "Half")
    room.desk.flush()
    assert _one(room).title == "Half"
    editor = _open(face, "o1", "title")
    QTest.keyClicks(editor, "Never")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert _one(room).title == "Half"


def test_rows_are_sorted_with_what_is_empty_last(room: Workspace) -> None:
    face = _face(room)
    names = [field.name for field in face.model.fields]
    assert _order(face) == ["o2", "o1", "o3"] == [one.id for one in by_votes(room.session.journey)], "as every list has them"
    assert int(face.by.currentData()) == names.index("votes"), "and says so"
    first, second, third = room.session.journey.opportunities
    dropped = (first, second.replace(status=Status.DROPPED), third)
    room.session.commit(Message("Drop"), room.session.journey.with_(opportunities=dropped))
    assert _order(face) == ["o1", "o3", "o2"] == [one.id for one in by_votes(room.session.journey)], "what was dropped stands last"
    room.session.undo()

    def by(name: str, down: bool = False) -> list[str]:
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        face.table.sortByColumn(names.index(name), order)
        return _order(face)

    assert by("impact") == ["o3", "o1", "o2"]
    assert by("impact", down=True) == ["o1", "o3", "o2"]
    assert by("votes", down=True) == ["o2", "o1", "o3"]
    assert by("due") == ["o3", "o1", "o2"]
    danish = room.ui.words.language == "da"
    assert by("title") == (["o3", "o2", "o1"] if danish else ["o3", "o1", "o2"]), "as the language sorts its letters"
    assert int(face.by.currentData()) == names.index("title"), "the list says so too"
    face.by.setCurrentIndex(0)
    face.by.activated.emit(0)
    assert _order(face) == ["o1", "o2", "o3"], "as on the board"


def test_rows_are_left_out_by_words_and_by_what_is_open_or_late(room: Workspace) -> None:
    face = _face(room)
    assert _cell(face, "o1", "due").data() != room.ui.words.short_day("2020-01-05"), "late in words"
    assert _cell(face, "o3", "due").data() == room.ui.words.short_day("2019-01-05"), "what is done is never late"

    def only(value: str) -> list[str]:
        at = next(i for i in range(face.which.count()) if face.which.itemData(i) == value)
        face.which.setCurrentIndex(at)
        face.which.activated.emit(at)
        return _order(face)

    assert only("late") == ["o1"]
    assert only("open") == ["o2", "o1"]
    assert only("done") == ["o3"]
    assert face.count.isVisible()
    assert only("all") == ["o2", "o1", "o3"]
    QTest.keyClicks(face.search, "zeb")
    assert _order(face) == ["o2"]
    face.search.setText("Gets it")
    assert _order(face) == ["o2"], "where it helps is looked through too"


def test_the_selection_is_one_for_all(room: Workspace) -> None:
    face = _face(room)
    face.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    room.selection.set_record("opportunity", "o3")
    assert face.table.currentIndex().data(Qt.ItemDataRole.UserRole + 1) == "o3"
    row = face.table.currentIndex().row()
    QTest.keyClick(face.table, Qt.Key.Key_Up)
    assert room.selection.record == ("opportunity", _order(face)[row - 1])
    marked = room.selection.record[1]
    room.opportunities.view.turn_to("board")
    QApplication.processEvents()
    assert room.opportunities.view.shown.current == marked  # type: ignore[union-attr]
    room.opportunities.view.turn_to("table")
    room.selection.set_record("opportunity", "o1")
    face.table.setFocus()
    QTest.keyClick(face.table, Qt.Key.Key_Delete)
    assert [o.id for o in room.session.journey.opportunities] == ["o2", "o3"]
    assert room.selection.record[0] == "opportunity"


def test_a_new_one_is_written_at_once_even_when_others_are_looked_for(room: Workspace) -> None:
    face = _face(room)
    face.search.setText("zeb")
    QTest.keyClick(face.table, Qt.Key.Key_Insert)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor is not face.search
    QTest.keyClicks(editor, "New")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [o.title for o in room.session.journey.opportunities][-1] == "New"


def test_what_is_printed_is_what_is_shown(room: Workspace) -> None:
    face, view = _face(room), room.opportunities.view
    face.sort([field.name for field in face.model.fields].index("title"))
    face.search.setText("z")
    face.search.setText("")
    face.which.setCurrentIndex(face.which.findData("open"))
    face.which.activated.emit(face.which.currentIndex())
    head = face.table.horizontalHeader()
    head.moveSection(head.visualIndex([field.name for field in face.model.fields].index("impact")), 1)
    asked: list[tuple[str, object]] = []
    view.print_asked.connect(lambda name, table: asked.append((name, table)))
    QTest.mouseClick(view.print, Qt.MouseButton.LeftButton)
    ((name, table),) = asked
    assert name == "actions" and isinstance(table, TableOrder)
    assert list(table.rows) == _order(face) and set(table.rows) == {"o1", "o2"}
    assert table.columns[:3] == ("title", "impact", "status") and len(table.columns) == len(face.model.fields)
    dialog = room.export_dialog
    assert dialog is not None
    order = dialog.form.order()
    assert order is not None and (order.view, order.table) == ("actions", table)
    (page,) = SheetMaker().sheets(room.desk.journey, order)
    said = [item.line.text for part in page.parts() for item in part.items if hasattr(item, "line")]
    assert [text for text in said if text in ("Øl", "Zebra", "Ask")] == ["Øl" if one == "o1" else "Zebra" for one in table.rows]
    assert {"Impact", "Effort", "Votes"} <= set(said) and "4" in said and "10" in said
    # Whoever chooses the list of actions gets that.
    dialog.form._view_chosen()
    again = dialog.form.order()
    assert again is not None and again.table is None
    dialog.reject()

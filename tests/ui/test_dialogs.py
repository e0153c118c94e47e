"""Dialogs: the export shows what will print, prints it, can be stopped, and says what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from rooms import desk, shut, small_journey, ui, until, workspace

from cjm_desktop.document import Message
from cjm_desktop.ui.actions import ACTIONS
from cjm_desktop.ui.dialogs.export import ExportDialog
from cjm_desktop.ui.dialogs.order import OrderForm
from cjm_desktop.ui.dialogs.question import Answer, Question
from cjm_desktop.ui.dialogs.sheets import AboutSheet, KeysSheet
from cjm_desktop.ui.files import file_name, with_ending
from cjm_desktop.ui.printing import sentence_of
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    long = "A very long story that no card of a poster can hold. \U0010F123 " * 300
    journey = small_journey()
    first = journey.touchpoints[0].replace(text=long)
    made = workspace(tmp_path, journey.replace(touchpoints=(first, *journey.touchpoints[1:])))
    yield made
    shut(made)


def dialog_of(room: Workspace, target: Path | None) -> ExportDialog:
    made = ExportDialog(room.desk, room.printing, room.window_, ask_path=lambda _suggested, _form: target)
    made.picked.connect(room._go_to)
    made.show()
    until(lambda: made.proof is not None)
    return made


def test_the_preview_shows_paper_figures_and_problems(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, None)
    assert dialog.preview.has_image
    assert "1,189 × 841 mm" in dialog.outcome.figures.text()
    assert dialog.outcome.list.count() >= 1
    room.selection.clear()
    rows = [dialog.outcome.list.item(row) for row in range(dialog.outcome.list.count())]
    dialog.outcome._go(next(row for row in rows if "\U0010F123" in row.text()))
    assert room.selection.record == ("touchpoint", "t1"), "a problem leads to its card"
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A3"))
    dialog.form._touched()
    until(lambda: "420 × 297" in dialog.outcome.figures.text())
    dialog.reject()


def test_choices_are_kept_only_when_asked(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    assert not dialog.foot.keep.isEnabled()
    dialog.form.turn.group.idClicked.emit(1)
    until(lambda: dialog.foot.keep.isEnabled())
    dialog.reject()
    assert room.session.journey.poster.orientation == "landscape"
    dialog = dialog_of(room, None)
    dialog.form.turn.group.idClicked.emit(1)
    dialog.foot.keep.click()
    assert room.session.journey.poster.orientation == "portrait"
    room.session.undo()
    assert room.session.journey.poster.orientation == "landscape"


def test_a_poster_is_exported_with_progress(room: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "poster"
    dialog = dialog_of(room, target)
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A2"))
    dialog.form._touched()
    dialog.foot.export.click()
    assert dialog.foot.currentIndex() == 1
    assert not dialog.form.isEnabled()
    until(lambda: dialog.foot.currentIndex() == 2)
    data = (tmp_path / "poster.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert room.session.journey.poster.paper == "A2", "what was printed is kept with the journey"
    assert "poster.pdf" in dialog.foot.done_text.text()
    dialog.accept()


def test_a_stopped_export_leaves_no_file(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "poster.pdf")
    dialog.foot.export.click()
    dialog.foot.stop.click()
    assert dialog.foot.currentIndex() == 0
    assert dialog.form.isEnabled()
    until(lambda: not room.printing.worker.busy)
    assert not (tmp_path / "poster.pdf").exists()
    dialog.reject()


def test_a_failed_export_says_why(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "no folder" / "poster.pdf")
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == 0)
    assert "no folder" in dialog.foot.failure.text()
    assert dialog.foot.failure.isVisible()
    dialog.reject()


def test_paper_and_distance_that_make_no_sense_are_said(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    form = dialog.form
    form.distance.setEditText("far away")
    assert form.order() is None
    assert form.wrong is not None and form.wrong[1] == "Read from" and form.wrong[2] is form.distance
    form.distance.setEditText("2,5 m")
    order = form.order()
    assert order is not None
    assert order.distance == 2.5
    form.paper.setCurrentIndex(form.paper.findData("own"))
    form.own.setText("9x9mm")
    form._touched()
    assert form.order() is None
    assert form.wrong is not None and form.wrong[2] is form.own
    form.own.setText("914x1500mm")
    order = form.order()
    assert order is not None
    assert order.paper == "914x1500mm"
    assert form.wrong is None
    dialog.reject()


def test_questions_give_the_key_of_the_answer(tmp_path: Path, qapp: Any) -> None:
    shared = ui(tmp_path)
    question = Question(
        shared, None, "Save?", "Or lose it.", (Answer("no", "Do not"), Answer("yes", "Save", "primary")), escape="no"
    )
    question.show()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert question.answer == "yes"
    question = Question(shared, None, "Save?", "", (Answer("yes", "Save", "primary"),), escape="no")
    question.show()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer == "no"


def test_the_sheet_of_keys_has_them_all(tmp_path: Path, qapp: Any) -> None:
    sheet = KeysSheet(ui(tmp_path))
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for row in ACTIONS.values():
        for key in row.keys[:2]:
            assert any(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in text for text in said), row
    assert {"Ctrl+X", "Ctrl+C", "Ctrl+V"} <= said


def test_what_was_saved_is_said_in_full(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / f"{'A long name of a poster ' * 4}.pdf")
    dialog.form.set_format("png")
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A4"))
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == 2)
    QApplication.processEvents()
    QApplication.processEvents()
    said = dialog.foot.done_text
    assert said.height() >= said.heightForWidth(said.width()), "no line is cut"
    assert dialog.foot.done_button.geometry().bottom() <= dialog.foot.height()
    dialog.reject()


def test_the_sheets_open(tmp_path: Path, qapp: Any) -> None:
    shared = ui(tmp_path)
    for sheet in (KeysSheet(shared), AboutSheet(shared)):
        sheet.show()
        assert sheet.isVisible()
        sheet.close()


def test_file_names_for_any_title() -> None:
    assert file_name("My new job", ".cjm") == "My new job.cjm"
    assert file_name('a/b\\c:d*e?"f', ".pdf") == "a b c d e f.pdf"
    assert file_name(" ... ", ".cjm") == "journey.cjm"
    assert len(file_name("x" * 500, ".cjm")) < 100


def test_unexpected_errors_become_a_sentence() -> None:
    assert "memory" in str(sentence_of(MemoryError()))
    assert "ZeroDivisionError" in str(sentence_of(ZeroDivisionError("division by zero")))

    class Told(Exception):
        message = Message("No paper.")

    assert str(sentence_of(Told())) == "No paper."


def test_the_safe_answer_has_the_keyboard(tmp_path: Path, qapp: Any) -> None:
    answers = (Answer("no", "Do not", "danger"), Answer("back", "Cancel"), Answer("yes", "Save", "primary"))
    question = Question(ui(tmp_path), None, "Save?", "", answers, escape="back")
    question.show()
    assert question.focusWidget() is question.buttons["yes"]
    question.reject()


def test_a_size_of_ones_own_begins_with_the_size_there_was(tmp_path: Path, qapp: Any) -> None:
    form = OrderForm(desk(tmp_path))
    form.paper.setCurrentIndex(form.paper.findData("A2"))
    form.paper.activated.emit(form.paper.currentIndex())
    form.paper.setCurrentIndex(form.paper.count() - 1)
    form.paper.activated.emit(form.paper.currentIndex())
    order = form.order()
    assert order is not None
    assert order.paper == "420x594mm"


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_a_stopped_or_left_export_writes_nothing_afterwards(room: Workspace, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"poster.{form}"
    for leave in ("stop", "close", "quit"):
        dialog = dialog_of(room, target)
        dialog.form.set_format(form)
        dialog.foot.export.click()
        until(lambda: room.printing.worker._running is not None)
        if leave == "stop":
            dialog.foot.stop.click()
        dialog.reject()
        if leave == "quit":
            room.printing.stop()
        until(lambda: not room.printing.worker.busy)
        assert not target.exists(), leave


def test_another_file_is_replaced_only_when_allowed(room: Workspace, tmp_path: Path) -> None:
    there = tmp_path / "Poster v1.2.pdf"
    there.write_bytes(b"mine")
    asked: list[str] = []
    paths: list[Path | None] = [tmp_path / "Poster v1.2", None]
    dialog = ExportDialog(
        room.desk,
        room.printing,
        room.window_,
        ask_path=lambda _suggested, _form: paths.pop(0),
        may_replace=lambda name: bool(asked.append(name)),
    )
    dialog.show()
    until(lambda: dialog.proof is not None)
    dialog.foot.export.click()
    assert asked == ["Poster v1.2.pdf"], "asked about the name the file will have"
    assert not paths, "a No leads back to the choice of a name"
    assert dialog.foot.currentIndex() == 0
    assert there.read_bytes() == b"mine"
    dialog._may_replace = lambda name: True
    paths.append(tmp_path / "Poster v1.2")
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == 2)
    assert there.read_bytes().startswith(b"%PDF-")
    dialog.reject()


@pytest.mark.parametrize(("chosen", "typed", "begins"), [("png", "a.pdf", b"%PDF-"), ("pdf", "a.PNG", b"\x89PNG"), ("png", "a.svg", b"<")])
def test_the_typed_ending_says_what_is_written(
    room: Workspace, tmp_path: Path, chosen: str, typed: str, begins: bytes
) -> None:
    dialog = dialog_of(room, tmp_path / typed)
    dialog.form.set_format(chosen)
    dialog.form.dpi.setCurrentIndex(0)
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A4"))
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == 2)
    assert (tmp_path / typed).read_bytes().startswith(begins)
    kind = typed[2:].upper()
    assert f"It is a {kind}" in dialog.foot.done_text.text()
    assert room.ui.settings.get("export/format") == kind.lower()
    dialog.reject()


def test_names_get_their_ending() -> None:
    assert with_ending(Path("/a/Journey v1.2"), ".cjm") == Path("/a/Journey v1.2.cjm")
    assert with_ending(Path("/a/b.CJM"), ".cjm") == Path("/a/b.CJM")
    assert with_ending(Path("/a/b.pdf"), ".png", ".pdf") == Path("/a/b.pdf")
    assert with_ending(Path("/a/b"), ".png", ".pdf") == Path("/a/b.png")

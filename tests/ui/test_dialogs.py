"""Dialogs: the export shows what will print, prints it, can be stopped, and says what went wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from rooms import Answers, desk, dialog_of, shut, small_journey, ui, until, workspace

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, RoleColour
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.actions import ACTIONS
from cjm_desktop.ui.dialogs.asker import Asker
from cjm_desktop.ui.dialogs.export import ExportDialog
from cjm_desktop.ui.dialogs.key_change import KeyButton
from cjm_desktop.ui.dialogs.licences import LicencesSheet
from cjm_desktop.ui.dialogs.order import OrderForm
from cjm_desktop.ui.dialogs.question import Answer, Question
from cjm_desktop.ui.dialogs.sheets import AboutSheet, KeysSheet
from cjm_desktop.ui.files import file_name, with_ending
from cjm_desktop.ui.printing import sentence_of
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    long = "A very long story that no card of a poster can hold. \U0010F123 " * 60
    journey = small_journey()
    first = journey.touchpoints[0].replace(text=long)
    made = workspace(tmp_path, journey.replace(touchpoints=(first, *journey.touchpoints[1:])))
    yield made
    shut(made)


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


def test_choices_for_the_poster_are_in_the_journey_at_once_and_undo_takes_them_back(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    form, session = dialog.form, room.session
    upright = form.turn.buttons()[1]
    QTest.mouseClick(upright, Qt.MouseButton.LeftButton)
    assert session.journey.poster.orientation == "portrait"
    assert str(session.undo_label) == "Turn the poster"
    assert session.dirty and room.window_.isWindowModified()
    QTest.keyClick(form.paper, Qt.Key.Key_Down)
    assert session.journey.poster.paper == "A1"
    form.distance.setFocus()
    form.distance.lineEdit().selectAll()
    QTest.keyClicks(form.distance, "2.5")
    assert session.journey.poster.distance == 1.0, "typing is kept when it is done"
    order = form.order()
    assert order is not None and order.distance == 2.5, "and looked at before"
    # Undo is the program's in a field, too; what is being typed counts as one step.
    for paper, orientation, distance in (("A1", "portrait", 1.0), ("A0", "portrait", 1.0), ("A0", "landscape", 1.0)):
        QTest.keyClick(form.distance, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        poster = session.journey.poster
        assert (poster.paper, poster.orientation, poster.distance) == (paper, orientation, distance)
        assert form.settings() == poster, "the form shows it"
    assert form.distance.currentText() == "1 m"
    assert not session.dirty
    QTest.keyClick(form.distance, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.journey.poster.orientation == "portrait"
    dialog.reject()
    assert session.journey.poster.orientation == "portrait", "closing loses nothing"


def test_what_is_typed_counts_however_the_dialog_is_left(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    dialog.form.distance.setFocus()
    dialog.form.distance.lineEdit().selectAll()
    QTest.keyClicks(dialog.form.distance, "80 cm")
    dialog.reject()
    assert room.session.journey.poster.distance == 0.8
    dialog = dialog_of(room, None)
    dialog.form.distance.lineEdit().selectAll()
    dialog.form.distance.setFocus()
    QTest.keyClicks(dialog.form.distance, "abc")
    QTest.keyClick(dialog.form.distance, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.form.distance.currentText() == "0.8 m", "Escape puts back what was typed over"
    QTest.keyClick(dialog.form.distance, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert room.session.journey.poster.distance == 0.8


def test_enter_is_done_with_a_choice_and_never_exports(room: Workspace, tmp_path: Path) -> None:
    asked: list[str] = []
    dialog = ExportDialog(room.desk, room.printing, room.window_, ask_path=lambda _to, form: asked.append(form))
    dialog.show()
    until(lambda: dialog.proof is not None)
    form, foot = dialog.form, dialog.foot
    form.distance.setFocus()
    form.distance.lineEdit().selectAll()
    entries = form.distance.count()
    QTest.keyClicks(form.distance, "2")
    QTest.keyClick(form.distance, Qt.Key.Key_Return)
    assert room.session.journey.poster.distance == 2.0
    assert form.distance.currentText() == "2 m" and form.distance.count() == entries
    for widget in (form.view, form.paper, form.language, form.turn.buttons()[0], form.file.header, dialog.preview, dialog.outcome.list):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClick(widget, Qt.Key.Key_Enter)
    assert asked == [] and dialog.isVisible()
    until(lambda: foot.export.isEnabled())
    foot.export.setFocus()
    QTest.keyClick(foot.export, Qt.Key.Key_Return)
    assert asked == ["pdf"]
    form.distance.setFocus()
    form.distance.lineEdit().selectAll()
    QTest.keyClicks(form.distance, "3")
    QTest.keyClick(form.distance, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["pdf", "pdf"], "Ctrl+Enter exports from anywhere"
    assert room.session.journey.poster.distance == 3.0
    assert "Enter" in foot.export.toolTip() or "Return" in foot.export.toolTip()
    dialog.reject()


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_a_size_of_ones_own_is_typed_in_any_unit_and_turned(tmp_path: Path, qapp: Any, language: str) -> None:
    room = desk(tmp_path)
    room.ui.words = catalogue_for(language)
    form = OrderForm(room)
    form.show()
    form.paper.setCurrentIndex(form.paper.findData("own"))
    form.paper.activated.emit(form.paper.currentIndex())
    assert form.own.paper().name == "1189x841mm", "what it says itself it understands"

    def kept() -> tuple[str, str]:
        form.follow()
        return room.journey.poster.paper, room.journey.poster.orientation

    form.own.selectAll()
    QTest.keyClicks(form.own, "60 x 90 cm")
    assert form.turn.buttons()[1].isChecked(), "it stands as it is typed"
    QTest.keyClick(form.own, Qt.Key.Key_Return)
    assert kept() == ("600x900mm", "portrait")
    assert form.own.text() == "600 × 900 mm"
    QTest.mouseClick(form.turn.buttons()[0], Qt.MouseButton.LeftButton)
    assert kept() == ("900x600mm", "landscape")
    assert form.own.text() == "900 × 600 mm"
    order = form.order()
    assert order is not None
    assert (order.paper, order.portrait) == ("900x600mm", False)
    room.session.undo()
    form.follow()
    assert form.own.text() == "600 × 900 mm" and form.turn.buttons()[1].isChecked()
    # A square has no orientation; a name is a paper of the list.
    form.own.selectAll()
    QTest.keyClicks(form.own, "1 m x 1 m")
    QTest.keyClick(form.own, Qt.Key.Key_Return)
    assert kept()[0] == "1000x1000mm" and form.turn.isHidden()
    form.own.selectAll()
    QTest.keyClicks(form.own, "a1")
    QTest.keyClick(form.own, Qt.Key.Key_Return)
    assert kept()[0] == "A1" and form.own.isHidden() and not form.turn.isHidden()
    assert form.paper.currentData() == "A1"


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_no_words_of_the_dialog_are_cut_in_any_language(tmp_path: Path, qapp: Any, language: str) -> None:
    room = workspace(tmp_path, language=language)
    try:
        dialog = dialog_of(room, None)
        dialog.resize(1120, 640)
        form = dialog.form
        for fold in (form.sheets, form.shop, form.file):
            fold.fold(False)
        form.shop.standard.setCurrentIndex(form.shop.standard.findData("x4"))
        form.shop.standard.activated.emit(1)
        form.paper.setCurrentIndex(form.paper.findData("own"))
        form.paper.activated.emit(form.paper.currentIndex())
        form.own.selectAll()
        QTest.keyClicks(form.own, "nothing")
        until(lambda: not dialog.foot.export.isEnabled())
        for _ in range(5):
            QApplication.processEvents()
        assert dialog.width() == 1120, "no words widen the window"
        said = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text().strip()]
        assert form.shop.hint in said
        for label in said:
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
            else:
                assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
        for button in dialog.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
        for choice in dialog.findChildren(QToolButton):
            if choice.isVisible():
                assert choice.width() >= choice.fontMetrics().horizontalAdvance(choice.text()), choice.text()
        dialog.reject()
    finally:
        shut(room)


def test_a_size_written_by_hand_into_a_file_is_shown_as_it_lies_and_not_changed_by_looking(tmp_path: Path, qapp: Any) -> None:
    journey = small_journey()
    room = desk(tmp_path, journey.replace(poster=journey.poster.replace(paper="841x1189mm")))
    form = OrderForm(room)
    assert form.turn.buttons()[1].isChecked() and form.own.text() == "841 × 1,189 mm"
    assert form.settings() == room.journey.poster
    form.show_view("timeline")
    assert not room.session.dirty
    form.show_view("poster")
    form.turn.group.idClicked.emit(0)
    assert room.journey.poster.paper == "1189x841mm"


def test_what_cannot_be_printed_is_not_called_legible(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    form, outcome = dialog.form, dialog.outcome
    assert outcome.title.text().strip()
    before = room.session.journey
    form.paper.setCurrentIndex(form.paper.findData("own"))
    form.paper.activated.emit(form.paper.currentIndex())
    form.own.selectAll()
    QTest.keyClicks(form.own, "10 x 10 mm")
    until(lambda: not dialog.foot.export.isEnabled())
    assert not (outcome.title.text() + outcome.figures.text() + outcome.reach.text()).strip()
    assert outcome.list.isHidden() and outcome.offers.isHidden()
    assert "Size" in dialog.foot.failure.text() and dialog.foot.note.isHidden()
    assert form.wrong is not None and "5080 mm" in form.wrong[0]
    form.own.selectAll()
    QTest.keyClicks(form.own, "60 x 90 cm")
    until(lambda: dialog.foot.export.isEnabled() and "900" in outcome.figures.text())
    assert dialog.foot.failure.isHidden() and not dialog.foot.note.isHidden()
    QTest.keyClick(form.own, Qt.Key.Key_Escape)
    assert room.session.journey.poster.paper == "1189x841mm"
    room.session.undo()
    assert room.session.journey is before
    dialog.reject()


def test_colours_that_look_alike_are_said_and_lead_to_the_colours(tmp_path: Path, qapp: Any) -> None:
    alike = (RoleColour(role="positive", colour="#B0303A"), RoleColour(role="negative", colour="#B03038"))
    journey = small_journey()
    room = workspace(tmp_path, journey.replace(poster=journey.poster.replace(colours=alike)))
    try:
        dialog = dialog_of(room, None)
        rows = [dialog.outcome.list.item(i) for i in range(dialog.outcome.list.count())]
        row = next(one for one in rows if "Good and bad look alike" in one.text())
        assert "✓" not in dialog.outcome.title.text()
        dialog.outcome.list.itemClicked.emit(row)
        assert dialog.map_form is not None and dialog.map_form.isVisible()
        assert not dialog.map_form.sections["map.look"].folded
        room.session.commit(
            Message("Colours"), edits.change(room.session.journey, poster=room.session.journey.poster.replace(colours=()))
        )
        until(lambda: not any("alike" in dialog.outcome.list.item(i).text() for i in range(dialog.outcome.list.count())))
        dialog.reject()
    finally:
        shut(room)


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
    until(lambda: dialog.foot.failure.isVisible())
    assert dialog.foot.failure.text() == "Export cancelled; nothing was written."
    assert not list(tmp_path.glob("poster*"))
    # The next one is printed, and what was said of the last is gone.
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == 2)
    assert (tmp_path / "poster.pdf").exists()
    dialog.reject()


def test_an_export_cancelled_too_late_says_that_it_was_written(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "poster.pdf")
    dialog.foot.export.click()
    deadline = time.monotonic() + 60
    while room.printing.worker.busy and time.monotonic() < deadline:
        time.sleep(0.01)  # the window does not hear of its end yet
    dialog.foot.stop.click()
    until(lambda: dialog.foot.failure.isVisible())
    assert (tmp_path / "poster.pdf").exists()
    assert dialog.foot.failure.text() == "Cancelled too late: “poster.pdf” was written already."
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
    said = {one.text() for one in (*sheet.findChildren(QLabel), *sheet.findChildren(KeyButton))}
    for row in ACTIONS.values():
        for key in row.keys[:2]:
            assert any(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in text for text in said), row
    assert {"Ctrl+X", "Ctrl+C", "Ctrl+V"} <= said


def test_who_asks_on_the_wall_sees_its_keys_first(tmp_path: Path, qapp: Any) -> None:
    for wall, first in ((False, "On the map"), (True, "On the projector")):
        sheet = KeysSheet(ui(tmp_path), wall=wall)
        named = [one for one in sheet.findChildren(QLabel) if one.property("role") == "eyebrow"]
        sheet.show()
        QApplication.processEvents()
        top = min(named, key=lambda one: (one.mapTo(sheet, one.rect().topLeft()).y(), one.mapTo(sheet, one.rect().topLeft()).x()))
        assert top.text() == first
        sheet.close()


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


def test_licences_are_read_from_the_sheet_about_the_program(tmp_path: Path, qapp: Any) -> None:
    about = AboutSheet(ui(tmp_path))
    about.show()
    about.licences.click()
    sheet = about.findChild(LicencesSheet)
    assert sheet is not None and sheet.isVisible()
    names = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert names[0].startswith("CJM Desktop") and sheet.text.toPlainText().count("MIT")
    sheet.list.setCurrentRow(next(row for row, name in enumerate(names) if name.startswith("PySide6")))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in sheet.text.toPlainText()
    about.close()


def test_an_untitled_journey_is_called_so_in_the_language_of_the_window(tmp_path: Path, qapp: Any) -> None:
    answers = Answers()
    room = workspace(tmp_path, Journey(), answers, language="sv")
    room.files.save_as()
    assert [path.name for path in answers.suggested] == ["resa.cjm"]
    shut(room)


def test_what_was_never_saved_is_not_said_to_be_lost_since_the_last_save(
    tmp_path: Path, qapp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def ask(question: Question) -> str:
        told.append(" ".join(label.text() for label in question.findChildren(QLabel)))
        return "cancel"

    monkeypatch.setattr(Question, "ask", ask)
    over = QWidget()
    for never in (True, False):
        assert Asker(ui(tmp_path), over).unsaved("A name", never=never) == "cancel"
    assert ["last save" in text for text in told] == [False, True]
    assert "has not been saved yet" in told[0]


def test_a_journey_with_a_file_is_said_to_have_been_saved(tmp_path: Path, qapp: Any) -> None:
    answers = Answers()
    answers.paths = [tmp_path / "a.cjm"]
    room = workspace(tmp_path, small_journey(), answers)
    for _ in range(2):
        room.commands.run("add_phase")
        assert not room.files.may_drop()
        room.files.save_as()
    assert answers.never_saved == [True, False]
    shut(room)


def test_file_names_for_any_title() -> None:
    assert file_name("My new job", ".cjm") == "My new job.cjm"
    assert file_name('a/b\\c:d*e?"f', ".pdf") == "a b c d e f.pdf"
    assert file_name(" ... ", ".cjm") == "journey.cjm"
    assert len(file_name("x" * 500, ".cjm")) < 100
    assert file_name("../../etc/passwd", ".cjm") == "etc passwd.cjm"
    devices = ("CON", "nul", "Com1.x", "LPT¹", "aux ")
    assert [file_name(name, "") for name in devices] == ["_CON", "_nul", "_Com1.x", "_LPT¹", "_aux"]
    assert file_name("Console", ".pdf") == "Console.pdf"
    assert file_name("plan\u202efdp.exe\u200b\ud800\x00\x7f", ".cjm") == "plan fdp.exe.cjm", "what it seems is what it is"
    assert file_name("x" * 79 + ". y", ".cjm") == "x" * 79 + ".cjm"


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
    assert (order.paper, order.portrait) == ("594x420mm", False), "as it lies, not as its name says"
    assert form.own.text() == "594 × 420 mm"


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
        may_replace=lambda name, _count: bool(asked.append(name)),
    )
    dialog.show()
    until(lambda: dialog.proof is not None)
    dialog.foot.export.click()
    assert asked == ["Poster v1.2.pdf"], "asked about the name the file will have"
    assert not paths, "a No leads back to the choice of a name"
    assert dialog.foot.currentIndex() == 0
    assert there.read_bytes() == b"mine"
    dialog._may_replace = lambda name, _count: True
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
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A3"))
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


def test_a_proof_of_earlier_choices_is_never_shown_as_that_of_now(room: Workspace) -> None:
    dialog = dialog_of(room, None)
    late, journey, order = dialog.proof, dialog.journey(), dialog.form.order()
    assert late is not None and order is not None
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A3"))
    dialog.form.paper.activated.emit(dialog.form.paper.currentIndex())
    assert not dialog.outcome.figures.text().strip(), "nothing is said of a sheet that is not chosen any more"
    dialog._show_proof(late, journey, order)
    assert not dialog.outcome.figures.text().strip()
    until(lambda: "420 × 297" in dialog.outcome.figures.text())
    dialog.reject()

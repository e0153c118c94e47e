"""The form of a print order: five choices in sight, the rest folded and said in the headings; odd orders get a sentence."""

from __future__ import annotations

import gc
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rooms import desk, dialog_of, shut, small_journey, until, workspace

from cjm_desktop.document import LaneKind, RoleColour
from cjm_desktop.layout import paper_families
from cjm_desktop.layout.tiling import TilingError, plan_tiles, tile_paper
from cjm_desktop.press import HANDOUTS, VIEWS
from cjm_desktop.press.sheets import paper_of
from cjm_desktop.storage import templates
from cjm_desktop.ui.dialogs.export_foot import DONE
from cjm_desktop.ui.dialogs.order import HANDOUT_PAPERS, LARGE_PAPERS, OrderForm
from cjm_desktop.ui.fields import Combo
from cjm_desktop.ui.printing import refused_by
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def form(tmp_path: Path, qapp: Any) -> OrderForm:
    made = OrderForm(desk(tmp_path))
    made.show()
    return made


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    yield made
    shut(made)


def choose(combo: Combo, value: object) -> None:
    at = combo.findData(value)
    assert at >= 0, value
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def visible(form: OrderForm, *widgets: QWidget) -> list[bool]:
    return [not widget.isHidden() for widget in widgets]


def test_every_view_and_paper_there_is_can_be_chosen(form: OrderForm) -> None:
    assert {form.view.itemData(i) for i in range(form.view.count())} - {None} == set(VIEWS)
    papers = {paper.name for family in paper_families() for paper in family.papers}
    assert {form.paper.itemData(i) for i in range(form.paper.count())} - {None} == papers | {"own"}
    for combo in (form.view, form.paper):
        for i in range(combo.count()):
            heading = combo.itemData(i) is None
            assert bool(combo.model().flags(combo.model().index(i, 0)) & Qt.ItemFlag.ItemIsEnabled) is not heading
    values = {form.handout_paper.itemData(i) for i in range(form.handout_paper.count())}
    assert values == {value for _name, value in (*HANDOUT_PAPERS, *LARGE_PAPERS)}


def test_board_and_grid_may_hang_on_a_wall_and_other_handouts_not(form: OrderForm) -> None:
    rows = form.handout_paper.view()
    for view, wall in (("board", True), ("cards", False), ("grid", True)):
        choose(form.view, view)
        hidden = [rows.isRowHidden(form.handout_paper.findData(paper)) for paper in ("A4", "A0")]
        assert hidden == [False, not wall], view
        assert visible(form, form.names) == [wall]
    choose(form.handout_paper, "A0")
    order = form.order()
    assert order is not None and (order.view, order.paper) == ("grid", "A0")
    choose(form.view, "interview")
    order = form.order()
    assert order is not None and order.paper == "A3"


def test_only_what_matters_for_what_is_printed_is_asked(form: OrderForm) -> None:
    asked = (form.paper, form.turn, form.distance, form.handout_paper, form.names, form.sheets, form.shop)
    assert visible(form, *asked) == [True, True, True, False, False, True, True]
    choose(form.view, "timeline")
    assert visible(form, *asked) == [False, False, False, False, False, True, True]
    choose(form.view, "cards")
    assert visible(form, *asked) == [False, False, False, True, False, False, False]
    choose(form.view, "blank")
    assert visible(form, *asked) == [True, True, False, False, False, True, True], "sheets have an effect on it"
    assert visible(form, form.sheets.sheets) == [True]
    for view, held in (("participants", True), ("faces", False), ("opportunities", True), ("actions", True), ("persona", False)):
        choose(form.view, view)
        assert visible(form, form.names) == [held], view
    choose(form.view, "cards")
    order = form.order()
    assert order is not None
    assert (order.view, order.paper, order.standard, order.tile) == ("cards", "A4", "", "")


def test_headings_say_what_is_chosen(form: OrderForm) -> None:
    said = [fold.summary.text() for fold in (form.sheets, form.shop, form.file) if fold.summary is not None]
    assert said == ["As many as needed", "Everyday PDF", "PDF with the journey in it"]
    choose(form.shop.standard, "x4")
    assert form.shop.summary is not None and form.file.summary is not None and form.sheets.summary is not None
    assert form.shop.summary.text() == "PDF/X-4, 3 mm bleed, crop marks", "as print shops ask for it"
    assert form.file.summary.text() == "PDF without the journey"
    assert not form.file.attach.isEnabled()
    assert not form.file.attach.isChecked(), "the switch says what is in the file"
    assert "print shop" in form.file.privacy.text()
    form.sheets.tile.group.idClicked.emit(1)
    assert form.sheets.summary.text() == "Tiles of A4"
    assert form.shop.summary.text() == "Not with tiles: set Tiles to Off"
    assert "Sheets and tiles" in form.shop.refused.text()
    order = form.order()
    assert order is not None
    assert (order.tile, order.standard, order.bleed, order.marks, order.colours) == ("A4", "", 0.0, False, "rgb")
    assert form.file.attach.isEnabled(), "tiles carry the journey"
    assert form.file.attach.isChecked(), "and what was wanted before comes back"
    assert visible(form.shop, form.shop.standard, form.shop.bleed, form.shop.marks, form.shop.inks) == [True, False, False, True]
    QTest.mouseClick(form.shop.inks, Qt.MouseButton.LeftButton)
    order = form.order()
    assert order is not None
    assert (order.standard, order.bleed, order.marks, order.colours) == ("", 0.0, False, "cmyk"), "tiles may be in inks"
    assert form.shop.summary.text() == "Everyday PDF, inks"
    form.sheets.tile.group.idClicked.emit(0)
    assert form.shop.summary.text() == "PDF/X-4, 3 mm bleed, crop marks"
    assert "certified" not in " ".join(form.shop._told.values()).lower()


def test_tiles_are_kept_in_an_archive_but_never_sent_to_a_print_shop(form: OrderForm) -> None:
    """As the command line has it: ``--tile A4 --standard a3`` is written, ``--standard x4`` is not."""

    def now() -> tuple[str, str]:
        order = form.order()
        assert order is not None
        return order.tile, order.standard

    def offered(kind: str) -> bool:
        shown = form.shop.standard.model()
        return bool(shown.flags(shown.index(form.shop.standard.findData(kind), 0)) & Qt.ItemFlag.ItemIsEnabled)

    choose(form.shop.standard, "x4")
    form.sheets.tile.group.idClicked.emit(1)
    assert now() == ("A4", "") and form.shop.standard.currentData() == ""
    assert (offered(""), offered("x4"), offered("a3")) == (True, False, True)
    again = OrderForm(form._desk)
    assert again.shop.standard.currentData() == "", "the next dialog has the tiles, too"
    again.sheets.tile.group.idClicked.emit(0)
    assert again.shop.kind == "x4", "laid aside, not lost"
    choose(form.shop.standard, "a3")
    assert now() == ("A4", "a3")
    assert form.shop.summary is not None and form.shop.summary.text() == "PDF/A-3"
    assert "decades" in form.shop.hint.text()
    form.sheets.tile.group.idClicked.emit(0)
    assert now() == ("", "a3") and offered("x4"), "what was chosen last counts"


def test_pdf_x4_proposes_bleed_and_marks_that_can_be_taken_back(form: OrderForm) -> None:
    shop, seen = form.shop, list[bool]()
    shop.proposed.connect(lambda: seen.append(True))

    def now() -> tuple[float, bool]:
        order = form.order()
        assert order is not None
        return order.bleed, order.marks

    choose(shop.standard, "x4")
    assert now() == (3.0, True) and seen == [True]
    assert "were added" in shop.hint.text()
    choose(shop.standard, "")
    assert now() == (0.0, False), "they go with it when nobody touched them"
    assert "were added" not in shop.hint.text()
    choose(shop.standard, "x4")
    choose(OrderForm(form._desk).shop.standard, "")
    assert OrderForm(form._desk).shop.bleed.currentData() == 0, "in the next dialog, too"
    # Taken back, they stay away, and it is said what that means.
    choose(shop.bleed, 0)
    QTest.mouseClick(shop.marks, Qt.MouseButton.LeftButton)
    assert now() == (0.0, False)
    assert "white edge" in shop.hint.text()
    assert now() == (0.0, False) and not OrderForm(form._desk).shop.marks.isChecked()
    # What a person had chosen before stays when PDF/X-4 goes.
    choose(shop.standard, "")
    choose(shop.bleed, 5)
    choose(shop.standard, "x4")
    assert now() == (5.0, True)
    choose(shop.standard, "a3")
    assert now() == (5.0, False)


def test_marks_bring_the_bleed_that_printers_ask_for(form: OrderForm) -> None:
    QTest.mouseClick(form.shop.marks, Qt.MouseButton.LeftButton)
    order = form.order()
    assert order is not None and order.bleed == 3.0
    choose(form.shop.bleed, 0)
    assert "white edge" in form.shop.hint.text(), "in any kind of PDF"


def test_what_belongs_to_the_program_is_remembered(tmp_path: Path, form: OrderForm) -> None:
    choose(form.shop.standard, "a3")
    choose(form.shop.bleed, 5)
    form.sheets.tile.group.idClicked.emit(2)
    choose(form.sheets.overlap, 15)
    again = OrderForm(form._desk)
    assert (again.sheets.paper, again.sheets.overlap_mm) == ("A3", 15.0)
    again.sheets.tile.group.idClicked.emit(0)
    order = again.order()
    assert order is not None
    assert (order.standard, order.bleed) == ("a3", 5.0)
    choose(again.shop.standard, "x4")
    choose(again.shop.standard, "")
    assert not again.shop.inks.isChecked(), "inks came with PDF/X-4 and go with it"


def test_what_was_tried_for_a_print_shop_and_never_exported_is_not_the_next_journeys(room: Workspace, tmp_path: Path) -> None:
    def chosen(target: Path | None = None, *, export: bool = False) -> tuple[str, float, bool]:
        dialog = dialog_of(room, target)
        if export:
            dialog.foot.export.click()
            until(lambda: dialog.foot.currentIndex() == DONE)
        shop = dialog.form.shop
        dialog.reject()
        return shop.kind, shop.bleed_mm, shop.marked

    dialog = dialog_of(room)
    choose(dialog.form.shop.standard, "x4")
    dialog.reject()
    assert chosen() == ("x4", 3.0, True), "closing the dialog loses nothing"
    one, other = room.session.journey, small_journey().replace(title="Another journey")
    room.session.adopt(other)
    assert chosen() == ("", 0.0, False)
    room.session.adopt(one)
    dialog = dialog_of(room)
    choose(dialog.form.shop.standard, "x4")
    dialog.reject()
    assert chosen(tmp_path / "shop.pdf", export=True)[0] == "x4"
    room.session.adopt(other)
    assert chosen() == ("x4", 3.0, True), "who prints for a shop prints the next one for it, too"


def test_bleed_and_marks_are_seen_before_printing(room: Workspace) -> None:
    dialog = dialog_of(room)
    plain = dialog.proof
    assert plain is not None and plain.picture is not None and plain.edge == 0
    choose(dialog.form.shop.standard, "x4")
    until(lambda: dialog.proof is not None and dialog.proof.edge > 0)
    proof = dialog.proof
    assert proof is not None and proof.picture is not None
    assert proof.edge == 11.0, "3 mm of bleed and 8 mm for the marks"
    assert (proof.width, proof.height) == (plain.width, plain.height), "the sheet is as large as it was"
    page = (proof.width + 22) / (proof.height + 22)
    assert proof.picture.width() / proof.picture.height() == pytest.approx(page, rel=0.01)
    choose(dialog.form.view, "cards")
    until(lambda: dialog.proof is not None and dialog.proof.edge == 0)
    dialog.reject()


def test_the_document_changed_elsewhere_is_followed(form: OrderForm) -> None:
    choose(form.paper, "B1")
    session = form._desk.session
    from cjm_desktop import edits
    from cjm_desktop.document import Message

    poster = session.journey.poster.replace(orientation="portrait", theme="greyscale")
    session.commit(Message("Change the poster"), edits.change(session.journey, poster=poster))
    form.follow()
    settings = form.settings()
    assert (settings.paper, settings.orientation, settings.theme) == ("B1", "portrait", "greyscale")


def test_tiles_are_counted_shrunk_at_one_click_and_printed(room: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "tiles.pdf"
    dialog = dialog_of(room, target)
    sheets = dialog.form.sheets
    sheets.fold(False)
    sheets.tile.group.idClicked.emit(1)
    until(lambda: dialog.proof is not None and dialog.proof.tiles is not None)
    assert dialog.proof is not None and dialog.proof.names == ("poster", "map")
    assert "25 sheets of A4" in dialog.outcome.figures.text()
    assert sheets.shrink.text().strip() == "98 %: 21 instead of 25 sheets"
    QTest.keyClick(dialog.preview, Qt.Key.Key_PageDown)
    until(lambda: dialog.proof is not None and dialog.proof.page == 1)
    assert dialog.pages.place.text() == "2 of 2"
    assert dialog.outcome.figures.text() == (
        "Assembly map, 297 × 210 mm: printed first, it shows where each sheet goes · the poster on 25 sheets of A4"
    )
    assert dialog.outcome.reach.isHidden(), "how far it reads is said of the poster"
    sheets.shrink.click()
    until(lambda: dialog.proof is not None and dialog.proof.tiles is not None and dialog.proof.tiles.count == 21)
    assert "98 %" in sheets.count.text()
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 22
    dialog.accept()


def test_a_series_is_turned_page_by_page_and_pictures_are_asked_for_one_by_one(room: Workspace, tmp_path: Path) -> None:
    room.session.adopt(templates.load("big", "en"))
    (tmp_path / "wall-2.png").write_bytes(b"mine")
    dialog = dialog_of(room, tmp_path / "wall.png")
    choose(dialog.form.paper, "A3")
    choose(dialog.form.sheets.sheets, 2)
    until(lambda: dialog.proof is not None and dialog.proof.sheets > 1)
    assert dialog.proof is not None
    count = dialog.proof.sheets
    assert f"{count} sheets" in dialog.outcome.figures.text()
    if dialog.proof.problems:
        lines = [dialog.outcome.list.item(at).text() for at in range(dialog.outcome.list.count())]
        for problem, line in zip(dialog.proof.problems, lines, strict=False):
            assert line.startswith("Sheet ") is not problem.place.startswith("poster."), "the size of type is the poster's, not a sheet's"
    dialog.form.set_format("png")
    dialog.form.dpi.setCurrentIndex(0)
    asked: list[tuple[str, int]] = []
    dialog._may_replace = lambda name, many: not asked.append((name, many))
    (tmp_path / "wall-1.png").write_bytes(b"mine")
    dialog.foot.export.click()
    assert asked == [("wall-1.png", 2)]
    until(lambda: dialog.foot.currentIndex() == DONE)
    assert sorted(path.name for path in tmp_path.glob("*.png")) == sorted(f"wall-{n}.png" for n in range(1, count + 1))
    assert "wall-1.png" in dialog.foot.done_text.text()
    dialog.accept()


def test_advice_is_followed_at_one_click(room: Workspace) -> None:
    room.session.adopt(templates.load("big", "en"))
    dialog = dialog_of(room)
    choose(dialog.form.sheets.sheets, 1)
    until(lambda: dialog.outcome._flow.count() > 0)
    assert not dialog.outcome.offers.isHidden()
    advised = dialog.form.settings()
    dialog.outcome._flow.itemAt(0).widget().click()  # type: ignore[union-attr]
    assert dialog.form.settings() != advised
    assert dialog.outcome.offers.isHidden(), "it was for the choices of before"
    dialog.reject()


def test_what_would_help_is_there_again_after_an_export_that_failed_or_was_cancelled(room: Workspace, tmp_path: Path) -> None:
    room.session.adopt(templates.load("big", "en"))
    dialog = dialog_of(room, tmp_path / "nowhere" / "poster.pdf")
    choose(dialog.form.sheets.sheets, 1)

    def offered() -> int:
        return dialog.outcome._flow.count() if dialog.outcome.offers.isEnabled() else 0

    until(lambda: offered() > 0)
    count = offered()
    dialog.foot.export.click()
    assert not dialog.outcome.offers.isEnabled(), "nothing is changed while it is printed"
    until(lambda: dialog.foot.failure.isVisible())
    assert offered() == count
    # The same where it was cancelled before anything was found.
    dialog._drop_advice()
    dialog._advise(dialog.journey(), dialog.form.order())  # type: ignore[arg-type]
    dialog.foot.export.click()
    dialog.foot.stop.click()
    until(lambda: offered() == count)
    dialog.reject()


def test_colours_are_counted_in_the_status_bar_as_in_the_dialog(room: Workspace) -> None:
    journey = small_journey()
    pale = journey.poster.replace(colours=(RoleColour(role="header", colour="#FFF2A8"),))
    room.session.adopt(journey.replace(poster=pale.replace(theme="theirs")))
    dialog = dialog_of(room)
    until(lambda: dialog.proof is not None and dialog.outcome.list.count() == dialog.proof.count)
    assert dialog.proof is not None
    assert len(dialog.proof.colours) >= 1
    count = dialog.proof.count
    dialog.reject()
    until(lambda: room.window_.problem_button.text().startswith(f"{count} thing"))


def test_an_empty_map_becomes_the_blank_poster_at_one_click(room: Workspace) -> None:
    room.session.adopt(templates.load("empty", "en"))
    dialog = dialog_of(room)
    until(lambda: dialog.outcome._flow.count() > 0)
    offer = dialog.outcome._flow.itemAt(0).widget()  # type: ignore[union-attr]
    assert "blank poster" in offer.text()  # type: ignore[union-attr]
    before = room.session.journey
    offer.click()  # type: ignore[union-attr]
    assert dialog.form.kind == "blank"
    assert room.session.journey is before
    until(lambda: dialog.proof is not None and dialog.outcome.offers.isHidden())
    dialog.reject()


def test_advice_about_lanes_changes_the_document_with_undo(room: Workspace) -> None:
    dialog = dialog_of(room)
    poster = room.session.journey.poster
    lanes = tuple(lane.replace(shown=lane.kind is not LaneKind.QUOTES) for lane in poster.lanes_in_order)

    class Advised:
        change = {"lanes": lanes, "paper": "A1"}  # noqa: RUF012
        view = ""

    dialog._take(Advised())  # type: ignore[arg-type]
    assert room.session.journey.poster.lanes == lanes
    assert room.session.journey.poster.paper == "A1" == dialog.form.paper.currentData()
    room.session.undo()
    assert room.session.journey.poster == poster, "one step"
    assert dialog.form.paper.currentData() == "A0"
    dialog.reject()


def test_what_is_on_it_is_changed_beside_the_preview(room: Workspace) -> None:
    dialog = dialog_of(room)
    dialog.tabs.group.idClicked.emit(1)
    assert dialog.map_form is not None and dialog.map_form.isVisible()
    dialog.tabs.group.idClicked.emit(0)
    assert dialog.form.isVisible()
    dialog.reject()


def test_no_odd_order_ends_in_anything_but_a_file_or_a_sentence(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room)
    form, seen = dialog.form, 0
    for view, paper, form_of_file, tile, standard in itertools.product(
        ("poster", "timeline", "blank"), ("A4", "ROLL-610", "own"), ("pdf", "svg"), (0, 1, 3), ("", "x4", "a3")
    ):
        seen += 1
        if seen % 4:
            continue
        choose(form.view, view)
        choose(form.paper, paper)
        form.own.setText("5000x100mm")
        form.turn.group.idClicked.emit(seen % 2)
        form.set_format(form_of_file)
        form.sheets.tile.group.idClicked.emit(tile)
        choose(form.shop.standard, standard)
        choose(form.shop.bleed, 3)
        dialog._rest.stop()
        told: list[object] = []
        order = form.order()
        if order is None:
            assert form.wrong is not None
            continue
        target = tmp_path / f"odd.{order.format}"
        room.printing.export(dialog.journey(), order, target, told.append, told.append, lambda _n, _of: None, owner=dialog)
        until(lambda told=told: bool(told), 60)
        assert isinstance(told[0], list) or "Error" not in str(told[0]), f"{order}: {told[0]}"
    dialog.reject()


@pytest.mark.parametrize("view", HANDOUTS)
def test_handouts_are_looked_at_and_printed(room: Workspace, tmp_path: Path, view: str) -> None:
    target = tmp_path / "handout.pdf"
    dialog = dialog_of(room, target)
    choose(dialog.form.view, view)
    until(lambda: dialog.proof is not None and dialog.proof.names[0] == "handout")
    assert dialog.outcome.reach.isHidden()
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    with pikepdf.open(target) as pdf:
        assert dialog.proof is not None and len(pdf.pages) == dialog.proof.pages
        assert not pdf.attachments
    dialog.accept()


def test_the_keyboard_reaches_every_choice(form: OrderForm) -> None:
    for fold in (form.sheets, form.shop, form.file):
        fold.fold(False)
    form.view.setFocus()
    seen, widget = set[QWidget](), form.view.nextInFocusChain()
    while widget is not form.view and widget is not None:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and form.isAncestorOf(widget):
            seen.add(widget)
        widget = widget.nextInFocusChain()
    wanted = {form.paper, form.distance, form.language, form.shop.standard, form.shop.marks, form.file.attach}
    assert wanted <= seen
    assert set(form.sheets.tile.buttons()) <= seen
    assert small_journey().touchpoints


def test_a_dialog_closed_at_once_hears_of_nothing_afterwards(room: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    room.open_export()
    dialog = room.export_dialog
    assert dialog is not None
    assert room.printing.worker.busy
    # A larger window asks for a larger picture of the same while the first is being made.
    dialog.make_proof()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    until(lambda: not room.printing.worker.busy)
    QApplication.processEvents()
    assert "Traceback" not in capsys.readouterr().err
    assert room.export_dialog is None


def test_the_lock_changes_hands_often_only_while_a_job_runs(room: Workspace) -> None:
    turns: list[tuple[float, bool]] = []
    before = (sys.getswitchinterval(), gc.isenabled())
    told: list[object] = []

    def job(_token: object) -> None:
        turns.append((sys.getswitchinterval(), gc.isenabled()))
        raise ValueError

    room.printing.worker.run(job, told.append, told.append, owner=room.window_)
    until(lambda: bool(told))
    assert turns[0][0] == pytest.approx(0.0005) and not turns[0][1]
    assert (sys.getswitchinterval(), gc.isenabled()) == before


def test_what_cannot_be_printed_is_said_where_it_can_be_mended(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "poster.png")
    form, foot = dialog.form, dialog.foot
    form.sheets.tile.group.idClicked.emit(1)
    dialog._rest.stop()
    # No paper of the list comes to this; a poster as long as ten does.
    with pytest.raises(TilingError) as raised:
        plan_tiles(90_000.0, 900.0, tile_paper("A4"))
    dialog._no_proof(refused_by(raised.value))
    assert form.wrong is not None
    sentence, place, marked = form.wrong
    assert "sheets of A4" in sentence and marked is form.sheets.tile
    assert marked.property("state") == "wrong" and marked.accessibleDescription() == sentence
    assert not form.sheets.folded and form.sheets.tile.isVisible()
    assert place == "Sheets and tiles: Tiles" and place in foot.failure.text()
    assert foot.failure.isVisible() and not foot.export.isEnabled()
    assert form.other.text() == ""
    # Mended, nothing is marked any more.
    choose(form.paper, "own")
    form.own.setText("914x1500mm")
    form._touched()
    dialog.make_proof()
    until(lambda: foot.export.isEnabled())
    assert form.wrong is None and marked.property("state") == ""
    assert foot.failure.isHidden()
    # What only turns out while it is being printed.
    form.sheets.tile.group.idClicked.emit(0)
    form.set_format("png")
    choose(form.dpi, 300)
    form.own.setText("5000x5000mm")
    form._touched()
    dialog.make_proof()
    until(lambda: foot.export.isEnabled())
    foot.export.click()
    until(lambda: form.wrong is not None)
    assert form.wrong is not None and form.wrong[2] is form.dpi
    assert "dots per inch" in form.wrong[0] and not form.file.folded
    assert foot.failure.isVisible() and "Resolution" in foot.failure.text()
    dialog.reject()


def test_a_part_that_opened_for_a_sentence_is_folded_again_the_next_time(form: OrderForm) -> None:
    assert form.sheets.folded
    form.refuse("Too many sheets.", "tiles")
    assert not form.sheets.folded
    assert OrderForm(form._desk).sheets.folded
    form.refuse("Nobody knows why.")
    assert form.wrong is not None and form.wrong[:2] == ("Nobody knows why.", "")
    assert form.sheets.rows.wrong is None


def test_a_size_of_ones_own_is_turned_and_else_printed_as_written(tmp_path: Path, qapp: Any) -> None:
    where = desk(tmp_path)
    now = where.journey
    where.session.adopt(now.replace(poster=now.poster.replace(paper="60x90cm", orientation="landscape")))
    form = OrderForm(where)
    form.show()

    def printed() -> tuple[float, float]:
        order = form.order()
        assert order is not None
        sheet = paper_of(where.journey, order)
        return sheet.width, sheet.height

    assert printed() == (600, 900), "as written, as the map on the screen shows it"
    for at, size in ((0, (900, 600)), (1, (600, 900))):
        form.turn.buttons()[at].click()
        assert printed() == size

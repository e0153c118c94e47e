"""Writing in the lanes under the cards: texts of the group's own lanes in place, everything else in the panel at the side."""

from __future__ import annotations

import pytest
from canvas_kit import ALT, CTRL, SHIFT, Bench, journey, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from rooms import shut, workspace

from cjm_desktop.document import Journey, Lane, LaneKind, LaneText, Quote, ServiceLevel, TextLane
from cjm_desktop.edits import text_in_lane
from cjm_desktop.layout import HitKind
from cjm_desktop.ui.panels.touchpoint import TouchpointForm

K = Qt.Key
OWN, OTHER = "lane_texts.l1", "lane_texts.l2"


def laned(said: dict[str, str] | None = None, **poster: object) -> Journey:
    """The sample with two own lanes, service levels and systems; ``said`` is what touchpoints say in the first lane."""
    said = {"t1": "The desk orders a badge"} if said is None else said
    base = journey()
    kinds = [Lane(kind=k) for k in (LaneKind.PHASES, LaneKind.CARDS, LaneKind.CURVE)]
    kinds += [Lane(kind=LaneKind.TEXT, lane=one) for one in ("l1", "l2")]
    kinds += [Lane(kind=k) for k in (LaneKind.QUOTES, LaneKind.SERVICE_LEVELS, LaneKind.SYSTEMS)]
    cards = tuple(
        t.replace(
            lane_texts=(LaneText(lane="l1", text=said[t.id]),) if t.id in said else (),
            systems=("HR portal",) if t.id == "t2" else (),
            service_levels=(ServiceLevel(name="Reply", unit="h", target=8),) if t.id == "t2" else (),
            quotes=(Quote(text="Nobody told me"),) if t.id == "t2" else (),
        )
        for t in base.touchpoints
    )
    return base.replace(
        touchpoints=cards,
        text_lanes=(TextLane(id="l1", name="Backstage"), TextLane(id="l2", name="Supplier")),
        poster=base.poster.replace(lanes=tuple(kinds), **poster),
    )


@pytest.fixture
def bench(qtbot):
    bench = Bench(laned())
    qtbot.addWidget(bench.canvas)
    bench.canvas.fit()
    settle()
    return bench


def on_cell(bench: Bench, record: str, field: str):
    cell = bench.canvas.sheet.cell(record, field)
    assert cell is not None
    return bench.spot(cell.x + cell.w / 2, cell.y + min(cell.h / 2, 3.0))


def said(bench: Bench, record: str, lane: str = "l1") -> str:
    return text_in_lane(bench.card(record), lane)


@pytest.mark.parametrize("flow", ["timeline", "poster"])
@pytest.mark.parametrize("record", ["t1", "t3"])
def test_a_double_click_writes_in_a_cell_full_or_empty(bench, flow, record):
    bench.canvas.set_flow(flow)
    settle()
    document = bench.session.journey
    bench.double_click(on_cell(bench, record, OWN))
    assert bench.canvas.editing.where == (record, OWN)
    assert bench.selection.ids == (record,)
    bench.type("Sends a box")
    assert bench.session.journey is document, "the document waits for the end of the edit"
    item, cell = bench.canvas.editing.active, bench.canvas.sheet.cell(record, OWN)
    assert item.mapRectToScene(item._frame()).top() >= cell.y - 1.0
    bench.key(K.Key_Return, CTRL)
    assert said(bench, record) == "Sends a box"
    assert bench.undo_all() == 1
    assert bench.session.journey == document


def test_the_slip_grows_with_what_is_typed(bench):
    before = bench.canvas.sheet.cell("t1", OWN)
    bench.double_click(on_cell(bench, "t1", OWN))
    bench.type("Somebody at the desk of the housing service orders a badge, a key and a parking place for her")
    item, cell = bench.canvas.editing.active, bench.canvas.sheet.cell("t1", OWN)
    assert cell.h > before.h
    assert item.mapRectToScene(item._frame()).bottom() <= cell.y + cell.h + 0.1
    bench.key(K.Key_Escape)
    assert bench.canvas.sheet.cell("t1", OWN) == before
    assert bench.session.undo_label is None


def test_tab_goes_along_the_lane_and_back(bench):
    bench.double_click(on_cell(bench, "t1", OWN))
    bench.type("One")
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.where == ("t2", OWN)
    assert bench.selection.ids == ("t2",)
    bench.type("Two")
    bench.key(K.Key_Backtab)
    assert bench.canvas.editing.where == ("t1", OWN)
    bench.key(K.Key_Escape)
    assert (said(bench, "t1"), said(bench, "t2")) == ("One", "Two")
    assert bench.undo_all() == 2


def test_tab_at_the_end_of_the_lane_ends_the_edit(bench):
    bench.double_click(on_cell(bench, "t7", OTHER))
    bench.type("Last")
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.active is None
    assert said(bench, "t7", "l2") == "Last"


def test_tab_passes_over_the_bands_of_a_poster_that_lack_the_lane(qtbot):
    wide = journey(40, 4)
    document = laned().replace(touchpoints=wide.touchpoints, phases=wide.phases, opportunities=())
    first, last = wide.touchpoints[0].id, wide.touchpoints[-1].id
    document = document.replace(
        touchpoints=tuple(
            t.replace(lane_texts=(LaneText(lane="l1", text="Here"),)) if t.id in (first, last) else t
            for t in document.touchpoints
        )
    )
    bench = Bench(document)
    qtbot.addWidget(bench.canvas)
    bench.canvas.set_flow("poster")
    settle()
    sheet = bench.canvas.sheet
    there = [t.id for t in wide.touchpoints if sheet.editor(t.id, OWN) is not None]
    bands = [band for band in sheet.bands if band.strips]
    assert 1 < len(bands) < len(sheet.bands), "some bands have the lane and some do not"
    edge = next(i for i, one in enumerate(there) if bench.order.index(there[i + 1]) > bench.order.index(one) + 1)
    bench.canvas.edit(there[edge], OWN)
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.where == (there[edge + 1], OWN)


def test_the_only_text_of_a_lane_can_be_taken_out_and_written_anew_on_the_poster(bench):
    bench.canvas.set_flow("poster")
    settle()
    bench.double_click(on_cell(bench, "t1", OWN))
    bench.key(K.Key_Backspace)
    assert bench.canvas.editing.where == ("t1", OWN), "the lane stays while the caret is in it"
    bench.type("New words")
    bench.key(K.Key_Return, CTRL)
    assert said(bench, "t1") == "New words"


def test_an_emptied_cell_holds_nothing_any_more(bench):
    bench.double_click(on_cell(bench, "t1", OWN))
    bench.key(K.Key_Backspace)
    bench.key(K.Key_Return, CTRL)
    assert bench.card("t1").lane_texts == ()
    assert bench.undo_all() == 1


def test_f2_writes_in_the_cell_that_was_clicked_and_else_on_the_card(bench):
    bench.click(on_cell(bench, "t3", OWN))
    assert bench.selection.ids == ("t3",)
    assert bench.canvas.editing.active is None
    framed = bench.canvas._overlay.framed
    bench.key(K.Key_F2)
    assert bench.canvas.editing.where == ("t3", OWN)
    bench.key(K.Key_Escape)
    bench.key(K.Key_Right)
    assert bench.canvas._overlay.framed == framed == 2, "the card and its cell are framed"
    bench.key(K.Key_F2)
    assert bench.canvas.editing.where == ("t4", OWN), "arrows go from cell to cell"
    bench.key(K.Key_Escape)
    bench.click(bench.on_card("t4"))
    bench.key(K.Key_F2)
    assert bench.canvas.editing.where == ("t4", "title")
    bench.key(K.Key_Escape)
    bench.click(on_cell(bench, "t5", OWN))
    bench.selection.set(("t6",))
    bench.key(K.Key_F2)
    assert bench.canvas.editing.where == ("t6", "title"), "another card was selected elsewhere"


@pytest.mark.parametrize("field", ["quotes", "service_levels", "systems"])
def test_what_is_no_plain_text_is_changed_at_the_side(bench, field):
    asked: list[tuple[str, bool]] = []
    bench.canvas.field_asked.connect(lambda name, write: asked.append((name, write)))
    bench.click(on_cell(bench, "t2", field))
    assert asked == [(field, False)]
    bench.key(K.Key_F2)
    assert asked[1:] == [(field, True)]
    bench.double_click(on_cell(bench, "t5", field))
    assert bench.selection.ids == ("t5",)
    assert asked[-1] == (field, True)
    assert bench.canvas.editing.active is None


def test_room_shows_that_it_can_be_written_in_and_a_band_begins_there(bench):
    empty, full = on_cell(bench, "t3", OWN), on_cell(bench, "t1", OWN)
    hand = bench.canvas._hand
    assert hand.hit(empty.toPointF()).kind is HitKind.EMPTY
    assert hand.hit(full.toPointF()).kind is HitKind.CELL
    bench.pull(full, empty)
    hover = bench.canvas._overlay._hover
    assert hover.isVisible() and hover._fill is not None
    assert bench.canvas.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
    assert bench.hints[-1] == "Double-click to write in this lane."
    bench.drag(empty, on_cell(bench, "t5", OWN))
    assert bench.session.undo_label is None, "pulling over room selects, and moves nothing"
    bench.drag(full, bench.on_card("t4", 0.9))
    assert bench.order != [f"t{i}" for i in range(8)], "a filled cell is as good a handle as its card"


def test_shift_and_arrows_select_cards_as_ever(bench):
    bench.click(on_cell(bench, "t3", OWN))
    bench.key(K.Key_Right, SHIFT)
    assert bench.selection.ids == ("t3", "t4")
    assert bench.canvas.editing.cell == ("", "")
    bench.click(on_cell(bench, "t1", OWN))
    bench.key(K.Key_Right, ALT)
    assert bench.order[2] == "t1"


def test_the_panel_opens_the_part_that_a_cell_asks_for(tmp_path, qtbot):
    window = workspace(tmp_path)
    room = window.window_
    try:
        window.session.adopt(laned())
        window.show_map()
        window.show_panel("inspector", False)
        window.selection.set(("t2",))
        window.canvas_.edit_cell("t2", "systems")
        settle()
        assert room.right.isVisible()
        form = window.inspector.form
        assert isinstance(form, TouchpointForm)
        assert form._systems.edit.hasFocus()
        window.canvas_.edit_cell("t2", "service_levels")
        settle()
        assert not form.sections["touchpoint.levels"].folded
        focus = room.focusWidget()
        assert isinstance(focus, QLineEdit) and focus.text() == "Reply"
        window.selection.set(("t3",))
        window.canvas_.edit_cell("t3", "quotes")
        settle()
        focus = room.focusWidget()
        assert isinstance(focus, QPushButton) and focus.text() == "Add a quote"
        assert window.session.undo_label is None
        window.canvas_.setFocus()
        window.canvas_.mark_cell("t3", OWN)
        settle()
        assert window.canvas_.hasFocus() or room.focusWidget() is window.canvas_
        shown = form.viewport().mapFromGlobal(form.lanes.mapToGlobal(form.lanes.rect().center()))
        assert form.viewport().rect().contains(shown)
    finally:
        shut(window)

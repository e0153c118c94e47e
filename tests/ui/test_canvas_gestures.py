"""The hand on the map: cards, points, edges and selection, with real mouse events."""

from __future__ import annotations

import pytest
from canvas_kit import ALT, CTRL, SHIFT, Bench, journey, settle
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Message
from cjm_desktop.layout.sheet import PartKind
from cjm_desktop.ui.canvas.touched import touched


@pytest.fixture
def bench(qtbot):
    bench = Bench(journey())
    qtbot.addWidget(bench.canvas)
    return bench


def test_a_dragged_card_lands_where_it_is_let_go_in_one_undo_step(bench):
    before = bench.session.journey
    bench.drag(bench.on_card("t1"), bench.on_card("t2", 0.8))
    assert bench.order == ["t0", "t2", "t1", "t3", "t4", "t5", "t6", "t7"]
    assert bench.card("t0") is before.touchpoints[0]
    assert str(bench.session.undo_label) == "Move touchpoint"
    assert bench.undo_all() == 1
    assert bench.session.journey is before


def test_the_others_make_room_and_the_line_follows_while_the_card_is_held(bench):
    start, end = bench.on_card("t1"), bench.on_card("t3", 0.8)
    home = bench.canvas.sheet.box("t2")
    bench.press(start)
    bench.pull(start, end)
    assert bench.session.in_gesture
    assert bench.session.undo_label is None
    assert bench.order.index("t1") == 3
    held, moved = bench.canvas.sheet.box("t1"), bench.canvas.sheet.box("t2")
    assert moved.x < home.x
    middle = bench.spot(held.x + held.w / 2, held.y + 2.0)
    assert abs(middle.x() - end.x()) <= held.w * 0.31 * bench.canvas.camera.scale
    point = bench.canvas.sheet.point("t1")
    assert point[0] > bench.canvas.sheet.point("t2")[0]
    bench.release(end)


def test_a_card_crosses_into_the_next_phase(bench):
    bench.drag(bench.on_card("t1"), bench.on_card("t5", 0.8))
    assert bench.card("t1").phase == "p1"
    assert bench.order.index("t1") == 5


def test_escape_puts_a_dragged_card_back_exactly(bench):
    before = bench.session.journey
    start, end = bench.on_card("t1"), bench.on_card("t6", 0.8)
    bench.press(start)
    bench.pull(start, end)
    assert bench.session.journey is not before
    bench.key(Qt.Key.Key_Escape)
    assert bench.session.journey is before
    assert not bench.session.in_gesture
    bench.release(end)
    assert bench.session.journey is before
    assert bench.session.undo_label is None
    assert bench.canvas.sheet.box("t1").y == bench.canvas.sheet.box("t0").y


def test_keys_do_nothing_to_the_document_while_a_card_is_held(bench):
    start, end = bench.on_card("t1"), bench.on_card("t2", 0.8)
    bench.press(start)
    bench.pull(start, end)
    bench.key(Qt.Key.Key_Delete)
    bench.key(Qt.Key.Key_5)
    bench.release(end)
    assert sorted(bench.order) == [f"t{i}" for i in range(8)]
    assert bench.undo_all() == 1


def test_another_button_neither_ends_a_drag_nor_asks_for_a_menu(bench):
    asked = []
    bench.canvas.menu_asked.connect(asked.append)
    start, end = bench.on_card("t1"), bench.on_card("t2", 0.8)
    bench.press(start)
    bench.pull(start, end)
    QTest.mouseClick(bench.canvas.viewport(), Qt.MouseButton.RightButton, pos=end)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, end, bench.canvas.mapToGlobal(end))
    QApplication.sendEvent(bench.canvas.viewport(), menu)
    assert bench.session.in_gesture
    assert not asked
    bench.release(end)
    assert not bench.session.in_gesture
    assert bench.undo_all() == 1


def test_the_hover_frame_does_not_stay_behind_in_the_other_view(bench):
    bench.canvas.set_flow("timeline")
    QTest.mouseMove(bench.canvas.viewport(), bench.on_card("t1"))
    settle()
    assert bench.canvas._overlay._hover.isVisible()
    bench.canvas.set_flow("poster")
    assert not bench.canvas._overlay._hover.isVisible()


def test_several_selected_cards_move_together(bench):
    bench.click(bench.on_card("t0"))
    bench.click(bench.on_card("t2"), CTRL)
    assert bench.selection.ids == ("t0", "t2")
    bench.drag(bench.on_card("t2"), bench.on_card("t6", 0.8))
    assert bench.order == ["t1", "t3", "t4", "t5", "t6", "t0", "t2", "t7"]
    assert bench.selection.ids == ("t0", "t2")
    assert bench.undo_all() == 1


def test_a_shaky_click_moves_nothing(bench):
    at = bench.on_card("t3")
    bench.press(at)
    bench.pull(at, at + QPoint(2, 1), 2)
    bench.release(at + QPoint(2, 1))
    assert bench.selection.ids == ("t3",)
    assert bench.session.undo_label is None


def test_a_pulled_point_is_graded_in_steps_and_its_word_follows(bench):
    bench.drag(bench.on_point("t0"), QPoint(bench.on_point("t0").x() + 3, bench.on_point("t7").y() - 1))
    assert bench.card("t0").grade == bench.card("t7").grade == 7.0
    assert bench.card("t0").emotion == "calm"
    assert bench.undo_all() == 1
    assert bench.card("t0").grade == 2.0


def test_a_grade_is_said_beside_its_point_however_the_hand_wanders(bench):
    start = bench.on_point("t3")
    bench.press(start)
    bench.pull(start, start + QPoint(0, -40))
    said = next(item for item in bench.canvas.scene().items() if type(item).__name__ == "_Label")
    beside = said.scenePos().x()
    bench.pull(start + QPoint(0, -40), start + QPoint(160, -40))
    assert said.isVisible()
    assert said.scenePos().x() == beside
    bench.key(Qt.Key.Key_Escape)


def test_shift_grades_finely_and_escape_puts_the_point_back(bench):
    before = bench.session.journey
    start = bench.on_point("t3")
    # t0 is graded 2 and t7 is graded 7: a step and a bit more, wherever the scale ends.
    step = (bench.on_point("t0").y() - bench.on_point("t7").y()) / 5
    bench.press(start)
    bench.pull(start, start - QPoint(0, round(1.3 * step)))
    coarse = bench.card("t3").grade
    assert coarse == round(coarse) != before.touchpoints[3].grade
    QTest.keyPress(bench.canvas, Qt.Key.Key_Shift)
    settle()
    fine = bench.card("t3").grade
    assert fine != round(fine)
    bench.key(Qt.Key.Key_Escape)
    assert bench.session.journey is before


def test_a_word_somebody_chose_stays(bench):
    j = bench.session.journey
    own = j.touchpoints[2].replace(emotion="angry", emotion_suggested=False)
    bench.session.adopt(j.with_(touchpoints=(*j.touchpoints[:2], own, *j.touchpoints[3:])))
    settle()
    bench.drag(bench.on_point("t2"), bench.on_point("t2") - QPoint(0, 80))
    assert bench.card("t2").grade != own.grade
    assert bench.card("t2").emotion == "angry", "also one of the list"


def test_a_phase_edge_can_be_pulled(bench):
    ribbon = bench.canvas.sheet.box("p1")
    start = bench.spot(ribbon.x, ribbon.y + ribbon.h / 2)
    end = QPoint(bench.on_card("t2", 0.2).x(), start.y())
    bench.drag(start, end)
    assert [t.phase for t in bench.session.journey.touchpoints] == ["p0"] * 2 + ["p1"] * 6
    assert str(bench.session.undo_label) == "Resize phase"
    assert bench.undo_all() == 1


def test_clicks_select(bench):
    bench.click(bench.on_card("t1"))
    assert bench.selection.ids == ("t1",)
    bench.click(bench.on_point("t4"), SHIFT)
    assert bench.selection.ids == ("t1", "t4")
    bench.click(bench.on_card("t1"), CTRL)
    assert bench.selection.ids == ("t4",)
    ribbon = bench.canvas.sheet.box("p0")
    bench.click(bench.spot(ribbon.x + ribbon.w / 2, ribbon.y + ribbon.h / 2))
    assert bench.selection.record == ("phase", "p0")
    chance = bench.canvas.sheet.box("o0")
    bench.click(bench.spot(chance.x + chance.w / 2, chance.y + chance.h / 2))
    assert bench.selection.record == ("opportunity", "o0")
    bench.click(QPoint(4, 4))
    assert bench.selection.record == ("journey", "")


def test_a_rubber_band_selects_what_it_touches(bench):
    first, last = bench.canvas.sheet.box("t2"), bench.canvas.sheet.box("t4")
    low = first.y + first.h + 6
    bench.drag(bench.spot(first.x + 5, low), bench.spot(last.x + 5, first.y + 10))
    assert bench.selection.ids == ("t2", "t3", "t4")


def test_the_selection_is_framed_where_it_is(bench):
    bench.selection.set(("t1", "t3"))
    assert bench.canvas._overlay.framed == 2
    bench.selection.clear()
    assert bench.canvas._overlay.framed == 0


def test_a_plus_appears_between_cards_and_adds_one_there(bench):
    one, two = bench.canvas.sheet.box("t1"), bench.canvas.sheet.box("t2")
    hit = bench.canvas.sheet.hit((one.x + one.w + two.x) / 2, one.y + 20)
    at = bench.spot(hit.x, hit.y)
    QTest.mouseMove(bench.canvas.viewport(), at)
    settle()
    assert bench.canvas._overlay._plus.isVisible()
    bench.click(at)
    assert len(bench.order) == 9
    assert bench.order[:2] == ["t0", "t1"]
    assert bench.order[3] == "t2"
    new = bench.order[2]
    assert bench.card(new).phase == "p0"
    assert bench.canvas.editing.where == (new, "title")


def test_a_card_under_the_hand_scrolls_the_map_at_the_edge(qtbot):
    bench = Bench(journey(60), (900, 700))
    qtbot.addWidget(bench.canvas)
    bench.canvas.camera.look_at(2.0, QPointF(300, 200))
    settle()
    before = bench.canvas.horizontalScrollBar().value()
    start = bench.on_card("t2")
    bench.press(start)
    bench.pull(start, QPoint(890, start.y()))
    qtbot.waitUntil(lambda: bench.canvas.horizontalScrollBar().value() > before + 500, timeout=20_000)
    there = bench.canvas.camera.to_sheet(QPointF(890, start.y())).x()
    assert abs(bench.canvas.sheet.point("t2")[0] - there) < bench.canvas.sheet.box("t2").w
    bench.key(Qt.Key.Key_Escape)
    assert bench.order.index("t2") == 2


def wheel(bench: Bench, turn: QPoint, modifiers=Qt.KeyboardModifier.NoModifier, at: QPointF | None = None):
    pos = at or QPointF(500, 300)
    event = QWheelEvent(
        pos, bench.canvas.mapToGlobal(pos), QPoint(), turn, Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(bench.canvas.viewport(), event)
    settle()


def test_the_wheel_zooms_around_the_pointer_and_scrolls_a_band_sideways(qtbot):
    bench = Bench(journey(60), (900, 700))
    qtbot.addWidget(bench.canvas)
    pos = QPointF(500, 300)
    bench.canvas.camera.look_at(1.2, QPointF(900, 250))
    before, scale = bench.canvas.camera.to_sheet(pos), bench.canvas.camera.scale
    wheel(bench, QPoint(0, 240), CTRL, pos)
    after = bench.canvas.camera.to_sheet(pos)
    assert bench.canvas.camera.scale > 1.3 * scale
    assert abs(after.x() - before.x()) < 1.5 / scale
    bench.canvas.fit_height()
    left = bench.canvas.horizontalScrollBar().value()
    wheel(bench, QPoint(0, -120))
    assert bench.canvas.horizontalScrollBar().value() > left


def test_zoom_stays_within_limits_and_100_percent_is_true_size(bench):
    zooms: list[float] = []
    bench.canvas.zoom_changed.connect(zooms.append)
    bench.key(Qt.Key.Key_1, CTRL)
    assert bench.canvas.zoom_percent == pytest.approx(100)
    assert zooms[-1] == pytest.approx(100)
    bench.canvas.zoom_to(1e9)
    assert bench.canvas.zoom_percent <= 1601
    bench.canvas.zoom_to(1e-9)
    assert bench.canvas.camera.scale * bench.canvas.sheet.height > 50
    bench.key(Qt.Key.Key_0, CTRL)
    sight = bench.canvas.camera.sight
    assert sight.width() >= bench.canvas.sheet.width
    assert sight.height() >= bench.canvas.sheet.height


def test_space_and_drag_pans(bench):
    bench.canvas.zoom_to(200)
    settle()
    place = bench.canvas.camera.to_sheet(QPointF(400, 400))
    QTest.keyPress(bench.canvas, Qt.Key.Key_Space)
    bench.drag(QPoint(400, 400), QPoint(300, 400))
    QTest.keyRelease(bench.canvas, Qt.Key.Key_Space)
    now = bench.canvas.camera.to_sheet(QPointF(300, 400))
    assert abs(now.x() - place.x()) < 1
    assert bench.session.undo_label is None


def test_both_flows_are_edited_alike(bench):
    flows: list[str] = []
    bench.canvas.flow_changed.connect(flows.append)
    bench.canvas.set_flow("poster")
    settle()
    assert flows == ["poster"]
    assert bench.canvas.sheet.width == pytest.approx(1189)
    before = bench.canvas.sheet.plan
    start, end = bench.on_card("t1"), bench.on_card("t2", 0.8)
    bench.press(start)
    bench.pull(start, end)
    assert bench.canvas.sheet.plan == before
    bench.release(end)
    assert bench.order[:3] == ["t0", "t2", "t1"]
    with pytest.raises(ValueError, match="timeline or poster"):
        bench.canvas.set_flow("spiral")


def test_one_edit_repaints_one_card(bench):
    scene = bench.canvas.map_scene

    def paints() -> dict[tuple[str, str], int]:
        return {i.part.key: i.paints for i in scene.part_items if i.part.kind == PartKind.CARD}

    bench.canvas.commands.write("t2", "text", "Something else.")
    settle()
    before = paints()
    bench.canvas.commands.write("t2", "text", "Something else again.")
    settle()
    after = paints()
    assert [k[1] for k in after if after[k] != before[k]] == ["t2"]


def test_five_thousand_cards_are_few_items(qtbot):
    bench = Bench(journey(5000, 10), (900, 700))
    qtbot.addWidget(bench.canvas)
    assert len(bench.canvas.map_scene.items()) < 900
    bench.canvas.reveal("t4000")
    settle()
    assert any(i.part.record == "t4000" for i in bench.canvas.map_scene.part_items)
    assert len(bench.canvas.map_scene.items()) < 900


def test_alt_is_for_moving_cards(bench):
    bench.selection.set(("t3",))
    bench.key(Qt.Key.Key_Right, ALT)
    assert bench.card("t3").phase == "p1"
    assert bench.order == [f"t{i}" for i in range(8)]
    bench.key(Qt.Key.Key_Right, ALT)
    assert bench.order.index("t3") == 4
    assert bench.undo_all() == 1


def test_painting_only_what_changed_leaves_nothing_behind(bench):
    """After every step the window shows the very pixels that painting everything anew gives."""
    canvas = bench.canvas

    def seen():
        settle()
        return canvas.screen().grabWindow(canvas.winId()).toImage()

    def same() -> bool:
        before = seen()
        canvas.viewport().update()
        return before == seen()

    start, end = bench.on_card("t1"), bench.on_card("t3", 0.9, 30.0)
    bench.press(start)
    bench.pull(start, end)
    assert same()
    bench.release(end)
    assert same()
    start = bench.on_point("t2")
    bench.press(start)
    bench.pull(start, start - QPoint(0, 60))
    assert same()
    bench.release(start - QPoint(0, 60))
    bench.key(Qt.Key.Key_Delete)
    assert same()
    bench.session.undo()
    assert same()
    canvas.zoom_to(160)
    canvas.camera.pan(137, 3)
    assert same()


# ------------------------------------------------------------------ beyond the edges of the map


def outside(bench: Bench, right: int = 0, down: int = 0) -> QPoint:
    """A place so many pixels beyond the right or the lower edge of the map, else in its middle."""
    view = bench.canvas.viewport()
    return QPoint(
        view.width() + right if right else view.width() // 2,
        view.height() + down if down else view.height() // 2,
    )


@pytest.fixture
def long_bench(qtbot):
    bench = Bench(journey(60), (900, 700))
    qtbot.addWidget(bench.canvas)
    return bench


def in_sight(bench: Bench, ident: str) -> bool:
    box = bench.canvas.sheet.box(ident)
    return bench.canvas.camera.sees(QRectF(box.x, box.y, box.w, box.h))


@pytest.mark.parametrize("way", [{"right": 200}, {"down": 90}, {"right": 300, "down": 300}])
def test_a_card_let_go_outside_the_map_goes_back(long_bench, qtbot, way):
    bench = long_bench
    before = bench.session.journey
    start, end = bench.on_card("t1"), outside(bench, **way)
    bench.press(start)
    bench.pull(start, bench.on_card("t2", 0.9))
    assert bench.order.index("t1") == 2
    bench.pull(bench.on_card("t2", 0.9), end, 20)
    assert "let go here" in bench.hints[-1]
    assert bench.session.journey == before, "the others close the gap"
    assert in_sight(bench, "t1"), "the card in the hand is seen"
    # The map stands still, however long the hand stays there.
    value = bench.canvas.horizontalScrollBar().value()
    qtbot.wait(120)
    assert bench.canvas.horizontalScrollBar().value() == value
    bench.release(end)
    assert bench.session.journey is before
    assert bench.session.undo_label is None
    assert not bench.session.in_gesture
    assert "back in its place" in bench.hints[-1]


def test_a_hand_that_comes_back_goes_on(long_bench):
    bench = long_bench
    start, there = bench.on_card("t1"), bench.on_card("t2", 0.9)
    bench.press(start)
    bench.pull(start, outside(bench, down=120))
    bench.pull(outside(bench, down=120), there)
    assert "Esc" in bench.hints[-1]
    bench.release(there)
    assert bench.order.index("t1") == 2
    assert bench.undo_all() == 1


def test_a_card_that_overshoots_the_edge_scrolls_stays_seen_and_lands_in_sight(long_bench, qtbot):
    bench = long_bench
    start, end = bench.on_card("t1"), QPoint(925, bench.on_card("t1").y())
    before = bench.canvas.horizontalScrollBar().value()
    bench.press(start)
    bench.pull(start, end)
    qtbot.waitUntil(lambda: bench.canvas.horizontalScrollBar().value() > before + 800, timeout=20_000)
    assert in_sight(bench, "t1")
    bench.release(end)
    assert bench.order.index("t1") > 3
    qtbot.waitUntil(lambda: in_sight(bench, "t1"), timeout=20_000)
    assert bench.undo_all() == 1


def test_points_and_phase_edges_let_go_outside_go_back_too(bench):
    before = bench.session.journey
    bench.drag(bench.on_point("t3"), outside(bench, down=80))
    assert bench.session.journey is before
    assert bench.session.undo_label is None
    part = next(p.part for p in bench.canvas.map_scene.part_items if p.part.record == "p1")
    edge = bench.spot(part.x, part.y + part.h / 2)
    bench.drag(edge, outside(bench, right=120))
    assert bench.session.journey is before
    assert bench.session.undo_label is None


def test_a_rubber_band_let_go_outside_keeps_what_it_caught(bench):
    box = bench.canvas.sheet.box("t6")
    start = bench.spot(box.x - 2, bench.canvas.sheet.height - 2)
    bench.drag(start, outside(bench, right=150))
    assert bench.selection.ids
    assert set(bench.selection.ids) <= {"t6", "t7"}


# ------------------------------------------------------------------ undone and done again


def test_undo_and_redo_show_what_they_changed(long_bench, qtbot):
    bench = long_bench
    camera = bench.canvas.camera
    bench.selection.set(("t1",))
    bench.key(Qt.Key.Key_Right, ALT)
    for step in (bench.session.undo, bench.session.redo):
        bench.canvas.reveal("t50")
        settle()
        assert not in_sight(bench, "t1")
        step()
        qtbot.waitUntil(lambda: in_sight(bench, "t1"), timeout=20_000)
    # What is in sight needs no show.
    bench.canvas.reveal("t1")
    bench.key(Qt.Key.Key_8)
    look = camera.sight
    bench.session.undo()
    qtbot.wait(300)
    assert camera.sight == look


def test_undoing_a_long_paste_shows_where_it_was(long_bench, qtbot):
    bench = long_bench
    bench.selection.set(("t2",))
    QApplication.clipboard().setText("\n".join(f"Line {i}" for i in range(300)))
    bench.key(Qt.Key.Key_V, CTRL)
    bench.key(Qt.Key.Key_End)
    assert not in_sight(bench, "t2")
    bench.session.undo()
    qtbot.waitUntil(lambda: in_sight(bench, "t2"), timeout=20_000)
    bench.canvas.reveal("t59")
    bench.session.redo()
    qtbot.waitUntil(lambda: any(in_sight(bench, ident) for ident in bench.order[3:303]), timeout=20_000)


def test_undo_of_what_is_not_on_the_map_moves_nothing(long_bench, qtbot):
    bench = long_bench
    bench.session.commit(Message("Edit"), bench.session.journey.replace(title="Another name"))
    bench.canvas.reveal("t50")
    settle()
    look = bench.canvas.camera.sight
    bench.session.undo()
    qtbot.wait(300)
    assert bench.canvas.camera.sight == look


def test_what_was_touched_is_found():
    before = journey()
    ideas, before = before.opportunities, before.replace(opportunities=())
    by_id = {t.id: t for t in before.touchpoints}

    def with_order(ids: str):
        return before.replace(touchpoints=tuple(by_id[f"t{i}"].replace(phase=None) for i in ids))

    plain = with_order("01234567")
    assert touched(plain, with_order("02345167")) == ("t1",)
    assert touched(plain, with_order("01562347")) == ("t5", "t6")
    assert touched(plain, with_order("01562347"), ("t3",)) == ("t3",)
    assert touched(plain, with_order("0167")) == ("t1",)
    assert touched(plain, with_order("4567")) == ("t4",)
    assert touched(with_order("0167"), plain) == ("t2", "t3", "t4", "t5")
    assert touched(plain, plain) == ()
    assert touched(plain, with_order("")) == ()
    assert touched(before, before.replace(title="x")) == ()
    named = before.replace(phases=(before.phases[0], before.phases[1].replace(name="Else")))
    assert touched(before, named) == ("p1",)
    told = before.replace(opportunities=ideas)
    assert touched(before, told) == ("o0",)
    assert touched(told, before) == ()

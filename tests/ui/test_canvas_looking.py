"""Where the canvas looks: everything, a height that can be read, the beginning; and the name of the phase that stays."""

from __future__ import annotations

import pytest
from canvas_kit import CTRL, Bench, journey, landed, settle
from PySide6.QtCore import QPointF, QRectF, Qt

from cjm_desktop.document import Journey, Message, Opportunity
from cjm_desktop.layout.sheet import PT, PartKind
from cjm_desktop.ui.canvas.axis import StickyAxis
from cjm_desktop.ui.canvas.phase_name import StickyPhase

K = Qt.Key


def bench_of(qtbot, document: Journey, size: tuple[int, int]) -> Bench:
    bench = Bench(document, size)
    qtbot.addWidget(bench.canvas)
    return bench


def whole(bench: Bench) -> bool:
    sight, sheet = bench.canvas.camera.sight, bench.canvas.sheet
    return (
        sight.left() <= 0
        and sight.right() >= sheet.width
        and sight.top() <= 0
        and sight.bottom() >= sheet.height
    )


@pytest.mark.parametrize(("n", "size"), [(200, (800, 560)), (1000, (800, 560)), (1000, (1318, 950))])
def test_ctrl_0_shows_everything_and_says_how_to_come_nearer(qtbot, n, size):
    bench = bench_of(qtbot, journey(n, 8), size)
    assert not whole(bench)
    bench.key(K.Key_0, CTRL)
    assert whole(bench)
    assert "Ctrl+2" in bench.hints[-1]
    # The smallest zoom reaches it too.
    bench.canvas.fit_height()
    bench.canvas.zoom_to(1e-9)
    assert bench.canvas.camera.scale * bench.canvas.sheet.width <= size[0]


def test_what_is_too_long_for_any_screen_is_shown_as_far_as_it_goes_and_said(qtbot):
    bench = bench_of(qtbot, journey(3000, 2), (700, 500))
    bench.key(K.Key_0, CTRL)
    camera = bench.canvas.camera
    assert camera.scale == pytest.approx(camera.limits[0])
    assert camera.sight.left() <= 0 < camera.sight.right() < bench.canvas.sheet.width
    assert "too long" in bench.hints[-1]


def test_a_short_map_that_can_be_read_is_shown_without_a_word(qtbot):
    bench = bench_of(qtbot, journey(6), (1500, 900))
    bench.key(K.Key_0, CTRL)
    assert whole(bench)
    assert not any("Ctrl+2" in hint for hint in bench.hints)


def test_ctrl_2_fills_the_height_about_the_selection(qtbot):
    bench = bench_of(qtbot, journey(200, 8), (1000, 700))
    bench.key(K.Key_0, CTRL)
    bench.selection.set(("t120",))
    bench.key(K.Key_2, CTRL)
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    assert 0.9 * 700 < camera.scale * sheet.height <= 700
    box = sheet.box("t120")
    # In the middle, but for what lets a whole column begin at the left.
    pitch = sheet.bands[0].columns.pitch
    assert camera.sight.center().x() == pytest.approx(box.x + box.w / 2, abs=0.5 * pitch + 2 / camera.scale)
    # Without a selection: about what was in the middle, and from the beginning when that was everything.
    bench.selection.clear()
    bench.canvas.zoom_in()
    middle = camera.sight.center().x()
    bench.key(K.Key_2, CTRL)
    assert camera.sight.center().x() == pytest.approx(middle, abs=0.5 * pitch + 2 / camera.scale)


def points_under_the_strip(bench: Bench) -> list[str]:
    camera, strip = bench.canvas.camera, axis(bench)
    if not strip.isVisible():
        return []
    sight, width = camera.sight, 52.0 / camera.scale
    points = {ident: bench.canvas.sheet.point(ident) for ident in bench.order}
    return [ident for ident, at in points.items() if sight.left() <= at[0] <= sight.left() + width]


def axis(bench: Bench) -> StickyAxis:
    return next(item for item in bench.canvas.scene().items() if isinstance(item, StickyAxis))


def test_ctrl_2_and_what_is_revealed_leave_the_pinned_axis_its_place(qtbot):
    bench = bench_of(qtbot, journey(60, 3), (1000, 700))
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    bench.key(K.Key_2, CTRL)
    for start in range(900, 1400, 37):
        camera.look_at(camera.scale, QPointF(float(start), camera.centre.y()))
        bench.key(K.Key_2, CTRL)
        assert axis(bench).isVisible()
        assert points_under_the_strip(bench) == [], start
    for start in ("t40", "t9"):
        # To and fro over the edges of the view.
        bench.selection.set((start,))
        bench.canvas.reveal(start)
        for key in (*[K.Key_Right] * 8, *[K.Key_Left] * 16):
            bench.key(key)
            assert points_under_the_strip(bench) == []
            box = sheet.box(bench.selection.current)
            sight = camera.sight
            strip = 52.0 / camera.scale if axis(bench).isVisible() else 0.0
            assert sight.left() + strip <= box.x
            assert box.x + box.w <= sight.right()


def test_ctrl_2_returns_to_where_everything_was_looked_at_from(qtbot):
    bench = bench_of(qtbot, journey(500, 8), (1000, 700))
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    pitch = sheet.bands[0].columns.pitch
    bench.key(K.Key_2, CTRL)
    look_from(bench, sheet.box("t300").x)
    middle = camera.sight.center().x()
    # Everything selected has no middle worth looking at.
    for selected in ((), tuple(bench.order)):
        bench.selection.set(selected)
        bench.key(K.Key_0, CTRL)
        bench.key(K.Key_0, CTRL)
        assert whole(bench)
        bench.key(K.Key_2, CTRL)
        assert camera.sight.center().x() == pytest.approx(middle, abs=pitch)
    # One that is selected is what is looked for.
    bench.selection.set(("t20",))
    bench.key(K.Key_0, CTRL)
    bench.key(K.Key_2, CTRL)
    box = sheet.box("t20")
    assert camera.sight.left() < box.x < camera.sight.right()
    # From the beginning to the beginning; and another document knows nothing of this one.
    bench.selection.clear()
    bench.key(K.Key_Home)
    bench.selection.clear()
    bench.key(K.Key_0, CTRL)
    bench.key(K.Key_2, CTRL)
    assert camera.sight.left() <= 0
    look_from(bench, sheet.box("t300").x)
    bench.key(K.Key_0, CTRL)
    bench.session.adopt(journey(400, 8))
    bench.key(K.Key_0, CTRL)
    bench.key(K.Key_2, CTRL)
    assert camera.sight.left() <= 0


def test_home_and_end_show_the_very_ends_of_the_map(qtbot):
    bench = bench_of(qtbot, journey(60, 3), (1000, 600))
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    camera.look_at(1.6 * camera.height_scale, QPointF(sheet.box("t30").x, sheet.height))
    settle()
    assert camera.sight.top() > 0
    bench.key(K.Key_Home)
    assert bench.selection.ids == ("t0",)
    assert camera.sight.left() <= 0
    assert camera.sight.top() <= 0 or camera.sight.bottom() <= sheet.box("t0").y + sheet.box("t0").h + 30
    assert not axis(bench).isVisible()
    bench.key(K.Key_End)
    assert bench.selection.ids == ("t59",)
    assert camera.sight.right() >= sheet.width
    assert camera.sees(QRectF(*(getattr(sheet.box("t59"), side) for side in "xywh")))


def test_true_size_and_zooming_keep_what_is_selected_in_sight(qtbot):
    bench = bench_of(qtbot, journey(60, 3), (1000, 600))
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    for ident in ("t0", "t2"):
        bench.key(K.Key_2, CTRL)
        bench.key(K.Key_Home)
        bench.selection.set((ident,))
        assert camera.scale < 0.6 * camera.true_scale
        bench.key(K.Key_1, CTRL)
        assert camera.scale == pytest.approx(camera.true_scale)
        box = sheet.box(ident)
        assert camera.sees(QRectF(box.x, box.y, box.w, box.h))
    # What is out of sight stays there.
    bench.key(K.Key_Home)
    bench.selection.set(("t50",))
    middle = camera.centre.x()
    bench.key(K.Key_Plus, CTRL)
    assert camera.centre.x() == pytest.approx(middle, abs=2 / camera.scale)


def test_a_timeline_opens_with_its_whole_height_where_that_can_be_read(qtbot):
    ideas = tuple(Opportunity(id=f"o{i}", title="Tell them sooner", touchpoints=("t1",)) for i in range(3))
    document = journey(20).replace(opportunities=ideas)
    bench = bench_of(qtbot, document, (800, 560))
    camera, sheet = bench.canvas.camera, bench.canvas.sheet
    text = sheet.body_pt * PT * camera.scale
    assert camera.sight.bottom() >= sheet.bands[0].lanes.bottom, "the opportunities are in sight"
    assert 6.8 <= text < 11.5
    # Where the letters would be too small, the opportunities wait below.
    bench = bench_of(qtbot, document, (800, 415))
    camera = bench.canvas.camera
    assert camera.sight.bottom() < sheet.bands[0].lanes.bottom
    assert camera.sight.bottom() >= sheet.reading_height
    assert bench.canvas.sheet.body_pt * PT * camera.scale > 5.5


def test_revealing_a_phase_wider_than_the_view_shows_its_beginning(qtbot):
    bench = bench_of(qtbot, journey(80, 4), (900, 600))
    box = bench.canvas.sheet.box("p2")
    sight = bench.canvas.camera.sight
    assert box.w > sight.width()
    for far in (0.0, bench.canvas.sheet.width):
        bench.canvas.camera.look_at(bench.canvas.camera.scale, QPointF(far, 200))
        bench.canvas.reveal("p2")
        sight = bench.canvas.camera.sight
        assert sight.left() <= box.x < sight.left() + 0.1 * sight.width()


# ------------------------------------------------------------------ the name that stays


def name(bench: Bench) -> StickyPhase:
    return next(item for item in bench.canvas.scene().items() if isinstance(item, StickyPhase))


def look_from(bench: Bench, x: float) -> None:
    """Scrolls so that the view begins at x (mm)."""
    camera = bench.canvas.camera
    camera.look_at(camera.scale, QPointF(x + camera.sight.width() / 2, camera.centre.y()))
    settle()


def test_the_name_of_a_long_phase_stays_in_sight(qtbot):
    bench = bench_of(qtbot, journey(80, 4), (900, 600))
    assert not name(bench).isVisible()
    box = bench.canvas.sheet.box("p1")
    look_from(bench, box.x + 0.5 * box.w)
    assert name(bench).isVisible()
    left = bench.canvas.camera.to_view(QPointF(name(bench).sceneBoundingRect().left(), 0)).x()
    assert left == pytest.approx(0, abs=2)
    # Its letters are those of the ribbon, at the ribbon's height.
    assert name(bench)._part is not None
    assert name(bench)._part.record == "p1"
    picture = bench.canvas.viewport().grab().toImage()
    seen = name(bench).sceneBoundingRect()
    corner = bench.canvas.camera.to_view(seen.topLeft()).toPoint()
    end = bench.canvas.camera.to_view(seen.bottomRight()).toPoint()
    lights = [
        picture.pixelColor(x, y).lightness()
        for x in range(max(0, corner.x()), end.x())
        for y in range(corner.y(), end.y())
    ]
    assert max(lights) - min(lights) > 60, "letters on the ribbon"


def test_the_next_phase_pushes_the_name_out(qtbot):
    bench = bench_of(qtbot, journey(80, 4), (900, 600))
    box = bench.canvas.sheet.box("p1")
    look_from(bench, box.x + box.w - 20.0)
    assert name(bench).sceneBoundingRect().right() < box.x + box.w
    look_from(bench, bench.canvas.sheet.box("p2").x - 1.0)
    assert not name(bench).isVisible() or name(bench)._part.record != "p2"


def test_a_poster_has_its_names_where_it_prints_them(qtbot):
    bench = bench_of(qtbot, journey(20, 2), (900, 600))
    bench.canvas.set_flow("poster")
    bench.canvas.zoom_to(200)
    settle()
    assert not name(bench).isVisible()


@pytest.mark.parametrize("flow", ["timeline", "poster"])
def test_a_long_paste_done_again_is_looked_at_and_not_only_its_first_card(qtbot, flow):
    bench = Bench(journey())
    qtbot.addWidget(bench.canvas)
    bench.canvas.set_flow(flow)
    settle()
    bench.canvas.fit_height()
    bench.selection.set(("t7",))
    ids = bench.canvas.commands.paste("\n".join(f"Line {i}" for i in range(60)))
    assert len(ids) == 60
    bench.session.undo()
    landed(bench)
    bench.session.redo()
    landed(bench)

    def seen() -> int:
        boxes = [bench.canvas.sheet.box(ident) for ident in ids]
        return sum(bench.canvas.camera.sees(QRectF(b.x, b.y, b.w, b.h)) for b in boxes if b is not None)

    assert seen() > 3
    # Nothing moves when one looks at them already.
    place = bench.canvas.camera.centre
    bench.canvas.bring(ids)
    landed(bench)
    assert bench.canvas.camera.centre == place


def test_undone_to_nothing_the_map_shows_how_one_begins(qtbot):
    bench = bench_of(qtbot, Journey(title="New"), (800, 560))
    bench.session.commit(Message("Paste"), journey(14).replace(title="New"))
    settle()
    camera = bench.canvas.camera
    camera.look_at(2.5, QPointF(bench.canvas.sheet.width - 50.0, 300.0))
    settle()
    bench.session.undo()
    settle()
    hint = next(item for item in bench.canvas.map_scene.part_items if item.part.kind is PartKind.HINT)
    assert camera.sees(QRectF(hint.part.x, hint.part.y, hint.part.w, hint.part.h)), camera.sight

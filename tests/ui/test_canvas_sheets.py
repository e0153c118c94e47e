"""Several sheets on the desk: edited with the same gestures as one, and turned like pages."""

from __future__ import annotations

import pytest
from canvas_kit import CTRL, Bench, journey, landed, settle
from PySide6.QtCore import QPointF, QRectF, Qt

from cjm_desktop.document import Journey, PosterSettings
from cjm_desktop.ui.canvas.stage import POSTER

K = Qt.Key


def crowded(n: int = 160, sheets: int = 0) -> Journey:
    """A journey that no single sheet of A0 holds."""
    words = "One asks, one waits, one asks again, and in the end somebody else comes along and helps. " * 2
    made = journey(n, 6)
    return made.with_(
        touchpoints=tuple(t.replace(text=words) for t in made.touchpoints),
        poster=PosterSettings(sheets=sheets),
    )


def desk(qtbot, document: Journey | None = None, size: tuple[int, int] = (1600, 700)) -> Bench:
    bench = Bench(document or crowded(), size)
    qtbot.addWidget(bench.canvas)
    bench.canvas.set_flow(POSTER)
    settle()
    return bench


def page(bench: Bench, number: int) -> QRectF:
    box = bench.canvas.sheet.pages[number]
    return QRectF(box.x, box.y, box.w, box.h)


def test_fit_shows_all_sheets_with_desk_between(qtbot):
    bench = desk(qtbot)
    pages = bench.canvas.sheet.pages
    assert len(pages) > 1
    bench.key(K.Key_0, CTRL)
    sight = bench.canvas.camera.sight
    assert all(sight.contains(page(bench, k)) for k in range(len(pages)))
    picture = bench.canvas.viewport().grab().toImage()

    def colour(x: float, y: float) -> str:
        spot = bench.canvas.camera.to_view(QPointF(x, y)) * picture.devicePixelRatio()
        return picture.pixelColor(spot.toPoint()).name()

    between = (pages[0].x + pages[0].w + pages[1].x) / 2
    assert colour(between, pages[0].h / 2) == bench.canvas.map_scene.desk.name()
    for box in pages:
        assert colour(box.x + 6, box.h - 60) == bench.canvas.sheet.paper.lower()


def test_page_down_and_up_turn_the_sheets(qtbot):
    bench = desk(qtbot)
    count = len(bench.canvas.sheet.pages)
    bench.key(K.Key_0, CTRL)

    def turned(key: Qt.Key) -> int:
        bench.key(key)
        landed(bench)
        sight = bench.canvas.camera.sight
        seen = [k for k in range(count) if sight.contains(page(bench, k))]
        assert len(seen) == 1
        assert f"Sheet {seen[0] + 1} of {count}" in bench.hints[-1]
        return seen[0]

    assert turned(K.Key_PageDown) == 0
    assert turned(K.Key_PageDown) == 1
    assert turned(K.Key_PageUp) == 0
    assert turned(K.Key_PageUp) == 0
    bench.key(K.Key_0, CTRL)
    assert turned(K.Key_PageUp) == count - 1


def test_one_sheet_does_not_turn(qtbot):
    bench = desk(qtbot, journey(6))
    scale = bench.canvas.camera.scale
    bench.key(K.Key_PageDown)
    settle()
    assert bench.canvas.camera.scale == scale


def test_a_card_is_dragged_from_one_sheet_to_another(qtbot):
    bench = desk(qtbot)
    bench.key(K.Key_0, CTRL)
    settle()
    sheet = bench.canvas.sheet
    second = next(t.id for t in sheet.journey.touchpoints if sheet.page_of(t.id) == 1)
    at = bench.order.index(second)
    ident = sheet.journey.touchpoints[4].id
    bench.drag(bench.on_card(ident), bench.on_card(sheet.journey.touchpoints[at + 3].id))
    settle()
    after = bench.canvas.sheet
    assert after.page_of(ident) == 1
    ids = [t.id for t in after.journey.touchpoints]
    assert abs(ids.index(ident) - (at + 2)) <= 1
    assert bench.undo_all() == 1


def test_many_sheets_begin_with_the_first(qtbot):
    bench = desk(qtbot, crowded(420))
    assert len(bench.canvas.sheet.pages) > 3
    sight = bench.canvas.camera.sight
    assert sight.contains(page(bench, 0))
    assert not sight.contains(page(bench, 1))


@pytest.mark.parametrize("sheets", [1, 2])
def test_the_documents_own_number_of_sheets_holds(qtbot, sheets):
    bench = desk(qtbot, crowded(60, sheets))
    assert len(bench.canvas.sheet.pages) == sheets


def test_other_sheets_follow_when_the_hand_rests_and_nothing_is_lost(qtbot):
    bench = desk(qtbot, crowded(300))
    bench.canvas.fit()
    settle()
    sheet, scene = bench.canvas.sheet, bench.canvas.map_scene
    assert len(sheet.pages) > 2

    def shown() -> set[tuple[str, str, float, float]]:
        parts = [item.part for item in scene.part_items] + list(scene._summary.parts.values())
        return {(p.kind.value, p.record, round(p.x, 3), round(p.y, 3)) for p in parts}

    def meant() -> set[tuple[str, str, float, float]]:
        parts = bench.canvas.sheet.parts(scene._left, scene._right)
        return {(p.kind.value, p.record, round(p.x, 3), round(p.y, 3)) for p in parts}

    assert shown() == meant()
    first, last = bench.order[0], bench.order[-1]
    start = bench.on_card(first)
    bench.press(start)
    bench.pull(start, bench.on_card(last), 12)
    assert bench.session.in_gesture and bench.order.index(first) > 100
    assert scene._behind, "sheets that the hand has left wait"
    qtbot.waitUntil(lambda: not scene._behind and not scene._late.isActive(), timeout=20_000)
    assert shown() == meant()
    bench.key(Qt.Key.Key_Escape)
    bench.release(start)
    scene.catch_up()
    assert shown() == meant()
    assert bench.order[0] == first

"""The grade axis that stays in sight of a timeline that is scrolled sideways."""

from __future__ import annotations

import pytest
from canvas_kit import Bench, journey, settle
from PySide6.QtCore import QPointF

from cjm_desktop.layout.sheet import PartKind
from cjm_desktop.ui.canvas.axis import StickyAxis


@pytest.fixture
def bench(qtbot):
    bench = Bench(journey(40))
    qtbot.addWidget(bench.canvas)
    return bench


def axis(bench: Bench) -> StickyAxis:
    return next(item for item in bench.canvas.scene().items() if isinstance(item, StickyAxis))


def scroll(bench: Bench, share: float) -> None:
    bar = bench.canvas.horizontalScrollBar()
    bar.setValue(round(bar.minimum() + share * (bar.maximum() - bar.minimum())))
    settle()


def test_it_shows_only_where_the_maps_own_axis_does_not(bench):
    assert not axis(bench).isVisible()
    scroll(bench, 0.5)
    assert axis(bench).isVisible()
    assert axis(bench).x() == pytest.approx(bench.canvas.camera.sight.left())
    bench.canvas.set_flow("poster")
    settle()
    assert not axis(bench).isVisible()


def test_its_grades_stand_at_the_height_of_the_points(bench):
    scroll(bench, 0.5)
    frame, view = bench.canvas.sheet.bands[0].frame, bench.canvas.camera.to_view
    at = axis(bench)
    for grade in (frame.scale.highest, frame.scale.neutral, frame.scale.lowest):
        painted = view(at.scenePos()).y() + at._y(frame, grade) * at.scale()
        assert painted == pytest.approx(view(QPointF(0.0, frame.y(grade))).y(), abs=0.5)


def test_it_is_really_painted(bench):
    scroll(bench, 0.5)
    picture = bench.canvas.viewport().grab().toImage()
    y = round(bench.canvas.camera.to_view(axis(bench).scenePos()).y())
    colours = {picture.pixelColor(x, y + k).name() for x in range(2, 24) for k in range(-8, 8)}
    theme = bench.canvas.sheet.bands[0].setting.theme
    assert theme.positive.lower() in colours, "the face of the highest grade"


def test_it_covers_the_whole_lane_of_the_graph(bench):
    """Words at the ends of the lane are hidden like all others, not left as scraps beside the strip."""
    scroll(bench, 0.5)
    frame, view = bench.canvas.sheet.bands[0].frame, bench.canvas.camera.to_view
    at = axis(bench)
    box, origin = at.boundingRect(), view(at.scenePos()).y()
    assert origin + box.top() * at.scale() <= view(QPointF(0.0, frame.top)).y() + 0.5
    assert origin + box.bottom() * at.scale() >= view(QPointF(0.0, frame.bottom)).y() - 0.5


def test_words_that_begin_under_it_are_not_left_as_half_words_beside_it(bench):
    scroll(bench, 0.5)
    bar, at, view = bench.canvas.horizontalScrollBar(), axis(bench), bench.canvas.camera.to_view
    met = set()
    start = bar.value()
    for step in range(0, 200, 7):
        bar.setValue(start + step)
        settle()
        edge = view(at.scenePos()).x() + (at.boundingRect().width() - 2.0) * at.scale()
        for item in bench.canvas.scene().part_items:
            if item.part.kind is PartKind.POINT:
                left = min(view(item.mapToScene(words.bounds.topLeft())).x() for words in item._words)
                shown = 1.0 if left > edge + 9.5 else 0.0 if left < edge - 0.5 else item._shown
                assert item._shown == pytest.approx(shown), item.part.record
                met.add(shown)
    assert {0.0, 1.0} < met, "some came to its edge"
    # Where the map's own axis stands nothing covers them.
    scroll(bench, 0.0)
    assert {item._shown for item in bench.canvas.scene().part_items} == {1.0}


def test_a_word_at_its_edge_is_really_gone(bench):
    scroll(bench, 0.5)
    points = [item for item in bench.canvas.scene().part_items if item.part.kind is PartKind.POINT]
    cut = next(item for item in points if item._shown == 0.0 and item.part.x > axis(bench).x())
    view = bench.canvas.camera.to_view
    words = [view(cut.mapToScene(one.bounds)).boundingRect() for one in cut._words]
    inked = {one.part.record for one in points if one._shown}
    assert cut.part.record not in inked
    before = bench.canvas.viewport().grab(words[-1].toAlignedRect()).toImage()
    cut._shown = 1.0
    cut.update()
    settle()
    assert bench.canvas.viewport().grab(words[-1].toAlignedRect()).toImage() != before

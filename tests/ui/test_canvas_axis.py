"""The grade axis that stays in sight of a timeline that is scrolled sideways."""

from __future__ import annotations

import pytest
from canvas_kit import Bench, journey, settle
from PySide6.QtCore import QPointF

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

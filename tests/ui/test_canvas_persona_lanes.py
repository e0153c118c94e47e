"""A persona's graph of its own under the hand: points pulled, pointed at, typed and spoken of."""

from __future__ import annotations

import pytest
from canvas_kit import Bench, journey, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from cjm_desktop.document import Persona, PersonaGrade
from cjm_desktop.ui.canvas.axis import StickyAxis

FIELD = "personas.b"


def grades(bench: Bench) -> list[float | None]:
    """What the second persona gave, touchpoint by touchpoint."""
    return [next((p.grade for p in t.personas if p.persona == "b"), None) for t in bench.session.journey.touchpoints]


@pytest.fixture
def bench(qtbot):
    plain = journey()
    felt = [PersonaGrade(persona="b", grade=g, emotion="lost") for g in (4.0, 8.0, 3.0, 6.0)]
    touchpoints = tuple(t.replace(personas=(felt[i],)) if i < 4 else t for i, t in enumerate(plain.touchpoints))
    apart = plain.replace(
        personas=(Persona(id="a", name="Ann"), Persona(id="b", name="Ben")),
        touchpoints=touchpoints,
        poster=plain.poster.replace(persona_lines="apart"),
    )
    bench = Bench(apart)
    qtbot.addWidget(bench.canvas)
    return bench


def on_lane(bench: Bench, ident: str) -> QPoint:
    return bench.spot(*bench.canvas.sheet.point(ident, "b"))


def test_a_point_is_pulled_to_a_grade_in_one_step_while_the_line_follows(bench):
    own = bench.card("t0").grade
    start, end = on_lane(bench, "t0"), QPoint(on_lane(bench, "t0").x(), on_lane(bench, "t1").y())
    bench.press(start)
    bench.pull(start, end)
    assert bench.session.in_gesture
    assert grades(bench)[0] == 8.0
    # What is drawn is there already.
    assert bench.canvas.sheet.point("t0", "b")[1] == bench.canvas.sheet.point("t1", "b")[1]
    bench.release(end)
    assert (bench.card("t0").grade, bench.card("t0").personas[0].emotion) == (own, "lost")
    assert bench.undo_all() == 1
    assert grades(bench)[0] == 4.0


def test_a_ring_waits_for_a_grade_and_escape_puts_all_back(bench):
    before = bench.session.journey
    start, end = on_lane(bench, "t6"), QPoint(on_lane(bench, "t6").x(), on_lane(bench, "t1").y())
    bench.press(start)
    bench.pull(start, end)
    assert grades(bench)[6] == 8.0
    bench.key(Qt.Key.Key_Escape)
    assert bench.session.journey is before
    bench.release(end)
    bench.drag(start, end)
    assert grades(bench)[6] == 8.0
    assert bench.undo_all() == 1


def test_the_pointer_says_what_a_point_is_for(bench):
    QTest.mouseMove(bench.canvas.viewport(), on_lane(bench, "t2"))
    settle()
    assert "for this persona" in bench.hints[-1]
    assert bench.canvas.viewport().cursor().shape() is Qt.CursorShape.SizeVerCursor


def test_a_clicked_point_takes_the_keys_and_a_card_gives_them_back(bench):
    asked = []
    bench.canvas.field_asked.connect(lambda field, write: asked.append((field, write)))
    own = bench.card("t1").grade
    bench.click(on_lane(bench, "t1"))
    bench.canvas.grade(2)
    bench.canvas.step_grade(1)
    assert (grades(bench)[1], bench.card("t1").grade) == (3.0, own)
    bench.canvas.step(1)  # to the next point of the lane
    bench.canvas.grade(9)
    assert grades(bench)[2] == 9.0
    bench.double_click(on_lane(bench, "t2"))
    assert asked[-1] == (FIELD, True)
    bench.click(bench.on_card("t1"))
    bench.canvas.grade(5)
    assert (grades(bench)[1], bench.card("t1").grade) == (3.0, 5.0)


def test_each_graph_has_an_axis_that_stays(bench):
    bar = bench.canvas.horizontalScrollBar()
    bench.canvas.camera.zoom_about(3.0, bench.canvas.viewport().rect().center().toPointF())
    bar.setValue(bar.maximum())
    settle()
    axes = [item for item in bench.canvas.scene().items() if isinstance(item, StickyAxis) and item.isVisible()]
    band = bench.canvas.sheet.bands[0]
    assert sorted(axis.y() for axis in axes) == pytest.approx([band.frame.high, band.apart[0][1].high])
    together = bench.session.journey.poster.replace(persona_lines="together")
    bench.session.commit("together", bench.session.journey.replace(poster=together))
    settle()
    assert sum(isinstance(item, StickyAxis) and item.isVisible() for item in bench.canvas.scene().items()) == 1


def test_a_screen_reader_finds_the_points_and_can_grade_them(bench):
    speech = bench.canvas.speech
    points = [record for record in speech.records() if speech.kind(record) == "point"]
    assert [speech.value(record) for record in points] == ["4, lost", "8, lost", "3, lost", "6, lost"]
    assert speech.text(points[0])[0] == "1. Card number 0; Ben: lost 4"
    assert not speech.rect(points[0]).isEmpty()
    assert QAccessible.queryAccessibleInterface(bench.canvas).childCount() == len(speech.records())
    speech.give_grade(points[0], 7.0)
    assert grades(bench)[0] == 7.0
    bench.session.commit(
        "together", bench.session.journey.replace(poster=bench.session.journey.poster.replace(persona_lines="together"))
    )
    assert not [record for record in speech.records() if speech.kind(record) == "point"]

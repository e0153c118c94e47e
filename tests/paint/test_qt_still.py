"""A map painted before pyqtgraph is loaded looks like the one that it carries."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from sheets import HandSheet, Steps

from cjm_desktop.layout.sheet import Curve, Part, PartKind
from cjm_desktop.paint.qt import MapScene
from cjm_desktop.paint.qt.curve import Graph
from cjm_desktop.paint.qt.still import StillGraph


def picture(scene: MapScene) -> QImage:
    image = QImage(800, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, 800, 480), QRectF(0, 0, 200, 120))
    painter.end()
    return image


def test_the_picture_stays_when_the_graph_comes_alive(qapp: Any) -> None:
    curve = Curve(
        source=Steps([30.0, 80.0, 20.0, None, 60.0, 90.0]),
        stroke="#102040",
        width=1.6,
        neutral=60.0,
        top=10.0,
        bottom=110.0,
        above="#d0f0e0",
        below="#f8d8d8",
        casing="#ffffff",
        casing_width=3.0,
        dash=(3.0, 2.0),
    )
    made = Part(PartKind.CURVE, "", 5.0, 0.0, 180.0, 120.0, (curve,))
    scene = MapScene(live=False)
    scene.show(HandSheet([made]))
    scene.look(QRectF(0, 0, 200, 120), 4.0)
    assert [type(graph) for graph in scene.graphs] == [StillGraph]
    still = picture(scene)
    scene.enliven()
    assert [type(graph) for graph in scene.graphs] == [Graph]
    assert picture(scene) == still
    blank = QImage(still.size(), still.format())
    blank.fill(Qt.GlobalColor.white)
    assert still != blank
    graphs = scene.graphs
    scene.enliven()
    assert scene.graphs == graphs, "a second call does nothing"


def test_a_first_map_is_painted_without_pyqtgraph() -> None:
    code = (
        "import sys; import cjm_desktop.ui.mapdesk;"
        " sys.exit(any(name in sys.modules for name in ('numpy', 'pyqtgraph')))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0

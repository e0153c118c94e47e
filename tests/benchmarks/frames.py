"""A person's hand and keyboard on the real window, timed: run as a process of its own by ``bench_canvas.py``.

    python tests/benchmarks/frames.py JOBS

``JOBS`` is a JSON list of jobs, each ``{"size": n, "flow": "timeline" | "poster", "what": name}``; the answers are one
JSON list on standard output, in milliseconds. A process of its own, because Qt takes one platform (offscreen, xcb) for its life.

Events come at the pace of a screen, 60 a second, at moments fixed beforehand. A frame's time (``p95``) runs from its event until
the frame is painted and handed to the platform. ``due_p95`` runs from the moment the event was due, so that a slow frame, or a
panel that wakes up in between, is paid for by the next ones as well.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from journeys import answered, journey_of  # noqa: E402  (the path is set above)
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt  # noqa: E402
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)
from screens import HEIGHT, WIDTH  # noqa: E402

from cjm_desktop import edits  # noqa: E402
from cjm_desktop.app import application, furnish, shell  # noqa: E402
from cjm_desktop.document import Message  # noqa: E402
from cjm_desktop.ui.present.canvas import FLIGHT_MS  # noqa: E402
from cjm_desktop.ui.settings import Settings  # noqa: E402
from cjm_desktop.ui.workspace import Workspace  # noqa: E402

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
#: Seconds between two events of the hand, and between two keystrokes.
FRAME, STROKE = 1 / 60, 0.08
MOVES, STROKES = 150, 30
#: So many people gave so many grades each.
RESPONDENTS, ANSWERS = 500, 20
#: How far the hand moves between two events (pixels).
STEP = 9


class Eye(QObject):
    """Notices that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen += 1
        return False


def settle(seconds: float = 0.4) -> None:
    """Let everything that waits for a quiet moment happen."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def paced(count: int, pace: float, act: Callable[[int], None], eye: Eye) -> dict[str, float]:
    """``act(0)`` … ``act(count - 1)`` at a fixed pace; the milliseconds from each event, and from when it was due, until painted.

    An act after which nothing is painted counts until the event loop has nothing left to do.
    """
    took, late, worked = [], [], []
    start = time.perf_counter() + pace
    for i in range(count):
        due = start + i * pace
        while (left := due - time.perf_counter()) > 0:
            QApplication.processEvents()
            time.sleep(min(0.001, max(0.0, left)))
        if time.perf_counter() - due > 4 * pace:
            # The hand does not run ahead of what it sees by more than this.
            start = time.perf_counter() - i * pace
            due = start + i * pace
        before, busy, began = eye.seen, time.thread_time(), time.perf_counter()
        act(i)
        for _ in range(3):
            QApplication.processEvents()
            if eye.seen > before:
                break
        ended = time.perf_counter()
        took.append(1e3 * (ended - began))
        late.append(1e3 * (ended - due))
        worked.append(1e3 * (time.thread_time() - busy))
    return {
        "p95": p95(took),
        "due_p95": p95(late),
        "median": statistics.median(took),
        "most": max(took),
        "work_p95": p95(worked),
        "work_median": statistics.median(worked),
    }


def mouse(view: QGraphicsView, kind: QEvent.Type, at: QPointF, buttons: Qt.MouseButton = LEFT) -> None:
    """One event of the mouse on a view's viewport."""
    viewport = view.viewport()
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else buttons
    event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at.toPoint())), button, held, NONE)
    QApplication.sendEvent(viewport, event)


def key(widget: QWidget, code: Qt.Key, text: str) -> None:
    """One key pressed and let go."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, NONE, text))


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


class Room:
    """The furnished window at 1920 × 1080, with a journey."""

    def __init__(self, size: int, flow: str) -> None:
        application()
        self._folder = tempfile.TemporaryDirectory(prefix="cjm-bench-")
        window = shell(Settings(Path(self._folder.name) / "settings.ini"))
        window.resize(WIDTH, HEIGHT)
        window.show()
        self.workspace: Workspace = furnish(window)
        self.workspace.session.adopt(journey_of(size))
        self.workspace.show_map()
        self.canvas = self.workspace.canvas_
        self.canvas.set_flow(flow)
        if flow == "timeline":
            # Twice as much as a person has in sight who reads it: some ten cards and the line under them.
            self.canvas.fit_height()
            self.canvas.zoom_to(0.5 * self.canvas.zoom_percent)
        else:
            self.canvas.fit()
        if self.canvas.viewport().width() < WIDTH // 2:
            raise RuntimeError(f"the map is only {self.canvas.viewport().width()} pixels wide")
        self.eye = Eye(self.canvas.viewport())
        settle(1.6)

    def close(self) -> None:
        """End the window."""
        window = self.workspace.window_
        self.workspace.printing.stop()
        window.may_close = lambda: True
        window.close()
        window.deleteLater()
        settle(0.05)
        self._folder.cleanup()

    # ------------------------------------------------------------------ where things are

    def first_card(self) -> tuple[str, QPointF]:
        """A card in the middle of what is in sight, and a place on it (pixels)."""
        canvas = self.canvas
        middle = canvas.camera.centre
        found: list[tuple[float, str, QPointF]] = []
        for t in self.workspace.session.journey.touchpoints:
            box = canvas.sheet.box(t.id)
            if box is None:
                continue
            at = canvas.camera.to_view(QPointF(box.x + box.w / 2, box.y + 2.0))
            if QRectF(canvas.viewport().rect()).contains(at):
                found.append((abs(box.x + box.w / 2 - middle.x()), t.id, at))
        _, ident, at = min(found)
        return ident, at

    # ------------------------------------------------------------------ what is timed

    def card(self) -> dict[str, float]:
        """Drag a card to and fro over its neighbours."""
        _ident, at = self.first_card()
        width = self.canvas.viewport().width()
        reach = min(at.x(), width - at.x()) - 60
        x = [at.x()]
        step = float(STEP)
        for _ in range(MOVES):
            if not at.x() - reach < x[-1] + step < at.x() + reach:
                step = -step
            x.append(x[-1] + step)
        return self._drag(at, [QPointF(x[i + 1], at.y() + (i * 3) % 24) for i in range(MOVES)])

    def card_seen_whole(self) -> dict[str, float]:
        """The same with the whole map in sight."""
        self.canvas.fit()
        settle()
        return self.card()

    def point(self) -> dict[str, float]:
        """Pull a point up and down."""
        canvas = self.canvas
        ident, _ = self.first_card()
        graded = {t.id for t in self.workspace.session.journey.touchpoints if t.grade is not None}
        if ident not in graded:
            near = [t.id for t in self.workspace.session.journey.touchpoints]
            at = near.index(ident)
            ident = next(i for i in near[at:] + near[:at][::-1] if i in graded)
        place = canvas.sheet.point(ident)
        if place is None:
            raise RuntimeError(f"{ident} has no point")
        at_ = canvas.camera.to_view(QPointF(*place))
        return self._drag(at_, [at_ + QPointF(0, 70 * ((i * STEP / 70 + 1) % 4 - 2)) for i in range(MOVES)])

    def _drag(self, at: QPointF, places: Sequence[QPointF]) -> dict[str, float]:
        canvas = self.canvas
        versions: list[object] = []
        self.workspace.session.changed.connect(versions.append)
        mouse(canvas, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
        mouse(canvas, QEvent.Type.MouseButtonPress, at)
        settle()
        frames = self.eye.seen
        took = paced(len(places), FRAME, lambda i: mouse(canvas, QEvent.Type.MouseMove, places[i]), self.eye)
        painted = self.eye.seen - frames
        if len(versions) < 3 or not self.workspace.session.in_gesture:
            raise RuntimeError("nothing was dragged")
        self.workspace.session.changed.disconnect(versions.append)
        QApplication.sendEvent(canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NONE))
        mouse(canvas, QEvent.Type.MouseButtonRelease, places[-1])
        settle()
        return {**took, "painted": painted / len(places)}

    def typed_on_map(self) -> dict[str, float]:
        """Keystrokes in a title, edited on the map."""
        ident, _ = self.first_card()
        self.workspace.selection.set((ident,))
        self.canvas.edit(ident, "title")
        settle(1.0)
        if self.canvas.editing.active is None:
            raise RuntimeError("no editor was opened")
        took = paced(STROKES, STROKE, lambda i: key(self.canvas.viewport(), Qt.Key.Key_A, "a"), self.eye)
        self.canvas.editing.drop()
        settle()
        return took

    def typed_in_field(self) -> dict[str, float]:
        """Keystrokes in the title's field of the inspector, each until the map shows it."""
        ident, _ = self.first_card()
        self.workspace.selection.set((ident,))
        settle()
        form = self.workspace.inspector.form
        edit = form.title.edit  # type: ignore[union-attr]
        edit.setFocus()
        settle()

        def stroke(_: int) -> None:
            key(edit, Qt.Key.Key_A, "a")
            self.workspace.desk.flush()

        return paced(STROKES, STROKE, stroke, self.eye)

    def grade(self) -> dict[str, float]:
        """Grades typed for the selected card."""
        ident, _ = self.first_card()
        self.workspace.selection.set((ident,))
        self.canvas.setFocus()
        settle()
        codes = [(Qt.Key.Key_2, "2"), (Qt.Key.Key_8, "8"), (Qt.Key.Key_5, "5")]
        return paced(STROKES, STROKE, lambda i: key(self.canvas, *codes[i % 3]), self.eye)

    def answer(self) -> dict[str, float]:
        """The grade of one respondent among ten thousand answers, with the spread of all of them drawn around the line."""
        session = self.workspace.session
        before = session.journey
        session.adopt(answered(before, RESPONDENTS, ANSWERS))
        settle(1.6)
        ident, _ = self.first_card()
        name = next(one.id for one in session.journey.interviews if any(a.touchpoint == ident for a in one.answers))

        def change(i: int) -> None:
            after = edits.tell(session.journey, name, touchpoint=ident, grade=float(1 + 3 * (i % 4)))
            session.commit(Message("Change what somebody told"), after)

        took = paced(STROKES, STROKE, change, self.eye)
        session.adopt(before)
        settle()
        return took

    def tour(self) -> dict[str, float]:
        """The map on the projector: frames of the flights from halt to halt, over phases and cards, to the end and back."""
        shown = self.workspace.presenter.begin()
        settle(1.0)
        camera, eye = shown.canvas.camera, Eye(shown.canvas.viewport())
        legs = [shown.go_on] * 8 + [shown.go_last, shown.go_first]
        ticks = round(FLIGHT_MS / 1e3 / FRAME)

        def tick(i: int) -> None:
            if i % ticks == 0:
                legs[i // ticks]()
                if camera.flight is not None:
                    # The table's pace, and not that of Qt's own timer.
                    camera.flight.pause()
            elif camera.flight is not None:
                camera.flight.setCurrentTime(round(FLIGHT_MS * (i % ticks + 1) / ticks))

        took = paced(len(legs) * ticks, FRAME, tick, eye)
        if eye.seen < 4 * ticks:
            raise RuntimeError("nothing moved")
        self.workspace.presenter.end()
        settle()
        return took

    def edit(self) -> dict[str, float]:
        """One edit with nothing else going on: work until everything that follows from it is done; and one drawing."""
        ident, _ = self.first_card()
        self.workspace.selection.set((ident,))
        self.canvas.setFocus()
        settle()
        edits, drawings = [], []
        codes = [(Qt.Key.Key_2, "2"), (Qt.Key.Key_8, "8"), (Qt.Key.Key_5, "5")]
        for i in range(STROKES):
            start = time.perf_counter()
            key(self.canvas, *codes[i % 3])
            for _ in range(4):
                QApplication.processEvents()
            edits.append(1e3 * (time.perf_counter() - start))
            start = time.perf_counter()
            self.canvas.viewport().repaint()
            QApplication.processEvents()
            drawings.append(1e3 * (time.perf_counter() - start))
        return {
            "median": statistics.median(edits),
            "least": min(edits),
            "drawing": statistics.median(drawings),
        }


def bare() -> dict[str, float]:
    """The yardstick: a plain scene in a plain view of the map's size, one of 16 boxes with four lines of text dragged."""
    application()
    scene = QGraphicsScene(0, 0, 1300, 900)
    boxes: list[QGraphicsRectItem] = []
    for i in range(16):
        box = QGraphicsRectItem(0, 0, 120, 200)
        box.setBrush(QColor("#ffffff"))
        box.setPos(20 + 78 * i, 100)
        box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        for line in range(4):
            text = QGraphicsSimpleTextItem("What happens at this step", box)
            text.setPos(6, 12 + 22 * line)
        scene.addItem(box)
        boxes.append(box)
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.resize(1300, 930)
    view.show()
    eye = Eye(view.viewport())
    settle()
    at = QPointF(view.mapFromScene(boxes[3].pos() + QPointF(60, 150)))
    mouse(view, QEvent.Type.MouseButtonPress, at)
    took = paced(
        MOVES,
        FRAME,
        lambda i: mouse(view, QEvent.Type.MouseMove, at + QPointF((i * STEP) % 600, i % 24)),
        eye,
    )
    mouse(view, QEvent.Type.MouseButtonRelease, QPointF(QPoint(0, 0)))
    view.close()
    return took


def main() -> int:
    """Do the jobs and write the answers."""
    answers: list[dict[str, float]] = []
    room: Room | None = None
    shown: tuple[int, str] | None = None
    for job in json.loads(sys.argv[1]):
        if job["what"] == "bare":
            answers.append(bare())
            continue
        if room is None or shown != (job["size"], job["flow"]):
            if room is not None:
                room.close()
            room, shown = Room(job["size"], job["flow"]), (job["size"], job["flow"])
        answers.append(getattr(room, job["what"])())
    if room is not None:
        room.close()
    sys.stdout.write(json.dumps(answers) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A long day in the real window, by a script: does its memory stay flat, and do its threads, handles and objects stay as many?

    python tests/torture/soak.py --actions 50000
    python tests/torture/soak.py --each 6

Everything that people do in eight hours is done over and over in one window: drag cards and points, type, grade, add, delete, undo, redo,
copy, paste, phases, zoom, views, panels, the guide, quick entry, the outline, votes, menus, dialogs opened and closed, presentations,
exports, saving, opening other documents, other languages. The program runs in its own event loop, with its keeper of recovery copies, its
worker and its files. Memory is measured as the system counts it (resident pages), each time with the same document just opened, after
what nobody waits for any more was given back.

The answer is one line of JSON. Memory after the warm-up (the first fifth of the actions; the undo history is full by then) is compared
with that at the end, each the median of a tenth of the readings or of three. ``growth`` is in per cent. The exit code is 1 when memory
grew by more than five per cent. With ``--each`` everything that opens and closes is done so many times, and then as often again: the
answer tells what there is more of afterwards.
"""

from __future__ import annotations

import argparse
import collections
import faulthandler
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

# Before Qt is loaded: nothing of the person who runs it is touched.
os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="cjm-soak-")
os.environ["APPDATA"] = os.environ["LOCALAPPDATA"] = os.environ["HOME"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ui"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QPoint, QPointF, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from rooms import Answers, workspace

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.press import PrintOrder
from cjm_desktop.storage import save_journey, templates
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.workspace import Workspace

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
#: Cards on the map: beyond, some are deleted before others are added.
MOST, FEWEST = 40, 12
WORDS = "rings waits signs asks again gets nothing hears later portal queue laptop badge på".split()
#: How often each thing is done, of so many.
OFTEN = {
    "drag_card": 80, "drag_point": 80, "type_title": 90, "type_text": 40, "grade": 120, "arrows": 90, "add": 40, "delete": 30, "undo": 90,
    "redo": 60, "copy_paste": 20, "paste_lines": 8, "duplicate": 10, "phase": 12, "zoom": 60, "wheel": 40, "view": 12, "inspector": 30,
    "panels": 12, "guide": 25, "capture": 25, "strips": 10, "outline": 8, "menus": 12, "context_menu": 8, "opportunity": 10, "records": 8,
    "select": 40, "sheet": 10, "palette": 8, "presentation": 4, "export": 2, "export_dialog": 3, "pack_dialog": 1, "print_dialog": 1,
    "copy_picture": 2, "save": 12, "open": 2, "language": 1, "theme": 2, "start_page": 2,
}  # fmt: skip
LANGUAGES = ("en", "da", "nl", "hu", "sv")


class Soak:
    """The hands of somebody who works for a long time."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.answers = Answers()
        self.reference = templates.load("new-colleague", "en")
        self.home, self.other = folder / "reference.cjm", folder / "other.cjm"
        save_journey(self.reference, self.home, None)
        save_journey(templates.load("new-laptop", "hu"), self.other, None)
        self.room: Workspace = workspace(folder, self.reference, self.answers)
        self.room.window_.ui.settings.set("appearance/motion", "off")
        self.done: collections.Counter[str] = collections.Counter()
        #: Seconds of the processor's time that they took.
        self.spent: dict[str, float] = collections.defaultdict(float)

    # ------------------------------------------------------------------ what there is

    @property
    def ids(self) -> list[str]:
        """The cards from the left to the right."""
        return [t.id for t in self.room.session.journey.touchpoints]

    def run(self, ident: str) -> None:
        """An action of the menus, when it is enabled."""
        if self.room.window_.actions_[ident].isEnabled():
            self.room.window_.actions_[ident].trigger()

    def words(self, most: int = 2) -> str:
        """Something to type."""
        # With a number now and then, so that there is always something that nobody has typed before.
        number = [str(self.random.randint(1, 9999))] if self.random.random() < 0.3 else []
        return " ".join([*self.random.choices(WORDS, k=self.random.randint(1, most)), *number])

    def choose(self) -> str:
        """Select one of the cards; empty when there is none."""
        if not self.ids:
            return ""
        ident = self.random.choice(self.ids)
        self.room.selection.set((ident,))
        self.room.canvas_.setFocus()
        return ident

    def spot(self, x: float, y: float) -> QPoint | None:
        """A place on the sheet (mm) in the canvas, if it is in sight."""
        at = self.room.canvas_.camera.to_view(QPointF(x, y)).toPoint()
        return at if self.room.canvas_.viewport().rect().contains(at) else None

    def pull(self, start: QPoint, end: QPoint) -> None:
        """Press, move in steps, let go; now and then Escape in the midst."""
        view = self.room.canvas_.viewport()
        QTest.mousePress(view, LEFT, NONE, start)
        for k in range(1, 6):
            QTest.mouseMove(view, start + (end - start) * k / 5)
        if self.random.random() < 0.1:
            QTest.keyClick(self.room.canvas_, Qt.Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, NONE, end)

    def until(self, holds: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait for something that another thread does."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not come about"
            QApplication.processEvents()
            time.sleep(0.002)

    # ------------------------------------------------------------------ what is done

    def drag_card(self) -> None:
        """A card to the place of another one, or into the void."""
        box = self.room.canvas_.sheet.box(self.choose())
        to = self.room.canvas_.sheet.box(self.choose())
        if box and to:
            start = self.spot(box.x + box.w / 2, box.y + 2)
            end = self.spot(to.x + to.w * self.random.random(), to.y + 2)
            if start and end:
                self.pull(start, end)

    def drag_point(self) -> None:
        """A point up or down."""
        point = self.room.canvas_.sheet.point(self.choose())
        start = self.spot(*point) if point else None
        if start:
            self.pull(start, start + QPoint(0, self.random.randint(-150, 150)))

    def _write(self, field: str) -> None:
        ident = self.choose()
        if ident:
            self.room.canvas_.edit(ident, field)
            QTest.keyClicks(self.room.canvas_, self.words())
            QTest.keyClick(self.room.canvas_, self.random.choice((Qt.Key.Key_Escape, Qt.Key.Key_Tab)))
            self.room.canvas_.editing.keep()

    def type_title(self) -> None:
        """Another title, on the card."""
        self._write("title")

    def type_text(self) -> None:
        """Another text, on the card."""
        self._write("text")

    def grade(self) -> None:
        """A digit."""
        if self.choose():
            QTest.keyClicks(self.room.canvas_, str(self.random.randint(0, 9)))

    def arrows(self) -> None:
        """Walk over the map, and move a card with Alt."""
        self.choose()
        for _ in range(3):
            key = self.random.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down))
            alt = Qt.KeyboardModifier.AltModifier if self.random.random() < 0.2 else NONE
            QTest.keyClick(self.room.canvas_, key, alt)

    def add(self) -> None:
        """The next card, with a title; too many: some go first."""
        while len(self.ids) > MOST:
            self.room.selection.set(self.ids[5:20])
            self.run("delete")
        self.choose()
        self.run("add_touchpoint")
        QTest.keyClicks(self.room.canvas_, self.words())
        QTest.keyClick(self.room.canvas_, Qt.Key.Key_Escape)
        self.room.canvas_.editing.keep()

    def delete(self) -> None:
        """A card or two go."""
        if len(self.ids) > FEWEST:
            self.room.selection.set(self.random.sample(self.ids, 2))
            self.run("delete")

    def undo(self) -> None:
        """Some steps back."""
        for _ in range(self.random.randint(1, 6)):
            self.run("undo")

    def redo(self) -> None:
        """Some of them again."""
        for _ in range(self.random.randint(1, 6)):
            self.run("redo")

    def copy_paste(self) -> None:
        """Two cards copied or cut, and pasted elsewhere."""
        if len(self.ids) < MOST:
            self.room.selection.set(self.random.sample(self.ids, min(2, len(self.ids))))
            self.run(self.random.choice(("copy", "cut")))
            self.choose()
            self.run("paste")

    def paste_lines(self) -> None:
        """Lines from another program."""
        if len(self.ids) < MOST:
            QApplication.clipboard().setText(f"{self.words()}\n{self.words()}\n")
            self.choose()
            self.run("paste")

    def duplicate(self) -> None:
        """A card twice."""
        if len(self.ids) < MOST and self.choose():
            self.run("duplicate")

    def phase(self) -> None:
        """A phase comes, another goes."""
        self.choose()
        phases = self.room.session.journey.phases
        if len(phases) < 6:
            self.run("add_phase")
        else:
            self.room.selection.set_record("phase", self.random.choice(phases).id)
            self.run("delete")

    def opportunity(self) -> None:
        """An opportunity comes, another goes."""
        found = self.room.session.journey.opportunities
        if len(found) < 8 and self.choose():
            self.run("add_opportunity")
            self.room.desk.flush()
        elif found:
            self.room.selection.set_record("opportunity", self.random.choice(found).id)
            self.run("delete")

    def records(self) -> None:
        """A persona, a channel, a party: added, or removed where there are many."""
        name, kind, ident = self.random.choice(
            (("personas", "persona", "add_persona"), ("channels", "channel", "add_channel"), ("parties", "party", "add_party"))
        )
        found = getattr(self.room.session.journey, name)
        if len(found) < 7:
            self.run(ident)
            self.room.desk.flush()
        else:
            self.room.selection.set_record(kind, found[-1].id)
            self.run("delete")

    def zoom(self) -> None:
        """Nearer, further, all of it."""
        self.choose()
        self.run(self.random.choice(("zoom_in", "zoom_out", "zoom_fit", "zoom_fit", "zoom_height", "zoom_selection")))

    def wheel(self) -> None:
        """Another place, with the keys of pages."""
        QTest.keyClick(self.room.canvas_, self.random.choice((Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)))

    def view(self) -> None:
        """Timeline or poster."""
        self.run("switch_view")

    def select(self) -> None:
        """One of any kind, all, none: the inspector shows it."""
        journey = self.room.session.journey
        kinds = (("phase", journey.phases), ("persona", journey.personas), ("opportunity", journey.opportunities))
        kind, found = self.random.choice(kinds)
        if found and self.random.random() < 0.6:
            self.room.selection.set_record(kind, self.random.choice(found).id)
        else:
            self.run(self.random.choice(("select_all", "select_none")))

    def inspector(self) -> None:
        """A title typed in the inspector."""
        if self.choose():
            self.room.edit_in_inspector()
            self._type_where_the_cursor_is()

    def _type_where_the_cursor_is(self) -> None:
        field = QApplication.focusWidget()
        if isinstance(field, QWidget) and field is not self.room.canvas_:
            QTest.keyClicks(field, self.random.choice(WORDS))
        self.room.desk.flush()

    def panels(self) -> None:
        """Panels come and go."""
        for ident in ("inspector", "journey_panel", "guide"):
            if self.random.random() < 0.5:
                self.run(ident)

    def guide(self) -> None:
        """One of the eleven steps, written in."""
        self.room.show_step(self.random.randint(0, 10))
        self.room.guide.begin()
        self._type_where_the_cursor_is()

    def capture(self) -> None:
        """Thoughts typed in the bar; one is parked."""
        if not self.room.capture_shown("bar"):
            self.run("capture")
        if len(self.ids) < MOST:
            self.room.capture.bar.enter(f"{self.words()} > {self.words()} {self.random.randint(1, 9)}")
        if len(self.room.session.journey.parked) < 10:
            self.room.capture.bar.park(self.words())

    def strips(self) -> None:
        """Quick entry, parking lot and votes come and go."""
        self.run(self.random.choice(("capture", "parking", "votes")))

    def outline(self) -> None:
        """The outline comes, is typed in, and goes."""
        self.run("outline")
        if self.room.outline_shown():
            self._type_where_the_cursor_is()

    def menus(self) -> None:
        """Every menu is opened once."""
        for action in self.room.window_.menuBar().actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                for inner in menu.actions():
                    submenu = inner.menu()
                    if isinstance(submenu, QMenu):
                        submenu.aboutToShow.emit()

    def context_menu(self) -> None:
        """The menu of the right button."""
        self.choose()
        self.room.canvas_.menu_asked.emit(self.room.window_.geometry().center())
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _shut_dialogs(self) -> None:
        for _ in range(10):
            found = QApplication.activeModalWidget()
            if found is None:
                return
            found.close()
            QApplication.processEvents()

    def sheet(self) -> None:
        """The sheet of keys, or about."""
        self.run(self.random.choice(("keys", "about")))
        QApplication.processEvents()
        self._shut_dialogs()

    def palette(self) -> None:
        """Find anything: typed, left or taken."""
        self.run("palette")
        found = self.room.finding.open_one
        if found is not None:
            QTest.keyClicks(QApplication.focusWidget() or found, self.random.choice(("card", "zoom", "title", "xyz")))
            QTest.keyClick(QApplication.focusWidget() or found, Qt.Key.Key_Escape)
            found.close()

    def _dialog(self, ident: str) -> None:
        self.run(ident)
        QApplication.processEvents()
        if self.random.random() < 0.5:
            self.until(lambda: not self.room.printing.worker.busy)
        self._shut_dialogs()

    def export_dialog(self) -> None:
        """The export dialog, with or without its preview done."""
        self._dialog("export")

    def pack_dialog(self) -> None:
        """The workshop pack's."""
        self._dialog("pack")

    def print_dialog(self) -> None:
        """The one that prints."""
        self._dialog("print")

    def copy_picture(self) -> None:
        """A picture for the clipboard."""
        self.run("copy_picture")
        self.until(lambda: not self.room.printing.worker.busy)
        QApplication.clipboard().clear()

    def export(self) -> None:
        """A poster or a handout, written."""
        form = self.random.choice(("pdf", "svg", "png"))
        order = PrintOrder(paper=self.random.choice(("A0", "A3")), portrait=self.random.random() < 0.5)
        told: list[object] = []
        target = self.folder / f"out.{form}"
        if form == "png":
            order = PrintOrder(paper="A4", portrait=False)
        self.room.printing.export(
            self.room.session.journey, order, target, told.append, told.append, lambda _n, _of: None, owner=self.room
        )
        self.until(lambda: bool(told))
        assert target.stat().st_size > 1000, told

    def presentation(self) -> None:
        """On, some steps of the tour, off."""
        self.run("present")
        showing = self.room.presenter.showing
        if showing is not None:
            for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_PageUp, Qt.Key.Key_3):
                QTest.keyClick(showing.canvas, key)
            QApplication.processEvents()
            self.room.presenter.end()

    def save(self) -> None:
        """Save where it belongs; what has no file gets one."""
        self.answers.paths.append(self.folder / "work.cjm")
        self.answers.answers["replace"] = ["yes"]
        if self.room.session.path in (None, self.home, self.other):
            self.run("save_as")
        else:
            self.run("save")
        self.answers.paths.clear()

    def open(self) -> None:
        """Another document, without saving this one."""
        self.answers.answers["unsaved"] = ["discard"]
        assert self.room.files.open(self.random.choice((self.home, self.other)))

    def open_reference(self) -> None:
        """The document that things are counted with."""
        self.answers.answers["unsaved"] = ["discard"]
        assert self.room.files.open(self.home)

    def language(self) -> None:
        """Another language: another window."""
        self.room = renewed(self.room, catalogue_for(self.random.choice(LANGUAGES)))
        self.room.files.asks = self.answers

    def theme(self) -> None:
        """Dark or light."""
        self.room.ui.set_theme(self.random.choice(("dark", "light")))

    def start_page(self) -> None:
        """The start page and back."""
        self.room.show_start()
        QApplication.processEvents()
        self.room.show_map()

    def one(self) -> None:
        """The next thing."""
        name = self.random.choices(list(OFTEN), weights=list(OFTEN.values()))[0]
        self.done[name] += 1
        began = time.process_time()
        getattr(self, name)()
        self.spent[name] += time.process_time() - began

    # ------------------------------------------------------------------ how much of everything

    def to_reference(self) -> None:
        """The same document in the same view, so that readings can be compared; the undo history of it is kept full."""
        self.answers.answers["unsaved"] = ["discard"]
        self._shut_dialogs()
        self.room.presenter.end()
        for name in ("bar", "parking", "votes"):
            if self.room.capture.shown(name):
                self.room.capture.turn(name)
        if self.room.outline_shown():
            self.room.turn_outline()
        self.room.set_view("timeline")
        self.room.show_step(0)
        self.room.canvas_.fit()
        self.room.selection.clear()

    def reading(self) -> dict[str, int]:
        """Pages, threads, handles, windows and Qt objects."""
        return {
            "kilobytes": resident(),
            "threads": threading.active_count(),
            "handles": len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0,
            "windows": len(QApplication.topLevelWidgets()),
            "objects": sum(qt_kinds(self.room.window_).values()),
            "items": len(self.room.canvas_.scene().items()),
            "steps": len(self.room.session._history._done),
            "held": self.room.session._history.held,
            "cards": len(self.ids),
        }


def everything(top: QObject | None) -> list[QObject]:
    """All Qt objects below one, but for what is moving just now."""
    return [one for one in top.findChildren(QObject) if not isinstance(one, QPropertyAnimation)] if top is not None else []


def resident() -> int:
    """Kilobytes of memory this program has in the machine; 0 where that cannot be known."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    except OSError:
        return 0


def kinds() -> collections.Counter[str]:
    """How many Python objects there are of each class."""
    gc.unfreeze()
    gc.collect()
    found = collections.Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
    gc.freeze()
    return found


def qt_kinds(window: QWidget) -> collections.Counter[str]:
    """How many Qt objects there are of each class in the window and the application."""
    return collections.Counter(
        f"{type(one).__name__}{'/' + one.text() if isinstance(one, QAction) else ''}"
        for one in (*everything(window), *everything(QApplication.instance()))
    )


class Day(QObject):
    """Runs a soak in the program's own event loop."""

    def __init__(self, soak: Soak, actions: int, every: int, *, trace: bool = False, tell: bool = False) -> None:
        super().__init__()
        self.soak, self.actions, self.every, self.tell, self.trace = soak, actions, every, tell, trace
        self.count = 0
        self.readings: list[dict[str, int]] = []
        self.fault: BaseException | None = None
        self.before: tuple[collections.Counter[str], collections.Counter[str]] | None = None
        self.after = self.before
        self.snaps: list[tracemalloc.Snapshot] = []
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.step)
        self.timer.start(0)

    def step(self) -> None:
        """One action; a reading now and then."""
        try:
            # What waits for ever says where.
            faulthandler.dump_traceback_later(25, exit=True)
            self.soak.one()
            faulthandler.cancel_dump_traceback_later()
            self.count += 1
            if self.count % self.every == 0:
                self.timer.stop()
                self.soak.to_reference()
                # Whatever waits for a quiet moment has had one.
                QTimer.singleShot(700, self, self.read)
        except BaseException as fault:
            self.fault = fault
            QApplication.exit(1)

    def read(self) -> None:
        """How much there is of everything."""
        self.readings.append({"actions": self.count, **self.soak.reading()})
        if self.tell:
            windows = collections.Counter(type(one).__name__ for one in QApplication.topLevelWidgets())
            sys.stderr.write(f"{self.readings[-1]} {dict(windows.most_common(8))}\n")
            sys.stderr.flush()
        warm = self.count == max(self.every, self.actions // 5 // self.every * self.every)
        if warm or self.count >= self.actions:
            found = (kinds(), qt_kinds(self.soak.room.window_))
            self.before, self.after = self.before or found, found
            if self.trace and warm:
                tracemalloc.start(12)
            if self.trace:
                self.snaps.append(tracemalloc.take_snapshot())
        if self.count >= self.actions:
            QApplication.exit(0)
        else:
            self.timer.start(0)


def soaked(actions: int, seed: int, every: int, *, trace: bool = False, tell: bool = False) -> dict[str, object]:
    """Do so many actions; gives the figures. Raises what an action raised."""
    # Scales and languages that the program remembers have no part in it.
    folder = Path(tempfile.mkdtemp(prefix="cjm-soak-work-"))
    soak = Soak(folder, seed)
    day = Day(soak, actions, every, trace=trace, tell=tell)
    began = time.monotonic()
    QApplication.exec()
    if day.fault is not None:
        raise day.fault
    warm = [r for r in day.readings if r["actions"] > actions // 5] or day.readings
    share = max(3, len(day.readings) // 10)
    first, last = warm[:share], warm[-share:]

    def middle(rows: list[dict[str, int]], name: str) -> float:
        return statistics.median(r[name] for r in rows)

    figures: dict[str, object] = {
        "actions": day.count,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "growth": round(100 * (middle(last, "kilobytes") / middle(first, "kilobytes") - 1), 2) if resident() else 0.0,
        **{name: [middle(first, name), middle(last, name)] for name in day.readings[0] if name != "actions"},
        "done": {name: (count, round(soak.spent[name], 1)) for name, count in sorted(soak.done.items())},
    }
    if day.before is not None and day.after is not None:
        for name, old, new in zip(("python", "qt"), day.before, day.after, strict=True):
            more = {key: (old[key], new[key]) for key in new if new[key] - old[key] > max(20, 0.2 * old[key])}
            figures[f"more of {name}"] = dict(sorted(more.items(), key=lambda kv: kv[1][0] - kv[1][1])[:25])
    if len(day.snaps) == 2:
        for line in day.snaps[1].compare_to(day.snaps[0], "traceback")[:12]:
            sys.stderr.write(f"\n{line.size_diff / 1024:.0f} kB more in {line.count_diff} pieces\n")
            sys.stderr.write("\n".join(line.traceback.format()) + "\n")
    return figures


#: What opens something that has to be gone when it is closed.
OPENING = (
    "menus", "context_menu", "sheet", "palette", "select", "strips", "outline", "presentation", "export_dialog", "pack_dialog",
    "print_dialog", "copy_picture", "export", "view", "start_page", "save", "open", "language",
)  # fmt: skip
COUNTED = ("threads", "handles", "windows", "objects")


class Each(QObject):
    """Does each thing that opens something again and again, and counts what stays."""

    def __init__(self, soak: Soak, times: int) -> None:
        super().__init__()
        self.soak, self.times = soak, times
        self.more: dict[str, dict[str, object]] = {}
        self.fault: BaseException | None = None
        self.plan = self._plan()
        QTimer.singleShot(0, self, self._go)

    def _plan(self) -> Iterator[int]:
        """Does the next thing, and gives how long (ms) the program is left alone after it."""
        soak = self.soak
        for name in OPENING:
            counts, found = [], []
            for _round in range(3):
                # The same things each time: what differs is what stayed.
                soak.random.seed(name)
                for _ in range(self.times):
                    getattr(soak, name)()
                    yield 0
                soak.to_reference()
                soak.open_reference()
                # Dialogs that are gone have given their jobs up; the worker may still be at one.
                soak.until(lambda: not soak.room.printing.worker.busy)
                yield 60
                gc.unfreeze()
                gc.collect()
                yield 0
                counts.append(soak.reading())
                found.append(qt_kinds(soak.room.window_))
            # After the first round everything that is made once is there.
            more: dict[str, object] = {what: (counts[1][what], counts[2][what]) for what in COUNTED if counts[2][what] > counts[1][what]}
            if more:
                # Which ones, so that nobody has to search.
                self.more[name] = {**more, "kinds": dict(found[2] - found[1])}

    def _go(self) -> None:
        try:
            QTimer.singleShot(next(self.plan), self, self._go)
        except StopIteration:
            QApplication.exit(0)
        except BaseException as fault:
            self.fault = fault
            QApplication.exit(1)


def more_of_each(times: int, seed: int) -> dict[str, object]:
    """What there is more of after each thing was done; empty when nothing stays. Raises what an action raised."""
    each = Each(Soak(Path(tempfile.mkdtemp(prefix="cjm-soak-work-")), seed), times)
    QApplication.exec()
    if each.fault is not None:
        raise each.fault
    return {"more": each.more}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--actions", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--every", type=int, default=0, help="actions between readings (a hundredth)")
    parser.add_argument("--trace", action="store_true", help="tell where the memory that is more was asked for")
    parser.add_argument("--tell", action="store_true", help="tell each reading on the error output")
    parser.add_argument("--each", type=int, default=0, help="count what stays after each thing that opens something, done so often")
    given = parser.parse_args()
    if given.each:
        sys.stdout.write(json.dumps(more_of_each(given.each, given.seed)) + "\n")
        sys.stdout.flush()
        os._exit(0)
    figures = soaked(given.actions, given.seed, given.every or max(50, given.actions // 100), trace=given.trace, tell=given.tell)
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    growth = figures["growth"]
    assert isinstance(growth, float)
    # What is still being painted need not be waited for.
    os._exit(0 if growth <= 5.0 else 1)


if __name__ == "__main__":
    sys.exit(main())

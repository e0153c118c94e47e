"""The hands of somebody who works for a long time, and what there is of everything meanwhile: see :mod:`soak`."""

from __future__ import annotations

import collections
import gc
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# Before Qt is loaded: nothing of the person who runs it is touched.
os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="cjm-soak-")
os.environ["APPDATA"] = os.environ["LOCALAPPDATA"] = os.environ["HOME"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ui"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QPoint, QPointF, QPropertyAnimation, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from rooms import Answers, workspace
from shiboken6 import isValid

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.press import PrintOrder
from cjm_desktop.storage import save_journey, templates
from cjm_desktop.ui.renewal import renewed
from cjm_desktop.ui.session import Session
from cjm_desktop.ui.workspace import Workspace

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
#: Cards on the map: beyond, some are deleted before others are added.
MOST, FEWEST = 26, 10
WORDS = "rings waits signs asks again gets nothing hears later portal queue laptop badge på".split()
#: How often each thing is done, of so many.
OFTEN = {
    "drag_card": 80, "drag_point": 80, "type_title": 90, "type_text": 40, "grade": 120, "arrows": 90, "add": 40, "delete": 30, "undo": 90,
    "redo": 60, "copy_paste": 20, "paste_lines": 8, "duplicate": 10, "phase": 12, "zoom": 60, "wheel": 40, "view": 12, "inspector": 30,
    "panels": 12, "guide": 25, "capture": 25, "strips": 10, "outline": 8, "menus": 12, "context_menu": 8, "opportunity": 10, "records": 8,
    "select": 40, "sheet": 10, "palette": 8, "presentation": 4, "export": 2, "export_dialog": 3, "pack_dialog": 1, "print_dialog": 1,
    "copy_picture": 2, "save": 12, "open": 2, "language": 1, "theme": 2, "start_page": 2,
}  # fmt: skip
#: How likely somebody who has worked on the poster goes back to the timeline, after each action there.
ENOUGH = 0.1
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

    def run(self, ident: str) -> bool:
        """An action of the menus, when it is enabled; gives whether it is."""
        action = self.room.window_.actions_[ident]
        enabled = action.isEnabled()
        if enabled:
            action.trigger()
        return enabled

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

    def arrows(self) -> int:
        """Walk over the map, and move a card with Alt: three actions."""
        self.choose()
        for _ in range(3):
            key = self.random.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down))
            alt = Qt.KeyboardModifier.AltModifier if self.random.random() < 0.2 else NONE
            QTest.keyClick(self.room.canvas_, key, alt)
        return 3

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

    def undo(self) -> int:
        """Some steps back, each an action."""
        return sum(self.run("undo") for _ in range(self.random.randint(1, 6)))

    def redo(self) -> int:
        """Some of them again, each an action."""
        return sum(self.run("redo") for _ in range(self.random.randint(1, 6)))

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

    def open_other(self) -> None:
        """The other document, which is in another language."""
        self.answers.answers["unsaved"] = ["discard"]
        assert self.room.files.open(self.other)

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

    def see_all(self) -> Iterator[None]:
        """Every panel, form, step of the guide and dialog once in each language, with all of the window before still there when the next
        one is made, and every kind of export: a warm-up that leaves nothing to be seen for the first time later. A thing at each step."""
        for language in LANGUAGES:
            self.room = renewed(self.room, catalogue_for(language))
            self.room.files.asks = self.answers
            yield
            self.open_other()
            yield
            for name in ("journey_panel", "guide", "inspector"):
                for _ in range(2):
                    if not self.room.window_.actions_[name].isChecked():
                        self.run(name)
                    yield
            for step in range(11):
                self.room.show_step(step)
                yield
            for kind, found in self._records():
                self.room.selection.set_record(kind, found)
                yield
            for name in (*("strips", "outline", "panels", "sheet", "palette") * 2, "menus", "context_menu", "presentation", "start_page"):
                getattr(self, name)()
                yield
            for name in ("export_dialog", "pack_dialog", "print_dialog", "copy_picture", "export", "view", "inspector", "view", "theme"):
                getattr(self, name)()
                yield

    def _records(self) -> list[tuple[str, str]]:
        """One record of each kind that the inspector has a form for, with its kind."""
        kinds = {"touchpoint": "touchpoints", "phase": "phases", "persona": "personas", "channel": "channels", "party": "parties"}
        lists = {kind: getattr(self.room.session.journey, name) for kind, name in {**kinds, "opportunity": "opportunities"}.items()}
        return [(kind, found[0].id) for kind, found in lists.items() if found]

    def one(self) -> int:
        """The next thing; gives how many actions that was (none, when there was nothing to undo)."""
        name = self.random.choices(list(OFTEN), weights=list(OFTEN.values()))[0]
        if self.room.canvas_.flow == "poster" and self.random.random() < ENOUGH:
            name = "view"
        self.done[name] += 1
        began = time.process_time()
        actions = getattr(self, name)()
        self.spent[name] += time.process_time() - began
        return 1 if actions is None else int(actions)

    # ------------------------------------------------------------------ how much of everything

    def to_reference(self) -> None:
        """The same document in the same view, so that readings can be compared; nothing else is open."""
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

    def reading(self, *, objects: bool = True) -> dict[str, int]:
        """Pages, threads, handles, windows, and how many pieces of memory Python holds. ``objects`` are counted too: not each time, for
        PySide then keeps a Python object for each as long as the window is open, and those that are gone by then as well."""
        return {
            "kilobytes": resident(),
            "threads": threading.active_count(),
            "handles": len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0,
            "windows": len(QApplication.topLevelWidgets()),
            **({"objects": sum(qt_kinds(self.room.window_).values())} if objects else {}),
            "items": len(self.room.canvas_.scene().items()),
            "steps": len(self.room.session._history._done),
            "held": self.room.session._history.held,
            "cards": len(self.ids),
            "blocks": sys.getallocatedblocks(),
            **left(),
        }


def everything(top: QObject | None) -> list[QObject]:
    """All Qt objects below one, but for what is moving just now."""
    return [one for one in top.findChildren(QObject) if not isinstance(one, QPropertyAnimation)] if top is not None else []


def left() -> dict[str, int]:
    """How many documents are held in all, and how many Qt objects that are gone; the collector has just been."""
    found = [one for one in gc.get_objects() if isinstance(one, QObject)]
    return {"sessions": sum(isinstance(one, Session) for one in found), "gone": sum(not isValid(one) for one in found)}


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

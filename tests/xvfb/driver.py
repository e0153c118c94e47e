"""The real program, telling a test what is in its window. Test code: run as a process of its own on a virtual display.

``driver.py STATE [FILE]`` starts the editor through the very functions that ``python -m cjm_desktop [FILE]`` calls. On a timer it
writes what is on the screen to STATE (JSON; places are pixels of the screen): what a person would see, for a test that works
the mouse and the keyboard. It reads orders, one JSON object a line, from standard input; they lay the table for the next test
(another file, words on the clipboard) and never do what a test is to prove.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

#: Internet addresses that Python code asked for; the window's own sockets are looked up in /proc by the test.
NETWORK: list[str] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.getaddrinfo", "socket.gethostbyname") or (
        event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(arguments[-1], tuple)
    ):
        NETWORK.append(f"{event} {arguments!r}")


sys.addaudithook(_audit)

from PySide6.QtCore import QObject, QPoint, QPointF, QSocketNotifier, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QCursor, QGuiApplication  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from cjm_desktop import app  # noqa: E402
from cjm_desktop.layout import HitKind  # noqa: E402
from cjm_desktop.ui.actions import ACTIONS  # noqa: E402
from cjm_desktop.ui.settings import Settings  # noqa: E402
from cjm_desktop.ui.workspace import Workspace  # noqa: E402

_BEAT_MS = 25


class Driver(QObject):
    """Watches one program."""

    def __init__(self, state: Path) -> None:
        super().__init__()
        self._state = state
        self._spare = state.with_suffix(".new")
        self._written = ""
        self._obeyed = 0
        self._looked: object = None
        self._wall_looked: object = None
        self._edges_of: object = None
        self._edges_at: dict[str, tuple[float, float]] = {}
        self._rest = b""
        self.room: Workspace | None = None
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._tell)
        self._beat.start(_BEAT_MS)
        self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)

    # ------------------------------------------------------------------ telling

    def _tell(self) -> None:
        if self.room is None:
            return
        text = json.dumps(self._seen(self.room), ensure_ascii=True)
        if text != self._written:
            self._written = text
            self._spare.write_text(text, encoding="utf-8")
            self._spare.replace(self._state)

    def _seen(self, room: Workspace) -> dict[str, Any]:
        session, window, canvas = room.session, room.window_, room.canvas_
        journey = session.journey
        look = (canvas.viewportTransform(), window.frameGeometry(), canvas.viewport().size())
        still, self._looked = look == self._looked, look
        undo = session.undo_label
        editor = canvas.editing.active
        return {
            "obeyed": self._obeyed,
            "still": still,
            "pid": os.getpid(),
            "network": NETWORK,
            "window": self._rectangle(window),
            "frame": self._frame(window),
            "active": window.isActiveWindow(),
            "title_bar": window.windowTitle(),
            "map_shown": room.map_shown,
            "canvas": self._rectangle(canvas.viewport()),
            "saved": window.saved_label.text(),
            "status": self._rectangle(window.statusBar()),
            "said": window.message.text(),
            "flow": canvas.flow,
            "zoom": canvas.zoom_percent,
            "origin": self._place(0.0, 0.0),
            "cursor": canvas.viewport().cursor().shape().name,
            "title": journey.title,
            "order": [t.id for t in journey.touchpoints],
            "phase": {t.id: t.phase for t in journey.touchpoints},
            "titles": {t.id: t.title for t in journey.touchpoints},
            "texts": {t.id: t.text for t in journey.touchpoints},
            "grades": {t.id: t.grade for t in journey.touchpoints},
            "words": {t.id: t.emotion for t in journey.touchpoints},
            "path": str(session.path) if session.path is not None else None,
            "dirty": session.dirty,
            "undo": str(undo) if undo is not None else None,
            "gesture": session.in_gesture,
            "selected": list(room.selection.ids),
            "record": list(room.selection.record),
            "editing": [*canvas.editing.where, editor.toPlainText()] if editor is not None else None,
            "cards": self._cards(room),
            "cells": self._cells(room),
            "lanes": {t.id: {one.lane: one.text for one in t.lane_texts} for t in journey.touchpoints},
            "points": self._points(room),
            "edges": self._edges(room),
            "pointer": self._px(QCursor.pos()),
            "plus": self._plus(room),
            "buttons": self._buttons(window),
            "inspector": self._inspector(room),
            "panel_title": room.journey_panel.title.edit.text(),
            "dialogs": [self._dialog(w) for w in QApplication.topLevelWidgets() if _open(w, QDialog)],
            "keyboard": self._keyboard(room),
            "focus": self._focus(),
            "about_file": self._about_file(room),
            "step": room.guide.step if room.side.shows("guide") else None,
            "wall": self._wall(room),
            "menus": sum(_open(w, QMenu) for w in QApplication.topLevelWidgets()),
        }

    def _wall(self, room: Workspace) -> dict[str, Any]:
        """The presentation, while there is one: what it shows, and where its cards and controls are."""
        shown = room.presenter.showing
        if shown is None:
            return {}
        canvas = shown.canvas
        look = (canvas.viewportTransform(), canvas.viewport().size())
        still, self._wall_looked = look == self._wall_looked, look

        def place(x: float, y: float) -> list[int]:
            return self._px(canvas.viewport().mapToGlobal(canvas.camera.to_view(QPointF(x, y)).toPoint()))

        boxes = {t.id: canvas.sheet.box(t.id) for t in room.session.journey.touchpoints}
        inner = shown.story.widget()
        labels = inner.findChildren(QLabel) if inner is not None and not shown.story.isHidden() else []
        editor = canvas.editing.active
        return {
            "still": still,
            "active": shown.isActiveWindow(),
            "window": self._rectangle(shown),
            "map": self._rectangle(canvas.viewport()),
            "type": canvas.camera.scale * canvas.sheet.bands[0].m.em,
            "halt": [shown.halt.kind, shown.halt.record] if shown.halt is not None else None,
            "told": [label.text() for label in labels if label.text()],
            "cards": {
                ident: [*place(box.x, box.y), *place(box.x + box.w, box.y + box.h)]
                for ident, box in boxes.items()
                if box is not None
            },
            "editing": [*canvas.editing.where, editor.toPlainText()] if editor is not None else None,
            "strip": {n: self._centre(b) for n, b in shown.strip.buttons.items() if b.isVisible()},
            "blank": shown.curtain.isVisible(),
            "spotlight": shown.spotlight.isVisible(),
            "timer": room.presenter.countdown.text if room.presenter.countdown.on else "",
            "running": room.presenter.countdown.running,
        }

    def _px(self, at: QPoint) -> list[int]:
        ratio = self.room.window_.devicePixelRatioF() if self.room is not None else 1.0
        return [round(at.x() * ratio), round(at.y() * ratio)]

    def _place(self, x: float, y: float) -> list[int]:
        """A place on the sheet (mm) on the screen."""
        assert self.room is not None
        canvas = self.room.canvas_
        return self._px(canvas.viewport().mapToGlobal(canvas.camera.to_view(QPointF(x, y)).toPoint()))

    def _rectangle(self, widget: QWidget) -> list[int]:
        """Left, top, right and bottom on the screen."""
        size = widget.rect()
        return [
            *self._px(widget.mapToGlobal(size.topLeft())),
            *self._px(widget.mapToGlobal(size.bottomRight())),
        ]

    def _frame(self, window: QWidget) -> list[int]:
        """As :meth:`_rectangle`, with what the window manager draws around it."""
        around = window.frameGeometry()
        return [*self._px(around.topLeft()), *self._px(around.bottomRight())]

    def _centre(self, widget: QWidget) -> list[int]:
        return self._px(widget.mapToGlobal(widget.rect().center()))

    def _cards(self, room: Workspace) -> dict[str, list[int]]:
        boxes = {}
        for t in room.session.journey.touchpoints:
            box = room.canvas_.sheet.box(t.id)
            if box is not None:
                boxes[t.id] = [*self._place(box.x, box.y), *self._place(box.x + box.w, box.y + box.h)]
        return boxes

    def _cells(self, room: Workspace) -> dict[str, dict[str, list[int]]]:
        """Where each touchpoint's cells are, by the field they show; of empty ones the room for a line."""
        fields = [f"lane_texts.{lane.id}" for lane in room.session.journey.text_lanes]
        cells: dict[str, dict[str, list[int]]] = {}
        for t in room.session.journey.touchpoints:
            for field in (*fields, "quotes", "service_levels", "systems"):
                box = room.canvas_.sheet.cell(t.id, field)
                if box is not None:
                    corners = [*self._place(box.x, box.y), *self._place(box.x + box.w, box.y + box.h)]
                    cells.setdefault(t.id, {})[field] = corners
        return cells

    def _points(self, room: Workspace) -> dict[str, list[int]]:
        found = {t.id: room.canvas_.sheet.point(t.id) for t in room.session.journey.touchpoints}
        return {ident: self._place(*at) for ident, at in found.items() if at is not None}

    def _edges(self, room: Workspace) -> dict[str, list[int]]:
        """The left edge of each phase that has one to pull: looked for where a hand would look, once on each sheet."""
        sheet = room.canvas_.sheet
        if self._edges_of is not sheet:
            self._edges_of, self._edges_at = sheet, self._found_edges(room)
        return {phase: self._place(*at) for phase, at in self._edges_at.items()}

    def _found_edges(self, room: Workspace) -> dict[str, tuple[float, float]]:
        sheet, edges = room.canvas_.sheet, {}
        for phase in room.session.journey.phases:
            box = sheet.box(phase.id)
            if box is None:
                continue
            y = box.y + box.h / 2
            tried = [box.x + 1.0 - 0.25 * step for step in range(40)]
            hits = [x for x in tried if sheet.hit(x, y).kind is HitKind.PHASE_EDGE]
            if hits:
                edges[phase.id] = sum(hits) / len(hits), y
        return edges

    def _plus(self, room: Workspace) -> list[int] | None:
        """The + of the gap that the pointer is in."""
        canvas = room.canvas_
        at = canvas.camera.to_sheet(QPointF(canvas.viewport().mapFromGlobal(QCursor.pos())))
        hit = canvas.sheet.hit(at.x(), at.y())
        return self._place(hit.x, hit.y) if hit.kind is HitKind.PLUS else None

    def _buttons(self, window: QWidget) -> dict[str, list[int]]:
        assert self.room is not None
        actions = {id(self.room.window_.actions_[ident]): ident for ident in ACTIONS}
        buttons = {}
        for button in window.findChildren(QToolButton):
            ident = actions.get(id(button.defaultAction()))
            if ident and button.isVisible() and button.isEnabled():
                buttons[ident] = self._centre(button)
        return buttons

    def _inspector(self, room: Workspace) -> dict[str, Any]:
        title = getattr(room.inspector.form, "title", None)
        if not isinstance(title, QWidget) or not title.isVisible():
            return {}
        focus = QApplication.focusWidget()
        return {
            "title": self._centre(title),
            "typing": focus is not None and (focus is title or title.isAncestorOf(focus)),
        }

    def _keyboard(self, room: Workspace) -> str:
        """Which area has the keyboard: ``map``, ``left``, ``right``; empty elsewhere."""
        focus = QApplication.focusWidget()
        areas = {"map": room.canvas_, "left": room.window_.left, "right": room.window_.right}
        return next(
            (n for n, one in areas.items() if focus and (one is focus or one.isAncestorOf(focus))), ""
        )

    def _focus(self) -> dict[str, Any]:
        """What has the keyboard: what it is, what a screen reader calls it, what stands in it, and whether all of it is in sight."""
        focus = QApplication.focusWidget()
        if focus is None:
            return {}
        text = getattr(focus, "toPlainText", None) or getattr(focus, "text", None)
        shown = focus.visibleRegion().boundingRect()
        return {
            "kind": type(focus).__name__,
            "name": focus.accessibleName(),
            "text": str(text()) if callable(text) else "",
            "place": self._rectangle(focus),
            "in_sight": shown.height() == focus.height() or shown.height() > 0.9 * focus.window().height(),
        }

    def _about_file(self, room: Workspace) -> dict[str, Any]:
        """The strip over the map: its sentence and its answers."""
        strip = room.on_file.strip
        if strip is None or not strip.isVisible():
            return {}
        return {"text": strip.text.text(), "buttons": {b.text(): self._centre(b) for b in strip.buttons.values()}}

    def _dialog(self, dialog: QWidget) -> dict[str, Any]:
        buttons = {}
        for button in dialog.findChildren(QAbstractButton):
            name = button.text().replace("&", "").strip()
            if name and button.isVisible() and button.isEnabled():
                buttons[name] = self._centre(button)
        lines = [line for line in dialog.findChildren(QLineEdit) if line.isVisible()]
        return {
            "kind": type(dialog).__name__,
            "title": dialog.windowTitle(),
            "active": dialog.isActiveWindow(),
            "frame": self._frame(dialog),
            "buttons": buttons,
            "lines": {line.objectName() or str(i): line.text() for i, line in enumerate(lines)},
            "texts": [box.toPlainText() for box in dialog.findChildren(QPlainTextEdit) if box.isVisible()],
            "labels": [line.text() for line in dialog.findChildren(QLabel) if line.isVisible() and line.text()],
            "lists": {found.accessibleName(): _rows(found) for found in dialog.findChildren(QListWidget) if found.isVisible()},
        }

    # ------------------------------------------------------------------ obeying

    def _hear(self) -> None:
        got = os.read(sys.stdin.fileno(), 65536)
        if not got:
            # Whoever started us is gone.
            self._ear.setEnabled(False)
            self._quit()
            return
        *lines, self._rest = (self._rest + got).split(b"\n")
        for line in lines:
            order = json.loads(line)
            getattr(self, "_do_" + order.pop("do"))(**order)
            self._obeyed += 1

    def _do_place(self, x: str, y: str, width: str, height: str) -> None:
        """The window, of a size, with its corner at a place of the screen (pixels)."""
        assert self.room is not None
        window = self.room.window_
        window.showNormal()
        window.resize(int(width), int(height))
        window.move(int(x), int(y))

    def _do_open(self, path: str, flow: str = "timeline") -> None:
        """A file as if just opened, with nothing left over from the test before."""
        room = self.room
        assert room is not None
        for widget in QApplication.topLevelWidgets():
            if _open(widget, QDialog) or _open(widget, QMenu):
                widget.close()
        room.canvas_.editing.drop()
        room.session.cancel()
        room.session.open(Path(path))
        room.show_map()
        room.set_view(flow)
        room.selection.clear()
        room.canvas_.fit()

    def _do_clip(self, text: str) -> None:
        """Words on the clipboard, as another program would leave them."""
        QGuiApplication.clipboard().setText(text)

    def _do_dress(self, theme: str) -> None:
        """``light`` or ``dark``."""
        assert self.room is not None
        self.room.ui.set_theme(theme)

    def _quit(self) -> None:
        if self.room is not None:
            self.room.window_.may_close = lambda: True
        QApplication.quit()


def _rows(found: QListWidget) -> list[str]:
    """The rows of a list as a screen reader says them; the marked one begins with a star."""
    said = []
    for at in range(found.count()):
        item = found.item(at)
        text = item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text()
        said.append(f"* {text}" if at == found.currentRow() else text)
    return said


def _open(widget: QWidget, kind: type[QWidget]) -> bool:
    return isinstance(widget, kind) and widget.isVisible()


def main(state: Path, journey: Path | None) -> int:
    """Run the editor to its end, with a journey or from the start page; gives its exit code."""
    # The desktop's own file dialog cannot be worked by name; ours is the same on every machine.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.application()
    if journey is not None:
        # What most of these tests look at on the left is the journey; those of the guide turn to it.
        Settings().set("window/side", "journey")
    driver = Driver(state)
    furnish = app.furnish

    def watched(*args: Any, **kwargs: Any) -> Workspace:
        driver.room = furnish(*args, **kwargs)
        return driver.room

    app.furnish = watched
    return app.run_editor(journey)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))

"""What the person wants of motion: the setting in menu and palette, and what each desktop is asked."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest
import rooms
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cjm_desktop.ui.motion import FRESH_S, Asked, mac_moves, moves, portal_moves, windows_moves
from cjm_desktop.ui.palette.search import folded


@pytest.mark.parametrize(
    ("language", "less", "full"), [("en", "Less", "Full"), ("da", "Mindre", "Fuld"), ("hu", "Kevesebb", "Teljes")]
)
def test_it_is_chosen_in_the_menu_and_found_in_the_palette(tmp_path: Path, language: str, less: str, full: str) -> None:
    room = rooms.workspace(tmp_path, language=language)
    try:
        assert room.ui.settings.get("appearance/motion") == "system"
        view = next(a.menu() for a in room.window_.menuBar().actions() if room.window_.actions_["motion"] in _actions(a))
        menu = room.window_.actions_["motion"].menu()
        assert isinstance(menu, QMenu) and view is not None
        menu.aboutToShow.emit()
        choices = {action.text(): action for action in menu.actions()}
        assert choices[room.ui.text("As the system")].isChecked()
        choices[less].trigger()
        assert room.ui.settings.get("appearance/motion") == "off" and not moves(room.ui)
        QTest.keyClick(room.canvas_, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        palette = room.finding.open_one
        assert palette is not None
        QTest.keyClicks(palette.edit, folded(f"{full} {room.ui.text('&Motion on the screen').replace('&', '').split()[0]}"))
        QTest.keyClick(palette.edit, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert room.ui.settings.get("appearance/motion") == "on" and moves(room.ui)
    finally:
        rooms.shut(room)


def _actions(action: QAction) -> list[QAction]:
    """What a menu holds, in its submenus too."""
    menu = action.menu()
    here = menu.actions() if isinstance(menu, QMenu) else []
    return [*here, *(one for inner in here for one in _actions(inner))]


def test_the_desktop_is_asked_seldom(tmp_path: Path) -> None:
    now, said, told = [100.0], [False, True], []

    def ask() -> bool:
        told.append(now[0])
        return said.pop(0)

    ui = rooms.ui(tmp_path)
    Asked(ui, ask, lambda: now[0])
    assert not moves(ui) and not moves(ui) and told == [100.0]
    now[0] += FRESH_S + 1
    assert moves(ui) and len(told) == 2
    ui.settings.set("appearance/motion", "off")
    now[0] += FRESH_S + 1
    assert not moves(ui) and len(told) == 2, "who says it here is not asked elsewhere"


@pytest.mark.parametrize("animated", [0, 1])
def test_windows_own_switch_is_read(animated: int) -> None:
    class User32:
        def SystemParametersInfoW(self, question: int, _size: int, answer: object, _write: int) -> int:
            assert question == 0x1042
            ctypes.cast(answer, ctypes.POINTER(ctypes.c_int))[0] = animated  # type: ignore[arg-type]
            return 1

    assert windows_moves(User32()) is bool(animated)


@pytest.mark.parametrize("reduced", [False, True])
def test_the_macs_own_switch_is_read(reduced: bool) -> None:
    class Function:
        restype: object = None
        argtypes: object = None

        def __init__(self, does: object) -> None:
            self.does = does

        def __call__(self, *given: object) -> object:
            return self.does(*given)  # type: ignore[operator]

    def send(receiver: object, selector: bytes) -> object:
        assert receiver in (b"NSWorkspace", 7)
        return 7 if selector == b"sharedWorkspace" else reduced

    names = ("objc_getClass", "sel_registerName")
    objc = SimpleNamespace(**{name: Function(lambda name: name) for name in names}, objc_msgSend=Function(send))
    assert mac_moves(lambda _path: objc) is not reduced

    def none(_path: str) -> object:
        raise OSError("no such library")

    assert mac_moves(none), "what cannot be asked moves"


@pytest.mark.skipif(sys.platform == "win32", reason="a program of Linux desktops")
@pytest.mark.parametrize(("says", "wanted"), [("echo false", False), ("echo true", True), ("exec sleep 30", None), ("exit 1", None)])
def test_gnome_without_a_portal_is_asked_and_never_waited_for(tmp_path: Path, says: str, wanted: bool | None) -> None:
    program = tmp_path / "gsettings"
    asked = '[ "$*" = "get org.gnome.desktop.interface enable-animations" ] || exit 2'
    program.write_text(f"#!/bin/sh\n{asked}\n{says}\n")
    program.chmod(0o755)
    desktop = {"PATH": f"{tmp_path}", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}
    assert portal_moves(desktop) is wanted
    assert portal_moves({**desktop, "XDG_CURRENT_DESKTOP": "KDE"}) is None
    assert portal_moves({**desktop, "PATH": str(tmp_path / "none")}) is None


_PORTAL = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QProcess, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusVariant
SAYS = {says!r}
app = QCoreApplication([])

@ClassInfo({{"D-Bus Interface": "org.freedesktop.portal.Settings"}})
class Settings(QDBusAbstractAdaptor):
    @Slot(str, str, result=QDBusVariant)
    def Read(self, group, key):
        return QDBusVariant(QDBusVariant(SAYS.get(group + " " + key, "unknown")))

host = QObject()
settings = Settings(host)
bus = QDBusConnection.sessionBus()
assert bus.registerObject("/org/freedesktop/portal/desktop", host, QDBusConnection.RegisterOption.ExportAdaptors)
assert bus.registerService("org.freedesktop.portal.Desktop")
asking = QProcess()
asking.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
asking.finished.connect(app.quit)
asking.start(sys.executable, ["-c", "import os; from cjm_desktop.ui.motion import portal_moves; print(portal_moves(os.environ))"])
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no session bus here")
@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ({"org.gnome.desktop.interface enable-animations": False}, "False"),
        ({"org.gnome.desktop.interface enable-animations": True, "org.freedesktop.appearance reduced-motion": 0}, "True"),
        ({"org.gnome.desktop.interface enable-animations": True, "org.freedesktop.appearance reduced-motion": 1}, "False"),
        ({}, "None"),
    ],
)
def test_the_portal_of_the_desktop_is_asked_over_the_bus(says: dict[str, object], wanted: str) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", textwrap.dedent(_PORTAL.format(says=says))],
        env={**os.environ, "XDG_CURRENT_DESKTOP": ""},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == wanted, done.stderr[-2000:]

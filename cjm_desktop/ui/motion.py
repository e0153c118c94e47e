"""Whether things glide or are there at once: one place that knows what the person wants of motion.

Contract. :func:`moves` decides for everything in the window that could move by itself: flights over the map, pulses. What is
dragged by a hand is no motion of ours. The setting ``appearance/motion`` is ``on``, ``off`` or ``system``; the last asks the
desktop (:func:`desktop_moves`), again only after :data:`FRESH_S`, for flights ask before each of them. A desktop that says nothing
has nothing against motion, and none is waited for longer than :data:`PATIENCE_MS`.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from .shared import Ui

#: So long an answer of the desktop holds (seconds), and so long it is waited for (milliseconds).
FRESH_S, PATIENCE_MS = 20.0, 300
#: Windows: SystemParametersInfo's question whether what is inside windows is animated.
_SPI_GETCLIENTAREAANIMATION = 0x1042
#: The switch of GNOME and of the desktops that keep its settings.
_GNOME = ("org.gnome.desktop.interface", "enable-animations")
#: The switch of every desktop whose portal has it: 1 wishes less motion.
_PORTAL = ("org.freedesktop.appearance", "reduced-motion")


def moves(ui: Ui) -> bool:
    """Whether the map may glide and signs may pulse."""
    wish = ui.settings.get("appearance/motion")
    if wish != "system":
        return bool(wish == "on")
    asked = ui.findChild(Asked)
    return (asked if isinstance(asked, Asked) else Asked(ui)).moves


def mover(ui: object) -> Callable[[], bool]:
    """:func:`moves` as a question to ask later; whoever has no settings (a plain canvas) moves."""
    return lambda: moves(ui) if isinstance(ui, Ui) else True


class Asked(QObject):
    """What the desktop said, for as long as that holds; a child of the window's shared objects."""

    def __init__(
        self, parent: QObject, ask: Callable[[], bool] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``ask`` asks the desktop; ``clock`` gives seconds."""
        super().__init__(parent)
        self._ask, self._clock = ask if ask is not None else desktop_moves, clock
        self._said: bool | None = None
        self._when = 0.0

    @property
    def moves(self) -> bool:
        """Whether the desktop wants motion."""
        if self._said is None or self._clock() - self._when > FRESH_S:
            self._said, self._when = self._ask(), self._clock()
        return self._said


def desktop_moves(folder: Path | None = None) -> bool:
    """Whether the desktop wants motion. ``folder`` is where its settings files are (without it the user's own; then the running
    desktop is asked too)."""
    if sys.platform == "win32":
        import ctypes  # only there

        return windows_moves(ctypes.windll.user32)
    if sys.platform == "darwin":
        return mac_moves()
    home = folder or Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return files_move(home) and (folder is not None or portal_moves(os.environ) is not False)


def windows_moves(user32: Any) -> bool:
    """Windows' own switch (“Animation effects”); ``user32`` is its library."""
    import ctypes  # not loaded on other desktops

    wanted = ctypes.c_int(1)
    user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(wanted), 0)
    return bool(wanted.value)


def mac_moves(load: Callable[[str], Any] | None = None) -> bool:
    """The Mac's own switch (“Reduce motion”). ``load`` opens a library; what cannot be asked moves."""
    import ctypes  # not loaded on other desktops

    try:
        objc = (load or ctypes.CDLL)("/usr/lib/libobjc.A.dylib")
        objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
        objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
        # One function sends every message; it is given the signature of the one to be sent.
        send = objc.objc_msgSend
        send.argtypes, send.restype = [ctypes.c_void_p, ctypes.c_void_p], ctypes.c_void_p
        shared = send(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
        if not shared:
            return True
        send.restype = ctypes.c_bool
        return not send(shared, objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion"))
    except (OSError, AttributeError):
        return True


def portal_moves(environment: Mapping[str, str]) -> bool | None:
    """What the running desktop of Linux says, by its portal, else by GNOME's own settings; ``None``: nothing."""
    said = [_portal(*key) for key in (_PORTAL, _GNOME)] if _has_bus(environment) else [None, None]
    if said[0] == 1:
        return False
    if said[1] is not None:
        return bool(said[1])
    return _gnome_moves(environment)


def _has_bus(environment: Mapping[str, str]) -> bool:
    """Whether there is a session bus: without one Qt would have one started."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return bool(environment.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and (Path(runtime) / "bus").exists()))


def _portal(group: str, key: str) -> int | bool | None:
    """A setting as the portal tells it; ``None`` where there is no portal, or none that knows it."""
    try:
        from PySide6.QtDBus import (  # loaded when it is first asked
            QDBus,
            QDBusConnection,
            QDBusMessage,
            QDBusVariant,
        )
    except ImportError:
        return None
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    call = QDBusMessage.createMethodCall(
        "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "Read"
    )
    # A desktop that has a portal has it running; nothing is started for our sake.
    call.setAutoStartService(False)
    call.setArguments([group, key])
    reply = bus.call(call, QDBus.CallMode.Block, PATIENCE_MS)
    if reply.type() is not QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
        return None
    value = reply.arguments()[0]
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value if isinstance(value, int) else None


def _gnome_moves(environment: Mapping[str, str]) -> bool | None:
    """GNOME's own settings, where no portal runs; ``None`` on other desktops, and where they cannot be read."""
    if not {"GNOME", "UNITY", "X-CINNAMON", "MATE", "BUDGIE"} & set(environment.get("XDG_CURRENT_DESKTOP", "").upper().split(":")):
        return None
    import subprocess  # on these desktops only: nobody else waits for it at the start

    program = shutil.which("gsettings", path=environment.get("PATH"))
    if program is None:
        return None
    try:
        done = subprocess.run([program, "get", *_GNOME], capture_output=True, text=True, timeout=PATIENCE_MS / 1000, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return {"true": True, "false": False}.get(done.stdout.strip())


def files_move(folder: Path) -> bool:
    """What the settings files of GTK and KDE in a folder say."""
    gtk = _value(folder / "gtk-4.0" / "settings.ini", "Settings", "gtk-enable-animations") or _value(
        folder / "gtk-3.0" / "settings.ini", "Settings", "gtk-enable-animations"
    )
    if gtk.lower() in ("0", "false"):
        return False
    factor = _value(folder / "kdeglobals", "KDE", "AnimationDurationFactor")
    try:
        return not factor or float(factor) > 0
    except ValueError:
        return True


def _value(path: Path, section: str, key: str) -> str:
    """A value of a settings file; empty when there is none, or no such file that can be read."""
    parser = ConfigParser(strict=False, interpolation=None)
    try:
        parser.read(path, encoding="utf-8")
    except (OSError, UnicodeError, Error):
        return ""
    return parser.get(section, key, fallback="").strip()

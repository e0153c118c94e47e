"""Whether there is a screen on which a window could be shown.

Contract. :func:`has_screen` is asked before Qt's application is made: where Qt finds no display that answers, it ends
the process at once, and nobody learns why. The display is asked in the way Qt will ask it, through the same
system libraries, so that a name without a server, a server that is gone and one that does not let us in all count
as none. Takes some
milliseconds. Loads no toolkit.
"""

from __future__ import annotations

import ctypes
import os
import sys

#: Ways to show a window that need a display of another program.
_X11, _WAYLAND = "xcb", "wayland"


def has_screen() -> bool:
    """Whether Qt can be started here. Always, where the system itself has windows (Windows, macOS)."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    # “wayland;xcb:option=1”: what Qt is to try, one after the other.
    wanted = [way.split(":")[0] for way in os.environ.get("QT_QPA_PLATFORM", "").split(";") if way]
    ways = wanted or [_WAYLAND, _X11]
    return any(_answers(way) for way in ways)


def _answers(way: str) -> bool:
    if way == _X11:
        return bool(os.environ.get("DISPLAY")) and _x11_answers()
    if way.startswith(_WAYLAND):
        # Qt looks for Wayland where one of these speaks of it.
        if os.environ.get("WAYLAND_SOCKET"):  # a connection that somebody has opened for us
            return True
        name = os.environ.get("WAYLAND_DISPLAY", "")
        found = name.startswith("/") or bool(os.environ.get("XDG_RUNTIME_DIR"))
        return bool(name) and found and _wayland_answers()
    return True  # offscreen, vnc, linuxfb …: they need nobody


def _x11_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # then Qt cannot load its own part for X either
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    # The connection stays open, idle, as long as the process lives: a server whose last client leaves starts anew (as
    # Xvfb does), and Qt, coming a moment later, would find nobody.
    return not xcb.xcb_connection_has_error(xcb.xcb_connect(None, None))


def _wayland_answers() -> bool:
    """Whether a compositor listens where WAYLAND_DISPLAY points."""
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:  # as above
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    wayland.wl_display_disconnect.restype = None
    display = wayland.wl_display_connect(None)
    if display is None:
        return False
    wayland.wl_display_disconnect(display)
    return True

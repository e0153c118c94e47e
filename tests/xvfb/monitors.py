"""Monitors of a virtual screen, plugged in and pulled out: one X screen, as XRandR 1.5 parts it.

Run as a program of its own (``monitors.py put NAME X Y WIDTH HEIGHT [first]``, ``monitors.py pull NAME``), for its display is that of the
environment. ``first`` is the primary one, which takes the outputs of the server, so that the whole is no monitor any more.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from real_window import Screen

_LIBRARIES = ("libX11.so.6", "libXrandr.so.2")


def lacking() -> str:
    """Why there are no monitors to be had here; empty when there are."""
    try:
        for name in _LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return "Parting a virtual screen needs this system package, which is not here: libxrandr2"
    return ""


def monitor(screen: Screen, *words: object) -> None:
    """Has this program run on a screen."""
    command = [sys.executable, str(Path(__file__).resolve()), *map(str, words)]
    done = subprocess.run(command, env=screen.environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"


class _Monitor(ctypes.Structure):
    """``XRRMonitorInfo``."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("noutput", ctypes.c_int),
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("mwidth", ctypes.c_int),
        ("mheight", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


def _main(do: str, name: str, *rest: str) -> None:
    x11, randr = map(ctypes.CDLL, _LIBRARIES)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
    randr.XRRAllocateMonitor.restype = randr.XRRGetMonitors.restype = ctypes.POINTER(_Monitor)
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    assert display, "no display"
    root, atom = ctypes.c_ulong(x11.XDefaultRootWindow(display)), x11.XInternAtom(display, name.encode(), 0)
    if do == "pull":
        randr.XRRDeleteMonitor(display, root, ctypes.c_ulong(atom))
    else:
        count = ctypes.c_int()
        there = randr.XRRGetMonitors(display, root, 1, ctypes.byref(count))
        outputs = [there[k].outputs[0] for k in range(count.value) if there[k].noutput] if "first" in rest else []
        made = randr.XRRAllocateMonitor(display, len(outputs))
        one = made.contents
        one.name, one.primary, one.automatic = atom, int("first" in rest), 0
        one.x, one.y, one.width, one.height = map(int, rest[:4])
        one.mwidth, one.mheight = one.width * 254 // 960, one.height * 254 // 960
        for k, output in enumerate(outputs):
            one.outputs[k] = output
        randr.XRRSetMonitor(display, root, made)
    x11.XSync(display, 0)


if __name__ == "__main__":
    _main(*sys.argv[1:])

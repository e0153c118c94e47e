"""A virtual screen with a window manager, the program on it, and a hand with a mouse and a keyboard.

Every event comes from the X server, as it would from a person's devices. Nothing here sleeps to be right: a test waits until
the screen shows what it expects, or fails when it does not in good time.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cjm_desktop.document import Channel, EmotionWord, Journey, Phase, Touchpoint

#: Program -> the Debian package that brings it.
TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "setxkbmap": "x11-xkb-utils"}
_LIBRARY = "libxcb-cursor.so.0"
_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent.parent
_PATIENCE = 20.0
_LOOK = 0.01

State = dict[str, Any]
Spot = Sequence[int]


def lacking() -> str:
    """Why these tests cannot run here, as a sentence; empty when they can."""
    if not sys.platform.startswith("linux"):
        return "These tests need an X server; they run on Linux."
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    try:
        ctypes.CDLL(_LIBRARY)
    except OSError:
        missing.append("libxcb-cursor0")
    if missing:
        return (
            "Tests in a real window need these system packages, which are not here and could not be installed: "
            + " ".join(missing)
        )
    return ""


def journey() -> Journey:
    """Eight touchpoints in two phases, with words for low, middling and high grades."""
    return Journey(
        title="My new job",
        language="en",
        channels=(Channel(id="c0", name="Phone", icon="phone"),),
        emotions=(
            EmotionWord(word="angry", grade=2.0),
            EmotionWord(word="calm", grade=6.0),
            EmotionWord(word="happy", grade=9.0),
        ),
        phases=(Phase(id="p0", name="Before"), Phase(id="p1", name="After")),
        touchpoints=tuple(
            Touchpoint(
                id=f"t{i}",
                phase=f"p{i // 4}",
                title=f"Step {i}",
                text="What happens here takes some more words." if i == 5 else f"What happens at step {i}.",
                channel="c0",
                emotion="calm",
                emotion_suggested=True,
                grade=float(2 + (i * 3) % 8),
            )
            for i in range(8)
        ),
    )


class Screen:
    """An X server on a display of its own, with openbox."""

    def __init__(self, width: int, height: int, home: Path) -> None:
        read, write = os.pipe()
        try:
            self._server = subprocess.Popen(
                [
                    *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24"),
                    *("-dpi", "96", "-nolisten", "tcp", "-noreset"),
                ],
                pass_fds=(write,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        self.width, self.height = width, height
        drop = (
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_CURRENT_DESKTOP",
            "DESKTOP_SESSION",
            "XAUTHORITY",
        )
        dress = ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "QT_IM_MODULE", "XMODIFIERS")
        self.environment = {k: v for k, v in os.environ.items() if k not in (*drop, *dress)}
        self.environment.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", LANG="C.UTF-8", LC_ALL="C.UTF-8")
        for name, part in {
            "HOME": "",
            "XDG_CONFIG_HOME": "config",
            "XDG_DATA_HOME": "data",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
            "XDG_RUNTIME_DIR": "run",
        }.items():
            (home / part).mkdir(mode=0o700, parents=True, exist_ok=True)
            self.environment[name] = str(home / part)
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def keyboard(self, layout: str) -> None:
        """The keyboard of a country (``hu``, ``dk``): before the program starts."""
        subprocess.run(["setxkbmap", layout], env=self.environment, check=True, timeout=60)

    def x(self, *words: object) -> None:
        """Has xdotool do something."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"

    def close(self) -> None:
        """Ends openbox and the server."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(20)


class Program:
    """The editor in its window. States are what ``driver.py`` writes."""

    def __init__(
        self, screen: Screen, folder: Path, file: Path | None = None, ready: Callable[[State], Any] | None = None, **environment: str
    ) -> None:
        """With a journey's file, else with the start page; ``environment`` is added to the screen's. ``ready`` says when the program has
        started, where that is not when the map or the start page is in front."""
        self.screen, self.folder = screen, folder
        self._state = folder / "state.json"
        self._errors = (folder / "stderr.txt").open("w+", encoding="utf-8")
        self._orders = 0
        self._process = subprocess.Popen(
            [sys.executable, str(_HERE / "driver.py"), str(self._state), *([str(file)] if file is not None else [])],
            env={**screen.environment, "PYTHONPATH": str(_ROOT), **environment},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=self._errors,
            stderr=self._errors,
        )
        try:
            there = ready if ready is not None else lambda s: s["map_shown"] is (file is not None) and s["active"]
            self.wait(there, "the window with its map or start page", 60.0)
        except BaseException:
            self.close()
            raise

    # ------------------------------------------------------------------ seeing

    @property
    def errors(self) -> str:
        """What the program said on standard error."""
        self._errors.flush()
        return Path(self._errors.name).read_text(encoding="utf-8")

    @property
    def state(self) -> State:
        """What is on the screen now."""
        try:
            seen: State = json.loads(self._state.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return seen

    def wait(self, holds: Callable[[State], Any], what: str, seconds: float = _PATIENCE) -> State:
        """The state as soon as something holds and the map stands still; fails with both when it does not come about."""
        end = time.monotonic() + seconds
        while True:
            seen = self.state
            if seen and seen["still"] and holds(seen):
                return seen
            assert self._process.poll() is None, f"the program ended while waiting for {what}:\n{self.errors}"
            assert "Traceback" not in self.errors, (
                f"the program failed while waiting for {what}:\n{self.errors}"
            )
            assert time.monotonic() < end, f"no {what}:\n{json.dumps(seen)}\n{self.errors}"
            time.sleep(_LOOK)

    def comes(self, holds: Callable[[State], Any], seconds: float) -> bool:
        """Whether something comes to hold within some time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds(self.state):
                return True
            time.sleep(_LOOK)
        return False

    def dialog(self, title: str, *buttons: str) -> State:
        """The dialog of this name, when it is in front and these buttons can be pressed."""

        def found(state: State) -> list[State]:
            return [
                d
                for d in state["dialogs"]
                if d["title"] == title and d["active"] and set(buttons) <= set(d["buttons"])
            ]

        return found(self.wait(found, f"dialog “{title}” with {buttons}"))[0]

    # ------------------------------------------------------------------ laying the table

    def order(self, do: str, **what: str) -> State:
        """Has the driver do something; see ``driver.py``."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **what}).encode() + b"\n")
        self._process.stdin.flush()
        self._orders += 1
        return self.wait(lambda s: s["obeyed"] == self._orders, f"obedience to {do}")

    def open(self, file: Path, flow: str = "timeline") -> State:
        """The file as if just opened, the pointer out of the way."""
        for button in (1, 3):
            self.screen.x("mouseup", button)
        self.screen.x("keyup", "shift", "keyup", "ctrl", "keyup", "space")
        self.order("open", path=str(file), flow=flow)
        state = self.wait(lambda s: s["active"] and not s["dirty"] and not s["dialogs"], "the map in front")
        left, top, right, _bottom = state["canvas"]
        self.move(((left + right) // 2, top + 4))
        return state

    # ------------------------------------------------------------------ the hand

    def move(self, to: Spot) -> None:
        """The pointer is here now."""
        self.screen.x("mousemove", *to)

    def click(self, at: Spot, *, times: int = 1, keys: str = "") -> None:
        """Clicks, with keys held down."""
        before, after = (("keydown", keys), ("keyup", keys)) if keys else ((), ())
        self.screen.x("mousemove", *at, *before, "click", "--repeat", times, "--delay", 40, 1, *after)

    def press(self, at: Spot) -> None:
        """The left button goes down and stays."""
        self.screen.x("mousemove", *at, "mousedown", 1)

    def pull(self, start: Spot, end: Spot, steps: int = 12) -> None:
        """The pointer goes from one place to another, as a hand would move it."""
        words: list[object] = []
        for k in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * k / steps
            y = start[1] + (end[1] - start[1]) * k / steps
            words += ["mousemove", round(x), round(y), "sleep", 0.008]
        self.screen.x(*words)

    def release(self) -> None:
        """The left button goes up."""
        self.screen.x("mouseup", 1)

    def drag(self, start: Spot, end: Spot) -> None:
        """Press, pull, release."""
        self.press(start)
        self.pull(start, end)
        self.release()

    def key(self, *keys: str) -> None:
        """Presses keys one after the other (``ctrl+z``)."""
        self.screen.x("key", "--delay", 8, *keys)

    def type(self, text: str) -> None:
        """Types plain ASCII."""
        self.screen.x("type", "--delay", 6, text)

    def picture(self, path: Path) -> None:
        """The whole screen as a PNG, where ImageMagick is here."""
        if shutil.which("import"):
            subprocess.run(
                ["import", "-window", "root", str(path)], env=self.screen.environment, check=True, timeout=60
            )

    # ------------------------------------------------------------------ the end

    @property
    def ended(self) -> bool:
        """Whether the program has come to its end."""
        return self._process.poll() is not None

    def close(self) -> int:
        """Ends the program when it has not ended itself; gives its exit code."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            code = self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait(20)
        self._errors.close()
        return code


def grip(state: State, card: str) -> list[int]:
    """Where a hand takes a card: near its top, in the middle."""
    left, top, right, bottom = state["cards"][card]
    return [(left + right) // 2, top + max(3, (bottom - top) // 12)]


def height(state: State, grade: float) -> float:
    """The y on the screen of a grade, from two points whose grades are known (one band only)."""
    known: list[tuple[float, float]] = sorted(
        (g, state["points"][t][1]) for t, g in state["grades"].items() if g is not None
    )
    (low, y0), (high, y1) = known[0], known[-1]
    return y0 + (y1 - y0) * (grade - low) / (high - low)


def internet_sockets(pid: int) -> list[str]:
    """The internet sockets a process holds open (Linux)."""
    addresses = {}
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        place = Path(f"/proc/{pid}/net/{table}")
        if place.exists():
            for line in place.read_text().splitlines()[1:]:
                words = line.split()
                addresses[words[9]] = f"{table} {words[1]} -> {words[2]}"
    held = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith("socket:[") and target[8:-1] in addresses:
            held.append(addresses[target[8:-1]])
    return held


#: The ids of the sample's cards, in order.
START = [f"t{i}" for i in range(8)]


def beside(state: State, card: str, share: float = 0.75) -> list[int]:
    """A place to let go of a card so that it lands after this one."""
    left, _top, right, _bottom = state["cards"][card]
    return [round(left + share * (right - left)), grip(state, card)[1]]


def untouched(state: State) -> bool:
    return state["order"] == START and not state["dirty"] and state["undo"] is None and not state["gesture"]


def undo_once(program: Program) -> None:
    """One Ctrl+Z brings the sample back: what was done was one step."""
    program.key("ctrl+z")
    program.wait(untouched, "the sample after one undo")

"""What a screen reader does: reads the tree of a program through AT-SPI, and listens for what the program tells.

The numbers of roles and states are those of AT-SPI 2 (``atspi-constants.h``); paths are those of objects on the accessibility bus.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bus import Bus, Message, Refused

_A11Y = "org.a11y.atspi."
_REGISTRY = _A11Y + "Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
#: More than there are in the window; a tree that goes round in a ring must not be followed for ever.
_MOST = 20_000

#: Roles.
FRAME, LIST, LIST_ITEM, PUSH_BUTTON, TOGGLE_BUTTON, TEXT, SLIDER, TOOL_BAR, HEADING = 23, 31, 32, 43, 62, 61, 51, 63, 83
#: States.
FOCUSABLE, FOCUSED, SELECTED, SHOWING = 11, 12, 23, 25

#: Where distributions keep the programs that are not in the path of a person.
_PLACES = ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib/at-spi2", "/usr/local/libexec")


def lacking() -> str:
    """Why no screen reader can be played here, as a sentence; empty when one can."""
    missing = [] if shutil.which("dbus-daemon") else ["dbus-daemon (Debian: dbus)"]
    missing += [
        f"{name} (Debian: at-spi2-core)"
        for name in ("at-spi-bus-launcher", "at-spi2-registryd")
        if not shutil.which(name) and not any(Path(place, name).exists() for place in _PLACES)
    ]
    return "Reading the window as a screen reader does needs programs that are not here: " + ", ".join(missing) if missing else ""


class SessionBus:
    """A session bus of its own; the accessibility bus starts on it when it is asked for."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        assert self.address, "the session bus did not start"

    def close(self) -> None:
        """Ends it, and with it what it has started."""
        self._daemon.terminate()
        self._daemon.wait(20)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


@dataclass(frozen=True)
class Node:
    """One thing of a tree. ``value`` is a number where there is one."""

    path: str
    role: int
    name: str
    description: str
    states: frozenset[int]
    value: float | None
    children: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Itself and everything under it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, role: int, name: str = "") -> list[Node]:
        """What has a role, and a name if one is given."""
        return [one for one in self.walk() if one.role == role and (not name or one.name == name)]


class ScreenReader:
    """Reads and listens to the one program that is on the bus."""

    def __init__(self, session: str) -> None:
        """``session`` is the address of the session bus."""
        asked = Bus(session)
        (address,) = asked.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        # As a screen reader does when it starts: programs answer from now on.
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            asked.call(
                *("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", "ssv"),
                *("org.a11y.Status", name, ("b", True)),
            )
        asked.close()
        self.bus = Bus(address)
        self._left = _MOST
        for event in ("object", "window", "focus"):
            self.bus.call(_REGISTRY, "/org/a11y/atspi/registry", _REGISTRY, "RegisterEvent", "s", f"{event}:")
        self.bus.match("type='signal',interface='org.a11y.atspi.Event.Object'")

    def close(self) -> None:
        """Goes."""
        self.bus.close()

    # ------------------------------------------------------------------ reading

    def programs(self) -> list[tuple[str, str]]:
        """Who is there: name on the bus and path."""
        return self._children((_REGISTRY, _ROOT))

    def wait(self, seconds: float = 60.0) -> None:
        """Until there is a program with a window that has something in it."""
        end = time.monotonic() + seconds
        while True:
            found = self.programs()
            if found and any(self._children(window) for window in self._children(found[0])):
                return
            assert time.monotonic() < end, "no program told the screen reader of itself"
            time.sleep(0.1)

    def tree(self) -> Node:
        """Everything that the program shows."""
        self._left = _MOST
        return self._node(self.programs()[0])

    def node(self, path: str) -> Node:
        """One thing of it as it is now."""
        return self._node((self.programs()[0][0], path))

    def give(self, node: Node, value: float) -> None:
        """Gives something another value."""
        self.bus.call(
            *(self.programs()[0][0], node.path, "org.freedesktop.DBus.Properties", "Set", "ssv"),
            *(_A11Y + "Value", "CurrentValue", ("d", value)),
        )

    def _ask(self, at: tuple[str, str], member: str) -> Any:
        return self.bus.call(*at, _A11Y + "Accessible", member)[0]

    def _property(self, at: tuple[str, str], interface: str, name: str) -> Any:
        return self.bus.call(*at, "org.freedesktop.DBus.Properties", "Get", "ss", _A11Y + interface, name)[0]

    def _children(self, at: tuple[str, str]) -> list[tuple[str, str]]:
        return [(name, path) for name, path in self._ask(at, "GetChildren")]

    def _node(self, at: tuple[str, str]) -> Node:
        self._left -= 1
        assert self._left > 0, "the tree has no end"
        low, high = self._ask(at, "GetState")
        valued = _A11Y + "Value" in self._ask(at, "GetInterfaces")
        children = []
        for child in self._children(at):
            try:
                children.append(self._node(child))
            except Refused:
                # It went while we were reading.
                continue
        return Node(
            at[1],
            self._ask(at, "GetRole"),
            self._property(at, "Accessible", "Name"),
            self._property(at, "Accessible", "Description"),
            frozenset(bit for bit in range(64) if (low | high << 32) >> bit & 1),
            self._property(at, "Value", "CurrentValue") if valued else None,
            tuple(children),
        )

    # ------------------------------------------------------------------ listening

    def hush(self) -> None:
        """Forget what was told so far."""
        self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId")
        self.bus.signals.clear()

    def told(self, member: str, detail: str, path: str = "", seconds: float = 20.0) -> Message | None:
        """That something was told, of something (``path``) if it is given: ``PropertyChange`` with ``accessible-value`` and the like."""
        return self.bus.listen(
            lambda m: m.member == member and bool(m.body) and m.body[0] == detail and path in ("", m.path), seconds
        )


def environment(base: dict[str, str], session: SessionBus) -> dict[str, str]:
    """What a program needs to be heard on a session bus."""
    return {**base, "DBUS_SESSION_BUS_ADDRESS": session.address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PATH": os.environ["PATH"]}

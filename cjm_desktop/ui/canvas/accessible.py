"""The map for those who do not see it: a list whose items are the touchpoints, and announcements.

Contract. :func:`install` once per application makes Qt ask this module for the interfaces of a canvas and its touchpoints. The
proxies stand for touchpoints by id and answer from the sheet in sight.

WORKAROUND (PySide6 6.11): children must be ``QAccessibleObject`` on a ``QObject``, made by the factory; a bare interface as a
child crashes when a screen reader walks it. Every interface is kept alive from Python, by the object it speaks for.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

_INSTALLED = "cjm-canvas-accessible"


class Speaking(Protocol):
    """What speaks for a canvas (its ``speech``). A record is a touchpoint's id."""

    def name(self) -> str:
        """The map's name."""

    def records(self) -> tuple[str, ...]:
        """The touchpoints in order."""

    def text(self, record: str) -> tuple[str, str]:
        """A touchpoint's name and description."""

    def rect(self, record: str) -> QRect:
        """Where it is on the screen (pixels); empty when it is out of sight."""

    def current(self) -> str:
        """The touchpoint the keyboard acts on."""

    def selected(self, record: str) -> bool:
        """Whether it is selected."""


def speech_of(canvas: QWidget) -> Speaking:
    """What speaks for a canvas."""
    return cast(Speaking, canvas.speech)  # type: ignore[attr-defined]


class Proxy(QObject):
    """Stands for one touchpoint. ``interface`` keeps what Qt was given alive."""

    def __init__(self, canvas: QWidget, record: str) -> None:
        super().__init__(canvas)
        self.canvas, self.record = canvas, record
        self.interface: QAccessibleInterface | None = None


class _Touchpoint(QAccessibleObject):
    def __init__(self, proxy: Proxy) -> None:
        super().__init__(proxy)
        self._proxy = proxy
        self._speech = speech_of(proxy.canvas)

    def isValid(self) -> bool:
        return True

    def window(self) -> QWindow:
        return self._proxy.canvas.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._proxy.canvas)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        record = self._proxy.record
        state.focusable = state.selectable = True
        state.selected = self._speech.selected(record)
        state.focused = self._speech.current() == record
        return state

    def text(self, kind: QAccessible.Text) -> str:
        name, description = self._speech.text(self._proxy.record)
        if kind == QAccessible.Text.Name:
            return name
        return description if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        return self._speech.rect(self._proxy.record)


class _Map(QAccessibleWidget):
    def __init__(self, canvas: QWidget) -> None:
        self._speech = speech_of(canvas)
        self._widget = canvas
        super().__init__(canvas, QAccessible.Role.List, self._speech.name())
        self._proxies: dict[str, Proxy] = {}

    def childCount(self) -> int:
        return len(self._speech.records())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        records = self._speech.records()
        if not 0 <= index < len(records):
            return None
        record = records[index]
        proxy = self._proxies.get(record)
        if proxy is None:
            proxy = self._proxies[record] = Proxy(self._widget, record)
        return QAccessible.queryAccessibleInterface(proxy)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        proxy = child.object()
        records = self._speech.records()
        return records.index(proxy.record) if isinstance(proxy, Proxy) and proxy.record in records else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        records, current = self._speech.records(), self._speech.current()
        return self.child(records.index(current)) if current in records else None


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Proxy):
        thing.interface = _Touchpoint(thing)
        return thing.interface
    if isinstance(thing, QWidget) and hasattr(thing, "speech"):
        made = _Map(thing)
        # The widget keeps its interface alive.
        thing.spoken_interface = made  # type: ignore[attr-defined]
        return made
    return None


def install() -> None:
    """Tells Qt, once per application, who speaks for canvases."""
    app = QApplication.instance()
    if app is not None and not app.property(_INSTALLED):
        app.setProperty(_INSTALLED, True)
        QAccessible.installFactory(_interface)


def tell_focus(canvas: QWidget, index: int) -> None:
    """Says that the keyboard is on another touchpoint now (its place on the timeline)."""
    if QAccessible.isActive():
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)


def announce(canvas: QWidget, text: str) -> None:
    """Has a screen reader say something."""
    if QAccessible.isActive() and text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, text))

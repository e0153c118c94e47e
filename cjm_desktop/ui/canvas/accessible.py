"""The map for those who do not see it: a list of touchpoints, phases and opportunities, announcements, and what changes.

Contract. :func:`install` once per application makes Qt ask this module for the interfaces of a canvas and its records. The
proxies stand for records by id and answer from the sheet in sight: touchpoints are list items with their grade as value, phases are
headings, opportunities notes. A widget of ours that is moved along a scale says so by a method ``spoken_value``: it is a slider.

WORKAROUND (PySide6 6.11): children must be ``QAccessibleObject`` on a ``QObject``, made by the factory; a bare interface as a
child crashes when a screen reader walks it. Every interface is kept alive from Python, by the object it speaks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleValueChangeEvent,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

from cjm_desktop.document import Touchpoint

_INSTALLED = "cjm-canvas-accessible"


class Speaking(Protocol):
    """What speaks for a canvas (its ``speech``). A record is the id of a touchpoint, a phase or an opportunity."""

    def name(self) -> str:
        """The map's name."""

    def records(self) -> tuple[str, ...]:
        """The touchpoints in order, then the phases, then the opportunities."""

    def kind(self, record: str) -> str:
        """``touchpoint``, ``phase`` or ``opportunity``."""

    def value(self, record: str) -> str:
        """A touchpoint's grade; empty when it has none."""

    def text(self, record: str) -> tuple[str, str]:
        """A record's name and description."""

    def rect(self, record: str) -> QRect:
        """Where it is on the screen (pixels); empty when it is out of sight."""

    def current(self) -> str:
        """The touchpoint the keyboard acts on."""

    def selected(self, record: str) -> bool:
        """Whether it is selected."""


def speech_of(canvas: QWidget) -> Speaking:
    """What speaks for a canvas."""
    return cast(Speaking, canvas.speech)  # type: ignore[attr-defined]


_ROLES = {
    "touchpoint": QAccessible.Role.ListItem,
    "phase": QAccessible.Role.Heading,
    "opportunity": QAccessible.Role.Note,
}


class Proxy(QObject):
    """Stands for one record. ``interface`` keeps what Qt was given alive."""

    def __init__(self, canvas: QWidget, record: str) -> None:
        super().__init__(canvas)
        self.canvas, self.record = canvas, record
        self.interface: QAccessibleInterface | None = None


class _Record(QAccessibleObject):
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
        return _ROLES[self._speech.kind(self._proxy.record)]

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
        if kind == QAccessible.Text.Value:
            return self._speech.value(self._proxy.record)
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


class _Scale(QAccessibleWidget):
    """A widget of ours that is moved along a scale; its ``spoken_value`` is where it is."""

    def __init__(self, widget: QWidget, told: Callable[[], str]) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._told = told

    def text(self, kind: QAccessible.Text) -> str:
        return self._told() if kind == QAccessible.Text.Value else super().text(kind)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Proxy):
        thing.interface = _Record(thing)
        return thing.interface
    if isinstance(thing, QWidget) and hasattr(thing, "speech"):
        made = _Map(thing)
        # The widget keeps its interface alive.
        thing.spoken_interface = made  # type: ignore[attr-defined]
        return made
    told = getattr(thing, "spoken_value", None)
    if told is not None and isinstance(thing, QWidget):
        scale = _Scale(thing, told)
        thing.spoken_interface = scale  # type: ignore[attr-defined]
        return scale
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


def tell_value(widget: QWidget, value: str) -> None:
    """Says that what a widget of a scale shows has changed."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))


def tell_changes(canvas: QWidget, before: Sequence[Touchpoint], after: Sequence[Touchpoint]) -> None:
    """Says what is different on the map: other touchpoints or another order, names, grades."""
    if not QAccessible.isActive() or before is after:
        return
    if [t.id for t in before] != [t.id for t in after]:
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))
        return
    speech = speech_of(canvas)
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if old is new:
            continue
        if old.grade != new.grade:
            changed = QAccessibleValueChangeEvent(canvas, speech.value(new.id))
            changed.setChild(index)
            QAccessible.updateAccessibility(changed)
        if (old.title, old.emotion) != (new.title, new.emotion):
            event = QAccessibleEvent(canvas, QAccessible.Event.NameChanged)
            event.setChild(index)
            QAccessible.updateAccessibility(event)

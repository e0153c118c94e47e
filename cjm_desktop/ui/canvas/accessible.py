"""The map for those who do not see it: a list of touchpoints, phases and opportunities, announcements, and what changes.

Contract. :func:`install` once per application makes Qt ask this module for the interfaces of a canvas and its records. The
proxies stand for records by id and answer from the sheet in sight: touchpoints are list items with their grade as value (a number
on the document's scale, and in words with the emotion), phases are headings, opportunities notes. What comes, goes or changes is
told. A widget of ours that is moved along a scale (:class:`..spoken.Scaled`) is a slider.

WORKAROUND (PySide6 6.11): children must be ``QAccessibleObject`` on a ``QObject``, made by the factory; a bare interface as a
child crashes when a screen reader walks it. Every interface is kept alive from Python, by the object it speaks for. What
``interface_cast`` gives back must be a ``VoidPtr``: ``None`` crashes as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleValueChangeEvent,
    QAccessibleValueInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget
from shiboken6 import VoidPtr, getCppPointer

from cjm_desktop.document import Journey

from ..spoken import Scaled
from .persona_points import persona_points

_INSTALLED = "cjm-canvas-accessible"


class Speaking(Protocol):
    """What speaks for a canvas (its ``speech``). A record is the id of a touchpoint, a phase or an opportunity."""

    def name(self) -> str:
        """The map's name."""

    def records(self) -> tuple[str, ...]:
        """The touchpoints in order, then the phases, then the opportunities, then the points of personas with graphs of their own."""

    def kind(self, record: str) -> str:
        """``touchpoint``, ``phase``, ``opportunity`` or ``point``."""

    def value(self, record: str) -> str:
        """A touchpoint's grade with the word for it; empty when it has none."""

    def grade(self, record: str) -> Told:
        """A touchpoint's grade, the lowest and the highest of the scale, and its step; ``None`` without a grade."""

    def give_grade(self, record: str, grade: float) -> None:
        """Grades a touchpoint for somebody who does it with a tool of theirs."""

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
    "point": QAccessible.Role.ListItem,
}


class Proxy(QObject):
    """Stands for one record. ``interface`` keeps what Qt was given alive."""

    def __init__(self, canvas: QWidget, record: str) -> None:
        super().__init__(canvas)
        self.canvas, self.record = canvas, record
        self.interface: QAccessibleInterface | None = None


#: A grade, the lowest and the highest of its scale, and the step of the scale; ``None`` without a grade.
Told = tuple[float, float, float, float] | None


class _Number(QAccessibleValueInterface):
    """A grade as a number that can be changed."""

    def __init__(self, told: Callable[[], Told], give: Callable[[float], object]) -> None:
        super().__init__()
        self._told, self._give = told, give

    def address(self) -> int:
        """For Qt's ``interface_cast``: where it is; nowhere without a grade.

        The stubs speak of a number, but Qt takes neither that nor ``None`` for an address: it would follow it anywhere.
        """
        return cast(int, VoidPtr(getCppPointer(self)[0] if self._told() is not None else 0))

    def _now(self) -> tuple[float, float, float, float]:
        return self._told() or (0.0, 0.0, 0.0, 0.0)

    def currentValue(self) -> float:
        return self._now()[0]

    def minimumValue(self) -> float:
        return self._now()[1]

    def maximumValue(self) -> float:
        return self._now()[2]

    def minimumStepSize(self) -> float:
        return self._now()[3]

    def setCurrentValue(self, value: object) -> None:
        if isinstance(value, int | float):
            _value, low, high, _step = self._now()
            self._give(min(high, max(low, round(float(value), 6))))


class _Record(QAccessibleObject):
    def __init__(self, proxy: Proxy) -> None:
        super().__init__(proxy)
        self._proxy = proxy
        self._speech = speech_of(proxy.canvas)
        speech, record = self._speech, proxy.record
        self._number = _Number(lambda: speech.grade(record), lambda grade: speech.give_grade(record, grade))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        return self._number.address() if kind is QAccessible.InterfaceType.ValueInterface else cast(int, VoidPtr(0))

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
        state.focused = self._speech.current() == record and self._proxy.canvas.hasFocus()
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
        return QAccessible.queryAccessibleInterface(self.proxy(record))

    def proxy(self, record: str) -> Proxy:
        """What stands for a record."""
        made = self._proxies.get(record)
        if made is None:
            made = self._proxies[record] = Proxy(self._widget, record)
        return made

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        proxy = child.object()
        records = self._speech.records()
        return records.index(proxy.record) if isinstance(proxy, Proxy) and proxy.record in records else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        records, current = self._speech.records(), self._speech.current()
        return self.child(records.index(current)) if current in records else None


class _Scale(QAccessibleWidget):
    """What speaks for such a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._scaled = cast(Scaled, widget)
        self._number = _Number(self._scaled.spoken_number, self._scaled.take_number)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.ValueInterface:
            return self._number.address()
        usual: object = super().interface_cast(kind)
        return cast(int, VoidPtr(0) if usual is None else usual)

    def text(self, kind: QAccessible.Text) -> str:
        return self._scaled.spoken_value() if kind == QAccessible.Text.Value else super().text(kind)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Proxy):
        thing.interface = _Record(thing)
        return thing.interface
    if isinstance(thing, QWidget) and hasattr(thing, "speech"):
        made = _Map(thing)
        # The widget keeps its interface alive.
        thing.spoken_interface = made  # type: ignore[attr-defined]
        return made
    if isinstance(thing, QWidget) and hasattr(thing, "spoken_number"):
        scale = _Scale(thing)
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


def tell_changes(canvas: QWidget, before: Journey, after: Journey) -> None:
    """Says what is different on the map: other records or another order, names, descriptions, grades."""
    if not QAccessible.isActive() or before is after:
        return
    kinds, old, new = QAccessible.Event, _told(before), _told(after)
    told = QAccessible.queryAccessibleInterface(canvas)
    if list(old) != list(new):
        _tell(canvas, kinds.ObjectReorder)
        for index, ident in enumerate(new):
            if ident not in old:
                _tell(canvas, kinds.ObjectCreated, index)
        for ident in old:
            if ident not in new and isinstance(told, _Map):
                QAccessible.updateAccessibility(QAccessibleEvent(told.proxy(ident), kinds.ObjectDestroyed))
    for index, (ident, (name, text, grade)) in enumerate(new.items()):
        was = old.get(ident)
        if was is None:
            continue
        if was[2] != grade and grade is not None:
            changed = QAccessibleValueChangeEvent(canvas, speech_of(canvas).value(ident))
            changed.setChild(index)
            QAccessible.updateAccessibility(changed)
        if was[0] != name or was[2] != grade:
            # The name tells the grade as well.
            _tell(canvas, kinds.NameChanged, index)
        if was[1] != text:
            _tell(canvas, kinds.DescriptionChanged, index)


def _told(journey: Journey) -> dict[str, tuple[str, str, float | None]]:
    """What is told of every record, in the order of the map: its name with the word for the grade, its description, its grade."""
    cards = {t.id: (f"{t.title}\n{t.emotion}", t.text, t.grade) for t in journey.touchpoints}
    phases = {phase.id: (phase.name, phase.note, None) for phase in journey.phases}
    points = {record: (said.emotion, "", said.grade) for record, said in persona_points(journey)}
    return {**cards, **phases, **{one.id: (one.title, one.text, None) for one in journey.opportunities}, **points}


def _tell(canvas: QWidget, kind: QAccessible.Event, child: int = -1) -> None:
    event = QAccessibleEvent(canvas, kind)
    if child >= 0:
        event.setChild(child)
    QAccessible.updateAccessibility(event)

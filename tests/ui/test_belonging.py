"""What a widget was asked for stays where it belongs: it lives as long as its own parent, and is gone with that."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QLabel, QLineEdit, QVBoxLayout, QWidget
from rooms import desk
from shiboken6 import isValid

import cjm_desktop.ui
from cjm_desktop.app import application
from cjm_desktop.document import Message, Persona
from cjm_desktop.ui.belonging import buddy_of, next_to, proxy_of
from cjm_desktop.ui.fields import Field
from cjm_desktop.ui.fields.tabplace import stops_in, within
from cjm_desktop.ui.panels.touchpoint import TouchpointForm
from cjm_desktop.ui.soon import soon


class _View(QGraphicsView):
    """Stands for the map."""


class _Later(QWidget):
    """Wants something done later."""

    def do(self) -> None:
        raise AssertionError("It is gone.")


def _gone(widget: QWidget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_rows_that_come_and_go_take_nothing_along_and_leave_nothing_behind() -> None:
    application()
    window = QWidget()
    box = QVBoxLayout(window)
    view = _View(QGraphicsScene(window))
    rows = [QLabel(str(k)) for k in range(4)]
    for row in (*rows, view):
        box.addWidget(row)
    port, left = view.viewport(), weakref.ref(view)
    for row in rows:
        assert view in within(window) and list(stops_in(window)) == [view]
        _gone(row)
    # PySide took it for dead with the row that stood before it.
    assert isValid(port) and view.viewport() is port
    del view, port, row, rows
    _gone(window)
    del window, box
    gc.collect()
    # And with it the window it stood in, its document and its fonts.
    assert left() is None


def test_the_fields_of_a_persona_that_goes_leave_nothing_behind(tmp_path: Path) -> None:
    application()
    room = desk(tmp_path)
    form = TouchpointForm(room)
    form.show_subject((room.journey.touchpoints[0].id,))
    first = (Persona(id="pe-first", name="First"),)
    for name in ("One", "Two", "Three"):
        people = (*first, Persona(id=f"pe-{name}", name=name))
        room.session.commit(Message("Change it"), room.journey.replace(personas=people))
        form.refresh()
        assert any(one.link.key.startswith(f"persona.pe-{name}.") for one in form.findChildren(Field))
    room.session.commit(Message("Change it"), room.journey.replace(personas=first))
    form.refresh()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    # Labels were kept by their fields, ten of Qt's objects with each: hundreds of fields in an hour of work.
    fields = [one for one in gc.get_objects() if isinstance(one, Field)]
    assert fields and all(isValid(one) for one in fields)


def test_what_goes_before_something_is_done_for_it_leaves_nothing_behind() -> None:
    application()
    shown, gone = QLabel(), _Later()
    done: list[str] = []
    soon(shown, lambda: done.append("shown"))
    soon(gone, gone.do)
    left = weakref.ref(gone)
    _gone(gone)
    del gone
    QCoreApplication.processEvents()
    gc.collect()
    assert done == ["shown"] and left() is None
    _gone(shown)


def test_they_are_what_qt_gives() -> None:
    application()
    window = QWidget()
    box = QVBoxLayout(window)
    label, holder, field = QLabel("Title"), QWidget(), QLineEdit()
    QVBoxLayout(holder).addWidget(field)
    for widget in (label, holder):
        box.addWidget(widget)
    assert buddy_of(label) is proxy_of(holder) is None
    label.setBuddy(field)
    holder.setFocusProxy(field)
    assert buddy_of(label) is proxy_of(holder) is field and field.parentWidget() is holder
    ring = [next_to(window)]
    while ring[-1] is not window:
        ring.append(next_to(ring[-1]))
    assert ring == [label, holder, field, window]
    _gone(window)


def test_they_are_asked_for_nowhere_else() -> None:
    ui = Path(cjm_desktop.ui.__file__).parent
    asked = re.compile(r"\.(nextInFocusChain|previousInFocusChain|focusProxy|buddy)\(\)")
    found = {
        path.relative_to(ui).as_posix()
        for path in ui.rglob("*.py")
        if asked.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"belonging.py"}

"""For everybody: names and roles of all widgets, the map for a screen reader, a focus that is seen, colours told apart, large type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QToolButton, QWidget
from rooms import shut, small_journey, ui, workspace

from cjm_desktop import edits
from cjm_desktop.document import Message, Opportunity
from cjm_desktop.storage import templates
from cjm_desktop.ui.canvas import MapCanvas, accessible
from cjm_desktop.ui.dialogs.sheets import AboutSheet, KeysSheet
from cjm_desktop.ui.fields import Combo
from cjm_desktop.ui.guide.grading import Stepper
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.theme import DARK, LIGHT, Look, contrast, style_sheet
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

R, T = QAccessible.Role, QAccessible.Text


@pytest.fixture
def room(tmp_path):
    journey = small_journey().replace(opportunities=(Opportunity(id="o1", title="Tell them sooner", touchpoints=("t2",)),))
    made = workspace(tmp_path, journey)
    made.window_.activateWindow()
    QApplication.processEvents()
    yield made
    shut(made)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def parts(room) -> Iterator[tuple[str, QWidget]]:
    """Every panel, strip and page of the window, one after the other in sight."""
    for section in room.journey_panel.sections.values():
        section.fold(False)
    settle()
    yield "journey panel", room.window_.left
    for kind, ident in (("touchpoint", "t1"), ("phase", "f1"), ("opportunity", "o1"), ("channel", "c1"), ("party", "p1"), ("journey", "")):
        room.selection.set_record(kind, ident)
        room._refresh()
        for section in room.inspector.form.sections.values():
            section.fold(False)
        settle()
        yield kind, room.window_.right
    room.turn_side("guide")
    for step in range(11):
        room.guide.go(step)
        settle()
        yield f"guide {step}", room.guide
    for name in ("bar", "parking", "votes", "photo"):
        room.turn_capture(name)
    settle()
    yield "around the map", room.middle
    yield "tool bar", room.window_.tool_bar
    room.show_start()
    settle()
    yield "start", room.welcome
    room.show_map()
    for opens in (room.open_export, room.open_pack, room.open_hand_over, room.open_print, room.helping.keys, room.helping.about):
        opens()
        settle()
        dialog = next(d for d in room.window_.findChildren(QDialog) if d.isVisible())
        yield type(dialog).__name__, dialog
        dialog.reject()
        settle()


def reachable(part: QWidget) -> list[QWidget]:
    """What the keyboard can come to."""
    return [
        one
        for one in part.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.focusProxy() is None
        and one.isVisibleTo(part)
        and one.isEnabled()
        and not one.objectName().startswith("qt_")
    ]


def test_every_widget_has_a_name_and_a_role(room):
    nameless = []
    counted = 0
    for where, part in parts(room):
        for one in reachable(part):
            interface = QAccessible.queryAccessibleInterface(one)
            counted += 1
            # A list of which the rows speak, and a picture that is looked at, are no controls.
            dumb = interface.role() in (R.NoRole, R.Client) and type(one).__name__ != "Preview"
            if dumb or not interface.text(T.Name).strip():
                nameless.append((where, type(one).__name__, interface.role().name, interface.text(T.Name)))
    assert nameless == []
    assert counted > 250


def test_what_is_hidden_until_it_is_wanted_has_a_name_too(room):
    """Assistive technology lists it all the same."""
    room.turn_side("guide")
    room.guide.go(8)
    room.guide.go(2)
    settle()
    room.selection.set(["t1"])
    settle()
    window = room.window_
    told = next(one for one in room.guide.findChildren(Stepper)).told
    boxes = [box.view() for box in window.findChildren(Combo) if box.typed is not None]
    more = [one for one in window.findChildren(QToolButton) if one.objectName() in ("qt_toolbar_ext_button", "qt_menubar_ext_button")]
    assert boxes and len(more) == 2
    nameless = [one for one in (told, *boxes, *more) if not QAccessible.queryAccessibleInterface(one).text(T.Name).strip()]
    assert nameless == []


def test_the_focus_is_seen_on_every_widget(room):
    unseen = []
    for where, part in parts(room):
        for one in reachable(part):
            # The map shows which card the keyboard is on, whoever has it.
            if isinstance(one, MapCanvas) or not _in_sight(one, part):
                continue
            other = part.window()
            one.setFocus(Qt.FocusReason.TabFocusReason)
            if not one.hasFocus():
                continue
            settle()
            with_it = _picture(one)
            one.clearFocus()
            settle()
            without = _picture(one)
            if with_it == without:
                unseen.append((where, type(one).__name__, one.accessibleName(), other.windowTitle()))
    assert unseen == []


def _in_sight(one: QWidget, part: QWidget) -> bool:
    return not one.visibleRegion().isEmpty() or part.isVisible()


def _picture(one: QWidget) -> QImage:
    """A widget with what is around it: some rings are drawn by the frame that holds it."""
    holder = one.parentWidget() or one
    at = one.mapTo(holder, QPoint(0, 0))
    grown = one.rect().translated(at).adjusted(-4, -4, 4, 4)
    return holder.grab(grown.intersected(holder.rect())).toImage()


def test_tab_goes_through_all_of_a_dialog_and_comes_round(tmp_path):
    for make in (KeysSheet, AboutSheet):
        sheet = make(ui(tmp_path))
        sheet.show()
        settle()
        wanted = {one for one in reachable(sheet) if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
        one, seen = sheet.nextInFocusChain(), []
        while one is not sheet:
            seen.append(one)
            one = one.nextInFocusChain()
        assert wanted <= set(seen)
        sheet.close()


# ------------------------------------------------------------------ the map


def test_the_map_tells_cards_phases_and_opportunities(room):
    interface = QAccessible.queryAccessibleInterface(room.canvas_)
    assert interface.role() == R.List and interface.text(T.Name) == "My new laptop"
    said = [(c.role(), c.text(T.Name), c.text(T.Value)) for c in (interface.child(i) for i in range(interface.childCount()))]
    assert said == [
        (R.ListItem, "1. Asks, 7", "7"),
        (R.ListItem, "2. Waits, 3", "3"),
        (R.ListItem, "3. Gets it", ""),
        (R.Heading, "Before", ""),
        (R.Heading, "After", ""),
        (R.Note, "Tell them sooner", ""),
    ]
    assert not interface.child(5).rect().isEmpty() or room.canvas_.sheet.box("o1") is None
    room.selection.set_record("phase", "f2")
    assert interface.child(4).state().selected and not interface.child(3).state().selected
    room.selection.set(("t2",))
    assert interface.child(1).state().selected and interface.focusChild().text(T.Name).startswith("2. Waits")


def test_changes_of_the_map_are_told(room, monkeypatch):
    told = []
    monkeypatch.setattr(accessible.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(accessible.QAccessible, "updateAccessibility", lambda e: told.append((e.type(), e.child())))
    kinds = QAccessible.Event
    room.desk.change(Message("x"), lambda j: edits.change_touchpoints(j, ("t2",), grade=5.0))
    assert (kinds.ValueChanged, 1) in told
    told.clear()
    room.desk.change(Message("x"), lambda j: edits.change_touchpoints(j, ("t3",), title="Has it"))
    assert (kinds.NameChanged, 2) in told
    told.clear()
    room.session.undo()
    room.session.undo()
    told.clear()
    room.desk.change(Message("x"), lambda j: j.replace(touchpoints=j.touchpoints[:2]))
    assert any(kind == kinds.ObjectReorder for kind, _child in told)


def test_scales_are_sliders_with_their_value(room):
    room.selection.set(("t1",))
    room._refresh()
    bar = next(w for w in room.inspector.findChildren(QWidget) if type(w).__name__ == "GradeBar")
    interface = QAccessible.queryAccessibleInterface(bar)
    assert interface.role() == R.Slider and interface.text(T.Value) == "7"


# ------------------------------------------------------------------ colours

#: Where a role of text stands in the window, and the least contrast; what is disabled is exempt (WCAG 1.4.3) but held to 3.
_TEXT = {
    "ink": ("surface", "sunken", "hover", "window"),
    "text": ("surface", "sunken", "hover", "window"),
    "secondary": ("surface", "sunken", "hover", "window"),
    "accent": ("surface", "sunken", "hover"),
    "accent_ink": ("accent", "accent_hover"),
    "accent_tint_ink": ("accent_tint",),
    "danger": ("surface", "sunken", "danger_tint"),
    "header_ink": ("header", "header_hover", "header_rule"),
    "header_soft": ("header", "header_hover"),
    "header_accent": ("header", "header_hover"),
    "header_accent_ink": ("header_accent",),
    "segment_ink": ("segment",),
}
#: Marks, rings of the focus and borders of fields, with the grounds they are told from.
_MARKS = {
    "accent": ("surface", "sunken", "window", "accent_tint"),
    "accent_ink": ("accent",),
    "segment_ink": ("segment",),
    "header_accent_ink": ("header_accent",),
    "ink": ("surface", "sunken"),
    "danger": ("surface",),
    "field_rule": ("surface",),
    "header_accent": ("header", "header_hover"),
    "positive": ("surface", "sunken"),
    "negative": ("surface", "sunken"),
    "opportunity": ("surface",),
    "faded": ("surface", "sunken"),
    "header_faded": ("header", "header_hover"),
}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_are_told_from_every_ground(look: Look):
    weak = []
    for least, pairs in ((4.5, _TEXT), (3.0, _MARKS)):
        for role, grounds in pairs.items():
            for ground in grounds:
                ratio = contrast(look.colour(role), look.colour(ground))
                if ratio < least:
                    weak.append(f"{role} on {ground}: {ratio:.2f} < {least}")
    assert weak == []


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_no_rule_of_the_style_sheet_writes_weakly_on_its_own_ground(look: Look):
    """Every rule that sets both a colour and a ground."""
    weak = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet(look, 1.0)):
        found = dict(re.findall(r"(?<![-\w])(color|background|selection-color|selection-background-color): (#\w{6})", body))
        for ink, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if ink in found and ground in found and ":disabled" not in selector:
                ratio = contrast(found[ink], found[ground])
                if ratio < 4.5:
                    weak.append(f"{selector.strip()}: {ratio:.2f}")
    assert weak == []


# ------------------------------------------------------------------ size


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_window_holds_its_buttons_at_every_size(tmp_path, percent):
    shared = ui(tmp_path, size=percent)
    assert shared.scale == percent / 100
    window = MainWindow(shared)
    room = Workspace(window, MapDesk(shared))
    try:
        room.session.adopt(small_journey())
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 768)
        window.show()
        room.show_map()
        settle()
        window.resize(1366, 768)
        settle()
        assert window.size() == QSize(1366, 768)
        cut = [(one.text(), one.size()) for one in reachable(window) if isinstance(one, QAbstractButton) and _cuts(one)]
        assert cut == []
    finally:
        shut(room)


def _cuts(one: QAbstractButton) -> bool:
    """Whether a button has no room for its text and icon."""
    text = one.text().replace("&", "").strip()
    shows_text = text and not (isinstance(one, QToolButton) and one.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
    if not shows_text or not one.isVisible():
        return False
    under = isinstance(one, QToolButton) and one.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    icon = 0 if one.icon().isNull() or under else one.iconSize().width()
    measure = one.fontMetrics()
    return measure.horizontalAdvance(text) + icon > one.width() or measure.height() > one.height()


#: Roles of what somebody uses: none of them may be dumb.
_USED = frozenset({R.PushButton, R.Button, R.ButtonMenu, R.CheckBox, R.RadioButton, R.List, R.ComboBox, R.EditableText, R.Slider})


def _walked(interface: Any, depth: int = 0) -> Iterator[Any]:
    """All that assistive technology finds, what is hidden included."""
    if interface is None or not interface.isValid() or depth > 40:
        return
    yield interface
    for i in range(interface.childCount()):
        yield from _walked(interface.child(i), depth + 1)


def test_whoever_walks_through_the_window_meets_nothing_without_a_name(room):
    room.session.adopt(templates.load("new-colleague", "en"))
    room.turn_side("guide")
    room.selection.set((room.session.journey.touchpoints[1].id,))
    met, dumb = 0, set()
    for step in range(11):
        room.guide.go(step)
        settle()
        # The first walk makes the lists of boxes that nobody has opened; they are named a turn later.
        list(_walked(QAccessible.queryAccessibleInterface(room.window_)))
        settle()
        for one in _walked(QAccessible.queryAccessibleInterface(room.window_)):
            if one.role() in _USED:
                met += 1
                if not one.text(T.Name).strip():
                    dumb.add((step, one.role().name, type(one.object()).__name__))
    assert dumb == set()
    assert met > 500
    room.show_start()
    settle()
    assert room.window_.zoom_button.accessibleName()

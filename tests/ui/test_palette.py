"""The palette: found by words, done or led to, and the keyboard back where it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox, QWidget
from rooms import shut, small_journey, ui, workspace
from shiboken6 import isValid

from cjm_desktop.document import Opportunity, Persona, Touchpoint
from cjm_desktop.ui.actions import ACTIONS
from cjm_desktop.ui.fields import Field, Tick
from cjm_desktop.ui.guide.rows import Row
from cjm_desktop.ui.palette.entries import called
from cjm_desktop.ui.palette.places import GUIDE_PLACES, RECORD_FIELDS
from cjm_desktop.ui.palette.search import Entry, folded, found, hay
from cjm_desktop.ui.panels.buttons import Button
from cjm_desktop.ui.panels.form import Column

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(tmp_path):
    journey = small_journey().replace(
        personas=(Persona(id="r1", name="Zoë"),), opportunities=(Opportunity(id="o1", title="Tell them sooner"),)
    )
    made = workspace(tmp_path, journey)
    made.window_.activateWindow()
    made.canvas_.setFocus()
    QApplication.processEvents()
    yield made
    shut(made)


def opened(room, at: QWidget | None = None):
    QTest.keyClick(at or QApplication.focusWidget() or room.window_, K.Key_K, CTRL)
    QApplication.processEvents()
    assert room.finding.open_one is not None
    return room.finding.open_one


def take(room, words: str):
    """Open the palette, type, Enter."""
    palette = opened(room)
    QTest.keyClicks(palette.edit, words)
    taken = palette.current
    QTest.keyClick(palette.edit, K.Key_Return)
    for _ in range(4):
        QApplication.processEvents()
    return taken


# ------------------------------------------------------------------ finding


def entry(key: str, *texts: str) -> Entry:
    return Entry(key, texts[0], hay(*texts))


def test_words_are_found_in_any_order_without_accents_and_capitals():
    rows = [entry("a", "Új érintkezési pont"), entry("b", "Smørrebrød på kontoret"), entry("c", "The first day", "Phase 2")]
    assert [e.key for e in found(rows, "pont UJ")] == ["a"]
    assert [e.key for e in found(rows, "pa smorre")] == ["b"]
    assert [e.key for e in found(rows, "2 phase day")] == ["c"]
    assert found(rows, "day nothing") == []


def test_the_best_come_first_and_among_equals_what_was_used_lately():
    rows = [entry("in", "Resave it"), entry("begins", "Save as"), entry("is", "Save"), entry("word", "To save")]
    assert [e.key for e in found(rows, "save")] == ["is", "begins", "word", "in"]
    same = [entry("x", "Card"), entry("y", "Card"), entry("z", "Card")]
    assert [e.key for e in found(same, "card", ["z"])] == ["z", "x", "y"]
    assert [e.key for e in found(same, "", ["y"])] == ["y", "x", "z"]


@given(st.text(max_size=30))
def test_a_title_finds_itself_however_it_is_typed(title):
    row = entry("a", title)
    assert found([row], title) == [row]
    assert found([row], " ".join(reversed(folded(title).split()))) == [row]


# ------------------------------------------------------------------ what is there


def test_every_action_is_there_in_the_windows_language(tmp_path):
    made = workspace(tmp_path, language="hu")
    try:
        QTest.keyClick(made.canvas_, K.Key_K, CTRL)
        palette = made.finding.open_one
        keys = {e.key for e in palette._all}
        assert {f"action:{ident}" for ident in ACTIONS} - keys == {"action:palette"}
        export = next(e for e in palette._all if e.key == "action:export")
        assert export.title == made.ui.text("&Export poster …").replace("&", "").rstrip(" …") != "Export poster"
        assert export.chord == "Ctrl+E"
        assert {"touchpoint:t1", "phase:f2", "channel:c1", "party:p1", "place:charter.purpose"} <= keys
    finally:
        shut(made)


def words_of(column) -> set[str]:
    """What the fields of a column are called."""
    return {word for field in column.fields if (word := called(column, field))}


def test_every_field_and_button_is_found_by_its_words_with_nothing_selected(room):
    room.selection.clear()
    palette = opened(room)
    titles = {e.title for e in palette._all}
    palette.close()
    for step in range(11):
        room.guide.go(step)
        page = room.guide.page
        wanted = set()
        for column in (c for s in page.sections.values() for c in (s.body, *s.body.findChildren(Column))):
            wanted |= words_of(column)
        for row in page.findChildren(Row):
            wanted |= {target.accessibleName() for target in row._targets if not isinstance(target, Tick | QSpinBox)}
        wanted |= {
            one.text().rstrip(" …") for one in page.findChildren(QPushButton) if type(one) is Button and one.text() and not one.isHidden()
        }
        # Words that stand for a card, and kinds of cards with how many there are.
        wanted = {word for word in wanted if not any(c.isdecimal() for c in word)} - {""}
        assert wanted <= titles, step
    for kind, ident in ("touchpoint", "t1"), ("phase", "f2"), ("opportunity", "o1"), ("persona", "r1"), ("channel", "c1"), ("party", "p1"):
        room.selection.set_record(kind, ident)
        room.inspector.follow()
        form = room.inspector.form
        assert set().union(*map(words_of, form.columns)) <= titles, kind
        table = {"party": "parties", "opportunity": "opportunities"}.get(kind, f"{kind}s")
        named = {(f.link.key.rpartition(".")[2], called(c, f)) for c in form.columns for f in c.fields}
        assert {(part, room.ui.say(label)) for part, label in RECORD_FIELDS.get(table, ())} <= named
    for step, place, label in GUIDE_PLACES:
        room.guide.go(step)
        assert room.guide.page.lead_to(place), label


def test_a_field_of_a_record_leads_to_the_first_one_when_none_is_selected(room):
    room.selection.clear()
    room.show_panel("inspector", False)
    room.show_panel("journey_panel", False)
    assert take(room, "frustrations").detail.startswith("Step 4")
    lines = next(f for f in room.guide.page.findChildren(Field) if f.link.key == "personas.open.frustrations")
    assert lines.isAncestorOf(QApplication.focusWidget())
    assert take(room, "systems behind").detail == "Inspector · Touchpoint · Asks"
    assert room.selection.record == ("touchpoint", "t1")
    assert QApplication.focusWidget().accessibleName() == "Systems behind it"
    assert take(room, "gets in touch by").detail.startswith("Step 4")
    words = next(f for f in room.guide.page.findChildren(Field) if f.link.key == "personas.open.channels")
    assert words.isAncestorOf(QApplication.focusWidget())


def test_a_button_of_the_guide_does_what_it_does_and_comes_into_sight(room, monkeypatch):
    asked = []
    monkeypatch.setattr("cjm_desktop.ui.panels.persona_files.ask_file", lambda _ui, _over, title, *_: asked.append(title) or "")
    assert take(room, "load persona").title == "Load a persona"
    assert asked == ["Load a persona"]
    assert room.side.shows("guide")
    assert room.guide.step == 4


def test_the_timer_is_found_in_the_editor_too(room):
    take(room, "timer start")
    assert room.presenter.countdown.running
    take(room, "timer away")
    assert not room.presenter.countdown.on


def test_what_cannot_be_done_says_why_and_stays(room):
    room.selection.clear()
    palette = opened(room)
    QTest.keyClicks(palette.edit, "undo")
    assert palette.current.why == "There is nothing to undo"
    QTest.keyClick(palette.edit, K.Key_Return)
    assert room.finding.open_one is palette
    palette.edit.setText("duplicate")
    assert palette.current.why == "Select a touchpoint first"


def test_on_the_start_page_there_is_no_journey_to_find(room):
    room.show_start()
    palette = opened(room)
    kinds = {e.key.partition(":")[0] for e in palette._all}
    assert kinds == {"action"}
    assert next(e for e in palette._all if e.key == "action:save").why == "Open or begin a journey first"


# ------------------------------------------------------------------ what happens


def test_an_action_is_done_and_found_first_the_next_time(room):
    assert take(room, "poster switch").key == "action:switch_view"
    assert room.canvas_.flow == "poster"
    assert opened(room).current.key == "action:switch_view"


@pytest.mark.parametrize(
    ("words", "record"),
    [
        ("waits", ("touchpoint", "t2")),
        ("touchpoint 3", ("touchpoint", "t3")),
        ("after phase", ("phase", "f2")),
        ("sooner tell", ("opportunity", "o1")),
        ("zoe", ("persona", "r1")),
        ("phone", ("channel", "c1")),
        ("it responsible", ("party", "p1")),
    ],
)
def test_a_record_is_selected_and_in_sight(room, words, record):
    room.show_panel("inspector", record[0] in ("touchpoint", "phase", "opportunity"))
    room.canvas_.zoom_to(400)
    taken = take(room, words)
    assert taken.key == ":".join(record)
    assert room.selection.record == record
    box = room.canvas_.sheet.box(record[1])
    if box is not None and record[0] == "touchpoint":
        assert room.canvas_.camera.sight.contains(box.x + 1, box.y + 1)
    assert room.window_.right.isVisible() or box is not None


def test_a_field_has_the_keyboard_whatever_was_hidden(room):
    room.show_panel("journey_panel", False)
    take(room, "target grade")
    here = QApplication.focusWidget()
    assert room.journey_panel.sections["journey.desired"].isAncestorOf(here)
    take(room, "goals")
    assert room.journey_panel.goals.isAncestorOf(QApplication.focusWidget())
    take(room, "purpose sentence")
    assert room.side.name == "guide" and room.guide.step == 0
    assert room.guide.page.isAncestorOf(QApplication.focusWidget())
    room.selection.set(("t1",))
    room.show_panel("inspector", False)
    take(room, "how long takes")
    assert room.inspector.form.isAncestorOf(QApplication.focusWidget())
    take(room, "keep improving")
    assert room.guide.step == 10


def test_a_list_opens_in_the_same_place(room):
    palette = opened(room)
    QTest.keyClicks(palette.edit, "light or dark")
    palette.take(next(i for i, e in enumerate(palette.rows.rows) if e.key == "action:theme"))
    assert [e.title for e in palette.rows.rows] == ["As the system", "Light", "Dark"]
    QTest.keyClick(palette.edit, K.Key_Backspace)
    assert len(palette.rows.rows) > 40
    assert take_in(room, palette, "dark") == "Dark"
    assert room.ui.look.dark
    room.ui.set_theme("light")


def take_in(room, palette, words: str) -> str:
    QTest.keyClicks(palette.edit, words)
    title = palette.current.title
    QTest.keyClick(palette.edit, K.Key_Return)
    QApplication.processEvents()
    return title


def test_the_arrows_go_round_and_every_row_is_spoken(room, monkeypatch):
    said = []
    monkeypatch.setattr("cjm_desktop.ui.palette.window.announce", lambda _widget, text: said.append(text))
    palette = opened(room)
    QTest.keyClick(palette.edit, K.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.rows.rows) - 1
    QTest.keyClick(palette.edit, K.Key_Down)
    assert palette.list.currentIndex().row() == 0
    QTest.keyClicks(palette.edit, "waits")
    assert said[-1] == "Waits, Touchpoint 2 · Before"


def test_every_place_of_the_window_opens_it_and_has_the_keyboard_back(room):
    room.selection.set(("t1",))
    room.turn_side("guide")
    QApplication.processEvents()
    tried = 0
    for widget in room.window_.findChildren(QWidget):
        if not isValid(widget) or not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
            continue
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        widget.setFocus()
        palette = opened(room, widget)
        QTest.keyClick(palette.edit, K.Key_Escape)
        QApplication.processEvents()
        assert room.finding.open_one is None
        assert QApplication.focusWidget() is widget
        tried += 1
    assert tried > 40
    # The key that opened it closes it.
    palette = opened(room)
    QTest.keyClick(palette.edit, K.Key_K, CTRL)
    assert room.finding.open_one is None


def test_five_thousand_touchpoints_are_all_there(tmp_path):
    cards = tuple(Touchpoint(id=f"t{i}", phase="f1", title=f"Card {i}") for i in range(5000))
    made = workspace(tmp_path, small_journey().replace(touchpoints=cards))
    try:
        QTest.keyClick(made.canvas_, K.Key_K, CTRL)
        palette = made.finding.open_one
        palette.edit.setText("card")
        assert len(palette.rows.rows) >= 5000
        palette.edit.setText("card 4321")
        QTest.keyClick(palette.edit, K.Key_Return)
        assert made.selection.ids == ("t4321",)
    finally:
        shut(made)


def test_its_place_and_size_fit_a_small_window(tmp_path):
    assert ui(tmp_path).px(640) > 0
    made = workspace(tmp_path)
    try:
        made.window_.resize(720, 480)
        QTest.keyClick(made.canvas_, K.Key_K, CTRL)
        palette = made.finding.open_one
        assert palette.width() <= made.window_.width() and palette.height() <= made.window_.height() - 60
    finally:
        shut(made)

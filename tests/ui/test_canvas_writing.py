"""Writing on a card: the card follows what is typed, and the document knows nothing of it until the text is kept."""

from __future__ import annotations

import pytest
from canvas_kit import Bench, journey, settle
from PySide6.QtCore import Qt

from cjm_desktop.ui.canvas.writing import written

K = Qt.Key
LONG = "She rings the bell at the gate and waits until somebody comes who knows"


@pytest.fixture
def bench(qtbot):
    bench = Bench(journey())
    qtbot.addWidget(bench.canvas)
    return bench


def frame_bottom(bench: Bench) -> float:
    """Lower edge (mm) of what the open editor covers."""
    item = bench.canvas.editing.active
    return item.mapRectToScene(item._frame()).bottom()


@pytest.mark.parametrize("flow", ["timeline", "poster"])
def test_the_card_grows_with_what_is_typed_and_nothing_is_covered(bench, flow):
    bench.canvas.set_flow(flow)
    settle()
    before, text = bench.canvas.sheet.box("t3"), bench.canvas.sheet.editor("t3", "text")
    bench.canvas.edit("t3", "title")
    document = bench.session.journey
    for word in LONG.split(" "):
        bench.type(word + " ")
        editor = bench.canvas.sheet.editor("t3", "text")
        assert frame_bottom(bench) <= editor.y + 0.3 * editor.size, f"the text is covered at {word!r}"
        card = bench.canvas.sheet.box("t3")
        assert frame_bottom(bench) <= card.y + card.h
    if flow == "timeline":
        assert bench.canvas.sheet.box("t3").h > before.h
        assert bench.canvas.sheet.editor("t3", "text").y > text.y
    assert bench.session.journey is document, "the document waits for the end of the edit"
    assert bench.session.undo_label is None
    bench.key(K.Key_Return)
    assert bench.card("t3").title == LONG
    assert bench.canvas.sheet.journey is bench.session.journey
    assert bench.undo_all() == 1
    assert bench.session.journey == document


def test_escape_puts_the_card_back_as_it_was(bench):
    sheet, document = bench.canvas.sheet, bench.session.journey
    parts = [(p.kind, p.record, p.x, p.y, p.w, p.h) for p in sheet.parts(0.0, sheet.width)]
    bench.canvas.edit("t3", "text")
    bench.type(LONG)
    assert bench.canvas.sheet.box("t3").h > sheet.box("t3").h
    bench.key(K.Key_Escape)
    sheet = bench.canvas.sheet
    assert bench.session.journey is document
    assert [(p.kind, p.record, p.x, p.y, p.w, p.h) for p in sheet.parts(0.0, sheet.width)] == parts
    shown = next(i for i in bench.canvas.map_scene.part_items if i.part.key == ("card", "t3"))
    assert shown.part.h == sheet.box("t3").h


def test_words_are_held_for_a_recovery_copy_as_long_as_they_are_typed(bench):
    bench.canvas.edit("t3", "title")
    assert not bench.session.held
    bench.type("Half a wo")
    (typed,) = bench.session.held.values()
    assert next(t for t in typed(bench.session.journey).touchpoints if t.id == "t3").title == "Half a wo"
    assert bench.card("t3").title != "Half a wo"
    bench.key(K.Key_Return)
    assert not bench.session.held


def test_only_the_card_that_is_written_on_is_painted_anew(bench):
    bench.canvas.edit("t3", "title")
    bench.type("One")
    items = {i.part.key: i for i in bench.canvas.map_scene.part_items if i.part.kind.value == "card"}
    strokes = {key: item._strokes for key, item in items.items()}
    bench.type("s")
    changed = {key for key, item in items.items() if item._strokes is not strokes[key]}
    assert changed == {("card", "t3")}


def test_names_of_phases_and_opportunities_are_seen_while_they_are_typed(bench):
    for record, field in (("p1", "name"), ("o0", "title"), ("", "title")):
        bench.canvas.edit(record, field)
        bench.type("Quite new")
        assert bench.canvas.sheet.editor(record, field).text == "Quite new"
        bench.key(K.Key_Escape)
        assert bench.canvas.sheet.editor(record, field).text != "Quite new"
    assert bench.session.undo_label is None


def test_an_edit_elsewhere_and_a_record_that_goes_leave_the_draft_in_peace(bench):
    bench.canvas.edit("t3", "title")
    bench.type("Still typing")
    bench.canvas.commands.write("t5", "title", "Changed beside it")
    assert bench.canvas.sheet.editor("t3", "title").text == "Still typing"
    bench.selection.set(("t3",))
    bench.canvas.commands.remove()
    assert bench.canvas.editing.active is None
    assert bench.canvas.sheet.journey is bench.session.journey
    assert written(bench.session.journey, "t3", "title", "gone")[1] is bench.session.journey


@pytest.mark.parametrize("flow", ["timeline", "poster"])
def test_an_empty_text_is_written_on_the_card_and_not_below_it(qtbot, flow):
    document = journey()
    cards = tuple(t.replace(text="") if t.id == "t3" else t for t in document.touchpoints)
    bench = Bench(document.replace(touchpoints=cards))
    qtbot.addWidget(bench.canvas)
    bench.canvas.set_flow(flow)
    settle()
    document, before = bench.session.journey, bench.canvas.sheet.box("t3")
    bench.canvas.edit("t3", "title")
    bench.key(K.Key_Tab)
    assert bench.canvas.editing.where == ("t3", "text")
    assert not bench.session.held, "the room for the first line is no word of anybody's"
    card = bench.canvas.sheet.box("t3")
    assert frame_bottom(bench) <= card.y + card.h
    # Typed and taken out again it is as empty as it was.
    bench.type("x")
    bench.key(K.Key_Backspace)
    card = bench.canvas.sheet.box("t3")
    assert frame_bottom(bench) <= card.y + card.h
    assert bench.session.journey is document
    bench.key(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bench.canvas.sheet.box("t3") == before
    assert bench.session.journey is document

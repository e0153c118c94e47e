"""What's this: every field of every form has a sentence, in the language of the window; dialogs are walked by test_every_dialog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget
from rooms import shut, until, workspace

from cjm_desktop.storage import templates
from cjm_desktop.storage.field_notes import NOTES
from cjm_desktop.ui.dialogs.pack import PackDialog
from cjm_desktop.ui.fields import Field
from cjm_desktop.ui.help.notes import askable, note_of, place_of, point_in
from cjm_desktop.ui.help.sentences import FROM_SCHEMA, OWN
from cjm_desktop.ui.workspace import Workspace


def forms(room: Workspace) -> Iterator[tuple[str, QWidget]]:
    """Every form of the window, one after the other, with its sections open."""
    journey = room.session.journey
    for step in range(11):
        room.show_step(step)
        yield f"step {step}", room.guide.page
    room.turn_side("journey")
    yield "journey", room.journey_panel
    records = {"": "", "phase": "phases", "opportunity": "opportunities", "persona": "personas", "party": "parties", "channel": "channels"}
    for kind, many in records.items():
        room.selection.set_record(kind, getattr(journey, many)[0].id if many else "")
        room.inspector.follow()
        yield kind or "what the map says", room.inspector
    room.selection.set((journey.touchpoints[3].id,))
    room.inspector.follow()
    yield "touchpoint", room.inspector
    for name in ("bar", "parking", "votes"):
        room.turn_capture(name)
    room.turn_outline()
    yield "around the map", room.middle


@pytest.mark.parametrize("language", ["en", "hu"])
def test_every_field_of_every_form_says_what_it_is_for(tmp_path, language):
    room = workspace(tmp_path, templates.load("new-colleague", language), language=language)
    seen, without = 0, set()
    try:
        for name, form in forms(room):
            room._refresh()
            for section in getattr(form, "sections", {}).values():
                section.fold(False)
            QApplication.processEvents()
            for one in askable(form):
                seen += 1
                if not note_of(room.ui, one):
                    key = one.link.key if isinstance(one, Field) else one.accessibleName()
                    above, chain = one, []
                    while above is not None and above is not form:
                        chain.append(type(above).__name__)
                        above = above.parentWidget()
                    without.add(f"{name}: {key} ({' in '.join(chain[:3])})")
        assert seen > 150
        assert sorted(without) == []
    finally:
        shut(room)


def test_sentences_are_of_fields_that_there_are():
    known = {f"{record}.{name}" for record, names in NOTES.items() for name in names}
    assert known >= FROM_SCHEMA
    assert not FROM_SCHEMA & set(OWN)
    assert place_of("touchpoints.title:t1:1") == "Touchpoint.title"
    assert place_of("journey.desired.target") == "DesiredExperience.target"
    assert place_of("journey..title") == "Journey.title"
    assert place_of("desired.proposals.p1.agreed") == "Proposal.agreed"
    assert place_of("r-1.t4.answers") == "Reading.answers"


def test_shift_f1_tells_the_field_that_has_the_cursor(tmp_path):
    room = workspace(tmp_path)
    try:
        edit = room.journey_panel.title.focusProxy()
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        until(lambda: any(type(w).__name__ == "QWidget" and w.inherits("QWhatsThat") for w in QApplication.topLevelWidgets()))
        QWhatsThis.hideText()
        assert not QWhatsThis.inWhatsThisMode()
        point_in(room.ui, room.window_)
        assert QWhatsThis.inWhatsThisMode()
        QWhatsThis.leaveWhatsThisMode()
        assert room.journey_panel.title.whatsThis() == OWN["Journey.title"]
    finally:
        shut(room)


def test_a_tip_with_somebodys_words_is_no_html(tmp_path):
    room = workspace(tmp_path)
    try:
        dialog = PackDialog(room.desk, room.printing, room.window_)
        dialog.names.setToolTip("<img src=x>")
        unknown = QWidget()
        unknown.setToolTip("<b>bold</b>")
        assert "<b>" not in note_of(room.ui, unknown)
        assert "<img" not in note_of(room.ui, dialog.names)
    finally:
        shut(room)

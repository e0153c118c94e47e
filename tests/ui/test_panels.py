"""The panels: every subject has its form, lists add, rename, reorder and remove, and nothing stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame
from rooms import Answers, shut, workspace

from cjm_desktop.document import Met, Opportunity, Persona, Quote
from cjm_desktop.storage import templates
from cjm_desktop.ui.fields.text import DayField
from cjm_desktop.ui.panels.form import LineButton
from cjm_desktop.ui.panels.opportunity import OpportunityForm
from cjm_desktop.ui.panels.persona import PersonaForm
from cjm_desktop.ui.panels.places import ChannelForm, PartyForm, PhaseForm
from cjm_desktop.ui.panels.reading import ReadingForm
from cjm_desktop.ui.panels.touchpoint import TouchpointForm
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    yield made
    shut(made)


def test_each_kind_of_record_has_its_form(tmp_path: Path, qapp: Any) -> None:
    room = workspace(tmp_path, templates.load("new-colleague", "en"), Answers())
    journey = room.session.journey
    expected = {
        "phase": (PhaseForm, journey.phases[0].id),
        "opportunity": (OpportunityForm, journey.opportunities[0].id),
        "persona": (PersonaForm, journey.personas[0].id),
        "channel": (ChannelForm, journey.channels[0].id),
        "party": (PartyForm, journey.parties[0].id),
        "touchpoint": (TouchpointForm, journey.touchpoints[0].id),
    }
    for kind, (form, ident) in expected.items():
        room.selection.set_record(kind, ident)
        assert isinstance(room.inspector.form, form), kind
        for section in room.inspector.form.sections.values():
            section.fold(False)
        QApplication.processEvents()
    room.selection.clear()
    assert isinstance(room.inspector.form, ReadingForm)
    assert room.session.journey is journey, "looking changes nothing"
    assert not room.session.dirty
    shut(room)


def test_moving_between_touchpoints_shows_each_ones_own_values(room: Workspace) -> None:
    room.selection.set(("t1",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    assert form.title.edit.text() == "Asks"
    assert form.grade.edit.text() == "7"
    room.selection.set(("t3",))
    assert form.title.edit.text() == "Gets it"
    assert form.grade.edit.text() == ""
    room.selection.set(("t1", "t2"))
    assert not form.title.isEnabled()
    assert form.grade.bar.mixed


def test_of_several_cards_no_part_of_the_form_is_empty(room: Workspace) -> None:
    room.selection.set(("t1",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    quotes, levels = form.sections["touchpoint.quotes"], form.sections["touchpoint.levels"]
    for section in (quotes, levels):
        section.fold(False)
    form._quotes.add_item()
    assert quotes.isVisible() and levels.isVisible()
    room.selection.set(("t1", "t2"))
    assert not quotes.isVisible() and levels.isVisible(), "their quotes differ, and both have no service level"
    room.selection.set(("t2",))
    assert quotes.isVisible()


def test_typing_left_by_selecting_another_card_stays_with_its_own(room: Workspace) -> None:
    room.selection.set(("t1",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    form.title.setFocus()
    form.title.edit.setText("Asks twice")
    form.title.touched()
    room.selection.set(("t2",))
    assert [t.title for t in room.session.journey.touchpoints] == ["Asks twice", "Waits", "Gets it"]


def test_grading_suggests_a_word_and_an_own_word_is_learnt(tmp_path: Path, qapp: Any) -> None:
    room = workspace(tmp_path, templates.load("new-laptop", "en"))
    first = room.session.journey.touchpoints[0]
    room.selection.set((first.id,))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    form.grade.edit.setText("2")
    form.grade.touched()
    form.grade.left()
    word = room.session.journey.touchpoints[0].emotion
    assert word
    form.emotion.edit.setText("flabbergasted")
    form.emotion.touched()
    form.emotion.left()
    assert any(e.word == "flabbergasted" for e in room.session.journey.emotions)
    form.grade.edit.setText("8")
    form.grade.touched()
    form.grade.left()
    assert room.session.journey.touchpoints[0].emotion == "flabbergasted", "a grade takes no word that was typed"
    room.session.undo()
    room.session.undo()
    assert room.session.journey.touchpoints[0].emotion == word
    assert not any(e.word == "flabbergasted" for e in room.session.journey.emotions), "one step takes both back"
    shut(room)


def test_quotes_are_added_written_and_removed(room: Workspace) -> None:
    room.selection.set(("t1",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    rows = form._rows[0]
    rows.add_item()
    assert room.session.journey.touchpoints[0].quotes == (Quote(text=""),)
    text = rows._rows[0][1][0]
    text.edit.setPlainText("Nobody told me")  # type: ignore[attr-defined]
    text.left()
    assert room.session.journey.touchpoints[0].quotes[0].text == "Nobody told me"
    room.session.undo()
    room.session.undo()
    form.refresh()
    assert room.session.journey.touchpoints[0].quotes == ()
    assert not rows._rows


def test_an_opportunity_hangs_on_its_touchpoint_and_is_found_there(room: Workspace) -> None:
    room.selection.set(("t2",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    form.hung.add()
    made = room.session.journey.opportunities[0]
    assert made.touchpoints == ("t2",)
    assert room.selection.record == ("opportunity", made.id)
    room.selection.set(("t2",))
    form.refresh()
    assert form.hung.rows.count() == 1
    room.session.undo()
    form.refresh()
    assert form.hung.rows.count() == 0


@pytest.mark.parametrize("name", ["personas", "phases", "channels", "parties"])
def test_lists_add_rename_reorder_and_remove(room: Workspace, name: str) -> None:
    made = room.journey_panel._lists[name]
    room.journey_panel.sections[f"journey.{name}"].fold(False)
    before = len(getattr(room.session.journey, name))
    made.add_record()
    made.refresh()
    records = getattr(room.session.journey, name)
    assert len(records) == before + 1
    assert room.selection.record == (made.kind, records[-1].id)
    item = made.list.item(before)
    item.setText("Newest")
    assert getattr(room.session.journey, name)[-1].name == "Newest"
    made.refresh()
    made.list.setCurrentRow(before)
    if before:
        made._step(-1)
        assert getattr(room.session.journey, name)[-2].name == "Newest"
        made.list.setCurrentRow(before - 1)
    made.remove_current()
    assert len(getattr(room.session.journey, name)) == before
    assert all(r.name != "Newest" for r in getattr(room.session.journey, name))


def test_removing_a_channel_from_its_form_frees_its_touchpoints(room: Workspace) -> None:
    room.selection.set_record("channel", "c1")
    assert isinstance(room.inspector.form, ChannelForm)
    room.inspector.form._remove()
    assert room.session.journey.touchpoints[0].channel is None
    assert room.selection.record == ("journey", "")
    room.session.undo()
    assert room.session.journey.touchpoints[0].channel == "c1"


def test_a_picture_is_made_small_and_kept_inside(room: Workspace, tmp_path: Path) -> None:
    from cjm_desktop import edits

    room.session.commit(room.commands and _label(), edits.put(room.session.journey, "personas", Persona(id="a1")))
    room.selection.set_record("persona", "a1")
    form = room.inspector.form
    assert isinstance(form, PersonaForm)
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("#00707A"))
    path = tmp_path / "face.png"
    assert image.save(str(path))
    form.take_picture(str(path))
    picture = room.session.journey.personas[0].picture
    assert picture is not None
    assert picture.media == "image/jpeg"
    assert len(picture.data) < 200_000
    said: list[str] = []
    room.desk.refused.connect(lambda message: said.append(str(message)))
    (tmp_path / "no.png").write_bytes(b"nothing")
    form.take_picture(str(tmp_path / "no.png"))
    assert said
    assert room.session.journey.personas[0].picture == picture


def _label() -> Any:
    from cjm_desktop.document import Message

    return Message("Add persona")


def test_the_opportunity_form_takes_touchpoints_in_and_out(room: Workspace) -> None:
    from cjm_desktop import edits

    room.session.commit(
        _label(), edits.put(room.session.journey, "opportunities", Opportunity(id="o1", touchpoints=("t1",)))
    )
    room.selection.set_record("opportunity", "o1")
    form = room.inspector.form
    assert isinstance(form, OpportunityForm)
    form._put_touchpoints(("t1", "t2"))
    assert room.session.journey.opportunities[0].touchpoints == ("t1", "t2")
    form._touchpoints._take("t1")
    assert room.session.journey.opportunities[0].touchpoints == ("t2",)


def test_panels_follow_undo_at_once(room: Workspace) -> None:
    room.selection.set(("t1",))
    form = room.inspector.form
    assert isinstance(form, TouchpointForm)
    room.desk.change(_label(), lambda j: j.replace(title="Another"))
    room._refresh()
    assert room.journey_panel.title.edit.text() == "Another"
    room.session.undo()
    room._refresh()
    assert room.journey_panel.title.edit.text() == "My new laptop"
    assert form.desk.record("touchpoints", "t1").met is not Met.YES  # type: ignore[union-attr]


def test_a_day_is_read_whole_beside_another_field(tmp_path: Path, qapp: Any) -> None:
    room = workspace(tmp_path, templates.load("new-colleague", "da"), language="da")
    room.side.turn_to("journey")
    room.selection.set_record("opportunity", room.session.journey.opportunities[0].id)
    for section in room.journey_panel.sections.values():
        section.fold(False)
    QApplication.processEvents()
    days = [*room.journey_panel.findChildren(DayField), *room.inspector.findChildren(DayField)]
    assert len(days) > 1
    for day in days:
        edit, option = day.edit, QStyleOptionFrame()
        edit.initStyleOption(option)
        inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
        assert edit.fontMetrics().horizontalAdvance("2026-04-28") <= inside.width()
    shut(room)


def test_a_title_without_room_in_a_list_ends_in_dots(room: Workspace) -> None:
    long = "Rolls and lunch with the whole new team and their guests"
    button = LineButton(long, long)
    button.setParent(room.window_)
    button.resize(180, 34)
    button.show()
    QApplication.processEvents()
    drawn = button.grab().toImage()
    shorter = next(n for n in range(len(long), 0, -1) if button.fontMetrics().horizontalAdvance(long[:n] + "…") < 170)
    endings = []
    for n in range(shorter, shorter - 8, -1):
        button.setText(long[:n] + "…")
        endings.append(button.grab().toImage() == drawn)
    assert any(endings), "drawn as its first words and …"

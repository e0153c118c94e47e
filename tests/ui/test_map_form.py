"""“What is on the map”: it is made when it is seen, and everything in it changes the document with undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from rooms import desk, shut, small_journey, ui, until, workspace

from cjm_desktop import edits
from cjm_desktop.document import (
    HOUSE_LANES,
    FooterBlock,
    HeaderBlock,
    Journey,
    LaneKind,
    Persona,
    PersonaGrade,
    PosterSettings,
    RoleColour,
    TextLane,
)
from cjm_desktop.edits.capture import clear_votes, vote
from cjm_desktop.layout.colour import oklch
from cjm_desktop.layout.theme import COMPANY_ROLES, load_theme, theme_names
from cjm_desktop.layout.theme_check import theme_findings
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.fields.colour_picker import Picker, colour_in
from cjm_desktop.ui.fields.colour_role import RoleColourField
from cjm_desktop.ui.panels.map_form import MapForm
from cjm_desktop.ui.panels.map_form_blocks import BlocksPart
from cjm_desktop.ui.panels.map_form_edits import MOVABLE, add_own_lane, lanes_of
from cjm_desktop.ui.panels.map_form_lane_list import LANE
from cjm_desktop.ui.panels.map_form_lanes import LanesPart
from cjm_desktop.ui.panels.map_form_look import LookPart, role_names
from cjm_desktop.ui.panels.map_form_sample import Eyes, as_seen
from cjm_desktop.ui.panels.touchpoint import TouchpointForm


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def shown(qapp: Any) -> Iterator[list[QWidget]]:
    """Widgets in sight, closed when the test is over."""
    widgets: list[QWidget] = []
    yield widgets
    for widget in widgets:
        widget.close()
        widget.deleteLater()
    QApplication.processEvents()


def show(shown: list[QWidget], part: Any) -> Any:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.addWidget(part)
    box.addStretch(1)
    holder.resize(300, 900)
    holder.show()
    holder.activateWindow()
    shown.append(holder)
    part.refresh()
    QApplication.processEvents()
    return part


def kinds(journey: Journey) -> list[LaneKind]:
    return [lane.kind for lane in lanes_of(journey)]


# -- lanes -------------------------------------------------------------------------------------------------------------


def test_lanes_are_switched_with_space_and_with_a_click_on_the_switch(
    room: Desk, shown: list[QWidget]
) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    assert part.list.count() == len(HOUSE_LANES)
    part.list.setCurrentRow(2)
    QTest.keyClick(part.list, Qt.Key.Key_Space)
    assert not lanes_of(room.journey)[2].shown
    row = part.list.visualItemRect(part.list.item(4))
    QTest.mouseClick(
        part.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.right() - 20, row.center().y())
    )
    assert lanes_of(room.journey)[4].shown
    QTest.mouseClick(
        part.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.left() + 60, row.center().y())
    )
    assert lanes_of(room.journey)[4].shown, "a click on the name only selects"
    room.session.undo()
    room.session.undo()
    assert room.journey.poster.lanes == ()
    part.refresh()
    assert part.list.item(2).checkState() is Qt.CheckState.Checked


def test_the_lines_of_other_personas_have_a_switch(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    people = tuple(Persona(id=f"pe-{k}", name=name) for k, name in enumerate(("Maya", "Lorraine")))
    room.change(part_label(), lambda j: j.replace(personas=people[:1]))
    part.refresh()
    assert part.others.isHidden(), "there is nobody else"
    room.change(part_label(), lambda j: j.replace(personas=people))
    part.refresh()
    assert not part.others.isHidden()
    assert part.others.switch.text() == "Lines of the other personas · still empty"
    first = room.journey.touchpoints[0].id
    said = (PersonaGrade(persona="pe-1", grade=4),)
    room.change(part_label(), lambda j: edits.change_touchpoints(j, [first], personas=said))
    part.refresh()
    assert part.others.switch.text() == "Lines of the other personas"
    button = part.apart.segments.buttons()[1]
    button.click()
    assert room.journey.poster.persona_lines == "apart"
    part.others.switch.click()
    assert not room.journey.poster.other_lines
    part.refresh()
    assert part.apart.parentWidget().isHidden(), "nothing stands anywhere"
    room.session.undo()
    assert room.journey.poster.other_lines
    part.refresh()
    assert part.others.switch.isChecked()


def test_votes_can_be_left_off_the_sheet_once_there_are_some(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    room.change(part_label(), clear_votes)
    part.refresh()
    assert part.votes.isHidden(), "nobody has voted"
    first = room.journey.touchpoints[0].id
    room.change(part_label(), lambda j: vote(j, first, 1))
    part.refresh()
    assert not part.votes.isHidden()
    part.votes.switch.click()
    assert not room.journey.poster.votes
    room.session.undo()
    assert room.journey.poster.votes


def test_lanes_are_moved_with_the_keyboard_and_the_chosen_one_stays_chosen(
    room: Desk, shown: list[QWidget]
) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    part.list.setCurrentRow(3)
    QTest.keyClick(part.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(part.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert kinds(room.journey)[1] is LaneKind.CURVE
    assert part.list.currentRow() == 1
    QTest.keyClick(part.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert kinds(room.journey)[2] is LaneKind.CURVE
    assert part._restore.isVisible()
    part._restore.click()
    assert room.journey.poster.lanes == ()
    assert not part._restore.isVisible()


def test_a_lane_dragged_by_its_grip_changes_the_document(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    model = part.list.model()
    # What a drop in the list does with its rows.
    assert model.moveRow(model.index(-1, 0), 0, model.index(-1, 0), 4)
    assert kinds(room.journey)[3] is LaneKind.PHASES
    assert part.list.item(3).text() == "Phases"
    room.session.undo()
    part.refresh()
    assert part.list.item(0).text() == "Phases"


def test_an_own_lane_is_added_named_and_removed_with_a_word(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    part.add_.click()
    naming = part.naming()
    assert naming is not None, "it waits for its name"
    naming.setText("Backstage")
    QTest.keyClick(naming, Qt.Key.Key_Return)
    QApplication.processEvents()
    lane = room.journey.text_lanes[0]
    assert lane.name == "Backstage"
    told = edits.tell_in_lane(room.journey, ("t1", "t2"), lane.id, "Orders a badge")
    room.change(part_label(), lambda _: told)
    part.refresh()
    part.list.setCurrentRow(part.list.count() - 1)
    assert part._bin.isVisible()
    QTest.keyClick(part.list, Qt.Key.Key_Delete)
    assert room.journey.text_lanes == ()
    assert all(not t.lane_texts for t in room.journey.touchpoints)
    assert part.notice.isVisible()
    assert part.said.text() == "The lane “Backstage” is gone, and with it what 2 touchpoints say in it."
    part.back.click()
    assert room.journey is told, "one step brings all of it back"
    assert not part.notice.isVisible()


def part_label() -> Any:
    from cjm_desktop.document import Message

    return Message("Tell")


def test_the_usual_lanes_cannot_be_removed_or_named(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    before = room.journey
    part.list.setCurrentRow(0)
    assert not part._bin.isVisible()
    QTest.keyClick(part.list, Qt.Key.Key_Delete)
    QTest.keyClick(part.list, Qt.Key.Key_F2)
    assert part.naming() is None
    assert room.journey is before


def test_a_notice_is_gone_with_the_next_change(room: Desk, shown: list[QWidget]) -> None:
    part: LanesPart = show(shown, LanesPart(room))
    room.change(part_label(), lambda j: add_own_lane(j, TextLane(id="l1", name="Backstage")))
    part.refresh()
    part.list.setCurrentRow(part.list.count() - 1)
    part.remove_current()
    assert "nothing was written in it" in part.said.text()
    part.list.setCurrentRow(0)
    QTest.keyClick(part.list, Qt.Key.Key_Space)
    assert not part.notice.isVisible(), "bringing it back would take back something else"


def test_a_touchpoint_has_a_text_for_each_own_lane(tmp_path: Path, qapp: Any) -> None:
    window = workspace(tmp_path)
    window.selection.set(("t1",))
    form = window.inspector.form
    assert isinstance(form, TouchpointForm)
    assert not form.sections["touchpoint.lanes"].isVisible()
    for ident, name in (("l1", "Backstage"), ("l2", "Supplier")):
        lane = TextLane(id=ident, name=name)
        window.desk.change(part_label(), lambda j, lane=lane: add_own_lane(j, lane))
    window._refresh()
    assert form.sections["touchpoint.lanes"].isVisible()
    assert len(form.lanes.fields) == 2
    text: Any = form.lanes.fields[1]
    assert text.edit.accessibleName() == "Supplier"
    text.edit.setPlainText("Sends a box")
    text.left()
    assert [edits.text_in_lane(t, "l2") for t in window.session.journey.touchpoints] == ["Sends a box", "", ""]
    window.selection.set(("t1", "t2"))
    form.refresh()
    assert text.edit.placeholderText() == "mixed"
    text.edit.setPlainText("Waits")
    text.left()
    assert [edits.text_in_lane(t, "l2") for t in window.session.journey.touchpoints] == ["Waits", "Waits", ""]
    window.session.undo()
    window.session.undo()
    assert all(not t.lane_texts for t in window.session.journey.touchpoints)
    shut(window)


# -- header and foot ---------------------------------------------------------------------------------------------------


def test_blocks_are_switches_that_say_when_they_have_nothing_to_show(
    room: Desk, shown: list[QWidget]
) -> None:
    part: BlocksPart = show(shown, BlocksPart(room))
    assert set(part.switches) == {HeaderBlock.PICTURE, HeaderBlock.READING, *FooterBlock}
    head = part.head.list
    assert {head.item(k).data(LANE) for k in range(head.count())} | {str(b) for b in part.switches} == {
        *map(str, HeaderBlock),
        *map(str, FooterBlock),
    }
    head.setCurrentRow(4)
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert HeaderBlock.SCOPE in room.journey.poster.header
    part.switches[FooterBlock.LEGEND].switch.click()
    assert FooterBlock.LEGEND not in room.journey.poster.foot
    for _ in range(2):
        room.session.undo()
    assert room.journey.poster == PosterSettings()
    part.refresh()
    assert head.item(1).text() == "Goals · still empty"
    assert part.switches[HeaderBlock.READING].switch.text() == "Dip, peak and how it ends"
    room.change(part_label(), lambda j: j.with_(goals=("A desk",)))
    part.refresh()
    assert head.item(1).text() == "Goals"


def in_head(part: BlocksPart) -> list[str]:
    """The blocks of the header as the list shows them."""
    return [str(part.head.list.item(k).data(LANE)) for k in range(part.head.list.count())]


def test_blocks_of_the_header_change_places_by_keys_and_by_hand_and_back(
    room: Desk, shown: list[QWidget]
) -> None:
    part: BlocksPart = show(shown, BlocksPart(room))
    before, usual = room.journey.poster.header, in_head(part)
    assert usual[:3] == ["persona", "goal", "expectations"]
    head = part.head.list
    head.setFocus()
    head.setCurrentRow(2)
    QTest.keyClick(head, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert in_head(part)[:3] == ["persona", "expectations", "goal"]
    assert head.currentRow() == 1
    QTest.mouseClick(part.head.up, Qt.MouseButton.LeftButton)
    assert in_head(part)[:3] == ["expectations", "persona", "goal"]
    assert not part.head.up.isEnabled()
    # The first three are printed; the others have no place among them.
    assert [b for b in room.journey.poster.header if b in MOVABLE] == [
        HeaderBlock.EXPECTATIONS,
        HeaderBlock.PERSONA,
        HeaderBlock.GOAL,
    ]
    head.setCurrentRow(3)
    assert not part.head.up.isEnabled() and not part.head.down.isEnabled()
    assert not head.item(3).flags() & Qt.ItemFlag.ItemIsDragEnabled
    # A drop moves the row itself.
    head.model().moveRow(head.rootIndex(), 2, head.rootIndex(), 0)
    assert in_head(part)[:3] == ["goal", "expectations", "persona"]
    for _ in range(3):
        room.session.undo()
    part.refresh()
    assert room.journey.poster.header == before
    assert in_head(part) == usual


def test_foot_code_and_names_are_kept_with_the_document(room: Desk, shown: list[QWidget]) -> None:
    part: BlocksPart = show(shown, BlocksPart(room))
    part.line.edit.setText("For the team only")
    part.line.touched()
    part.line.left()
    part.code.edit.setPlainText("https://example.org/map")
    part.code.left()
    part.names.switch.click()
    poster = room.journey.poster
    assert (poster.footer, poster.qr, poster.show_names) == (
        "For the team only",
        "https://example.org/map",
        True,
    )
    part.code.edit.setPlainText("x" * 1_001)
    part.code.flush()
    assert "room for 1000 characters" in part.code._error.text()
    assert room.journey.poster is poster


# -- look --------------------------------------------------------------------------------------------------------------


def test_a_theme_is_chosen_by_its_picture(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))
    assert set(part.cards) == set(theme_names())
    assert part.cards["house"].isChecked()
    part.cards["high-contrast"].click()
    assert room.journey.poster.theme == "high-contrast"
    assert part.sample.theme == load_theme("high-contrast")
    part.cards["high-contrast"].setFocus()
    QTest.keyClick(part.cards["high-contrast"], Qt.Key.Key_Right)
    assert room.journey.poster.theme == "greyscale", "arrow keys choose, as among radio buttons"
    room.session.undo()
    room.session.undo()
    part.refresh()
    assert part.cards["house"].isChecked()


def test_each_colour_a_company_may_set_has_a_name(room: Desk) -> None:
    assert set(role_names(room.ui)) == set(COMPANY_ROLES)


def test_a_colour_is_typed_shown_everywhere_and_left_to_the_theme_again(
    room: Desk, shown: list[QWidget]
) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    field = part.roles["header"]
    assert field.edit.placeholderText() == load_theme("house").header
    assert not field.back.isVisible()
    QTest.keyClicks(field.edit, "c8102e")
    field.left()
    assert room.journey.poster.colours == (RoleColour(role="header", colour="#C8102E"),)
    assert field.edit.text() == "#C8102E"
    part.refresh()
    assert part.sample.theme == load_theme("house", room.journey.poster.colours)
    assert part.cards["ink-light"].theme == load_theme("ink-light", room.journey.poster.colours)
    field.back.click()
    assert room.journey.poster.colours == ()
    QTest.keyClicks(field.edit, "red")
    field.flush()
    assert "#0F1B33" in field._error.text()
    assert room.journey.poster.colours == ()


def test_what_cannot_be_told_apart_is_said_beneath_the_colour_while_it_is_tried(
    room: Desk, shown: list[QWidget]
) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    assert not part.roles["negative"].advice.sentences
    part.roles["negative"].tried.emit(load_theme("house").positive)
    assert part.roles["negative"].advice.sentences[0].startswith("Good and bad look alike")
    assert room.journey.poster.colours == (), "nothing is in the document yet"
    part._journey = None
    part.refresh()
    assert not part.roles["negative"].advice.sentences
    pale = RoleColour(role="header_accent", colour="#111111")
    unknown = RoleColour(role="moon", colour="#111111")
    room.change(part_label(), lambda j: j.with_(poster=j.poster.replace(colours=(pale, unknown))))
    part.refresh()
    assert "hard to read on the header colour" in part.roles["header_accent"].advice.sentences[0]
    assert "No map has a colour “moon”" in part.rest.sentences[0]


def test_a_colour_is_mended_with_one_click_and_keeps_its_hue(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    field = part.roles["opportunity"]
    QTest.keyClicks(field.edit, "#FFC800")
    field.left()
    part.refresh()
    assert field.mend.isVisible()
    assert "hard to read" in field.edit.accessibleDescription()
    field.mend.click()
    taken = room.journey.poster.colours[0].colour
    assert not field.advice.sentences and not field.mend.isVisible()
    assert not theme_findings(load_theme("house", room.journey.poster.colours))
    assert abs(oklch(taken)[2] - oklch("#FFC800")[2]) < 0.1, "it is still the company's yellow"
    room.session.undo()
    assert room.journey.poster.colours == (RoleColour(role="opportunity", colour="#FFC800"),)


def test_what_no_lightness_mends_is_said(
    room: Desk, shown: list[QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    monkeypatch.setattr("cjm_desktop.ui.panels.map_form_look.mended", lambda *_: None)
    part.roles["header"].mend_wanted.emit()
    assert part.roles["header"].advice.sentences == ("Only another hue helps here.",)
    assert room.journey.poster.colours == ()


def test_a_warning_opens_the_folded_colours(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))
    assert part.colours.folded
    room.change(
        part_label(),
        lambda j: j.with_(
            poster=j.poster.replace(colours=(RoleColour(role="header_accent", colour="#111111"),))
        ),
    )
    part.refresh()
    assert not part.colours.folded


def test_a_theme_without_colour_takes_none(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    part.cards["greyscale"].click()
    assert not any(field.isEnabled() for field in part.roles.values())
    assert part._none.isVisible()


def test_the_picker_tries_keeps_and_takes_back(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))
    part.colours.fold(False)
    QApplication.processEvents()
    field: RoleColourField = part.roles["phases"]
    tried: list[str] = []
    field.tried.connect(tried.append)
    field.well.click()
    picker = field.picker
    assert isinstance(picker, Picker)
    QTest.keyClick(picker.plane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(picker.bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert len(tried) == 2 and colour_in(tried[-1]) == tried[-1]
    QTest.keyClick(picker, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert room.journey.poster.colours == (RoleColour(role="phases", colour=tried[-1]),)
    kept = room.journey
    field.well.click()
    again = field.picker
    assert again is not None
    again.plane._follow(QPointF(10, 10))
    field.flush()
    assert room.journey != kept
    QTest.keyClick(again, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert room.journey.poster == kept.poster
    room.session.undo()
    assert room.journey.poster.colours == (), "a visit to the picker is one step, one taken back is none"


def test_the_sample_can_be_seen_with_other_eyes(room: Desk, shown: list[QWidget]) -> None:
    part: LookPart = show(shown, LookPart(room))

    def picture() -> QImage:
        return part.sample.grab().toImage()

    usual = picture()
    seen = {}
    for row in range(part.eyes.count()):
        part.eyes.setCurrentIndex(row)
        part.eyes.activated.emit(row)
        seen[Eyes(part.eyes.currentData())] = picture()
    assert set(seen) == set(Eyes)
    assert seen[Eyes.USUAL] == usual
    assert all(seen[eyes] != usual for eyes in Eyes if eyes is not Eyes.USUAL)
    grey = as_seen("#C8102E", Eyes.GREY)
    assert grey[1:3] == grey[3:5] == grey[5:7]


# -- the whole ---------------------------------------------------------------------------------------------------------


def test_as_a_tab_it_follows_the_document_and_takes_back(room: Desk, shown: list[QWidget]) -> None:
    dialog = QDialog()
    shown.append(dialog)
    box = QVBoxLayout(dialog)
    form = MapForm(room)
    box.addWidget(form)
    assert all(later.part is None for later in form.parts.values()), "a tab that nobody opens costs nothing"
    dialog.resize(356, 700)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    lanes, blocks = form.parts["lanes"].part, form.parts["blocks"].part
    assert isinstance(lanes, LanesPart)
    assert isinstance(blocks, BlocksPart)
    lanes.list.setCurrentRow(0)
    QTest.keyClick(lanes.list, Qt.Key.Key_Space)
    assert not lanes_of(room.journey)[0].shown
    room.change(part_label(), lambda j: j.with_(poster=j.poster.replace(footer="Ours")))
    until(lambda: blocks.line.edit.text() == "Ours")
    blocks.line.edit.setText("Ours and yours")
    blocks.line.touched()
    form.leave()
    assert room.journey.poster.footer == "Ours and yours"
    lanes.list.setFocus()
    for _ in range(3):
        room.session.undo()
    assert room.journey == small_journey()


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_in_every_language_nothing_is_wider_than_the_panel(
    tmp_path: Path, qapp: Any, language: str, shown: list[QWidget]
) -> None:
    room = desk(tmp_path)
    room.ui = ui(tmp_path, language)
    form = MapForm(room)
    shown.append(form)
    form.resize(272, 700)
    form.show()
    QApplication.processEvents()
    look = form.parts["look"].part
    assert isinstance(look, LookPart)
    look.colours.fold(False)
    QApplication.processEvents()
    inner = form.widget()
    assert inner.minimumSizeHint().width() <= form.viewport().width()
    for name, later in form.parts.items():
        assert later.part is not None
        assert later.part.minimumSizeHint().width() <= 228, name


def test_the_sample_is_drawn_in_any_theme_without_its_words(room: Desk) -> None:
    from cjm_desktop.ui.panels.map_form_sample import paint_sample

    pictures = []
    for name in theme_names():
        image = QImage(120, 80, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_sample(painter, image.rect().toRectF(), load_theme(name), None, room.ui)
        painter.end()
        pictures.append(image)
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])

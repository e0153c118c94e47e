"""The picture of the whole journey on the wall: nothing in it is too small for the last row, and nothing covers anything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cjm_desktop.document import Answer, Interview, Journey, Message
from cjm_desktop.layout.sheet import Known
from cjm_desktop.storage import templates
from cjm_desktop.ui.present.look import LEAST_TYPE
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.present.window import Presentation
from cjm_desktop.ui.workspace import Workspace

K = Qt.Key


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=[("new-colleague", "nl"), ("big", "en")])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    name, language = request.param
    made = rooms.workspace(tmp_path, templates.load(name, language), language=language)
    made.ui.settings.set("appearance/motion", "off")
    yield made
    rooms.shut(made)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def present(room: Workspace) -> Presentation:
    """F5 in the editor, on a small projector."""
    QTest.keyClick(room.canvas_, K.Key_F5)
    settle()
    shown = room.presenter.showing
    assert shown is not None
    shown.showNormal()
    shown.resize(1366, 768)
    settle()
    return shown


def press(shown: Presentation, key: Qt.Key) -> None:
    QTest.keyClick(shown.canvas, key)
    settle()


def test_the_end_of_the_tour_is_read_from_the_last_row(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_End)
    press(shown, K.Key_PageDown)
    picture, journey = shown.overview, room.session.journey
    assert picture.isVisible() and picture.geometry() == shown.canvas.geometry()
    draft = picture.draft
    assert min(words.size for words in draft.words) >= LEAST_TYPE * shown.height()
    said = " ".join(words.text for words in draft.words)
    assert all(phase.name.split()[0] in said for phase in journey.phases if "-" not in phase.name[:14] and len(phase.name.split()[0]) < 9)
    insights = room.session.insights
    assert {insights.highest, insights.deepest} <= set(draft.named), "the highest and the deepest"
    assert set(draft.named) <= {*insights.peaks, *insights.dips, insights.highest, insights.deepest}
    assert len(draft.faces) == len(journey.touchpoints)


def test_no_words_cover_others_or_leave_the_screen(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_O)
    draft = shown.overview.draft
    for k, one in enumerate(draft.words):
        assert shown.overview.rect().contains(one.box.adjusted(2, 2, -2, -2).toRect()), one.text
        if one.style == "semibold":
            for face, *_rest in draft.faces:
                assert not one.box.adjusted(1, 1, -1, -1).intersects(face), one.text
        for other in draft.words[k + 1 :]:
            assert not one.box.adjusted(1, 1, -1, -1).intersects(other.box.adjusted(1, 1, -1, -1)), (one.text, other.text)


def test_the_picture_goes_when_the_map_comes_and_a_click_leads_there(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_O)
    assert shown.overview.isVisible()
    press(shown, K.Key_O)
    assert not shown.overview.isVisible(), "O again"
    press(shown, K.Key_O)
    box, kind, record = next(spot for spot in shown.overview.draft.spots if spot[2] == room.session.insights.deepest)
    centre = box.center().toPoint()
    QTest.mouseClick(shown.overview, Qt.MouseButton.LeftButton, pos=QPoint(centre.x(), centre.y()))
    settle()
    assert shown.halt == Stop(kind, record) and not shown.overview.isVisible()
    assert room.selection.record == (kind, record)
    press(shown, K.Key_O)
    shown.canvas.zoom_in()
    settle()
    shown.canvas.zoom_in()
    settle()
    assert not shown.overview.isVisible(), "whoever zooms sees the map"


def test_a_map_that_reads_as_a_whole_is_shown_itself(tmp_path: Path) -> None:
    journey = templates.load("new-colleague", "en")
    few = journey.with_(touchpoints=journey.touchpoints[:1], phases=journey.phases[:1], opportunities=())
    room = rooms.workspace(tmp_path, few, language="en")
    room.ui.settings.set("appearance/motion", "off")
    shown = present(room)
    shown.resize(2400, 768)
    settle()
    press(shown, K.Key_O)
    assert not shown.overview.isVisible()
    rooms.shut(room)


def test_further_personas_have_their_lines_and_names(tmp_path: Path) -> None:
    # Danish: its highest card has the longest title of them all, and is named none the less.
    known = templates.load("new-colleague", "da")
    told = tuple(Answer(touchpoint=t.id, grade=5.0) for t in known.touchpoints[:4])
    heard = Interview(id="of-second", persona=known.personas[1].id, answers=told)
    room = rooms.workspace(tmp_path, known.replace(interviews=(*known.interviews, heard)), language="da")
    room.ui.settings.set("appearance/motion", "off")
    shown = present(room)
    press(shown, K.Key_O)
    draft, journey, px = shown.overview.draft, room.session.journey, LEAST_TYPE * shown.height()
    assert room.session.insights.highest in draft.named
    feelings = [words.text for words in draft.words if words.style == "regular"]
    assert not any("…" in text for text in feelings), "what somebody feels is not to be guessed"
    ((other, line, marks),) = draft.others
    second = journey.personas[1]
    assert other.persona is second and line
    pairs = [pair for pair in pairwise(journey.touchpoints) if None not in map(other.grade, pair)]
    assert [one.known is Known.OBSERVED for one in line] == [all(map(other.solid, pair)) for pair in pairs]
    assert {one.known for one in line} == {Known.OBSERVED, Known.ASSUMED}
    graded = [t for t in journey.touchpoints if any(p.persona == second.id and p.grade is not None for p in t.personas)]
    assert len(marks) == len(graded)
    named = next(words for words in draft.words if words.text == second.name)
    assert min(abs(mark.y() - named.box.center().y()) for mark in marks) < 4 * px
    picture = shown.overview.grab().toImage()
    inks = [picture.pixelColor(mark.toPoint()).name() for mark in marks]
    assert inks.count(named.colour.lower()) >= len(marks) // 2, "some lie under a face"
    assert named.colour == other.ink(shown.canvas.composer.theme)
    note = shown.note
    press(shown, K.Key_End)
    press(shown, K.Key_PageDown)
    numbers = [words.box for words in shown.overview.draft.words if words.text.isdigit()]
    assert note.isVisible() and max(box.bottom() for box in numbers) <= note.y(), "the sentence covers no number"
    rooms.shut(room)


def test_an_empty_map_says_how_to_begin(tmp_path: Path) -> None:
    room = rooms.workspace(tmp_path, Journey())
    room.ui.settings.set("appearance/motion", "off")
    shown = present(room)
    for key in (K.Key_PageDown, K.Key_End, K.Key_PageDown):
        press(shown, key)
        assert not shown.overview.isVisible() and not shown.story.isVisible(), "the map says it, and nothing lies over that"
    rooms.shut(room)


def test_no_lane_is_cut_at_the_lower_edge(room: Workspace) -> None:
    shown = present(room)
    lanes, sight = shown.canvas.sheet.bands[0].lanes, shown.canvas.camera.sight
    for top in (lanes.party, lanes.opportunities):
        if top > lanes.graph:
            assert sight.bottom() <= top, "it begins below the screen"


def test_who_types_sees_the_cards(room: Workspace) -> None:
    shown = present(room)
    press(shown, K.Key_O)
    assert shown.overview.isVisible()
    shown.ask("turn_bar")
    settle()
    assert shown.bar is not None and shown.bar.line.hasFocus() and not shown.overview.isVisible()
    assert shown.canvas.camera.scale >= 0.98 * shown.canvas.room_scale


def test_a_showing_that_is_over_hears_of_nothing(room: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[BaseException] = []
    for votes in (False, True):
        shown = present(room)
        press(shown, K.Key_O)
        if votes:
            QTest.keyClick(shown.canvas, K.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            settle()
        room.presenter.end()
        settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(shown.overview)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(error))
            for title in ("Once", "Twice"):
                room.desk.change(Message("Edit title"), lambda journey, title=title: journey.replace(title=title))  # type: ignore[misc]
                settle()
    assert raised == []

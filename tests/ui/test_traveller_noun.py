"""Another noun is chosen in the guide: all that is in sight says it at once, in the language of the window, and so does the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Journey, Traveller, TravellerNoun
from cjm_desktop.i18n import LANGUAGES
from cjm_desktop.layout.sheet import Text
from cjm_desktop.ui.fields import ChoiceField, LineField
from cjm_desktop.ui.fields.text import Paragraphs
from cjm_desktop.ui.panels.worth import WorthList
from cjm_desktop.ui.workspace import Workspace

#: For each language: how it calls the customer and the patient, and what nobody may be called once it is the patient.
CALLED = {
    "en": ("the customer", "the patient", "customer"),
    "da": ("kunden", "patienten", "kunde"),
    "nl": ("de klant", "de patiënt", "klant"),
    "hu": ("az ügyfél", "a beteg", "ügyfél"),
    "sv": ("kunden", "patienten", "kund(?!e )"),
}
#: What speaks of other things: a desk for users, the name of a file, the list of nouns itself.
ALSO = ("ügyfélszolgálat", "kundtjänst", "klantenservice", "kundeservice")


pytestmark = pytest.mark.in_turn("room")


@pytest.fixture(params=["da", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey(), language=request.param)
    yield made
    shut(made)


def _said(of: QWidget) -> list[str]:
    """All that the widgets of a part of the window say now: labels, placeholders, tips, names for a screen reader."""
    found = []
    for one in (of, *of.findChildren(QWidget)):
        if not one.isVisibleTo(of) and one is not of:
            continue  # folded away, or waiting to be deleted
        found += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        if isinstance(one, QLineEdit | QPlainTextEdit):
            found.append(one.placeholderText())
        elif isinstance(one, QLabel):
            found.append(one.text())
    return [text for text in found if text]


def _speaks(room: Workspace, of: QWidget, form: str) -> bool:
    return any(form in text for text in _said(of))


def _choose(room: Workspace, noun: TravellerNoun) -> None:
    """Choose it in step 0 with the keyboard."""
    room.side.turn_to("guide")
    room.guide.go(0)
    field = room.guide.page.sections["guide.fields"].body.fields[-1]
    assert isinstance(field, ChoiceField)
    field.box.setFocus()
    QTest.keyClick(field.box, Qt.Key.Key_Home)
    for _ in range(list(TravellerNoun).index(noun)):
        QTest.keyClick(field.box, Qt.Key.Key_Down)
    until(lambda: room.session.journey.traveller.noun is noun)


def test_another_noun_is_in_every_place_in_sight_at_once(room: Workspace) -> None:
    customer, patient, _word = CALLED[room.ui.words.language]
    room.selection.set(["t1"])
    QApplication.processEvents()
    form = room.inspector
    assert _speaks(room, form, customer)
    assert not _speaks(room, form, patient)
    _choose(room, TravellerNoun.PATIENT)
    assert room.desk.ui.words.traveller["the_traveller"] == patient
    # The form of the card is in sight beside the guide: placeholders and the tips of the kinds.
    assert _speaks(room, form, patient)
    assert not _speaks(room, form, customer)
    # The hints of the step are worked out when the document has rested.
    until(lambda: not _speaks(room, room.guide.page, customer))
    assert _speaks(room, room.guide.page, patient)
    room.side.turn_to("journey")
    assert _speaks(room, room.journey_panel, patient)
    assert not _speaks(room, room.journey_panel, customer)
    # Undo leads back, and the words follow.
    while room.session.journey.traveller.noun is not TravellerNoun.CUSTOMER:
        room.session.undo()
    room.selection.set(["t1"])
    assert _speaks(room, form, customer)
    assert not _speaks(room, form, patient)


def test_hints_follow_the_noun(room: Workspace) -> None:
    customer, patient, _word = CALLED[room.ui.words.language]
    (worth,) = room.inspector.findChildren(WorthList)
    until(lambda: _speaks(room, worth, customer))
    _choose(room, TravellerNoun.PATIENT)
    until(lambda: _speaks(room, worth, patient) and not _speaks(room, worth, customer))


def test_the_own_word_is_followed_as_it_is_typed(room: Workspace) -> None:
    room.selection.set(["t1"])
    _choose(room, TravellerNoun.OWN)
    word = next(f for f in room.guide.page.findChildren(LineField) if f.link.key == "journey.traveller.word")
    until(word.isVisible)
    word.edit.setFocus()
    QTest.keyClicks(word.edit, "elev" if room.ui.words.language == "da" else "apuka")
    room.desk.flush()
    assert _speaks(room, room.inspector, "jeres elev" if room.ui.words.language == "da" else "az apuka")
    assert word.edit.hasFocus()
    # However long it is, what invites to write is read as a whole.
    QTest.keyClicks(word.edit, "medarbejdervikarsafløserassistent på ugentligt tilsyn med det hele")
    room.desk.flush()
    QApplication.processEvents()
    boxes = [box for box in room.inspector.findChildren(Paragraphs) if box.isVisible() and not box.toPlainText()]
    heights = [box.height() for box in boxes]
    for box in boxes:
        box.fit()
    assert heights == [box.height() for box in boxes] and len(set(heights)) > 1


def test_the_map_is_named_in_its_own_language(room: Workspace) -> None:
    room.session.adopt(small_journey().replace(language="nl", phases=(), touchpoints=()))
    QApplication.processEvents()
    wall = room.presenter._dressing(False)[0]
    _choose(room, TravellerNoun.PATIENT)
    assert room.presenter._dressing(False)[0] is not wall, "a presentation has the words of the document too"

    def drawn() -> str:
        parts = room.canvas.sheet.parts()
        return "\n".join(item.line.text for part in parts for item in part.items if isinstance(item, Text))

    until(lambda: "Begin met het eerste wat de patiënt doet" in " ".join(drawn().split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_another_noun_nothing_in_the_window_says_customer(language: str, tmp_path: Path) -> None:
    _customer, _patient, word = CALLED[language]
    journey: Journey = small_journey().replace(traveller=Traveller(noun=TravellerNoun.PATIENT))
    room = workspace(tmp_path, journey, language=language)
    try:
        said = []
        for step in range(11):
            room.side.turn_to("guide")
            room.guide.go(step)
            QApplication.processEvents()
            room.guide.read()
            said += _said(room.guide.page)
        room.side.turn_to("journey")
        said += _said(room.journey_panel)
        for ids in ((), ("t1",), ("t1", "t2")):
            room.selection.set(list(ids))
            QApplication.processEvents()
            said += _said(room.inspector)
    finally:
        shut(room)
    slipped = [text for text in said if re.search(word, _without(text))]
    assert slipped == []


def _without(text: str) -> str:
    folded = text.casefold()
    for one in ALSO:
        folded = folded.replace(one, "")
    return folded

"""What respondents told is part of a card's story on the wall: under their pseudonyms, never their names."""

from __future__ import annotations

from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Answer, Interview, Quote
from cjm_desktop.storage import templates
from cjm_desktop.ui.present.saying import Saying
from cjm_desktop.ui.present.tour import Stop


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_story_of_a_card_tells_what_respondents_said(tmp_path: Path, language: str) -> None:
    journey = templates.load("new-colleague", language)
    first, other = journey.touchpoints[:2]
    card = first.model_copy(update={"quotes": (Quote(text="Said twice"),)})

    def told(ident: str, pseudonym: str, **said: object) -> Interview:
        answer = Answer.model_validate({"touchpoint": card.id, **said})
        elsewhere = Answer(touchpoint=other.id, happened="Somewhere else")
        return Interview(id=ident, respondent="Real Name", pseudonym=pseudonym, answers=(answer, elsewhere))

    interviews = (
        told("v-1", "Heron", emotion="lost", grade=3.5, quote="Nobody was there"),
        told("v-3", "Plover", happened="The door was locked"),
        told("v-2", "", quote="Said twice"),
    )
    made = journey.model_copy(update={"touchpoints": (card, *journey.touchpoints[1:]), "interviews": interviews})
    room = rooms.workspace(tmp_path, made, language=language)
    room.ui.settings.set("appearance/motion", "off")
    QTest.keyClick(room.canvas_, Qt.Key.Key_F5)
    shown = room.presenter.showing
    assert shown is not None
    shown.visit(Stop("touchpoint", card.id))
    for _ in range(4):
        QApplication.processEvents()
    spoken = shown.story.spoken
    assert f"Heron: Lost  {room.ui.number(3.5)}" in spoken
    assert "The door was locked" in spoken and "Nobody was there" in spoken
    assert room.ui.text("Respondent {n}").format(n=3) in spoken, "who has no pseudonym has a number"
    assert spoken.count("Said twice") == 1, "not again what the card quotes"
    lines = [line for one in shown.story.widget().findChildren(Saying) for line in one.lines]
    assert not any(line.strip() and line.strip()[0].isdigit() and len(line.strip()) < 4 for line in lines), "a figure stands alone"
    assert "Real Name" not in spoken and "Somewhere else" not in spoken

    def slanted() -> list[bool]:
        word = card.emotion[:1].upper() + card.emotion[1:]
        says = [one for one in shown.story.widget().findChildren(Saying) if word in " ".join(one.lines).replace("\xa0", " ")]
        return [one.font().italic() for one in says]

    assert slanted()[:1] == [False]
    ours = made.model_copy(update={"touchpoints": (card.model_copy(update={"emotion_suggested": True}), *journey.touchpoints[1:])})
    room.session.adopt(ours)
    shown.visit(Stop("touchpoint", card.id))
    for _ in range(4):
        QApplication.processEvents()
    assert slanted()[:1] == [True], "a word that nobody said is slanted, as on the map"
    rooms.shut(room)

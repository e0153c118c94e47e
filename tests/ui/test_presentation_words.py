"""Long words in the story of a halt: hyphenated like the map's, never cut, in five languages on a laptop's screen and a projector's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Journey, Quote
from cjm_desktop.storage import templates
from cjm_desktop.ui.present.look import LEAST_TYPE
from cjm_desktop.ui.present.saying import Saying
from cjm_desktop.ui.present.tour import Stop
from cjm_desktop.ui.present.window import Presentation

#: Words as long as they come: of a title, of a phase, of a feeling.
LONG = {
    "da": ("Speciallægepraksisplanlægningsstabiliseringsperiode", "Ejendomsmæglerkommissionsberegning", "Utilregnelighedserklæret"),
    "nl": ("Meervoudigepersoonlijkheidsstoornis", "Arbeidsongeschiktheidsverzekeringsmaatschappij", "Verantwoordelijkheidsgevoel"),
    "hu": ("Megszentségteleníthetetlenségeskedéseitekért", "Elektronikusügyintézés-felügyelet", "Összeférhetetlenségi"),
    "sv": ("Sjökustartilleriflygspaningssimulatoranläggningsmateriel", "Sjukförsäkringsutredningsenheten", "Oförutsägbarhetsfrustrerad"),
    "en": ("Floccinaucinihilipilification", "Counterrevolutionaries-department", "Disproportionateness"),
}  # fmt: skip


def long_journey(language: str) -> tuple[Journey, str]:
    """A journey with a touchpoint about which everything is said in long words, and its id."""
    title, phase, feeling = LONG[language]
    journey = templates.load("new-colleague", language)
    card = journey.touchpoints[3]
    told = card.model_copy(
        update={"title": f"{title} {phase.lower()}", "emotion": feeling, "grade": 3.25, "quotes": (Quote(text=f"{feeling} {title}"),)}
    )
    phases = [p.model_copy(update={"name": phase}) if p.id == card.phase else p for p in journey.phases]
    first, *rest = journey.opportunities
    chance = first.model_copy(update={"title": f"{phase} {title}", "touchpoints": (card.id,)})
    cards = [told if t.id == card.id else t for t in journey.touchpoints]
    # Nobody was interviewed: what they told would take the room.
    told_by = {"interviews": (), "opportunities": (chance, *rest)}
    made = journey.model_copy(update={"touchpoints": tuple(cards), "phases": tuple(phases), **told_by})
    return made, card.id


@pytest.fixture
def story(tmp_path: Path) -> Callable[[str, int, int], tuple[Presentation, str]]:
    made = []

    def show(language: str, width: int, height: int) -> tuple[Presentation, str]:
        journey, ident = long_journey(language)
        room = rooms.workspace(tmp_path, journey, language=language)
        made.append(room)
        room.ui.settings.set("appearance/motion", "off")
        QTest.keyClick(room.canvas_, Qt.Key.Key_F5)
        shown = room.presenter.showing
        assert shown is not None
        shown.showNormal()
        shown.resize(width, height)
        shown.visit(Stop("touchpoint", ident))
        for _ in range(4):
            QApplication.processEvents()
        return shown, ident

    yield show
    for room in made:
        rooms.shut(room)


@pytest.mark.parametrize("language", sorted(LONG))
def test_the_longest_words_are_whole_and_large(story: Callable[[str, int, int], tuple[Presentation, str]], language: str) -> None:
    shown, ident = story(language, 1366, 768)
    look_at(shown, ident, language)
    shown.resize(1920, 1080)
    QApplication.processEvents()
    look_at(shown, ident, language)


def look_at(shown: Presentation, ident: str, language: str) -> None:
    """Every line of what is told about a touchpoint, an opportunity and a phase."""
    journey = shown._desk.journey
    chance = journey.opportunities[0].id
    for halt in (Stop("touchpoint", ident), Stop("opportunity", chance), Stop("phase", journey.touchpoints[3].phase or "")):
        shown.visit(halt)
        QApplication.processEvents()
        inner = shown.story.widget()
        sayings = inner.findChildren(Saying)
        assert len(sayings) >= 3 and shown.story.least_type >= LEAST_TYPE * shown.height()
        for one in sayings:
            measure = QFontMetricsF(one.shown_font)
            assert all(measure.horizontalAdvance(line) <= one.width() for line in one.lines), (one.text(), one.lines)
            assert one.height() >= len(one.lines) * measure.lineSpacing() - 1.0, (one.text(), one.lines)
            right = one.mapTo(shown.story, one.rect().topRight()).x()
            assert right <= shown.story.width() - shown.story._px, "with air beside it"
            seen, given = re.sub(r"[-\s]", "", "".join(one.lines)), re.sub(r"[-\s]", "", one.text())
            # In Hungarian a letter may come back where a word is broken.
            assert seen == given or (language == "hu" and len(seen) >= len(given)), (seen, given)
    shown.visit(Stop("touchpoint", ident))
    QApplication.processEvents()
    grade = shown._ui.number(3.25)
    feeling = next(one for one in shown.story.widget().findChildren(Saying) if one.text().endswith(grade))
    assert feeling.lines[-1].endswith(grade), "the grade is whole"
    picture = shown.story.grab().toImage()
    ground = picture.pixelColor(picture.width() - 3, picture.height() - 3)
    beside = range(picture.width() - shown.story._px // 2, picture.width() - 1)
    assert all(picture.pixelColor(x, y) == ground for x in beside for y in range(picture.height())), "no ink reaches the edge"


def test_a_word_just_too_long_is_set_smaller_before_it_is_broken(story: Callable[[str, int, int], tuple[Presentation, str]]) -> None:
    shown, ident = story("nl", 1920, 1080)
    one = shown._desk.journey
    cards = [t.model_copy(update={"title": "Verantwoordelijkheidsgevoel"}) if t.id == ident else t for t in one.touchpoints]
    shown._desk.session.adopt(one.model_copy(update={"touchpoints": tuple(cards)}))
    shown.visit(Stop("touchpoint", ident))
    QApplication.processEvents()
    title = next(s for s in shown.story.widget().findChildren(Saying) if s.text() == "Verantwoordelijkheidsgevoel")
    assert title.lines == ("Verantwoordelijkheidsgevoel",)
    assert LEAST_TYPE * shown.height() <= title.shown_font.pixelSize() < title.font().pixelSize()

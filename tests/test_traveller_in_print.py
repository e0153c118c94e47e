"""The noun of a document on paper and on the command line: the poster, the empty wall, the handouts, what “check” asks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cjm_desktop import cli
from cjm_desktop.document import Journey, State, Traveller, TravellerNoun
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.layout.sheet import Text
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.press.sheets import SheetMaker
from cjm_desktop.storage import save_journey
from cjm_desktop.storage.templates import load

COMPOUNDS = {
    "en": "PATIENT JOURNEY",
    "da": "PATIENTREJSE",
    "nl": "PATIËNTREIS",
    "hu": "BETEGÚT",
    "sv": "PATIENTRESA",
}
CUSTOMERS = {"en": "CUSTOMER", "da": "KUNDE", "nl": "KLANT", "hu": "ÜGYFÉL", "sv": "KUND"}


def patient(language: str, **more: object) -> Journey:
    journey = load("new-laptop", language)
    return journey.replace(traveller=Traveller(noun=TravellerNoun.PATIENT), **more)


def said(journey: Journey, order: PrintOrder) -> str:
    """The words of the sheets of an order."""
    sheets = SheetMaker().sheets(journey, order)
    items = (item for sheet in sheets for part in sheet.parts() for item in part.items)
    return "\n".join(item.line.text for item in items if isinstance(item, Text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_is_named_after_its_traveller(language: str) -> None:
    words = said(patient(language), PrintOrder(view="poster"))
    assert COMPOUNDS[language] in words
    assert CUSTOMERS[language] not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ideal_journey_says_whose_too(language: str) -> None:
    words = said(patient(language, state=State.IDEAL), PrintOrder(view="poster"))
    assert COMPOUNDS[language] in words
    assert catalogue_for(language).pgettext("poster", "Ideal {traveller_journey}").split()[0].upper() in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_wall_is_named_after_its_traveller(language: str) -> None:
    assert COMPOUNDS[language] in said(patient(language), PrintOrder(view="blank"))


def test_the_poster_speaks_its_own_language_with_the_nouns_of_that_language() -> None:
    words = said(patient("en"), PrintOrder(view="poster", language="hu"))
    assert COMPOUNDS["hu"] in words
    own = Traveller(noun=TravellerNoun.OWN, word="volunteer", compound="volunteer’s way")
    assert "VOLUNTEER’S WAY" in said(load("new-laptop", "en").replace(traveller=own), PrintOrder(view="poster", language="sv"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reads the PDF with poppler")
def test_what_is_taken_from_the_pdf_has_the_noun(tmp_path: Path) -> None:
    target = tmp_path / "poster.pdf"
    Press().print(patient("da"), PrintOrder(view="poster"), target)
    text = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, check=True).stdout.decode()
    assert COMPOUNDS["da"] in text
    assert "KUNDE" not in text


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "Invite people who meet the patient every day."),
        ("da", "Inviter nogen, der møder patienten hver dag."),
        ("nl", "Nodig mensen uit die de patiënt elke dag tegenkomen."),
        ("hu", "Hívjon meg olyanokat, akikkel a beteg nap mint nap találkozik."),
        ("sv", "Bjud in dem som möter patienten varje dag."),
    ],
)
def test_check_asks_about_the_one_who_travels(
    language: str, asked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    journey = patient("en")
    save_journey(journey.replace(charter=journey.charter.replace(participants=())), tmp_path / "a.cjm", None)
    cli.main(["check", str(tmp_path / "a.cjm"), "--lang", language])
    assert asked in capsys.readouterr().out

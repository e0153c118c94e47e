"""What each format holds is what the table says, on a full journey; the documentation is that table."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjm_desktop.cli.export_options import TABLES
from cjm_desktop.document import Journey, LaneText, Phase, Picture, Scale, TextLane
from cjm_desktop.exchange.files import FORMS, file_of_journey, journey_of_file
from cjm_desktop.exchange.losses import SUBJECTS, losses, losses_in_words
from cjm_desktop.storage import templates

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "en" / "formats.md"


def full() -> Journey:
    """The largest sample, with the few things that it does not have."""
    journey = templates.load("new-colleague", "en")
    first, *rest = journey.touchpoints
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    picture = Picture.model_validate({"data": data})
    elsewhere = {"id": "n7", "severity": "high"}
    first = first.replace(picture=picture, note="Mind", ojf=elsewhere, lane_texts=(LaneText(lane="own", text="Behind"),))
    named, nameless, *more = journey.phases
    phases = (named, nameless.replace(name=""), *more, Phase(id="none", name="Nothing yet"))
    return journey.replace(
        touchpoints=(first, *rest),
        phases=phases,
        text_lanes=(TextLane(id="own", name="Backstage"),), scale=Scale(lowest=0, neutral=5.5, highest=11)
    )


def written(journey: Journey) -> dict[str, bytes]:
    return {form: file_of_journey(journey, form).data for form in FORMS}


def test_a_format_holds_what_the_table_says_and_nothing_else() -> None:
    whole = full()
    usual = whole.replace(scale=Scale())
    lacking = [str(one.name) for one in SUBJECTS if not one.values(whole)]
    assert not lacking, "the journey of this test has everything that is in the table"
    for journey in (whole, usual):
        for form, data in written(journey).items():
            again = journey_of_file(f"a.{form}", data, lenient=True).journey
            for one in SUBJECTS:
                # Grades lie on a scale: where that does not come along, they do only on the usual one.
                if journey is whole and str(one.name).startswith(("Grades,", "Desired", "Gaps")):
                    continue
                if one.values(journey):
                    assert (one.values(again) == one.values(journey)) == (form in one.formats), (form, str(one.name))


def test_what_stays_behind_is_counted() -> None:
    assert losses(Journey(), "mmd") == []
    assert losses_in_words(Journey(), "csv", str) == ""
    journey = Journey(title="A", goals=("B", "C"))
    assert losses_in_words(journey, "csv", str) == "Not in this file: Title of the journey (1), Goals and expectations (2)."
    assert losses_in_words(journey, "md", str) == ""


def test_the_page_of_formats_is_the_table() -> None:
    head = ["| " + " | ".join(["", *(form.name for form in FORMS.values())]).strip() + " |", "|---|" + ":-:|" * len(FORMS)]
    body = [f"| {one.name} | " + " | ".join("yes" if form in one.formats else "–" for form in FORMS) + " |" for one in SUBJECTS]
    page = PAGE.read_text("utf-8")
    assert "\n".join([*head, *body]) in page, "\n".join([*head, *body])


def test_the_command_line_writes_every_form() -> None:
    """It names them itself, because it must not load them to be quick."""
    assert tuple(FORMS) == TABLES


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_explained(form: str) -> None:
    assert f"`.{form}`" in PAGE.read_text("utf-8")

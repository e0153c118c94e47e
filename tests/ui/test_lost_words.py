"""What was lost of a damaged file is told in the words of the window, in its language."""

from __future__ import annotations

from pathlib import Path

from rooms import small_journey, ui

from cjm_desktop.document import Message, Problem
from cjm_desktop.storage import Salvaged
from cjm_desktop.ui.lost_words import spoken_of


def test_fields_are_called_by_what_they_are_in_their_own_record_and_lists_by_their_names(tmp_path: Path) -> None:
    gone = Message("“{id}” is not the id of any record in {list}.", id="ph-4", list="phases")
    saved = Salvaged(
        small_journey(),
        (
            Problem("desired", Message("This could not be read; it was left out.")),
            Problem("touchpoints[0].desired", Message("This could not be read; it was left out.")),
            Problem("touchpoints[0].phase", Message("{reason} It was put right.", reason=gone)),
        ),
        {"touchpoints[0]": "The card"},
    )
    said = spoken_of(ui(tmp_path, "da"), saved).split("\n")
    assert [line.partition(": ")[0].removeprefix("•  ") for line in said[:2]] == [
        "Oplevelsen, vi ønsker",
        "Touchpoint 1 »The card«, Ønsket karakter",
    ]
    assert "phases" not in said[2] and "Faser" in said[2]

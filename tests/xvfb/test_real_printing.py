"""A poster over tiles, by hand: chosen in the dialog, printed, and opened again from the PDF. Real mouse and key events."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from real_window import START, Program, State, grip, lacking
from test_real_window import name_file

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]


@pytest.fixture(scope="module")
def size() -> tuple[int, int]:
    """A small screen."""
    return 1366, 768


def test_a_poster_is_printed_over_tiles_and_opened_again_from_the_pdf(
    program: Program, folder: Path, start: State
) -> None:
    target = folder / "tiles.pdf"
    program.key("ctrl+e")
    found = program.dialog("Export poster", "Export …", "Sheets and tiles")
    if "A4" not in found["buttons"]:
        program.click(found["buttons"]["Sheets and tiles"])
        found = program.dialog("Export poster", "A4")
    program.click(found["buttons"]["A4"])
    fewer = "98 %: 21 instead of 25 sheets"
    # The button has just come, and the form makes room for it: the first click may miss it.
    for _ in range(3):
        state = program.wait(lambda s: any({fewer, "Back to full size"} & set(d["buttons"]) for d in s["dialogs"]), f"“{fewer}”")
        (form,) = (d for d in state["dialogs"] if d["title"] == "Export poster")
        if fewer in form["buttons"]:
            program.click(form["buttons"][fewer])
        if program.comes(lambda s: any("Back to full size" in d["buttons"] for d in s["dialogs"]), 8.0):
            break
    found = program.dialog("Export poster", "Back to full size", "Export …")
    program.click(found["buttons"]["Export …"])
    name_file(program, target, "Save")
    done = program.dialog("Export poster", "Done")
    program.click(done["buttons"]["Done"])
    program.wait(lambda s: not s["dialogs"], "the dialog gone")
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 22, "the map and 21 tiles"
    # What is on the screen now is another journey; the paper brings the first one back.
    program.click(grip(start, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"], "the card selected")
    program.key("Delete")
    program.wait(lambda s: "t1" not in s["order"], "the card gone")
    program.key("ctrl+o")
    question = program.dialog("CJM Desktop", "Do not save")
    program.click(question["buttons"]["Do not save"])
    name_file(program, target, "Open")
    state = program.wait(lambda s: s["order"] == START and s["path"] is None, "the journey out of the PDF")
    assert not state["dirty"], "nobody changed anything"
    assert "tiles.pdf" in state["said"]
    assert program.errors == ""

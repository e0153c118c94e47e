"""The export dialog by keyboard alone: a size typed as people type it, kept with the journey, taken back, and nothing exported by
accident. Real key events on a small screen."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from real_window import Program, State, lacking
from test_real_window import name_file

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]


@pytest.fixture(scope="module")
def size() -> tuple[int, int]:
    """A small screen."""
    return 1366, 768


def shown(state: State, text: str) -> bool:
    """Whether a line of the export dialog holds this text."""
    return any(
        text in line for d in state["dialogs"] if d["title"] == "Export poster" for line in d["lines"].values()
    )


def test_a_size_is_typed_kept_taken_back_and_exported_with_ctrl_enter(
    program: Program, folder: Path, start: State
) -> None:
    target = folder / "own.pdf"
    program.key("ctrl+e")
    program.dialog("Export poster", "Export …")
    # From “Print” to “Paper”, and there to “Own size …” by its first letters.
    program.key("Tab", "o", "w")
    program.wait(lambda s: s["dirty"] and shown(s, "1,189 × 841 mm"), "the size there was, as one's own")
    program.key("Tab")
    program.type("60 x 90 cm")
    program.key("Return")
    state = program.wait(lambda s: shown(s, "600 × 900 mm"), "the size in millimetres")
    assert state["dirty"] and state["undo"] == "Change the paper"
    program.key("Return")
    program.key("ctrl+z")
    state = program.wait(lambda s: shown(s, "1,189 × 841 mm"), "the size of before")
    assert [d["title"] for d in state["dialogs"]] == ["Export poster"], "Enter opens nothing"
    program.key("ctrl+y")
    program.wait(lambda s: shown(s, "600 × 900 mm"), "the size again")
    program.dialog("Export poster", "Export …")
    program.key("ctrl+Return")
    name_file(program, target, "Save")
    done = program.dialog("Export poster", "Done")
    program.click(done["buttons"]["Done"])
    state = program.wait(lambda s: not s["dialogs"], "the dialog gone")
    assert state["dirty"], "the journey has another paper now"
    with pikepdf.open(target) as pdf:
        box = [float(n) * 25.4 / 72 for n in pdf.pages[0].trimbox]
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((600, 900), abs=0.5)
    program.key("ctrl+z", "ctrl+z")
    program.wait(lambda s: not s["dirty"], "the journey as it was")
    assert program.errors == ""

"""What a journey is called stands beside its file and its time, and turns neither of them round."""

from __future__ import annotations

from pathlib import Path

from cjm_desktop.document import Journey
from cjm_desktop.storage import salvaged_of, to_bytes
from cjm_desktop.ui.names import apart
from tests.ui.rooms import shut, workspace


def test_a_title_from_right_to_left_keeps_to_itself_in_the_window(tmp_path: Path) -> None:
    assert apart("plain") == "plain"
    made = workspace(tmp_path, Journey(title="מסע (1)"))
    assert made.window_.windowTitle().startswith("\u2068מסע (1)\u2069[*] — ")
    shut(made)


def test_a_file_whose_title_turns_words_round_is_put_right_and_told() -> None:
    found = salvaged_of(to_bytes(Journey(title="evil TITLE")).replace(b"TITLE", "\u202egpj.\u2067x".encode()))
    assert found is not None and found.journey.title == "evil gpj.x"
    assert [problem.place for problem in found.problems] == ["title"]

"""The command line and a file that somebody has open in the editor: read it may be, written over not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cjm_desktop.cli import main
from cjm_desktop.document import Journey
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.storage.lock import take


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A journey that is open in an editor."""
    path = tmp_path / "open.cjm"
    save_journey(Journey(title="Open"), path, None)
    lock = take(path)
    assert lock is not None
    yield path
    lock.release()


def test_writing_onto_it_is_refused_with_a_sentence(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "table.csv").write_text("phase,title\nBefore,Asks\n", encoding="utf-8")
    for command in (["new", "-o", str(file)], ["import", str(tmp_path / "table.csv"), "-o", str(file)]):
        assert main(command) == 3
        said = capsys.readouterr()
        assert said.out == "" and said.err.startswith(f"“{file}” was not saved. You have had it open in another window since")
    assert open_journey(file).journey.title == "Open"
    assert main(["new", "-o", str(file), "--lang", "hu"]) == 3
    assert capsys.readouterr().err.startswith("Nincs mentve: ")


def test_reading_it_needs_no_lock(file: Path, tmp_path: Path) -> None:
    assert main(["export", str(file), "-o", str(tmp_path / "out.md")]) == 0
    assert main(["check", str(file)]) in (0, 1)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".cjm", ".cjm-lock", ".md"]

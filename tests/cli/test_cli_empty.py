"""An empty journey on the command line: it is printed, and in one sentence the blank wall is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjm_desktop import cli


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_an_empty_journey_is_printed_and_the_blank_wall_is_proposed_in_a_sentence(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")  # the command line sets it; take it away again
    assert cli.main(["new", "-o", "empty.cjm", "--lang", "en"]) == 0
    capsys.readouterr()
    assert cli.main(["export", "empty.cjm", "-o", f"poster.{ending}"]) == 0
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert "print the blank poster instead" in said[0]
    assert Path(f"poster.{ending}").stat().st_size > 500
    assert cli.main(["export", "empty.cjm", "-o", "wall.pdf", "--view", "blank"]) == 0
    assert capsys.readouterr().err == ""

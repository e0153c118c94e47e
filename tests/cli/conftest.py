"""Commands run in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop import cli
from cjm_desktop.storage import save_journey, templates

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")  # the command line sets it; take it away again

    def running(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample of a new colleague in the empty folder."""
    save_journey(templates.load("new-colleague", "en"), tmp_path / "a.cjm", None)
    return tmp_path / "a.cjm"

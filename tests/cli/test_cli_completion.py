"""Completion and manual page: made of the very parsers, so that nothing is missing and nothing is proposed that is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from cjm_desktop.cli.commands import COMMANDS
from cjm_desktop.cli.completion import SHELLS, script
from cjm_desktop.cli.tree import commands
from cjm_desktop.i18n import catalogue_for

ROOT = Path(__file__).resolve().parent.parent.parent
ENGLISH = catalogue_for("en")


def test_every_command_and_every_value_is_decided_about() -> None:
    found = commands(ENGLISH)  # raises for an option about whose values nobody has decided
    assert {command.name for command in found} == {"", *COMMANDS}
    view = next(option for command in found for option in command.options if command.name == "export" and "--view" in option.names)
    assert {"poster", "deck", "pack"} <= set(view.values.words)


@pytest.mark.parametrize("option", ["--view", "--theme", "--paper", "--standard"])
def test_what_is_proposed_is_taken(option: str, run: Run, sample: Path) -> None:
    (export,) = (command for command in commands(ENGLISH) if command.name == "export")
    (words,) = (one.values.words for one in export.options if option in one.names)
    code, _out, err = run("export", sample, option, words[-1], "-o", "out.pdf")
    assert code in (0, 1), f"{option} {words[-1]}: {err}"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command_and_option(shell: str) -> None:
    text = script(shell, ENGLISH)
    for command in commands(ENGLISH):
        assert re.search(rf"\b{command.name}\b", text)
        for option in command.options:
            long = option.names[-1]
            assert (f"-l {long[2:]}" if shell == "fish" else long) in text, f"{command.name} {long}"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_understood_by_its_shell_in_every_language(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    for language in ("en", "da", "hu", "nl", "sv"):
        path = tmp_path / f"{language}.{shell}"
        path.write_text(script(shell, catalogue_for(language)), encoding="utf-8")
        done = subprocess.run([program, "--no-execute" if shell == "fish" else "-n", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), language


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="bash is not here")
@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        (["ex"], "export"),
        (["export", "a b.cjm", "--view", "pos"], "poster"),
        (["export", "a b.cjm", "--view", "=", "pos"], "poster"),
        (["export", "--the"], "--theme"),
        (["export", ""], "a b.cjm|folder"),
        (["export", "-o", ""], "old.pdf|folder"),
        (["completion", "z"], "zsh"),
        (["export", "--dpi", ""], ""),
    ],
)
def test_bash_proposes_what_fits(line: list[str], proposed: str, tmp_path: Path) -> None:
    (tmp_path / "a b.cjm").touch()
    (tmp_path / "old.pdf").touch()
    (tmp_path / "folder").mkdir()
    script_file = tmp_path / "completion"
    script_file.write_text(script("bash", ENGLISH), encoding="utf-8")
    ask = 'source ./completion; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cjm_desktop; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", ask, "bash", "cjm-desktop", *line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert sorted(done.stdout.split("\n")[:-1]) == sorted(proposed.split("|")), done.stderr


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not here")
def test_fish_proposes_what_fits(tmp_path: Path) -> None:
    (tmp_path / "completion.fish").write_text(script("fish", ENGLISH), encoding="utf-8")
    ask = "source completion.fish; complete -C 'cjm-desktop export --theme '"
    done = subprocess.run(["fish", "--no-config", "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == {"house", "ink-light", "high-contrast", "greyscale"}


def test_a_shell_that_nobody_knows_is_told_so(run: Run) -> None:
    code, out, err = run("completion", "tcsh", "--lang", "en")
    assert (code, out) == (2, "")
    assert "bash, zsh, fish" in err


def test_the_manual_page_is_that_of_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import make_manual; print(make_manual.page(), end='')"],
        cwd=ROOT / "packaging", capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    kept = (ROOT / "packaging" / "linux" / "cjm-desktop.1").read_text(encoding="utf-8")
    assert kept == done.stdout, "python packaging/make_manual.py writes it anew"

"""The command line as a process: no toolkit where none is needed, tidy pipes, no traceback whatever comes in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_desktop.storage import save_journey, templates

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("PySide6", "shiboken6", "pyqtgraph", "numpy")


def python(*arguments: str, folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        **options,  # type: ignore[call-overload]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_journey(templates.load("new-laptop", "en"), tmp_path / "a.cjm", None)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "never"),
    [
        ("--version", (*HEAVY, "pydantic", "reportlab", "openpyxl", "uharfbuzz")),
        ("export --help", (*HEAVY, "pydantic", "reportlab", "openpyxl", "uharfbuzz")),
        ("new -o b.cjm", (*HEAVY, "reportlab", "openpyxl", "uharfbuzz")),
        ("check a.cjm", (*HEAVY, "reportlab", "openpyxl", "uharfbuzz")),
        ("schema", (*HEAVY, "reportlab", "openpyxl", "uharfbuzz")),
        ("export a.cjm -o b.csv", (*HEAVY, "reportlab", "openpyxl", "uharfbuzz")),
        ("export a.cjm -o b.md", (*HEAVY, "reportlab", "openpyxl", "uharfbuzz")),
        ("export a.cjm -o b.pdf", ("PySide6", "shiboken6", "pyqtgraph", "openpyxl")),
        ("export a.cjm -o b.svg", ("PySide6", "shiboken6", "pyqtgraph", "openpyxl", "reportlab")),
    ],
)
def test_only_what_is_needed_is_loaded(command: str, never: tuple[str, ...], folder: Path) -> None:
    program = (
        "import sys\nfrom cjm_desktop.cli import main\ncode = main(sys.argv[2:])\n"
        "found = {name.split('.')[0] for name in sys.modules} & set(sys.argv[1].split())\n"
        "sys.exit(f'loaded: {found}' if found else code)"
    )
    done = python("-c", program, " ".join(never), *command.split(), folder=folder)
    assert "loaded:" not in done.stderr
    assert done.returncode in (0, 1), done.stderr


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 99,
        b"[" * 100_000,
        b'{"format": "cjm-journey", "version": 1, "journey": {"touchpoints": 7}}',
    ],
)
@pytest.mark.parametrize("command", ["check x.cjm", "export x.cjm -o y.pdf", "import x.csv -o y.cjm"])
def test_nonsense_ends_with_a_sentence(command: str, data: bytes, folder: Path) -> None:
    (folder / "x.cjm").write_bytes(data)
    (folder / "x.csv").write_bytes(data)
    done = python("-m", "cjm_desktop", *command.split(), folder=folder)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert not (folder / "y.pdf").exists()
    assert not (folder / "y.cjm").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writer = subprocess.Popen(
        [sys.executable, "-m", "cjm_desktop", "schema"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    said = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait(timeout=60) == 141
    assert said == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_an_answer_that_cannot_be_written(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cjm_desktop", "schema"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == "The answer could not be written: the disk is full.\n"


def test_a_terminal_that_cannot_show_the_letters(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cjm_desktop", "new", "-o", "őű.cjm"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert b"?.cjm? is written" in done.stdout
    assert (folder / "őű.cjm").exists()

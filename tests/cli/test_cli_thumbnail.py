"""Small pictures for file managers: whole, of the size asked for, without real names; of bad files none, and no traceback."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run
from PIL import Image

from cjm_desktop.cli import thumbnail as command
from cjm_desktop.i18n import catalogue_for


def size_of(png: Path) -> tuple[int, int]:
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def thumb(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as a file manager does it: it holds its memory to a bound."""
    line = [sys.executable, "-P", "-m", "cjm_desktop", "thumbnail", *map(str, arguments)]
    root = Path(__file__).resolve().parent.parent.parent
    return subprocess.run(
        line, env={"PYTHONPATH": str(root), "PATH": "", "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False
    )


def test_a_picture_is_whole_and_as_large_as_asked_for(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "small.png"
    done = thumb(sample, out, "--size", "128")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert max(size_of(out)) == 128
    with Image.open(out) as picture:  # not a white sheet
        assert len(picture.convert("RGB").getcolors(1 << 16) or ()) > 100
    assert not list(tmp_path.glob(".~lock*"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.cjm", b""),
        ("text.cjm", b"not a journey"),
        ("deep.cjm", b"[" * 100_000),
        ("numbers.cjm", b'{"format": "cjm-journey", "version": 1e400}'),
        ("binary.cjm", bytes(range(256)) * 100),
    ],
)
def test_of_a_bad_file_there_is_no_picture_and_one_sentence(name: str, content: bytes, run: Run, tmp_path: Path, no_bounds: None) -> None:
    (tmp_path / name).write_bytes(content)
    code, out, err = run("thumbnail", name, "out.png")
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1 and "Traceback" not in err
    assert not (tmp_path / "out.png").exists()


def test_a_missing_file_and_one_that_is_too_large(run: Run, tmp_path: Path, no_bounds: None) -> None:
    assert run("thumbnail", "none.cjm", "out.png")[0] == 1
    with (tmp_path / "large.cjm").open("wb") as file:
        file.truncate(command._LARGEST + 1)
    assert run("thumbnail", "large.cjm", "out.png")[0] == 1


@pytest.fixture
def no_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own process keeps its memory."""
    monkeypatch.setattr(command, "_hold_memory", lambda: None)


@pytest.mark.parametrize("size", ["0", "4000", "many"])
def test_a_size_that_makes_no_sense_is_refused(size: str, run: Run, sample: Path) -> None:
    assert run("thumbnail", sample, "out.png", "--size", size)[0] == 2


def test_a_journey_is_never_the_picture(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    assert run("thumbnail", sample, sample)[0] == 2
    assert sample.read_bytes() == before


def test_it_ends_when_nobody_waits_any_more(sample: Path, tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from pathlib import Path\n"
        "from cjm_desktop.cli import thumbnail\n"
        "from cjm_desktop.i18n import catalogue_for\n"
        "thumbnail._SECONDS = 0.1\n"
        "thumbnail._draw = lambda *_: time.sleep(60)\n"
        "thumbnail.thumbnail(['a.cjm', 'out.png'], catalogue_for('en'))\n"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).resolve().parent.parent.parent, check=False)
    assert done.returncode == 1
    assert time.monotonic() - began < 30


def test_whatever_goes_wrong_inside_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], no_bounds: None
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("anything")

    monkeypatch.setattr(command, "_draw", broken)
    assert command.thumbnail(["a.cjm", "out.png"], catalogue_for("en")) == 1
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1 and "anything" not in said

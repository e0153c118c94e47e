"""The door to the checkout: what it finds out about a machine, and what it says when it cannot go on."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without a display and without a language."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def door(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *args],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_command_it_tells_what_there_is(tmp_path: Path) -> None:
    for args in ([], ["--help"]):
        done = door(*args, cwd=tmp_path)
        assert done.returncode == 0
        assert "dev.py run [FILE]" in done.stdout


def test_an_unknown_command_is_a_sentence(tmp_path: Path) -> None:
    done = door("fly", cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no command “fly”" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_changes_nothing(tmp_path: Path) -> None:
    done = door("doctor", cwd=tmp_path, LC_ALL="hu_HU.UTF-8")
    assert "Python" in done.stdout
    assert "Language      hu" in done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "sv_SE"}, "sv"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "hu:en"}, "hu"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_sample_speaks_the_machines_language(
    bare: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        bare.setenv(name, value)
    assert dev.machine_language() == language


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a window system")
class TestDisplay:
    def test_none(self, bare: pytest.MonkeyPatch) -> None:
        assert dev.display() == ""

    def test_a_name_that_nobody_answers_to(self, bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
        bare.setenv("DISPLAY", ":9876")
        bare.setenv("WAYLAND_DISPLAY", "wayland-0")
        bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        assert dev.display() == ""

    def test_nonsense(self, bare: pytest.MonkeyPatch) -> None:
        bare.setenv("DISPLAY", "nonsense")
        assert dev.display() == ""

    def test_a_wayland_compositor(self, bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
        bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        bare.setenv("WAYLAND_DISPLAY", "w")
        with socket.socket(socket.AF_UNIX) as compositor:
            bare.chdir(tmp_path)  # socket paths may be short only
            compositor.bind("w")
            compositor.listen()
            bare.setenv("XDG_RUNTIME_DIR", ".")
            assert dev.display() == "wayland"
            bare.setenv("QT_QPA_PLATFORM", "xcb")
            assert dev.display() == ""

    def test_offscreen_on_purpose(self, bare: pytest.MonkeyPatch) -> None:
        bare.setenv("DISPLAY", ":0")
        bare.setenv("QT_QPA_PLATFORM", "offscreen")
        assert dev.display() == ""


def test_an_environment_counts_only_when_its_stamp_fits(tmp_path: Path) -> None:
    environment = dev.Environment(tmp_path / "a folder")
    assert not environment.ready("run")
    environment.python.parent.mkdir(parents=True)
    environment.python.write_bytes(b"not really")
    stamp = environment.folder / ".cjm-ready.json"
    stamp.write_text(json.dumps({"python": environment._interpreter(), "run": environment._lock_hash("run")}))
    assert environment.ready("run")
    assert not environment.ready("dev")
    environment.python.write_bytes(b"another interpreter")
    assert not environment.ready("run")
    stamp.write_text("half writt")
    assert not environment.ready("run")


def test_what_may_not_be_installed_is_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "elevation", lambda: None)
    monkeypatch.setattr(dev, "choose", lambda candidates: candidates[0])
    with pytest.raises(dev.Stop) as stop:
        dev.install_system([("libegl1",), ("libglib2.0-0t64", "libglib2.0-0"), ("libegl1",)], "Qt needs more.")
    assert "sudo apt-get install -y --no-install-recommends libegl1 libglib2.0-0t64\n" in str(stop.value)
    dev.install_system([("xvfb",)], "", required=False)


def test_no_apt_is_said_with_the_packages_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev.Stop, match="libegl1"):
        dev.install_system([("libegl1",)], "Qt needs more.")


def test_programs_see_neither_a_foreign_environment_nor_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    clean = dev.clean_environment()
    assert "PYTHONPATH" not in clean
    assert "VIRTUAL_ENV" not in clean
    assert dev.program_environment()["PYTHONPATH"] == str(ROOT)


def test_every_lock_it_installs_is_there() -> None:
    assert all((ROOT / name).is_file() for name in dev.LOCKS.values())
    assert dev.LOCKS.keys() == dev.IMPORTS.keys()

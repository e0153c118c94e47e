"""Builds the folder that holds the program with its own Python and Qt (PyInstaller), which every package is made of. Standard library only.

Contract: :func:`build` makes it from the checkout with the packages of requirements-bundle.lock, in an environment of its own in
``build/bundle``; the same source with the same Python gives the same files.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

import identity  # noqa: E402

import dev  # noqa: E402 (found through the line above)


def system_packages() -> list[tuple[str, ...]]:
    """What PyInstaller needs of Debian: objdump, and the shared libpython where the system's own Python builds."""
    if not dev.LINUX:
        return []
    lacking: list[tuple[str, ...]] = [] if shutil.which("objdump") else [("binutils",)]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if Path(sys.executable).resolve().parent == Path("/usr/bin"):
        try:
            ctypes.CDLL(f"libpython{version}.so.1.0")
        except OSError:
            lacking.append((f"libpython{version}t64", f"libpython{version}"))
    return lacking


def build(out: Path) -> Path:
    """Build the folder ``cjm-desktop`` below ``out``; gives the program in it. Raises ``dev.Stop`` with PyInstaller's last words."""
    dev.install_system([*dev.missing_libraries(dev.QT), *dev.missing_venv(), *system_packages()], "PyInstaller needs more.")
    environment = dev.Environment(ROOT / "build" / "bundle" / "venv")
    environment.make("bundle")
    command = [
        str(environment.python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(out), "--workpath", str(out / "work"), str(ROOT / "packaging" / "cjm-desktop.spec"),
    ]  # fmt: skip
    # The order of sets in compiled modules, and the time in archives.
    same = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(identity.epoch())}
    done = dev.run_quietly(command, {**dev.clean_environment(), **same})
    program = out / identity.COMMAND / (f"{identity.COMMAND}.exe" if dev.WINDOWS else identity.COMMAND)
    if done.returncode or not program.exists():
        raise dev.Stop(f"PyInstaller could not build the bundle:\n{dev.last_lines(done.stdout, 15)}")
    shutil.rmtree(out / "work", ignore_errors=True)
    if dev.LINUX:
        _strip_python(program.parent)
    return program


def _strip_python(folder: Path) -> None:
    """Take the names for debuggers out of Python's own libraries, where somebody has built that Python with them: 17 MB of 23. Those of the
    packages come as their makers wanted them, and some do not survive it."""
    inside = folder / "_internal"
    own = [*inside.glob("libpython*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
    if own and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", *map(str, own)], check=False, capture_output=True)


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, without the links."""
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def size(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files below a folder."""
    sizes = [path.stat().st_size for path in files(folder)]
    return sum(sizes), len(sizes)


def clean_environment() -> dict[str, str]:
    """An environment in which nothing leads back to the checkout, to a display or to the person's settings."""
    keep = {"PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE", "APPDATA", "LOCALAPPDATA"}
    return {name: value for name, value in os.environ.items() if name in keep} | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}

"""Build the bundle with PyInstaller and try it: ``python3 packaging/check_bundle.py [OUT]``. Standard library only.

PyInstaller gets an environment of its own (requirements-bundle.lock, in build/bundle). The bundle is then started from
another folder with nothing of this checkout in its environment: it must pass its self-test, check a journey, and print
a poster, a picture and a slide of it. With OUT the bundle is left there; else it is taken away again.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

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
    """Build the bundle below ``out``; gives its program. Raises ``dev.Stop`` with PyInstaller's last words."""
    dev.install_system([*dev.missing_libraries(dev.QT), *dev.missing_venv(), *system_packages()], "PyInstaller needs more.")
    environment = dev.Environment(ROOT / "build" / "bundle" / "venv")
    environment.make("bundle")
    command = [
        str(environment.python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(out), "--workpath", str(out / "work"), str(ROOT / "packaging" / "cjm-desktop.spec"),
    ]  # fmt: skip
    done = dev.run_quietly(command, dev.clean_environment())
    program = out / "cjm-desktop" / ("cjm-desktop.exe" if dev.WINDOWS else "cjm-desktop")
    if done.returncode or not program.exists():
        raise dev.Stop(f"PyInstaller could not build the bundle:\n{dev.last_lines(done.stdout, 15)}")
    shutil.rmtree(out / "work", ignore_errors=True)
    return program


def tried(program: Path, folder: Path) -> None:
    """Have the bundle do its work in ``folder``. Raises ``dev.Stop`` when it does not."""
    keep = {"PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"}
    env = {name: value for name, value in os.environ.items() if name in keep} | {"QT_QPA_PLATFORM": "offscreen"}
    journey = str(folder / "journey.cjm")
    commands: tuple[list[str], ...] = (
        ["--self-test"],
        ["new", "--template", "new-colleague", "--lang", "nl", "-o", journey],
        ["check", journey, "--json"],
        ["export", journey, "-o", str(folder / "poster.pdf")],
        ["export", journey, "-o", str(folder / "poster.png"), "--dpi", "40"],
        ["export", journey, "-o", str(folder / "poster.pptx")],
    )
    for arguments in commands:
        started = time.monotonic()
        done = subprocess.run(
            [str(program), *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace",
        )  # fmt: skip
        said = done.stdout + done.stderr
        if done.returncode not in {0, 1} or (arguments == ["--self-test"] and done.returncode):
            raise dev.Stop(f"The bundle's “{arguments[0]}” gave {done.returncode}:\n{dev.last_lines(said, 15)}")
        print(f"  {arguments[0]}: {time.monotonic() - started:.1f} s")
        if arguments == ["--self-test"]:
            print(dev.last_lines(done.stdout, 1))
    for name in ("poster.pdf", "poster.png", "poster.pptx"):
        if (folder / name).stat().st_size < 5_000:
            raise dev.Stop(f"The bundle's {name} is empty.")


def main() -> int:
    """Build, try, report; gives the exit code."""
    with tempfile.TemporaryDirectory(prefix="cjm-bundle-") as scratch:
        out = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(scratch) / "dist"
        work = Path(scratch) / "work"
        work.mkdir()
        try:
            started = time.monotonic()
            program = build(out)
            size = sum(f.stat().st_size for f in program.parent.rglob("*") if f.is_file() and not f.is_symlink())
            print(f"Bundle built in {time.monotonic() - started:.0f} s, {size / 1e6:.0f} MB")
            tried(program, work)
        except dev.Stop as stop:
            print(stop)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

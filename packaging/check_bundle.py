"""Build everything that can be built here, and try each: ``python3 packaging/check_bundle.py [OUT] [--wheel PROGRAM]``.

The bundle comes first (PyInstaller, packaging/bundle.py). On Linux the portable folder and, where dpkg-deb is, the Debian package are made
of it; the package is unpacked and tried, not installed (packaging/check_debian.py does that in a Debian of its own). Each has to print
byte for byte what the program of the wheel prints, or where none is named, the checkout. With OUT all is left there, packed as it is
published; else it is packed quickly and taken away again. Standard library only.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build_appdir
import build_deb
import bundle
import trying

import dev


def built(out: Path, scratch: Path, *, publish: bool) -> dict[str, Path]:
    """Build all; gives the program of each by the name of the build. Raises ``dev.Stop``."""
    began = time.monotonic()
    program = bundle.build(out)
    _tell("bundle", program.parent, began)
    if not dev.LINUX:
        return {"bundle": program}
    # On Linux the very same files are tried in the folder and in the package.
    programs = {}
    began = time.monotonic()
    folder = build_appdir.build(program.parent, out)
    # Tried where it was not built.
    moved = scratch / "moved here" / "portable"
    shutil.copytree(folder, moved, symlinks=True)
    if publish:
        build_appdir.pack(folder)
    _tell("portable folder", folder, began)
    programs["portable folder"] = trying.program_in(moved)
    if shutil.which("dpkg-deb"):
        began = time.monotonic()
        package = build_deb.build(program.parent, out, level=6 if publish else 0)
        unpacked = scratch / "unpacked"
        done = dev.run_quietly(["dpkg-deb", "-x", str(package), str(unpacked)])
        if done.returncode:
            raise dev.Stop(f"dpkg-deb cannot unpack the package:\n{dev.last_lines(done.stdout, 5)}")
        _tell("Debian package", unpacked, began)
        programs["Debian package"] = trying.program_in(unpacked)
    return programs


def _tell(name: str, folder: Path, began: float) -> None:
    held, count = bundle.size(folder)
    print(f"{name}: {held / 1e6:.0f} MB in {count} files, built in {time.monotonic() - began:.0f} s", flush=True)


def main(arguments: list[str]) -> int:
    """Build, try, report; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--wheel", type=Path, help="the program of an installed wheel")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cjm-bundle-") as place:
        scratch = Path(place)
        out = options.out.resolve() if options.out else scratch / "dist"
        try:
            programs = built(out, scratch, publish=options.out is not None)
            (right := scratch / "right").mkdir()
            wheel = options.wheel is not None and options.wheel.exists()
            reference = trying.Reference([str(options.wheel)], right) if wheel else trying.checkout(right)
            for number, (name, program) in enumerate(programs.items()):
                (work := scratch / f"work {number}").mkdir()
                print(f"{name}: {trying.proved([str(program)], work, reference)}", flush=True)
        except dev.Stop as stop:
            print(stop)
            return 1
        print(f"All print what {'the wheel' if wheel else 'the checkout'} prints: {', '.join(reference.printed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

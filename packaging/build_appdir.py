"""Build the portable folder for Linux: ``python3 packaging/build_appdir.py OUT [--bundle FOLDER] [--level N]``. Standard library only.

Makes ``OUT/CJM-Desktop-VERSION-x86_64.AppDir`` and a ``.tar.xz`` of it. The folder runs wherever it is put, also from a read-only
disk: start ``AppRun`` in it. It is laid out as an AppDir, so that the tools that make one file of such a folder take it as it is.
With ``--bundle`` a folder of PyInstaller that is there already is taken; ``--level 0`` packs quickly, ``--level none`` does not pack.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import identity
import linux_tree

import dev

_RUN = f"""#!/bin/sh
# Starts {identity.NAME} wherever this folder stands.
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/bin/{identity.COMMAND}" "$@"
"""


def name() -> str:
    """What the folder is called."""
    return f"{identity.NAME.replace(' ', '-')}-{identity.version()}-{platform.machine()}.AppDir"


def build(folder: Path, out: Path) -> Path:
    """Make the portable folder below ``out`` of a built bundle; gives it. One that was there is replaced."""
    root = out / name()
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    linux_tree.lay_out(folder, root)
    start = root / "AppRun"
    start.write_text(_RUN, encoding="utf-8")
    start.chmod(0o755)
    (root / f"{identity.ID}.desktop").symlink_to(f"usr/share/applications/{identity.ID}.desktop")
    (root / f"{identity.ID}.png").symlink_to(f"usr/share/icons/hicolor/256x256/apps/{identity.ID}.png")
    (root / ".DirIcon").symlink_to(f"{identity.ID}.png")
    linux_tree.settle(root)
    return root


def pack(root: Path, level: int = 6) -> Path:
    """Pack a portable folder beside it; gives the archive."""
    packed = root.with_name(f"{root.name.removesuffix('.AppDir')}.tar.xz")
    linux_tree.pack(root, packed, level)
    return packed


def main(arguments: list[str]) -> int:
    """Build and pack; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--level", default="6")
    options = parser.parse_args(arguments)
    out = options.out.resolve()
    with tempfile.TemporaryDirectory(prefix="cjm-appdir-") as scratch:
        try:
            built = options.bundle or bundle.build(Path(scratch)).parent
        except dev.Stop as stop:
            print(stop)
            return 1
        root = build(built, out)
    held, count = bundle.size(root)
    print(f"{root.name}: {held / 1e6:.0f} MB in {count} files")
    if options.level != "none":
        packed = pack(root, int(options.level))
        print(f"{packed.name}: {packed.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

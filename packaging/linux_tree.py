"""Lays the program out as Linux wants it: ``usr/bin``, ``usr/lib``, ``usr/share``. Standard library only.

Contract: :func:`lay_out` makes the tree that the Debian package and the portable folder share; every file in it has the day of the release
as its time and rights that do not depend on who builds. :func:`pack` makes an archive of a folder, the same bytes for the same files.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import identity
import metainfo

#: Where each shell looks for completions that packages bring.
COMPLETIONS = {
    "bash": f"usr/share/bash-completion/completions/{identity.COMMAND}",
    "zsh": f"usr/share/zsh/vendor-completions/_{identity.COMMAND}",
    "fish": f"usr/share/fish/vendor_completions.d/{identity.COMMAND}.fish",
}
#: File in packaging/linux -> place below ``usr/share``.
FILES = {
    f"{identity.ID}.desktop": f"applications/{identity.ID}.desktop",
    f"{identity.ID}.mime.xml": f"mime/packages/{identity.ID}.xml",
    f"{identity.ID}.thumbnailer": f"thumbnailers/{identity.ID}.thumbnailer",
}


def lay_out(folder: Path, root: Path) -> None:
    """Put a built bundle (``folder``, which holds the program) and all that desktops read below ``root``.

    Raises ``subprocess.CalledProcessError`` when the program cannot be run.
    """
    place = root / "usr" / "lib" / identity.COMMAND
    shutil.copytree(folder, place, symlinks=True)
    command = root / "usr" / "bin" / identity.COMMAND
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{identity.COMMAND}/{identity.COMMAND}")
    share = root / "usr" / "share"
    for name, where in FILES.items():
        _copy(identity.LINUX / name, share / where)
    _write(share / "metainfo" / f"{identity.ID}.metainfo.xml", metainfo.text().encode())
    for drawing, theme_place, name in (("app", "apps", identity.ID), ("document", "mimetypes", identity.FILE_ICON)):
        icons = share / "icons" / "hicolor"
        _copy(identity.ICONS / f"{drawing}.svg", icons / "scalable" / theme_place / f"{name}.svg")
        for size in identity.PIXELS:
            _copy(identity.ICONS / f"{drawing}-{size}.png", icons / f"{size}x{size}" / theme_place / f"{name}.png")
    manual = identity.LINUX / f"{identity.COMMAND}.1"
    _write(share / "man" / "man1" / f"{identity.COMMAND}.1.gz", zipped(manual.read_bytes()))
    for shell, where in COMPLETIONS.items():
        said = subprocess.run(
            [str(place / identity.COMMAND), "completion", shell], capture_output=True, check=True, env=bundle.clean_environment()
        )
        _write(root / where, said.stdout)


def settle(root: Path) -> None:
    """Give everything below a folder the release's time, and rights that everybody can read: 755 for folders and programs, 644 else."""
    moment = identity.epoch()
    for path in sorted([root, *root.rglob("*")], reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or bool(path.stat().st_mode & 0o100 and not path.name.endswith((".so", ".py")) and ".so." not in path.name)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def pack(folder: Path, target: Path, level: int = 6) -> None:
    """Put a folder into a ``.tar.xz``: names in order, nobody's names, the release's time. ``level``: 0 is quick, 9 is small."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = identity.epoch()
        return entry

    with tarfile.open(target, "w:xz", format=tarfile.GNU_FORMAT, preset=level) as archive:
        for path in sorted([folder, *folder.rglob("*")]):
            archive.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=plain)


def zipped(data: bytes) -> bytes:
    """Data as gzip makes it with ``-9n``: as small as it gets, no name and no time in it."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as file:
        file.write(data)
    return out.getvalue()


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_bytes())


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)

"""Which libraries of the system the program needs on Linux, and who brings them. Standard library only.

Contract. Of the system's own libraries only those come along (:func:`comes_along`) that a desktop may lack, or that are called by another
name elsewhere. All others must be there, as they are on every desktop: :data:`PACKAGES` names for each the packages of Debian and Ubuntu
that bring it. :func:`outside` looks into the finished folder and gives what it asks of the system; a library that nobody has decided about
makes the build of the Debian package fail.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dev

#: Beginnings of file names: libraries that come along.
ALONG = (
    # Python's own, which other systems have in other versions or call by other names.
    "libpython", "libffi.", "libbz2.", "liblzma.", "libcrypto.", "libssl.", "libreadline.", "libtinfo.", "libsqlite3.", "libuuid.",
    "libncursesw.", "libpanelw.", "libmpdec.", "libexpat.", "libdb-", "libnsl.", "libtirpc.",
    # What Qt needs beside X11 and what not every desktop has.
    "libxcb-", "libxkbcommon-x11.", "libxkbcommon.",
)  # fmt: skip

#: Library -> packages that bring it, newest name first: what Qt needs (dev.py), and what else the folder asks for.
PACKAGES: dict[str, tuple[str, ...]] = {
    **dev.QT, **dev.X11, **dev.WAYLAND,
    "libc.so.6": ("libc6",), "libm.so.6": ("libc6",), "libdl.so.2": ("libc6",), "libpthread.so.0": ("libc6",), "librt.so.1": ("libc6",),
    "libutil.so.1": ("libc6",), "libresolv.so.2": ("libc6",), "ld-linux-x86-64.so.2": ("libc6",), "libcrypt.so.1": ("libcrypt1",),
    "libgcc_s.so.1": ("libgcc-s1",), "libstdc++.so.6": ("libstdc++6",), "libz.so.1": ("zlib1g",),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"), "libfreetype.so.6": ("libfreetype6",),
    "libX11.so.6": ("libx11-6",), "libxcb.so.1": ("libxcb1",), "libICE.so.6": ("libice6",), "libSM.so.6": ("libsm6",),
    "libwayland-egl.so.1": ("libwayland-egl1",), "libdrm.so.2": ("libdrm2",), "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libzstd.so.1": ("libzstd1",), "libbrotlidec.so.1": ("libbrotli1",),
}  # fmt: skip
#: What only some need: printing, and Wayland's own window frames. Without them that part of Qt stays away, and nothing else.
OPTIONAL: dict[str, tuple[str, ...]] = {
    "libcups.so.2": ("libcups2t64", "libcups2"),
    **dev.WAYLAND, "libwayland-egl.so.1": ("libwayland-egl1",), "libdrm.so.2": ("libdrm2",),
}  # fmt: skip


def comes_along(name: str) -> bool:
    """Whether a library of the system belongs into the folder."""
    return name.startswith(ALONG)


def outside(folder: Path) -> dict[str, list[str]]:
    """The libraries that the files in a folder ask for and that are not in it, each with the files (below the folder) that ask."""
    here = {path.name for path in folder.rglob("*")}
    asked: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for library in asked_for(path):
                if library not in here:
                    asked.setdefault(library, []).append(path.relative_to(folder).as_posix())
    return dict(sorted(asked.items()))


def depends(libraries: Iterable[str]) -> tuple[list[str], list[str]]:
    """The packages that must be there and those that should be, as Debian writes them (``libglib2.0-0t64 | libglib2.0-0``).

    Raises ``KeyError`` naming a library that no table knows.
    """
    must: set[str] = set()
    should: set[str] = set()
    for library in libraries:
        if library in OPTIONAL:
            should.add(" | ".join(OPTIONAL[library]))
        else:
            must.add(" | ".join(PACKAGES[library]))
    return sorted(must), sorted(should - must)


def glibc(folder: Path) -> str:
    """The oldest glibc that every file in a folder runs with, such as ``2.34``."""
    newest = (2, 17)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (elf := _Elf.of(path)) is not None:
            newest = max(newest, *elf.glibc())
    return ".".join(map(str, newest))


def asked_for(path: Path) -> list[str]:
    """The libraries an ELF file asks for (its NEEDED entries), in their order; none of a file of another kind."""
    elf = _Elf.of(path)
    return [] if elf is None else elf.needed()


class _Elf:
    """What is read of a 64-bit little-endian ELF file (System V ABI, chapters 4 and 5): its dynamic section and needed versions."""

    _DYNAMIC, _VERNEED = 6, 0x6FFFFFFE
    _DT_NEEDED = 1

    def __init__(self, data: bytes) -> None:
        self._data = data
        (at,) = struct.unpack_from("<Q", data, 40)
        size, count = struct.unpack_from("<HH", data, 58)
        self._sections = [struct.unpack_from("<IIQQQQIIQQ", data, at + size * n) for n in range(count)]

    @classmethod
    def of(cls, path: Path) -> _Elf | None:
        """The file, when it is one of the kind that programs and libraries of 64-bit Linux are."""
        with path.open("rb") as file:
            if file.read(6) != b"\x7fELF\x02\x01":
                return None
        return cls(path.read_bytes())

    def needed(self) -> list[str]:
        """The names of the libraries it asks for."""
        found = []
        for _, kind, _, _, at, size, link, _, _, entry in self._sections:
            if kind == self._DYNAMIC:
                for place in range(at, at + size, entry or 16):
                    tag, value = struct.unpack_from("<qQ", self._data, place)
                    if tag == self._DT_NEEDED:
                        found.append(self._text(link, value))
        return found

    def glibc(self) -> list[tuple[int, ...]]:
        """The versions of glibc whose functions it calls."""
        found: list[tuple[int, ...]] = [(2, 17)]
        for _, kind, _, _, at, _, link, count, _, _ in self._sections:
            if kind != self._VERNEED:
                continue
            for _ in range(count):
                _, names, _, first, following = struct.unpack_from("<HHIII", self._data, at)
                place = at + first
                for _ in range(names):
                    _, _, _, name, more = struct.unpack_from("<IHHII", self._data, place)
                    text = self._text(link, name)
                    if text.startswith("GLIBC_2."):
                        found.append(tuple(int(part) for part in text.removeprefix("GLIBC_").split(".")[:2]))
                    place += more
                at += following
        return found

    def _text(self, section: int, at: int) -> str:
        start = self._sections[section][4] + at
        return self._data[start : self._data.index(b"\0", start)].decode()

"""The pictures that the style sheet names: check marks and arrows of menus, in the colours of a look.

Contract. A style sheet takes pictures from files only. :func:`provide` draws them with the outlines of the interface and hands them
to Qt as resources, so that nothing is written to a disk; :func:`image` gives the address of one, ``:/cjm/<look>-<name>.png``.
"""

from __future__ import annotations

from functools import cache
from struct import pack
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, qRegisterResourceData

if TYPE_CHECKING:
    from .icons import Icons
    from .theme import Look

#: Name in the style sheet: icon, role of its colour.
IMAGES = {
    "arrow": ("chevron-right", "secondary"),
    "arrow-on": ("chevron-right", "accent_tint_ink"),
    "up": ("chevron-up", "secondary"),
    "down": ("chevron-down", "secondary"),
    "check": ("check", "accent"),
    "check-on": ("check", "accent_tint_ink"),
}
#: Pixels of a side: enough for the largest mark on the finest screen; Qt shrinks it smoothly.
_SIDE = 64
#: Quality of PNG, where it means size: these are read back a moment later, so nothing is packed.
_LOOSE = 100
_FOLDER = "cjm"


def image(look: Look, name: str) -> str:
    """The address of a picture, for ``url(…)``."""
    return f":/{_FOLDER}/{look.name}-{name}.png"


def provide(icons: Icons, look: Look) -> None:
    """Make the pictures of a look known to Qt; a second call does nothing."""
    if QFile.exists(image(look, next(iter(IMAGES)))):
        return
    files = {}
    for name, (icon, role) in IMAGES.items():
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        icons.pixmap(icon, _SIDE, look.colour(role)).save(buffer, "PNG", _LOOSE)
        files[f"{look.name}-{name}.png"] = bytes(data.data())
    _register(files)


def _register(files: dict[str, bytes]) -> None:
    """Add files to the resources of the program, in the format of Qt's resource compiler (version 1).

    A tree of nodes of 14 bytes (place of the name, flags, then children or language and place of the data), whose children are in
    the order of the hashes of their names; names as length, hash and UTF-16; data as length and bytes.
    """
    names, data = bytearray(), bytearray()

    def named(name: str) -> int:
        at = len(names)
        names.extend(pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be"))
        return at

    folder, plain, any_language = 2, 0, (0, 1)
    tree = bytearray(pack(">IHII", 0, folder, 1, 1) + pack(">IHII", named(_FOLDER), folder, len(files), 2))
    for name in sorted(files, key=_hash):
        tree += pack(">IHHHI", named(name), plain, *any_language, len(data))
        data += pack(">I", len(files[name])) + files[name]
    qRegisterResourceData(1, *_held(bytes(tree), bytes(names), bytes(data)))


@cache
def _held(*parts: bytes) -> tuple[bytes, ...]:
    """The very same bytes. Qt reads from them as long as the program runs and keeps none of them alive: the cache does."""
    return parts


def _hash(name: str) -> int:
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value

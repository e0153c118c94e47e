"""Makes resources/profiles: how colours look in offset print on coated paper, and what the screen's colours are.

    python packaging/make_profile.py FOGRA39L.ti3

``coated-FOGRA39.icc`` is computed by ArgyllCMS's ``colprof`` from the 1,617 measured patches of FOGRA39L (offset on coated
paper, ISO 12647-2, paper types 1 and 2), as Debian's package ``icc-profiles-free`` carries them in
``/usr/share/color/icc/FOGRA39L.ti3`` under the zlib licence; Debian calls the program's package ``argyll``. What is asked for:

- ``-q m -b m``: tables of medium size, 120 KB, a mean error of ΔE 0.16 (0.72 at worst) over the patches;
- ``-l 300``: never more than 300 % of ink on one spot, what coated paper takes without setting off;
- ``-k x``: as much black as the colour bears instead of cyan, magenta and yellow on top of each other. A poster is lines and
  type: grey text then is black ink alone and has no coloured edges when the plates do not meet exactly.

``colprof`` writes the clock into the header; it is replaced by a fixed date, so that the same data and the same program
(ArgyllCMS 2.3.1 here) give the same bytes.

``sRGB.icc`` is written here number by number from IEC 61966-2-1 and its usual adaptation to D50: an ICC version 2 display
profile with one curve of 1,024 points for the three channels.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "profiles"

#: The creation date in both headers: year, month, day, hour, minute, second.
DATE = struct.pack(">6H", 2026, 11, 22, 0, 0, 0)

_OPTIONS = ("-qm", "-bm", "-nc", "-l300", "-kx", "-cmt", "-dpp")
_DESCRIPTION = "Coated FOGRA39, made for CJM Desktop"
_COPYRIGHT = "Computed from FOGRA39L characterisation data (Fogra; icc-profiles-free, zlib licence)"

#: The corners of sRGB and its white, adapted to D50, as XYZ.
_PRIMARIES = {
    b"rXYZ": (0.436066, 0.222488, 0.013916),
    b"gXYZ": (0.385147, 0.716873, 0.097076),
    b"bXYZ": (0.143066, 0.060608, 0.714096),
    b"wtpt": (0.964203, 1.0, 0.824905),
}


def coated(data: Path) -> bytes:
    """The CMYK profile from measured patches. Raises ``CalledProcessError`` or ``FileNotFoundError`` of ``colprof``."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "coated"
        shutil.copyfile(data, base.with_suffix(".ti3"))
        said = ("-D", _DESCRIPTION, "-C", _COPYRIGHT)
        subprocess.run(["colprof", "-v", *_OPTIONS, *said, str(base)], check=True)
        return dated(base.with_suffix(".icc").read_bytes())


def dated(profile: bytes) -> bytes:
    """The profile with the fixed creation date and no identity (a sum over the bytes; "not computed" in the header)."""
    return profile[:24] + DATE + profile[36:84] + bytes(16) + profile[100:]


def srgb() -> bytes:
    """The sRGB profile (ICC.1:2001-04)."""
    name = b"sRGB IEC61966-2.1"
    tags: dict[bytes, bytes] = {
        # Text in ASCII, none in Unicode, none for Macintosh.
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(name) + 1) + name + bytes(1 + 4 + 4 + 2 + 1 + 67),
        b"cprt": b"text" + bytes(4) + b"CC0 1.0: no copyright, use freely\0",
    }
    for tag, xyz in _PRIMARIES.items():
        tags[tag] = b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in xyz))
    curve = b"curv" + bytes(4) + struct.pack(">I", 1024)
    curve += struct.pack(">1024H", *(round(_linear(i / 1023) * 65535) for i in range(1024)))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    start = 128 + 4 + 12 * len(tags)
    table, body, known = b"", b"", dict[bytes, int]()
    for tag, value in tags.items():
        if value not in known:
            body += bytes(-len(body) % 4)
            known[value] = start + len(body)
            body += value
        table += tag + struct.pack(">2I", known[value], len(value))
    body += bytes(-len(body) % 4)
    header = struct.pack(
        ">I4s4s4s4s4s", start + len(body), bytes(4), b"\2\x10\0\0", b"mntr", b"RGB ", b"XYZ "
    )
    header += DATE + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _linear(value: float) -> float:
    """The light of a channel's value, both 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def main(arguments: list[str]) -> int:
    """Write both profiles."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, data in (("sRGB.icc", srgb()), ("coated-FOGRA39.icc", coated(Path(arguments[0])))):
        (TARGET / name).write_bytes(data)
        print(f"{TARGET / name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

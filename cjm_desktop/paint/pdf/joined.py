"""Glyphs that a font does not have: several of its own put together, as one that can say what they say together.

Contract. :func:`with_joined` adds composite glyphs to a TrueType font (OpenType 1.9, ``glyf``: composite glyph description)
behind the glyphs it has. Lengths are font units. The same font and glyphs give the same bytes.

Why: a letter with marks, or one whose parts stand in another order than they are written, is several glyphs that say one
text. Readers of PDF take what each glyph says and put words together from where glyphs stand: a mark that is raised or moved
they take for a word of its own, and few heed ``ActualText``. Of one glyph that says it all, every reader makes the same.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

#: What says how a font varies: a font in a PDF is one of its instances, and these tables count glyphs.
_VARYING = ("fvar", "gvar", "cvar", "HVAR", "VVAR", "MVAR", "avar", "STAT")
#: Flags of a component: its place is given in words, as x and y; another component follows.
_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020
_MAGIC = 0xB1B0AFBA


@dataclass(frozen=True, slots=True)
class Joined:
    """A glyph to be made: what it is made of, as (glyph, x, y), and how wide it is. Without parts it is blank."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int


def with_joined(data: bytes, glyphs: Sequence[Joined]) -> tuple[bytes, int]:
    """A TrueType font with further glyphs, and the id of the first of them; the others follow it.

    Raises ``KeyError`` or ``struct.error`` for what is no TrueType font.
    """
    tables = _tables(data)
    for tag in _VARYING:
        tables.pop(tag, None)
    head, hhea, maxp = (bytearray(tables[tag]) for tag in ("head", "hhea", "maxp"))
    glyf, first = bytearray(tables["glyf"]), struct.unpack_from(">H", maxp, 4)[0]
    (long,) = struct.unpack_from(">h", head, 50)
    places = list(struct.unpack_from(f">{first + 1}{'I' if long else 'H'}", tables["loca"]))
    if not long:
        places = [2 * place for place in places]
    metrics = _metrics(tables["hmtx"], struct.unpack_from(">H", hhea, 34)[0], first)
    for glyph in glyphs:
        made = _composite(glyph, glyf, places)
        del glyf[places[-1] :]
        glyf += made
        places.append(len(glyf))
        metrics.append((glyph.advance, struct.unpack_from(">h", made, 2)[0] if made else 0))
    if len(places) > 0x10000:
        raise ValueError("A font has at most 65,535 glyphs.")
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 10, max(advance for advance, _ in metrics))
    struct.pack_into(">H", hhea, 34, len(metrics))
    _raise_limits(maxp, len(metrics), max((len(glyph.parts) for glyph in glyphs), default=0))
    tables |= {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "glyf": bytes(glyf),
        "loca": struct.pack(f">{len(places)}I", *places),
        "hmtx": b"".join(struct.pack(">Hh", *one) for one in metrics),
    }
    return _font(data[:4], tables), first


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    out: dict[str, bytes] = {}
    for i in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        out[tag.decode("latin-1")] = data[start : start + length]
    return out


def _metrics(hmtx: bytes, full: int, count: int) -> list[tuple[int, int]]:
    """Advance and left side of each glyph; the last advance holds for all that have none of their own."""
    out: list[tuple[int, int]] = [struct.unpack_from(">Hh", hmtx, 4 * i) for i in range(min(full, count))]
    for i in range(count - len(out)):
        out.append((out[-1][0], struct.unpack_from(">h", hmtx, 4 * full + 2 * i)[0]))
    return out


def _composite(glyph: Joined, glyf: bytearray, places: Sequence[int]) -> bytes:
    """The description of a glyph; empty where no part of it has ink."""
    inked: list[tuple[int, int, int]] = []
    boxes: list[tuple[int, int, int, int]] = []
    for part, dx, dy in glyph.parts:
        start = places[part]
        if places[part + 1] - start >= 10:
            left, bottom, right, top = struct.unpack_from(">4h", glyf, start + 2)
            inked.append((part, dx, dy))
            boxes.append((left + dx, bottom + dy, right + dx, top + dy))
    if not inked:
        return b""
    low, high = tuple(map(min, zip(*boxes, strict=True))), tuple(map(max, zip(*boxes, strict=True)))
    out = struct.pack(">5h", -1, *map(_short, (low[0], low[1], high[2], high[3])))
    for k, (part, dx, dy) in enumerate(inked):
        flags = _WORDS | _XY | (_MORE if k + 1 < len(inked) else 0)
        out += struct.pack(">HHhh", flags, part, _short(dx), _short(dy))
    return out + b"\0" * (-len(out) % 4)


def _short(value: int) -> int:
    return max(-0x8000, min(0x7FFF, value))


def _raise_limits(maxp: bytearray, count: int, parts: int) -> None:
    """Say how many glyphs there are, and of how many parts, points and contours the largest may be."""
    struct.pack_into(">H", maxp, 4, count)
    points, contours, more_points, more_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    most = min(0xFFFF, parts * max(points, more_points)), min(0xFFFF, parts * max(contours, more_contours))
    struct.pack_into(">2H", maxp, 10, max(most[0], more_points), max(most[1], more_contours))
    struct.pack_into(">2H", maxp, 28, max(elements, parts), depth + 1)


def _font(kind: bytes, tables: dict[str, bytes]) -> bytes:
    """A font file of these tables (OpenType 1.9, table directory)."""
    power = len(tables).bit_length() - 1
    out = bytearray(
        kind + struct.pack(">4H", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    )
    head = bytearray(tables["head"])
    struct.pack_into(">I", head, 8, 0)
    tables["head"] = bytes(head)
    start, body, at_head = 12 + 16 * len(tables), bytearray(), 0
    for tag, table in sorted(tables.items()):
        out += struct.pack(">4sIII", tag.encode("latin-1"), _sum(table), start + len(body), len(table))
        if tag == "head":
            at_head = start + len(body)
        body += table + b"\0" * (-len(table) % 4)
    out += body
    struct.pack_into(">I", out, at_head + 8, (_MAGIC - _sum(bytes(out))) & 0xFFFFFFFF)
    return bytes(out)


def _sum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF

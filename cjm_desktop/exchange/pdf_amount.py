"""How much stands in a PDF, before anybody puts it together: a small file can hold millions of values, packed one in the other.

Contract. :func:`is_too_much` tells from the bytes alone whether reading the structure of a PDF could take more than a second or some
hundred megabytes. It never raises; its time is a step for each byte of the file and of what its streams unpack to, of which no more is
unpacked than :data:`MOST_UNPACKED` each and :data:`_MOST_IN_ALL` together. A poster of a large journey has a twentieth of these bounds.

No reader of PDF has such a bound: they limit one list or one stream, and a file may have as many of these as it likes, all of which are
read as soon as one page is not where it should be.
"""

from __future__ import annotations

import re
import zlib

#: What one table of contents or one packed bundle of objects may unpack to, in bytes; readers of PDF put a hundred objects into one.
MOST_UNPACKED = 512 * 1024
#: Signs of PDF between values. Each value costs memory of a hundred times its size.
MOST_SIGNS = 4_000_000
_BUT_SIGNS = bytes(set(range(256)) - set(b"\0\t\n\f\r []<>()/%"))
# Words at which a program that puts a damaged PDF together again looks closely, and how many of them it may meet.
_MOST_WORDS = {b"obj": 200_000, b"startxref": 1_000, b"trailer": 10_000}
_MOST_IN_ALL = 160 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
# Where the record of a stream stands, in bytes before it.
_BEFORE = 600
# So many times something may be packed.
_MOST_TIMES = 3
# What stands in the record of a stream whose content cannot be told by unpacking alone: rare ways of packing, short names and disguises.
_STRANGE = re.compile(rb"LZW|/RL\b|RunLength|AHx|ASCIIHex|ASCII85|A85|#|/Filter\s*\d|/F\s*\d+\s+\d+\s*R")
_PREDICTED = b"Predictor"
# What such a stream is taken to hold at most for each byte of its own.
_DEAR = 64


def is_too_much(data: bytes) -> bool:
    """Whether there is far more in a PDF than in any poster."""
    if any(data.count(word) > most for word, most in _MOST_WORDS.items()):
        return True
    signs = _signs(data)
    unpacked = 0
    end = 0
    for found in _STREAM.finditer(data):
        if signs > MOST_SIGNS or unpacked > _MOST_IN_ALL:
            break
        if found.start() < end or data[found.start() - 3 : found.start()] == b"end":
            continue
        end = data.find(b"endstream", found.end())
        end = end if end >= 0 else len(data)
        record = data[max(0, found.start() - _BEFORE) : found.start()].rpartition(b"obj")[2]
        raw = data[found.end() : end]
        content, cost = _content(raw)
        unpacked += cost
        if _STRANGE.search(record) and b"/DCT" not in record and b"/Image" not in record:
            signs += min(MOST_UNPACKED // 2, _DEAR * len(raw))
        elif len(content) <= MOST_UNPACKED:
            signs += len(content) // 4 if _PREDICTED in record else _signs(content)
        # What is larger is not read by anybody.
    return signs > MOST_SIGNS or unpacked > _MOST_IN_ALL


def _signs(data: bytes) -> int:
    return len(data.translate(None, _BUT_SIGNS))


def _content(raw: bytes) -> tuple[bytes, int]:
    """What a stream unpacks to, as far as it is looked at (empty, where it is not packed), and how much that took."""
    content, cost = b"", 0
    for _ in range(_MOST_TIMES):
        if raw[:1] != b"x" or len(raw) < 2 or int.from_bytes(raw[:2], "big") % 31:
            break
        try:
            content = zlib.decompressobj().decompress(raw, MOST_UNPACKED + 1)
        except zlib.error:
            break
        cost += len(content)
        raw = content
    return content, cost

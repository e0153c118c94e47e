"""A QR code as one path: a text of the user's for whoever stands before the poster with a telephone (ISO/IEC 18004).

Contract. :func:`modules` encodes a text with error correction M; :func:`qr_items` draws it black on white in every theme, with the quiet
zone of four modules that readers need. Outlines of the dark areas, not single modules, so that no painter leaves seams in between.
"""

from __future__ import annotations

from collections.abc import Sequence

from .sheet import Item, Link, Path, Rect, Segment, Tag

#: Light modules that must surround the code (ISO/IEC 18004, 9.1).
QUIET = 4
#: The code's side on A0 (mm), and the least side of one module at arm's length (mm).
SIDE_MM, LEAST_MODULE = 25.0, 0.36
#: The least side of one module (mm) for each metre that a telephone is away: a thousandth of the distance.
MODULE_PER_METRE = 1.0

#: What the text of a code begins with that is an address.
_ADDRESSES = ("https://", "http://", "mailto:", "tel:")
_BLACK, _WHITE = "#000000", "#FFFFFF"

Modules = tuple[tuple[bool, ...], ...]


def modules(text: str) -> Modules | None:
    """The code of a text, row by row, ``True`` for dark; ``None`` when no code holds so much."""
    import segno  # only for posters with a code: it costs start-up time

    try:
        made = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError:
        return None
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def side_of(code: Modules, unit: float) -> float:
    """The side (mm) at which a code can be read from near by, quiet zone included, on a sheet whose measures scale with ``unit``."""
    return max(SIDE_MM * unit, LEAST_MODULE * (len(code) + 2 * QUIET))


def side_from(code: Modules, distance: float) -> float:
    """The side (mm) at which a telephone reads a code, quiet zone included, from a ``distance`` (m)."""
    return MODULE_PER_METRE * distance * (len(code) + 2 * QUIET)


def reach_of(code: Modules, side: float) -> float:
    """How far away (m) a telephone reads a code of ``side`` mm, quiet zone included."""
    return side / (MODULE_PER_METRE * (len(code) + 2 * QUIET))


def qr_items(code: Modules, x: float, y: float, side: float, alt: str, text: str = "") -> list[Item]:
    """A code with its quiet zone in a square of ``side`` mm; ``alt`` says what it is to those who do not see it. Where its
    ``text`` is an address, a click leads there as a telephone does.
    """
    module = side / (len(code) + 2 * QUIET)
    segments: list[Segment] = []
    for loop in outlines(code):
        points = [(x + (column + QUIET) * module, y + (row + QUIET) * module) for column, row in loop]
        segments.append(("M", *points[0]))
        segments += [("L", *point) for point in points[1:]]
        segments.append(("Z",))
    return [
        Tag("Figure", alt=alt),
        Rect(x, y, side, side, _WHITE),
        Path(tuple(segments), _BLACK, evenodd=True),
        Tag(),
        *([Link(x, y, side, side, text)] if text.lower().startswith(_ADDRESSES) else []),
    ]


def outlines(code: Sequence[Sequence[bool]]) -> list[list[tuple[int, int]]]:
    """The borders between dark and light as closed loops of corners (column, row); filled by the even-odd rule they are the code."""
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def dark(row: int, column: int) -> bool:
        return 0 <= row < len(code) and 0 <= column < len(code[row]) and bool(code[row][column])

    for row in range(len(code)):
        for column in range(len(code[row])):
            if not code[row][column]:
                continue
            a, b = (column, row), (column + 1, row)
            c, d = (column + 1, row + 1), (column, row + 1)
            for start, end, beyond in (
                (a, b, (row - 1, column)),
                (b, c, (row, column + 1)),
                (c, d, (row + 1, column)),
                (d, a, (row, column - 1)),
            ):
                if not dark(*beyond):
                    onward.setdefault(start, []).append(end)
    loops: list[list[tuple[int, int]]] = []
    while onward:
        first = next(iter(onward))
        loop = [first]
        while True:
            ends = onward[loop[-1]]
            point = ends.pop()
            if not ends:
                del onward[loop[-1]]
            if len(loop) > 1 and _straight(loop[-2], loop[-1], point):
                loop.pop()
            if point == first:
                break
            loop.append(point)
        loops.append(loop)
    return loops


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Whether three corners lie on one line."""
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])

"""Icons as vector paths in millimetres, for channels, kinds of touchpoint and the window.

Contract. The drawings are Lucide's, converted to Béziers once and shipped as ``resources/icons/icons.json``:
``{name: {"box": 24, "paths": [{"d": [["M", x, y], ["L", x, y], ["C", x1, y1, x2, y2, x, y], ["Z"]], "fill": bool}]}}``.
They are strokes with round caps and joins. A document may name an icon that this version lacks: it is drawn as a circle.
"""

from __future__ import annotations

from pathlib import Path as FilePath

from cjm_desktop.assets import drawings
from cjm_desktop.layout.sheet import Path, Segment

#: Icons offered for a channel, in the order in which they are offered.
CHANNEL_ICONS = (
    "mail", "mailbox", "package", "users", "globe", "star", "phone", "user-round", "message-circle", "landmark",
    "smartphone", "credit-card", "monitor", "message-square", "house", "truck", "calendar", "video", "map-pin", "printer",
    "ticket", "book-open", "key-round", "laptop", "headset", "building-2", "store", "file-text", "bell", "qr-code",
    "circle",
)  # fmt: skip
#: What is drawn for a name that is not there.
UNKNOWN = "circle"
_MOST = 4_000

#: One path of an icon in a box of one unit around (0, 0): segments, and whether it is filled.
_Shape = tuple[tuple[tuple[str | float, ...], ...], bool]


class IconSet:
    """The icons by name; read from the file when first asked for."""

    def __init__(self, file: FilePath | None = None) -> None:
        """``file`` holds other drawings than the program's own."""
        self._file = file
        self._shapes: dict[str, tuple[_Shape, ...]] = {}
        self._made: dict[tuple[object, ...], tuple[Path, ...]] = {}

    @classmethod
    def shipped(cls) -> IconSet:
        """The program's own icons."""
        return cls()

    @property
    def names(self) -> tuple[str, ...]:
        """All icons, in alphabetical order."""
        return tuple(drawings(self._file))

    @property
    def channel_names(self) -> tuple[str, ...]:
        """The icons offered for a channel, in the order in which they are offered."""
        return tuple(name for name in CHANNEL_ICONS if name in self)

    def __contains__(self, name: object) -> bool:
        return name in drawings(self._file)

    def items(
        self, name: str, cx: float, cy: float, size: float, colour: str, stroke_mm: float
    ) -> tuple[Path, ...]:
        """An icon centred at (cx, cy) in a box of ``size`` mm, stroked ``stroke_mm`` wide in ``colour`` (``#RRGGBB``).

        The drawings keep clear of the box's edge (about a twelfth), so that the stroke stays inside.
        """
        key = (name, cx, cy, size, colour, stroke_mm)
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            made = self._made[key] = tuple(
                Path(
                    _placed(steps, cx, cy, size),
                    fill=colour if filled else None,
                    stroke=colour,
                    width=stroke_mm,
                )
                for steps, filled in self._shape(name if name in self else UNKNOWN)
            )
        return made

    def _shape(self, name: str) -> tuple[_Shape, ...]:
        shape = self._shapes.get(name)
        if shape is None:
            icon = drawings(self._file)[name]
            shape = self._shapes[name] = tuple((_unit(path["d"], icon["box"]), bool(path["fill"])) for path in icon["paths"])
        return shape


def _unit(steps: list[list[str | float]], box: float) -> tuple[tuple[str | float, ...], ...]:
    """Segments of a box with its origin top left, in a box of one unit around (0, 0)."""
    return tuple(
        (step[0], *(value / box - 0.5 for value in step[1:] if not isinstance(value, str))) for step in steps
    )


def _placed(
    steps: tuple[tuple[str | float, ...], ...], cx: float, cy: float, size: float
) -> tuple[Segment, ...]:
    placed: list[Segment] = []
    for step in steps:
        xy = [
            (cx, cy)[i % 2] + value * size for i, value in enumerate(step[1:]) if not isinstance(value, str)
        ]
        if step[0] == "M":
            placed.append(("M", xy[0], xy[1]))
        elif step[0] == "L":
            placed.append(("L", xy[0], xy[1]))
        elif step[0] == "C":
            placed.append(("C", xy[0], xy[1], xy[2], xy[3], xy[4], xy[5]))
        else:
            placed.append(("Z",))
    return tuple(placed)

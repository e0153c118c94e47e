"""Makes resources/icons/icons.json from the unpacked npm package ``lucide-static``.

    python packaging/make_icons.py LUCIDE_PACKAGE

Every shape of the icons named here becomes moves, lines and cubic Béziers in a box of 24 units, rounded to thousandths,
so that the program needs no SVG reader and every painter draws the same. The same package gives the same bytes. Raises
``SystemExit`` naming an icon that the package lacks.
"""

from __future__ import annotations

import json
import math
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib import SVGPath

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons"
BOX = 24

#: Icons offered for a channel, in the order in which they are offered.
CHANNELS = (
    "mail mailbox package users globe star phone user-round message-circle landmark smartphone credit-card monitor "
    "message-square house truck calendar video map-pin printer ticket book-open key-round laptop headset building-2 "
    "store file-text bell qr-code circle"
).split()

#: Icons of the window and of the map itself.
INTERFACE = (
    "plus minus undo-2 redo-2 save folder-open file-plus zoom-in zoom-out maximize scan panel-left "
    "panel-right trash-2 copy clipboard-paste scissors pencil chevron-left chevron-right chevron-up "
    "chevron-down arrow-left arrow-right arrow-up arrow-down sun moon languages settings circle-help info "
    "triangle-alert octagon-alert check x search list layout-template chart-line chart-spline image hand "
    "move type grip-vertical ellipsis eye eye-off flag history import download upload external-link "
    "circle-plus circle-dot circle-check circle-x hourglass clock ear-off volume-x footprints handshake "
    "lightbulb target badge-check quote message-square-quote smile frown meh trending-up trending-down "
    "sparkles timer link zap layers shield lock presentation route map users-round rotate-ccw move-vertical "
    "square-dashed-mouse-pointer expand folder folder-plus folder-up file hard-drive layout-list table-properties "
    "thumbs-up"
).split()


def icon(svg: bytes) -> dict[str, object]:
    """One icon: its box and its paths, each of segments ``M``, ``L``, ``C``, ``Z`` and whether it is filled."""
    paths = []
    for element in ElementTree.fromstring(svg):
        alone = ElementTree.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {BOX} {BOX}"}
        )
        shape = ElementTree.SubElement(alone, element.tag.rpartition("}")[2], element.attrib)
        pen = RecordingPen()
        SVGPath.fromstring(ElementTree.tostring(alone)).draw(pen)  # works out arcs, circles and round corners
        paths.append({"d": segments(pen), "fill": shape.get("fill", "none") != "none"})
    return {"box": BOX, "paths": paths}


def segments(pen: RecordingPen) -> list[list[object]]:
    """A recorded drawing as segments; quadratic curves become cubic ones, outlines that return are closed."""
    made: list[list[object]] = []
    here = begun = (0.0, 0.0)
    for command, points in pen.value:
        if command == "moveTo":
            made.append(["M", *numbers(points)])
            begun = points[0]
        elif command == "lineTo":
            if points[0] != here:
                made.append(["L", *numbers(points)])
        elif command == "curveTo":
            made.append(["C", *numbers(points)])
        elif command == "qCurveTo":
            control, end = points
            first = tuple(a + (c - a) * 2 / 3 for a, c in zip(here, control, strict=True))
            second = tuple(b + (c - b) * 2 / 3 for b, c in zip(end, control, strict=True))
            made.append(["C", *numbers((first, second, end))])
        elif command == "closePath" or (len(made) > 2 and math.dist(here, begun) < 0.001):
            made.append(["Z"])
        if points:
            here = points[-1]
    return made


def numbers(points: tuple[tuple[float, float], ...]) -> list[float]:
    """Coordinates in thousandths, whole numbers without a fraction."""
    rounded = [round(value, 3) for point in points for value in point]
    return [int(value) if value == int(value) else value for value in rounded]


def main(package: Path) -> None:
    """Write the icons and their licence into ``resources/icons``."""
    made = {}
    for name in dict.fromkeys([*CHANNELS, *INTERFACE]):
        source = package / "icons" / f"{name}.svg"
        if not source.is_file():
            sys.exit(f"The package has no icon “{name}”.")
        made[name] = icon(source.read_bytes())
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}"
        for name, value in sorted(made.items())
    ]
    (TARGET / "icons.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    shutil.copyfile(package / "LICENSE", TARGET / "LICENSE-Lucide.txt")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of the unpacked package lucide-static.")
    main(Path(sys.argv[1]))

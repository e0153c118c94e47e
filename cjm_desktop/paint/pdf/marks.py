"""What stands around a sheet for the person who cuts it: crop marks, registration, ink patches and a slug line.

Contract. Everything lies outside the sheet and its bleed, in the slug. Crop marks are hairlines of 0.25 pt in line with the
trim, away from it by the bleed; in a file of inks they and the registration crosses are of the colour ``All``, which a
press prints with every plate, and a row of patches shows each ink full and half. The slug line says in data, not in words,
what the sheet is: title, which of how many, date, size, colours.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import PT, Line, Sheet, Text
from cjm_desktop.paint.numbers import number
from cjm_desktop.paint.pdf.items import ItemPainter
from cjm_desktop.paint.pdf.production import Production
from cjm_desktop.paint.trim import SLUG, crops

#: Width of a crop mark.
_HAIR = 0.25 * PT
#: Size of the slug line's em, and of a patch.
_TYPE, _PATCH = 2.6, 4.0
#: Where the slug line and the patches begin, from the left edge of the sheet.
_INSET = 8.0
#: Radius of a registration circle; its cross is half as large again.
_TARGET = 1.6
#: The colour that is on every plate.
_ALL = "[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
_INKS = ("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1")


@dataclass(frozen=True, slots=True)
class Slug:
    """What the slug line says of a sheet besides its size: title, which sheet of how many, date."""

    title: str
    number: int
    count: int
    date: str

    def says(self, sheet: Sheet, production: Production, title: str) -> str:
        """The line with this title (perhaps shortened)."""
        parts = (
            title,
            f"{self.number}/{self.count}" if self.count > 1 else "",
            self.date[:10],
            f"{sheet.width:g} × {sheet.height:g}"
            + (f" + {production.bleed:g}" if production.bleed else "")
            + " mm",
            "CMYK FOGRA39" if production.cmyk else "RGB",
        )
        return " · ".join(part for part in parts if part)


def draw_marks(
    painter: ItemPainter, sheet: Sheet, production: Production, slug: Slug, fonts: FontSet
) -> None:
    """Draw the marks around a sheet that is painted. The painter's page has room for them."""
    content = painter.content
    content.save()
    content.mark()
    if production.cmyk:
        painter.spaces["All"] = _ALL
        content.write("/All CS 1 SCN")
    else:
        content.write("0 G")
    content.write(f"{number(_HAIR)} w 0 J []0 d")
    for x0, y0, x1, y1 in crops(sheet.width, sheet.height, production.bleed):
        content.write(f"{number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S")
    middle = production.bleed + SLUG / 2
    if production.cmyk:
        for x, y in (
            (sheet.width / 2, -middle),
            (sheet.width / 2, sheet.height + middle),
            (-middle, sheet.height / 2),
            (sheet.width + middle, sheet.height / 2),
        ):
            content.write(_cross(x, y))
        content.write(_patches(_INSET, -middle - _PATCH / 2))
    content.restore()
    room = sheet.width / 2 - 2 * _TARGET if production.cmyk else sheet.width - _INSET
    line = _fitted(slug, sheet, production, (room - _INSET) / _TYPE, fonts)
    painter.item(Text(_INSET, sheet.height + middle + 0.36 * _TYPE, line, _TYPE, "#000000"))
    content.end_mark()


def _cross(x: float, y: float) -> str:
    """A circle and a cross through it."""
    arm, r = 1.5 * _TARGET, _TARGET
    k = 0.5523 * r
    curve = " ".join(
        " ".join(map(number, points)) + " c"
        for points in (
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        )
    )
    lines = f"{number(x - arm)} {number(y)} m {number(x + arm)} {number(y)} l"
    lines += f" {number(x)} {number(y - arm)} m {number(x)} {number(y + arm)} l"
    return f"{lines} {number(x + r)} {number(y)} m {curve} S"


def _patches(x: float, y: float) -> str:
    """A square of each ink, full and half."""
    out: list[str] = []
    for ink in _INKS:
        for tone in (ink, ink.replace("1", ".5")):
            out.append(f"{tone} k {number(x)} {number(y)} {number(_PATCH)} {number(_PATCH)} re f")
            x += _PATCH
    return "\n".join(out)


def _fitted(slug: Slug, sheet: Sheet, production: Production, room: float, fonts: FontSet) -> Line:
    """The slug line, its title shortened until it fits ``room`` em."""
    title = " ".join(slug.title.split())
    line = fonts.line(slug.says(sheet, production, title), "regular")
    while line.width > room and title:
        title = title[: max(0, min(len(title) - 1, int(len(title) * room / line.width)))].rstrip()
        line = fonts.line(slug.says(sheet, production, f"{title}…" if title else ""), "regular")
    return line

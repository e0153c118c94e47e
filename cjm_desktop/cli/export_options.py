"""The options of the ``export`` command, and the order that they make (DESIGN §8).

Contract: :func:`add_options` tells the parser what there is; :func:`order_of` checks what was given, before any journey is read, and
gives the fields of a ``press.PrintOrder``. What cannot be honoured is refused with a sentence, never silently left out. Imports
nothing heavy.
"""

from __future__ import annotations

import argparse
from typing import Any

from cjm_desktop.cli.arguments import Parser, number
from cjm_desktop.cli.sentences import BadUsage, printable
from cjm_desktop.i18n import Catalogue

#: Files that are printed sheets, and files that are tables and outlines.
SHEETS = ("pdf", "png", "svg")
TABLES = ("csv", "xlsx", "md", "mmd")
#: Views by the name they are asked for.
VIEWS = {
    "poster": "poster",
    "timeline": "timeline",
    "blank": "blank",
    "participants": "participants",
    "persona": "persona",
    "interview": "interview",
    "cards": "cards",
    "faces": "faces",
    "opportunities": "opportunities",
    "actions": "actions",
}
#: Other words for a view that are understood.
_ALIASES = {"personas": "persona"}
#: The view that is all others that a workshop needs.
PACK = "pack"
_STANDARDS = ("x4", "a3")
#: The bleed (mm) that comes with crop marks: what printers ask for.
_BLEED = 3.0
_LEAST_DPI, _MOST_DPI = 20, 1200
_MOST_SHEETS = 99


def add_options(parser: Parser, catalogue: Catalogue) -> None:
    """Everything but the file, the output and the language."""
    _ = catalogue.text
    add = parser.add_argument
    add(
        "--paper",
        metavar="NAME",
        help=_("A0 to A4, ANSI-E, ROLL-914 … or a size such as 60x90cm; else the journey's own"),
    )
    add("--portrait", action="store_true", help=_("the sheet stands upright"))
    add(
        "--view",
        metavar="NAME",
        default="poster",
        help=_(
            "poster (unless said otherwise), timeline, blank for a workshop's wall, a handout: {names}; or pack: all of them, "
            "in one .pdf or in a folder"
        ).format(names=", ".join(list(VIEWS)[3:])),
    )
    add(
        "--theme",
        metavar="NAME",
        help=_("house, ink-light, high-contrast or greyscale; else the journey's own"),
    )
    add("--distance", metavar="M", help=_("reading distance in metres; else the journey's own"))
    add(
        "--sheets",
        metavar="N",
        help=_(
            "on how many sheets a poster or a blank wall goes at most, 0 for as many as needed; else as the journey says"
        ),
    )
    add("--dpi", metavar="N", help=_("dots per inch of a .png; else some 6,000 pixels on its long side"))
    add("--tile", metavar="PAPER", help=_("the poster over sheets of A4, A3, Letter or Tabloid"))
    add("--overlap", metavar="MM", help=_("how far tiles overlap, in mm; 10 unless said otherwise"))
    add("--shrink", metavar="PERCENT", help=_("tiles a little smaller, to save sheets: 90 to 100"))
    add(
        "--marks", action="store_true", help=_("crop marks, with 3 mm of bleed unless --bleed says otherwise")
    )
    add("--bleed", metavar="MM", help=_("how far grounds go beyond the edge, in mm"))
    add("--cmyk", action="store_true", help=_("the inks of coated offset paper (FOGRA39)"))
    add(
        "--standard",
        metavar="NAME",
        help=_(
            "x4: prepared as PDF/X-4 for a print shop; a3: as PDF/A-3 and PDF/UA, for archives and for listening"
        ),
    )
    add(
        "--attach",
        metavar="yes|no",
        help=_(
            "whether the journey goes into the PDF, so that the poster can be opened again; else as the journey says"
        ),
    )
    add("--outlines", action="store_true", help=_("letters of an .svg as outlines, not as text"))
    add("--names", action="store_true", help=_("people's real names on handouts"))
    add("--no-phase-names", action="store_true", help=_("a blank poster with phases to be named by hand"))


def order_of(options: argparse.Namespace, kind: str, catalogue: Catalogue) -> dict[str, Any]:
    """The fields of the order for a file of a kind (``pdf``, ``csv`` …). Raises :class:`~.cli_arguments.BadUsage`."""
    _ = catalogue.text
    if options.view not in (*VIEWS, *_ALIASES, PACK):
        raise BadUsage(
            _("There is no view “{view}”. There are: {views}.").format(
                view=printable(options.view), views=", ".join((*VIEWS, PACK))
            )
        )
    if options.dpi and kind != "png":
        raise BadUsage(_("--dpi is for pictures (.png); a .{kind} file has no dots.").format(kind=kind))
    if options.standard is not None and options.standard not in _STANDARDS:
        raise BadUsage(
            _("There is no standard “{name}”. There are: {names}.").format(
                name=printable(options.standard), names=", ".join(_STANDARDS)
            )
        )
    if options.attach not in (None, "yes", "no"):
        raise BadUsage(_("--attach takes yes or no, not “{value}”.").format(value=printable(options.attach)))
    for_pdf = {
        "--tile": options.tile,
        "--marks": options.marks,
        "--bleed": options.bleed,
        "--cmyk": options.cmyk,
        "--standard": options.standard,
        "--attach": options.attach,
    }
    meant = [name for name, value in for_pdf.items() if value]
    if meant and kind != "pdf":
        raise BadUsage(_("{option} is for .pdf files.").format(option=meant[0]))
    if options.outlines and kind != "svg":
        raise BadUsage(_("{option} is for .svg files.").format(option="--outlines"))
    for name, value in (("--overlap", options.overlap), ("--shrink", options.shrink)):
        if value and not options.tile:
            raise BadUsage(_("{option} needs --tile.").format(option=name))
    if options.sheets is not None and (kind not in SHEETS or options.view not in ("poster", "blank", PACK)):
        raise BadUsage(_("{option} needs --view poster or blank.").format(option="--sheets"))
    if options.no_phase_names and options.view not in ("blank", PACK):
        raise BadUsage(_("{option} needs --view blank.").format(option="--no-phase-names"))
    return {
        "view": VIEWS.get(_ALIASES.get(options.view, options.view), "poster"),
        "format": kind,
        "paper": options.paper or "",
        "portrait": True if options.portrait else None,
        "distance": number(options.distance, "--distance", 0.1, 20, catalogue) if options.distance else 0.0,
        "sheets": None if options.sheets is None else _count(options.sheets, catalogue),
        "language": options.lang or "",
        "theme": options.theme or "",
        "dpi": number(options.dpi, "--dpi", _LEAST_DPI, _MOST_DPI, catalogue) if options.dpi else 0.0,
        "tile": options.tile or "",
        "overlap": number(options.overlap, "--overlap", 0, 50, catalogue) if options.overlap else 10.0,
        "scale": number(options.shrink, "--shrink", 90, 100, catalogue) / 100 if options.shrink else 1.0,
        "bleed": number(options.bleed, "--bleed", 0, 20, catalogue)
        if options.bleed
        else _BLEED * options.marks,
        "marks": options.marks,
        "colours": "cmyk" if options.cmyk else "rgb",
        "standard": options.standard or "",
        "attach": None if options.attach is None else options.attach == "yes",
        "names": True if options.names else None,
        "phase_names": not options.no_phase_names,
        "outlines": options.outlines,
    }


def _count(text: str, catalogue: Catalogue) -> int:
    """How many sheets: a whole number up to what a document can say."""
    value = number(text, "--sheets", 0, _MOST_SHEETS, catalogue)
    if value != int(value):
        raise BadUsage(
            catalogue.text("{option} takes a whole number, not “{value}”.").format(
                option="--sheets", value=printable(text)
            )
        )
    return int(value)

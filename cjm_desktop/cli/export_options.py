"""The options of the ``export`` command, and the order that they make (DESIGN §8).

Contract: :func:`add_options` tells the parser what there is; :func:`order_of` checks what was given, before any journey is read, and
gives the fields of a ``press.PrintOrder``. What cannot be honoured is refused with a sentence, never silently left out:
:func:`_refuse_what_does_not_apply` knows for every option which files and views it is for. Imports nothing heavy.
"""

from __future__ import annotations

import argparse
from typing import Any

from cjm_desktop.cli.arguments import Parser, number
from cjm_desktop.cli.sentences import BadUsage, printable
from cjm_desktop.i18n import Catalogue

#: Files that are printed sheets, and files that are tables and outlines.
SHEETS = ("pdf", "pptx", "png", "svg")
TABLES = ("csv", "xlsx", "md", "mmd", "ojf")
#: Files of the list of actions, which other tools import.
ACTIONS = ("csv", "xlsx", "md", "txt")
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
    "findings": "findings",
    "opportunities": "opportunities",
    "board": "board",
    "grid": "grid",
    "actions": "actions",
    "deck": "deck",
}
#: Other words for a view that are understood.
_ALIASES = {"personas": "persona"}
#: The view that is all others that a workshop needs.
PACK = "pack"
#: The map itself, and what is laid out as a poster.
_MAPS = ("poster", "timeline", "blank")
_POSTERS = ("poster", "blank")
#: Handouts on which people are named.
_NAMED = ("participants", "opportunities", "board", "grid", "actions", "deck")
STANDARDS = ("x4", "a3")
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
    add("--landscape", action="store_true", help=_("the sheet lies across"))
    add(
        "--view",
        metavar="NAME",
        help=_(
            "poster (unless said otherwise), timeline, blank for a workshop's wall, a handout: {names}; deck: slides of 16:9 to show; or "
            "pack: all but the slides, in one .pdf or in a folder"
        ).format(names=", ".join(list(VIEWS)[3:-1])),
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
            "x4: prepared as PDF/X-4 for a print shop, with 3 mm of bleed and crop marks unless --bleed or --marks says otherwise; "
            "a3: as PDF/A-3 and PDF/UA, for archives and for listening"
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
    add("--names", action="store_true", help=_("people's real names on handouts, and in the journey inside a PDF"))
    add(
        "--preset",
        metavar="NAME",
        help=_(
            "with --view actions into .csv .xlsx .md .txt: for which tool, one of list (unless said otherwise), jira, gitlab, trello, "
            "planner, service-desk, or a .json file of your own"
        ),
    )
    add("--which", metavar="open|all", help=_("which actions go to that tool: open ones (unless said otherwise), or all"))
    add("--across", action="store_true", help=_("a .csv or .xlsx table with a touchpoint in each column instead of each row"))
    add("--no-phase-names", action="store_true", help=_("a blank poster with phases to be named by hand"))
    add(
        "--advice",
        action="store_true",
        help=_(
            "try what would let a poster be read from where people stand, and say it: other paper, more sheets, fewer lanes; "
            "in a terminal that is done anyway"
        ),
    )


def view_of(options: argparse.Namespace) -> str:
    """The view asked for, by the name the press knows, or :data:`PACK`; the poster unless something else was said."""
    view = options.view or "poster"
    return view if view == PACK else VIEWS.get(_ALIASES.get(view, view), view)


def order_of(options: argparse.Namespace, kind: str, catalogue: Catalogue, *, one_file: bool = True) -> dict[str, Any]:
    """The fields of the order for a file of a kind (``pdf``, ``csv`` …). ``one_file``: a pack goes into one PDF, not into a folder.

    Raises :class:`~.sentences.BadUsage`.
    """
    _ = catalogue.text
    view = view_of(options)
    if view not in (*VIEWS, PACK):
        raise BadUsage(
            _("There is no view “{view}”. There are: {views}.").format(
                view=printable(options.view), views=", ".join((*VIEWS, PACK))
            )
        )
    if options.dpi and kind != "png":
        raise BadUsage(_("--dpi is for pictures (.png); a .{kind} file has no dots.").format(kind=kind))
    if options.standard is not None and options.standard not in STANDARDS:
        raise BadUsage(
            _("There is no standard “{name}”. There are: {names}.").format(
                name=printable(options.standard), names=", ".join(STANDARDS)
            )
        )
    if options.attach not in (None, "yes", "no"):
        raise BadUsage(_("--attach takes yes or no, not “{value}”.").format(value=printable(options.attach)))
    _refuse_what_does_not_apply(options, view, kind, catalogue, one_file=one_file)
    if options.theme is not None:
        _refuse_unknown_theme(options.theme, catalogue)
    # What a print shop asks for comes with its PDF, unless something was said about it.
    shop = options.standard == "x4" and options.bleed is None
    marks = options.marks or shop
    return {
        "view": "poster" if view == PACK else view,
        "format": kind,
        "paper": options.paper or "",
        "portrait": True if options.portrait else False if options.landscape else None,
        "distance": number(options.distance, "--distance", 0.1, 20, catalogue) if options.distance is not None else 0.0,
        "sheets": None if options.sheets is None else _count(options.sheets, catalogue),
        "language": options.lang or "",
        "theme": options.theme or "",
        "dpi": number(options.dpi, "--dpi", _LEAST_DPI, _MOST_DPI, catalogue) if options.dpi else 0.0,
        "tile": options.tile or "",
        "overlap": number(options.overlap, "--overlap", 0, 50, catalogue) if options.overlap else 10.0,
        "scale": number(options.shrink, "--shrink", 90, 100, catalogue) / 100 if options.shrink else 1.0,
        "bleed": _BLEED * marks if options.bleed is None else number(options.bleed, "--bleed", 0, 20, catalogue),
        "marks": marks,
        "colours": "cmyk" if options.cmyk else "rgb",
        "standard": options.standard or "",
        "attach": None if options.attach is None else options.attach == "yes",
        "names": True if options.names else None,
        "phase_names": not options.no_phase_names,
        "outlines": options.outlines,
    }


def _refuse_what_does_not_apply(
    options: argparse.Namespace, view: str, kind: str, catalogue: Catalogue, *, one_file: bool
) -> None:
    """Nothing that was asked for is left out without a word."""
    _ = catalogue.text
    given = {
        "--paper": options.paper,
        "--portrait": options.portrait,
        "--landscape": options.landscape,
        "--view": options.view,
        "--theme": options.theme,
        "--distance": options.distance,
        "--sheets": options.sheets,
        "--tile": options.tile,
        "--marks": options.marks,
        "--bleed": options.bleed,
        "--cmyk": options.cmyk,
        "--standard": options.standard,
        "--attach": options.attach,
        "--outlines": options.outlines,
        "--names": options.names,
        "--no-phase-names": options.no_phase_names,
        "--advice": options.advice,
        "--preset": options.preset,
        "--which": options.which,
        "--across": options.across,
    }
    asked = [name for name, value in given.items() if value not in (None, False)]
    only = {"--outlines": "svg"} | dict.fromkeys(("--tile", "--marks", "--bleed", "--cmyk", "--standard", "--attach"), "pdf")
    for name in asked:
        if name in ("--preset", "--which"):
            raise BadUsage(_("{option} is for --view actions into a file of {endings}.").format(
                option=name, endings=" ".join(f".{one}" for one in ACTIONS)))  # fmt: skip
        if name == "--across":
            if kind not in ("csv", "xlsx"):
                raise BadUsage(_("{option} is for .{kind} files.").format(option=name, kind="csv"))
            continue
        if name in only and kind != only[name]:
            raise BadUsage(_("{option} is for .{kind} files.").format(option=name, kind=only[name]))
        if kind not in SHEETS:
            raise BadUsage(
                _("{option} is for sheets (.pdf, .pptx, .png, .svg); a .{kind} file has none.").format(option=name, kind=kind)
            )
    for name, value in (("--overlap", options.overlap), ("--shrink", options.shrink)):
        if value and not options.tile:
            raise BadUsage(_("{option} needs --tile.").format(option=name))
    if options.portrait and options.landscape:
        raise BadUsage(_("A sheet stands upright or lies across: give --portrait or --landscape, not both."))
    views: dict[str, tuple[str, ...]] = {
        "--paper": tuple(one for one in VIEWS if one not in ("timeline", "deck")),
        "--portrait": _POSTERS,
        "--landscape": _POSTERS,
        "--distance": ("poster",),
        "--sheets": _POSTERS,
        "--tile": _MAPS,
        "--attach": _MAPS if options.attach == "yes" else tuple(VIEWS),
        "--names": (*_NAMED, *(_MAPS if _may_carry(options, view, kind) else ())),
        "--no-phase-names": ("blank",),
        "--advice": ("poster",),
    }
    for name in asked:
        if name == "--names" and view in _MAPS and (kind != "pdf" or options.standard == "x4"):
            raise BadUsage(_("--names has no effect: a file of this kind carries no journey."))
        if view != PACK and view not in views.get(name, tuple(VIEWS)):
            raise BadUsage(
                _("{option} has no effect with --view {view}. It is for: {views}.").format(
                    option=name, view=view, views=", ".join(views[name])
                )
            )
        if view == PACK and one_file and name in ("--tile", "--marks", "--bleed", "--cmyk", "--standard"):
            raise BadUsage(
                _(
                    "{option} is for posters in files of their own, not for a pack in one PDF. Print the pack into a folder (a name "
                    "without .pdf), or the poster by itself."
                ).format(option=name)
            )


def is_handover(options: argparse.Namespace, output_kind: str) -> bool:
    """Whether the list of actions goes to another tool, not to paper."""
    return view_of(options) == "actions" and output_kind in ACTIONS


def refuse_for_handover(options: argparse.Namespace, catalogue: Catalogue) -> None:
    """What is for sheets and tables is not for a list that another tool imports."""
    _ = catalogue.text
    own = ("view", "names", "preset", "which")
    empty = {"file", "output", "lang", *own}
    for name, value in vars(options).items():
        if name not in empty and value not in (None, False):
            raise BadUsage(
                _("{option} is for sheets (.pdf, .pptx, .png, .svg), not for actions that another tool imports.").format(
                    option="--" + name.replace("_", "-")
                )
            )
    if options.which not in (None, "open", "all"):
        raise BadUsage(_("--which takes open or all, not “{value}”.").format(value=printable(options.which)))


def _may_carry(options: argparse.Namespace, view: str, kind: str) -> bool:
    """Whether the journey may go into the file, as far as the command line alone tells."""
    return kind == "pdf" and options.attach != "no" and options.standard != "x4" and (view != "blank" or options.attach == "yes")


def _refuse_unknown_theme(name: str, catalogue: Catalogue) -> None:
    from cjm_desktop.layout.theme import theme_names  # only who asks for a theme waits for it

    if name not in theme_names():
        raise BadUsage(
            catalogue.text("There is no theme “{name}”. There are: {names}.").format(
                name=printable(name), names=", ".join(theme_names())
            )
        )


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

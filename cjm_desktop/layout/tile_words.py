"""The printed words of a poster on tiles, in one language: see :mod:`.tile_pages`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .words import plain_number


@dataclass(frozen=True, slots=True)
class TileWords:
    """Labels and sentences in one language. ``…_of`` templates have named places filled by layout."""

    language: str
    assembly_map: str
    sheets_of: str
    finished_of: str
    reduced_of: str
    position_of: str
    print_title: str
    print_of: str
    cut_title: str
    cut: str
    trim: str
    glue_title: str
    glue_of: str
    rows_title: str
    rows: str
    ruler_of: str
    map_alt_of: str
    tile_alt_of: str
    part_of: str
    hang_of: str
    #: Writes a number the way the language does.
    number: Callable[[float], str] = plain_number


def printed_tile_words(
    pgettext: Callable[[str, str], str], language: str, number: Callable[[float], str] = plain_number
) -> TileWords:
    """The words of a language; ``pgettext(context, english)`` is the catalogue's look-up, ``number`` its way with numbers."""
    return TileWords(
        language=language,
        number=number,
        assembly_map=pgettext("tiles", "Assembly map"),
        sheets_of=pgettext("tiles", "Sheets: {count} × {paper} · rows: {rows} · columns: {columns}"),
        finished_of=pgettext("tiles", "Finished poster: {width} × {height} mm"),
        reduced_of=pgettext(
            "tiles",
            "Finished poster: {width} × {height} mm ({percent} % of its layout; already reduced here)",
        ),
        position_of=pgettext("tiles", "row {row} of {rows}, column {column} of {columns}"),
        print_title=pgettext("tiles", "Print"),
        print_of=pgettext(
            "tiles",
            "Print all pages on one side of {paper} at 100 % (true size, not “fit to page”). "
            "Then measure the ruler on this page.",
        ),
        cut_title=pgettext("tiles", "Cut"),
        cut=pgettext(
            "tiles",
            "Cut every sheet along its dashed lines. Where there is none, on the right and at the bottom, "
            "leave the paper as it is: that is the flap for the next sheet.",
        ),
        trim=pgettext("tiles", "Cut the sheet along its dashed lines."),
        glue_title=pgettext("tiles", "Glue the rows"),
        glue_of=pgettext(
            "tiles",
            "From left to right: each sheet goes over the right flap of the one before it, {overlap} mm wide. "
            "Top edges in line, cut edge on the small ticks.",
        ),
        rows_title=pgettext("tiles", "Join the rows"),
        rows=pgettext(
            "tiles",
            "From top to bottom: each row goes over the lower flap of the row above. "
            "Left edges in line, cut edge on the small ticks.",
        ),
        ruler_of=pgettext("tiles", "This line is exactly {length} mm long when printed at 100 %"),
        map_alt_of=pgettext(
            "tiles",
            "The poster “{title}” with the places of its {count} sheets: letters count the rows from the top, "
            "numbers the columns from the left",
        ),
        tile_alt_of=pgettext("tiles", "Part {name} of the poster “{title}”"),
        part_of=pgettext("tiles", "poster sheet {number} of {count}"),
        hang_of=pgettext(
            "tiles", "At last hang the {count} finished poster sheets side by side, from left to right. This page is about sheet {number}."
        ),
    )

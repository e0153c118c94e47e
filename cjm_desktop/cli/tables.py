"""Writing tables, outlines, diagrams and lists for other tools on the command line.

Contract. Each function writes one file whole and gives what is to be said of it. Nothing here loads the press.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_desktop.cli.export_options import refuse_for_handover
from cjm_desktop.cli.sentences import DONE
from cjm_desktop.i18n import Catalogue, catalogue_for

if TYPE_CHECKING:
    from cjm_desktop.document import Journey, Problem


def write_table(journey: Journey, kind: str, target: Path, language: str | None, *, across: bool = False) -> Sequence[Problem]:
    """A journey as a file of one of :data:`~.export_options.TABLES`; gives what it shows less truly."""
    from cjm_desktop.exchange.files import file_of_journey
    from cjm_desktop.storage import write_atomically

    written = file_of_journey(journey, kind, language or "", across=across)
    write_atomically(str(target), written.data)
    return written.problems


def left_behind(journey: Journey, kind: str, catalogue: Catalogue) -> str:
    """What the journey has and the file does not hold, in one sentence."""
    from cjm_desktop.exchange.losses import losses_in_words

    return losses_in_words(journey, kind, catalogue.say)


def hand_over(options: argparse.Namespace, target: Path, catalogue: Catalogue) -> int:
    """Write the actions for another tool, and say how many, and whose names stayed out."""
    _ = catalogue.text
    refuse_for_handover(options, catalogue)
    from cjm_desktop.exchange.handover import chosen, handed_over, people, read_preset, table_of
    from cjm_desktop.exchange.handover_files import handover_bytes
    from cjm_desktop.storage import open_journey, shown, write_atomically

    preset = read_preset(options.preset or "list")
    journey = open_journey(options.file).journey
    which = options.which or "open"
    words = catalogue_for(options.lang or journey.language)
    kind = target.suffix.lower().lstrip(".")
    write_atomically(str(target), handover_bytes(journey, preset, words.say, which=which, names=options.names, kind=kind))
    handed = handed_over(journey, preset, which)
    print(
        catalogue.plural("“{file}” is written, with {n} action.", "“{file}” is written, with {n} actions.", len(handed)).format(
            file=shown(target), n=len(handed)
        )
    )
    left = len(chosen(journey, which)) - len(handed)
    if left:
        print(
            catalogue.plural(
                "{n} action stays out: {tool} has no word for its status.",
                "{n} actions stay out: {tool} has no word for their status.",
                left,
            ).format(n=left, tool=preset.name)
        )
    cells = [cell for row in table_of(journey, preset, words.say, which=which, names=options.names)[1:] for cell in row]
    short = sum(cell.shortened for cell in cells)
    if short:
        print(
            catalogue.plural(
                "{n} text was longer than {tool} takes and is shortened.",
                "{n} texts were longer than {tool} takes and are shortened.",
                short,
            ).format(n=short, tool=preset.name),
            *([_("The whole title stands in the description.")] if any(cell.field == "description" for cell in cells) else []),
        )
    kept = 0 if options.names else people(handed)
    if kept:
        print(
            catalogue.plural(
                "The real name of {n} person is not in it; --names puts it in.",
                "The real names of {n} people are not in it; --names puts them in.",
                kept,
            ).format(n=kept)
        )
    return DONE

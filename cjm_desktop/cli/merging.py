"""``merge`` and ``diff``: two people's copies of a journey put together, and what differs between two journeys in words.

Contract. As :mod:`cjm_desktop.cli.commands`; ``merge`` serves git as a merge driver, ``diff`` has the exit codes of diff. Nothing is
written but the file after ``-o``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_desktop.cli.arguments import (
    Parser,
    add_journey_output,
    add_language,
    ending_of_a_journey,
    refuse_to_replace,
)
from cjm_desktop.cli.sentences import BAD_INPUT, DONE, PROBLEMS
from cjm_desktop.i18n import Catalogue

if TYPE_CHECKING:
    from cjm_desktop.analysis.changes import Difference
    from cjm_desktop.document import Journey


def merge(given: list[str], catalogue: Catalogue) -> int:
    """Put two copies of a journey together; gives 0 when nothing contradicts, 1 when something does."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "merge",
        _("Puts together what two people did to copies of one journey."),
        epilog=_(
            "Where both changed the same thing, what is in OURS stays, and standard error lists it with both values.\n\n"
            "As a merge driver of git, in .gitattributes:\n"
            "  *.cjm merge=cjm\n"
            "and in .git/config:\n"
            '  [merge "cjm"]\n'
            "    name = CJM Desktop\n"
            "    driver = cjm-desktop merge %O %A %B -o %A\n\n"
            "Exit codes: 0 merged, 1 merged and something is listed, 2 bad input, 3 could not write."
        ),
    )
    parser.add_argument("base", metavar="BASE", help=_("the journey both went on from; an empty file or - where it is not known"))
    parser.add_argument("ours", metavar="OURS", help=_("your copy"))
    parser.add_argument("theirs", metavar="THEIRS", help=_("the other copy"))
    add_journey_output(parser, _("the journey to write (.cjm, or OURS itself); another that is there is replaced only with --force"))
    add_language(parser, _("language of the answer: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    target = Path(options.output)
    # git hands over files that have names of its own.
    if target != Path(options.ours):
        ending_of_a_journey(options.output, catalogue)
    from cjm_desktop.document import without_names
    from cjm_desktop.edits.merge import merge as merged_of
    from cjm_desktop.storage import names_left_out, parse, read_file, save_journey
    from cjm_desktop.storage.lock import refuse_when_open
    from cjm_desktop.storage.reading import opened_of

    base: Journey | None = None
    if options.base != "-":
        data, _status = read_file(Path(options.base))
        if data.strip():
            base = parse(data, Path(options.base))[0]
    read = [(Path(name), *read_file(Path(name))) for name in (options.ours, options.theirs)]
    opened = [opened_of(data, status, path) for path, data, status in read]
    if base is not None and any(names_left_out(data) for _path, data, _status in read):
        # Names that were taken out of a copy when a poster was printed were not removed by anybody.
        base = without_names(base)
    ours, theirs = (one.journey for one in opened)
    merged = merged_of(base, ours, theirs)
    refuse_when_open(target)
    # What OURS had is in what is written; so git gives it as the target.
    refuse_to_replace(target, force=options.force or target == Path(options.ours), catalogue=catalogue)
    save_journey(merged.journey, target, None, {**opened[1].beside, **opened[0].beside})
    speaking = catalogue.speaking_of(merged.journey.traveller)
    count = len(merged.took)
    if base is None:
        # Standard output says what happened; this says why it may be less than somebody expects.
        print(_("What both went on from is not known: nothing counts as removed, and all that differs is listed."), file=sys.stderr)
    left = len(merged.conflicts)
    if count:
        print(catalogue.plural("{n} change came in.", "{n} changes came in.", count).format(n=count))
    elif left:
        print(
            catalogue.plural(
                "{n} thing differs and stays as it is in OURS; nothing else came in.",
                "{n} things differ and stay as they are in OURS; nothing else came in.",
                left,
            ).format(n=left)
        )
    else:
        print(_("THEIRS brings nothing new."))
    for conflict in merged.conflicts:
        print(f"{conflict.place}: {speaking.say(conflict.message)}", file=sys.stderr)
    return PROBLEMS if merged.conflicts else DONE


def diff(given: list[str], catalogue: Catalogue) -> int:
    """Tell what differs between two journeys; gives 0 when nothing does, 1 when something does."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "diff",
        _("Tells in words what is different in journey B compared with A."),
        epilog=_("Exit codes: 0 equal, 1 different, 2 bad input."),
    )
    parser.add_argument("a", metavar="A", help=_("the earlier journey"))
    parser.add_argument("b", metavar="B", help=_("the later journey"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    add_language(parser, _("language of the answer: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    from cjm_desktop.analysis.changes import changes
    from cjm_desktop.storage import OpenError, open_journey

    try:
        before, after = (open_journey(name).journey for name in (options.a, options.b))
    except OpenError as error:
        if options.json:
            _print_json({"files": [options.a, options.b], "readable": False, "error": catalogue.say(error.message)})
        print(catalogue.say(error.message), file=sys.stderr)
        return BAD_INPUT
    found = changes(before, after)
    speaking = catalogue.speaking_of(after.traveller)
    if options.json:
        tree = {"files": [options.a, options.b], "readable": True, "equal": not found, "differences": _as_trees(found, speaking)}
        _print_json(tree)
    else:
        for one in found:
            print(speaking.say(one.message))
    return PROBLEMS if found else DONE


def _as_trees(found: Sequence[Difference], catalogue: Catalogue) -> list[dict[str, str]]:
    return [{"how": one.how.value, "place": one.place, "record": one.record, "message": catalogue.say(one.message)} for one in found]


def _print_json(tree: object) -> None:
    import json

    print(json.dumps(tree, indent=2))  # ASCII: it survives every terminal and pipe

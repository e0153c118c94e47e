"""The commands of the command line, each with its arguments: see :data:`COMMANDS`, and the editor with options.

Contract. Each of :data:`COMMANDS` takes its arguments and the words to speak with, and gives the exit code; what is wrong is raised
as :class:`~cjm_desktop.cli.sentences.BadUsage` or as an error that carries a message. What a command needs is imported when it
runs, so that each is fast; no toolkit is loaded but for the editor and for PNG.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjm_desktop import __version__
from cjm_desktop.cli import surveys
from cjm_desktop.cli.arguments import (
    Parser,
    add_journey_output,
    add_language,
    add_output,
    ending,
    ending_of_a_journey,
    refuse_misspelt_command,
    refuse_to_replace,
)
from cjm_desktop.cli.completion import completion
from cjm_desktop.cli.editor import open_editor, try_installation
from cjm_desktop.cli.export_options import (
    PACK,
    SHEETS,
    TABLES,
    add_options,
    is_handover,
    order_of,
    view_of,
)
from cjm_desktop.cli.merging import diff, merge
from cjm_desktop.cli.past import history
from cjm_desktop.cli.sentences import BAD_INPUT, DONE, PROBLEMS, BadUsage, printable
from cjm_desktop.cli.tables import hand_over, left_behind, write_table
from cjm_desktop.cli.thumbnail import thumbnail
from cjm_desktop.i18n import Catalogue, system_language

if TYPE_CHECKING:
    from cjm_desktop.document import Journey, Problem
    from cjm_desktop.exchange import ImportFailed


def run(given: list[str], catalogue: Catalogue) -> int:
    """Run the command that the first argument names, or the editor; gives the exit code."""
    command = COMMANDS.get(given[0]) if given else None
    if command is not None:
        return command(given[1:], catalogue)
    if given:
        refuse_misspelt_command(given[0], list(COMMANDS), catalogue)
    return editor(given, catalogue)


def editor(given: list[str], catalogue: Catalogue) -> int:
    """Open the editor, or do what one of the options without a command asks for; gives the exit code."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "",
        _(
            "Maps a customer journey and prints it as a poster. Without a command the editor opens, with FILE if given."
        ),
        epilog=_(
            "Commands:\n"
            "  new         make a journey from a template\n"
            "  check       list what is wrong or could be better in a journey\n"
            "  export      print a poster, or write a table, an outline or a diagram\n"
            "  import      make a journey from a table, an outline or a diagram, or a round from the answers of a survey\n"
            "  merge       put together two copies of a journey that two people changed\n"
            "  diff        tell in words what differs between two journeys\n"
            "  history     list the versions that are kept of a journey, or write one\n"
            "  schema      print the JSON Schema of the file format\n"
            "  thumbnail   draw a small picture of a journey, for file managers\n"
            "  completion  print what a shell needs to complete all this\n"
            "“cjm-desktop COMMAND --help” explains each.\n\n"
            "Exit codes: 0 done, 1 done with problems, 2 bad input, 3 could not write."
        ),
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help=_("the journey to open"))
    parser.add_argument("--version", action="store_true", help=_("print the program's version"))
    parser.add_argument(
        "--self-test",
        action="store_true",
        help=_("try window, fonts, sample, words and poster, print one line"),
    )
    parser.add_argument(
        "--licenses", "--licences", action="store_true", help=_("print what the program is made of, with all licences")
    )
    options = parser.parse_args(given)
    if options.version:
        print(f"CJM Desktop {__version__}")
        return DONE
    if options.licenses:
        from cjm_desktop import licences  # reads what is installed, which takes a moment

        found = licences.pieces()
        first, then = (catalogue.say(note) for note in licences.NOTES)
        print(first, licences.listing(found), then, licences.full_text(found), sep="\n\n", end="")
        return DONE
    if options.self_test:
        return try_installation()
    return open_editor(options.file, catalogue)


def _new(given: list[str], catalogue: Catalogue) -> int:
    _ = catalogue.text
    from cjm_desktop.storage import templates

    parser = Parser(catalogue, "new", _("Makes a journey from a template."))
    add_journey_output(parser, _("the journey to write (.cjm); one that is there is replaced only with --force"))
    parser.add_argument(
        "--template",
        metavar="NAME",
        default="empty",
        help=_("one of: {names}; empty unless said otherwise, big in English only").format(names=", ".join(templates.names())),
    )
    add_language(parser, _("language of the template: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    ending_of_a_journey(options.output, catalogue)
    language = options.lang or system_language()
    journey = templates.begin(options.template, language, date.today())
    _save(journey, Path(options.output), catalogue, force=options.force)
    _wrote(options.output, catalogue)
    if (missing := templates.missing(options.template, language)) is None:
        return DONE
    print(catalogue.say(missing), file=sys.stderr)
    # Written, but not in the language that was asked for; the machine's language nobody asked for.
    return PROBLEMS if options.lang else DONE


def _check(given: list[str], catalogue: Catalogue) -> int:
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "check",
        _("Lists what is wrong in a journey, and what a good facilitator would ask about it."),
    )
    parser.add_argument("file", metavar="FILE", help=_("the journey to look at"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    add_language(parser, _("language of the answer: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    from cjm_desktop.storage import OpenError, open_journey, unknown_keys

    try:
        opened = open_journey(options.file)
    except OpenError as error:
        if options.json:
            _print_json(
                {
                    "file": options.file,
                    "readable": False,
                    "error": catalogue.say(error.message),
                    "problems": [_as_dict(problem, catalogue, "error") for problem in error.problems],
                }
            )
        return _complain(catalogue.say(error.message), BAD_INPUT)
    from datetime import date

    from cjm_desktop.analysis import read
    from cjm_desktop.analysis.findings import findings
    from cjm_desktop.cli.finding_list import as_data, in_lines
    from cjm_desktop.method import hints

    journey = opened.journey
    catalogue = catalogue.speaking_of(journey.traveller)
    unknown = [*unknown_keys(journey), *_damaged_pictures(journey)]
    insights = read(journey)
    advice, found = hints(journey, insights, today=date.today()), findings(journey, insights)
    if options.json:
        _print_json(
            {
                "file": options.file,
                "readable": True,
                "migrated_from": opened.migrated_from,
                "title": journey.title,
                "touchpoints": len(journey.touchpoints),
                "problems": [
                    *(_as_dict(problem, catalogue, "file") for problem in unknown),
                    *(
                        {
                            **_as_dict(hint.problem, catalogue, "method"),
                            "step": hint.step,
                            "weight": hint.weight,
                        }
                        for hint in advice
                    ),
                ],
                "findings": as_data(found, journey, catalogue),
            }
        )
    else:
        if opened.migrated_from is not None:
            print(
                _(
                    "The file has the older format {version}; saving it in the editor brings it up to date."
                ).format(version=opened.migrated_from)
            )
        for problem in unknown:
            print(_problem_text(problem, catalogue))
        for hint in advice:
            print(_("Step {step}").format(step=hint.step) + " · " + _problem_text(hint.problem, catalogue))
        if not unknown and not advice:
            print(_("Nothing to remark."))
        for line in in_lines(found, catalogue):
            print(line)
    return PROBLEMS if unknown or advice else DONE


def _damaged_pictures(journey: Journey) -> Iterable[Problem]:
    """Pictures in a journey that cannot be printed."""
    if not any(p.picture for p in journey.personas) and not any(t.picture for t in journey.touchpoints):
        return ()
    from cjm_desktop.layout.picture import damaged_pictures  # layout is loaded by need

    return damaged_pictures(journey)


def _export(given: list[str], catalogue: Catalogue) -> int:
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "export",
        _("Prints a journey as a poster, or writes it as a table, an outline or a diagram."),
    )
    parser.add_argument("file", metavar="FILE", help=_("the journey"))
    add_output(parser, _("what to write; its ending says what: .pdf .pptx .png .svg .csv .xlsx .md .mmd .ojf"))
    add_options(parser, catalogue)
    add_language(
        parser,
        _(
            "language of the printed words: da, nl, hu, sv or en; else the journey's own. A .csv with it is made for that "
            "language's spreadsheet, one without it for scripts"
        ),
    )
    options = parser.parse_args(given)
    packed = view_of(options) == PACK
    target = _target(options.output, catalogue, packed=packed)
    # A pack without an ending goes into a folder.
    if is_handover(options, target.suffix.lower().lstrip(".")):
        return hand_over(options, target, catalogue)
    in_folder = packed and target.suffix.lower() != ".pdf"
    kind = "pdf" if packed else ending(options.output, (*SHEETS, *TABLES), catalogue)
    order = order_of(options, kind, catalogue, one_file=not in_folder)

    from cjm_desktop.storage import open_journey

    journey = open_journey(options.file).journey
    if kind in TABLES:
        problems = write_table(journey, kind, target, options.lang, across=options.across)
        code = _finished([target], problems, catalogue)
        if said := left_behind(journey, kind, catalogue):
            print(said)
        return code
    # Only a sheet needs the press with its fonts, layout and painters.
    from cjm_desktop.press import PackOrder, Press, PrintOrder, colour_findings, put

    wanted, press = PrintOrder(**order), Press()
    if wanted.names and wanted.is_map and not packed and not press.carries_journey(journey, wanted):
        raise BadUsage(
            _("--names has no effect: the journey is not put into this file. --attach yes puts it in, names and all.")
        )
    if packed:
        problems = press.print_pack(journey, pack := PackOrder(order=wanted), target)
        wanted, paths = pack.order_of("poster"), [target]
    else:
        printed = press.render(journey, wanted)
        paths, problems = put(target, printed.files), printed.problems
    code = _finished(paths, [*problems, *colour_findings(journey, wanted)], catalogue)
    if kind == "pptx":
        from cjm_desktop.press.slides import LOST

        print(catalogue.say(LOST))
    # Trying other papers takes longer than the poster did: nobody reads it who is not at a terminal, unless it is asked for.
    if not packed and (options.advice or sys.stderr.isatty() or not journey.touchpoints):
        for sentence in press.advice(journey, wanted, problems):
            print(f"→ {catalogue.say(sentence)}", file=sys.stderr)
    if (wanted.standard == "x4" or wanted.marks) and not wanted.bleed:
        said = _("Without bleed a white edge can be left where the sheet is cut; most print shops ask for 3 mm.")
        print(said, file=sys.stderr)
    if kept := press.names_kept_back(journey, wanted):
        print(
            catalogue.plural(
                "The real name of {n} person is not in the journey inside the file; --names puts it in.",
                "The real names of {n} people are not in the journey inside the file; --names puts them in.",
                kept,
            ).format(n=kept),
            _("Names that somebody typed into a text or a quote stay in it."),
            file=sys.stderr,
        )
    if press.authors_kept_back(journey, wanted):
        said = _("The authors, whom the foot does not print, are not in the journey inside the file; --names puts them in.")
        print(said, file=sys.stderr)
    return code


def _target(output: str, catalogue: Catalogue, *, packed: bool) -> Path:
    """Where to write. A folder is only for a pack; a pack is a PDF or goes into a folder, whose name may have dots in it."""
    _ = catalogue.text
    target, known = Path(output), (*SHEETS, *TABLES, "cjm")
    folder = output.endswith(("/", os.sep))
    if folder and (not packed or target.suffix.lower() == ".pdf"):
        raise BadUsage(
            _("“{file}” is the name of a folder; give the name of a file in it.").format(file=printable(output))
        )
    if packed and not folder and target.suffix.lower().lstrip(".") in known:
        kind = target.suffix.lower().lstrip(".")
        if kind != "pdf":
            raise BadUsage(
                _(
                    "A pack is many sheets: it goes into one PDF (.pdf) or into a folder (a name without an ending), "
                    "not into a .{kind} file."
                ).format(kind=kind)
            )
    return target


def _import(given: list[str], catalogue: Catalogue) -> int:
    if surveys.is_wanted(given):
        return surveys.import_answers(given, catalogue)
    _ = catalogue.text
    parser = Parser(
        catalogue, "import", _("Makes a journey from a table, an outline, a diagram or a poster.")
    )
    parser.add_argument("file", metavar="IN", help=_("what to read: .csv .xlsx .md .mmd .ojf, or a .pdf poster"))
    add_journey_output(parser, _("the journey to write (.cjm); one that is there is replaced only with --force"))
    add_language(parser, _("language of the journey's texts; else the one its column names are written in"))
    parser.add_argument(
        "--scale", metavar="SCALE", help=_("the scale of a table's grades, such as 0-10; it becomes the journey's; else 1-10")
    )
    parser.beside = surveys.parser_of(catalogue)
    options = parser.parse_args(given)
    from cjm_desktop import exchange

    if not exchange.form_of(options.file) and Path(options.file).suffix.lower() != ".pdf":
        if Path(options.file).suffix.lower() == ".cjm":
            raise BadUsage(_("“{file}” is a journey already.").format(file=printable(options.file)))
        ending(options.file, (*TABLES, "pdf"), catalogue)
    ending_of_a_journey(options.output, catalogue)
    from cjm_desktop.document import clean_line
    from cjm_desktop.exchange.survey_grades import scale_between
    from cjm_desktop.storage import read_file, shown

    rating = surveys.scale_named(options.scale, catalogue)
    if rating is not None and rating.worst > rating.best:
        raise BadUsage(_("{option} does not take “{value}”.").format(option="--scale", value=printable(options.scale)))
    scale = scale_between(rating.worst, rating.best) if rating is not None else None
    path = Path(options.file)
    data, _status = read_file(path)
    try:
        if path.suffix.lower() == ".pdf":
            # A poster of ours holds the very file it was printed from.
            return _import_poster(exchange.journey_file_of_pdf(data), path, Path(options.output), catalogue, force=options.force)
        title = clean_line(shown(path.stem))
        imported = exchange.journey_of_file(path.name, data, title=title, language=options.lang, scale=scale)
    except exchange.ImportFailed as error:
        said = _what_failed(error, catalogue).removesuffix(".")
        if error.scales and scale is None:
            ways = _(" or ").join(surveys.scale_option(one.lowest, one.highest) for one in error.scales)
            return _complain(
                _("“{file}”: {reason}. If the grades are on another scale, say which it is, such as {options}.").format(
                    file=shown(path), reason=said, options=ways
                ),
                error.exit_code,
            )
        return _complain(_("“{file}”: {reason}.").format(file=shown(path), reason=said), error.exit_code)
    _save(imported.journey, Path(options.output), catalogue, force=options.force)
    return _finished([Path(options.output)], _placed(imported.problems, catalogue), catalogue)


def _import_poster(data: bytes, source: Path, target: Path, catalogue: Catalogue, *, force: bool) -> int:
    """A poster of ours holds the very file it was printed from, with or without people's names."""
    from cjm_desktop.document import Message, Problem, real_names, unsigned_authors
    from cjm_desktop.storage import StorageError, names_left_out, open_journey, parse, shown

    journey, _version = parse(data, source)
    if not names_left_out(data):
        _save(journey, target, catalogue, force=force)
        return _finished([target], (), catalogue)
    if target.exists():
        try:
            there = open_journey(target).journey
            lost = len(real_names(there)) + len(unsigned_authors(there))
        except StorageError:  # it is no journey, so no names of ours are lost with it
            lost = 0
        if lost:
            raise BadUsage(
                catalogue.plural(
                    "“{file}” holds the real name of {n} person, and the poster was printed without it. Nothing was replaced: give "
                    "another name after -o.",
                    "“{file}” holds the real names of {n} people, and the poster was printed without them. Nothing was replaced: give "
                    "another name after -o.",
                    lost,
                ).format(file=shown(target), n=lost)
            )
    _save(journey, target, catalogue, force=force)
    return _finished([target], (Problem("", Message("Real names of people were left out when this poster was printed.")),), catalogue)


def _schema(given: list[str], catalogue: Catalogue) -> int:
    _ = catalogue.text
    parser = Parser(catalogue, "schema", _("Prints the JSON Schema of the file format."))
    parser.add_argument("--markdown", action="store_true", help=_("print it as a page to read, in English"))
    if parser.parse_args(given).markdown:
        from cjm_desktop.storage.schema_page import page

        sys.stdout.write(page())
        return DONE
    from cjm_desktop.storage.schema import schema_text

    sys.stdout.write(schema_text())
    return DONE


COMMANDS: dict[str, Callable[[list[str], Catalogue], int]] = {
    "new": _new,
    "check": _check,
    "export": _export,
    "import": _import,
    "merge": merge,
    "diff": diff,
    "history": history,
    "schema": _schema,
    "thumbnail": thumbnail,
    "completion": completion,
}

# ------------------------------------------------------------------------------------ their parts


def _save(journey: Journey, target: Path, catalogue: Catalogue, *, force: bool) -> None:
    """Write a journey, unless somebody has that file open in the editor, or it is there and nobody said ``force``."""
    from cjm_desktop.storage import save_journey
    from cjm_desktop.storage.lock import refuse_when_open

    refuse_when_open(target)
    refuse_to_replace(target, force=force, catalogue=catalogue)
    save_journey(journey, target, None)


def _placed(problems: Sequence[Problem], catalogue: Catalogue) -> list[Problem]:
    from cjm_desktop.exchange.places import placed_in_words

    return [placed_in_words(problem, catalogue.language, catalogue.say) for problem in problems]


def _what_failed(error: ImportFailed, catalogue: Catalogue) -> str:
    """Why nothing was imported, with the rows and lines in the person's words."""
    from cjm_desktop.document import Message, in_words

    if not error.problems:
        return catalogue.say(error.message)
    problems = in_words(_placed(error.problems, catalogue))
    return catalogue.say(Message("Nothing was imported. {problems}", problems=problems))


def _finished(targets: Sequence[Path], problems: Sequence[Problem], catalogue: Catalogue) -> int:
    from cjm_desktop.storage import shown

    if len(targets) == 1:
        _wrote(str(targets[0]), catalogue)
    else:
        said = catalogue.text("“{first}” to “{last}” are written.")
        print(said.format(first=shown(targets[0]), last=shown(targets[-1])))
    for problem in problems:
        print(_problem_text(problem, catalogue), file=sys.stderr)
    return PROBLEMS if problems else DONE


def _wrote(target: str, catalogue: Catalogue) -> None:
    from cjm_desktop.storage import shown

    _ = catalogue.text
    print(_("“{file}” is written.").format(file=shown(target)))


def _problem_text(problem: Problem, catalogue: Catalogue) -> str:
    said = catalogue.say(problem.message)
    return f"{problem.place}: {said}" if problem.place else said


def _as_dict(problem: Problem, catalogue: Catalogue, source: str) -> dict[str, Any]:
    return {
        "source": source,
        "place": problem.place,
        "record": problem.record,
        "message": catalogue.say(problem.message),
    }


def _print_json(tree: object) -> None:
    import json

    print(json.dumps(tree, indent=2))  # ASCII: it survives every terminal and pipe


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code

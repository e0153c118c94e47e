"""``import … --into``: the answers of a survey become a measured round of a journey that is there.

Contract. As :mod:`cjm_desktop.cli.commands`. What is which touchpoint comes from ``--map``, or is taken from the names of the columns where
they say a title in full; each is told, and where something would have to be guessed, the scale of the grades too, nothing is written.
Cells that cannot be read are listed on standard error, and left out only with ``--skip-bad``; the rest of their rows counts. Columns with
grades that are no touchpoint's are named there. Answers that are a round of the journey already are added again only with ``--force``.
Nobody is named: who answered twice is told as a number.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cjm_desktop.cli.arguments import Parser, add_language, ending_of_a_journey
from cjm_desktop.cli.sentences import BAD_INPUT, DONE, PROBLEMS, BadUsage, printable
from cjm_desktop.i18n import Catalogue

if TYPE_CHECKING:
    from cjm_desktop.document import Journey
    from cjm_desktop.exchange.survey import Answers, BadRow, DayOf, Survey, SurveyMap
    from cjm_desktop.exchange.survey_grades import Rating, ScaleGuess

#: Rows listed one by one.
_MOST = 50
# Two ends of a scale, the worst first: “1-10”, “5-1”, “-2..2”, “0:100”.
_END = r"([-−]?\d+(?:[.,]\d+)?)"
_ENDS = re.compile(rf"{_END}\s*(?:-|–|\.\.|:)\s*{_END}")


def is_wanted(given: list[str]) -> bool:
    """Whether the arguments of ``import`` bring answers into a journey that is there."""
    return any(one == "--into" or one.startswith("--into=") for one in given)


def parser_of(catalogue: Catalogue) -> Parser:
    """What reads the arguments."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "import",
        _("Makes a measured round of the answers in a table, and puts it into a journey."),
        epilog=_(
            "MAP is JSON, or a file with it: {example}\n\n"
            "A cell that cannot be read is listed. With --skip-bad it is left out and the rest of its row counts; a row is left out only "
            "when nothing else is in it. Who answered twice counts once, with the latest answer.\n\n"
            "Exit codes: 0 imported, 1 imported without what is listed, or nothing written because the same answers are there already, "
            "2 bad input: nothing written, 3 could not write."
        ).format(example='{"places": {"Q1": 1, "Q2": "First day"}, "respondent": "id", "date": "Time", "worst": 1, "best": 5}'),
    )
    parser.add_argument("file", metavar="ANSWERS", help=_("the table: .csv .tsv .txt .xlsx"))
    parser.add_argument("--into", metavar="FILE", required=True, help=_("the journey that gets the round"))
    parser.add_argument("--round", metavar="NAME", default="", help=_("what the round is called; else as the table"))
    parser.add_argument("--date", metavar="DAY", default="", help=_("the day of the round; else the last day of the answers"))
    parser.add_argument("--map", metavar="MAP", help=_("which column is which touchpoint: JSON, or the name of a file with it"))
    parser.add_argument(
        "--scale",
        metavar="SCALE",
        help=_("the scale of the grades from worst to best, such as 1-5, 0-10 or 6-1; else found out where it is clear"),
    )
    parser.add_argument("--suggest", action="store_true", help=_("print what would be taken for what, as JSON for --map; write nothing"))
    parser.add_argument("--skip-bad", action="store_true", help=_("leave out cells that cannot be read, and rows with nothing else"))
    parser.add_argument("--force", action="store_true", help=_("add the round even if the same answers are in the journey already"))
    parser.add_argument("--encoding", metavar="E", default="", help=_("utf-8, utf-16, cp1252 or cp1250; else found out"))
    parser.add_argument("--separator", metavar="S", default="", help=_("what stands between columns; else found out"))
    add_language(parser, _("language of the answer: da, nl, hu, sv or en; else the machine's"))
    return parser


def import_answers(given: list[str], catalogue: Catalogue) -> int:
    """Make a round of a table of answers; gives 0 when all was read, 1 when something was left out or the round is there already."""
    _ = catalogue.text
    options = parser_of(catalogue).parse_args(given)
    from cjm_desktop.exchange import ImportFailed
    from cjm_desktop.exchange.survey import (
        ENCODINGS,
        SEPARATORS,
        SURVEY_ENDINGS,
        answers_in,
        measured,
        same_round,
    )
    from cjm_desktop.storage import open_journey, read_file, shown

    path, target = Path(options.file), Path(options.into)
    ending_of_a_journey(options.into, catalogue)
    if path.suffix.lower() not in SURVEY_ENDINGS:
        raise BadUsage(
            _("The ending of “{file}” does not say what it is; use one of {endings}.").format(
                file=printable(options.file), endings=" ".join(SURVEY_ENDINGS)
            )
        )
    mark = {"tab": "\t", "\\t": "\t"}.get(options.separator, options.separator)
    for option, value, known in (("--encoding", options.encoding, ENCODINGS), ("--separator", mark, SEPARATORS)):
        if value and value not in known:
            raise BadUsage(_("{option} does not take “{value}”.").format(option=option, value=printable(value)))
    opened = open_journey(target)
    journey = opened.journey
    day_of = _days(catalogue)
    day = day_of(options.date) if options.date else None
    if options.date and day is None:
        raise BadUsage(_("{option} does not take “{value}”.").format(option="--date", value=printable(options.date)))
    rating = scale_named(options.scale, catalogue)
    try:
        answers = answers_in(path.name, read_file(path)[0], encoding=options.encoding, separator=mark)
        if options.suggest:
            return _suggest(answers, journey, day_of, rating)
        how, left = _mapping(options.map, rating, answers, journey, day_of, catalogue)
        if how is None:
            return BAD_INPUT
        survey = measured(answers, how, journey, day_of)
    except ImportFailed as error:
        said = catalogue.say(error.message).removesuffix(".")
        print(_("“{file}”: {reason}.").format(file=shown(path), reason=said), file=sys.stderr)
        return error.exit_code
    for row in survey.bad[:_MOST]:
        print(bad_line(row, catalogue), file=sys.stderr)
    if len(survey.bad) > _MOST:
        more = len(survey.bad) - _MOST
        print(catalogue.plural("and {n} more", "and {n} more", more).format(n=more), file=sys.stderr)
    if survey.bad and not options.skip_bad:
        print(_("Nothing is written. --skip-bad leaves these out."), file=sys.stderr)
        return BAD_INPUT
    if not survey.readings:
        print(_("No grade was found, and nothing is written."), file=sys.stderr)
        return BAD_INPUT
    if survey.repeatedly:
        said = catalogue.plural(
            "{n} person answered more than once; the latest answer counts.",
            "{n} people answered more than once; the latest answer of each counts.",
            survey.repeatedly,
        )
        print(said.format(n=survey.repeatedly))
    there = same_round(survey, journey)
    if there is not None and not options.force:
        said = _("Nothing is written: these very answers are in “{file}” already, as the round “{name}”. --force adds them again.")
        print(said.format(file=shown(target), name=printable(there.name)), file=sys.stderr)
        return PROBLEMS
    name = options.round or shown(path.stem)
    _put(journey, survey, name, day.isoformat() if day else survey.last, target, opened.beside)
    said = catalogue.plural(
        "The round “{name}” is in “{file}”: {n} touchpoint.", "The round “{name}” is in “{file}”: {n} touchpoints.", len(survey.readings)
    )
    print(said.format(name=printable(name), file=shown(target), n=len(survey.readings)))
    return PROBLEMS if survey.bad or left else DONE


def bad_line(row: BadRow, catalogue: Catalogue) -> str:
    """Where a cell is that cannot be read, why, and what of its row does not count with it."""
    _ = catalogue.text
    left = _("the row is left out") if row.lost else _("the cell is left out")
    return f"{_('Row {number}').format(number=row.number)}, {row.column}: {catalogue.say(row.message).removesuffix('.')} – {left}"


def scale_named(text: str | None, catalogue: Catalogue) -> Rating | None:
    """The scale that an option names; ``None`` without one."""
    from cjm_desktop.exchange.survey_grades import Rating

    if text is None:
        return None
    found = _ENDS.fullmatch(text.strip())
    worst, best = (float(end.replace(",", ".").replace("−", "-")) for end in found.groups()) if found else (0.0, 0.0)
    if worst == best or max(abs(worst), abs(best)) > 1_000_000:
        raise BadUsage(catalogue.text("{option} does not take “{value}”.").format(option="--scale", value=printable(text)))
    return Rating(worst, best)


def _put(journey: Journey, survey: Survey, name: str, day: str, target: Path, beside: object) -> None:
    from cjm_desktop import edits
    from cjm_desktop.document import Round, clean_line, fresh_id
    from cjm_desktop.storage import save_journey
    from cjm_desktop.storage.lock import refuse_when_open

    measured = Round(id=fresh_id("r"), name=clean_line(name), date=day, shown=True, readings=survey.readings)
    after = edits.put(journey, "rounds", measured)
    refuse_when_open(target)
    save_journey(after, target, None, beside)  # type: ignore[arg-type]


def _days(catalogue: Catalogue) -> DayOf:
    from datetime import date

    from cjm_desktop.i18n.days import day_of

    today = date.today()
    return lambda text: day_of(text, catalogue.language, today) or day_of(text, "en", today)


def _suggest(answers: Answers, journey: Journey, day_of: DayOf, rating: Rating | None) -> int:
    from cjm_desktop.exchange.survey_guess import dict_of_map, suggested

    proposal = suggested(answers, journey, day_of)
    tree = dict_of_map(proposal.how if rating is None else replace(proposal.how, rating=rating))
    if rating is None and not proposal.scale.sure:  # whoever hands this back as --map is asked for the scale all the same
        del tree["worst"], tree["best"]
    print(json.dumps(tree, indent=2))
    return DONE


def _mapping(
    name: str | None, rating: Rating | None, answers: Answers, journey: Journey, day_of: DayOf, catalogue: Catalogue
) -> tuple[SurveyMap | None, bool]:
    """What is which touchpoint, and whether columns with grades are left aside that nobody left aside on purpose; ``None``, and why on
    standard error, where something would have to be guessed."""
    from cjm_desktop.document import Message
    from cjm_desktop.exchange import ImportFailed
    from cjm_desktop.exchange.survey import Form
    from cjm_desktop.exchange.survey_guess import map_of_dict, suggested
    from cjm_desktop.storage import read_file

    _ = catalogue.text
    proposal = suggested(answers, journey, day_of)
    how, doubtful, stated = proposal.how, proposal.doubtful, rating is not None
    if name is not None:
        try:
            tree = json.loads(name if name.lstrip().startswith("{") else read_file(Path(name))[0])
        except ValueError as error:
            raise ImportFailed(Message("A mapping is a JSON object with “places” and more.")) from error
        how, doubtful = map_of_dict(tree, answers, journey), ()
        stated = stated or "worst" in tree or "best" in tree
    if not stated:
        how = replace(how, rating=proposal.scale.rating)
    elif rating is not None:
        how = replace(how, rating=rating)
    clear, guessed = stated or proposal.scale.sure, bool(doubtful) or not how.places
    out = sys.stdout if clear and not guessed else sys.stderr
    _say_places(how, doubtful, journey, out)
    if how.respondent:
        print(_("Column “{column}” says which person answered.").format(column=printable(how.respondent)), file=out)
    if how.date:
        print(_("Column “{column}” says the day of the answer.").format(column=printable(how.date)), file=out)
    # In a table with a grade in each row such rows are bad ones, and told as such.
    aside = proposal.unused if name is None and how.form is Form.WIDE else ()
    if aside:
        names = "; ".join(map(printable, aside[:_MOST]))
        said = catalogue.plural(
            "{n} column with grades fits no touchpoint and is not read: {names}",
            "{n} columns with grades fit no touchpoint and are not read: {names}",
            len(aside),
        )
        print(said.format(n=len(aside), names=names if len(aside) <= _MOST else f"{names}; …"), file=sys.stderr)
    if clear:
        worst, best = (catalogue.number(value) for value in (how.rating.worst, how.rating.best))
        print(_("Grades are taken to go from {worst} to {best}.").format(worst=worst, best=best), file=out)
    else:
        _say_scales(proposal.scale, catalogue)
    if guessed:
        print(_("Nothing is written: what is which touchpoint would be a guess. --suggest prints it for --map."), file=out)
    return (how if clear and not guessed else None), bool(aside)


def _say_places(how: SurveyMap, doubtful: tuple[str, ...], journey: Journey, out: TextIO) -> None:
    number = {card.id: at for at, card in enumerate(journey.touchpoints, 1)}
    title = {card.id: card.title for card in journey.touchpoints}
    for label, ident in how.places.items():
        doubt = " ?" if label in doubtful else ""
        print(f"{printable(label)} → {number[ident]} {printable(title[ident])}{doubt}", file=out)


def scale_option(worst: float, best: float) -> str:
    """What to type for a scale."""
    return f"--scale {worst:g}-{best:g}" if worst >= 0 else f"--scale={worst:g}..{best:g}"


def _say_scales(scale: ScaleGuess, catalogue: Catalogue) -> None:
    """Why the scale is a guess, and what to type for each that may be meant."""
    _ = catalogue.text
    options = [scale_option(one.worst, one.best) for one in (scale.rating, *scale.others)]
    if scale.seen is not None:
        low, high = map(catalogue.number, scale.seen)
        print(_("The grades go from {low} to {high}, which does not tell their scale.").format(low=low, high=high), file=sys.stderr)
    said = _("Nothing is written: the scale would be a guess. Say which it is, such as {options}.")
    print(said.format(options=_(" or ").join(options)), file=sys.stderr)

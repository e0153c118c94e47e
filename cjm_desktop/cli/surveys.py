"""``import … --into``: the answers of a survey become a measured round of a journey that is there.

Contract. As :mod:`cjm_desktop.cli.commands`. What is which touchpoint comes from ``--map``, or is taken from the names of the columns where
they say a title in full; each is told, and where something would have to be guessed nothing is written. Rows that cannot be read are listed
on standard error, and left out only with ``--skip-bad``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_desktop.cli.arguments import Parser, add_language, ending_of_a_journey
from cjm_desktop.cli.sentences import BAD_INPUT, DONE, PROBLEMS, BadUsage, printable
from cjm_desktop.i18n import Catalogue

if TYPE_CHECKING:
    from cjm_desktop.document import Journey
    from cjm_desktop.exchange.survey import Answers, DayOf, Survey, SurveyMap

#: Rows listed one by one.
_MOST = 50


def is_wanted(given: list[str]) -> bool:
    """Whether the arguments of ``import`` bring answers into a journey that is there."""
    return any(one == "--into" or one.startswith("--into=") for one in given)


def import_answers(given: list[str], catalogue: Catalogue) -> int:
    """Make a round of a table of answers; gives 0 when all rows were read, 1 when some were left out."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "import",
        _("Makes a measured round of the answers in a table, and puts it into a journey."),
        epilog=_(
            "MAP is JSON: {example}\n\n"
            "Exit codes: 0 imported, 1 imported without the rows that are listed, 2 bad input: nothing written, 3 could not write."
        ).format(example='{"places": {"Q1": 1, "Q2": "First day"}, "respondent": "id", "date": "Time", "worst": 1, "best": 5}'),
    )
    parser.add_argument("file", metavar="ANSWERS", help=_("the table: .csv .tsv .txt .xlsx"))
    parser.add_argument("--into", metavar="FILE", required=True, help=_("the journey that gets the round"))
    parser.add_argument("--round", metavar="NAME", default="", help=_("what the round is called; else as the table"))
    parser.add_argument("--date", metavar="DAY", default="", help=_("the day of the round; else the last day of the answers"))
    parser.add_argument("--map", metavar="MAP", help=_("which column is which touchpoint, as JSON"))
    parser.add_argument("--suggest", action="store_true", help=_("print what would be taken for what, as JSON for --map; write nothing"))
    parser.add_argument("--skip-bad", action="store_true", help=_("leave out rows that cannot be read"))
    parser.add_argument("--encoding", metavar="E", default="", help=_("utf-8, utf-16, cp1252 or cp1250; else found out"))
    parser.add_argument("--separator", metavar="S", default="", help=_("what stands between columns; else found out"))
    add_language(parser, _("language of the answer: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    from cjm_desktop.exchange import ImportFailed
    from cjm_desktop.exchange.survey import ENCODINGS, SEPARATORS, SURVEY_ENDINGS, answers_in, measured
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
    try:
        answers = answers_in(path.name, read_file(path)[0], encoding=options.encoding, separator=mark)
        if options.suggest:
            return _suggest(answers, journey, day_of)
        how = _mapping(options.map, answers, journey, day_of, catalogue)
        if how is None:
            return BAD_INPUT
        survey = measured(answers, how, journey, day_of)
    except ImportFailed as error:
        said = catalogue.say(error.message).removesuffix(".")
        print(_("“{file}”: {reason}.").format(file=shown(path), reason=said), file=sys.stderr)
        return error.exit_code
    for row in survey.bad[:_MOST]:
        print(f"{_('Row {number}').format(number=row.number)}, {row.column}: {catalogue.say(row.message)}", file=sys.stderr)
    if len(survey.bad) > _MOST:
        more = len(survey.bad) - _MOST
        print(catalogue.plural("and {n} more", "and {n} more", more).format(n=more), file=sys.stderr)
    if survey.bad and not options.skip_bad:
        print(_("Nothing is written. --skip-bad leaves these rows out."), file=sys.stderr)
        return BAD_INPUT
    if not survey.readings:
        print(_("No grade was found, and nothing is written."), file=sys.stderr)
        return BAD_INPUT
    name = options.round or shown(path.stem)
    _put(journey, survey, name, day.isoformat() if day else survey.last, target, opened.beside)
    said = catalogue.plural(
        "The round “{name}” is in “{file}”: {n} touchpoint.", "The round “{name}” is in “{file}”: {n} touchpoints.", len(survey.readings)
    )
    print(said.format(name=printable(name), file=shown(target), n=len(survey.readings)))
    return PROBLEMS if survey.bad else DONE


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


def _suggest(answers: Answers, journey: Journey, day_of: DayOf) -> int:
    from cjm_desktop.exchange.survey_guess import dict_of_map, suggested

    print(json.dumps(dict_of_map(suggested(answers, journey, day_of).how), indent=2))
    return DONE


def _mapping(name: str | None, answers: Answers, journey: Journey, day_of: DayOf, catalogue: Catalogue) -> SurveyMap | None:
    """What is which touchpoint; ``None``, and why on standard error, where it would have to be guessed."""
    from cjm_desktop.document import Message
    from cjm_desktop.exchange import ImportFailed
    from cjm_desktop.exchange.survey_guess import map_of_dict, suggested
    from cjm_desktop.storage import read_file

    _ = catalogue.text
    if name is not None:
        try:
            tree = json.loads(read_file(Path(name))[0])
        except ValueError as error:
            raise ImportFailed(Message("A mapping is a JSON object with “places” and more.")) from error
        return map_of_dict(tree, answers, journey)
    proposal = suggested(answers, journey, day_of)
    number = {card.id: at for at, card in enumerate(journey.touchpoints, 1)}
    title = {card.id: card.title for card in journey.touchpoints}
    guessed = bool(proposal.doubtful) or not proposal.how.places
    out = sys.stderr if guessed else sys.stdout
    for label, ident in proposal.how.places.items():
        doubt = " ?" if label in proposal.doubtful else ""
        print(f"{printable(label)} → {number[ident]} {printable(title[ident])}{doubt}", file=out)
    worst, best = (catalogue.number(value) for value in (proposal.how.rating.worst, proposal.how.rating.best))
    print(_("Grades are taken to go from {worst} to {best}.").format(worst=worst, best=best), file=out)
    if guessed:
        print(_("Nothing is written: what is which touchpoint would be a guess. --suggest prints it for --map."), file=out)
        return None
    return proposal.how

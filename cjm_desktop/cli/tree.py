"""The command line as data: every command, what it takes, and which values that may have.

Contract. :func:`commands` asks each command for the very parser that reads its arguments, so that what is made of it (completion for
shells, the manual page) can leave nothing out. :func:`values_of` says what may stand after an option or in a place: words of ours,
files with some endings, a folder, or whatever one likes. Loaded by nobody who only wants a command run.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from cjm_desktop.cli import surveys
from cjm_desktop.cli.arguments import DESCRIBE, Described, Parser
from cjm_desktop.cli.commands import COMMANDS, editor
from cjm_desktop.cli.completion import SHELLS
from cjm_desktop.cli.export_options import ACTIONS, PACK, SHEETS, STANDARDS, TABLES, VIEWS
from cjm_desktop.exchange.handover import shipped
from cjm_desktop.exchange.survey import ENCODINGS, SURVEY_ENDINGS
from cjm_desktop.i18n import LANGUAGES, Catalogue
from cjm_desktop.layout.paper import ROLLS, SIZES
from cjm_desktop.layout.theme import theme_names
from cjm_desktop.layout.tiling import TILE_SIZES
from cjm_desktop.storage import templates

_JOURNEYS = ("cjm",)
#: What may be read into a journey.
_READ = (*TABLES, "pdf")


@dataclass(frozen=True, slots=True)
class Values:
    """What an option or a place takes: ``words`` of ours, ``files`` with these endings (without their dots)."""

    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


#: A number, a name, a day: nothing that could be proposed.
FREE = Values()


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its names, short first, what it says of itself, and its value's name in capitals (``""`` when it takes none)."""

    names: tuple[str, ...]
    help: str
    value: str
    values: Values
    required: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in the command line without a name before it."""

    name: str
    help: str
    values: Values
    needed: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or one of the ways in which it is called; the editor is the one without a name."""

    name: str
    description: str
    epilog: str
    options: tuple[Option, ...]
    places: tuple[Place, ...]


def commands(catalogue: Catalogue) -> tuple[Command, ...]:
    """All commands in the order of the help page, the editor first; ``import`` twice: for journeys, and for answers with ``--into``."""
    found = [_described("", editor, catalogue)]
    for name, run in COMMANDS.items():
        found.append(_described(name, run, catalogue))
        if name == "import":
            found.append(_described(name, surveys.import_answers, catalogue))
    return tuple(found)


def _described(name: str, run: object, catalogue: Catalogue) -> Command:
    assert callable(run)
    try:
        run(DESCRIBE, catalogue)
    except Described as said:
        parser = said.parser
        return Command(
            name,
            parser.description or "",
            parser.epilog or "",
            tuple(_options(name, parser)),
            tuple(_places(name, parser)),
        )
    raise AssertionError(f"The command “{name}” has no parser.")


def _options(command: str, parser: Parser) -> Iterator[Option]:
    for action in parser._actions:
        if action.option_strings:
            names = tuple(sorted(action.option_strings, key=lambda one: one.startswith("--")))
            value = "" if action.nargs == 0 else str(action.metavar)
            values = values_of(command, names[-1]) if value else FREE
            yield Option(names, action.help or "", value, values, action.required)


def _places(command: str, parser: Parser) -> Iterator[Place]:
    for action in parser._actions:
        if not action.option_strings:
            needed = action.nargs != argparse.OPTIONAL
            yield Place(str(action.metavar), action.help or "", values_of(command, str(action.metavar)), needed)


def values_of(command: str, name: str) -> Values:
    """What may stand after an option such as ``--view``, or in a place such as ``FILE``. Raises ``KeyError`` for one that nobody has
    decided about."""
    for known in (f"{command} {name}", name):
        if known in _values():
            return _values()[known]
    raise KeyError(f"{command} {name}")


def _values() -> dict[str, Values]:
    return {
        "FILE": Values(files=_JOURNEYS),
        "import IN": Values(files=_READ),
        "import ANSWERS": Values(files=tuple(one.lstrip(".") for one in SURVEY_ENDINGS)),
        "merge BASE": Values(files=_JOURNEYS),
        "merge OURS": Values(files=_JOURNEYS),
        "merge THEIRS": Values(files=_JOURNEYS),
        "diff A": Values(files=_JOURNEYS),
        "diff B": Values(files=_JOURNEYS),
        "thumbnail IN": Values(files=_JOURNEYS),
        "thumbnail OUT": Values(files=("png",)),
        "completion SHELL": Values(words=SHELLS),
        "--output": Values(files=_JOURNEYS),
        "export --output": Values(files=tuple(dict.fromkeys((*SHEETS, *TABLES, *ACTIONS)))),
        "--into": Values(files=_JOURNEYS),
        "--map": Values(files=("json",)),
        "--lang": Values(words=tuple(LANGUAGES)),
        "--template": Values(words=templates.names()),
        "--paper": Values(words=(*SIZES, *ROLLS)),
        "--view": Values(words=(*VIEWS, PACK)),
        "--theme": Values(words=theme_names()),
        "--tile": Values(words=tuple(TILE_SIZES)),
        "--standard": Values(words=STANDARDS),
        "--attach": Values(words=("yes", "no")),
        "--preset": Values(words=tuple(shipped()), files=("json",)),
        "--which": Values(words=("open", "all")),
        "--encoding": Values(words=ENCODINGS),
        "--separator": Values(words=("tab",)),
        **dict.fromkeys(
            "--distance --sheets --dpi --overlap --shrink --bleed --restore --round --date --scale --size".split(), FREE
        ),
    }

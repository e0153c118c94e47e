"""Arguments of the command line, with our own sentences for what is wrong with them.

Contract: a :class:`Parser` prints help pages in the person's language, and raises :class:`~cjm_desktop.cli.sentences.BadUsage` with one
translated sentence for everything else that argparse would have said. Imports nothing heavy.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from cjm_desktop.cli.sentences import BadUsage, printable
from cjm_desktop.i18n import LANGUAGES, Catalogue, language_named

#: Given to a command instead of arguments, it makes the command's :class:`Parser` raise :class:`Described`.
DESCRIBE: Final = ["--describe-yourself"]


class Described(Exception):
    """The parser of a command that was asked for it with :data:`DESCRIBE`, so that pages about the command line can be made of the very
    parsers that read it."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        super().__init__(parser.prog)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help pages whose every word is ours."""

    usage_word = "Usage: "

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        # A name that is to be typed (“sign-in”, “--force”) stays whole.
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """Arguments of one command. What is wrong becomes one sentence, :class:`BadUsage`, and no usage page."""

    def __init__(
        self, catalogue: Catalogue, command: str, description: str, epilog: str | None = None
    ) -> None:
        _ = self._ = catalogue.text

        def formatter(prog: str) -> _Help:
            page = _Help(prog)
            page.usage_word = _("Usage: ")
            return page

        super().__init__(
            prog=f"cjm-desktop {command}".strip(),
            description=description,
            epilog=epilog,
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
        )
        #: The other way in which the command is called; help shows both.
        self.beside: Parser | None = None
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self.add_argument("-h", "--help", action="help", help=_("show this page"))

    def format_help(self) -> str:
        """The help page, with that of the other way to call the command under it."""
        page = super().format_help()
        return page if self.beside is None else f"{page}\n{self.beside.format_help()}"

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it. Raises :class:`Described` where somebody wants the parser itself."""
        if args is DESCRIBE:
            raise Described(self)
        return super().parse_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """argparse's own sentence in ours."""
        _ = self._
        hint = " " + _("See “{command} --help”.").format(command=self.prog)
        if found := re.match(r"the following arguments are required: (.*)", message):
            raise BadUsage(
                _("Something is missing on the command line: {names}.").format(names=found[1]) + hint
            )
        if found := re.match(r"unrecognized arguments: (.*)", message):
            raise BadUsage(_("This is not understood: {words}.").format(words=printable(found[1])) + hint)
        if found := re.match(r"argument (\S+): expected (?:one|at least one) argument", message):
            raise BadUsage(_("{option} needs a value after it.").format(option=found[1]) + hint)
        raise BadUsage(
            _("The command line is not right ({reason}).").format(reason=printable(message)) + hint
        )


def add_output(parser: Parser, text: str) -> None:
    """``-o FILE``, which every command that writes needs."""
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=text)


def add_journey_output(parser: Parser, text: str, *, required: bool = True) -> None:
    """``-o FILE`` of a command that writes a journey, and ``--force``: see :func:`refuse_to_replace`."""
    parser.add_argument("-o", "--output", metavar="FILE", required=required, help=text)
    parser.add_argument("--force", action="store_true", help=parser._("replace the journey that is there"))


def refuse_to_replace(target: Path, *, force: bool, catalogue: Catalogue) -> None:
    """Refuses to write over a journey that is there unless ``force`` was asked for; a file without anything in it may be written to."""
    if not force and target.exists() and (not target.is_file() or target.stat().st_size):
        raise BadUsage(
            catalogue.text(
                "“{file}” is there already and was left as it is. Give another name after -o, or --force to replace it."
            ).format(file=printable(str(target)))
        )


def add_language(parser: Parser, text: str) -> None:
    """``--lang L``: one of our languages, or a tag of one such as ``nl-BE``."""

    def language(tag: str) -> str:
        code = language_named(tag)
        if code is None:
            raise BadUsage(
                parser._("“{value}” is not one of the languages {languages}.").format(
                    value=printable(tag), languages=", ".join(LANGUAGES)
                )
            )
        return code

    parser.add_argument("--lang", metavar="L", type=language, help=text)


def ending(path: str, known: Sequence[str], catalogue: Catalogue) -> str:
    """The ending of a file name to write or read, without its dot; one of ``known``, which a journey is not."""
    _ = catalogue.text
    found = Path(path).suffix.lower().lstrip(".")
    found = {"markdown": "md", "mermaid": "mmd"}.get(found, found)
    if found == "cjm":
        raise BadUsage(
            _(
                "“{file}” would be a journey itself. Copy the file to have another one; this writes {endings}."
            ).format(file=printable(path), endings=" ".join(f".{one}" for one in known))
        )
    if found not in known:
        raise BadUsage(
            _("The ending of “{file}” does not say what it is; use one of {endings}.").format(
                file=printable(path), endings=" ".join(f".{one}" for one in known)
            )
        )
    return found


def ending_of_a_journey(path: str, catalogue: Catalogue) -> None:
    """Refuses to write a journey into a file that is not called one: the table it came from, or a poster."""
    _ = catalogue.text
    if Path(path).suffix.lower() != ".cjm":
        raise BadUsage(
            _("“{file}” cannot be the journey to write: its name must end in .cjm.").format(
                file=printable(path)
            )
        )


def refuse_misspelt_command(word: str, commands: Sequence[str], catalogue: Catalogue) -> None:
    """A word that is nearly a command and no file is a slip, not a journey to open; so is one that looks like no file at all: nobody
    waits at the window that would say so, least of all a script."""
    import difflib  # only a word that is no command needs it

    _ = catalogue.text
    if word.startswith("-") or Path(word).exists():
        return
    near = difflib.get_close_matches(word, commands, n=1)
    if near:
        raise BadUsage(
            _("There is no command “{word}”. Did you mean “{command}”?").format(
                word=printable(word), command=near[0]
            )
        )
    if not Path(word).suffix and Path(word).name == word:
        raise BadUsage(
            _("There is neither a command nor a file “{word}”. The commands are: {commands}.").format(
                word=printable(word), commands=", ".join(commands)
            )
        )


def number(text: str, option: str, least: float, most: float, catalogue: Catalogue) -> float:
    """The number an option takes, with decimal point or comma."""
    _ = catalogue.text
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise BadUsage(
            _("{option} takes a number from {least} to {most}, not “{value}”.").format(
                option=option,
                least=catalogue.number(least),
                most=catalogue.number(most),
                value=printable(text),
            )
        )
    return value

"""Makes the manual page, ``linux/cjm-desktop.1``, from the command line itself: ``python packaging/make_manual.py``.

Contract: every command, option and place of the parsers (``cjm_desktop.cli.tree``) is in it, in English, with the values that an option
may have; :func:`page` gives the same text every time. A test makes it anew and compares.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import identity

from cjm_desktop.cli.tree import Command, Option, Place, commands
from cjm_desktop.i18n import catalogue_for

PAGE = identity.LINUX / f"{identity.COMMAND}.1"
#: Lines of an epilog that are laid out as they stand: two blanks at their beginning.
_LAID_OUT = "  "

_FILES = (
    ("$XDG_CONFIG_HOME/cjm-desktop/cjm-desktop.ini", "settings; below ~/.config where the variable is not set"),
    (
        "$XDG_STATE_HOME/cjm-desktop",
        "versions of journeys, and what was not saved when the program ended; below ~/.local/state where the variable is not set",
    ),
)
_ENVIRONMENT = (
    ("LANGUAGE, LC_ALL, LC_MESSAGES, LANG", "the language of the program, the first that names one of its own"),
    ("QT_QPA_PLATFORM", "how Qt shows windows; “offscreen” shows none"),
    ("CJM_DESKTOP_DEBUG", "when set, an error of the command line comes with where it arose"),
)


def escaped(text: str) -> str:
    """Text that roff prints as it stands."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in safe.split("\n"))


def page() -> str:
    """The whole page as roff with man macros."""
    found = commands(catalogue_for("en"))
    summary = identity.SUMMARY["en"]
    lines = [
        f'.TH {escaped(identity.COMMAND.upper())} 1 {identity.RELEASED} "{identity.COMMAND} {identity.version()}" "User Commands"',
        ".SH NAME",
        f"{escaped(identity.COMMAND)} \\- {escaped(summary[0].lower() + summary[1:])}",
        ".SH SYNOPSIS",
    ]
    for number, command in enumerate(found):
        lines += [*([".br"] if number else []), _synopsis(command)]
    editor, *others = found
    lines += [".SH DESCRIPTION", *_paragraphs(editor.description), ".SH OPTIONS", *_entries(editor), ".SH COMMANDS"]
    for command in others:
        told = _paragraphs(command.epilog, heading=False)
        lines += [f".SS {_called(command)}", *_paragraphs(command.description), *_entries(command), *told]
    lines += [".SH EXIT STATUS", *_paragraphs(editor.epilog.rsplit("\n\n", 1)[1])]
    for title, entries in (("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        lines.append(f".SH {title}")
        for name, text in entries:
            lines += [".TP", f".B {escaped(name)}", escaped(text)]
    return "\n".join([*lines, ""])


def _called(command: Command) -> str:
    required = [option for option in command.options if option.required]
    words = [command.name, *(f"{one.names[-1]} {one.value}" for one in required if command.name == "import" and one.names[-1] == "--into")]
    return escaped(" ".join(words))


def _synopsis(command: Command) -> str:
    parts = [f"\\fB{escaped(' '.join(filter(None, (identity.COMMAND, command.name))))}\\fR"]
    named = [(f"\\fI{escaped(place.name)}\\fR", place.needed) for place in command.places]
    parts += [name if needed else f"[{name}]" for name, needed in named]
    parts += [_option(option, option.names[:1]) for option in command.options if option.required]
    if any(not option.required for option in command.options):
        parts.append("[\\fIoptions\\fR]")
    return " ".join(parts)


def _option(option: Option, names: tuple[str, ...]) -> str:
    written = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names)
    return f"{written} \\fI{escaped(option.value)}\\fR" if option.value else written


def _entries(command: Command) -> list[str]:
    lines = []
    for place in command.places:
        lines += [".TP", f"\\fI{escaped(place.name)}\\fR", *_said(place)]
    for option in command.options:
        lines += [".TP", _option(option, option.names), *_said(option)]
    return lines


def _said(one: Option | Place) -> list[str]:
    text = one.help.strip()
    missing = [word for word in one.values.words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]
    first = text if re.split(r"[\s,:]", text)[0] in one.values.words else text[:1].upper() + text[1:]
    said = [escaped(first + ("" if text.endswith((".", "?")) else "."))]
    return [*said, escaped(f"Values: {', '.join(one.values.words)}.")] if missing else said


def _paragraphs(text: str, *, heading: bool = True) -> list[str]:
    """A text with a blank line between paragraphs, the first one after a heading or not; what is indented stands as it is."""
    lines: list[str] = []
    for number, paragraph in enumerate(filter(None, text.split("\n\n"))):
        if number or not heading:
            lines.append(".PP")
        laid_out = False
        for line in paragraph.split("\n"):
            if line.startswith(_LAID_OUT) is not laid_out:
                laid_out = not laid_out
                lines += [".nf"] if laid_out else [".fi"]
            lines.append(escaped(line))
        if laid_out:
            lines.append(".fi")
    return lines


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``completion``: what a shell needs so that Tab completes our commands, options, values and files.

Contract. As :mod:`cjm_desktop.cli.commands`. :func:`script` makes the text for one of :data:`SHELLS` from the parsers themselves
(:mod:`.tree`); what options say of themselves is in the language of the catalogue. Nothing runs the program while somebody types.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cjm_desktop.cli.arguments import Parser, add_language
from cjm_desktop.cli.sentences import DONE, BadUsage, printable
from cjm_desktop.i18n import Catalogue

if TYPE_CHECKING:
    from cjm_desktop.cli.tree import Command, Option, Values

SHELLS = ("bash", "zsh", "fish")
_NAME = "cjm-desktop"
#: The most letters that are said of an option.
_MOST = 90


def completion(given: list[str], catalogue: Catalogue) -> int:
    """Print the script for a shell; gives the exit code."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "completion",
        _("Prints what a shell needs so that the Tab key completes commands, options and their values."),
        epilog=_(
            "For bash, in ~/.bashrc:\n"
            "  eval \"$(cjm-desktop completion bash)\"\n"
            "For zsh, as the file _cjm-desktop in a folder of $fpath:\n"
            "  cjm-desktop completion zsh > _cjm-desktop\n"
            "For fish:\n"
            "  cjm-desktop completion fish > ~/.config/fish/completions/cjm-desktop.fish\n"
            "Packages of Linux bring all three along."
        ),
    )
    parser.add_argument("shell", metavar="SHELL", help=_("for which shell: {names}").format(names=", ".join(SHELLS)))
    add_language(parser, _("language of what is said of options: da, nl, hu, sv or en; else the machine's"))
    options = parser.parse_args(given)
    if options.shell not in SHELLS:
        raise BadUsage(
            _("There is no completion for “{name}”. There is one for: {names}.").format(
                name=printable(options.shell), names=", ".join(SHELLS)
            )
        )
    sys.stdout.write(script(options.shell, catalogue))
    return DONE


def script(shell: str, catalogue: Catalogue) -> str:
    """The completion for one of :data:`SHELLS`. Raises ``KeyError`` for another."""
    from cjm_desktop.cli.tree import commands  # it loads what the commands themselves need

    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](commands(catalogue), catalogue)


# ------------------------------------------------------------------------------------ what they share


def _short(text: str) -> str:
    """What is said of an option, down to its first thought, in one line."""
    first = re.split(r"[;:.] |\n", " ".join(text.split()), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= _MOST else f"{first[:_MOST].rsplit(' ', 1)[0]} …"


def _together(found: Iterable[Command]) -> dict[str, tuple[dict[str, Option], tuple[str, ...], tuple[str, ...]]]:
    """By command: its options by their long name, and the words and the endings of files that may stand in its places. The two ways of
    ``import`` count as one."""
    together: dict[str, tuple[dict[str, Option], tuple[str, ...], tuple[str, ...]]] = {}
    for command in found:
        options, words, files = together.get(command.name, ({}, (), ()))
        for option in command.options:
            options.setdefault(option.names[-1], option)
        for place in command.places:
            words = tuple(dict.fromkeys((*words, *place.values.words)))
            files = tuple(dict.fromkeys((*files, *place.values.files)))
        together[command.name] = (options, words, files)
    return together


# ------------------------------------------------------------------------------------ bash

_BASH = """\
# Completion of {name} for bash; made by “{name} completion bash”.

_cjm_desktop_words() {{
    COMPREPLY+=($(compgen -W "$1" -- "$cur"))
}}

# Folders, and the files with one of these endings.
_cjm_desktop_files() {{
    local file ending IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    for file in $(compgen -f -- "$cur"); do
        if [[ -d $file ]]; then
            COMPREPLY+=("$file")
            continue
        fi
        IFS=' '
        for ending in $1; do
            if [[ ${{file,,}} == *.$ending ]]; then
                COMPREPLY+=("$file")
                break
            fi
        done
    done
}}

_cjm_desktop() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} command=
    COMPREPLY=()
    # “--view=po” comes as three words.
    if [[ $cur == "=" ]]; then
        cur=
    elif [[ $prev == "=" ]]; then
        prev=${{COMP_WORDS[COMP_CWORD - 2]}}
    fi
    if ((COMP_CWORD > 1)); then
        case ${{COMP_WORDS[1]}} in
            {commands}) command=${{COMP_WORDS[1]}} ;;
        esac
    fi
    case "$command $prev" in
{values}
    esac
    case "$command" in
{places}
    esac
}}

complete -F _cjm_desktop {name}
"""


def _bash(found: Sequence[Command], _catalogue: Catalogue) -> str:
    together = _together(found)
    names = [name for name in together if name]
    values, places = [], []
    for name, (options, words, files) in together.items():
        for option in options.values():
            if option.value:
                match = " | ".join(f'"{name} {one}"' for one in option.names)
                offered = "; ".join(_bash_calls(option.values.words, option.values.files)) or ":"
                values.append(f"        {match}) {offered}; return ;;")
        all_options = " ".join(one for option in options.values() for one in option.names)
        calls = _bash_calls(words, files)
        if not name:
            calls = [f'((COMP_CWORD == 1)) && _cjm_desktop_words "{" ".join(names)}"', *calls]
        choice = f'if [[ $cur == -* ]]; then _cjm_desktop_words "{all_options}"; else {"; ".join(calls) or ":"}; fi'
        places.append(f'        "{name}") {choice} ;;')
    return _BASH.format(name=_NAME, commands=" | ".join(names), values="\n".join(values), places="\n".join(places))


def _bash_calls(words: tuple[str, ...], files: tuple[str, ...]) -> list[str]:
    calls = [f'_cjm_desktop_words "{" ".join(words)}"'] if words else []
    return [*calls, f'_cjm_desktop_files "{" ".join(files)}"'] if files else calls


# ------------------------------------------------------------------------------------ zsh

_ZSH = """\
#compdef {name}
# Completion of {name} for zsh; made by “{name} completion zsh”.

_cjm_desktop_commands() {{
    local -a commands=(
{commands}
    )
    _describe -t commands {title} commands
}}

_cjm_desktop() {{
    if ((CURRENT > 2)); then
        case $words[2] in
{cases}
        esac
    fi
    _arguments -s \\
{editor}
}}

# The file may be loaded by itself, or by the first Tab.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _cjm_desktop "$@"
else
    compdef _cjm_desktop {name}
fi
"""


def _zsh(found: Sequence[Command], catalogue: Catalogue) -> str:
    together = _together(found)
    described = {command.name: command.description for command in reversed(found)}
    commands = [
        f"        {shlex.quote(f'{name}:{_short(described[name])}')}" for name in together if name
    ]
    cases = []
    for name, (options, words, files) in together.items():
        if name:
            specs = _zsh_specs(options, words, files)
            lines = " \\\n".join(f"                    {spec}" for spec in specs)
            begin = f"            {name})\n                ((CURRENT--)); shift words\n                _arguments -s \\\n"
            cases.append(f"{begin}{lines}\n                return ;;")
    options, _words, files = together[""]
    editor = [*_zsh_specs(options, (), ()), f"'1:: :{{_cjm_desktop_commands; {_zsh_files(files)}}}'"]
    return _ZSH.format(
        name=_NAME,
        title=shlex.quote(catalogue.text("Commands")),
        commands="\n".join(commands),
        cases="\n".join(cases),
        editor=" \\\n".join(f"        {spec}" for spec in editor),
    )


def _zsh_specs(options: dict[str, Option], words: tuple[str, ...], files: tuple[str, ...]) -> list[str]:
    specs = []
    for option in options.values():
        text = re.sub(r"([\[\]:\\])", r"\\\1", _short(option.help))
        value = f":{option.value.replace(':', '')}:{_zsh_values(option.values.words, option.values.files)}" if option.value else ""
        names = [f"{one}=" if value and one.startswith("--") else f"{one}+" if value else one for one in option.names]
        alone = f"({' '.join(option.names)})" if len(names) > 1 else ""
        specs += [shlex.quote(f"{alone}{one}[{text}]{value}") for one in names]
    if words or files:
        specs.append(shlex.quote(f"*: :{_zsh_values(words, files)}"))
    return specs


def _zsh_values(words: tuple[str, ...], files: tuple[str, ...]) -> str:
    if words and files:
        return f"{{compadd -- {' '.join(words)}; {_zsh_files(files)}}}"
    return f"({' '.join(words)})" if words else _zsh_files(files) if files else " "


def _zsh_files(files: tuple[str, ...]) -> str:
    return f'_files -g "*.({"|".join(files)})(-.)"'


# ------------------------------------------------------------------------------------ fish


def _fish(found: Sequence[Command], _catalogue: Catalogue) -> str:
    together = _together(found)
    described = {command.name: command.description for command in reversed(found)}
    lines = [f"# Completion of {_NAME} for fish; made by “{_NAME} completion fish”.", "", f"complete -c {_NAME} -f"]
    for name, (options, words, files) in together.items():
        when = f"__fish_seen_subcommand_from {name}" if name else "__fish_use_subcommand"
        begin = f"complete -c {_NAME} -n {_fish_quoted(when)}"
        if name:
            lines.append(f"complete -c {_NAME} -n __fish_use_subcommand -a {name} -d {_fish_quoted(_short(described[name]))}")
        for option in options.values():
            short = "".join(f" -s {one[1:]}" for one in option.names if not one.startswith("--"))
            long = "".join(f" -l {one[2:]}" for one in option.names if one.startswith("--"))
            value = _fish_value(option.values) if option.value else ""
            lines.append(f"{begin}{short}{long}{value} -d {_fish_quoted(_short(option.help))}")
        if words:
            lines.append(f"{begin} -a {_fish_quoted(' '.join(words))}")
        if files:
            lines.append(f"{begin} -k -a {_fish_quoted(_fish_files(files))}")
    return "\n".join([*lines, ""])


def _fish_value(values: Values) -> str:
    offered = " ".join((*values.words, *([_fish_files(values.files)] if values.files else [])))
    return f" -x -k -a {_fish_quoted(offered)}" if offered else " -x"


def _fish_files(files: tuple[str, ...]) -> str:
    return f"(__fish_complete_suffix {' '.join(f'.{one}' for one in files)})"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

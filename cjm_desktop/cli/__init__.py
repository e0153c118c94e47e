"""The command line: ``new``, ``check``, ``export``, ``import``, ``merge``, ``diff``, ``schema``, and opening the editor.

Contract. :func:`main` takes the arguments and gives the exit code: 0 done, 1 done with problems (listed on
standard error), 2 bad input, 3 could not write; 130 and 141 when it was interrupted or its reader went away.
Whatever goes wrong is one sentence on standard error, in the language of ``--lang`` or of the machine; never a
traceback (unless ``CJM_DESKTOP_DEBUG`` is set).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from cjm_desktop.cli.sentences import BAD_INPUT, DONE, BadUsage, sentence_of
from cjm_desktop.i18n import Catalogue, catalogue_for, language_named, system_language

_INTERRUPTED, _NO_READER = 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (``sys.argv`` when no arguments are given) and give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # No other package may put itself between a file and its validation; nor need we look for one, which takes 50 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _survive_narrow_terminals()
    catalogue = _catalogue(given)
    try:
        try:
            return _run(given, catalogue)
        finally:
            sys.stdout.flush()
    except BadUsage as error:
        return _complain(str(error), BAD_INPUT)
    except SystemExit as asked:  # argparse has printed a help page
        return asked.code if isinstance(asked.code, int) else DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return _NO_READER
    except Exception as error:
        if os.environ.get("CJM_DESKTOP_DEBUG"):
            raise
        return _complain(*sentence_of(error, catalogue))


def _run(given: list[str], catalogue: Catalogue) -> int:
    # A double click on a file, or on the program: the most frequent start need not wait for the others' options.
    if not given or (len(given) == 1 and Path(given[0]).suffix and Path(given[0]).is_file()):
        from cjm_desktop.cli.editor import open_editor

        return open_editor(given[0] if given else None, catalogue)
    from cjm_desktop.cli.commands import run  # see above

    return run(given, catalogue)


def _catalogue(given: Sequence[str]) -> Catalogue:
    """The words to speak with: ``--lang`` if it names a language of ours, else the machine's, else English."""
    wanted = ""
    for option, value in zip(given, [*given, ""][1:], strict=True):
        if option == "--lang":
            wanted = value
        elif option.startswith("--lang="):
            wanted = option.removeprefix("--lang=")
    try:
        return catalogue_for(language_named(wanted) or system_language())
    except OSError:  # an incomplete installation still speaks English
        return catalogue_for("en")


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _survive_narrow_terminals() -> None:
    """A terminal that cannot show a letter gets a question mark, not an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """The reader is gone: let Python's own flush at exit write into nothing."""
    nothing: IO[str] = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (lives until the process ends)
    sys.stdout = nothing

"""``thumbnail``: a journey as a small picture, which file managers ask for.

Contract. As :mod:`cjm_desktop.cli.commands`, but made for being called by a machine for files of unknown origin: it opens no window and
takes no lock, ends after :data:`_SECONDS` at the latest and takes no more memory than :data:`_MEMORY` where the system can hold it to that.
Whatever is wrong with the file is one sentence and exit code 1. What is written is whole, or not there.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from cjm_desktop.cli.arguments import Parser, number
from cjm_desktop.cli.sentences import DONE, PROBLEMS, BadUsage, sentence_of
from cjm_desktop.i18n import Catalogue

#: After so many seconds nobody waits for a small picture any more.
_SECONDS = 20.0
#: Bytes of memory. A journey of 60 touchpoints takes a seventh of it, libraries and all.
_MEMORY = 2 << 30
#: Bytes of a file. The largest journeys that anybody drew have some 2 MB, pictures aside.
_LARGEST = 16 << 20
_SIZE = 256


def thumbnail(given: list[str], catalogue: Catalogue) -> int:
    """Draw the picture; gives 0, 1 when there is none of this file, or 2 when the command line is wrong."""
    _ = catalogue.text
    parser = Parser(
        catalogue,
        "thumbnail",
        _("Draws a journey's poster as a small picture; file managers call this."),
        epilog=_("Exit codes: 0 drawn, 1 there is no picture of this file, 2 bad usage."),
    )
    parser.add_argument("file", metavar="IN", help=_("the journey"))
    parser.add_argument("output", metavar="OUT", help=_("the picture to write (.png)"))
    parser.add_argument(
        "--size",
        metavar="N",
        help=_("pixels on the longer side, from {least} to {most}; {usual} unless said otherwise").format(
            least=16, most=2048, usual=_SIZE
        ),
    )
    options = parser.parse_args(given)
    size = round(number(options.size, "--size", 16, 2048, catalogue)) if options.size is not None else _SIZE
    if Path(options.output).suffix.lower() == ".cjm":
        raise BadUsage(_("“{file}” is the name of a journey, not of a picture.").format(file=options.output))
    watch = threading.Timer(_SECONDS, os._exit, [PROBLEMS])
    watch.daemon = True
    watch.start()
    _hold_memory()
    try:
        _draw(Path(options.file), Path(options.output), size)
    except Exception as error:  # whatever a file of unknown origin brings about
        print(sentence_of(error, catalogue)[0], file=sys.stderr)
        return PROBLEMS
    finally:
        watch.cancel()
    return DONE


def _draw(source: Path, target: Path, size: int) -> None:
    from cjm_desktop.press.thumbnail import thumbnail as picture
    from cjm_desktop.storage import parse, read_file, write_atomically

    data, _status = read_file(source, _LARGEST)
    journey, _version = parse(data, source)
    write_atomically(str(target), picture(journey, size))


def _hold_memory() -> None:
    """Where a system can hold a process to so much memory, have it do so."""
    try:
        import resource  # there is none on Windows
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))

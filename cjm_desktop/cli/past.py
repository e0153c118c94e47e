"""``history``: the versions that are kept of a journey, and one of them as a file again.

Contract. As :mod:`cjm_desktop.cli.commands`. Version 1 is the newest. Nothing is written but the file after ``-o``. What is kept and
whole but cannot be read here (of a newer program, or no journey) is written as the very bytes it was, which is said: exit code 1.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path

from cjm_desktop.cli.arguments import Parser, add_journey_output, ending_of_a_journey, refuse_to_replace
from cjm_desktop.cli.sentences import DONE, PROBLEMS, BadUsage
from cjm_desktop.i18n import Catalogue


def history(given: list[str], catalogue: Catalogue) -> int:
    """List the versions of a journey, or write one; gives the exit code."""
    _ = catalogue.text
    parser = Parser(catalogue, "history", _("Lists the versions that this computer keeps of a journey, or writes one of them."))
    parser.add_argument("file", metavar="FILE", help=_("the journey whose versions are meant"))
    parser.add_argument("--restore", metavar="N", help=_("write version N, counted as in the list, into the file after -o"))
    add_journey_output(parser, _("the journey to write (.cjm); one that is there is replaced only with --force"), required=False)
    options = parser.parse_args(given)
    if (options.restore is None) != (options.output is None):
        raise BadUsage(_("--restore and -o belong together: which version, and the file it is written to."))
    if options.output is not None:
        ending_of_a_journey(options.output, catalogue)
    from cjm_desktop.storage import OpenError, read_file, save_journey, shown, write_atomically
    from cjm_desktop.storage.history import REASONS, Archive, Why
    from cjm_desktop.storage.lock import refuse_when_open
    from cjm_desktop.storage.moments import moment_of

    path, digest = Path(options.file), ""
    try:
        digest = hashlib.sha256(read_file(path)[0]).hexdigest()
    except OpenError:
        # Gone, and its history is what is left of it.
        if not Archive.of(path).versions:
            raise
    archive = Archive.of(path, digest)
    versions = archive.listed[::-1]
    if options.restore is None:
        for number, version in enumerate(versions, start=1):
            moment = moment_of(version.when)
            when = f"{moment:%Y-%m-%d %H:%M:%S}" if moment is not None else f"{_('Time unknown'):19}"
            if version.damaged:
                print(f"{number:4}  {when}  {_('Damaged')}")
                continue
            reason = catalogue.say(REASONS[version.why])
            if version.why is not Why.UNREAD:  # of what cannot be read nobody knows how much there is
                cards = catalogue.plural("{n} touchpoint", "{n} touchpoints", version.touchpoints).format(n=version.touchpoints)
                reason = f"{cards}  {reason}"
            print(f"{number:4}  {when}  {reason}")
        if not versions:
            print(_("No version of “{file}” is kept on this computer.").format(file=shown(path)), file=sys.stderr)
        return DONE
    number = int(options.restore) if options.restore.isascii() and options.restore.isdigit() and len(options.restore) < 9 else 0
    if not 1 <= number <= len(versions):
        raise BadUsage(_("There is no version {number} of “{file}”; there are {count}.").format(
            number=shown(options.restore), file=shown(path), count=len(versions)))  # fmt: skip
    target = Path(options.output)
    if os.path.lexists(target) and path.exists() and target.samefile(path):
        raise BadUsage(_("“{file}” is the journey itself. Give the version another name after -o.").format(file=shown(target)))
    version, journey = versions[number - 1], None
    data = archive.data(version)
    with contextlib.suppress(OpenError):  # it may be of a newer program, or no journey at all
        journey = archive.journey(version)
    refuse_when_open(target)
    refuse_to_replace(target, force=options.force, catalogue=catalogue)
    if journey is None:
        write_atomically(target, data)
        print(_("Version {number} cannot be read as a journey here. “{file}” is written as the file was, byte for byte.").format(
            number=number, file=shown(target)), file=sys.stderr)  # fmt: skip
        return PROBLEMS
    save_journey(journey, target, None)
    print(_("“{file}” is written.").format(file=shown(target)))
    return DONE

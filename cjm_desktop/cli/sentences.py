"""What the command line says when it cannot do what it was asked.

Contract. :class:`BadUsage` carries a sentence for the person; :func:`sentence_of` makes one of any other error, with the exit
code that belongs to it. Imports nothing but words, for the editor starts through here. What an exception that is not ours says
is never repeated: it may hold any word of a document.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cjm_desktop.i18n import Catalogue

if TYPE_CHECKING:
    from cjm_desktop.document import Message

DONE, PROBLEMS, BAD_INPUT, NOT_WRITTEN = 0, 1, 2, 3


class BadUsage(Exception):
    """The command line itself is wrong; the text is the sentence for the person, translated already."""


def printable(text: str) -> str:
    """A person's text, fit to stand in a sentence on a terminal."""
    return "".join(ch if ch.isprintable() else "?" for ch in text)[:300]


def _place(error: BaseException) -> str:
    """Where in the program an error comes from, as the end of a phrase; nothing where that cannot be told."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        package, sign, rest = trace.tb_frame.f_code.co_filename.replace(os.sep, "/").rpartition("/cjm_desktop/")
        if sign and package:
            place = f", {rest}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def sentence_of(error: Exception, catalogue: Catalogue) -> tuple[str, int]:
    """What to say about an error, and the exit code. Our own errors carry a message and may carry a code."""
    _ = catalogue.text
    message: Message | None = getattr(error, "message", None)
    if message is not None and hasattr(message, "template"):
        return catalogue.say(message), getattr(error, "exit_code", BAD_INPUT)
    if isinstance(error, MemoryError):
        return _("There is not enough memory for this. Close other programs and try again."), BAD_INPUT
    if isinstance(error, OSError):
        # Only where something fails: a command that needs no file starts without it.
        from cjm_desktop.storage.errors import reason_of

        reason = catalogue.say(reason_of(error))
        if error.filename is None:
            return _("The answer could not be written: {reason}.").format(reason=reason), NOT_WRITTEN
        return _("“{file}” could not be read or written: {reason}.").format(
            file=printable(str(error.filename)), reason=reason
        ), NOT_WRITTEN
    what = f"{type(error).__name__}{_place(error)}"
    return (
        _("Something unexpected happened inside the program ({what}). Nothing of yours was changed.").format(
            what=what
        ),
        BAD_INPUT,
    )

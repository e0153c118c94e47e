"""Unsaved work that was found, as it is told to a person: whose it is, when it was kept, and what differs from its file.

Contract. No widgets. :func:`finds` reads the entries it is given. One whose file holds the very same journey needs nobody: it is ended and
not among them. One that cannot be read, for whatever reason, is a find with a ``reason`` and without a journey, and stays where
it is.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cjm_desktop.analysis.changes import Difference, changes
from cjm_desktop.document import Message
from cjm_desktop.storage import Opened, OpenError, Stamp, open_journey
from cjm_desktop.storage.errors import TooNew
from cjm_desktop.storage.recovery import Entry, Recovered


@dataclass(frozen=True, slots=True)
class Find:
    """One entry. ``saved`` is its file as it is now, if it has one that can be read; ``differences`` lead from there to the work that was
    found. ``reason`` says why the entry cannot be read."""

    entry: Entry
    held: Recovered | None
    saved: Opened | None = None
    differences: tuple[Difference, ...] = ()
    reason: Message | None = None
    #: A newer program has written it, and nothing is wrong with it.
    newer: bool = False

    @property
    def path(self) -> Path | None:
        """The file the work belongs to."""
        return self.held.origin.path if self.held is not None else None

    @property
    def when(self) -> float:
        """When it was kept (seconds since 1970)."""
        return self.held.when if self.held is not None else self.entry.when

    @property
    def overtaken(self) -> bool:
        """Whether somebody else wrote the file after this work began."""
        held = self.held
        return self.saved is not None and held is not None and self.saved.stamp.digest != held.origin.digest

    @property
    def stamp(self) -> Stamp | None:
        """How the file was when this work began: saving refuses to overwrite anything else unasked."""
        if self.held is None or self.path is None:
            return None
        if self.saved is not None and not self.overtaken:
            return self.saved.stamp
        return Stamp(0, -1, 0, self.held.origin.digest, self.held.origin.disk)

    def of(self, path: Path) -> bool:
        """Whether the work belongs to this file."""
        mine = self.path
        if mine is None:
            return False
        try:
            return mine == path or mine.samefile(path)
        except OSError:
            return False


#: What is said of a copy at which the program itself fails.
UNSHOWN = Message("The program cannot show this copy. It stays where it is.")


def finds(entries: Sequence[Entry]) -> list[Find]:
    """What the entries hold, as far as somebody has to decide about it."""
    found: list[Find] = []
    for entry in entries:
        try:
            find = _find(entry)
        except OpenError as error:
            find = Find(entry, None, reason=error.message, newer=isinstance(error, TooNew))
        except Exception as error:  # whatever is in one copy: the others are to be found all the same
            sys.stderr.write("".join(traceback.format_exception(error)))
            find = Find(entry, None, reason=UNSHOWN)
        if find is not None:
            found.append(find)
    return found


def _find(entry: Entry) -> Find | None:
    """What an entry holds; one whose file holds the same is ended. Raises :class:`~cjm_desktop.storage.OpenError`."""
    held = entry.read()
    saved = _file(held.origin.path)
    if saved is not None and saved.journey == held.journey and not held.line and held.damaged is None:
        entry.end()
        return None
    return Find(entry, held, saved, changes(saved.journey, held.journey) if saved is not None else ())


def _file(path: Path | None) -> Opened | None:
    try:
        return open_journey(path) if path is not None else None
    except OpenError:
        return None

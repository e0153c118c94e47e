"""What the history is read and compared with, away from the window's thread.

Contract. A :class:`Reading` belongs to one dialog and one document as it is now. Its methods are jobs for the worker and run one after
the other; what they give belongs to the window then. The sheet in sight is never laid out with the same tools as the next one: parts of
it are still made while that one is at work.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cjm_desktop.analysis import read
from cjm_desktop.analysis.changes import Difference, changes
from cjm_desktop.analysis.overlaid import Overlaid, overlaid
from cjm_desktop.document import Journey
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, load_theme, printed_words
from cjm_desktop.layout.compared import ComparedSheet, CompareWords
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.storage import OpenError
from cjm_desktop.storage.history import Archive, Origin, Version

#: Journeys that are remembered.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Past:
    """A history: its versions, the newest first, and where it begins."""

    archive: Archive
    versions: tuple[Version, ...]
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions: the earlier one, whether it is the ``same`` as what is open, both at once, and the sheet that shows them."""

    version: Version
    journey: Journey
    same: bool
    both: Overlaid
    sheet: ComparedSheet
    #: What stood beside the earlier one in its file.
    beside: Mapping[str, Any]


class Reading:
    """Reads and compares the versions of one document."""

    def __init__(self, now: Journey, words: CompareWords) -> None:
        """``now`` is the document in the window; ``words`` are what flags say."""
        self.now, self._words = now, words
        self._known: OrderedDict[str, tuple[Journey, Mapping[str, Any]]] = OrderedDict()
        self._tools: list[tuple[Typesetter, IconSet]] = []
        self._turn = 0

    def past(self, opened: Callable[[], Archive]) -> Past:
        """The history itself."""
        archive = opened()
        return Past(archive, tuple(reversed(archive.listed)), archive.origin)

    def journey(self, past: Past, version: Version) -> Journey:
        """A version's journey. Raises :class:`~cjm_desktop.storage.OpenError` when it is damaged or gone."""
        return self._opened(past, version)[0]

    def _opened(self, past: Past, version: Version) -> tuple[Journey, Mapping[str, Any]]:
        found = self._known.get(version.digest)
        if found is None:
            found = past.archive.opened(version)
        self._known[version.digest] = found
        self._known.move_to_end(version.digest)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found

    def told(self, past: Past, at: int) -> tuple[Difference, ...] | None:
        """What the version at a place of the list changed against the one before; ``None`` where there is none, or one cannot be read."""
        if at + 1 >= len(past.versions):
            return None
        try:
            after, before = self.journey(past, past.versions[at]), self.journey(past, past.versions[at + 1])
        except OpenError:
            return None
        return changes(before, after)

    def compared(self, past: Past, at: int, *, with_before: bool) -> Compared:
        """A version and the document as it is now; or with ``with_before`` the version before and this one. Raises
        :class:`~cjm_desktop.storage.OpenError`."""
        version = past.versions[at]
        journey, beside = self._opened(past, version)
        both = overlaid(journey, self.now)
        if with_before:
            both = overlaid(self.journey(past, past.versions[at + 1]) if at + 1 < len(past.versions) else journey, journey)
        sheet = self._composer(both.after).timeline(both.journey, read(both.after))
        return Compared(version, journey, journey == self.now, both, ComparedSheet(sheet, both, self._words), beside)

    def _composer(self, journey: Journey) -> Composer:
        """A composer for a journey, with tools that the sheet in sight has no part in."""
        if len(self._tools) < 2:
            self._tools.append((Typesetter(FontSet.shipped()), IconSet.shipped()))
        self._turn = 1 - self._turn if len(self._tools) > 1 else 0
        typesetter, icons = self._tools[self._turn]
        language = journey.poster.language or journey.language
        words = catalogue_for(language).speaking_of(journey.traveller)
        theme = load_theme(journey.poster.theme, journey.poster.colours)
        return Composer(typesetter, theme, icons, printed_words(words.pgettext, language, words.day, words.number), inviting=False)

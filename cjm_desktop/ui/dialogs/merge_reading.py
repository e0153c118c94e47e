"""What a colleague's copy is read and merged with, away from the window's thread.

Contract. A :class:`MergeReading` belongs to one dialog and one document as it is now. Its methods are jobs for the worker. The common
version is looked for in the history of the document: one that the history of the other file knows too (by the digest of its bytes), else
the one that the copy differs least from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cjm_desktop.analysis import read
from cjm_desktop.analysis.changes import changes
from cjm_desktop.analysis.overlaid import Overlaid, overlaid
from cjm_desktop.document import Journey, without_names
from cjm_desktop.edits.merge import Choice, Clash, Conflict, Merged, merge, resolve
from cjm_desktop.edits.merge_words import Told
from cjm_desktop.exchange import journey_file_of_pdf
from cjm_desktop.layout.compared import CompareWords
from cjm_desktop.layout.merged import BothValues, MergedSheet
from cjm_desktop.storage import OpenError, names_left_out, parse, read_file
from cjm_desktop.storage.history import Archive, Version

from .history_reading import Reading

#: Versions that are tried for the common one, the newest first.
_TRIED = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """A colleague's copy: its journey, whether real names were taken out of it, and the version of ours it went on from, if it was found.

    ``sure``: that version is in the histories of both files. ``related``: they share a touchpoint, or one has none.
    """

    journey: Journey
    nameless: bool
    version: Version | None
    ground: Journey | None
    sure: bool
    related: bool


@dataclass(frozen=True, slots=True)
class Together:
    """Both copies as one: before anything is decided, as decided so far, and the sheet that shows it."""

    first: Merged
    merged: Merged
    both: Overlaid
    sheet: MergedSheet

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Everything to decide, decided or not; and what a decision has brought up."""
        known = {conflict.key for conflict in self.first.conflicts}
        return (*self.first.conflicts, *(conflict for conflict in self.merged.conflicts if conflict.key not in known))


class MergeReading(Reading):
    """Reads a colleague's copy and merges it with the document."""

    def __init__(self, now: Journey, words: CompareWords, whose: tuple[str, str]) -> None:
        """``whose`` is what the document's and the other value are called on the map."""
        super().__init__(now, words)
        self._whose = whose

    def copy(self, path: Path, opened: Callable[[], Archive] | None) -> Copy:
        """The copy in a file. ``opened`` gives the history of the document. Raises :class:`~cjm_desktop.storage.OpenError` or
        :class:`~cjm_desktop.exchange.ImportFailed`."""
        data, _status = read_file(path)
        digest = hashlib.sha256(data).hexdigest()
        journey, nameless = _journey(data, path)
        mine, theirs = ({t.id for t in one.touchpoints} for one in (self.now, journey))
        related = bool(mine & theirs) or not mine or not theirs
        archive = opened() if opened is not None else None
        version, ground, sure = None, None, False
        if archive is not None and related:
            version, ground, sure = self._ground(archive, journey, digest, path)
        return Copy(journey, nameless, version, ground, sure, related)

    def ground(self, path: Path) -> Journey:
        """The journey of a file that the person says is the common version. Raises as :meth:`copy`."""
        return _journey(read_file(path)[0], path)[0]

    def together(self, copy: Copy, ground: Journey | None, choices: Mapping[str, Choice], say: Callable[[Told], str]) -> Together:
        """Both as one. ``say`` puts what stands on the map into words."""
        base = without_names(ground) if ground is not None and copy.nameless else ground
        first = merge(base, self.now, copy.journey)
        merged = resolve(first, choices) if choices else first
        both = overlaid(self.now, merged.journey)
        sheet = self._composer(both.after).timeline(both.journey, read(both.after))
        clashes = [
            shown for one in first.conflicts if one.what is not Clash.OFF_SCALE and (shown := _on_map(one, choices.get(one.key), say))
        ]
        return Together(first, merged, both, MergedSheet(sheet, both, self._words, clashes, self._whose))

    def _ground(self, archive: Archive, theirs: Journey, digest: str, path: Path) -> tuple[Version | None, Journey | None, bool]:
        """The version of ours that a copy went on from."""
        known = archive.find(digest)
        if known is None:
            for other in reversed(Archive(path).versions):
                known = archive.find(other.digest) or archive.find(other.file)
                if known is not None:
                    break
        if known is not None and (ground := _document(archive, known)) is not None:
            return known, ground, True
        best: tuple[int, Version, Journey] | None = None
        for version in archive.versions[: -_TRIED - 1 : -1]:
            try:
                journey = archive.journey(version)
            except OpenError:
                continue
            differing = len(changes(journey, theirs))
            if best is None or differing < best[0]:
                best = differing, version, journey
        return (best[1], best[2], False) if best is not None else (None, None, False)


def _document(archive: Archive, version: Version) -> Journey | None:
    """The journey of a version that is known by its digest; ``None`` for what cannot be read, and for one without a touchpoint that is
    only said to have been that file."""
    try:
        journey = archive.journey(version)
    except OpenError:
        return None
    return journey if journey.touchpoints or version.digest == version.file else None


def _journey(data: bytes, path: Path) -> tuple[Journey, bool]:
    """The journey in a file or in a poster of ours, and whether real names were taken out of it."""
    plain = journey_file_of_pdf(data) if path.suffix.lower() == ".pdf" else data
    return parse(plain, path)[0], names_left_out(plain)


def _on_map(conflict: Conflict, choice: Choice | None, say: Callable[[Told], str]) -> BothValues | None:
    """A contradiction as it is drawn at its place."""
    if not conflict.within:
        return None
    mine, other = (say(told) for told in (conflict.mine, conflict.other))
    kept_mine = conflict.ours is not None or conflict.what not in (Clash.REMOVED, Clash.NEEDED)
    mine_taken = choice in (Choice.OURS, Choice.BOTH) or (choice is None and kept_mine)
    other_taken = choice in (Choice.THEIRS, Choice.BOTH) or (choice is None and not kept_mine)
    left = conflict.ours if other_taken and not mine_taken else conflict.theirs
    on_line = conflict.kind == "touchpoints" and conflict.field == "grade" and isinstance(left, float)
    return BothValues(conflict.within, say(conflict.aspect), mine, other, mine_taken, other_taken, left if on_line else None)

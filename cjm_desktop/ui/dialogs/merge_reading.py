"""What a colleague's copy is read and merged with, away from the window's thread.

Contract. A :class:`MergeReading` belongs to one dialog and one document as it is now. Its methods are jobs for the worker. The common
version is looked for in the history of the document: one that the history of the other file knows too (by the digest of its bytes), else
it is guessed (:mod:`cjm_desktop.edits.merge_ground`), and any other version can be chosen.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cjm_desktop.analysis import read
from cjm_desktop.analysis.changes import Difference, changes
from cjm_desktop.analysis.overlaid import Overlaid, overlaid
from cjm_desktop.document import Journey, without_names
from cjm_desktop.edits.merge import Choice, Clash, Conflict, Merged, merge, resolve
from cjm_desktop.edits.merge_ground import guess
from cjm_desktop.edits.merge_words import Told
from cjm_desktop.exchange import journey_file_of_pdf
from cjm_desktop.layout.compared import CompareWords
from cjm_desktop.layout.merged import BothValues, MergedSheet
from cjm_desktop.storage import OpenError, names_left_out, parse, read_file
from cjm_desktop.storage.history import Archive, Version

from .history_reading import Reading

#: Versions that are offered as the common one, the newest ones.
_TRIED = 60


@dataclass(frozen=True, slots=True)
class Offered:
    """A version of the document, and what it changed against the one before (``None``: nothing is before it)."""

    version: Version
    told: tuple[Difference, ...] | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What both went on from, and the keys of what it may not decide, since it is a guess."""

    journey: Journey
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Copy:
    """A colleague's copy: its journey, whether real names were taken out of it, and the version of ours it went on from, if it was found.

    ``sure``: that version is in the histories of both files. ``related``: they share a touchpoint, or one has none. ``offered`` are the
    versions of ours, the newest first.
    """

    journey: Journey
    nameless: bool
    version: Version | None
    ground: Ground | None
    sure: bool
    related: bool
    offered: tuple[Offered, ...] = ()


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
        self._archive: Archive | None = None

    def copy(self, path: Path, opened: Callable[[], Archive] | None) -> Copy:
        """The copy in a file. ``opened`` gives the history of the document. Raises :class:`~cjm_desktop.storage.OpenError` or
        :class:`~cjm_desktop.exchange.ImportFailed`."""
        data, _status = read_file(path)
        digest = hashlib.sha256(data).hexdigest()
        journey, nameless = _journey(data, path)
        mine, theirs = ({t.id for t in one.touchpoints} for one in (self.now, journey))
        related = bool(mine & theirs) or not mine or not theirs
        archive = opened() if opened is not None else None
        if archive is None or not related:
            return Copy(journey, nameless, None, None, False, related)
        self._archive = archive
        past = self._past(archive)
        offered = tuple(
            Offered(version, changes(past[at - 1][1], one) if at else None) for at, (version, one) in enumerate(past)
        )[::-1]
        known = self._known_to_both(archive, digest, path)
        if known is not None:
            return Copy(journey, nameless, known[0], Ground(known[1]), True, True, offered)
        if not past:
            return Copy(journey, nameless, None, None, False, True)
        # Names that were taken out of a copy were not removed by anybody.
        versions = [without_names(one) if nameless else one for _version, one in past]
        guessed = guess(versions, without_names(self.now) if nameless else self.now, journey)
        ground = Ground(guessed.ground, guessed.doubtful)
        return Copy(journey, nameless, past[guessed.at][0], ground, False, True, offered)

    def ground(self, path: Path) -> Ground:
        """The journey of a file that the person says is the common version. Raises as :meth:`copy`."""
        return Ground(_journey(read_file(path)[0], path)[0])

    def version(self, version: Version) -> Ground:
        """The version that the person says is the common one. Raises :class:`~cjm_desktop.storage.OpenError` when it is gone."""
        assert self._archive is not None
        return Ground(self._archive.journey(version))

    def together(self, copy: Copy, ground: Ground | None, choices: Mapping[str, Choice], say: Callable[[Told], str]) -> Together:
        """Both as one. ``say`` puts what stands on the map into words."""
        base = ground.journey if ground is not None else None
        if base is not None and copy.nameless:
            base = without_names(base)
        first = merge(base, self.now, copy.journey, None, ground.doubtful if ground is not None else frozenset())
        merged = resolve(first, choices) if choices else first
        both = overlaid(self.now, merged.journey)
        sheet = self._composer(both.after).timeline(both.journey, read(both.after))
        clashes = [
            shown for one in first.conflicts if one.what is not Clash.OFF_SCALE and (shown := _on_map(one, choices.get(one.key), say))
        ]
        return Together(first, merged, both, MergedSheet(sheet, both, self._words, clashes, self._whose))

    def _past(self, archive: Archive) -> list[tuple[Version, Journey]]:
        """The versions that can be read, the oldest first."""
        found: list[tuple[Version, Journey]] = []
        for version in archive.versions[-_TRIED:]:
            with contextlib.suppress(OpenError):
                found.append((version, archive.journey(version)))
        return found

    def _known_to_both(self, archive: Archive, digest: str, path: Path) -> tuple[Version, Journey] | None:
        """The version of ours that the copy is, or that its own history knows."""
        known = archive.find(digest)
        if known is None:
            for other in reversed(Archive(path).versions):
                known = archive.find(other.digest) or archive.find(other.file)
                if known is not None:
                    break
        ground = _document(archive, known) if known is not None else None
        return (known, ground) if known is not None and ground is not None else None


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
    if not conflict.spot:
        return None
    mine, other = (say(told) for told in (conflict.mine, conflict.other))
    kept_mine = conflict.ours is not None or conflict.what not in (Clash.REMOVED, Clash.NEEDED)
    mine_taken = choice in (Choice.OURS, Choice.BOTH) or (choice is None and kept_mine)
    other_taken = choice in (Choice.THEIRS, Choice.BOTH) or (choice is None and not kept_mine)
    left = conflict.ours if other_taken and not mine_taken else conflict.theirs
    on_line = conflict.kind == "touchpoints" and conflict.field == "grade" and isinstance(left, float)
    return BothValues(conflict.spot, say(conflict.aspect), mine, other, mine_taken, other_taken, left if on_line else None)

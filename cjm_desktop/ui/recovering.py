"""Work that was not saved when a program ended: found, offered once, and gone on with.

Contract. :meth:`Recovering.at_start` offers what nobody was asked about yet, of one file when the program was started with it;
:meth:`Recovering.ask` everything that is kept. What is restored becomes the document in the window, changed and not saved, and its
recovery copy goes on as the document's own, so that there is no moment without one. All the rest is kept; what nobody gave an answer for,
because something else was restored or the program was ended with the question open, is offered again at the next start.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message
from cjm_desktop.storage.recovery import Entry, orphans

from .aside import aside
from .desk import Desk
from .dialogs.recover import RecoverDialog
from .files import Files
from .finds import UNSHOWN, Find, finds
from .keeper import Keeper


class Recovering:
    """Brings back what was not saved, in one window."""

    def __init__(self, desk: Desk, files: Files, keeper: Keeper, over: Callable[[], QWidget], type_line: Callable[[str], object]) -> None:
        """``over`` gives the window that a dialog stands over; ``type_line`` puts words into the quick entry."""
        self._desk, self._files, self._keeper = desk, files, keeper
        self._over, self._type_line = over, type_line
        self._folder: Path | None = None

    def at_start(self, path: Path | None = None) -> None:
        """Offer what was found and nobody was asked about yet; of ``path`` alone, when the program was started with it."""
        entries = orphans(self._folder)
        fresh = [entry for entry in entries if not entry.kept]
        _close(entry for entry in entries if entry.kept)
        found = _found(fresh)
        mine = found if path is None else [find for find in found if find.of(path)]
        others = [find for find in found if find not in mine]
        _close(find.entry for find in others)
        if mine:
            self._offer(mine)
        elif others or len(fresh) < len(entries):
            self._tell(Message("There is work that was not saved: File, Recover unsaved work."))

    def ask(self) -> None:
        """Offer everything that is kept."""
        entries = orphans(self._folder)
        found = _found(entries)
        if found:
            self._offer(found)
        else:
            self._tell(Message("There is no unsaved work to recover."))

    # ------------------------------------------------------------------ inside

    def _offer(self, found: Sequence[Find]) -> None:
        try:
            dialog = self._dialog(found)
            chosen = dialog.ask()
        except BaseException:
            # Still in this program's hands they would be nobody's: not found again until it ends.
            _close(find.entry for find in found)
            raise
        left, answered = list(dialog.found), dialog.answered
        dialog.deleteLater()
        if chosen is not None and self._restore(chosen, len(left) - 1):
            left.remove(chosen)
            answered = False  # nothing was said about the others
        for find in left:
            if answered:
                find.entry.keep()
            else:
                find.entry.close()

    def _dialog(self, found: Sequence[Find]) -> RecoverDialog:
        """The question about what was found. What it fails at is among it without its content, and hides nothing else."""
        try:
            return RecoverDialog(self._desk.ui, self._over(), found)
        except Exception as error:
            sys.stderr.write("".join(traceback.format_exception(error)))
        return RecoverDialog(self._desk.ui, self._over(), [find if self._can_be_shown(find) else _bare(find) for find in found])

    def _can_be_shown(self, find: Find) -> bool:
        try:
            RecoverDialog(self._desk.ui, self._over(), [find]).deleteLater()
        except Exception:
            return False
        return True

    def _restore(self, find: Find, others: int) -> bool:
        held = find.held
        if held is None or not self._files.may_drop():
            return False
        path = find.path
        journey = held.journey if held.damaged is None else held.damaged.named(self._desk.ui.text)
        self._desk.session.restore(journey, path, find.stamp, find.saved, held.origin.beside)
        self._keeper.adopt(find.entry)
        if path is not None and find.saved is not None:
            self._desk.ui.settings.add_recent(path)
        self._files.shown.emit()
        if held.line:
            self._type_line(held.line)
        if find.overtaken:
            said = Message("Your work is back. The file has been written again meanwhile: saving will ask what to do.")
        else:
            said = Message("Your work is back. It is not saved yet.")
        if others:
            said = Message("{said} More that was not saved ({number}): File, Recover unsaved work.", said=said, number=others)
        self._tell(said)
        return True

    def _tell(self, message: Message) -> None:
        self._desk.told.emit(message)


def _found(entries: Sequence[Entry]) -> list[Find]:
    """What the entries hold; they are let go where that cannot be found out."""
    try:
        return aside(lambda: finds(entries)) if entries else []
    except BaseException:
        _close(entries)
        raise


def _bare(find: Find) -> Find:
    """A find of which nothing is shown but that it is there."""
    return Find(find.entry, None, reason=UNSHOWN)


def _close(entries: Iterable[Entry]) -> None:
    for entry in entries:
        entry.close()

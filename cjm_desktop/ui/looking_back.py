"""The history of a document as a command: the dialog, and what is done with the version that was chosen in it.

Contract. Restoring a version is one undo step, and what is in the window is kept as a version before. A copy becomes a new document that
is not saved yet. No file is written over without an answer, and never the one that is open.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage import (
    SUFFIX,
    OpenError,
    Salvaged,
    SaveError,
    Stamp,
    StorageError,
    read_file,
    shown,
    write_atomically,
)
from cjm_desktop.storage.history import Archive, Version, Why
from cjm_desktop.storage.moments import moment_of
from cjm_desktop.storage.recovery import orphans

from .aside import aside
from .dialogs.question import Answer, Question
from .files import Files, _same_file, file_name, with_ending
from .finds import finds
from .lost_words import spoken_of
from .moments import moment_in_words
from .versions import Versions
from .worker import Worker

_FAULT = Message("There is a fault in it: another program or a hand has probably changed it. The file stays as it is.")


class LookingBack:
    """Shows the history of the document in one window."""

    def __init__(
        self, files: Files, versions: Versions, worker: Worker, over: Callable[[], QWidget], recover: Callable[[], None]
    ) -> None:
        """``over`` gives the window that the dialog stands over; ``recover`` offers work that was not saved when a program ended."""
        self._desk, self._files, self._versions, self._worker, self._over = files.desk, files, versions, worker, over
        self._recover = recover
        files.lost, files.secured = self.lost, versions.secure

    def open(self) -> None:
        """Show the versions, and do what was chosen."""
        from .dialogs.history import HistoryDialog  # loaded when somebody wants it

        dialog = HistoryDialog(
            self._desk.ui,
            self._over(),
            self._desk.session.journey,
            self._versions.opener(),
            self._worker,
            kept=self._versions.told(),
            save_version=partial(self.save, self._desk.session.path),
        )
        chosen = dialog.ask()
        dialog.deleteLater()
        if chosen is None:
            return
        what, compared = chosen
        if what == "restore":
            self.restore(compared.version, compared.journey)
        else:
            self.open_copy(compared.version, compared.journey, compared.beside)

    def lost(self, path: Path, error: StorageError, rest: Salvaged | None) -> str | None:
        """A file cannot be opened: offer work on it that was not saved, and the earlier versions of it. Gives ``done`` when one was opened,
        ``rest`` when what can be read of the file is wanted, nothing when neither is, and ``None`` where there are none."""
        digest = ""
        # No file is like this one: what cannot be read is never taken for what was read here.
        stamp, there = Stamp(0, -1, 0, ""), os.path.lexists(path)
        with contextlib.suppress(OpenError):
            data, status = read_file(path)
            stamp = Stamp.of_bytes(data, status, path)
            digest = stamp.digest
        archive = aside(lambda: self._versions.opener_of(path, digest)())
        versions = [version for version in archive.versions if version.why is not Why.UNREAD]
        unsaved = _unsaved(path)
        if not versions and unsaved is None:
            return None
        ui = self._desk.ui
        told = [ui.say(error.message if rest is None and not error.problems else _FAULT)]
        if unsaved is not None:
            when = moment_in_words(ui, unsaved, within=True)
            told.append(ui.text("There is work on it that was not saved when the program ended, of {when}.").format(when=when))
        if versions:
            count = ui.plural(
                "This computer keeps {n} earlier version of it, of {when}.",
                "This computer keeps {n} earlier versions of it, the newest of {when}.",
                len(versions),
            )
            told.append(count.format(n=len(versions), when=moment_in_words(ui, versions[-1].when, within=True)))
        # Where a file is, nobody is led past it by Enter alone.
        first = "recover" if unsaved is not None else "rest" if rest is not None else "cancel" if there else "earlier"
        offers = (
            ("cancel", ui.text("Close"), True),
            ("rest", ui.text("Open what can be read"), rest is not None),
            ("earlier", ui.text("Earlier versions …"), bool(versions)),
            ("recover", ui.text("Unsaved work …"), unsaved is not None),
        )
        answers = [Answer(key, text, "primary" if key == first else "") for key, text, offered in offers if offered]
        chosen = Question(
            ui,
            self._over(),
            ui.text("“{name}” cannot be opened").format(name=shown(path.name)),
            " ".join(told),
            answers,
            icon="triangle-alert",
            details=spoken_of(ui, rest) if rest is not None else "",
        ).ask()
        if chosen == "recover":
            before = self._desk.session.journey
            self._recover()
            return "done" if self._desk.session.journey is not before else ""
        if chosen != "earlier":
            return "rest" if chosen == "rest" else ""
        return "done" if self._open_earlier(path, archive, stamp) else ""

    def _open_earlier(self, path: Path, archive: Archive, stamp: Stamp) -> bool:
        """Show the versions of a file that cannot be opened; the one that is chosen becomes a document that is not saved, and whose saving
        asks what becomes of that file."""
        from .dialogs.history import HistoryDialog  # loaded when somebody wants it

        ui = self._desk.ui
        dialog = HistoryDialog(
            ui, self._over(), None, lambda: archive, self._worker, kept=self._versions.told(), save_version=partial(self.save, path)
        )
        dialog.setWindowTitle(ui.text("Earlier versions of “{name}”").format(name=shown(path.name)))
        chosen = dialog.ask()
        dialog.deleteLater()
        if chosen is None or not self._files.may_drop():
            return False
        version = chosen[1].version
        self._desk.session.restore(chosen[1].journey, path, stamp, None, chosen[1].beside)
        ui.settings.add_recent(path)
        self._files.shown.emit()
        day, time = _moment(version)
        name = shown(path.name)
        said = Message("The version of {day}, {time} is open. Saving puts it in the place of “{name}”.", day=day, time=time, name=name)
        if os.path.lexists(path):
            said = Message(
                "The version of {day}, {time} is open. It is not saved yet: what is in “{name}” stays until you say so.",
                day=day,
                time=time,
                name=name,
            )
        self._tell(said)
        return True

    def restore(self, version: Version, journey: Journey) -> bool:
        """Make a version the document again; gives whether that changed anything."""
        session = self._desk.session
        session.cancel()
        if session.dirty:
            self._versions.keep(Why.RESTORED)
        day, time = _moment(version)
        session.end_run()
        if not session.commit(Message("Restore the version of {day}, {time}", day=day, time=time), journey):
            return False
        self._files.shown.emit()
        said = Message("The version of {day}, {time} is back. Undo brings back what was there; nothing is saved yet.", day=day, time=time)
        self._tell(said)
        return True

    def open_copy(self, version: Version, journey: Journey, beside: Mapping[str, Any]) -> bool:
        """Open a version as a new document, with what stood ``beside`` it; gives whether that was done."""
        if not self._files.may_drop():
            return False
        self._desk.session.restore(journey, None, None, None, beside)
        self._files.shown.emit()
        day, time = _moment(version)
        self._tell(Message("The version of {day}, {time} is open as a new journey. It is not saved yet.", day=day, time=time))
        return True

    def save(self, of: Path | None, archive: Archive, version: Version) -> bool:
        """Save a version of the document at ``of`` as a file of its own, as it was; gives whether that was done."""
        session, asks = self._desk.session, self._files.asks
        moment = moment_of(version.when)
        own = (of if of is not None else archive.path).absolute()
        try:
            data = archive.data(version)
        except OpenError as error:
            asks.open_failed(error.message)
            return False
        suggested = own.parent / file_name(f"{own.stem} {moment:%Y-%m-%d %H.%M}" if moment is not None else own.stem, SUFFIX)
        while True:
            path = asks.save_path(suggested)
            if path is None:
                return False
            suggested = path = with_ending(path.absolute(), SUFFIX)
            if session.path is not None and _same_file(path, session.path):
                asks.open_failed(Message("This is the file of the journey that is open. Choose another name, or restore the version."))
                continue
            if os.path.lexists(path) and not asks.replace(shown(path.name)):
                continue
            try:
                answer = self._files.may_replace(path)
                if answer == "elsewhere":
                    continue
                if answer != "replace":
                    return False
                write_atomically(path, data)
            except SaveError as error:
                if asks.save_failed(error.message) == "cancel":
                    return False
                continue
            self._tell(Message("The version was saved as “{name}”.", name=shown(path.name)))
            return True

    def _tell(self, message: Message) -> None:
        self._desk.told.emit(message)


def _unsaved(path: Path) -> float | None:
    """When the newest work on a file was kept that was not saved (seconds since 1970), if there is some."""
    entries = orphans()
    found = aside(lambda: finds(entries)) if entries else []
    mine = [find.when for find in found if find.of(path)]
    for find in found:
        find.entry.close()
    return max(mine, default=None)


def _moment(version: Version) -> tuple[date | str, str]:
    """Day and time of a version, for a sentence."""
    moment = moment_of(version.when)
    return (moment.date(), f"{moment:%H:%M}") if moment is not None else ("…", "…")

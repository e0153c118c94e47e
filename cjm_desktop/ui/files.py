"""Opening, saving and closing: what is asked when, and what happens when it fails.

Contract. Every method gives whether it did what its name says; a failure has been told to the person by
then, and neither the document nor a file was harmed. Nothing is ever overwritten or dropped without an
answer.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from cjm_desktop.document import Journey, Message, Problem, clean_line, real_names, unsigned_authors
from cjm_desktop.exchange import IMPORT_ENDINGS, ImportFailed, form_of, journey_file_of_pdf, journey_of_file
from cjm_desktop.storage import (
    SUFFIX,
    ChangedOnDisk,
    NotJson,
    NotMigrated,
    NotOurs,
    NotSound,
    Salvaged,
    SaveError,
    StorageError,
    names_left_out,
    open_journey,
    parse,
    read_file,
    salvaged,
    shown,
)

from .aside import aside
from .desk import Desk
from .dialogs.asker import Asks
from .guard import Guard
from .lost_words import told_of
from .versions import Unkept

# Names that mean a device on Windows, whatever their ending.
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
#: The ending of a printed poster, which may hold the journey it was printed from.
POSTER = ".pdf"


def file_name(title: str, suffix: str, untitled: str = "journey") -> str:
    """A file name for a journey's title that every system accepts; ``untitled`` where nothing of the title is left."""
    # What does not show (marks of direction, joiners, halves of characters) would make a name that is not what it seems.
    seen = "".join(ch if ch.isprintable() else " " for ch in title)
    plain = " ".join(re.sub(r'[\\/:*?"<>|]+', " ", seen).split()).strip(". ")[:80].rstrip(". ")
    if _DEVICE.fullmatch(plain.partition(".")[0].rstrip()):
        plain = f"_{plain}"
    return (plain or untitled) + suffix


def told_path(path: Path, most: int = 64) -> str:
    """A path as people know it: from the home folder on (``~``), without its middle where it is long."""
    absolute = path.absolute()
    with contextlib.suppress(ValueError, RuntimeError):  # elsewhere, or there is no home
        absolute = Path("~") / absolute.relative_to(Path.home())
    text = shown(absolute)
    return text if len(text) <= most else f"{text[: most // 3]}…{text[most // 3 + 1 - most :]}"


def _readable(path: Path) -> bool:
    """Whether there is a journey in a file now."""
    try:
        open_journey(path)
    except StorageError:
        return False
    return True


def _unread(path: Path) -> bool:
    """Whether there is a file that this program cannot read."""
    return os.path.lexists(path) and not _readable(path)


def with_ending(path: Path, ending: str, *others: str) -> Path:
    """A path under the name it will really have: ``ending`` is added unless it, or one of ``others``, stands there.

    Nothing else counts as an ending, so that “Journey v1.2” becomes “Journey v1.2.cjm”.
    """
    if path.suffix.lower() in (ending, *others):
        return path
    return path.with_name(path.name + ending)


class Files(QObject):
    """The file commands of a window."""

    #: A document was opened or begun; the window shows the map.
    shown = Signal()
    #: The document is about to be saved to its own file: whoever knows that this has another name by now says so.
    about_to_save = Signal()

    def __init__(self, desk: Desk, asks: Asks) -> None:
        super().__init__()
        self.desk = self._desk = desk
        self.asks = asks
        #: Offers the earlier versions of a file that cannot be opened, and what can be read of it: gives what was chosen (``rest``,
        #: ``done`` or nothing), ``None`` where there are none.
        self.lost: Callable[[Path, StorageError, Salvaged | None], str | None] | None = None
        #: Keeps what a file holds before it is replaced: gives why that cannot be done, if it cannot.
        self.secured: Callable[[Path], Unkept | None] | None = None
        #: Shows what differs between the document and its file, which somebody else has written, and does what is answered; gives the
        #: answer (``mine``, ``load``, ``merge`` or nothing).
        self.compared: Callable[[Path], str] | None = None
        #: Whether the document's file is ours to write.
        self.guard = Guard(desk.session)
        self._poster: Path | None = None
        #: The file that the document was opened from as a copy.
        self._source: Path | None = None
        #: Real names of people were left out of the journey that was in the poster.
        self._nameless = False
        self._reading = False
        desk.session.opened.connect(self._forget_poster)

    @property
    def name(self) -> str:
        """What the document is called in questions: its file, the poster it was in, or its title."""
        session = self._desk.session
        if session.path is not None:
            return shown(session.path.name)
        if self._poster is not None:
            return shown(self._poster.stem)
        if self._source is not None:
            return shown(self._copy_of(self._source).name)
        return session.journey.title or self._desk.ui.text("Untitled journey")

    # ------------------------------------------------------------------ in

    def new(self, template: str, language: str) -> bool:
        """Start a document from a template."""
        if not self.may_drop():
            return False
        try:
            self._desk.session.new(template, language)
        except StorageError as error:
            self.asks.open_failed(error.message)
            return False
        self.shown.emit()
        return True

    def open(self, path: Path | None = None) -> bool:
        """Open a file, asking which one when none is given.

        What is no journey but can become one is imported; of a printed poster the journey inside it is opened.
        """
        if path is not None and form_of(path.name):
            return self.import_(path)
        if not self.may_drop():
            return False
        if path is None:
            path = self.asks.open_path(self.folder())
            if path is None:
                return False
            if form_of(path.name):
                return self._import(path)
        if path.suffix.lower() == POSTER:
            return self._open_poster(path)
        how = self.guard.admit(path.absolute(), shown(path.name), self.asks)
        if not how:
            return False
        if how == "copy":
            return self._open_copy(path.absolute())
        try:
            self._desk.session.open(path.absolute())
        except StorageError as error:
            self.guard.refused()
            return self.not_opened(path, error)
        self.opened(path)
        self.shown.emit()
        return True

    def _open_copy(self, path: Path) -> bool:
        """What a file holds becomes a new document, that is not saved yet."""
        try:
            opened = open_journey(path)
        except StorageError as error:
            return self.not_opened(path, error)
        self._desk.session.restore(opened.journey, None, None, None, opened.beside)
        self._source = path
        self._desk.ui.settings.set("files/folder", str(path.parent))
        self.shown.emit()
        self._desk.told.emit(Message("A copy of “{name}” is open. It is not saved yet.", name=shown(path.name)))
        return True

    def _copy_of(self, path: Path) -> Path:
        """What a copy of a file is called."""
        name = Message("{name} – copy", name=path.stem)
        return path.with_name(self._desk.ui.say(name) + SUFFIX)

    def _open_poster(self, path: Path) -> bool:
        """The journey inside a PDF becomes a new document, that is saved beside the PDF under its name."""

        def read() -> tuple[Journey, bool]:
            data = journey_file_of_pdf(read_file(path)[0])
            return parse(data, path)[0], names_left_out(data)

        self._reading = True
        try:
            journey, nameless = aside(read)
        except ImportFailed as error:
            self.asks.not_opened(shown(path.name), error.message)
            return False
        except StorageError as error:
            self.not_opened(path, error)
            return False
        finally:
            self._reading = False
        # Nobody changed it, and the poster still holds it: there is nothing to ask about until something is changed.
        self._desk.session.adopt(journey)
        self._poster, self._nameless = path.absolute(), nameless
        self._desk.ui.settings.set("files/folder", str(self._poster.parent))
        self.shown.emit()
        said = Message("The journey in “{name}” is open. It is not saved yet.", name=shown(path.name))
        if nameless:
            said = Message(
                "The journey in “{name}” is open. Real names of people were left out of it when the poster was printed. "
                "It is not saved yet.",
                name=path.name,
            )
        self._desk.told.emit(said)
        return True

    def _forget_poster(self) -> None:
        self._poster, self._nameless, self._source = None, False, None

    def import_(self, path: Path | None = None) -> bool:
        """Make a new journey of a table, an outline or a diagram, asking which one when none is given."""
        if not self.may_drop():
            return False
        if path is None:
            path = self.asks.import_path(self.folder())
            if path is None:
                return False
            if not form_of(path.name):
                self.asks.not_imported(
                    path.name,
                    Message(
                        "Tables, outlines and diagrams can be imported: files that end in {endings}.",
                        endings=" ".join(IMPORT_ENDINGS),
                    ),
                )
                return False
        return self._import(path)

    def _import(self, path: Path) -> bool:
        title = clean_line(shown(path.stem))
        known: tuple[Problem, ...] = ()
        try:
            data, _status = read_file(path)
            try:
                imported = journey_of_file(path.name, data, title=title)
            except ImportFailed as error:
                known = error.problems
                if not known:
                    raise
                if error.scales:
                    said = self.asks.import_scale(shown(path.name), known, error.scales)
                else:
                    said = "rest" if self.asks.import_rest(shown(path.name), known) else "cancel"
                if said == "cancel":
                    return False
                scale = error.scales[int(said)] if said != "rest" else None
                imported = journey_of_file(path.name, data, title=title, lenient=True, scale=scale)
        except (ImportFailed, StorageError) as error:
            self.asks.not_imported(shown(path.name), error.message)
            return False
        self._desk.session.adopt(imported.journey, dirty=True)
        self._desk.ui.settings.set("files/folder", str(path.absolute().parent))
        self.shown.emit()
        self._desk.told.emit(
            Message("“{name}” became a new journey. It is not saved yet.", name=shown(path.name))
        )
        if news := [problem for problem in imported.problems if problem not in known]:
            self.asks.left_out(shown(path.name), news)
        return True

    def opened(self, path: Path) -> None:
        """A file was opened: remember it, and say what should be known about it."""
        self._remember(path)
        if self._desk.session.migrated_from is not None:
            self._desk.told.emit(
                Message("This file is of an older version. It is written anew when you save it.")
            )

    def not_opened(self, path: Path, error: StorageError) -> bool:
        """A file could not be opened: say why. Earlier versions of it may be opened, and what can be read of a damaged one as a copy. What
        is not to be had any more is forgotten."""
        rest = salvaged(path) if isinstance(error, NotJson | NotOurs | NotSound | NotMigrated) else None
        chosen = self.lost(path.absolute(), error, rest) if self.lost is not None and path.suffix.lower() != POSTER else None
        if chosen is not None:
            if chosen == "rest" and rest is not None:
                self._open_rest(path, rest)
            return chosen in ("rest", "done")
        self._desk.ui.settings.drop_recent(path)
        if rest is not None:
            if self.asks.damaged(shown(path.name), len(rest.journey.touchpoints), told_of(self._desk.ui, rest)):
                self._open_rest(path, rest)
                return True
        elif error.problems:
            self.asks.unsound(shown(path.name), error.problems)
        else:
            self.asks.open_failed(error.message)
        return False

    def _open_rest(self, path: Path, rest: Salvaged) -> None:
        """What could be read of a damaged file becomes a new document."""
        self._desk.session.adopt(rest.named(self._desk.ui.text), dirty=True)
        self.shown.emit()
        said = Message("What can be read of “{name}” is open as a new journey. It is not saved yet.", name=shown(path.name))
        self._desk.told.emit(said)

    # ------------------------------------------------------------------ out

    def save(self) -> bool:
        """Save to the document's file, asking for one when it has none."""
        self._desk.flush()
        session = self._desk.session
        if session.path is None or (self.guard.reading and not self.guard.freed):
            return self.save_as()
        self.about_to_save.emit()
        return self._write(session.path, overwrite=False)

    def save_as(self) -> bool:
        """Ask for a file and save there."""
        self._desk.flush()
        session = self._desk.session
        if session.path is not None:
            suggested = self._copy_of(session.path) if self.guard.reading or session.unseen else session.path
        elif self._source is not None:
            suggested = self._copy_of(self._source)
        elif self._poster is not None:
            suggested = self._poster.with_suffix(SUFFIX)
        else:
            suggested = Path(self.folder()) / file_name(session.journey.title, SUFFIX, self._desk.ui.text("journey"))
        while True:
            path = self.asks.save_path(suggested)
            if path is None:
                return False
            # Asked here, under the name the file will have: a dialog knows only the name that was typed.
            suggested = path = with_ending(path.absolute(), SUFFIX)
            if session.path is not None and _same_file(path, session.path):
                # Our own file is watched for what somebody else wrote into it, as with a plain save.
                return self._write(session.path, overwrite=False)
            if not os.path.lexists(path) or self.asks.replace(shown(path.name), self._names_lost(path)):
                return self._write(path, overwrite=True)

    def _names_lost(self, path: Path) -> int:
        """How many people's real names a file holds that would be gone with it, because the poster came without them."""
        if not self._nameless:
            return 0
        try:
            there = _kept_out(open_journey(path).journey)
        except StorageError:  # it is no journey
            return 0
        return len(there - _kept_out(self._desk.session.journey))

    def revert(self) -> bool:
        """Go back to what is on disk."""
        self._desk.flush()
        session = self._desk.session
        if session.path is None or not self.asks.revert(self.name):
            return False
        try:
            session.revert()
        except StorageError as error:
            self.asks.open_failed(error.message)
            return False
        return True

    def may_drop(self) -> bool:
        """Whether the document may go: it is saved, was saved now, or the person gives it up."""
        if self._reading:
            return False  # the window is closed while a poster is being read: it stays until that is done
        self._desk.flush()
        session = self._desk.session
        session.cancel()
        if not session.dirty:
            return True
        answer = self.asks.unsaved(self.name, never=session.path is None)
        if answer == "save":
            return self.save()
        return answer == "discard"

    # ------------------------------------------------------------------ inside

    def _write(self, path: Path, *, overwrite: bool) -> bool:
        session = self._desk.session
        if not overwrite and session.unseen and _unread(path):
            answer = self.asks.holds_unread(shown(path.name))
            if answer != "replace":
                return self.save_as() if answer == "elsewhere" else False
            # What is meant is what was there when that was asked.
            overwrite = _unread(path)
        while True:
            try:
                self.guard.claim(path)
                answer = self.may_replace(path)
                if answer != "replace":
                    self.guard.refused()
                    return self.save_as() if answer == "elsewhere" else False
                session.save(path, overwrite=overwrite)
            except ChangedOnDisk:
                self.guard.refused()
                answer = self.asks.changed_on_disk(shown(path.name), readable=_readable(path))
                if answer == "overwrite":
                    overwrite = True
                    continue
                if answer == "elsewhere":
                    return self.save_as()
                if answer == "reload":
                    self.load_theirs()
                if answer == "compare" and self.compared is not None and self.compared(path) in ("mine", ""):
                    # With what is here kept it can be saved now; what was only looked at is asked about again.
                    continue
                return False
            except SaveError as error:
                self.guard.refused()
                answer = self.asks.save_failed(error.message)
                if answer == "retry":
                    continue
                return self.save_as() if answer == "elsewhere" else False
            except StorageError as error:
                self.guard.refused()
                self.asks.open_failed(error.message)
                return False
            self._remember(path)
            self._desk.told.emit(Message("Saved as “{name}”.", name=shown(path.name)))
            return True

    def may_replace(self, path: Path) -> str:
        """Have what a file holds kept before something else is written there: ``replace``; where it cannot be kept it is asked, and the
        answer may be ``elsewhere`` or ``cancel``. Raises :class:`~cjm_desktop.storage.SaveError` for what must not be replaced then."""
        unkept = self.secured(path) if self.secured is not None else None
        if unkept is None:
            return "replace"
        if not unkept.readable:
            raise SaveError(unkept.reason, path)
        return self.asks.not_kept(shown(path.name), unkept.reason)

    def load_theirs(self) -> bool:
        """Show what somebody else has written into the document's file; Undo brings back what was here."""
        self._desk.flush()
        try:
            self._desk.session.revert()
        except StorageError as error:
            self.asks.open_failed(error.message)
            return False
        self._desk.told.emit(Message("This is what is in the file now. Undo brings back what was here."))
        return True

    def _remember(self, path: Path) -> None:
        settings = self._desk.ui.settings
        settings.add_recent(path)
        settings.set("files/folder", str(path.absolute().parent))

    def folder(self) -> str:
        """Where to look for files first."""
        remembered = self._desk.ui.settings.get("files/folder")
        if remembered and Path(remembered).is_dir():
            return str(remembered)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _kept_out(journey: Journey) -> set[str]:
    """All names that a poster is printed without where names are not switched on."""
    return {*real_names(journey), *unsigned_authors(journey)}

"""What a person is told about the document's file while it is open, and what they do about it.

Contract. :class:`OnFile` watches the file (:class:`~cjm_desktop.ui.watch.Watch`) and its lock (:class:`~cjm_desktop.ui.guard.Guard`), and
says in a strip over the map, one thing at a time: that another program has changed the file, that it is called something else, that it is
gone, that it is read-only here and why. Nothing is loaded, written or dropped before somebody says so; a file that is gone makes the
document unsaved. A change that means nothing (the same journey in other bytes) is nobody's business.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop.document import Message
from cjm_desktop.storage import Opened, OpenError, Stamp, open_journey, shown
from cjm_desktop.storage.errors import under_a_name
from cjm_desktop.storage.lock import moment
from cjm_desktop.storage.watching import Fate, Sight

from .desk import Desk
from .dialogs.question import Answer
from .file_strip import FileStrip
from .files import Files
from .lost_words import fault_of
from .middle import Middle
from .watch import Watch

_NONE = Sight(Fate.SAME)


class OnFile(QObject):
    """The document's file, as the person at one window hears of it."""

    #: The strip was made: it can have the keyboard.
    made = Signal(QWidget)
    #: What somebody else has written is to be merged with what is here: its stamp.
    merge_wanted = Signal(object)

    def __init__(self, desk: Desk, files: Files, middle: Middle, over: Callable[[], QWidget]) -> None:
        """``over`` gives the window that a dialog stands over."""
        super().__init__(middle)
        self._desk, self._files, self._middle, self._over = desk, files, middle, over
        self.guard = files.guard
        self.watch = Watch(desk.session, files.guard, self)
        self.strip: FileStrip | None = None
        self._sight = _NONE
        self.watch.seen.connect(self._seen)
        self.watch.knocked.connect(self._come_forward)
        self.guard.changed.connect(self.refresh)
        desk.session.dirty_changed.connect(self.refresh)
        desk.session.path_changed.connect(self._forget)
        desk.session.opened.connect(self._forget)
        files.about_to_save.connect(self._follow)
        files.compared = self.compare

    def begin(self) -> None:
        """The document was there before us: from now on its file is locked and looked after."""
        self.guard.follow()
        self.watch.look()

    def end(self) -> None:
        """The window is closed for good."""
        self.watch.end()
        self.guard.end()

    def carry_on(self, other: OnFile) -> None:
        """Take over from that of a window that gives way to this one."""
        other.watch.end()
        self.guard.carry_on(other.guard)
        self.watch.look()

    # ------------------------------------------------------------------ what happens

    def _forget(self) -> None:
        """Another file."""
        self._sight = _NONE
        self.refresh()

    def _come_forward(self) -> None:
        """This person opens the file once more, and wants to be here."""
        window = self._over()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        # Where the desktop lets no window push itself before another one it is marked.
        QApplication.alert(window)

    def _seen(self, sight: Sight) -> None:
        session = self._desk.session
        opened = sight.opened
        if sight.fate is Fate.SAME and sight.stamp is not None:
            # The very same bytes, on what is another disk now, or of a file of which nothing else was known.
            session.file_same(sight.stamp)
            sight = _NONE
        if opened is not None and sight.stamp is not None and opened.journey == session.saved and opened.beside == session.beside:
            session.file_same(sight.stamp)
            sight = _NONE
        self._sight = sight
        session.file_gone(sight.fate in (Fate.GONE, Fate.AWAY))
        self.refresh()

    def refresh(self) -> None:
        """Tell what there is to tell now."""
        told = self._told()
        if told is None:
            if self.strip is not None:
                if self.strip.has_keyboard:
                    self._desk.settled.emit()
                self.strip.put_away()
            return
        if self.strip is None:
            self.strip = FileStrip(self._desk.ui)
            self.strip.answered.connect(self._do)
            self._middle.above(self.strip)
            self.made.emit(self.strip)
        self.strip.tell(*told)

    def _told(self) -> tuple[str, str, list[Answer]] | None:
        """The icon, the sentence and the answers."""
        session, ui, sight = self._desk.session, self._desk.ui, self._sight
        _ = ui.text
        if session.path is None:
            return None
        name = shown(session.path.name)
        elsewhere = Answer("elsewhere", _("Save as …"))
        if sight.fate is Fate.CHANGED:
            return self._of_change(name, sight, elsewhere)
        if sight.fate is Fate.MOVED and sight.path is not None:
            text = _("“{name}” was renamed to “{other}”.")
            if sight.linked:
                text = _("“{name}” is a link, and the file it led to was renamed to “{other}”.")
            text = text.format(name=name, other=shown(sight.path.name))
            return "file", text, [elsewhere, Answer("follow", _("Go on with the new name"), "primary")]
        if sight.fate is Fate.GONE:
            text = _("“{name}” is not there any more: it was deleted or moved. Everything is still here in this window.").format(name=name)
            return "triangle-alert", text, [elsewhere, Answer("save", _("Save it again"), "primary")]
        if sight.fate is Fate.AWAY:
            text = _("“{name}” cannot be reached: its disk, stick or network folder is gone. Everything is still here in this window.")
            text = text.format(name=name)
            return "triangle-alert", text, [Answer("save", _("Save again")), Answer("elsewhere", _("Save as …"), "primary")]
        return self._of_lock(elsewhere) if self.guard.reading else None

    def _of_change(self, name: str, sight: Sight, elsewhere: Answer) -> tuple[str, str, list[Answer]]:
        ui = self._desk.ui
        _ = ui.text
        if sight.reason is not None:
            text = _("Another program has changed the file, and it cannot be read now.")
            # What cannot be kept in the history, as no byte of it can be had, saving will not replace either.
            kept = sight.stamp is not None and bool(sight.stamp.digest)
            answers = [elsewhere, Answer("mine", _("Keep mine"))] if kept else [_as(elsewhere, "primary")]
            why = fault_of(ui, sight.problems) or ui.say(under_a_name(sight.reason, name))
            return "triangle-alert", f"{text} {why}", answers
        said = moment(sight.when)
        when = said if isinstance(said, str) else ui.say(said)
        compare, load = Answer("compare", _("Compare …")), Answer("load", _("Load theirs"))
        if self.guard.reading:
            text = _("“{name}” was saved elsewhere at {when}.").format(name=name, when=when)
            if self._desk.session.dirty:
                text = f"{text} " + _("What you have not saved is still here: save it under another name.")
                return "triangle-alert", text, [load, compare, _as(elsewhere, "primary")]
            return "history", text, [compare, _as(load, "primary")]
        if self._desk.session.dirty:
            text = _("“{name}” was changed elsewhere at {when}, and you have changed it here.").format(name=name, when=when)
            return "triangle-alert", text, [elsewhere, Answer("mine", _("Keep mine")), load, _as(compare, "primary")]
        text = _("“{name}” was changed elsewhere at {when}.").format(name=name, when=when)
        return "history", text, [elsewhere, Answer("mine", _("Keep mine")), compare, _as(load, "primary")]

    def _of_lock(self, elsewhere: Answer) -> tuple[str, str, list[Answer]]:
        ui, guard = self._desk.ui, self.guard
        _, holder = ui.text, guard.holder
        who = holder.who if holder is not None and not holder.own else ""
        over = Answer("over", _("Take over …"))
        if guard.freed:
            text = _("{person} has closed the file.").format(person=who) if who else _("The file has been closed in the other window.")
            return "lock", f"{text} " + _("You can edit it now."), [elsewhere, Answer("edit", _("Edit now"), "primary")]
        if guard.lost:
            text = _("{person} has taken this file over.").format(person=who) if who else _("This file was taken over in another window.")
            if not self._desk.session.dirty:
                return "lock", text, [elsewhere, over]
            kept = _("What you have not saved is still here: save it under another name.")
            return "lock", f"{text} {kept}", [over, _as(elsewhere, "primary")]
        held = ui.say(holder.told()) if holder is not None else ""
        return "lock", _("Read-only.") + f" {held} " + _("Saving asks for another name."), [over, elsewhere]

    # ------------------------------------------------------------------ what is done

    def _do(self, answer: str) -> None:
        session, files, sight = self._desk.session, self._files, self._sight
        if answer == "elsewhere":
            files.save_as()
        elif answer == "save":
            files.save()
        elif answer == "load":
            self._load()
        elif answer == "mine" and sight.stamp is not None:
            session.keep_mine(sight.stamp)
            self._forget()
            self._tell(Message("What is here stays. Saving replaces what is in the file."))
        elif answer == "compare" and sight.opened is not None:
            self._compare(sight.opened)
        elif answer == "merge" and sight.stamp is not None:
            self.merge_wanted.emit(sight.stamp)
        elif answer == "follow":
            self._follow()
        elif answer == "edit":
            if self.guard.write_now():
                self._tell(Message("You can edit the file now."))
        elif answer == "over" and self.guard.take(files.name, files.asks):
            self._tell(Message("You can edit the file now."))
        self.watch.look()

    def _follow(self) -> None:
        """Go on with the file under its new name, if it was renamed: saving under the old one would leave two of it."""
        sight = self._sight
        if sight.fate is Fate.MOVED and sight.path is not None and sight.stamp is not None:
            self._desk.session.file_moved(sight.path, sight.stamp)
            self._desk.ui.settings.add_recent(sight.path)

    def _load(self) -> None:
        if self._files.load_theirs():
            self._forget()

    def compare(self, path: Path) -> str:
        """Show what differs between the document and its file now, and do what is answered; gives the answer, nothing where it was only
        looked at or the file cannot be read."""
        try:
            opened = open_journey(path)
        except OpenError:
            return ""
        known = self._sight.stamp
        if known is None or known.digest != opened.stamp.digest:
            # It is seen here before the watch has seen it.
            self._sight = Sight(Fate.CHANGED, opened.stamp, opened, when=opened.stamp.mtime_ns / 1e9)
        return self._compare(opened)

    def _compare(self, opened: Opened) -> str:
        from .dialogs.compare import CompareDialog  # loaded when somebody wants it

        self._desk.flush()
        reading, theirs = self.guard.reading, opened.journey
        both = self._desk.session.dirty
        dialog = CompareDialog(self._desk.ui, self._over(), self._files.name, self._desk.journey, theirs, reading, both=both)
        answer = dialog.ask()
        dialog.deleteLater()
        if not answer:
            return ""
        # Meanwhile it may have been changed again: what was compared is what is meant.
        now = self._sight.stamp
        if now is None or now.digest != opened.stamp.digest:
            self._tell(Message("The file was changed again meanwhile, and nothing was done. Look once more."))
            return ""
        self._do(answer)
        return answer

    def merged(self, stamp: Stamp) -> None:
        """What somebody else has written is in the document now: the next save replaces exactly that."""
        self._desk.session.keep_mine(stamp)
        self._forget()
        self.watch.look()

    def _tell(self, message: Message) -> None:
        self._desk.told.emit(message)


def _as(answer: Answer, role: str) -> Answer:
    """The same answer, as the first thing to do or not."""
    return Answer(answer.key, answer.text, role)

"""Every question the program asks about files, in one place, so that tests can answer instead of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message, Problem, Scale
from cjm_desktop.exchange import IMPORT_ENDINGS
from cjm_desktop.exchange.places import place_in_words
from cjm_desktop.storage.lock import Holder

from ..shared import Ui
from .paths import ask_file, ask_new_file
from .question import Answer, Question, may_replace


class Asks(Protocol):
    """What the file commands need to ask. Answers are plain words."""

    def unsaved(self, name: str, *, never: bool = False) -> str:
        """Work would be lost, in a journey that was perhaps ``never`` saved: ``save``, ``discard`` or ``cancel``."""

    def changed_on_disk(self, name: str, *, readable: bool = True) -> str:
        """Somebody else wrote the file: ``overwrite``, ``elsewhere``, ``cancel`` or, where it is ``readable``, ``reload`` and
        ``compare``."""

    def holds_unread(self, name: str) -> str:
        """The file that is to be saved to holds what this program cannot read: ``replace``, ``elsewhere`` or ``cancel``."""

    def not_kept(self, name: str, reason: Message) -> str:
        """What the file to be saved to holds cannot be kept in the history: ``replace``, ``elsewhere`` or ``cancel``."""

    def locked(self, name: str, holder: Holder) -> str:
        """Somebody has the file open that is to be opened: ``read``, ``copy``, ``over``, ``show`` or ``cancel``."""

    def take_over(self, name: str, holder: Holder) -> bool:
        """Whether to take a file over from somebody who has it open."""

    def not_taken(self, name: str) -> None:
        """The file cannot be taken over."""

    def no_answer(self, name: str) -> None:
        """The window that has the file open does not answer."""

    def save_failed(self, reason: Message) -> str:
        """The file could not be written: ``retry``, ``elsewhere`` or ``cancel``."""

    def open_failed(self, reason: Message) -> None:
        """The file could not be read."""

    def not_opened(self, name: str, reason: Message) -> None:
        """There is no journey to be had in a PDF."""

    def unsound(self, name: str, problems: Sequence[Problem]) -> None:
        """The file was read, but cannot be a journey: what is in it is wrong or contradicts itself."""

    def damaged(self, name: str, cards: int, problems: Sequence[Problem]) -> bool:
        """A file is damaged, but so many touchpoints of it can be read, without ``problems``: whether to open those as a copy."""

    def revert(self, name: str) -> bool:
        """Whether to drop what was changed since the last save."""

    def open_path(self, folder: str) -> Path | None:
        """A file to open."""

    def merge_path(self, folder: str, *, ground: bool = False) -> Path | None:
        """A colleague's copy to merge with, or the file (``ground``) that both copies went on from."""

    def import_path(self, folder: str) -> Path | None:
        """A table, an outline or a diagram to import."""

    def photo_path(self, folder: str) -> Path | None:
        """A photo to show beside the map."""

    def import_rest(self, name: str, problems: Sequence[Problem]) -> bool:
        """A file has values that do not fit: whether to take it without them."""

    def import_scale(self, name: str, problems: Sequence[Problem], scales: Sequence[Scale]) -> str:
        """A file has grades that are off the usual scale: the place among ``scales`` of the one they are on (``"0"``), ``rest`` to take
        the file without what does not fit, or ``cancel``."""

    def not_imported(self, name: str, reason: Message) -> None:
        """The file cannot become a journey."""

    def left_out(self, name: str, problems: Sequence[Problem]) -> None:
        """The file was imported, but for something."""

    def paste_rest(self, problems: Sequence[Problem]) -> bool:
        """A table on the clipboard has values that do not fit: whether to paste it without them."""

    def not_pasted(self, reason: Message) -> None:
        """What is on the clipboard cannot be pasted."""

    def save_path(self, suggested: Path) -> Path | None:
        """A file to save to; whether it may replace one is asked by :meth:`replace`."""

    def replace(self, name: str, people: int = 0) -> bool:
        """Whether another file may be replaced; the real names of so many ``people`` would be gone with it."""


class Asker:
    """Asks a person, with dialogs over the window."""

    def __init__(self, ui: Ui, over: QWidget | Callable[[], QWidget]) -> None:
        """``over`` is the window that dialogs stand over, or gives it when something is asked."""
        self._ui, self._over = ui, over

    @property
    def _parent(self) -> QWidget:
        return self._over if isinstance(self._over, QWidget) else self._over()

    def unsaved(self, name: str, *, never: bool = False) -> str:
        """Work would be lost."""
        _ = self._ui.text
        if never:
            told = _("It has not been saved yet. If you do not save it now, what you have made here is lost.")
        else:
            told = _("If you do not save, everything since the last save is lost.")
        return Question(
            self._ui,
            self._parent,
            _("Save the changes to “{name}”?").format(name=name),
            told,
            (
                Answer("discard", _("Do not save"), "danger"),
                Answer("cancel", _("Cancel")),
                Answer("save", _("Save"), "primary"),
            ),
            icon="save",
        ).ask()

    def changed_on_disk(self, name: str, *, readable: bool = True) -> str:
        """Somebody else wrote the file."""
        _ = self._ui.text
        if readable:
            sentence = _(
                "The file on disk is newer than what you opened. Overwriting it keeps what is in it now in the history; loading it "
                "shows that here, and Undo brings yours back."
            )
        else:
            sentence = _(
                "What is in the file now cannot be read. Perhaps another program is still writing it: look again in a moment. "
                "Overwriting replaces it with what you have here."
            )
        return Question(
            self._ui,
            self._parent,
            _("“{name}” has been changed by somebody else").format(name=name),
            sentence,
            (
                Answer("overwrite", _("Overwrite"), "danger"),
                *((Answer("reload", _("Load theirs")), Answer("compare", _("Compare …"))) if readable else ()),
                Answer("cancel", _("Cancel")),
                Answer("elsewhere", _("Save elsewhere …"), "primary"),
            ),
            icon="triangle-alert",
        ).ask()

    def holds_unread(self, name: str) -> str:
        """The file holds what this program cannot read."""
        _ = self._ui.text
        return Question(
            self._ui,
            self._parent,
            _("“{name}” holds what this program cannot read").format(name=name),
            _(
                "A newer program has written it, or it is damaged. Save what is here under another name; or replace what is there: it is "
                "kept in the history, from where it can be saved as a file of its own."
            ),
            (
                Answer("replace", _("Replace it"), "danger"),
                Answer("cancel", _("Cancel")),
                Answer("elsewhere", _("Save as …"), "primary"),
            ),
            icon="triangle-alert",
        ).ask()

    def not_kept(self, name: str, reason: Message) -> str:
        """What would be replaced is in no history."""
        _, say = self._ui.text, self._ui.say
        sentence = _("The history cannot take it now, so that replacing it would lose it for good. Save what is here under another name.")
        return Question(
            self._ui,
            self._parent,
            _("What is in “{name}” now cannot be kept").format(name=name),
            f"{sentence} {say(reason)}",
            (
                Answer("replace", _("Replace it"), "danger"),
                Answer("cancel", _("Cancel")),
                Answer("elsewhere", _("Save as …"), "primary"),
            ),
            icon="triangle-alert",
        ).ask()

    def locked(self, name: str, holder: Holder) -> str:
        """Somebody has the file open."""
        _, say = self._ui.text, self._ui.say
        life = holder.life()
        told = [say(holder.told()), *([say(life)] if life is not None else [])]
        # Who has it open already most likely wants to be there.
        show = (Answer("show", _("Show that window"), "primary"),) if holder.own else ()
        told.append(_("Opened read-only, it can be changed, but only saved under another name."))
        return Question(
            self._ui,
            self._parent,
            _("“{name}” is already open").format(name=name),
            " ".join(told),
            (
                Answer("cancel", _("Cancel")),
                Answer("over", _("Take over …"), "danger"),
                Answer("copy", _("Open a copy")),
                Answer("read", _("Open read-only"), "" if show else "primary"),
                *show,
            ),
            icon="lock",
        ).ask()

    def take_over(self, name: str, holder: Holder) -> bool:
        """Whether to take a file over."""
        _, ui = self._ui.text, self._ui
        if holder.own:
            told = _("The other window becomes read-only. What is not saved there stays there, and can be saved under another name.")
        elif holder.who:
            told = _(
                "{person} can go on, but no longer save under this name. What is not saved there stays there; talk to each other first, or "
                "there will be two different maps."
            ).format(person=holder.who)
        else:
            told = _("Whoever has it open can go on, but no longer save under this name. What is not saved there stays there.")
        answer = Question(
            ui,
            self._parent,
            _("Take over “{name}”?").format(name=name),
            told,
            (Answer("over", _("Take over"), "danger"), Answer("cancel", _("Cancel"), "primary")),
            icon="triangle-alert",
        ).ask()
        return answer == "over"

    def not_taken(self, name: str) -> None:
        """The file cannot be taken over."""
        _ = self._ui.text
        Question(
            self._ui,
            self._parent,
            _("“{name}” cannot be taken over").format(name=name),
            _("Its folder does not allow it. Open it read-only, or ask for it to be closed."),
            (Answer("cancel", _("Close"), "primary"),),
            icon="octagon-alert",
        ).ask()

    def no_answer(self, name: str) -> None:
        """The window that has the file open does not answer."""
        _ = self._ui.text
        Question(
            self._ui,
            self._parent,
            _("The window with “{name}” does not answer").format(name=name),
            _("It may be busy. Look for it on your desktop, or open the file read-only or as a copy."),
            (Answer("cancel", _("Close"), "primary"),),
            icon="octagon-alert",
        ).ask()

    def save_failed(self, reason: Message) -> str:
        """The file could not be written."""
        _ = self._ui.text
        return Question(
            self._ui,
            self._parent,
            _("Not saved"),
            self._ui.say(reason),
            (
                Answer("cancel", _("Cancel")),
                Answer("retry", _("Try again")),
                Answer("elsewhere", _("Save elsewhere …"), "primary"),
            ),
            icon="octagon-alert",
        ).ask()

    def open_failed(self, reason: Message) -> None:
        """The file could not be read."""
        self._told(self._ui.text("Not opened"), reason)

    def not_opened(self, name: str, reason: Message) -> None:
        """There is no journey to be had in a PDF."""
        self._told(self._ui.text("“{name}” is not opened").format(name=name), reason)

    def unsound(self, name: str, problems: Sequence[Problem]) -> None:
        """The file was read, but cannot be a journey."""
        _ = self._ui.text
        Question(
            self._ui,
            self._parent,
            _("“{name}” is not opened: there is a fault in it").format(name=name),
            _(
                "Another program or a hand has probably changed the file. It stays as it is. Open an older copy, or "
                "show this to somebody who can mend it:"
            ),
            (Answer("cancel", _("Close"), "primary"),),
            icon="octagon-alert",
            details=spoken(self._ui, problems),
        ).ask()

    def damaged(self, name: str, cards: int, problems: Sequence[Problem]) -> bool:
        """A file is damaged, but something of it can be read."""
        _ = self._ui.text
        told = self._ui.plural(
            "The file stays as it is. {n} touchpoint in it can be read, and opened as a new journey that is not saved yet. "
            "This was left out or put right:",
            "The file stays as it is. {n} touchpoints in it can be read, and opened as a new journey that is not saved yet. "
            "This was left out or put right:",
            cards,
        ).format(n=cards)
        answer = Question(
            self._ui,
            self._parent,
            _("“{name}” is damaged").format(name=name),
            told,
            (Answer("cancel", _("Close")), Answer("rest", _("Open what can be read"), "primary")),
            icon="triangle-alert",
            details=spoken(self._ui, problems),
        ).ask()
        return answer == "rest"

    def revert(self, name: str) -> bool:
        """Whether to drop what was changed since the last save."""
        _ = self._ui.text
        answer = Question(
            self._ui,
            self._parent,
            _("Go back to the saved “{name}”?").format(name=name),
            _("What you changed since then is taken out of the map. Undo brings it back."),
            (Answer("cancel", _("Cancel")), Answer("revert", _("Revert"), "primary")),
            icon="rotate-ccw",
        ).ask()
        return answer == "revert"

    def open_path(self, folder: str) -> Path | None:
        """A file to open."""
        _ = self._ui.text
        ours, every = _("Journeys and posters"), _("All files")
        kinds = f"{ours} (*.cjm *.pdf);;{self._foreign()};;{every} (*)"
        path = ask_file(self._ui, self._parent, _("Open a journey"), folder, kinds)
        return Path(path) if path else None

    def merge_path(self, folder: str, *, ground: bool = False) -> Path | None:
        """A colleague's copy, or what both copies went on from."""
        _ = self._ui.text
        ours, every = _("Journeys and posters"), _("All files")
        title = _("Choose the file that both copies went on from") if ground else _("Choose a colleague's copy")
        path = ask_file(self._ui, self._parent, title, folder, f"{ours} (*.cjm *.pdf);;{every} (*)")
        return Path(path) if path else None

    def photo_path(self, folder: str) -> Path | None:
        """A photo to show beside the map."""
        _ = self._ui.text
        photos = _("Photos")
        kinds = f"{photos} (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)"
        path = ask_file(self._ui, self._parent, _("Photo of the wall"), folder, kinds)
        return Path(path) if path else None

    def import_path(self, folder: str) -> Path | None:
        """A table, an outline or a diagram to import."""
        _ = self._ui.text
        path = ask_file(
            self._ui, self._parent, _("Import a table or an outline"), folder, self._foreign()
        )
        return Path(path) if path else None

    def _foreign(self) -> str:
        endings = " ".join(f"*{ending}" for ending in IMPORT_ENDINGS)
        name = self._ui.text("Tables and outlines")
        return f"{name} ({endings})"

    def import_rest(self, name: str, problems: Sequence[Problem]) -> bool:
        """A file has values that do not fit."""
        _ = self._ui.text
        return self._take_rest(
            _("“{name}” has values that do not fit").format(name=name),
            _(
                "Nothing has been taken over yet. Mend the file and import it again, or import it without these "
                "values: every card comes along."
            ),
            _("Import the rest"),
            problems,
        )

    def import_scale(self, name: str, problems: Sequence[Problem], scales: Sequence[Scale]) -> str:
        """A file has grades off the scale."""
        ui, _ = self._ui, self._ui.text
        named = [_("{worst} to {best}").format(worst=ui.number(one.lowest), best=ui.number(one.highest)) for one in scales]
        return Question(
            ui,
            self._parent,
            _("Which scale are the grades in “{name}” on?").format(name=name),
            _("Some do not lie between 1 and 10. Nothing has been taken over yet. The scale becomes that of the journey."),
            (
                *(Answer(str(at), text, "" if at else "primary") for at, text in enumerate(named)),
                Answer("rest", _("Import the rest")),
                Answer("cancel", _("Cancel")),
            ),
            icon="info",
            details=spoken(ui, problems),
        ).ask()

    def paste_rest(self, problems: Sequence[Problem]) -> bool:
        """A table on the clipboard has values that do not fit."""
        _ = self._ui.text
        return self._take_rest(
            _("The table has values that do not fit"),
            _(
                "Nothing has been pasted yet. Mend the table and copy it again, or paste it without these values: "
                "every card comes along."
            ),
            _("Paste the rest"),
            problems,
        )

    def _take_rest(self, headline: str, sentence: str, yes: str, problems: Sequence[Problem]) -> bool:
        answers = (Answer("cancel", self._ui.text("Mend it first")), Answer("rest", yes, "primary"))
        return (
            Question(
                self._ui,
                self._parent,
                headline,
                sentence,
                answers,
                icon="triangle-alert",
                details=spoken(self._ui, problems),
            ).ask()
            == "rest"
        )

    def left_out(self, name: str, problems: Sequence[Problem]) -> None:
        """The file was imported, but for something."""
        _ = self._ui.text
        Question(
            self._ui,
            self._parent,
            _("“{name}” is imported, but not all of it").format(name=name),
            _("This was left out or changed on the way:"),
            (Answer("cancel", _("Go on"), "primary"),),
            icon="info",
            details=spoken(self._ui, problems),
        ).ask()

    def not_imported(self, name: str, reason: Message) -> None:
        """The file cannot become a journey."""
        self._told(self._ui.text("“{name}” is not imported").format(name=name), reason)

    def not_pasted(self, reason: Message) -> None:
        """What is on the clipboard cannot be pasted."""
        self._told(self._ui.text("Not pasted"), reason)

    def _told(self, headline: str, reason: Message) -> None:
        Question(
            self._ui,
            self._parent,
            headline,
            self._ui.say(reason),
            (Answer("cancel", self._ui.text("Close"), "primary"),),
            icon="octagon-alert",
        ).ask()

    def save_path(self, suggested: Path) -> Path | None:
        """A file to save to."""
        _ = self._ui.text
        path, _kind = ask_new_file(
            self._ui, self._parent, _("Save the journey"), str(suggested), _("Journeys") + " (*.cjm)"
        )
        return Path(path) if path else None

    def replace(self, name: str, people: int = 0) -> bool:
        """Whether another file may be replaced."""
        return may_replace(self._ui, self._parent, name, people=people)


def spoken(ui: Ui, problems: Sequence[Problem]) -> str:
    """What is wrong in a file, one line for each place; a place that only the file knows comes last."""
    lines = []
    for problem in problems:
        said = ui.say(problem.message)
        if where := place_in_words(problem.place, ui.words.language, ui.say):
            said = f"{where}: {said}"
        elif problem.place:
            said = f"{said} ({problem.place})"
        lines.append(f"•  {said}")
    return "\n".join(lines)

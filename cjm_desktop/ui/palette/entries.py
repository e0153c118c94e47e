"""What the palette can find in a window: its actions, the records of its journey, its fields and the steps of the guide.

Contract. :class:`Entries` is asked anew each time the palette opens; what the records of an unchanged journey gave is kept. Texts are
those of menus and labels. What an entry does is in :attr:`Entries.does`, by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cjm_desktop.document import Journey, Message
from cjm_desktop.method import STEPS

from ..actions import ACTIONS, Row
from ..commands import Commands
from ..desk import Desk
from ..fields import CheckField, Field, TickField
from ..guide.page import SHEETS
from ..keytext import sequence
from ..panels.form import Column, Sheet
from ..shared import Ui
from ..window import MainWindow
from .places import GUIDE_BUTTONS, GUIDE_PLACES, RECORD_FIELDS
from .search import Entry, hay

#: Why an action cannot be done, by the fact that it waits for (see ``Commands.facts``).
_WHY: Mapping[str, Message] = MappingProxyType(
    {
        "document": Message("Open or begin a journey first"),
        "revertible": Message("Nothing has changed since it was saved"),
        "undo": Message("There is nothing to undo"),
        "redo": Message("There is nothing to do again"),
        "touchpoints": Message("Select a touchpoint first"),
        "record": Message("Select something first"),
        "removable": Message("Select something first"),
        "selection": Message("Select something first"),
        "cards": Message("There are no touchpoints yet"),
        "map": Message("Go back to the map first"),
    }
)
_WHY_ELSE = Message("Not possible now")
#: Kinds of records besides touchpoints: their list, what they are called, their icon.
_KINDS: tuple[tuple[str, str, Message, str], ...] = (
    ("phase", "phases", Message("Phase"), "flag"),
    ("opportunity", "opportunities", Message("Opportunity"), "lightbulb"),
    ("persona", "personas", Message("Persona"), "user-round"),
    ("party", "parties", Message("Responsible party"), "users"),
    ("channel", "channels", Message("Channel"), "message-circle"),
)
#: The parts of “what is on the map” by a place of the document that leads to each.
_MAP_PLACES = {"lanes": "poster.lanes", "blocks": "poster.header", "look": "poster.theme"}


#: Actions that do something to be seen in a presentation; the others belong to the editor's panels, which nobody sees there.
ON_THE_WALL = frozenset(
    {
        "save", "save_as", "export", "print", "pack", "undo", "redo", "cut", "copy", "paste", "duplicate", "delete", "edit_text",
        "present", "theme", "size", "motion", "language", "add_touchpoint", "capture", "votes", "add_phase", "add_opportunity",
        "kind", "grade", "phase", "channel", "party", "earlier", "later", "observed", "assumed", "decisive", "droppable", "help", "keys",
    }
)  # fmt: skip
#: Records that a presentation shows.
_STOPS = ("touchpoint", "phase", "opportunity")


class Wall(Protocol):
    """A presentation, as far as the palette needs it."""

    @property
    def room_ui(self) -> Ui:
        """Words and sizes as they are on the wall."""

    @property
    def room_sheet(self) -> str:
        """The style sheet that goes with them."""

    @property
    def own(self) -> Sequence[tuple[str, str, str]]:
        """What a presentation can do itself: a name to ask for it by, what it is called, its key."""

    def ask(self, name: str) -> None:
        """Do one of these."""

    def lead_to(self, kind: str, record: str) -> None:
        """Go to a touchpoint, a phase or an opportunity."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How the window leads somewhere."""

    step: Callable[[int], object]
    #: To a place of the document at a step of the guide.
    guide: Callable[[int, str], object]
    #: To a step of the guide, and what its button does.
    press: Callable[[int, str], object]
    field: Callable[[Sheet, Field], object]
    record: Callable[[str, str], object]
    #: Starts the timer of the exercise, pauses it or lets it go on.
    timer: Callable[[], object]
    #: Puts the timer away.
    no_timer: Callable[[], object]


class Entries:
    """Gathers what can be found now."""

    def __init__(
        self, desk: Desk, window: MainWindow, commands: Commands, panel: Sheet, form: Callable[[], Sheet | None], ways: Ways
    ) -> None:
        """``panel`` is the journey's, ``form`` gives the form of what is selected."""
        self._desk, self._window, self._commands = desk, window, commands
        self._panel, self._form, self._ways = panel, form, ways
        self._kept: tuple[Journey | None, list[Entry]] = (None, [])
        self._menus: list[QMenu] = []
        #: What each entry does.
        self.does: dict[str, Callable[[], object]] = {}
        #: The presentation that the palette is opened over: then there is only what works there.
        self.wall: Wall | None = None
        #: Entries that open a list of their own.
        self.lists: frozenset[str] = frozenset()

    def gather(self) -> list[Entry]:
        """Everything that can be found now, in the order of menus and map."""
        # Those of a palette that was left without taking anything.
        self.forget_menus()
        self.does = {}
        made = self._actions()
        if self.wall is not None:
            return self._own(self.wall) + made + [entry for entry in self._records() if entry.key.partition(":")[0] in _STOPS]
        if self._commands.facts()["document"]:
            made += self._timer()
            made += self._records()
            made += self._fields(self._panel, self._desk.ui.text("Journey"), "journey")
            form = self._form()
            if form is not None:
                made += self._fields(form, self._desk.ui.text("Inspector"), "inspector")
            made += self._elsewhere()
            made += self._guide()
        return made

    def _own(self, wall: Wall) -> list[Entry]:
        """What the presentation does itself."""
        where = self._desk.ui.text("Presentation")
        made = []
        for name, title, chord in wall.own:
            key = f"present:{name}"
            made.append(Entry(key, title, hay(title, where), where, "presentation", chord))
            self.does[key] = partial(wall.ask, name)
        return made

    def _timer(self) -> list[Entry]:
        """The timer of an exercise, which runs without a presentation too."""
        ui = self._desk.ui
        made = []
        for name, text, does in (
            ("start", ui.text("Timer: start or pause"), self._ways.timer),
            ("drop", ui.text("Put the timer away"), self._ways.no_timer),
        ):
            made.append(Entry(f"timer:{name}", text, hay(text), "", "timer"))
            self.does[f"timer:{name}"] = does
        return made

    def forget_menus(self) -> None:
        """The palette is closed: the lists that were made for it go."""
        for menu in self._menus:
            menu.deleteLater()
        self._menus = []

    # ------------------------------------------------------------------ actions

    def _actions(self) -> list[Entry]:
        ui, facts = self._desk.ui, self._commands.facts()
        made, lists = [], set()
        for row in ACTIONS.values():
            if row.id == "palette" or (self.wall is not None and row.id not in ON_THE_WALL):
                continue
            action = self._window.actions_[row.id]
            key, title = f"action:{row.id}", _plain(ui.text(row.text))
            why = ""
            if row.when and not facts[row.when]:
                why = ui.say(_WHY[row.when])
            elif not action.isEnabled():
                why = ui.say(_WHY_ELSE)
            # The tip knows other words for the same; undo and redo say what they would take back.
            also = (ui.text(row.tip) if row.tip else "", _plain(action.text().partition("\t")[0]))
            made.append(Entry(key, title, hay(title, *also), self._window.actions_.menu_of(row.id), row.icon, _chord(action, row), why))
            self.does[key] = action.trigger
            if row.menu:
                lists.add(key)
                if not why:
                    made += self._menu(row, key, title)
        self.lists = frozenset(lists)
        return made

    def _menu(self, row: Row, within: str, title: str) -> list[Entry]:
        menu = QMenu(self._window)
        self._menus.append(menu)
        getattr(self._commands, f"fill_{row.id}")(menu)
        made = []
        for action in menu.actions():
            if action.isSeparator() or not action.isEnabled():
                continue
            text = _plain(action.text())
            key = f"{within}:{text}"
            icon = "check" if action.isChecked() else row.icon
            made.append(Entry(key, text, hay(text, title), title, icon, within=within))
            self.does[key] = action.trigger
        return made

    # ------------------------------------------------------------------ the journey

    def _records(self) -> list[Entry]:
        journey = self._desk.journey
        if self._kept[0] is not journey:
            self._kept = (journey, self._read(journey))
        for entry in self._kept[1]:
            kind, _colon, ident = entry.key.partition(":")
            self.does[entry.key] = partial(self._ways.record if self.wall is None else self.wall.lead_to, kind, ident)
        return self._kept[1]

    def _read(self, journey: Journey) -> list[Entry]:
        ui = self._desk.ui
        nameless = ui.text("Unnamed")
        phases = {p.id: p.name for p in journey.phases}
        called = ui.text("Touchpoint")
        made = []
        for number, card in enumerate(journey.touchpoints, 1):
            title = card.title or card.text.partition("\n")[0] or nameless
            phase = phases.get(card.phase or "", "")
            detail = " · ".join(part for part in (f"{called} {number}", phase) if part)
            made.append(Entry(f"touchpoint:{card.id}", title, hay(title, detail), detail, "circle-dot"))
        for kind, list_name, name, icon in _KINDS:
            word = ui.say(name)
            for record in getattr(journey, list_name):
                title = (record.title if kind == "opportunity" else record.name) or nameless
                role = getattr(record, "role", "") if kind == "persona" else ""
                detail = " · ".join(part for part in (word, role) if part)
                made.append(Entry(f"{kind}:{record.id}", title, hay(title, detail), detail, icon))
        return made

    # ------------------------------------------------------------------ fields

    def _fields(self, sheet: Sheet, where: str, prefix: str) -> list[Entry]:
        """The fields and sections of a panel, by their labels."""
        made = []
        for name, section in ("", None), *sheet.sections.items():
            if section is not None and section.isHidden():
                continue
            title = section.header.text() if section is not None else ""
            detail = " · ".join(part for part in (where, title) if part)
            part = name.partition(".")[2]
            if section is not None and prefix == "journey":
                place = _MAP_PLACES.get(part.partition(".")[2], "") if part.startswith("map.") else part
                made.append(self._place(f"place:{part}", title, where, place))
            column = section.body if section is not None else sheet.top
            for field in column.fields:
                label = called(column, field)
                if not label or field.isHidden():
                    continue
                key = f"{prefix}:{field.link.key}"
                made.append(Entry(key, label, hay(label, detail), detail, "pencil"))
                self.does[key] = partial(self._ways.field, sheet, field)
        return made

    def _guide(self) -> list[Entry]:
        ui = self._desk.ui
        made = []
        names = []
        for at, step in enumerate(STEPS):
            title, where = ui.say(step.name), ui.text("Step {step}").format(step=step.number)
            names.append(f"{where} · {title}")
            key = f"step:{step.id}"
            made.append(Entry(key, title, hay(title, where, ui.say(step.question)), where, "layout-list"))
            self.does[key] = partial(self._ways.step, at)
        for at, place, label in GUIDE_PLACES:
            title, key = ui.say(label), f"place:{place}"
            # Two of a place: the journey's panel has it too, or a choice is known by each of its words.
            key = f"{key}:{label}" if key in self.does else key
            self.does[key] = partial(self._ways.guide, at, place)
            made.append(Entry(key, title, hay(title, names[at]), names[at], "pencil"))
        sheets = [(at, SHEETS[step.sheet], "printer") for at, step in enumerate(STEPS) if step.sheet]
        for at, label, icon in (*GUIDE_BUTTONS, *sheets):
            title, key = ui.say(label), f"press:{label}"
            self.does[key] = partial(self._ways.press, at, title)
            made.append(Entry(key, _plain(title), hay(title, names[at]), names[at], icon))
        return made

    def _elsewhere(self) -> list[Entry]:
        """The fields of records of which none is selected: they lead to the first one. A persona has all of its in the guide."""
        ui, journey = self._desk.ui, self._desk.journey
        here, _ident = self._desk.selection.record
        made = []
        for kind, list_name, word, _icon in (("touchpoint", "touchpoints", Message("Touchpoint"), ""), *_KINDS):
            records = getattr(journey, list_name)
            if kind == here or not records or list_name not in RECORD_FIELDS:
                continue
            first = records[0]
            name = getattr(first, "title", "") or getattr(first, "name", "") or ui.text("Unnamed")
            detail = " · ".join((ui.text("Inspector"), ui.say(word), name))
            for part, label in RECORD_FIELDS[list_name]:
                title, key = ui.say(label), f"inspector:{list_name}.{part}"
                self.does[key] = partial(self._desk.sought.emit, first.id, f"{list_name}[0].{part}")
                made.append(Entry(key, title, hay(title, detail), detail, "pencil"))
        return made

    def _place(self, key: str, title: str, where: str, place: str) -> Entry:
        self.does[key] = lambda: self._desk.sought.emit("", place)
        return Entry(key, title, hay(title, where), where, "pencil")


def called(column: Column, field: Field) -> str:
    """What a field of a form is found by: its label, or the words beside its box."""
    if isinstance(field, CheckField):
        return field.switch.text()
    if isinstance(field, TickField):
        return field.tick.text()
    caption = column.captions.get(field)
    return caption.text() if caption is not None else ""


def _plain(text: str) -> str:
    """The text of a menu as a name: without the sign of its letter and the dots that promise a question."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip(" …")


def _chord(action: QAction, row: Row) -> str:
    keys = action.shortcut() if not action.shortcut().isEmpty() else sequence(row.shown)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)

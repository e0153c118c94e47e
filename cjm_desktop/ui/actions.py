"""Everything the window can be told to do: one table of actions, and the menus and the toolbar as tables of
their ids.

Contract. A row of :data:`ACTIONS` is all there is to know of an action; it is carried out by the method
``do_<id>`` of :class:`~cjm_desktop.ui.commands.Commands`, which a test proves for every row. ``when`` names
a fact of :meth:`Commands.facts` that must hold for the action to be enabled. ``keys`` work in the whole
window; ``shown`` is a key that only the map understands (it would disturb typing elsewhere) and is merely
shown in the menu.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar
from shiboken6 import isValid

from .keytext import sequence
from .shared import Ui


def _(english: str) -> str:
    """Marks a text of the tables for translation; it is looked up when the menus are made."""
    return english


@dataclass(frozen=True, slots=True)
class Row:
    """One action. ``menu`` marks a row whose submenu is filled by ``Commands.fill_<id>`` when it opens."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    shown: str = ""
    icon: str = ""
    when: str = ""
    checkable: bool = False
    menu: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A submenu of entries of one subject, so that a menu does not grow beyond a laptop's screen."""

    text: str
    icon: str
    ids: tuple[str, ...]


_ROWS = (
    # File
    Row("new", _("&New"), ("Ctrl+N",), icon="file-plus", tip=_("Start an empty journey")),
    Row("open", _("&Open …"), ("Ctrl+O",), icon="folder-open", tip=_("Open a journey")),
    Row(
        "import",
        _("&Import …"),
        icon="file-text",
        tip=_("Make a journey from a table, an outline or a diagram"),
    ),
    Row("recent", _("Open &recent"), menu=True, icon="history"),
    Row(
        "recover",
        _("Recover &unsaved work …"),
        icon="history",
        tip=_("Bring back what was not saved when the program ended"),
    ),
    Row("save", _("&Save"), ("Ctrl+S",), icon="save", when="document"),
    Row("save_as", _("Save &as …"), ("Ctrl+Shift+S",), when="document"),
    Row("revert", _("Re&vert to saved"), icon="rotate-ccw", when="revertible"),
    Row(
        "history",
        _("&History …"),
        icon="history",
        when="document",
        tip=_("Look at earlier versions of this journey, compare and restore them"),
    ),
    Row(
        "merge",
        _("&Merge a colleague's copy …"),
        icon="users",
        when="document",
        tip=_("Put what somebody did to a copy of this journey and what you did together"),
    ),
    Row(
        "survey",
        _("Import answers o&f a survey …"),
        icon="import",
        when="document",
        tip=_("Make a measured round of the answers in a table"),
    ),
    Row(
        "export",
        _("&Export poster …"),
        ("Ctrl+E",),
        icon="printer",
        when="document",
        tip=_("Print or export the poster"),
    ),
    Row(
        "print",
        _("&Print …"),
        ("Ctrl+P",),
        icon="printer",
        when="document",
        tip=_("Print on a printer of this computer"),
    ),
    Row(
        "pack",
        _("&Workshop pack …"),
        icon="package",
        when="document",
        tip=_("Everything a workshop needs on paper, in one go"),
    ),
    Row(
        "export_as",
        _("Export as &table or outline …"),
        icon="file-text",
        when="document",
        tip=_("For other programs: CSV, Excel, Markdown, Mermaid or OpenJourney"),
    ),
    Row(
        "hand_over",
        _("Han&d over actions …"),
        icon="list",
        when="document",
        tip=_("The opportunities as a list for Jira, GitLab, Trello, Planner, a service desk or a spreadsheet"),
    ),
    Row("settings", _("Settin&gs …"), ("Ctrl+,",), icon="table-properties", tip=_("What you may want otherwise")),
    Row("quit", _("&Quit"), ("Ctrl+Q",)),
    # Edit
    Row("undo", _("&Undo"), ("Ctrl+Z",), icon="undo-2", when="undo"),
    Row("redo", _("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo-2", when="redo"),
    Row("cut", _("Cu&t"), shown="Ctrl+X", icon="scissors", when="touchpoints"),
    Row("copy", _("&Copy"), shown="Ctrl+C", icon="copy", when="touchpoints"),
    Row(
        "copy_picture",
        _("Copy as p&icture"),
        ("Ctrl+Shift+C",),
        icon="image",
        when="document",
        tip=_("Copy the poster, what is in view or the selected touchpoints as a picture"),
    ),
    Row("paste", _("&Paste"), shown="Ctrl+V", icon="clipboard-paste", when="document"),
    Row("duplicate", _("&Duplicate"), ("Ctrl+D",), icon="copy", when="touchpoints"),
    Row("delete", _("D&elete"), shown="Del", icon="trash-2", when="removable"),
    Row("edit_text", _("Write on the card"), shown="F2", icon="pencil", when="record"),
    Row("select_all", _("Select &all touchpoints"), ("Ctrl+Shift+A",), when="cards"),
    Row("select_none", _("Select nothing"), shown="Esc", when="selection"),
    # View
    Row(
        "switch_view",
        _("Switch between timeline and poster"),
        ("F4", "Ctrl+T"),
        icon="presentation",
        when="document",
    ),
    Row("timeline", _("&Timeline"), icon="chart-spline", checkable=True, when="document"),
    Row("poster", _("&Poster"), icon="map", checkable=True, when="document"),
    Row(
        "opportunities",
        _("Opportunities"),
        ("F3",),
        icon="lightbulb",
        checkable=True,
        when="document",
        tip=_("Board, grid and table of what we change"),
    ),
    Row("zoom_in", _("Zoom &in"), ("Ctrl++", "Ctrl+="), icon="zoom-in", when="map"),
    Row("zoom_out", _("Zoom &out"), ("Ctrl+-",), icon="zoom-out", when="map"),
    Row("zoom_fit", _("Show &everything"), ("Ctrl+0",), icon="maximize", when="map"),
    Row(
        "zoom_height",
        _("Fill the &height"),
        ("Ctrl+2",),
        icon="move-vertical",
        when="map",
        tip=_("Near enough to read a long timeline"),
    ),
    Row("zoom_selection", _("Show the &selection"), ("Ctrl+9",), icon="square-dashed-mouse-pointer", when="selection"),
    Row("zoom_true", _("True si&ze"), ("Ctrl+1",), when="map"),
    Row(
        "guide",
        _("The te&n steps"),
        ("F8",),
        icon="layout-list",
        when="document",
        checkable=True,
        tip=_("Show or hide the guide through the ten steps"),
    ),
    Row(
        "next_step",
        _("Next step"),
        ("Ctrl+PgDown",),
        icon="arrow-right",
        when="document",
        tip=_("To the next of the ten steps, with the cursor in its first field"),
    ),
    Row(
        "previous_step",
        _("Previous step"),
        ("Ctrl+PgUp",),
        icon="arrow-left",
        when="document",
        tip=_("To the previous step, with the cursor in its first field"),
    ),
    Row(
        "journey_panel",
        _("&Journey panel"),
        ("F9",),
        icon="panel-left",
        when="document",
        checkable=True,
        tip=_("Show or hide the journey panel"),
    ),
    Row(
        "inspector",
        _("Inspe&ctor"),
        ("F10",),
        icon="panel-right",
        when="document",
        checkable=True,
        tip=_("Show or hide the inspector"),
    ),
    Row(
        "outline",
        _("O&utline"),
        ("Ctrl+Shift+L",),
        icon="list",
        when="document",
        checkable=True,
        tip=_("The whole map as text beside it, to read and to type"),
    ),
    Row("next_area", _("To the next &area: map, panels"), ("F6",), when="document"),
    Row("previous_area", _("To the pre&vious area"), ("Shift+F6",), when="document"),
    Row(
        "present",
        _("P&resent"),
        ("F5",),
        icon="presentation",
        when="document",
        checkable=True,
        tip=_("Show the map on the projector, with a tour from card to card"),
    ),
    Row("full_screen", _("&Full screen"), ("F11",), icon="expand", checkable=True),
    Row("theme", _("Li&ght or dark"), menu=True, icon="sun"),
    Row("size", _("Size of te&xt and buttons"), menu=True, icon="type"),
    Row(
        "motion",
        _("&Motion on the screen"),
        menu=True,
        icon="move",
        tip=_("Whether the map glides and signs pulse, or everything is there at once"),
    ),
    Row("language", _("&Language of the program"), menu=True, icon="languages"),
    # Insert
    Row(
        "add_touchpoint",
        _("&Touchpoint"),
        ("Ctrl+Return",),
        shown="Enter",
        icon="plus",
        when="document",
        tip=_("Add a touchpoint after the selected one"),
    ),
    Row(
        "capture",
        _("&Quick entry"),
        ("Ctrl+L",),
        icon="zap",
        when="document",
        checkable=True,
        tip=_("Type what the group says, one line for each card"),
    ),
    Row(
        "parking",
        _("Parking &lot"),
        ("F7",),
        icon="layers",
        when="document",
        checkable=True,
        tip=_("Thoughts that do not belong on the map now"),
    ),
    Row(
        "votes",
        _("&Votes"),
        ("Ctrl+Shift+D",),
        icon="circle-dot",
        when="document",
        checkable=True,
        tip=_("Let the group vote with dots on cards and opportunities"),
    ),
    Row(
        "wall_photo",
        _("Photo of the &wall"),
        icon="image",
        when="document",
        checkable=True,
        tip=_("A photo of the wall beside the map, to type it in"),
    ),
    Row("add_phase", _("&Phase"), ("Ctrl+Shift+P",), icon="flag", when="document"),
    Row("add_opportunity", _("&Opportunity"), ("Ctrl+Shift+O",), icon="lightbulb", when="document"),
    Row("add_persona", _("Pe&rsona"), icon="user-round", when="document"),
    Row("add_channel", _("&Channel"), icon="message-circle", when="document"),
    Row("add_party", _("Responsible p&arty"), icon="users", when="document"),
    # Touchpoint
    Row("kind", _("&Kind"), menu=True, icon="layers", when="touchpoints"),
    Row("grade", _("&Grade"), menu=True, icon="smile", when="touchpoints"),
    Row("phase", _("&Phase"), menu=True, icon="flag", when="touchpoints"),
    Row("channel", _("&Channel"), menu=True, icon="message-circle", when="touchpoints"),
    Row("party", _("&Responsible"), menu=True, icon="users", when="touchpoints"),
    Row("earlier", _("Move &earlier"), shown="Alt+Left", icon="arrow-left", when="touchpoints"),
    Row("later", _("Move &later"), shown="Alt+Right", icon="arrow-right", when="touchpoints"),
    Row("observed", _("&Observed"), icon="eye", checkable=True, when="touchpoints"),
    Row("assumed", _("&Assumed"), icon="circle-help", checkable=True, when="touchpoints"),
    Row("decisive", _("&Decisive moment"), icon="star", checkable=True, when="touchpoints"),
    Row("droppable", _("Co&uld be dropped"), icon="scissors", checkable=True, when="touchpoints"),
    # Help
    Row(
        "palette",
        _("&Find anything …"),
        ("Ctrl+K",),
        icon="search",
        tip=_("Find every command, card and field by its name"),
    ),
    Row("start", _("Start pa&ge and templates"), icon="house"),
    Row(
        "help",
        _("CJM Desktop &Help"),
        ("F1",),
        icon="book-open",
        tip=_("Pages to read about the program, at the one that fits what you are doing"),
    ),
    Row("walk", _("Sho&w me around"), icon="footprints", tip=_("See the program in three minutes, on an example")),
    Row("keys", _("&Keys"), shown="?", icon="table-properties"),
    Row(
        "explain",
        _("What &is this?"),
        ("Shift+F1",),
        icon="circle-help",
        tip=_("What the field is for that has the cursor, or the one you click"),
    ),
    Row("about", _("&About CJM Desktop"), icon="info"),
)
#: Every action by its id.
ACTIONS: Mapping[str, Row] = MappingProxyType({row.id: row for row in _ROWS})

#: What brings the map closer.
ZOOM = Group(_("&Zoom"), "zoom-in", ("zoom_in", "zoom_out", "zoom_fit", "zoom_height", "zoom_selection", "zoom_true"))

#: The menus: title, then ids and submenus; "-" is a rule.
MENUS: tuple[tuple[str, tuple[str | Group, ...]], ...] = (
    (
        _("&File"),
        (
            "new", "start", "-", "open", "recent", "recover", "import", "survey", "-", "save", "save_as", "revert", "history", "merge", "-",
            "export", "print", "pack", "export_as", "hand_over", "-", "quit",
        ),
    ),
    (
        _("&Edit"),
        (
            "undo", "redo", "-", "cut", "copy", "copy_picture", "paste", "duplicate", "delete", "-", "edit_text", "-", "select_all",
            "select_none", "-", "settings",
        ),
    ),
    (
        _("&View"),
        (
            "switch_view", "timeline", "poster", "opportunities", "-", ZOOM,
            Group(_("&Go to"), "arrow-right", ("next_step", "previous_step", "-", "next_area", "previous_area")), "-",
            "guide", "journey_panel", "inspector", "outline", "-", "present", "full_screen", "-",
            Group(_("&Appearance"), "sun", ("theme", "size", "motion")), "language",
        ),
    ),
    (
        _("&Insert"),
        (
            "add_touchpoint", "capture", "parking", "votes", "wall_photo", "-", "add_phase", "add_opportunity", "-", "add_persona",
            "add_channel", "add_party",
        ),
    ),
    (
        _("&Touchpoint"),
        (
            "kind", "grade", "-", "phase", "channel", "party", "-", "earlier", "later", "-", "observed", "assumed",
            "-", "decisive", "droppable",
        ),
    ),
    (_("&Help"), ("help", "walk", "explain", "keys", "palette", "-", "about")),
)  # fmt: skip


class Actions:
    """The ``QAction``s of a window, made from the table. ``keys`` gives those of an action, by its id."""

    def __init__(
        self, ui: Ui, parent: QObject, run: Callable[[str], None], keys: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._ui, self._keys = ui, keys
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        #: Rows of menus that only show a key.
        self._showing: set[str] = set()
        for row in _ROWS:
            action = QAction(parent)
            action.setText(ui.text(row.text))
            if row.icon:
                action.setIcon(ui.icons.icon(row.icon, on="accent" if row.checkable else ""))
            action.setCheckable(row.checkable)
            if row.id == "quit":
                action.setMenuRole(QAction.MenuRole.QuitRole)
            elif row.id == "settings":
                action.setMenuRole(QAction.MenuRole.PreferencesRole)
            elif row.id == "about":
                action.setMenuRole(QAction.MenuRole.AboutRole)
            action.triggered.connect(lambda checked=False, ident=row.id: run(ident))
            self._made[row.id] = action
        self.put_keys()

    def put_keys(self) -> None:
        """Give every action its keys as they are now, named in the language that Qt speaks now; nothing when the window is gone."""
        if not all(map(isValid, self._made.values())):
            return
        for row in _ROWS:
            action, keys = self._made[row.id], self._keys(row.id)
            action.setShortcuts([sequence(key) for key in keys])
            plain = self._ui.text(row.tip or row.text).replace("&", "").rstrip(" …")
            told = self._keys("switch_view") if row.id in ("timeline", "poster") and not keys else keys
            shown = _native(told[0] if told else row.shown)
            action.setToolTip(f"{plain} ({shown})" if shown else plain)
            if row.id in self._showing:
                action.setText(f"{action.text().partition(chr(9))[0]}\t{_native(row.shown)}")
        self._name_menus()

    def _name_menus(self) -> None:
        """A menu whose letter somebody has made a key, in another language perhaps, does without: Qt would do neither of the two."""
        given = {sequence(key).toString() for ident in self._made for key in self._keys(ident)}
        self._menus = {title: menu for title, menu in self._menus.items() if isValid(menu)}
        for title, menu in self._menus.items():
            text = self._ui.text(title)
            menu.setTitle(text.replace("&", "") if menu_key(text) in given else text)

    def __getitem__(self, ident: str) -> QAction:
        return self._made[ident]

    def menu_of(self, ident: str) -> str:
        """The title of the menu that an action is in; empty when it is in none."""
        return next((self._ui.text(title).replace("&", "") for title, entries in MENUS if ident in menu_ids(entries)), "")

    def name(self, ident: str, text: str) -> None:
        """Give an action another text (“Undo: Move touchpoint”), the key that is only shown included."""
        self._made[ident].setText(text)

    def fill(self, bar: QMenuBar, fill: Callable[[str, QMenu], None]) -> None:
        """Put the menus into a menu bar; ``fill(id, menu)`` fills a submenu each time it opens."""
        for title, entries in MENUS:
            # Made here and not by the bar: only then does Python know for sure whether it is still there.
            menu = self._menus[title] = QMenu(self._ui.text(title), bar)
            bar.addMenu(menu)
            self._put(menu, entries, fill)
        self.put_keys()

    def _put(self, menu: QMenu, entries: Sequence[str | Group], fill: Callable[[str, QMenu], None]) -> None:
        for entry in entries:
            if isinstance(entry, Group):
                inner = QMenu(self._ui.text(entry.text), menu)
                inner.setIcon(self._ui.icons.icon(entry.icon))
                menu.addMenu(inner)
                self._put(inner, entry.ids, fill)
                continue
            if entry == "-":
                menu.addSeparator()
                continue
            row, action = ACTIONS[entry], self._made[entry]
            if row.menu:
                submenu = QMenu(menu)
                submenu.aboutToShow.connect(lambda ident=entry, submenu=submenu: fill(ident, submenu))
                action.setMenu(submenu)
            if row.shown and not row.keys:
                self._showing.add(entry)
            menu.addAction(action)

    def enable(self, facts: Mapping[str, bool]) -> None:
        """Enable what makes sense now."""
        for row in _ROWS:
            if row.when:
                self._made[row.id].setEnabled(facts[row.when])


def menu_ids(entries: Sequence[str | Group]) -> tuple[str, ...]:
    """The ids of a menu's entries in their order, those of its submenus among them, without rules."""
    given: list[str] = []
    for entry in entries:
        given += menu_ids(entry.ids) if isinstance(entry, Group) else () if entry == "-" else (entry,)
    return tuple(given)


def menu_key(title: str) -> str:
    """The key that opens a menu with this title (``&File``), as ``QKeySequence`` writes it; empty when no letter is marked."""
    letter = title.partition("&")[2][:1]
    return sequence(f"Alt+{letter.upper()}").toString() if letter.strip() else ""


def menu_keys(ui: Ui) -> dict[str, str]:
    """The keys that open the menus in the language of a window, with the titles of the menus."""
    titles = [ui.text(title) for title, _entries in MENUS]
    return {menu_key(title): title.replace("&", "") for title in titles if menu_key(title)}


def _native(key: str) -> str:
    return sequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""

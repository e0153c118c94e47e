"""The workspace: document, panels, map and commands put into the window's shell and wired to each other.

Contract. Made after the shell was painted. It is the :class:`~cjm_desktop.ui.commands.Host` of the
commands; the window only asks it to run actions and whether it may close. While a gesture runs the panels
follow at leisure, so that the hand is never slowed down by a form.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cjm_desktop.document import Message
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.press import TableOrder
from cjm_desktop.storage import Stamp

from .afterwards import Afterwards
from .areas import Areas
from .canvas.view import MapCanvas
from .capture.room import Capture
from .commands import Commands
from .context_menu import open_context_menu
from .desk import Desk
from .dialogs.asker import Asker, Asks
from .dialogs.export import ExportDialog
from .files import Files, told_path
from .guide.panel import GuidePanel
from .helping import Helping
from .keeper import Keeper
from .leading import Leading
from .looking_back import LookingBack
from .mapdesk import MapDesk
from .merging import Merging
from .names import apart
from .on_file import OnFile
from .opportunities.room import Room
from .outgoing import Outgoing
from .outline.room import Outline
from .palette.leading import Finding
from .panels.inspector import Inspector
from .panels.journey import JourneyPanel
from .present.presenter import SHARED, Presenter
from .present.timer_sign import TimerSign
from .pressroom import PressRoom
from .printing import Printing
from .recovering import Recovering
from .reviewing import Reviewing
from .session import Change
from .shared import Ui
from .side import Side
from .statusline import StatusLine
from .surveys import Surveys
from .tuning import Tuning
from .unkept import Unkept
from .versions import Versions
from .walking import Walking
from .welcome import Welcome
from .window import MainWindow

#: How long panels wait while a gesture runs, and after a single edit: the map is painted first.
_LEISURE_MS = 90
_AFTER_FRAME_MS = 20


class Workspace(QObject):
    """Everything inside one window."""

    def __init__(self, window: MainWindow, map_desk: MapDesk | None = None, asks: Asks | None = None) -> None:
        super().__init__(window)
        self._map_desk = map_desk if map_desk is not None else MapDesk(window.ui)
        self._map_desk.setParent(self)
        session = self._map_desk.session
        self.window_ = window
        self.ui: Ui = window.ui
        self.session = session
        self.selection = self._map_desk.selection
        self.desk = Desk(self.ui, session, self.selection)
        self.files = Files(self.desk, asks if asks is not None else Asker(self.ui, lambda: self.presenter.front))
        self.commands = Commands(self.desk, self.files, self)
        self.keeper = Keeper(self.desk, self)
        self.versions = Versions(self.desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        self.canvas_ = self._map_desk.canvas
        self.outgoing = Outgoing(window, self.desk, self.canvas_, lambda: self.map_shown)
        self.status = StatusLine(window, session, self.selection, self.printing, lambda: self.map_shown)
        self.inspector = Inspector(self.desk, window.right)
        self.welcome = Welcome(self.ui)
        _ = self.ui.text
        self.side = Side(
            self.ui,
            {"guide": (_("Steps"), "layout-list"), "journey": (_("Journey"), "route")},
            {"guide": self._make_guide, "journey": self._make_journey_panel},
            window.left,
        )
        window.furnish(self.side, self.inspector)
        self.middle = self._map_desk.middle
        if window.middle.indexOf(self.middle) < 0:
            window.put_in_middle(self.middle)
        window.put_in_middle(self.welcome)
        self.capture = Capture(self.desk, self.canvas_, self.middle, self.files.asks, window.statusBar())
        self.outline = Outline(self.desk, self.canvas_, self.middle)
        self.opportunities = Room(self.desk, self._map_desk)
        self.recovering = Recovering(self.desk, self.files, self.keeper, lambda: self.presenter.front, self._type_line)
        self.on_file = OnFile(self.desk, self.files, self.middle, lambda: self.presenter.front)
        self.presenter: Presenter = Presenter(self.desk, self._map_desk, window, [window.actions_[i] for i in SHARED])
        self.helping = Helping(self.ui, window.keymap, self.presenter, window)
        self.looking_back = LookingBack(self.files, self.versions, self.printing.worker, lambda: self.presenter.front, self.recover)
        self.merging = Merging(self.desk, self.files, self.versions, self.printing.worker, lambda: self.presenter.front)
        self.reviewing = Reviewing(self.desk, self.middle)
        self.unkept = Unkept(self.desk, self.files, self.keeper, self.middle)
        self.surveys = Surveys(self.desk, self.files, self.printing.worker, lambda: self.presenter.front)
        self.desk.survey_wanted.connect(self.open_survey)
        self.on_file.merge_wanted.connect(self._merge_theirs)
        self.outgoing.over = lambda: self.presenter.front
        self.status.elsewhere = lambda: self.opportunities.hint
        window.statusBar().insertPermanentWidget(1, TimerSign(self.ui, self.presenter.countdown))
        self.afterwards = Afterwards(self.desk, window, self.status, self.presenter)
        self.areas = Areas(self, self.canvas_, window.left, window.right)
        self.areas.land(window.left, self.side.landing)
        self.finding = Finding(self)
        self.leading = Leading(self, self._map_desk)
        self.walking = Walking(self)
        self.tuning = Tuning(self, self.window_)
        self._wire()

    def _make_guide(self, room: QWidget) -> QWidget:
        self.guide = GuidePanel(self.desk, self.open_export, room)
        return self.guide

    def _make_journey_panel(self, room: QWidget) -> QWidget:
        self.journey_panel = JourneyPanel(self.desk, room)
        return self.journey_panel

    def _wire(self) -> None:
        window, session, canvas = self.window_, self.session, self.canvas_
        window.run = lambda ident: self.presenter.lend(lambda: self.commands.run(ident))
        window.fill_menu = lambda ident, menu: getattr(self.commands, f"fill_{ident}")(menu)
        window.may_close = self._may_close
        window.dropped.connect(self._take_file)
        window.came_back.connect(self.on_file.watch.look)
        session.changed.connect(self._changed)
        session.opened.connect(self._opened)
        session.history_changed.connect(self._name_history)
        window.keymap.changed.connect(self._name_history)
        canvas.given_away = window.keymap.given_away
        session.path_changed.connect(self._title)
        session.dirty_changed.connect(self._title)
        self.on_file.guard.changed.connect(self._title)
        for made in (self.on_file.made, self.reviewing.made, self.unkept.made, self.capture.made, self.outline.made):
            made.connect(self.areas.add)
        self.selection.changed.connect(self._enable)
        self.selection.changed.connect(self.status.say_hint)
        self.desk.refused.connect(self.status.tell)
        self.desk.told.connect(self._told)
        self.versions.failed.connect(self._no_version)
        self.desk.sought.connect(self.leading.lead_to)
        self.desk.born.connect(self._name_record)
        self.desk.card_born.connect(canvas.write_new)
        self.desk.settled.connect(canvas.setFocus)
        self.side.turned.connect(self._enable)
        self.presenter.changed.connect(self._enable)
        self.presenter.changed.connect(lambda: self.inspector.keep_pace(self.presenter.showing is not None, self.presenter.covers))
        self.capture.turned.connect(self._enable)
        self.outline.turned.connect(self._enable)
        self.opportunities.turned.connect(self._other_view)
        self.opportunities.print_asked.connect(self.open_export)
        self.files.shown.connect(self.guide.take_up)
        self.files.shown.connect(self.show_map)
        self.middle.turned.connect(window.share_room)
        canvas.zoom_changed.connect(self.status.show_zoom)
        canvas.flow_changed.connect(lambda _flow: self._flow_changed())
        canvas.hint.connect(lambda text: self.say(text) if text else self.status.say_hint())
        canvas.field_asked.connect(self._show_field)
        canvas.paste_refused.connect(self._paste_refused)
        canvas.menu_asked.connect(self._context_menu)
        self.outgoing.picked.connect(self.leading.go_to)
        self.outgoing.closed.connect(self.status.rest)
        self.outgoing.said.connect(self.say)
        for button in (window.problem_button, window.reach_button, window.paper_button):
            button.clicked.connect(lambda _checked=False: self.open_export())
        self.welcome.begin.connect(self.files.new)
        self.welcome.picked.connect(self.files.open)
        self.welcome.walk.connect(self.walking.begin)
        self.welcome.browse.connect(lambda: self.files.open())
        self.welcome.back.connect(self.show_map)
        self.ui.look_changed.connect(self._new_look)
        hints = QApplication.styleHints()
        # A method and no lambda: what belongs to a window that is gone is not told any more.
        hints.colorSchemeChanged.connect(self._other_scheme)

    # ------------------------------------------------------------------ host of the commands

    @property
    def canvas(self) -> MapCanvas | None:
        """The map: that of the presentation where somebody works there."""
        showing = self.presenter.showing
        return showing.canvas if showing is not None and self.presenter.in_front else self.canvas_

    @property
    def map_shown(self) -> bool:
        """Whether the map is in sight."""
        return self.window_.middle.currentWidget() is self.middle

    def show_map(self) -> None:
        """Bring the map into sight."""
        self.window_.show_in_middle(self.middle, panels=True)
        self.outline.restore()
        self._refresh()
        self._enable()
        self._title()
        self.status.say_hint()
        self.status.show_zoom(self.canvas_.zoom_percent)
        self.status.show_figures()
        (self.opportunities.view.landing() if self.opportunities.shown else self.canvas_).setFocus()
        self.status.rest()

    def show_start(self) -> None:
        """Bring the start page into sight."""
        session = self.session
        empty = session.path is None and not session.dirty and not session.journey.touchpoints
        self.welcome.refresh(can_go_back=not empty)
        self.window_.show_in_middle(self.welcome, panels=False)
        self.status.put_away()
        self.welcome.tiles["empty"].setFocus()
        self._enable()
        self._title()
        self.status.say_hint()

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide a side panel; the keyboard goes from one that is hidden to the map."""
        if not on:
            self.areas.empty(self.window_.left if name == "journey_panel" else self.window_.right)
        self.window_.show_panel(name, on)
        self._enable()
        if on:
            self._refresh()

    def show_side(self, name: str) -> None:
        """Bring the left side's page ``guide`` or ``journey`` into sight; hide the side when it was in sight already.

        The guide gets the keyboard with it: there one writes.
        """
        if self.side.shows(name):
            self.show_panel("journey_panel", False)
            return
        self.turn_side(name)
        if name == "guide":
            self.guide.begin()

    def step_guide(self, by: int) -> None:
        """To the next (1) or previous (-1) step of the guide, ready to write; out of sight, it comes back where it was."""
        if self.side.shows("guide"):
            self.guide.go(self.guide.step + by)
        else:
            self.turn_side("guide")
        self.guide.begin()

    def show_step(self, step: int) -> None:
        """Open the guide at a step (0 to 10)."""
        self.turn_side("guide")
        self.guide.go(step)

    def turn_side(self, name: str) -> None:
        """Bring the left side's page ``guide`` or ``journey`` into sight."""
        self.show_panel("journey_panel", True)
        self.side.turn_to(name)

    @property
    def view(self) -> str:
        """``timeline``, ``poster`` or ``opportunities``: what is in the middle; on the wall there is only the map."""
        return "opportunities" if self.opportunities.shown and not self.presenter.in_front else self.canvas_.flow

    def set_view(self, flow: str) -> None:
        """``timeline``, ``poster`` or ``opportunities``."""
        if not self.map_shown:
            self.show_map()
        if flow == "opportunities":
            self.canvas_.editing.keep()
            self.opportunities.show()
        else:
            self.opportunities.leave()
            self.canvas_.set_flow(flow)
        self._enable()

    def edit_opportunity(self) -> None:
        """Write the selected opportunity where it stands."""
        self.opportunities.view.edit()

    def _other_view(self) -> None:
        """Opportunities came into the map's place, or went."""
        here = self.opportunities.view if self.opportunities.shown else self.canvas_
        self.areas.settle_in(here)
        self._enable()
        self.status.say_hint()

    def toggle_full_screen(self) -> None:
        """Full screen on or off."""
        if self.window_.isFullScreen():
            self.window_.showNormal()
        else:
            self.window_.showFullScreen()
        self._enable()

    def toggle_presentation(self) -> None:
        """Present the map on the projector, or end that."""
        self.presenter.toggle()
        showing = self.presenter.showing
        if showing is not None and self.capture.shown("votes"):
            showing.toggle_votes()

    def open_export(self, view: str = "", table: TableOrder | None = None) -> None:
        """Open the export dialog; ``view`` is what to print, if not the poster (one of ``press.VIEWS``), ``table`` which rows of it."""
        self.outgoing.export(view, table)

    def open_print(self) -> None:
        """Open the print dialog."""
        self.outgoing.print()

    def copy_picture(self) -> None:
        """Put a picture on the clipboard: the selected touchpoints, else the poster or what is in view of the timeline."""
        self.outgoing.copy_picture()

    def open_pack(self) -> None:
        """Open the dialog of the workshop pack."""
        self.outgoing.pack()

    def open_export_as(self) -> None:
        """Write the journey for other programs."""
        self.outgoing.export_as()

    def open_hand_over(self) -> None:
        """Open the dialog that hands actions over."""
        self.outgoing.hand_over()

    @property
    def printing(self) -> Printing:
        """What prints in this window."""
        return self.outgoing.printing

    @property
    def press_room(self) -> PressRoom:
        """What makes pictures and pages for printers in this window."""
        return self.outgoing.press_room

    @property
    def export_dialog(self) -> ExportDialog | None:
        """The export dialog while it is open."""
        return self.outgoing.dialog

    def open_palette(self) -> None:
        """Find something by its name."""
        wall = self.presenter.showing if self.presenter.in_front else None
        self.finding.open(wall or self.window_, wall)

    def open_settings(self) -> None:
        """Show the settings."""
        self.tuning.open()

    def show_around(self, language: str = "") -> None:
        """Walk through the program, on an example in a language; empty: in that of the window."""
        self.walking.begin(language)

    def edit_in_inspector(self) -> None:
        """Put the cursor into the inspector."""
        self.window_.show_panel("inspector", True)
        self.inspector.edit_title()

    def turn_capture(self, name: str) -> None:
        """Show or hide something of the capture; quick entry and voting there where somebody works."""
        showing = self.presenter.showing
        if name in ("bar", "votes") and showing is not None and self.presenter.in_front:
            if name == "bar":
                showing.turn_bar()
            else:
                showing.toggle_votes()
        else:
            self.capture.turn(name)

    def capture_shown(self, name: str) -> bool:
        """Whether something of the capture is in sight."""
        here = {"bar": self.presenter.captures, "votes": self.presenter.votes}
        return self.capture.shown(name) or here.get(name, False)

    def recover(self) -> None:
        """Offer work that was not saved when a program ended."""
        self.recovering.ask()

    def open_history(self) -> None:
        """Show the earlier versions of the document."""
        self.looking_back.open()

    def open_merge(self) -> None:
        """Put a colleague's copy and the document together."""
        self.merging.open()

    def open_survey(self) -> None:
        """Make a round of the answers in a table."""
        self.surveys.open()

    def _merge_theirs(self, stamp: Stamp) -> None:
        """Somebody else has written into the document's file, and both is wanted."""
        if self.merging.with_file():
            self.on_file.merged(stamp)

    def _type_line(self, text: str) -> None:
        """Put words that were not entered back into the quick entry."""
        if not self.capture.shown("bar"):
            self.capture.turn("bar")
        self.capture.bar.line.write(text)

    def turn_outline(self) -> None:
        """Show or hide the outline beside the map."""
        self.outline.turn()

    def outline_shown(self) -> bool:
        """Whether the outline is in sight."""
        return self.outline.shown

    def _show_field(self, field: str, write: bool) -> None:
        """A field of the selected touchpoint is wanted in the inspector: to be written in, or to be seen where it is open."""
        if write:
            self.show_panel("inspector", True)
        if self.window_.right.isVisible():
            self.inspector.lead_to(field, write=write)

    def _name_record(self) -> None:
        """A record was added: its name is written in the inspector, in a presentation on the map."""
        showing = self.presenter.showing
        if showing is not None and self.presenter.in_front:
            showing.canvas.setFocus()
            showing.canvas.edit_selected()
            return
        self.show_panel("inspector", True)
        self.edit_in_inspector()

    def go_to_area(self, step: int) -> None:
        """Give the keyboard to the next or the previous of map and panels."""
        self.areas.go(step)

    def close(self) -> bool:
        """Close the window."""
        return self.window_.close()

    # ------------------------------------------------------------------ following the document

    def _changed(self, change: Change) -> None:
        self._soon.start(_LEISURE_MS if change.gesture else _AFTER_FRAME_MS)
        if not change.gesture:
            self.status.rest()

    def _opened(self) -> None:
        self.status.forget()
        self.inspector.follow()

    def _refresh(self) -> None:
        """Panels show the document as it is now, as far as they are in sight."""
        if not self.map_shown:
            return
        # The frames are asked, not the panels: Qt shows what is put into a visible frame a turn of the loop
        # later.
        if not self.window_.left.isHidden():
            self.side.refresh()
        if not self.window_.right.isHidden() or self.inspector.form is None:
            if self.inspector.form is None:
                self.inspector.follow()
            self.inspector.refresh()
        self._title()
        self._enable()

    def _other_scheme(self) -> None:
        """The desktop turned dark or light."""
        self.ui.refresh_look()

    def _new_look(self) -> None:
        self.side.refresh()
        self.inspector.refresh()
        self.window_.update()

    # ------------------------------------------------------------------ title and actions

    @property
    def _gone(self) -> bool:
        """Whether the window is being destroyed, as after an error that ended the program.

        A field or an editor that loses the keyboard then still hands in what was typed, and the session tells everybody.
        """
        return not isValid(self.window_)

    def _title(self) -> None:
        if self._gone:
            return
        ui, session, window = self.ui, self.session, self.window_
        name = session.journey.title or ui.text("Untitled journey")
        if not self.map_shown:
            window.setWindowTitle("CJM Desktop")
            window.setWindowModified(False)
            window.saved_label.setText("")
            return
        # The file too, in its folder: several journeys are called alike.
        where = told_path(session.path) if session.path is not None else ui.text("Not saved yet")
        if self.on_file.guard.reading:
            where = ui.text("{file} (read-only)").format(file=where)
        window.setWindowTitle(f"{apart(name)}[*] — {where} — CJM Desktop")
        window.setWindowModified(session.dirty)
        window.setWindowFilePath(str(session.path) if session.path is not None else "")
        if session.dirty:
            window.saved_label.setText("● " + ui.text("Not saved"))
        elif self.on_file.guard.reading:
            window.saved_label.setText(ui.text("Read-only"))
        elif session.path is None:
            window.saved_label.setText(ui.text("Not saved yet"))
        else:
            window.saved_label.setText("✓ " + ui.text("Saved"))
        window.saved_label.setToolTip(str(session.path) if session.path is not None else "")

    def _name_history(self) -> None:
        if self._gone:
            return
        ui, session, actions = self.ui, self.session, self.window_.actions_
        for ident, label, plain in (("undo", session.undo_label, ui.text("&Undo")), ("redo", session.redo_label, ui.text("&Redo"))):
            action = actions[ident]
            named = f"{plain} “{ui.say(label)}”" if label is not None else plain
            action.setText(named)
            key = action.shortcut().toString()
            action.setToolTip(f"{named.replace('&', '')} ({key})")
        self._enable()

    def _enable(self) -> None:
        if self._gone:
            return
        self.window_.actions_.enable(self.commands.facts())
        shown = {"full_screen": self.window_.isFullScreen(), "present": self.presenter.showing is not None}
        shown |= {flow: self.view == flow for flow in ("timeline", "poster", "opportunities")}
        for ident, on in {**self.commands.checks(), **shown}.items():
            self.window_.actions_[ident].setChecked(on)

    def _flow_changed(self) -> None:
        self._enable()
        self.status.show_figures()
        self.status.say_hint()

    def say(self, text: str) -> None:
        """A sentence in the status bar for some seconds."""
        self.status.say(text)

    def _told(self, message: object) -> None:
        asked: dict[object, Callable[[], object]] = {
            "keys": self.helping.keys, "hint": self.status.say_hint,
            "capture": lambda: self.turn_capture("bar"),
            "votes": lambda: None if self.capture.shown("votes") else self.capture.turn("votes"),
            "findings": lambda: self.open_export("findings"),
            "opportunities": lambda: self.set_view("opportunities"),
        }  # fmt: skip
        if isinstance(message, Message):
            self.status.tell(message)
        elif message in asked:
            asked[message]()

    # ------------------------------------------------------------------ the rest

    def _no_version(self, _reason: Message) -> None:
        self.say(self.ui.text("The file is saved, but no version of it could be kept in the history."))

    def _context_menu(self, at: QPoint) -> None:
        open_context_menu(self.window_, self.window_.actions_, self.selection, at)

    def _take_file(self, paths: list[Path]) -> None:
        """A file was dropped on the window: a photo goes beside the map, anything else is opened."""
        if not (self.map_shown and self.capture.take(paths[0])):
            self.files.open(paths[0])

    def _paste_refused(self, error: ImportFailed, rest: Callable[[], object]) -> None:
        """Later: it may have been dropped, and the program where it comes from waits until the drop is done."""
        asks = self.files.asks

        def tell() -> None:
            if not error.problems:
                asks.not_pasted(error.message)
            elif asks.paste_rest(error.problems):
                rest()

        QTimer.singleShot(0, self, tell)

    def _may_close(self) -> bool:
        self.canvas_.editing.keep()
        if not self.files.may_drop():
            return False
        self.printing.stop()
        self.presenter.end()
        self.keeper.end()
        self.versions.end()
        self.on_file.end()
        return True

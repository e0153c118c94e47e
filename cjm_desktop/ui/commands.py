"""What the actions do: one method ``do_<id>`` for each row of the table, and the facts that enable them.

Contract. Commands work on the desk, the map and the files; they make no widgets but menus and the dialogs
they open through the window. Before anything is done, typing not yet committed is taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cjm_desktop import edits
from cjm_desktop.document import Basis, Journey, Message, Opportunity, Phase, fresh_id

from .desk import Desk
from .files import Files
from .panels.adding import fresh_record
from .submenus import Submenus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .canvas.view import MapCanvas
    from .helping import Helping


# Somebody who comes nearer to read goes on writing.
_LOOKING = ("zoom_in", "zoom_out", "zoom_fit", "zoom_height", "zoom_selection", "zoom_true", "full_screen")


class Host(Protocol):
    """The window, as far as commands need it."""

    @property
    def canvas(self) -> MapCanvas | None:
        """The map; ``None`` until it was loaded."""

    @property
    def map_shown(self) -> bool:
        """Whether the map is in sight (and not the start page)."""

    def show_map(self) -> None:
        """Bring the map into sight."""

    def show_start(self) -> None:
        """Bring the start page into sight."""

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide ``journey_panel`` (the left side) or ``inspector``."""

    def show_side(self, name: str) -> None:
        """Bring the left side's page ``guide`` or ``journey`` into sight; hide the side when it was in sight already."""

    def step_guide(self, by: int) -> None:
        """To the next (1) or the previous (-1) step of the guide, with the cursor in its first field."""

    def set_view(self, flow: str) -> None:
        """``timeline``, ``poster`` or ``opportunities``."""

    @property
    def view(self) -> str:
        """Which of these is in sight, or would be."""

    def toggle_full_screen(self) -> None:
        """Full screen on or off."""

    def toggle_presentation(self) -> None:
        """Present the map on the projector, or end that."""

    def open_export(self) -> None:
        """Open the export dialog."""

    def open_print(self) -> None:
        """Open the print dialog."""

    def copy_picture(self) -> None:
        """Put a picture of the map on the clipboard."""

    def open_pack(self) -> None:
        """Open the dialog of the workshop pack."""

    def open_export_as(self) -> None:
        """Write the journey for other programs."""

    def open_hand_over(self) -> None:
        """Open the dialog that hands actions over to other tools."""

    def open_palette(self) -> None:
        """Find something by its name."""

    def open_settings(self) -> None:
        """Show the settings."""

    def show_around(self, language: str = "") -> None:
        """Walk through the program, on an example in a language; empty: in that of the window."""

    @property
    def helping(self) -> Helping:
        """Who helps in this window."""

    def edit_in_inspector(self) -> None:
        """Put the cursor into the inspector."""

    def edit_opportunity(self) -> None:
        """Write the selected opportunity where it stands on board, grid or table."""

    def turn_capture(self, name: str) -> None:
        """Show or hide something of the capture (see ``capture.room.NAMES``)."""

    def capture_shown(self, name: str) -> bool:
        """Whether it is in sight."""

    def recover(self) -> None:
        """Offer work that was not saved when a program ended."""

    def open_history(self) -> None:
        """Show the earlier versions of the document."""

    def open_merge(self) -> None:
        """Put a colleague's copy and the document together."""

    def open_survey(self) -> None:
        """Make a round of the answers in a table."""

    def turn_outline(self) -> None:
        """Show or hide the outline."""

    def outline_shown(self) -> bool:
        """Whether it is in sight."""

    def go_to_area(self, step: int) -> None:
        """Give the keyboard to the next (1) or the previous (-1) of map, left and right panel."""

    def close(self) -> bool:
        """Close the window."""


class Commands(Submenus):
    """Carries out the actions of a window."""

    def __init__(self, desk: Desk, files: Files, host: Host) -> None:
        super().__init__(desk, files)
        self._host = host

    def run(self, ident: str) -> None:
        """Carry out the action of this id."""
        self._desk.flush()
        canvas = self._host.canvas
        if canvas is not None and ident not in _LOOKING:
            # What is being written on the map is saved, exported or undone with the rest.
            canvas.editing.keep()
        getattr(self, f"do_{ident}")()

    def facts(self) -> Mapping[str, bool]:
        """What holds now, by the names used in the table."""
        session, selection = self._desk.session, self._desk.selection
        shown = self._host.map_shown
        kind, _ = selection.record
        return {
            "document": shown,
            "revertible": shown and session.path is not None and session.dirty,
            "undo": shown and session.undo_label is not None,
            "redo": shown and session.redo_label is not None,
            "touchpoints": shown and bool(selection.ids),
            "record": shown and kind != "journey",
            "removable": shown and kind != "journey",
            "selection": shown and kind != "journey",
            "cards": shown and bool(session.journey.touchpoints),
            "map": shown and self._host.view != "opportunities",
        }

    # ------------------------------------------------------------------ file

    def do_new(self) -> None:
        """Start an empty journey, in the language chosen on the start page."""
        ui = self._desk.ui
        self._files.new("empty", ui.settings.get("start/language") or ui.words.language)

    def do_open(self) -> None:
        """Open a file."""
        self._files.open()

    def do_import(self) -> None:
        """Make a journey of somebody else's file."""
        self._files.import_()

    def do_recent(self) -> None:
        """The submenu does it."""

    def do_recover(self) -> None:
        """Offer work that was not saved."""
        self._host.recover()

    def do_save(self) -> None:
        """Save."""
        self._files.save()

    def do_save_as(self) -> None:
        """Save under another name."""
        self._files.save_as()

    def do_revert(self) -> None:
        """Go back to what is on disk."""
        self._files.revert()

    def do_history(self) -> None:
        """Show earlier versions."""
        self._host.open_history()

    def do_merge(self) -> None:
        """Put a colleague's copy and the document together."""
        self._host.open_merge()

    def do_survey(self) -> None:
        """Make a round of the answers in a table."""
        self._host.open_survey()

    def do_export(self) -> None:
        """Open the export dialog."""
        self._host.open_export()

    def do_pack(self) -> None:
        """Print everything a workshop needs."""
        self._host.open_pack()

    def do_export_as(self) -> None:
        """Write the journey for other programs."""
        self._host.open_export_as()

    def do_hand_over(self) -> None:
        """Hand the actions over to other tools."""
        self._host.open_hand_over()

    def do_print(self) -> None:
        """Open the print dialog."""
        self._host.open_print()

    def do_quit(self) -> None:
        """Close the window; the program ends with it."""
        self._host.close()

    # ------------------------------------------------------------------ edit

    def do_undo(self) -> None:
        """Take the last step back."""
        self._desk.session.undo()

    def do_redo(self) -> None:
        """Do it again."""
        self._desk.session.redo()

    def do_cut(self) -> None:
        """Cut the selected cards."""
        self._on_canvas(lambda canvas: canvas.cut())

    def do_copy(self) -> None:
        """Copy the selected cards."""
        self._on_canvas(lambda canvas: canvas.copy())

    def do_copy_picture(self) -> None:
        """Copy the poster, what is in view or the selected cards as a picture."""
        self._host.copy_picture()

    def do_paste(self) -> None:
        """Paste cards, lines or a table."""
        self._on_canvas(lambda canvas: canvas.paste())

    def do_duplicate(self) -> None:
        """Copy the selected cards to where they stand."""
        self._on_canvas(lambda canvas: canvas.commands.duplicate())

    def do_delete(self) -> None:
        """Remove what is selected."""
        kind, ident = self._desk.selection.record
        lists = {"persona": "personas", "channel": "channels", "party": "parties"}
        if kind in lists:
            labels = {
                "persona": Message("Remove persona"),
                "channel": Message("Remove channel"),
                "party": Message("Remove party"),
            }
            self._desk.change(labels[kind], lambda j: edits.drop(j, lists[kind], ident))
        else:
            self._on_canvas(lambda canvas: canvas.commands.remove())

    def do_edit_text(self) -> None:
        """Write on the card; what is not on the map is written in the inspector."""
        canvas = self._host.canvas
        if self._host.view == "opportunities":
            self._host.edit_opportunity()
        elif canvas is not None and self._desk.selection.record[0] in ("touchpoint", "phase", "opportunity"):
            canvas.setFocus()
            canvas.edit_selected()
        else:
            self._host.edit_in_inspector()

    def do_select_all(self) -> None:
        """Select every touchpoint."""
        self._desk.selection.set(t.id for t in self._desk.journey.touchpoints)

    def do_select_none(self) -> None:
        """Select nothing."""
        self._desk.selection.clear()

    # ------------------------------------------------------------------ view

    def do_switch_view(self) -> None:
        """Timeline to poster, or back; from the opportunities to the one that was in sight before."""
        canvas = self._host.canvas
        if canvas is not None and self._host.view == "opportunities":
            self._host.set_view(canvas.flow)
        elif canvas is not None:
            self._host.set_view("timeline" if canvas.flow == "poster" else "poster")

    def do_timeline(self) -> None:
        """The endless band."""
        self._host.set_view("timeline")

    def do_poster(self) -> None:
        """The sheet as it prints."""
        self._host.set_view("poster")

    def do_opportunities(self) -> None:
        """Board, grid and table; the map again when they are in sight."""
        canvas = self._host.canvas
        if self._host.view != "opportunities":
            self._host.set_view("opportunities")
        elif canvas is not None:
            self._host.set_view(canvas.flow)

    def do_zoom_in(self) -> None:
        """Closer."""
        self._on_canvas(lambda canvas: canvas.zoom_in())

    def do_zoom_out(self) -> None:
        """Further away."""
        self._on_canvas(lambda canvas: canvas.zoom_out())

    def do_zoom_fit(self) -> None:
        """All of it."""
        self._on_canvas(lambda canvas: canvas.fit())

    def do_zoom_height(self) -> None:
        """The map's height fills the view."""
        self._on_canvas(lambda canvas: canvas.fit_height())

    def do_zoom_selection(self) -> None:
        """What is selected."""
        self._on_canvas(lambda canvas: canvas.zoom_to_selection())

    def do_zoom_true(self) -> None:
        """As large as on paper."""
        self._on_canvas(lambda canvas: canvas.true_size())

    def do_guide(self) -> None:
        """Show or hide the ten steps."""
        self._host.show_side("guide")

    def do_next_step(self) -> None:
        """The next of the ten steps, to write in."""
        self._host.step_guide(1)

    def do_previous_step(self) -> None:
        """The step before, to write in."""
        self._host.step_guide(-1)

    def do_journey_panel(self) -> None:
        """Show or hide the journey panel."""
        self._host.show_side("journey")

    def do_inspector(self) -> None:
        """Show or hide the right panel."""
        self._host.show_panel("inspector", not self._desk.ui.settings.get("window/inspector"))

    def do_outline(self) -> None:
        """The map as text beside it."""
        self._host.turn_outline()

    def do_next_area(self) -> None:
        """From the map to the left panel, to the right panel, and to the map again."""
        self._host.go_to_area(1)

    def do_previous_area(self) -> None:
        """The same the other way round."""
        self._host.go_to_area(-1)

    def do_present(self) -> None:
        """Show the map on the projector, or end that."""
        self._host.toggle_presentation()

    def do_full_screen(self) -> None:
        """Full screen on or off."""
        self._host.toggle_full_screen()

    def do_theme(self) -> None:
        """The submenu does it."""

    def do_size(self) -> None:
        """The submenu does it."""

    def do_motion(self) -> None:
        """The submenu does it."""

    def do_language(self) -> None:
        """The submenu does it."""

    # ------------------------------------------------------------------ insert

    def do_add_touchpoint(self) -> None:
        """A card after the selected one, ready to be written on."""
        self._host.show_map()
        canvas = self._host.canvas
        if canvas is not None:
            canvas.setFocus()
            canvas.add_next()

    def do_capture(self) -> None:
        """The bar for thoughts under the map."""
        self._host.turn_capture("bar")

    def do_parking(self) -> None:
        """The parking lot under the map."""
        self._host.turn_capture("parking")

    def do_votes(self) -> None:
        """The ranked list, and clicks that are votes."""
        self._host.turn_capture("votes")

    def do_wall_photo(self) -> None:
        """A photo beside the map."""
        self._host.turn_capture("photo")

    def do_add_phase(self) -> None:
        """A phase that begins at the selected touchpoint, or at the end."""
        record = Phase(id=fresh_id("f"))
        ids = self._desk.selection.ids
        kind, current = self._desk.selection.record

        def add(journey: Journey) -> Journey:
            phases = [p.id for p in journey.phases]
            start = next((i for i, t in enumerate(journey.touchpoints) if t.id in ids), None)
            if start is None:
                at = phases.index(current) + 1 if kind == "phase" else len(phases)
                return edits.add_phase(journey, record, at)
            here = journey.touchpoints[start].phase
            at = phases.index(here) + 1 if here is not None else 0
            after = edits.add_phase(journey, record, at)
            joins = [t.id for t in journey.touchpoints[start:] if t.phase == here]
            return edits.change_touchpoints(after, joins, phase=record.id)

        if self._desk.change(Message("Add phase"), add):
            self._reveal("phase", record.id)

    def do_add_opportunity(self) -> None:
        """An opportunity that hangs on the selected touchpoints."""
        record = Opportunity(id=fresh_id("o"), touchpoints=self._desk.selection.ids)
        if self._desk.change(Message("Add opportunity"), lambda j: edits.put(j, "opportunities", record)):
            self._reveal("opportunity", record.id)

    def do_add_persona(self) -> None:
        """A persona."""
        self._add("personas", Message("Add persona"))

    def do_add_channel(self) -> None:
        """A channel."""
        self._add("channels", Message("Add channel"))

    def do_add_party(self) -> None:
        """A responsible party."""
        self._add("parties", Message("Add party"))

    # ------------------------------------------------------------------ touchpoint

    def do_kind(self) -> None:
        """The submenu does it."""

    def do_grade(self) -> None:
        """The submenu does it."""

    def do_phase(self) -> None:
        """The submenu does it."""

    def do_channel(self) -> None:
        """The submenu does it."""

    def do_party(self) -> None:
        """The submenu does it."""

    def do_earlier(self) -> None:
        """One place to the left."""
        self._on_canvas(lambda canvas: canvas.commands.shift(-1))

    def do_later(self) -> None:
        """One place to the right."""
        self._on_canvas(lambda canvas: canvas.commands.shift(1))

    def do_observed(self) -> None:
        """The grade was observed."""
        self._toggle("basis", Basis.OBSERVED, None, Message("Change what the grade rests on"))

    def do_assumed(self) -> None:
        """The grade is assumed."""
        self._toggle("basis", Basis.ASSUMED, None, Message("Change what the grade rests on"))

    def do_decisive(self) -> None:
        """A decisive moment."""
        self._toggle("decisive", True, False, Message("Mark as decisive"))

    def do_droppable(self) -> None:
        """A step that could be dropped."""
        self._toggle("droppable", True, False, Message("Mark as one that could be dropped"))

    # ------------------------------------------------------------------ help

    def do_start(self) -> None:
        """The start page."""
        self._host.show_start()

    def do_settings(self) -> None:
        """What a person may want otherwise."""
        self._host.open_settings()

    def do_palette(self) -> None:
        """Find something by its name."""
        self._host.open_palette()

    def do_walk(self) -> None:
        """A walk through the program."""
        self._host.show_around()

    def do_help(self) -> None:
        """The help, where it fits."""
        self._host.helping.open()

    def do_explain(self) -> None:
        """What a field is for."""
        self._host.helping.explain()

    def do_keys(self) -> None:
        """All keys."""
        self._host.helping.keys()

    def do_about(self) -> None:
        """About the program."""
        self._host.helping.about()

    # ------------------------------------------------------------------ inside

    def open_recent(self, path: Path) -> None:
        """Open a file of the start page."""
        self._files.open(path)

    def checks(self) -> Mapping[str, bool]:
        """Which checkable actions are on."""
        cards = self._cards()
        canvas = self._host.canvas
        settings = self._desk.ui.settings
        return {
            "timeline": canvas is not None and canvas.flow == "timeline",
            "poster": canvas is not None and canvas.flow == "poster",
            "opportunities": self._host.view == "opportunities",
            "guide": bool(settings.get("window/journey_panel")) and settings.get("window/side") == "guide",
            "journey_panel": bool(settings.get("window/journey_panel")) and settings.get("window/side") == "journey",
            "inspector": bool(settings.get("window/inspector")),
            "outline": self._host.outline_shown(),
            "capture": self._host.capture_shown("bar"),
            "parking": self._host.capture_shown("parking"),
            "votes": self._host.capture_shown("votes"),
            "wall_photo": self._host.capture_shown("photo"),
            "observed": bool(cards) and all(t.basis is Basis.OBSERVED for t in cards),
            "assumed": bool(cards) and all(t.basis is Basis.ASSUMED for t in cards),
            "decisive": bool(cards) and all(t.decisive for t in cards),
            "droppable": bool(cards) and all(t.droppable for t in cards),
        }

    def _on_canvas(self, does: Callable[[MapCanvas], object]) -> None:
        canvas = self._host.canvas
        if canvas is not None:
            does(canvas)

    def _toggle(self, name: str, on: object, off: object, label: Message) -> None:
        cards = self._cards()
        value = off if cards and all(getattr(t, name) == on for t in cards) else on
        ids = self._desk.selection.ids
        self._desk.change(label, lambda j: edits.change_touchpoints(j, ids, **{name: value}))

    def _add(self, list_name: str, label: Message) -> None:
        record = fresh_record(self._desk, list_name)[0]
        kind = {"personas": "persona", "channels": "channel", "parties": "party"}[list_name]
        if self._desk.change(label, lambda j: edits.put(j, list_name, record)):
            self._reveal(kind, record.id)

    def _reveal(self, kind: str, ident: str) -> None:
        self._desk.welcome(kind, ident)

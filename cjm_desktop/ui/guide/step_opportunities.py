"""Step 9, opportunities: dips that nobody lifts yet, impact against effort, and the list ranked by votes (METHOD.md)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import by_votes
from cjm_desktop.analysis.proposals import helped, misses_planned_peak
from cjm_desktop.document import Message, Opportunity, OpportunityKind, Status

from ..desk import Desk
from ..fields import (
    ChoiceField,
    DayField,
    Link,
    LongLineField,
    MarkField,
    NumberField,
    change_record,
    record_link,
)
from ..fields.tabplace import TabPlace, stops_in
from ..panels import options
from ..panels.form import Column, button, label
from ..panels.hung import hang_opportunity
from ..panels.leads import LeadList, LeadRow
from ..shared import Ui
from .mark_map import Axes, MarkMap, Spot

#: Effort is marked from 1 to 5; the grid shows how little of it there is.
_MIRROR = 6


def fill_opportunities(desk: Desk, column: Column) -> None:
    """The fields of step 9."""
    _ = desk.ui.text
    dips = Dips(desk)
    column.put(dips)
    column.hooks.append(dips.refresh)
    ranking = Ranking(desk)
    chart = MarkMap(desk.ui, opportunity_axes(desk.ui))
    caption = label(_("What is worth it"))
    column.put(caption)
    column.put(chart)
    column.put(ranking)
    vote = button(desk.ui, _("Vote"), "circle-dot", lambda: desk.told.emit("votes"))
    vote.setToolTip(_("Let the group vote with dots on cards and opportunities"))
    column.put(vote)
    board = button(desk.ui, _("Board, grid and table"), "layers", lambda: desk.told.emit("opportunities"))
    board.setToolTip(_("Board, grid and table of what we change"))
    column.put(board)
    chart.touched.connect(ranking.open)

    def moved(ident: str, impact: int | None, ease: int | None) -> None:
        desk.flush()
        effort = None if ease is None else _MIRROR - ease
        desk.change(
            Message("Change impact and effort"),
            lambda journey: change_record(journey, "opportunities", ident, impact=impact, effort=effort),
        )

    chart.moved.connect(moved)

    def show() -> None:
        ranking.refresh()
        found = by_votes(desk.journey)
        caption.setVisible(bool(found))
        vote.setVisible(bool(found))
        chart.setVisible(bool(found))
        chart.show_spots(
            [
                Spot(
                    one.id,
                    number,
                    one.title,
                    one.impact,
                    None if one.effort is None else _MIRROR - one.effort,
                    one.id == ranking.opened,
                )
                for number, one in enumerate(found, 1)
            ]
        )

    ranking.turned = show
    column.hooks.append(show)
    column.entering.append(ranking.begin)
    # The one thing to be said about all of them is that there is no planned peak.
    column.leads.append(lambda place: dips.peak if place == "opportunities" and not dips.peak.isHidden() else None)


def opportunity_axes(ui: Ui) -> Axes:
    """The grid of the opportunities."""
    _ = ui.text
    return Axes(
        _("Opportunities: impact and effort"),
        _("less effort →"),
        _("more impact →"),
        1,
        lambda impact, ease: _("impact {impact}, effort {effort}").format(
            impact=impact, effort=_MIRROR - ease
        ),
    )


def lone_dips(desk: Desk) -> list[str]:
    """The dips that no opportunity helps and that nobody leaves as they are, those that are marked on the map first."""
    insights, journey = desk.session.insights, desk.journey
    settled = helped(journey) | {card.id for card in journey.touchpoints if card.left_alone}
    found = [ident for ident in insights.dips if ident not in settled]
    return sorted(found, key=lambda ident: ident not in insights.highlights)


class Dips(QWidget):
    """The dips without an opportunity, each with a button that hangs one on it; and one for a peak nobody planned yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._listed: object = None
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(4))
        self.head = label("", "strong", wrap=True)
        column.addWidget(self.head)
        self.none = label(_("The grades of step 8 show where the dips are."), "hint", wrap=True)
        column.addWidget(self.none)
        self.list = LeadList(ui)
        column.addWidget(self.list)
        self.peak = button(ui, _("Plan a peak"), "sparkles", self._plan)
        self.peak.setToolTip(_("One moment that is better than anybody expects"))
        column.addWidget(self.peak)

    def refresh(self) -> None:
        """Look again."""
        ui, journey, insights = self.desk.ui, self.desk.journey, self.desk.session.insights
        idents = lone_dips(self.desk)
        cards = {card.id: card for card in journey.touchpoints}
        told = ([(i, cards[i].title, cards[i].grade) for i in idents], bool(insights.dips), ui.look.name)
        self.peak.setVisible(misses_planned_peak(journey, insights))
        self.none.setVisible(not insights.graded)
        if told == self._listed:
            return
        self._listed = told
        words = ui.plural("{n} dip without an opportunity", "{n} dips without an opportunity", len(idents))
        if not idents:
            words = (
                ui.text("Every dip has an opportunity.")
                if insights.dips
                else ui.text("No dips on the map yet.")
            )
        self.head.setText(words.format(n=len(idents)))
        rows: list[QWidget] = []
        for ident in idents:
            title = cards[ident].title or ui.text("Untitled touchpoint")
            grade = ui.text("Grade {grade}").format(grade=ui.number(cards[ident].grade))
            go = partial(self.desk.selection.seek, "touchpoint", ident)
            rows.append(LeadRow(ui, ui.icons.icon("frown", "danger"), 18, grade, go, title))
            add = button(
                ui, ui.text("Add an opportunity"), "plus", partial(hang_opportunity, self.desk, (ident,))
            )
            add.setAccessibleName(f"{ui.text('Add an opportunity')}: {title}")
            rows.append(add)
        self.list.show_rows(rows)

    def _plan(self) -> None:
        ids = self.desk.selection.ids
        hang_opportunity(self.desk, ids, OpportunityKind.PLANNED_PEAK)


def _whole(words: str) -> str:
    """Words that stay on one line: no date is broken in its midst."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


class Ranking(QWidget):
    """The opportunities by votes; a click opens one, shows it on the map, and gives its fields right there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.opened = ""
        #: Called when another one is open.
        self.turned: Callable[[], None] = lambda: None
        self._listed: object = None
        self._drawer: Column | None = None
        self.rows: dict[str, LeadRow] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(desk.ui.px(2))
        self._start = TabPlace(self)
        desk.ui.look_changed.connect(self._forget)

    def refresh(self) -> None:
        """List the opportunities there are now."""
        found = by_votes(self.desk.journey)
        names = tuple((party.id, party.name) for party in self.desk.journey.parties)
        if self.opened not in {one.id for one in found}:
            self._put_away()
        if (found, names) != self._listed:
            self._listed = (found, names)
            self._build(found, dict(names))
        if self._drawer is not None:
            self._drawer.refresh()

    def open(self, ident: str) -> None:
        """Open one and show it on the map; the one that is open is closed."""
        self.desk.flush()
        closing = ident == self.opened
        self._put_away()
        if not closing:
            self.opened = ident
            self._drawer = self._fields(ident)
            self.desk.selection.seek("opportunity", ident)
        self._listed = None
        self.turned()
        row = self.rows.get(ident)
        if row is not None:
            row.setFocus()

    def begin(self) -> None:
        """Somebody comes to this step: the first of them is open to write in, if none is; the map stays where it is."""
        first = next((one for one in by_votes(self.desk.journey) if one.status is not Status.DROPPED), None)
        if first is None or self.opened:
            return
        self.opened = first.id
        self._drawer = self._fields(first.id)
        self._listed = None
        self.turned()

    def _put_away(self) -> None:
        drawer, self._drawer, self.opened = self._drawer, None, ""
        if drawer is not None:
            drawer.leave()
            for field in drawer.fields:
                self.desk.drop_pending(field)
            self._box.removeWidget(drawer)
            drawer.hide()
            drawer.deleteLater()

    def _build(self, found: list[Opportunity], owners: dict[str, str]) -> None:
        ui = self.desk.ui
        focused = next((ident for ident, row in self.rows.items() if row.hasFocus()), "")
        if self._drawer is not None:
            # It moves with its row; the hand in it stays.
            self._box.removeWidget(self._drawer)
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        icons = {option.value: option for option in options.opportunity_kinds(ui)}
        statuses = {option.value: option.text for option in options.statuses(ui)}
        self.rows = {}
        for number, one in enumerate(found, 1):
            votes = _whole(ui.plural("{n} vote", "{n} votes", one.votes).format(n=one.votes))
            who = owners.get(one.owner or "") or one.person
            due = _whole(ui.words.day(one.due)) if one.due else ""
            parts = (votes, who or ui.text("Nobody yet"), due, _whole(statuses[one.status]))
            detail = "\N{NO-BREAK SPACE}· ".join(part for part in parts if part)
            title = f"{number}. {one.title or ui.text('Untitled opportunity')}"
            row = LeadRow(
                ui,
                ui.icons.icon(icons[one.kind].icon, "opportunity"),
                18,
                detail,
                partial(self.open, one.id),
                title,
            )
            row.setToolTip(icons[one.kind].text)
            self.rows[one.id] = row
            self._box.addWidget(row)
            row.show()
            if one.id == self.opened and self._drawer is not None:
                self._box.addWidget(self._drawer)
                self._drawer.show()
        if focused in self.rows:
            self.rows[focused].setFocus()
        inside = [] if self._drawer is None else list(stops_in(self._drawer))
        stops = [(row, *inside) if ident == self.opened else (row,) for ident, row in self.rows.items()]
        self._start.string(stop for some in stops for stop in some)

    def _fields(self, ident: str) -> Column:
        desk, ui, _ = self.desk, self.desk.ui, self.desk.ui.text
        column = Column(desk)
        column.box.setContentsMargins(ui.px(12), ui.px(4), 0, ui.px(12))

        def link(name: str, what: Message) -> Link:
            return record_link(desk, "opportunities", ident, name, what)

        column.add(_("Title"), LongLineField(desk, link("title", Message("Rename opportunity"))))
        column.add(
            _("What it does"),
            ChoiceField(
                desk, link("kind", Message("Change the kind")), lambda: options.opportunity_kinds(ui)
            ),
        )
        column.add(
            _("Owner"),
            ChoiceField(
                desk, link("owner", Message("Change the owner")), lambda: options.parties(ui, desk.journey)
            ),
        )
        column.add(_("Due"), DayField(desk, link("due", Message("Change the due date"))))
        column.add(
            _("Votes"),
            NumberField(
                desk, link("votes", Message("Change the votes")), low=0, high=1_000_000, whole=True, empty=0
            ),
        )
        column.add(_("Impact"), MarkField(desk, link("impact", Message("Change the impact")), _("Impact")))
        column.add(_("Effort"), MarkField(desk, link("effort", Message("Change the effort")), _("Effort")))
        column.put(
            button(ui, _("Remove this opportunity"), "trash-2", partial(self._remove, ident), "danger")
        )
        column.refresh()
        return column

    def _remove(self, ident: str) -> None:
        self._put_away()
        self.desk.change(
            Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", ident)
        )

    def _forget(self) -> None:
        self._listed = None
        self.refresh()

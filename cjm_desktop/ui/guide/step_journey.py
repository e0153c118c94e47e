"""Step 1, one journey: candidates with two quick marks each, on a small grid, and the one that is chosen (METHOD.md)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from cjm_desktop import edits
from cjm_desktop.document import Candidate, Journey, Message, fresh_id

from ..desk import Desk
from ..fields import LineField, Link, LongLineField, journey_link
from ..panels.form import Column, button, label
from .births import Birth, list_items
from .choice import Choice
from .digit import DigitField
from .mark_map import MarkMap, Spot
from .rows import Row, Rows

_ITEMS = list_items("candidates")


def fill_journey(desk: Desk, column: Column) -> None:
    """The fields of step 1."""
    _ = desk.ui.text
    rows = candidates(desk)
    column.put(label(_("Journeys we could map"), wrap=True))
    column.put(rows)
    chart = MarkMap(desk.ui)
    column.put(chart)
    offer = button(desk.ui, "", "arrow-right", lambda: _take_title(desk))
    column.put(offer)
    column.add(
        _("Title of the map"),
        LineField(desk, journey_link("title", Message("Change the title")), role="title", placeholder=_("“My new job”")),
    )

    def show() -> None:
        rows.refresh()
        found = desk.journey.candidates
        chart.setVisible(bool(found))
        chart.show_spots(
            [Spot(one.id, i, one.title, one.pain, one.weight, one.chosen) for i, one in enumerate(found, start=1)]
        )
        title = _offered(desk.journey)
        offer.setVisible(bool(title))
        text = _("Call the map “{title}”").format(title=title)
        offer.setToolTip(text)
        offer.setText(offer.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(120, column.width() - desk.ui.px(44))))

    def mark(ident: str, pain: int | None, weight: int | None) -> None:
        _mark(desk, ident, pain, weight)
        # At once: the next key starts from here.
        show()

    chart.moved.connect(mark)
    column.hooks.append(show)


def candidates(desk: Desk) -> Rows:
    """The list of candidates."""
    ui, _ = desk.ui, desk.ui.text

    def make(row: Row) -> None:
        choice = Choice(ui)
        choice.setToolTip(_("Map this one"))
        choice.clicked.connect(lambda _on: _choose(desk, row))
        title = LongLineField(desk, _named(row.birth, row.link("title", Message("Change a candidate"))))
        # In the empty card their places stay free: what is written stands in one line from card to card.
        policy = choice.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        choice.setSizePolicy(policy)
        row.hooks.append(lambda _candidate: choice.setVisible(row.exists))
        row.invite(title, _("A journey …"), _("A journey"))
        title.edit.setAccessibleName(_("A journey"))
        pain = DigitField(
            desk,
            row.link("pain", Message("Mark a candidate")),
            _("Runs badly"),
            tip=_("0: it runs well, 5: it could not be worse"),
        )
        weight = DigitField(
            desk,
            row.link("weight", Message("Mark a candidate")),
            _("Decisive"),
            tip=_("0: nobody would notice, 5: everything hangs on it"),
        )
        row.line(choice, row.number(), title)
        row.line(pain, weight)

        def show(candidate: Candidate) -> None:
            choice.setChecked(candidate.chosen)
            choice.setAccessibleName(_("Map “{title}”").format(title=candidate.title or ui.text("Unnamed")))

        row.hooks.append(show)

    return Rows(
        desk,
        _ITEMS,
        lambda ident: Candidate(id=ident),
        make,
        ids=lambda: fresh_id("n"),
        remove_text=_("Take off the list"),
        remove_label=Message("Remove a candidate"),
        move_label=Message("Reorder the candidates"),
    )


def _named(birth: Birth, link: Link) -> Link:
    """The link to a candidate's name, which comes back when it was erased although there are marks: nobody could tell them."""
    last = [""]

    def put(journey: Journey, value: str) -> Journey:
        before = link.get(journey)
        if before:
            last[0] = before
        return link.put(journey, value)

    def leave(journey: Journey) -> Journey:
        after = link.leave(journey) if link.leave is not None else journey
        there = any(one.id == birth.ident for one in after.candidates)
        return link.put(after, last[0]) if there and not link.get(after) and last[0] else after

    return replace(link, put=put, leave=leave)


def _mark(desk: Desk, ident: str, pain: int | None, weight: int | None) -> None:
    def mark(journey: Journey) -> Journey:
        found = next(one for one in journey.candidates if one.id == ident)
        return edits.put(journey, "candidates", found.replace(pain=pain, weight=weight))

    desk.flush()
    desk.change(Message("Mark a candidate"), mark)


def _choose(desk: Desk, row: Row) -> None:
    desk.flush()
    ident = row.birth.ident
    if row.exists:
        desk.change(Message("Choose the journey"), lambda journey: edits.choose_candidate(journey, ident))
    row.rows.refresh()


def _offered(journey: Journey) -> str:
    """The title that the chosen candidate offers to a map without one; nothing when there is none."""
    if journey.title.strip():
        return ""
    return next((one.title.strip() for one in journey.candidates if one.chosen), "")


def _take_title(desk: Desk) -> None:
    desk.flush()
    title = _offered(desk.journey)
    if title:
        desk.change(Message("Change the title"), lambda journey: edits.change(journey, title=title))

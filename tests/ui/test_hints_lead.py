"""A click on a hint puts the cursor on the very field: every kind of hint, of samples and of journeys that lack what is hinted at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rooms import shut, workspace

from cjm_desktop.analysis import read
from cjm_desktop.document import Basis, Charter, DesiredExperience, FeedbackPlan, Journey, Kind, Proposal
from cjm_desktop.method import Hint, hints, progress
from cjm_desktop.storage import templates
from cjm_desktop.ui.fields import Field
from cjm_desktop.ui.guide.rows import Row
from cjm_desktop.ui.workspace import Workspace

_LATER = date(2031, 1, 1)


@pytest.fixture(params=["da", "hu"])
def room(request: pytest.FixtureRequest, tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, templates.load("new-colleague", request.param), language=request.param)
    yield made
    shut(made)


def journeys(sample: Journey) -> Iterator[Journey]:
    """The sample, and journeys made of it in which something is missing."""
    yield sample
    cards = sample.touchpoints
    bare = tuple(
        card.replace(party=None, basis=Basis.ASSUMED, quotes=(), kind=Kind.CONTACT, grade=None if i in (0, len(cards) - 1) else card.grade)
        for i, card in enumerate(cards)
    )
    some = tuple(Proposal(party=p.id, grade=(1.0, 10.0)[i % 2], agreed=i > 1) for i, p in enumerate(sample.parties[:4]))
    dropped = sample.replace(
        touchpoints=bare,
        opportunities=(),
        charter=Charter(),
        desired=DesiredExperience(target=8.0, proposals=some),
        feedback=FeedbackPlan(),
        candidates=tuple(one.replace(chosen=False) for one in sample.candidates),
        title=sample.title,
    )
    yield dropped
    # Nobody told about the first phase.
    first = sample.phases[0].id
    inside = {card.id for card in cards if card.phase == first}
    told = tuple(
        one.replace(answers=tuple(a for a in one.answers if a.touchpoint not in inside and a.phase != first)) for one in sample.interviews
    )
    yield dropped.replace(
        interviews=told,
        charter=sample.charter.replace(participants=tuple(one.replace(front_line=False) for one in sample.charter.participants)),
        opportunities=tuple(one.replace(owner=None, person="") for one in sample.opportunities),
        feedback=FeedbackPlan(question="?"),
    )
    yield sample.replace(
        personas=(),
        interviews=(),
        parties=sample.parties[:1],
        desired=DesiredExperience(),
        opportunities=(),
        feedback=FeedbackPlan(),
        title={"da": "Support", "hu": "Hiba", "en": "Incident"}.get(sample.language, sample.title),
        touchpoints=tuple(
            card.replace(party=None, quotes=(), personas=(), basis=Basis.ASSUMED) for card in cards
        ),
    )


def field_of(widget: QWidget | None) -> Field | None:
    while widget is not None and not isinstance(widget, Field):
        widget = widget.parentWidget()
    return widget


def row_of(widget: QWidget | None) -> Row | None:
    while widget is not None and not isinstance(widget, Row):
        widget = widget.parentWidget()
    return widget


def fault(room: Workspace, hint: Hint) -> str:
    """What is wrong with where the cursor is, after a click on a hint; empty when it is right."""
    place, record = hint.problem.place, hint.problem.record
    hand = QApplication.focusWidget()
    if hand is None:
        return "nothing has the keyboard"
    if place.startswith("touchpoints") and not place.partition("].")[2]:
        good = hand is room.canvas_ and (not record or room.selection.ids == (record,))
        return "" if good else "not the card on the map"
    if place == "opportunities":
        return "" if room.guide.step == 9 and room.guide.page.isAncestorOf(hand) else "not among the opportunities"
    field, row = field_of(hand), row_of(hand)
    if field is None:
        return "not in a field"
    key = field.link.key
    if match := re.fullmatch(r"(touchpoints|opportunities)\[\d+\]\.(\w+)", place):
        shown = room.selection.ids == (record,) or room.selection.record[1] == record
        return "" if shown and key.rpartition(".")[2] == match[2] else "another field"
    if match := re.fullmatch(r"interviews\[\d+\]\.(\w+)", place):
        return "" if key == f"interviews.{record}.{match[1]}" else "another field"
    if match := re.fullmatch(r"desired\.proposals\[(\d+)\]\.(\w+)", place):
        party = room.session.journey.desired.proposals[int(match[1])].party
        return "" if key == f"desired.proposals.{party}.{match[2]}" else "another party"
    if match := re.fullmatch(r"phases\[\d+\]", place):
        return "" if room.selection.record == ("phase", record) and key == "phases.name" else "another field"
    if match := re.fullmatch(r"([\w.]+)\[(\d+)\]", place):
        good = row is not None and row.rows.items.place == match[1] and row.rows.place(row) == int(match[2])
        return "" if good else "another card"
    lists = {"personas": "personas.open.name", "desired.proposals": "desired.proposals."}
    if place in lists:
        return "" if key.startswith(lists[place]) else "another field"
    if row is not None:
        return "" if row.rows.items.place == place else "another list"
    return "" if key in (f"journey.{place}", f"journey..{place}") else "another field"


def found_fault(room: Workspace, hint: Hint) -> list[str]:
    told = fault(room, hint)
    return [f"{hint.step} {hint.problem.place}: {told} ({QApplication.focusWidget()})"] if told else []


def click(room: Workspace, hint: Hint) -> None:
    """Click on a hint of the step that is open."""
    found = [one for one in hints(room.session.journey, read(room.session.journey), _LATER) if one.step == hint.step]
    room.guide.page.show_notices(progress(room.session.journey)[hint.step], found)
    room.guide.page.sections["guide.worth"].fold(False)
    QTest.mouseClick(room.guide.page._worth.rows[found.index(hint)], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_every_hint_leads_to_its_field(room: Workspace) -> None:
    seen: set[tuple[int, str]] = set()
    wrong: list[str] = []
    for journey in journeys(room.session.journey):
        room.session.adopt(journey)
        room.show_map()
        for hint in hints(journey, read(journey), _LATER):
            kind = (hint.step, re.sub(r"\d+", "n", hint.problem.place))
            if kind in seen:
                continue
            seen.add(kind)
            room.turn_side("guide")
            room.guide.go(hint.step)
            # A respondent's window may still stand beside it: a click in this window brings it to the front.
            room.window_.activateWindow()
            room.canvas_.setFocus()
            click(room, hint)
            wrong += [f"from the guide {told}" for told in found_fault(room, hint)]
            # The same from the journey's panel, where all hints stand in one list.
            room.turn_side("journey")
            room.selection.clear()
            room.window_.activateWindow()
            room.canvas_.setFocus()
            room.desk.sought.emit(hint.problem.record, hint.problem.place)
            QApplication.processEvents()
            wrong += [f"from the panel {told}" for told in found_fault(room, hint)]
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 20, sorted(seen)

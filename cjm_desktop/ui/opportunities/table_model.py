"""The opportunities as rows of a table, every field to be written (METHOD step 9).

Contract. :class:`OpportunityModel` shows the document and changes it through the desk: a value that is set is one undo entry, one that does
not fit is refused with a sentence. Rows follow the document's order; :class:`Sorted` puts them in another and leaves some out. What is
empty stands last, however it is sorted. Days are shown and written as the language does; what is late says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Opportunity, Status
from cjm_desktop.i18n.days import day_of, misses_in_calendar
from cjm_desktop.layout.planning.card import is_late

from ..desk import Desk
from ..fields import Option
from ..panels import options
from ..session import Change
from ..shared import Ui

_Index = QModelIndex | QPersistentModelIndex
#: What rows are sorted by.
SORTED = Qt.ItemDataRole.UserRole
#: The id of a row's opportunity.
IDENT = Qt.ItemDataRole.UserRole + 1
_CHOICES = ("kind", "reach", "impact", "effort", "owner", "status")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the field's name, its heading, what changing it is called, and how wide it is at most, as long as nobody makes it wider
    (px at scale 1). The title gets what the others leave."""

    name: str
    heading: str
    label: Message
    width: int


def fields(ui: Ui) -> tuple[Field, ...]:
    """The columns from left to right."""
    _ = ui.text
    return (
        Field("title", _("Title"), Message("Rename opportunity"), 210),
        Field("status", _("Status"), Message("Change the status"), 150),
        Field("owner", _("Owner"), Message("Change the owner"), 130),
        Field("person", _("Person"), Message("Change the person"), 110),
        Field("due", _("Due"), Message("Change the due date"), 165),
        Field("kind", _("What it does"), Message("Change the kind"), 220),
        Field("reach", _("Reach"), Message("Change the reach"), 105),
        Field("impact", _("Impact"), Message("Change the impact"), 75),
        Field("effort", _("Effort"), Message("Change the effort"), 75),
        Field("votes", _("Votes"), Message("Change the votes"), 75),
        Field("measure", _("How we will know it worked"), Message("Change the measure"), 190),
        Field("touchpoints", _("Where it helps"), Message("Change where it helps"), 200),
    )


class OpportunityModel(QAbstractTableModel):
    """All opportunities of the document."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fields = fields(desk.ui)
        self._journey = desk.journey
        self._number = {card.id: i for i, card in enumerate(self._journey.touchpoints, 1)}
        desk.session.changed.connect(self._follow)

    # ------------------------------------------------------------------ following

    def _follow(self, change: Change) -> None:
        if not change.gesture:
            self.refresh()

    def refresh(self) -> None:
        """Follow the document: rows that are the same records stay as they are."""
        before, after = self._journey, self.desk.journey
        if before is after:
            return
        old, new = before.opportunities, after.opportunities
        around = before.touchpoints is after.touchpoints and before.parties is after.parties
        if [one.id for one in old] != [one.id for one in new]:
            self.beginResetModel()
            self._take(after)
            self.endResetModel()
            return
        self._take(after)
        last = len(self.fields) - 1
        for row, (one, other) in enumerate(zip(old, new, strict=True)):
            if one is not other or not around:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def _take(self, journey: Journey) -> None:
        self._journey = journey
        self._number = {card.id: i for i, card in enumerate(journey.touchpoints, 1)}

    # ------------------------------------------------------------------ what there is

    def one(self, index: _Index) -> Opportunity:
        """The opportunity of a row."""
        return self._journey.opportunities[index.row()]

    def row_of(self, ident: str) -> int:
        """The row of an opportunity; -1 when there is none."""
        return next((row for row, one in enumerate(self._journey.opportunities) if one.id == ident), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One for each opportunity."""
        return 0 if parent.isValid() else len(self._journey.opportunities)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One for each field."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.fields[section].heading
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every field can be written."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A field, as it is read, written or sorted by."""
        one, name, roles = self.one(index), self.fields[index.column()].name, Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.ToolTipRole):
            return self.shown(one, name)
        if role == roles.EditRole:
            return self.written(one, name)
        if role == roles.DecorationRole and name in ("kind", "status"):
            found = next((o.icon for o in self.choices(name) if o.value == getattr(one, name)), "")
            return self.desk.ui.icons.icon(found, "secondary", marked="accent_ink")
        if role == roles.TextAlignmentRole and name in ("impact", "effort", "votes"):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == SORTED:
            return self.rank(one, name)
        return one.id if role == IDENT else None

    def choices(self, name: str) -> list[Option]:
        """What a field can be; nothing for one that is typed."""
        ui, _ = self.desk.ui, self.desk.ui.text
        if name == "kind":
            return options.opportunity_kinds(ui)
        if name == "status":
            return options.statuses(ui)
        if name == "reach":
            return [Option(None, _("Not said"), "minus"), *options.reaches(ui)]
        if name == "owner":
            return options.parties(ui, self._journey)
        if name in ("impact", "effort"):
            return [Option(None, "–"), *(Option(mark, str(mark)) for mark in range(1, 6))]
        return []

    def shown(self, one: Opportunity, name: str) -> str:
        """A field as it is read."""
        ui, value = self.desk.ui, getattr(one, name)
        if name in _CHOICES:
            if value is None:
                return ui.text("Nobody yet") if name == "owner" and not one.person.strip() else ""
            return next((o.text for o in self.choices(name) if o.value == value), "")
        if name == "due" and value:
            day = ui.words.short_day(value)
            return ui.text("overdue: {day}").format(day=day) if is_late(one, date.today()) else day
        if name == "votes":
            return str(value) if value else ""
        if name == "touchpoints":
            cards = {card.id: card.title for card in self._journey.touchpoints}
            places = sorted((self._number[ident], cards[ident]) for ident in value if ident in self._number)
            return ", ".join(f"{number}\u00a0{title}".strip() for number, title in places)
        return str(value)

    def written(self, one: Opportunity, name: str) -> Any:
        """A field as it stands in its editor."""
        value = getattr(one, name)
        if name == "due":
            return self.desk.ui.words.short_day(value) if value else ""
        if name == "touchpoints":
            return ", ".join(str(number) for number in sorted(self._number[ident] for ident in value if ident in self._number))
        return value

    def rank(self, one: Opportunity, name: str) -> Any:
        """What a field is sorted by: choices in their order, numbers and days as such, words as words; ``None`` when it is empty."""
        value = getattr(one, name)
        if name in ("impact", "effort"):
            return value
        if name == "owner":
            return self.shown(one, name) if value is not None else None
        if name in _CHOICES:
            return None if value is None else [o.value for o in self.choices(name)].index(value)
        if name == "touchpoints":
            return min((self._number[ident] for ident in value if ident in self._number), default=None)
        if name == "votes":  # as every list has them: those that were dropped stand last
            return None if one.status is Status.DROPPED else value
        return value or None

    # ------------------------------------------------------------------ changing

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write a field; gives whether the document is different now."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        field, ident = self.fields[index.column()], self.one(index).id
        read = self._read(field.name, value)
        if isinstance(read, Message):
            self.desk.refused.emit(read)
            return False

        def change(journey: Journey) -> Journey:
            if field.name == "status":
                # On the board it goes to the end of its column.
                return edits.place_opportunity(journey, ident, read, len(journey.opportunities))
            return edits.change_opportunity(journey, ident, **{field.name: read})

        return self.desk.change(field.label, change)

    def fits(self, index: _Index, value: Any) -> bool:
        """Whether what was typed or chosen can stand in a field."""
        return not isinstance(self._read(self.fields[index.column()].name, value), Message)

    def _read(self, name: str, value: Any) -> Any:
        """The value of what was typed or chosen; a sentence where it is none."""
        ui = self.desk.ui
        if name in _CHOICES:
            # Qt hands a word of ours back as a plain text.
            return next((option.value for option in self.choices(name) if option.value == value), None)
        text = " ".join(str(value).split())
        if name == "votes":
            return int(text) if text.isdecimal() and len(text) < 7 else 0 if not text else Message("Votes are a whole number.")
        if name == "due":
            day = day_of(text, ui.words.language, date.today()) if text else None
            if text and day is None and misses_in_calendar(text, ui.words.language):
                return Message("There is no such day: {day}.", day=text[:40])
            if text and day is None:
                return Message("A day is written such as {example}.", example=ui.words.short_day("2026-05-31"))
            return day.isoformat() if day is not None else ""
        if name == "touchpoints":
            return self._places(text)
        return text

    def _places(self, text: str) -> tuple[str, ...] | Message:
        cards = self._journey.touchpoints
        found: list[str] = []
        for part in text.replace(";", " ").replace(",", " ").split():
            number = part.rstrip(".")
            if not number.isdecimal() or not 1 <= int(number) <= len(cards):
                return Message("Touchpoints are written by their numbers, such as 4, 7; the last is {count}.", count=len(cards))
            ident = cards[int(number) - 1].id
            if ident not in found:
                found.append(ident)
        return tuple(found)


class Sorted(QSortFilterProxyModel):
    """The rows that are wanted, in the order that is wanted."""

    def __init__(self, model: OpportunityModel) -> None:
        super().__init__(model)
        self._rows = model
        self._words = ""
        self._which = "all"
        self._collator = QCollator(QLocale(model.desk.ui.words.language))
        self._collator.setNumericMode(True)
        self.setSourceModel(model)
        self.setSortRole(SORTED)
        self.setDynamicSortFilter(True)

    def search(self, words: str) -> None:
        """Only rows that have all of these words somewhere."""
        self._again(words.casefold(), self._which)

    def show_only(self, which: str) -> None:
        """``all``, ``open``, ``late``, or a status."""
        self._again(self._words, which)

    def _again(self, words: str, which: str) -> None:
        if (words, which) == (self._words, self._which):
            return
        self.beginFilterChange()
        self._words, self._which = words, which
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a row is wanted."""
        one = self._rows.one(self._rows.index(row, 0))
        if self._which == "open" and one.status in (Status.DONE, Status.DROPPED):
            return False
        if self._which == "late" and not is_late(one, date.today()):
            return False
        if self._which in set(Status) and one.status != self._which:
            return False
        if not self._words:
            return True
        told = " ".join([one.text, *(self._rows.shown(one, field.name) for field in self._rows.fields)]).casefold()
        return all(word in told for word in self._words.split())

    def lessThan(self, left: _Index, right: _Index) -> bool:
        """Empty ones last, whichever way; words as the language sorts them; equals in the document's order."""
        a, b = left.data(SORTED), right.data(SORTED)
        down = self.sortOrder() is Qt.SortOrder.DescendingOrder
        if a is None or b is None:
            return (b is None and a is not None) != down if (a is None) != (b is None) else self._before(left, right, down)
        if a == b:
            return self._before(left, right, down)
        return self._collator.compare(a, b) < 0 if isinstance(a, str) else bool(a < b)

    def _before(self, left: _Index, right: _Index, down: bool) -> bool:
        return (left.row() < right.row()) != down

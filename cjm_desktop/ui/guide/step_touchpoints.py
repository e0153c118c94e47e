"""Step 7, touchpoints: what comes earlier, later and afterwards, where it is silent; how many cards of each kind; all of them to go to.

The quick entry is one key away; other new cards are written on the map at once (METHOD.md).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Kind, Message, Phase, Touchpoint, fresh_id
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout.card_head import KIND_ICONS
from cjm_desktop.method.words import speaks_of_aftercare

from ..canvas.actions import new_card_merge
from ..desk import Desk
from ..keymap import Keymap, native
from ..panels import options
from ..panels.form import Column, button, label
from .even import Even

#: Lines of the list of cards that are in sight.
_LINES = 9


def fill_touchpoints(desk: Desk, column: Column) -> None:
    """The fields of step 7."""
    _ = desk.ui.text
    quick = button(desk.ui, _("&Quick entry").replace("&", ""), "zap", lambda: desk.told.emit("capture"), "")
    column.put(quick)

    def name_key() -> None:
        # The key is the one that the person gave it.
        key = ", ".join(map(native, Keymap(desk.ui.settings).keys("capture")[:1]))
        tip = _("Type what the group says, one line for each card")
        quick.setToolTip(f"{tip} ({key})" if key else tip)

    column.hooks.append(name_key)
    column.put(label(_("Ask for more cards"), wrap=True))
    questions = Questions(desk)
    column.put(questions)
    column.hooks.append(questions.refresh)
    kinds = Kinds(desk)
    column.put(kinds)
    column.hooks.append(kinds.refresh)
    cards = Cards(desk)
    column.put(cards)
    column.hooks.append(cards.refresh)


def aftercare_phase(journey: Journey) -> Phase | None:
    """The last phase whose name speaks of aftercare, in the language of the document or in English."""
    return next(
        (p for p in reversed(journey.phases) if speaks_of_aftercare([p.name], journey.language)), None
    )


class Questions(QWidget):
    """The questions that make a group think of more: each adds a card in its place, ready to be written on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        ui, _ = desk.ui, desk.ui.text
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(6))
        box = Even(ui.px(6), plain=True)
        column.addWidget(box)
        rows = (
            ("earlier", _("Earlier?"), "arrow-left", _("A card before the first one"), self.earlier),
            ("later", _("Later?"), "arrow-right", _("A card after the last one"), self.later),
            (
                "aftercare",
                _("Aftercare?"),
                "handshake",
                _("A card at the end of the aftercare; the phase is added if there is none"),
                self.aftercare,
            ),
            ("silent", _("Silence?"), "volume-x", _("A silence after the selected card"), self.silence),
        )
        for name, text, icon, tip, does in rows:
            made = button(ui, text, icon, does, "question")
            made.setToolTip(tip)
            self.buttons[name] = made
            box.add(made)
        self.where = label("", "hint", wrap=True)
        column.addWidget(self.where)
        desk.selection.changed.connect(self._selected)

    def refresh(self) -> None:
        """Say where a silence would be."""
        at, journey, ui = self._silent_at(), self.desk.journey, self.desk.ui
        self.buttons["silent"].setEnabled(at is not None)
        self.where.setVisible(bool(journey.touchpoints))
        if at is None:
            self.where.setText(ui.text("For a silence, select the card before it, or the two around it."))
            return
        before = journey.touchpoints[at - 1].title or ui.text("Untitled touchpoint")
        self.where.setText(ui.text("The silence comes after “{title}”.").format(title=before))

    def _selected(self) -> None:
        if self.isVisible():
            self.refresh()

    def earlier(self) -> None:
        """A card before the first one."""
        first = next(iter(self.desk.journey.touchpoints), None)
        self._add(Touchpoint(id=fresh_id("t"), phase=self._start_phase(first)), 0, row=False)

    def later(self) -> None:
        """A card after the last one; Enter adds the next."""
        cards = self.desk.journey.touchpoints
        phase = cards[-1].phase if cards else self._start_phase(None)
        self._add(Touchpoint(id=fresh_id("t"), phase=phase), len(cards), row=True)

    def aftercare(self) -> None:
        """A card at the end of the aftercare phase, which is added when there is none."""
        journey = self.desk.journey
        known = aftercare_phase(journey)
        phase = known
        if known is None:
            # The phase speaks the language of the document, not that of the window.
            _ = catalogue_for(journey.language).text
            phase = Phase(id=fresh_id("f"), name=_("Aftercare"))
        assert phase is not None
        inside = [i for i, card in enumerate(journey.touchpoints) if card.phase == phase.id]
        at = inside[-1] + 1 if inside else len(journey.touchpoints)
        self._add(Touchpoint(id=fresh_id("t"), phase=phase.id), at, None if known else phase, row=True)

    def silence(self) -> None:
        """A silence after the selected card, or between the selected ones."""
        at = self._silent_at()
        if at is not None:
            phase = self.desk.journey.touchpoints[at - 1].phase
            self._add(Touchpoint(id=fresh_id("t"), phase=phase, kind=Kind.SILENCE), at, row=False)

    def _start_phase(self, first: Touchpoint | None) -> str | None:
        if first is not None:
            return first.phase
        phases = self.desk.journey.phases
        return phases[0].id if phases else None

    def _silent_at(self) -> int | None:
        """Where a silence would stand: after the first of the selected cards."""
        chosen = self.desk.selection.ids
        if not chosen:
            return None
        return next(
            (i + 1 for i, card in enumerate(self.desk.journey.touchpoints) if card.id == chosen[0]), None
        )

    def _add(self, card: Touchpoint, at: int, phase: Phase | None = None, *, row: bool) -> None:
        self.desk.flush()

        def add(journey: Journey) -> Journey:
            if phase is not None:
                journey = edits.add_phase(journey, phase, len(journey.phases))
            return edits.add_touchpoints(journey, (card,), at)

        if self.desk.change(Message("Add touchpoint"), add, new_card_merge(card.id)):
            self.desk.selection.set((card.id,))
            self.desk.card_born.emit(card.id, row)


class Kinds(QWidget):
    """How many cards of each kind there are; a click selects them. And those without a phase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        ui = desk.ui
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(2))
        self._box = Even(ui.px(2))
        column.addWidget(self._box)
        self.buttons: dict[Kind | None, QPushButton] = {}
        self._names = {option.value: option.text for option in options.kinds(ui)}
        for option in options.kinds(ui):
            made = self._button(option.icon, option.value)
            ui.tell(made, option.tip, made.setToolTip)
            self._box.add(made)
        column.addWidget(self._button("flag", None))

    def _button(self, icon: str, kind: Kind | None) -> QPushButton:
        made = button(self.desk.ui, "", icon, partial(self._select, kind), "reading")
        self.buttons[kind] = made
        return made

    def _ids(self, kind: Kind | None) -> list[str]:
        cards = self.desk.journey.touchpoints
        if kind is None:
            return [card.id for card in cards if card.phase is None]
        return [card.id for card in cards if card.kind is kind]

    def refresh(self) -> None:
        """Count again."""
        ui = self.desk.ui
        for kind, made in self.buttons.items():
            many = len(self._ids(kind))
            if kind is None:
                words = ui.plural("{n} card without a phase", "{n} cards without a phase", many).format(
                    n=many
                )
                made.setVisible(bool(many))
            else:
                words = f"{many} {self._names[kind]}"
            made.setText(f" {words}")
            made.setAccessibleName(words)
            made.setEnabled(bool(many))
        self._box.fit()
        # Before the first card there is nothing to count.
        self.setVisible(bool(self.desk.journey.touchpoints))

    def _select(self, kind: Kind | None) -> None:
        ids = self._ids(kind)
        self.desk.selection.set(ids, ids[0] if ids else "")
        if ids:
            self.desk.selection.sought.emit(ids[0])


class Cards(QListWidget):
    """All cards in the order of time under their phases; the one that is gone to is shown on the map."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        ui = desk.ui
        self._listed: list[tuple[str, str, str]] = []
        self._following = False
        self.setAccessibleName(ui.text("All cards"))
        self.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.currentItemChanged.connect(lambda now, _before: self._go(now))
        self.itemClicked.connect(self._go)
        desk.selection.changed.connect(self._selected)
        ui.look_changed.connect(self._forget)

    def refresh(self) -> None:
        """List the cards there are now."""
        ui, journey = self.desk.ui, self.desk.journey
        rows: list[tuple[str, str, str]] = []
        names = {phase.id: phase.name or ui.text("Unnamed") for phase in journey.phases}
        here: str | None = None
        for number, card in enumerate(journey.touchpoints, 1):
            if card.phase is not None and card.phase != here:
                rows.append(("", "", names[card.phase]))
            here = card.phase
            rows.append(
                (card.id, KIND_ICONS[card.kind], f"{number}. {card.title or ui.text('Untitled touchpoint')}")
            )
        if rows != self._listed:
            self._listed = rows
            self._fill(rows)
        self.setVisible(bool(rows))
        self._follow()

    def _fill(self, rows: list[tuple[str, str, str]]) -> None:
        ui = self.desk.ui
        self._following = True
        self.clear()
        for ident, icon, text in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, ident)
            item.setToolTip(text)
            if ident:
                item.setIcon(ui.icons.icon(icon, "secondary"))
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = self.font()
                font.setBold(True)
                item.setFont(font)
            self.addItem(item)
        self._following = False
        line = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(min(len(rows), _LINES) * line + 2 * self.frameWidth() + self.desk.ui.px(4))

    def _selected(self) -> None:
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        """The card selected on the map is the current one."""
        current = self.desk.selection.current
        self._following = True
        at = next((i for i, row in enumerate(self._listed) if row[0] and row[0] == current), -1)
        self.setCurrentRow(at)
        self._following = False
        if at >= 0:
            self.scrollToItem(self.item(at))

    def _go(self, item: QListWidgetItem | None) -> None:
        ident = "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))
        if ident and not self._following and ident != self.desk.selection.current:
            self.desk.selection.seek("touchpoint", ident)

    def _forget(self) -> None:
        self._listed = []

"""Step 2, everyone involved: departments and suppliers, each with a colour and a sign (METHOD.md)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget, QWidgetAction

from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Message, Party, fresh_id
from cjm_desktop.layout.theme import load_theme

from ..desk import Desk
from ..fields import ChoiceField, ColourField, LongLineField, Option, SignField
from ..panels import options
from ..panels.form import Column, label
from ..panels.lists import party_icon
from .births import list_items
from .rows import Row, Rows

_ITEMS = list_items("parties")


def fill_parties(desk: Desk, column: Column) -> None:
    """The fields of step 2."""
    _ = desk.ui.text
    rows = parties(desk)
    column.put(label(_("Departments and suppliers"), wrap=True))
    column.put(rows)
    column.hooks.append(rows.refresh)
    column.put(
        label(_("Who is responsible for a touchpoint is chosen on its card: select it on the map."), "hint", wrap=True)
    )


def parties(desk: Desk) -> Rows:
    """The list of parties."""
    ui, _ = desk.ui, desk.ui.text

    def make(row: Row) -> None:
        swatch = QToolButton()
        swatch.setIconSize(QSize(ui.px(18), ui.px(18)))
        swatch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        swatch.setToolTip(_("Choose a colour"))
        swatch.setAccessibleName(_("Choose a colour"))
        swatch.clicked.connect(lambda _on=False: _colours(swatch, row))
        name = LongLineField(desk, row.link("name", Message("Rename party")))
        row.invite(name, _("Who else?"), _("Name"))
        name.edit.setAccessibleName(_("Name"))
        kinds = [Option(one.value, one.text) for one in options.party_kinds(ui)]
        kind = ChoiceField(desk, row.link("kind", Message("Change the kind")), lambda: kinds)
        kind.box.setAccessibleName(_("Kind"))
        sign = SignField(desk, row.link("sign", Message("Change the sign")))
        sign.edit.setAccessibleName(_("Sign"))
        # A letter or two; the rest of the line is the other field's.
        sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        sign.edit.setToolTip(_("One or two letters, so that nobody has to tell it by its colour alone."))
        row.line(swatch, name)
        row.line(kind, sign)
        shown: list[object] = []

        def show(party: Party) -> None:
            poster = desk.journey.poster
            sign_now = party_signs(desk.journey.parties).get(party.id, "")
            now: list[object] = [party, sign_now, poster.theme, poster.colours, row.exists]
            if now != shown:
                shown[:] = now
                swatch.setIcon(party_icon(desk, party) if row.exists else ui.icons.icon("plus", "secondary"))
                swatch.setEnabled(row.exists)
                sign.edit.setPlaceholderText(sign_now)

        row.hooks.append(show)

    return Rows(
        desk,
        _ITEMS,
        lambda ident: Party(id=ident, colour=_next_colour(desk)),
        make,
        ids=lambda: fresh_id("p"),
        remove_text=_("Remove this party"),
        remove_label=Message("Remove party"),
        move_label=Message("Reorder parties"),
    )


def _next_colour(desk: Desk) -> int:
    """The first colour that no party has yet."""
    used = {party.colour for party in desk.journey.parties}
    return next(i for i in range(100) if i not in used or i == 99)


def _colours(at: QWidget, row: Row) -> None:
    """The colours of parties in a small menu under a button."""
    desk = row.desk
    poster = desk.journey.poster
    menu = QMenu(at)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    field = ColourField(
        desk, row.link("colour", Message("Change the colour")), load_theme(poster.theme, poster.colours).parties
    )
    field.refresh()
    # In a menu nothing tells it how wide to be: four beside each other.
    side = desk.ui.px(32)
    field.setContentsMargins(*[desk.ui.px(6)] * 4)
    field.setFixedSize(4 * side + desk.ui.px(12), -(-len(field.buttons) // 4) * side + desk.ui.px(12))
    action = QWidgetAction(menu)
    action.setDefaultWidget(field)
    menu.addAction(action)
    for one in field.buttons:
        one.clicked.connect(menu.close)
    menu.popup(at.mapToGlobal(at.rect().bottomLeft()))
    # The keyboard goes into the menu, to the colour of now; without this only a mouse could choose another.
    next((one for one in field.buttons if one.isChecked()), field.buttons[0]).setFocus(Qt.FocusReason.PopupFocusReason)

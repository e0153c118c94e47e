"""Two small sheets: all keys, where they can be changed too, and what the program is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import __version__

from ..actions import ACTIONS, MENUS, menu_ids
from ..keymap import Keymap, native
from ..opportunities import keys as opportunities
from ..outline import keys as outline
from ..own_keys import OwnKey
from ..panels.form import label
from ..present import keys as present
from ..shared import Ui
from .bounded import Dialog, Yielding
from .heights import as_high_as_its_words
from .key_change import KeyChanges

#: Keys that only the map understands and that its own list does not have.
_SHOWN_TOO = ("cut", "copy", "paste")


class KeysSheet(Dialog):
    """Every key, by menu, and those of the map, the projector and the outline. The map's are its own; most others can be changed."""

    def __init__(self, ui: Ui, parent: QWidget | None = None, keymap: Keymap | None = None, *, wall: bool = False) -> None:
        """``keymap`` is that of the window the keys are for; ``wall``: somebody asks on the projector, whose keys come first then."""
        super().__init__(parent)
        _ = ui.text
        self.changes = KeyChanges(ui, keymap if keymap is not None else Keymap(ui.settings))
        self.setWindowTitle(_("Keys"))
        on_map = (
            (_("Enter"), _("Next card")),
            ("F2", _("Write on the card, or in the cell that was clicked")),
            (_("1 … 9, 0"), _("Grade the card; 0 is ten")),
            (_("Up, Down"), _("Grade one step up or down; with Shift finer")),
            (_("Left, Right"), _("Go along the timeline")),
            (_("Alt+Left, Alt+Right"), _("Move the card")),
            (_("Delete"), _("Remove the card")),
            (_("Tab"), _("While writing: from the title to the text, and to the next card or cell")),
            (_("Escape"), _("Put back what the hand holds; else select nothing")),
            (_("Escape, while writing"), _("The words there were before; a new card keeps its words")),
            (_("Escape, in a panel"), _("The same for what was just typed; once more: back to the map")),
            (_("Escape, in a dialog"), _("Stop what is being printed; else close it")),
            (_("Ctrl+Enter, in a dialog"), _("Export or print what is chosen")),
            ("?", _("This table")),
            (_("Ctrl+wheel"), _("Closer, further away")),
            (_("Space, middle button"), _("Move the paper")),
        )
        groups: list[tuple[str, list[tuple[str, str]]]] = [(_("On the map"), list(on_map))]
        for title, entries in MENUS:
            rows = []
            for ident in menu_ids(entries):
                row = ACTIONS[ident]
                if row.menu or (row.shown and not row.keys and ident not in _SHOWN_TOO):
                    continue
                # A name after a mark that no key has stands for a button that changes it.
                rows.append((native(row.shown) if ident in _SHOWN_TOO else f"\0{ident}", ui.text(row.text)))
            if rows:
                groups.append((ui.text(title).replace("&", ""), [(k, t.replace("&", "").rstrip(" …")) for k, t in rows]))
        projector = (_("On the projector"), _own(ui, present.SHOWN, present.OWN))
        groups.append(projector)
        groups.append((_("In the outline"), _own(ui, outline.SHOWN, outline.OWN)))
        groups.append((_("Among the opportunities"), _own(ui, opportunities.SHOWN, ())))
        inner = QWidget()
        free = self.screen().availableGeometry().size() - QSize(ui.px(32), ui.px(64))
        # Large type on a small screen: one side under the other.
        narrow = free.width() < ui.px(740)
        columns = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, inner)
        columns.setContentsMargins(ui.px(24), ui.px(20), ui.px(24), ui.px(20))
        columns.setSpacing(ui.px(32))
        # One grid on each side, so that the words of all groups on it begin on one line.
        sides = (QGridLayout(), QGridLayout())
        heights = [0, 0]
        stops: tuple[list[QWidget], list[QWidget]] = ([], [])
        # The longest first, so that both sides become about as long.
        groups[1:] = sorted(groups[1:], key=lambda group: -len(group[1]))
        if wall:
            groups.remove(projector)
            groups.insert(0, projector)
        for one in sides:
            one.setHorizontalSpacing(ui.px(16))
            one.setVerticalSpacing(ui.px(5))
            one.setColumnStretch(1, 1)
        for name, rows in groups:
            side = 0 if heights[0] <= heights[1] else 1
            heights[side] += len(rows) + 2
            grid, at = sides[side], sides[side].rowCount()
            grid.addWidget(label(name, "eyebrow"), at, 0, 1, 2)
            for i, (key, does) in enumerate(rows, at + 1):
                text = label(does, "")
                text.setWordWrap(True)
                grid.addWidget(text, i, 1)
                if key.startswith("\0"):
                    change, back = self.changes.row(key[1:])
                    grid.addWidget(change, i, 0)
                    grid.addWidget(back, i, 2)
                    text.setBuddy(change)
                    stops[side].extend((change, back))
                else:
                    grid.addWidget(label(key, "strong"), i, 0, Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(grid.rowCount(), ui.px(12))
        for one in sides:
            one.setRowStretch(one.rowCount(), 1)
            columns.addLayout(one, 1)
        # The keyboard goes from key to key, and the table follows it.
        area = Yielding(inner)
        self.changes.shows = area.bring
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, ui.px(16))
        column.addWidget(area, 1)
        column.addWidget(self.changes.talk)
        column.addSpacing(ui.px(10))
        foot = _closing(ui, self)
        foot.insertWidget(0, self.changes.all_back)
        column.addLayout(foot)
        # Down one side and then the other; from the button that closes, which has the keyboard first, to the top.
        for before, after in pairwise([*stops[0], *stops[1], self.changes.all_back, *self.findChildren(QPushButton, "close")]):
            QWidget.setTabOrder(before, after)
        self.changes.refresh()
        for close in self.findChildren(QPushButton, "close"):
            close.setFocus()
        # Everything in sight, where the screen has the room.
        width = ui.px(900)
        height = max(columns.totalHeightForWidth(width), inner.sizeHint().height()) + ui.px(72)
        self.resize(QSize(width, height).boundedTo(free))


def _own(ui: Ui, shown: Sequence[tuple[str, str]], own: Sequence[OwnKey]) -> list[tuple[str, str]]:
    """The keys of one place: those that stay as they are, then those that can be changed."""
    return [*((ui.text(keys), ui.text(does)) for keys, does in shown), *((f"\0{row.id}", ui.text(row.text)) for row in own)]


class AboutSheet(Dialog):
    """What the program is, and whose work it stands on."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, _ = ui, ui.text
        self.setWindowTitle(_("About CJM Desktop"))
        self.setFixedWidth(ui.px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(28), ui.px(24), ui.px(28), ui.px(16))
        column.setSpacing(ui.px(10))
        column.addWidget(label("CJM Desktop", "display"))
        column.addWidget(label(_("Version {version}").format(version=__version__), "caption"))
        for text in (
            _("Maps what people go through, with their feelings, and prints it as a measured poster."),
            _("It works without a network and keeps everything in your own files."),
            _(
                "Made with Python, Qt for Python, pyqtgraph, ReportLab, HarfBuzz and pydantic. Typeface: Inter (SIL Open "
                "Font License). Icons: Lucide (ISC)."
            ),
        ):
            line = QLabel(text)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setWordWrap(True)
            column.addWidget(line)
        column.addSpacing(ui.px(8))
        foot = _closing(ui, self)
        foot.setContentsMargins(0, 0, 0, 0)
        self.licences = QPushButton(_("Licences") + " …")
        self.licences.setAutoDefault(False)
        self.licences.clicked.connect(self._show_licences)
        foot.insertWidget(0, self.licences)
        column.addLayout(foot)

    def _show_licences(self) -> None:
        """Whose work it is, with all licences; reading them takes a moment, so nobody waits who does not ask."""
        from .licences import LicencesSheet

        sheet = LicencesSheet(self._ui, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words."""
        as_high_as_its_words(self)
        super().showEvent(event)


def _closing(ui: Ui, dialog: QDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(ui.px(24), 0, ui.px(24), 0)
    row.addStretch(1)
    close = QPushButton(ui.text("Close"))
    close.setObjectName("close")
    close.setProperty("role", "primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row.addWidget(close)
    return row

"""Fields one chooses in: drop-down, segments, switch, tags, party colour, icon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from cjm_desktop.document import clean_line

from ..desk import Desk
from ..shared import Ui
from .base import MIXED, Field, Link
from .combo import Combo
from .finder import Finder
from .widgets import Flow, Option, Segments, Switch, walk

#: Icons in a line of their sheet.
_ICON_COLUMNS = 7


class ChoiceField(Field):
    """A drop-down. ``options`` is asked again at each refresh; ``add``, when given, makes the last row,
    which calls it. With ``create`` typing finds an option by its words, and offers to add what there is not:
    it is called with the new name."""

    def __init__(
        self,
        desk: Desk,
        link: Link,
        options: Callable[[], Sequence[Option]],
        *,
        add: tuple[str, Callable[[], None]] | None = None,
        create: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(desk, link)
        self._options, self._add, self._create = options, add, create
        self._made: tuple[Option, ...] = ()
        self.box = Combo(desk.ui)
        self.box.activated.connect(self._activated)
        if create is not None:
            self.box.take_typing(self._find)
        self.hold(self.box)

    def refresh(self) -> None:
        made = tuple(self._options())
        if made != self._made:
            self._made = made
            self._shown = None
        super().refresh()

    def show_value(self, value: Any) -> None:
        ui, box = self.desk.ui, self.box
        box.clear()
        box.setIconSize(QSize(ui.px(16), ui.px(16)))
        if value is MIXED:
            box.addItem(ui.text("mixed"), None)
        for option in self._made:
            if option.icon:
                box.addItem(ui.icons.icon(option.icon), option.text)
            else:
                box.addItem(option.text)
        if self._add is not None:
            box.insertSeparator(box.count())
            box.addItem(ui.icons.icon("plus", "accent"), self._add[0])
        offset = 1 if value is MIXED else 0
        at = next((i for i, option in enumerate(self._made) if option.value == value), -1)
        box.setCurrentIndex(0 if value is MIXED else at + offset)

    def value(self) -> Any:
        return self._picked

    def _find(self, letter: str) -> None:
        if self._create is not None:
            Finder(self.desk.ui, self.box, self._made, self._pick, self._create).begin(letter)

    def _pick(self, at: int) -> None:
        self._picked: Any = self._made[at].value
        self._shown = None
        self.chosen()
        self._shown = None
        self.refresh()

    def _activated(self, row: int) -> None:
        shift = 1 if self._shown is MIXED else 0
        at = row - shift
        if 0 <= at < len(self._made):
            self._picked = self._made[at].value
            self.chosen()
        elif self._add is not None and at > len(self._made):
            self._shown = None
            self.refresh()
            self._add[1]()


class SegmentField(Field):
    """A choice of few, all in sight. ``clearable``: a click on the chosen one takes the choice back
    (``None``)."""

    def __init__(
        self,
        desk: Desk,
        link: Link,
        options: Sequence[Option],
        *,
        clearable: bool = False,
        columns: int = 0,
        stacked: bool = False,
    ) -> None:
        super().__init__(desk, link)
        self._clearable = clearable
        self._picked: Any = None
        self.segments = Segments(desk.ui, options, columns=columns, stacked=stacked)
        self.segments.group.idClicked.connect(self._clicked)
        self.hold(self.segments, *self.segments.buttons())

    def show_value(self, value: Any) -> None:
        self.segments.press(value)

    def value(self) -> Any:
        return self._picked

    def _clicked(self, at: int) -> None:
        value = self.segments.options[at].value
        now = self.link.get(self.desk.journey)
        self._picked = None if self._clearable and value == now else value
        self.segments.press(self._picked)
        self.chosen()


class CheckField(Field):
    """Yes or no."""

    def __init__(self, desk: Desk, link: Link, text: str, *, yes: Any = True, no: Any = False) -> None:
        super().__init__(desk, link)
        self._yes, self._no = yes, no
        self.switch = Switch(desk.ui, text)
        self.switch.clicked.connect(lambda _on: self.chosen())
        self.hold(self.switch)

    def show_value(self, value: Any) -> None:
        self.switch.setTristate(False)
        if value is MIXED:
            self.switch.setTristate(True)
            self.switch.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.switch.setChecked(value == self._yes)

    def value(self) -> Any:
        self.switch.setTristate(False)
        return self._yes if self.switch.isChecked() else self._no


class TagsField(Field):
    """A list of short words as chips; Enter or a comma adds what is typed, a click or Backspace takes one
    away."""

    def __init__(self, desk: Desk, link: Link, *, placeholder: str = "") -> None:
        super().__init__(desk, link)
        self._placeholder = placeholder
        self._tags: tuple[str, ...] = ()
        self.edit = QLineEdit()
        self.edit.setMinimumWidth(desk.ui.px(110))
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._add)
        box = QWidget()
        self._flow = Flow(desk.ui.px(4))
        box.setLayout(self._flow)
        self._flow.addWidget(self.edit)
        policy = box.sizePolicy()
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        self.hold(box, self.edit)

    def show_value(self, value: Any) -> None:
        self._tags = () if value is MIXED or value is None else tuple(value)
        self.edit.setPlaceholderText(self.desk.ui.text("mixed") if value is MIXED else self._placeholder)
        # What it asks for is read whole; beside a tag there may be no room for that.
        self.edit.ensurePolished()
        wanted = self.edit.fontMetrics().horizontalAdvance(self.edit.placeholderText()) + self.desk.ui.px(24)
        self.edit.setMinimumWidth(max(self.desk.ui.px(110), wanted))
        while self._flow.count() > 1:
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for i, tag in enumerate(self._tags):
            chip = QToolButton()
            chip.setProperty("role", "chip")
            chip.setText(tag)
            chip.setIcon(self.desk.ui.icons.icon("x", "accent_tint_ink"))
            chip.setIconSize(QSize(self.desk.ui.px(12), self.desk.ui.px(12)))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setToolTip(self.desk.ui.text("Take “{name}” away").format(name=tag))
            chip.clicked.connect(lambda _=False, i=i: self._take(i))
            self._flow.insert(i, chip)
        self._flow.invalidate()
        self.updateGeometry()

    def value(self) -> Any:
        typed = [word for part in self.edit.text().split(",") if (word := clean_line(part))]
        return (*self._tags, *(word for word in typed if word not in self._tags))

    def flush(self) -> None:
        if self.edit.hasFocus() and self._timer.isActive():
            # A word being typed is not a tag before Enter, a comma or leaving.
            return
        super().flush()

    def left(self) -> None:
        self._timer.stop()
        if clean_line(self.edit.text()):
            self._add()
        super().left()

    def drop(self) -> None:
        self.edit.clear()
        super().drop()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QKeyEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.edit.text()
            and self._tags
        ):
            self._take(len(self._tags) - 1)
            return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if "," in text:
            self._add()

    def _add(self) -> None:
        if clean_line(self.edit.text().replace(",", " ")):
            tags = self.value()
            self.edit.clear()
            self._commit(tags)

    def _take(self, at: int) -> None:
        self._commit(tuple(tag for i, tag in enumerate(self._tags) if i != at))

    def _commit(self, tags: tuple[str, ...]) -> None:
        self.show_value(tags)
        self._timer.stop()
        self.chosen()


class ColourField(Field):
    """One of the theme's party colours, by its number."""

    def __init__(self, desk: Desk, link: Link, colours: Sequence[str]) -> None:
        super().__init__(desk, link)
        self._picked = 0
        ui = desk.ui
        box = QWidget()
        flow = Flow(ui.px(4))
        box.setLayout(flow)
        self.buttons: list[QToolButton] = []
        for i, colour in enumerate(colours):
            button = QToolButton()
            button.setProperty("role", "swatch")
            button.setCheckable(True)
            button.setFixedSize(ui.px(28), ui.px(28))
            button.setStyleSheet(f"background: {colour};")
            button.setToolTip(ui.text("Colour {n}").format(n=i + 1))
            button.setAccessibleName(ui.text("Colour {n}").format(n=i + 1))
            button.clicked.connect(lambda _=False, i=i: self._click(i))
            flow.addWidget(button)
            self.buttons.append(button)
        self.hold(box, *self.buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from colour to colour, in the lines in which they stand."""
        columns = sum(one.y() == self.buttons[0].y() for one in self.buttons) if self.buttons else 0
        return walk(self.buttons, event, columns) or super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:
        for i, button in enumerate(self.buttons):
            button.setChecked(isinstance(value, int) and value % len(self.buttons) == i)

    def value(self) -> Any:
        return self._picked

    def _click(self, at: int) -> None:
        self._picked = at
        self.show_value(at)
        self.chosen()


class IconField(Field):
    """One of a set of icons, chosen from a small sheet of them."""

    def __init__(self, desk: Desk, link: Link, names: Sequence[str]) -> None:
        super().__init__(desk, link)
        self._names = tuple(names)
        self._picked = ""
        ui = desk.ui
        self.button = QToolButton()
        self.button.setProperty("role", "picker")
        self.button.setIconSize(QSize(ui.px(20), ui.px(20)))
        self.button.setToolTip(ui.text("Choose an icon"))
        self.button.setAccessibleName(ui.text("Choose an icon"))
        self.button.clicked.connect(self._choose)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hold(box, self.button)

    def show_value(self, value: Any) -> None:
        self._picked = "" if value is MIXED else str(value)
        self.button.setIcon(self.desk.ui.icons.icon(self._picked))

    def value(self) -> Any:
        return self._picked

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = IconSheet(self.desk.ui, self._names, self._take, menu)
        action = QWidgetAction(menu)
        action.setDefaultWidget(sheet)
        menu.addAction(action)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        # The keyboard goes into the menu, to the icon of now.
        at = self._names.index(self._picked) if self._picked in self._names else 0
        sheet.buttons[at].setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, name: str) -> None:
        self._picked = name
        self.button.setIcon(self.desk.ui.icons.icon(name))
        self.chosen()


class IconSheet(QWidget):
    """A sheet of icons; a click calls ``take`` with the name and closes the menu it stands in."""

    def __init__(self, ui: Ui, names: Sequence[str], take: Callable[[str], None], menu: QMenu) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setSpacing(2)
        self.buttons: list[QToolButton] = []
        for i, name in enumerate(names):
            button = QToolButton()
            self.buttons.append(button)
            button.setIcon(ui.icons.icon(name))
            button.setIconSize(QSize(ui.px(20), ui.px(20)))
            button.setToolTip(name.replace("-", " "))
            button.clicked.connect(menu.close)
            button.clicked.connect(lambda _=False, name=name: take(name))
            button.installEventFilter(self)
            grid.addWidget(button, i // _ICON_COLUMNS, i % _ICON_COLUMNS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from icon to icon."""
        return walk(self.buttons, event, _ICON_COLUMNS) or super().eventFilter(watched, event)

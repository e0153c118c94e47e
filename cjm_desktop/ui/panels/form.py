"""How forms are laid out: labelled fields in a column, in sections that fold, in a panel that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import Field
from ..shared import Telling, Ui
from ..soon import soon
from .buttons import Button, Heading

#: What Qt leaves between the icon of a button and its words (px).
_ICON_GAP = 4


def label(text: str, role: str = "caption", *, wrap: bool = False) -> QLabel:
    """A label with a role of the style sheet. Its text is never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def button(ui: Ui, text: str, icon: str, does: Callable[[], object], role: str = "quiet") -> Button:
    """A push button with an icon and a role of the style sheet."""
    made = Button(text)
    made.setProperty("role", role)
    colour = {"quiet": "accent", "danger": "danger", "primary": "accent_ink"}.get(role, "text")
    if icon:
        made.setIcon(ui.icons.icon(icon, colour))
        made.setIconSize(QSize(ui.px(16), ui.px(16)))
    made.clicked.connect(lambda _checked=False: does())
    return made


class LineButton(QPushButton):
    """A button in a list, as wide as the list: words that have no room end in … and are told by its tip."""

    def __init__(self, text: str, tip: str) -> None:
        super().__init__(text)
        self.setProperty("role", "reading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + _ICON_GAP
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


def small_button(
    ui: Ui, icon: str, tip: str, does: Callable[[], object], role: str = "secondary"
) -> QToolButton:
    """An icon to click, with a tip that is also its accessible name."""
    made = QToolButton()
    made.setIcon(ui.icons.icon(icon, role))
    made.setIconSize(QSize(ui.px(16), ui.px(16)))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked=False: does())
    return made


class Column(QWidget):
    """Labelled fields one under the other; :meth:`refresh` shows the document's values again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: list[Field] = []
        #: The label of each field that has one.
        self.captions: dict[Field, QLabel] = {}
        self.hooks: list[Callable[[], None]] = []
        #: Called when somebody comes to the page that this is part of.
        self.entering: list[Callable[[], None]] = []
        #: Places of the document that stand deeper than in a field of this column: gives what to write in, if that is here.
        self.leads: list[Callable[[str], QWidget | None]] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(desk.ui.px(10))

    def add(self, name: Telling, field: Field, hint: str = "") -> Field:
        """A field under its label."""
        self.box.addWidget(self._labelled(name, field, hint))
        return field

    def pair(self, *named: tuple[str, Field], shares: Sequence[int] = ()) -> None:
        """Fields side by side, on one line however long their labels are; all as wide, or by their ``shares`` of the room (0: as wide
        as it has to be)."""
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.desk.ui.px(8))
        grid.setVerticalSpacing(self.desk.ui.px(4))
        for at, (name, field) in enumerate(named):
            self.fields.append(field)
            grid.setColumnStretch(at, shares[at] if shares else 1)
            if name:
                grid.addWidget(self._caption(name, field), 0, at, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(field, 1, at, Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(row)

    def beside(self, name: str, field: Field) -> Field:
        """A field to the right of its label."""
        self.fields.append(field)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.desk.ui.px(8))
        caption = label(name)
        caption.setFixedWidth(self.desk.ui.px(100))
        caption.setWordWrap(True)
        self.captions[field] = caption
        _befriend(caption, field, name)
        line.addWidget(caption)
        line.addWidget(field, 1)
        self.box.addWidget(row)
        return field

    def put(self, widget: QWidget) -> QWidget:
        """Any other widget."""
        self.box.addWidget(widget)
        return widget

    def clear(self, *kept: QWidget) -> None:
        """Take all out of the column, and let what was in it go, but for what is ``kept``: nothing of it is named here any more, for a
        field that goes and is still named stays in memory with all its parts."""
        for field in self.fields:
            field.drop()
        self.fields.clear()
        self.captions.clear()
        while (item := self.box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in kept:
                widget.hide()
                widget.deleteLater()

    def refresh(self) -> None:
        """Show what the document holds now."""
        for field in self.fields:
            field.refresh()
        for hook in self.hooks:
            hook()

    def leave(self) -> None:
        """The subject changes: take over what is typed, and forget what was shown."""
        for field in self.fields:
            field.left()
            field._shown = None

    def _labelled(self, name: Telling, field: Field, hint: str) -> QWidget:
        self.fields.append(field)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.desk.ui.px(4))
        if name:
            box.addWidget(self._caption(name, field))
        box.addWidget(field)
        if hint:
            box.addWidget(label(hint, "hint", wrap=True))
        return holder

    def _caption(self, name: Telling, field: Field) -> QLabel:
        caption = label("", wrap=True)
        self.desk.ui.tell(caption, name, caption.setText)
        self.captions[field] = caption
        _befriend(caption, field, name)
        return caption


def _befriend(caption: QLabel, field: Field, name: Telling) -> None:
    """Tell a screen reader which label belongs to which field."""
    proxy = proxy_of(field)
    if proxy is not None:
        caption.setBuddy(proxy)
        if not proxy.accessibleName():
            field.desk.ui.tell(proxy, name, proxy.setAccessibleName)


class Section(QWidget):
    """A titled part of a panel that folds away; whether it is folded is remembered under its key."""

    def __init__(self, desk: Desk, key: str, title: str, icon: str = "", *, folded: bool = False) -> None:
        super().__init__()
        self._ui, self._key, self._default = desk.ui, key, folded
        self.folded: bool = folded
        ui = desk.ui
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(4))
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, ui.px(2), 0, 0)
        row.setSpacing(ui.px(4))
        self.header = Heading()
        self.header.setProperty("role", "section")
        self.header.setText(title)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.clicked.connect(lambda: self.fold(not self.folded))
        self.count = label("", "caption")
        row.addWidget(self.header, 1)
        row.addWidget(self.count)
        column.addWidget(head)
        self.body = Column(desk)
        self.body.box.setContentsMargins(0, 0, 0, ui.px(10))
        column.addWidget(self.body)
        remembered = [str(name) for name in ui.settings.get("window/folded")]
        self.folded = (key in remembered) != folded
        self._apply()

    def fold(self, folded: bool) -> None:
        """Fold the section away or open it, and remember it."""
        self.folded = folded
        names = {str(name) for name in self._ui.settings.get("window/folded")}
        # The list holds the sections that are not as they come.
        names = names | {self._key} if folded != self._default else names - {self._key}
        self._ui.settings.set("window/folded", sorted(names))
        self._apply()

    def _apply(self) -> None:
        self.header.setIcon(
            self._ui.icons.icon("chevron-right" if self.folded else "chevron-down", "secondary")
        )
        self.body.setVisible(not self.folded)
        if not self.folded:
            self.body.refresh()


class Sheet(QScrollArea):
    """A column of sections that scrolls up and down, never sideways. A field that has the keyboard stays in sight when what stands
    above it grows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """With a ``parent`` known before anything is in it, the form is dressed once: Qt dresses whatever changes its parent anew."""
        super().__init__(parent)
        self.desk = desk
        ui = desk.ui
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self.viewport())
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.top = Column(desk)
        self.columns: list[Column] = [self.top]
        self.sections: dict[str, Section] = {}
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(ui.px(16), ui.px(14), ui.px(16), ui.px(16))
        self._box.setSpacing(ui.px(10))
        self._box.addWidget(self.top)
        self._box.addStretch(1)
        self.setWidget(inner)
        inner.installEventFilter(self)
        #: What had the keyboard when a hand scrolled: the form does not go back to it by itself.
        self._left: QWidget | None = None
        self.verticalScrollBar().actionTriggered.connect(self._scrolled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The form gets another height."""
        if watched is self.widget() and event.type() is QEvent.Type.Resize:
            focus = QApplication.focusWidget()
            if focus is not None and focus is not self._left and self.isAncestorOf(focus):
                soon(focus, lambda: self._keep(focus))
        return super().eventFilter(watched, event)

    def _scrolled(self) -> None:
        self._left = QApplication.focusWidget()

    def _keep(self, focus: QWidget) -> None:
        """Scroll to what has the keyboard, unless that went elsewhere."""
        if focus.hasFocus() and self.isAncestorOf(focus):
            self.bring(focus)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings all of a field into sight; Qt is content with the cursor in it."""
        done = super().focusNextPrevChild(forward)
        focus = self.focusWidget()
        if done and focus is not None:
            self._left = None
            self.bring(focus)
        return done

    def bring(self, widget: QWidget) -> None:
        """Scroll until something in the form is in sight as a whole, with a little of what is around it."""
        inner = self.widget()
        if inner is not None and inner.isAncestorOf(widget):
            middle = widget.mapTo(inner, widget.rect().center())
            around = widget.height() // 2 + self.desk.ui.px(24)
            self.ensureVisible(0, middle.y(), 0, min(around, self.viewport().height() // 2))

    def write_in(self, name: str) -> bool:
        """Put the cursor into the field of a part of the record shown (``grade``, ``owner``); gives whether there is one."""
        for column in self.columns:
            field = next((one for one in column.fields if one.link.key.rpartition(".")[2] == name), None)
            if field is not None:
                section = next((one for one in self.sections.values() if one.body is column), None)
                if section is not None and section.folded:
                    section.fold(False)
                target = proxy_of(field) or field
                target.setFocus(Qt.FocusReason.TabFocusReason)
                # What was folded has its place a turn of the loop later.
                soon(target, partial(self.bring, target))
                return True
        return False

    def section(self, key: str, title: str, *, folded: bool = False) -> Column:
        """Add a section; gives the column its fields go into."""
        made = Section(self.desk, key, title, folded=folded)
        self._box.insertWidget(self._box.count() - 1, made)
        self.sections[key] = made
        self.columns.append(made.body)
        return made.body

    def last(self, widget: QWidget) -> None:
        """Put something after the sections made so far."""
        self._box.insertWidget(self._box.count() - 1, widget)

    def refresh(self) -> None:
        """Show what the document holds now, in the sections that are open."""
        self.top.refresh()
        for section in self.sections.values():
            for hook in section.body.hooks:
                hook()
            if not section.folded:
                for field in section.body.fields:
                    field.refresh()

    def leave(self) -> None:
        """The subject changes: take over what is typed, and forget what was shown."""
        for column in self.columns:
            column.leave()

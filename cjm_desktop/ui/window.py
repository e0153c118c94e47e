"""The window's shell: menus, toolbar, room for panels and map, status bar. Painted before anything else is
loaded.

Contract. The shell knows Qt, words and the look, but neither document nor map: it is shown within a third
of a second, and :class:`~cjm_desktop.ui.workspace.Workspace` furnishes it afterwards. Until then its
actions are disabled; the last of those that need no document waits in ``asked`` until it can be done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from .actions import ACTIONS, Actions, menu_keys
from .dropsign import DropSign, files_of, take_copy
from .elided import Elided
from .keymap import Keymap
from .middle import Middle
from .settings import SETTINGS
from .shared import Ui
from .toolfit import ToolFit

#: The left panel is this wide where the window is so wide and no hand has made it otherwise; narrower windows give it less (px).
_ROOMY, _WIDE = 340, 1920


class MainWindow(QMainWindow):
    """The window of one document."""

    #: Files dropped on the window, as a list of :class:`pathlib.Path`.
    dropped = Signal(list)
    #: The window came to the front: the file may have changed meanwhile.
    came_back = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.asked = ""
        self._panelled = True
        self.run: Callable[[str], None] = self._remember
        self.fill_menu: Callable[[str, QMenu], None] = lambda _ident, _menu: None
        self.may_close: Callable[[], bool] = lambda: True
        self.setAcceptDrops(True)
        self.setWindowTitle("CJM Desktop")
        self._bound_size()
        self.keymap = Keymap(ui.settings, menu_keys(ui))
        self.actions_ = Actions(ui, self, lambda ident: self.run(ident), self.keymap.keys)
        self.keymap.changed.connect(self.actions_.put_keys)
        self.actions_.fill(self.menuBar(), lambda ident, menu: self.fill_menu(ident, menu))
        self._build_toolbar()
        self._build_middle()
        self._build_status()
        self.enable_nothing()
        self._restore()

    # ------------------------------------------------------------------ building

    def _tool(
        self, ident: str, *, role: str = "header_soft", on: str = "header_ink", text: str = ""
    ) -> QToolButton:
        ui = self.ui
        action = self.actions_[ident]
        button = QToolButton()
        button.setDefaultAction(action)
        # The toolbar stands on its own ground, so it has its own colours; the action's icon is that of the
        # menus.
        button.setIcon(ui.icons.icon(_icon_of(ident), role, on))
        button.setIconSize(QSize(ui.px(17), ui.px(17)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.toolTip())
        if text:
            button.setText(_gap(text))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._tools.append((button, ident, role, on, text))
        # A default action writes its own icon and text over the button's each time it changes.
        action.changed.connect(lambda: self._redress(button, ident, role, on, text))
        return button

    def tool_of(self, ident: str) -> QToolButton | None:
        """The button of an action in the tool bar; ``None`` when it has none."""
        return next((button for button, of, *_rest in self._tools if of == ident), None)

    def _redress(self, button: QToolButton, ident: str, role: str, on: str, text: str) -> None:
        button.setIcon(self.ui.icons.icon(_icon_of(ident), role, on))
        button.setAccessibleName(self.actions_[ident].toolTip())
        if text:
            button.setText(_gap(text))

    def _build_toolbar(self) -> None:
        ui, _ = self.ui, self.ui.text
        self._tools: list[tuple[QToolButton, str, str, str, str]] = []
        bar = QToolBar(_("Tools"))
        bar.setMovable(False)
        bar.setFloatable(False)
        # A tool bar decides for its buttons, whatever size they were given.
        bar.setIconSize(QSize(ui.px(22), ui.px(22)))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        for place in (bar, self.menuBar()):
            for rest in place.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
                # Qt's own, behind which stands what has no room.
                if rest.objectName().startswith("qt_"):
                    rest.setAccessibleName(_("More"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        bar.addWidget(self._tool("journey_panel"))
        bar.addSeparator()
        add = self._tool("add_touchpoint", role="header_accent", on="header_accent", text=_("Touchpoint"))
        add.setProperty("role", "strong")
        bar.addWidget(add)
        also = [bar.addWidget(self._tool(ident)) for ident in ("capture", "undo", "redo")]
        bar.addWidget(_spring())
        bar.addWidget(self._view_switch())
        bar.addWidget(_spring())
        zooms = [bar.addWidget(self._tool("zoom_out"))]
        self.zoom_button = QToolButton()
        self.zoom_button.setText("100 %")
        self.zoom_button.setToolTip(_("Zoom; click for sizes"))
        self.zoom_button.setAccessibleName(_("Zoom; click for sizes"))
        self.zoom_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # One width for all percentages, or the switch in the middle would hop.
        self.zoom_button.setFixedWidth(ui.px(66))
        self.zoom_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom_button.setMenu(self._zoom_menu())
        bar.addWidget(self.zoom_button)
        zooms += [bar.addWidget(self._tool(ident)) for ident in ("zoom_in", "zoom_fit")]
        bar.addSeparator()
        export = self._tool(
            "export", role="header_accent_ink", on="header_accent_ink", text=_("Export poster")
        )
        export.setProperty("role", "primary")
        bar.addWidget(export)
        bar.addSeparator()
        bar.addWidget(self._tool("inspector"))
        self.tool_bar = bar
        views = [button for button, ident, *_rest in self._tools if ident in ("timeline", "poster", "opportunities")]
        self._tool_fit = ToolFit(bar, ([add], views, zooms, [export], also))

    def tell_zoom(self, percent: str) -> None:
        """How large the map is, as it is written; empty while none is in sight."""
        self.zoom_button.setText(percent)
        self.zoom_button.setAccessibleName(f"{percent} {self.zoom_button.toolTip()}".strip())

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        for ident in ("zoom_fit", "zoom_height", "zoom_selection", "zoom_true", "zoom_in", "zoom_out"):
            menu.addAction(self.actions_[ident])
        return menu

    def _view_switch(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for ident in ("timeline", "poster", "opportunities"):
            text = self.actions_[ident].text().replace("&", "")
            button = self._tool(ident, role="header_soft", on="segment_ink", text=text)
            row.addWidget(button)
        return frame

    def _build_middle(self) -> None:
        ui = self.ui
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.left, self.middle, self.right = QFrame(), QStackedWidget(), QFrame()
        for frame in (self.left, self.right):
            frame.setProperty("role", "panel")
            frame.setMinimumWidth(ui.px(248))
            frame.setMaximumWidth(ui.px(560))
            box = QHBoxLayout(frame)
            box.setContentsMargins(0, 0, 0, 0)
        self.middle.setObjectName("desk")
        self.middle.setMinimumWidth(ui.px(280))
        self._waiting = QLabel()
        self._waiting.setObjectName("desk")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("role", "hint")
        self.middle.addWidget(self._waiting)
        for widget in (self.left, self.middle, self.right):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 0)
        self.splitter.splitterMoved.connect(lambda _pos, handle: self._remember_width(handle - 1))
        self.setCentralWidget(self.splitter)
        self.drop_sign = DropSign(ui, self)

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        # Whatever it says: the map above it does not move.
        bar.setFixedHeight(self.ui.px(30))
        self.message = Elided("", "")
        bar.addWidget(self.message, 1)
        self.reach_button = QToolButton()
        self.problem_button = QToolButton()
        self.paper_button = QToolButton()
        self.saved_label = QLabel()
        for widget in (self.problem_button, self.reach_button, self.paper_button, self.saved_label):
            bar.addPermanentWidget(widget)
        for button in (self.problem_button, self.reach_button, self.paper_button):
            button.setAutoRaise(True)
            button.setToolTip(self.ui.text("Paper, reading distance and problems (Export poster)"))
            # Until it has figures to show, to whoever lists what is hidden.
            button.setText(self.ui.text("Export poster"))
            button.hide()

    # ------------------------------------------------------------------ furniture

    def furnish(self, left: QWidget, right: QWidget) -> None:
        """Put the panels in."""
        for frame, widget in ((self.left, left), (self.right, right)):
            layout = frame.layout()
            if layout is not None:
                layout.addWidget(widget)

    def put_in_middle(self, widget: QWidget) -> None:
        """Add something that :meth:`show_in_middle` can show."""
        self.middle.addWidget(widget)

    def show_in_middle(self, widget: QWidget, *, panels: bool) -> None:
        """Show it, with or without the side panels."""
        self.middle.setCurrentWidget(widget)
        settings = self.ui.settings
        self.left.setVisible(panels and bool(settings.get("window/journey_panel")))
        self.right.setVisible(panels and bool(settings.get("window/inspector")))
        self._panelled = panels
        if panels and self.isVisible():
            self._give_back()
            self._make_room()

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide a side panel, and remember it; where there is no room for both, the other one goes."""
        self.ui.settings.set(f"window/{name}", on)
        # Now somebody has said what is to be.
        self._forget_way(name)
        (self.left if name == "journey_panel" else self.right).setVisible(on)
        if on:
            self._make_room(name, asked=True)
        self._give_widths()

    @property
    def _panels(self) -> dict[str, QFrame]:
        return {"journey_panel": self.left, "inspector": self.right}

    def _make_room(self, keep: str = "journey_panel", *, asked: bool = False) -> None:
        """Hide panels, the one to be kept last, while they and the map are wider than the window: large type on a small screen. One that
        somebody has just ``asked`` for stays: what is beside the map goes."""
        panels = self._panels
        for name in sorted(panels, key=lambda name: name == keep):
            if panels[name].isHidden() or self._least_width() <= self.width():
                continue
            if asked and name == keep:
                shown = self.middle.currentWidget()
                if isinstance(shown, Middle):
                    shown.show_map_only()
                continue
            panels[name].hide()
            went = [*(one for one in self._gave_way if one != name), name]
            self.ui.settings.set(f"window/{name}", False)
            self.ui.settings.set("window/gave_way", " ".join(went))

    def share_room(self) -> None:
        """Something came into sight beside the map, or went: the side panels give way to it, or come back."""
        if self._panelled and self.isVisible():
            self._give_back()
            self._make_room()
            self._give_widths()

    def _give_back(self) -> None:
        """Show the panels again that are away only because there was no room for them, now that there is; the last to go comes first."""
        for name in reversed(self._gave_way):
            if not self._panelled or self._least_width(name) > self.width():
                return
            self._forget_way(name)
            self.ui.settings.set(f"window/{name}", True)
            self._panels[name].show()

    @property
    def _gave_way(self) -> list[str]:
        """The panels that are away for want of room, in the order in which they went; none that is wanted though it is named."""
        settings = self.ui.settings
        named = dict.fromkeys(str(settings.get("window/gave_way")).split())
        return [name for name in named if name in self._panels and not settings.get(f"window/{name}")]

    def _forget_way(self, name: str) -> None:
        self.ui.settings.set("window/gave_way", " ".join(one for one in self._gave_way if one != name))

    def _least_width(self, also: str = "") -> int:
        """What the map with what is beside it and the panels in sight (and ``also``) need beside each other."""
        shown = self.middle.currentWidget()
        middle = max(self.middle.minimumWidth(), shown.minimumWidth() if shown is not None else 0)
        return middle + sum(one.minimumWidth() for name, one in self._panels.items() if name == also or not one.isHidden())

    def enable_nothing(self) -> None:
        """Disable what needs a document; the state before the window is furnished."""
        for row in ACTIONS.values():
            if row.when:
                self.actions_[row.id].setEnabled(False)

    def _remember(self, ident: str) -> None:
        self.asked = ident

    def say(self, text: str) -> None:
        """A sentence in the status bar, until the next one."""
        self.message.say(text)

    # ------------------------------------------------------------------ size and place

    def _restore(self) -> None:
        ui, settings = self.ui, self.ui.settings
        self.resize(ui.px(1_280), ui.px(760))
        geometry = settings.get_bytes("window/geometry")
        screen = QGuiApplication.primaryScreen()
        placed = not geometry.isEmpty() and self.restoreGeometry(geometry)
        if not placed and screen is not None:
            free = screen.availableGeometry()
            wanted = QSize(ui.px(1_500), ui.px(940))
            # A size is that without the frame, which nobody can measure before the window is shown.
            self.resize(wanted.boundedTo(free.size() - QSize(ui.px(16), ui.px(48))))
            self.move(free.center() - self.rect().center())
            if self.size() != wanted:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.left.setVisible(bool(settings.get("window/journey_panel")))
        self.right.setVisible(bool(settings.get("window/inspector")))

    def keep_place(self) -> None:
        """Remember size and place."""
        self.ui.settings.set_bytes("window/geometry", self.saveGeometry())

    def _remember_width(self, panel: int) -> None:
        """A hand gave a panel (0 the left, 1 the right) this width; what the want of room does to the other is not remembered."""
        widths = [int(width) for width in self.ui.settings.get("window/panel_widths")[:2]]
        size = self.splitter.sizes()[2 * panel]
        if size > 0:
            widths[panel] = round(size / self.ui.scale)
            self.ui.settings.set("window/panel_widths", widths)

    def _give_widths(self) -> None:
        total = self.splitter.width()
        left, right = self._wanted_widths()
        self.splitter.setSizes([left, max(1, total - left - right), right])

    def _use_room(self) -> None:
        """There is more room: a panel that gave way, or had to be narrower than a hand made it, has it."""
        self._give_back()
        left, _middle, right = self.splitter.sizes()
        wide, wider = self._wanted_widths()
        if left < wide or right < wider:
            left, right = max(left, wide), max(right, wider)
            self.splitter.setSizes([left, max(1, self.splitter.width() - left - right), right])

    def _wanted_widths(self) -> tuple[int, int]:
        kept = self.ui.settings.get("window/panel_widths")[:2]
        widths = [self.ui.px(float(w)) for w in kept]
        total = self.splitter.width()
        if kept[0] == SETTINGS["window/panel_widths"].default[0]:
            # No hand made the left one what it is: where the window is wide, its fields have some more of it for their words.
            widths[0] = max(widths[0], min(self.ui.px(_ROOMY), total * _ROOMY // _WIDE))
        # On a narrow screen the panels share at most half of the window with the map.
        most = max(self.ui.px(248), total // 4)
        left = min(widths[0], most) if not self.left.isHidden() else 0
        right = min(widths[1], max(most, self.ui.px(300))) if not self.right.isHidden() else 0
        return left, right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tools have less room, or more."""
        super().resizeEvent(event)
        self._tool_fit.fit(self.width())
        if self.isVisible() and event.size().width() > event.oldSize().width():
            # When everything in it has its new size.
            QTimer.singleShot(0, self, self._use_room)
        elif self.isVisible() and self._panelled and event.size().width() < event.oldSize().width():
            QTimer.singleShot(0, self, self._make_room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tool_fit.fit(self.width())
        self._give_back()
        self._make_room()
        self._give_widths()

    def _bound_size(self) -> None:
        """The smallest window: what one can work in, but never larger than the screen."""
        least = QSize(self.ui.px(720), self.ui.px(480))
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            least = least.boundedTo(screen.availableGeometry().size() - QSize(self.ui.px(16), self.ui.px(48)))
        self.setMinimumSize(least)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_back.emit()

    # ------------------------------------------------------------------ files from outside, and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = files_of(event.mimeData())
        if files and take_copy(event):
            self.drop_sign.show_for(files[0], self.splitter)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_sign.hide()
        files = files_of(event.mimeData())
        if files and take_copy(event):
            # Later: opening may ask something, and the program that the files come from waits until this returns.
            QTimer.singleShot(0, self, lambda: self.dropped.emit(files))
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard (Qt leaves that to Space on most desktops); ? asks for the keys."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        elif event.text() == "?":
            # Nobody who writes is here: a text keeps its own keys.
            self.run("keys")
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            self.keep_place()
            event.accept()
        else:
            event.ignore()


def _icon_of(ident: str) -> str:
    return ACTIONS[ident].icon


def _gap(text: str) -> str:
    """A text that keeps its distance from the icon before it: the style leaves none."""
    return f" {text}"


def _spring() -> QWidget:
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return space

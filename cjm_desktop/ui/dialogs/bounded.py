"""No dialog is larger than its screen: one rule for all of them.

Contract. :func:`free_size` is the room that a dialog has. A :class:`Dialog` is never larger than that when it is shown, nor when what is
in it grows later, whatever its parts ask for; while they have room nothing is different from Qt's own dialog. So that no part is squeezed,
what stands in its middle is put into a :class:`Yielding`, which is as high as its content where there is room and scrolls where there is
not; what ends the dialog stays outside it, in sight. :func:`keep_on_screen` does the same for a dialog that is not ours.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from ..help.asking import helper_of
from ..soon import soon

#: What a window manager draws around a window, where no window is there to be measured (pixels).
_FRAME = QSize(16, 48)
#: The least height of what scrolls, in lines of its type.
_LINES = 3


def free_size(dialog: QWidget) -> QSize:
    """The largest size of a dialog (pixels, without its frame) on its screen."""
    return _area(dialog).size()


def _area(dialog: QWidget) -> QRect:
    """The part of the screen that a dialog's own area, inside its frame, may take."""
    area = dialog.screen().availableGeometry()
    # Its own frame, or that of the window under it: a dialog that was never shown has none.
    for window in (dialog, dialog.parentWidget()):
        window = window.window() if window is not None else None
        if window is not None and window.isVisible() and not window.isFullScreen():
            inner, outer = window.geometry(), window.frameGeometry()
            if outer.size() != inner.size():
                return QRect(area.topLeft() + (inner.topLeft() - outer.topLeft()), area.size() - (outer.size() - inner.size()))
    return QRect(area.topLeft() + QPoint(_FRAME.width() // 2, _FRAME.height() - _FRAME.width() // 2), area.size() - _FRAME)


def keep_on_screen(dialog: QWidget) -> None:
    """Make a dialog no larger than its screen, and let it be that small."""
    free = free_size(dialog)
    least, layout = dialog.minimumSize(), dialog.layout()
    wanted = least if layout is None else least.expandedTo(layout.totalMinimumSize())
    if not _fits(wanted, free):
        dialog.setMinimumSize(wanted.boundedTo(free))
    if not _fits(dialog.maximumSize(), free) and dialog.minimumWidth() == dialog.maximumWidth():
        dialog.setMaximumWidth(free.width())
    if not _fits(dialog.size(), free):
        dialog.resize(dialog.size().boundedTo(free))


def _fits(size: QSize, free: QSize) -> bool:
    return size.width() <= free.width() and size.height() <= free.height()


class Dialog(QDialog):
    """A dialog that is never larger than its screen."""

    def showEvent(self, event: QShowEvent) -> None:
        keep_on_screen(self)
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """What grows in it while it is shown does not drive it over the edge. F1 asks for help, Shift+F1 what a field is for."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1:
            helper = helper_of(self)
            if helper is not None and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                helper.explain()
            elif helper is not None:
                helper.help_over(self)
            return True
        if kind is QEvent.Type.EnterWhatsThisMode and (helper := helper_of(self)) is not None:
            helper.prepare(self)
        layout = self.layout()
        grew = kind is QEvent.Type.LayoutRequest and layout is not None and self.isVisible()
        # Asked of its content: a hand may make it larger than one screen.
        if grew and layout is not None and not _fits(layout.totalMinimumSize(), free_size(self)):
            keep_on_screen(self)
        return super().event(event)


class Yielding(QScrollArea):
    """What stands in the middle of a dialog: as high as it has to be, and scrolled where that is too much."""

    def __init__(self, inner: QWidget, *, across: bool = False) -> None:
        """``across``: it may be narrower than its content, too."""
        super().__init__()
        self._across, self._inner = across, inner
        #: What stays in sight while what stands around it takes more or less room.
        self._kept: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The keyboard goes from one thing in it to the next, and they come into sight.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not across:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(inner.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(inner)
        inner.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def sizeHint(self) -> QSize:
        """What its content would like."""
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as its content has to be with the bar beside it, and a few lines high."""
        least = self._inner.minimumSizeHint()
        height = min(least.height(), _LINES * self.fontMetrics().lineSpacing())
        return QSize(0 if self._across else least.width(), height)

    def hasHeightForWidth(self) -> bool:
        layout = self._inner.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """That of its content."""
        layout = self._inner.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What grows in it asks the dialog for more room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            # What is in it has its new place a turn of the loop later.
            soon(self, self._keep)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of it is in sight."""
        super().resizeEvent(event)
        self._keep()

    def bring(self, widget: QWidget) -> None:
        """Scroll to something in it, and keep that in sight until the keyboard is elsewhere in it."""
        self._kept = widget
        self._keep()

    def _keep(self) -> None:
        kept = self._kept
        if kept is not None and isValid(kept) and isValid(self._inner) and self._inner.isAncestorOf(kept):
            self.ensureWidgetVisible(kept, 0, self.fontMetrics().lineSpacing())

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        # A window that goes takes the keyboard from what is in it while its parts go one after the other.
        if now is not None and isValid(self._inner) and self._inner.isAncestorOf(now):
            if now is not self._kept:
                self._kept = None
            edge = self.fontMetrics().lineSpacing()
            self.ensureWidgetVisible(now, 0, edge)

"""The timer in the editor's window: quiet in the status bar, for whoever types there while the exercise goes on.

Contract. :class:`TimerSign` shows a :class:`~.countdown.Countdown` as long as that is on; a click pauses it or lets it go on, and puts
it away once it is over. It is the same timer as the one on the wall, and goes on when the presentation has ended.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from ..canvas import accessible
from ..shared import Ui
from .countdown import Countdown


class TimerSign(QToolButton):
    """What is left of the time."""

    def __init__(self, ui: Ui, countdown: Countdown) -> None:
        super().__init__()
        self._ui, self._countdown = ui, countdown
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ui.px(14), ui.px(14)))
        self.clicked.connect(self._turn)
        countdown.changed.connect(self._show)
        countdown.over.connect(self._time_over)
        ui.look_changed.connect(self._show)
        self._show()

    def _turn(self) -> None:
        one = self._countdown
        if one.running:
            one.pause()
        elif one.seconds > 0:
            one.start()
        else:
            one.put_away()

    def _show(self) -> None:
        one, _ = self._countdown, self._ui.text
        over = one.on and one.seconds <= 0
        self.setIcon(self._ui.icons.icon("timer"))
        rests = one.text if one.running else _("{time}, paused").format(time=one.text)
        self.setText(_("The time is over.") if over else rests)
        self.setAccessibleName(_("The time is over.") if over else _("Timer: {time} left").format(time=one.text))
        self.setToolTip(_("Put the timer away") if over else _("Timer: start or pause"))
        state = "warning" if over else ""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setVisible(one.on)

    def _time_over(self) -> None:
        accessible.announce(self, self._ui.text("The time is over."))

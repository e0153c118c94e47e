"""The day on which the map is to be looked at again, told when its file is opened (METHOD step 10).

Contract. :class:`Reviewing` shows a strip over the map when the document's review date is today or gone by: once a day for each file, not
before somebody opened one. “Later” puts it away until tomorrow, “Set the next date” leads to the date. Nothing is changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .desk import Desk
from .dialogs.question import Answer
from .file_strip import FileStrip
from .middle import Middle

#: Files whose day is remembered.
_MOST = 50


def is_due(review: str, today: date) -> bool:
    """Whether a review date (``YYYY-MM-DD``, may be empty) has come."""
    try:
        return bool(review) and date.fromisoformat(review) <= today
    except ValueError:
        return False


class Reviewing(QObject):
    """The reminder of one window."""

    #: The strip was made: it can have the keyboard.
    made = Signal(QWidget)

    def __init__(self, desk: Desk, middle: Middle, today: Callable[[], date] = date.today) -> None:
        super().__init__(middle)
        self._desk, self._middle, self._today = desk, middle, today
        self.strip: FileStrip | None = None
        desk.session.opened.connect(self.look)
        desk.session.changed.connect(self._changed)

    def look(self) -> None:
        """A document was opened: remind, if it is the day and this was not done today."""
        session, today = self._desk.session, self._today()
        self._put_away()
        if session.path is None or not is_due(session.journey.feedback.review, today):
            return
        told = self._desk.ui.settings.get("review/told")
        key = hashlib.sha256(str(session.path.absolute()).encode()).hexdigest()[:16]
        if told.get(key) == today.isoformat():
            return
        kept = {one: day for one, day in told.items() if one != key}
        self._desk.ui.settings.set("review/told", dict(list({**kept, key: today.isoformat()}.items())[-_MOST:]))
        self._tell(session.journey.feedback.review, today)

    def _tell(self, review: str, today: date) -> None:
        ui = self._desk.ui
        _ = ui.text
        if self.strip is None:
            self.strip = FileStrip(ui)
            self.strip.setAccessibleName(_("Review date"))
            self.strip.answered.connect(self._do)
            self._middle.above(self.strip)
            self.made.emit(self.strip)
        if review == today.isoformat():
            said = _("Today is the day to look at this map again.")
        else:
            said = _("This map was to be looked at again on {date}.").format(date=ui.words.short_day(review))
        self.strip.tell("calendar", said, [Answer("later", _("Later")), Answer("date", _("Set the next date"), "primary")])

    def _do(self, answer: str) -> None:
        had = self.strip is not None and self.strip.has_keyboard
        self._put_away()
        if answer == "date":
            self._desk.sought.emit("", "feedback.review")
        elif had:
            self._desk.settled.emit()

    def _changed(self, _change: object) -> None:
        """A new date makes the reminder needless."""
        strip = self.strip
        if strip is not None and not strip.isHidden() and not is_due(self._desk.journey.feedback.review, self._today()):
            self._put_away()

    def _put_away(self) -> None:
        if self.strip is not None:
            self.strip.put_away()

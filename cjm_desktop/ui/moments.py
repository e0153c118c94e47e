"""Moments as people say them: “Today, 14:05”, “Yesterday, 09:12”, “3 November 2026, 17:40”."""

from __future__ import annotations

from datetime import datetime, timedelta

from .shared import Ui


def day_in_words(ui: Ui, moment: datetime, now: datetime) -> str:
    """The day of a moment: today, yesterday, or its date."""
    if moment.date() == now.date():
        return ui.text("Today")
    if moment.date() == now.date() - timedelta(days=1):
        return ui.text("Yesterday")
    return ui.words.day(moment.date().isoformat())


def moment_in_words(ui: Ui, when: float, now: datetime | None = None, *, seconds: bool = False) -> str:
    """When that was (seconds since 1970), to the minute or to the second."""
    moment = datetime.fromtimestamp(when)
    return f"{day_in_words(ui, moment, now if now is not None else datetime.now())}, {moment:{'%H:%M:%S' if seconds else '%H:%M'}}"

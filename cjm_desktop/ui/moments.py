"""Moments as people say them: “Today, 14:05”, “Yesterday, 09:12”, “3 November 2026, 17:40”."""

from __future__ import annotations

from datetime import datetime, timedelta

from cjm_desktop.storage.moments import moment_of

from .shared import Ui


def day_in_words(ui: Ui, moment: datetime, now: datetime, *, within: bool = False) -> str:
    """The day of a moment: today, yesterday, or its date; ``within`` a sentence or at its beginning."""
    if moment.date() == now.date():
        return ui.pgettext("within a sentence", "today") if within else ui.text("Today")
    if moment.date() == now.date() - timedelta(days=1):
        return ui.pgettext("within a sentence", "yesterday") if within else ui.text("Yesterday")
    return ui.words.day(moment.date().isoformat())


def moment_in_words(ui: Ui, when: float, now: datetime | None = None, *, seconds: bool = False, within: bool = False) -> str:
    """When that was (seconds since 1970), to the minute or to the second; ``within`` a sentence or at its beginning. Where that
    is no moment a person can mean, that it is not known."""
    moment = moment_of(when)
    if moment is None:
        return ui.text("an unknown time") if within else ui.text("Time unknown")
    day = day_in_words(ui, moment, now if now is not None else datetime.now(), within=within)
    return f"{day}, {moment:{'%H:%M:%S' if seconds else '%H:%M'}}"

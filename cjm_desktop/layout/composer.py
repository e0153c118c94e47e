"""The front door of layout: a journey in, a finished map out.

A composer belongs to one window or one export; it remembers measured cards and finished parts from one call to the next, so
that an edit lays out what changed. Given equal journeys it gives equal sheets, remembered or not.
"""

from __future__ import annotations

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey

from .answers import Plan
from .band import Held
from .icons import IconSet
from .mapsheet import MapSheet
from .memo import Memo
from .paper import Paper
from .poster import poster_maker
from .series import compose_series
from .setting import Setting
from .text import Typesetter
from .theme import Theme
from .timeline import DESK, Cut, compose_timeline
from .words import Words


class Composer:
    """Lays out journeys with one typesetter, theme, set of icons and language of printed words."""

    def __init__(
        self,
        typesetter: Typesetter,
        theme: Theme,
        icons: IconSet,
        words: Words,
        *,
        inviting: bool = True,
        cut: Cut = DESK,
    ) -> None:
        """``inviting``: the map shows where a hand may begin; off for what is printed. ``cut``: where timelines are seen."""
        self.typesetter, self.theme, self.icons, self.words = typesetter, theme, icons, words
        self._inviting = inviting
        self._cut = cut
        self._settings: dict[str, Setting] = {}
        self._memos = {"timeline": Memo(), "poster": Memo()}

    def setting(self, language: str) -> Setting:
        """What texts in a language are set with (the same object every time, so that parts are recognised)."""
        found = self._settings.get(language)
        if found is None:
            found = Setting(self.typesetter, self.theme, self.icons, self.words, language, self._inviting)
            self._settings[language] = found
        return found

    def _setting(self, journey: Journey) -> Setting:
        """What a journey's texts are set with; the typesetter is told how many there will be."""
        self.typesetter.expect(len(journey.touchpoints))
        return self.setting(journey.language)

    def forget(self) -> None:
        """Drop what is remembered of an earlier document."""
        for memo in self._memos.values():
            memo.forget()
        self.typesetter.forget()

    def timeline(self, journey: Journey, insights: Insights, held: Held | None = None) -> MapSheet:
        """One endless band; see :mod:`.timeline`."""
        return compose_timeline(
            journey, insights, self._setting(journey), self._memos["timeline"], held, self._cut
        )

    def poster(
        self,
        journey: Journey,
        insights: Insights,
        paper: Paper,
        *,
        distance: float = 1.0,
        held: Held | None = None,
        plan: Plan | None = None,
        sheets: int = 1,
    ) -> MapSheet:
        """The poster as it prints, its sheets side by side; see :mod:`.poster`. ``distance`` is the reading distance in metres,
        ``sheets`` how many there may be (0: as many as needed; 1: everything on one, come what may; more: at most so many, for
        larger type)."""
        maker = poster_maker(
            journey,
            insights,
            self._setting(journey),
            self._memos["poster"],
            paper,
            distance,
            sheets=sheets,
            plan=plan,
        )
        return maker.on_desk(held, plan)

    def series(
        self,
        journey: Journey,
        insights: Insights,
        paper: Paper,
        *,
        distance: float = 1.0,
        sheets: int = 0,
    ) -> tuple[MapSheet, ...]:
        """The same sheets one by one, for printing; see :func:`~.series.compose_series`."""
        setting = self._setting(journey)
        memo = self._memos["poster"]
        return compose_series(journey, insights, setting, memo, paper, distance, sheets)

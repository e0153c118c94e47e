"""From the session's journey to the scene: composing the sheet that the canvas shows.

Contract. :class:`Stage` composes the journey in one of two flows whenever asked and hands the sheet to the scene. While a
gesture runs, or a text is typed, the poster's plan is kept, so that the sheet is not solved anew under the hand. A draft is a
text that is being typed: the sheet shows it as if it were in the document, which knows nothing of it yet.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from cjm_desktop.document import Journey, PosterSettings
from cjm_desktop.edits import EditError
from cjm_desktop.layout import Composer, Held, MapSheet, Paper
from cjm_desktop.layout.paper import PaperError
from cjm_desktop.layout.sheet import PartKind
from cjm_desktop.layout.votes import sticker_among
from cjm_desktop.paint.qt import MapScene

from ..session import Session
from .writing import written

TIMELINE, POSTER = "timeline", "poster"


class Stage:
    """The sheet in sight and how it came about."""

    def __init__(self, session: Session, composer: Composer, scene: MapScene) -> None:
        self._session, self._composer, self._scene = session, composer, scene
        self.flow = TIMELINE
        #: Record, field and words of a text that is being typed, while there is one.
        self.draft: tuple[str, str, str] | None = None
        #: Cards under the hand, while there are some.
        self.held: Held | None = None
        #: Whether cards carry the votes they were given.
        self.stickers = True
        self._bare: tuple[PosterSettings, PosterSettings] | None = None
        self.sheet: MapSheet = self._compose()
        scene.show(self.sheet)

    def hold(self, typed: tuple[str, str, str] | None) -> None:
        """Have the words kept that are being typed into a field of a record, before they are in the document; ``None``: there are none."""
        self._session.hold(self, (lambda journey: written(journey, *typed)[1]) if typed is not None else None)

    def set_composer(self, composer: Composer) -> None:
        """Other words or another theme from now on."""
        self._composer = composer

    def forget(self) -> None:
        """Another document is open: what the composer remembers of the earlier one is of no use any more."""
        self._composer.forget()

    def refresh(self, focus: QPointF | None = None) -> MapSheet:
        """Composes the journey as it is now and shows it; ``focus`` is where a hand moves something (mm)."""
        self.sheet = self._compose()
        self._scene.show(self.sheet, self._around(focus) if focus is not None else None)
        return self.sheet

    def _around(self, place: QPointF) -> QRectF | None:
        """The columns beside a place, over the height of the band nearest to it: that is where things happen."""
        if not self.sheet.bands:
            return None
        band = self.sheet.band_at(place.x(), place.y())
        columns, top = band.columns, band.lanes.top
        left, right = place.x() - 2.2 * columns.pitch, place.x() + 2.2 * columns.pitch
        if not columns.even:  # the next cards, between which the line bends, may be further away
            near = columns.between(left, right)
            first, last = max(columns.start, near.start - 1), min(columns.stop, near.stop + 1) - 1
            if first <= last:
                left, right = min(left, columns.home(first)), max(right, columns.home(last) + columns.width)
        return QRectF(left, top, right - left, band.lanes.bottom - top)

    def home(self, record: str) -> QRectF | None:
        """Where the card of a touchpoint rests (mm) when no hand holds it."""
        i = self.sheet.index_of(record)
        band = self.sheet.band_of(i) if i is not None else None
        if i is None or band is None:
            return None
        height = band.stack(self.sheet.journey.touchpoints[i]).card
        return QRectF(band.columns.home(i), band.lanes.cards, band.columns.width, height)

    def _compose(self) -> MapSheet:
        session = self._session
        journey, insights = self._drafted(), session.insights
        if not self.stickers:
            journey = self._without_votes(journey)
        if self.flow == TIMELINE:
            return self._composer.timeline(journey, insights, held=self.held)
        settings = journey.poster
        try:
            paper = Paper.named(settings.paper, portrait=settings.orientation == "portrait")
        except PaperError:
            # The dialog that sets the paper says what is wrong with it; the map stays in sight meanwhile.
            paper = Paper.named("A0", portrait=settings.orientation == "portrait")
        keep = (session.in_gesture or self.draft is not None) and self.sheet.flow == POSTER
        return self._composer.poster(
            journey,
            insights,
            paper,
            distance=settings.distance,
            held=self.held,
            plan=self.sheet.plan if keep else None,
            sheets=settings.sheets,
        )

    def sticker(self, record: str) -> QRectF | None:
        """Where the votes of a card in sight stand (mm); ``None`` where it has none."""
        item = self._scene.item(PartKind.CARD, record) or self._scene.item(PartKind.OPPORTUNITY, record)
        found = sticker_among(item.part.items) if item is not None else None
        if item is None or found is None:
            return None
        return QRectF(item.part.x + found.x, item.part.y + found.y, found.w, found.h)

    def _without_votes(self, journey: Journey) -> Journey:
        """The journey with no votes on the map; the same settings for the same ones, so that nothing is laid out anew for them."""
        settings = journey.poster
        if self._bare is None or self._bare[0] is not settings:
            self._bare = (settings, settings.model_copy(update={"votes": False}))
        return journey.model_copy(update={"poster": self._bare[1]})

    def _drafted(self) -> Journey:
        """The journey with the words that are being typed. What was read from it holds: no figure comes from words."""
        journey = self._session.journey
        if self.draft is None:
            return journey
        try:
            return written(journey, *self.draft)[1]
        except EditError:
            # Said when the text is to be kept.
            return journey

"""From an order to sheets: which words, theme and paper, and which maker of layout.

Contract. :class:`SheetMaker` keeps fonts and measures from one order to the next. Given equal journeys and orders it gives
equal sheets.
"""

from __future__ import annotations

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Message
from cjm_desktop.i18n import Catalogue, catalogue_for
from cjm_desktop.layout import Composer, IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.layout.text import Typesetter

from .order import DECK, HANDOUTS, VIEWS, PressError, PrintOrder

#: The paper of office printers, which handouts are made for.
OFFICE_PAPER = "A4"


def paper_of(journey: Journey, order: PrintOrder) -> Paper:
    """The paper of a map: the order's or the document's, turned as the order says. Without a word about that a named paper lies as the
    document's does, and a size that the order gives is as written. Raises ``PaperError`` for paper that does not exist."""
    settings = journey.poster
    upright = settings.orientation == "portrait"
    if order.portrait is None and not order.paper:
        return Paper.named(settings.paper, portrait=upright)
    paper = Paper.named(order.paper or settings.paper)
    if order.portrait is None:
        return paper.turned(portrait=upright) if paper.has_name else paper
    return paper.turned(portrait=order.portrait)


class SheetMaker:
    """Makes the sheets of orders."""

    def __init__(self, typesetter: Typesetter | None = None, icons: IconSet | None = None) -> None:
        self.typesetter = typesetter or Typesetter(FontSet.shipped())
        self.icons = icons or IconSet.shipped()

    def catalogue(self, journey: Journey, order: PrintOrder) -> Catalogue:
        """The words that are printed."""
        language = order.language or journey.poster.language or journey.language
        return catalogue_for(language).speaking_of(journey.traveller)

    def composer(self, journey: Journey, order: PrintOrder) -> Composer:
        """What lays out the order."""
        catalogue = self.catalogue(journey, order)
        language = order.language or journey.poster.language or journey.language
        words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
        theme = load_theme(order.theme or journey.poster.theme, journey.poster.colours)
        return Composer(self.typesetter, theme, self.icons, words, inviting=False)

    def sheets(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        """The sheets of an order, at least one.

        Raises ``PaperError`` for paper that does not exist or is too small, :class:`~.order.PressError` for a view that nobody knows.
        """
        if order.view in HANDOUTS:
            return self._handout(journey, order)
        if order.view == DECK:
            return self._deck(journey, order)
        if order.view not in VIEWS:
            raise PressError(
                Message(
                    "There is no view “{view}”. There are: {views}.", view=order.view, views=", ".join(VIEWS)
                )
            )
        composer, insights = self.composer(journey, order), read(journey)
        if order.view == "timeline":
            return [composer.timeline(journey, insights)]
        settings, paper = journey.poster, paper_of(journey, order)
        sheets = settings.sheets if order.sheets is None else order.sheets
        if order.view == "blank":
            return self._blank(journey, order, paper, sheets)
        distance = order.distance or settings.distance
        return list(composer.series(journey, insights, paper, distance=distance, sheets=sheets))

    def _blank(self, journey: Journey, order: PrintOrder, paper: Paper, sheets: int) -> list[Sheet]:
        # Only who prints it waits for it.
        from cjm_desktop.layout.blank import make_blank
        from cjm_desktop.layout.blank_words import blank_words

        catalogue = self.catalogue(journey, order)
        words = blank_words(catalogue.pgettext, catalogue.language)
        setting = self.composer(journey, order).setting(journey.language)
        return make_blank(journey, setting, words, paper, phase_names=order.phase_names, sheets=sheets)

    def _deck(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        # Only who wants slides waits for them.
        from cjm_desktop.layout.deck import make_deck
        from cjm_desktop.layout.handouts import handout_words

        catalogue = self.catalogue(journey, order)
        words = handout_words(catalogue.pgettext, catalogue.language, catalogue.say)
        setting = self.composer(journey, order).setting(journey.language)
        names = journey.poster.show_names if order.names is None else order.names
        return list(make_deck(journey, read(journey), setting, words, names=names))

    def _handout(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        # Only who prints a handout waits for it.
        from cjm_desktop.layout.handouts import handout_words, make
        from cjm_desktop.layout.planning.pages import PLANS, make_plan

        catalogue = self.catalogue(journey, order)
        words = handout_words(catalogue.pgettext, catalogue.language, catalogue.say)
        setting = self.composer(journey, order).setting(journey.language)
        paper = Paper.named(order.paper or OFFICE_PAPER, portrait=True)
        names = journey.poster.show_names if order.names is None else order.names
        if order.table is not None and order.view == "actions":
            from cjm_desktop.layout.handouts.opportunity_table import make_table

            rows, columns = order.table.rows, order.table.columns
            return list(make_table(journey, setting, words, paper, rows=rows, columns=columns, names=names))
        if order.view in PLANS:
            return list(make_plan(order.view, journey, setting, words, paper, names=names))
        return list(make(order.view, journey, read(journey), setting, words, paper, names=names))

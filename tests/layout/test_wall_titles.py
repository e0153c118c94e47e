"""On the wall of a room one long title does not take its height from the line."""

from __future__ import annotations

from maps import sample, typesetter

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, load_theme, printed_words
from cjm_desktop.layout.timeline import WALL, Cut

LONG = "Vänta på besked om när utrustningen kan hämtas, och av vem, eftersom ingen har svarat på frågan än"


def on_a_wall(journey: Journey, cut: Cut) -> tuple[float, int]:
    """Of the first band: the height (mm) of the line's lane, and the lines of the first title."""
    catalogue = catalogue_for("sv")
    words = printed_words(catalogue.pgettext, "sv", catalogue.day, catalogue.number)
    band = Composer(typesetter(), load_theme("house"), IconSet.shipped(), words, cut=cut).timeline(journey, read(journey)).bands[0]
    return band.span[1] - band.lanes.graph, band.stack(journey.touchpoints[0]).title.count


def test_a_long_title_gives_way_and_not_the_line() -> None:
    short = sample("new-colleague", "sv")
    first, *others = short.touchpoints
    long = short.replace(touchpoints=(first.replace(title=LONG, text=LONG * 2), *others))
    tall, wide = on_a_wall(short, WALL)[0], on_a_wall(long, WALL)
    assert wide[1] == 3
    assert wide[0] > 0.9 * tall
    assert on_a_wall(long, Cut())[1] > 3, "at the desk it stands whole"

"""Composers and sheets for tests of layout: real fonts, English words, samples that are shipped."""

from __future__ import annotations

from functools import cache, lru_cache

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, MapSheet, Paper, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Part, Text
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.storage import templates


@cache
def typesetter() -> Typesetter:
    """One set of fonts for all tests."""
    return Typesetter(FontSet.shipped())


def composer(language: str = "en") -> Composer:
    """A composer that remembers nothing yet."""
    catalogue = catalogue_for(language)
    words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
    return Composer(typesetter(), load_theme("house"), IconSet.shipped(), words)


@cache
def sample(name: str = "new-colleague", language: str = "en") -> Journey:
    """A shipped sample."""
    return templates.load(name, language)


#: The ways in which columns stand, with the scale of time.
SPACINGS = [("even", "linear"), ("waiting", "linear"), ("waiting", "log")]


def spaced(journey: Journey, spacing: str = "waiting", scale: str = "linear") -> Journey:
    """The journey with its columns as far apart as is waited between them, or evenly."""
    return journey.with_(poster=journey.poster.replace(spacing=spacing, time_scale=scale))


def timeline(journey: Journey) -> MapSheet:
    """A fresh timeline."""
    return composer(journey.language).timeline(journey, read(journey))


@lru_cache(maxsize=64)
def poster(journey: Journey, paper: str = "A0", *, portrait: bool = False, distance: float = 1.0) -> MapSheet:
    """A poster, laid out once for all that look at it."""
    sheet = Paper.named(paper, portrait=portrait)
    return composer(journey.language).poster(journey, read(journey), sheet, distance=distance)


def said(parts: list[Part]) -> str:
    """All words of some parts in paint order, one line of text each."""
    return "\n".join(item.line.text for part in parts for item in part.items if isinstance(item, Text))


def value(sheet: MapSheet) -> list[tuple[object, ...]]:
    """Everything on a sheet that a painter would draw, as plain values (curves by their points)."""
    out: list[tuple[object, ...]] = []
    for part in sheet.parts():
        plain = []
        for item in part.items:
            source = getattr(item, "source", None)
            if source is None:
                plain.append(repr(item))
            else:
                plain.append(repr([(source.point(i), source.stretch(i)) for i in range(len(source))]))
        out.append((part.kind, part.record, part.x, part.y, part.w, part.h, part.layer, tuple(plain)))
    return out

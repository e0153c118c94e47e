"""What the screen shows is what paper gets: Qt's picture of a sheet beside its PDF as other programs draw it.

The share of clearly different pixels stays under 0.3 % by the issue; it is in fact under a tenth of that, and is held there,
because a single line of dashes out of step costs more. A few sheets are compared in every run; ``dev.py test -m slow`` compares
every sample on every kind of paper, and every handout, with every reader that is installed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from extract import opened, words
from pixels import READERS, pixels_of, printed, share_that_differs
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cjm_desktop.assets import asset
from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint.pdf import pdf_bytes
from cjm_desktop.paint.qt import MapScene, render_image
from cjm_desktop.paint.qt.ink import Tools
from cjm_desktop.press import HANDOUTS, Press, PrintOrder
from cjm_desktop.storage import open_journey

#: What may differ: the rounding of edges. The issue allows 0.3 %.
MOST = 0.0003
#: On the map small letters are drawn by Qt's own means, and dashes on whole pixels: the issue's own bound.
MOST_ON_THE_MAP = 0.003
LONG_SIDE = 1500
LANGUAGES = ("da", "en", "hu", "nl", "sv")
SAMPLES = (*(f"{name}.{code}" for name in ("new-colleague", "new-laptop") for code in LANGUAGES), "big.en")
PAPERS = (
    PrintOrder(paper="A0", portrait=False),
    PrintOrder(paper="A1", portrait=True),
    PrintOrder(paper="A3", portrait=False),
    PrintOrder(paper="A4", portrait=True),
    PrintOrder(paper="2400x610mm", portrait=False),
    PrintOrder(paper="ANSI-D", portrait=True),
)
FEW = (
    ("new-colleague.en", PrintOrder(paper="A0", portrait=False)),
    ("new-laptop.hu", PrintOrder(paper="A3", portrait=False)),
    ("big.en", PrintOrder(paper="A1", portrait=True)),
    ("new-colleague.sv", PrintOrder(paper="2400x610mm", portrait=False)),
    ("new-colleague.en", PrintOrder(view="faces")),
    ("new-colleague.en", PrintOrder(view="cards")),
)
ALL = (
    *((sample, order) for sample in SAMPLES for order in PAPERS),
    *((sample, PrintOrder(view=view)) for sample in ("new-colleague.hu", "big.en") for view in HANDOUTS),
    *(
        ("new-colleague.en", PrintOrder(paper="A1", theme=theme))
        for theme in ("ink-light", "high-contrast", "greyscale")
    ),
)
_PRESS, _TOOLS = cache(Press), cache(Tools)
needs_reader = pytest.mark.skipif(not READERS, reason="no program that draws PDFs is installed")


def named(case: tuple[str, PrintOrder]) -> str:
    """How a case is called."""
    sample, order = case
    look = (sample, order.view, order.paper, "portrait" if order.portrait else "", order.theme)
    return " ".join(filter(None, look))


@cache
def sheets(sample: str, order: PrintOrder) -> list[Sheet]:
    """The sheets of a sample."""
    return _PRESS().sheets(open_journey(asset("samples", f"{sample}.cjm")).journey, order)


def picture(sheet: Sheet, long_side: int = LONG_SIDE) -> QImage:
    """The sheet as export and preview draw it."""
    wide = round(long_side * sheet.width / max(sheet.width, sheet.height))
    return render_image(sheet, width_px=wide, tools=_TOOLS())


def compare(case: tuple[str, PrintOrder], folder: Path, readers: tuple[str, ...], most_pages: int) -> None:
    """Hold every page against what the readers draw."""
    for page, sheet in enumerate(sheets(*case)[:most_pages]):
        shown = pixels_of(picture(sheet))
        height, width = shown.shape[:2]
        for reader in readers:
            share = share_that_differs(shown, printed(sheet, width, height, reader, folder))
            assert share < MOST, f"{named(case)}, page {page + 1}, {reader}: {share:.4%} differ"


@needs_reader
@pytest.mark.parametrize("case", FEW, ids=named)
def test_screen_is_paper(case: tuple[str, PrintOrder], tmp_path: Path, qapp: Any) -> None:
    compare(case, tmp_path, READERS[:1], 1)


@pytest.mark.slow
@needs_reader
@pytest.mark.parametrize("case", ALL, ids=named)
def test_screen_is_paper_everywhere(case: tuple[str, PrintOrder], tmp_path: Path, qapp: Any) -> None:
    compare(case, tmp_path, READERS, 100)


@needs_reader
def test_a_line_out_of_step_would_be_noticed(tmp_path: Path, qapp: Any) -> None:
    """The bound is worth something: a millimetre too far to the right on A0 is far beyond it."""
    sheet = sheets("new-laptop.en", PrintOrder(paper="A0"))[0]
    shown = pixels_of(picture(sheet))
    height, width = shown.shape[:2]
    other = printed(sheet, width, height, READERS[0], tmp_path)
    assert share_that_differs(shown, other) < MOST
    assert share_that_differs(shown[:, 1:], other[:, :-1]) > 10 * MOST


@pytest.mark.parametrize("sample", ["new-colleague.en", "big.en"])
def test_the_poster_on_the_map_is_the_poster(sample: str, qapp: Any) -> None:
    """The Poster view, at a size at which its small type is read."""
    sheet = sheets(sample, PrintOrder(paper="A0"))[0]
    image = picture(sheet, 3600)
    scene = MapScene(live=False)
    scene.show(sheet)
    scene.look(QRectF(0.0, 0.0, sheet.width, sheet.height), image.width() / sheet.width)
    shown = QImage(image.size(), QImage.Format.Format_RGB32)
    shown.fill(QColor("#FFFFFF"))
    painter = QPainter(shown)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    whole = QRectF(0.0, 0.0, sheet.width, sheet.height)
    scene.render(painter, QRectF(shown.rect()), whole, Qt.AspectRatioMode.IgnoreAspectRatio)
    painter.end()
    assert share_that_differs(pixels_of(shown), pixels_of(image)) < MOST_ON_THE_MAP


@needs_reader
def test_waiting_between_the_columns_is_on_paper_as_on_the_screen_and_is_told_where_it_comes(tmp_path: Path, qapp: Any) -> None:
    journey = open_journey(asset("samples", "new-laptop.hu.cjm")).journey
    journey = journey.replace(poster=journey.poster.replace(spacing="waiting", time_scale="log"))
    (sheet,) = _PRESS().sheets(journey, PrintOrder(paper="A3", portrait=True))
    shown = pixels_of(picture(sheet))
    height, width = shown.shape[:2]
    assert share_that_differs(shown, printed(sheet, width, height, READERS[0], tmp_path)) < MOST
    data = pdf_bytes([sheet])
    said = " ".join(" ".join(word.text for word in words(opened(data).pages[0])).split())
    assert said.count("2 hét") == 1, "no card says so, only the bar between two"
    assert said.count("+ 1 nap") == 1, "what is waited after the six days of the card"


@needs_reader
def test_graphs_of_personas_are_on_paper_as_on_the_screen_with_their_names_and_words(tmp_path: Path, qapp: Any) -> None:
    journey = open_journey(asset("samples", "new-colleague.da.cjm")).journey
    journey = journey.replace(poster=journey.poster.replace(persona_lines="apart"))
    (sheet,) = _PRESS().sheets(journey, PrintOrder(paper="A1", portrait=False))
    shown = pixels_of(picture(sheet))
    height, width = shown.shape[:2]
    assert share_that_differs(shown, printed(sheet, width, height, READERS[0], tmp_path)) < MOST
    page = opened(pdf_bytes([sheet])).pages[0]
    said = " ".join(" ".join(word.text for word in words(page)).split())
    assert all(said.count(part) >= 1 for part in journey.personas[1].name.split())
    felt = [p for t in journey.touchpoints for p in t.personas if p.grade is not None]
    assert felt and all(p.emotion.capitalize() in said for p in felt)

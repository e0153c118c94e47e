"""Sheets made outside the window's thread: previews, the poster's figures for the status bar, exports.

Contract. :class:`Printing` owns the one worker and the one press of a window; the press lives in the worker's thread, so that setting
type for the poster never stops the hand. Results arrive in the window's thread, as long as the ``owner`` of the order is there
(:mod:`.worker`). Whoever else needs sheets (:mod:`.pressroom`) asks
here, from within the worker, so that what was set once is not set again.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from cjm_desktop.document import Journey, Message, Problem
from cjm_desktop.layout.paper import PaperError
from cjm_desktop.layout.tiling import TilingError

from .worker import Token, Worker

if TYPE_CHECKING:
    from cjm_desktop.layout.advice import Advice
    from cjm_desktop.layout.sheet import Part, Sheet
    from cjm_desktop.layout.tile_pages import TiledPoster
    from cjm_desktop.layout.tiling import ShrinkHint
    from cjm_desktop.press import PackOrder, Press, PrintOrder


#: So many orders are remembered as they were set: the one looked at, and the one whose figures the status bar tells.
_MOST_KEPT = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an order is not printed, and which part of it has to change: ``paper``, ``tiles``, ``shop`` (what print shops ask for),
    ``dots`` (the resolution of a picture); empty: none of these."""

    message: Message
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A poster over small sheets: how many of which paper, and how a few could be saved (``None``: they cannot)."""

    count: int
    paper: str
    hint: ShrinkHint | None


@dataclass(frozen=True, slots=True)
class Proof:
    """An order as it would print: the sheet looked at (``page``, from 0, of ``pages``), its size in mm, and of all sheets the
    smallest type in pt, from how far (m) it reads, both rounded as people are told them, and what should be known, each with the
    sheet it is about.

    ``smallest_pt`` is 0 where nothing is measured (handouts). ``names`` says what a sheet shows: ``poster``, ``handout`` or
    ``map`` (the assembly map of tiles). ``picture`` is there when one was asked for. ``colours`` are the findings about the colours of
    a map. ``edge`` is how far (mm) the page in the picture goes beyond the sheet on each side: for bleed and crop marks.
    """

    width: float
    height: float
    smallest_pt: float
    body_pt: float
    legible_from: float
    problems: tuple[Problem, ...]
    picture: QImage | None = None
    page: int = 0
    names: tuple[str, ...] = ("poster",)
    sheet_of: tuple[int, ...] = ()
    tiles: Tiles | None = None
    colours: tuple[Problem, ...] = ()
    edge: float = 0.0

    @property
    def count(self) -> int:
        """How many things there are to look at before printing."""
        return len(self.problems) + len(self.colours)

    @property
    def pages(self) -> int:
        """How many sheets can be looked at."""
        return len(self.names)

    @property
    def sheets(self) -> int:
        """How many sheets of the order itself there are: without what is only needed to glue them."""
        return sum(name != "map" for name in self.names)


@dataclass(slots=True, eq=False)
class _Kept:
    """An order and the sheets that were set for it; the tiles are cut when they are wanted."""

    journey: Journey
    order: PrintOrder
    sheets: list[Sheet]
    _tiled: list[TiledPoster] | None = None

    def tiles(self, press: Press) -> list[TiledPoster]:
        """The order's tiles; none where it has none. Raises ``TilingError``."""
        if self._tiled is None:
            order = self.order
            tiled = order.tile and order.is_map
            self._tiled = press.tiles(self.journey, order, self.sheets) if tiled else []
        return self._tiled


class Printing:
    """Makes proofs and prints, one after the other."""

    def __init__(self) -> None:
        self.worker = Worker()
        self._press: Press | None = None
        self._kept: deque[_Kept] = deque(maxlen=_MOST_KEPT)

    def proof(
        self,
        journey: Journey,
        order: PrintOrder,
        done: Callable[[Proof], None],
        failed: Callable[[Refused], None],
        *,
        owner: QObject,
        pixels: int = 0,
        page: int = 0,
        key: str = "proof",
    ) -> Token:
        """Set the sheets and tell their figures; with ``pixels`` (across) also a picture of one of them.

        A ``page`` beyond the last one is the last one: an order may have become shorter since it was asked for.
        """

        def job(_token: Token) -> Proof:
            return self._proof(journey, order, page, pixels)

        return self.worker.run(job, done, lambda error: failed(refused_by(error)), owner=owner, key=key)

    def advise(
        self, journey: Journey, order: PrintOrder, done: Callable[[Sequence[Advice]], None], *, owner: QObject
    ) -> Token:
        """What would make the poster readable from where people stand, each way tried; nothing where it cannot be told."""

        def job(token: Token) -> Sequence[Advice]:
            from cjm_desktop.analysis import read  # loaded by now
            from cjm_desktop.layout.advice import advise

            composer = self.press().maker.composer(journey, order)
            return advise(journey, read(journey), composer, cancelled=token.cancelled)

        return self.worker.run(job, done, lambda _error: done(()), owner=owner, key="advice")

    def export(
        self,
        journey: Journey,
        order: PrintOrder,
        target: Path,
        done: Callable[[list[Problem]], None],
        failed: Callable[[Refused], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[bool], None] | None = None,
        *,
        owner: QObject,
    ) -> Token:
        """Print to a file. ``stopped`` is told when a cancelled export has ended, and whether it was written all the same."""

        def job(token: Token) -> list[Problem]:
            return self.press().print(journey, order, target, token.progress, token.cancelled)

        return self.worker.run(
            job,
            done,
            lambda error: failed(refused_by(error)),
            owner=owner,
            progress=progress,
            stopped=stopped,
        )

    def pack(
        self,
        journey: Journey,
        pack: PackOrder,
        target: Path,
        done: Callable[[list[Problem]], None],
        failed: Callable[[Message], None],
        progress: Callable[[int, int], None],
        stopped: Callable[[bool], None] | None = None,
        *,
        owner: QObject,
    ) -> Token:
        """Print a workshop pack into one PDF (``target`` ends in ``.pdf``) or a folder. ``stopped`` is told when one that was cancelled
        has ended, and whether it was written all the same."""

        def job(token: Token) -> list[Problem]:
            return self.press().print_pack(journey, pack, target, token.progress, token.cancelled)

        return self.worker.run(
            job,
            done,
            lambda error: failed(sentence_of(error)),
            owner=owner,
            progress=progress,
            stopped=stopped,
        )

    def forget(self, owner: QObject) -> None:
        """Another document is open: what was set of the earlier one is of no use any more. Does nothing where nothing was set."""

        def job(_token: Token) -> None:
            self._kept.clear()
            self.press().maker.typesetter.forget()

        def ended(_result: object) -> None:
            """Nobody waits for it."""

        if self._press is not None:
            self.worker.run(job, ended, ended, owner=owner, key="forget")

    def stop(self) -> None:
        """End the worker."""
        self.worker.stop()

    # The rest runs in the worker's thread only.

    def press(self) -> Press:
        """The press, made when it is first needed."""
        if self._press is None:
            from cjm_desktop.press import Press  # loaded in the worker, after the window was painted

            self._press = Press()
        return self._press

    def _proof(self, journey: Journey, order: PrintOrder, page: int, pixels: int) -> Proof:
        from cjm_desktop.layout import MapSheet  # loaded by now
        from cjm_desktop.layout.findings import of_series
        from cjm_desktop.layout.told import shown_points, shown_reach
        from cjm_desktop.paint.trim import margin_of
        from cjm_desktop.press import colour_findings
        from cjm_desktop.press.slides import slide_problems

        kept = self._set(journey, order)
        sheets, tiled = kept.sheets, kept.tiles(self.press())
        maps = [one for one in sheets if isinstance(one, MapSheet)]
        kind = "poster" if order.is_map else "handout"
        page = max(0, min(page, len(sheets) + len(tiled) - 1))
        shown: Sheet = sheets[page] if page < len(sheets) else tiled[page - len(sheets)].pages[0]
        # The sheets of a series may tell of the same thing each.
        found = list(of_series((problem, at) for at, sheet in enumerate(sheets) for problem in sheet.problems))
        if order.format == "pptx":
            found += [(problem, 0) for problem in slide_problems(sheets)]
        return Proof(
            width=shown.width,
            height=shown.height,
            smallest_pt=min((shown_points(one.smallest_pt) for one in maps), default=0.0),
            body_pt=min((shown_points(one.body_pt) for one in maps), default=0.0),
            legible_from=min((shown_reach(one.legible_from) for one in maps), default=0.0),
            problems=tuple(problem for problem, _at in found),
            picture=self._picture(shown, order, tiled, page - len(sheets), pixels) if pixels else None,
            page=page,
            names=(kind,) * len(sheets) + ("map",) * len(tiled),
            sheet_of=tuple(at for _problem, at in found),
            tiles=_tiles_of(sheets, order) if tiled else None,
            colours=colour_findings(journey, order),
            edge=margin_of(order.bleed, marks=order.marks) if order.format == "pdf" else 0.0,
        )

    def sheets(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        """The sheets of an order, the very ones that were set for it last."""
        return self._set(journey, order).sheets

    def _set(self, journey: Journey, order: PrintOrder) -> _Kept:
        """An order as it was set before, if that is not long ago."""
        for kept in self._kept:
            if kept.journey is journey and kept.order == order:
                self._kept.remove(kept)
                break
        else:
            kept = _Kept(journey, order, self.press().sheets(journey, order))
        self._kept.append(kept)
        return kept

    @staticmethod
    def _picture(sheet: Sheet, order: PrintOrder, tiled: list[TiledPoster], at: int, pixels: int) -> QImage:
        from cjm_desktop.paint.qt.image import render_image  # loaded when the first preview is made

        if at < 0 and order.format == "pdf" and (order.bleed or order.marks):
            from cjm_desktop.paint.qt.shop import shop_image  # see above

            return shop_image(sheet, width_px=pixels, bleed=order.bleed, marks=order.marks)
        if at < 0:
            return render_image(sheet, width_px=pixels)
        return _picture_of_map(tiled[at], pixels)


def _tiles_of(sheets: list[Sheet], order: PrintOrder) -> Tiles:
    """The tiles of all posters of a series together; the hint of one poster holds for all, which are of one size."""
    from cjm_desktop.layout.tiling import plan_tiles, tile_paper  # loaded by now

    paper = tile_paper(order.tile)
    plans = [
        plan_tiles(sheet.width, sheet.height, paper, overlap=order.overlap, scale=order.scale)
        for sheet in sheets
    ]
    count, hint = sum(plan.count for plan in plans), plans[0].shrink_hint()
    if hint is not None and len(plans) > 1:
        smaller = sum(plan.shrunk(hint).count for plan in plans)
        hint = replace(hint, tiles=smaller, saves=count - smaller) if smaller < count else None
    return Tiles(count, paper.name, hint)


@dataclass(slots=True)
class _Layer:
    """One part of a page as a sheet of its own."""

    width: float
    height: float
    paper: str
    title: str
    language: str
    part: Part

    @property
    def problems(self) -> tuple[Problem, ...]:
        """None: the page's own are the page's."""
        return ()

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The part."""
        return iter((self.part,))


def _picture_of_map(tiled: TiledPoster, pixels: int) -> QImage:
    """The assembly map: its own page with the poster drawn small where it shows it, as the PDF has it."""
    from cjm_desktop.paint.qt.image import draw_sheet  # see Printing._picture()
    from cjm_desktop.paint.qt.ink import Tools

    page, tools = tiled.pages[0], Tools()
    scale = pixels / page.width
    image = QImage(pixels, max(1, round(page.height * scale)), QImage.Format.Format_RGB32)
    image.fill(QColor(page.paper))
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(scale, scale)
        for at, part in enumerate(page.parts()):
            if at == 1:
                painter.save()
                painter.setClipRect(QRectF(page.art.x, page.art.y, page.art.w, page.art.h))
                painter.translate(page.x, page.y)
                painter.scale(page.scale, page.scale)
                draw_sheet(painter, tiled.sheet, scale * page.scale, tools)
                painter.restore()
            layer = _Layer(page.width, page.height, page.paper, page.title, page.language, part)
            draw_sheet(painter, layer, scale, tools)
    finally:
        painter.end()
    return image


def refused_by(error: Exception) -> Refused:
    """What an error of the press says, and about which part of the order."""
    if isinstance(error, PaperError):
        about = "paper"
    elif isinstance(error, TilingError):
        about = "tiles"
    else:
        about = str(getattr(error, "about", ""))
    return Refused(sentence_of(error), about)


def sentence_of(error: Exception) -> Message:
    """What to tell a person about an error of the press, of storage, or one nobody expected."""
    message = getattr(error, "message", None)
    if isinstance(message, Message):
        return message
    if isinstance(error, MemoryError):
        return Message("There is not enough memory for this. Choose a smaller sheet or fewer dots per inch.")
    return Message("This could not be done: {reason}.", reason=f"{type(error).__name__}: {error}")

"""Sheets made outside the window's thread: previews, the poster's figures for the status bar, exports.

Contract. :class:`Printing` owns the worker and one press that lives in the worker's thread, so that setting
type for the poster never stops the hand. Results arrive in the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from cjm_desktop.document import Journey, Message, Problem

from .worker import Token, Worker

if TYPE_CHECKING:
    from cjm_desktop.layout.sheet import Sheet
    from cjm_desktop.press import Press, PrintOrder


@dataclass(frozen=True, slots=True)
class Proof:
    """A sheet as it would print: its size in mm, smallest type in pt and from how far (m) it reads, and its
    problems.

    ``picture`` is there when one was asked for.
    """

    width: float
    height: float
    smallest_pt: float
    body_pt: float
    legible_from: float
    problems: tuple[Problem, ...]
    picture: QImage | None = None


class Printing:
    """Makes proofs and prints, one after the other."""

    def __init__(self) -> None:
        self.worker = Worker()
        self._press: Press | None = None
        self._last: tuple[Journey, PrintOrder, list[Sheet]] | None = None

    def proof(
        self,
        journey: Journey,
        order: PrintOrder,
        done: Callable[[Proof], None],
        failed: Callable[[Message], None],
        *,
        pixels: int = 0,
        key: str = "proof",
    ) -> Token:
        """Set the sheet and tell its figures; with ``pixels`` (across) also a picture of it."""

        def job(_token: Token) -> Proof:
            from cjm_desktop.layout import MapSheet  # loaded by now

            sheets = self._sheets(journey, order)
            sheet, maps = sheets[0], [one for one in sheets if isinstance(one, MapSheet)]
            picture = None
            if pixels:
                from cjm_desktop.paint.qt.image import render_image  # loaded when the first preview is made

                picture = render_image(sheet, width_px=pixels)
            return Proof(
                sheet.width,
                sheet.height,
                min((one.smallest_pt for one in maps), default=0.0),
                min((one.body_pt for one in maps), default=0.0),
                min((one.legible_from for one in maps), default=0.0),
                tuple(problem for one in sheets for problem in one.problems),
                picture,
            )

        return self.worker.run(job, done, lambda error: failed(sentence_of(error)), key=key)

    def export(
        self,
        journey: Journey,
        order: PrintOrder,
        target: Path,
        done: Callable[[list[Problem]], None],
        failed: Callable[[Message], None],
        progress: Callable[[int, int], None],
    ) -> Token:
        """Print to a file."""

        def job(token: Token) -> list[Problem]:
            return self._ready().print(journey, order, target, token.progress, token.cancelled)

        return self.worker.run(job, done, lambda error: failed(sentence_of(error)), progress=progress)

    def stop(self) -> None:
        """End the worker."""
        self.worker.stop()

    # The rest runs in the worker's thread only.

    def _ready(self) -> Press:
        if self._press is None:
            from cjm_desktop.press import Press  # loaded in the worker, after the window was painted

            self._press = Press()
        return self._press

    def _sheets(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        if self._last is None or self._last[0] is not journey or self._last[1] != order:
            self._last = (journey, order, self._ready().sheets(journey, order))
        return self._last[2]


def sentence_of(error: Exception) -> Message:
    """What to tell a person about an error of the press, of storage, or one nobody expected."""
    message = getattr(error, "message", None)
    if isinstance(message, Message):
        return message
    if isinstance(error, MemoryError):
        return Message("There is not enough memory for this. Choose a smaller sheet or fewer dots per inch.")
    return Message("This could not be done: {reason}.", reason=f"{type(error).__name__}: {error}")

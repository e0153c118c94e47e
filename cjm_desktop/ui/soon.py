"""Something that is done a turn of the loop later, when what is new has its place.

Contract. :func:`soon` does it once, unless its owner is gone by then; then it is never done, and nothing of it stays. WORKAROUND (PySide
6.11): what ``QTimer.singleShot`` was given for an object that goes before the time has come is kept for ever, with all that it names: a
dialog that was shut at once, a row that was removed while it was being brought into sight.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(owner: QObject, do: Callable[[], object]) -> None:
    """Do something in the next turn of the loop, if ``owner`` is there then."""
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(do)
    timer.timeout.connect(timer.deleteLater)
    timer.start()

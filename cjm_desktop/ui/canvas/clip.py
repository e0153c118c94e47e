"""What the map puts on the clipboard, and what it takes from there or from a drag.

Contract. :func:`put` leaves a fragment of a journey (`exchange.clipboard`) with plain words for everybody else, :func:`carries` says
whether there are words to take, :func:`taken` gives them, the program's own fragment first. The formats are loaded when the first
of these is called, not before the map was seen.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def put(fragment: str, words: str) -> None:
    """Leave a fragment on the clipboard, and its words for other programs."""
    data = QMimeData()
    data.setData(_own(), fragment.encode("utf-8"))
    data.setText(words)
    QGuiApplication.clipboard().setMimeData(data)


def carries(data: QMimeData) -> bool:
    """Whether there is anything that cards could be made of."""
    return data.hasText() or data.hasFormat(_own())


def taken(data: QMimeData) -> str | None:
    """The text to make cards of, or ``None``."""
    own = _own()
    if data.hasFormat(own):
        return bytes(data.data(own).data()).decode("utf-8", "replace")
    return data.text() if data.hasText() else None


def _own() -> str:
    """The media type of a fragment."""
    from cjm_desktop.exchange.clipboard import MEDIA_TYPE  # see above

    return MEDIA_TYPE

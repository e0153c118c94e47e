"""How high a dialog with wrapped words has to be.

Contract. :func:`as_high_as_its_words` is asked by a dialog when it is shown. Qt finds the first height of a window at the width its words
would like to have; where a least width makes it wider the words need fewer lines, and what is left stands as gaps between them.
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from .bounded import free_size


def as_high_as_its_words(dialog: QDialog) -> None:
    """Make a dialog as high as its layout needs at the width it has, but no higher than its screen."""
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        high = max(dialog.minimumHeight(), layout.totalHeightForWidth(dialog.width()))
        dialog.resize(dialog.width(), min(high, free_size(dialog).height()))

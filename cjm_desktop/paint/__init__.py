"""Painters: they turn a :class:`~cjm_desktop.layout.sheet.Sheet` into something a device can show.

A painter neither measures nor decides; whatever it draws, the Sheet said so. This package itself imports
nothing, so that :class:`Cancelled` can be caught without loading any painter.
"""

from __future__ import annotations

from collections.abc import Callable

#: Told about the work: items done, items in all.
Progress = Callable[[int, int], None]

#: Asked now and then; ``True`` stops the work with :class:`Cancelled`.
CancelCheck = Callable[[], bool]


class Cancelled(Exception):
    """The person stopped the work; nothing was made."""


class BadPicture(ValueError):
    """A picture on the sheet cannot be read; the text says which one (by its alternative text) and why."""

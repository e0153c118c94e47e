"""Keeps an error in a painter from taking the program down.

WORKAROUND: an exception that leaves a Python ``paint`` of a graphics item crashes PySide 6.11 (a segmentation fault while it
prints the error), and unsaved work with it. A guarded painter hands the error to ``sys.excepthook`` from the event loop, once
for each item, and leaves the item blank.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from PySide6.QtCore import QTimer

_P = ParamSpec("_P")
_Self = TypeVar("_Self")

#: Set on an item whose painter failed, so that it is told once and not at every frame.
_TOLD = "_painter_failed"


def guarded(paint: Callable[Concatenate[_Self, _P], None]) -> Callable[Concatenate[_Self, _P], None]:
    """A ``paint`` or ``drawBackground`` that never lets an error out."""

    @wraps(paint)
    def safely(self: _Self, /, *args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            paint(self, *args, **kwargs)
        except Exception:
            if not getattr(self, _TOLD, False):
                setattr(self, _TOLD, True)
                caught: Any = sys.exc_info()
                # Not now: a dialog must not open in the middle of painting.
                QTimer.singleShot(0, lambda: sys.excepthook(*caught))

    return cast(Callable[Concatenate[_Self, _P], None], safely)

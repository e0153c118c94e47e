"""What a screen reader is told of a widget that is moved along a scale.

Contract. Such a widget is a :class:`Scaled`, and calls :func:`tell_value` when it has moved. :mod:`.canvas.accessible` makes it a slider.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QWidget


class Scaled(Protocol):
    """A widget of ours that is moved along a scale."""

    def spoken_value(self) -> str:
        """Where it is, in words; empty when it is nowhere."""

    def spoken_number(self) -> tuple[float, float, float, float] | None:
        """Where it is."""

    def take_number(self, number: float) -> None:
        """Goes there, as under a hand."""


def tell_value(widget: QWidget) -> None:
    """Says that a widget that is moved along a scale (:class:`Scaled`) is somewhere else now."""
    if QAccessible.isActive():
        scaled = cast(Scaled, widget)
        if scaled.spoken_number() is None:
            # It is nowhere: then there is no number that could have changed.
            QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
        else:
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, scaled.spoken_value()))

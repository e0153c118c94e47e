"""Figures as they stand in sentences."""

from __future__ import annotations


def figure(value: float) -> float:
    """A figure as it stands in a sentence: a whole one without a fraction. Its decimal mark is the language's affair."""
    return int(value) if value == int(value) else value

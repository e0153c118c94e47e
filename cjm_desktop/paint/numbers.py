"""Numbers as painters of files write them: short, exact enough, and never anything but a number."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite


def number(value: float) -> str:
    """A number with at most three decimals and nothing superfluous: ``12.5``, ``-.25``, ``0``.

    Raises ``ValueError`` or ``OverflowError`` for what is not a finite number: a broken page must not be
    written.
    """
    return thousandths(round(value * 1000))


# A poster writes some 50,000 numbers, and cards of one size write the same ones again and again.
@lru_cache(maxsize=8192)
def thousandths(value: int) -> str:
    """The same for a whole number of thousandths."""
    whole, rest = divmod(abs(value), 1000)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest:03d}".rstrip("0")


def exact(value: float) -> str:
    """A number with up to eight decimals, for matrices and page boxes. Raises ``ValueError`` when not finite."""
    if not isfinite(value):
        raise ValueError("A length on the sheet is not a number.")
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

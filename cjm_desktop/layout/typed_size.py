"""A size of paper as people type it: “60 x 90 cm”, “1.2 m × 80 cm”, “24x36 in”, “914x1500mm”.

Contract. :func:`typed_size` gives width and height in mm for two lengths with a sign between them, or ``None`` for anything
else. It judges no size: whether it can be printed is the paper's business. A unit said once holds for both sides; without any
unit it is the one in which a sheet of paper comes out, millimetres before centimetres before metres.
"""

from __future__ import annotations

import math
import re

#: Millimetres in each unit, by everything that people call it in the languages of the program.
_UNITS: dict[str, float] = {
    **dict.fromkeys(("mm",), 1.0),
    **dict.fromkeys(("cm",), 10.0),
    **dict.fromkeys(("dm",), 100.0),
    **dict.fromkeys(("m",), 1000.0),
    **dict.fromkeys(("in", "inch", "inches", '"', "″", "”", "''", "tomme", "tommer", "tum", "duim", "hüvelyk", "col"), 25.4),
    **dict.fromkeys(("ft", "foot", "feet", "'", "′", "’"), 304.8),
}
#: Units that are tried, in this order, when none is said.
_GUESSED = ("mm", "cm", "m")
#: A number with groups of three digits and a comma or a point, as programs print it and people type it.
_NUMBER = r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SIZE = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*(?:[x×✕*х]|by)\s*({_NUMBER})\s*({_UNIT})?\.?")
#: What stands between thousands looks like a decimal sign: “1,189 mm” is more than a metre.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def typed_size(text: str, shortest: float, longest: float) -> tuple[float, float] | None:
    """Width and height in mm, to a hundredth; ``None`` when the text is no size.

    ``shortest`` and ``longest`` are the sides (mm) that paper has: by them a missing unit is guessed. A size that is no paper in
    any unit is taken to be in mm.
    """
    found = _SIZE.fullmatch(" ".join(text.casefold().split(" ")).strip())
    if found is None:
        return None
    first, first_unit, second, second_unit = found.groups()
    units = (first_unit or second_unit, second_unit or first_unit)
    if units[0] is not None and units[1] is not None:
        return _mm(first, units[0]), _mm(second, units[1])
    for unit in _GUESSED:
        width, height = _mm(first, unit), _mm(second, unit)
        if shortest <= min(width, height) and max(width, height) <= longest:
            return width, height
    return _mm(first, "mm"), _mm(second, "mm")


def written_size(width: float, height: float) -> str:
    """A size (mm) as it is kept in files: ``914x1500mm``; :func:`typed_size` gives the same numbers back."""
    return f"{width:.10g}x{height:.10g}mm"


def _mm(number: str, unit: str) -> float:
    """A number in a unit as mm."""
    plain = re.sub(r"\s", "", number)
    signs = [sign for sign in plain if sign in ".,"]
    if unit == "mm" and _THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    elif len(set(signs)) == 2 or len(signs) == 1:
        # The last sign is the decimal one, those before it group digits.
        whole, _, rest = plain.replace(",", ".").rpartition(".")
        plain = f"{whole.replace('.', '')}.{rest}"
    else:
        plain = re.sub(r"[.,]", "", plain)
    length = float(plain) * _UNITS[unit]
    return round(length, 2) if math.isfinite(length) else length

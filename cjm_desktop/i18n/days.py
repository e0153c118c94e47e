"""Days as people type them, in the five languages.

Contract. :func:`day_of` understands a day in numbers (``1.5.2027``, ``01-05-27``, ``1/5 2027``), in words (``1. maj 2027``, ``May 1,
2027``) and as ISO 8601 has it (``2027-05-01``, ``20270501``), in the language's own order and with its names of months, which may be
shortened to three letters. A year of two digits is of this century; a day without a year is the one nearest to ``near``. English has
the British order, day before month. What is no day gives ``None``: nothing is guessed;
:func:`misses_in_calendar` tells the days that only look like one.
"""

from __future__ import annotations

import re
from datetime import date

from .languages import LANGUAGES, Language

#: Numbers and words, and nothing else but what stands between them; Hungarian adds an ending to the day (1-jén).
_PIECE = re.compile(r"(\d+)|([^\W\d_]+)")
_BETWEEN = re.compile(r"[\s.,/\-–]*")
_ENDINGS = re.compile(r"(?<=\d)(?:st|nd|rd|th|e|\.?-?(?:jén|án|én|ján|i|a|e))\b", re.IGNORECASE)
_OF = frozenset({"den", "d", "de", "van", "of", "the"})
_LEAST_LETTERS = 3
#: The number of a day that not every month has.
_TOO_LATE = re.compile(r"(?<!\d)(?:29|[3-9]\d)(?!\d)")


def day_of(text: str, language: str, near: date) -> date | None:
    """The day that a text means in a language (a code of :data:`~.languages.LANGUAGES`), or ``None``."""
    pieces = _pieces(_ENDINGS.sub("", text.strip()), LANGUAGES.get(language, LANGUAGES["en"]))
    if pieces is None:
        return None
    numbers = [piece for piece in pieces if isinstance(piece, str)]
    months = [piece for piece in pieces if isinstance(piece, int)]
    if not months:
        # Swedes write 2027-05-01 and 05-01, but 1/5 for the first of May.
        year_first = language == "hu" or (language == "sv" and "/" not in text)
        return _of_numbers(numbers, year_first, near)
    if len(months) > 1 or not 1 <= len(numbers) <= 2:
        return None
    month, first = months[0], pieces[0]
    if len(numbers) == 1:
        return _nearest(int(numbers[0]), month, near) if len(numbers[0]) <= 2 else None
    year_first = len(numbers[0]) == 4 or (len(numbers[1]) <= 2 and language == "hu" and first != month)
    year, day = numbers if year_first else reversed(numbers)
    return _made(year, str(month), day)


def misses_in_calendar(text: str, language: str) -> bool:
    """Whether a text names a day as people write it, and the month has none of that number, such as 31 February."""
    near = date(2000, 1, 1)
    return day_of(text, language, near) is None and any(
        day_of(f"{text[: found.start()]}28{text[found.end() :]}", language, near) is not None for found in _TOO_LATE.finditer(text)
    )


def _pieces(text: str, language: Language) -> list[str | int] | None:
    """The numbers of a text as they were written, and its months (1 to 12) in their order; ``None`` when there is anything else."""
    found: list[str | int] = []
    at = 0
    for match in _PIECE.finditer(text):
        if not _BETWEEN.fullmatch(text, at, match.start()):
            return None
        at = match.end()
        if match[1]:
            if not match[1].isascii():
                return None
            found.append(match[1])
        elif match[2].casefold() not in _OF:
            month = _month(match[2].casefold(), language)
            if month is None:
                return None
            found.append(month)
    return found if found and _BETWEEN.fullmatch(text, at) else None


def _month(word: str, language: Language) -> int | None:
    """The month that a word begins like, in the language or in English; ``None`` when none does, or several."""
    if len(word) < _LEAST_LETTERS:
        return None
    for names in (language.months, LANGUAGES["en"].months):
        fitting = [at for at, name in enumerate(names, 1) if name.casefold().startswith(word)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _of_numbers(numbers: list[str], year_first: bool, near: date) -> date | None:
    """The day of one, two or three numbers; ``year_first`` tells that the language goes from the year down to the day."""
    if len(numbers) == 1 and len(numbers[0]) == 8:
        return _made(numbers[0][:4], numbers[0][4:6], numbers[0][6:])
    if len(numbers) == 2 and all(len(number) <= 2 for number in numbers):
        month, day = numbers if year_first else reversed(numbers)
        return _nearest(int(day), int(month), near)
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4 or (year_first and len(numbers[2]) <= 2):
        return _made(*numbers)
    return _made(numbers[2], numbers[1], numbers[0])


def _made(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _nearest(day: int, month: int, near: date) -> date | None:
    """The day of this, the last or the next year that is nearest."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda one: abs(one - near), default=None)

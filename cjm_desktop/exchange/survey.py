"""What people answered in a survey, as a measured round (METHOD step 10): any table with any names of columns.

Contract. :func:`answers_in` reads a CSV file or a spreadsheet into :class:`Answers`: names of columns and rows of texts. A
:class:`Mapping` says which column is what; :func:`.survey_guess.suggested` proposes one. :func:`measured` reads the rows with it: means
for each touchpoint, and every cell that cannot be read with its row, its column and why. The rest of such a row counts, unless whole
rows are to be left out. Who answered twice counts once, with the latest answer. Pure: the same bytes and the same mapping give the same
readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import fsum
from pathlib import PurePath
from types import MappingProxyType

from cjm_desktop.document import Journey, Message, Problem, Reading, Round, Scale, clean_line

from .csv_in import cells_of
from .errors import ImportFailed
from .fields import folded
from .survey_grades import Rating, Unread, is_grade, is_nothing
from .text_in import decoded, decoded_as
from .xlsx import cells_of_xlsx

#: Encodings a person may choose, besides the one that is detected.
ENCODINGS: tuple[str, ...] = ("utf-8", "utf-16", "cp1252", "cp1250")
#: Separators a person may choose.
SEPARATORS: tuple[str, ...] = (",", ";", "\t", "|")
#: The endings of files with answers.
SURVEY_ENDINGS: tuple[str, ...] = (".csv", ".tsv", ".txt", ".xlsx")
#: More rows are no survey of one journey.
MOST_ROWS = 500_000
# The names of the columns stand in one of the first rows: titles and dates may stand above them.
_HEAD_AMONG = 20
# How often a long job asks whether it is still wanted, in rows.
_ASK = 2_000
# A form tool's own stamp may have all of it: “2026/03/01 10:00:00 AM GMT+1”.
_TIME = re.compile(
    r"[T\s]\s*\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(\s*([ap]m|d[eu]\.|[ef]\.?m\.?))?\s*(Z|(UTC|GMT|CES?T|EES?T|WES?T|BST)?\s*([-+]\d{1,2}(:?\d{2})?)?)?\s*$",
    re.IGNORECASE,
)
_THREE = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(\d{2,4})\s*")

#: What form tools write for who answered without a name.
_NOBODY = frozenset(folded(word) for word in ("anonymous", "anonym", "anoniem", "névtelen", "anonyme", "guest"))

#: Understands a day as people write it; ``None`` for what is none.
DayOf = Callable[[str], date | None]


class Form(StrEnum):
    """How a table holds its grades."""

    #: One row a respondent, one column a touchpoint.
    WIDE = "wide"
    #: One row a grade, with the name of the touchpoint beside it.
    LONG = "long"


class Stopped(Exception):
    """Nobody waits for the answers any more."""


@dataclass(frozen=True)
class Answers:
    """A table: ``header`` names its columns, each of them once; ``rows`` are numbered as in the file.

    ``encoding`` and ``separator`` are how it was read; empty for a spreadsheet.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]
    encoding: str = ""
    separator: str = ""

    @property
    def key(self) -> str:
        """What tells apart tables by the names of their columns."""
        return "\t".join(self.header)

    def column(self, at: int) -> list[str]:
        """The texts of a column; a row that is too short has an empty one."""
        return [row[at] if at < len(row) else "" for _, row in self.rows]


@dataclass(frozen=True)
class SurveyMap:
    """Which column is what. ``places`` gives the id of a touchpoint for the name of a column (wide) or for what a cell of the column
    ``touchpoint`` says (long); what is not in it is not read. Columns are known by their names."""

    form: Form = Form.WIDE
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    touchpoint: str = ""
    grade: str = ""
    respondent: str = ""
    date: str = ""
    rating: Rating = field(default_factory=Rating)
    month_first: bool = False


@dataclass(frozen=True)
class BadRow:
    """A cell that cannot be read: its row, its column and why. ``lost``: nothing of the row counts, else all but this cell does."""

    number: int
    column: str
    message: Message
    lost: bool = True

    @property
    def problem(self) -> Problem:
        """The same for who reports problems of files."""
        place = f"row {self.number}"
        return Problem(
            place, Message("Column “{column}”: {reason}", column=self.column, reason=self.message) if self.column else self.message
        )


@dataclass(frozen=True)
class Survey:
    """What a table says: ``readings`` in the order of the journey with grades on its scale, ``first`` and ``last`` day of the answers as
    ISO dates (empty without any; of all rows while no grade is read), how many ``rows`` counted and how many ``respondents`` gave a
    grade, the ``bad`` cells, which do not count, and how many respondents answered ``repeatedly``, of whom the latest answer counts."""

    readings: tuple[Reading, ...]
    respondents: int
    rows: int
    bad: tuple[BadRow, ...]
    first: str = ""
    last: str = ""
    repeatedly: int = 0

    @property
    def lost(self) -> int:
        """How many rows do not count at all though they say something."""
        return len({one.number for one in self.bad if one.lost})


def same_round(survey: Survey, journey: Journey) -> Round | None:
    """The round of a journey that says the very same as these answers; ``None`` where there is none."""
    wanted = {one.touchpoint: (one.grade, one.answers) for one in survey.readings}
    for one in journey.rounds:
        if wanted == {reading.touchpoint: (reading.grade, reading.answers) for reading in one.readings if reading.grade is not None}:
            return one
    return None


def answers_in(name: str, data: bytes, *, encoding: str = "", separator: str = "") -> Answers:
    """The table in a file of this name. ``encoding`` and ``separator`` are found out where they are empty.

    Raises :class:`~.errors.ImportFailed` in a sentence: no table, too large, not in that encoding.
    """
    if PurePath(name).suffix.lower() == ".xlsx":
        return _table(cells_of_xlsx(data, MOST_ROWS), "", "")
    text, used = decoded_as(data, encoding) if encoding else (decoded(data), "")
    first, _, rest = text.partition("\n")
    stated = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # a line that Excel understands
        text, stated = rest, first.strip()[4]
    mark = separator or stated or separator_of(text)
    return _table(cells_of(text, mark, most_rows=MOST_ROWS), used or encoding_of(data), mark, 1 if stated else 0)


def encoding_of(data: bytes) -> str:
    """The one of :data:`ENCODINGS` that :func:`~.text_in.decoded` reads a file with."""
    text = decoded(data)
    for encoding in ENCODINGS:
        try:
            if decoded_as(data, encoding)[0] == text:
                return encoding
        except ImportFailed:
            continue
    return ENCODINGS[0]


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns, all of them into as many."""
    lines = [line for line in text[:50_000].splitlines()[:_HEAD_AMONG] if line.strip()]

    def merit(mark: str) -> tuple[float, int]:
        counts = sorted(line.count(mark) for line in lines)
        middle = counts[len(counts) // 2] if counts else 0
        even = sum(count == middle for count in counts) / len(counts) if counts and middle else 0.0
        return (even if middle else -1.0) * (1 if mark != "," else 0.99), middle

    return max(SEPARATORS, key=merit)


def _table(cells: Sequence[Sequence[str]], encoding: str, separator: str, skipped: int = 0) -> Answers:
    numbered = [(number, row) for number, row in enumerate(cells, 1 + skipped) if any(map(str.strip, row))]
    if not numbered:
        raise ImportFailed(Message("The table is empty."))
    filled = [sum(1 for cell in row if cell.strip()) for _, row in numbered[:_HEAD_AMONG]]
    at = next(i for i, count in enumerate(filled) if 2 * count >= max(filled))
    names: list[str] = []
    seen: set[str] = set()
    wide = max(len(row) for _, row in numbered[at:])
    head = numbered[at][1]
    given = [cell.strip() for cell in head if is_grade(cell)]
    if 2 * len(given) >= len(head) and len(set(given)) < len(given):
        # The same grade twice names no columns: the table begins with an answer, which counts.
        head, at = (), at - 1
    for column in range(wide):
        plain = clean_line(head[column]) if column < len(head) else ""
        name, again = plain or f"#{column + 1}", 1
        while name in seen:
            again += 1
            name = f"{plain or '#'} ({again})"
        seen.add(name)
        names.append(name)
    return Answers(tuple(names), tuple(numbered[at + 1 :]), encoding, separator)


def measured(
    answers: Answers,
    how: SurveyMap,
    journey: Journey,
    day_of: DayOf,
    *,
    whole_rows: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Survey:
    """What the rows of a table come to with a mapping. A respondent who graded a touchpoint more than once counts once, with the grade of
    the latest day, of one day the last in the table. ``whole_rows``: of a row with a cell that cannot be read nothing counts.

    Raises :class:`Stopped` when ``cancelled`` says so, and ``KeyError`` for a column that is not there.
    """
    at = {name: k for k, name in enumerate(answers.header)}
    known = {card.id for card in journey.touchpoints}
    places = {name: ident for name, ident in how.places.items() if ident in known}
    day_at = at[how.date] if how.date else None
    who_at = at[how.respondent] if how.respondent else None
    shares: dict[str, float | Unread | None] = {}
    days: dict[str, date | None] = {}
    told: dict[str, dict[object, tuple[str, float]]] = {}
    people: set[object] = set()
    again: set[object] = set()
    dated = ""
    bad: list[BadRow] = []
    first = last = ""
    rows = 0
    wide = [(at[name], name, ident) for name, ident in places.items() if name in at] if how.form is Form.WIDE else []
    long = how.form is Form.LONG and bool(how.touchpoint and how.grade)
    cells = (at[how.touchpoint], at[how.grade]) if long else (0, 0)

    def share(text: str) -> float | Unread | None:
        found = shares.get(text, _MISSING)
        if found is _MISSING:
            try:
                found = how.rating.share(text)
            except Unread as error:
                found = error
            shares[text] = found
        return found

    for done, (number, row) in enumerate(answers.rows):
        if done % _ASK == 0 and cancelled():
            raise Stopped
        wrong: list[tuple[str, Message]] = []
        given: list[tuple[str, float]] = []
        size = len(row)
        if how.form is Form.WIDE:
            for k, name, ident in wide:
                value = share(row[k]) if k < size else None
                if isinstance(value, float):
                    given.append((ident, value))
                elif value is not None:
                    wrong.append((name, value.message))
        elif long:
            label = " ".join(row[cells[0]].split()) if cells[0] < size else ""
            grade = row[cells[1]] if cells[1] < size else ""
            ident = places.get(label, "")
            if ident or (label and label not in how.places):
                value = share(grade)
                if isinstance(value, Unread):
                    wrong.append((how.grade, value.message))
                elif value is not None and not ident:
                    wrong.append((how.touchpoint, Message("“{text}” is not among the touchpoints.", text=label[:80])))
                elif value is not None:
                    given.append((ident, value))
            elif not label and not is_nothing(grade):
                wrong.append((how.touchpoint, Message("The touchpoint is missing.")))
        day = ""
        if day_at is not None and day_at < size and (text := row[day_at].strip()):
            when = days.get(text, _NO_DAY)
            if when is _NO_DAY:
                when = days[text] = day_in(text, day_of, how.month_first)
            if when is None:
                wrong.append((how.date, Message("“{text}” is no day.", text=text[:40])))
            else:
                day = when.isoformat()
                dated = max(dated, day)
        if wrong:
            lost = whole_rows or not given
            bad += [BadRow(number, column, message, lost) for column, message in wrong]
            if lost:
                continue
        if not given:
            continue
        called = row[who_at].strip().casefold() if who_at is not None and who_at < size else ""
        who: object = number if is_nobody(called) else called
        rows += 1
        people.add(who)
        for ident, value in given:
            theirs = told.setdefault(ident, {})
            before = theirs.get(who)
            if before is not None:
                again.add(who)
            if before is None or day >= before[0]:
                theirs[who] = day, value
        if day:
            first = min(first or day, day)
            last = max(last, day)
    readings = tuple(_reading(card.id, told[card.id], journey.scale) for card in journey.touchpoints if card.id in told)
    return Survey(readings, len(people), rows, tuple(bad), first, last or ("" if rows else dated), len(again))


_MISSING = Unread(Message("The touchpoint is missing."))
_NO_DAY = date.min


def day_in(text: str, day_of: DayOf, month_first: bool) -> date | None:
    """The day that a cell says, with or without an hour; ``month_first``: three numbers are month, day and year."""
    bare = _TIME.sub("", text).strip()
    if month_first and (found := _THREE.fullmatch(bare)):
        bare = f"{found[3]}.{found[1]}.{found[4]}"
    return day_of(bare)


def is_nobody(text: str) -> bool:
    """Whether what stands in the column of persons names none: nothing, or a word for somebody without a name."""
    return not text or is_nothing(text) or folded(text) in _NOBODY


def _reading(ident: str, told: Mapping[object, tuple[str, float]], scale: Scale) -> Reading:
    given = sorted(value for _day, value in told.values())
    share = fsum(given) / len(given)
    grade = scale.lowest + min(1.0, max(0.0, share)) * scale.span
    return Reading(touchpoint=ident, grade=min(scale.highest, max(scale.lowest, round(grade, 4))), answers=len(given))

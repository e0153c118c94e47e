"""WHAT a journey means: peaks and dips, first and last, the steepest fall, what the grades rest on. Pure.

What is worth saying about it (:mod:`.findings`) is asked for after the map was shown, and loaded then.
"""

from .averages import Average, average_grades
from .curve import Curve, read_curve
from .evidence import Evidence, read_evidence, says_something, told_by
from .figures import printed
from .insights import Insights, Reader, read
from .measurements import (
    Measured,
    RoundMean,
    comes_after_map,
    day_of_map,
    differences,
    first_and_last,
    grades_of_round,
    measured_by_day,
    overall,
    round_means,
    rounds_by_day,
)
from .story import Told, read_story, stands_alone
from .told_grades import ToldGrades, read_told
from .votes import ahead, by_votes

__all__ = [
    "Average",
    "Curve",
    "Evidence",
    "Insights",
    "Measured",
    "Reader",
    "RoundMean",
    "Told",
    "ToldGrades",
    "ahead",
    "average_grades",
    "by_votes",
    "comes_after_map",
    "day_of_map",
    "differences",
    "first_and_last",
    "grades_of_round",
    "measured_by_day",
    "overall",
    "printed",
    "read",
    "read_curve",
    "read_evidence",
    "read_story",
    "read_told",
    "round_means",
    "rounds_by_day",
    "says_something",
    "stands_alone",
    "told_by",
]

"""WHAT a journey means: peaks and dips, first and last, the steepest fall, what the grades rest on. Pure.

What is worth saying about it (:mod:`.findings`) is asked for after the map was shown, and loaded then.
"""

from .averages import Average, RoundMean, average_grades, grades_of_round, round_means
from .curve import Curve, read_curve
from .evidence import Evidence, read_evidence, says_something, told_by
from .insights import Insights, Reader, read
from .story import Told, read_story
from .told_grades import ToldGrades, read_told
from .votes import ahead, by_votes

__all__ = [
    "Average",
    "Curve",
    "Evidence",
    "Insights",
    "Reader",
    "RoundMean",
    "Told",
    "ToldGrades",
    "ahead",
    "average_grades",
    "by_votes",
    "grades_of_round",
    "read",
    "read_curve",
    "read_evidence",
    "read_story",
    "read_told",
    "round_means",
    "says_something",
    "told_by",
]

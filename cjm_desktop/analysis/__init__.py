"""WHAT a journey means: peaks and dips, first and last, the steepest fall, what the grades rest on. Pure."""

from .curve import Curve, read_curve
from .evidence import Evidence, read_evidence
from .insights import Insights, Reader, read
from .story import Told, read_story

__all__ = [
    "Curve",
    "Evidence",
    "Insights",
    "Reader",
    "Told",
    "read",
    "read_curve",
    "read_evidence",
    "read_story",
]

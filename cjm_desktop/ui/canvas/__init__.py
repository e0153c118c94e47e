"""The map in the window: shown, touched, edited."""

from .stage import POSTER, TIMELINE
from .view import MapCanvas

__all__ = ["POSTER", "TIMELINE", "MapCanvas"]

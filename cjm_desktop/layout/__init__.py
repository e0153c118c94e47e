"""WHERE everything goes, in millimetres: a journey becomes a Sheet. Knows no toolkit; HarfBuzz only in ``fonts``."""

from .answers import Box, Drop, Editor, Hit, HitKind, Plan
from .band import Held
from .composer import Composer
from .icons import IconSet
from .mapsheet import MapSheet
from .paper import SIZES, Paper, PaperError, legible_from, smallest_legible
from .theme import Theme, load_theme, theme_names
from .words import Words, printed_words

__all__ = [
    "SIZES",
    "Box",
    "Composer",
    "Drop",
    "Editor",
    "Held",
    "Hit",
    "HitKind",
    "IconSet",
    "MapSheet",
    "Paper",
    "PaperError",
    "Plan",
    "Theme",
    "Words",
    "legible_from",
    "load_theme",
    "printed_words",
    "smallest_legible",
    "theme_names",
]

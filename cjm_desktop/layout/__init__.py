"""WHERE everything goes, in millimetres: a journey becomes a Sheet. Knows no toolkit; HarfBuzz only in ``fonts``."""

from .answers import Box, Drop, Editor, Hit, HitKind, Plan
from .band import Held
from .composer import Composer
from .icons import IconSet
from .mapsheet import MapSheet
from .paper import SIZES, Paper, PaperError, legible_from, smallest_legible
from .theme import COMPANY_ROLES, Theme, ThemeError, colour_problems, load_theme, theme_names
from .theme_check import theme_findings
from .words import Words, printed_words

__all__ = [
    "COMPANY_ROLES",
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
    "ThemeError",
    "Words",
    "colour_problems",
    "legible_from",
    "load_theme",
    "printed_words",
    "smallest_legible",
    "theme_findings",
    "theme_names",
]

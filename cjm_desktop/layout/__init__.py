"""WHERE everything goes, in millimetres: a journey becomes a Sheet. Knows no toolkit; HarfBuzz only in ``fonts``."""

from .answers import PERSONA_POINT, Box, Drop, Editor, Hit, HitKind, Plan, persona_in
from .band import Held
from .composer import Composer
from .icons import IconSet
from .mapsheet import MapSheet
from .paper import (
    ROLLS,
    SIZES,
    Paper,
    PaperChoice,
    PaperError,
    PaperFamily,
    legible_from,
    next_larger,
    paper_families,
    smallest_legible,
)
from .theme import COMPANY_ROLES, Theme, ThemeError, colour_problems, load_theme, theme_names
from .theme_check import theme_findings
from .words import Words, printed_words

__all__ = [
    "COMPANY_ROLES",
    "PERSONA_POINT",
    "ROLLS",
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
    "PaperChoice",
    "PaperError",
    "PaperFamily",
    "Plan",
    "Theme",
    "ThemeError",
    "Words",
    "colour_problems",
    "legible_from",
    "load_theme",
    "next_larger",
    "paper_families",
    "persona_in",
    "printed_words",
    "smallest_legible",
    "theme_findings",
    "theme_names",
]

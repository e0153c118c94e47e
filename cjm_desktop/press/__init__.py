"""The press: a journey goes through analysis, layout and a painter into files, each written whole or not at all.

Used by the command line and by the window's export, so that both print the same sheets. No Qt is imported unless a picture
(PNG) is asked for; the PDF painter is imported when the first PDF is made, because opening an editor must not wait for it.
"""

from .colours import colour_findings
from .order import ALIASES, DECK, HANDOUTS, MAPS, NAMED, VIEWS, WALL, PressError, PrintOrder, TableOrder
from .pack import PARTS, PackOrder, file_names, part_name
from .press import Press, Printed, files_of, put

__all__ = [
    "ALIASES",
    "DECK",
    "HANDOUTS",
    "MAPS",
    "NAMED",
    "PARTS",
    "VIEWS",
    "WALL",
    "PackOrder",
    "Press",
    "PressError",
    "PrintOrder",
    "Printed",
    "TableOrder",
    "colour_findings",
    "file_names",
    "files_of",
    "part_name",
    "put",
]

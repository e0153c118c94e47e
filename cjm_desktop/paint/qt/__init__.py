"""The Sheet on a Qt device: the live scene of the canvas, and pictures. Knows the Sheet, Qt and pyqtgraph,
nothing else.
"""

from .image import draw_sheet, render_image
from .scene import OVERLAY, MapScene, PartItem

__all__ = ["OVERLAY", "MapScene", "PartItem", "draw_sheet", "render_image"]

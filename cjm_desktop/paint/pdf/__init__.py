"""The PDF painter: sheets in, the bytes of one PDF file out.

Contract. One page per sheet, each exactly as large as its sheet (to 0.001 pt). Text is text: every font is
embedded as the subset that is used, every glyph says which characters it stands for. Tagged, with outline,
links, title and language. The same sheets and the same :class:`PdfInfo` give the same bytes on every machine
with the same fonts; no clock is read. Nothing here imports Qt. How a file is produced (bleed and marks, inks, PDF/X,
PDF/A, what is attached) is a :class:`Production`.
"""

from cjm_desktop.paint.pdf.info import PdfInfo
from cjm_desktop.paint.pdf.pages import pdf_bytes
from cjm_desktop.paint.pdf.production import Attachment, Production, ProductionError, Refusal

__all__ = ["Attachment", "PdfInfo", "Production", "ProductionError", "Refusal", "pdf_bytes"]

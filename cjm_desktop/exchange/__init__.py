"""Other people's formats: CSV, spreadsheets, Markdown outlines, Mermaid, OpenJourney, and the clipboard. Pure: bytes and
texts in, journeys out.

Spreadsheets need openpyxl, PDFs pikepdf; :mod:`.xlsx` and :mod:`.pdf_in` load them only when they are used.
"""

from .builder import Imported
from .clipboard import MEDIA_TYPE, Pasted, copy_fragment, paste_text
from .csv_in import journey_of_csv
from .csv_out import csv_bytes
from .errors import ImportFailed
from .files import IMPORT_ENDINGS, form_of, journey_of_file
from .mermaid import journey_of_mermaid, mermaid_text
from .ojf import journey_of_ojf, ojf_text
from .outline import journey_of_outline, outline_text
from .pdf_in import journey_file_of_pdf
from .xlsx import journey_of_xlsx, xlsx_bytes

__all__ = [
    "IMPORT_ENDINGS",
    "MEDIA_TYPE",
    "ImportFailed",
    "Imported",
    "Pasted",
    "copy_fragment",
    "csv_bytes",
    "form_of",
    "journey_file_of_pdf",
    "journey_of_csv",
    "journey_of_file",
    "journey_of_mermaid",
    "journey_of_ojf",
    "journey_of_outline",
    "journey_of_xlsx",
    "mermaid_text",
    "ojf_text",
    "outline_text",
    "paste_text",
    "xlsx_bytes",
]

"""A file inside the PDF: the journey that the poster was made from (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
import zlib

from cjm_desktop.paint.pdf.file import File, Raw, Stream
from cjm_desktop.paint.pdf.info import PdfInfo, moment
from cjm_desktop.paint.pdf.production import Attachment
from cjm_desktop.paint.pdf.spelling import string


def attach(file: File, attachment: Attachment, info: PdfInfo) -> None:
    """Put a file into the PDF: readers list it, and it is named as the source of the whole document.

    Its date is the document's, so that the same journey gives the same bytes.
    """
    date = moment(info.date).strftime("(D:%Y%m%d%H%M%SZ)")
    check = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest().upper()
    embedded = file.add(
        Stream(
            zlib.compress(attachment.data, 9),
            {
                "Type": "/EmbeddedFile",
                "Subtype": f"/{_name(attachment.media_type)}",
                "Params": f"<</Size {len(attachment.data)}/CreationDate{date}/ModDate{date}/CheckSum<{check}>>>",
                "Filter": "/FlateDecode",
            },
        )
    )
    name = string(attachment.name)
    plain = string(attachment.name.encode("ascii", "replace").decode().replace("?", "_"))
    words = f"/Desc{string(attachment.description or attachment.name)}"
    spec = file.add(
        f"<</Type/Filespec/F{plain}/UF{name}{words}/AFRelationship/Source/EF<</F {embedded}/UF {embedded}>>>>"
    )
    files = file.add(f"<</Names[{name} {spec}]>>")
    file.Catalog.Names = Raw(f"<</EmbeddedFiles {files}>>")
    file.entry("AF", f"[{spec}]")


def _name(media_type: str) -> str:
    """A media type as a PDF name: ``#2F`` for the slash, and so on for all that is not a letter or digit."""
    return "".join(
        chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-+._") else f"#{byte:02X}"
        for byte in (media_type or "application/octet-stream").encode()
    )

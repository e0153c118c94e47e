"""What a PDF says about itself: the document information and the same as XMP (ISO 16684-1).

With a standard the file also says what it was prepared as: PDF/X-4 (ISO 15930-7), PDF/A-3a (ISO 19005-3) and PDF/UA-1
(ISO 14289-1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cjm_desktop.paint.pdf.production import Production
from cjm_desktop.paint.pdf.spelling import string
from cjm_desktop.paint.xml import xml

#: The date in the file when the document has none. Fixed, because the same map must give the same bytes.
NO_DATE = "2000-01-01"

#: Namespaces that every packet may use, and those of the standards.
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_PRINT = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_ARCHIVE = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

#: PDF/A knows the properties of XMP itself; that of PDF/UA has to be described to it (ISO 19005-3, 6.6.2.3).
_UA_SCHEMA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_ARCHIVE['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file was prepared for</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """Title, people and date of a PDF. ``date`` is an ISO date or date and time (``2026-05-01``); empty: a
    fixed one.

    ``language`` is a BCP 47 tag; empty: that of the first sheet. An empty ``title`` is replaced by the first
    sheet's.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = ""
    date: str = ""
    creator: str = "CJM Desktop"


def moment(date: str) -> datetime:
    """The date of the file in UTC. Raises ``ValueError`` when it is not an ISO date."""
    try:
        when = datetime.fromisoformat(date or NO_DATE)
    except ValueError as error:
        raise ValueError(f"“{date}” is not a date; write it like 2026-05-01.") from error
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def information(info: PdfInfo, producer: str, production: Production | None = None) -> str:
    """The document information dictionary; what is empty is left out."""
    for_print = production is not None and production.standard == "x4"
    date = moment(info.date).strftime("(D:%Y%m%d%H%M%SZ)")
    entries = {
        "Title": info.title,
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": info.keywords,
        "Creator": info.creator,
        "Producer": producer,
    }
    written = "".join(f"/{key} {string(value)}" for key, value in entries.items() if value)
    if for_print:
        written += f"/GTS_PDFXVersion{string('PDF/X-4')}/Trapped/False"
    return f"<<{written}/CreationDate {date}/ModDate {date}>>"


def xmp(info: PdfInfo, producer: str, production: Production | None = None) -> bytes:
    """The same facts as an XMP packet, and what the file was prepared as."""
    standard = production.standard if production else ""
    namespaces = _NAMESPACES | {"x4": _PRINT, "a3": _ARCHIVE}.get(standard, {})
    date = moment(info.date).strftime("%Y-%m-%dT%H:%M:%SZ")

    def says(tag: str, value: str, wrap: str = "{}") -> str:
        return f"<{tag}>{wrap.format(xml(value))}</{tag}>" if value else ""

    default = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
    body = "".join(
        (
            says("dc:title", info.title, default),
            says("dc:creator", info.author, "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
            says("dc:description", info.subject, default),
            says("dc:language", info.language, "<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>"),
            says("pdf:Keywords", info.keywords),
            says("pdf:Producer", producer),
            says("xmp:CreatorTool", info.creator),
            says("xmp:CreateDate", date),
            says("xmp:ModifyDate", date),
            "<dc:format>application/pdf</dc:format>",
        )
    )
    if standard == "x4":
        identity = _identity(info, producer)
        body += "".join(
            (
                says("xmp:MetadataDate", date),
                says("pdf:Trapped", "False"),
                says("pdfxid:GTS_PDFXVersion", "PDF/X-4"),
                says("xmpMM:DocumentID", identity),
                says("xmpMM:VersionID", "1"),
                says("xmpMM:RenditionClass", "default"),
            )
        )
    elif standard == "a3":
        body += "".join(
            (
                says("pdfaid:part", "3"),
                says("pdfaid:conformance", "A"),
                says("pdfuaid:part", "1"),
                _UA_SCHEMA,
            )
        )
    names = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in namespaces.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{names}>'
        f'{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _identity(info: PdfInfo, producer: str) -> str:
    """The document's identity: the same for the same facts, for a random one would make other bytes each time."""
    facts = "\n".join((info.title, info.author, info.subject, info.date, producer))
    digest = hashlib.md5(facts.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return f"uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"

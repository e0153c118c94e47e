"""What a PDF says about itself: the document information and the same as XMP (ISO 16684-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cjm_desktop.paint.pdf.spelling import string
from cjm_desktop.paint.xml import xml

#: The date in the file when the document has none. Fixed, because the same map must give the same bytes.
NO_DATE = "2000-01-01"


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


def information(info: PdfInfo, producer: str) -> str:
    """The document information dictionary; what is empty is left out."""
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
    return f"<<{written}/CreationDate {date}/ModDate {date}>>"


def xmp(info: PdfInfo, producer: str) -> bytes:
    """The same facts as an XMP packet."""
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
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f'{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()

"""The file itself: ReportLab's document model, written compactly.

Contract. :class:`File` numbers objects and writes them with object streams and a cross-reference stream (ISO
32000-1, 7.5.7 and 7.5.8), so that a tagged poster's thousands of small dictionaries cost almost nothing.
ReportLab's own writer has no such streams, and its canvas always names Helvetica without embedding it and
encodes streams as ASCII by a setting of the whole process; its document model has none of that.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from cjm_desktop.paint.pdf.spelling import string

#: Objects in one object stream: enough to compress well, few enough for a reader to open one quickly.
_PACK = 200


class Raw(pdfdoc.PDFObject):
    """An object whose text is known, or will be by the time the file is written."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    def format(self, document: object) -> bytes:
        """The object as it stands in the file."""
        return self.body.encode("latin-1")


class Stream(pdfdoc.PDFStream):
    """A stream; ``entries`` are the keys of its dictionary, already spelled. Compressed unless ``entries``
    has a filter.
    """

    def __init__(
        self, data: bytes, entries: Mapping[str, str] | None = None, *, compress: bool = True
    ) -> None:
        super().__init__()
        self.entries = dict(entries or {})
        self.data = data
        if compress and "Filter" not in self.entries:
            self.data = zlib.compress(data, 9)
            self.entries["Filter"] = "/FlateDecode"

    def format(self, document: object) -> bytes:
        """The stream as it stands in the file."""
        entries = "".join(f"/{key} {value}" for key, value in self.entries.items())
        head = f"<<{entries}/Length {len(self.data)}>>\nstream\n"
        # A line feed alone would, after data that happen to end with a carriage return, look as if both were the line's end.
        return head.encode("latin-1") + self.data + b"\r\nendstream\n"


class File(pdfdoc.PDFDocument):
    """A PDF file in the making. Objects are given to :meth:`add`, which says how to refer to them."""

    # ReportLab's type stubs do not name these.
    Catalog: Any
    Pages: Any
    idToObject: Any  # noqa: N815 - its name in ReportLab

    def __init__(self, language: str, version: str = "1.7") -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self._version = version
        # Set here and not by the constructor, whose fallback is a setting of the whole process.
        self.Catalog.Lang = Raw(string(language)) if language else None
        self.Catalog.Outlines = None
        self.information = Raw("<<>>")
        #: References to the page tree and to the dictionary of all fonts.
        self.pages = self.add(self.Pages)
        self.fonts = self.add(self.idToObject[pdfdoc.BasicFonts])

    def add(self, item: pdfdoc.PDFObject | str) -> str:
        """Make something an object of the file and give the reference to it, such as ``12 0 R``."""
        refer: Any = self.Reference
        return bytes(refer(Raw(item) if isinstance(item, str) else item).format(self)).decode("ascii")

    def entry(self, key: str, body: str) -> None:
        """Add an entry to the catalogue that ReportLab's does not know, such as ``OutputIntents``."""
        self.Catalog.__NoDefault__ = [*self.Catalog.__NoDefault__, key]
        setattr(self.Catalog, key, Raw(body))

    def font(self, key: str, reference: str) -> None:
        """Make a font known to all pages under the name ``key``."""
        self.idToObject[pdfdoc.BasicFonts][key] = reference

    def data(self) -> bytes:
        """The whole file. To be asked once, at the end."""
        root, info = self.add(self.Catalog), self.add(self.information)
        out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % self._version.encode())
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        packed: list[tuple[int, bytes]] = []
        n = 1
        while n in self.numberToId:  # formatting an object may bring forth further objects, so no fixed range
            item = self.idToObject[self.numberToId[n]]
            body: bytes = pdfdoc.format(item, self, toplevel=1)
            if isinstance(item, pdfdoc.PDFStream):
                places[n] = (1, len(out), 0)
                out += b"%d 0 obj\n%sendobj\n" % (n, body)
            else:
                packed.append((n, body.strip()))
            # Written: it need not be there twice.
            if isinstance(item, Raw):
                item.body = ""
            elif isinstance(item, Stream):
                item.data = b""
            n += 1
        for start in range(0, len(packed), _PACK):
            group = packed[start : start + _PACK]
            heads, bodies = bytearray(), bytearray()
            for index, (number, body) in enumerate(group):
                heads += b"%d %d " % (number, len(bodies))
                bodies += body + b"\n"
                places[number] = (2, n, index)
            places[n] = (1, len(out), 0)
            entries = {"Type": "/ObjStm", "N": str(len(group)), "First": str(len(heads))}
            out += b"%d 0 obj\n%sendobj\n" % (n, Stream(bytes(heads + bodies), entries).format(self))
            n += 1
        places[n] = (1, len(out), 0)
        table = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + which.to_bytes(2, "big")
            for _, (kind, where, which) in sorted(places.items())
        )
        identity = hashlib.md5(out, usedforsecurity=False).hexdigest().upper()
        trailer = {
            "Type": "/XRef",
            "Size": str(n + 1),
            "W": "[1 4 2]",
            "Root": root,
            "Info": info,
            "ID": f"[<{identity}><{identity}>]",
        }
        body, start = Stream(table, trailer).format(self), len(out)
        out += b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (n, body, start)
        return bytes(out)

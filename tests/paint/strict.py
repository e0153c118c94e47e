"""What standards ask of a PDF, checked on the file itself: each finding begins with the clause.

:func:`print_shop` is for PDF/X-4 (ISO 15930-7:2010), for which there is no free checker; :func:`spoken` is for what
PDF/UA-1 (ISO 14289-1:2014) asks of a structure tree. Checkers see what a file says; nobody but a person sees whether it
is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

import pikepdf
from extract import operators

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}
#: Operators that set a colour, by the space that they set it in.
_SPACES = {"rg": "RGB", "RG": "RGB", "g": "grey", "G": "grey", "k": "CMYK", "K": "CMYK"}


def metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The properties of a file's metadata, by prefix and name."""
    packet = bytes(pdf.Root.Metadata.read_bytes()).decode()
    out: dict[str, str] = {}
    for description in ElementTree.fromstring(packet.strip("\ufeff")).iter(f"{_RDF}Description"):
        for one in description:
            space, _, name = one.tag[1:].partition("}")
            out[f"{_PREFIXES.get(space, space)}:{name}"] = "".join(one.itertext())
    return out


def streams(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page | pikepdf.Object, pikepdf.Object]]:
    """Every page and every form it shows, however deep, once, with its resources."""
    seen: set[tuple[int, int]] = set()

    def forms(resources: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
        for one in resources.get("/XObject", {}).values():
            if one.Subtype == "/Form" and one.objgen not in seen:
                seen.add(one.objgen)
                yield one, one.Resources
                yield from forms(one.Resources)

    for page in pdf.pages:
        yield page, page.Resources
        yield from forms(page.Resources)


def _inside(inner: Iterable[object], outer: Iterable[object]) -> bool:
    a, b = [float(v) for v in inner], [float(v) for v in outer]
    slack = 0.001
    return a[0] >= b[0] - slack and a[1] >= b[1] - slack and a[2] <= b[2] + slack and a[3] <= b[3] + slack


def print_shop(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    """What keeps a file from being a PDF/X-4."""
    if not b"%PDF-1.3" <= data[:8] <= b"%PDF-1.6":
        yield "6.2 file header: later than PDF 1.6"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "6.3 encryption"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "6.4 file identifier: missing"
    yield from _identified(pdf)
    yield from _intended(pdf)
    for number, page in enumerate(pdf.pages, 1):
        yield from (f"{finding} (page {number})" for finding in _boxed(page))
    for stream, resources in streams(pdf):
        yield from _coloured(stream, resources)
    yield from _fonts(pdf)
    yield from _forbidden(pdf)


def _identified(pdf: pikepdf.Pdf) -> Iterator[str]:
    said, info = metadata(pdf), pdf.docinfo
    if said.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        yield "6.6 identification: GTS_PDFXVersion is not in the metadata"
    for key in (
        "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "dc:title", "xmpMM:DocumentID", "xmpMM:VersionID",
        "xmpMM:RenditionClass",
    ):  # fmt: skip
        if not said.get(key, "").strip():
            yield f"6.7 metadata: no {key}"
    if (
        str(info.get("/Trapped")) not in ("/True", "/False")
        or said.get("pdf:Trapped") != str(info.Trapped)[1:]
    ):
        yield "6.8 trapping: not known, or not the same twice"
    for entry, key in (
        ("/Title", "dc:title"),
        ("/Creator", "xmp:CreatorTool"),
        ("/Producer", "pdf:Producer"),
    ):
        if entry in info and str(info[entry]) != said.get(key):
            yield f"6.7 metadata: {key} is not that of the information dictionary"


def _intended(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFX"]
    if len(intents) != 1:
        yield "6.9 output intent: not exactly one"
        return
    intent = intents[0]
    if "/DestOutputProfile" not in intent:
        yield "6.9 output intent: no profile"
        return
    profile = bytes(intent.DestOutputProfile.read_bytes())
    if profile[12:16] != b"prtr" or profile[36:40] != b"acsp":
        yield "6.9 output intent: the profile is not that of a press"
    if {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}.get(profile[16:20]) != int(intent.DestOutputProfile.N):
        yield "6.9 output intent: the profile has another number of inks"
    if not str(intent.get("/OutputConditionIdentifier", "")):
        yield "6.9 output intent: no name of the condition"


def _boxed(page: pikepdf.Page) -> Iterator[str]:
    if ("/TrimBox" in page) == ("/ArtBox" in page):
        yield "6.11 boxes: one of TrimBox and ArtBox"
        return
    trim = page.get("/TrimBox", page.get("/ArtBox"))
    media = page.MediaBox
    bleed, crop = page.get("/BleedBox", trim), page.get("/CropBox", media)
    if not (_inside(trim, bleed) and _inside(bleed, media) and _inside(crop, media) and _inside(trim, crop)):
        yield "6.11 boxes: not one inside the other"
    if "/UserUnit" in page:
        yield "6.11 boxes: a unit that is not the point"
    if "/Group" in page and str(page.Group.get("/CS")) not in ("/DeviceCMYK", "None"):
        yield "6.15 transparency: blended in other colours than the output's"


def _coloured(stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    known = resources.get("/ColorSpace", {})
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        space = _SPACES.get(name)
        if name in ("cs", "CS"):
            said = str(operands[0])
            space = {"/DeviceRGB": "RGB"}.get(said) or str(known[said][0] if said in known else said)
            if said in known and str(known[said][0]) == "/Separation" and known[said][2] != "/DeviceCMYK":
                space = "RGB"
        if name == "INLINE IMAGE":
            yield "6.10 colour: a picture among the operators"
        if space == "RGB":
            yield f"6.10 colour: {name} with an output of inks"
        if name in ("k", "K") and not all(0 <= float(v) <= 1 for v in operands):
            yield "6.10 colour: a tone that is none"
        if name in ("sh", "ri", "gs"):
            yield f"6.10 colour: {name}, which nothing here needs"
    for picture in resources.get("/XObject", {}).values():
        if picture.Subtype == "/PS":
            yield "6.16 PostScript"
        if picture.Subtype == "/Image":
            if str(picture.get("/ColorSpace")) not in ("/DeviceCMYK", "/DeviceGray"):
                yield "6.10 colour: a picture that is not made of inks"
            if "/Alternates" in picture or "/OPI" in picture:
                yield "6.17 alternate pictures"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for _, resources in streams(pdf):
        for font in resources.get("/Font", {}).values():
            if font.Subtype == "/Type3":
                continue
            descriptor = (
                font.DescendantFonts[0].FontDescriptor
                if font.Subtype == "/Type0"
                else font.get("/FontDescriptor", {})
            )
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"6.12 fonts: {font.BaseFont} is not embedded"


def _forbidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in ("/AA", "/OpenAction", "/AcroForm"):
        if key in pdf.Root:
            yield f"6.18 actions: {key}"
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names:
        yield "6.18 actions: JavaScript"
    if "/EmbeddedFiles" in names or "/AF" in pdf.Root:
        yield "6.19 a print shop gets no other file"
    if "/OCProperties" in pdf.Root:
        yield "6.20 optional content"
    for number, page in enumerate(pdf.pages, 1):
        for note in page.get("/Annots", []):
            if note.Subtype not in ("/PrinterMark", "/TrapNet"):
                yield f"6.13 annotations: {note.Subtype} on page {number}"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            if "/F" in one or "/FFilter" in one:
                yield "6.5 a stream that lies in another file"
            if "LZWDecode" in str(one.get("/Filter", "")):
                yield "6.5 a stream packed by LZW"
        if isinstance(one, pikepdf.Dictionary) and (one.get("/Type") == "/ExtGState" or "/TR" in one):
            yield "6.14 halftones and transfer functions"


# --- to be listened to ----------


def spoken(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a person who listens would miss in a file, beyond what checkers of PDF/UA-1 look at."""
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked") or pdf.Root.MarkInfo.get("/Suspects"):
        yield "7.1 not tagged, or not surely"
    if not str(pdf.Root.get("/Lang", "")):
        yield "7.2 no language"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") or not metadata(pdf).get(
        "dc:title"
    ):
        yield "7.1 the title is not shown"
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}
    if list(owners) != sorted(owners) or int(pdf.Root.StructTreeRoot.ParentTreeNextKey) <= max(
        owners, default=-1
    ):
        yield "ISO 32000-1, 14.7.4.4: the parent tree is not in order"
    held: set[tuple[int, int]] = set()
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    yield from _told(pdf.Root.StructTreeRoot.K, pages, held)
    for number, page in enumerate(pdf.pages):
        yield from (f"{finding} (page {number + 1})" for finding in _heard(page, number, owners, held))


def _told(
    node: pikepdf.Object, pages: dict[tuple[int, int], int], held: set[tuple[int, int]]
) -> Iterator[str]:
    """What is amiss in the tree; ``held`` gets the pieces of content in it, as (page, number)."""
    level = 0
    waiting: list[tuple[pikepdf.Object, str]] = [(kid, "") for kid in reversed(_kids(node))]
    while waiting:
        one, above = waiting.pop()
        role = str(one.S)[1:]
        if role.startswith("H") and role[1:].isdigit():
            if int(role[1:]) > level + 1:
                yield f"7.4.2 headings: {role} after H{level}"
            level = int(role[1:])
        if role in ("Figure", "Formula", "Link") and not str(one.get("/Alt", "")).strip():
            yield f"7.3 a {role} without words"
        if role == "Figure" and "/A" not in one:
            yield "ISO 32000-1, 14.8.5.4.3: a figure that lies nowhere"
        for child, parents in (
            ("LI", "L"),
            ("Lbl", "LI"),
            ("LBody", "LI"),
            ("TR", "Table THead TBody TFoot"),
            ("TD", "TR"),
            ("TH", "TR"),
        ):
            if role == child and above not in parents.split():
                yield f"7.2 a {child} in a {above}"
        if role == "Table":
            yield from _table(one)
        home = one.get("/Pg")
        for kid in _kids(one.get("/K", pikepdf.Array())):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                continue
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                if role != "Link":
                    yield f"7.18.5 an annotation in a {role}"
                continue
            page, mark = (
                (kid.get("/Pg", home), kid.MCID) if isinstance(kid, pikepdf.Dictionary) else (home, kid)
            )
            if (spot := (pages[page.objgen], int(mark))) in held:
                yield "ISO 32000-1, 14.7.4: a piece of content in two elements"
            held.add(spot)
        waiting += [
            (kid, role)
            for kid in reversed(_kids(one.get("/K", pikepdf.Array())))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


def _table(table: pikepdf.Object) -> Iterator[str]:
    """What is amiss in a table without cells that span others: rows of unlike length, heads that do not say what they head."""
    rows = [[str(cell.S) for cell in _kids(row.K)] for row in _kids(table.K)]
    if len({len(row) for row in rows}) > 1:
        yield "7.5 a table with rows of unlike length"
    heads = [cell for row in _kids(table.K) for cell in _kids(row.K) if cell.S == "/TH"]
    if not heads:
        yield "7.5 a table without heads"
    for head in heads:
        if head.get("/A", {}).get("/Scope") not in ("/Column", "/Row"):
            yield "7.5 the head of a table that does not say what it heads"


def _kids(held: object) -> list[pikepdf.Object]:
    return list(held) if isinstance(held, pikepdf.Array) else [held]  # type: ignore[list-item]


def _heard(
    page: pikepdf.Page, number: int, owners: dict[int, pikepdf.Object], held: set[tuple[int, int]]
) -> Iterator[str]:
    """What is amiss on a page: content in no element that is no decoration either, and notes that nothing knows of."""
    if page.get("/Tabs") != "/S":
        yield "7.18.3 the order of the links is not that of the structure"
    depth, marks = 0, []
    for values, operator in operators(page):
        if operator in ("BDC", "BMC"):
            depth += 1
            if operator == "BDC" and "/MCID" in values[1]:
                marks.append(int(values[1]["/MCID"]))
        elif operator == "EMC":
            depth -= 1
        elif (
            operator in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh")
            and not depth
        ):
            yield f"7.1 {operator} is neither content nor decoration"
    if depth:
        yield "ISO 32000-1, 14.6: marked content that is not closed"
    known = owners.get(int(page.StructParents))
    if known is None or len(known) != len(marks) or set(marks) != set(range(len(marks))):
        yield "ISO 32000-1, 14.7.4.4: the parent tree does not know all content"
    if {mark for at, mark in held if at == number} != set(marks):
        yield "7.1 content that is in no element"
    for note in page.get("/Annots", []):
        if note.Subtype == "/Link" and not str(note.get("/Contents", "")).strip():
            yield "7.18.5 a link without words"
        owner = owners.get(int(note.get("/StructParent", -1)))
        if owner is None or owner.S != "/Link":
            yield "7.18.5 a link in no element"

"""Bleed, marks, inks, intents and attachments of a produced PDF."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import PIL.Image
import pytest
from extract import check_archived, opened, operators, text
from hypothesis import given
from hypothesis import strategies as st
from sheets import HandSheet, Writer, gallery, jpeg, part, png, sheet

from cjm_desktop.layout.sheet import Clip, Image, Link, Mark, Rect, Tag
from cjm_desktop.paint.pdf import Attachment, PdfInfo, Production, ProductionError, Refusal, pdf_bytes

WRITE = Writer()
MM = 72 / 25.4
INFO = PdfInfo(title="A journey (ő)", author="The council", language="en", date="2026-05-01")
JOURNEY = Attachment(
    "út & vissza.cjm", "application/vnd.cjm+json", b'{"format": 1}' * 50, "The journey itself"
)
PRESS = Production(bleed=3, marks=True, standard="x4")
ARCHIVE = Production(standard="a3", attachment=JOURNEY)


def made(production: Production, *items: object, **size: float) -> pikepdf.Pdf:
    """The file with these items, so produced."""
    return opened(pdf_bytes([sheet(*items, **size)], INFO, production=production))


def box(page: pikepdf.Page, name: str) -> list[float]:
    """A box of a page in millimetres."""
    return [float(v) / MM for v in page[name]]


def xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The simple properties of a file's metadata, and the first entry of the others."""
    root = ElementTree.fromstring(bytes(pdf.Root.Metadata.read_bytes()).decode().strip("\ufeff"))
    description = root[0][0]
    return {one.tag.split("}")[1]: "".join(one.itertext()) for one in description}


def rectangles(page: pikepdf.Page) -> list[list[float]]:
    """All rectangles of a page as they were drawn: x, y, width, height in the sheet's millimetres."""
    return [[float(v) for v in values] for values, operator in operators(page) if operator == "re"]


# --- boxes, bleed, marks ----------


@pytest.mark.parametrize(
    ("production", "margin"),
    [
        (Production(), 0.0),
        (Production(bleed=3), 3.0),
        (Production(marks=True), 8.0),
        (Production(bleed=5, marks=True), 13.0),
        (PRESS, 11.0),
    ],
)
@pytest.mark.parametrize(("width", "height"), [(1189.0, 841.0), (297.0, 210.0), (610.0, 2345.6)])
def test_the_trim_is_exactly_the_paper(
    production: Production, margin: float, width: float, height: float
) -> None:
    page = made(production, width=width, height=height).pages[0]
    media = [0, 0, width + 2 * margin, height + 2 * margin]
    trim = [margin, margin, margin + width, margin + height]
    assert box(page, "/MediaBox") == pytest.approx(media, abs=0.001)
    assert box(page, "/CropBox") == pytest.approx(media, abs=0.001)
    assert box(page, "/TrimBox") == pytest.approx(trim, abs=0.001)
    if margin:
        b = production.bleed
        bleed = [trim[0] - b, trim[1] - b, trim[2] + b, trim[3] + b]
        assert box(page, "/BleedBox") == pytest.approx(bleed, abs=0.001)


def test_grounds_that_touch_an_edge_reach_into_the_bleed_there_and_only_there() -> None:
    header = part(Rect(0, 0, 200, 30, "#101D3A"), Rect(0, 40, 20, 10, "#00707A"), x=0, y=0)
    foot = part(Rect(150, 60, 50, 40, "#E2571E"), Rect(10, 10, 20, 20, "#F0B429"), x=0, y=20)
    page = opened(pdf_bytes([HandSheet([header, foot])], production=Production(bleed=3))).pages[0]
    assert rectangles(page) == [
        [-3, -3, 206, 33],
        [-3, 40, 23, 10],
        [150, 60, 53, 43],
        [10, 10, 20, 20],
    ]


def test_the_frame_of_a_ground_stays_where_it_was() -> None:
    page = made(Production(bleed=3), Rect(0, 0, 200, 30, "#101D3A", "#FFFFFF", 1.0)).pages[0]
    assert rectangles(page) == [[-3, -3, 206, 33], [0, 0, 200, 30]]
    assert [o for _, o in operators(page) if o in ("f", "S", "B")] == ["f", "S"]


def test_a_coloured_paper_fills_the_bleed() -> None:
    page = opened(pdf_bytes([HandSheet([], paper="#FFF0E0")], production=Production(bleed=4))).pages[0]
    assert rectangles(page) == [[-4, -4, 208, 128]]


def test_rounded_and_clipped_shapes_do_not_bleed() -> None:
    clip = Clip((("M", 0, 0), ("L", 20, 0), ("L", 20, 20), ("L", 0, 20), ("Z",)))
    page = made(
        Production(bleed=3),
        Rect(0, 0, 30, 30, "#101D3A", radius=4),
        clip,
        Rect(0, 0, 30, 30, "#00707A"),
        Clip(),
    ).pages[0]
    assert rectangles(page) == [[-3, -3, 33, 33]]  # cut off by its clip all the same
    kinds = [o for _, o in operators(page)]
    assert kinds.index("W") < kinds.index("f")  # first of all, the bleed is where painting ends


def test_links_and_marks_lie_where_they_are_seen() -> None:
    items = (Link(10, 20, 30, 5, "#there"), Mark("there", "There", 0, 50, 60))
    page = made(Production(bleed=3, marks=True), *items).pages[0]
    note = page.Annots[0]
    assert [float(v) / MM for v in note.Rect] == pytest.approx(
        [21, 120 + 11 - 25, 51, 120 + 11 - 20], abs=0.001
    )
    assert [float(v) / MM for v in list(note.Dest)[2:4]] == pytest.approx([61, 120 + 11 - 60], abs=0.001)


@pytest.mark.parametrize("production", [Production(bleed=3, marks=True), Production(marks=True), PRESS])
def test_marks_stay_out_of_the_bleed(production: Production) -> None:
    """Drawn after the sheet's own clip is closed, in line with the trim, and nowhere inside the bleed."""
    page = made(production, Rect(0, 0, 200, 120, "#101D3A")).pages[0]
    painted = operators(page)
    last = max(i for i, (_, o) in enumerate(painted) if o == "W")
    closed = next(i for i, (_, o) in enumerate(painted) if i > last and o == "Q")
    lines: list[tuple[float, float]] = []
    for values, operator in painted[closed:]:
        if operator in ("m", "l"):
            lines.append((float(values[0]), float(values[1])))
    near = max(production.bleed, 3.0)
    corners = lines[:16]
    assert len({(x, y) for x, y in corners}) == 16
    assert sum(x in (0, 200) for x, _ in corners) == sum(y in (0, 120) for _, y in corners) == 8
    for x, y in lines:
        out = max(-x, x - 200, -y, y - 120)
        assert near <= out <= production.margin
    widths = [float(v[0]) for v, o in painted[closed:] if o == "w"]
    assert [w * MM for w in widths] == pytest.approx([0.25], abs=0.002)


def test_marks_are_on_every_plate_and_in_no_element() -> None:
    page = made(PRESS, Tag("H1"), WRITE("Title")).pages[0]  # the tag is never closed
    separation = page.Resources.ColorSpace.All
    assert [str(separation[i]) for i in range(3)] == ["/Separation", "/All", "/DeviceCMYK"]
    assert list(separation[3].C1) == [1, 1, 1, 1]
    kinds = [(o, v) for v, o in operators(page)]
    at = next(i for i, (o, _) in enumerate(kinds) if o == "CS")
    assert [o for o, _ in kinds[:at] if o in ("BDC", "BMC", "EMC")][-1] == "BMC"
    assert [str(v[0]) for o, v in kinds if o == "BMC"][-1] == "/Artifact"


def test_the_slug_says_what_the_sheet_is() -> None:
    one, two = (sheet(WRITE("a"), width=400.0, title=f"The {word} way") for word in ("long", "short"))
    pdf = opened(pdf_bytes([one, two], INFO, production=PRESS))
    assert "The long way · 1/2 · 2026-05-01 · 400 × 120 + 3 mm · CMYK FOGRA39" in text(pdf.pages[0])
    assert "The short way · 2/2" in text(pdf.pages[1])
    plain = text(made(Production(marks=True), WRITE("a")).pages[0])
    assert "A sheet · 2026-05-01 · 200 × 120 mm · RGB" in plain


def test_a_long_title_is_shortened_in_the_slug() -> None:
    long = sheet(title="Journey of a thousand miles " * 20)
    said = text(opened(pdf_bytes([long], INFO, production=PRESS)).pages[0])
    assert "… · 2026-05-01" in said
    assert len(said) < 120


_ITEMS = st.lists(
    st.sampled_from(
        [
            Tag("H1"),
            Tag("Figure", "x"),
            Tag(),
            Clip((("M", 0, 0), ("L", 9, 0), ("L", 9, 9), ("Z",))),
            Clip(),
            Rect(0, 0, 200, 20, "#101D3A"),
            Rect(0, 0, 50, 120, "#000000", "#123456", 1.0),
            WRITE("word"),
            Link(0, 0, 5, 5, "https://example.org"),
        ]
    ),
    max_size=15,
)


@given(_ITEMS, _ITEMS, st.sampled_from([PRESS, Production(bleed=3), Production(marks=True, standard="a3")]))
def test_any_order_of_items_gives_a_sound_page(
    one: list[object], two: list[object], production: Production
) -> None:
    pdf = opened(pdf_bytes([HandSheet([part(*one), part(*two, x=5)])], INFO, production=production))
    assert not pdf.check_pdf_syntax()
    depth = marked = 0
    for _, operator in operators(pdf.pages[0]):
        depth += (operator == "q") - (operator == "Q")
        marked += (operator in ("BDC", "BMC")) - (operator == "EMC")
        assert depth >= 0
        assert marked in (0, 1)
        assert operator not in ("f", "S", "B", "TJ", "Tj") or marked
    assert depth == marked == 0


# --- inks ----------


def test_everything_on_a_press_is_ink() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE)], INFO, production=PRESS))
    page = pdf.pages[0]
    found = {o for _, o in operators(page)}
    assert not found & {"rg", "RG", "sc", "scn", "cs"}
    assert {"k", "K"} <= found
    for values, operator in operators(page):
        if operator in ("k", "K"):
            inks = [float(v) for v in values]
            assert all(0 <= v <= 1 for v in inks)
            assert sum(inks) <= 3.0
    for image in page.Resources.XObject.values():
        assert str(image.ColorSpace) in ("/DeviceCMYK", "/DeviceGray")


def test_an_everyday_file_has_no_intent_and_no_ink() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE)], INFO))
    assert "/OutputIntents" not in pdf.Root
    assert "/BleedBox" not in pdf.pages[0]
    assert not {o for _, o in operators(pdf.pages[0])} & {"k", "K"}
    assert pdf_bytes([gallery(WRITE)], INFO) == pdf_bytes([gallery(WRITE)], INFO, production=Production())


@pytest.mark.parametrize("data", [png((6, 4)), png((6, 4), alpha=True), jpeg((16, 8))])
def test_pictures_become_ink(data: bytes) -> None:
    page = made(PRESS, Image(0, 0, 9, 9, "image/png", data)).pages[0]
    (picture,) = page.Resources.XObject.values()
    assert picture.ColorSpace == "/DeviceCMYK"
    with PIL.Image.open(io.BytesIO(data)) as source:
        assert (int(picture.Width), int(picture.Height)) == source.size
        red = source.convert("RGB").getpixel((0, 0))[0] > 100
    if picture.Filter == "/DCTDecode":
        with PIL.Image.open(io.BytesIO(picture.read_raw_bytes())) as read:
            inks = read.convert("CMYK").getpixel((0, 0))
        assert list(picture.Decode) == [1, 0, 1, 0, 1, 0, 1, 0]
    else:
        inks = tuple(bytes(picture.read_bytes())[:4])
        assert len(bytes(picture.read_bytes())) == int(picture.Width) * int(picture.Height) * 4
    cyan, magenta, yellow, _ = inks
    assert (magenta > 150 and yellow > 150 and cyan < 60) if red else (cyan > 150 and yellow < 60)


def test_translucent_pictures_are_blended_in_the_colours_of_the_file() -> None:
    clear = Image(0, 0, 9, 9, "image/png", png(alpha=True))
    assert made(PRESS, clear).pages[0].Group.CS == "/DeviceCMYK"
    assert made(Production(standard="a3"), clear).pages[0].Group.CS == "/DeviceRGB"
    assert "/Group" not in made(PRESS, WRITE("plain")).pages[0]
    assert "/Group" not in made(Production(), clear).pages[0]


def test_an_archive_in_the_colours_of_the_screen_holds_no_ink() -> None:
    out = io.BytesIO()
    PIL.Image.new("CMYK", (8, 8), (255, 0, 255, 0)).save(out, "JPEG")
    picture = Image(0, 0, 9, 9, "image/jpeg", out.getvalue())
    (found,) = made(Production(standard="a3"), picture).pages[0].Resources.XObject.values()
    assert found.ColorSpace == "/DeviceRGB"
    with PIL.Image.open(io.BytesIO(found.read_raw_bytes())) as read:
        r, g, b = read.getpixel((4, 4))
    assert g > 120 > max(r, b)  # the green of the press
    (plain,) = made(Production(), picture).pages[0].Resources.XObject.values()
    assert plain.ColorSpace == "/DeviceCMYK"


# --- standards ----------


def test_a_file_for_a_press_says_so() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE)], INFO, production=PRESS))
    assert pdf.pdf_version == "1.6"
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert str(intent.RegistryName) == "http://www.color.org"
    profile = bytes(intent.DestOutputProfile.read_bytes())
    assert profile[12:20] == b"prtrCMYK"
    assert int(intent.DestOutputProfile.N) == 4
    said = xmp(pdf)
    assert said["GTS_PDFXVersion"] == "PDF/X-4"
    assert said["Trapped"] == "False"
    assert said["title"] == "A journey (ő)"
    assert said["CreateDate"] == said["ModifyDate"] == said["MetadataDate"] == "2026-05-01T00:00:00Z"
    assert said["DocumentID"].startswith("uuid:")
    assert (said["VersionID"], said["RenditionClass"]) == ("1", "default")
    assert pdf.docinfo["/Trapped"] == "/False"
    assert "pdfaid" not in bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "/Annots" not in pdf.pages[0]
    for forbidden in ("/Names", "/AF", "/OpenAction", "/AA", "/AcroForm"):
        assert forbidden not in pdf.Root
    assert len(pdf.trailer.ID) == 2


def test_ink_without_a_standard_says_for_which_paper() -> None:
    pdf = made(Production(colours="cmyk"), WRITE("text"), Link(0, 0, 5, 5, "https://example.org"))
    assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
    assert "GTS_PDFXVersion" not in xmp(pdf)
    assert len(pdf.pages[0].Annots) == 1


def test_an_archive_says_so() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE)], INFO, production=ARCHIVE))
    said = xmp(pdf)
    assert said["part"] in ("3", "1")
    packet = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaProperty:name>part</pdfaProperty:name>" in packet
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    assert bytes(intent.DestOutputProfile.read_bytes())[12:20] == b"mntrRGB "
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en"
    for entry in ("Title", "Author", "Creator", "Producer"):
        key = {"Title": "title", "Author": "creator", "Creator": "CreatorTool", "Producer": "Producer"}[entry]
        assert str(pdf.docinfo[f"/{entry}"]) == said[key]
    check_archived(pdf)


@pytest.mark.parametrize(
    "words", ["Árvíztűrő fi ffi", "שלום עולם", "مرحبا لا", "नमस्ते", "สวัสดี", "日本語 😀", "\U000e0001"]
)
def test_every_glyph_of_an_archive_says_something(words: str) -> None:
    check_archived(made(ARCHIVE, Tag("P"), WRITE(words), Tag()))


def test_an_archive_has_a_title_and_a_language_whatever_is_missing() -> None:
    bare = HandSheet([part(WRITE("text"))], title=" ", language="")
    pdf = opened(pdf_bytes([bare], production=Production(standard="a3")))
    assert xmp(pdf)["title"] == "CJM Desktop"
    assert str(pdf.Root.Lang) == "und"


# --- attachments ----------


@pytest.mark.parametrize("production", [ARCHIVE, Production(attachment=JOURNEY)])
def test_the_attachment_comes_back_byte_for_byte(production: Production) -> None:
    pdf = made(production, WRITE("text"))
    files = pdf.attachments
    assert list(files) == [JOURNEY.name]
    spec = files[JOURNEY.name]
    assert spec.get_file().read_bytes() == JOURNEY.data
    assert spec.get_file().mime_type == JOURNEY.media_type
    assert spec.description == JOURNEY.description
    (named,) = pdf.Root.AF
    assert named.AFRelationship == "/Source"
    assert str(named.UF) == JOURNEY.name
    assert str(named.F) == "_t & vissza.cjm"
    stream = named.EF.F
    assert stream.Type == "/EmbeddedFile"
    assert int(stream.Params.Size) == len(JOURNEY.data)
    assert str(stream.Params.ModDate) == "D:20260501000000Z"


@given(st.binary(min_size=1, max_size=3000), st.text(min_size=1, max_size=30))
def test_any_bytes_survive_in_an_attachment(data: bytes, description: str) -> None:
    attachment = Attachment("journey.cjm", "application/json", data, description)
    pdf = opened(pdf_bytes([sheet()], production=Production(attachment=attachment)))
    assert pdf.attachments["journey.cjm"].get_file().read_bytes() == data


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Production(standard="x4", attachment=JOURNEY), Refusal.ATTACHED_TO_PRINT),
        (lambda: Production(bleed=-1), Refusal.BLEED),
        (lambda: Production(bleed=float("nan")), Refusal.BLEED),
        (lambda: Production(bleed=100), Refusal.BLEED),
        (lambda: Attachment("../journey.cjm", "application/json", b"{}"), Refusal.FILE_NAME),
        (lambda: Attachment(" ", "application/json", b"{}"), Refusal.FILE_NAME),
        (lambda: Attachment("journey.cjm", "application/json", b""), Refusal.EMPTY_ATTACHMENT),
        (
            lambda: pdf_bytes([sheet(width=5200.0)], production=Production(standard="x4")),
            Refusal.TOO_LONG_FOR_PRINT,
        ),
    ],
)
def test_what_cannot_be_produced_is_refused_with_a_sentence(make: object, reason: Refusal) -> None:
    with pytest.raises(ProductionError) as caught:
        make()  # type: ignore[operator]
    assert caught.value.reason is reason
    assert str(caught.value).endswith(".")
    assert str(caught.value)[0].isupper() or str(caught.value)[0] == "“"


# --- the same bytes ----------


@pytest.mark.parametrize(
    "production",
    [
        Production(bleed=3, marks=True),
        Production(colours="cmyk"),
        PRESS,
        ARCHIVE,
        Production(standard="a3", colours="cmyk", bleed=3, marks=True),
        Production(attachment=JOURNEY),
    ],
)
def test_the_same_input_gives_the_same_bytes(production: Production) -> None:
    first = pdf_bytes([gallery(WRITE), sheet()], INFO, production=production)
    assert first == pdf_bytes([gallery(Writer()), sheet()], INFO, production=production)
    assert not opened(first).check_pdf_syntax()


def test_what_only_a_press_needs_is_loaded_only_for_it() -> None:
    program = (
        "import sys; sys.path[:0] = ['.', 'tests/paint'];"
        "from cjm_desktop.paint.pdf import Production, pdf_bytes; from sheets import sheet, Rect;"
        "pdf_bytes([sheet(Rect(0, 0, 9, 9, '#123456'))], production=Production(bleed=3, standard='a3'));"
        "assert 'PIL.ImageCms' not in sys.modules and 'cjm_desktop.paint.pdf.marks' not in sys.modules;"
        "pdf_bytes([sheet()], production=Production(colours='cmyk')); assert 'PIL.ImageCms' in sys.modules"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-P", "-c", program], check=True, cwd=root)

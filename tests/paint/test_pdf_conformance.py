"""Every sample, produced each way, before a checker of PDF/A-3 and PDF/UA-1 and before our own of PDF/X-4 and of what is heard.

``page`` is other people's checker, with the rules and the corpus of veraPDF; it reads no more than what is in a file. For
PDF/X-4 there is none that may be installed freely, so its clauses are checked by :mod:`strict`.

Each sample meets one way of producing it here, and the ways take turns; all with all are ``slow`` (``python3 dev.py test -m slow``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import page as checker
import pikepdf
import pytest
from extract import opened
from sheets import HandSheet, Writer, gallery, part, png
from strict import print_shop, spoken

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey
from cjm_desktop.layout.sheet import Image, Rect
from cjm_desktop.paint.pdf import PdfInfo, Production, pdf_bytes
from cjm_desktop.press import HANDOUTS, PackOrder, Press, PrintOrder
from cjm_desktop.storage import templates

SAMPLES = [*sorted(path.name for path in asset("samples").glob("*.cjm")), "sign-in.hu.cjm", "empty.en.cjm"]
PRESS = Press()
#: What an everyday file does not say of itself, although it keeps the rules.
UNSAID = {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}


@cache
def journey(sample: str) -> Journey:
    """A shipped sample or template."""
    return templates.load(*sample.split(".")[:2])


def printed(sample: str, order: PrintOrder) -> bytes:
    """The file of an order."""
    return PRESS.render(journey(sample), order).files[0]


def broken_rules(data: bytes, profile: str) -> set[str]:
    """Which rules of a standard the checker finds broken."""
    return {failure.rule_id for failure in checker.validate_pdf_bytes(data, profile=profile).failures}


def check_archive(data: bytes) -> None:
    """Hold a file against PDF/A-3a, PDF/UA-1, and what is heard of it."""
    assert not broken_rules(data, "3a")
    assert not broken_rules(data, "ua1")
    assert not list(spoken(opened(data)))


ARCHIVES = {
    "archive": PrintOrder(paper="A1", standard="a3"),
    "archived inks": PrintOrder(paper="A2", standard="a3", colours="cmyk", bleed=3, marks=True),
    "tiles": PrintOrder(paper="A2", standard="a3", tile="A4"),
    "timeline": PrintOrder("timeline", standard="a3"),
    "blank": PrintOrder("blank", paper="A1", standard="a3"),
    "several sheets": PrintOrder(paper="A4", standard="a3"),
}


@pytest.mark.in_turn("way")
@pytest.mark.parametrize("way", ARCHIVES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_an_archive_is_pdf_a3_and_pdf_ua(sample: str, way: str) -> None:
    check_archive(printed(sample, ARCHIVES[way]))


@pytest.mark.parametrize("view", HANDOUTS)
def test_a_handout_for_an_archive_is_pdf_a3_and_pdf_ua(view: str) -> None:
    check_archive(printed("new-laptop.hu.cjm", PrintOrder(view, standard="a3")))


@pytest.mark.in_turn("order")
@pytest.mark.parametrize(
    "order",
    [PrintOrder(paper="A1"), PrintOrder(paper="A2", tile="A3"), PrintOrder(paper="A2", colours="cmyk")],
)
@pytest.mark.parametrize("sample", SAMPLES)
def test_an_everyday_file_can_be_listened_to_as_well(sample: str, order: PrintOrder) -> None:
    data = printed(sample, order)
    assert broken_rules(data, "ua1") <= UNSAID
    assert not list(spoken(opened(data)))


def test_a_workshop_pack_can_be_listened_to() -> None:
    ((_, data),) = PRESS.pack(journey("new-laptop.da.cjm"), PackOrder(), one_file=True)[0]
    assert broken_rules(data, "ua1") <= UNSAID
    assert not list(spoken(opened(data)))


@pytest.mark.parametrize(
    "words",
    [
        *("שלום עולם", "مرحبا لا", "नमस्ते", "สวัสดี", "日本語 😀", "\U000e0001"),
        *("ครั้งแรก น้ำ", "हिन्दी", "مُحَمَّد", "שָׁלוֹם", "x\u0300q\u0303"),
    ],
)
def test_any_script_in_an_archive_is_pdf_a3_and_pdf_ua(words: str) -> None:
    sheet = HandSheet([part(Writer()(words))])
    check_archive(
        pdf_bytes([sheet, gallery(Writer())], PdfInfo(title=words), production=Production(standard="a3"))
    )


@pytest.mark.in_turn("bleed")
@pytest.mark.parametrize("bleed", [0.0, 3.0])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_file_for_the_print_shop_is_pdf_x4(sample: str, bleed: float) -> None:
    paper = "A1" if bleed else "A4"  # several sheets
    data = printed(sample, PrintOrder(paper=paper, standard="x4", bleed=bleed, marks=bool(bleed)))
    assert not list(print_shop(opened(data), data))
    assert not list(spoken(opened(data)))


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(name, marks=[] if name.startswith("new-laptop") else pytest.mark.slow)
        for name in SAMPLES
    ],
)
def test_addresses_in_texts_keep_the_rules_and_are_no_links_for_the_print_shop(sample: str) -> None:
    plain = journey(sample)
    first, *rest = plain.touchpoints
    address = "https://intranet.example.org/it/service-desk/new-laptops/order?form=12_b&lang=en"
    told = first.replace(title=f"{first.title} www.example.org", text=f"({address}), desk@example.org. {address}")
    own = plain.replace(touchpoints=(told, *rest), poster=plain.poster.replace(footer="anna@example.org"))
    for paper in ("A1", "A4"):
        data = PRESS.render(own, PrintOrder(paper=paper, standard="a3")).files[0]
        targets = {str(note.A.URI) for page in opened(data).pages for note in page.get("/Annots", []) if "/A" in note}
        assert {"mailto:anna@example.org", "https://www.example.org"} <= targets
        check_archive(data)
    shop = PRESS.render(own, PrintOrder(paper="A4", standard="x4")).files[0]
    assert not list(print_shop(opened(shop), shop))
    assert not any("/Annots" in page for page in opened(shop).pages)


def test_pictures_and_everything_there_is_are_pdf_x4() -> None:
    veil = HandSheet(
        [part(Rect(0, 0, 200, 120, fill="#112233"), Image(5, 5, 50, 50, "image/png", png(alpha=True)))]
    )
    data = pdf_bytes(
        [gallery(Writer()), veil],
        PdfInfo(title="All"),
        production=Production(standard="x4", bleed=3, marks=True),
    )
    assert not list(print_shop(opened(data), data))


# --- the checks themselves: each finds what it is for ----------


def _operators(pdf: pikepdf.Pdf, operators: bytes) -> None:
    page = pdf.pages[0]
    page.Contents.write(page.Contents.read_bytes() + operators)


def _drop(pdf: pikepdf.Pdf, key: str) -> None:
    del pdf.Root[key]


def _say(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    packet = bytes(pdf.Root.Metadata.read_bytes())
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


def _put(owner: pikepdf.Object, key: str, value: object) -> None:
    owner[key] = value


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])


FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "6.6": lambda pdf: _say(pdf, b"PDF/X-4", b"PDF/X-3"),
    "6.7": lambda pdf: _say(pdf, b"VersionID", b"NoVersion"),
    "6.8": lambda pdf: _put(pdf.docinfo, "/Trapped", pikepdf.Name.Unknown),
    "6.9 output intent: not": lambda pdf: _drop(pdf, "/OutputIntents"),
    "6.9 output intent: the profile has": lambda pdf: _put(pdf.Root.OutputIntents[0].DestOutputProfile, "/N", 3),
    "6.10 colour: rg": lambda pdf: _operators(pdf, b"\n1 0 0 rg"),
    "6.10 colour: cs": lambda pdf: _operators(pdf, b"\n/DeviceRGB cs"),
    "6.11 boxes: one of": lambda pdf: _put(pdf.pages[0].obj, "/ArtBox", [0, 0, 9, 9]),
    "6.11 boxes: not": lambda pdf: _put(pdf.pages[0].obj, "/TrimBox", [-50, 0, 90, 90]),
    "6.12": lambda pdf: _put(next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0], "/FontDescriptor", {}),
    "6.13": _note,
    "6.15": lambda pdf: _put(pdf.pages[0].obj, "/Group", pikepdf.Dictionary(CS=pikepdf.Name.DeviceRGB)),
    "6.18": lambda pdf: _put(pdf.Root, "/OpenAction", [pdf.pages[0].obj, pikepdf.Name.Fit]),
    "6.19": lambda pdf: _put(pdf.Root, "/AF", []),
    "6.20": lambda pdf: _put(pdf.Root, "/OCProperties", {}),
}  # fmt: skip


@pytest.mark.parametrize("clause", FAULTS)
def test_a_fault_in_a_file_for_the_print_shop_is_found(clause: str) -> None:
    data = pdf_bytes([gallery(Writer())], PdfInfo(title="All"), production=Production(standard="x4", bleed=3))
    pdf = opened(data)
    FAULTS[clause](pdf)
    found = list(print_shop(pdf, data))
    assert [one for one in found if one.startswith(clause)], found


def _elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{role}"]


MUTE: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "7.1 not tagged": lambda pdf: _drop(pdf, "/MarkInfo"),
    "7.2 no language": lambda pdf: _drop(pdf, "/Lang"),
    "7.1 the title": lambda pdf: _drop(pdf, "/ViewerPreferences"),
    "7.4.2": lambda pdf: _put(_elements(pdf, "H1")[0], "/S", pikepdf.Name.H3),
    "7.3 a Figure": lambda pdf: _put(_elements(pdf, "Figure")[0], "/Alt", pikepdf.String(" ")),
    "7.3 a Link": lambda pdf: _put(_elements(pdf, "Link")[0], "/Alt", pikepdf.String("")),
    "7.1 f is": lambda pdf: _operators(pdf, b"\n0 0 9 9 re f"),
    "7.1 content": lambda pdf: _put(_elements(pdf, "H1")[0], "/K", pikepdf.Array([])),
    "7.18.3": lambda pdf: _put(pdf.pages[0].obj, "/Tabs", pikepdf.Name.R),
    "7.18.5 a link without": lambda pdf: _put(pdf.pages[0].Annots[0], "/Contents", pikepdf.String("")),
    "7.18.5 a link in": lambda pdf: _put(pdf.pages[0].Annots[0], "/StructParent", 9999),
}


@pytest.mark.parametrize("clause", MUTE)
def test_what_could_not_be_heard_is_found(clause: str) -> None:
    pdf = opened(pdf_bytes([gallery(Writer())], PdfInfo(title="All")))
    assert not list(spoken(pdf))
    MUTE[clause](pdf)
    found = list(spoken(pdf))
    assert [one for one in found if one.startswith(clause)], found

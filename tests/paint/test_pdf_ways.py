"""Links and outline of printed posters: each entry leads where its title stands, each link where it says."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest
from extract import opened, words
from strict import spoken

from cjm_desktop.document import Journey
from cjm_desktop.layout.sheet import Mark, Text
from cjm_desktop.press import PackOrder, Press, PrintOrder
from cjm_desktop.storage import templates

PRESS = Press()
MM = 72 / 25.4


def entries(pdf: pikepdf.Pdf) -> list[tuple[int, str, tuple[int, int], float, float]]:
    """The outline: depth, title, page, and the place there (mm from the upper left corner)."""
    found: list[tuple[int, str, tuple[int, int], float, float]] = []
    heights = {page.objgen: float(page.MediaBox[3]) for page in pdf.pages}
    with pdf.open_outline() as tree:

        def walk(kids: object, depth: int) -> None:
            for entry in kids:  # type: ignore[attr-defined]
                page, kind, left, top, zoom = entry.destination
                assert (kind, zoom) == ("/XYZ", None)
                found.append(
                    (
                        depth,
                        entry.title,
                        page.objgen,
                        float(left) / MM,
                        (heights[page.objgen] - float(top)) / MM,
                    )
                )
                walk(entry.children, depth + 1)

        walk(tree.root, 0)
    return found


@pytest.mark.parametrize(("sample", "paper"), [("new-laptop", "A0"), ("big", "A1"), ("big", "A3")])
def test_the_outline_leads_to_every_phase_and_touchpoint_on_its_sheet(sample: str, paper: str) -> None:
    journey = templates.load(sample, "en")
    order = PrintOrder(paper=paper)
    sheets = PRESS.sheets(journey, order)
    pdf = opened(PRESS.render(journey, order).files[0])
    found = entries(pdf)
    assert len(pdf.pages) == len(sheets)
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages)}
    titles = [title for depth, title, *_ in found if depth == 1]
    # A phase that goes on on another sheet has an entry there too, under that sheet's own.
    assert list(dict.fromkeys(titles)) == [phase.name for phase in journey.phases]
    touchpoints = [title.partition(". ")[2] for depth, title, *_ in found if depth == 2]
    assert touchpoints == [t.title for t in journey.touchpoints]
    marks = [
        [
            (part.x + item.x, part.y + item.y)
            for part in sheet.parts()
            for item in part.items
            if isinstance(item, Mark)
        ]
        for sheet in sheets
    ]
    for _, _, page, left, top in found:
        assert any((left, top) == pytest.approx(spot, abs=0.01) for spot in marks[numbers[page]])
    # Where a touchpoint's entry leads, its title stands: in its column, and not above.
    lines = [
        [
            (item.line.words, part.x + item.x, part.y + item.y)
            for part in sheet.parts()
            for item in part.items
            if isinstance(item, Text)
        ]
        for sheet in sheets
    ]
    for depth, title, page, left, top in found:
        if depth == 2:
            first = title.partition(". ")[2].split()[0]
            assert any(
                words.split()[:1] == [first] and -1 <= x - left < 120 and -1 <= y - top < 120
                for words, x, y in lines[numbers[page]]
            ), title


def with_code(text: str) -> Journey:
    """A sample with a QR code."""
    journey = templates.load("new-laptop", "en")
    return journey.replace(poster=journey.poster.replace(qr=text))


@pytest.mark.parametrize("paper", ["A0", "A3"])
def test_a_code_that_is_an_address_can_be_clicked(paper: str) -> None:
    pdf = opened(
        PRESS.render(with_code("https://example.org/laptop?a=1&b=ő"), PrintOrder(paper=paper)).files[0]
    )
    for page in pdf.pages:
        (note,) = page.Annots
        assert str(note.A.URI) == "https://example.org/laptop?a=1&b=%C5%91"
        assert str(note.Contents) == "https://example.org/laptop?a=1&b=ő"
        left, bottom, right, top = (float(v) / MM for v in note.Rect)
        assert right - left == pytest.approx(top - bottom, abs=0.01)
        assert right < float(page.MediaBox[2]) / MM
        assert bottom < 40
    (link,) = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Link"]
    assert str(link.Alt) == "https://example.org/laptop?a=1&b=ő"


@pytest.mark.parametrize(
    "text", ["Ask at the service desk", "#top", "javascript:alert(1)", "file:///etc/passwd"]
)
def test_a_code_that_is_no_address_cannot(text: str) -> None:
    pdf = opened(PRESS.render(with_code(text), PrintOrder(paper="A1")).files[0])
    assert not any("/Annots" in page for page in pdf.pages)


def test_nothing_can_be_clicked_in_a_file_for_the_print_shop() -> None:
    own = with_code("https://example.org")
    pdf = opened(PRESS.render(own, PrintOrder(paper="A2", standard="x4")).files[0])
    assert not any("/Annots" in page for page in pdf.pages)
    tiles = opened(PRESS.render(own, PrintOrder(paper="A2", tile="A4")).files[0])
    assert any("/A" in note for page in tiles.pages for note in page.get("/Annots", [])), "a code on a tile leads where it says"


LONG = "https://intranet.example.org/it/service-desk/new-laptops/order?form=12_b&lang=en"


def with_addresses() -> Journey:
    """A sample that names a long address in its first card, and a mail address in the foot."""
    journey = templates.load("new-laptop", "en")
    first, *rest = journey.touchpoints
    poster = journey.poster.replace(footer="Ask anna@example.org")
    return journey.replace(touchpoints=(first.replace(text=f"See ({LONG})."), *rest), poster=poster)


@pytest.mark.parametrize("order", [PrintOrder(paper="A1"), PrintOrder(paper="A3", standard="a3")])
def test_addresses_in_texts_can_be_clicked_where_they_stand(order: PrintOrder) -> None:
    pdf = opened(PRESS.render(with_addresses(), order).files[0])
    page = pdf.pages[0]
    high = float(page.MediaBox[3])
    notes = list(page.Annots)
    boxes = [[float(v) / MM for v in note.Rect] for note in notes if str(note.A.URI) == LONG]
    assert len(boxes) > 1
    assert {str(note.A.URI) for note in notes} == {LONG, "mailto:anna@example.org"}
    assert all(str(note.Contents) == str(note.A.URI) for note in notes)
    # Each box lies around the line of the sheet that shows a piece of the address, and no two lie over each other.
    (sheet,) = PRESS.sheets(with_addresses(), order)
    lines = [
        (part.x + item.x, part.y + item.y, item.line.text)
        for part in sheet.parts()
        for item in part.items
        if isinstance(item, Text)
    ]
    for left, bottom, right, top in boxes:
        (shown,) = [said for x, y, said in lines if left - 12 <= x <= right and high / MM - top < y < high / MM - bottom]
        assert shown.removeprefix("See ").strip("().") in LONG
    ordered = sorted(boxes, key=lambda box: -box[3])
    assert all(above[1] >= below[3] for above, below in pairwise(ordered))
    # In the structure they are what they are, inside the paragraph that says them.
    links = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Link"]
    assert sorted(str(link.Alt) for link in links) == [LONG, "mailto:anna@example.org"], "each is said once"
    assert all(link.P.S == "/P" for link in links)
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
    for note in notes:
        owner = owners[int(note.StructParent)]
        assert str(owner.Alt) == str(note.A.URI)
        held = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
        assert [kid.Obj.objgen for kid in held].count(note.objgen) == 1
    if order.standard:
        assert list(spoken(pdf)) == []


def test_a_file_for_the_print_shop_has_no_link_at_all() -> None:
    pdf = opened(PRESS.render(with_addresses(), PrintOrder(paper="A3", standard="x4")).files[0])
    assert not any("/Annots" in page for page in pdf.pages)


@pytest.mark.parametrize("view", ["poster", "blank"])
def test_the_sign_at_the_end_of_a_sheet_leads_to_the_next(view: str) -> None:
    order = PrintOrder(paper="A3", view=view, sheets=0)
    pdf = opened(PRESS.render(templates.load("big", "en"), order).files[0])
    assert len(pdf.pages) > 1
    for number, page in enumerate(pdf.pages, 1):
        notes = [note for note in page.get("/Annots", []) if "/Dest" in note]
        assert len(notes) == (number < len(pdf.pages))
        for note in notes:
            target, kind, left, top, _zoom = note.Dest
            assert target.objgen == pdf.pages[number].objgen
            assert (kind, float(left)) == ("/XYZ", 0)
            assert float(top) == pytest.approx(float(page.MediaBox[3]), abs=0.01)
            assert str(note.Contents) == f"on sheet {number + 1}"
            # Over the sign, at the right edge.
            sign = next(w for w in words(page) if w.text.strip().startswith("on sheet") or w.text.strip() == "on")
            box = [float(v) / MM for v in note.Rect]
            assert box[0] - 1 < sign.x < box[2] <= float(page.MediaBox[2]) / MM + 0.01
            assert box[1] < float(page.MediaBox[3]) / MM - sign.y < box[3]


def test_a_pack_has_a_chapter_for_each_part_that_leads_to_its_first_page() -> None:
    pack = PackOrder(order=PrintOrder(paper="A2"))
    ((_, data),), _ = PRESS.pack(templates.load("new-laptop", "en"), pack, one_file=True)
    pdf = opened(data)
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages)}
    chapters = [(title, numbers[page]) for depth, title, page, *_ in entries(pdf) if depth == 0]
    assert len(chapters) == len(pack.parts)
    starts = [page for _, page in chapters]
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    for title, page in chapters[:1]:
        assert title in " ".join(word.text for word in words(pdf.pages[page]))

"""What a screen reader, an outline and a click get from the PDF."""

from __future__ import annotations

import pikepdf
import pytest
from extract import elements, names, opened, operators, words
from hypothesis import given
from hypothesis import strategies as st
from sheets import HandSheet, Writer, curve, gallery, part, png, sheet
from strict import spoken

from cjm_desktop.layout.sheet import Clip, Image, Item, Link, Mark, Part, PartKind, Path, Rect, Tag
from cjm_desktop.paint.pdf import pdf_bytes
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates

WRITE = Writer()
BOX = Rect(0, 0, 5, 5, "#123456")


def made(*items: Item) -> pikepdf.Pdf:
    """The file with these items."""
    return opened(pdf_bytes([sheet(*items)]))


def check_marks(pdf: pikepdf.Pdf) -> None:
    """Every marked-content id of every page is known to the parent tree, and the other way round."""
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(k): v for k, v in zip(flat[::2], flat[1::2], strict=True)}
    assert list(tree) == sorted(tree)
    for page in pdf.pages:
        depth, painted, found = 0, True, []
        for values, operator in operators(page):
            if operator in ("BDC", "BMC"):
                depth += 1
                if operator == "BDC" and "/MCID" in values[1]:
                    assert depth == 1
                    found.append(int(values[1]["/MCID"]))
            elif operator == "EMC":
                depth -= 1
            elif operator in ("f", "S", "B", "f*", "Tj", "TJ", "Do"):
                painted = painted and depth > 0
        assert depth == 0
        assert painted
        owners = tree[int(page.StructParents)]
        assert found == list(range(len(owners)))
        for mark, owner in enumerate(owners):
            kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
            ids = [int(k.MCID) if isinstance(k, pikepdf.Dictionary) else int(k) for k in kids if _is_mark(k)]
            assert mark in ids
        for note in page.get("/Annots", []):
            assert tree[int(note.StructParent)].S == "/Link"
            held = tree[int(note.StructParent)].K
            held = held if isinstance(held, pikepdf.Array) else [held]
            assert [kid.Obj.objgen for kid in held].count(note.objgen) == 1


def _is_mark(kid: object) -> bool:
    return not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid


def test_everything_is_marked_and_known() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE), gallery(WRITE)]))
    assert bool(pdf.Root.MarkInfo.Marked)
    check_marks(pdf)


def test_structure_follows_the_tags_in_paint_order() -> None:
    pdf = made(
        Tag("Sect"), Tag("H1"), WRITE("Title"), Tag(), BOX, Tag("P"), WRITE("Text", y=30), Tag(), Tag(),
        Tag("Figure", "A face"), BOX, Tag(),
    )  # fmt: skip
    assert elements(pdf) == [("Document", 0), ("Sect", 1), ("H1", 2), ("P", 2), ("Figure", 1)]
    check_marks(pdf)


def test_headings_begin_with_the_highest_and_skip_no_level() -> None:
    levels = ("H3", "H2", "H6", "H6", "H1", "H3", "H2", "H4")
    items = [item for i, role in enumerate(levels) for item in (Tag(role), WRITE(role, y=9.0 * i), Tag())]
    pdf = made(Tag("H1"), Tag(), *items)  # one without content does not count
    found = [role for role, _ in elements(pdf)][1:]
    assert found == ["H1", "H2", "H3", "H4", "H1", "H2", "H2", "H3"]
    check_marks(pdf)


def test_a_figure_says_where_it_is() -> None:
    triangle = Path((("M", 20, 30), ("L", 60, 30), ("C", 60, 40, 50, 50, 40, 50), ("Z",)), fill="#123456")
    face = part(Tag("Figure", "A face"), Rect(5, 5, 30, 10, "#123456"), triangle, Tag(), BOX, x=10, y=20)
    line = part(Tag("Figure", "The line"), curve([30, 70, None, 40]), Tag())
    pdf = opened(pdf_bytes([HandSheet([face, line])]))
    mm = 72 / 25.4
    boxes = [[float(v) / mm for v in kid.A.BBox] for kid in pdf.Root.StructTreeRoot.K[0].K]
    assert boxes[0] == pytest.approx([15, 120 - 70, 70, 120 - 25], abs=0.01)
    assert boxes[1] == pytest.approx([10, 120 - 80, 70, 120 - 20], abs=0.01)
    assert pdf.Root.StructTreeRoot.K[0].K[0].A.O == "/Layout"


def test_alternative_texts_fit_into_a_string_of_an_archive() -> None:
    figure = made(Tag("Figure", "ő" * 50_000), BOX, Tag()).Root.StructTreeRoot.K[0].K
    assert len(bytes(figure.Alt)) <= 32_767
    assert str(figure.Alt).endswith("ő…")


def test_alternative_text_and_language_are_kept() -> None:
    pdf = made(
        Tag("Figure", "Arc (ő)"), curve([30, 70, 40]), Tag(), Tag("P", language="hu"), WRITE("igen"), Tag()
    )
    figure, paragraph = pdf.Root.StructTreeRoot.K[0].K
    assert str(figure.Alt) == "Arc (ő)"
    assert str(paragraph.Lang) == "hu"
    check_marks(pdf)


def test_decoration_is_no_content() -> None:
    pdf = made(
        BOX, Tag("Figure"), BOX, Tag("P"), WRITE("mute"), Tag(), Tag(), Image(0, 0, 5, 5, "image/png", png())
    )
    assert len(pdf.Root.StructTreeRoot.K) == 0
    assert names(pdf.pages[0]).count("BMC") >= 1
    assert "BDC" not in names(pdf.pages[0])


def test_a_picture_says_its_text_once() -> None:
    alone = made(Image(0, 0, 5, 5, "image/png", png(), "A clinic"))
    assert elements(alone) == [("Document", 0), ("Figure", 1)]
    inside = made(Tag("Figure", "A clinic"), Image(0, 0, 5, 5, "image/png", png(), "A clinic"), Tag())
    assert elements(inside) == [("Document", 0), ("Figure", 1)]
    check_marks(alone)
    check_marks(inside)


def test_a_tag_may_go_on_into_the_next_part_but_not_onto_the_next_page() -> None:
    first = HandSheet([part(Tag("P"), WRITE("one")), part(WRITE("two", y=30))])
    pdf = opened(pdf_bytes([first, sheet(WRITE("three"))]))
    assert [w.mcid for w in words(pdf.pages[0])] == [0, 0, 1, 1]  # each line ends with a space
    assert [w.mcid for w in words(pdf.pages[1])] == [None]
    check_marks(pdf)


def test_a_table_is_a_table_with_heads_and_rows_of_one_length() -> None:
    """Rules between cells are decoration, an empty cell is a cell, a row in which nothing is said is none."""
    rows = [
        part(Tag("Table"), BOX, Tag("TR"), BOX, Tag("TH", scope="Column"), WRITE("Who"), Tag(), Tag("TH", scope="Column"),
             WRITE("When", x=40), Tag(), Tag()),
        part(Tag("TR"), Tag("TD"), Tag("P"), WRITE("Maya", y=30), Tag(), Tag(), Tag("TD"), Tag(), BOX, Tag()),
        part(Tag("TR"), Tag("TD"), Tag(), Tag("TD"), Tag(), BOX, Tag(), Tag()),
        part(Tag("P"), WRITE("after", y=50), Tag()),
    ]  # fmt: skip
    pdf = opened(pdf_bytes([HandSheet(rows)]))
    assert elements(pdf) == [
        ("Document", 0), ("Table", 1), ("TR", 2), ("TH", 3), ("TH", 3), ("TR", 2), ("TD", 3), ("P", 4), ("TD", 3), ("P", 1),
    ]  # fmt: skip
    head = pdf.Root.StructTreeRoot.K[0].K[0].K[0].K[0]
    assert (head.A.O, head.A.Scope) == ("/Table", "/Column")
    check_marks(pdf)
    assert not list(spoken(pdf))


@pytest.mark.parametrize("sample", ["new-colleague.en", "new-laptop.hu", "big.en", "empty.sv"])
@pytest.mark.parametrize("view", ["participants", "actions"])
def test_lists_are_tables(view: str, sample: str) -> None:
    """One on each page, with the heads that stand on it."""
    name, language = sample.split(".")
    journey = templates.load(name, language)
    pdf = opened(Press().render(journey, PrintOrder(view, names=True)).files[0])
    assert not list(spoken(pdf))
    found = elements(pdf)
    tables = [i for i, (role, _) in enumerate(found) if role == "Table"]
    assert len(tables) == len(pdf.pages)
    heads = 5 if view == "participants" else 7
    assert [role for role, _ in found].count("TH") == heads * len(tables)
    rows = len(journey.opportunities) if view == "actions" else len(journey.charter.participants)
    said = [role for role, _ in found].count("TR") - len(tables)
    assert said == rows if view == "actions" else said >= rows
    assert [role for role, _ in found].count("TD") == heads * said


def made_of(kind: PartKind, record: str, word: str, role: str = "P", x: float = 0.0, y: float = 0.0) -> Part:
    """A part with one element."""
    return Part(kind, record, x, y, 9, 9, [Tag(role, word), WRITE(word), Tag()])


def tree(node: pikepdf.Object) -> list[object]:
    """The alternative texts of an element's kids; those of sections as lists."""
    kids = node.K if isinstance(node.K, pikepdf.Array) else [node.K]
    return [tree(one) if one.S == "/Sect" else str(one.Alt) for one in kids]


def test_a_page_is_read_phase_by_phase_whatever_is_painted_first() -> None:
    parts = [
        made_of(PartKind.AXIS, "", "scale"),
        made_of(PartKind.FOOTER, "", "footer"),
        made_of(PartKind.POINT, "t1", "first point", y=20),
        made_of(PartKind.POINT, "t2", "second point", x=50, y=20),
        made_of(PartKind.OPPORTUNITY, "o1", "opportunity", "H3"),
        made_of(PartKind.HINT, "", "opportunities", "H2"),
        made_of(PartKind.HINT, "", "opportunities again", "H2", y=90),
        made_of(PartKind.PARTY, "t1", "first party"),
        made_of(PartKind.QUOTE, "t1", "first quote"),
        made_of(PartKind.CARD, "t1", "first card", "H3", x=1, y=10),
        made_of(PartKind.CARD, "t2", "second card", "H3", x=51, y=10),
        made_of(PartKind.CARD, "t3", "third card", "H3", x=2, y=60),
        made_of(PartKind.NUMBER, "t2", "second number"),
        made_of(PartKind.PHASE, "p1", "first phase", "H2"),
        made_of(PartKind.PHASE, "p2", "second phase", "H2", x=50),
        made_of(PartKind.PHASE, "p2", "second phase goes on", "H2", y=50),
        made_of(PartKind.PHASE, "p3", "third phase", "H2", x=50, y=50),
        made_of(PartKind.HEADER, "", "header", "H1"),
    ]
    pdf = opened(pdf_bytes([HandSheet(parts), HandSheet(parts[:1])]))
    assert tree(pdf.Root.StructTreeRoot.K[0]) == [
        "header",
        ["first phase", ["first card", "first point", "first quote", "first party"]],
        [
            "second phase",
            ["second card", "second number", "second point"],
        ],  # its title, then what stands above
        ["second phase goes on", ["third card"]],
        ["third phase"],
        "scale",
        ["opportunities", "opportunities again", "opportunity"],
        "footer",
        "scale",
    ]
    roles = [role for role, _ in elements(pdf) if role.startswith("H")]
    assert roles == ["H1", "H2", "H3", "H2", "H3", "H2", "H3", "H2", "H2", "H3"]
    check_marks(pdf)


def test_cards_without_a_phase_and_opportunities_without_a_heading_are_read_all_the_same() -> None:
    parts = [
        made_of(PartKind.HEADER, "", "header", "H1"),
        made_of(PartKind.PHASE, "p1", "phase", "H2", y=30),
        made_of(PartKind.CARD, "t1", "above", "H3", y=10),
        made_of(PartKind.CARD, "t2", "below", "H3", y=40),
        made_of(PartKind.OPPORTUNITY, "o1", "one", "H3"),
        made_of(PartKind.OPPORTUNITY, "o2", "two", "H3"),
    ]
    pdf = opened(pdf_bytes([HandSheet(parts)]))
    found = tree(pdf.Root.StructTreeRoot.K[0])
    assert found == ["header", ["above"], ["phase", ["below"]], ["one", "two"]]
    roles = [role for role, _ in elements(pdf) if role.startswith("H")]
    assert roles == ["H1", "H2", "H2", "H3", "H2", "H2"]
    check_marks(pdf)


@pytest.mark.parametrize("sample", ["new-laptop", "big"])
@pytest.mark.parametrize("paper", ["A0", "A3"])
def test_headings_of_a_poster_are_its_table_of_contents(sample: str, paper: str) -> None:
    journey = templates.load(sample, "en")
    sheets = Press().sheets(journey, PrintOrder(paper=paper))
    found = headings(opened(pdf_bytes(sheets)))
    assert found[0] == (1, journey.title)
    # Each touchpoint's title follows that of its phase, and each opportunity's that of all, on however many sheets.
    under, told = "", []
    for level, title in found:
        if level < 3:
            under = title.removesuffix(" (continued)").partition(" ")[2] or title
        else:
            told.append((under, title))
    names = {phase.id: phase.name for phase in journey.phases}
    chance = "Opportunities"
    assert [one for one in told if one[0] != chance] == [
        (names[t.phase], t.title) for t in journey.touchpoints
    ]
    assert sorted(title for above, title in told if above == chance) == sorted(
        o.title for o in journey.opportunities
    )


def headings(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """The headings of a file as a screen reader lists them: level and words."""
    said: list[dict[int, str]] = []
    for page in pdf.pages:
        mine: dict[int, str] = {}
        for word in words(page):
            if word.mcid is not None:
                mine[word.mcid] = mine.get(word.mcid, "") + word.text
        said.append(mine)
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages)}
    out: list[tuple[int, str]] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if str(node.S)[1:] in ("H1", "H2", "H3", "H4", "H5", "H6"):
                kids = node.K if isinstance(node.K, pikepdf.Array) else [node.K]
                text = "".join(said[numbers[node.Pg.objgen]].get(int(kid), "") for kid in kids)
                out.append((int(str(node.S)[2]), " ".join(text.split())))
            else:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return out


_ITEMS = st.lists(
    st.sampled_from(
        [
            Tag("P"),
            Tag("Figure", "x"),
            Tag("Figure"),
            Tag("Nonsense"),
            Tag(),
            Clip((("M", 0, 0), ("L", 9, 0), ("L", 9, 9), ("Z",))),
            Clip(),
            BOX,
            WRITE("word"),
            WRITE("other", y=40, style="bold"),
            Link(0, 0, 5, 5, "https://example.org"),
            Mark("m", "Mark", 1, 0, 0),
            curve([30, 70, None, 40, 60]),
            Image(0, 0, 5, 5, "image/png", png(), "p"),
        ]
    ),
    max_size=25,
)


@given(_ITEMS, _ITEMS)
def test_any_order_of_items_gives_a_sound_page(one: list[Item], two: list[Item]) -> None:
    pdf = opened(pdf_bytes([HandSheet([part(*one), part(*two, x=5)])]))
    assert not pdf.check_pdf_syntax()
    check_marks(pdf)
    operators_found = names(pdf.pages[0])
    assert operators_found.count("q") == operators_found.count("Q")
    assert operators_found.count("BT") == operators_found.count("ET")


def test_links_lead_to_the_web_and_to_places_in_the_file() -> None:
    first = HandSheet(
        [part(Link(1, 2, 3, 4, "#there"), Link(0, 0, 1, 1, "https://example.org/ő?a=(b)"), x=10, y=20)]
    )
    second = HandSheet([part(Mark("there", "", 0, 30, 40), x=100, y=50)])
    pdf = opened(pdf_bytes([first, second]))
    inside, outside = pdf.pages[0].Annots
    mm = 72 / 25.4
    assert [float(v) / mm for v in inside.Rect] == pytest.approx([11, 120 - 26, 14, 120 - 22], abs=0.001)
    assert str(inside.Contents) == "there"
    assert str(outside.Contents) == "https://example.org/ő?a=(b)"
    assert inside.Dest[0].objgen == pdf.pages[1].objgen
    assert [float(v) / mm for v in list(inside.Dest)[2:4]] == pytest.approx([130, 30], abs=0.001)
    assert str(outside.A.URI) == "https://example.org/%C5%91?a=(b)"
    assert pdf.pages[0].Tabs == "/S"


def test_a_link_inside_the_file_says_where_it_leads() -> None:
    (note,) = made(Mark("card", " The call ", 1, 0, 0), Link(0, 0, 5, 5, "#card")).pages[0].Annots
    assert str(note.Contents) == "The call"


@pytest.mark.parametrize(
    "target", ["#nowhere", "javascript:alert(1)", "file:///etc/passwd", "", "http://[", "clinic"]
)
def test_links_that_lead_nowhere_good_are_left_out(target: str) -> None:
    assert "/Annots" not in made(Link(0, 0, 5, 5, target)).pages[0]


def test_links_that_lead_nowhere_leave_no_gap_among_those_that_do() -> None:
    items = [
        Link(0, 0, 5, 5, "#nowhere"),
        Link(9, 0, 5, 5, "#there"),
        Link(0, 9, 5, 5, "#gone"),
        Mark("there", "There", 0, 0, 0),
    ]
    more = [Link(0, 0, 5, 5, "https://example.org"), Tag("P"), WRITE("text"), Tag()]
    pdf = opened(pdf_bytes([sheet(*items), sheet(*more)]))
    notes = [note for page in pdf.pages for note in page.Annots]
    assert [int(note.StructParent) for note in notes] == [0, 1]
    assert [int(page.StructParents) for page in pdf.pages] == [2, 3]
    assert [role for role, _ in elements(pdf)].count("Link") == 2
    check_marks(pdf)


def outline(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The outline as a reader shows it."""
    with pdf.open_outline() as tree:
        found: list[tuple[str, int]] = []

        def walk(entries: object, depth: int) -> None:
            for entry in entries:  # type: ignore[attr-defined]
                found.append((entry.title, depth))
                walk(entry.children, depth + 1)

        walk(tree.root, 0)
    return found


def test_outline_comes_from_the_marks() -> None:
    marks = [("Journey", 0), ("Before (ő)", 1), ("Call", 2), ("", 1), ("After", 1), ("Team", 0)]
    pdf = made(*[Mark(f"m{i}", title, level, 0, i) for i, (title, level) in enumerate(marks)])
    assert outline(pdf) == [("Journey", 0), ("Before (ő)", 1), ("Call", 2), ("After", 1), ("Team", 0)]
    assert int(pdf.Root.Outlines.Count) == 5
    assert pdf.Root.PageMode == "/UseOutlines"


def test_outline_levels_that_skip_are_pulled_up() -> None:
    pdf = made(
        Mark("a", "A", 3, 0, 0), Mark("b", "B", 7, 0, 0), Mark("c", "C", 1, 0, 0), Mark("d", "D", -2, 0, 0)
    )
    assert outline(pdf) == [("A", 0), ("B", 1), ("C", 1), ("D", 0)]


def test_no_outline_without_marks() -> None:
    pdf = made(Mark("a", "", 0, 0, 0))
    assert "/Outlines" not in pdf.Root

"""The workshop pack: everything in one folder or one PDF, in the order of the workshop."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pikepdf
import pytest

from cjm_desktop.document import Journey
from cjm_desktop.exchange import journey_file_of_pdf
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.paint import Cancelled
from cjm_desktop.press import PARTS, PackOrder, Press, PrintOrder, file_names
from cjm_desktop.storage import SaveError, templates, to_bytes


def journey() -> Journey:
    return templates.load("new-laptop", "da")


def test_a_pack_in_one_pdf_has_a_chapter_for_each_part(tmp_path: Path) -> None:
    press, pack, target = Press(), PackOrder(order=PrintOrder(paper="A2", attach=True, names=True)), tmp_path / "pack.pdf"
    press.print_pack(journey(), pack, target)
    with pikepdf.open(target) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        sheets = sum(len(press.sheets(journey(), pack.order_of(part))) for part in PARTS)
        assert len(pdf.pages) == sheets
        assert len(titles) == len(PARTS)
        assert titles[0] == "Deltagere"
        poster = outline.root[PARTS.index("poster")]
        assert [child.title for child in poster.children] != []
    assert journey_file_of_pdf(target.read_bytes()) == to_bytes(journey())


@pytest.mark.parametrize(
    ("language", "title"),
    [("da", "Jeg skal have en ny bærbar – Workshoppakke"), ("en", "I need a new laptop – Workshop pack")],
)
def test_a_pack_is_called_as_the_journey_is(tmp_path: Path, language: str, title: str) -> None:
    target = tmp_path / "pack.pdf"
    Press().print_pack(templates.load("new-laptop", language), PackOrder(("participants", "faces")), target)
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == title
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == title


def test_a_pack_of_a_journey_without_a_title_has_its_own_name(tmp_path: Path) -> None:
    Press().print_pack(Journey(), PackOrder(("participants",)), tmp_path / "pack.pdf")
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "Workshop pack"


def test_a_full_disk_leaves_nothing_of_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = os.write, 0

    def full(handle: int, data: bytes) -> int:
        nonlocal written
        written += 1
        if written == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SaveError, match="The folder is as it was"):
        Press().print_pack(journey(), PackOrder(("participants", "faces")), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_shows_a_large_pack_in_the_order_of_the_workshop() -> None:
    names = file_names(PARTS, catalogue_for("en"))
    assert len(names) > 9 and names == sorted(names)
    assert file_names(PARTS[:3], catalogue_for("en"))[0].startswith("1 ")


def test_a_pack_in_a_folder_is_numbered_in_the_order_of_the_workshop(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    target = tmp_path / "pack"
    parts = ("participants", "poster", "cards")
    Press().print_pack(
        journey(),
        PackOrder(parts, PrintOrder(paper="A3", marks=True, bleed=3.0)),
        target,
        lambda done, total: told.append((done, total)),
    )
    names = sorted(path.name for path in target.iterdir())
    assert [name[:2] for name in names] == ["1 ", "2 ", "3 "]
    assert {total for _, total in told} == {3000}
    assert told == sorted(told)
    assert told[-1][0] == 3000
    with pikepdf.open(target / names[0]) as handout, pikepdf.open(target / names[1]) as poster:
        # Marks are for the print shop's sheet, not for the office's.
        assert float(handout.pages[0].mediabox[2]) == pytest.approx(210 / 25.4 * 72, abs=0.1)
        assert float(poster.pages[0].mediabox[2]) > 420 / 25.4 * 72 + 10


def test_a_pack_that_is_stopped_writes_nothing(tmp_path: Path) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 4

    for target in (tmp_path / "pack", tmp_path / "pack.pdf"):
        asked = 0
        with pytest.raises(Cancelled):
            Press().print_pack(journey(), PackOrder(("cards", "faces")), target, cancelled=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "pack").write_bytes(b"")
    with pytest.raises(SaveError, match="there is a file of that name"):
        Press().print_pack(journey(), PackOrder(("participants",)), tmp_path / "pack")


def test_a_pack_comes_out_the_same_twice() -> None:
    both = [Press().pack(journey(), PackOrder(("persona", "actions")), one_file=True)[0] for _ in range(2)]
    assert both[0] == both[1]
    assert io.BytesIO(both[0][0][1]).read(5) == b"%PDF-"


@pytest.mark.parametrize(
    ("parts", "attach", "inside"),
    [
        (("poster", "faces"), True, True),
        (("poster", "faces"), None, False),
        (("participants", "faces"), True, False),
        (("blank", "faces"), True, False),
    ],
)
@pytest.mark.parametrize("one_file", [True, False])
def test_the_journey_is_in_a_pack_only_with_a_poster_and_when_asked_for(
    parts: tuple[str, ...], attach: bool | None, inside: bool, one_file: bool
) -> None:
    pack = PackOrder(parts, PrintOrder(paper="A3", attach=attach))
    files, _ = Press().pack(journey(), pack, one_file=one_file)
    found = []
    for _name, data in files:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found.append(bool(pdf.attachments))
    assert any(found) is inside
    assert sum(found) <= 1

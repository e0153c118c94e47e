"""Printing and handing out on the command line: orders, series, packs, names, advice."""

from __future__ import annotations

import base64
import errno
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from cjm_desktop.document import Message, Participant, Picture, RoleColour, without_names
from cjm_desktop.press import Printed, PrintOrder
from cjm_desktop.storage import open_journey, save_journey, templates
from tests.paint.sheets import png

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("pdf", b"%PDF-"), ("svg", b"<"), ("pptx", b"PK"), ("csv", b"phase,title"), ("xlsx", b"PK"), ("md", b"# My")],
)
def test_export_by_the_ending(run: Run, sample: Path, ending: str, begins: bytes) -> None:
    code, _, err = run("export", sample, "-o", f"out.{ending.upper()}")
    assert code in (0, 1)
    assert bool(err) == (code == 1)
    assert Path(f"out.{ending.upper()}").read_bytes().startswith(begins)


def test_export_of_slides_tells_what_is_lost_and_keeps_names_out(run: Run, sample: Path) -> None:
    journey = open_journey(sample).journey
    whose = journey.opportunities[0].replace(person="Karen Blixen", due="2026-05-01")
    save_journey(journey.replace(opportunities=(whose, *journey.opportunities[1:])), Path("named.cjm"), None)

    def told(name: str) -> str:
        with zipfile.ZipFile(name) as package:
            return "".join(package.read(one).decode("utf-8", "replace") for one in package.namelist())

    for options in ([], ["--view", "deck"]):
        code, out, _err = run("export", "named.cjm", "-o", "out.pptx", *options)
        assert code in (0, 1)
        assert "Fonts do not travel with a presentation" in out
        assert "Blixen" not in told("out.pptx")
    assert run("export", "named.cjm", "-o", "out.pptx", "--view", "deck", "--names")[0] == 0
    assert "Karen Blixen" in told("out.pptx")
    assert run("export", "named.cjm", "-o", "out.pdf", "--view", "deck")[0] == 0
    assert run("export", "named.cjm", "-o", "out.pptx", "--view", "deck", "--paper", "A4")[0] == 2
    assert run("export", "named.cjm", "-o", "out.pptx", "--tile", "A4")[0] == 2
    code, _out, err = run("export", "named.cjm", "-o", "out.pptx", "--view", "timeline")
    assert code == 1
    assert "A slide is at most 1422 mm long" in err


def test_export_to_mermaid_tells_of_gaps(run: Run, sample: Path) -> None:
    code, _, err = run("export", sample, "-o", "out.mmd")
    assert code == 1
    assert "Mermaid knows no gaps" in err
    assert Path("out.mmd").read_text("utf-8").startswith("journey\n")


def test_export_hands_the_order_to_the_press(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[object] = []
    monkeypatch.setattr(
        "cjm_desktop.press.Press.render", lambda _, journey, order: orders.append(order) or Printed((b"",), ())
    )
    options = "--paper 900x500mm --portrait --distance 2,5 --lang sv --dpi 72".split()
    assert run("export", sample, "-o", "out.png", *options)[0] == 0
    assert run("export", sample, "-o", "out.pdf")[0] == 0
    assert orders == [
        PrintOrder("poster", "png", "900x500mm", True, 2.5, "sv", dpi=72),
        PrintOrder("poster", "pdf"),
    ]
    orders.clear()
    options = "--standard a3 --attach no --marks --theme greyscale".split()
    assert run("export", sample, "-o", "out.pdf", *options)[0] == 0
    assert run("export", sample, "-o", "out.pdf", *"--tile A3 --overlap 15 --shrink 98".split())[0] == 0
    assert run("export", sample, "-o", "out.pdf", *"--view actions --names --cmyk --bleed 5".split())[0] == 0
    assert run("export", sample, "-o", "out.pdf", *"--view blank --no-phase-names --paper B0".split())[0] == 0
    assert run("export", sample, "-o", "out.svg", *"--view personas".split())[0] == 0
    assert run("export", sample, "-o", "out.pdf", *"--sheets 0".split())[0] == 0
    assert run("export", sample, "-o", "out.png", *"--view blank --sheets 3".split())[0] == 0
    assert orders == [
        PrintOrder(standard="a3", attach=False, marks=True, bleed=3.0, theme="greyscale"),
        PrintOrder(tile="A3", overlap=15.0, scale=0.98),
        PrintOrder("actions", names=True, colours="cmyk", bleed=5.0),
        PrintOrder("blank", paper="B0", phase_names=False),
        PrintOrder("persona", "svg"),
        PrintOrder(sheets=0),
        PrintOrder("blank", "png", sheets=3),
    ]
    orders.clear()
    for shop in ("", "--marks", "--bleed 5", "--landscape"):
        assert run("export", sample, "-o", "out.pdf", "--standard", "x4", *shop.split())[0] == 0
    assert orders == [
        PrintOrder(standard="x4", bleed=3.0, marks=True),
        PrintOrder(standard="x4", bleed=3.0, marks=True),
        PrintOrder(standard="x4", bleed=5.0),
        PrintOrder(standard="x4", bleed=3.0, marks=True, portrait=False),
    ], "what print shops ask for comes with their PDF, unless something is said about it"


def test_no_bleed_for_a_print_shop_is_warned_of(run: Run, sample: Path) -> None:
    code, _out, err = run("export", sample, "-o", "out.pdf", "--standard", "x4", "--bleed", "0")
    assert code == 0
    assert err.startswith("Without bleed a white edge can be left where the sheet is cut")
    assert "white edge" in run("export", sample, "-o", "out.pdf", "--marks", "--bleed", "0")[2], "nor where there are marks to cut at"
    assert "white edge" not in run("export", sample, "-o", "out.pdf", "--bleed", "0")[2]


def test_colours_that_cannot_be_told_apart_are_told(run: Run, sample: Path) -> None:
    journey = open_journey(sample).journey
    colours = (RoleColour(role="header", colour="#FFF2A8"), RoleColour(role="no_such_role", colour="#000000"))
    given = journey.replace(poster=journey.poster.replace(theme="theirs", colours=colours))
    save_journey(given, "b.cjm", None)
    code, _out, err = run("export", "b.cjm", "-o", "b.svg")
    assert code == 1
    assert "poster.theme: There is no theme “theirs”; the house’s own is printed." in err
    assert "no_such_role" in err
    assert run("export", sample, "-o", "a.svg") == (0, "“a.svg” is written.\n", "")
    assert "theirs" not in run("export", "b.cjm", "-o", "b.md")[2], "an outline has no colours"


@pytest.mark.parametrize("paper", ["A1", "B1", "ANSI-D", "ARCH-D", "ROLL-610"])
def test_small_print_that_cannot_be_read_is_answered_with_what_would_help(run: Run, sample: Path, paper: str) -> None:
    code, _out, err = run("export", sample, "-o", "out.pdf", "--paper", paper, "--advice")
    if "can be read" in err:
        assert code == 1
        assert "→ " in err


def test_advice_is_for_whoever_sits_at_a_terminal_or_asks_for_it(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ("export", sample, "-o", "out.svg", "--paper", "A2", "--distance", "2")
    monkeypatch.setattr("cjm_desktop.press.Press.advice", lambda *_given: (Message("Take a wall."),))
    assert "can be read" in (silent := run(*order)[2])
    assert "→ " not in silent
    assert "→ Take a wall." in run(*order, "--advice")[2]
    assert run("export", sample, "-o", "b.svg", "--view", "blank", "--advice")[0] == 2

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    assert run(*order)[0] == 1
    assert "→ " in terminal.getvalue()


def test_a_series_of_pictures_is_written_whole_or_not_at_all(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pictures() -> list[str]:
        return sorted(path.name for path in Path().glob("s*"))

    order = ["export", sample, "-o", "s.svg", "--view", "cards"]
    code, _out, err = run("export", sample, "-o", "nowhere/s.svg", "--view", "cards")
    assert (code, Path("nowhere").exists()) == (3, False)
    assert "its folder does not exist" in err
    code, out, _err = run(*order)
    names = pictures()
    assert code == 0
    assert len(names) > 1
    assert out == f"“s-1.svg” to “s-{len(names)}.svg” are written.\n"
    for name in names:
        Path(name).unlink()
    real, count = os.fsync, iter(range(9))

    def full(handle: int) -> None:
        if next(count):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr("os.fsync", full)
    code, out, err = run(*order)
    assert (code, out) == (3, "")
    assert "the disk is full" in err
    assert pictures() == []


def test_a_pack_goes_into_a_folder_with_dots_in_its_name(run: Run, sample: Path) -> None:
    code, _out, _err = run("export", sample, "-o", "pack v1.2", "--view", "pack")
    assert code in (0, 1)
    assert len(list(Path("pack v1.2").glob("*.pdf"))) == 12


def test_a_pack_is_told_where_it_can_go(run: Run, sample: Path) -> None:
    code, _out, err = run("export", sample, "-o", "pack.svg", "--view", "pack")
    assert (code, Path("pack.svg").exists()) == (2, False)
    assert "one PDF (.pdf) or into a folder" in err
    assert "not into a .svg file" in err


def test_a_picture_that_is_too_fine_is_told_how_fine_it_can_be(run: Run, sample: Path) -> None:
    code, _out, err = run("export", sample, "-o", "a.png", "--dpi", "1200")
    assert code == 2
    assert "at most 699 are possible" in err, "32,767 pixels along the 1,189 mm of an A0"


@pytest.mark.parametrize("name", ["out.pdf", "out.svg", "out.png"])
def test_a_damaged_picture_is_told_in_every_format_and_by_check(run: Run, sample: Path, name: str) -> None:
    journey = open_journey(sample).journey
    cut = Picture(media="image/png", data=base64.b64encode(png((24, 24))[:60]).decode())
    first, *others = journey.personas
    save_journey(journey.replace(personas=(first.replace(picture=cut), *others)), "b.cjm", None)
    dots = ("--dpi", "20") if name.endswith("png") else ()
    code, _out, err = run("export", "b.cjm", "-o", name, *dots)
    assert code == 1
    assert err.count("personas[0].picture") == 1
    assert "is damaged" in err
    assert Path(name).stat().st_size > 1000
    code, out, _err = run("check", "b.cjm")
    assert code == 1
    assert out.count("personas[0].picture") == 1


def test_people_are_told_whose_names_are_not_in_a_poster_and_get_them_back_when_they_ask(run: Run) -> None:
    journey = templates.load("new-colleague", "en")
    told = journey.interviews[0].replace(respondent="Ragnhild Ødegård")
    charter = journey.charter.replace(participants=(Participant(id="p-1", name="Kirsten Quist"), Participant(id="p-2")))
    idea = journey.opportunities[0].replace(person="Kirsten Quist")
    given = journey.replace(
        interviews=(told, *journey.interviews[1:]), charter=charter, opportunities=(idea, *journey.opportunities[1:])
    )
    save_journey(given, "a.cjm", None)
    code, _out, err = run("export", "a.cjm", "-o", "bare.pdf")
    assert code == 0
    out = "The real names of 2 people are not in the journey inside the file; --names puts them in."
    assert err == f"{out} Names that somebody typed into a text or a quote stay in it.\n"
    assert run("export", "a.cjm", "-o", "whole.pdf", "--names") == (0, "“whole.pdf” is written.\n", "")
    assert run("export", "a.cjm", "-o", "none.pdf", "--attach", "no")[2] == ""
    save_journey(given.replace(poster=given.poster.replace(attach=False)), "kept.cjm", None)
    code, _out, err = run("export", "kept.cjm", "-o", "none.pdf", "--names")
    assert (code, err.partition(":")[0]) == (2, "--names has no effect")
    assert run("export", "kept.cjm", "-o", "none.pdf", "--names", "--attach", "yes")[0] == 0
    assert "names" in run("export", "a.cjm", "-o", "pack.pdf", "--view", "pack", "--attach", "yes")[2]
    assert run("import", "whole.pdf", "-o", "whole.cjm") == (0, "“whole.cjm” is written.\n", "")
    assert open_journey("whole.cjm").journey == given
    code, _out, err = run("import", "bare.pdf", "-o", "bare.cjm")
    assert (code, err) == (1, "Real names of people were left out when this poster was printed.\n")
    assert open_journey("bare.cjm").journey == without_names(given)
    # A second time over it loses nothing; over a file with names it would.
    assert run("import", "bare.pdf", "-o", "bare.cjm", "--force")[0] == 1
    before = Path("a.cjm").read_bytes()
    code, out, err = run("import", "bare.pdf", "-o", "a.cjm", "--force")
    assert (code, out) == (2, "")
    assert "“a.cjm” holds the real names of 2 people" in err
    assert Path("a.cjm").read_bytes() == before


def test_export_goes_over_as_many_sheets_as_are_asked_for(run: Run, sample: Path) -> None:
    """The journey itself says one; what is asked for wins."""
    journey = open_journey(sample).journey
    save_journey(journey.replace(poster=journey.poster.replace(sheets=1)), sample, None)

    def pages(*options: str) -> int:
        run("export", sample, "-o", "out.pdf", "--view", "blank", "--paper", "A1", "--portrait", *options)
        with pikepdf.open("out.pdf") as pdf:
            return len(pdf.pages)

    assert pages() == 1
    assert pages("--sheets", "0") == pages("--sheets", "5") == 2
    assert "--sheets N" in run("export", "--help")[1]


@pytest.mark.parametrize(("typed", "size"), [("60 x 90 cm", (600, 900)), ("90x60cm", (900, 600)), ("24x36in", (609.6, 914.4))])
def test_export_takes_a_size_of_paper_as_people_type_it(run: Run, sample: Path, typed: str, size: tuple[float, float]) -> None:
    assert run("export", sample, "-o", "out.pdf", "--paper", typed)[0] in (0, 1)
    with pikepdf.open("out.pdf") as pdf:
        box = [float(n) * 25.4 / 72 for n in pdf.pages[0].mediabox]
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx(size, abs=0.1)


def test_actions_go_to_other_tools(run: Run, sample: Path) -> None:
    code, out, err = run("export", sample, "-o", "a.csv", "--view", "actions", "--preset", "jira")
    assert (code, err) == (0, "") and "with" in out
    assert Path("a.csv").read_bytes().startswith(b"Summary,Issue Type,")
    assert run("export", sample, "-o", "a.md", "--view", "actions", "--which", "all", "--lang", "da")[0] == 0
    assert "| Nummer |" in Path("a.md").read_text("utf-8")
    for wrong, said in (
        (["-o", "a.csv", "--preset", "jira"], "--preset is for --view actions"),
        (["-o", "a.csv", "--view", "actions", "--preset", "nope"], "There is no preset “nope”"),
        (["-o", "a.csv", "--view", "actions", "--which", "some"], "--which takes open or all, not “some”"),
        (["-o", "a.csv", "--view", "actions", "--paper", "A4"], "--paper is for sheets"),
        (["-o", "a.mmd", "--across"], "--across is for .csv files"),
        (["-o", "a.pdf", "--view", "actions", "--which", "all"], "--which is for --view actions into a file of .csv"),
    ):
        code, _, err = run("export", sample, *wrong)
        assert code == 2 and said in err


def test_tables_lie_across_and_say_what_stays_behind(run: Run, sample: Path) -> None:
    code, out, err = run("export", sample, "-o", "a.csv", "--across")
    assert (code, err) == (0, "")
    assert Path("a.csv").read_text("utf-8").startswith("phase,")
    assert "Not in this file: " in out and "Interviews (" in out
    assert run("import", "a.csv", "-o", "again.cjm")[0] == 0


def test_openjourney_goes_out_and_comes_in(run: Run, sample: Path) -> None:
    assert run("export", sample, "-o", "a.ojf")[0] in (0, 1)
    assert run("import", "a.ojf", "-o", "again.cjm")[0] == 0
    was, again = open_journey(sample).journey, open_journey(Path("again.cjm")).journey
    assert [(t.title, t.grade) for t in again.touchpoints] == [(t.title, t.grade) for t in was.touchpoints]


def test_a_journey_that_is_there_is_replaced_only_when_asked(run: Run, sample: Path) -> None:
    assert run("export", sample, "-o", "a.csv")[0] in (0, 1)
    assert run("new", "-o", "there.cjm", "--template", "new-laptop", "--lang", "en")[0] == 0
    shutil.copy("there.cjm", "theirs.cjm")
    before = Path("there.cjm").read_bytes()
    commands = (["import", "a.csv"], ["new", "--template", "empty"], ["merge", "-", str(sample), "theirs.cjm"])
    for command in commands:
        code, out, err = run(*command, "-o", "there.cjm")
        assert (code, out) == (2, "")
        assert err.startswith("“there.cjm” is there already and was left as it is.") and "--force" in err
        assert Path("there.cjm").read_bytes() == before
    for command in commands:
        assert run(*command, "-o", "there.cjm", "--force")[0] in (0, 1)
        assert Path("there.cjm").read_bytes() != before
    Path("nothing.cjm").touch()
    assert run("new", "-o", "nothing.cjm")[0] == 0, "where there is nothing, nothing is lost"
    assert run("merge", "-", "theirs.cjm", str(sample), "-o", "theirs.cjm")[0] in (0, 1), "git writes onto OURS"


def test_an_own_size_is_turned_as_asked_and_else_as_written(run: Run, sample: Path) -> None:
    def size(*options: str) -> tuple[int, int]:
        assert run("export", sample, "-o", "turned.svg", "--sheets", "1", *options)[0] in (0, 1)
        wide, high = re.findall(r'(?:width|height)="([\d.]+)mm"', Path("turned.svg").read_text("utf-8"))[:2]
        return round(float(wide)), round(float(high))

    assert size("--paper", "60x90cm", "--landscape") == (900, 600)
    assert size("--paper", "60x90cm") == size("--paper", "60x90cm", "--portrait") == (600, 900)
    assert size("--paper", "90x60cm", "--portrait") == (600, 900)
    journey = open_journey(sample).journey
    save_journey(journey.replace(poster=journey.poster.replace(paper="60x90cm", orientation="portrait")), sample, None)
    assert size("--landscape") == (900, 600)
    assert size() == (600, 900)
    assert size("--paper", "90x60cm") == (900, 600), "what is given goes before what the journey says"
    assert size("--paper", "A2") == (420, 594)

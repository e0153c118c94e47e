"""Printing an A0 poster from the command line: the whole process, with what it takes in time, memory and bytes.

The yardstick is the least any PDF made with Python and ReportLab can cost: start, import, one line on an A0 page, save.
Beside it other programs, where they are installed, turn our own SVG of the same poster into a PDF: they are given the finished
layout and do the drawing alone, while our figure is that of the whole way from the journey. Figures of processes are
medians; of each program the least would be kinder, but a print is started once.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from journeys import journey_of

from cjm_desktop.analysis import read
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.assembly_map import tile_poster
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.tile_words import printed_tile_words
from cjm_desktop.layout.tiling import plan_tiles, tile_paper
from cjm_desktop.paint.pdf import pdf_bytes
from cjm_desktop.paint.pdf.tiles import tiled_pdf
from cjm_desktop.storage import save_journey, templates

if TYPE_CHECKING:
    from conftest import Board

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
BARE = (
    "import sys; from reportlab.pdfgen.canvas import Canvas; c = Canvas(sys.argv[1], pagesize=(3370.39, 2383.94));"
    " c.drawString(100, 100, 'A0'); c.save()"
)


# A child's greatest memory counts from its fork, when it still is its parent: so a small parent starts and measures it.
MEASURE = """
import json, os, subprocess, sys, time
started = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(json.dumps([time.perf_counter() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


def process(command: list[str]) -> tuple[float, float, int]:
    """One run of a command: seconds from start to end, most memory it had in MB, exit code."""
    measure = [sys.executable, "-I", "-S", "-c", MEASURE, *command]
    done = subprocess.run(
        measure, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    took, memory, code = json.loads(done.stdout)
    return took, memory / (1e6 if sys.platform == "darwin" else 1e3), code


def rivals(svg: Path, target: Path, scratch: Path) -> dict[str, list[str]]:
    """Programs that are here, with the command that turns an SVG of an A0 poster into a PDF."""
    page = scratch / "page.html"
    page.write_text(
        "<!doctype html><style>@page { size: 1189mm 841mm; margin: 0 } body { margin: 0 } img { display: block; width: 1189mm }"
        f"</style><img src='{svg.name}'>",
        encoding="utf-8",
    )
    office = f"-env:UserInstallation={(scratch / 'office').as_uri()}"
    asked = {
        "Inkscape": ("inkscape", [str(svg), "--export-type=pdf", f"--export-filename={target}"]),
        "LibreOffice Draw": (
            "soffice",
            [
                office,
                "--headless",
                "--convert-to",
                "pdf:draw_pdf_Export",
                "--outdir",
                str(target.parent),
                str(svg),
            ],
        ),
        "Chromium": (
            "chromium",
            [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={scratch / 'chromium'}",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                page.as_uri(),
            ],
        ),
        "WeasyPrint": ("weasyprint", [str(page), str(target)]),
        "rsvg-convert": ("rsvg-convert", ["--format=pdf", f"--output={target}", str(svg)]),
    }
    found = {name: (shutil.which(program), rest) for name, (program, rest) in asked.items()}
    return {name: [program, *rest] for name, (program, rest) in found.items() if program}


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process used")
@pytest.mark.parametrize(("template", "touchpoints"), [("new-colleague", "12"), ("big", "60")])
def test_others_draw_it(board: Board, tmp_path: Path, template: str, touchpoints: str) -> None:
    sample = ROOT / "resources" / "samples" / f"{template}.en.cjm"
    svg, pdf, theirs = tmp_path / "poster.svg", tmp_path / "ours.pdf", tmp_path / "poster.pdf"
    start = [sys.executable, "-P", "-m", "cjm_desktop", "export", str(sample), "--paper", "A0", "-o"]
    assert process([*start, str(svg)])[2] in (0, 1)
    found = rivals(svg, theirs, tmp_path)
    if not found:
        pytest.skip("none of the programs to compare with is installed")
    ours = min(process([*start, str(pdf)])[0] for _ in range(3))
    for name, command in found.items():
        runs = []
        for _ in range(3):
            theirs.unlink(missing_ok=True)
            runs.append(process(command))
        if not theirs.exists():
            board.add(f"{name} makes no PDF of it, {touchpoints}", min(runs)[0], "s")
            continue
        took, memory, _ = min(runs)
        size = theirs.stat().st_size / 1e3
        board.add(
            f"{name} draws A0 of {touchpoints} ({memory:.0f} MB, {size:.0f} kB)",
            took,
            "s",
            yardstick=ours,
            beside="our whole export",
        )


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process used")
@pytest.mark.parametrize(("template", "goal"), [("new-colleague", 0.7), ("big", 1.0)])
@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_an_a0_poster(board: Board, tmp_path: Path, template: str, goal: float, ending: str) -> None:
    sample = ROOT / "resources" / "samples" / f"{template}.en.cjm"
    target, bare = tmp_path / f"poster.{ending}", tmp_path / "bare.pdf"
    ours = [
        sys.executable,
        "-P",
        "-m",
        "cjm_desktop",
        "export",
        str(sample),
        "-o",
        str(target),
        "--paper",
        "A0",
    ]
    least = [sys.executable, "-P", "-c", BARE, str(bare)]
    process(ours)
    runs, bares = [], []
    for _ in range(ROUNDS):
        runs.append(process(ours))
        bares.append(process(least))
    assert {code for _, _, code in runs} <= {0, 1}
    took = statistics.median(seconds for seconds, _, _ in runs)
    yardstick = statistics.median(seconds for seconds, _, _ in bares)
    name = f"A0 {ending} of {template}"
    printing = ending == "pdf"
    board.add(
        name, took, "s", goal=goal if printing else None, yardstick=yardstick, beside="bare ReportLab page"
    )
    memory, bare_memory = max(mb for _, mb, _ in runs), max(mb for _, mb, _ in bares)
    board.add(
        f"{name}, memory",
        memory,
        "MB",
        goal=90 if printing else None,
        yardstick=bare_memory,
        beside="bare ReportLab page",
    )
    board.add(f"{name}, size", target.stat().st_size / 1e3, "kB", goal=150 if printing else None)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process used")
def test_five_hundred_touchpoints_over_sheets(board: Board, tmp_path: Path) -> None:
    source, target, bare = tmp_path / "500.cjm", tmp_path / "poster.pdf", tmp_path / "bare.pdf"
    save_journey(journey_of(500), source, None)
    ours = [
        sys.executable,
        "-P",
        "-m",
        "cjm_desktop",
        "export",
        str(source),
        "-o",
        str(target),
        "--paper",
        "A0",
    ]
    process(ours)
    runs = [process(ours) for _ in range(3)]
    assert {code for _, _, code in runs} <= {0, 1}
    yardstick = min(process([sys.executable, "-P", "-c", BARE, str(bare)])[0] for _ in range(3))
    name, beside = "A0 sheets of 500 touchpoints", "bare ReportLab page"
    board.add(name, min(runs)[0], "s", goal=3.0, yardstick=yardstick, beside=beside)
    board.add(f"{name}, memory", max(mb for _, mb, _ in runs), "MB")
    board.add(f"{name}, size", target.stat().st_size / 1e3, "kB")


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_poster_on_small_sheets(board: Board, seconds: Callable[..., float], paper: str) -> None:
    """What tiles add to the poster of 60 cards: time and bytes beside those of the one sheet, in one process."""
    journey = templates.load("big", "en")
    catalogue = catalogue_for("en")
    words = printed_words(catalogue.pgettext, "en", catalogue.day, catalogue.number)
    typesetter, icons = Typesetter(FontSet.shipped()), IconSet.shipped()
    composer = Composer(typesetter, load_theme("house"), icons, words, inviting=False)
    sheet = composer.poster(journey, read(journey), Paper.named("A0"))
    tile_words = printed_tile_words(catalogue.pgettext, "en", catalogue.number)

    def tiles() -> bytes:
        plan = plan_tiles(sheet.width, sheet.height, tile_paper(paper))
        return tiled_pdf([tile_poster(sheet, plan, tile_words, typesetter, icons)])

    one = seconds(lambda: pdf_bytes([sheet]))
    board.add(
        f"{paper} tiles of 60 cards, painting",
        seconds(tiles),
        "s",
        goal=one + 0.5,
        yardstick=one,
        beside="the poster on one sheet",
    )
    whole = len(pdf_bytes([sheet])) / 1e3
    board.add(
        f"{paper} tiles of 60 cards, size",
        len(tiles()) / 1e3,
        "kB",
        goal=1.3 * whole,
        yardstick=whole,
        beside="the poster on one sheet",
    )

"""Posters of the samples, produced each way, before other people's PDF programs (where they are installed)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import PIL.Image
import pytest
from extract import check_archived, opened

from cjm_desktop.assets import asset
from cjm_desktop.layout import MapSheet
from cjm_desktop.paint.pdf import Attachment, PdfInfo, Production, pdf_bytes
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey

SAMPLES = ("new-laptop.en", "new-colleague.hu", "big.en")
WAYS = {
    "everyday": Production(),
    "trimmed": Production(bleed=3, marks=True),
    "inks": Production(bleed=3, marks=True, colours="cmyk"),
    "press": Production(bleed=3, marks=True, standard="x4"),
    "archive": Production(
        standard="a3", attachment=Attachment("journey.cjm", "application/json", b'{"a": 1}', "The journey")
    ),
    "archived inks": Production(standard="a3", colours="cmyk", bleed=3),
}


class Produced(dict[tuple[str, str], Path]):
    """A file for each sample and way, made when it is first looked at."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, wanted: tuple[str, str]) -> Path:
        sample, way = wanted
        path = self._folder / f"{sample}-{way.replace(' ', '-')}.pdf"
        path.write_bytes(pdf_bytes([_poster(sample)], PdfInfo(date="2026-05-01"), production=WAYS[way]))
        self[wanted] = path
        return path


@cache
def _poster(sample: str) -> MapSheet:
    journey = open_journey(asset("samples", f"{sample}.cjm")).journey
    return Press().sheet(journey, PrintOrder(paper="A1"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A file for each sample and way."""
    return Produced(tmp_path_factory.mktemp("produced"))


def said(*command: str | Path) -> str:
    """What a program says; the test is skipped where it is not installed, and fails where it complains."""
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    complaints = done.stderr.replace("warning: ICC support is not available", "")  # Debian's MuPDF, of itself
    assert not re.search(r"(?i)\b(error|warning)\b", complaints), complaints
    return done.stdout


@pytest.mark.in_turn("sample")
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("way", WAYS)
def test_qpdf_finds_nothing(files: dict[tuple[str, str], Path], sample: str, way: str) -> None:
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", files[sample, way])


@pytest.mark.in_turn("sample")
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("way", WAYS)
def test_ghostscript_stops_nowhere(files: dict[tuple[str, str], Path], sample: str, way: str) -> None:
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage")
    assert said("gs", *options, files[sample, way]) == ""


@pytest.mark.parametrize("way", WAYS)
def test_mupdf_draws_it(files: dict[tuple[str, str], Path], way: str, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    said("mutool", "draw", "-q", "-r", "20", "-o", picture, files[SAMPLES[0], way])
    with PIL.Image.open(picture) as drawn:
        assert len(drawn.convert("RGB").getcolors(1 << 24) or ()) > 50


@pytest.mark.in_turn("sample")
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("way", WAYS)
def test_fonts_are_embedded_subsets_with_unicode(
    files: dict[tuple[str, str], Path], sample: str, way: str
) -> None:
    rows = said("pdffonts", files[sample, way]).splitlines()[2:]
    assert rows
    for row in rows:
        assert "Type 3" not in row
        assert re.search(r"Identity-H\s+yes yes yes", row), row


@pytest.mark.parametrize("way", WAYS)
def test_boxes_are_the_paper_to_a_tenth_of_a_millimetre(files: dict[tuple[str, str], Path], way: str) -> None:
    page = said("pdfinfo", "-box", files[SAMPLES[0], way])
    left, low, right, top = _numbers(page, "TrimBox")
    assert (right - left, top - low) == pytest.approx((841, 594), abs=0.1)
    production = WAYS[way]
    left, low, right, top = _numbers(page, "MediaBox")
    assert (right - left, top - low) == pytest.approx(
        (841 + 2 * production.margin, 594 + 2 * production.margin), abs=0.1
    )
    if production.standard == "x4":
        assert "PDF/X-4" in page


def _numbers(page: str, name: str) -> Sequence[float]:
    found = re.search(rf"^{name}:(.*)$", page, re.M)
    assert found
    return [float(v) * 25.4 / 72 for v in found[1].split()]


@pytest.mark.parametrize("way", ["archive", "archived inks"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_archives_keep_the_rules(files: dict[tuple[str, str], Path], sample: str, way: str) -> None:
    check_archived(opened(files[sample, way].read_bytes()))


def test_no_spot_of_a_printed_poster_needs_too_much_ink(
    files: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    options = ("-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=tiffsep", "-r25", "-dUseTrimBox")
    said("gs", *options, f"-sOutputFile={tmp_path / 'plate.tif'}", files[SAMPLES[0], "press"])
    plates = []
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        with PIL.Image.open(tmp_path / f"plate({ink}).tif") as plate:
            plates.append(plate.convert("L").tobytes())
    assert not [
        p for p in tmp_path.glob("plate(*") if p.stem.split("(")[1][:-1] not in "CyanMagentaYellowBlack"
    ]
    sums = [sum(255 - tone for tone in spot) / 255 for spot in zip(*plates, strict=True)]
    assert 1.5 < max(sums) <= 3.0
    assert min(sums) == 0  # and the paper is bare


def test_the_ground_of_the_header_covers_the_bleed(
    files: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    picture = tmp_path / "page.png"
    said("mutool", "draw", "-q", "-r", "127", "-o", picture, files[SAMPLES[0], "trimmed"])
    with PIL.Image.open(picture) as drawn:
        page = drawn.convert("RGB")

    def seen(x: float, y: float) -> bool:
        """Whether there is anything at a place in mm from the trim's corner."""
        return page.getpixel((round((x + 11) * 5), round((y + 11) * 5))) != (255, 255, 255)

    assert all(seen(x, -2.7) for x in range(0, 840, 20))
    assert seen(-2.7, 20)
    assert seen(843.7, 20)
    assert not any(seen(x, -3.4) for x in range(20, 820, 20))
    assert not seen(-3.4, 20)
    assert not seen(844.4, 20)


def test_ways_differ_in_nothing_but_what_they_are_for(files: dict[tuple[str, str], Path]) -> None:
    texts = {way: said("pdftotext", "-nopgbrk", files[SAMPLES[0], way], "-").split() for way in WAYS}
    everyday = texts["everyday"]
    assert texts["archive"] == texts["archived inks"] == everyday
    for way in ("trimmed", "inks", "press"):
        assert set(everyday) <= set(texts[way])


def texts_of(sample: str) -> list[str]:
    """What a journey says on its poster, with single spaces: paragraph by paragraph."""
    journey = open_journey(asset("samples", f"{sample}.cjm")).journey
    found = [journey.title, *journey.goals, *(phase.name for phase in journey.phases)]
    for touchpoint in journey.touchpoints:
        found += [touchpoint.title, touchpoint.text, touchpoint.emotion]
        found += [quote.text for quote in touchpoint.quotes]
    for opportunity in journey.opportunities:
        found += [opportunity.title, opportunity.text]
    return [" ".join(text.split()) for text in found if text.strip()]


BROKEN = (
    "new-colleague.hu",
    "new-laptop.nl",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("new-colleague.da", "new-laptop.sv", "big.en")),
)


@pytest.fixture(scope="module", params=BROKEN)
def narrow(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A poster of long words, with the name of its sample."""
    path = tmp_path_factory.mktemp("narrow") / f"{request.param}.pdf"
    path.write_bytes(pdf_bytes([_poster(request.param)], production=Production(standard="a3")))
    return request.param, path


def test_a_listener_gets_every_text_of_the_journey_whole(narrow: tuple[str, Path]) -> None:
    sample, path = narrow
    pieces = "".join(re.findall(r'"(.*)"', said("pdfinfo", "-struct-text", path)))
    heard = " ".join(pieces.replace("\u00ad", "").split())
    missing = [text for text in texts_of(sample) if text.casefold() not in heard.casefold()]
    assert not missing


def test_whoever_searches_or_copies_gets_whole_words(narrow: tuple[str, Path]) -> None:
    """In poppler, which knows ``ActualText``, and in MuPDF, which of this age does not and gives soft hyphens."""
    sample, path = narrow
    wanted = {word.casefold() for text in texts_of(sample) for word in text.split()}
    poppler = said("pdftotext", "-raw", path, "-")
    mupdf = said("mutool", "draw", "-F", "text", path)
    assert "\u00ad" not in poppler
    for found in (poppler.casefold(), re.sub("\u00ad\\s*", "", mupdf).casefold()):
        # A hyphen of the word's own at the end of a line is one that a word may go on after.
        have = set(found.split()) | set(re.sub(r"([-–/])\n", r"\1", found).split())
        bare = {word.strip("“”„«»‘’") for word in have}
        assert not wanted - have - bare, sorted(wanted - have - bare)[:20]


@pytest.mark.parametrize("way", WAYS)
def test_no_added_hyphen_is_copied_as_one(files: dict[tuple[str, str], Path], way: str) -> None:
    words = {word for text in texts_of(SAMPLES[1]) for word in text.split()}
    found = said("mutool", "draw", "-F", "text", files[SAMPLES[1], way])
    for first, rest in re.findall(r"(\S+)-\n(\S+)", found):
        assert any(f"{first}-{rest}".strip("“”„") in word for word in words), f"{first}-{rest}"

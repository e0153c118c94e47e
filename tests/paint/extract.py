"""Reading a PDF back: what it paints, and what it says, through ToUnicode and ActualText."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass
class Word:
    """A piece of text as a reader finds it: where its first glyph stands (mm from the top left) and in which
    element.
    """

    text: str
    x: float
    y: float
    mcid: int | None


# WORKAROUND: pikepdf destroys the pages of a file that nobody holds any longer; the last few files are held here.
_HELD: deque[pikepdf.Pdf] = deque(maxlen=20)


def opened(data: bytes) -> pikepdf.Pdf:
    """The file, read by somebody else's library."""
    _HELD.append(pikepdf.open(io.BytesIO(data)))
    return _HELD[-1]


def operators(page: pikepdf.Page) -> list[tuple[list[object], str]]:
    """The page's operators with their operands."""
    return [(list(operands), str(operator)) for operands, operator in pikepdf.parse_content_stream(page)]


def names(page: pikepdf.Page) -> list[str]:
    """Only the operators."""
    return [operator for _, operator in operators(page)]


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph of a font says."""
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    out: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9A-F]{4})>\s*<([0-9A-F]*)>", block):
            out[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return out


def widths(font: pikepdf.Object) -> dict[int, float]:
    """Each glyph's width in thousandths of the em."""
    flat = list(font.DescendantFonts[0].W)
    out: dict[int, float] = {}
    for first, row in zip(flat[::2], flat[1::2], strict=True):
        out.update({int(first) + k: float(w) for k, w in enumerate(row)})
    return out


def words(page: pikepdf.Page) -> Iterator[Word]:
    """What the page says, one piece per text-showing operator or ActualText, in the order it is painted."""
    maps = {key: to_unicode(font) for key, font in page.Resources.Font.items()}
    matrix = line = pikepdf.Matrix()
    stack: list[pikepdf.Matrix] = []
    ctm = pikepdf.Matrix()
    font = ""
    marked: list[tuple[int | None, str | None]] = []
    for operands, operator in operators(page):
        match operator:
            case "q":
                stack.append(ctm)
            case "Q":
                ctm = stack.pop()
            case "cm":
                ctm = pikepdf.Matrix(*map(float, operands)) @ ctm
            case "BT":
                line = matrix = pikepdf.Matrix()
            case "Tm":
                line = matrix = pikepdf.Matrix(*map(float, operands))
            case "Td":
                line = matrix = pikepdf.Matrix(1, 0, 0, 1, *map(float, operands)) @ line
            case "Tf":
                font = str(operands[0])
            case "BDC":
                properties = operands[1]
                mcid = int(properties["/MCID"]) if "/MCID" in properties else None
                actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
                outer = marked[-1][0] if marked else None
                marked.append((outer if mcid is None else mcid, actual))
                if actual is not None:
                    spot = (matrix @ ctm).transform((0, 0))
                    yield Word(actual, *_top(page, spot), marked[-1][0])
            case "BMC":
                marked.append((None, None))
            case "EMC":
                marked.pop()
            case "Tj" | "TJ":
                if marked and marked[-1][1] is not None:
                    continue
                pieces = operands[0] if operator == "TJ" else [operands[0]]
                said = "".join(
                    maps[font].get(int.from_bytes(code[i : i + 2], "big"), "\ufffd")
                    for piece in pieces
                    if isinstance(piece, pikepdf.String)
                    for code in [bytes(piece)]
                    for i in range(0, len(code), 2)
                )
                spot = (matrix @ ctm).transform((0, 0))
                yield Word(said, *_top(page, spot), marked[-1][0] if marked else None)


def _top(page: pikepdf.Page, spot: tuple[float, float]) -> tuple[float, float]:
    """From points at the lower left to millimetres at the upper left."""
    mm = 25.4 / 72
    return spot[0] * mm, (float(page.MediaBox[3]) - spot[1]) * mm


def text(page: pikepdf.Page) -> str:
    """Everything the page says, in the order it is painted; a new height is a new line."""
    out, last = "", None
    for word in words(page):
        height = round(word.y, 2)
        if last is not None and height != last:
            out += "\n"
        out, last = out + word.text, height
    return "\n".join(line.rstrip() for line in out.split("\n"))


def glyphs(page: pikepdf.Page) -> list[tuple[int, float]]:
    """The glyphs a page shows, and where each begins in em from the start of its line (one line of text per page)."""
    out: list[tuple[int, float]] = []
    pen, table, track, size = 0.0, {}, 0.0, 1.0
    for operands, operator in operators(page):
        if operator == "Tf":
            table, size = widths(page.Resources.Font[str(operands[0])]), float(operands[1])
        elif operator == "Tc":
            track = float(operands[0])
        elif operator in ("Tj", "TJ"):
            for piece in operands[0] if operator == "TJ" else [operands[0]]:
                if not isinstance(piece, pikepdf.String):
                    pen -= float(piece) / 1000
                    continue
                code = bytes(piece)
                for i in range(0, len(code), 2):
                    glyph = int.from_bytes(code[i : i + 2], "big")
                    out.append((glyph, pen))
                    pen += table[glyph] / 1000 + track / size
    return out


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """All fonts of all pages."""
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The structure tree in reading order: role and depth."""
    out: list[tuple[str, int]] = []

    def walk(node: pikepdf.Object, depth: int) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one, depth)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            out.append((str(node.S)[1:], depth))
            if "/K" in node:
                walk(node.K, depth + 1)

    walk(pdf.Root.StructTreeRoot.K, 0)
    return out


def check_archived(pdf: pikepdf.Pdf) -> None:
    """What PDF/A-3a and PDF/UA-1 ask of fonts, annotations and figures, checked by hand."""
    used: dict[str, set[int]] = {}
    for page in pdf.pages:
        assert page.Tabs == "/S"
        font = ""
        for values, operator in operators(page):
            if operator == "Tf":
                font = str(page.Resources.Font[str(values[0])].BaseFont)
            elif operator in ("Tj", "TJ"):
                for piece in values[0] if operator == "TJ" else values:
                    if isinstance(piece, pikepdf.String):
                        raw = bytes(piece)
                        codes = {int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)}
                        used.setdefault(font, set()).update(codes)
        for note in page.get("/Annots", []):
            assert int(note.F) & 4  # is printed
            assert not int(note.F) & (1 | 2 | 32)  # neither hidden nor without view
            assert str(note.Contents)
    for font in fonts(pdf):
        glyphs = used.get(str(font.BaseFont), set())
        assert 0 not in glyphs  # .notdef
        said = to_unicode(font)
        assert glyphs <= {glyph for glyph, words in said.items() if words}
        assert not any(c in "\0\ufeff\ufffe" for words in said.values() for c in words)
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/CIDSet" not in descriptor

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            assert node.S != "/Figure" or str(node.Alt).strip()
            walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)

"""Reading a PDF back: what it paints, and what it says, through ToUnicode and ActualText."""

from __future__ import annotations

import io
import re
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


def opened(data: bytes) -> pikepdf.Pdf:
    """The file, read by somebody else's library."""
    return pikepdf.open(io.BytesIO(data))


def operators(page: pikepdf.Page) -> list[tuple[list[object], str]]:
    """The page's operators with their operands."""
    return [(list(operands), str(operator)) for operands, operator in pikepdf.parse_content_stream(page)]  # type: ignore[misc]


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
    flat = list(font.DescendantFonts[0].W)  # type: ignore[call-overload]
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
                ctm = pikepdf.Matrix(*map(float, operands)) @ ctm  # type: ignore[arg-type]
            case "BT":
                line = matrix = pikepdf.Matrix()
            case "Tm":
                line = matrix = pikepdf.Matrix(*map(float, operands))  # type: ignore[arg-type]
            case "Td":
                line = matrix = pikepdf.Matrix(1, 0, 0, 1, *map(float, operands)) @ line  # type: ignore[arg-type]
            case "Tf":
                font = str(operands[0])
            case "BDC":
                properties = operands[1]
                mcid = int(properties["/MCID"]) if "/MCID" in properties else None  # type: ignore[operator,index]
                actual = str(properties["/ActualText"]) if "/ActualText" in properties else None  # type: ignore[operator,index]
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
                    for piece in pieces  # type: ignore[attr-defined]
                    if isinstance(piece, pikepdf.String)
                    for code in [bytes(piece)]
                    for i in range(0, len(code), 2)
                )
                spot = (matrix @ ctm).transform((0, 0))
                yield Word(said, *_top(page, spot), marked[-1][0] if marked else None)


def _top(page: pikepdf.Page, spot: tuple[float, float]) -> tuple[float, float]:
    """From points at the lower left to millimetres at the upper left."""
    mm = 25.4 / 72
    return spot[0] * mm, (float(page.MediaBox[3]) - spot[1]) * mm  # type: ignore[call-overload]


def text(page: pikepdf.Page) -> str:
    """Everything the page says; lines are told apart by their place."""
    out, last = "", None
    for word in words(page):
        spot = (round(word.x, 2), round(word.y, 2))
        if last is not None and spot != last:
            out += "\n"
        out, last = out + word.text, spot
    return out


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """All fonts of all pages."""
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The structure tree in reading order: role and depth."""
    out: list[tuple[str, int]] = []

    def walk(node: pikepdf.Object, depth: int) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:  # type: ignore[attr-defined]
                walk(one, depth)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            out.append((str(node.S)[1:], depth))
            if "/K" in node:
                walk(node.K, depth + 1)

    walk(pdf.Root.StructTreeRoot.K, 0)
    return out

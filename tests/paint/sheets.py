"""Small hand-made sheets for the tests of painters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cjm_desktop.document.message import Problem
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import (
    Bezier,
    Clip,
    Curve,
    Image,
    Item,
    Known,
    Link,
    Mark,
    Part,
    PartKind,
    Path,
    Rect,
    Tag,
    Text,
)


@dataclass
class HandSheet:
    """A sheet whose parts are given."""

    made: Sequence[Part]
    width: float = 200.0
    height: float = 120.0
    title: str = "A sheet"
    language: str = "en"
    paper: str = "#FFFFFF"
    problems: tuple[Problem, ...] = ()

    def parts(self, left: float = 0.0, right: float = 1e9) -> Iterator[Part]:
        """The parts that touch the span."""
        return (part for part in self.made if part.x <= right and part.x + part.w >= left)


def part(*items: Item, x: float = 0.0, y: float = 0.0, record: str = "") -> Part:
    """A part with these items."""
    return Part(PartKind.CARD, record, x, y, 100.0, 100.0, items)


def sheet(*items: Item, width: float = 200.0, height: float = 120.0, title: str = "A sheet") -> HandSheet:
    """A sheet of one part at its origin."""
    return HandSheet([part(*items)], width, height, title)


@dataclass
class Steps:
    """A curve through points, one per column; ``None`` is a missing grade. ``assumed`` stretches are dashed."""

    ys: Sequence[float | None]
    assumed: frozenset[int] = frozenset()
    step: float = 20.0
    asked: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ys)

    def point(self, i: int) -> tuple[float, float] | None:
        """Where point i lies."""
        y = self.ys[i]
        return None if y is None else (10.0 + i * self.step, y)

    def stretch(self, i: int) -> Bezier | None:
        """The straight stretch from point i to the next graded one."""
        self.asked.append(i)
        here = self.point(i)
        if here is None:
            return None
        for j in range(i + 1, len(self.ys)):
            there = self.point(j)
            if there is not None:
                known = Known.GAP if j > i + 1 else Known.ASSUMED if i in self.assumed else Known.OBSERVED
                third = ((there[0] - here[0]) / 3, (there[1] - here[1]) / 3)
                return Bezier(
                    *here,
                    here[0] + third[0],
                    here[1] + third[1],
                    there[0] - third[0],
                    there[1] - third[1],
                    *there,
                    known,
                )
        return None

    def columns(self, left: float, right: float) -> range:
        """All columns."""
        return range(len(self.ys))


def curve(ys: Sequence[float | None], assumed: frozenset[int] = frozenset(), **style: object) -> Curve:
    """An emotion line over the given points with neutral at 50 mm."""
    settings: dict[str, object] = {
        "stroke": "#101D3A",
        "width": 1.5,
        "neutral": 50.0,
        "top": 20.0,
        "bottom": 80.0,
        "above": "#99C6CA",
        "below": "#F6CDBC",
        "casing": "#FFFFFF",
        "casing_width": 3.0,
        "dash": (3.0, 2.0),
    }
    return Curve(Steps(ys, assumed), **(settings | style))


class Writer:
    """Makes texts with the shipped fonts."""

    def __init__(self) -> None:
        self.fonts = FontSet.shipped()

    def __call__(
        self,
        text: str,
        x: float = 10.0,
        y: float = 20.0,
        size: float = 6.0,
        style: str = "regular",
        **more: object,
    ) -> Text:
        """One line of text at its baseline."""
        return Text(x, y, self.fonts.line(text, style), size, **({"fill": "#0F1B33"} | more))


def png(size: tuple[int, int] = (4, 3), *, alpha: bool = False) -> bytes:
    """A little PNG."""
    import PIL.Image

    out = io.BytesIO()
    PIL.Image.new("RGBA" if alpha else "RGB", size, (200, 30, 30, 128) if alpha else (200, 30, 30)).save(
        out, "PNG"
    )
    return out.getvalue()


def jpeg(size: tuple[int, int] = (8, 6)) -> bytes:
    """A little JPEG."""
    import PIL.Image

    out = io.BytesIO()
    PIL.Image.new("RGB", size, (30, 90, 200)).save(out, "JPEG")
    return out.getvalue()


def gallery(write: Writer) -> HandSheet:
    """A sheet with every item there is."""
    triangle = (("M", 0.0, 0.0), ("L", 12.0, 0.0), ("L", 6.0, 10.0), ("Z",))
    circle = (
        ("M", 170.0, 25.0),
        ("C", 170.0, 35.0, 185.0, 35.0, 185.0, 25.0),
        ("C", 185.0, 15.0, 170.0, 15.0, 170.0, 25.0),
        ("Z",),
    )
    first = part(
        Mark("start", "A journey", 0, 0, 0),
        Tag("H1"),
        write("The journey of “Ödön”: fi ffi", 10, 14, 8, "extrabold"),
        Tag(),
        Tag("P", language="hu"),
        write("Árvíztűrő tükörfúrógép, ő ű Ő Ű", 10, 24, 5),
        write("next line with AV To kerning", 10, 31, 5, "italic"),
        Tag(),
        write("Tracked caps", 10, 38, 4, "semibold", track=0.32),
        write("turned", 195, 60, 5, angle=90.0),
        write("slanted", 150, 20, 5, angle=30.0, fill="#E2571E"),
        write("box: \U000e0001\U0010fffd end", 120, 38, 5),
        write("emoji 😀 and 🎉", 120, 46, 5),
        Link(10, 8, 60, 8, "https://example.org/"),
        Link(10, 20, 60, 6, "#cards"),
    )
    second = part(
        Mark("cards", "Cards", 1, 0, 0),
        Rect(0, 0, 30, 20, fill="#FFFFFF", stroke="#C9D1DE", width=0.35, radius=3),
        Rect(35, 0, 30, 20, fill="#F2F5F9", stroke="#4A3AA7", width=0.8, dash=(2.4, 1.8)),
        Clip((("M", 70.0, 0.0), ("L", 90.0, 0.0), ("L", 90.0, 20.0), ("L", 70.0, 20.0), ("Z",))),
        Rect(65, -5, 30, 30, fill="#00707A"),
        Clip((("M", 80.0, 0.0), ("L", 90.0, 10.0), ("L", 80.0, 20.0), ("L", 70.0, 10.0), ("Z",))),
        Rect(65, -5, 30, 30, fill="#F0B429"),
        Clip(),
        Clip(),
        Path(triangle, fill="#E2571E"),
        Path(circle, fill="#8ED8CB", stroke="#101D3A", width=0.8, evenodd=True),
        Tag("Figure", "A red square"),
        Image(100, 0, 20, 20, "image/png", png(), "A red square"),
        Tag(),
        Image(125, 0, 20, 20, "image/jpeg", jpeg(), "A blue square"),
        Image(150, 0, 10, 20, "image/png", png(alpha=True), ""),
        x=10,
        y=90,
    )
    line = part(
        Tag("Figure", "The emotion line"), curve([30, 70, 40, None, 60, 35, 65, 30], frozenset({5})), Tag()
    )
    return HandSheet([first, line, second])

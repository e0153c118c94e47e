"""The map scene: what exists, what is painted anew, and where the line lies against the cards."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmapCache
from PySide6.QtWidgets import QApplication, QGraphicsView

from cjm_desktop.assets import asset
from cjm_desktop.layout.sheet import (
    Bezier,
    Clip,
    Curve,
    Face,
    Item,
    Known,
    Line,
    Part,
    PartKind,
    Path,
    Rect,
    Run,
    Text,
)
from cjm_desktop.paint.qt import MapScene, render_image

PITCH, CARD_W, CARD_H, CARD_Y = 60.0, 52.0, 70.0, 30.0
GRAPH_Y, GRAPH_H, NEUTRAL = 120.0, 90.0, 165.0


@cache
def face() -> Face:
    path = asset("fonts", "CJMInter-Regular.ttf")
    font = TTFont(path)
    em = font["head"].unitsPerEm
    return Face("regular", path, 0, em, 0.97, 0.24, 0.73, 0.55, 400, 0, "CJMInter", (0, 0, em, em), False)


@cache
def line(text: str) -> Line:
    font = TTFont(face().path)
    names, order, advances = font.getBestCmap(), font.getReverseGlyphMap(), font["hmtx"]
    glyphs, xs, steps, x = [], [], [], 0.0
    for ch in text:
        name = names.get(ord(ch), ".notdef")
        step = advances[name][0] / face().upem
        glyphs.append(order[name])
        xs.append(x)
        steps.append(step)
        x += step
    ys = (0.0,) * len(text)
    run = Run(face(), text, tuple(glyphs), tuple(xs), ys, tuple(steps), tuple(range(len(text))))
    return Line(text, (run,), x)


class Points:
    def __init__(self, points: Sequence[tuple[float, float] | None], known: Known = Known.OBSERVED) -> None:
        self.points, self.known = points, known

    def __len__(self) -> int:
        return len(self.points)

    def point(self, i: int) -> tuple[float, float] | None:
        return self.points[i]

    def stretch(self, i: int) -> Bezier | None:
        one = self.points[i]
        if one is None or i + 1 >= len(self.points):
            return None
        two = self.points[i + 1]
        if two is None:
            return None
        h = (two[0] - one[0]) / 3
        return Bezier(*one, one[0] + h, one[1], two[0] - h, two[1], *two, self.known)

    def columns(self, left: float, right: float) -> range:
        first = max(0, int((left - PITCH) // PITCH))
        return range(first, max(first, min(len(self.points), int((right + PITCH) // PITCH) + 1)))


class Memo:
    """Makes the same part again for the same input, as layout does."""

    def __init__(self) -> None:
        self.parts: dict[object, Part] = {}

    def part(self, kind: PartKind, record: str, x: float, y: float, w: float, h: float, *items: Item) -> Part:
        key = (kind, record, w, h, items)
        part = self.parts.get(key)
        if part is None:
            part = self.parts[key] = Part(
                kind, record, x, y, w, h, items, layer=3 if kind == PartKind.POINT else 1, detail="#336699"
            )
        if (part.x, part.y) != (x, y):
            part = self.parts[key] = part.moved(x, y)
        return part


class FakeSheet:
    paper = "#FFFFFF"
    title, language, problems = "Fake", "en", ()

    def __init__(
        self,
        cards: Sequence[tuple[str, float | None]],
        memo: Memo,
        known: Known = Known.OBSERVED,
        marked: str = "",
    ) -> None:
        self.cards, self.memo, self.marked = cards, memo, marked
        self.width, self.height = len(cards) * PITCH, GRAPH_Y + GRAPH_H + 20
        centres = [(i * PITCH + PITCH / 2, c[1]) for i, c in enumerate(cards)]
        points = [None if g is None else (x, GRAPH_Y + GRAPH_H * (10 - g) / 9) for x, g in centres]
        self.source = Points(points, known)
        self.curve = Curve(
            self.source, "#111122", 1.6, NEUTRAL, GRAPH_Y - 6, GRAPH_Y + GRAPH_H + 6,
            "#9CC8C8", "#F6CDBF", "#FFFFFF", 3.0, (3.0, 2.0),
        )  # fmt: skip
        self.asked: list[tuple[float, float]] = []

    def parts(self, left: float = float("-inf"), right: float = float("inf")) -> Iterator[Part]:
        self.asked.append((left, right))
        first = max(0, int(max(left, 0) // PITCH))
        last = len(self.cards) if right == float("inf") else min(len(self.cards), int(right // PITCH) + 1)
        # Made anew every time, as layout makes what is cheap.
        title = (Rect(0, 0, 60, 12, "#101D3A"), Text(3, 9, line("Title"), 6.0, "#FFFFFF"))
        yield Part(PartKind.HEADER, "", 0, 0, 60, 12, title, layer=0)
        yield Part(PartKind.CURVE, "", 0, 0, self.width, self.height, (self.curve,), layer=2)
        for i in range(first, max(first, last)):
            name, grade = self.cards[i]
            x = i * PITCH + (PITCH - CARD_W) / 2
            mark = Rect(CARD_W / 2 - 0.5, 2, 1.0, 6.0, "#00AA00" if name == self.marked else "#CC0000")
            yield self.memo.part(
                PartKind.CARD, name, x, CARD_Y, CARD_W, CARD_H,
                Rect(0, 0, CARD_W, CARD_H, "#F4F6FA", "#8890A0", 0.35, 3.0),
                mark,
                Text(4, 22, line(name), 6.0, "#101020"),
            )  # fmt: skip
            if grade is not None:
                y = GRAPH_Y + GRAPH_H * (10 - grade) / 9
                dot = Path(circle(3, 3, 3), "#0055FF")
                yield self.memo.part(PartKind.POINT, name, x + CARD_W / 2 - 3, y - 3, 6, 6, dot)


def circle(cx: float, cy: float, r: float) -> tuple[tuple[str | float, ...], ...]:
    k = 0.5523 * r
    return (
        ("M", cx + r, cy),
        ("C", cx + r, cy + k, cx + k, cy + r, cx, cy + r),
        ("C", cx - k, cy + r, cx - r, cy + k, cx - r, cy),
        ("C", cx - r, cy - k, cx - k, cy - r, cx, cy - r),
        ("C", cx + k, cy - r, cx + r, cy - k, cx + r, cy),
        ("Z",),
    )


def journey(n: int) -> list[tuple[str, float | None]]:
    return [(f"c{i}", float(1 + (i * 7) % 10)) for i in range(n)]


@pytest.fixture
def view(qtbot) -> QGraphicsView:
    scene = MapScene()
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setFrameShape(QGraphicsView.Shape.NoFrame)
    view.setRenderHints(QPainter.RenderHint.Antialiasing)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
    view.resize(1400, 960)
    qtbot.addWidget(view)
    view.show()
    return view


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def look(view: QGraphicsView, scale: float, x: float = 200.0) -> MapScene:
    view.resetTransform()
    view.scale(scale, scale)
    view.centerOn(x, 120)
    scene = view.scene()
    assert isinstance(scene, MapScene)
    scene.look(view.mapToScene(view.viewport().rect()).boundingRect(), scale)
    settle()
    return scene


def shown(view: QGraphicsView, sheet: FakeSheet) -> MapScene:
    scene = look(view, 2.0)
    scene.show(sheet)
    settle()
    # Qt repaints the whole of an item at its first update after it was placed.
    scene.graphs[0].lines[0].update(QRectF(0, GRAPH_Y, 1, 1))
    settle()
    return scene


def counts(scene: MapScene) -> dict[tuple[str, str], int]:
    return {item.part.key: item.paints for item in scene.part_items}


def test_only_parts_in_sight_exist(view):
    scene = look(view, 2.0)
    sheet = FakeSheet(journey(5000), Memo())
    scene.show(sheet)
    assert 5 < len(scene.part_items) < 60
    assert len(scene.items()) < 80
    here = {item.part.record for item in scene.part_items}
    look(view, 2.0, 200_000.0)
    there = {item.part.record for item in scene.part_items}
    assert len(scene.part_items) < 60
    assert here & there == {""}


def test_a_part_that_stays_the_same_is_not_painted_again(view):
    memo, cards = Memo(), journey(12)
    scene = shown(view, FakeSheet(cards, memo))
    before = counts(scene)
    assert before[PartKind.CARD, "c2"] >= 1
    cards[2] = ("c2", 5.5)
    scene.show(FakeSheet(cards, memo))
    settle()
    after = counts(scene)
    assert [k for k in after if k[0] == PartKind.CARD and after[k] != before[k]] == []
    assert after[PartKind.POINT, "c2"] > before[PartKind.POINT, "c2"]
    assert after[PartKind.POINT, "c5"] == before[PartKind.POINT, "c5"]
    assert after[PartKind.HEADER, ""] == before[PartKind.HEADER, ""]


def test_a_changed_card_is_the_only_card_painted(view):
    memo, cards = Memo(), journey(12)
    scene = shown(view, FakeSheet(cards, memo))
    before = counts(scene)
    lines = scene.graphs[0].lines[0].paints
    other = FakeSheet(cards, memo, marked="c3")
    scene.show(other)
    settle()
    after = counts(scene)
    assert [k[1] for k in after if k[0] == PartKind.CARD and after[k] != before[k]] == ["c3"]
    assert scene.graphs[0].lines[0].paints == lines


def test_a_moved_part_is_only_moved(view):
    scene = look(view, 2.0)
    memo, cards = Memo(), journey(8)
    scene.show(FakeSheet(cards, memo))
    settle()
    made = {i.part.record: i for i in scene.part_items if i.part.kind == PartKind.CARD}
    strokes = made["c1"]._strokes
    cards[1], cards[2] = cards[2], cards[1]
    scene.show(FakeSheet(cards, memo))
    settle()
    assert made["c1"] in scene.part_items
    assert made["c1"]._strokes is strokes is not None
    assert made["c1"].x() == pytest.approx(2 * PITCH + 4)


def test_under_a_hand_cards_are_pictures_and_at_rest_they_are_drawn(view):
    """Two cards change places under the hand again and again: once they are pictures neither is painted, and what is seen
    at the end is what a fresh scene draws."""
    memo, cards = Memo(), journey(8)
    scene = shown(view, FakeSheet(cards, memo))
    hand = QRectF(0, 0, 8 * PITCH, 300)
    room = QPixmapCache.cacheLimit()
    before = after = counts(scene)
    for _ in range(3):
        before = after
        cards[1], cards[2] = cards[2], cards[1]
        scene.show(FakeSheet(cards, memo), hand)
        settle()
        after = counts(scene)
    assert [k for k in after if k[0] == PartKind.CARD and after[k] != before[k]] == []
    moved = view.grab().toImage()
    assert QPixmapCache.cacheLimit() > room
    scene.show(FakeSheet(cards, memo))
    settle()
    # The room they had is no other pictures' for the rest of the day.
    assert QPixmapCache.cacheLimit() == room
    assert counts(scene)[PartKind.CARD, "c1"] > after[PartKind.CARD, "c1"]
    rest = view.grab().toImage()
    for image in (moved, rest):
        x, y = view.viewportTransform().map(*(2 * PITCH + PITCH / 2, CARD_Y + 5))
        assert image.pixelColor(round(x), round(y)).name() == "#cc0000"
    other = MapScene()
    view.setScene(other)
    other.setParent(view)
    other.show(FakeSheet(cards, Memo()))
    other.look(view.mapToScene(view.viewport().rect()).boundingRect(), 2.0)
    settle()
    assert view.grab().toImage() == rest


def test_only_the_touched_span_of_the_line_is_dirty(view):
    scene = look(view, 2.0)
    memo, cards = Memo(), journey(12)
    scene.show(FakeSheet(cards, memo))
    line_item = scene.graphs[0].lines[0]
    cards[3] = ("c3", 6.5)
    dirty = line_item.show_curve(FakeSheet(cards, memo).curve, 0, 720)
    assert 2.4 * PITCH < dirty.left() < 2.5 * PITCH
    assert 4.5 * PITCH < dirty.right() < 4.6 * PITCH
    assert line_item.show_curve(FakeSheet(cards, memo).curve, 0, 720).isNull()


def test_very_many_narrow_parts_become_one_layer(view):
    scene = look(view, 0.02, 20_000.0)
    scene.show(FakeSheet(journey(700), Memo()))
    settle()
    assert {item.part.kind for item in scene.part_items} == {PartKind.CURVE, PartKind.HEADER}
    picture = view.grab().toImage()
    y = view.viewportTransform().map(0.0, CARD_Y + 20)[1]
    assert "#336699" in {picture.pixelColor(x, round(y)).name() for x in range(500, 600)}
    look(view, 2.0)
    assert len(scene.part_items) > 5


def centre(image: QImage, color: str, rect: QRectF) -> float:
    """The mean x (pixels) of how much of a colour is in a rectangle, weighted by coverage over white."""
    wanted, total, moment = QColor(color), 0.0, 0.0
    for y in range(int(rect.top()), int(rect.bottom())):
        for x in range(int(rect.left()), int(rect.right())):
            pixel = image.pixelColor(x, y)
            near = abs(pixel.red() - wanted.red()) + abs(pixel.blue() - wanted.blue())
            weight = max(0.0, 1.0 - near / 200.0)
            total += weight
            moment += weight * (x + 0.5)
    assert total > 2
    return moment / total


@pytest.mark.parametrize("scale", [1.37, 2.0, 3.31])
def test_a_card_and_its_point_share_one_centre(view, scale):
    scene = look(view, scale, 190.0)
    scene.show(FakeSheet([(f"c{i}", 10.0 if i % 2 else 9.0) for i in range(8)], Memo()))
    settle()
    image = view.grab().toImage()
    for i in (2, 3, 4):
        x = view.viewportTransform().map(i * PITCH + PITCH / 2, 0.0)[0]
        top = view.viewportTransform().map(0.0, CARD_Y + 2)[1]
        mark = centre(image, "#CC0000", QRectF(x - 3 * scale, top, 6 * scale, 6 * scale))
        y = view.viewportTransform().map(0.0, GRAPH_Y + (0 if i % 2 else 10.0))[1]
        dot = centre(image, "#0055FF", QRectF(x - 5 * scale, y - 4 * scale, 10 * scale, 8 * scale))
        assert abs(mark - dot) <= 0.2


def test_the_line_goes_through_its_points(view):
    scene = look(view, 3.0, 150.0)
    cards = [("a", 5.0), ("b", 8.0), ("c", 2.0), ("d", None), ("e", 6.0)]
    sheet = FakeSheet(cards, Memo())
    for part in sheet.parts():
        assert part.kind
    scene.show(sheet)
    for item in scene.part_items:
        item.setVisible(item.part.kind == PartKind.CURVE)
    settle()
    image = view.grab().toImage()
    for i in (0, 1, 2):
        x, y = sheet.source.points[i]
        at = view.viewportTransform().map(x, y)
        assert image.pixelColor(round(at[0]), round(at[1])).lightness() < 90
    # Over the gap there is paper, not line.
    at = view.viewportTransform().map(4 * PITCH - 30, GRAPH_Y + GRAPH_H * 6 / 9)
    assert image.pixelColor(round(at[0]), round(at[1])).lightness() > 240


def test_dashes_where_the_group_only_believes(qapp):
    solid = render_image(FakeSheet([("a", 5.5), ("b", 5.5)], Memo()), dpi=100)
    dashed = render_image(FakeSheet([("a", 5.5), ("b", 5.5)], Memo(), Known.ASSUMED), dpi=100)
    scale, y = 100 / 25.4, round(NEUTRAL * 100 / 25.4)

    def dark(image: QImage) -> int:
        return sum(
            image.pixelColor(x, y).lightness() < 100 for x in range(round(35 * scale), round(85 * scale))
        )

    assert dark(dashed) < 0.75 * dark(solid)
    assert dark(dashed) > 0.4 * dark(solid)


def test_big_letters_are_painted_too(view):
    """A font from a file paints nothing above 64 device pixels unless it is drawn as outlines."""
    scene = look(view, 20.0, 30.0)
    scene.show(FakeSheet([("HHHH", None)], Memo()))
    view.centerOn(14, CARD_Y + 20)
    settle()
    image = view.grab().toImage()
    y = view.viewportTransform().map(0.0, CARD_Y + 21)[1]
    assert sum(image.pixelColor(x, round(y)).lightness() < 60 for x in range(1400)) > 40


def test_an_image_has_the_size_asked_for_and_the_same_pixels_again(qapp):
    sheet = FakeSheet(journey(4), Memo())
    image = render_image(sheet, dpi=50)
    assert image.width() == round(240 / 25.4 * 50)
    assert abs(image.dotsPerMeterX() * 0.0254 - 50) < 0.1
    assert render_image(sheet, width_px=640).width() == 640
    assert render_image(FakeSheet(journey(4), Memo()), dpi=50) == image
    with pytest.raises(ValueError, match="lower resolution"):
        render_image(sheet, dpi=100_000)
    with pytest.raises(ValueError, match="either"):
        render_image(sheet)


def test_clips_hold_and_end(qapp):
    class Clipped(FakeSheet):
        def parts(self, left: float = 0, right: float = 0) -> Iterator[Part]:
            box = (("M", 0.0, 0.0), ("L", 10.0, 0.0), ("L", 10.0, 10.0), ("L", 0.0, 10.0), ("Z",))
            items = (Clip(box), Rect(0, 0, 40, 40, "#FF0000"), Clip(), Rect(20, 20, 10, 10, "#0000FF"))
            yield Part(PartKind.PAPER, "", 0, 0, 60, 60, items)

    image = render_image(Clipped([("a", None)], Memo()), width_px=600)
    assert image.pixelColor(50, 50).name() == "#ff0000"
    assert image.pixelColor(150, 50).name() == "#ffffff"
    assert image.pixelColor(250, 250).name() == "#0000ff"


def test_a_character_no_font_has_is_a_box(qapp):
    class Lacking(FakeSheet):
        def parts(self, left: float = 0, right: float = 0) -> Iterator[Part]:
            yield Part(PartKind.CARD, "a", 0, 0, 60, 60, (Text(5, 40, line("\u4e2d"), 30, "#000000"),))

    image = render_image(Lacking([("a", None)], Memo()), width_px=600)
    assert any(image.pixelColor(x, 300).lightness() < 50 for x in range(50, 400))


def test_none_keeps_its_references():
    """PySide6 6.12.0 on Python 3.11 loses a reference of None with every call that returns nothing, and then aborts."""
    path = QPainterPath()
    for _ in range(20):
        path.moveTo(1.0, 2.0)
    before = sys.getrefcount(None)
    for _ in range(500):
        path.moveTo(1.0, 2.0)
    assert abs(sys.getrefcount(None) - before) < 100

"""A touchpoint's picture is printed whole or missed in words; the line that is wished for is drawn, and clear of what is felt."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest

from cjm_desktop.document import Journey, LaneKind, Picture
from cjm_desktop.layout.desired_line import _outside
from cjm_desktop.layout.sheet import Image, PartKind, Path, Text
from tests.layout.maps import poster, said, sample, timeline
from tests.layout.test_head_and_foot import png

LANGUAGES = ("en", "da", "nl", "hu", "sv")


def pictured(journey: Journey, picture: Picture) -> Journey:
    """The journey with a picture on every second card."""
    return journey.with_(
        touchpoints=tuple(
            t.replace(picture=picture) if i % 2 else t for i, t in enumerate(journey.touchpoints)
        )
    )


def wished(journey: Journey) -> Journey:
    """The journey with desired grades, and a gap among them."""
    return journey.with_(
        touchpoints=tuple(
            t.replace(desired=None if i == 5 else 6.0 + i % 4) for i, t in enumerate(journey.touchpoints)
        )
    )


@pytest.mark.parametrize("size", [(400, 300), (300, 900), (1000, 80)])
@pytest.mark.parametrize("portrait", [False, True])
def test_a_picture_stands_on_its_card_between_title_and_text(size: tuple[int, int], portrait: bool) -> None:
    sheet = poster(pictured(sample("new-laptop"), png(*size)), portrait=portrait)
    seen = 0
    for part in sheet.parts():
        shown = [item for item in part.items if isinstance(item, Image)]
        i = sheet.index_of(part.record)
        if part.kind is not PartKind.CARD or i is None:
            continue
        assert len(shown) == i % 2
        for item in shown:
            assert item.x > 0
            assert item.x + item.w < part.w
            assert item.w / item.h == pytest.approx(size[0] / size[1])
            assert item.alt == "Maya laughs"
            texts = [one for one in part.items if isinstance(one, Text)]
            assert not [
                one for one in texts if item.y - 0.1 < one.y - 0.7 * one.size and one.y < item.y + item.h
            ]
            assert any(one.y > item.y + item.h for one in texts)
            assert any(one.y < item.y for one in texts)
            seen += 1
    assert seen
    assert not [one for one in sheet.problems if one.place.endswith(".picture")]


def test_a_picture_without_room_or_that_cannot_be_printed_is_told() -> None:
    big = pictured(sample("big"), png(400, 300))
    sheet = poster(big)
    assert sheet.bands[0].m.compact
    told = [one for one in sheet.problems if one.place.endswith(".picture")]
    assert len(told) == len(big.touchpoints) // 2
    assert "no room for the picture on card 2" in str(told[0].message)
    broken = Picture(data=base64.b64encode(b"no picture").decode())
    told = [one for one in poster(pictured(sample(), broken)).problems if one.place.endswith(".picture")]
    assert told
    assert "cannot be printed" in str(told[0].message)


def test_a_map_without_pictures_says_nothing_of_them() -> None:
    assert not [one for one in poster(sample()).problems if "picture" in one.place]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wished_line_has_a_ring_for_each_grade_and_its_name_in_the_legend(language: str) -> None:
    journey = sample("new-colleague", language)
    unwished = journey.with_(touchpoints=tuple(t.replace(desired=None) for t in journey.touchpoints))
    sheet, plain = poster(wished(journey)), poster(unwished)
    target = sheet.bands[0].setting.theme.target
    rings = [
        (part.x, item)
        for part in sheet.parts()
        if part.kind is PartKind.GROUND and part.layer == 3
        for item in part.items
        if isinstance(item, Path) and item.fill is not None and item.stroke == target
    ]
    assert 0.5 * len(journey.touchpoints) <= len(rings) <= len(journey.touchpoints) - 1
    name = sheet.bands[0].setting.words.desired
    feet = [[part for part in one.parts() if part.kind is PartKind.FOOTER] for one in (sheet, plain)]
    assert name in said(feet[0])
    assert name not in said(feet[1]).splitlines()
    bare = tuple(
        lane.replace(shown=lane.kind is not LaneKind.CURVE) if lane.shown else lane
        for lane in journey.poster.lanes_in_order
    )
    lineless = wished(journey).replace(poster=journey.poster.replace(lanes=bare))
    footer = [part for part in poster(lineless).parts() if part.kind is PartKind.FOOTER]
    assert name not in said(footer).splitlines()


def test_the_wished_line_keeps_clear_of_faces_and_words() -> None:
    for sheet in (poster(wished(sample())), timeline(wished(sample()))):
        for maker, band in zip(sheet._makers, sheet.bands, strict=True):
            boxes = [
                box
                for i in range(band.columns.start, band.columns.stop)
                for box in maker.points.boxes(i)
                if box is not None
            ]
            for part in sheet.parts():
                if part.kind is not PartKind.GROUND or part.layer != 3:
                    continue
                for item in part.items:
                    if (
                        not isinstance(item, Path)
                        or item.stroke != band.setting.theme.target
                        or len(item.segments) != 2
                    ):
                        continue
                    ends = [(part.x + s[1], part.y + s[2]) for s in item.segments]  # type: ignore[misc,operator]
                    middle = [(a + b) / 2 for a, b in zip(*ends, strict=True)]
                    assert not any(b[0] < middle[0] < b[2] and b[1] < middle[1] < b[3] for b in boxes)


def test_a_line_is_cut_where_boxes_stand() -> None:
    pieces = list(_outside((0, 0), (10, 0), [(2, -1, 4, 1), (3, -1, 5, 1), (8, -1, 20, 1), (0, 3, 10, 4)]))
    assert pieces == [((0, 0), (2, 0)), ((5, 0), (8, 0))]
    assert all(a[1][0] <= b[0][0] for a, b in pairwise(pieces))

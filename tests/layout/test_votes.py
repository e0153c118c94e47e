"""Votes on the sheet: a sticker on what got some, the first three in full colour, and a layout that does not know of them."""

from __future__ import annotations

import pytest

from cjm_desktop.analysis import ahead, by_votes
from cjm_desktop.document import Journey, Status
from cjm_desktop.edits.capture import clear_votes
from cjm_desktop.layout import MapSheet, load_theme
from cjm_desktop.layout.sheet import Part, PartKind, Rect, Tag, Text
from cjm_desktop.press.order import PrintOrder
from cjm_desktop.press.sheets import SheetMaker
from tests.layout.maps import poster, sample, timeline, value

_OPPORTUNITIES, _CARDS = (4, 0, 1, 12, 0, 7), (0, 3, 0, 11, 1)


def voted(journey: Journey) -> Journey:
    """A journey for whose cards and opportunities people voted."""
    return journey.replace(
        opportunities=tuple(
            o.replace(votes=_OPPORTUNITIES[i % 6]) for i, o in enumerate(journey.opportunities)
        ),
        touchpoints=tuple(t.replace(votes=_CARDS[i % 5]) for i, t in enumerate(journey.touchpoints)),
    )


def part_of(sheet: MapSheet, kind: PartKind, record: str) -> Part:
    return next(part for part in sheet.parts() if part.kind is kind and part.record == record)


def sticker(part: Part) -> tuple[str, Rect] | None:
    """What the sticker of a card says, and its ground."""
    for i, item in enumerate(part.items):
        if isinstance(item, Rect) and item.radius and abs(item.radius - item.h / 2) < 1e-9 and i:
            said = next(one for one in part.items[i:] if isinstance(one, Text))
            return said.line.text, item
    return None


def test_what_got_votes_says_how_many_and_the_first_three_in_full_colour() -> None:
    journey, theme = voted(sample()), load_theme("house")
    sheet = poster(journey)
    first = ahead(journey)
    assert sorted(o.votes for o in journey.opportunities if o.id in first) == [4, 7, 12]
    for o in journey.opportunities:
        found = sticker(part_of(sheet, PartKind.OPPORTUNITY, o.id))
        assert (found is None) == (o.votes == 0)
        if found is not None:
            assert found[0].startswith(str(o.votes))
            assert (found[1].fill == theme.opportunity) == (o.id in first)
    for t in journey.touchpoints:
        found = sticker(part_of(sheet, PartKind.CARD, t.id))
        assert (found[0] if found else "") == (str(t.votes) if t.votes else "")
    alts = {
        item.alt.replace("\u00a0", " ")
        for part in sheet.parts()
        if part.kind is PartKind.OPPORTUNITY
        for item in part.items
        if isinstance(item, Tag) and item.alt
    }
    assert {"7 votes", "1 vote"} <= alts


def test_the_switch_and_no_votes_leave_the_sheet_as_it_is() -> None:
    bare, journey = clear_votes(sample()), voted(sample())
    off = journey.replace(poster=journey.poster.replace(votes=False))
    assert value(poster(off)) == value(poster(bare))
    assert value(timeline(off)) == value(timeline(bare))
    assert value(poster(journey)) != value(poster(bare))


@pytest.mark.parametrize("name", ["new-colleague", "big"])
def test_a_vote_moves_nothing(name: str) -> None:
    """The map stands still under the hands of those who vote."""

    def places(journey: Journey) -> list[tuple[object, ...]]:
        made = poster(journey)
        return [(p.kind, p.record, p.x, p.y, p.w, p.h) for p in made.parts()]

    assert places(voted(sample(name))) == places(clear_votes(sample(name)))


@pytest.mark.parametrize(("name", "paper"), [("new-colleague", "A0"), ("big", "A0"), ("big", "A1"), ("big", "A3")])
def test_a_sticker_covers_no_words_of_its_card(name: str, paper: str) -> None:
    sheet = poster(voted(sample(name)), paper, portrait=paper == "A1")
    air = 0.15 * sheet.bands[0].m.em
    seen = 0
    for part in sheet.parts():
        found = sticker(part) if part.kind in (PartKind.CARD, PartKind.OPPORTUNITY) else None
        if found is None:
            continue
        seen += 1
        said, ground = found
        for item in part.items:
            if isinstance(item, Text) and item.line.text != said:
                high, low = item.y - 0.72 * item.size, item.y
                apart = item.x + item.line.width * item.size <= ground.x or item.x >= ground.x + ground.w
                assert apart or high >= ground.y + ground.h + air or low <= ground.y, item.line.text
        if part.kind is PartKind.CARD:
            assert ground.x + ground.w == pytest.approx(part.w - sheet.bands[0].m.pad), "at the end of the card, on dense ones too"
    assert seen > 8


@pytest.mark.in_turn("paper")
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("paper", ["A0", "A1", "A2", "A3", "A4"])
@pytest.mark.parametrize("name", ["new-colleague.hu", "new-laptop.da", "big.en"])
def test_a_sticker_of_an_opportunity_has_air_around_it(name: str, paper: str, portrait: bool) -> None:
    """It touches neither the words nor the disc of its card, on no paper and with a hundred votes."""
    name, language = name.split(".")
    journey = sample(name, language)
    votes = (o.replace(votes=(100, 7, 1)[i % 3]) for i, o in enumerate(journey.opportunities))
    made = poster(journey.replace(opportunities=tuple(votes)), paper, portrait=portrait)
    air = 0.1 * made.bands[0].m.em
    seen = 0
    for part in made.parts():
        found = sticker(part) if part.kind is PartKind.OPPORTUNITY else None
        if found is None:
            continue
        seen += 1
        said, ground = found
        left, top = ground.x - air, ground.y - air
        right, bottom = ground.x + ground.w + air, ground.y + ground.h + air
        for item in part.items:
            if isinstance(item, Text) and item.line.text != said:
                box = (item.x, item.y - 0.72 * item.size, item.x + item.line.width * item.size, item.y)
                free = box[2] <= left or box[0] >= right or box[3] <= top or box[1] >= bottom
                assert free, (part.record, item.line.text)
        m = made.bands[0].m
        assert left > m.pad + m.disc or top > 0.9 * m.pad + m.disc, part.record
        assert ground.x + ground.w <= part.w
    assert seen == len(journey.opportunities)


def test_handouts_have_them_too_and_rank_what_people_voted_for() -> None:
    journey = voted(sample())
    dropped = journey.opportunities[3].replace(status=Status.DROPPED)
    journey = journey.replace(opportunities=(*journey.opportunities[:3], dropped, *journey.opportunities[4:]))
    assert by_votes(journey)[-1].id == dropped.id
    assert dropped.id not in ahead(journey)
    made = SheetMaker()

    def records(journey: Journey) -> list[str]:
        pages = made.sheets(journey, PrintOrder(paper="A4", view="opportunities"))
        parts = [part for page in pages for part in page.parts() if part.kind is PartKind.OPPORTUNITY]
        return [part.record for part in parts if part.record]

    assert records(journey) == [one.id for one in by_votes(journey)]
    off = journey.replace(poster=journey.poster.replace(votes=False))
    assert records(off) == [one.id for one in by_votes(journey)], "one order, whether votes are printed or not"
    for view, said in (("opportunities", "7"), ("actions", "7\u00a0votes"), ("cards", "11")):
        texts = {
            item.line.text
            for page in made.sheets(journey, PrintOrder(paper="A4", view=view))  # type: ignore[arg-type]
            for part in page.parts()
            for item in part.items
            if isinstance(item, Text)
        }
        assert said in texts

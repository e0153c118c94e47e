"""Board and grid by value: columns, order, cells, what waits, what is told in words, and where a hand may put cards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cjm_desktop.document import Journey, Opportunity, OpportunityKind, Party, Reach, Status, Touchpoint
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, Paper, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.handouts import handout_words
from cjm_desktop.layout.planning.board import board_sheet
from cjm_desktop.layout.planning.card import Cards, is_late
from cjm_desktop.layout.planning.impact import Marks, grid_sheet
from cjm_desktop.layout.planning.pages import PLANS, make_plan
from cjm_desktop.layout.planning.sheet import Held, Look, PlanSheet
from cjm_desktop.layout.sheet import PT, PartKind, Text
from cjm_desktop.layout.text import Typesetter
from tests.layout.handouts.papers import check

WIDE, HIGH = 203.0, 150.0


@pytest.fixture(scope="module")
def english() -> Cards:
    return cards("en")


def cards(language: str) -> Cards:
    found = catalogue_for(language)
    words = printed_words(found.pgettext, language, found.day, found.number)
    composer = Composer(Typesetter(FontSet.shipped()), load_theme("house"), IconSet.shipped(), words)
    return Cards(composer.setting(language), handout_words(found.pgettext, language, found.say))


def journey(*opportunities: Opportunity) -> Journey:
    return Journey(
        parties=(Party(id="p", name="IT", sign="I"),),
        touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Card {i}") for i in range(1, 8)),
        opportunities=opportunities,
    )


def one(ident: str, **more: Any) -> Opportunity:
    return Opportunity(id=ident, title=f"Do {ident}", **more)


def said(sheet: PlanSheet, ident: str = "") -> str:
    parts = [part for part in sheet.parts() if not ident or part.record == ident]
    return " ".join(item.line.text for part in parts for item in part.items if isinstance(item, Text))


def inside(sheet: PlanSheet) -> bool:
    return all(c.box.x >= 0 and c.box.x + c.box.w <= sheet.width and c.box.y + c.box.h <= sheet.height for c in sheet.cards.values())


def apart(sheet: PlanSheet) -> bool:
    boxes = [c.box for c in sheet.cards.values()]
    return not any(
        a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h for i, a in enumerate(boxes) for b in boxes[i + 1 :]
    )


@pytest.mark.parametrize("count", [0, 1, 8, 40])
def test_every_card_has_a_place_of_its_own_on_both(english: Cards, count: int) -> None:
    statuses = list(Status)
    found = journey(
        *(one(f"o{i}", status=statuses[i * 7 % 5], impact=i % 6 or None, effort=(i * 3) % 5 + 1, touchpoints=("t1",)) for i in range(count))
    )
    for make in (board_sheet, grid_sheet):
        sheet = make(found, english, WIDE, HIGH, Look())
        assert set(sheet.cards) == {o.id for o in found.opportunities}
        assert inside(sheet) and apart(sheet)
        assert sheet.height >= HIGH - 1e-6
        assert not sheet.problems


def test_columns_follow_the_status_and_cards_the_document(english: Cards) -> None:
    found = journey(one("a"), one("b", status=Status.DONE), one("c"), one("d", status=Status.DOING))
    sheet = board_sheet(found, english, WIDE, HIGH, Look())
    assert [(zone.key, zone.cards) for zone in sheet.zones.all] == [
        (Status.IDEA, ("a", "c")),
        (Status.PLANNED, ()),
        (Status.DOING, ("d",)),
        (Status.DONE, ("b",)),
        (Status.DROPPED, ()),
    ]
    box = {ident: card.box for ident, card in sheet.cards.items()}
    assert box["a"].x == box["c"].x < box["d"].x < box["b"].x
    assert box["c"].y > box["a"].y + box["a"].h
    lefts = [zone.box.x for zone in sheet.zones.all]
    assert lefts == sorted(lefts)


def test_a_card_says_what_where_who_when_and_how_much(english: Cards) -> None:
    whole = one(
        "a", touchpoints=("t4",), owner="p", person="Ann", due="2026-05-03", reach=Reach.QUICK, impact=4, effort=2, votes=3,
        kind=OpportunityKind.BRIDGE_SILENCE,
    )  # fmt: skip
    sheet = board_sheet(journey(whole), english, WIDE, HIGH, Look())
    words = " ".join(said(sheet, "a").replace("\u00a0", " ").split())
    for part in ("Do a", "at touchpoint 4: Card 4", "IT", "due 3 May 2026", "quick", "impact 4", "effort 2", "3"):
        assert part in words, part
    assert "Ann" not in words, "no real names unless they are wanted"
    named = board_sheet(journey(whole), cards("en"), WIDE, HIGH, Look(names=True))
    assert "Ann" in said(named, "a")
    late = board_sheet(journey(whole), english, WIDE, HIGH, Look(today=date(2026, 5, 4)))
    assert "overdue since 3 May 2026" in " ".join(said(late, "a").split()), "in words"
    done = whole.replace(status=Status.DONE)
    assert is_late(whole, date(2026, 5, 4)) and not is_late(whole, date(2026, 5, 3)) and not is_late(done, date(2026, 6, 1))


def test_a_card_without_anything_still_says_what_it_is(english: Cards) -> None:
    sheet = board_sheet(journey(Opportunity(id="a")), english, WIDE, HIGH, Look())
    assert "Untitled opportunity" in said(sheet, "a")
    assert "nobody yet" in said(sheet, "a")


def test_a_name_of_a_touchpoint_leads_there(english: Cards) -> None:
    sheet = board_sheet(journey(one("a", touchpoints=("t2", "t5"))), english, WIDE, HIGH, Look())
    card = sheet.cards["a"]
    found = [card.place_at(card.box.x + 10, card.box.y + y * card.box.h / 60) for y in range(61)]
    assert [ident for ident in dict.fromkeys(found) if ident] == ["t2", "t5"]


def test_cells_follow_the_marks_and_the_others_wait(english: Cards) -> None:
    found = journey(one("a", impact=5, effort=1), one("b", impact=1, effort=5), one("c", impact=5), one("d"), one("e", impact=5, effort=1))
    sheet = grid_sheet(found, english, WIDE, HIGH, Look())
    filled = {zone.key: zone.cards for zone in sheet.zones.all if zone.cards}
    assert filled == {Marks(5, 1): ("a", "e"), Marks(1, 5): ("b",), None: ("c", "d")}
    box = {ident: card.box for ident, card in sheet.cards.items()}
    assert box["a"].x > box["b"].x and box["a"].y < box["b"].y, "more impact is higher, less effort further right"
    assert box["c"].x > box["a"].x + box["a"].w, "what waits stands beside"
    words = said(sheet)
    for corner in ("Do now", "Plan", "Nice to have", "Leave", "Not weighed yet"):
        assert corner in words, corner


def test_a_hand_puts_cards_where_it_shows_them(english: Cards) -> None:
    found = journey(one("a"), one("b"), one("c", status=Status.DONE))
    sheet = board_sheet(found, english, WIDE, HIGH, Look())
    done = next(zone for zone in sheet.zones.all if zone.key is Status.DONE)
    x, y = sheet.cards["c"].box.middle
    assert sheet.zones.drop_at(x, y - 1, "a") == (done, 0)
    assert sheet.zones.drop_at(x, y + 1, "a") == (done, 1)
    zone, at = sheet.zones.drop_at(-50, 500, "a")
    assert (zone.key, at) == (Status.IDEA, 1), "beyond the edge the nearest column; the card itself does not count"


def test_what_is_in_the_hand_lies_over_its_place(english: Cards) -> None:
    found = journey(one("a"), one("b"))
    rest = board_sheet(found, english, WIDE, HIGH, Look())
    held = board_sheet(found, english, WIDE, HIGH, Look(held=Held("a", 100, 70)))
    parts = {part.kind: part for part in held.parts() if part.record == "a"}
    home = rest.cards["a"].box
    assert (parts[PartKind.CELL].x, parts[PartKind.CELL].y) == (home.x, home.y)
    card = parts[PartKind.OPPORTUNITY]
    assert (card.x + card.w / 2, card.y + card.h / 2) == (100, 70)
    assert list(held.parts())[-1] is card
    items = {part.record: part.items for part in rest.parts() if part.kind is PartKind.OPPORTUNITY}
    assert card.items is items["a"], "nothing is drawn anew under the hand"


def test_the_keyboard_goes_to_the_nearest_card_of_a_side(english: Cards) -> None:
    sheet = board_sheet(
        journey(one("a"), one("b"), one("c", status=Status.DOING), one("d", status=Status.DOING)), english, WIDE, HIGH, Look()
    )
    assert [sheet.beside("a", 0, 1), sheet.beside("b", 0, 1), sheet.beside("b", 0, -1)] == ["b", "b", "a"]
    assert sheet.beside("a", 1, 0) == "c", "over an empty column"
    assert [sheet.beside("b", 1, 0), sheet.beside("d", -1, 0), sheet.beside("c", 1, 0)] == ["d", "b", "c"]
    assert sheet.beside("", 0, 1) == "a"


def test_a_part_stays_the_same_as_long_as_its_card_does(english: Cards) -> None:
    found = journey(one("a"), one("b"))
    before = board_sheet(found, english, WIDE, HIGH, Look()).cards["b"].made
    other = found.with_(opportunities=(found.opportunities[0].replace(title="Else"), found.opportunities[1]))
    assert board_sheet(other, english, WIDE, HIGH, Look()).cards["b"].made is before


# ---------------------------------------------------------------------- on paper


def _pages(kind: str, found: Journey, paper: str, *, names: bool = False) -> list[Any]:
    made = cards("en")
    return make_plan(kind, found, made.setting, made.words, Paper.named(paper, portrait=True), names=names)


def _many(count: int) -> Journey:
    statuses = list(Status)
    marks: list[dict[str, Any]] = [{"impact": i % 5 + 1, "effort": i % 3 + 1} if i % 4 else {} for i in range(count)]
    return journey(*(one(f"o{i}", status=statuses[i % 7 % 5], touchpoints=("t1", "t2"), **marks[i]) for i in range(count)))


@pytest.mark.parametrize("kind", PLANS)
@pytest.mark.parametrize(("count", "paper", "most"), [(0, "A4", 1), (1, "A4", 1), (8, "A4", 1), (40, "A4", 6), (40, "A0", 2)])
def test_on_paper_every_card_is_printed_once_and_nothing_leaves_its_page(kind: str, count: int, paper: str, most: int) -> None:
    pages = _pages(kind, _many(count), paper)
    printed = [part.record for page in pages for part in page.parts() if part.kind is PartKind.OPPORTUNITY and part.record]
    assert sorted(printed) == sorted(f"o{i}" for i in range(count))
    assert 1 <= len(pages) <= most
    assert all(page.width > page.height for page in pages)
    check(pages)


def test_what_is_printed_has_the_type_that_has_room(english: Cards) -> None:
    def title(found: Journey) -> float:
        sizes = [item.size for page in _pages("board", found, "A4") for part in page.parts() for item in part.items
                 if part.kind is PartKind.OPPORTUNITY and isinstance(item, Text) and item.line.text.startswith("Do")]  # fmt: skip
        return min(sizes)

    assert title(_many(4)) > title(_many(40)) >= 7.7 * PT, "never smaller than what is read in the hand"


def test_names_are_printed_only_when_they_are_wanted() -> None:
    found = journey(one("a", person="Ann Real", owner="p", due="2020-01-01"))

    def printed(*, names: bool) -> str:
        items = [item for page in _pages("board", found, "A4", names=names) for part in page.parts() for item in part.items]
        return " ".join(item.line.text for item in items if isinstance(item, Text))

    assert "Ann Real" not in printed(names=False)
    assert "overdue" not in printed(names=False), "paper outlives its day"
    assert "Ann Real" in printed(names=True)

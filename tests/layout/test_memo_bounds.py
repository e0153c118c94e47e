"""What a composer remembers of a map stays in proportion to the map, however long it is worked on."""

from __future__ import annotations

from cjm_desktop.document import Touchpoint
from cjm_desktop.layout.card import Stack
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.memo import Memo
from cjm_desktop.layout.sheet import PartKind
from cjm_desktop.layout.text import Typesetter


def test_measures_are_bounded_by_the_size_of_the_map_and_never_thrash_on_it() -> None:
    made = 0

    def make() -> Stack:
        nonlocal made
        made += 1
        return object()  # type: ignore[return-value]

    for count in (20, 300, 5_000):
        cards = [Touchpoint(id=f"t{i}") for i in range(count)]
        memo = Memo()
        memo.expect(count)
        # Six widths of every card fit, whatever the map.
        for _again in range(3):
            for width in range(6):
                for card in cards:
                    memo.stack(card, float(width), (10.0, False, 1.0), None, make)
        assert made == 6 * count
        for width in range(100_000 // count):
            for card in cards:
                memo.stack(card, 50.0 + width, (10.0, False, 1.0), None, make)
                assert len(memo._stacks) <= 3_001 + 8 * count
        made = 0


def test_parts_of_cards_that_are_gone_do_not_stay_for_ever() -> None:
    memo = Memo()
    memo.expect(20)
    for card in range(20_000):
        memo.kept(("label", f"t{card}"), (card,), object)
        memo.part(PartKind.CARD, f"t{card}", (0.0, 0.0, 1.0, 1.0), (card,), tuple, layer=0)
        assert max(len(memo._kept), len(memo._parts)) <= 4_001 + 60 * 20


def test_set_texts_are_bounded_by_the_size_of_the_map_and_forgotten_with_it() -> None:
    typesetter = Typesetter(FontSet.shipped())
    typesetter.expect(20)
    for k in range(6_000):
        typesetter.wrap("Waits for a badge", "regular", 4.0 + k / 1_000, "en")
    assert len(typesetter._results) <= 5_160
    for k in range(1_400):
        typesetter.wrap(f"Waits {k}", "regular", 8.0, "en")
        typesetter.line(f"Waits {k}", "regular")
    assert len(typesetter._prepared) <= 1_080 and len(typesetter._lines) <= 1_080
    # A large map keeps what it needs: three texts of each card, each in two widths.
    typesetter.expect(1_000)
    large = [typesetter.wrap(f"Asks {k}", "regular", width, "en") for k in range(3_000) for width in (8.0, 9.0)]
    again = [typesetter.wrap(f"Asks {k}", "regular", width, "en") for k in range(3_000) for width in (8.0, 9.0)]
    assert all(one is other for one, other in zip(large, again, strict=True))
    # After it, a small one gives back what was only needed for the large one.
    typesetter.expect(20)
    typesetter.wrap("Gets nothing", "regular", 8.0, "en")
    assert len(typesetter._results) <= 2_600
    typesetter.forget()
    assert not typesetter._results and not typesetter._prepared and not typesetter._lines

"""What a composer remembers of a map stays in proportion to the map, however long it is worked on."""

from __future__ import annotations

from cjm_desktop.document import Touchpoint
from cjm_desktop.layout.card import Stack
from cjm_desktop.layout.memo import Memo


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

"""Which line of an edited outline is which line of the outline before: unchanged ones first, then the ones most alike.

Contract. Pure functions on what the lines say; every old thing is found at most once.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

#: Likeness from which two cards, no longer at the same place, are one; and one in another phase.
_ALIKE, _ALIKE_ELSEWHERE = 0.5, 0.75
#: Most pairs that are compared for likeness, so that a pasted outline of a thousand cards costs no minute.
_MOST_PAIRS = 20_000


class Titled(Hashable, Protocol):
    """A card, compared by all it says."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def text(self) -> str:
        """What is told under it."""

    @property
    def blank(self) -> bool:
        """Whether it is just begun and says nothing."""


def in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Places in ``new`` to places in ``old`` of what is the same in the same order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    pairs = {i: i for i in range(start)}
    pairs |= {len(new) - i: len(old) - i for i in range(1, end + 1)}
    middle = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    for a, b, size in middle.get_matching_blocks():
        pairs |= {start + b + i: start + a + i for i in range(size)}
    return pairs


def phases_matched(old: Sequence[tuple[str, Sequence[Titled]]], new: Sequence[tuple[str, Sequence[Titled]]]) -> dict[int, int]:
    """Which headings are the same phases: those of the same name, then those with the same cards, then those at the same place."""
    names_before, names = [name for name, _ in old], [name for name, _ in new]
    ordered = in_order(names_before, names)
    pairs = _same_elsewhere(dict(ordered), names_before, names)
    left = [i for i in range(len(old)) if i not in set(pairs.values())]
    for i in range(len(new)):
        if i in pairs or not left:
            continue
        shared = {j: len(set(old[j][1]) & set(new[i][1])) for j in left}
        best = max(left, key=lambda j: shared[j])
        if shared[best]:
            pairs[i] = best
            left.remove(best)
    return _same_places(pairs, ordered, len(old), len(new))


def cards_matched(old: Sequence[tuple[int, Titled]], new: Sequence[tuple[int, Titled]]) -> dict[int, int]:
    """Which items are the same cards, each given with the number of its phase (the same number for the same phase)."""
    ordered = in_order(old, new)
    pairs = _same_elsewhere(dict(ordered), old, new)
    pairs = _same_elsewhere(pairs, [card for _, card in old], [card for _, card in new])
    by_title = [(phase, card.title) if card.title else None for phase, card in old]
    pairs = _same_elsewhere(pairs, by_title, [(phase, card.title) for phase, card in new])
    pairs = _same_places(pairs, ordered, len(old), len(new), [phase for phase, _ in old], [phase for phase, _ in new])
    titles = [card.title or None for _, card in old]
    pairs = _same_elsewhere(pairs, titles, [card.title for _, card in new])
    return _most_alike(pairs, old, new)


def _same_elsewhere(
    pairs: dict[int, int], old: Sequence[Hashable | None], new: Sequence[Hashable | None]
) -> dict[int, int]:
    """Pairs what is the same, wherever it stands."""
    taken = set(pairs.values())
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for j, key in enumerate(old):
        if j not in taken and key is not None:
            places[key].append(j)
    for i, key in enumerate(new):
        if i not in pairs and key is not None and places.get(key):
            pairs[i] = places[key].popleft()
    return pairs


def _same_places(
    pairs: dict[int, int],
    ordered: dict[int, int],
    olds: int,
    news: int,
    old_kinds: Sequence[int] | None = None,
    new_kinds: Sequence[int] | None = None,
) -> dict[int, int]:
    """Pairs what is left between two neighbours that stayed, when it is as many before as after."""
    taken = set(pairs.values())
    anchors = [(-1, -1), *sorted(ordered.items()), (news, olds)]
    for (i0, j0), (i1, j1) in pairwise(anchors):
        if i1 - i0 < 2 or j1 - j0 < 2:
            continue
        here = [i for i in range(i0 + 1, i1) if i not in pairs]
        there = [j for j in range(j0 + 1, j1) if j not in taken]
        kinds = {new_kinds[i] for i in here} if new_kinds is not None else {0}
        for kind in kinds:
            mine = [i for i in here if new_kinds is None or new_kinds[i] == kind]
            theirs = [j for j in there if old_kinds is None or old_kinds[j] == kind]
            if len(mine) == len(theirs):
                pairs |= dict(zip(mine, theirs, strict=True))
    return pairs


def _most_alike(
    pairs: dict[int, int], old: Sequence[tuple[int, Titled]], new: Sequence[tuple[int, Titled]]
) -> dict[int, int]:
    taken = set(pairs.values())
    here = [i for i in range(len(new)) if i not in pairs and not new[i][1].blank]
    there = [j for j in range(len(old)) if j not in taken]
    if not here or not there or len(here) * len(there) > _MOST_PAIRS:
        return pairs
    found: list[tuple[float, int, int]] = []
    for i in here:
        phase, card = new[i]
        compare = SequenceMatcher(autojunk=False)
        compare.set_seq2(_words(card))
        for j in there:
            compare.set_seq1(_words(old[j][1]))
            least = _ALIKE if old[j][0] == phase else _ALIKE_ELSEWHERE
            if compare.real_quick_ratio() >= least and compare.quick_ratio() >= least and (ratio := compare.ratio()) >= least:
                found.append((-ratio, i, j))
    for _ratio, i, j in sorted(found):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _words(card: Titled) -> str:
    return f"{card.title}\n{card.text}"[:400]

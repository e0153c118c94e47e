"""Where a line of Thai may end: between words, and only where that is sure.

Contract. Thai is written without spaces, and the small offline model of its words (budoux, Apache-2.0) that says where they end is right
nearly always, but sure to different degrees: “บรรทัด” it takes apart with little confidence. :func:`points` gives the places of which
it is sure; a stretch without one that is longer than a column is wide is broken where it is surest. Pure functions of the text.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

#: What the model must give for a place to count as sure (its own scale, on which 0 is even), and how many characters may go without one.
_SURE, _LONGEST = 1_150.0, 16
#: “ร หัน”, a vowel within a syllable: hardly a word ends with it.
_WITHIN = "รร"
#: What the model looks at around a place: the name of each feature, where it begins and where it ends.
_FEATURES = (
    ("UW1", -3, -2), ("UW2", -2, -1), ("UW3", -1, 0), ("UW4", 0, 1), ("UW5", 1, 2), ("UW6", 2, 3),
    ("BW1", -2, 0), ("BW2", -1, 1), ("BW3", 0, 2),
    ("TW1", -3, 0), ("TW2", -2, 1), ("TW3", -1, 2), ("TW4", 0, 3),
)  # fmt: skip


@lru_cache(maxsize=2_000)
def points(text: str) -> tuple[int, ...]:
    """Where a line may end within a stretch of Thai: the index of the first character after the break, ascending."""
    found = _likely(text)
    chosen = {i for i, score in found if score >= _SURE}
    while True:
        ends = [0, *sorted(chosen), len(text)]
        more = set()
        for start, end in pairwise(ends):
            within = [(score, i) for i, score in found if start < i < end]
            if end - start > _LONGEST and within:
                more.add(max(within)[1])
        if not more:
            return tuple(sorted(chosen))
        chosen |= more


@lru_cache(maxsize=2_000)
def likely_points(text: str) -> tuple[int, ...]:
    """Every place where a word may end, sure or not: for a column too narrow for what stands between the sure ones."""
    return tuple(i for i, _ in _likely(text))


def _likely(text: str) -> list[tuple[int, float]]:
    return [(i, score) for i, score in _scores(text) if score > 0 and not text[:i].endswith(_WITHIN)]


def _scores(text: str) -> list[tuple[int, float]]:
    """How much speaks for a word's end before each character but the first."""
    model, base = _model()
    out = []
    for i in range(1, len(text)):
        score = base
        for name, start, end in _FEATURES:
            if i + start >= 0 and i + end <= len(text):
                score += model[name].get(text[i + start : i + end], 0)
        out.append((i, score))
    return out


@cache
def _model() -> tuple[dict[str, dict[str, int]], float]:
    """The model's weights and what it begins with; loaded with the first Thai text (a few milliseconds)."""
    import budoux  # lazily: hardly any poster needs it

    weights = budoux.load_default_thai_parser().model
    model = {name: weights.get(name, {}) for name, _, _ in _FEATURES}
    return model, -0.5 * sum(sum(group.values()) for group in weights.values())

"""Directions: the order in which the stretches of a line are seen (Unicode Bidirectional Algorithm, UAX #9).

Contract. :func:`has_rtl` is cheap and answers for almost every text that nothing of this is needed; the library is
loaded only when a right-to-left character occurs. Levels are 0 for left to right, 1 for right to left, more when nested.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

#: Every block that holds strong right-to-left characters, and the marks and embeddings that ask for that direction.
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: Isolates are not known to the library; they are treated as boundary neutrals, which is how older readers see them.
_ISOLATES = ("LRI", "RLI", "FSI", "PDI")


def has_rtl(text: str) -> bool:
    """Whether a text holds anything that runs or asks to run from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def base_level(text: str) -> int:
    """The direction of a paragraph by its first strong character (rules P2, P3): 0, or 1 for right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return 1
        if kind == "L":
            return 0
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a line in a paragraph of direction ``base`` (rules X1–I2, L1)."""
    from bidi import algorithm  # lazily: only texts with right-to-left characters need it

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for i, character in enumerate(storage["chars"]):
        character["at"] = i
        if character["type"] in _ISOLATES:
            character["type"] = character["orig"] = "BN"
        elif not character[
            "type"
        ]:  # characters younger than Python's tables run from left to right (UAX #9, 3.2)
            character["type"] = character["orig"] = "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {character["at"]: int(character["level"]) for character in storage["chars"]}
    made: list[int] = []
    for i in range(len(text)):  # rule X9 took the embedding marks out: they follow what stands before them
        made.append(known.get(i, made[-1] if made else base))
    for i in range(len(text) - 1, -1, -1):  # rule L1: white space at the end of the line
        if not text[i].isspace():
            break
        made[i] = base
    return made


def visual_runs(text: str, base: int) -> list[tuple[int, int, int]]:
    """The stretches (start, end, level) of one direction, in the order they are seen from left to right (rule L2)."""
    runs: list[tuple[int, int, int]] = []
    at = 0
    for level, members in groupby(levels(text, base)):
        length = len(list(members))
        runs.append((at, at + length, level))
        at += length
    highest = max(level for _, _, level in runs)
    for level in range(highest, 0, -1):
        i = 0
        while i < len(runs):
            j = i
            while j < len(runs) and runs[j][2] >= level:
                j += 1
            if j > i:
                runs[i:j] = runs[i:j][::-1]
            i = max(j, i + 1)
    return runs

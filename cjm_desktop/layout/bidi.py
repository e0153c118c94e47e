"""Directions: the order in which the stretches of a line are seen (Unicode Bidirectional Algorithm, UAX #9).

Contract. :func:`has_rtl` is cheap and answers for almost every text that nothing of this is needed; the library is
loaded only when a right-to-left character occurs. Levels are 0 for left to right, 1 for right to left, more when nested.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Any

#: Every block that holds strong right-to-left characters, and the marks and embeddings that ask for that direction.
_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: Brackets that belong in pairs (BidiBrackets.txt of Unicode, those of scripts in use): opening, closing, in turn.
_BRACKETS = "()[]{}⟦⟧⟨⟩⟪⟫⟮⟯❨❩❪❫❬❭❰❱❲❳❴❵⁅⁆⁽⁾₍₎〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
#: Brackets nested deeper than this are left alone (rule BD16).
_DEEPEST = 63
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
    _resolve_brackets(storage)
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


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """Give both brackets of a pair one direction (rule N0), which the library leaves out.

    That of the text around them, if any of it stands between them; else that of what stands between and before them.
    """
    for run in storage["runs"]:
        chars = storage["chars"][run["start"] : run["start"] + run["length"]]
        for first, last in _pairs(chars):
            own = "LR"[chars[first]["level"] % 2]
            inside = {_strong(character["type"]) for character in chars[first + 1 : last]} - {""}
            if not inside:
                continue
            if own in inside:
                direction = own
            else:
                before = [strong for c in chars[:first] if (strong := _strong(c["type"]))]
                direction = before[-1] if before else run["sor"]
            chars[first]["type"] = chars[last]["type"] = direction


def _strong(kind: str) -> str:
    """The direction of a type; numbers count as right to left beside neutrals. Empty for neutral types."""
    return "R" if kind in ("R", "AL", "EN", "AN") else "L" if kind == "L" else ""


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The pairs of brackets that are still neutral, by their opening one (rule BD16)."""
    open_ones: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for i, character in enumerate(chars):
        sign = character["ch"]
        if character["type"] != "ON":
            continue
        if sign in _CLOSING:
            if len(open_ones) == _DEEPEST:
                return []
            open_ones.append((sign, i))
        elif sign in _OPENING:
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == _OPENING[sign]:
                    found.append((open_ones[depth][1], i))
                    del open_ones[depth:]
                    break
    return sorted(found)


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

"""Thoughts in many lines, as they are pasted: which lines hold something, and whether they are written with the signs of :mod:`.thought`.

Contract. Bullets and numbers of a list say nothing and go away; everything else is handed on as it was written.
"""

from __future__ import annotations

import re

from .fields import folded
from .thought import Known, Part, Thought, parse

_BULLET = re.compile(r"\s*(?:[-+•–—·‣◦▪●○■□◆►✓✔☐☑☒]+\s+)?(?:\[[ xX]\]\s+)?")
_NUMBERED = re.compile(r"\s*(\d{1,4})[.)]\s+")
#: A line that only divides others, or begins a quotation and says nothing.
_RULE = re.compile(r"\s*(?:[-–—=_*#>|]\s*)+")
_STAR = re.compile(r"\s*\*+\s+")


def lines_of(text: str) -> list[str]:
    """The lines of :func:`numbered_lines` alone."""
    return [line for _number, line in numbered_lines(text)]


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a pasted text that hold something, without the bullets and numbers of a list; each with its number, from 1.

    A ``*`` before every line is a bullet too; before some of them it means an own action. Numbers are those of a list when they count
    on by one; others belong to what is said (“10. May …”).
    """
    held = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip() and not _RULE.fullmatch(line)]
    lines = [line for _at, line in held]
    numbers = [int(match[1]) for line in lines if (match := _NUMBERED.match(line))]
    if numbers and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and (len(numbers) > 1 or numbers[0] == 1):
        lines = [_NUMBERED.sub("", line, count=1) for line in lines]
    if len(lines) > 1 and all(_STAR.match(line) for line in lines):
        lines = [_STAR.sub("", line, count=1) for line in lines]
    bare = (_BULLET.sub("", line, count=1).strip() for line in lines)
    return [(at, line) for (at, _whole), line in zip(held, bare, strict=True) if line]


def thoughts_in(text: str, known: Known) -> list[tuple[int, Thought]]:
    """What the lines of a pasted text say, each with the number of its line; those that say nothing left out."""
    read = [(number, parse(line, known).thought) for number, line in numbered_lines(text)]
    return [(number, thought) for number, thought in read if not thought.blank]


def has_signs(thought: Thought, known: Known) -> bool:
    """Whether somebody wrote a thought with signs on purpose: a grade without words that mark it, a feeling, two names, or one the journey
    knows; or a phase before its title.

    A single new name of a channel or party is not enough (“Meet Jan @home”), nor is a way through menus (“File > Save > As”): where no
    signs are asked for a title stays whole.
    """
    if _phased(thought, known):
        return True
    names = {Part.CHANNEL: thought.channel, Part.EMOTION: thought.emotion, Part.PARTY: thought.party}
    said = {part: name for part, name in names.items() if name}
    if thought.emotion or (thought.grade is not None and not thought.quotes):
        return True
    return len(said) > 1 or any(folded(name) in map(folded, known.names(part)) for part, name in said.items())


def _phased(thought: Thought, known: Known) -> bool:
    """Whether a phase is named before a title."""
    if folded(thought.phase) in map(folded, known.phases):
        return bool(thought.phase)
    worded = all(any(ch.isalpha() for ch in text) for text in (thought.phase, thought.title))
    return worded and ">" not in thought.title

"""What the word before the cursor could become: a channel after ``@``, an emotion after ``!``, a party after ``#``, a phase.

Contract. :func:`completion` is pure; it gives what is typed and which names of the journey fit, the ones that begin so first.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.exchange.fields import folded
from cjm_desktop.exchange.thought import SIGILS, Known, Part, Thought, parse, write

#: Names offered at once.
MOST = 8


@dataclass(frozen=True, slots=True)
class Completion:
    """The stretch of a line that a name would take the place of, and the names that fit.

    ``eager``: what is typed can only mean a name, so that Enter takes the first one.
    """

    part: Part
    start: int
    end: int
    names: tuple[str, ...]
    eager: bool

    def text(self, name: str, known: Known) -> str:
        """What to write for one of the names, a blank after it included."""
        if self.part is Part.PHASE:
            return write(Thought(phase=name), known) + " "
        sign = next(sign for sign, part in SIGILS.items() if part is self.part)
        bare = f"{sign}{name}"
        thought = parse(bare, known).thought
        read = {Part.CHANNEL: thought.channel, Part.PARTY: thought.party, Part.EMOTION: thought.emotion}[
            self.part
        ]
        doubled = name.replace('"', '""')
        return f"{bare} " if read == name else f'{sign}"{doubled}" '


def completion(line: str, cursor: int, known: Known) -> Completion | None:
    """What could be completed where the cursor stands; ``None`` where nothing fits."""
    head = line[:cursor]
    return _of_sign(head, known) or _of_phase(head, known)


def _of_sign(head: str, known: Known) -> Completion | None:
    for at in range(len(head) - 1, -1, -1):
        if head[at] in SIGILS and (at == 0 or head[at - 1].isspace()):
            part = SIGILS[head[at]]
            typed = head[at + 1 :]
            if typed[:1].isspace():
                return None
            typed = typed.lstrip('"“„”«»')
            names = _fitting(typed, known.names(part), inside=" " not in typed)
            return Completion(part, at, len(head), names, True) if names else None
    return None


def _of_phase(head: str, known: Known) -> Completion | None:
    typed = head.lstrip()
    asked = typed.startswith(">")
    typed = typed.removeprefix(">").lstrip()
    if ">" in typed or not (typed or asked):
        return None
    names = _fitting(typed, known.phases, inside=False)
    return Completion(Part.PHASE, 0, len(head), names, asked) if names else None


def _fitting(typed: str, names: tuple[str, ...], *, inside: bool) -> tuple[str, ...]:
    """The names that begin as typed, then (``inside``) those of which a later word does; none when one is typed in full."""
    wanted = folded(typed)
    if typed.endswith(" "):
        wanted += " "
    plain = {name: folded(name) for name in dict.fromkeys(names)}
    if any(text == wanted.rstrip() for text in plain.values()):
        longer = [name for name, text in plain.items() if text.startswith(wanted) and text != wanted.rstrip()]
        return tuple(longer[:MOST]) if typed.endswith(" ") else ()
    first = [name for name, text in plain.items() if text.startswith(wanted)]
    later = [
        name
        for name, text in plain.items()
        if inside and name not in first and f" {wanted}" in text.replace("-", " ")
    ]
    return tuple([*first, *later][:MOST])

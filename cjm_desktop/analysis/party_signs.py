"""The short sign of each party, so that nobody tells two of them apart by colour alone (METHOD step 2). Pure.

A sign that somebody chose stays as it is. Every other party gets the fewest letters of its name that no other party of the journey has: its
first letter; else the first letters of its first two words; else its first letter with a later one of its name; else with a figure. Of
parties that would share a letter none keeps it alone, so that a letter never seems to stand for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..document import Party


def party_signs(parties: Sequence[Party]) -> dict[str, str]:
    """Id of a party → its sign: what was chosen, else one or two capitals; empty where a party has neither sign nor name."""
    signs = {party.id: party.sign for party in parties}
    taken = {party.sign.upper() for party in parties if party.sign}
    unsigned = [party for party in parties if not party.sign and party.name.strip()]
    first = Counter(_letters(party)[0] for party in unsigned)
    for party in unsigned:
        letter = _letters(party)[0]
        alone = first[letter] == 1 and letter not in taken
        sign = letter if alone else next(one for one in _longer(party) if one not in taken and not (len(one) == 1 or first[one] == 1))
        signs[party.id] = sign
        taken.add(sign)
    return signs


def _letters(party: Party) -> str:
    return party.name.strip().upper()


def _longer(party: Party) -> Iterator[str]:
    """Signs of two letters for a party, the most telling first, without end."""
    words = _letters(party).split()
    first = words[0][0]
    if len(words) > 1:
        yield first + words[1][0]
    yield from (first + letter for word in words for letter in word[word is words[0] :] if letter.isalnum())
    number = 2
    while True:
        yield f"{first}{number}"
        number += 1

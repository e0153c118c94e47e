"""Which respondents changed from one document to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import is_not

from ..document import Interview


def changed(before: Sequence[Interview], after: Sequence[Interview]) -> tuple[Iterable[Interview], Iterable[Interview]]:
    """The respondents as they were before and are not any more, and as they are now and were not. They are told apart by identity, in
    loops that run in C: of ten thousand that stayed none is looked at."""
    if len(before) == len(after):
        other = list(map(is_not, before, after))
        return compress(before, other), compress(after, other)
    known, now = set(map(id, before)), set(map(id, after))
    return [one for one in before if id(one) not in now], [one for one in after if id(one) not in known]

"""One text told as what differs from another: which lines are taken over, and the new ones.

Contract. :func:`told_from` gives the difference that leads from ``base`` to ``data``, :func:`made_from` goes the way back. Both are meant
for files of one value a line, as journeys are: lines that occur once in ``base`` are the anchors, matches grow from them in both
directions. Linear in the length of both. What :func:`made_from` is given may be anything: it is bounded, and ``ValueError`` is raised for
what leads nowhere.
"""

from __future__ import annotations

import json


def told_from(base: bytes, data: bytes) -> bytes:
    """The difference: JSON, a list of ``[first line, lines]`` to take over from ``base`` and of texts that are new. Raises
    ``UnicodeDecodeError`` for what is no text."""
    old, new = base.decode().splitlines(keepends=True), data.decode().splitlines(keepends=True)
    anchors: dict[str, int] = {}
    for at, line in enumerate(old):
        anchors[line] = -1 if line in anchors else at
    steps: list[list[int] | str] = []
    fresh: list[str] = []
    at, count = 0, len(new)
    where = 0  # the line of `base` that would go on what was taken over last
    while at < count:
        start = where if where < len(old) and old[where] == new[at] else anchors.get(new[at], -1)
        if start < 0:
            fresh.append(new[at])
            at += 1
            continue
        # Back over lines that were taken for new ones.
        begin = start
        while fresh and begin > 0 and old[begin - 1] == fresh[-1]:
            fresh.pop()
            begin -= 1
            at -= 1
        if fresh:
            steps.append("".join(fresh))
            fresh.clear()
        end = begin
        while at < count and end < len(old) and old[end] == new[at]:
            end += 1
            at += 1
        last = steps[-1] if steps else None
        if isinstance(last, list) and last[0] + last[1] == begin:
            last[1] += end - begin
        else:
            steps.append([begin, end - begin])
        where = end
    if fresh:
        steps.append("".join(fresh))
    return json.dumps(steps, ensure_ascii=False, separators=(",", ":")).encode()


def made_from(base: bytes, difference: bytes, limit: int) -> bytes:
    """The text that a difference leads to; ``limit`` is the most bytes it may have. Raises ``ValueError`` for a difference that is none."""
    try:
        steps = json.loads(difference)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(steps, list):
        raise ValueError("not a list")
    old = base.decode().splitlines(keepends=True)
    out: list[bytes] = []
    size = 0
    for step in steps:
        if isinstance(step, str):
            piece = step.encode()
        elif isinstance(step, list) and len(step) == 2 and all(type(number) is int for number in step):
            first, lines = step
            if not 0 <= first <= first + lines <= len(old):
                raise ValueError("lines that are not there")
            piece = "".join(old[first : first + lines]).encode()
        else:
            raise ValueError("a step that is none")
        size += len(piece)
        if size > limit:
            raise ValueError("too long")
        out.append(piece)
    return b"".join(out)

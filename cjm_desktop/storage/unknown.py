"""Values in a file that this program does not know: a newer program's, or somebody's slip of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_desktop.document import Journey, Message, Problem, Record

_MOST = 50
#: Under these keys an import keeps what the program understands that its file came from: nobody's slip.
_OTHERS = frozenset(("ojf",))


def unknown_keys(journey: Journey) -> list[Problem]:
    """The places of all values that are kept but mean nothing here, at most fifty."""
    out: list[Problem] = []
    for place, owner in _places(journey, "", ""):
        if len(out) == _MOST:
            break
        out.append(
            Problem(
                place,
                Message("This value is not known to this program. It is kept, but it has no effect."),
                owner,
            )
        )
    return out


def _places(record: Record, path: str, owner: str) -> Iterator[tuple[str, str]]:
    owner = getattr(record, "id", owner)
    for key in record.__pydantic_extra__ or {}:
        if key in _OTHERS:
            continue
        shown = "".join(ch if ch.isprintable() else "?" for ch in key)[:60]
        yield f"{path}.{shown}" if path else shown, owner
    for name, value in record.__dict__.items():
        here = f"{path}.{name}" if path else name
        if isinstance(value, Record):
            yield from _places(value, here, owner)
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                if isinstance(item, Record):
                    yield from _places(item, f"{here}[{i}]", owner)

"""The text of a recovery copy: a journey file with a ``recovery`` object, made again and again at little cost.

Contract. :meth:`CopyText.of` gives what :func:`.envelope.to_bytes` gives, with one object more before the journey: how the program
finds its way back. Records never change, so the text of each is made once and remembered as long as the journey holds it: after an
edit only what the edit touched is written anew, and a map of thousands of cards costs a millisecond or two.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

from cjm_desktop import __version__
from cjm_desktop.document import Journey, Record

from .envelope import FORMAT, _plain, _plan, beside_of, record_tree
from .migrations import CURRENT

#: The object beside the journey.
RECOVERY = "recovery"

# After so many records made anew the thread stands back for a moment: the window may want Python's lock.
_STRETCH, _BREATH = 16, 0.0002


class CopyText:
    """Makes the text of one document's copies. Used by one thread at a time."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, bytes]] = {}

    def of(self, journey: Journey, about: Mapping[str, Any], beside: Mapping[str, Any] | None = None, *, patient: bool = False) -> bytes:
        """The file of a journey; ``about`` is the ``recovery`` object, ``beside`` what stood beside the journey in its file. ``patient``
        lets other threads go first."""
        before, self._known = self._known, {}
        made = 0
        parts: list[bytes] = []
        for name, kept, default in _plan(Journey):
            value = journey.__dict__[name]
            if not kept and (value is default or value == default):
                continue
            if isinstance(value, tuple) and value and isinstance(value[0], Record):
                items: list[bytes] = []
                for record in value:
                    known = before.get(id(record))
                    if known is None or known[0] is not record:
                        known = (record, _deeper(to_json(record_tree(record), indent=2), 6))
                        made += 1
                        if patient and made % _STRETCH == 0:
                            time.sleep(_BREATH)
                    self._known[id(record)] = known
                    items.append(known[1])
                text = b"[\n      " + b",\n      ".join(items) + b"\n    ]"
            else:
                text = _deeper(to_json(_plain(value), indent=2), 4)
            parts.append(b"    " + to_json(name) + b": " + text)
        for key, extra in (journey.__pydantic_extra__ or {}).items():
            parts.append(b"    " + to_json(key) + b": " + _deeper(to_json(extra, indent=2), 4))
        head = {"format": FORMAT, "version": CURRENT, "app": f"CJM Desktop {__version__}", RECOVERY: about}
        opening = to_json(head, indent=2).removesuffix(b"\n}")
        aside = beside_of(beside or {})
        closing = b"," + to_json(aside, indent=2).removeprefix(b"{") if aside else b"\n}"
        return opening + b',\n  "journey": {\n' + b",\n".join(parts) + b"\n  }" + closing + b"\n"


def _deeper(text: bytes, by: int) -> bytes:
    """JSON with its lines (all but the first) further to the right; no text in it holds a line break."""
    return text.replace(b"\n", b"\n" + b" " * by)

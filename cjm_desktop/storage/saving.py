"""Saving a journey: serialise to memory → is the file still what we last read → write it atomically."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cjm_desktop.document import Journey, Message

from .atomic import write_atomically
from .envelope import to_bytes
from .errors import ChangedOnDisk, shown, writing_failed
from .stamp import Stamp


def save_journey(
    journey: Journey, path: str | os.PathLike[str], expected: Stamp | None, beside: Mapping[str, Any] | None = None
) -> Stamp:
    """Write a journey to ``path`` and give the stamp of the new file.

    ``expected`` is the stamp of the file as it was last read or saved: if another program has changed it since,
    :class:`~.errors.ChangedOnDisk` is raised and nothing is written. ``None`` overwrites whatever is there.
    ``beside`` is what stood beside the journey in the file it was opened from.
    Every other failure is a :class:`~.errors.SaveError`; the file on disk is then the old one.
    """
    target = Path(path)
    data = to_bytes(journey, beside=beside)
    if expected is not None:
        try:
            unchanged = expected.still_matches(target)
        except OSError as error:
            raise writing_failed(target, error) from error
        if not unchanged:
            raise ChangedOnDisk(
                Message(
                    "“{file}” was not saved: another program has changed it since it was opened. "
                    "Save it under another name, or overwrite it.",
                    file=shown(target),
                ),
                target,
            )
    return Stamp.of_bytes(data, write_atomically(target, data), target)

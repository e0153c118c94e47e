"""Why somebody else's file could not become a journey, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from cjm_desktop.document import Message, Problem, Scale


class ImportFailed(Exception):
    """Nothing was imported. ``message`` is the sentence; ``problems`` names every bad place (``row 7, grade``). ``scales``: where grades
    were off the scale, those on which all of them lie, the likeliest first."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: Message, problems: Sequence[Problem] = (), scales: Sequence[Scale] = ()) -> None:
        self.message = message
        self.problems, self.scales = tuple(problems), tuple(scales)
        super().__init__(str(message))

"""The window, asked for on the command line.

Contract. The toolkit is loaded here and nowhere else, and only where there is a screen to show a window on.
"""

from __future__ import annotations

import os
from pathlib import Path

from cjm_desktop.cli.sentences import BadUsage
from cjm_desktop.i18n import Catalogue
from cjm_desktop.screen import has_screen


def open_editor(file: str | None, catalogue: Catalogue) -> int:
    """Open the editor, with a file if one is given; gives the exit code. Raises ``BadUsage`` where there is no screen."""
    _ = catalogue.text
    if not has_screen():
        raise BadUsage(
            _(
                "There is no screen here to show the window on. “cjm-desktop --help” says what works without one."
            )
        )
    from cjm_desktop.app import run_editor  # the toolkit comes with it

    return run_editor(Path(file) if file else None)


def try_installation() -> int:
    """Try window, fonts, sample, words and poster, with or without a screen; gives the exit code."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from cjm_desktop.app import self_test  # as above

    return self_test()

"""``python -m cjm_desktop`` and the installed ``cjm-desktop``: the command line with the process around it."""

from __future__ import annotations

import gc
import sys

from cjm_desktop.cli import main as run


def main() -> int:
    """Run the command line with the process's own arguments; gives the exit code."""
    # Nearly all that is made from here on is a library, or stays until the command is done: looking through it for rings costs a
    # twelfth of a poster and frees nothing. The window turns the collector on when it stands.
    gc.disable()
    return run()


if __name__ == "__main__":
    sys.exit(main())

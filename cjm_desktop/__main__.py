"""``python -m cjm_desktop`` and the installed ``cjm-desktop``: the command line with the process around it."""

from __future__ import annotations

import sys

from cjm_desktop.cli import main as run


def main() -> int:
    """Run the command line with the process's own arguments; gives the exit code."""
    return run()


if __name__ == "__main__":
    sys.exit(main())

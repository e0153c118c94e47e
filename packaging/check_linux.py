"""Check what a Linux desktop reads about the program: ``python packaging/check_linux.py``.

The judges are the desktop's own tools (desktop-file-validate, appstreamcli, update-mime-database); one that is missing
is named and passed over. Exit code 1 when one of them objects.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LINUX = Path(__file__).resolve().parent / "linux"
ID = "org.cjm_desktop.Editor"


def judged(command: list[str]) -> bool:
    """Whether the tool is content; says what it says, or that it is not there."""
    if not shutil.which(command[0]):
        print(f"{command[0]}: not installed, passed over")
        return True
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    print(f"{command[0]}: {'content' if done.returncode == 0 else done.stdout + done.stderr}")
    return done.returncode == 0


def main() -> int:
    """Ask every judge; gives the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder) / "mime" / "packages"
        packages.mkdir(parents=True)
        shutil.copy(LINUX / f"{ID}.mime.xml", packages / f"{ID}.xml")
        content = [
            judged(["desktop-file-validate", "--no-hints", str(LINUX / f"{ID}.desktop")]),
            judged(["appstreamcli", "validate", "--no-net", str(LINUX / f"{ID}.metainfo.xml")]),
            judged(["update-mime-database", str(packages.parent)]),
        ]
    return 0 if all(content) else 1


if __name__ == "__main__":
    sys.exit(main())

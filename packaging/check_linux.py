"""Check what a Linux desktop reads about the program: ``python packaging/check_linux.py``.

The judges are the desktop's own tools (desktop-file-validate, appstreamcli, update-mime-database), mandoc for the manual page, and
makensis for the script of the Windows installer; one that is missing is named and passed over. The metainfo is judged without and with
screenshots. Exit code 1 when one of them objects.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent / "windows"))

import build_installer
import identity
import metainfo

#: An address that can never be one (RFC 2606).
_ADDRESS = "https://pictures.invalid"


def judged(command: list[str]) -> bool:
    """Whether the tool is content; says what it says, or that it is not there."""
    if not shutil.which(command[0]):
        print(f"{command[0]}: not installed, passed over")
        return True
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    print(f"{command[0]}: {'content' if done.returncode == 0 else done.stdout + done.stderr}")
    return done.returncode == 0


def installer(scratch: Path) -> bool:
    """Whether NSIS makes an installer of the script, with a stub in place of the program."""
    if not shutil.which("makensis"):
        print("makensis: not installed, passed over")
        return True
    stub = scratch / "stub"
    (stub / "_internal").mkdir(parents=True)
    for name in (f"{identity.COMMAND}.exe", "LICENSE", "_internal/base_library.zip"):
        (stub / name).write_bytes(b"stub")
    try:
        build_installer.build(stub, scratch)
    except SystemExit as objection:
        print(objection)
        return False
    print("makensis: content")
    return True


def main() -> int:
    """Ask every judge; gives the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        packages = scratch / "mime" / "packages"
        packages.mkdir(parents=True)
        shutil.copy(identity.LINUX / f"{identity.ID}.mime.xml", packages / f"{identity.ID}.xml")
        content = [
            judged(["desktop-file-validate", "--no-hints", str(identity.LINUX / f"{identity.ID}.desktop")]),
            judged(["update-mime-database", str(packages.parent)]),
            judged(["mandoc", "-T", "lint", "-W", "warning", str(identity.LINUX / f"{identity.COMMAND}.1")]),
            installer(scratch),
        ]
        for address in ("", _ADDRESS):
            told = scratch / f"{identity.ID}.metainfo.xml"
            told.write_text(metainfo.text(address), encoding="utf-8")
            content.append(judged(["appstreamcli", "validate", "--no-net", str(told)]))
    return 0 if all(content) else 1


if __name__ == "__main__":
    sys.exit(main())

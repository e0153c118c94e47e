"""Build the installer for Windows: ``python packaging/windows/build_installer.py BUNDLE OUT``. Standard library and NSIS only.

``BUNDLE`` is the folder that PyInstaller has made on Windows (packaging/check_bundle.py), ``OUT`` the folder for the installer. NSIS 3
(``makensis``) compiles on Linux too, which is how the script is tested. Every name, version and path comes from packaging/identity.py, by
way of a file of definitions that is written beside the installer and taken away again.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import identity

HERE = Path(__file__).resolve().parent
#: Our languages in NSIS.
LANGUAGES = {"en": "ENGLISH", "da": "DANISH", "hu": "HUNGARIAN", "nl": "DUTCH", "sv": "SWEDISH"}
CLOSE_FIRST = {
    "en": f"{identity.NAME} is still open. Close it, then try again.",
    "da": f"{identity.NAME} er stadig åben. Luk programmet, og prøv igen.",
    "hu": f"A {identity.NAME} még nyitva van. Zárja be, majd próbálja újra.",
    "nl": f"{identity.NAME} is nog open. Sluit het programma en probeer het opnieuw.",
    "sv": f"{identity.NAME} är fortfarande öppet. Stäng programmet och försök igen.",
}


def definitions(bundle: Path, target: Path) -> str:
    """What the script is told: names, version, places, and its words in every language."""
    defined = {
        "NAME": identity.NAME,
        "COMMAND": identity.COMMAND,
        "VERSION": identity.version(),
        "FOUR_NUMBERS": ".".join(map(str, identity.four_numbers())),
        "AUTHORS": identity.AUTHORS,
        "LICENCE": identity.LICENCE,
        "LICENSE_FILE": identity.ROOT / "LICENSE",
        "SUFFIX": identity.SUFFIX,
        "MEDIA_TYPE": identity.MEDIA_TYPE,
        "PROG_ID": identity.PROG_ID,
        "UNINSTALL": rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{identity.COMMAND}",
        "ICONS": identity.ICONS,
        "BUNDLE": bundle,
        "OUT": target,
    }
    lines = [f'!define {name} "{_quoted(str(value))}"' for name, value in defined.items()]
    lines.append("!macro WORDS")
    for language, name in LANGUAGES.items():
        for key, words in (("KIND", identity.KIND), ("FILE_KIND", identity.FILE_KIND), ("CLOSE_FIRST", CLOSE_FIRST)):
            lines.append(f'  LangString {key} ${{LANG_{name}}} "{_quoted(words[language])}"')
    return "\n".join([*lines, "!macroend", ""])


def build(bundle: Path, out: Path) -> Path:
    """Compile the installer; gives it. Raises ``SystemExit`` with a sentence where NSIS is missing or objects."""
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS;C:\Program Files\NSIS")
    if makensis is None:
        raise SystemExit("makensis is not here: install NSIS 3 (Debian calls the package nsis).")
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{identity.NAME.replace(' ', '-')}-{identity.version()}-setup.exe"
    with tempfile.TemporaryDirectory(prefix="cjm-nsis-") as scratch:
        told = Path(scratch) / "identity.nsh"
        # NSIS knows by the mark at the beginning that it is UTF-8.
        told.write_text(definitions(bundle.resolve(), target.resolve()), encoding="utf-8-sig")
        define = "/D" if sys.platform == "win32" else "-D"
        done = subprocess.run(
            [makensis, f"{define[0]}V2", f"{define[0]}WX", f"{define}IDENTITY={told}", str(HERE / "installer.nsi")],
            capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"makensis objects:\n{done.stdout}{done.stderr}")
    return target


def _quoted(text: str) -> str:
    return text.replace("$", "$$").replace('"', '$\\"')


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))

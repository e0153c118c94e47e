"""Build the Debian package: ``python3 packaging/build_deb.py OUT [--bundle FOLDER] [--level N]``. Standard library and dpkg-deb only.

Makes ``OUT/cjm-desktop_VERSION_ARCH.deb`` of a built bundle (``--bundle``, else it is built): the program below
``/usr/lib/cjm-desktop`` and everything that desktops, shells and readers of manuals look for. What it depends on is read from its own files
(packaging/libraries.py). There are no scripts in it: the packages of the desktop notice new files by themselves. The same source gives the
same bytes.
``CJM_MAINTAINER`` names whoever publishes it, as “Name <address>”.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import identity
import libraries
import linux_tree

import dev

_DESCRIPTION = """\
Description: map customer journeys and print them as posters
 CJM Desktop helps a group draw what a customer, a colleague or a patient
 goes through: touchpoint cards on a timeline, and under them the line of how
 each of them felt. Cards are dragged, grades follow the hand, and everything
 stays in one readable file.
 .
 The poster it prints is measured in millimetres and says from how far its
 smallest text can be read. It works without a network, in English, Danish,
 Dutch, Hungarian and Swedish, in a window and on the command line.
"""
_COPYRIGHT = f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {identity.NAME}
Comment:
 The program brings its own Python, Qt and other libraries along, below
 /usr/lib/{identity.COMMAND}/_internal. Whose work they are and under which
 licences, with all texts, is in /usr/share/doc/{identity.COMMAND}/licences.txt.gz,
 which is what “{identity.COMMAND} --licenses” prints. Qt is used under the LGPL 3:
 its libraries lie there as files and may be replaced.

Files: *
Copyright: 2026 {identity.AUTHORS}
License: Expat
"""
#: What lintian finds and is as it is meant to be, each with the reason.
_OVERRIDES = f"""\
# The program comes with the very versions of its libraries that it was tested with, and needs none of the system's.
{identity.COMMAND}: embedded-library
# The wheels of Python packages come as their makers built them: some have names for debuggers, some search beside themselves for
# libraries, some stand where Debian's own would not.
{identity.COMMAND}: custom-library-search-path
{identity.COMMAND}: unstripped-binary-or-object
{identity.COMMAND}: hardening-no-pie
{identity.COMMAND}: hardening-no-fortify-functions
{identity.COMMAND}: shared-library-lacks-prerequisites
{identity.COMMAND}: package-contains-documentation-outside-usr-share-doc
{identity.COMMAND}: extra-license-file
# Patterns of hyphenation are in the encodings that their makers chose, and say so in their first line; they are read in those.
{identity.COMMAND}: national-encoding
# Parts of Python and of Qt that ask for nothing but each other.
{identity.COMMAND}: library-not-linked-against-libc
"""


def architecture() -> str:
    """What Debian calls this machine's kind, such as ``amd64``."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def changelog() -> str:
    """The changes of this version as Debian writes them, from CHANGELOG.md where it tells of the version."""
    version, said = identity.version(), []
    source = identity.ROOT / "CHANGELOG.md"
    if source.exists():
        parts = re.split(r"^## ", source.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (found,) = [part for part in parts if part.startswith((f"[{version}]", version))] or [""]
        said = [" ".join(re.sub(r"\*\*|`", "", entry).split()) for entry in re.findall(r"^- ((?:.+\n?(?:  .+\n?)*))", found, re.MULTILINE)]
    moment = format_datetime(datetime.fromtimestamp(identity.epoch(), UTC))
    lines = [line for entry in said or [f"Version {version}."] for line in _wrapped(entry)]
    return f"{identity.COMMAND} ({version}) unstable; urgency=medium\n\n" + "\n".join(lines) + f"\n\n -- {identity.MAINTAINER}  {moment}\n"


def _wrapped(entry: str) -> list[str]:
    lines, line = [], "  *"
    for word in entry.split():
        if len(line) + 1 + len(word) > 78:
            lines.append(line)
            line = "   "
        line += f" {word}"
    return [*lines, line]


def control(root: Path, arch: str) -> str:
    """The package's own description of itself. Raises ``dev.Stop`` when a file in it asks for a library that nobody decided about."""
    asked = libraries.outside(root)
    try:
        must, should = libraries.depends(asked)
    except KeyError as unknown:
        (library,) = unknown.args
        raise dev.Stop(f"{asked[library][0]} needs {library}: say in packaging/libraries.py which package brings it.") from None
    must = [f"libc6 (>= {libraries.glibc(root)})" if package == "libc6" else package for package in must]
    installed = sum((path.stat().st_size + 1023) // 1024 for path in bundle.files(root))
    return (
        f"Package: {identity.COMMAND}\nVersion: {identity.version()}\nSection: editors\nPriority: optional\n"
        f"Architecture: {arch}\nMaintainer: {identity.MAINTAINER}\nInstalled-Size: {installed}\n"
        f"Depends: {', '.join(must)}\nRecommends: {', '.join([*should, 'shared-mime-info', 'hicolor-icon-theme'])}\n{_DESCRIPTION}"
    )


def lay_out(folder: Path, root: Path, arch: str) -> None:
    """Everything that goes into the package, with its description of itself in ``DEBIAN``. Raises ``dev.Stop``."""
    linux_tree.lay_out(folder, root)
    documents = root / "usr" / "share" / "doc" / identity.COMMAND
    documents.mkdir(parents=True)
    licence = (identity.ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2].strip()
    indented = "\n".join(f" {line}" if line.strip() else " ." for line in licence.splitlines())
    (documents / "copyright").write_text(_COPYRIGHT + indented + "\n", encoding="utf-8")
    (documents / "changelog.gz").write_bytes(linux_tree.zipped(changelog().encode()))
    said = subprocess.run(
        [str(folder / identity.COMMAND), "--licenses"], capture_output=True, check=True, env=bundle.clean_environment()
    ).stdout
    (documents / "licences.txt.gz").write_bytes(linux_tree.zipped(said))
    overrides = root / "usr" / "share" / "lintian" / "overrides" / identity.COMMAND
    overrides.parent.mkdir(parents=True)
    overrides.write_text(_OVERRIDES, encoding="utf-8")
    described = control(root, arch)
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in sorted(bundle.files(root))
    )
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(described, encoding="utf-8")
    (root / "DEBIAN" / "md5sums").write_text(sums, encoding="utf-8")
    linux_tree.settle(root)


def build(folder: Path, out: Path, level: int = 6) -> Path:
    """Make the package of a built bundle below ``out``; gives it. ``level`` as xz has it; 0: not pressed at all, which is for tests.

    Raises ``dev.Stop`` with a sentence.
    """
    if not shutil.which("dpkg-deb"):
        raise dev.Stop("dpkg-deb is not here: Debian packages are built on Debian, Ubuntu and what comes of them.")
    arch = architecture()
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{identity.COMMAND}_{identity.version()}_{arch}.deb"
    with tempfile.TemporaryDirectory(prefix="cjm-deb-") as scratch:
        root = Path(scratch) / "root"
        root.mkdir()
        lay_out(folder, root, arch)
        pressed = ["-Zxz", f"-z{level}"] if level else ["-Znone"]
        command = ["dpkg-deb", "--root-owner-group", *pressed, "--build", str(root), str(target)]
        done = dev.run_quietly(command, {**dev.clean_environment(), "SOURCE_DATE_EPOCH": str(identity.epoch())})
    if done.returncode:
        raise dev.Stop(f"dpkg-deb could not build the package:\n{dev.last_lines(done.stdout, 10)}")
    return target


def main(arguments: list[str]) -> int:
    """Build; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--level", type=int, default=6, help="0 does not press it at all, 9 makes it small")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cjm-bundle-") as scratch:
        try:
            package = build(options.bundle or bundle.build(Path(scratch)).parent, options.out.resolve(), options.level)
        except dev.Stop as stop:
            print(stop)
            return 1
    print(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

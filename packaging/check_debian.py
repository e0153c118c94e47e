"""Install the Debian package in a Debian of its own and try it: ``python3 packaging/check_debian.py PACKAGE [--folder APPDIR]``.

Makes a minimal Debian with debootstrap (root and a network are needed), in which there is neither Python nor Qt, and in it installs the
package with apt, which fetches what it depends on and nothing that it only recommends; tries the program as packaging/check_bundle.py does;
looks whether the desktop knows the kind of file and its icon, the manual, completion and thumbnails; runs the portable folder beside it;
and removes the package again, after which nothing of it may be left. The Debian is taken away at the end, or with ``--keep FOLDER`` made
there and used again. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import identity
import trying

import dev

_INSTALL = "apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends"
#: What a desktop brings by itself: tools that know kinds of files.
_DESKTOP = "shared-mime-info desktop-file-utils libglib2.0-bin"
_COMPLETES = (
    f". /usr/share/bash-completion/completions/{identity.COMMAND}; COMP_WORDS=({identity.COMMAND} exp); COMP_CWORD=1; _cjm_desktop; "
    'test "${COMPREPLY[*]}" = export'
)
#: Run one after the other: what is proved, and the command.
_STEPS = (
    ("a journey is known by its name", f"gio info -a standard::content-type b{identity.SUFFIX} | grep -qF {identity.MEDIA_TYPE}"),
    ("a journey is known by its first bytes", f"gio info -a standard::content-type nameless | grep -qF {identity.MEDIA_TYPE}"),
    ("a journey has its icon", f"gio info -a standard::icon b{identity.SUFFIX} | grep -qF {identity.FILE_ICON}"),
    ("the icon is there", f"ls /usr/share/icons/hicolor/*/mimetypes/{identity.FILE_ICON}.* >/dev/null"),
    ("a journey opens with the program", f"gio mime {identity.MEDIA_TYPE} | grep -qF {identity.ID}.desktop"),
    ("the manual is there", f"gzip -dc /usr/share/man/man1/{identity.COMMAND}.1.gz | grep -q thumbnail"),
    ("bash completes", f"bash -c '{_COMPLETES}'"),
    ("file managers get thumbnails", f"{identity.COMMAND} thumbnail --size 128 b{identity.SUFFIX} b.png && test -s b.png"),
)


class Debian:
    """A minimal Debian below a folder, in which one folder of this machine is seen at its own place. What is mounted lives in a namespace
    of its own, and ends with each command."""

    def __init__(self, root: Path, seen: Path) -> None:
        self.root, self.seen = root, seen

    def make(self, release: str) -> None:
        """Have it there. Raises ``dev.Stop``."""
        if not (self.root / "usr" / "bin" / "dpkg").exists():
            done = dev.run_quietly(["debootstrap", "--variant=minbase", release, str(self.root)])
            if done.returncode:
                raise dev.Stop(f"debootstrap could not make a Debian:\n{dev.last_lines(done.stdout, 5)}")
        (self.root / str(self.seen).lstrip("/")).mkdir(parents=True, exist_ok=True)
        shutil.copyfile("/etc/resolv.conf", self.root / "etc" / "resolv.conf")

    def command(self, *words: str) -> list[str]:
        """The words that run a command in there, as root."""
        script = (
            f'mount --rbind /dev "{self.root}/dev" && mount -t proc proc "{self.root}/proc" && '
            f'mount --bind "{self.seen}" "{self.root}{self.seen}" && exec chroot "{self.root}" "$@"'
        )
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script, "sh", *words]

    def run(self, line: str) -> str:
        """Run a line of shell in there, in the folder that is seen; gives what it says. Raises ``dev.Stop`` when it fails."""
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        network = {name: value for name, value in os.environ.items() if name.lower() in {"http_proxy", "https_proxy", "no_proxy"}}
        done = subprocess.run(
            self.command("/bin/sh", "-c", f'cd "{self.seen}" && {line}'), env={**env, **network}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        if done.returncode:
            raise dev.Stop(f"In the Debian, “{line}” gave {done.returncode}:\n{dev.last_lines(done.stdout + done.stderr, 10)}")
        return done.stdout


def checked(debian: Debian, package: Path, folder: Path | None, wheel: Path | None, scratch: Path) -> None:
    """Everything that the module promises, told line by line. Raises ``dev.Stop`` at the first thing that is not so."""
    for name in ("right", "installed", "portable"):
        (scratch / name).mkdir()
    right = scratch / "right"
    reference = trying.Reference([str(wheel)], right) if wheel is not None else trying.checkout(right)
    shutil.copy(package, scratch / package.name)
    before = set(debian.run("find / -xdev -type f -not -path '/var/*' -not -path '/proc/*'").splitlines())
    debian.run("apt-get -qq update")
    debian.run(f"{_INSTALL} ./{package.name}")
    brought = debian.run("dpkg-query -W -f '${Package}\\n' | wc -l").strip()
    print(f"The package is installed ({brought} packages in all).", flush=True)
    said = trying.proved(debian.command(f"/usr/bin/{identity.COMMAND}"), scratch / "installed", reference, same_fonts=False)
    print(f"  {said}", flush=True)
    debian.run(f"{_INSTALL} {_DESKTOP}")
    debian.run(f"{identity.COMMAND} new --lang en -o b{identity.SUFFIX} && cp b{identity.SUFFIX} nameless")
    for what, line in _STEPS:
        debian.run(line)
        print(f"  {what}", flush=True)
    debian.run(f"apt-get -qq purge -y {identity.COMMAND}")
    after = set(debian.run("find / -xdev -type f -not -path '/var/*' -not -path '/proc/*'").splitlines()) - before
    left = [path for path in after if "cjm" in path.lower() and not path.startswith(str(scratch))]
    if left:
        raise dev.Stop(f"The package leaves behind: {', '.join(sorted(left)[:5])}")
    print("It is removed, and nothing of it is left.", flush=True)
    if folder is not None:
        # What the package has depended on is still there; the folder itself needs no installation.
        shutil.copytree(folder, scratch / "anywhere", symlinks=True)
        said = trying.proved(debian.command(str(scratch / "anywhere" / "AppRun")), scratch / "portable", reference, same_fonts=False)
        print(f"The portable folder runs.\n  {said}", flush=True)


def main(arguments: list[str]) -> int:
    """Make, install, try, remove; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--folder", type=Path, help="the portable folder, to be tried too")
    parser.add_argument("--wheel", type=Path, help="the program of an installed wheel, to compare with")
    parser.add_argument("--release", default="bookworm", help="of Debian: the oldest that the program is for")
    parser.add_argument("--keep", type=Path, help="where the Debian is made, and found the next time")
    options = parser.parse_args(arguments)
    if os.name == "nt" or os.geteuid() or not all(map(shutil.which, ("debootstrap", "unshare", "chroot"))):
        print("This needs root on Linux, and debootstrap.")
        return 1
    with tempfile.TemporaryDirectory(prefix="cjm-debian-") as place:
        scratch = Path(place) / "tried"
        scratch.mkdir()
        debian = Debian(options.keep.resolve() if options.keep else Path(place) / "debian", scratch)
        try:
            debian.make(options.release)
            checked(debian, options.package.resolve(), options.folder, options.wheel, scratch)
        except dev.Stop as stop:
            print(stop)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Following a page of ``docs/howto`` to the letter, in a copy of the program.

Contract. :func:`follow` copies the program into a folder, reads a page, and does in the order of the page what these sentences say, each
followed by the blocks that belong to it:

* ``Write `path`:`` one block: the new file;
* ``In `path`, below`` one block, ``write`` another: the second goes below the lines of the first, which must be there once;
* ``In `path`, replace`` one block, ``by`` another;
* ``Run:`` one block: commands for a shell, which must succeed (``cjm-desktop`` is the copy's program; its exit code 1, done with
  problems, counts as success);
* ``Try it:`` one block: a Python script that must not raise.

A sentence that is nearly one of these, and a block that belongs to none, stop the test: what is on the page is done, or it is not there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "howto"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(
    r"(?:^|(?<=\s))(?:(Write) `([^`]+)`:|In `([^`]+)`, (below|replace)|(write|by)|(Run|Try it):)\s*\Z", re.MULTILINE
)


@dataclass(frozen=True)
class Block:
    """A block of a page, and the words that stand before it."""

    said: str
    kind: str
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of a page with what was said since the one before."""
    found, at = [], 0
    for fence in _FENCE.finditer(page):
        found.append(Block(page[at : fence.start()].rstrip(), fence[1], fence[2]))
        at = fence.end()
    return found


def copied(folder: Path) -> Path:
    """A copy of everything that the program and the translator's tool need."""
    for name in ("cjm_desktop", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".~lock*"))
    (folder / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "i18n.py", folder / "packaging")
    shutil.copy(ROOT / "pyproject.toml", folder)
    bin_ = folder / ".bin"
    bin_.mkdir()
    for name, command in (("python", f'exec "{sys.executable}" "$@"'), ("cjm-desktop", f'"{sys.executable}" -m cjm_desktop "$@"')):
        # Done with problems, such as advice on the map, is done.
        text = f"#!/bin/sh\n{command}\n" + ("" if name == "python" else "code=$?\n[ $code -le 1 ]\n")
        (bin_ / name).write_text(text, encoding="utf-8")
        (bin_ / name).chmod(0o755)
    return folder


def follow(name: str, folder: Path) -> Path:
    """Do what a page says; gives the folder of the changed program. Raises ``AssertionError`` where it cannot be done as written."""
    copy = copied(folder)
    waiting: tuple[str, str, str] | None = None
    for block in blocks((PAGES / f"{name}.md").read_text(encoding="utf-8")):
        step = _STEP.search(block.said)
        assert step is not None, f"{name}: a block that no sentence explains, after “{block.said[-80:]}”"
        new, path, place, how, then, run = step.groups()
        if waiting is not None:
            assert then, f"{name}: what is to be done with the lines of {waiting[0]}?"
            file, manner, old = waiting
            change(copy / file, manner, old, block.text)
            waiting = None
        elif new:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            assert not (copy / path).exists(), f"{name}: {path} is there already"
            (copy / path).write_text(block.text, encoding="utf-8")
        elif place:
            waiting = (place, how, block.text)
        else:
            assert run, f"{name}: “{then}” what?"
            command = ["sh", "-e", "-c", block.text] if run == "Run" else [sys.executable, "-c", block.text]
            done(command, copy)
    assert waiting is None
    return copy


def change(file: Path, manner: str, old: str, new: str) -> None:
    """Put lines below others, or in their place."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} has {text.count(old)} places like\n{old}"
    file.write_text(text.replace(old, old + new if manner == "below" else new), encoding="utf-8")


def done(command: list[str], copy: Path, **env: str) -> str:
    """Run a command in the copy, with the copy's program; gives what it said. Raises ``AssertionError`` with that when it fails."""
    around = {**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **env}
    around["PATH"] = f"{copy / '.bin'}{os.pathsep}{around['PATH']}"
    ran = subprocess.run(command, cwd=copy, env=around, capture_output=True, text=True, timeout=280, check=False)
    assert ran.returncode == 0, f"{command[-1]}\n{ran.stdout[-2000:]}\n{ran.stderr[-3000:]}"
    return ran.stdout

"""What every build has to show before it counts. Standard library only.

Contract: :func:`proved` runs a built program as a person would, from a folder of its own and with nothing of the checkout in its
environment, and raises ``dev.Stop`` with a sentence when something is not as it has to be:

- it tells the version of the checkout, and passes its own test (window, fonts, five languages, a sample, graph, poster);
- it opens a journey in the editor, as far as the map and everything around it;
- it speaks every language: no two help pages are alike;
- poster, picture, drawing and slides of a journey are byte for byte those that the wheel (or the checkout) prints, in Hungarian, whose
  words have to be divided, and in Thai, whose words have to be found;
- it draws a small picture, checks a journey, and tells whose work it stands on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle
import identity

import dev

#: Posters and what else is printed: kind -> further arguments.
_PRINTS = {"pdf": (), "png": ("--dpi", "30"), "svg": (), "pptx": ()}
#: Thai has no blanks between its words, and a model of them has to come along: a touchpoint long enough to be broken into lines.
_THAI = "Touchpoint,Text\nเริ่ม," + "ลูกค้าโทรหาฝ่ายบริการและรอสายอยู่นานมากก่อนที่จะมีคนรับสาย" * 4 + "\n"
#: An editor that has not come up by then (seconds) does not come up.
_PATIENCE = 120


class Reference:
    """What a program that is known to be right prints; made once for all builds."""

    def __init__(self, program: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> None:
        """Print everything with ``program`` in ``folder``, which is empty. Raises ``dev.Stop``."""
        self.environment = environment or bundle.clean_environment()
        self.journey = folder / "journey.cjm"
        self.printed = _print_all(list(program), folder, self.journey, self.environment)


def checkout(folder: Path) -> Reference:
    """The checkout itself as the measure, for whoever has no wheel at hand."""
    env = dev.set_up("run")
    return Reference(dev.program(env), folder, {**bundle.clean_environment(), "PYTHONPATH": str(identity.ROOT)})


def proved(called: Sequence[str], folder: Path, reference: Reference, *, same_fonts: bool = True) -> str:
    """Try a program in an empty ``folder``, ``called`` by one word or by several; gives a line about it. Raises ``dev.Stop``.

    ``same_fonts``: whether it finds the fonts of the system in which the reference was printed. Thai is set in those.
    """
    began = time.monotonic()
    command, env = list(called), bundle.clean_environment()
    program = command[-1]
    version = f"{identity.NAME} {identity.version()}"
    if (said := _run([*command, "--version"], folder, env).strip()) != version:
        raise dev.Stop(f"{program} calls itself “{said}”, not “{version}”.")
    sound = _run([*command, "--self-test"], folder, env).strip().splitlines()[-1]
    if not sound.startswith(f"{version}: sound") or "5 languages" not in sound:
        raise dev.Stop(f"{program} says of itself: {sound}")
    pages = {_run([*command, "new", "--lang", language, "--help"], folder, env): language for language in dev.LANGUAGES}
    if len(pages) != len(dev.LANGUAGES):
        raise dev.Stop(f"{program} speaks only: {', '.join(pages.values())}.")
    journey = folder / "journey.cjm"
    for name, data in _print_all(command, folder, journey, env).items():
        if data != reference.printed[name] and (same_fonts or not name.startswith("thai")):
            raise dev.Stop(f"{program} prints another {name} than the wheel.")
    _run([*command, "thumbnail", str(journey), str(folder / "small.png"), "--size", "128"], folder, env)
    _run([*command, "check", str(journey), "--json"], folder, env)
    if "LGPL" not in _run([*command, "--licenses"], folder, env):
        raise dev.Stop(f"{program} --licenses does not tell of Qt.")
    _opened(command, journey, folder, env)
    return f"{sound} [{time.monotonic() - began:.0f} s]"


def _print_all(command: list[str], folder: Path, journey: Path, env: dict[str, str]) -> dict[str, bytes]:
    """Make a journey of a sample and print it in every way; gives file name and content."""
    _run([*command, "new", "--template", "new-colleague", "--lang", "hu", "-o", str(journey)], folder, env)
    printed = {journey.name: journey.read_bytes()}
    (table := folder / "thai.csv").write_text(_THAI, encoding="utf-8")
    thai = table.with_suffix(".cjm")
    _run([*command, "import", str(table), "-o", str(thai), "--lang", "en"], folder, env)
    _run([*command, "export", str(thai), "-o", str(out := folder / "thai.svg")], folder, env)
    printed[out.name] = out.read_bytes()
    for kind, more in _PRINTS.items():
        out = folder / f"poster.{kind}"
        _run([*command, "export", str(journey), "-o", str(out), *more], folder, env)
        printed[out.name] = out.read_bytes()
    return printed


def _opened(command: list[str], journey: Path, folder: Path, env: dict[str, str]) -> None:
    """Open the journey in the editor, without a display, and wait until the editor says that everything is there."""
    own = {name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}
    for place in own.values():
        Path(place).mkdir(mode=0o700, exist_ok=True)
    with subprocess.Popen(
        [*command, str(journey)], cwd=folder, env={**env, **own, "CJM_TELL_START": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    ) as editor:  # fmt: skip
        assert editor.stderr is not None
        told: list[str] = []
        watch = threading.Timer(_PATIENCE, editor.kill)
        watch.start()
        for line in editor.stderr:
            told.append(line.split(" ")[0].strip())
            if told[-1] == "ready":
                break
        watch.cancel()
        # Not asked to end: who is called by others (unshare) does not hear of it.
        editor.kill()
    if "map" not in told or "ready" not in told:
        raise dev.Stop(f"{command[-1]} does not open a journey; it came as far as: {', '.join(told) or 'nothing'}")


def _run(command: list[str], folder: Path, env: dict[str, str]) -> str:
    """Run a command that ends by itself; gives its standard output. Raises ``dev.Stop`` when it fails (1 is: done, with remarks)."""
    done = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", errors="replace",
        timeout=_PATIENCE, check=False,
    )  # fmt: skip
    strict = any(word in command for word in ("--self-test", "--version", "thumbnail"))
    if done.returncode not in ({0} if strict else {0, 1}):
        raise dev.Stop(f"{' '.join(command)} gave {done.returncode}:\n{dev.last_lines(done.stdout + done.stderr, 15)}")
    return done.stdout


def program_in(root: Path) -> Path:
    """The program below the root of a Linux tree, by the way a person starts it."""
    return root / ("AppRun" if (root / "AppRun").exists() else f"usr/bin/{identity.COMMAND}{'.exe' if os.name == 'nt' else ''}")

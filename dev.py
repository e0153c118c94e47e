#!/usr/bin/env python3
"""The door to a checkout of CJM Desktop. Needs nothing but Python 3.11 or newer.

    python3 dev.py run [FILE]     set up what is missing, then open the editor (without a display: print the poster)
    python3 dev.py test [ARGS]    set up what is missing, then run the tests; ARGS go to pytest
    python3 dev.py bench [ARGS]   run the benchmarks and print their table
    python3 dev.py coverage [LAYER …]  measure how much of the pure layers their own tests run; fails where it fell
    python3 dev.py setup [--dev]  set up only (--dev: with everything the tests need)
    python3 dev.py doctor         say what is here and what is missing, change nothing

Set-up means a virtual environment in .venv with exactly the packages of the lock files (uv is used when it is there, else
pip), and on Debian and Ubuntu the few system libraries that Qt needs. It happens once; after that a start costs nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import json
import locale
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
LANGUAGES = tuple(row["code"] for row in json.loads((HERE / "resources/i18n/languages.json").read_text(encoding="utf-8")))
#: The Pythons this lock file has packages for.
OLDEST, TOO_NEW = (3, 11), (3, 15)

# Library -> Debian packages that bring it, newest name first (the t64 names: Debian 13, Ubuntu 24.04).
QT: Mapping[str, tuple[str, ...]] = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
}
X11: Mapping[str, tuple[str, ...]] = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",), "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",), "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",), "libX11-xcb.so.1": ("libx11-xcb1",),
}  # fmt: skip
WAYLAND: Mapping[str, tuple[str, ...]] = {
    "libwayland-client.so.0": ("libwayland-client0",), "libwayland-cursor.so.0": ("libwayland-cursor0",),
}  # fmt: skip
#: Program -> package: what the tests on a virtual display and of printed pages use. Without them those tests are skipped.
TEST_TOOLS = {
    "Xvfb": "xvfb", "xauth": "xauth", "setxkbmap": "x11-xkb-utils", "xdotool": "xdotool", "openbox": "openbox",
    "pdftoppm": "poppler-utils", "dbus-daemon": "dbus", "/usr/libexec/at-spi2-registryd": "at-spi2-core",
}  # fmt: skip
IMPORTS = {
    "run": "PySide6.QtWidgets, pyqtgraph, reportlab.pdfgen.canvas, pikepdf, PIL.ImageCms, pydantic.main, uharfbuzz, pyphen, bidi, "
    "openpyxl, segno, budoux, pptx",
    "dev": "PySide6.QtTest, pytest, pytestqt, xdist, hypothesis, ruff, mypy, importlinter, hatchling, babel, fontTools.ttLib, page",
    "bundle": "PySide6.QtWidgets, pydantic.main, uharfbuzz, PyInstaller",
}
#: Draws the editor window with a journey (first argument) into a PNG (second one).
PICTURE = (
    "import sys; from pathlib import Path; from cjm_desktop.app import window_picture;"
    " window_picture(Path(sys.argv[1]), Path(sys.argv[2]))"
)
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "bundle": "requirements-bundle.lock"}


class Stop(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def say(text: str) -> None:
    """One line to the person, on standard error so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------------------ system packages


def missing_libraries(libraries: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The packages (as candidates) whose library cannot be loaded; empty on anything but Linux."""
    if not LINUX:
        return []
    missing = []
    for library, packages in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(packages)
    return missing


def elevation() -> list[str] | None:
    """How to become root without asking: nothing when we are, ``sudo -n`` when that works, None when neither."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
        return [sudo, "-n"]
    return None


def choose(candidates: Sequence[str]) -> str:
    """The first package name that this release of Debian or Ubuntu has; the last one when it cannot tell."""
    for name in candidates[:-1]:
        policy = subprocess.run(
            ["apt-cache", "policy", name], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
        )
        if "Candidate:" in policy.stdout and "Candidate: (none)" not in policy.stdout:
            return name
    return candidates[-1]


def install_system(packages: Iterable[Sequence[str]], why: str, *, required: bool = True) -> None:
    """Have the packages installed: by ourselves where we may, else say the one line that does it.

    ``required=False`` does what can be done and never stops.
    """
    wanted = list(dict.fromkeys(tuple(p) for p in packages))
    if not wanted:
        return
    if not shutil.which("apt-get"):
        if required:
            names = ", ".join(p[-1] for p in wanted)
            raise Stop(
                f"{why}\nDebian calls the packages {names}: install what brings them with this system's package manager,"
                " then run the same command again."
            )
        return
    root = elevation()
    if root is None:
        if required:
            line = "sudo apt-get install -y --no-install-recommends " + " ".join(choose(p) for p in wanted)
            raise Stop(f"{why} Please run this once, and then the same command again:\n\n    {line}\n")
        return
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    started = time.monotonic()
    say("Looking up system packages …")
    update = run_quietly([*apt, "update"])
    chosen = [choose(p) for p in wanted]
    say("Installing system packages: " + " ".join(chosen))
    done = run_quietly([*apt, "install", "-y", "--no-install-recommends", *chosen])
    if done.returncode == 0:
        say(f"  done in {time.monotonic() - started:.0f} s")
    elif required:
        said = last_lines(done.stdout, 6) or last_lines(update.stdout, 6)
        raise Stop(f"{why} Installing {' '.join(chosen)} did not work:\n{said}")
    else:
        say("  they could not be installed; the tests that need them are skipped")


def run_quietly(command: Sequence[str], env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing to read and keep what it says (both streams in ``stdout``)."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=None if env is None else dict(env),
    )


def last_lines(text: str, count: int) -> str:
    """The last lines of a tool's output that say anything, indented."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join("    " + line for line in lines[-count:])


# ------------------------------------------------------------------------------------------------ the environment


def writable(folder: Path) -> bool:
    """Whether a file can be made in the folder (asking the permissions alone misjudges root and read-only disks)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def own_folder(name: str) -> Path:
    """A folder of the checkout to write in, or where the checkout is read-only one in the person's cache."""
    if writable(HERE):
        return HERE / name
    if WINDOWS:
        cache = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = cache / "cjm-desktop" / hashlib.sha256(str(HERE).encode()).hexdigest()[:12]
    if not writable(place):
        raise Stop(f"Neither {HERE} nor {place} can be written to, and the program's packages must go somewhere.")
    return place / name


class Environment:
    """One virtual environment, made from one lock file and remembered as ready by a stamp inside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self._stamp = folder / ".cjm-ready.json"
        # Stands in an environment while it is being made: who finds it knows that the rest is half done.
        self._unfinished = folder / ".cjm-unfinished"

    def ready(self, kind: str) -> bool:
        """Whether the packages of the lock file are all in, for the interpreter that is there now."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
            return bool(stamp["python"] == self._interpreter() and stamp[kind] == self._lock_hash(kind))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def make(self, kind: str) -> None:
        """Make it ready; does nothing when it is. Raises :class:`Stop` with a sentence when that cannot be."""
        if self.ready(kind):
            return
        started = time.monotonic()
        uv = shutil.which("uv")
        fresh = self._prepare(uv)
        say(f"Setting up {self.folder} with {'uv' if uv else 'pip'} (once; up to a minute) …")
        problem = self._install(kind, uv) or self._broken(kind)
        if problem and not fresh:
            say("  what was there is damaged; making it anew")
            shutil.rmtree(self.folder, ignore_errors=True)
            self._prepare(uv)
            problem = self._install(kind, uv) or self._broken(kind)
        if problem:
            raise Stop(problem)
        kinds = {"dev": ("run", "dev")}.get(kind, (kind,))
        stamp: dict[str, object] = {name: self._lock_hash(name) for name in kinds}
        stamp["python"] = self._interpreter()
        self._stamp.write_text(json.dumps(stamp), encoding="utf-8")
        self._unfinished.unlink(missing_ok=True)
        say(f"  ready in {time.monotonic() - started:.0f} s")

    def _lock_hash(self, kind: str) -> str:
        return hashlib.sha256((HERE / LOCKS[kind]).read_bytes()).hexdigest()

    def _interpreter(self) -> list[object]:
        """What tells one interpreter from another without starting it; an upgraded system Python differs."""
        real = self.python.resolve(strict=True)
        status = real.stat()
        return [str(self.folder), str(real), status.st_size, int(status.st_mtime)]

    def _works(self, uv: str | None) -> bool:
        """Whether the environment's Python starts, is new enough, stands where it was made and can install."""
        if not self.python.exists() or self._unfinished.exists():
            return False
        code = f"import sys; sys.exit(not ({OLDEST} <= sys.version_info[:2] < {TOO_NEW}))"
        if run_quietly([str(self.python), "-c", code], clean_environment()).returncode:
            return False
        home = run_quietly([str(self.python), "-c", "import sys; print(sys.prefix)"], clean_environment())
        if Path(home.stdout.strip()).resolve() != self.folder.resolve():
            return False
        return bool(uv) or run_quietly([str(self.python), "-m", "pip", "--version"], clean_environment()).returncode == 0

    def _prepare(self, uv: str | None) -> bool:
        """Have an environment that works, new where it has to be; tells whether it is new."""
        if self._works(uv):
            self._stamp.unlink(missing_ok=True)
            return False
        if self.folder.exists():
            say(f"{self.folder} is unfinished or belongs to another Python; making it anew")
            shutil.rmtree(self.folder, ignore_errors=True)
        install_system(missing_venv(), "This Python cannot make virtual environments.")
        importlib.invalidate_caches()
        try:
            self.folder.mkdir(parents=True)
            self._unfinished.touch()
        except OSError as error:
            raise Stop(f"{self.folder} cannot be made: {error.strerror}.") from None
        if uv:
            command = [uv, "venv", "-q", "--allow-existing", "--python", sys.executable, str(self.folder)]
        else:
            command = [sys.executable, "-m", "venv", str(self.folder)]
        done = run_quietly(command, clean_environment())
        if done.returncode:
            raise Stop(f"A virtual environment could not be made in {self.folder}:\n{last_lines(done.stdout, 5)}")
        return True

    def _install(self, kind: str, uv: str | None) -> str:
        """Install the lock file's packages; gives a sentence when that did not work."""
        if uv:
            command = [uv, "pip", "install", "-q", "--python", str(self.python), "--compile-bytecode"]
        else:
            command = [str(self.python), "-m", "pip", "install", "-q", "--retries", "3", "--no-input"]
        command += ["--require-hashes", "--only-binary", ":all:", "-r", str(HERE / LOCKS[kind])]
        done = run_quietly(command, clean_environment())
        if done.returncode == 0:
            return ""
        said = last_lines(done.stdout, 5)
        signs = (
            "name resolution", "getaddrinfo", "dns error", "Connection refused", "Network is unreachable", "timed out",
            "NewConnectionError", "No route to host", "error sending request", "ProxyError", "Failed to fetch",
        )  # fmt: skip
        if any(sign in done.stdout for sign in signs):
            return (
                "The packages the program is made of could not be fetched: it looks as if there is no network."
                " Connect once and run the same command again; afterwards none is needed.\n" + said
            )
        if "CERTIFICATE_VERIFY_FAILED" in done.stdout or "invalid peer certificate" in done.stdout:
            return (
                "This network puts its own certificate in front of the package index, and Python does not know it. Name the"
                f" certificate's file in PIP_CERT and SSL_CERT_FILE, then run the same command again.\n{said}"
            )
        if "No space left" in done.stdout:
            return f"The disk is full; some 700 MB are needed in {self.folder}.\n{said}"
        return f"The packages of {LOCKS[kind]} could not be installed in {self.folder}:\n{said}"

    def _broken(self, kind: str) -> str:
        """A sentence when the installed packages cannot be loaded."""
        names = ", ".join(IMPORTS[name] for name in (("run", "dev") if kind == "dev" else (kind,)))
        env = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen"}
        done = run_quietly([str(self.python), "-P", "-c", f"import {names}"], env)
        return f"The installed packages do not load:\n{last_lines(done.stdout, 3)}" if done.returncode else ""


def missing_venv() -> list[tuple[str, ...]]:
    """The package that lets this Python make environments, where it cannot and uv does not do it for it."""
    if shutil.which("uv") or (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        return []
    return [(f"python3.{sys.version_info[1]}-venv", "python3-venv")]


def clean_environment() -> dict[str, str]:
    """Our environment without what would lead pip, uv or Python into another one."""
    drop = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"}
    env = {name: value for name, value in os.environ.items() if name not in drop}
    env.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    return env


def environment(kind: str) -> Environment:
    """The checkout's own environment; where the checkout is read-only and has none that is ready, the person's."""
    shared = Environment(HERE / ".venv")
    return shared if shared.ready(kind) else Environment(own_folder(".venv"))


def libraries_for(display: str) -> Mapping[str, tuple[str, ...]]:
    """What Qt needs to show windows there (see :func:`display`)."""
    return {**QT, **(X11 if "x11" in display else {}), **(WAYLAND if "wayland" in display else {})}


def set_up(kind: str, display: str = "") -> Environment:
    """Everything that running (``"run"``) or testing (``"dev"``) needs; gives the environment."""
    env = environment(kind)
    lacking = missing_libraries(libraries_for(display))
    if not env.ready(kind):
        lacking += missing_venv()
    install_system(lacking, "Some system packages that the program needs are not here.")
    if kind == "dev" and not env.ready(kind):
        tools = [(package,) for program, package in TEST_TOOLS.items() if LINUX and not shutil.which(program)]
        install_system([*tools, *missing_libraries(X11)], "", required=False)
    env.make(kind)
    return env


# ------------------------------------------------------------------------------------------------ running


def display() -> str:
    """``"x11"``, ``"wayland"``, both, ``"native"`` on macOS and Windows, or nothing when no window can be shown."""
    if not LINUX and "bsd" not in sys.platform:
        return "native"
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if chosen in {"offscreen", "minimal", "vnc"}:
        return ""
    found = []
    if os.environ.get("WAYLAND_DISPLAY") and chosen != "xcb" and _wayland_answers():
        found.append("wayland")
    if os.environ.get("DISPLAY") and not chosen.startswith("wayland") and _x11_answers(os.environ["DISPLAY"]):
        found.append("x11")
    return " ".join(found)


def _wayland_answers() -> bool:
    """Whether something listens where WAYLAND_DISPLAY points."""
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / os.environ["WAYLAND_DISPLAY"]
    return _listens(socket.AF_UNIX, str(place))


def _x11_answers(name: str) -> bool:
    """Whether an X server listens under a display name such as ``:0`` or ``localhost:10.0``."""
    host, _, rest = name.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"
        return _listens(socket.AF_UNIX, path) or _listens(socket.AF_UNIX, "\0" + path)
    return host.startswith("/") or _listens(socket.AF_INET, (host, 6000 + int(number)))


def _listens(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def machine_language() -> str:
    """The machine's language where the samples have it, else English. Same order of variables as everywhere."""
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if not any(names):
        names = [locale.getlocale()[0] or ""]
    for name in names:
        for part in name.split(":"):
            code = part.replace("-", "_").split("_")[0].split(".")[0].lower()
            if code:
                windows = {"danish": "da", "dutch": "nl", "hungarian": "hu", "swedish": "sv"}
                code = windows.get(code, code)
                return code if code in LANGUAGES else "en"
    return "en"


def program(env: Environment, *args: str) -> list[str]:
    """The command that runs the program from this checkout; the folder one stands in does not matter to it."""
    return [str(env.python), "-P", "-m", "cjm_desktop", *args]


def program_environment(**more: str) -> dict[str, str]:
    """The environment for that command."""
    return {**clean_environment(), "PYTHONPATH": str(HERE), **more}


def own_copy(env: Environment) -> Path:
    """The journey to open when none was named: one's own copy of the sample in the machine's language.

    It is made once, in ``output``; what was changed in it stays. Raises :class:`Stop` when it cannot be made.
    """
    language = machine_language()
    place = own_folder("output") / f"new-colleague.{language}.cjm"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        command = program(env, "new", "--template", "new-colleague", "--lang", language, "-o", str(place))
        done = run_quietly(command, program_environment())
        if done.returncode > 1 or not place.exists():
            raise Stop(f"The sample journey could not be made:\n{last_lines(done.stdout, 5)}")
    return place


def run(files: Sequence[str]) -> int:
    """``dev.py run [FILE]``: the editor, or where there is no display the rest of the main job."""
    where = display()
    env = set_up("run", where)
    journeys = [str(Path(name).expanduser().absolute()) for name in files] or [str(own_copy(env))]
    if not where:
        why = "offscreen was asked for" if os.environ.get("QT_QPA_PLATFORM") else "there is no display here"
        say(f"No window: {why}. Checking the journey and printing its poster instead.")
        return print_instead(env, Path(journeys[0]))
    code, said = watched(program(env, *journeys), program_environment())
    abort = not WINDOWS and code in {-signal.SIGABRT, 128 + signal.SIGABRT}
    if abort and ("platform plugin" in said or "could not connect to display" in said):
        say("The window could not be opened on this display. Checking the journey and printing its poster instead.")
        return print_instead(env, Path(journeys[0]))
    return code


def print_instead(env: Environment, journey: Path) -> int:
    """Check the journey, write its A0 poster and a picture of the editor window, and say where they are.

    Gives 0, or the exit code of the step that failed (2 bad input, 3 could not write). Advice on the method does not fail.
    """
    folder = own_folder("output")
    folder.mkdir(parents=True, exist_ok=True)
    poster, picture = folder / f"{journey.stem}.A0.pdf", folder / f"{journey.stem}.window.png"
    offscreen = program_environment(QT_QPA_PLATFORM="offscreen")
    steps = (
        (program(env, "check", str(journey)), "Checked", journey),
        (program(env, "export", str(journey), "-o", str(poster), "--paper", "A0"), "Poster", poster),
        ([str(env.python), "-P", "-c", PICTURE, str(journey), str(picture)], "Window", picture),
    )
    for command, what, result in steps:
        started = time.monotonic()
        code = subprocess.run(command, env=offscreen, stdin=subprocess.DEVNULL).returncode
        if code not in {0, 1}:
            say(f"{what}: did not work (exit code {code}).")
            return code if code > 0 else 3
        print(f"{what}: {result} ({time.monotonic() - started:.1f} s)", flush=True)
    return 0


def watched(command: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
    """Run a program to its end; gives its exit code and the beginning of what it said on standard error."""
    kept: list[str] = []
    with subprocess.Popen(command, env=dict(env), stderr=subprocess.PIPE, text=True, errors="replace") as child:

        def copy() -> None:
            assert child.stderr is not None
            for line in child.stderr:
                sys.stderr.write(line)
                if len(kept) < 200:
                    kept.append(line)

        reader = threading.Thread(target=copy, daemon=True)
        reader.start()
        try:
            child.wait()
        except KeyboardInterrupt:
            child.wait()
            raise
        reader.join(2.0)
    return child.returncode, "".join(kept)


def pytest(args: Sequence[str], *, benchmarks: bool = False) -> int:
    """``dev.py test`` and ``dev.py bench``."""
    env = set_up("dev")
    extra: list[str] = []
    if benchmarks:
        extra = ["tests/benchmarks", "-o", "python_files=bench_*.py", "--timeout=900", "-q"]
    elif not args and (os.cpu_count() or 1) > 1:
        # On two cores, in the order of tests/conftest.py; a module stays on one of them, its real window is started once for it.
        extra = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    if not writable(HERE):
        extra += ["-p", "no:cacheprovider"]
    child = {**clean_environment(), "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM") or "offscreen"}
    return subprocess.run([str(env.python), "-m", "pytest", *extra, *args], cwd=HERE, env=child).returncode


def doctor() -> int:
    """``dev.py doctor``: one line per thing; exit code 1 when something is missing."""
    where = display()
    lacking = [choose(p) if shutil.which("apt-cache") else p[-1] for p in missing_libraries(libraries_for(where))]
    tools = [package for tool, package in TEST_TOOLS.items() if LINUX and not shutil.which(tool)]
    env = environment("run")
    venv_missing = bool(missing_venv())
    print(f"Python        {sys.version.split()[0]} at {sys.executable}")
    print(f"Installer     {shutil.which('uv') or 'pip'}{' (python3-venv is missing)' if venv_missing else ''}")
    yes = ("not set up yet", "ready")
    print(f"Environment   {env.folder}: to run {yes[env.ready('run')]}, to test {yes[environment('dev').ready('dev')]}")
    print(f"Display       {where or 'none: run prints the poster instead of opening a window'}")
    print(f"Language      {machine_language()}")
    print(f"Libraries     {'missing: ' + ' '.join(lacking) if lacking else 'all here'}")
    print(f"Test tools    {'missing, those tests are skipped: ' + ' '.join(tools) if tools else 'all here'}")
    return 1 if lacking or venv_missing else 0


def right_python() -> None:
    """Go on with a Python that fits when this one does not and another is on the path."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return
    for minor in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            sys.exit(subprocess.run([other, str(Path(__file__).resolve()), *sys.argv[1:]]).returncode)
    raise Stop(f"Python 3.{OLDEST[1]} to 3.{TOO_NEW[1] - 1} is needed; this is {sys.version.split()[0]}.")


def main(argv: Sequence[str]) -> int:
    """Do one command; gives the exit code."""
    command, args = (argv[0], argv[1:]) if argv else ("help", [])
    if command in {"help", "-h", "--help"}:
        print(__doc__)
        return 0
    if command not in {"run", "test", "bench", "coverage", "setup", "doctor"}:
        say(f"There is no command “{command}”. These there are:\n{__doc__}")
        return 2
    try:
        right_python()
        if command == "run":
            return run(args)
        if command == "setup":
            if set(args) - {"--dev"}:
                raise Stop(f"setup knows --dev and nothing else, not {' '.join(args)}.")
            print(set_up("dev" if "--dev" in args else "run").folder)
            return 0
        if command == "coverage":
            env = set_up("dev")
            return subprocess.run([str(env.python), str(HERE / "packaging" / "coverage_ratchet.py"), *args], cwd=HERE).returncode
        return doctor() if command == "doctor" else pytest(args, benchmarks=command == "bench")
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

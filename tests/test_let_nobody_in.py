"""Nobody is let in: no network, no code out of data, no shell, no file in a place that others could have prepared."""

from __future__ import annotations

import ast
import json
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjm_desktop.storage import templates, to_bytes
from cjm_desktop.storage.atomic import temporary_beside, written_beside

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "cjm_desktop").rglob("*.py"))

# ------------------------------------------------------------------------------------------------ what the code may not do

#: Modules that make code out of data, or speak to other machines.
NEVER = frozenset(
    (
        "pickle cPickle marshal shelve dbm code codeop runpy pty telnetlib ftplib smtplib imaplib poplib nntplib http socket socketserver "
        "ssl asyncio xmlrpc urllib.request urllib.error urllib.robotparser webbrowser requests httpx aiohttp urllib3 multiprocessing "
        "PySide6.QtNetwork PySide6.QtWebEngineCore PySide6.QtWebEngineWidgets PySide6.QtWebSockets PySide6.QtQml PySide6.QtQuick"
    ).split()
)
#: The one module that asks another program something: GNOME's settings, with fixed words and without a shell.
MAY_START = {"cjm_desktop/ui/motion.py"}
#: Calls that run a text, or something that a shell would read.
RUNNING = frozenset("eval exec compile __import__ execfile".split())
SYSTEM = frozenset("system popen startfile spawnl spawnle spawnlp spawnv spawnve spawnvp execl execle execlp execv execve execvp".split())


def offences(code: str, name: str) -> Iterator[str]:
    """What a module does that none may."""
    for node in ast.walk(ast.parse(code)):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for one in names:
            parts = one.split(".")
            if any(".".join(parts[: i + 1]) in NEVER for i in range(len(parts))):
                yield f"{where} loads {one}"
            if parts[0] == "subprocess" and name not in MAY_START:
                yield f"{where} loads {one}"
        if isinstance(node, ast.Attribute) and node.attr in ("QProcess", "QTcpSocket", "QNetworkAccessManager"):
            yield f"{where} uses {node.attr}"
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in RUNNING:
            yield f"{where} calls {node.func.id}"
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            owner, called = node.func.value.id, node.func.attr
            if (owner == "os" and called in SYSTEM) or (owner == "tempfile" and called == "mktemp"):
                yield f"{where} calls {owner}.{called}"
            if owner == "yaml" and called == "load":
                yield f"{where} calls {owner}.{called}"
        for keyword in node.keywords:
            shell = keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
            if shell or (keyword.arg == "allow_pickle" and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)):
                yield f"{where} passes {keyword.arg}"


def test_no_module_runs_data_starts_a_shell_or_speaks_to_other_machines() -> None:
    found = [one for path in MODULES for one in offences(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())]
    assert MODULES
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from pickle import loads",
        "import http.client",
        "from urllib import request",
        "from urllib.request import urlopen",
        "from PySide6 import QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "import subprocess",
        "eval('1')",
        "exec(text)",
        "os.system('x')",
        "tempfile.mktemp()",
        "run('x', shell=True)",
        "np.load(x, allow_pickle=True)",
        "QtCore.QProcess()",
    ],
)
def test_the_search_finds_it(code: str) -> None:
    assert list(offences(code, "cjm_desktop/x.py"))


def test_the_search_leaves_the_rest_alone() -> None:
    harmless = "from urllib.parse import quote\nimport re\nre.compile('x')\ndialog.exec()\nimport json\njson.loads('1')"
    assert not list(offences(harmless, "cjm_desktop/x.py"))


# ------------------------------------------------------------------------------------------------ what really happens

#: Put before the program in every Python of these tests: whatever asks for another machine ends it.
GUARD = """
import os, sys

def _listen(event, args):
    if event.startswith(("socket.", "http.client.", "urllib.", "ftplib.", "smtplib.", "telnetlib.")):
        if event == "socket.gethostname":
            return
        sys.stderr.write(f"ASKED {event} {args!r}\\n")
        sys.stderr.flush()
        os._exit(97)

sys.addaudithook(_listen)
"""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which every Python, a child of a child too, ends when it asks for a network."""
    folder = tmp_path_factory.mktemp("guard")
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
    }


def run(code: str, env: dict[str, str], cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", code, *args], env=env, cwd=cwd, capture_output=True, text=True, timeout=100, check=False)


def test_the_guard_notices_a_network(guarded: dict[str, str], tmp_path: Path) -> None:
    done = run("import socket; socket.create_connection(('127.0.0.1', 9))", guarded, tmp_path)
    assert done.returncode == 97 and "ASKED socket." in done.stderr


#: Runs the command line once for each list of words it is given, in a program of its own: what one run loads is there for the next,
#: but whatever any of them asks for ends the program.
COMMANDS = """
    import json, sys
    from cjm_desktop.__main__ import main

    for args in json.loads(sys.argv[1]):
        sys.argv = ["cjm-desktop", *args]
        code = 0
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        print("RAN", json.dumps([args, code]), file=sys.stderr, flush=True)
"""


def test_the_command_line_asks_for_no_network(guarded: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.cjm").write_bytes(to_bytes(templates.load("new-colleague", "da")))
    orders = [
        ["check", "a.cjm"],
        ["check", "a.cjm", "--json"],
        ["schema"],
        ["export", "a.cjm", "-o", "a.pdf"],
        ["export", "a.cjm", "-o", "a.svg"],
        ["export", "a.cjm", "-o", "a.png"],
        ["export", "a.cjm", "-o", "a.csv"],
        ["export", "a.cjm", "-o", "a.xlsx"],
        ["export", "a.cjm", "-o", "a.md"],
        ["export", "a.cjm", "-o", "a.mmd"],
        ["import", "a.csv", "-o", "b.cjm"],
        ["import", "a.xlsx", "-o", "c.cjm"],
        ["import", "a.md", "-o", "d.cjm"],
        ["import", "a.mmd", "-o", "e.cjm"],
        ["import", "a.pdf", "-o", "f.cjm"],
    ]
    done = run(COMMANDS, guarded, tmp_path, json.dumps(orders))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "ASKED" not in done.stderr
    ran = [json.loads(line.removeprefix("RAN ")) for line in done.stderr.splitlines() if line.startswith("RAN ")]
    assert [args for args, _code in ran] == orders
    assert all(code in (0, 1) for _args, code in ran), ran
    assert all((tmp_path / args[-1]).stat().st_size for args in orders if "-o" in args)


WINDOW = """
    import faulthandler, os, sys
    faulthandler.enable()
    sys.path.insert(0, {root!r})
    sys.path.insert(0, {root!r} + "/tests/ui")
    from pathlib import Path
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from rooms import Answers, until, workspace
    from test_system_print import PdfPrinters, laid_out, opened
    from cjm_desktop.exchange import csv_bytes, outline_text, paste_text
    from cjm_desktop.press import PrintOrder
    from cjm_desktop.storage import templates

    here = Path.cwd()
    answers = Answers()
    room = workspace(here, templates.load("new-colleague", "da"), answers)
    room.files._write(here / "w.cjm", overwrite=True)
    assert room.files.open(here / "w.cjm")
    first = room.session.journey.touchpoints[0].id
    room.canvas_.edit(first, "title")
    QTest.keyClicks(room.canvas_, "Ringer på")
    QTest.keyClick(room.canvas_, Qt.Key.Key_Return)
    assert room.session.dirty
    assert room.files.save()
    for step in range(11):
        room.turn_side("guide")
        room.guide.go(step)
        QApplication.processEvents()
    for what in (room.outgoing.export, room.outgoing.pack, room.outgoing.copy_picture):
        what()
        for _ in range(20):
            QApplication.processEvents()
        while QApplication.activeModalWidget() is not None:
            QApplication.activeModalWidget().close()
            QApplication.processEvents()
    printers = PdfPrinters(here / "printed.pdf")
    preview = opened(room, printers)
    laid_out(preview)
    preview.close()
    assert paste_text(room.session.journey, "Ringer\\nVenter", 0, None).ids
    told = []
    for form in ("pdf", "svg", "png"):
        order = PrintOrder(paper="A4", portrait=False)
        room.printing.export(
            room.session.journey, order, here / f"o.{{form}}", told.append, told.append, lambda _n, _of: None, owner=room
        )
    until(lambda: len(told) == 3, 60)
    assert all((here / f"o.{{form}}").stat().st_size > 1000 for form in ("pdf", "svg", "png")), told
    room.toggle_presentation()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_B):
        QTest.keyClick(room.presenter.showing.canvas, key)
    room.toggle_presentation()
    for ident in ("outline", "capture", "parking", "votes", "keys", "about", "palette"):
        room.commands.run(ident)
        QApplication.processEvents()
        for open_ in (QApplication.activeModalWidget(), QApplication.activePopupWidget()):
            if open_ is not None:
                open_.close()
    for name, data in (("i.csv", csv_bytes(room.session.journey)), ("i.md", outline_text(room.session.journey).encode())):
        (here / name).write_bytes(data)
        answers.answers["unsaved"] = ["discard"]
        assert room.files.open(here / name), answers.reasons
    answers.answers["unsaved"] = ["discard"]
    assert room.files.open(here / "o.pdf"), answers.reasons
    assert room.keeper.now()
    room.recovering._tell = told.append
    room.recover()
    assert len(told) == 4
    banned = [name for name in sys.modules if "QtNetwork" in name]
    maps = Path("/proc/self/maps")
    if maps.exists() and "Qt6Network" in maps.read_text():
        banned.append("Qt6Network")
    print("LOADED", banned, flush=True)
    os._exit(0)  # what is still being painted need not be waited for
"""


def test_the_window_asks_for_no_network(guarded: dict[str, str], tmp_path: Path) -> None:
    """Opening, writing on a card, saving, the guide, export, pack, the picture for the clipboard, the pages to print, presenting,
    every strip and sheet, importing, the journey inside a poster, recovery."""
    done = run(WINDOW.format(root=str(ROOT)), guarded, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "ASKED" not in done.stderr
    assert "LOADED []" in done.stdout


# ------------------------------------------------------------------------------------------------ files of our own

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")


@POSIX
def test_a_temporary_file_shows_nobody_what_the_old_file_did_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    plain = os.open

    def watching(path: object, flags: int, mode: int = 0o777, **more: object) -> int:
        handle = plain(path, flags, mode, **more)  # type: ignore[arg-type]
        if str(path).endswith(".tmp"):
            seen.append((flags, stat.S_IMODE(os.fstat(handle).st_mode)))
        return handle

    monkeypatch.setattr(os, "open", watching)
    was = os.umask(0o022)
    try:
        (tmp_path / "old.cjm").touch(0o600)
        made = written_beside(tmp_path / "old.cjm", b"x")
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        (tmp_path / "old.cjm").chmod(0o644)
        made = written_beside(tmp_path / "old.cjm", b"x")
        assert stat.S_IMODE(made.stat().st_mode) == 0o644, "what it will be for others, it is when it is whole"
        written_beside(tmp_path / "new.cjm", b"x")
    finally:
        os.umask(was)
    assert all(flags & os.O_EXCL and flags & os.O_CREAT for flags, _mode in seen)
    assert [mode for _flags, mode in seen] == [0o600, 0o600, 0o644]


def test_nobody_can_guess_the_name_of_a_temporary_file(tmp_path: Path) -> None:
    names = {temporary_beside(tmp_path / "a.cjm").name for _ in range(100)}
    assert len(names) == 100


@POSIX
def test_a_link_that_somebody_has_prepared_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / ".cjm-0.tmp").symlink_to(victim)
    monkeypatch.setattr("cjm_desktop.storage.atomic.secrets.token_hex", lambda _n: "0")
    with pytest.raises(OSError):
        written_beside(tmp_path / "a.cjm", b"x")
    assert victim.read_text() == "mine"

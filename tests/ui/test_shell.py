"""The shell and what stands under it: settings, looks, icons, the worker, the composition root."""

from __future__ import annotations

import gc
import platform
import re
import subprocess
import sys
import threading
import weakref
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPalette, QTextLayout
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStyle
from rooms import ui, until
from shiboken6 import delete

from cjm_desktop import app as root
from cjm_desktop.assets import asset
from cjm_desktop.ui.actions import ACTIONS
from cjm_desktop.ui.icons import Icons
from cjm_desktop.ui.memory import give_back
from cjm_desktop.ui.settings import MOST_RECENT, SETTINGS, Settings
from cjm_desktop.ui.sheet_images import IMAGES
from cjm_desktop.ui.theme import DARK, FAMILY, LIGHT, Look, contrast, interface_font, load_fonts, style_sheet
from cjm_desktop.ui.worker import Token, Worker

# Ink, the ground it stands on, and the least contrast.
_PAIRS = (
    ("ink", "surface", 7),
    ("text", "surface", 7),
    ("text", "sunken", 7),
    ("secondary", "surface", 4.5),
    ("secondary", "sunken", 4.5),
    ("secondary", "hover", 4.5),
    ("accent", "surface", 4.5),
    ("accent_ink", "accent", 4.5),
    ("accent_ink", "accent_hover", 4.5),
    ("accent_tint_ink", "accent_tint", 7),
    ("danger", "surface", 4.5),
    ("danger", "danger_tint", 4.5),
    ("header_ink", "header", 7),
    ("header_soft", "header", 7),
    ("header_soft", "header_hover", 7),
    ("header_accent_ink", "header_accent", 7),
    ("segment_ink", "segment", 7),
    ("field_rule", "surface", 3),
    ("faded", "surface", 3),
    ("faded", "sunken", 3),
    ("header_faded", "header", 3),
    ("header_faded", "header_hover", 3),
)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_ink_can_be_read_on_its_ground(look: Look) -> None:
    for ink, ground, least in _PAIRS:
        ratio = contrast(look.colour(ink), look.colour(ground))
        assert ratio >= least, f"{ink} on {ground}: {ratio:.1f}"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_leaves_no_role_unresolved(look: Look) -> None:
    for scale in (1.0, 1.25, 2.0):
        sheet = style_sheet(look, scale)
        assert "@" not in sheet
        assert "~" not in sheet
    for field in fields(Look):
        value = getattr(look, field.name)
        assert not isinstance(value, str) or field.name == "name" or QColor(value).isValid()


def test_marks_of_the_menus_have_the_size_of_the_text_and_a_picture_in_each_look(tmp_path: Path, qapp: Any) -> None:
    for theme in ("dark", "light"):
        for percent in (100, 200):
            made = ui(tmp_path, theme=theme, size=percent)
            menu, button = QMenu(), QPushButton("Print")
            menu.ensurePolished()
            button.ensurePolished()
            side = menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu)
            assert side == button.iconSize().width() == 16 * percent // 100
            sheet = qapp.styleSheet()
            named = re.findall(r"url\(([^)]*)\)", sheet)
            assert len(set(named)) == len(IMAGES)
            for address in named:
                assert made.look.name in address
                assert not QImage(address).isNull(), address


def test_a_word_in_the_place_of_a_value_can_be_read_though_disabled(tmp_path: Path, qapp: Any) -> None:
    for theme in ("dark", "light"):
        look = ui(tmp_path, theme=theme).look
        line = QLineEdit()
        line.setEnabled(False)
        line.ensurePolished()
        ink = line.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.PlaceholderText)
        assert ink.alpha() == 255
        assert contrast(ink.name(), look.sunken) >= 4.5


def test_views_of_the_map_have_icons_of_their_own() -> None:
    icons = [ACTIONS[ident].icon for ident in ("zoom_fit", "zoom_height", "zoom_selection", "full_screen")]
    assert len(set(icons)) == 4


def test_the_shipped_face_is_the_interface_font(qapp: Any) -> None:
    assert load_fonts()
    assert interface_font(1).family() == FAMILY


def test_emoji_in_the_interface_are_the_shipped_signs(tmp_path: Path, qapp: Any) -> None:
    """With the first window, and with one whose texts were laid out before."""
    QFont.removeSubstitutions(FAMILY)
    window = root.shell(Settings(tmp_path / "s.ini"))
    font = interface_font(1, 37)
    QFontMetrics(font).horizontalAdvance("Happy 😀")
    root.settle(window)
    for asked in (font, interface_font(1, 38), interface_font(1.5)):
        layout = QTextLayout("Happy 😀", asked)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {FAMILY, "Noto Emoji"}
    delete(window)


def test_settings_keep_what_makes_sense(tmp_path: Path, qapp: Any) -> None:
    path = tmp_path / "s.ini"
    settings = Settings(path)
    assert settings.get("appearance/theme") == "system"
    settings.set("appearance/theme", "dark")
    with pytest.warns(RuntimeWarning, match="theme"):
        settings.set("appearance/theme", "pink")
    with pytest.raises(KeyError):
        settings.get("no such thing")
    for i in range(MOST_RECENT + 3):
        settings.add_recent(tmp_path / f"{i}.cjm")
    settings.add_recent(tmp_path / "5.cjm")
    settings.sync()
    again = Settings(path)
    assert again.get("appearance/theme") == "dark"
    assert len(again.recent) == MOST_RECENT
    assert again.recent[0].name == "5.cjm"
    again.drop_recent(tmp_path / "5.cjm")
    assert again.recent[0].name == f"{MOST_RECENT + 2}.cjm"


def test_damaged_settings_count_as_not_set(tmp_path: Path, qapp: Any) -> None:
    path = tmp_path / "s.ini"
    path.write_text("[appearance]\ntheme=pink\nsize=\"\\\"x\\\"\"\n[files]\nrecent={\n", encoding="utf-8")
    settings = Settings(path)
    for key, row in SETTINGS.items():
        assert settings.get(key) == row.default, key
    assert settings.recent == ()


def test_icons_are_crisp_recoloured_and_never_missing(qapp: Any) -> None:
    icons = Icons(LIGHT)
    icon = icons.icon("phone", "accent")

    def inked(image: QImage) -> set[str]:
        return {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }

    big = icon.pixmap(QSize(64, 64), 2.0)
    assert big.width() == 128
    assert LIGHT.accent.lower() in inked(big.toImage())
    icons.look = DARK
    assert DARK.accent.lower() in inked(icon.pixmap(QSize(64, 64), 1.0).toImage())
    assert inked(icons.icon("no-such-icon").pixmap(QSize(64, 64)).toImage())


def test_every_icon_the_code_names_is_there(qapp: Any) -> None:
    icons = Icons(LIGHT)
    package = Path(root.__file__).parent / "ui"
    named = set()
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'icons\.(?:icon|pixmap)\(\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'small_button\(\s*(?:self\.desk\.|desk\.)?ui,\s*"([a-z0-9-]+)"', text))
    assert len(named) > 30
    assert sorted(name for name in named if name not in icons) == []
    assert asset("icons", "icons.json").is_file()


def test_the_worker_delivers_in_the_windows_thread_and_drops_what_is_outdated(qapp: Any) -> None:
    worker, owner = Worker(), QObject()
    got: list[Any] = []
    hold = threading.Event()
    here = threading.current_thread()

    def first(token: Token) -> str:
        hold.wait(10)
        token.progress(1, 2)
        return "first"

    def note(value: Any) -> None:
        got.append((value, threading.current_thread() is here))

    def fail(_token: Token) -> None:
        raise ValueError("no")

    parts: list[tuple[int, int]] = []
    worker.run(first, note, note, owner=owner, progress=lambda done, of: parts.append((done, of)))
    for i in range(5):
        worker.run(lambda _token, i=i: i, note, note, owner=owner, key="preview")
    stopped = worker.run(lambda _token: "stopped", note, note, owner=owner)
    worker.run(fail, note, lambda error: note(str(error)), owner=owner)
    stopped.cancel()
    hold.set()
    until(lambda: len(got) == 3)
    assert got == [("first", True), (4, True), ("no", True)]
    assert parts == [(1, 2)]
    worker.stop()


def test_an_idle_worker_keeps_nothing(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a job was about and what came out of it goes, and its memory back to the system: once, not after each of many jobs."""
    given = threading.Semaphore(0)
    monkeypatch.setattr("cjm_desktop.ui.worker.give_back", given.release)
    monkeypatch.setattr("cjm_desktop.ui.worker._IDLE", 0.3)

    class Poster:
        """A thing of some size."""

    worker, owner, came = Worker(), QObject(), [0]
    gone: list[weakref.ref[Poster]] = []

    def done(_poster: Poster) -> None:
        came[0] += 1

    def job(_token: Token) -> Poster:
        poster = Poster()
        gone.append(weakref.ref(poster))
        return poster

    for _again in range(3):
        worker.run(job, done, done, owner=owner)
    until(lambda: came[0] == 3)
    assert given.acquire(timeout=10)
    assert not given.acquire(timeout=0.5)
    gc.collect()
    assert [one() for one in gone] == [None, None, None]
    worker.stop()


def test_memory_that_is_free_goes_back_to_the_system() -> None:
    assert isinstance(give_back(), bool)
    held = [b"x" * 2_000 for _ in range(20_000)]
    last = held[-1]
    del held
    # GNU's library is the one that keeps it.
    if sys.platform.startswith("linux") and platform.libc_ver()[0] == "glibc":
        assert give_back()
    assert last


_PIECES = """
import ctypes, re, sys, tempfile, threading
from cjm_desktop.ui.memory import in_one_piece
if sys.argv[1] == "together":
    assert in_one_piece()
hold, held = threading.Barrier(4), []
def work():
    held.append([bytes(700 + i) for i in range(2_000)])
    hold.wait(30)
threads = [threading.Thread(target=work) for _ in range(3)]
[thread.start() for thread in threads]
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    stream = ctypes.c_void_p(library.fopen(file.name.encode(), b"w"))
    assert library.malloc_info(0, stream) == 0
    library.fclose(stream)
    print(len(re.findall(rb"<heap nr=", file.read())))
hold.wait(30)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other systems see to it themselves")
def test_threads_share_one_piece_of_memory() -> None:
    """What an export took in a piece of its own stayed there: 120 MB after three thousand actions."""

    def pieces(how: str) -> int:
        return int(subprocess.run([sys.executable, "-c", _PIECES, how], capture_output=True, check=True).stdout)

    assert pieces("apart") > 1
    assert pieces("together") == 1


def test_the_worker_tells_nothing_for_one_who_is_gone(qapp: Any) -> None:
    worker, here, gone = Worker(), QObject(), QObject()
    told: list[str] = []
    hold = threading.Event()

    def job(token: Token) -> None:
        hold.wait(10)
        token.progress(1, 2)

    def fail(_token: Token) -> None:
        raise ValueError

    worker.run(job, lambda _: told.append("done"), lambda _: told.append("failed"), owner=gone, progress=lambda *_: told.append("part"))
    worker.run(fail, lambda _: told.append("done"), lambda _: told.append("failed"), owner=gone)
    cancelled = worker.run(job, told.append, told.append, owner=gone, stopped=lambda _: told.append("stopped"))
    worker.run(lambda _: "here", told.append, lambda _: told.append("failed"), owner=here)
    cancelled.cancel()
    delete(gone)
    hold.set()
    until(lambda: "here" in told)
    assert told == ["here"]
    worker.stop()


def test_the_size_of_the_interface_follows_the_setting(tmp_path: Path, qapp: Any) -> None:
    assert ui(tmp_path).px(8) == 8
    assert ui(tmp_path, size=200).px(8) == 16


def test_another_size_or_language_asks_for_another_window(tmp_path: Path, qapp: Any) -> None:
    shared, asked = ui(tmp_path), []
    shared.outgrown.connect(lambda: asked.append((shared.settings.get("appearance/size"), shared.settings.get("language"))))
    shared.set_size(200)
    shared.set_size(200)
    shared.set_language("hu")
    shared.set_language("hu")
    assert asked == [(200, ""), (200, "hu")]


def test_the_shell_waits_for_neither_document_nor_graph(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cjm_desktop.app import *\n"
        "w = shell(Settings(Path(sys.argv[1]))); w.show(); w.repaint()\n"
        "heavy = [m for m in ('pydantic', 'pyqtgraph', 'numpy', 'uharfbuzz', 'reportlab') if m in sys.modules]\n"
        "print(heavy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.ini")], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


def test_self_test_is_one_line(capsys: pytest.CaptureFixture[str], qapp: Any) -> None:
    assert root.self_test() == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "sound" in out


def test_a_picture_of_the_window(tmp_path: Path, qapp: Any) -> None:
    from cjm_desktop.storage import StorageError

    out = tmp_path / "window.png"
    root.window_picture(asset("samples", "new-laptop.en.cjm"), out, width=1366, height=768, flow="poster")
    picture = QImage(str(out))
    assert picture.width() >= 1366
    assert {path.name for path in tmp_path.iterdir()} == {"window.png"}
    with pytest.raises(StorageError):
        root.window_picture(tmp_path / "none.cjm", out)

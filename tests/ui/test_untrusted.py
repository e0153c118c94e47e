"""What the window reads besides journeys: its settings and pictures. Whatever they hold, it opens and goes on."""

from __future__ import annotations

import base64
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from rooms import shut, small_journey, workspace

from cjm_desktop.app import application
from cjm_desktop.document import Persona, Picture
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.panels.persona_fields import Portrait, picture_from
from cjm_desktop.ui.settings import SETTINGS, Settings
from cjm_desktop.ui.shared import Ui
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

# Sound JSON, and half of a character.
QUOTED = '"\\ud800"'
PNG = b"\x89PNG\r\n\x1a\n"

#: What somebody, or a disk, may have put into the settings, by the type of the value.
NASTY: dict[type, tuple[Any, ...]] = {
    str: ("\0", "x" * 100_000, "../../etc", "“<b>”", "\ud800", "CON"),
    int: (-1, 0, 10**12, -(10**12), 10**30, 2**31),
    bool: (True, False, True, False, True, False),
    list: ([10**30], ["a", "b"], [[]], [None, {}], [-1, -1], ["\0"]),
    dict: ({"": ""}, {"open": 5}, {"open": ["Ctrl+O", 7]}, {"nothing": ["x"]}, {"open": [None]}, {"save": "Ctrl+Q", "quit": "Ctrl+Q"}),
}


@pytest.mark.parametrize("number", range(6))
def test_the_window_opens_whatever_the_settings_say(number: int, tmp_path: Path) -> None:
    application()
    # The program itself refuses to remember these.
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key, row in SETTINGS.items():
        store.setValue(key, json.dumps(NASTY[type(row.default)][number]))
    store.sync()
    made = Ui(catalogue_for("en"), Settings(tmp_path / "settings.ini"))
    made.dress()
    window = MainWindow(made)
    room = Workspace(window, MapDesk(made))
    room.session.adopt(small_journey())
    window.show()
    room.show_map()
    room.turn_side("guide")
    for name in ("bar", "parking", "votes"):
        room.turn_capture(name)
    QApplication.processEvents()
    shut(room)


@pytest.mark.parametrize("raw", ["", "{", "[" * 200_000, "nan", "1e999", '"\\ud800"', "\0", "null", "9" * 5000])
def test_a_damaged_setting_counts_as_not_set(raw: str, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key in SETTINGS:
        store.setValue(key, raw)
    store.sync()
    settings = Settings(tmp_path / "settings.ini")
    for key, row in SETTINGS.items():
        assert settings.get(key) == row.default or raw == QUOTED
    settings.get_bytes("window/geometry")
    assert settings.recent == ()


_HOSTILE = """
import sys
from PySide6.QtCore import QSettings
class Program:
    def __reduce__(self):
        return open, (sys.argv[1] + "/ran", "w")
store = QSettings(sys.argv[1] + "/QtProject.conf", QSettings.Format.IniFormat)
for key in ("sidebarWidth", "viewMode", "treeViewHeader", "lastVisited", "history", "shortcuts"):
    store.setValue("FileDialog/" + key, Program())
store.sync()
"""
_DIALOG = """
import sys
from PySide6.QtWidgets import QFileDialog
from cjm_desktop.app import application
app = application()
dialog = QFileDialog(None, "", sys.argv[1])
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
app.processEvents()
dialog.done(0)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have dialogs of their own")
def test_files_of_settings_that_all_qt_programs_share_run_nothing_here(tmp_path: Path) -> None:
    """Qt's file dialog made an object of whatever stood there, before anybody could look at it."""
    ran, shared = tmp_path / "ran", tmp_path / "QtProject.conf"
    for code in (_HOSTILE, _DIALOG):
        ran.unlink(missing_ok=True)
        environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=True, timeout=60)
        assert b"PyObjectWrapper" in shared.read_bytes()
    assert not ran.exists()


# ------------------------------------------------------------------------------------------------ pictures


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it has this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hostname" width="9" height="9"/></svg>'


@pytest.mark.parametrize("data", [b"", b"x", SVG, PNG, png(60_000, 60_000), png(0, 0), b"\xff\xd8\xff", b"BM", b"GIF89a"])
def test_a_picture_in_a_document_that_is_none_or_too_large_is_not_shown(data: bytes, tmp_path: Path) -> None:
    text = base64.b64encode(data).decode()
    persona = Persona(id="a1", name="Jo", picture=Picture(media="image/png", data=text))
    odd = Persona(id="a2", name="Bo", picture=Picture(media="image/jpeg", data="abc"))
    room = workspace(tmp_path, small_journey().replace(personas=(persona, odd)))
    for ident in ("a1", "a2"):
        room.selection.set_record("persona", ident)
        room._refresh()
        QApplication.processEvents()
    said = [portrait._picture.toolTip() for portrait in room.window_.findChildren(Portrait)]
    assert any("The picture of Bo" in one for one in said), "and that is said where it would be"
    shut(room)


@pytest.mark.parametrize("data", [b"", b"x", SVG, PNG, png(60_000, 60_000), b"P6 1 1 255 xxx"])
@pytest.mark.parametrize("name", ["a.png", "a.svg", "a"])
def test_what_is_no_picture_to_take_in_is_refused_by_its_content(data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert picture_from(str(path), "") is None


def test_a_real_picture_is_taken_whatever_its_name(tmp_path: Path) -> None:
    image = QImage(3000, 1000, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(str(tmp_path / "a.bmp"))
    (tmp_path / "a.bmp").rename(tmp_path / "a.png")
    picture = picture_from(str(tmp_path / "a.png"), "Jo")
    assert picture is not None
    assert (picture.media, picture.alt) == ("image/jpeg", "Jo")
    assert QImage.fromData(base64.b64decode(picture.data)).width() == 1200

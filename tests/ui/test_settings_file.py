"""The file of the settings may come from anyone: nothing in it runs, and what earlier versions wrote is read."""

from __future__ import annotations

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QBitArray,
    QByteArray,
    QDate,
    QDateTime,
    QLineF,
    QLocale,
    QPoint,
    QRectF,
    QSettings,
    QSize,
    QTime,
    QUrl,
    QUuid,
)
from PySide6.QtGui import QColor, QFont, QKeySequence

from cjm_desktop.app import application
from cjm_desktop.ui.settings import SETTINGS, Settings
from cjm_desktop.ui.settings_file import SettingsFile, own_path


class Trap:
    """Leaves a file behind where somebody un-pickles it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.makedirs, (str(self.mark), 0o777, True)


def _qt(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A file of settings in which every key runs something when Qt reads it."""
    path, mark = tmp_path / "s.ini", tmp_path / "it-ran"
    store = _qt(path)
    for key in SETTINGS:
        store.setValue(key, Trap(mark))
    store.sync()
    assert path.read_bytes().count(b"@Variant") == len(SETTINGS)
    return path


@pytest.mark.parametrize("quoted", [False, True])
def test_nothing_in_the_settings_runs(quoted: bool, trapped: Path) -> None:
    application()
    if quoted:
        lines = trapped.read_bytes().splitlines()
        trapped.write_bytes(b"\n".join(b'%s="%s"' % tuple(line.split(b"=", 1)) if b"=@" in line else line for line in lines))
    settings = Settings(trapped)
    for key, row in SETTINGS.items():
        assert settings.get(key) == row.default
    settings.get_bytes("window/geometry")
    assert settings.recent == ()
    settings.set("window/side", "journey")
    settings.sync()
    assert not (trapped.parent / "it-ran").exists()
    assert b"@" not in trapped.read_bytes(), "the trap is gone with the first writing"


def test_the_trap_is_a_real_one(trapped: Path) -> None:
    other = trapped.with_name("other.ini")  # Qt knows what it has written itself
    other.write_bytes(trapped.read_bytes())
    _qt(other).value("files/folder")
    assert (trapped.parent / "it-ran").exists(), "Qt does not un-pickle any more: these tests prove nothing now"


_KINDS: tuple[Any, ...] = (
    None, True, 7, 2.5, "x", "@Variant(", b"x", ["a", "b"], {"a": 1}, [1, {"b": [None]}], QByteArray(b"\0\1"), QPoint(1, 2), QSize(3, 4),
    QRectF(0, 0, 1, 1), QLineF(0, 0, 1, 1), QDate(2026, 1, 1), QTime(1, 2), QDateTime(QDate(2026, 1, 1), QTime(1, 2)), QUrl("file:///etc"),
    QUuid.createUuid(), QLocale("da"), QBitArray(9, True), QColor("red"), QFont("Sans"), QKeySequence("Ctrl+S"),
)  # fmt: skip


@pytest.mark.parametrize("value", _KINDS, ids=lambda value: type(value).__name__)
def test_a_value_of_any_kind_counts_as_not_set(value: Any, tmp_path: Path) -> None:
    application()
    store = _qt(tmp_path / "s.ini")
    for key in SETTINGS:
        store.setValue(key, value)
    store.sync()
    del store
    settings = Settings(tmp_path / "s.ini")
    for key, row in SETTINGS.items():
        assert type(settings.get(key)) is type(row.default)
        if row.allowed == () and isinstance(row.default, str):
            assert settings.get(key) == row.default
    settings.get_bytes("window/geometry")


def test_what_qt_wrote_for_earlier_versions_is_read_and_qt_reads_what_is_written_now(tmp_path: Path) -> None:
    texts = {
        "language": '"da"',
        "window/panel_widths": "[300, 400]",
        "files/recent": r'["/x/\"Smørrebrød\", 1.cjm", "/x/é0.cjm"]',
        "window/geometry": '"AdnQywADAAA="',
        "votes/each": "5",
    }
    old = _qt(tmp_path / "old.ini")
    for key, text in texts.items():
        old.setValue(key, text)
    old.setValue("of/another/version", "kept")
    old.sync()
    settings = Settings(tmp_path / "old.ini")
    assert settings.get("language") == "da" and settings.get("votes/each") == 5
    assert settings.get("window/panel_widths") == [300, 400]
    assert [path.name for path in settings.recent] == ['"Smørrebrød", 1.cjm', "é0.cjm"]
    assert bytes(settings.get_bytes("window/geometry").data())[:2] == b"\x01\xd9"
    settings.set("votes/each", 4)
    settings.sync()
    again = _qt(tmp_path / "old.ini")
    assert [again.value(key) for key in texts] == [*list(texts.values())[:-1], "4"]
    assert again.value("of/another/version") == "kept"


def test_two_programs_keep_each_others_settings_and_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    (tmp_path / "link.ini").symlink_to(path) if sys.platform != "win32" else None
    one = Settings(path)
    one.get("votes/each")
    path.write_bytes(b'[votes]\npeople="9"\n')
    one.set("votes/each", 7)
    one.sync()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert Settings(tmp_path / "link.ini").get("votes/people") == 9
        through = Settings(tmp_path / "link.ini")
        through.set("votes/each", 8)
        through.sync()
        assert (tmp_path / "link.ini").is_symlink()
        assert b'each="8"' in path.read_bytes() and b'people="9"' in path.read_bytes()


def test_what_two_programs_write_at_the_same_moment_is_all_there(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    files = [SettingsFile(path) for _ in range(3)]

    def write(number: int) -> None:
        for at in range(10):
            files[number].put(f"of{number}/at{at}", str(at))
            assert files[number].write()

    with ThreadPoolExecutor(len(files)) as pool:
        list(pool.map(write, range(len(files))))
    found = SettingsFile(path)
    assert all(found.text(f"of{number}/at{at}") == str(at) for number in range(len(files)) for at in range(10))
    if sys.platform != "win32":
        # Whatever is in the place of the lock is not followed and not waited for.
        (tmp_path / ".s.ini.lock").unlink()
        os.mkfifo(tmp_path / ".s.ini.lock")
        files[0].put("votes/each", "3")
        assert files[0].write() and SettingsFile(path).text("votes/each") == "3"


def test_the_users_own_file_is_where_it_always_was() -> None:
    assert own_path() == Path(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "cjm-desktop", "cjm-desktop").fileName())

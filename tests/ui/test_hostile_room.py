"""What reaches the window from outside, in its worst shapes: settings, what is dropped, what is pasted, what only looks like a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from rooms import Answers, shut, small_journey, workspace
from test_untrusted import SVG, png

from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.files import journey_of_file
from cjm_desktop.storage import StorageError, open_journey, open_persona, read_file
from cjm_desktop.ui.capture.wall_photo import read_photo
from cjm_desktop.ui.dropsign import files_of
from cjm_desktop.ui.panels.persona_fields import picture_from
from cjm_desktop.ui.settings import SETTINGS, Settings
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture(scope="module")
def room_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Answers]]:
    answers = Answers()
    made = workspace(tmp_path_factory.mktemp("room"), small_journey(), answers)
    yield made, answers
    shut(made)


@pytest.fixture
def room(room_of_all: tuple[Workspace, Answers]) -> Workspace:
    """One window for all: whatever is done to it, it goes on."""
    room_of_all[0].session.adopt(small_journey())
    return room_of_all[0]


@pytest.fixture
def answers(room_of_all: tuple[Workspace, Answers]) -> Answers:
    room_of_all[1].reasons.clear()
    return room_of_all[1]


# ------------------------------------------------------------------------------------------------ settings

INI = {
    "empty": b"",
    "bytes": bytes(range(256)) * 40,
    "zeros": b"\0" * 100_000,
    "half": b'[window]\ngeometry="AAAA',
    "foreign types": b"[window]\npanel_widths=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\xePyObject)\ninspector=@ByteArray(x)\nside=@Invalid()\n",
    "lists": b"[files]\nrecent=a, b, c\n[keys]\nchanged=@Size(1 1)\n",
    "a word of 5 MB": b"[files]\nrecent=" + b"x" * 5_000_000 + b"\n",
    "100,000 keys": b"[other]\n" + b"".join(b"k%d=1\n" % n for n in range(100_000)),
    "deep": b"[files]\nrecent=" + b"[" * 500_000 + b"\n",
}


@pytest.mark.parametrize("data", INI.values(), ids=INI.keys())
def test_whatever_the_settings_file_holds_the_settings_are_there(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(data)
    settings = Settings(tmp_path / "settings.ini")
    for key, row in SETTINGS.items():
        assert type(settings.get(key)) is type(row.default)
    settings.get_bytes("window/geometry")
    assert settings.recent == ()
    settings.set("window/side", "guide")
    settings.sync()
    assert Settings(tmp_path / "settings.ini").get("window/side") == "guide"


def test_a_folder_in_the_place_of_the_settings_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").mkdir()
    settings = Settings(tmp_path / "settings.ini")
    settings.set("window/side", "guide")
    settings.sync()
    assert settings.get("window/side") == "guide" and settings.recent == ()


# ------------------------------------------------------------------------------------------------ what only looks like a file


def _refuses(reads: Callable[[], object]) -> bool:
    """Whether something is refused with a sentence, or is not there; a pipe that is waited for fails by the test's time."""
    try:
        return not reads()
    except (StorageError, ImportFailed) as error:
        return bool(str(error))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", ["a.cjm", "a.csv", "a.xlsx", "a.md", "a.mmd", "a.ojf", "a.pdf", "a.png", "a.cjm-persona"])
def test_nobody_waits_for_a_pipe_or_reads_a_device(name: str, tmp_path: Path, room: Workspace, answers: Answers) -> None:
    pipe, device, folder = tmp_path / name, tmp_path / f"zero-{name}", tmp_path / f"folder-{name}"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    folder.mkdir()
    before = room.session.journey
    for path in (pipe, device, folder):
        assert _refuses(lambda path=path: read_file(path))
        assert _refuses(lambda path=path: open_journey(path))
        assert _refuses(lambda path=path: open_persona(path))
        assert picture_from(str(path), "") is None
        assert read_photo(path) == []
        assert not room.files.open(path)
        assert answers.reasons and answers.reasons[-1].strip(), path
        answers.reasons.clear()
        room._take_file([path])
        QApplication.processEvents()
        answers.reasons.clear()
    assert room.session.journey is before and not room.session.dirty


GIF, PPM, JPEG = b"GIF89a\xff\xff\xff\xff\0\0\0;", b"P6 60000 60000 255 ", b"\xff\xd8\xff"


@pytest.mark.parametrize("data", [SVG, png(60_000, 60_000), png(0, 0), GIF, PPM, JPEG])
def test_a_photo_of_the_wall_that_is_none_or_too_large_is_not_taken(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    path.write_bytes(data)
    assert read_photo(path) == []


def test_a_photo_is_taken_whatever_its_name(tmp_path: Path) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(str(tmp_path / "a.jpg"))
    (tmp_path / "a.jpg").rename(tmp_path / "a.png")
    assert read_photo(tmp_path / "a.png")[0].width() == 300


# ------------------------------------------------------------------------------------------------ dropped and pasted


def _urls(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(path) for path in paths])
    return data


def test_what_is_dropped_from_another_machine_is_no_file() -> None:
    assert files_of(_urls("http://example.com/a.cjm", "ftp://x/a.cjm", "data:,x", "javascript:1", "", "smb://x/y.cjm")) == []


def test_a_folder_and_ten_thousand_files_are_dropped_without_harm(room: Workspace, answers: Answers, tmp_path: Path) -> None:
    folder = tmp_path / "folder.cjm"
    folder.mkdir()
    many = _urls(*(QUrl.fromLocalFile(str(tmp_path / f"{n}.cjm")).toString() for n in range(10_000)))
    before = room.session.journey
    began = time.process_time()
    files = files_of(many)
    assert len(files) == 10_000
    for paths in ([folder], files):
        room._take_file(paths)
        QApplication.processEvents()
    # One of them is tried and told about, not each.
    assert len(answers.reasons) == 2 and time.process_time() - began < 10
    assert room.session.journey is before


def _cards(room: Workspace) -> int:
    return len(room.session.journey.touchpoints)


@pytest.mark.parametrize("form", ["text/plain", "text/html", "application/x-cjm-touchpoints", "text/rtf", "image/png", "text/uri-list"])
def test_a_hundred_megabytes_on_the_clipboard_stop_nobody(form: str, room: Workspace, answers: Answers) -> None:
    clipboard = QApplication.clipboard()
    data = QMimeData()
    data.setData(form, b"x" * (100 * 1024 * 1024))
    clipboard.setMimeData(data)
    before = room.session.journey
    began = time.process_time()
    room.canvas_.setFocus()
    room.commands.run("paste")
    QApplication.processEvents()
    took = time.process_time() - began
    clipboard.clear()
    assert room.session.journey is before
    assert took < 10, "one look at its size, not at its contents"


@pytest.mark.parametrize(
    "text",
    ["<img src=file:///etc/hostname>", "<script>x</script>", "=cmd|' /C calc'!A0", "\u202eevil\u202c", "a\x00b\x1b[31m", "<b>&</b>" * 500],
)
def test_what_is_pasted_stays_words(text: str, room: Workspace) -> None:
    QApplication.clipboard().setText(text)
    count = _cards(room)
    room.canvas_.setFocus()
    room.commands.run("paste")
    QApplication.processEvents()
    QApplication.clipboard().clear()
    assert _cards(room) == count + 1
    title = next(t.title for t in room.session.journey.touchpoints if t.id not in ("t1", "t2", "t3"))
    assert not any(ord(ch) < 32 or 0x202A <= ord(ch) <= 0x202E for ch in title)
    if text.startswith(("<", "=")):
        assert title.startswith(text[:10]), "neither read as markup nor as a formula"


def test_readers_of_tables_refuse_what_is_no_table() -> None:
    for name in ("a.csv", "a.xlsx", "a.md", "a.mmd"):
        for data in (b"", b"\0" * 1000, b"\xff\xfe", b"PK\x03\x04" + b"\0" * 100, b"\x1f\x8b" + b"\0" * 100):
            with pytest.raises(ImportFailed) as caught:
                journey_of_file(name, data)
            assert str(caught.value.message) or caught.value.problems

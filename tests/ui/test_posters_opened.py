"""A printed poster opens again: the journey inside it becomes a new document; what holds none is told in a sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from rooms import Answers, shut, small_journey, until, workspace

from cjm_desktop.document import Interview, Participant
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.ui.aside import aside
from cjm_desktop.ui.dialogs.asker import Asker
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def room(tmp_path: Path, qapp: Any, answers: Answers) -> Iterator[Workspace]:
    made = workspace(tmp_path, answers=answers)
    made.session.adopt(made.session.journey.replace(touchpoints=(), title="Another one"))
    yield made
    shut(made)


@pytest.fixture(scope="module")
def poster() -> bytes:
    return Press().render(small_journey(), PrintOrder(paper="A3")).files[0]


@pytest.mark.parametrize("way", ["open", "drop", "start page"])
def test_a_poster_opens_as_the_journey_it_was_printed_from(
    room: Workspace, tmp_path: Path, answers: Answers, poster: bytes, way: str
) -> None:
    path = tmp_path / "On the wall.PDF"
    path.write_bytes(poster)
    answers.paths = [path]
    if way == "drop":
        room.window_.dropped.emit([path])
    elif way == "start page":
        room.show_start()
        room.welcome.picked.emit(path)
    else:
        room.window_.actions_["open"].trigger()
    assert room.session.journey == small_journey()
    assert room.session.path is None
    assert not room.session.dirty, "nobody changed anything"
    assert room.window_.saved_label.text() == "Not saved yet"
    assert "Not saved yet" in room.window_.windowTitle()
    assert room.map_shown
    assert room.files.name == "On the wall"
    assert "On the wall.PDF" in room.window_.message.text()
    assert path.read_bytes() == poster
    assert room.ui.settings.recent == ()
    suggested: list[Path] = []
    room.files.asks.save_path = lambda path: suggested.append(path)  # type: ignore[method-assign]
    room.commands.run("save")
    assert suggested == [tmp_path / "On the wall.cjm"]
    room.session.adopt(small_journey())
    assert room.files.name == "My new laptop", "the next document is not the poster's"


def test_a_poster_without_names_says_so_and_takes_none_away_unasked(
    room: Workspace, tmp_path: Path, answers: Answers
) -> None:
    own = small_journey()
    told = Interview(id="told", respondent="Kirsten Holm", pseudonym="K.")
    own = own.replace(interviews=(told,), charter=own.charter.replace(participants=(Participant(id="who", name="Ada"),)))
    path, saved = tmp_path / "On the wall.pdf", tmp_path / "On the wall.cjm"
    path.write_bytes(Press().render(own, PrintOrder(paper="A3")).files[0])
    save_journey(own, saved, None)
    answers.paths = [path]
    room.window_.actions_["open"].trigger()
    assert "Real names of people were left out of it" in room.window_.message.text()
    asked: list[tuple[str, int]] = []
    room.files.asks.replace = lambda name, people=0: bool(asked.append((name, people)))  # type: ignore[method-assign]
    answers.paths = [saved]
    assert not room.files.save_as()
    assert asked == [("On the wall.cjm", 2)], "two people would be lost with it"
    assert open_journey(saved).journey == own
    # With the names printed it is the journey itself, and nobody is lost.
    path.write_bytes(Press().render(own, PrintOrder(paper="A3", names=True)).files[0])
    assert room.files.open(path)
    assert room.session.journey == own
    assert "left out" not in room.window_.message.text()
    answers.paths = [saved]
    assert not room.files.save_as()
    assert asked[-1] == ("On the wall.cjm", 0)


def test_what_nobody_changed_is_not_asked_about_and_what_somebody_changed_is(
    room: Workspace, tmp_path: Path, answers: Answers, poster: bytes
) -> None:
    path, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for one in (path, other):
        one.write_bytes(poster)
    assert room.files.open(path)
    assert room.files.open(other)
    assert room.window_.may_close()
    assert answers.asked == []
    room.commands.run("add_phase")
    assert room.session.dirty
    assert not room.files.open(path)
    assert answers.asked == ["unsaved"] and answers.never_saved == [True]
    room.commands.run("undo")
    assert room.files.open(path)
    assert answers.asked == ["unsaved"]


def locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    return out.getvalue()


def foreign(_data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def newer(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spec = next(iter(pdf.attachments.values()))
        stream = spec.obj.EF.F
        stream.write(stream.read_bytes().replace(b'"version": 1', b'"version": 99').replace(b'"version":1', b'"version":99'))
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "asked", "said"),
    [
        (locked, "not_opened", "password"),
        (foreign, "not_opened", "no journey"),
        (lambda data: data[: len(data) // 3], "not_opened", "damaged"),
        (lambda _data: b"hello", "not_opened", "not a PDF"),
        (newer, "open_failed", "newer"),
    ],
)
def test_a_pdf_that_gives_no_journey_is_told_and_nothing_is_harmed(
    room: Workspace, tmp_path: Path, answers: Answers, poster: bytes, spoil: Any, asked: str, said: str
) -> None:
    path, before = tmp_path / "a.pdf", room.session.journey
    path.write_bytes(spoil(poster))
    assert not room.files.open(path)
    assert answers.asked == [asked]
    assert said in answers.reasons[0]
    assert room.session.journey is before


def test_unsaved_work_is_asked_about_first(room: Workspace, tmp_path: Path, answers: Answers, poster: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(poster)
    room.commands.run("add_phase")
    before = room.session.journey
    assert not room.files.open(path)
    assert answers.asked == ["unsaved"]
    assert room.session.journey is before


def test_a_file_that_is_not_there_is_told(room: Workspace, tmp_path: Path, answers: Answers) -> None:
    assert not room.files.open(tmp_path / "gone.pdf")
    assert answers.asked == ["open_failed"]


def test_the_window_stays_while_a_poster_is_read(
    room: Workspace, tmp_path: Path, poster: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, tried = tmp_path / "a.pdf", list[bool]()
    path.write_bytes(poster)
    QTimer.singleShot(0, lambda: tried.append(room.window_.may_close()))
    assert room.files.open(path)
    until(lambda: bool(tried))
    assert tried == [False]


def test_what_goes_wrong_aside_is_raised_where_it_was_asked_for(qapp: Any) -> None:
    seen: list[int] = []
    QTimer.singleShot(0, lambda: seen.append(1))
    assert aside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 // 0)
    until(lambda: seen == [1])


def test_the_file_dialog_shows_posters(room: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(dialog: QFileDialog) -> int:
        asked.append(";;".join(dialog.nameFilters()))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", ask)
    assert Asker(room.ui, room.window_).open_path("") is None
    assert asked[0].split(";;")[0] == "Journeys and posters (*.cjm *.pdf)"

"""The thread that writes recovery copies: the newest wins, what is saved or refused goes, and only that."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage import Stamp, copyist, save_journey
from cjm_desktop.storage.copyist import Copyist
from cjm_desktop.storage.recovery import Origin, Recovered, begin, orphans


class Told:
    """What a copyist told."""

    def __init__(self) -> None:
        self.failures: list[Message] = []
        self.copies: list[str] = []


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def one(folder: Path, told: Told) -> Iterator[Copyist]:
    made = Copyist(told.failures.append, lambda journey: told.copies.append(journey.title), folder)
    yield made
    made.finish()


def left(folder: Path) -> list[Recovered]:
    """What somebody who starts the program now finds."""
    found = orphans(folder)
    held = [entry.read() for entry in found]
    for entry in found:
        entry.close()
    return held


def copies(folder: Path) -> int:
    return len(list(folder.glob("*.cjm")))


def save(journey: Journey, path: Path) -> Origin:
    stamp: Stamp = save_journey(journey, path, None)
    return Origin(path, stamp.digest)


def test_a_thread_starts_with_the_first_wish_and_ends_with_the_document(one: Copyist, folder: Path) -> None:
    one.saved(Journey(), Origin())
    one.turn()
    assert not folder.exists()
    one.keep(Journey(title="A"), Origin())
    assert one.wait()
    assert copies(folder) == 1
    one.finish()
    assert not any(thread.name == "cjm-recovery" and thread.is_alive() for thread in threading.enumerate())
    assert list(folder.iterdir()) == []
    one.finish()


def test_while_one_is_written_only_the_newest_waits(folder: Path, told: Told) -> None:
    writing, go_on = threading.Event(), threading.Event()

    def done(journey: Journey) -> None:
        told.copies.append(journey.title)
        writing.set()
        go_on.wait(20)

    one = Copyist(told.failures.append, done, folder)
    one.keep(Journey(title="first"), Origin())
    assert writing.wait(20)
    for title in ("second", "third", "fourth"):
        one.keep(Journey(title=title), Origin())
    go_on.set()
    assert one.wait()
    assert told.copies == ["first", "fourth"]
    one.finish()


def test_what_is_saved_goes_when_the_file_holds_it_and_not_before(one: Copyist, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "journey.cjm"
    now = Journey(title="Now")
    one.keep(now, Origin(file))
    origin = save(now, file)
    file.write_bytes(file.read_bytes()[:-20])  # the disk has lied
    one.saved(now, origin)
    assert one.wait()
    assert copies(folder) == 1
    save(now, file)
    one.saved(now, origin)
    assert one.wait()
    assert copies(folder) == 0


def test_what_was_saved_to_a_stick_that_is_gone_is_found_at_the_next_start(one: Copyist, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "journey.cjm"
    now = Journey(title="Now")
    one.keep(Journey(title="Before"), Origin(file))
    origin = save(now, file)
    file.unlink()
    one.saved(now, origin)
    one.finish()
    (found,) = left(folder)
    assert (found.journey, found.origin) == (now, origin)


def test_saving_to_a_stick_that_is_gone_may_overtake_the_first_copy(folder: Path, told: Told, tmp_path: Path) -> None:
    first, go_on = threading.Event(), threading.Event()

    def failed(message: Message) -> None:
        told.failures.append(message)
        first.set()
        go_on.wait(20)

    folder.write_bytes(b"")  # no folder can be made here: the first copy fails, and the thread is held while the next ones are asked for
    one = Copyist(failed, None, folder)
    file = tmp_path / "journey.cjm"
    one.keep(Journey(title="Before"), Origin(file))
    assert first.wait(20)
    folder.unlink()
    one.keep(Journey(title="Typed on"), Origin(file))
    one.saved(now := Journey(title="Now"), Origin(file, digest="what the stick held"))
    go_on.set()
    one.finish()
    (found,) = left(folder)
    assert found.journey == now


def test_what_is_refused_goes(one: Copyist, folder: Path) -> None:
    one.keep(Journey(title="A"), Origin())
    one.turn()
    assert one.wait()
    assert copies(folder) == 0
    one.keep(Journey(title="B"), Origin())
    assert one.wait()
    assert copies(folder) == 1


def test_what_was_found_is_gone_on_with(one: Copyist, folder: Path) -> None:
    dead = begin(folder)
    dead.write(Journey(title="Found"), Origin())
    dead.close()
    (entry,) = orphans(folder)
    one.adopt(entry)
    assert copies(folder) == 1
    one.keep(Journey(title="Worked on"), Origin())
    assert one.wait()
    assert [path.stem for path in folder.glob("*.cjm")] == [entry.token]
    one.turn()
    assert one.wait()
    assert copies(folder) == 0


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(
    folder: Path, told: Told, one: Copyist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copyist, "AGAIN", 0.05)
    folder.write_bytes(b"a file where the folder should be")
    one.keep(Journey(title="A"), Origin())
    while not told.failures:
        time.sleep(0.005)
    folder.unlink()
    while "A" not in told.copies:
        time.sleep(0.005)
    assert one.wait()
    assert copies(folder) == 1


def test_a_folder_that_was_emptied_meanwhile_is_begun_anew(folder: Path, told: Told, one: Copyist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copyist, "AGAIN", 0.05)
    one.keep(Journey(title="A"), Origin())
    assert one.wait()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    one.keep(Journey(title="B"), Origin())
    while "B" not in told.copies:
        time.sleep(0.005)
    assert copies(folder) == 1
    assert told.failures

"""One file, two people: who has it open is seen, who is gone is in nobody's way, and what stands in a lock may be anything."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey
from cjm_desktop.storage import knock as knocks
from cjm_desktop.storage import lock as locks
from cjm_desktop.storage import save_journey
from cjm_desktop.storage.lock import (
    BEAT,
    STALE,
    Held,
    Holder,
    Locked,
    lock_path,
    peek,
    refuse_when_open,
    take,
    take_over,
)
from cjm_desktop.storage.stamp import disk_of

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.cjm"
    save_journey(Journey(title="A"), path, None)
    return path


def written(path: Path, *, age: float = 0.0, **other: object) -> Path:
    """The lock of somebody on another computer, with some things otherwise."""
    about: dict[str, Any] = {
        "format": "cjm-lock", "version": 1, "program": "CJM Desktop 9", "user": "anna", "name": "Anna Kovács", "host": "laptop-7",
        "since": "2026-01-05T08:14:00+00:00", "token": "f" * 32,
        "process": {"machine": "0123", "start": "b", "space": "s", "id": 17, "began": "4"},
    }  # fmt: skip
    place = lock_path(path)
    place.write_text(json.dumps(about | other), encoding="utf-8")
    when = time.time() - age
    os.utime(place, (when, when))
    return place


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Our own lock, with something in it changed."""
    place = lock_path(path)
    about = json.loads(place.read_bytes())
    change(about)
    place.write_text(json.dumps(about), encoding="utf-8")


def test_who_comes_second_learns_who_and_where(file: Path) -> None:
    first = take(file)
    assert first is not None and first.guards(file) and first.look() is None
    with pytest.raises(Held) as held:
        take(file)
    assert held.value.holder.own and held.value.holder.user and held.value.holder.host
    with pytest.raises(Locked, match="You have had it open in another window"):
        refuse_when_open(file)
    first.release()
    first.release()
    assert peek(file) is None and not lock_path(file).exists()
    second = take(file)
    assert second is not None
    second.release()


def test_another_person_is_named(file: Path) -> None:
    written(file)
    holder = peek(file)
    assert holder is not None
    assert str(holder.told()).startswith("Anna Kovács has had it open on “laptop-7” since 2026-01-05, ")
    assert not holder.own and holder.life() is None


@POSIX
def test_a_colleague_may_read_it_whatever_the_mask(file: Path) -> None:
    old = os.umask(0o077)
    try:
        lock = take(file)
    finally:
        os.umask(old)
    assert lock is not None and lock.place.stat().st_mode & 0o777 == 0o644
    lock.release()


@POSIX
def test_a_link_is_locked_where_the_file_is(file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "b.cjm"
    link.symlink_to(file)
    lock = take(link)
    assert lock is not None and lock.guards(file) and lock.place.parent == tmp_path
    with pytest.raises(Held):
        take(file)
    lock.release()


def test_the_longest_name_has_a_lock(tmp_path: Path) -> None:
    lock = take(tmp_path / ("x" * 251 + ".cjm"))
    assert lock is not None
    lock.release()


# ------------------------------------------------------------------------------------------------ stale


def program(file: Path) -> subprocess.Popen[str]:
    """Another process with the file open."""
    code = "import sys\nfrom cjm_desktop.storage.lock import take\nprint(take(sys.argv[1]) is not None, flush=True)\nsys.stdin.read()"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    made = subprocess.Popen([sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    assert made.stdout is not None and made.stdout.readline() == "True\n"
    return made


def test_a_killed_program_is_in_nobodys_way(file: Path) -> None:
    other = program(file)
    assert peek(file) is not None
    other.kill()
    other.communicate()
    assert peek(file) is None and lock_path(file).exists()
    lock = take(file)
    assert lock is not None and lock.look() is None
    lock.release()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not say when a process began")
def test_a_process_of_the_same_number_is_another_one(file: Path) -> None:
    take(file)
    changed(file, lambda about: about["process"].update(began="1"))
    assert peek(file) is None
    changed(file, lambda about: about["process"].update(began=""))
    assert peek(file) is not None, "what was not said proves nothing"


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="no spaces of process numbers")
def test_only_what_is_certain_is_taken_for_gone(file: Path) -> None:
    take(file)
    gone = {"id": 2**22 + 1}
    changed(file, lambda about: about["process"].update(gone))
    assert peek(file) is None
    changed(file, lambda about: about["process"].update(space="a container"))
    assert peek(file) is not None, "it counts its processes otherwise"
    changed(file, lambda about: about["process"].update(start="before the power cut"))
    assert peek(file) is None
    changed(file, lambda about: about["process"].update(machine="another one of the same name"))
    assert peek(file) is not None


def test_a_computer_that_fell_silent(file: Path) -> None:
    written(file, age=4 * BEAT)
    holder = peek(file)
    assert holder is not None and holder.silent and "no sign of life" in str(holder.life())
    written(file, age=STALE - 60)
    assert peek(file) is not None
    written(file, age=STALE + 60)
    assert peek(file) is None
    lock = take(file)
    assert lock is not None
    lock.release()


def test_a_clock_that_is_a_day_ahead_makes_nobody_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(file)
    now = time.time
    monkeypatch.setattr(locks.time, "time", lambda: now() + 86_400)
    holder = peek(file)
    assert holder is not None and not holder.silent, "the clock of the disk counts"


def test_a_sign_of_life_is_given_and_changes_no_word(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = take(file)
    assert lock is not None
    before = lock.place.read_bytes()
    os.utime(lock.place, (1, 1))
    assert lock.look() is None and lock.place.stat().st_mtime == 1, "not before it is time"
    now = time.time
    monkeypatch.setattr(locks.time, "time", lambda: now() + BEAT + 1)
    assert lock.look() is None
    assert lock.place.stat().st_mtime > 1 and lock.place.read_bytes() == before
    lock.release()


# ------------------------------------------------------------------------------------------------ taking over


def test_who_takes_over_is_seen_at_the_next_look(file: Path) -> None:
    mine = take(file)
    theirs = take_over(file)
    assert mine is not None and theirs is not None
    lost = mine.look()
    assert lost is not None and lost.token == theirs.token
    mine.release()
    assert theirs.look() is None, "what is not ours any more is not removed"
    theirs.release()
    assert not lock_path(file).exists()


def test_a_lock_that_was_cleared_away_comes_back_and_one_put_there_wins(file: Path) -> None:
    lock = take(file)
    assert lock is not None
    lock.place.unlink()
    assert lock.look() is None and lock.place.exists()
    written(file)
    lost = lock.look()
    assert lost is not None and lost.name == "Anna Kovács"
    lock.release()
    assert lock_path(file).exists()


def test_a_fresh_lock_is_not_taken_for_the_stale_one_before_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two find the same stale lock; one has put its own there before the other gets to removing."""
    written(file, age=STALE + 60)
    remove, quicker = locks._remove, []

    def late(place: Path, token: str) -> None:
        monkeypatch.setattr(locks, "_remove", remove)
        quicker.append(take(file))
        remove(place, token)

    monkeypatch.setattr(locks, "_remove", late)
    with pytest.raises(Held):
        take(file)
    assert quicker[0] is not None and quicker[0].look() is None
    quicker[0].release()


def test_many_at_once_are_one(file: Path) -> None:
    written(file, age=STALE + 60)
    code = (
        "import sys\nfrom cjm_desktop.storage.lock import take, Held\nsys.stdin.read()\n"
        "try:\n    print('mine' if take(sys.argv[1]) else 'none', flush=True)\nexcept Held:\n    print('held', flush=True)\n"
        "import time; time.sleep(1)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with contextlib.ExitStack() as stack:
        made = [
            stack.enter_context(
                subprocess.Popen([sys.executable, "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
            )
            for _ in range(4)
        ]
        for one in made:
            assert one.stdin is not None
            one.stdin.close()
        said = [one.stdout.read().strip() for one in made if one.stdout is not None]
    assert sorted(said) == ["held", "held", "held", "mine"]


# ------------------------------------------------------------------------------------------------ what stands in the way


@POSIX
def test_what_is_no_ordinary_file_is_no_obstacle_and_stays(file: Path, tmp_path: Path) -> None:
    place = lock_path(file)
    secret = tmp_path / "secret"
    secret.write_text("do not touch", encoding="utf-8")
    for make in (lambda: place.mkdir(), lambda: place.symlink_to(secret), lambda: os.mkfifo(place)):
        make()
        assert peek(file) is None
        assert take(file) is None
        assert os.path.lexists(place)
        place.rmdir() if place.is_dir() else place.unlink()
    assert secret.read_text(encoding="utf-8") == "do not touch"


def test_a_folder_that_takes_no_lock_is_no_obstacle(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(path: Any, flags: int, *more: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "no")
        return real(path, flags, *more)

    monkeypatch.setattr(locks.os, "open", refusing)
    assert take(file) is None
    assert take(file.parent / "none" / "a.cjm") is None


@POSIX
def test_beside_a_device_or_a_folder_nothing_is_put(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cjm")
    (tmp_path / "folder.cjm").mkdir()
    before = sorted(tmp_path.iterdir())
    assert take(tmp_path / "pipe.cjm") is None and take(tmp_path / "folder.cjm") is None
    assert sorted(tmp_path.iterdir()) == before


def test_an_empty_lock_is_that_of_a_program_that_ended_in_between(file: Path) -> None:
    place = lock_path(file)
    place.touch()
    assert peek(file) is not None
    os.utime(place, (1, 1))
    assert peek(file) is None


def test_a_name_in_a_lock_is_short_and_turns_nothing_round() -> None:
    long = Holder(user="x", name="Anna " * 16 + "Kovács", host="W" * 80, since=0.0)
    told = str(long.told())
    assert len(long.who) == 40 and long.who.endswith("Anna…")
    assert f"“{'W' * 39}…”" in told
    hebrew = Holder(user="x", name="אנה כהן", host="laptop", since=0.0)
    assert hebrew.who == "\u2068אנה כהן\u2069", "figures and words beside it stay where they are"
    assert Holder(user="x", name="Anna").who == "Anna"


def test_marks_piled_up_on_a_letter_are_cut_down(file: Path) -> None:
    written(file, name="A" + "\u0300\u0301\u0302\u0303" * 20 + "nna", host="z" + "\u035c" * 60)
    holder = peek(file)
    assert holder is not None
    assert len(holder.name) < 8 and holder.name.endswith("nna")
    assert len(holder.host) == 3


def test_names_in_a_lock_cannot_turn_a_sentence_around(file: Path) -> None:
    written(file, name="Anna\u202e\u0000\n<b>x</b>" + "y" * 500, host="h\u200b\r" * 200)
    holder = peek(file)
    assert holder is not None
    assert holder.name.isprintable() and len(holder.name) <= 80 and holder.host.isprintable() and len(holder.host) <= 80


_TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = ("format", "version", "user", "name", "host", "since", "token", "process")
_LOCKS = st.one_of(
    st.binary(max_size=200),
    _TREES.map(lambda tree: json.dumps(tree).encode()),
    st.dictionaries(st.sampled_from(_KEYS), _TREES).map(lambda tree: json.dumps({**tree, "format": "cjm-lock"}).encode()),
    st.dictionaries(st.sampled_from(("machine", "start", "space", "id", "began")), _TREES).map(
        lambda tree: json.dumps({"format": "cjm-lock", "host": locks._host(), "process": {**locks._process(), **tree}}).encode()
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(_LOCKS)
def test_a_lock_may_hold_anything(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.cjm"
    lock_path(path).write_bytes(data)
    holder = peek(path)
    if holder is not None:
        assert all(word.isprintable() for word in (holder.user, holder.name, holder.host)) and str(holder.told())
    lock = take_over(path)
    assert lock is not None
    lock.release()
    lock_path(path).unlink(missing_ok=True)


@pytest.mark.parametrize("data", [b"[" * 4_000, b'{"a":' * 800, b"x" * 5_000_000, b"9" * 4_000, b'{"format":"cjm-lock","since":1e999}'])
def test_a_lock_that_wants_to_be_a_bomb(file: Path, data: bytes) -> None:
    lock_path(file).write_bytes(data)
    holder = peek(file)
    assert holder is not None and str(holder.told()).startswith("Somebody has had it open since")


# ------------------------------------------------------------------------------------------------ a knock at the other window


def test_a_knock_waits_until_it_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocks, "recovery_folder", lambda: tmp_path / "state" / "recovery")
    token = "0" * 32
    assert not knocks.answered(token) and not knocks.waiting(token)
    assert knocks.knock(token) and knocks.knock(token) and knocks.waiting(token)
    assert not knocks.answered("1" * 32)
    assert knocks.answered(token) and not knocks.waiting(token) and not knocks.answered(token)
    if sys.platform != "win32":
        assert (tmp_path / "state" / "knocks").stat().st_mode & 0o777 == 0o700


def test_no_token_leads_out_of_the_folder_of_knocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocks, "recovery_folder", lambda: tmp_path / "state" / "recovery")
    (tmp_path / "victim").touch()
    for token in ("", "../../victim", str(tmp_path / "victim"), "0" * 31, "0" * 33, "0" * 32 + "\n"):
        assert not knocks.knock(token) and not knocks.answered(token) and not knocks.waiting(token)
    assert [one.name for one in tmp_path.iterdir()] == ["victim"]


@pytest.mark.parametrize("count", [0, 1, 40, 200, -2])
def test_a_lock_that_a_power_cut_left_half_written_is_in_nobodys_way_after_a_minute(file: Path, count: int) -> None:
    place = lock_path(file)
    whole = locks._text("0" * 32).replace(f'"id": {os.getpid()}'.encode(), b'"id": 2147483')
    place.write_bytes(whole[:count])
    os.utime(place, (time.time() - 5,) * 2)
    with pytest.raises(Held):
        take(file)
    os.utime(place, (time.time() - 70,) * 2)
    mine = take(file)
    assert mine is not None and json.loads(place.read_bytes())["token"] == mine.token
    mine.release()
    assert list(file.parent.iterdir()) == [file]


def test_a_lock_that_is_not_whole_is_heeded_as_long_as_its_process_lives(file: Path) -> None:
    lock_path(file).write_bytes(locks._text("0" * 32)[:-3])
    os.utime(lock_path(file), (time.time() - 3600,) * 2)
    with pytest.raises(Held):
        take(file)


def test_a_lock_is_whole_from_the_first_moment_with_links_and_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = os.write

    def looking(handle: int, data: bytes) -> int:
        seen.append(lock_path(file).exists())
        return real(handle, data)

    monkeypatch.setattr("os.write", looking)
    if hasattr(os, "link"):
        mine = take(file)
        assert mine is not None and seen == [False], "its name comes when all of it is there"
        mine.release()

    def none(*_names: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr("os.link", none, raising=False)
    mine = take(file)
    assert mine is not None and json.loads(lock_path(file).read_bytes())["token"] == mine.token
    with pytest.raises(Held):
        take(file)
    mine.release()
    assert list(file.parent.iterdir()) == [file]


def test_nobody_opens_a_file_in_the_future() -> None:
    for said in ("2999-01-01T00:00:00+00:00", "0001-01-01T00:00:00+00:00"):
        data = json.dumps({"format": "cjm-lock", "since": said}).encode()
        assert locks.holder_of(data, 1_000.0).since == 1_000.0
        assert locks.holder_of(data, 4e10).since <= time.time()


def test_the_empty_place_of_a_stick_gets_no_lock(file: Path) -> None:
    disk = disk_of(file)
    own = take(file, disk)
    assert own is not None
    lock_path(file).unlink()
    assert own.look() is None and lock_path(file).exists(), "after a clearing-up it is made again"
    own._disk = disk + 1  # now the folder is that of another disk
    lock_path(file).unlink()
    file.unlink()
    assert own.look() is None and not lock_path(file).exists()
    assert take(file, disk + 1) is None and not lock_path(file).exists()
    save_journey(Journey(title="A"), file, None)
    assert own.look() is None and lock_path(file).exists(), "the file is back, on whichever disk"
    own.release()

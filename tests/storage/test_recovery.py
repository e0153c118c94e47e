"""Recovery copies: whole or not there, private, an orphan from the moment its process ends and never before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.storage import OpenError, SaveError, open_journey, to_bytes
from cjm_desktop.storage.copy_text import CopyText
from cjm_desktop.storage.recovery import Entry, Origin, begin, orphans, recovery_folder
from tests.strategies import journeys

ROOT = Path(__file__).resolve().parent.parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and signals of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recovery"


@pytest.fixture
def entry(folder: Path) -> Iterator[Entry]:
    made = begin(folder)
    yield made
    made.close()


def let_go(entries: list[Entry]) -> None:
    for one in entries:
        one.close()


def journey(title: str = "My new laptop") -> Journey:
    return Journey(title=title, touchpoints=(Touchpoint(id="t1", title="Asks", grade=7.0),))


# ------------------------------------------------------------------------------------------------ what is in a copy


@given(journeys())
def test_a_copy_is_the_file_of_the_journey_with_one_object_more(tmp_path_factory: pytest.TempPathFactory, found: Journey) -> None:
    text = CopyText()
    for _ in range(2):  # made, and remembered
        tree = json.loads(text.of(found, {"when": "now"}))
        assert tree.pop("recovery") == {"when": "now"}
        assert json.dumps(tree) == json.dumps(json.loads(to_bytes(found)))
        raw = text.of(found, {"when": "now"})
        assert raw.replace(b'  "recovery": {\n    "when": "now"\n  },\n', b"") == to_bytes(found)
    path = tmp_path_factory.mktemp("copy") / "copy.cjm"
    path.write_bytes(raw)
    assert open_journey(path).journey == found


@given(journeys())
def test_what_was_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, found: Journey) -> None:
    entry = begin(tmp_path_factory.mktemp("recovery"))
    origin = Origin(Path("/somewhere/Kundenreise ü.cjm").absolute(), "a" * 64, disk=2**40)
    entry.write(found, origin, "half a line")
    back = entry.read()
    assert (back.journey, back.origin, back.line) == (found, origin, "half a line")
    assert abs(back.when - entry.when) < 60
    entry.end()


def test_what_a_newer_program_wrote_beside_the_journey_is_kept(entry: Entry) -> None:
    beside = {"future": {"a": [1, "x\ny"]}, "more": None}
    entry.write(journey(), Origin(None, "", beside))
    assert entry.read().origin.beside == beside
    tree = json.loads(entry.path.read_bytes())
    assert list(tree)[-3:] == ["journey", "future", "more"]
    tree.pop("recovery")
    assert json.dumps(tree) == json.dumps(json.loads(to_bytes(journey(), beside=beside)))


def test_an_edit_writes_only_what_it_touched_anew() -> None:
    text = CopyText()
    many = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Step {i}") for i in range(50)))
    text.of(many, {})
    before = {key: known[1] for key, known in text._known.items()}
    card = many.touchpoints[7].replace(title="Another")
    text.of(many.with_(touchpoints=(*many.touchpoints[:7], card, *many.touchpoints[8:])), {})
    after = {key: known[1] for key, known in text._known.items()}
    assert sum(after[key] is before[key] for key in after if key in before) == 49
    assert len(after) == 50  # what is gone from the journey is forgotten


@POSIX
def test_a_name_that_is_no_text_is_found_again(entry: Entry) -> None:
    odd = Path(os.fsdecode(b"/somewhere/r\xe9sum\xe9.cjm"))
    entry.write(journey(), Origin(odd, ""))
    assert entry.read().origin.path == odd


@POSIX
def test_nobody_else_may_read_it(entry: Entry, folder: Path) -> None:
    entry.write(journey(), Origin())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    folder.chmod(0o755)
    begin(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700


@POSIX
def test_no_link_is_followed(entry: Entry, folder: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.cjm"
    precious.write_bytes(to_bytes(journey("Mine")))
    entry.path.symlink_to(precious)
    with pytest.raises(OpenError):
        entry.read()
    entry.write(journey("Written"), Origin())
    assert open_journey(precious).journey.title == "Mine"
    assert not entry.path.is_symlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "link").symlink_to(elsewhere)
    with pytest.raises(SaveError):
        begin(tmp_path / "link")
    assert orphans(tmp_path / "link") == []


def test_it_lies_with_the_state_of_the_user(own_home: Path) -> None:
    assert recovery_folder().is_relative_to(own_home)


# ------------------------------------------------------------------------------------------------ whose it is


def test_an_entry_in_use_is_no_orphan_and_a_closed_one_is(entry: Entry, folder: Path) -> None:
    entry.write(journey(), Origin())
    assert orphans(folder) == []
    entry.close()
    found = orphans(folder)
    assert [one.token for one in found] == [entry.token]
    assert orphans(folder) == []  # the first one who finds it has it
    let_go(found)
    assert not found[0].kept


def test_what_was_put_aside_says_so(entry: Entry, folder: Path) -> None:
    entry.write(journey(), Origin())
    entry.keep()
    (found,) = orphans(folder)
    assert found.kept
    found.write(journey("Worked on"), Origin())
    assert not found.kept
    found.close()
    (found,) = orphans(folder)
    assert not found.kept
    found.end()
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_an_ended_entry_or_of_one_without_a_copy(folder: Path) -> None:
    one, other = begin(folder), begin(folder)
    one.write(journey(), Origin())
    one.end()
    one.end()
    other.close()
    assert list(folder.iterdir()) == []


def test_what_a_process_was_writing_when_it_ended_is_swept_away(entry: Entry, folder: Path) -> None:
    entry.write(journey(), Origin())
    (folder / f".{entry.token}-12345678.tmp").write_bytes(b"{")
    entry.close()
    let_go(orphans(folder))
    assert sorted(path.suffix for path in folder.iterdir()) == [".cjm", ".lock"]


CHILD = """
import sys
from pathlib import Path
from cjm_desktop.document import Journey
from cjm_desktop.storage.recovery import Origin, begin
entry = begin(Path(sys.argv[1]))
entry.write(Journey(title="Of the child"), Origin())
print(entry.token, flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("way", ["killed", "ended"])
def test_a_copy_is_an_orphan_from_the_moment_its_process_ends_and_never_before(folder: Path, way: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        token = child.stdout.readline().strip()
        assert orphans(folder) == []
        if way == "killed":
            child.kill()
        else:
            child.stdin.write("\n")
            child.stdin.flush()
        child.wait(30)
    (found,) = orphans(folder)
    assert (found.token, found.read().journey.title) == (token, "Of the child")
    let_go([found])


# ------------------------------------------------------------------------------------------------ what may be there instead


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\x00" * 4096, b"[1, 2]", b'{"format": "cjm-journey", "version": 10000, "journey": {}}', b"[" * 100_000],
    ids=["empty", "cut off", "nothing but zeros", "something else", "of the future", "nested"],
)
def test_a_damaged_copy_is_told_and_left_alone(entry: Entry, folder: Path, damage: bytes) -> None:
    entry.path.write_bytes(damage)
    entry.close()
    (found,) = orphans(folder)
    with pytest.raises(OpenError):
        found.read()
    found.close()
    assert found.path.read_bytes() == damage


@given(st.binary(max_size=400) | st.integers(0, 600).flatmap(lambda at: st.binary(min_size=1, max_size=8).map(lambda new: (at, new))))
def test_whatever_is_in_a_copy_it_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, found: bytes | tuple[int, bytes]) -> None:
    entry = begin(tmp_path_factory.mktemp("recovery"))
    entry.write(journey(), Origin(Path("/a/b.cjm").absolute(), "0" * 64), "a line")
    whole = entry.path.read_bytes()
    entry.path.write_bytes(found if isinstance(found, bytes) else whole[: found[0]] + found[1] + whole[found[0] + len(found[1]) :])
    try:
        said = str(entry.read().journey.title or "read")
    except OpenError as error:
        said = str(error.message)
    assert said
    entry.end()


def test_several_starts_at_once_share_what_there_is(folder: Path) -> None:
    tokens = set()
    for _ in range(12):
        entry = begin(folder)
        entry.write(journey(), Origin())
        tokens.add(entry.token)
        entry.close()
    with ThreadPoolExecutor(6) as starts:
        shares = list(starts.map(lambda _: orphans(folder), range(6)))
    claimed = [entry.token for share in shares for entry in share]
    assert len(claimed) == len(set(claimed))
    # What one start has looked at and let go of, another may have missed; nothing is ever away.
    for share in shares:
        let_go(share)
    rest = orphans(folder)
    assert {entry.token for entry in rest} == tokens
    let_go(rest)


@pytest.mark.parametrize(
    "about",
    [
        *(None, 7, "x", {"path": "not/absolute"}, {"path": 3}, {"path": "/a\0b"}, {"digest": "zz", "when": "no"}, {"when": 1e300}),
        *({"line": []}, {"disk": -1}, {"disk": True}, {"disk": "7"}, {"disk": 2**70}),
    ],
)
def test_nonsense_beside_a_journey_does_not_cost_the_journey(entry: Entry, about: object) -> None:
    tree = json.loads(to_bytes(journey()))
    entry.path.write_text(json.dumps({**tree, "recovery": about}), encoding="utf-8")
    back = entry.read()
    assert back.journey == journey()
    assert back.origin == Origin()
    assert abs(back.when - entry.when) < 1


def test_a_folder_that_vanished_is_told_and_gets_no_copy_that_nobody_guards(entry: Entry, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(SaveError):
        entry.write(journey(), Origin())
    assert list(folder.iterdir()) == []


def test_strange_files_in_the_folder_are_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("notes.txt", "x.cjm", "0123.lock", "..cjm", "ABCDEF0123456789.cjm"):
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / "0123456789abcdef.cjm").mkdir()
    found = orphans(folder)
    for one in found:
        with pytest.raises(OpenError):
            one.read()
    let_go(found)
    assert len([path for path in folder.iterdir() if path.suffix != ".lock" or path.name == "0123.lock"]) == 6


@POSIX
def test_where_there_are_no_locks_a_living_process_keeps_its_copy(entry: Entry, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import fcntl

    def none(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", none)
    entry.write(journey(), Origin())
    assert orphans(folder) == []
    entry.close()
    (folder / f"{entry.token}.lock").write_text("999999999\n", encoding="utf-8")
    found = orphans(folder)
    assert len(found) == 1
    let_go(found)

"""``merge`` and ``diff`` as scripts and git use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop import cli, edits
from cjm_desktop.document import Journey, Participant, without_names
from cjm_desktop.storage import open_journey, save_journey, templates, to_bytes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def base(tmp_path: Path) -> Journey:
    journey = templates.load("new-colleague", "en")
    for name in ("base", "ours", "theirs"):
        save_journey(journey, tmp_path / f"{name}.cjm", None)
    return journey


def test_both_changes_come_together(run: Run, base: Journey, tmp_path: Path) -> None:
    first, second = base.touchpoints[0].id, base.touchpoints[1].id
    save_journey(edits.set_grade(base, (first,), 9), tmp_path / "ours.cjm", None)
    save_journey(edits.set_grade(base, (second,), 2), tmp_path / "theirs.cjm", None)
    assert run("merge", "base.cjm", "ours.cjm", "theirs.cjm", "-o", "out.cjm", "--lang", "en") == (0, "1 change came in.\n", "")
    merged = open_journey(tmp_path / "out.cjm").journey
    assert merged == edits.set_grade(edits.set_grade(base, (first,), 9), (second,), 2)


@pytest.mark.parametrize(("language", "said"), [("en", "9 in your copy, 2 in the other one"), ("hu", "9")])
def test_what_contradicts_is_listed_and_ours_stays(run: Run, base: Journey, tmp_path: Path, language: str, said: str) -> None:
    first = base.touchpoints[0].id
    save_journey(edits.set_grade(base, (first,), 9), tmp_path / "ours.cjm", None)
    save_journey(edits.set_grade(base, (first,), 2), tmp_path / "theirs.cjm", None)
    code, _out, err = run("merge", "base.cjm", "ours.cjm", "theirs.cjm", "-o", "out.cjm", "--lang", language)
    assert code == 1
    assert err.startswith("touchpoints[0].grade: ") and said in err and err.count("\n") == 1
    assert open_journey(tmp_path / "out.cjm").journey.touchpoints[0].grade == 9


def test_without_a_common_journey(run: Run, base: Journey, tmp_path: Path) -> None:
    (tmp_path / "nothing.cjm").touch()
    less = edits.remove_touchpoints(base, (base.touchpoints[0].id,))
    save_journey(less, tmp_path / "ours.cjm", None)
    for unknown in ("-", "nothing.cjm"):
        assert run("merge", unknown, "ours.cjm", "theirs.cjm", "-o", "out.cjm", "--force")[0] == 0
        assert len(open_journey(tmp_path / "out.cjm").journey.touchpoints) == len(base.touchpoints)


def test_bad_input_and_no_place_to_write(run: Run, base: Journey, tmp_path: Path) -> None:
    (tmp_path / "bad.cjm").write_text("{")
    assert run("merge", "base.cjm", "ours.cjm", "bad.cjm", "-o", "out.cjm")[0] == 2
    assert run("merge", "base.cjm", "ours.cjm", "-o", "out.cjm")[0] == 2
    assert run("merge", "base.cjm", "ours.cjm", "theirs.cjm", "-o", "out.txt")[0] == 2
    assert not (tmp_path / "out.cjm").exists()
    code, _out, err = run("merge", "base.cjm", "ours.cjm", "theirs.cjm", "-o", "no/out.cjm", "--lang", "en")
    assert (code, "was not saved" in err) == (3, True)


def test_names_that_a_poster_left_out_were_removed_by_nobody(run: Run, base: Journey, tmp_path: Path) -> None:
    named = edits.put_participant(base, Participant(id="a-1", name="Anna"))
    save_journey(named, tmp_path / "base.cjm", None)
    save_journey(named, tmp_path / "ours.cjm", None)
    theirs = edits.change(without_names(named), title="New")
    (tmp_path / "theirs.cjm").write_bytes(to_bytes(theirs, names_left_out=True))
    assert run("merge", "base.cjm", "ours.cjm", "theirs.cjm", "-o", "out.cjm")[0] == 0
    assert open_journey(tmp_path / "out.cjm").journey == edits.change(named, title="New")


def test_what_differs_in_words_and_as_json(run: Run, base: Journey, tmp_path: Path) -> None:
    assert run("diff", "base.cjm", "ours.cjm") == (0, "", "")
    save_journey(edits.change(base, title="Another"), tmp_path / "ours.cjm", None)
    code, out, err = run("diff", "base.cjm", "ours.cjm", "--lang", "en")
    assert (code, err) == (1, "") and out.endswith("→ “Another”\n")
    code, out, _err = run("diff", "base.cjm", "ours.cjm", "--json", "--lang", "en")
    tree = json.loads(out)
    assert (code, tree["equal"]) == (1, False)
    assert [(one["how"], one["place"]) for one in tree["differences"]] == [("changed", "title")]
    code, out, err = run("diff", "base.cjm", "missing.cjm", "--json")
    assert (code, json.loads(out)["readable"]) == (2, False) and err


def test_what_came_in_is_said_in_every_case(run: Run, base: Journey, tmp_path: Path) -> None:
    save_journey(base, tmp_path / "base.cjm", None)
    save_journey(base.replace(title="Mine"), tmp_path / "ours.cjm", None)
    save_journey(base.replace(title="Theirs"), tmp_path / "theirs.cjm", None)
    (tmp_path / "empty").write_bytes(b"")
    code, out, err = run("merge", "empty", "ours.cjm", "theirs.cjm", "-o", "out.cjm", "--lang", "en")
    assert (code, out) == (1, "1 thing differs and stays as it is in OURS; nothing else came in.\n")
    assert err.startswith("What both went on from is not known")
    assert "“Mine” in your copy, “Theirs” in the other one" in err
    assert run("merge", "base.cjm", "ours.cjm", "base.cjm", "-o", "new.cjm", "--lang", "en") == (0, "THEIRS brings nothing new.\n", "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_git_merges_what_two_people_did(base: Journey, tmp_path: Path) -> None:
    program = f'"{sys.executable}" -m cjm_desktop'
    where = tmp_path / "repository"
    where.mkdir()
    mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    source = str(Path(cli.__file__).parents[2])
    environment = {**mine, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": source, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)

    def commit(journey: Journey, branch: str) -> None:
        assert git("checkout", "-q", branch).returncode == 0
        save_journey(journey, where / "job.cjm", None)
        assert git("commit", "-q", "-am", "Work").returncode == 0

    assert git("init", "-q", "-b", "main").returncode == 0
    git("config", "merge.cjm.name", "CJM Desktop")
    git("config", "merge.cjm.driver", f"{program} merge %O %A %B -o %A --lang en")
    (where / ".gitattributes").write_text("*.cjm merge=cjm\n")
    save_journey(base, where / "job.cjm", None)
    git("add", ".")
    assert git("commit", "-q", "-m", "Begin").returncode == 0
    git("branch", "colleague")
    first, second = base.touchpoints[0].id, base.touchpoints[1].id
    ours = edits.move_touchpoints(edits.set_grade(base, (first,), 9), (first,), 1, base.touchpoints[0].phase)
    commit(ours, "main")
    theirs = edits.change_touchpoints(base, (first, second), text="What the colleague saw")
    commit(theirs, "colleague")
    assert git("checkout", "-q", "main").returncode == 0
    done = git("merge", "-q", "--no-edit", "colleague")
    assert done.returncode == 0, done.stdout + done.stderr
    now = open_journey(where / "job.cjm").journey
    assert now == edits.change_touchpoints(ours, (first, second), text="What the colleague saw")
    # Both grade the same card: git stops, ours stays in the file, and what contradicts is told.
    commit(edits.set_grade(now, (second,), 8), "main")
    assert git("checkout", "-q", "colleague").returncode == 0
    assert git("merge", "-q", "--ff-only", "main~1").returncode == 0
    commit(edits.set_grade(now, (second,), 1), "colleague")
    assert git("checkout", "-q", "main").returncode == 0
    stopped = git("merge", "--no-edit", "colleague")
    assert stopped.returncode == 1
    assert "8 in your copy, 1 in the other one" in stopped.stderr
    assert next(t for t in open_journey(where / "job.cjm").journey.touchpoints if t.id == second).grade == 8
    assert "UU job.cjm" in git("status", "--porcelain").stdout

"""``import ANSWERS --into FILE`` as scripts use it: nothing guessed, nothing half-imported, exit codes that say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.storage import open_journey, save_journey

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "laptop.cjm"
    save_journey(Journey(touchpoints=(Touchpoint(id="t1", title="Ordering"), Touchpoint(id="t2", title="First day"))), path, None)
    return path


def test_answers_become_a_round(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Date;Ordering;First day\n3.5.2027;4,5;1\n4.5.2027;5;\n", encoding="cp1252")
    code, out, err = run("import", "a.csv", "--into", file.name, "--round", "Spring 2027", "--lang", "en", "--scale", "1-5")
    assert (code, err) == (0, "")
    assert "Ordering → 1 Ordering\n" in out and "from 1 to 5" in out and "2 touchpoints" in out
    (one,) = open_journey(file).journey.rounds
    assert (one.name, one.date, one.shown) == ("Spring 2027", "2027-05-04", True)
    assert [(r.touchpoint, r.grade, r.answers) for r in one.readings] == [("t1", 9.4375, 2), ("t2", 1.0, 1)]


def test_nothing_is_guessed(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Q1,Q2\n4,1\n", encoding="utf-8")
    before = file.read_bytes()
    code, out, err = run("import", "a.csv", "--into", file.name, "--lang", "en")
    assert (code, out) == (2, "") and "Q1 → 1 Ordering ?" in err and file.read_bytes() == before
    code, out, _err = run("import", "a.csv", "--into", file.name, "--suggest")
    assert code == 0 and file.read_bytes() == before
    assert "worst" not in json.loads(out), "nor is the scale"
    (tmp_path / "map.json").write_text(json.dumps({**json.loads(out), "worst": 1, "best": 7}), encoding="utf-8")
    assert run("import", "a.csv", "--into", file.name, "--map", "map.json", "--date", "2027-05-01")[0] == 0
    assert [r.grade for r in open_journey(file).journey.rounds[0].readings] == [5.5, 1.0]


def test_bad_rows_are_listed_and_left_out_only_when_asked(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Ordering,First day\n4,1\nmaybe,2\n", encoding="utf-8")
    before = file.read_bytes()
    code, _out, err = run("import", "a.csv", "--into", file.name, "--lang", "en", "--scale", "1-5")
    assert code == 2 and "Row 3, Ordering: “maybe” is no grade – the cell is left out" in err and file.read_bytes() == before
    assert run("import", "a.csv", "--into", file.name, "--skip-bad", "--scale", "1-5")[0] == 1
    assert [r.answers for r in open_journey(file).journey.rounds[0].readings] == [1, 2], "the rest of the row counts"


def test_the_same_answers_are_no_second_round_without_being_asked_for(run: Run, file: Path, tmp_path: Path) -> None:
    text = "ID,Start time,Completion time,Email,Name,Ordering\n"
    text += "".join(f"{k},2027-05-0{k},2027-05-0{k},{who}@x.org,{who},{k}\n" for k, who in enumerate(("ann", "bo", "ann", "cy", "dee"), 1))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    command = ("import", "a.csv", "--into", file.name, "--lang", "en", "--map")
    how = '{"places": {"Ordering": 1}, "respondent": "Email", "date": "Completion time", "worst": 1, "best": 5}'
    code, out, err = run(*command, how)
    assert (code, err) == (0, "") and "1 person answered more than once; the latest answer counts.\n" in out and "ann" not in out
    assert "Column “Email” says which person answered.\nColumn “Completion time” says the day of the answer.\n" in out
    assert [(one.date, one.readings[0].answers) for one in open_journey(file).journey.rounds] == [("2027-05-05", 4)]
    code, _out, err = run(*command, how, "--round", "Again")
    assert code == 1 and "already, as the round “a”. --force adds them again." in err and len(open_journey(file).journey.rounds) == 1
    assert run(*command, how, "--force")[0] == 0 and len(open_journey(file).journey.rounds) == 2


def test_help_of_import_shows_both_halves(run: Run) -> None:
    code, out, _err = run("import", "--help")
    assert code == 0 and all(option in out for option in ("--output", "--into", "--round", "--date", "--map", "--scale", "--skip-bad"))
    assert "round from the answers" in run("--help", "--lang", "en")[1] or "round from the answers" in run("--help")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.pdf",), ("a.csv", "--map", "none.json"), ("a.csv", "--encoding", "latin"), ("a.csv", "--date", "soon"), ("gone.csv",),
        ("a.csv", "--scale", "5-5"), ("a.csv", "--scale", "low"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(run: Run, file: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.csv").write_text("Ordering\n4\n", encoding="utf-8")
    before = file.read_bytes()
    code, _out, err = run("import", *arguments, "--into", file.name)
    assert code == 2 and err.strip() and file.read_bytes() == before


_SURVEY = [("10", "1"), ("8", "3"), ("9", "2"), ("7", "4"), ("8", "5"), ("6", "3"), ("9", "2"), ("10", "1"), ("7", "6"), ("8", "4")]


@pytest.mark.parametrize("stray", ["11", "55"])
def test_a_stray_answer_is_a_bad_row_and_no_other_scale(run: Run, file: Path, tmp_path: Path, stray: str) -> None:
    rows = [*_SURVEY, *_SURVEY, (stray, "5")]
    (tmp_path / "a.csv").write_text("Ordering,First day\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    before = file.read_bytes()
    code, out, err = run("import", "a.csv", "--into", file.name, "--lang", "en")
    assert code == 2 and "from 1 to 10" in out and f"Row 22, Ordering: {stray} does not lie" in err and file.read_bytes() == before
    assert run("import", "a.csv", "--into", file.name, "--skip-bad")[0] == 1
    assert [r.grade for r in open_journey(file).journey.rounds[0].readings] == [8.2, 3.1905]


def test_a_scale_that_is_a_guess_is_asked_for(run: Run, file: Path, tmp_path: Path) -> None:
    rows = [*_SURVEY, *_SURVEY, ("0", "5")]
    (tmp_path / "a.csv").write_text("Ordering,First day\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    (tmp_path / "map.json").write_text(json.dumps({"places": {"Ordering": 1, "First day": 2}}), encoding="utf-8")
    before = file.read_bytes()
    for more in ((), ("--map", "map.json")):
        code, out, err = run("import", "a.csv", "--into", file.name, "--lang", "en", *more)
        assert (code, out) == (2, "") and "--scale 1-10 or --scale 0-10" in err and "from 0 to 10" in err and file.read_bytes() == before
    code, out, _err = run("import", "a.csv", "--into", file.name, "--lang", "en", "--scale", "0-10", "--map", "map.json")
    assert code == 0 and "from 0 to 10" in out and "First day → 2 First day" in out
    assert open_journey(file).journey.rounds[0].readings[0].answers == 21


def test_columns_with_grades_that_fit_nothing_are_told(run: Run, file: Path, tmp_path: Path) -> None:
    rows = "".join(f"{k},{a},{b},{a},no\n" for k, (a, b) in enumerate(_SURVEY * 2))
    (tmp_path / "a.csv").write_text("Deltager nr.,Ordering,First day,Canteen,Kommentar\n" + rows, encoding="utf-8")
    code, _out, err = run("import", "a.csv", "--into", file.name, "--lang", "en")
    assert code == 1 and err == "1 column with grades fits no touchpoint and is not read: Canteen\n"
    assert len(open_journey(file).journey.rounds[0].readings) == 2


def test_grades_of_a_table_may_be_on_another_scale(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title;grade\nAsks;0\nWaits;7,5\n", encoding="utf-8")
    code, _out, err = run("import", "t.csv", "-o", "t.cjm", "--lang", "en")
    assert code == 2 and "--scale 0-10" in err and not (tmp_path / "t.cjm").exists()
    assert run("import", "t.csv", "-o", "t.cjm", "--scale", "0-10")[0] == 0
    journey = open_journey(tmp_path / "t.cjm").journey
    assert (journey.scale.lowest, journey.scale.highest, [card.grade for card in journey.touchpoints]) == (0, 10, [0, 7.5])
    assert run("import", "t.csv", "-o", "u.cjm", "--scale", "10-0")[0] == 2
    (tmp_path / "de.csv").write_text("Schritt;Note\nFragt;7\n", encoding="utf-8")
    code, _out, err = run("import", "de.csv", "-o", "de.cjm", "--lang", "en")
    assert code == 2 and "says “Schritt”, “Note”" in err and "title" in err

"""The command line as scripts use it: exit codes, sentences, files; run in this process."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cjm_desktop import __version__
from cjm_desktop.analysis.findings import findings
from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.storage import open_journey, save_journey, templates
from cjm_desktop.storage.schema import schema_text

Run = Callable[..., tuple[int, str, str]]


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"CJM Desktop {__version__}\n", "")


@pytest.mark.parametrize("command", [[], ["new"], ["check"], ["export"], ["import"], ["merge"], ["diff"], ["history"], ["schema"]])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_help_helps(run: Run, command: list[str], language: str) -> None:
    code, out, err = run(*command, "--help", *(["--lang", language] if command else []))
    assert code == 0
    assert "cjm-desktop" in out
    assert err == ""


# ---------------------------------------------------------------------------------------- new


def test_new_makes_a_journey(run: Run) -> None:
    assert run("new", "-o", "x.cjm")[0] == 0
    assert open_journey("x.cjm").journey.touchpoints == ()


@pytest.mark.parametrize("language", ["da", "nl", "hu", "sv", "en"])
def test_new_in_a_language(run: Run, language: str) -> None:
    assert run("new", "-o", "x.cjm", "--template", "new-colleague", "--lang", language)[0] == 0
    assert open_journey("x.cjm").journey == templates.begin("new-colleague", language, date.today())


def test_new_speaks_the_language_of_the_machine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "hu_HU.UTF-8")
    assert run("new", "-o", "x.cjm")[0] == 0
    assert open_journey("x.cjm").journey.language == "hu"


def test_new_says_when_a_template_does_not_exist_in_a_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("new", "-o", "x.cjm", "--template", "big", "--lang", "hu")
    assert code == 1
    assert "x.cjm" in out
    assert "big" in err
    assert open_journey("x.cjm").journey.language == "en"
    assert run("new", "-o", "x.cjm", "--template", "big", "--lang", "en", "--force")[::2] == (0, "")
    monkeypatch.setenv("LC_ALL", "hu_HU.UTF-8")
    code, _, err = run("new", "-o", "x.cjm", "--template", "big", "--force")
    assert code == 0
    assert "big" in err


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_that_leads_nowhere_is_told_as_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.cjm").symlink_to(Path("gone") / "there.cjm")
    code, out, err = run("new", "-o", "link.cjm", "--lang", "en")
    assert (code, out) == (3, "")
    assert "it is a link to “" in err and "there.cjm”, and the folder of that is not there" in err
    code, _out, err = run("check", "link.cjm", "--lang", "en")
    assert code == 2
    assert "is a link to “" in err and "there is no such file any more" in err


def test_the_help_of_new_names_every_template(run: Run) -> None:
    code, out, _err = run("new", "--help")
    words = set(out.replace(",", " ").replace(";", " ").split())
    assert code == 0
    assert set(templates.names()) <= words


def test_new_with_an_unknown_template_or_language(run: Run) -> None:
    code, out, err = run("new", "-o", "x.cjm", "--template", "holiday")
    assert (code, out) == (2, "")
    assert err.startswith("There is no template “holiday”. There are: application, big, empty")
    assert run("new", "-o", "x.cjm", "--lang", "de")[0] == 2
    assert not Path("x.cjm").exists()


# ---------------------------------------------------------------------------------------- check


def test_check_lists_what_a_facilitator_would_ask(run: Run, sample: Path) -> None:
    code, out, err = run("check", sample)
    assert (code, err) == (1, "")
    assert out.startswith("Step ")
    assert "touchpoints[" in out


def test_check_as_json(run: Run, sample: Path) -> None:
    code, out, _ = run("check", sample, "--json")
    answer = json.loads(out)
    assert code == 1
    assert answer["readable"] is True
    assert answer["touchpoints"] == len(open_journey(sample).journey.touchpoints)
    assert {"source", "place", "record", "message", "step", "weight"} <= set(answer["problems"][0])


def test_check_of_a_clean_journey(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjm_desktop.method.hints", lambda *_, **__: [])
    code, out, err = run("check", sample)
    assert (code, err) == (0, "")
    assert out.startswith("Nothing to remark.\n")


def test_check_tells_what_the_map_says(run: Run, sample: Path) -> None:
    """The same findings as everywhere else, in their order, as sentences and as data that leads to its places."""
    journey = open_journey(sample).journey
    found = findings(journey)
    lines = run("check", sample)[1].partition("What the map says:\n")[2].splitlines()
    assert len(lines) == len(found) > 5
    assert lines[0].startswith("  “")
    told = json.loads(run("check", sample, "--json")[1])["findings"]
    assert [(one["kind"], tuple(one["records"])) for one in told] == [(one.kind.value, one.touchpoints) for one in found]
    for one in told:
        at = [int(place.removeprefix("touchpoints[").removesuffix("]")) for place in one["places"]]
        assert [journey.touchpoints[i].id for i in at] == one["records"]
        assert one["why"] and 0 <= one["step"] <= 10


def test_check_names_values_that_mean_nothing(run: Run) -> None:
    card = {"id": "t1", "title": "A", "grad": 7}
    Path("x.cjm").write_text(
        json.dumps({"format": "cjm-journey", "version": 1, "journey": {"touchpoints": [card]}}), "utf-8"
    )
    code, out, _ = run("check", "x.cjm")
    assert code == 1
    assert out.startswith("touchpoints[0].grad: This value is not known to this program.")


def test_check_of_an_old_version_says_so(run: Run) -> None:
    old = Path(__file__).parents[1] / "files" / "v0.cjm"
    assert "The file has the older format 0" in run("check", old)[1]
    assert json.loads(run("check", old, "--json")[1])["migrated_from"] == 0


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_check_of_what_cannot_be_read(run: Run, options: list[str]) -> None:
    Path("x.cjm").write_text(
        '{"format": "cjm-journey", "version": 1, "journey": {"touchpoints": [{}]}}', "utf-8"
    )
    code, out, err = run("check", "x.cjm", *options)
    assert code == 2
    assert err == "“x.cjm” is not a sound journey. touchpoints[0].id: This value is missing.\n"
    if options:
        answer = json.loads(out)
        assert answer["readable"] is False
        assert [problem["place"] for problem in answer["problems"]] == ["touchpoints[0].id"]
    else:
        assert out == ""


def test_check_in_another_language(run: Run, sample: Path) -> None:
    assert run("check", sample, "--lang", "nl")[0] == 1
    assert run("check", "gone.cjm", "--lang", "hu")[0] == 2


# ---------------------------------------------------------------------------------------- export


def test_a_poster_opens_again(run: Run, sample: Path) -> None:
    assert run("export", sample, "-o", "poster.pdf", "--names")[0] in (0, 1)
    assert run("import", "poster.pdf", "-o", "again.cjm")[0] == 0
    assert Path("again.cjm").read_bytes() == sample.read_bytes()


def test_what_is_no_poster_of_ours_is_a_sentence(run: Run, sample: Path) -> None:
    run("export", sample, "-o", "poster.pdf", "--attach", "no")
    code, _, err = run("import", "poster.pdf", "-o", "again.cjm")
    assert (code, "There is no journey in this PDF." in err) == (2, True)
    Path("noise.pdf").write_bytes(b"%PDF-1.7 nothing")
    code, _, err = run("import", "noise.pdf", "-o", "again.cjm")
    assert (code, "This PDF is damaged" in err) == (2, True)
    assert not Path("again.cjm").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ["-o", "x.pdf", "--view", "sideways"],
            "There is no view “sideways”. There are: poster, timeline, blank,",
        ),
        (["-o", "x.pdf", "--no-phase-names"], "--no-phase-names has no effect with --view poster. It is for: blank."),
        (["-o", "x.pdf", "--sheets", "many"], "--sheets takes a number from 0 to 99, not “many”."),
        (["-o", "x.pdf", "--sheets", "1.5"], "--sheets takes a whole number, not “1.5”."),
        (["-o", "x.pdf", "--sheets", "100"], "--sheets takes a number from 0 to 99"),
        (["-o", "x.pdf", "--view", "faces", "--sheets", "2"], "--sheets has no effect with --view faces. It is for: poster, blank."),
        (["-o", "x.pdf", "--tile", "A9"], "Posters are not cut into sheets of “A9”."),
        (["-o", "x.svg", "--tile", "A4"], "--tile is for .pdf files."),
        (["-o", "x.pdf", "--outlines"], "--outlines is for .svg files."),
        (["-o", "x.png", "--marks"], "--marks is for .pdf files."),
        (["-o", "x.pdf", "--overlap", "5"], "--overlap needs --tile."),
        (["-o", "x.pdf", "--tile", "A4", "--shrink", "50"], "--shrink takes a number from 90 to 100"),
        (["-o", "x.pdf", "--tile", "A4", "--standard", "x4"], "Tiles are printed on an office printer"),
        (["-o", "x.pdf", "--bleed", "30"], "--bleed takes a number from 0 to 20"),
        (["-o", "x.pdf", "--standard", "x1a"], "There is no standard “x1a”. There are: x4, a3."),
        (
            ["-o", "x.pdf", "--standard", "x4", "--attach", "yes"],
            "for the print shop cannot carry the journey",
        ),
        (["-o", "x.pdf", "--attach", "maybe"], "--attach takes yes or no, not “maybe”."),
        (["-o", "x.pdf", "--paper", "A9"], "“A9” is no paper."),
        (["-o", "x.pdf", "--theme", "nosuch"], "There is no theme “nosuch”. There are: house, greyscale, high-contrast, ink-light."),
        (["-o", "x.pdf", "--theme", "mine.json"], "There is no theme “mine.json”."),
        (["-o", "x.pdf", "--portrait", "--landscape"], "give --portrait or --landscape, not both."),
        (["-o", "x.pdf", "--view", "cards", "--tile", "A4"], "--tile has no effect with --view cards."),
        (["-o", "x.pdf", "--view", "cards", "--attach", "yes"], "--attach has no effect with --view cards."),
        (["-o", "x.pdf", "--view", "cards", "--distance", "5"], "--distance has no effect with --view cards. It is for: poster."),
        (["-o", "x.pdf", "--view", "cards", "--portrait"], "--portrait has no effect with --view cards."),
        (["-o", "x.pdf", "--view", "timeline", "--paper", "A0"], "--paper has no effect with --view timeline."),
        (["-o", "x.pdf", "--view", "persona", "--names"], "--names has no effect with --view persona."),
        (["-o", "x.svg", "--names"], "--names has no effect: a file of this kind carries no journey."),
        (["-o", "x.pdf", "--standard", "x4", "--names"], "--names has no effect: a file of this kind carries no journey."),
        (["-o", "x.pdf", "--view", "pack", "--standard", "x4"], "--standard is for posters in files of their own"),
        (["-o", "x.pdf", "--view", "pack", "--tile", "A4"], "--tile is for posters in files of their own"),
        (["-o", "x.csv", "--paper", "A1"], "--paper is for sheets (.pdf, .pptx, .png, .svg); a .csv file has none."),
        (["-o", "x.csv", "--theme", "house"], "--theme is for sheets"),
        (["-o", "x.md", "--distance", "2"], "--distance is for sheets"),
        (["-o", "x.xlsx", "--names"], "--names is for sheets"),
        (["-o", "x.csv", "--view", "poster"], "--view is for sheets"),
        (["-o", "x.pdf/"], "“x.pdf/” is the name of a folder; give the name of a file in it."),
        (["-o", "x.png", "--view", "pack"], "not into a .png file."),
        (["-o", "x.pdf", "--lang", "de"], "“de” is not one of the languages da, nl, hu, sv, en."),
        (["-o", "x.png", "--dpi", "9999"], "--dpi takes a number from 20 to 1,200, not “9999”."),
        (["-o", "x.png", "--dpi", "nan"], "--dpi takes a number"),
        (["-o", "x.pdf", "--dpi", "300"], "--dpi is for pictures (.png); a .pdf file has no dots."),
        (["-o", "x.cjm"], "“x.cjm” would be a journey itself."),
        (["-o", "x.pdf", "--distance", "far"], "--distance takes a number from 0.1 to 20, not “far”."),
        (["-o", "x.doc"], "The ending of “x.doc” does not say what it is; use one of .pdf .pptx .png .svg .csv"),
        (["-o", "x"], "The ending of “x” does not say what it is"),
        ([], "Something is missing on the command line: -o/--output. See “cjm-desktop export --help”."),
        (["-o"], "-o/--output needs a value after it."),
        (["-o", "x.pdf", "--colour"], "This is not understood: --colour."),
        (["-o", "x.pdf", "two"], "This is not understood: two."),
    ],
)
def test_bad_orders_are_one_sentence(run: Run, sample: Path, options: list[str], words: str) -> None:
    code, out, err = run("export", sample, *options)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert list(sample.parent.glob("x*")) == []


def test_export_where_nothing_can_be_written(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    assert run("export", sample, "-o", "no/where.csv")[0] == 3
    Path("ro.csv").write_bytes(b"old")
    Path("ro.csv").chmod(0o444)
    code, _, err = run("export", sample, "-o", "ro.csv")
    assert (code, err) == (
        3,
        "“ro.csv” was not saved: the file is write-protected. Save it under another name.\n",
    )
    assert Path("ro.csv").read_bytes() == b"old"
    Path("folder.pdf").mkdir()
    assert run("export", sample, "-o", "folder.pdf")[0] == 3
    assert sample.read_bytes() == before


def test_export_of_what_is_no_journey(run: Run) -> None:
    Path("x.cjm").write_bytes(b"nonsense")
    assert run("export", "x.cjm", "-o", "y.csv") == (2, "", "“x.cjm” is not a journey file.\n")
    assert run("export", ".", "-o", "y.csv")[0] == 2
    assert not Path("y.csv").exists()


# ---------------------------------------------------------------------------------------- import, schema


@pytest.mark.parametrize("ending", ["csv", "xlsx", "md", "mmd"])
def test_import_of_what_was_exported_twice_the_same(run: Run, sample: Path, ending: str) -> None:
    run("export", sample, "-o", f"t.{ending}")
    assert run("import", f"t.{ending}", "-o", "1.cjm")[0] == 0
    assert run("import", f"t.{ending}", "-o", "2.cjm")[0] == 0
    assert Path("1.cjm").read_bytes() == Path("2.cjm").read_bytes()
    cards = open_journey("1.cjm").journey.touchpoints
    assert [t.title for t in cards] == [t.title for t in open_journey(sample).journey.touchpoints]


def test_import_names_the_bad_row_and_writes_nothing(run: Run) -> None:
    Path("t.csv").write_text("title,grade\nA,7\nB,lots\n", "utf-8")
    code, out, err = run("import", "t.csv", "-o", "x.cjm")
    assert (code, out) == (2, "")
    assert err == "“t.csv”: Nothing was imported. Row 3, grade: “lots” is not a number.\n"
    assert not Path("x.cjm").exists()


def test_import_names_rows_and_columns_in_the_language_of_the_machine(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "hu_HU.UTF-8")
    Path("t.csv").write_text("cím,pontszám\nA,sok\n", "utf-8")
    code, _, err = run("import", "t.csv", "-o", "x.cjm")
    assert code == 2
    assert err == "„t.csv”: Az importálás elmaradt. 2. sor, pontszám: „sok” nem szám.\n"


def test_import_tells_what_it_left_out(run: Run) -> None:
    Path("my day.csv").write_text("title,colour\nA,red\n", "utf-8")
    code, _, err = run("import", "my day.csv", "-o", "x.cjm", "--lang", "da")
    assert code == 1
    assert "colour" in err
    journey = open_journey("x.cjm").journey
    assert (journey.title, journey.language) == ("my day", "da")


@pytest.mark.parametrize("name", ["x.ojf", "x.pdf", "x.doc", "gone.csv"])
def test_import_of_what_cannot_be_read(run: Run, name: str) -> None:
    code, out, err = run("import", name, "-o", "x.cjm")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_schema(run: Run) -> None:
    assert run("schema") == (0, schema_text(), "")
    assert run("schema", "x")[0] == 2


# ---------------------------------------------------------------------------------------- the edges


def test_a_fault_of_ours_is_a_sentence_too(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Anna Holm")

    monkeypatch.setattr("cjm_desktop.method.hints", fault)
    code, _, err = run("check", sample)
    assert code == 2
    assert re.match(r"Something unexpected happened inside the program \(ZeroDivisionError, cli/commands\.py:\d+\)\.", err)
    assert "Anna" not in err, "what an exception says may be anybody's"
    assert "Traceback" not in err
    monkeypatch.setenv("CJM_DESKTOP_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check", sample)


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (MemoryError, 2)])
def test_interruptions_are_tidy(
    run: Run, sample: Path, error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("cjm_desktop.method.hints", interrupted)
    found, _, err = run("check", sample)
    assert found == code
    assert "Traceback" not in err


def test_the_editor_gets_the_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    asked: list[Path | None] = []
    app = SimpleNamespace(run_editor=lambda path: asked.append(path) or 0, self_test=lambda: 0)
    monkeypatch.setitem(sys.modules, "cjm_desktop.app", app)
    assert run()[0] == 0
    assert run("my map.cjm")[0] == 0
    assert run("--self-test")[0] == 0
    assert asked == [None, Path("my map.cjm")]
    assert run("a.cjm", "b.cjm")[0] == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system itself has windows")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":98"},
        {"DISPLAY": "garbage"},
        {"WAYLAND_DISPLAY": "gone"},
        {"WAYLAND_DISPLAY": "gone", "XDG_RUNTIME_DIR": "/"},
        {"WAYLAND_DISPLAY": "/gone", "DISPLAY": ":98"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":98"},
        {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":98"},
    ],
)
def test_without_a_screen_there_is_a_sentence_and_no_crash(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "cjm_desktop.app", None)  # importing it would fail
    code, out, err = run("my map.cjm")
    assert (code, out) == (2, "")
    assert err.startswith("There is no screen here to show the window on.")


def test_a_misspelt_command_is_not_a_file(run: Run) -> None:
    assert run("exprot", "a.cjm", "-o", "a.pdf") == (
        2,
        "",
        "There is no command “exprot”. Did you mean “export”?\n",
    )


def test_a_word_that_looks_like_no_file_opens_no_window(run: Run) -> None:
    code, out, err = run("bogus")
    assert (code, out) == (2, "")
    assert err.startswith("There is neither a command nor a file “bogus”. The commands are: new, check, export,")


def test_a_journey_is_never_written_over_a_table(run: Run) -> None:
    Path("t.csv").write_text("title\nA\n", "utf-8")
    for command in (["import", "t.csv"], ["new"]):
        code, out, err = run(*command, "-o", "t.csv")
        assert (code, out) == (2, "")
        assert err == "“t.csv” cannot be the journey to write: its name must end in .cjm.\n"
    assert Path("t.csv").read_text("utf-8") == "title\nA\n"


def test_a_grade_off_the_scale_names_its_place(run: Run) -> None:
    journey = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}") for i in range(4)))
    save_journey(journey, "x.cjm", None)
    text = Path("x.cjm").read_text("utf-8")
    parts = text.rsplit('"grade": null', 1)
    Path("x.cjm").write_text('"grade": 11'.join(parts), "utf-8")
    err = run("check", "x.cjm")[2]
    assert err == (
        "“x.cjm” is not a sound journey. touchpoints[3].grade: The grade 11 is not on the scale from 1 to 10.\n"
    )

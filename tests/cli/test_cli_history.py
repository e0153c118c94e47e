"""``cjm-desktop history``: what is kept of a journey, and one of the versions as a file again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_desktop import cli
from cjm_desktop.storage import open_journey, save_journey, templates, to_bytes
from cjm_desktop.storage.history import Archive, Why

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a folder with ``a.cjm``, of which two versions are kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    first = templates.load("new-laptop", "en")
    for journey, when in ((first, 1_790_000_000.0), (first.model_copy(update={"title": "Second"}), 1_790_000_060.0)):
        Archive(tmp_path / "a.cjm").add(to_bytes(journey), len(journey.touchpoints), when=when)
        save_journey(journey, tmp_path / "a.cjm", None)

    def running(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["history", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running


def test_the_versions_are_listed_the_newest_first_and_one_is_written(run: Run, tmp_path: Path) -> None:
    code, out, err = run("a.cjm")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 2
    assert re.fullmatch(r" +1  2026-09-\d\d \d\d:\d\d:\d\d  \d+ touchpoints  Saved", lines[0])
    assert run("a.cjm", "--restore", "2", "-o", "b.cjm") == (0, "“b.cjm” is written.\n", "")
    assert open_journey(tmp_path / "b.cjm").journey == templates.load("new-laptop", "en")
    code, out_again, refused = run("a.cjm", "--restore", "1", "-o", "b.cjm")
    assert (code, out_again) == (2, "") and "is there already" in refused
    assert run("a.cjm", "--restore", "2", "-o", "b.cjm", "--force")[0] == 0
    (tmp_path / "a.cjm").unlink()
    assert run("a.cjm")[1] == out, "the file is gone, its history is not"


def test_nobody_counts_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    Archive(tmp_path / "a.cjm").add(b"of another program", 0, when=1_790_000_100.0, why=Why.UNREAD)
    assert run("a.cjm")[1].splitlines()[0].split("  ")[-2:] == ["2026-09-21 14:15:00", "The file before; not readable here"]


def test_what_cannot_be_read_here_is_written_as_the_bytes_it_was(run: Run, tmp_path: Path) -> None:
    data = b"\x00of another program\r\n"
    Archive(tmp_path / "a.cjm").add(data, 0, when=1_790_000_100.0, why=Why.UNREAD)
    code, out, err = run("a.cjm", "--restore", "1", "-o", "b.cjm")
    assert (code, out) == (1, "")
    assert err == "Version 1 cannot be read as a journey here. “b.cjm” is written as the file was, byte for byte.\n"
    assert (tmp_path / "b.cjm").read_bytes() == data
    assert run("a.cjm", "--restore", "1", "-o", "b.cjm")[0] == 2, "never over what is there without being told"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing.cjm",), 2, "There is no file “nothing.cjm”."),
        (("a.cjm", "--restore", "3", "-o", "b.cjm"), 2, "There is no version 3 of “a.cjm”; there are 2."),
        (("a.cjm", "--restore", "-1", "-o", "b.cjm"), 2, "There is no version -1"),
        (("a.cjm", "--restore", "９", "-o", "b.cjm"), 2, "There is no version"),
        (("a.cjm", "--restore", "1"), 2, "belong together"),
        (("a.cjm", "-o", "b.cjm"), 2, "belong together"),
        (("a.cjm", "--restore", "1", "-o", "b.pdf"), 2, "must end in .cjm"),
        (("a.cjm", "--restore", "1", "-o", "a.cjm"), 2, "is the journey itself"),
        (("a.cjm", "--restore", "1", "-o", "no/b.cjm"), 3, "its folder does not exist"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = (tmp_path / "a.cjm").read_bytes()
    done = run(*arguments)
    assert done[0] == code
    assert said in done[2]
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.cjm"]
    assert (tmp_path / "a.cjm").read_bytes() == before


def test_a_damaged_version_is_bad_input_and_a_journey_without_versions_says_so(run: Run, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    place = archive._place / archive.versions[0].name
    place.write_bytes(place.read_bytes()[:-4])
    code, _out, err = run("a.cjm", "--restore", "2", "-o", "b.cjm")
    assert code == 2
    assert "damaged" in err
    assert not (tmp_path / "b.cjm").exists()
    archive.throw_away()
    assert run("a.cjm") == (0, "", "No version of “a.cjm” is kept on this computer.\n")


def test_a_file_with_a_time_nobody_can_mean_hides_no_version(run: Run, tmp_path: Path) -> None:
    (Archive(tmp_path / "a.cjm")._place / "999999999999999-aaaaaaaa.version").write_bytes(b"{}\n")
    code, out, err = run("a.cjm")
    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 3)
    assert re.fullmatch(r" +1  Time unknown +  Damaged", lines[0])
